"""Readers who subscribe from a filtered list, change their mind, and leave: by their mailbox only."""

from datetime import timedelta
from pathlib import Path

import pytest
from desks import NewOffice, Office, link_of
from sqlalchemy import Engine

from tracker.model.mail import Subscription
from tracker.store import subscriptions
from tracker.store.engine import transaction
from tracker.store.subscriptions import StoredSubscription

ASK = {"adres": "lezer@example.nl", "wanneer": "daily"}
LIST = "/abonnementen?commissie=Financi%C3%ABn&zoek=koopkracht&status=verlopen"


def every(office: Office) -> list[StoredSubscription]:
    with transaction(office.engine, writes=False) as session:
        return subscriptions.every(session)


def subscribed(office: Office) -> StoredSubscription:
    reader = office.browser()
    reader.post(LIST, data=ASK)
    assert reader.post(office.link()).status_code == 303
    (stored,) = every(office)
    return stored


def test_a_reader_subscribes_from_a_list_and_it_begins_when_the_button_is_pressed(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path / "out")
    reader = office.browser()
    assert "Financiën" in reader.get(LIST).text
    assert "Kijk in uw mail" in reader.post(LIST, data=ASK).text
    assert every(office) == []
    (mail,) = office.mails()
    assert (mail["to"], mail["list-unsubscribe"]) == ("lezer@example.nl", None)
    link = link_of(mail)
    scanner = office.browser("203.0.113.9")
    for _ in range(2):
        assert scanner.get(link).status_code == 200
    assert every(office) == []
    confirmed = office.browser("198.51.100.2").post(link)  # on another device: the mailbox is what counts
    (stored,) = every(office)
    assert confirmed.headers["location"] == f"/abonnementen/{stored.token}"
    s = stored.subscription
    assert (s.address, s.committees, s.words, s.statuses, s.when, s.quiet) == (
        *("lezer@example.nl", ("Financiën",), ("koopkracht",), ("overdue",), "daily", False),
    )
    assert stored.in_force
    assert reader.post(link).status_code == 404  # once


def test_a_link_to_confirm_works_for_two_days(office: Office) -> None:
    office.browser().post(LIST, data=ASK)
    office.now += timedelta(days=2)
    assert office.browser().get(office.link()).status_code == 404
    assert office.browser().post(office.link()).status_code == 404
    assert every(office) == []


def test_the_mail_program_ends_it_by_itself_from_another_site_whatever_it_sends(office: Office) -> None:
    stored = subscribed(office)
    program = office.browser("203.0.113.9")
    del program.headers["sec-fetch-site"]
    path = f"/afmelden/{stored.token}"
    for _ in range(3):
        assert program.get(path).status_code == 200
    assert every(office)[0].in_force
    for sent in (
        {"data": {"List-Unsubscribe": "One-Click"}, "headers": {"sec-fetch-site": "cross-site"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {},
    ):
        assert program.post(path, **sent).status_code == 200
    (ended,) = every(office)
    assert (ended.in_force, ended.ended_by) == (False, "reader")


def test_a_reader_changes_it_stops_and_begins_again(office: Office) -> None:
    stored, reader = subscribed(office), office.browser()
    page = f"/abonnementen/{stored.token}"
    assert reader.post(page, data={"wanneer": "due"}).status_code == 303
    (changed,) = every(office)
    assert (changed.subscription.when, changed.subscription.committees, changed.token) == ("due", ("Financiën",), stored.token)
    assert reader.post(page, data={"wanneer": "hourly"}).status_code == 400
    assert "afgemeld" in reader.post(f"/afmelden/{stored.token}").text
    assert "gestopt" in reader.get(page).text
    reader.post(page)
    assert every(office)[0].in_force


def test_to_change_takes_our_own_page(office: Office) -> None:
    stored = subscribed(office)
    answer = office.browser(**{"sec-fetch-site": "cross-site"}).post(f"/abonnementen/{stored.token}", data={"wanneer": "due"})
    assert answer.status_code == 403
    assert every(office)[0].subscription.when == "daily"


@pytest.mark.parametrize("path", ["/abonnementen/{}", "/afmelden/{}", "/abonnementen/bevestigen/{}"])
def test_forged_tokens_open_nothing(office: Office, path: str) -> None:
    stored, reader = subscribed(office), office.browser()
    for token in ("x" * 22, stored.token[:-1], stored.token + "x", "%00", stored.token.swapcase()):
        assert reader.get(path.format(token)).status_code == 404
        assert reader.post(path.format(token)).status_code == 404
    assert every(office)[0].in_force


def test_no_page_shows_an_address(office: Office) -> None:
    stored = subscribed(office)
    for path in ("/abonnementen", f"/abonnementen/{stored.token}", f"/afmelden/{stored.token}"):
        assert "lezer@" not in office.browser().get(path).text


def test_what_config_yaml_says_is_changed_there_and_ended_from_the_mail(new_office: NewOffice) -> None:
    office = new_office(subscriptions=[{"address": "lezer@example.nl"}])
    reader = office.browser()
    reader.post("/abonnementen", data=ASK)
    assert reader.post(office.link()).status_code == 409
    (stored,) = every(office)
    assert stored.subscription == Subscription(address="lezer@example.nl")
    assert reader.post(f"/abonnementen/{stored.token}", data={"wanneer": "due"}).status_code == 409
    assert reader.post(f"/afmelden/{stored.token}").status_code == 200
    assert not every(office)[0].in_force


def test_each_subscription_that_was_asked_for_while_no_mail_could_go_out_is_mailed(office: Office) -> None:
    office.hinder()
    for words in ("koopkracht", "huurtoeslag"):
        office.browser().post(f"/abonnementen?zoek={words}", data=ASK)
    office.go_on()
    pages = [office.browser().get(link_of(mail)).text for mail in office.mails()]
    assert sorted(words for page in pages for words in ("koopkracht", "huurtoeslag") if words in page) == ["huurtoeslag", "koopkracht"]
    assert len(pages) == 2


def test_a_mailbox_is_not_flooded(office: Office) -> None:
    said = [office.browser(f"192.0.2.{n}").post("/abonnementen", data=ASK).status_code for n in range(4)]
    assert (said, len(office.mails())) == ([200] * 3 + [429], 3)


@pytest.mark.parametrize("query", ["?status=x", "?sorteer=termijn", "?x=1", "?commissie=" + "a" * 300])
def test_filters_that_cannot_be_are_refused(office: Office, query: str) -> None:
    assert office.browser().get(f"/abonnementen{query}").status_code == 400
    assert office.browser().post(f"/abonnementen{query}", data=ASK).status_code == 400
