"""The rooms of an administrator."""

from datetime import timedelta

import pytest
from desks import ANNA, CHIEF, Office, formulier
from starlette.testclient import TestClient

from tracker.model.mail import Message, Subscription
from tracker.store import accounts, mail, subscriptions
from tracker.store.engine import transaction
from tracker.store.mail import MailState

EML = b"From: a@example.nl\r\nTo: lezer@example.nl\r\nSubject: Week 47\r\n\r\n<b>3 verlopen</b>\r\n"


@pytest.fixture
def chief(office: Office) -> TestClient:
    return office.signed_in(CHIEF)


def post(browser: TestClient, path: str, **fields: str) -> int:
    return browser.post(path, data={"formulier": formulier(browser), **fields}).status_code


def keep(office: Office, key: str = "lezer@example.nl", period: str = "2026-W47") -> int:
    """Put a mail into the outbox, and give its number."""
    with transaction(office.engine) as session:
        run = mail.Run(subscription=key, period=period, period_start=office.now)
        made = Message(subscription=key, address="lezer@example.nl", period=period, subject="Week 47", message_id=f"<{period}@x>", eml=EML)
        mail.plan(session, run, made, (), office.now, office.now)
        return max(m.id for m in mail.mails(session, office.now))


def state(office: Office, number: int) -> MailState:
    with transaction(office.engine, writes=False) as session:
        return mail.mail(session, number)[0].state


def test_the_very_mail_is_shown_and_given(office: Office, chief: TestClient) -> None:
    number = keep(office)
    assert "Week 47" in chief.get("/beheer/post").text
    page = chief.get(f"/beheer/post/{number}").text
    assert "&lt;b&gt;3 verlopen&lt;/b&gt;" in page
    given = chief.get(f"/beheer/post/{number}/eml")
    assert (given.content, given.headers["content-type"]) == (EML, "message/rfc822")
    assert given.headers["content-disposition"].startswith("attachment")


def test_a_mail_is_sent_again_or_settled_with_who_said_so(office: Office, chief: TestClient) -> None:
    number = keep(office)
    path = f"/beheer/post/{number}"
    assert post(chief, path, besluit="laat-vallen") == 303
    assert state(office, number) is MailState.SUPPRESSED
    assert post(chief, path, besluit="aangekomen") == 409
    assert post(chief, path, besluit="opnieuw") == 303
    assert state(office, number) is MailState.PENDING
    assert post(chief, path, besluit="aangekomen") == 303
    assert state(office, number) is MailState.SENT
    assert post(chief, path, besluit="opnieuw") == 409
    assert post(chief, path, besluit="x") == 400
    assert "arrived according to chief@example.nl" in chief.get(path).text


@pytest.mark.parametrize("number", ["0", "7", "99999999999999999999", "-1", "x"])
def test_a_mail_that_is_not_there(chief: TestClient, number: str) -> None:
    assert chief.get(f"/beheer/post/{number}").status_code == 404
    assert post(chief, f"/beheer/post/{number}", besluit="opnieuw") in (404, 405)


def test_mails_with_somebody_elses_link_are_not_shown(office: Office, chief: TestClient) -> None:
    office.browser().post("/aanmelden", data={"adres": ANNA.address})
    token = office.link().rpartition("/")[2]
    page = chief.get("/beheer/post/1").text
    assert "wordt niet getoond" in page
    assert token not in page
    assert chief.get("/beheer/post/1/eml").status_code == 404


def test_a_subscription_is_ended_by_name(office: Office, chief: TestClient) -> None:
    with transaction(office.engine) as session:
        subscriptions.subscribe(session, Subscription(address="lezer@example.nl"), office.now)
    assert "lezer@example.nl" in chief.get("/beheer/abonnementen").text
    assert post(chief, "/beheer/abonnementen", adres="lezer@example.nl") == 303
    assert post(chief, "/beheer/abonnementen", adres="niemand@example.nl") == 404
    with transaction(office.engine, writes=False) as session:
        (stored,) = subscriptions.every(session)
    assert (stored.in_force, stored.ended_by) == (False, "chief@example.nl")


def test_somebody_is_signed_out(office: Office, chief: TestClient) -> None:
    anna = office.signed_in(ANNA)
    with transaction(office.engine, writes=False) as session:
        theirs = next(s.id for s in accounts.running(session, office.now) if s.account == ANNA)
    assert theirs in chief.get("/beheer").text
    assert post(chief, "/beheer/sessies", sessie=theirs) == 303
    assert anna.get("/beoordelen").headers["location"] == "/aanmelden"


def test_what_is_wrong_stands_on_top(office: Office, chief: TestClient) -> None:
    assert "Alles loopt" in chief.get("/beheer").text
    with transaction(office.engine) as session:
        mail.beat(session, mail.SCHEDULE, office.now - timedelta(hours=1))
    keep(office)
    office.now += timedelta(days=1, minutes=1)
    page = office.signed_in(CHIEF).get("/beheer").text
    assert "kijkt niet meer" in page
    assert "1 mail wacht" in page


def test_the_tables_in_force_bear_their_sources(chief: TestClient) -> None:
    page = chief.get("/beheer/tabellen").text
    assert all(words in page for words in ("Asiel en Migratie", "Kerst", "Bron"))
