"""What a family of rules is asked, what it answers, and how a year is chosen where the words give none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.model import Precision
from tracker.timex.arithmetic import Days, clamp_year
from tracker.timex.calendar import Calendar
from tracker.timex.rules import Bound
from tracker.timex.words import year_number


class Direction(StrEnum):
    """Where words without a year look: to the first such time on or after the anchor, or to the last before it."""

    AHEAD = "ahead"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Named:
    """What words name: `days` with their bound left out (None: no date), how exact, and whether a recess was estimated."""

    days: tuple[date | None, date | None] | None
    precision: Precision
    estimated: bool = False

    @property
    def first(self) -> date | None:
        return self.days[0] if self.days else None

    @property
    def last(self) -> date | None:
        return self.days[1] if self.days else None


@dataclass(frozen=True, slots=True)
class Question:
    """A rule's named groups and the circumstances. A group that did not match reads as the empty string."""

    rule: str
    parts: dict[str, str]
    anchor: date
    calendar: Calendar
    direction: Direction
    bound: Bound

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name, "")

    @property
    def recess_meant(self) -> bool:
        """Whether "de zomer" and "de kerst" mean the recess: before and after them, but not in them."""
        return (self.bound in (Bound.BEFORE, Bound.AFTER) or "niet " in self["bound"]) and "offset" not in self.parts


VAGUE = Named(None, Precision.VAGUE)

_THIS = ("dit", "deze", "huidig", "lopend")
_BACK = ("afgelopen", "vorig", "voorgaand", "voorafgaand", "jongstleden", "laatst", "voorbij", "jl", "j.l", "ll")
_AHEAD = ("aanstaand", "aankomend", "komend", "eerstkomend", "eerstvolgend", "volgend", "nieuw", "a.s", "as")
_PARTS = {
    "begin": ("begin", "start", "vroeg", "vroege", "vroeg in", "het begin"),
    "medio": ("medio", "midden", "half", "halverwege"),
    "eind": ("eind", "einde", "het einde", "tegen het eind", "laat", "late", "laat in"),
}


def step(word: str) -> int:
    """-1 for "vorig" and its like, 1 for "volgend", 0 for "dit"."""
    return -1 if word.startswith(_BACK) else 1 if word.startswith(_AHEAD) else 0


def says_this(word: str) -> bool:
    return word.startswith(_THIS)


def part(q: Question) -> str | None:
    """Read "begin", "medio" or "eind", whatever the words for it; None where they say no part, or another."""
    return next((name for name, words in _PARTS.items() if q["part"] in words), None)


def named_or_vague(days: Days | None, precision: Precision) -> Named:
    return Named(days, precision) if days else VAGUE


def given_year(q: Question) -> int | None:
    """Read the year that the words give: "2026", "'26", "volgend jaar"."""
    word = q["year"] or q["dashyear"] or q["leadnumber"]
    if word:
        return year_of(word, q.anchor)
    relative = q["relyear"] or q["leadyear"]
    if relative:
        return clamp_year(q.anchor.year + step(relative))
    return q.anchor.year if q["thisyear"] else None


def year_of(word: str, anchor: date) -> int:
    """Read a year in four digits or in words; of two digits the year nearest to the anchor, fifty years either way."""
    digits = word.lstrip("'")
    if len(digits) != 2:
        return year_number(digits)
    base = anchor.year - 50
    return clamp_year(base + (int(digits) - base) % 100)


def in_year(q: Question, days_in: Callable[[int], Days | None]) -> Days | None:
    """Give the days in the year of the words, or else in the year that the direction chooses; `days_in` has the days of a year, or None."""
    year = given_year(q)
    if year is None and says_this(q["rel"]):
        year = q.anchor.year  # "dit najaar" is this year's, even when it is over
    return days_in(year) if year is not None else choose(q, days_in)


def choose(q: Question, days_in: Callable[[int], Days | None]) -> Days | None:
    """Take the first that ends on or after the anchor, or looking back the last that starts before it.

    What must be done before a time that has begun, must be done before the next.
    """
    # Nine years: 29 February skips eight around a year like 2100.
    years = range(q.anchor.year, q.anchor.year - 9, -1) if q.direction is Direction.BACK else range(q.anchor.year - 1, q.anchor.year + 9)
    for year in years:
        days = days_in(year) if 1 <= year <= 9998 else None
        if days is None:
            continue
        if q.direction is Direction.BACK:
            fits = days[0] < q.anchor
        elif q.bound is Bound.BEFORE:
            fits = days[0] > q.anchor
        else:
            fits = days[1] >= q.anchor
        if fits:
            return days
    return None
