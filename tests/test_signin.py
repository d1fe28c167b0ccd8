"""Who gets in at the desk, and who does not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desks import ANNA, CHIEF, GUEST, HOME, SECRET, NewOffice, Office, formulier
from sqlalchemy import Engine
from sqlmodel import select

from tracker.model.accounts import Account, Role
from tracker.model.mail import Message
from tracker.store import accounts, mail
from tracker.store.engine import transaction
from tracker.store.mail import MailState
from tracker.store.tables.accounts import LinkRow, SessionRow
from tracker.web.desk import BROWSER, SESSION

ASK = {"adres": "anna@EXAMPLE.nl"}
PROXY = {"web": {"base_url": HOME, "proxy": {"addresses": ["10.0.0.1"], "user_header": "X-Forwarded-Email", "secret": SECRET}}}
BY_PROXY = {"x-forwarded-email": "anna@example.nl", "x-proxy-secret": SECRET}


def test_a_clerk_signs_in_by_a_link_that_a_scanner_has_opened_first(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path / "out")
    anna = office.browser()
    assert anna.post("/aanmelden", data=ASK).status_code == 200
    link = office.link()
    scanner = office.browser(place="203.0.113.9")
    assert scanner.get(link).status_code == 404
    assert scanner.post(link).status_code == 404
    for _ in range(3):
        assert "Meld mij aan" in anna.get(link).text
    entered = anna.post(link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/beoordelen")
    cookie = entered.headers["set-cookie"]
    assert all(part in cookie for part in ("__Host-sid=", "HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    assert "Domain" not in cookie
    assert f'name="formulier" value="{formulier(anna)}"' in anna.get("/aanmelden").text


def test_the_answer_tells_nobody_who_has_an_account(office: Office) -> None:
    answers = [
        office.browser(f"192.0.2.{n}").post("/aanmelden", data={"adres": a}) for n, a in enumerate(("anna@example.nl", "x@example.nl"))
    ]
    assert [(a.status_code, a.text, sorted(a.headers)) for a in answers[:1]] == [
        (a.status_code, a.text, sorted(a.headers)) for a in answers[1:]
    ]
    assert [mail["to"] for mail in office.mails()] == ["Anna@example.nl"]


def test_a_link_works_once_for_ten_minutes_and_where_it_was_asked_for(office: Office) -> None:
    anna = office.browser()
    anna.post("/aanmelden", data=ASK)
    first = office.link()
    office.now += timedelta(minutes=9, seconds=59)
    assert anna.get(first).status_code == 200
    assert anna.post(first).status_code == 303
    assert anna.post(first).status_code == 404  # again
    anna.post("/aanmelden", data=ASK)
    second = office.link()
    office.now += timedelta(minutes=10)
    assert anna.post(second).status_code == 404
    assert anna.get(second).status_code == 404


@pytest.mark.parametrize("forged", ["", "x", "../uit2", "%00", "a" * 32, "A" * 500])
def test_forged_tokens_open_nothing(office: Office, forged: str) -> None:
    anna = office.browser()
    anna.post("/aanmelden", data=ASK)
    right = office.link()
    assert anna.post(f"/aanmelden/{forged}" if forged else right[:-1]).status_code in (303, 404, 405)
    assert SESSION not in anna.cookies
    other = right[:-1] + ("a" if right[-1] != "a" else "b")
    assert anna.post(other).status_code == 404
    assert anna.post(right).status_code == 303


def test_a_link_of_another_purpose_signs_nobody_in(office: Office) -> None:
    with transaction(office.engine) as session:
        token = accounts.ask(session, "subscribe", ANNA.address, asked_from="", now=office.now)
    assert office.browser().post(f"/aanmelden/{token}").status_code == 404


def test_neither_tokens_nor_cookies_stand_in_the_database(office: Office) -> None:
    anna = office.browser()
    anna.post("/aanmelden", data=ASK)
    link = office.link()
    browser = anna.cookies[BROWSER]
    anna.post(link)
    with transaction(office.engine, writes=False) as session:
        (asked,) = session.exec(select(LinkRow)).all()
        (begun,) = session.exec(select(SessionRow)).all()
    kept = f"{asked!r}{begun!r}"
    for secret in (link.rpartition("/")[2], browser, anna.cookies[SESSION], "192.0.2.7"):
        assert secret not in kept
    assert asked.token == accounts.hashed(link.rpartition("/")[2])


def test_a_mail_that_was_asked_for_too_often_is_not_sent(office: Office) -> None:
    # Each mail goes out before the next is asked for: one that still waits then is not sent.
    said = [(office.browser(f"192.0.2.{n}").post("/aanmelden", data=ASK).status_code, len(office.mails())) for n in range(4)]
    assert said == [(200, 1), (200, 2), (200, 3), (429, 3)]
    others = [office.browser().post("/aanmelden", data={"adres": f"x{n}@example.nl"}).status_code for n in range(21)]
    assert others == [200] * 20 + [429]
    office.now += timedelta(minutes=15)
    assert office.browser().post("/aanmelden", data=ASK).status_code == 200


def test_of_the_links_asked_for_while_no_mail_could_go_out_the_last_is_mailed(office: Office) -> None:
    office.hinder()
    anna = office.browser()
    for _ in range(2):
        anna.post("/aanmelden", data=ASK)
        assert office.mails() == []
    office.go_on()
    assert len(office.mails()) == 1
    assert anna.get(office.link()).status_code == 200


@pytest.mark.parametrize(
    "address", ["", "anna", "a@b@", "anna@example.nl,x@example.nl", "anna@example.nl\r\nBcc: x@example.nl", "ánna@example.nl"]
)
def test_what_is_no_address_gets_no_mail(office: Office, address: str) -> None:
    assert office.browser().post("/aanmelden", data={"adres": address}).status_code == 400
    assert office.mails() == []


@pytest.mark.parametrize(("again", "waits"), [(False, MailState.SUPPRESSED), (True, MailState.PENDING)])
def test_a_mail_whose_link_is_over_goes_out_no_more_and_one_that_still_works_does(office: Office, again: bool, waits: MailState) -> None:
    start = office.now
    with transaction(office.engine) as session:
        accounts.ask(session, "sign-in", ANNA.address, now=start, asked_from="192.0.2.7")
        if again:
            accounts.ask(session, "sign-in", ANNA.address, now=start + timedelta(minutes=14), asked_from="192.0.2.7")
        key = accounts.post_key("sign-in", ANNA.address)
        run = mail.Run(subscription=key, period="1", period_start=start)
        message = Message(subscription=key, address=ANNA.address, period="1", subject="a", message_id="<a@b>", eml=b"a")
        mail.plan(session, run, message, (), start, start)
        accounts.ask(session, "sign-in", "other@example.nl", now=start + timedelta(minutes=16), asked_from="192.0.2.7")
        assert mail.mails(session, start)[0].state is waits


def test_the_mailed_address_is_never_what_a_request_says(office: Office) -> None:
    office.browser(host="evil.example").post("/aanmelden", data=ASK, headers={"origin": HOME})
    assert all(HOME in part.get_content() and "evil" not in part.get_content() for part in office.mails())


def test_without_a_configured_address_nothing_is_mailed_but_on_this_machine(new_office: NewOffice) -> None:
    office = new_office(web={"base_url": None})
    assert office.browser().post("/aanmelden", data=ASK).status_code == 503
    assert office.mails() == []


# --- sessions ---------------------------------------------------------------------------------------------------------------------------


def test_a_session_gets_a_new_secret_at_each_sign_in_and_the_old_one_ends(office: Office) -> None:
    anna = office.browser()
    anna.cookies.set(SESSION, "planted-by-somebody-else", domain="toezeggingen.example.nl")
    anna.post("/aanmelden", data=ASK)
    anna.post(office.link())
    first = anna.cookies[SESSION]
    assert first != "planted-by-somebody-else"
    anna.post("/aanmelden", data=ASK)
    anna.post(office.link())
    assert anna.cookies[SESSION] != first
    stale = office.browser()
    for secret in ("planted-by-somebody-else", first):
        stale.cookies.set(SESSION, secret, domain="toezeggingen.example.nl")
        assert stale.get("/beoordelen").headers["location"] == "/aanmelden"


@pytest.mark.parametrize(("pauses", "holds"), [((7, 7, 7), True), ((8,), False), ((7, 7, 7, 3), False)])
def test_a_session_ends_by_itself_after_hours_unused_and_after_a_day(office: Office, pauses: tuple[int, ...], holds: bool) -> None:
    anna = office.signed_in(ANNA)
    for hours in pauses:
        office.now += timedelta(hours=hours)
        found = anna.get("/aanmelden").text
    assert ("aangemeld als Anna" in found) is holds


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(office: Office) -> None:
    anna = office.signed_in(ANNA)
    secret, token = anna.cookies[SESSION], formulier(anna)
    assert anna.post("/aanmelden/uit").status_code == 403
    assert anna.post("/aanmelden/uit", data={"formulier": token}).status_code == 303
    again = office.browser()
    again.cookies.set(SESSION, secret, domain="toezeggingen.example.nl")
    assert "aangemeld als" not in again.get("/aanmelden").text


def test_an_account_that_is_removed_is_out_at_once_and_one_that_changes_has_its_new_rights(office: Office) -> None:
    chief = office.signed_in(CHIEF)
    with transaction(office.engine) as session:
        accounts.put(session, Account(address=CHIEF.address, role=Role.READER), office.now)
    assert chief.get("/beoordelen").status_code == 403
    anna = office.signed_in(ANNA)
    with transaction(office.engine) as session:
        accounts.remove(session, "ANNA@example.nl", office.now)
    assert anna.get("/beoordelen").headers["location"] == "/aanmelden"
    office.browser().post("/aanmelden", data=ASK)
    assert office.mails() == []


# --- the proxy --------------------------------------------------------------------------------------------------------------------------


def test_who_has_signed_in_at_the_proxy_presses_one_button(new_office: NewOffice) -> None:
    office = new_office(**PROXY)
    anna = office.browser("10.0.0.1", **BY_PROXY)
    assert "Ga verder als anna@example.nl" in anna.get("/aanmelden").text
    assert anna.post("/aanmelden/proxy").status_code == 303
    assert "aangemeld als Anna" in anna.get("/aanmelden").text
    assert "aangemeld als" not in anna.get("/aanmelden", headers={"x-forwarded-email": "bert@example.nl"}).text
    anna.headers.pop("x-forwarded-email")
    assert "aangemeld als" not in anna.get("/aanmelden").text  # signed out at the proxy


@pytest.mark.parametrize(
    ("place", "headers"),
    [
        ("10.0.0.2", BY_PROXY),
        ("10.0.0.2", BY_PROXY | {"x-forwarded-for": "10.0.0.1"}),
        ("10.0.0.1", BY_PROXY | {"x-proxy-secret": SECRET[:-1]}),
        ("10.0.0.1", {"x-forwarded-email": "anna@example.nl"}),
        ("10.0.0.1", {"x-proxy-secret": SECRET}),
        ("10.0.0.1", BY_PROXY | {"x-forwarded-email": "nobody@example.nl"}),
        ("10.0.0.1", BY_PROXY | {"x-forwarded-email": "anna@example.nl, chief@example.nl"}),
    ],
)
def test_a_header_that_anybody_can_send_signs_nobody_in(new_office: NewOffice, place: str, headers: dict[str, str]) -> None:
    mallory = new_office(**PROXY).browser(place, **headers)
    assert mallory.post("/aanmelden/proxy").status_code == 403
    assert SESSION not in mallory.cookies


def test_a_header_that_is_sent_twice_is_believed_neither_time(new_office: NewOffice) -> None:
    mallory = new_office(**PROXY).browser("10.0.0.1")
    twice = [("x-forwarded-email", "chief@example.nl"), *BY_PROXY.items()]
    assert mallory.post("/aanmelden/proxy", headers=twice).status_code == 403


def test_by_default_no_header_signs_anybody_in(office: Office) -> None:
    for place in ("127.0.0.1", "10.0.0.1"):
        assert office.browser(place, **BY_PROXY).post("/aanmelden/proxy").status_code == 403


# --- other sites ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": HOME}, False),
        ({"origin": HOME}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": HOME + ".evil.example"}, False),
        ({"origin": HOME.replace("https", "http")}, False),
        ({}, False),
    ],
)
def test_a_form_of_another_site_is_refused_before_it_is_read(office: Office, headers: dict[str, str], allowed: bool) -> None:
    browser = office.browser()
    del browser.headers["sec-fetch-site"]
    answer = browser.post("/aanmelden", data=ASK, headers=headers)
    assert answer.status_code == (200 if allowed else 403)
    assert len(office.mails()) == allowed


def test_the_form_of_one_session_does_nothing_in_another(office: Office) -> None:
    theirs = formulier(office.signed_in(GUEST))
    anna = office.signed_in(ANNA)
    assert anna.post("/aanmelden/uit", data={"formulier": theirs}).status_code == 403
    assert "aangemeld als Anna" in anna.get("/aanmelden").text


@pytest.mark.parametrize(
    ("kept", "status"),
    [
        ({"content": b"adres=" + b"a" * 70_000, "headers": {"content-type": "application/x-www-form-urlencoded"}}, 413),
        ({"content": b"{}", "headers": {"content-type": "application/json"}}, 415),
        ({"content": b"adres=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
        ({"content": b"adres=a%00b", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
        ({"content": b"a=1&" * 501, "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
    ],
)
def test_what_is_no_form_is_refused_in_words(office: Office, kept: dict[str, Any], status: int) -> None:
    assert office.browser().post("/aanmelden", **kept).status_code == status
