"""The pages, files and feeds, as a browser, a calendar and a spreadsheet get them; on SQLite, whose answers `test_pages_store` holds equal
to those of PostgreSQL.
"""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2
import icalendar
import pytest
import vobject
from justhtml import JustHTML
from justhtml.dom import Comment, Element
from lxml import etree
from made_up import decision
from readers import HOSTILE, TODAY, client, decide, fill, paper, said, store
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tracker.model import Decision, Event
from tracker.store.engine import connect
from tracker.store.migrate import upgrade

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """The pages over a store that no test here changes, and the ids of some commitments."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('web')}/tracker.db")
    upgrade(engine)
    keys = fill(engine)
    yield client(engine), keys
    engine.dispose()


@pytest.fixture
def pages(house: tuple[TestClient, dict[str, str]]) -> TestClient:
    return house[0]


@pytest.fixture
def keys(house: tuple[TestClient, dict[str, str]]) -> dict[str, str]:
    return house[1]


@pytest.fixture
def empty(sqlite_database: str) -> Iterator[Engine]:
    engine = connect(sqlite_database)
    yield engine
    engine.dispose()


def attribute(element: Element | Comment, name: str) -> str:
    return (element.attrs or {}).get(name) or ""


def vevents(content: bytes) -> dict[str, Any]:
    """The events of a calendar by their UID."""
    return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def words(html: str) -> str:
    return " ".join(JustHTML(html, sanitize=False).to_text().split())


# --- every page -------------------------------------------------------------------------------------------------------------------------


def test_every_page_that_is_linked_is_there_and_is_valid_html(pages: TestClient) -> None:
    waiting, seen, kinds = ["/", "/nergens"], set(), set()
    while waiting:
        address = waiting.pop()
        kind = (urlsplit(address).path.split("/")[1], len(urlsplit(address).path), frozenset(re.findall(r"[?&](\w+)=", address)))
        if address in seen or kind in kinds:
            continue
        seen.add(address)
        kinds.add(kind)
        answer = pages.get(address)
        assert answer.status_code == (404 if address == "/nergens" else 200), address
        if "text/html" not in answer.headers["content-type"]:
            continue
        tree = JustHTML(answer.text, strict=True, sanitize=False)
        ids = [attribute(element, "id") for element in tree.query("[id]")]
        assert len(ids) == len(set(ids)), address
        assert len(tree.query("h1")) == len(tree.query("main")) == 1, address
        for label in tree.query("label"):
            assert attribute(label, "for") in ids, address
        for link in tree.query("a"):
            target = urljoin(address, attribute(link, "href"))
            path, _, anchor = target.partition("#")
            if anchor and path == address:
                assert anchor in ids, target
            if target.startswith("/"):
                waiting.append(path)
    assert len(seen) > 30


def test_a_page_asks_for_nothing_but_its_own_stylesheet_and_icon_and_sets_no_cookie(pages: TestClient) -> None:
    for address in ("/", "/toezeggingen", "/over"):
        answer = pages.get(address)
        tree = JustHTML(answer.text, sanitize=False)
        assert not tree.query("script, style, img, iframe, object, [style], [onclick]")
        assert {attribute(link, "href")[:8] for link in tree.query("link") if attribute(link, "rel") != "alternate"} == {"/static/"}
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/nergens", "/toezeggingen?x=1", "/static/style.css", "/api/v1/toezeggingen", "/agenda.ics"])
def test_every_answer_has_the_headers(pages: TestClient, address: str) -> None:
    headers = pages.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"].startswith("max-age=31536000")


def test_what_is_only_to_be_read_says_so(pages: TestClient) -> None:
    assert pages.post("/toezeggingen").status_code == 405
    assert pages.head("/toezeggingen").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("onbekend=1", "«onbekend» is hier geen filter"),
        ("status=laat", "«status» heeft geen bekende waarde; kies uit verlopen"),
        ("van=gisteren", "«van» is geen datum; schrijf haar als 2026-11-21"),
        ("pagina=0", "«pagina» is geen getal van 1"),
        ("sorteer=kleur", "«sorteer» heeft geen bekende waarde"),
        ("status=open&status=verlopen", "«status» staat er meer dan eens"),
        ("zoek=%00", "«zoek» bevat tekens"),
        ("zoek=" + "x" * 201, "«zoek» is te lang"),
        ("status=laat&van=nu", "«van» is geen datum"),
        ("%3Cscript%3E=1", "«<script>» is hier geen filter"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_with_what_would_be_right(pages: TestClient, query: str, said: str) -> None:
    for address in ("/toezeggingen", "/toezeggingen.csv", "/agenda.ics"):
        answer = pages.get(f"{address}?{query}")
        if query.startswith(("pagina", "sorteer")) and address == "/agenda.ics":
            continue
        assert answer.status_code == 400
        assert said in words(answer.text)


@pytest.mark.parametrize("address", ["/toezeggingen/0", "/toezeggingen/" + "0" * 16, "/stukken/x", "/toezeggingen?pagina=99", "/nergens"])
def test_what_is_not_there_is_a_page_that_says_so(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 404
    assert "Deze bladzijde is er niet" in words(answer.text)


# --- what they say ----------------------------------------------------------------------------------------------------------------------


def test_the_overview_counts_what_the_lists_hold(pages: TestClient) -> None:
    tree = JustHTML(pages.get("/").text, sanitize=False)
    links = [link for link in tree.query("a") if re.fullmatch(r"\d+ .*|\d+", link.to_text()) and "status=" in attribute(link, "href")]
    assert len(links) > 15
    for link in links:
        number = re.match(r"\d+", link.to_text())
        assert number
        listed = words(pages.get(attribute(link, "href")).text)
        assert re.search(rf"\b{number[0]} toezegging", listed), attribute(link, "href")


def test_a_list_says_what_is_overdue_by_how_long_and_never_that_a_promise_was_broken(pages: TestClient) -> None:
    text = words(pages.get("/toezeggingen?status=verlopen&commissie=financi%C3%ABn").text)
    assert "14 dagen over tijd" in text
    assert "termijn verstreken; geen afdoening gevonden in de gelezen stukken (tot en met 20 november 2025" in text
    assert not re.search("gebroken|geschonden", text)


def test_a_list_marks_the_words_that_were_sought_in_any_form(pages: TestClient) -> None:
    tree = JustHTML(pages.get("/toezeggingen?zoek=evaluaties").text, sanitize=False)
    assert {mark.to_text() for mark in tree.query("mark.hit")} == {"evaluatie"}


def test_a_commitment_tells_its_history_and_leads_to_its_sentence(pages: TestClient, keys: dict[str, str]) -> None:
    answer = pages.get(f"/toezeggingen/{keys['moved']}")
    text = words(answer.text)
    assert "Termijn verschoven: uiterlijk 30 juni 2026" in text
    assert "Brief van november" not in text  # what a clerk notes stays at the desk
    assert "Griffier" not in text
    links = [attribute(link, "href") for link in JustHTML(answer.text, sanitize=False).query("a")]
    source = next(link for link in links if "#f-" in link)
    path, _, anchor = source.partition("#")
    marks = JustHTML(pages.get(path).text, sanitize=False).query(f"#{anchor} + mark")
    assert [mark.to_text() for mark in marks] == ["Ik stuur de Kamer"]


def test_a_decision_that_was_taken_back_is_shown_as_that(pages: TestClient, keys: dict[str, str]) -> None:
    text = words(pages.get(f"/toezeggingen/{keys['overdue']}").text)
    assert "Beoordeeld: geen toezegging (teruggenomen)" in text
    assert "Termijn verstreken" in text


def test_an_unsure_find_is_not_listed_and_says_so_on_its_own_page(pages: TestClient, keys: dict[str, str]) -> None:
    assert keys["unsure"] not in pages.get("/toezeggingen?status=alle&zoek=misschien").text
    assert "wacht op beoordeling" in pages.get(f"/toezeggingen/{keys['unsure']}").text


def test_a_paper_shows_all_its_text_with_the_facts_and_the_words_of_terms_marked(pages: TestClient, keys: dict[str, str]) -> None:
    tree = JustHTML(pages.get(f"/stukken/{keys['hostile_paper']}").text, sanitize=False)
    marked = {
        kind: [m.to_text().strip() for m in tree.query(f".text p mark.{kind}")] for kind in ("commitment", "event", "fulfilment", "delay")
    }
    assert marked["fulfilment"][1:] == ["Hiermee doe ik de toezegging gestand."]
    assert "".join(marked["event"][1:]) == "De Raad komt bijeen op8 december 2025."
    assert [m.to_text() for m in tree.query("mark.event.term")] == ["8 december 2025"]
    assert "Misschien kom ik hierop terug." in " ".join(tree.query(".text")[0].to_text().split())


def test_a_day_that_is_gone_is_shown_as_it_was_known_then(house: tuple[TestClient, dict[str, str]], empty: Engine) -> None:
    keys = fill(empty)
    before = client(empty, date(2025, 11, 1))
    assert "Termijn verschoven" not in before.get(f"/toezeggingen/{keys['moved']}").text
    assert before.get(f"/toezeggingen/{keys['hostile']}").status_code == 404
    assert before.get(f"/stukken/{keys['hostile_paper']}").status_code == 404


def test_pages_without_a_single_paper_say_so(empty: Engine) -> None:
    browser = client(empty)
    for address in (
        "/",
        "/toezeggingen",
        "/stukken",
        "/agenda",
        "/over",
        "/agenda.ics",
        "/atom.xml",
        "/toezeggingen.csv",
        "/toezeggingen.xlsx",
    ):
        assert browser.get(address).status_code == 200, address
    assert "nog geen stuk gelezen" in browser.get("/").text


def test_what_a_clerk_decides_is_seen_at_once(empty: Engine) -> None:
    keys = fill(empty)
    browser = client(empty)
    count = re.compile(r"(\d+) toezegging")
    before = count.search(browser.get("/toezeggingen?status=nagekomen").text)
    decide(empty, keys["overdue"], decision(3, "fulfilled", TODAY))
    after = count.search(browser.get("/toezeggingen?status=nagekomen").text)
    assert before
    assert after
    assert int(after[1]) == int(before[1]) + 1


def test_a_database_that_cannot_be_read_is_a_page_that_says_so(empty: Engine) -> None:
    browser = client(empty)
    with empty.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE standing RENAME TO gone")
        connection.commit()
    answer = browser.get("/toezeggingen")
    assert answer.status_code == 503
    assert "niet te lezen" in words(answer.text)
    assert browser.get("/api/v1/toezeggingen").headers["content-type"] == "application/problem+json"


# --- hostile text -----------------------------------------------------------------------------------------------------------------------


def test_hostile_text_is_text_everywhere(pages: TestClient, keys: dict[str, str]) -> None:
    for address in (
        f"/toezeggingen/{keys['hostile']}",
        f"/stukken/{keys['hostile_paper']}",
        "/toezeggingen",
        "/stukken",
        "/atom.xml",
        "/agenda.ics",
    ):
        body = pages.get(address).text
        assert "<script" not in body or address == "/agenda.ics", address  # a calendar is no markup
        assert "\u202e" not in body, address
        assert "{{7*7}}" in body, address
    cells = [row[6] for row in csv.reader(io.StringIO(pages.get("/toezeggingen.csv").text.removeprefix("\ufeff")), delimiter=";")]
    assert any("<script>alert(1)</script> {{7*7}}" in cell for cell in cells)
    assert any("<script>" in t["zin"] for t in pages.get("/api/v1/toezeggingen?zoek=hyperlink").json()["toezeggingen"])


def test_a_cell_that_would_be_a_formula_is_text(empty: Engine) -> None:
    quotes = ["=1+1", "+31 bellen we", "-niets", "@SOM(A1)", " =2", "gewoon"]
    document = paper("e", quotes)
    store(empty, document, [said(document, quote) for quote in quotes])
    rows = list(csv.reader(io.StringIO(client(empty).get("/toezeggingen.csv").text.removeprefix("\ufeff")), delimiter=";"))
    assert sorted(row[6] for row in rows[1:]) == sorted(["'=1+1", "'+31 bellen we", "'-niets", "'@SOM(A1)", "'=2", "gewoon"])


# --- files ------------------------------------------------------------------------------------------------------------------------------


def test_the_csv_is_one_that_dutch_excel_opens_and_holds_the_whole_list(pages: TestClient) -> None:
    answer = pages.get("/toezeggingen.csv?status=verlopen")
    assert answer.content.startswith(b"\xef\xbb\xbfKenmerk;Status;")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    shown = re.search(r"(\d+) toezegging", pages.get("/toezeggingen?status=verlopen").text)
    assert shown
    assert len(rows) == int(shown[1])
    assert {row["Status"] for row in rows} == {"verlopen"}
    assert 'filename="toezeggingen-2025-12-04.csv"' in answer.headers["content-disposition"]


def test_the_excel_file_holds_text_and_no_formula(pages: TestClient) -> None:
    with zipfile.ZipFile(io.BytesIO(pages.get("/toezeggingen.xlsx?status=alle").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") > 50
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


# --- the calendar -----------------------------------------------------------------------------------------------------------------------


def test_the_calendar_is_one_for_two_readers(pages: TestClient, keys: dict[str, str]) -> None:
    answer = pages.get("/agenda.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "content-disposition" not in answer.headers
    events = vevents(answer.content)
    others = {e.uid.value for e in vobject.readOne(answer.content.decode()).vevent_list}
    assert set(events) == others
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.content
    assert b"X-PUBLISHED-TTL:PT6H" in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert all("VALUE=DATE:" in str(line) for line in answer.text.split("\r\n") if line.startswith(("DTSTART", "DTEND")))
    late = events[f"{keys['overdue']}.termijn@tracker"]
    assert str(late["SUMMARY"]).startswith("VERLOPEN - Ik stuur de Kamer 4 weken")
    assert late["DTEND"].dt - late["DTSTART"].dt == timedelta(days=1)
    assert events[f"{keys['event']}.agenda@tracker"]["DTSTART"].dt == date(2025, 12, 8)


def test_the_calendar_keeps_to_the_filters(pages: TestClient) -> None:
    events = vevents(pages.get("/agenda.ics?commissie=Defensie&status=verlopen").content)
    assert {e["CATEGORIES"].to_ical() for e in events.values()} == {b"Defensie,Defensie"}


def test_the_calendar_is_the_same_bytes_until_something_changes_and_then_counts_up(empty: Engine) -> None:
    keys = fill(empty)
    browser = client(empty)
    uid = f"{keys['overdue']}.termijn@tracker"

    first = browser.get("/agenda.ics")
    again = browser.get("/agenda.ics")
    assert again.content == first.content
    assert browser.get("/agenda.ics", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    decide(empty, keys["overdue"], decision(3, "new-term", TODAY, until=date(2026, 2, 1)))
    moved = browser.get("/agenda.ics", headers={"If-None-Match": first.headers["etag"]})
    assert moved.status_code == 200
    near = client(empty, date(2026, 1, 25)).get("/agenda.ics")
    counts = [vevents(answer.content)[uid]["SEQUENCE"] for answer in (first, moved, near)]
    assert counts == sorted(set(counts))


@pytest.mark.parametrize(
    ("query", "change"),
    [
        ("", decision(3, "reject", TODAY)),
        ("", decision(3, "new-term", TODAY, until=None)),
        ("", decision(3, "new-term", TODAY, until=date(2027, 12, 1))),
        ("?status=verlopen", decision(3, "fulfilled", TODAY)),
        ("?status=verlopen&zoek=onderwerp+4", decision(3, "new-term", TODAY, until=date(2026, 6, 1))),
        ("?commissie=Financi%C3%ABn", decision(3, "correct", TODAY, committee="Defensie")),
    ],
)
def test_a_term_that_leaves_a_calendar_is_cancelled_there_for_ninety_days(empty: Engine, query: str, change: Decision) -> None:
    key, address = fill(empty)["overdue"], f"/agenda.ics{query}"
    before = vevents(client(empty).get(address).content)
    decide(empty, key, change)
    after = client(empty).get(address).content
    assert client(empty).get(address).content == after
    left = vevents(after)[f"{key}.termijn@tracker"]
    was = before[f"{key}.termijn@tracker"]
    assert (was["STATUS"], left["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert left["DTSTART"].dt == was["DTSTART"].dt
    assert left["SEQUENCE"] > was["SEQUENCE"]
    assert f"{key}.termijn@tracker" not in vevents(client(empty, TODAY + timedelta(days=91)).get(address).content)
    decide(empty, key, decision(4, "undo", TODAY, undoes=3))
    back = vevents(client(empty).get(address).content)[f"{key}.termijn@tracker"]
    assert back["STATUS"] == "CONFIRMED"
    assert back["SEQUENCE"] > left["SEQUENCE"]


def test_what_better_rules_no_longer_find_is_cancelled_in_a_calendar(empty: Engine) -> None:
    document = paper("e", [HOSTILE, "De Raad is op 8 december."])
    found = [said(document, HOSTILE, due_end=TODAY), said(document, "De Raad is op 8 december.", Event, what="Raad", due_end=TODAY)]
    keys = store(empty, document, found)
    calendars = []
    for facts in (found, [], found):
        store(empty, document, facts)
        calendars.append(vevents(client(empty).get("/agenda.ics").content))
    for uid in (f"{keys[0]}.termijn@tracker", f"{keys[1]}.agenda@tracker"):
        assert [calendar[uid]["STATUS"] for calendar in calendars] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
        counts = [calendar[uid]["SEQUENCE"] for calendar in calendars]
        assert counts == sorted(set(counts))
    assert "NIET MEER GEVONDEN" in calendars[1][f"{keys[0]}.termijn@tracker"]["SUMMARY"]


# --- the feed, and the rest -------------------------------------------------------------------------------------------------------------


def test_the_feed_tells_what_is_new_and_what_has_become_overdue(pages: TestClient, keys: dict[str, str]) -> None:
    feed = etree.fromstring(pages.get("/atom.xml").content)
    entries = {e.findtext(f"{ATOM}id"): e.findtext(f"{ATOM}title") or "" for e in feed.iter(f"{ATOM}entry")}
    assert entries[f"tag:tracker,2026:{keys['hostile']}/nieuw"].startswith("Nieuw: Ik zeg toe: <script>")
    assert entries[f"tag:tracker,2026:{keys['overdue']}/verlopen/2025-11-20"].startswith("Verlopen: Ik stuur")
    updates = [e.findtext(f"{ATOM}updated") or "" for e in feed.iter(f"{ATOM}entry")]
    assert updates == sorted(updates, reverse=True)


def test_addresses_in_feeds_are_those_at_which_readers_reach_the_pages(empty: Engine) -> None:
    fill(empty)
    behind = client(empty, web={"base_url": "https://toezeggingen.example.nl/"})
    for address in ("/agenda.ics", "/atom.xml", "/toezeggingen.csv", "/.well-known/security.txt"):
        text = behind.get(address).text.replace("\r\n ", "")
        assert "https://toezeggingen.example.nl/" in text
        assert "testserver" not in text


def test_security_txt_and_health(pages: TestClient) -> None:
    assert "Contact: mailto:" in pages.get("/.well-known/security.txt").text
    assert re.search(r"^Expires: 2026-06-02T", pages.get("/.well-known/security.txt").text, re.MULTILINE)
    assert pages.get("/gezondheid").text == "in orde\n"


def test_hostile_words_are_sought_as_words(pages: TestClient) -> None:
    for sought in (HOSTILE, '"', "a OR b", "NEAR(x)", "'; DROP TABLE document; --", "*", "evaluatie AND", "%"):
        assert pages.get("/toezeggingen", params={"zoek": sought.replace("\u202e", "")}).status_code == 200


# --- the command ------------------------------------------------------------------------------------------------------------------------


def test_the_command_serves_until_it_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0", "--as-of", "2025-12-04"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        base = server.stdout.readline().split()[-1]
        assert "nog geen stuk gelezen" in httpx2.get(base).text
        assert "4 december 2025" in httpx2.get(base).text
        server.terminate()
        _, errors = server.communicate(timeout=20)
    assert (server.returncode, errors) == (0, "")
