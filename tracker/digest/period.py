"""When a digest is due. Pure: a missed tick costs nothing, since every answer follows from `now` alone, which is an argument."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal, get_args

from pydantic import Field

from tracker.lifecycle import DUE_SOON_DAYS
from tracker.model import AMSTERDAM, Value
from tracker.model.mail import Days, Weekday

WEEKDAYS: tuple[str, ...] = get_args(Weekday)


class Schedule(Value):
    """On which day and at which hour, in Amsterdam, a digest is made; `weekday` counts for a weekly one only."""

    when: Literal["weekly", "daily"] = "weekly"
    weekday: Weekday = "monday"
    hour: int = Field(default=7, ge=0, le=23)


class DigestSettings(Schedule):
    """When digests are made, and how far ahead they look, where a subscription does not say so itself."""

    due_soon_days: Days = DUE_SOON_DAYS


class Period(Value):
    """The time from one scheduled moment to the next, in which exactly one digest is made."""

    key: str  # "2025-W49", the ISO week of the scheduled moment; "2025-12-04" for a daily digest
    start: datetime  # the scheduled moment, UTC

    @property
    def week(self) -> tuple[int, int]:
        """The ISO year and week of the scheduled moment."""
        year, week, _ = self.start.astimezone(AMSTERDAM).isocalendar()
        return year, week


def current(schedule: Schedule, now: datetime) -> Period:
    """Give the period that `now` (aware) lies in: the one whose scheduled moment is the last that has come."""
    return next(_backwards(schedule, now))


def missed(schedule: Schedule, since: datetime, now: datetime) -> tuple[Period, ...]:
    """Give the periods that began after `since` and are over, the oldest first.

    `since` is the start of the period of the last digest or, before the first, the moment that the subscription began.
    """
    periods = _backwards(schedule, now)
    next(periods)  # the current one is not missed yet
    return tuple(takewhile(lambda period: period.start > since, periods))[::-1]


def end_of_day(day: date) -> datetime:
    """Give the last moment of a day in Amsterdam, in UTC: what `--as-of` means."""
    return datetime.combine(day, time.max, AMSTERDAM).astimezone(UTC)


def _backwards(schedule: Schedule, now: datetime) -> Iterator[Period]:
    day = now.astimezone(AMSTERDAM).date()
    while True:
        if schedule.when == "daily" or WEEKDAYS[day.weekday()] == schedule.weekday:
            start = datetime.combine(day, time(schedule.hour), AMSTERDAM).astimezone(UTC)
            if start <= now:
                yield Period(key=_key(schedule, day), start=start)
        day -= timedelta(days=1)


def _key(schedule: Schedule, day: date) -> str:
    if schedule.when == "daily":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
