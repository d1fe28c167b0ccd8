"""The desk in a real Chromium: a clerk by keyboard alone, a reader and the mailbox; and what keeps people out (axe-core, WCAG 2.2 AA)."""

import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from desks import ANNA, CHIEF, HOME, Filled, Office, fill, link_of
from playwright.sync_api import Browser, BrowserContext, Page, expect
from readers import served
from sqlmodel import select
from test_web_browser import AXE, chromium, playwright, violations

from tracker import jobs
from tracker.model import Subscription
from tracker.model.accounts import Account
from tracker.store import history, proposals, subscriptions
from tracker.store.engine import connect, transaction
from tracker.store.tables.facts import DecisionRow

__all__ = ["chromium", "playwright"]  # fixtures
PROPOSALS = 20


class House:
    """A desk that is served, with twenty links and twenty doubtful sentences of each of two committees."""

    def __init__(self, office: Office, filled: Filled, base: str) -> None:
        self.office, self.filled, self.base = office, filled, base

    def mail(self, number: int) -> EmailMessage:
        """The mail that is the so manyth: it is sent after its page has been answered, by another thread."""
        until = time.monotonic() + 10
        while len(self.office.mails()) < number and time.monotonic() < until:
            time.sleep(0.02)
        return self.office.mails()[number - 1]

    def signed_in(self, context: BrowserContext, account: Account) -> Page:
        page = context.new_page()
        page.goto("/aanmelden")
        page.get_by_label("Uw mailadres").fill(account.address)
        page.get_by_role("button", name="Stuur mij een mail").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
        page.goto(link_of(self.mail(1)))
        page.get_by_role("button", name="Meld mij aan").click()
        page.wait_for_url("**/beoordelen")
        return page


@pytest.fixture
def house(sqlite_database: str, tmp_path: Path) -> Iterator[House]:
    engine = connect(sqlite_database)
    office = Office(engine, tmp_path / "out")
    filled = fill(engine, PROPOSALS)
    with served(office.application) as base:
        yield House(office, filled, base)
    engine.dispose()


@pytest.fixture
def context(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=house.base, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    yield context
    context.close()


def tab_to(page: Page, words: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"):
            return
    raise AssertionError(words)


@pytest.mark.slow  # half a minute
def test_a_clerk_signs_in_by_mail_and_works_through_twenty_proposals_by_keyboard_alone(house: House, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/aanmelden")
    page.get_by_label("Uw mailadres").focus()
    page.keyboard.type(ANNA.address)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    scanner = context.browser.new_context(base_url=house.base).new_page() if context.browser else page
    for address in re.findall(rf"{HOME}(\S+)", house.mail(1).get_content()):
        scanner.goto(address)
        assert scanner.get_by_role("button", name="Meld mij aan").count() == 0
    page.goto(link_of(house.mail(1)))
    tab_to(page, "Meld mij aan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beoordelen")

    tab_to(page, "Bevestig")  # into the list; from there single keys will do
    for n in range(PROPOSALS):
        expect(page.get_by_text(f"{2 * PROPOSALS - n} vondsten wachten")).to_be_visible()
        if n:
            expect(page.locator("[data-item]").first).to_be_focused()
        page.keyboard.press("b" if n % 4 else "w")
    expect(page.get_by_text(f"{PROPOSALS} vondsten wachten")).to_be_visible()
    decided = PROPOSALS - PROPOSALS // 4
    assert _decisions(house) == ["fulfilled"] * decided
    for n in (1, 2):
        tab_to(page, "Maak ongedaan")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{PROPOSALS + n} vondsten wachten")).to_be_visible()
    with transaction(house.office.engine, writes=False) as session:
        assert len(proposals.waiting(session, as_of=house.office.now.date())) == PROPOSALS + 2  # all of Defensie, and these


def _decisions(house: House) -> list[str]:
    with transaction(house.office.engine, writes=False) as session:
        return sorted(str(row.kind) for row in session.exec(select(DecisionRow)))


def test_a_clerk_adds_what_was_missed_by_selecting_its_words(house: House, context: BrowserContext) -> None:
    page = house.signed_in(context, ANNA)
    page.goto(f"/stukken/{house.filled.papers['Financiën']}")
    page.get_by_role("link", name="Voor de griffie").first.click()
    page.get_by_text("Dat neem ik mee naar de staf van Financiën.").click(click_count=3)
    expect(page.get_by_label("De zin, zoals zij in het stuk staat")).to_have_value(
        re.compile(r"Dat neem ik mee naar de staf van Financiën\.\s*")
    )
    page.get_by_role("button", name="Voeg toe").click()
    page.wait_for_url(re.compile("/beoordelen/[0-9a-f]{16}$"))
    with transaction(house.office.engine, writes=False) as session:
        (decision,) = history.of(session, page.url.rpartition("/")[2])
    assert (decision.kind, decision.by) == ("added", ANNA.signature)


def test_without_scripts_every_action_has_its_button(chromium: Browser, house: House) -> None:
    context = chromium.new_context(base_url=house.base, java_script_enabled=False)
    page = house.signed_in(context, ANNA)
    page.goto("/beoordelen")
    for _ in range(2):
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Wijs af").last.click()
    page.get_by_role("button", name="Maak ongedaan").first.click()
    expect(page.get_by_text(f"{2 * PROPOSALS - 1} vondsten wachten")).to_be_visible()
    context.close()


def test_a_reader_subscribes_in_two_clicks_confirms_and_leaves_by_the_header_of_the_mail(house: House, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/toezeggingen?commissie=Financi%C3%ABn")
    page.get_by_role("link", name="Krijg deze lijst per mail").click()
    page.get_by_label("Uw mailadres").fill("lezer@example.nl")
    page.get_by_role("button", name="Vraag het abonnement aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    page.goto(link_of(house.mail(1)))
    page.get_by_role("button", name="Bevestig het abonnement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw abonnement")
    assert context.cookies() == []
    office = house.office
    jobs.digest(office.engine, office.desk.settings, office.now)
    jobs.send(office.engine, office.desk.settings, lambda: office.now)
    mail = office.mails()[-1]
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    path = mail["list-unsubscribe"].strip("<>").removeprefix(HOME)
    assert context.request.get(path).ok
    assert context.request.post(path, form={"List-Unsubscribe": "One-Click"}).ok
    with transaction(office.engine, writes=False) as session:
        (left,) = subscriptions.every(session)
    assert (left.in_force, left.subscription.committees) == (False, ("Financiën",))


def desk_pages(house: House) -> list[str]:
    """Every kind of page, with something on it. Made here: a mail and a subscription to show."""
    with transaction(house.office.engine) as session:
        stored = subscriptions.subscribe(session, Subscription(address="lezer@example.nl", committees=("Financiën",)), house.office.now)
    jobs.digest(house.office.engine, house.office.desk.settings, house.office.now)
    promise, paper = house.filled.promises["Financiën"][0], house.filled.papers["Financiën"]
    public = ["/aanmelden", "/abonnementen?commissie=Defensie&van=2026-01-01", f"/abonnementen/{stored.token}", f"/afmelden/{stored.token}"]
    clerk = ["/beoordelen", f"/beoordelen/{promise}", f"/beoordelen/stukken/{paper}"]
    return [*public, "/aanmelden/x", *clerk, "/beheer", "/beheer/abonnementen", "/beheer/post", "/beheer/post/1", "/beheer/tabellen"]


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_nothing_keeps_people_out_of_the_desk(chromium: Browser, house: House, scheme: Any, width: int) -> None:
    context = chromium.new_context(
        base_url=house.base,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,
    )
    context.add_init_script(AXE)
    page = house.signed_in(context, CHIEF)
    for address in desk_pages(house):
        page.goto(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
