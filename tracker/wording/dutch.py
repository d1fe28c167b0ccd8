"""Dutch words for days, windows, counts and ages, as the mail prints them. Pure; no locale of the machine is asked."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.model import Term

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
QUARTERS = ("eerste", "tweede", "derde", "vierde")

KAMERSTUK = re.compile(r"(?P<dossier>\d{5})(?:-(?P<addition>[A-Z][A-Z0-9()]*))?(?:-(?P<number>\d+))?")


def day(d: date) -> str:
    """Write a day: 18 december 2025."""
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def short(d: date) -> str:
    """Write a day in a narrow column: 3-12-2025."""
    return f"{d.day}-{d.month}-{d.year}"


def weekday(d: date) -> str:
    """Name the weekday: donderdag."""
    return WEEKDAYS[d.weekday()]


def days(first: date, last: date) -> str:
    """Write a run of days, both ends inclusive, with the month and the year once where the ends share them."""
    if first == last:
        return day(first)
    word = "en" if last - first == timedelta(days=1) else "tot en met"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} {word} {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {word} {day(last)}"
    return f"{day(first)} {word} {day(last)}"


def window(term: Term) -> str | None:
    """Write the window of a term as a reader says it: "uiterlijk 18 december 2025", "in mei 2026"; None where it has no date."""
    said = _window(term.due_start, term.due_end)
    if said and term.estimated:
        return said + " (de datum van het reces is geschat)"
    return said


def _window(start: date | None, end: date | None) -> str | None:
    if end is None:
        return f"vanaf {day(start)}" if start else None
    if start is None:
        return f"uiterlijk {day(end)}"
    if start == end:
        return f"op {day(end)}"
    return calendar_unit(start, end) or ("op " if end - start == timedelta(days=1) else "van ") + days(start, end)


def calendar_unit(start: date, end: date) -> str | None:
    """Name the month, quarter or year that `start`..`end` fills from its first to its last day; None where it fills none."""
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1] or start.year != end.year:
        return None
    months = end.month - start.month + 1
    if months == 1:
        return f"in {MONTHS[start.month - 1]} {start.year}"
    if months == 3 and start.month % 3 == 1:
        return f"in het {QUARTERS[start.month // 3]} kwartaal van {start.year}"
    return f"in {start.year}" if months == 12 else None


def count(number: int, one: str, many: str) -> str:
    """Count things: 1 dag, 2 dagen."""
    return f"{number} {one if number == 1 else many}"


def span(number: int) -> str:
    """Write a number of days as people say an age: days below two weeks, whole weeks from there."""
    return count(number, "dag", "dagen") if number < 14 else count(number // 7, "week", "weken")


def listing(items: Sequence[str]) -> str:
    """Write a list: a, b en c."""
    return ", ".join(items[:-1]) + (" en " if len(items) > 1 else "") + items[-1]


def capital(text: str) -> str:
    """Put the first letter in upper case and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def paper_number(number: str) -> str:
    """Write a paper's number as clerks look it up: "32317-975" is Kamerstuk 32317, nr. 975; other numbers stand as they are."""
    found = KAMERSTUK.fullmatch(number)
    if not found:
        return number
    dossier = found["dossier"] + (f" {found['addition']}" if found["addition"] else "")
    return f"Kamerstuk {dossier}" + (f", nr. {found['number']}" if found["number"] else "")
