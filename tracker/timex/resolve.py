"""Resolving: (time expression, anchor date, calendar) -> window. Pure, total, and monotone in the anchor.

A family of rules has one small function in FAMILIES: it says which days the words name, without their bound. What a bound makes of those
days stands in `_bounded`. A term is over only when its window has ended: where usage differs, the later end is taken.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tracker.model import Precision, Timex, Window
from tracker.timex import counted, days, named, periods
from tracker.timex.arithmetic import add_days
from tracker.timex.calendar import Calendar
from tracker.timex.question import VAGUE, Direction, Named, Question, given_year, part, says_this, step
from tracker.timex.rules import Bound
from tracker.timex.scan import RANGE, Parts, bound_kind

FAMILIES: dict[str, Callable[[Question], Named]] = {
    "timex.day.explicit": days.day,
    "timex.day.list": days.day,
    "timex.day.numeric": days.day,
    "timex.day.iso": days.day,
    "timex.day.english": days.day,
    "timex.day.short": days.day,
    "timex.day.short_range": days.short_range,
    "timex.day.of_month": days.days_of_month,
    "timex.day.ordinal": days.day_of_month,
    "timex.day.ordinal_alone": days.ordinal_alone,
    "timex.day.deictic": days.deictic,
    "timex.day.weekday": days.weekday,
    "timex.day.weekday_in_week": days.weekday_in_week,
    "timex.day.nth": days.nth_day,
    "timex.week.number": periods.week,
    "timex.week.nth": periods.nth_week,
    "timex.week.of": periods.week_of,
    "timex.week.after_next": periods.week_after_next,
    "timex.weekend": periods.weekend,
    "timex.unit.coming": periods.coming_year,
    "timex.unit.relative": periods.unit,
    "timex.unit.part": periods.unit,
    "timex.month": periods.month,
    "timex.month.range": periods.month_range,
    "timex.month.numeric": periods.month,
    "timex.month.decision": periods.month,
    "timex.months.of_year": periods.first_months,
    "timex.quarter": periods.quarter,
    "timex.quarter.short": periods.quarter,
    "timex.half": periods.half,
    "timex.half.month": periods.half_month,
    "timex.season": named.summer_or_season,
    "timex.recess": named.recess,
    "timex.recess.any": named.recess,
    "timex.year": periods.year,
    "timex.year.named": periods.year,
    "timex.year.part": periods.year,
    "timex.year.range": periods.year_range,
    "timex.year.between": periods.year_range,
    "timex.year.list": periods.year_list,
    "timex.year.shifted": periods.year,
    "timex.year.school": periods.school_year,
    "timex.year.decade": periods.decade,
    "timex.named": named.named_day,
    "timex.named.budget": named.budget,
    "timex.named.feast": named.feast_day,
    "timex.named.election": named.election,
    "timex.count.within": counted.within,
    "timex.count.over": counted.over,
    "timex.count.ago": counted.ago,
    "timex.count.coming": counted.coming,
    "timex.count.deadline": counted.within_of_day,
}

# "voor" before these is "for" more often than "before": a plan for next year, a meeting for two days. Who means before it writes "vóór".
_MEANT_FOR = frozenset({"timex.day.list", "timex.week.of", "timex.unit.relative", "timex.unit.coming"})
# And "voorzien voor", else "for", is "before" with these: "het advies is voorzien voor het zomerreces".
_RECESSES = frozenset({"timex.recess", "timex.recess.any"})
_NEVER_MEANT_FOR = frozenset({*_RECESSES, "timex.season", "timex.named.feast"})
# Families that choose a year; in a range the other end can give it.
_YEARLESS = frozenset({
    "timex.day.explicit", "timex.day.list", "timex.day.short", "timex.month", "timex.season", "timex.quarter", "timex.quarter.short",
    "timex.week.number", "timex.half", "timex.named", "timex.named.feast",
})  # fmt: skip
_WEEKDAY = "timex.day.weekday"


def resolve(timex: Timex, anchor: date, calendar: Calendar, direction: Direction | None = None) -> Window:
    """Say what the words mean on the anchor date. Without a direction, words without a year look ahead unless they say otherwise ("jl.").

    Never fails: what has no date is an open window of precision `vague`.
    """
    return meaning(timex.rule, timex.parts, anchor, calendar, direction)[0]


def meaning(rule: str, parts: Parts, anchor: date, calendar: Calendar, direction: Direction | None = None) -> tuple[Window, Window]:
    """Give the window, and what the words name without their bound: for "vanaf 2023" from 1 January 2023 on, and all of 2023."""
    q = _question(rule, dict(parts), anchor, calendar, direction)
    found = _name(q)
    bounded = _bounded(found, q)
    recurring = "recurring" in q.parts or rule == "timex.recurring"
    named = _window(found, recurring=recurring)
    return named if bounded == found else _window(bounded, recurring=recurring), named


def counted_from(words: str, parts: Parts, day: date, *, back: bool) -> Window:
    """Count "één maand na de inwerkingtreding" from the event's `day`; with `back`, back from the day that the words are to the event's.

    `words` are the expression in lower case.
    """
    told = dict(parts)
    sign = -1 if told["side"].startswith("voor") else 1
    other = counted.count(day, told["span"], -sign if back else sign)
    deadline = words.startswith(("binnen", "uiterlijk")) and not back
    return Window(start=min(day, other) if deadline else other, end=max(day, other) if deadline else other, precision=Precision.DAY)


def bound_window(rule: str, parts: Parts, named: Window, anchor: date) -> Window:
    """Say what the bound words of an expression make of a window that is known otherwise."""
    told = dict(parts)
    q = Question(rule, told, anchor, Calendar(), Direction.AHEAD, bound_kind(told.get("bound", "")))
    return _window(_bounded(Named((named.start, named.end), named.precision, named.estimated), q), recurring=False)


def _question(rule: str, parts: dict[str, str], anchor: date, calendar: Calendar, direction: Direction | None) -> Question:
    told = step(parts.get("pointer", "") or parts.get("rel", "") or parts.get("rel2", ""))
    if told:
        direction = Direction.BACK if told < 0 else Direction.AHEAD
    q = Question(rule, parts, anchor, calendar, direction or Direction.AHEAD, bound_kind(parts.get("bound", "")))
    bound = _bound(q)
    return q if bound is q.bound else replace(q, bound=bound)


def _bound(q: Question) -> Bound:
    """Say what the bound words make of this time, where that hangs on the time."""
    if q.bound in (Bound.BEFORE, Bound.UNTIL) and part(q) == "eind":
        return Bound.BY  # before the end of a time is within it
    if q.bound is Bound.UNTIL and (q.rule in _RECESSES or q["season"] == "zomer"):
        return Bound.BEFORE  # "tot het zomerreces" ends with its beginning
    if "meant" in q.parts and q.rule in _NEVER_MEANT_FOR:
        return Bound.BEFORE
    if q["bound"] == "voor" and (q.rule in _MEANT_FOR or says_this(q["rel"])) and "part" not in q.parts:
        return Bound.ON
    if q["bound"] == "per" and q.rule.startswith("timex.day"):
        return Bound.ON  # "per 1 januari" is 1 January
    return q.bound


def _name(q: Question) -> Named:
    if q.rule == RANGE:
        return _range(q)
    family = FAMILIES.get(q.rule)
    found = family(q) if family else VAGUE
    return _offset(found, q) if "offset" in q.parts else found


def _window(found: Named, *, recurring: bool) -> Window:
    start, end = found.first, found.last
    if (start is None and end is None) or (start and end and end < start):
        return Window(precision=Precision.VAGUE, recurring=recurring)
    return Window(start=start, end=end, precision=found.precision, estimated=found.estimated, recurring=recurring)


def _bounded(found: Named, q: Question) -> Named:
    """Say what the bound makes of what is named; a time that is open already keeps its open end."""
    if found.days is None:
        return found
    start, end = found.days
    days = found.days
    if "tonow" in q.parts:
        days = (start, q.anchor)
    elif "onwards" in q.parts or q.bound is Bound.FROM:
        days = (start, None)
    elif q.bound is Bound.BEFORE:
        days = (None, add_days(start, -1) if start else end)
    elif q.bound is Bound.BY:
        days = (None, end)
    elif q.bound is Bound.AFTER:
        days = (add_days(end, 1) if end else start, None)
    elif q.bound is Bound.FROM_NOW:
        days = (min(q.anchor, end) if end else q.anchor, end)
    return Named(days, found.precision, found.estimated)


def _offset(found: Named, q: Question) -> Named:
    """Read "twee weken voor", "meer dan drie maanden na": counted from the first, or the last, day of what is named."""
    back = q["side"] in ("voor", "eerder dan")
    day = found.first if back else found.last
    if day is None:
        return VAGUE
    moved = counted.count(day, q["offset"], -1 if back else 1)
    near = {"": moved, "meer": None, "minder": day}[q["extent"]]
    later = back == (q["extent"] == "minder")
    return replace(found, days=(moved, near) if later else (near, moved), precision=Precision.DAY)


def _range(q: Question) -> Named:
    """Two ends. A year that one end lacks comes from the other; where both lack it, the last end is found first."""
    one, two = _end(q, "from"), _end(q, "to")
    start, end = _name(one), _name(two)
    if start.first and two.rule in _YEARLESS and given_year(two) is None and given_year(one) is not None:
        end = _name(replace(two, anchor=start.first, direction=Direction.AHEAD))
    elif end.last and one.rule in _YEARLESS and given_year(one) is None and not one["rel"]:
        start = _name(replace(one, anchor=end.last, direction=Direction.BACK))
    elif start.first and end.last and end.last < start.first and two.rule in {*_YEARLESS, _WEEKDAY}:
        end = _name(replace(two, anchor=start.first, direction=Direction.AHEAD))
    if start.days is None or end.days is None:
        return VAGUE
    return Named((start.first, end.last), end.precision, start.estimated or end.estimated)


def _end(q: Question, which: str) -> Question:
    parts = {name.removeprefix(f"{which} "): value for name, value in q.parts.items() if name.startswith(f"{which} ")}
    question = _question(parts.pop("rule"), parts, q.anchor, q.calendar, q.direction)
    return replace(question, bound=Bound.ON)
