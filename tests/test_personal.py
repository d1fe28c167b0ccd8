"""Personal addresses of a calendar and a feed."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from desks import ANNA, BERT, GUEST, Office, fill, formulier
from sqlalchemy import Engine
from sqlmodel import select
from starlette.testclient import TestClient

from tracker.store import accounts
from tracker.store.engine import transaction
from tracker.store.tables.accounts import FeedRow

MINE = "/abonnementen/adressen"
OVERDUE = "?commissie=Financi%C3%ABn&status=verlopen"


def make(browser: TestClient, query: str = OVERDUE) -> list[str]:
    """Make an address, and give the path of its calendar and that of its feed."""
    page = browser.post(MINE + query, data={"formulier": formulier(browser)})
    assert page.status_code == 200, page.text
    return [re.findall(r"https://toezeggingen.example.nl(/(?:agenda|atom)/[^<]+)", page.text)][0]


def revoke(browser: TestClient, number: int = 0) -> int:
    keys = re.findall(r'name="adres" value="(\w{64})"', browser.get(MINE).text)
    return browser.post(MINE + "/intrekken", data={"formulier": formulier(browser), "adres": keys[number]}).status_code


def test_an_address_gives_the_list_where_nobody_has_signed_in_until_it_is_revoked(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path / "out")
    fill(engine)
    guest, program = office.signed_in(GUEST), office.browser("198.51.100.4")
    assert "U hebt er nog geen" in guest.get(MINE).text
    assert 'action="/abonnementen/adressen?status=verlopen"' in guest.get("/abonnementen?status=verlopen").text
    calendar, feed = make(guest)
    office.now += timedelta(days=1)  # whatever becomes of the session
    for path, public, kind in ((calendar, "/agenda.ics", "text/calendar"), (feed, "/atom.xml", "application/atom+xml")):
        given = program.get(path)
        assert given.content == program.get(public + OVERDUE).content
        assert given.content != program.get(public).content
        assert given.headers["content-type"].startswith(kind)
        assert (given.headers["x-robots-tag"], "set-cookie" in given.headers) == ("noindex", False)
        assert program.get(path, headers={"if-none-match": given.headers["etag"]}).status_code == 304
        assert path.split("/")[2].partition(".")[0] not in given.text
    office.now -= timedelta(days=1)
    assert "Status verlopen; commissie Financiën" in guest.get(MINE).text
    assert revoke(guest) == 303
    assert [program.get(path).status_code for path in (calendar, feed)] == [404, 404]
    assert "U hebt er nog geen" in guest.get(MINE).text


def test_the_address_is_shown_once_and_the_database_has_its_hash_alone(office: Office) -> None:
    guest = office.signed_in(GUEST)
    token = make(guest)[0].split("/")[2].removesuffix(".ics")
    assert token not in guest.get(MINE).text
    with transaction(office.engine, writes=False) as session:
        (row,) = session.exec(select(FeedRow)).all()
    assert token not in repr(row)
    assert row.token == accounts.hashed(token)


def test_an_address_is_of_one_person(office: Office) -> None:
    anna, bert = office.signed_in(ANNA), office.signed_in(BERT)
    calendar, _ = make(anna)
    make(bert)
    key = re.findall(r'name="adres" value="(\w{64})"', anna.get(MINE).text)[0]
    assert key not in bert.get(MINE).text
    assert bert.post(MINE + "/intrekken", data={"formulier": formulier(bert), "adres": key}).status_code == 404
    assert office.browser().get(calendar).status_code == 200
    with transaction(office.engine) as session:
        accounts.remove(session, ANNA.address, office.now)
    assert office.browser().get(calendar).status_code == 404


def test_forged_addresses_open_nothing(office: Office) -> None:
    calendar, feed = make(office.signed_in(GUEST))
    for path in (calendar, feed):
        head, token, end = re.fullmatch(r"(.*/)(.*)([.].*)", path).groups()  # type: ignore[union-attr]  # it is such a path
        for wrong in (token[:-1], token + "x", token.swapcase(), "%00", accounts.hashed(token)):
            assert office.browser().get(head + wrong + end).status_code == 404


@pytest.mark.parametrize("query", ["?sorteer=termijn", "?x=1", "?status=x"])
def test_a_list_that_cannot_be_gets_no_address(office: Office, query: str) -> None:
    guest = office.signed_in(GUEST)
    assert guest.post(MINE + query, data={"formulier": formulier(guest)}).status_code == 400


def test_nobody_has_more_of_them_than_can_be_seen_at_once(office: Office) -> None:
    guest = office.signed_in(GUEST)
    with transaction(office.engine) as session:
        for _ in range(accounts.MOST_FEEDS - 1):
            assert accounts.make_feed(session, GUEST, "", office.now)
    make(guest)
    assert guest.post(MINE, data={"formulier": formulier(guest)}).status_code == 409
    assert revoke(guest, 3) == 303
    make(guest)
