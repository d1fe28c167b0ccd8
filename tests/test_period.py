"""When a digest is due: every week once, whatever the clocks of Amsterdam do and however long nothing ran."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from tracker.digest.period import Period, Schedule, current, end_of_day, missed
from tracker.model import AMSTERDAM

WEEKLY = Schedule()
DAILY = Schedule(when="daily")


def amsterdam(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def mondays(first: int, last: int) -> list[date]:
    day = date(first, 1, 1)
    days = [day + timedelta(days=n) for n in range((date(last, 12, 31) - day).days + 1)]
    return [d for d in days if d.weekday() == 0]


@pytest.mark.parametrize(
    ("schedule", "now", "key", "start"),
    [
        (WEEKLY, "2025-12-04T12:00", "2025-W49", "2025-12-01T07:00"),
        (WEEKLY, "2025-12-01T07:00", "2025-W49", "2025-12-01T07:00"),
        (WEEKLY, "2025-12-01T06:59:59", "2025-W48", "2025-11-24T07:00"),
        (WEEKLY, "2027-01-03T23:59", "2026-W53", "2026-12-28T07:00"),
        (WEEKLY, "2027-01-04T07:00", "2027-W01", "2027-01-04T07:00"),
        (Schedule(weekday="friday", hour=16), "2025-12-04T12:00", "2025-W48", "2025-11-28T16:00"),
        (Schedule(weekday="sunday", hour=0), "2026-03-29T12:00", "2026-W13", "2026-03-29T00:00"),
        (DAILY, "2025-12-04T12:00", "2025-12-04", "2025-12-04T07:00"),
        (DAILY, "2025-12-04T06:00", "2025-12-03", "2025-12-03T07:00"),
        (Schedule(when="daily", hour=2), "2026-03-29T12:00", "2026-03-29", "2026-03-29T03:00"),  # there was no two o'clock that night
        (Schedule(when="daily", hour=2), "2026-10-25T12:00", "2026-10-25", "2026-10-25T02:00"),  # there were two; the first counts
    ],
)
def test_the_current_period_is_that_of_the_last_scheduled_moment(schedule: Schedule, now: str, key: str, start: str) -> None:
    assert current(schedule, amsterdam(now)) == Period(key=key, start=amsterdam(start).astimezone(UTC))


def test_every_week_of_seventeen_years_comes_once_at_seven_in_amsterdam() -> None:
    now, end = amsterdam("2024-01-01T00:00").astimezone(UTC), amsterdam("2041-01-01T00:00").astimezone(UTC)
    starts: dict[str, datetime] = {}
    order: list[str] = []
    while now < end:
        period = current(WEEKLY, now)
        if period.key not in starts:
            order.append(period.key)
        assert starts.setdefault(period.key, period.start) == period.start
        now += timedelta(hours=3)
    expected = [f"{d.isocalendar().year}-W{d.isocalendar().week:02}" for d in mondays(2024, 2040)]
    assert order == ["2023-W52", *expected]
    assert {"2026-W53", "2032-W53", "2037-W53"} <= starts.keys()
    assert {s.astimezone(AMSTERDAM).strftime("%a %H:%M") for s in starts.values()} == {"Mon 07:00"}


def test_after_an_outage_the_weeks_that_were_missed_are_named_once_and_in_order() -> None:
    last = current(WEEKLY, amsterdam("2026-03-25T12:00"))
    now = amsterdam("2026-04-16T09:00")
    assert [p.key for p in missed(WEEKLY, last.start, now)] == ["2026-W14", "2026-W15"]
    assert current(WEEKLY, now).key == "2026-W16"


def test_a_run_each_week_misses_nothing() -> None:
    moments = [datetime(d.year, d.month, d.day, 9, tzinfo=AMSTERDAM) for d in mondays(2024, 2040)]
    for before, now in pairwise(moments):
        assert missed(WEEKLY, current(WEEKLY, before).start, now) == ()


@pytest.mark.parametrize("schedule", [WEEKLY, DAILY, Schedule(weekday="thursday", hour=0)])
def test_a_subscription_that_begins_now_has_missed_nothing(schedule: Schedule) -> None:
    now = amsterdam("2026-11-21T10:00")
    assert missed(schedule, now, now) == ()
    assert missed(schedule, current(schedule, now).start, now) == ()


def test_the_week_of_a_period_is_that_of_its_moment_in_amsterdam() -> None:
    assert current(Schedule(weekday="monday", hour=0), amsterdam("2027-01-04T00:30")).week == (2027, 1)


@pytest.mark.parametrize(("day", "end"), [("2025-12-04", "2025-12-04T22:59:59.999999"), ("2026-07-01", "2026-07-01T21:59:59.999999")])
def test_a_day_ends_at_midnight_in_amsterdam(day: str, end: str) -> None:
    assert end_of_day(date.fromisoformat(day)) == datetime.fromisoformat(end).replace(tzinfo=UTC)


def looks(first: int, last: int) -> Iterator[datetime]:
    """When a scheduler looks in these years: every three hours, and each minute around seven on Mondays, on the clock of Amsterdam."""
    day = date(first, 1, 1)
    while day.year <= last:
        minutes = {*range(0, 24 * 60, 180), *(range(419, 423) if day.weekday() == 0 else ())}
        yield from (datetime.combine(day, time(*divmod(m, 60)), AMSTERDAM).astimezone(UTC) for m in sorted(minutes))
        day += timedelta(days=1)


def test_each_week_of_seventeen_years_is_made_once_or_folded_in_whatever_breaks_down() -> None:
    chance = random.Random(2024)
    made: dict[str, datetime] = {}
    folded: list[str] = []
    last = down_until = amsterdam("2024-01-01T00:00")
    for now in looks(2024, 2040):
        if now < down_until:
            continue
        if chance.random() < 0.001:
            down_until = now + timedelta(hours=chance.choice((1, 5, 30, 200, 840)))
            continue
        period = current(WEEKLY, now)
        if period.key not in made and period.start >= amsterdam("2024-01-01T00:00"):
            folded += [p.key for p in missed(WEEKLY, last, now)]
            made[period.key], last = now, period.start
    assert sorted([*made, *folded]) == [f"{d.isocalendar().year}-W{d.isocalendar().week:02}" for d in mondays(2024, 2040)]
    on_time = [at.astimezone(AMSTERDAM).strftime("%a %H:%M") == "Mon 07:00" for at in made.values()]
    assert len(folded) > 10
    assert 600 < sum(on_time) < len(on_time)
