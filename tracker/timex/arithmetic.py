"""Days, weeks, months and parts of years: the calendar arithmetic under `resolve.py`. A stretch is (first day, last day), both inclusive.

Nothing here leaves the years 1 to 9999: what would, stops at the first or the last day there is.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import dateparser

from tracker.timex.words import month_name

Days = tuple[date, date]

_AS_WRITTEN: Any = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
_FIRST_YEAR, _LAST_YEAR = date.min.year, date.max.year


def clamp_year(year: int) -> int:
    return max(_FIRST_YEAR, min(_LAST_YEAR, year))


@lru_cache(maxsize=1 << 14)
def explicit_day(year: int, month: int, day: int) -> date | None:
    """Read the day "12 juli 2026"; None where the month has no such day.

    dateparser reads it: an isolated explicit date is what it reads well, at about a millisecond, hence the memory. The month goes in by
    its full name, as it does not know "sept." and "febr.". Nothing more is left to it: of whole papers it took "zo" for Sunday and
    percentages for days, and it has no windows, no recesses, no "begin 2026", and picks a year without a look at the words around.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    found = dateparser.parse(f"{day} {month_name(month)} {year:04d}", languages=["nl"], settings=_AS_WRITTEN)
    return found.date() if found else None


def add_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(day: date, months: int) -> date:
    """Take the same day so many months on; the last of the month where that month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < _FIRST_YEAR:
        return date.min
    if year > _LAST_YEAR:
        return date.max
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), month_days(year, month + 1)[1])


def add_working_days(day: date, days: int) -> date:
    """So many days on that are no Saturday or Sunday; public holidays are not looked at."""
    step = 1 if days > 0 else -1
    for _ in range(abs(days)):
        day = add_days(day, step)
        while day.weekday() > 4 and day not in (date.min, date.max):
            day = add_days(day, step)
    return day


def month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return first, (date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1))


def months_days(year: int, first: int, last: int) -> Days:
    return month_days(year, first)[0], month_days(year, last)[1]


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """Monday to Sunday of the week of `day`."""
    monday = add_days(day, -day.weekday())
    return monday, add_days(monday, 6)


def season_days(season: str, year: int) -> Days:
    """Give the season that begins in `year`."""
    if season == "winter":
        return date(year, 12, 1), (date(year + 1, 3, 20) if year < _LAST_YEAR else date.max)
    (m1, d1), (m2, d2) = {"voorjaar": ((3, 1), (6, 20)), "zomer": ((6, 1), (9, 20)), "najaar": ((9, 1), (12, 20))}[season]
    return date(year, m1, d1), date(year, m2, d2)


def part_of_year(part: str, year: int) -> Days:
    first, last = {"begin": (1, 4), "medio": (5, 8), "eind": (9, 12)}[part]
    return months_days(year, first, last)


def part_of_month(part: str, days: Days) -> Days:
    first, last = days
    return {
        "begin": (first, first.replace(day=10)),
        "medio": (first.replace(day=11), first.replace(day=20)),
        "eind": (first.replace(day=21), last),
    }[part]


def part_of(part: str, days: Days) -> Days:
    """Give a third of any other stretch: of three months one, of a week two days or three, of a season some five weeks."""
    first, last = days
    if first.day == 1 and (last.year - first.year) * 12 + last.month - first.month == 2 and add_days(last, 1).day == 1:
        month = first.month + {"begin": 0, "medio": 1, "eind": 2}[part]
        return month_days(first.year, month)
    third = ((last - first).days + 1) // 3
    return {
        "begin": (first, add_days(first, third)),
        "medio": (add_days(first, third), add_days(last, -third)),
        "eind": (add_days(last, -third), last),
    }[part]
