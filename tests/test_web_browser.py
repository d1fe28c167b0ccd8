"""The journeys of a reader in a real Chromium: by mouse, by keyboard, narrow, enlarged, printed, light and dark; and what keeps people out
of a page (axe-core, WCAG 2.2 A and AA).
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import readers
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from readers import application, served

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# For each window Chromium loads two pages behind its address bar, which cost more than most journeys. Of such lists the last one counts:
# the others are those that Playwright switches off, so that nothing is asked of the network, and what it says of pages holds.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,PaintHolding,PreconnectToSearch,TcpPortRandomizationWin,ThirdPartyStoragePartitioning"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    with readers.house(tmp_path_factory.mktemp("browser")) as (engine, keys), served(application(engine)) as base:
        yield base, keys


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine, so no page was opened in a browser: `apt-get install chromium`, and run this file again")
    browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", f"--disable-features={WITHOUT}"])
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser, house: tuple[str, dict[str, str]]) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=house[0], viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def addresses(keys: dict[str, str]) -> list[str]:
    one = [f"/toezeggingen/{keys['moved']}", f"/stukken/{keys['hostile_paper']}"]
    lists = ["/", "/toezeggingen?zoek=evaluatie&van=2025-12-01&status=alle", "/stukken", "/agenda"]
    return [*lists, *one, "/over", "/toegankelijkheid", "/nergens"]


# --- what keeps people out --------------------------------------------------------------------------------------------------------------


def violations(page: Page) -> list[str]:
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", {"runOnly": TAGS, "resultTypes": ["violations"]})
    return [f"{v['id']}: {json.dumps(v['nodes'][0]['target'])} {v['nodes'][0]['failureSummary']}" for v in found["violations"]]


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 320),
        pytest.param("dark", 1280, marks=pytest.mark.slow),
        pytest.param("light", 1280, marks=pytest.mark.slow),
        pytest.param("dark", 320, marks=pytest.mark.slow),
    ],
)
def test_nothing_keeps_people_out_and_nothing_has_to_be_scrolled_sideways(
    chromium: Browser, house: tuple[str, dict[str, str]], scheme: Any, width: int
) -> None:
    base, keys = house
    # Our own policy keeps axe out too: only for this it is set aside.
    context = chromium.new_context(base_url=base, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    context.add_init_script(AXE)
    page = context.new_page()
    for address in addresses(keys):
        page.goto(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


def test_a_script_in_a_page_would_not_run(page: Page) -> None:
    page.goto("/")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s) }")
    assert page.evaluate("window.ran") is None


def test_a_page_loads_nothing_from_elsewhere_and_keeps_nothing(
    context: BrowserContext, page: Page, house: tuple[str, dict[str, str]]
) -> None:
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    for address in addresses(house[1])[:-1]:
        page.goto(address)
    assert {url.startswith(house[0]) for url in asked} == {True}
    assert troubles == []
    assert context.cookies() == []


# --- journeys ---------------------------------------------------------------------------------------------------------------------------


def test_from_the_overview_to_what_is_overdue_of_a_committee_to_its_sentence_in_the_paper(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile(r"\d+ verlopen, commissie Financiën")).click()
    expect(page.get_by_role("heading", level=2, name=re.compile(r"^\d+ toezegging"))).to_be_visible()
    rows = page.get_by_role("row")
    assert {cell.inner_text() for cell in page.locator("td[data-label=Commissie]").all()} == {"Financiën"}
    assert "Verlopen" in rows.nth(1).inner_text()
    sentence = page.locator("td.what a").first.inner_text()
    page.locator("td.what a").first.click()
    assert sentence in page.locator("blockquote").inner_text().replace("\n", " ")
    page.get_by_role("link", name="Lees de zin in het stuk").click()
    marked = page.locator(":target + mark")
    expect(marked).to_be_in_viewport()
    assert sentence.startswith(marked.inner_text().strip())


def test_filter_sort_page_and_come_back_with_the_back_button(page: Page) -> None:
    page.goto("/toezeggingen")
    page.get_by_label("Status").select_option("Alles, ook afgedaan")
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("link", name="Gezegd").click()
    assert "sorteer=gezegd" in page.url
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Gezegd ▲")
    page.get_by_role("link", name="Volgende").click()
    second = page.url
    assert "pagina=2" in second
    assert "status=alle" in second
    page.locator("td.what a").first.click()
    page.go_back()
    assert page.url == second
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Status")).to_have_value("alle")
    page.get_by_role("link", name=re.compile("Haal weg: Alle")).click()
    assert page.url.endswith("/toezeggingen")


def test_more_filters_open_by_themselves_where_one_of_them_is_used(page: Page) -> None:
    page.goto("/toezeggingen")
    page.get_by_text("Meer filters").click()
    page.get_by_label("Fractie").fill("D66")
    page.get_by_role("button", name="Toon").click()
    assert "fractie=D66" in page.url
    expect(page.get_by_label("Fractie")).to_have_value("D66")
    expect(page.get_by_label("Fractie")).to_be_visible()


def test_search_from_any_page_marks_what_was_sought(page: Page) -> None:
    page.goto("/over")
    page.get_by_label("Zoek in toezeggingen").fill("evaluaties van onderwerp 7")
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit").first).to_be_visible()
    assert set(page.locator("mark.hit").all_inner_texts()) == {"7", "evaluatie", "van", "onderwerp"}
    page.goto("/toezeggingen?zoek=zeewater")
    expect(page.get_by_text("Niets gevonden.")).to_be_visible()


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/toezeggingen")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Zoek in de zin")).to_be_focused()
    page.keyboard.type("onderwerp 4 van Financiën")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    reached = _tab_to(page, "Toon")
    assert reached
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=onderwerp**")
    page.locator("h2.count").evaluate("e => { e.tabIndex = -1; e.focus() }")
    assert _tab_to(page, "4 weken na vandaag")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/toezeggingen/[0-9a-f]{16}$"))
    assert _tab_to(page, "Lees de zin in het stuk")


def _tab_to(page: Page, words: str) -> bool:
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText || ''"):
            return True
    return False


def test_four_times_as_large_everything_can_still_be_used(chromium: Browser, house: tuple[str, dict[str, str]]) -> None:
    # A window of 1280 by 1024 at 400 % is one of 320 by 256 of the pixels that a page counts in.
    context = chromium.new_context(base_url=house[0], viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page = context.new_page()
    page.goto("/toezeggingen")
    page.get_by_label("Commissie").select_option("Defensie")
    page.get_by_role("button", name="Toon").click()
    page.locator("td.what a").first.click()
    page.get_by_role("link", name="Lees de zin in het stuk").click()
    expect(page.locator(":target + mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_on_paper_there_is_the_list_and_no_form(page: Page) -> None:
    page.goto("/toezeggingen?status=verlopen")
    page.emulate_media(media="print")
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("td.what a").first).to_be_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_the_picture_of_terms_has_its_numbers_in_a_table(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Dezelfde getallen in een tabel").click()
    table = page.get_by_role("table", name="Termijnen die per maand eindigen")
    bars = page.locator("svg rect.ahead").count()
    cells = [row.locator("td").nth(2).inner_text() for row in table.get_by_role("row").all()[1:]]
    assert bars == sum(cell != "0" for cell in cells) > 0
    table.get_by_role("link", name="januari 2026").click()
    listed = page.get_by_role("heading", level=2, name=re.compile(r"^\d+ toezegging")).inner_text()
    assert "van=2026-01-01" in page.url
    assert int(listed.split()[0]) > 0
