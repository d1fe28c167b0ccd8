"""When the mail does not run, the figures, the doctor and the monitor's page say so; otherwise they keep still."""

from datetime import UTC, datetime, timedelta

import pytest
from desks import TABLES
from sqlalchemy import Engine, text
from starlette.testclient import TestClient
from test_plan import MONDAY, OFFICE, READER, freeze, one, subscribed, weeks

from tracker.config import Settings
from tracker.digest import health
from tracker.digest.health import Health
from tracker.doctor import examine
from tracker.store import mail
from tracker.store.engine import transaction
from tracker.web.app import build
from tracker.web.desk import Desk

__all__ = ["one"]
NOW = MONDAY + timedelta(minutes=1)
NEVER: datetime | None = None


def beat(engine: Engine, name: str, at: datetime) -> None:
    with transaction(engine) as session:
        mail.beat(session, name, at)


def check(engine: Engine, now: datetime) -> Health:
    with transaction(engine, writes=False) as session:
        return health.check(session, OFFICE.digest, now)


def wrong(engine: Engine, now: datetime) -> set[str]:
    settings = Settings(database={"url": engine.url.render_as_string()})
    return {f.subject for f in examine(settings, now) if not f.well} - {"papers"}


def told(engine: Engine, now: datetime) -> tuple[int, str]:
    """What a monitor gets at that moment."""
    settings = Settings.model_validate({"digest": OFFICE.digest})
    answer = TestClient(build(engine, settings, now.date, Desk(settings, TABLES, lambda: now))).get("/gezondheid")
    return answer.status_code, answer.text


def test_where_nothing_has_happened_all_is_well(one: Engine) -> None:
    assert check(one, NOW) == Health(at=NOW, scheduler=NEVER, papers=NEVER, missing=0, stuck=0, unknown=0)
    assert check(one, NOW).well
    assert wrong(one, NOW) == set()
    assert told(one, NOW) == (200, "in orde\n")


@pytest.mark.parametrize(("minutes", "dead"), [(9, False), (11, True)])
def test_a_scheduler_that_no_longer_looks_is_dead(one: Engine, minutes: int, dead: bool) -> None:
    beat(one, mail.SCHEDULE, NOW)
    now = NOW + timedelta(minutes=minutes)
    assert (check(one, now).scheduler_is_dead, check(one, now).well) == (dead, not dead)
    assert wrong(one, now) == ({"scheduler"} if dead else set())
    assert told(one, now) == ((503, "de planner kijkt niet meer\n") if dead else (200, "in orde\n"))


def test_a_digest_is_missing_ten_minutes_after_its_moment_and_not_for_who_came_later(one: Engine) -> None:
    subscribed(one)
    freeze(one, MONDAY)
    assert check(one, MONDAY + timedelta(days=6)).missing == 0
    seven = datetime(2026, 1, 12, 6, tzinfo=UTC)
    subscribed(one, seven + timedelta(hours=1), address="later@example.nl")
    assert [check(one, seven + timedelta(minutes=n)).missing for n in (5, 15)] == [0, 1]
    assert wrong(one, seven + timedelta(minutes=15)) >= {"digests"}
    assert told(one, seven + timedelta(minutes=15)) == (503, "1 overzicht is niet gemaakt\n1 mail wacht al meer dan een dag\n")
    freeze(one, weeks(1))
    assert check(one, weeks(1)).missing == 0


def test_a_mail_that_waits_for_over_a_day_by_the_real_clock_is_stuck_until_it_is_settled(one: Engine) -> None:
    subscribed(one)
    freeze(one, MONDAY)
    assert [check(one, MONDAY + timedelta(hours=n)).stuck for n in (23, 25)] == [0, 1]
    assert wrong(one, MONDAY + timedelta(hours=25)) == {"outbox"}
    assert told(one, MONDAY + timedelta(hours=25)) == (503, "1 mail wacht al meer dan een dag\n")
    with transaction(one) as session:
        mail.settle(session, 1, mail.MailState.SUPPRESSED, "dropped", MONDAY)
    assert check(one, MONDAY + timedelta(hours=25)).well


def test_a_mail_that_a_person_has_to_settle_is_told_at_once(one: Engine) -> None:
    subscribed(one)
    freeze(one, MONDAY)
    with one.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'unknown', next_attempt_at = NULL"))
    assert check(one, NOW).unknown == 1
    assert not check(one, NOW).well
    assert told(one, NOW) == (503, "van 1 mail is niet bekend of zij is aangekomen\n")


def test_the_figures_show_nobodys_address(one: Engine) -> None:
    subscribed(one)
    assert READER not in check(one, weeks(2)).model_dump_json()
    assert check(one, weeks(2)).missing == 1
