"""A commitment's status on a day: the first that applies, and never unfair to the one who promised."""

from datetime import date
from typing import Any

import pytest

from tracker.lifecycle import days_late, status
from tracker.model import Commitment

TODAY = date(2026, 3, 10)
DATED: dict[str, Any] = {"precision": "day"}

STATUSES = [
    ("no term at all", {}, "undated"),
    ("vague words", {"precision": "vague", "due_text": "op korte termijn"}, "undated"),
    (
        "a condition that nobody confirmed, though the day is past",
        DATED | {"due_end": date(2026, 1, 1), "condition": "als het kan"},
        "undated",
    ),
    ("an open window that has begun", DATED | {"due_start": date(2026, 3, 10)}, "undated"),
    ("an open window that begins tomorrow", DATED | {"due_start": date(2026, 3, 11)}, "open"),
    ("ended yesterday, promised to the House", DATED | {"due_end": date(2026, 3, 9)}, "overdue"),
    ("ended yesterday, promised to others", DATED | {"due_end": date(2026, 3, 9), "addressee": "other"}, "passed"),
    ("ends today", DATED | {"due_end": date(2026, 3, 10)}, "due_soon"),
    ("ends on the fourteenth day from now", DATED | {"due_end": date(2026, 3, 24)}, "due_soon"),
    ("ends on the fifteenth day from now", DATED | {"due_end": date(2026, 3, 25)}, "open"),
    ("began long ago and ends later this year", DATED | {"due_start": date(2026, 1, 1), "due_end": date(2026, 12, 31)}, "open"),
]


def commitment(**fields: Any) -> Commitment:
    return Commitment(
        start=0, end=4, quote="Toe.", rule="commitment.test", **{"addressee": "house", "action": "inform", "strength": "promise"} | fields
    )


@pytest.mark.parametrize(("what", "fields", "expected"), STATUSES, ids=[row[0] for row in STATUSES])
def test_status(what: str, fields: dict[str, Any], expected: str) -> None:
    assert status(commitment(**fields), TODAY) == expected


def test_how_many_days_ahead_count_as_soon_is_for_the_user_to_say() -> None:
    assert status(commitment(precision="day", due_end=date(2026, 3, 17)), TODAY, due_soon_days=6) == "open"


@pytest.mark.parametrize(("end", "late"), [(date(2026, 3, 9), 1), (date(2025, 12, 18), 82), (date(2026, 3, 10), None), (None, None)])
def test_days_late_count_from_the_day_after_the_window(end: date | None, late: int | None) -> None:
    assert days_late(commitment(precision="day", due_end=end), TODAY) == late
