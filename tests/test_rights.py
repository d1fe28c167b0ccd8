"""Who may do what: every role at every address with every method, and that no address is left out of this table."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import ANNA, CHIEF, GUEST, NOW, Filled, Office, fill, formulier, register
from pydantic import ValidationError
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tracker.model.accounts import Account, Act, Role, may
from tracker.model.mail import Message, Subscription
from tracker.store import accounts, mail, subscriptions
from tracker.store.engine import connect, transaction

# What is answered to a stranger, a reader, a clerk of Financiën and an administrator; what is of Defensie is another clerk's.
OPEN, CLOSED = (200, 200, 200, 200), (404, 404, 404, 404)
TO_SIGN_IN = 303
GET: dict[str, tuple[int, int, int, int]] = {
    "/": OPEN,
    "/toezeggingen": OPEN,
    "/toezeggingen/{promise}": OPEN,
    "/toezeggingen.csv": OPEN,
    "/toezeggingen.xlsx": OPEN,
    "/stukken": OPEN,
    "/stukken/{paper}": OPEN,
    "/agenda": OPEN,
    "/agenda.ics": OPEN,
    "/atom.xml": OPEN,
    "/.well-known/security.txt": OPEN,
    "/over": OPEN,
    "/toegankelijkheid": OPEN,
    "/gezondheid": OPEN,
    "/aanmelden": OPEN,
    "/aanmelden/{forged}": CLOSED,
    "/abonnementen": OPEN,
    "/abonnementen/bevestigen/{forged}": CLOSED,
    "/abonnementen/adressen": (TO_SIGN_IN, 200, 200, 200),
    "/agenda/{forged}.ics": CLOSED,
    "/agenda/{feed}.ics": OPEN,
    "/atom/{forged}.xml": CLOSED,
    "/atom/{feed}.xml": OPEN,
    "/abonnementen/{token}": OPEN,
    "/afmelden/{token}": OPEN,
    "/beoordelen": (TO_SIGN_IN, 403, 200, 200),
    "/beoordelen/{promise}": (TO_SIGN_IN, 403, 200, 200),
    "/beoordelen/{theirs}": (TO_SIGN_IN, 403, 200, 200),  # to look at, not to decide on
    "/beoordelen/stukken/{paper}": (TO_SIGN_IN, 403, 200, 200),
    "/beheer": (TO_SIGN_IN, 403, 403, 200),
    "/beheer/abonnementen": (TO_SIGN_IN, 403, 403, 200),
    "/beheer/post": (TO_SIGN_IN, 403, 403, 200),
    "/beheer/post/{mail}": (TO_SIGN_IN, 403, 403, 200),
    "/beheer/post/{mail}/eml": (TO_SIGN_IN, 403, 403, 200),
    "/beheer/tabellen": (TO_SIGN_IN, 403, 403, 200),
}
# With a form that would do something, and the right token of the session.
POST: dict[tuple[str, str], tuple[int, int, int, int]] = {
    ("/beheer/post/{mail}", "besluit=laat-vallen"): (403, 403, 403, 303),
    ("/aanmelden", "adres=niemand@example.nl"): (200, 200, 200, 429),  # the fourth
    ("/aanmelden/{forged}", ""): CLOSED,
    ("/aanmelden/proxy", ""): (403, 403, 403, 403),
    ("/abonnementen", "adres=lezer2@example.nl"): (200, 200, 200, 429),
    ("/abonnementen/bevestigen/{forged}", ""): CLOSED,
    ("/abonnementen/adressen", ""): (403, 200, 200, 200),
    ("/abonnementen/adressen/intrekken", "adres={feed_id}"): (403, 404, 404, 303),
    ("/abonnementen/{token}", "wanneer=due"): (303, 303, 303, 303),
    ("/afmelden/{token}", "List-Unsubscribe=One-Click"): OPEN,
    ("/beoordelen", "een=confirm:{doubtful}&gezien-{doubtful}=0"): (403, 403, 303, 409),
    ("/beoordelen", "een=confirm:{theirs}&gezien-{theirs}=0"): (403, 403, 403, 303),
    ("/beoordelen", "een=reject:{their_link}&gezien-{their_link}=0"): (403, 403, 403, 303),
    ("/beoordelen/{promise}", "besluit=note&notitie=a&gezien-{promise}=0"): (403, 403, 303, 409),
    ("/beoordelen/{theirs}", "besluit=note&notitie=a&gezien-{theirs}=1"): (403, 403, 403, 303),
    ("/beoordelen", "een=reject:{record}&gezien-{record}=0"): (403, 403, 303, 409),
    ("/beoordelen", "een=reject:{their_record}&gezien-{their_record}=0"): (403, 403, 403, 303),
    ("/beoordelen/{promise}/zelfde", "als={other}&gezien-{other}=0&gezien-{promise}=0"): (403, 403, 303, 409),
    ("/beoordelen/{their_first}/zelfde", "als={theirs}&gezien-{theirs}=2&gezien-{their_first}=0"): (403, 403, 403, 303),
    ("/beoordelen/stukken/{paper}", "zin=Dat neem ik mee naar de staf van Financiën."): (403, 403, 303, 409),
    ("/beoordelen/stukken/{their_paper}", "zin=Dat neem ik mee naar de staf van Defensie."): (403, 403, 403, 303),
    ("/beheer/sessies", "sessie=x"): (403, 403, 403, 303),
    ("/beheer/abonnementen", "adres=lezer@example.nl"): (403, 403, 403, 303),
    ("/aanmelden/uit", ""): (303, 303, 303, 303),
}


class World:
    """A desk with something of everything, and a browser of each role."""

    def __init__(self, office: Office, filled: Filled) -> None:
        self.office = office
        records, _ = register(office.engine, {9: "vaste commissie voor Defensie"})
        with transaction(office.engine) as session:
            stored = subscriptions.subscribe(session, Subscription(address="lezer@example.nl"), NOW)
            run = mail.Run(subscription="lezer@example.nl", period="2026-W47", period_start=NOW)
            message = {"address": "lezer@example.nl", "subject": "a", "message_id": "<a@b>", "eml": b"Subject: a\r\n\r\na\r\n"}
            mail.plan(session, run, Message(subscription=run.subscription, period=run.period, **message), (), NOW, NOW)
            (kept,) = mail.mails(session, NOW)
            feed = accounts.make_feed(session, CHIEF, "", NOW) or ""
        self.names = {
            "promise": filled.promises["Financiën"][0],
            "doubtful": filled.doubtful["Financiën"][0],
            "paper": filled.papers["Financiën"],
            "other": filled.doubtful["Financiën"][1],
            "record": records[2],
            "their_record": records[9],
            "their_first": filled.promises["Defensie"][0],
            "theirs": filled.doubtful["Defensie"][0],
            "their_link": filled.links["Defensie"][0],
            "their_paper": filled.papers["Defensie"],
            "token": stored.token,
            "forged": "x" * 32,
            "mail": str(kept.id),
            "feed": feed,
            "feed_id": accounts.hashed(feed),
        }
        self.browsers = [office.browser(), *(office.signed_in(a) for a in (GUEST, ANNA, CHIEF))]

    def get(self, path: str, browser: TestClient) -> int:
        return browser.get(path.format(**self.names)).status_code

    def post(self, path: str, form: str, browser: TestClient, **headers: str) -> int:
        fields = dict(pair.split("=", 1) for pair in form.format(**self.names).split("&") if pair)
        if "__Host-sid" in browser.cookies:
            fields["formulier"] = formulier(browser)
        return browser.post(path.format(**self.names), data=fields, headers=headers).status_code


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("rights")
    (folder / "tracker.db").write_bytes(sqlite_template.read_bytes())
    engine = connect(f"sqlite:///{folder / 'tracker.db'}")
    office = Office(engine, folder / "out")
    yield World(office, fill(engine))
    engine.dispose()


def test_the_table_holds_every_address(world: World) -> None:
    routes = [r for r in world.office.application.routes if isinstance(r, Route)]
    mounts = [r.path for r in world.office.application.routes if isinstance(r, Mount)]
    assert mounts == ["/api/v1", "/static"]  # these have tests of their own
    told = {(_shape(path), "GET") for path in GET} | {(_shape(path), "POST") for path, _ in POST}
    assert told == {(_shape(r.path), m) for r in routes for m in (r.methods or set()) - {"HEAD"}}


def _shape(path: str) -> str:
    return re.sub(r"{.*?}", "{}", path)


@pytest.mark.parametrize("path", GET)
def test_who_may_see_what(world: World, path: str) -> None:
    assert tuple(world.get(path, browser) for browser in world.browsers) == GET[path]


@pytest.mark.parametrize(("path", "form"), POST, ids=str)
def test_a_form_of_another_site_or_without_the_token_does_nothing(world: World, path: str, form: str) -> None:
    if path.startswith("/afmelden/"):
        return
    for browser in world.browsers:
        assert world.post(path, form, browser, **{"sec-fetch-site": "cross-site"}) == 403
    if path.startswith(("/beoordelen", "/beheer", "/abonnementen/adressen")):
        fields = dict(pair.split("=", 1) for pair in form.format(**world.names).split("&") if pair)
        for browser in world.browsers:
            assert browser.post(path.format(**world.names), data=fields).status_code == 403


@pytest.mark.parametrize(("path", "form"), POST, ids=str)
def test_who_may_do_what(world: World, path: str, form: str) -> None:
    assert tuple(world.post(path, form, browser) for browser in world.browsers) == POST[path, form]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_does_anything(world: World, method: str) -> None:
    chief = world.browsers[3]
    for path in {*GET, *(path for path, _ in POST)}:
        assert chief.request(method, path.format(**world.names)).status_code == 405


def test_every_answer_bears_the_headers_and_pages_of_the_desk_are_kept_by_nobody(world: World) -> None:
    for path in GET:
        headers = world.browsers[0].get(path.format(**world.names)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        if path.startswith(("/aanmelden", "/beoordelen", "/beheer", "/abonnementen", "/afmelden")):
            assert headers["cache-control"] == "no-store"


# --- the one function that decides ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        (None, set()),
        (GUEST, {(Act.FOLLOW, c) for c in (None, "Financiën", "Defensie")}),
        (
            ANNA,
            set(itertools.product((Act.FOLLOW, Act.REVIEW), (None, "Financiën", "Defensie")))
            | {(a, c) for a in (Act.DECIDE, Act.ADD) for c in (None, "Financiën")},
        ),
        (CHIEF, set(itertools.product(Act, (None, "Financiën", "Defensie")))),
    ],
)
def test_the_rights_of_each_role(account: Account | None, allowed: set[Any]) -> None:
    assert {(act, c) for act, c in itertools.product(Act, (None, "Financiën", "Defensie")) if may(account, act, c)} == allowed


@pytest.mark.parametrize(("role", "committees"), [(Role.CLERK, ()), (Role.ADMINISTRATOR, ("Financiën",)), (Role.READER, ("Financiën",))])
def test_only_a_clerk_has_committees_and_at_least_one(role: Role, committees: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        Account(address="a@example.nl", role=role, committees=committees)


def test_a_session_is_of_the_account_and_not_of_what_it_was(world: World) -> None:
    with transaction(world.office.engine, writes=False) as session:
        assert accounts.named(session, "ANNA@EXAMPLE.NL") == ANNA
