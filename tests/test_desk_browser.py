"""The desk in a real Chromium: a clerk by keyboard alone, a reader and the mailbox; and what keeps people out (axe-core, WCAG 2.2 AA).

One desk for all: each journey has its own clerk and committee.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import ANNA, BERT, CHIEF, HOME, SAID, Filled, Office, fill, link_of, register
from playwright.sync_api import Browser, BrowserContext, Page, expect
from readers import served
from sqlmodel import select
from test_web_browser import AXE, chromium, playwright, violations

from tracker import jobs
from tracker.model.accounts import Account, Role
from tracker.model.mail import Subscription
from tracker.store import accounts, history, matches, proposals, subscriptions
from tracker.store import mail as outbox
from tracker.store.engine import connect, transaction
from tracker.store.tables.facts import DecisionRow

__all__ = ["chromium", "playwright"]  # fixtures
PROPOSALS = 20
DORA = Account(address="dora@example.nl", name="Dora", role=Role.CLERK, committees=("Defensie",))
EVA = Account(address="eva@example.nl", name="Eva", role=Role.CLERK, committees=("Asiel en Migratie",))


class House:
    """A desk that is served, with twenty links and twenty doubtful sentences of each of two committees, and a register."""

    def __init__(self, office: Office, filled: Filled, base: str) -> None:
        self.office, self.filled, self.base = office, filled, base
        self.records, self.sentences = register(office.engine)

    def link_to(self, address: str) -> str:
        """The path in the last mail to an address."""
        return link_of([mail for mail in self.office.mails() if mail["to"].casefold() == address.casefold()][-1])


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(sqlite_template, folder / "tracker.db")
    engine = connect(f"sqlite:///{folder / 'tracker.db'}")
    office = Office(engine, folder / "out")
    with transaction(engine) as session:
        for account in (DORA, EVA):
            accounts.put(session, account, office.now)
    with served(office.application) as base:
        yield House(office, fill(engine, PROPOSALS), base)
    engine.dispose()


@pytest.fixture
def context(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=house.base, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    yield context
    context.close()


def signed_in(house: House, context: BrowserContext, account: Account) -> Page:
    """A page of somebody who has signed in before; how that is done is a journey of its own."""
    with transaction(house.office.engine) as session:
        secret = accounts.begin(session, account, "link", house.office.now)
    at = house.base.replace("http:", "https:")  # a __Host- cookie is of a safe place, and this machine is one to Chromium
    context.add_cookies([{"name": "__Host-sid", "value": secret, "url": at, "secure": True, "httpOnly": True, "sameSite": "Lax"}])
    return context.new_page()


def tab_to(page: Page, words: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"):
            return
    raise AssertionError(words)


def test_a_clerk_signs_in_by_mail_and_works_through_twenty_proposals_by_keyboard_alone(house: House, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/aanmelden")
    page.get_by_label("Uw mailadres").focus()
    page.keyboard.type(DORA.address)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    scanner = context.browser.new_context(base_url=house.base).new_page() if context.browser else page
    for address in re.findall(rf"{HOME}(\S+)", house.office.mails()[-1].get_content()):
        scanner.goto(address)
        assert scanner.get_by_role("button", name="Meld mij aan").count() == 0
    page.goto(house.link_to(DORA.address))
    tab_to(page, "Meld mij aan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beoordelen")

    tab_to(page, "Bevestig")  # into the list; from there single keys will do
    # Two records of the register name no committee, and are for every clerk.
    waiting = 2 * PROPOSALS + len(_unlinked(house))
    for n in range(PROPOSALS):
        expect(page.get_by_text(f"{waiting - n} vondsten wachten")).to_be_visible()
        if n:
            expect(page.locator("[data-item]").first).to_be_focused()
        page.keyboard.press("b" if n % 4 else "w")
    waiting -= PROPOSALS
    expect(page.get_by_text(f"{waiting} vondsten wachten")).to_be_visible()
    assert _decisions(house, DORA) == ["fulfilled"] * (PROPOSALS - PROPOSALS // 4)
    for n in (1, 2):
        expect(page.locator("[data-item]").first).to_be_focused()
        page.keyboard.press("u")
        expect(page.get_by_text(f"{waiting + n} vondsten wachten")).to_be_visible()
    with transaction(house.office.engine, writes=False) as session:
        assert len(proposals.waiting(session, as_of=house.office.now.date(), committee="Defensie")) == 2


def _decisions(house: House, by: Account) -> list[str]:
    with transaction(house.office.engine, writes=False) as session:
        return sorted(str(row.kind) for row in session.exec(select(DecisionRow).where(DecisionRow.by == by.signature)))


def _unlinked(house: House) -> list[Any]:
    with transaction(house.office.engine, writes=False) as session:
        return matches.waiting(session, house.office.now.date())


def test_a_clerk_links_a_record_of_the_register_by_keys_and_takes_it_back(house: House, context: BrowserContext) -> None:
    page = signed_in(house, context, EVA)
    page.goto("/beoordelen")
    record = page.locator(f"#i-{house.records[2]}")
    tab_to(page, "Dit is de zin")
    expect(record.locator("blockquote").nth(1)).to_have_text(SAID[1])
    page.keyboard.press("1")
    expect(record).to_have_count(0)
    page.keyboard.press("w")  # the other is in no sentence that was found
    expect(page.get_by_text("Er wacht niets op een besluit")).to_be_visible()
    for n in (1, 2):
        tab_to(page, "Maak ongedaan")
        page.keyboard.press("Enter")
        expect(page.locator("[data-item]")).to_have_count(n)


def test_a_clerk_finds_by_words_what_a_promise_is_the_same_as(house: House, context: BrowserContext) -> None:
    page, key = signed_in(house, context, ANNA), house.sentences[SAID[0]]
    page.goto(f"/beoordelen/{key}")
    tab_to(page, "Zoek")  # that of the whole site
    page.get_by_label("Zoek met eigen woorden").fill("evaluatie Financiën")
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=evaluatie**")
    page.get_by_role("button", name="Dezelfde toezegging").first.click()
    expect(page.get_by_text("Zelfde toezegging als een andere, door Anna")).to_be_visible()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_role("heading", name="Koppelen")).to_be_visible()


def test_a_clerk_adds_what_was_missed_by_selecting_its_words(house: House, context: BrowserContext) -> None:
    page = signed_in(house, context, ANNA)
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
    page = signed_in(house, context, ANNA)
    page.goto("/beoordelen?commissie=Financi%C3%ABn")
    waiting = int(page.get_by_text("vondsten wachten").inner_text().split()[0])
    for n in (1, 2):
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Wijs af").last.click()
        expect(page.get_by_text(f"{waiting - n} vondsten wachten")).to_be_visible()  # the next page, not the one before
    page.get_by_role("button", name="Maak ongedaan").first.click()
    expect(page.get_by_text(f"{waiting - 1} vondsten wachten")).to_be_visible()
    context.close()


def test_a_reader_subscribes_in_two_clicks_confirms_and_leaves_by_the_header_of_the_mail(house: House, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/toezeggingen?commissie=Financi%C3%ABn")
    page.get_by_role("link", name="Krijg deze lijst per mail").click()
    page.get_by_label("Uw mailadres").fill("reader@example.nl")
    page.get_by_role("button", name="Vraag het abonnement aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    page.goto(house.link_to("reader@example.nl"))
    page.get_by_role("button", name="Bevestig het abonnement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw abonnement")
    assert context.cookies() == []
    office = house.office
    jobs.digest(office.engine, office.desk.settings, office.now)
    jobs.send(office.engine, office.desk.settings, lambda: office.now)
    (mail,) = (mail for mail in office.mails() if mail["to"] == "reader@example.nl" and mail["list-unsubscribe"])
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    path = mail["list-unsubscribe"].strip("<>").removeprefix(HOME)
    assert context.request.get(path).ok
    assert context.request.post(path, form={"List-Unsubscribe": "One-Click"}).ok
    with transaction(office.engine, writes=False) as session:
        (left,) = (s for s in subscriptions.every(session) if s.subscription.address == "reader@example.nl")
    assert (left.in_force, left.subscription.committees) == (False, ("Financiën",))


def test_who_has_signed_in_makes_a_personal_address_and_revokes_it(house: House, context: BrowserContext) -> None:
    page = signed_in(house, context, BERT)
    page.goto("/abonnementen?status=verlopen")
    page.get_by_role("button", name="Maak een eigen adres").click()
    path = page.locator(".once code").first.inner_text().removeprefix(HOME)
    anybody = context.browser.new_context(base_url=house.base) if context.browser else context
    assert "BEGIN:VCALENDAR" in anybody.request.get(path).text()
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("U hebt er nog geen")).to_be_visible()
    assert anybody.request.get(path).status == 404


# --- what keeps people out --------------------------------------------------------------------------------------------------------------


def desk_pages(house: House) -> list[str]:
    """Every kind of page, with something on it. Made here: a mail, a subscription and a feed to show."""
    office = house.office
    with transaction(office.engine) as session:
        stored = subscriptions.subscribe(session, Subscription(address="lezer@example.nl", committees=("Financiën",)), office.now)
        accounts.make_feed(session, CHIEF, "?status=open", office.now)
    jobs.digest(office.engine, office.desk.settings, office.now)
    with transaction(office.engine, writes=False) as session:
        digest = next(m.id for m in outbox.mails(session, office.now) if m.subscription == "lezer@example.nl")
    promise, paper = house.filled.promises["Financiën"][0], house.filled.papers["Financiën"]
    public = ["/aanmelden", "/abonnementen?commissie=Defensie&van=2026-01-01", f"/abonnementen/{stored.token}", f"/afmelden/{stored.token}"]
    clerk = ["/beoordelen?pagina=3", f"/beoordelen/{promise}?zoek=evaluatie", f"/beoordelen/stukken/{paper}", "/abonnementen/adressen"]
    return [
        *public,
        "/aanmelden/x",
        *clerk,
        "/beheer",
        "/beheer/abonnementen",
        "/beheer/post",
        f"/beheer/post/{digest}",
        "/beheer/tabellen",
    ]


def test_nothing_keeps_people_out_of_the_desk_in_either_colours_narrow_or_wide(chromium: Browser, house: House) -> None:
    context = chromium.new_context(base_url=house.base, bypass_csp=True)  # our own policy keeps axe out too
    context.add_init_script(AXE)
    page = signed_in(house, context, CHIEF)
    looks: tuple[Any, ...] = (("light", 320), ("dark", 1280))
    for address in desk_pages(house):
        page.goto(address)
        for scheme, width in looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == [], (address, scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
