"""What is written down of what happens at the desk: everything that matters, and nothing that is a secret or names somebody."""

import json
import logging
import traceback
from typing import Any

import pytest
from desks import ANNA, CHIEF, GUEST, SECRET, NewOffice, Office, fill, formulier
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from tracker.store import StoreError, accounts
from tracker.store.engine import transaction
from tracker.web import journal
from tracker.web.desk import BROWSER, SESSION

ANNAS, CHIEFS = journal.mark("anna@example.nl"), journal.mark("chief@example.nl")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that any part of the program logs."""
    caplog.set_level(logging.DEBUG)
    return caplog


def lines(told: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(record.getMessage()) for record in told.records if record.name == "tracker.web.journal"]


def post(browser: TestClient, path: str, **fields: str) -> int:
    return browser.post(path, data={"formulier": formulier(browser), **fields}).status_code


def test_who_signs_in_and_out_and_who_does_not(office: Office, told: pytest.LogCaptureFixture) -> None:
    anna = office.browser("192.0.2.77")
    anna.post("/aanmelden", data={"adres": "anna@example.nl"})
    link = office.link()
    anna.get(link)  # whoever may, and changes nothing, is not followed
    anna.post(link)
    begun = lines(told)[-1]["session"]
    anna.post(link)
    office.browser("2001:db8:1:2::3").get("/aanmelden/" + "x" * 32)
    post(anna, "/aanmelden/uit")
    at, her = {"at": "2026-11-20T09:00:00+00:00", "from": "192.0.2.0/24"}, {"who": ANNAS, "session": begun}
    assert lines(told) == [
        at | {"did": "POST /aanmelden", "status": 200, "who": ANNAS},
        at | her | {"did": "POST /aanmelden/{token:str}", "status": 303},
        at | her | {"did": "POST /aanmelden/{token:str}", "status": 404},
        at | {"did": "GET /aanmelden/{token:str}", "status": 404, "from": "2001:db8:1::/48"},
        at | her | {"did": "POST /aanmelden/uit", "status": 303},
    ]


def test_what_was_refused_and_to_whom(office: Office, told: pytest.LogCaptureFixture) -> None:
    filled, anna = fill(office.engine), office.signed_in(ANNA)
    theirs = filled.doubtful["Defensie"][0]
    assert anna.get("/beheer").status_code == 403
    assert post(anna, "/beoordelen", een=f"confirm:{theirs}", **{f"gezien-{theirs}": "0"}) == 403
    assert anna.post("/beoordelen", data={}).status_code == 403
    assert anna.post("/aanmelden", data={"adres": "x@y.nl"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert anna.request("DELETE", "/beheer").status_code == 405
    for _ in range(4):
        anna.post("/aanmelden", data={"adres": "x@y.nl"})
    seen = [(line["did"], line["status"], line.get("who")) for line in lines(told)]
    assert seen[:5] == [
        ("GET /beheer", 403, ANNAS),
        ("POST /beoordelen", 403, ANNAS),
        ("POST /beoordelen", 403, ANNAS),
        ("POST /aanmelden", 403, None),
        ("DELETE /beheer", 405, None),
    ]
    assert seen[-1] == ("POST /aanmelden", 429, journal.mark("x@y.nl"))
    assert {record.levelno for record in told.records if record.name == "tracker.web.journal"} == {logging.INFO, logging.WARNING}


def test_what_an_administrator_does_and_to_whose(office: Office, told: pytest.LogCaptureFixture) -> None:
    chief, anna = office.signed_in(CHIEF), office.signed_in(ANNA)
    session = accounts.hashed(anna.cookies[SESSION])
    assert post(chief, "/beheer/sessies", sessie=session) == 303
    assert post(chief, "/beheer/sessies", sessie="what somebody typed") == 303
    ended, nothing = lines(told)
    assert (ended["did"], ended["who"], ended["ended"]) == ("POST /beheer/sessies", CHIEFS, session[:12])
    assert "ended" not in nothing
    assert ANNAS in chief.get("/beheer").text  # where a mark is explained


def test_what_fails_in_the_database_is_told_without_what_was_asked(engine: Engine) -> None:
    with pytest.raises(StoreError) as failed, transaction(engine) as session:
        session.execute(text("SELECT :who FROM nowhere"), {"who": ANNA.address})
    told = "".join(traceback.format_exception(failed.value))
    assert "nowhere" in told
    assert ANNA.address not in told


def test_no_secret_and_no_address_is_logged_by_anything(new_office: NewOffice, told: pytest.LogCaptureFixture) -> None:
    proxy = {"addresses": ["10.0.0.1"], "user_header": "X-Forwarded-Email", "secret": SECRET}
    office = new_office(web={"base_url": "https://toezeggingen.example.nl", "proxy": proxy})
    guest = office.browser("10.0.0.1", **{"x-forwarded-for": "203.0.113.99"})
    guest.post("/aanmelden", data={"adres": GUEST.address})
    link = office.link()
    browser = guest.cookies[BROWSER]
    guest.post(link)
    page = guest.post("/abonnementen/adressen?status=open", data={"formulier": formulier(guest)}).text
    feed = page.partition("/agenda/")[2].partition(".ics")[0]
    for path in (f"/agenda/{feed}.ics", f"/atom/{feed}.xml", f"/agenda/{feed}x.ics", f"/agenda/{feed}", f"/nergens/{feed}?{feed}"):
        guest.get(path)
        guest.post(path)
    guest.post("/aanmelden/proxy", headers={"x-forwarded-email": "mallory@example.nl", "x-proxy-secret": SECRET})
    guest.post("/aanmelden/proxy%0D%0Aforged", data={"adres": "forged\r\nline"})
    secrets = (link.rpartition("/")[2], browser, guest.cookies[SESSION], formulier(guest), feed, SECRET)
    written = "\n".join(r.getMessage() for r in told.records if not r.name.startswith("httpx2")).casefold()  # that is the test's browser
    for secret in (*secrets, GUEST.address, "mallory", "203.0.113.99", "forged"):
        assert secret.casefold() not in written, secret
    assert "203.0.113.0/24" in written
    assert len(lines(told)) > 8
