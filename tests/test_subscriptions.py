"""Who gets which digest: the rows, what concerns them, and the sentence in which each says what it asks for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from made_up import commitment, event, paper
from mailing import NOW, Scripted, planned, stored
from sqlalchemy import Engine

from tracker.digest.outbox import send_due
from tracker.digest.period import DigestSettings, Schedule
from tracker.digest.subscription import complete, concerns, describe, schedule
from tracker.model.mail import Subscription
from tracker.store import StoreError, mail, subscriptions
from tracker.store.engine import transaction
from tracker.store.subscriptions import StoredSubscription

LATER = NOW + timedelta(days=7)
GRIFFIE = Subscription(address="Griffie@example.nl", committees=("Financiën",), reminders=(7, -1), hour=8)


def rows(engine: Engine) -> dict[str, StoredSubscription]:
    with transaction(engine, writes=False) as session:
        return {s.subscription.key: s for s in subscriptions.every(session)}


def bring(engine: Engine, *configured: Subscription, now: datetime = NOW) -> None:
    with transaction(engine) as session:
        subscriptions.bring(session, configured, now)


# --- rows -------------------------------------------------------------------------------------------------------------------------------


def test_a_subscription_comes_back_as_it_was_with_a_token_of_its_own(engine: Engine) -> None:
    bring(engine, GRIFFIE, Subscription(address="lid@example.nl"))
    mine = rows(engine)["griffie@example.nl"]
    assert (mine.subscription, mine.origin, mine.active_from, mine.in_force) == (GRIFFIE, "config", NOW, True)
    assert {len(s.token) for s in rows(engine).values()} == {22}
    assert len({s.token for s in rows(engine).values()}) == 2


def test_what_config_says_anew_counts_and_keeps_its_beginning_and_its_token(engine: Engine) -> None:
    bring(engine, GRIFFIE)
    before = rows(engine)["griffie@example.nl"]
    changed = GRIFFIE.model_copy(update={"committees": ("Defensie",), "when": "daily"})
    bring(engine, changed, now=LATER)
    assert rows(engine)["griffie@example.nl"] == before.model_copy(update={"subscription": changed})


def test_what_config_no_longer_names_has_ended_and_begins_anew_when_it_is_named_again(engine: Engine) -> None:
    bring(engine, GRIFFIE)
    bring(engine, now=LATER)
    ended = rows(engine)["griffie@example.nl"]
    assert (ended.in_force, ended.ended_at, ended.ended_by) == (False, LATER, "config")
    bring(engine, GRIFFIE, now=LATER + timedelta(days=70))
    again = rows(engine)["griffie@example.nl"]
    assert (again.in_force, again.active_from, again.token) == (True, LATER + timedelta(days=70), ended.token)


def test_a_reader_who_left_stays_away_until_somebody_subscribes_the_address_again(engine: Engine) -> None:
    bring(engine, GRIFFIE)
    with transaction(engine) as session:
        mine = subscriptions.named(session, rows(engine)["griffie@example.nl"].token)
        assert mine is not None
        for _ in range(2):  # again is harmless, and the first time counts
            subscriptions.end(session, mine.subscription.address, subscriptions.READER, NOW)
    bring(engine, GRIFFIE, now=LATER)
    assert (rows(engine)["griffie@example.nl"].in_force, rows(engine)["griffie@example.nl"].ended_by) == (False, "reader")
    with transaction(engine) as session:
        subscriptions.subscribe(session, GRIFFIE, LATER)
    assert rows(engine)["griffie@example.nl"].in_force


def test_one_address_has_one_subscription_and_errors_say_what_to_do(engine: Engine) -> None:
    bring(engine, GRIFFIE)
    with pytest.raises(StoreError, match=r"in config\.yaml: change it there"), transaction(engine) as session:
        subscriptions.subscribe(session, GRIFFIE, NOW)
    with transaction(engine) as session:
        subscriptions.subscribe(session, Subscription(address="lid@example.nl"), NOW)
    with pytest.raises(StoreError, match="`tracker unsubscribe` ends it first"), transaction(engine) as session:
        subscriptions.subscribe(session, Subscription(address="LID@example.nl"), NOW)
    with pytest.raises(StoreError, match="has no subscription"), transaction(engine) as session:
        subscriptions.end(session, "niemand@example.nl", "griffier", NOW)
    with transaction(engine) as session:
        assert subscriptions.named(session, "x" * 22) is None


def test_what_was_added_by_hand_is_left_alone_by_config(engine: Engine) -> None:
    with transaction(engine) as session:
        subscriptions.subscribe(session, Subscription(address="lid@example.nl"), NOW)
    bring(engine, GRIFFIE)
    assert [key for key, s in rows(engine).items() if s.in_force] == ["griffie@example.nl", "lid@example.nl"]


def test_the_mails_of_a_reader_who_left_wait_no_longer_and_those_of_others_do(engine: Engine) -> None:
    with transaction(engine) as session:
        subscriptions.subscribe(session, Subscription(address="a@example.nl"), NOW)
    planned(engine, "a@example.nl", "b@example.nl")
    with transaction(engine) as session:
        subscriptions.end(session, "a@example.nl", subscriptions.READER, NOW)
    channel = Scripted()
    send_due(engine, channel, lambda: NOW)
    assert channel.taken == ["b@example.nl"]
    assert stored(engine)["a@example.nl"].state is mail.MailState.SUPPRESSED


# --- what concerns it -------------------------------------------------------------------------------------------------------------------

OF = paper(committee="Asiel en Migratie", number="32317-975")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"members": ("Jansen",)}, True),
        ({"members": ("D66",)}, True),
        ({"members": ("Jans", "VVD")}, True),
        ({"members": ("ansen",)}, False),
        ({"members": ("CDA",)}, False),
        ({"dossiers": ("32317",)}, True),
        ({"dossiers": ("32317-975",)}, True),
        ({"dossiers": ("3231",)}, False),
        ({"dossiers": ("19637", "36725")}, True),
        ({"statuses": ("overdue", "due_soon")}, True),
        ({"statuses": ("open",)}, False),
        ({"words": ("mestmarkt",)}, True),
        ({"words": ("Schriftelijk",)}, True),
        ({"words": ("mestmarkt",), "members": ("CDA",)}, False),
        ({"committees": ("Financiën",)}, False),
        ({"committees": ("Financiën", "de vaste commissie voor Asiel en Migratie")}, True),
        ({"ministries": ("ministerie van Landbouw",)}, True),
    ],
)
def test_a_promise_concerns_a_reader_when_it_passes_every_filter(asked: dict[str, Any], found: bool) -> None:
    said: dict[str, Any] = {
        "asked_by": "D66",
        "promised_to": "het lid Jansen",
        "due_end": datetime(2026, 11, 1, tzinfo=UTC).date(),
        "due_text": "dan",
    }
    one = commitment("c", "Een brief over de mestmarkt.", OF, **said).model_copy(update={"document_dossiers": ("32317-975", "36725-VI-12")})
    concern = concerns(Subscription(address="a@example.nl", **asked))
    assert (concern is None or concern(one)) is found


@pytest.mark.parametrize("asked", [{"members": ("D66",)}, {"statuses": ("overdue",)}])
def test_a_happening_has_no_member_and_no_status(asked: dict[str, Any]) -> None:
    concern = concerns(Subscription(address="a@example.nl", **asked))
    assert concern
    assert not concern(event("e", "debat met D66", None, None, OF))


# --- when, and what it says of itself ---------------------------------------------------------------------------------------------------

SETTINGS = DigestSettings(weekday="tuesday", hour=6, due_soon_days=21)


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ({}, Schedule(when="weekly", weekday="tuesday", hour=6)),
        ({"weekday": "friday", "hour": 16}, Schedule(when="weekly", weekday="friday", hour=16)),
        ({"when": "daily"}, Schedule(when="daily", weekday="tuesday", hour=6)),
        ({"when": "due", "hour": 0}, Schedule(when="daily", weekday="tuesday", hour=0)),
    ],
)
def test_what_a_subscription_leaves_open_is_as_the_settings_say(asked: dict[str, Any], when: Schedule) -> None:
    assert schedule(Subscription(address="a@example.nl", **asked), SETTINGS) == when


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "alle gelezen stukken: elke dinsdag om 6.00 uur, 21 dagen vooruit."),
        ({"committees": ("Financiën",)}, "de commissie Financiën: elke dinsdag om 6.00 uur, 21 dagen vooruit."),
        (
            {"committees": ("Financiën", "Defensie"), "words": ("btw",), "when": "daily", "ahead": 1},
            "de commissies Financiën en Defensie en het woord «btw»: elke dag om 6.00 uur, 1 dag vooruit.",
        ),
        (
            {"ministries": ("Financiën",), "members": ("D66", "Jansen"), "dossiers": ("32317",), "statuses": ("overdue",), "quiet": False},
            (
                "het ministerie Financiën, wat gevraagd is door of toegezegd aan D66 en Jansen, het dossier 32317 en de status verlopen: "
                "elke dinsdag om 6.00 uur, 21 dagen vooruit, niet als er niets te melden is."
            ),
        ),
        (
            {"when": "due"},
            (
                "alle gelezen stukken: alleen als een termijn nadert of net is verstreken om 6.00 uur, "
                "met per termijn een herinnering 4 weken ervoor, 1 week ervoor en de dag erna."
            ),
        ),
        (
            {"reminders": (0, 10, -3), "when": "weekly"},
            (
                "alle gelezen stukken: elke dinsdag om 6.00 uur, 21 dagen vooruit, "
                "met per termijn een herinnering 10 dagen ervoor, op de laatste dag en 3 dagen erna."
            ),
        ),
    ],
)
def test_a_subscription_says_in_a_sentence_what_and_when(asked: dict[str, Any], sentence: str) -> None:
    said = describe(complete(Subscription(address="a@example.nl", **asked), SETTINGS))
    assert said == f"U krijgt dit overzicht omdat u bent aangemeld voor {sentence}"
