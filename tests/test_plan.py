"""Week by week: which digests are made, what each tells as new, as changed and as a reminder, and what happens when nothing ran."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from made_up import decision
from sqlalchemy import Engine

from tracker.digest import plan
from tracker.digest.pages import Pages
from tracker.digest.period import DigestSettings
from tracker.digest.plan import Frozen, Office
from tracker.model import AMSTERDAM, Commitment, Document, Precision
from tracker.model.mail import Message, Subscription
from tracker.store import history, mail, queries, subscriptions
from tracker.store.engine import connect, transaction

OFFICE = Office(DigestSettings(), "toezeggingen@example.nl", "griffie@example.nl", Pages(base="https://t.example.nl"))
READER = "lid@example.nl"


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=AMSTERDAM).astimezone(UTC)


MONDAY = at("2026-01-05")


def weeks(number: int) -> datetime:
    return MONDAY + timedelta(weeks=number)


@pytest.fixture
def one(sqlite_database: str) -> Engine:
    """A database with one kind is enough: `test_outbox` and `test_subscriptions` run their SQL on both."""
    return connect(sqlite_database)


def subscribed(engine: Engine, now: datetime = MONDAY, **asked: Any) -> None:
    with transaction(engine) as session:
        subscriptions.subscribe(session, Subscription.model_validate({"address": READER} | asked), now)


def promised(engine: Engine, number: int, end: date | None, now: datetime = MONDAY) -> str:
    """Store a paper with one promise, found at `now`; returns the promise's id."""
    text = f"Ik stuur de Kamer een brief over onderwerp {number}."
    content = {
        "name": f"{number}.txt",
        "media_type": "text/plain",
        "sha256": f"{number:016x}" + "0" * 48,
        "kind": "kamerbrief",
        "title": f"Brief {number}",
    }
    paper = Document.model_validate(content | {"date": now.date(), "date_basis": "printed", "text": text})
    precision = Precision.DAY if end else Precision.NONE
    said = {"start": 0, "end": len(text), "quote": text, "rule": "test", "due_end": end, "due_text": end and "dan", "precision": precision}
    fact = Commitment.model_validate(said | {"addressee": "house", "action": "inform", "strength": "promise"})
    with transaction(engine) as session:
        queries.save_document(session, paper, now)
        queries.save_facts(session, paper.id, [fact], "1", now)
        mail.beat(session, mail.INGEST, now)
    return fact.identity(paper.id)


def freeze(engine: Engine, now: datetime, *, begun: bool = False) -> list[Frozen]:
    return plan.freeze(engine, OFFICE, now, now, begun=begun)


def text(engine: Engine, now: datetime) -> str:
    """The text part of the newest mail, in one line."""
    with transaction(engine, writes=False) as session:
        _, eml, _ = mail.mail(session, mail.mails(session, now)[0].id)
    part = message_from_bytes(eml, policy=default).get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def told(engine: Engine, now: datetime) -> str:
    """Make what is due, and give the text of the mail; nothing where there is none."""
    made = freeze(engine, now)
    return text(engine, now) if made and made[0].subject else ""


# --- when -------------------------------------------------------------------------------------------------------------------------------


def test_each_subscription_has_its_own_days(one: Engine) -> None:
    sunday = at("2026-01-11")
    subscribed(one, sunday, address="week@example.nl")
    subscribed(one, sunday, address="vrijdag@example.nl", weekday="friday", hour=16)
    subscribed(one, sunday, address="dag@example.nl", when="daily")
    made = []
    for hours in range(0, 8 * 24, 4):
        made += [(f.address.partition("@")[0], f.period) for f in freeze(one, at("2026-01-12", 7) + timedelta(hours=hours), begun=True)]
    assert made[:2] == [("dag", "2026-01-12"), ("week", "2026-W03")]
    assert [m for m in made if m[0] == "week"] == [("week", "2026-W03"), ("week", "2026-W04")]
    assert [m for m in made if m[0] == "vrijdag"] == [("vrijdag", "2026-W03")]
    assert [period for name, period in made if name == "dag"] == [f"2026-01-{n}" for n in range(12, 20)]


def test_the_first_start_sends_no_past_and_the_next_week_is_sent_once(one: Engine) -> None:
    subscribed(one, at("2026-01-07"))
    assert freeze(one, at("2026-01-08"), begun=True) == []
    assert [f.period for f in freeze(one, weeks(1), begun=True)] == ["2026-W03"]
    assert freeze(one, weeks(1) + timedelta(days=3), begun=True) == []


def test_weeks_in_which_nothing_ran_are_caught_up_by_one_mail_that_says_so(one: Engine) -> None:
    subscribed(one)
    freeze(one, MONDAY)
    assert len(freeze(one, weeks(4), begun=True)) == 1
    said = text(one, weeks(4))
    assert "Er is geen overzicht verstuurd voor week 3 van 2026, week 4 van 2026 en week 5 van 2026." in said
    freeze(one, weeks(5))
    assert "Er is geen overzicht verstuurd" not in text(one, weeks(5))


def test_a_reader_who_left_gets_nothing_and_misses_nothing_when_back(one: Engine) -> None:
    subscribed(one)
    freeze(one, MONDAY)
    with transaction(one) as session:
        subscriptions.end(session, READER, subscriptions.READER, MONDAY + timedelta(hours=1))
    assert freeze(one, weeks(1)) == []
    subscribed(one, weeks(3))
    assert len(freeze(one, weeks(4))) == 1
    assert "Er is geen overzicht verstuurd" not in text(one, weeks(4))


# --- new and changed --------------------------------------------------------------------------------------------------------------------


def fulfil(engine: Engine, key: str, now: datetime) -> None:
    with transaction(engine) as session:
        history.decide(session, key, decision(len(history.of(session, key)) + 1, "fulfilled", now.date()))


def move(engine: Engine, key: str, end: date, now: datetime) -> None:
    with transaction(engine) as session:
        history.decide(session, key, decision(len(history.of(session, key)) + 1, "new-term", now.date(), until=end))


def test_what_has_changed_is_marked_once(one: Engine) -> None:
    subscribed(one)
    key = promised(one, 1, date(2026, 1, 25))
    first = told(one, MONDAY)
    assert "Lopend: nog 20 dagen" in first
    assert "[" not in first
    assert "Binnenkort: nog 13 dagen, tot en met zondag [nu binnenkort]" in told(one, weeks(1))
    assert "Binnenkort: nog 6 dagen, tot en met zondag “" in told(one, weeks(2))
    assert "Verlopen: 1 dag over tijd [nu verlopen]" in told(one, weeks(3))
    assert "Er is niets nieuws gevonden sinds het vorige overzicht. Gewijzigd: 1." in text(one, weeks(3))
    assert "Verlopen: 8 dagen over tijd “" in told(one, weeks(4))
    move(one, key, date(2026, 4, 1), weeks(5))
    assert "Vertraagd: nog 51 dagen [nieuwe termijn]" in told(one, weeks(5))
    fulfil(one, key, weeks(6))
    closed = told(one, weeks(6))
    assert "AFGEDAAN (1)" in closed
    assert "Nagekomen, vertraagd: de termijn liep tot en met 1 april 2026 [nu nagekomen]" in closed
    assert "AFGEDAAN" not in told(one, weeks(7))


def test_what_is_partly_delivered_is_told_though_its_term_ends_later(one: Engine) -> None:
    subscribed(one)
    key = promised(one, 1, date(2026, 5, 1))
    promised(one, 2, date(2026, 5, 2))
    told(one, MONDAY)
    with transaction(one) as session:
        history.decide(session, key, decision(1, "partly", weeks(1).date()))
    second = told(one, weeks(1))
    assert "VERDER GEWIJZIGD (1)" in second
    assert "Deels nagekomen: nog 109 dagen [nu deels nagekomen]" in second
    assert "Gewijzigd: 1." in text(one, weeks(1))
    assert "GEWIJZIGD" not in told(one, weeks(2))


def test_only_what_was_found_since_the_first_mail_is_new_however_many_found_no_room(one: Engine) -> None:
    subscribed(one)
    for n in range(70):
        promised(one, n, date(2026, 1, 8) + timedelta(days=n % 5))
    assert "En nog 10, waarvoor in deze mail geen plaats is." in told(one, MONDAY)
    promised(one, 99, date(2026, 1, 13), weeks(1))
    assert "Nieuw sinds het vorige overzicht: 1;" in told(one, weeks(1))


def test_what_was_told_before_statuses_were_noted_has_not_changed(one: Engine) -> None:
    subscribed(one)
    key = promised(one, 1, date(2026, 1, 25))
    run = mail.Run(subscription=READER, period="2026-W01", period_start=weeks(-1))
    message = Message(subscription=READER, address=READER, period="2026-W01", subject="x", message_id="<x@x>", eml=b"x")
    with transaction(one) as session:
        mail.plan(session, run, message, [(key, plan.NEW)], weeks(-1), weeks(-1))
    assert "[" not in told(one, weeks(1))


# --- reminders --------------------------------------------------------------------------------------------------------------------------


def days_with_a_mail(engine: Engine, first: datetime, number: int) -> list[tuple[str, str]]:
    found = []
    for n in range(number):
        now = first + timedelta(days=n)
        for made in freeze(engine, now):
            found += [(now.date().isoformat(), made.subject.partition(": ")[2])] if made.subject else []
    return found


def test_who_wants_to_know_only_when_something_falls_due_is_told_each_distance_once(one: Engine) -> None:
    subscribed(one, when="due")
    promised(one, 1, date(2026, 2, 20))
    promised(one, 2, None)
    promised(one, 3, date(2025, 12, 1))  # ended before the subscription began
    assert days_with_a_mail(one, MONDAY, 60) == [
        ("2026-01-23", "1 ter herinnering (23 januari 2026)"),
        ("2026-02-13", "1 binnenkort (13 februari 2026)"),
        ("2026-02-21", "1 verlopen (21 februari 2026)"),
    ]


def test_a_reminder_that_nothing_ran_for_is_told_late_and_the_nearest_only(one: Engine) -> None:
    subscribed(one, when="due")
    promised(one, 1, date(2026, 2, 20))
    assert days_with_a_mail(one, at("2026-02-16"), 3) == [("2026-02-16", "1 binnenkort (16 februari 2026)")]


def test_a_term_that_is_moved_is_told_at_each_distance_anew(one: Engine) -> None:
    subscribed(one, when="due", reminders=[7])
    key = promised(one, 1, date(2026, 1, 20))
    assert [day for day, _ in days_with_a_mail(one, MONDAY, 10)] == ["2026-01-13"]
    move(one, key, date(2026, 2, 20), at("2026-01-15"))
    assert [day for day, _ in days_with_a_mail(one, at("2026-01-16"), 40)] == ["2026-02-13"]


def test_reminders_in_a_weekly_mail_stand_in_a_section_of_their_own_or_are_marked(one: Engine) -> None:
    subscribed(one, reminders=[28])
    promised(one, 1, date(2026, 2, 20))
    promised(one, 2, date(2026, 3, 20))
    told(one, MONDAY)
    assert "HERINNERINGEN" not in told(one, weeks(2))
    said = told(one, weeks(3))
    assert "HERINNERINGEN (1)" in said
    assert "Lopend: nog 25 dagen [herinnering]" in said
    assert "HERINNERINGEN" not in told(one, weeks(4))


# --- quiet weeks and what a mail looks ahead --------------------------------------------------------------------------------------------


def test_a_quiet_week_gets_a_short_mail_unless_the_reader_does_not_want_it(one: Engine) -> None:
    subscribed(one, address="ja@example.nl")
    subscribed(one, address="nee@example.nl", quiet=False)
    promised(one, 1, None)
    freeze(one, MONDAY)
    promised(one, 2, None, weeks(1))
    assert [bool(f.subject) for f in freeze(one, weeks(1))] == [True, True]
    made = {f.address: f.subject for f in freeze(one, weeks(2))}
    assert made == {"ja@example.nl": "Toezeggingen: niets nieuws (week 4 van 2026)", "nee@example.nl": ""}
    assert freeze(one, weeks(2)) == []
    assert all(f.subject for f in freeze(one, weeks(6))), "weeks were missed and the data are old: that is worth a mail"


@pytest.mark.parametrize(("ahead", "status"), [(None, "Binnenkort"), (7, "Lopend"), (30, "Binnenkort")])
def test_how_far_ahead_a_reader_looks_decides_what_is_due_soon(one: Engine, ahead: int | None, status: str) -> None:
    subscribed(one, ahead=ahead)
    promised(one, 1, date(2026, 1, 15))
    assert f"{status}: nog 10 dagen" in told(one, MONDAY)


# --- links and leaving ------------------------------------------------------------------------------------------------------------------


def test_a_mail_links_each_promise_and_carries_the_token_of_its_own_subscription(one: Engine) -> None:
    subscribed(one)
    key = promised(one, 1, date(2026, 1, 15))
    freeze(one, MONDAY)
    with transaction(one, writes=False) as session:
        _, eml, _ = mail.mail(session, 1)
        [mine] = subscriptions.every(session)
    sent = message_from_bytes(eml, policy=default)
    assert sent["List-Unsubscribe"] == f"<https://t.example.nl/afmelden/{mine.token}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Reply-To"] == "griffie@example.nl"
    assert f"Bekijk dit op de website: https://t.example.nl/toezeggingen/{key}" in text(one, MONDAY)


@pytest.mark.parametrize("base", ["http://localhost:8000", None])
def test_without_safe_pages_a_mail_promises_no_click(one: Engine, base: str | None) -> None:
    subscribed(one)
    plan.freeze(one, Office(DigestSettings(), "a@example.nl", "b@example.nl", Pages(base=base) if base else None), MONDAY, MONDAY)
    with transaction(one, writes=False) as session:
        sent = message_from_bytes(mail.mail(session, 1)[1], policy=default)
    assert (sent["List-Unsubscribe"], sent["List-Unsubscribe-Post"]) == ("<mailto:b@example.nl?subject=afmelden>", None)
