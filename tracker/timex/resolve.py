"""Resolving: (time expression, anchor date, calendar) -> window. Pure, total, and monotone in the anchor.

A family of rules has one small function in FAMILIES: it says which days the words name, without their bound. What a bound makes of those
days stands in `_bounded`. A term is over only when its window has ended: where usage differs, the later end is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tracker.model import Precision, Timex, Window
from tracker.timex import arithmetic as days_of
from tracker.timex.arithmetic import Days, add_days, add_months, explicit_day, month_days, months_days, week_days, year_days
from tracker.timex.calendar import Calendar, RecessName, feast, nth_weekday, prinsjesdag, verantwoordingsdag
from tracker.timex.rules import Bound
from tracker.timex.scan import RANGE, bound_kind, days_listed
from tracker.timex.words import month_number, ordinal_number, span_length, weekday_number, year_number


class Direction(StrEnum):
    """Where words without a year look: to the first such time on or after the anchor, or to the last on or before it."""

    AHEAD = "ahead"
    BACK = "back"


@dataclass(frozen=True)
class Named:
    """What words name: `days` with their bound left out (None: no date), how exact, and whether a recess was estimated."""

    days: tuple[date | None, date | None] | None
    precision: Precision
    estimated: bool = False


@dataclass(frozen=True)
class Question:
    """What a family function gets: the rule's named groups and the circumstances."""

    rule: str
    parts: dict[str, str]
    anchor: date
    calendar: Calendar
    direction: Direction
    bound: Bound

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name, "")


_VAGUE = Named(None, Precision.VAGUE)
_THIS = ("dit", "deze", "huidig", "lopend")
_BACK = ("afgelopen", "vorig", "voorgaand", "voorafgaand", "jongstleden", "laatst", "voorbij", "jl", "j.l", "ll")
_AHEAD = ("aanstaand", "aankomend", "komend", "eerstkomend", "eerstvolgend", "volgend", "nieuw", "a.s", "as")


def resolve(timex: Timex, anchor: date, calendar: Calendar, direction: Direction | None = None) -> Window:
    """What the words mean on the anchor date. Without a direction, words without a year look ahead unless they say otherwise ("jl.").

    Never fails: what has no date is an open window of precision `vague`.
    """
    q = _question(timex.rule, dict(timex.parts), anchor, calendar, direction)
    return _window(_bounded(_name(q), q), recurring="recurring" in q.parts or timex.rule == "timex.recurring")


def named(timex: Timex, anchor: date, calendar: Calendar, direction: Direction | None = None) -> Window:
    """What the words name without their bound: the whole of 2023 for "vanaf 2023", where `resolve` says from 1 January 2023 on."""
    q = _question(timex.rule, dict(timex.parts), anchor, calendar, direction)
    return _window(_name(replace(q, bound=Bound.ON) if q.bound not in _AROUND_RECESS else q), recurring="recurring" in q.parts)


def _question(rule: str, parts: dict[str, str], anchor: date, calendar: Calendar, direction: Direction | None) -> Question:
    pointer = parts.get("pointer", "") or parts.get("rel", "") or parts.get("rel2", "")
    if pointer.startswith(_BACK):
        direction = Direction.BACK
    elif pointer.startswith(_AHEAD) or direction is None:
        direction = Direction.AHEAD
    bound = bound_kind(parts.get("bound", ""))
    if "meant" in parts and rule in _NOT_MEANT_FOR:
        bound = Bound.BEFORE  # "het advies is voorzien voor het zomerreces"
    if parts.get("bound") == "per" and rule.startswith("timex.day"):
        bound = Bound.ON
    if parts.get("bound") == "voor" and rule in _MEANT_FOR and "part" not in parts:
        bound = Bound.ON  # a plan for next year, a meeting for two days; who means before it writes "vóór"
    if bound in (Bound.BEFORE, Bound.UNTIL) and _part(parts.get("part", "")) == "eind":
        bound = Bound.BY  # before the end of a time is within it
    return Question(rule, parts, anchor, calendar, direction, bound)


def counted_from(timex: Timex, day: date, *, back: bool) -> Window:
    """The day that "één maand na de inwerkingtreding" comes to when the event is on `day`; with `back`, the event's day when the words are."""
    parts = dict(timex.parts)
    sign = -1 if parts["side"].startswith("voor") else 1
    other = _count(day, parts["span"], -sign if back else sign)
    within = timex.quote.lower().startswith(("binnen", "uiterlijk")) and not back
    start, end = (min(day, other), max(day, other)) if within else (other, other)
    return Window(start=start, end=end, precision=Precision.DAY)


_NOT_MEANT_FOR = frozenset({"timex.season", "timex.recess", "timex.recess.any", "timex.named.feast"})
_MEANT_FOR = frozenset({"timex.day.list", "timex.week.of", "timex.unit.relative", "timex.unit.coming"})


def _name(q: Question) -> Named:
    if q.rule == RANGE:
        return _range(q)
    family = FAMILIES.get(q.rule)
    named = family(q) if family else _VAGUE
    return _offset(named, q) if "offset" in q.parts else named


def _window(named: Named, *, recurring: bool) -> Window:
    if named.days is None or named.days == (None, None):
        return Window(precision=Precision.VAGUE, recurring=recurring)
    start, end = named.days
    if start and end and end < start:
        return Window(precision=Precision.VAGUE, recurring=recurring)
    return Window(start=start, end=end, precision=named.precision, estimated=named.estimated, recurring=recurring)


# ---- bounds ------------------------------------------------------------------------------------------------------------------------------

_AROUND_RECESS = (Bound.BEFORE, Bound.AFTER, Bound.UNTIL)


def _bounded(named: Named, q: Question) -> Named:
    if named.days is None:
        return named
    start, end = named.days
    if "onwards" in q.parts:
        return replace(named, days=(start, None))
    bounded: dict[Bound, tuple[date | None, date | None]] = {
        Bound.ON: (start, end),
        Bound.BEFORE: (None, add_days(start, -1) if start else None),
        Bound.BY: (None, end),
        Bound.UNTIL: (start, end),
        Bound.FROM: (start, None),
        Bound.AFTER: (add_days(end, 1) if end else None, None),
        Bound.FROM_NOW: (min(q.anchor, end) if end else q.anchor, end),
    }
    if q.bound is Bound.UNTIL and named.precision is Precision.RECESS:
        return replace(named, days=bounded[Bound.BEFORE])
    if q.bound is Bound.BEFORE and start is None:
        return named
    return replace(named, days=bounded[q.bound])


def _offset(named: Named, q: Question) -> Named:
    """ "twee weken voor", "drie maanden na": counted from what is named, to both its ends."""
    if named.days is None:
        return named
    sign = -1 if q["side"] in ("voor", "eerder dan") else 1
    first, last = named.days
    day = first if sign < 0 else last
    if day is None:
        return _VAGUE
    moved = _count(day, q["offset"], sign)
    if q["extent"]:
        far = None if q["extent"] == "meer" else day
        return replace(named, days=(far, moved) if (sign < 0) == (q["extent"] == "meer") else (moved, far))
    return replace(named, days=(moved, moved), precision=Precision.DAY if named.precision is Precision.RECESS else named.precision)


# ---- choosing among the years ------------------------------------------------------------------------------------------------------------


def _choose(q: Question, days_in: Callable[[int], Days | None]) -> Days | None:
    """The first that ends on or after the anchor, or looking back the last that starts before it. `days_in` gives the days in a year, or None."""
    years = range(q.anchor.year - 1, q.anchor.year + 9)
    if q.direction is Direction.BACK:
        years = range(q.anchor.year, q.anchor.year - 9, -1)
    for year in years:
        if not 1 <= year <= 9998:
            continue
        days = days_in(year)
        if days is None:
            continue
        if days[0] < q.anchor if q.direction is Direction.BACK else days[1] >= q.anchor:
            return days
    return None


def _given_year(q: Question) -> int | None:
    """The year that the words give: "2026", "'26", "volgend jaar"."""
    for name in ("year", "dashyear", "leadnumber"):
        if q[name]:
            return _year(q[name], q.anchor)
    relative = q["relyear"] or q["leadyear"]
    if relative:
        return days_of.clamp_year(q.anchor.year + _step(relative.split(" ")[0]))
    return q.anchor.year if q["thisyear"] else None


def _year(word: str, anchor: date) -> int:
    """A year of four digits, or of two: the one of that ending nearest to the anchor, fifty years either way."""
    if not word.startswith("'") and len(word) != 2:
        return year_number(word)
    base = anchor.year - 50
    return days_of.clamp_year(base + (int(word.lstrip("'")) - base) % 100)


def _step(word: str) -> int:
    return -1 if word.startswith(_BACK) else 1 if word.startswith(_AHEAD) else 0


def _in_year(q: Question, days_in: Callable[[int], Days | None]) -> Days | None:
    """The days in the year that the words give, or else in the year that the direction chooses."""
    year = _given_year(q)
    if year is None and q["rel"].startswith(_THIS):
        year = q.anchor.year  # "dit najaar" is this year's, even when it is over
    return days_in(year) if year is not None else _choose(q, days_in)


# ---- the part of a stretch ---------------------------------------------------------------------------------------------------------------

_PART_WORDS = {
    "begin": ("begin", "start", "vroeg", "het begin", "eerder"),
    "medio": ("medio", "midden", "half", "halverwege"),
    "eind": ("eind", "einde", "het einde", "tegen het eind", "laat", "late"),
}


def _part(word: str) -> str | None:
    return next((part for part, words in _PART_WORDS.items() if word in words or word.removesuffix(" in") in words), None)


def _rest(q: Question, days: Days) -> Days | None:
    """ "later dit jaar", "de rest van het jaar": from the anchor on; "eerder dit jaar": up to it. None for another word."""
    word = q["part"]
    inside = days[0] <= q.anchor <= days[1]
    if word.startswith(("later", "rest")):
        return (q.anchor, days[1]) if inside else days
    if word == "eerder":
        return (days[0], q.anchor) if inside else days
    return None


# ---- days --------------------------------------------------------------------------------------------------------------------------------


def _day(q: Question) -> Named:
    month = int(q["monthno"]) if q["monthno"] else month_number(q["month"])
    numbers = [ordinal_number(q["day"].replace(" ", ""))] if q["day"] else days_listed(q["days"])

    def days_in(year: int) -> Days | None:
        first, last = explicit_day(year, month, numbers[0]), explicit_day(year, month, numbers[-1])
        return (first, last) if first and last and first <= last else None

    days = _in_year(q, days_in)
    return Named(days, Precision.DAY) if days else _VAGUE


_DEICTIC = {"afgelopen dag": -1, "overmorgen": 2, "morgen": 1, "eergisteren": -2, "gisteren": -1}


def _deictic(q: Question) -> Named:
    day = add_days(q.anchor, _DEICTIC.get(q["deictic"], 0))
    return Named((day, day), Precision.DAY)


def _weekday(q: Question) -> Named:
    """ "maandag": the first after the anchor, as the day itself would be called vandaag; "volgende maandag": in the next week."""
    weekday, rel = weekday_number(q["weekday"]), q["rel"]
    if rel.startswith(("volgend", "vorig")):
        day = add_days(week_days(add_days(q.anchor, 7 * _step(rel)))[0], weekday)
    elif rel.startswith(_THIS):
        day = add_days(q.anchor, (weekday - q.anchor.weekday()) % 7)
    elif q.direction is Direction.BACK:
        day = add_days(q.anchor, -((q.anchor.weekday() - weekday - 1) % 7 + 1))
    else:
        day = add_days(q.anchor, (weekday - q.anchor.weekday() - 1) % 7 + 1)
    return Named((day, day), Precision.DAY)


def _weekday_in_week(q: Question) -> Named:
    monday = week_days(add_days(q.anchor, 7 * _step(q["rel"] or q["rel2"])))[0]
    day = add_days(monday, weekday_number(q["weekday"] or q["weekday2"]))
    return Named((day, day), Precision.DAY)


def _day_of_month(q: Question) -> Named:
    """ "donderdag de 21ste": the nearest such day; "de 20ste van de volgende maand"."""
    if q["dayinmonth"]:
        year, month = _relative_month(q.anchor, _step(q["monthrel"]))
        day = explicit_day(year, month, ordinal_number(q["dayinmonth"].replace(" ", "")))
        return Named((day, day), Precision.DAY) if day else _VAGUE
    number, weekday = ordinal_number(q["day"]), weekday_number(q["weekday"])
    if number > 31:
        return _VAGUE
    sign = -1 if q.direction is Direction.BACK else 1
    candidates = (add_days(q.anchor, sign * n) for n in range(800))
    day = next((d for d in candidates if d.day == number and d.weekday() == weekday), None)
    return Named((day, day), Precision.DAY) if day else _VAGUE


def _next_day_of_month(q: Question) -> Named:
    """ "op de 15e": of this month or of the next that has such a day."""
    number = ordinal_number(q["dayinmonth"])
    months = (_relative_month(q.anchor, n if q.direction is Direction.AHEAD else -n) for n in range(12))
    days = (day for year, month in months if (day := explicit_day(year, month, number)))
    fits = (lambda day: day < q.anchor) if q.direction is Direction.BACK else (lambda day: day >= q.anchor)
    day = next((day for day in days if fits(day)), None)
    return Named((day, day), Precision.DAY) if day else _VAGUE


def _days_of_month(q: Question) -> Named:
    """ "deze maand van 4 tot 22"."""
    numbers = days_listed(q["days"])
    month = _relative_month(q.anchor, _step(q["monthrel"]))
    first, last = explicit_day(*month, numbers[0]), explicit_day(*month, numbers[-1])
    return Named((first, last), Precision.DAY) if first and last else _VAGUE


def _short_range(q: Question) -> Named:
    """ "van 25-10 tot 25-1": the last day is found first, the first day is the last such day before it."""
    last = _day(replace(q, parts={"day": q["day2"], "monthno": q["monthno2"]}, direction=Direction.AHEAD))
    if last.days is None or last.days[1] is None:
        return _VAGUE
    first = _day(replace(q, parts={"day": q["day"], "monthno": q["monthno"]}, anchor=last.days[1], direction=Direction.BACK))
    return Named((first.days[0], last.days[1]), Precision.DAY) if first.days else _VAGUE


def _relative_month(anchor: date, step: int) -> tuple[int, int]:
    day = add_months(anchor.replace(day=1), step)
    return day.year, day.month


def _month_meant(q: Question, days_in: Callable[[int, int], Days | None]) -> Days | None:
    """The days that `days_in` (year, month) gives in the month that the words name."""
    if q["month"]:
        month = month_number(q["month"])
        return _in_year(q, lambda year: days_in(year, month))
    step = 0 if q["thismonth"] else _step(q["monthrel"])
    return days_in(*_relative_month(q.anchor, step))


def _nth_day(q: Question) -> Named:
    nth = ordinal_number(q["nth"])

    def days_in(year: int, month: int) -> Days | None:
        if q["weekday"] == "dag":
            first, last = month_days(year, month)
            day = last if nth == -1 else explicit_day(year, month, nth)
        else:
            day = nth_weekday(year, month, weekday_number(q["weekday"]), nth)
        return (day, day) if day else None

    days = _month_meant(q, days_in)
    return Named(days, Precision.DAY) if days else _VAGUE


# ---- weeks -------------------------------------------------------------------------------------------------------------------------------


def _iso_week(year: int, week: int) -> Days | None:
    try:
        return week_days(date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def _week(q: Question) -> Named:
    days = _in_year(q, lambda year: _iso_week(year, int(q["week"])))
    return Named(days, Precision.WEEK) if days else _VAGUE


def _nth_week(q: Question) -> Named:
    """A week belongs to the month, or the year, that has its Thursday, as in ISO 8601."""
    nth = ordinal_number(q["nth"] or q["nth2"] or q["nth3"])
    if q["relyear"] or q["relyear3"]:
        year = days_of.clamp_year(q.anchor.year + _step(q["relyear"] or q["relyear3"]))
        days = _iso_week(year, nth if nth > 0 else date(year, 12, 28).isocalendar().week)
    else:
        days = _month_meant(q, lambda year, month: (d := nth_weekday(year, month, 3, nth)) and week_days(d))
    return Named(days, Precision.WEEK) if days else _VAGUE


def _week_of(q: Question) -> Named:
    named = _day(q)
    return Named(week_days(named.days[0]), Precision.WEEK) if named.days and named.days[0] else _VAGUE


def _after_next(q: Question) -> Named:
    monday, sunday = week_days(add_days(q.anchor, 14))
    return Named((monday if q["unit"] == "week" else add_days(monday, 5), sunday), Precision.WEEK)


def _weekend(q: Question) -> Named:
    if q["day"]:
        named = _day(q)
        anchor, step = (named.days[0] if named.days and named.days[0] else q.anchor), 0
    else:
        anchor, step = q.anchor, (_step(q["rel"]) if q["rel"].startswith(("volgend", "vorig")) else 0)
    monday = week_days(add_days(anchor, 7 * step))[0]
    if q.direction is Direction.BACK and step == 0 and not q["day"]:
        monday = add_days(monday, -7)
    return Named((add_days(monday, 5), add_days(monday, 6)), Precision.WEEK)


# ---- weeks, months, quarters and years told from the anchor ------------------------------------------------------------------------------

_UNIT_PRECISION = {
    "dag": Precision.DAY, "werkdag": Precision.DAY, "week": Precision.WEEK, "maand": Precision.MONTH, "kwartaal": Precision.QUARTER,
    "halfjaar": Precision.HALF, "half jaar": Precision.HALF, "jaar": Precision.YEAR, "decennium": Precision.YEAR,
}  # fmt: skip
_UNIT_MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "half jaar": 6, "jaar": 12}


def _unit_days(unit: str, anchor: date, step: int) -> Days:
    """The calendar week, month, quarter, half or year of the anchor, or so many further."""
    if unit == "week":
        return week_days(add_days(anchor, 7 * step))
    length = _UNIT_MONTHS[unit]
    first = add_months(anchor.replace(month=(anchor.month - 1) // length * length + 1, day=1), length * step)
    return first, month_days(*_relative_month(first, length - 1))[1]


def _unit(q: Question) -> Named:
    unit = q["unit"].removeprefix("kalender").removeprefix("begrotings").removeprefix("werk")
    days = _unit_days(unit, q.anchor, _step(q["rel"]))
    precision = _UNIT_PRECISION[unit]
    rest = _rest(q, days)
    if rest:
        return Named(rest, precision)
    part = _part(q["part"])
    if part:
        return Named(_part_of_unit(part, unit, days), precision)
    if q["unit"] == "werkweek":
        return Named((days[0], add_days(days[0], 4)), precision)
    # "dit jaar" in a promise is what is left of the year.
    if q["unit"] == "jaar" and _step(q["rel"]) == 0 and q.direction is Direction.AHEAD:
        return Named((q.anchor, days[1]), precision)
    return Named(days, precision)


def _part_of_unit(part: str, unit: str, days: Days) -> Days:
    if unit == "jaar":
        return days_of.part_of_year(part, days[0].year)
    if unit == "maand":
        return days_of.part_of_month(part, days)
    return days_of.part_of(part, days)


def _coming_unit(q: Question) -> Named:
    stretch = (add_months(q.anchor, -12), q.anchor) if q["rel"].startswith(_BACK) else (q.anchor, add_months(q.anchor, 12))
    return Named(stretch, Precision.YEAR)


# ---- months, quarters, halves, seasons, years --------------------------------------------------------------------------------------------


def _month(q: Question) -> Named:
    month = int(q["monthno"]) if q["monthno"] else month_number(q["month"])
    part = _part(q["part"])

    def days_in(year: int) -> Days:
        days = month_days(year, month)
        return days_of.part_of_month(part, days) if part else days

    return _named_or_vague(_in_year(q, days_in), Precision.MONTH)


def _named_or_vague(days: Days | None, precision: Precision) -> Named:
    return Named(days, precision) if days else _VAGUE


def _month_range(q: Question) -> Named:
    first, last = month_number(q["month"]), month_number(q["month2"])

    def days_in(year: int) -> Days | None:
        start = year if first <= last else year - 1
        return (month_days(start, first)[0], month_days(year, last)[1]) if start > 0 else None

    return _named_or_vague(_in_year(q, days_in), Precision.MONTH)


def _first_months(q: Question) -> Named:
    year = _given_year(q) or q.anchor.year
    first, last = year_days(year)
    months, days, _, unit = span_length(f"{q['count']} {q['unit']}")
    if q["end"] == "eerste":
        stretch = (first, min(last, add_days(add_days(add_months(first, months), days), -1)))
    else:
        stretch = (max(first, add_days(add_months(add_days(last, 1 - days), -months), 0)), last)
    return Named(stretch, _UNIT_PRECISION[unit])


def _quarter(q: Question) -> Named:
    first = 4 if q["nth"] == "laatste" else ordinal_number(q["nth"])
    last = ordinal_number(q["nth2"]) if q["nth2"] and q["nth2"] != "laatste" else (4 if q["nth2"] else first)
    part = _part(q["part"])

    def days_in(year: int) -> Days | None:
        if last < first:
            return None
        days = months_days(year, 3 * first - 2, 3 * last)
        return days_of.part_of(part, days) if part else days

    return _named_or_vague(_in_year(q, days_in), Precision.QUARTER)


def _half(q: Question) -> Named:
    first = 1 if (q["nth"] or q["nth2"] or q["nth3"])[0] in "1e" else 7
    if q["year2"]:
        return Named(months_days(int(q["year2"]), first, first + 5), Precision.HALF)
    return _named_or_vague(_in_year(q, lambda year: months_days(year, first, first + 5)), Precision.HALF)


def _half_month(q: Question) -> Named:
    month = month_number(q["month"])

    def days_in(year: int) -> Days:
        first, last = month_days(year, month)
        return (first, first.replace(day=15)) if q["nth"] == "eerste" else (first.replace(day=16), last)

    return _named_or_vague(_in_year(q, days_in), Precision.MONTH)


_SEASON = {"lente": "voorjaar", "herfst": "najaar"}


def _season(q: Question) -> Named:
    season = _SEASON.get(q["season"], q["season"])
    if season == "zomer" and q.bound in _AROUND_RECESS and not q["part"]:
        return _recess(replace(q, parts=q.parts | {"recess": "zomer"}))
    part = _part(q["part"])

    def days_in(year: int) -> Days | None:
        if year >= 9999:
            return None
        days = days_of.season_days(season, year)
        return days_of.part_of(part, days) if part else days

    days = _in_year(q, days_in) if not q["rel"].startswith(("volgend", "vorig")) else _next_or_last(q, days_in)
    rest = _rest(q, days) if days else None
    return _named_or_vague(rest or days, Precision.SEASON)


def _next_or_last(q: Question, days_in: Callable[[int], Days | None]) -> Days | None:
    """ "volgend najaar": of next year, unless this year's has yet to begin; "vorig najaar": the last that has ended."""
    if q.direction is Direction.BACK:
        return _choose(q, lambda year: (d := days_in(year)) and (d if d[1] < q.anchor else None))
    return _choose(q, lambda year: (d := days_in(year)) and (d if d[0] > q.anchor else None))


_RECESS = {
    "zomer": RecessName.ZOMER, "kerst": RecessName.KERST, "voorjaars": RecessName.VOORJAAR, "krokus": RecessName.VOORJAAR,
    "mei": RecessName.MEI, "herfst": RecessName.HERFST, "verkiezings": RecessName.VERKIEZINGEN,
}  # fmt: skip


def _recess(q: Question) -> Named:
    """A recess; "voor het reces" and "na het reces" without a name mean the next of any name."""
    names = [_RECESS[q["recess"]]] if q["recess"] in _RECESS else [RecessName.VOORJAAR, RecessName.MEI, RecessName.ZOMER, RecessName.HERFST, RecessName.KERST]
    candidates = []
    for name in names:
        days = _in_year(_before_it_starts(q), lambda year, name=name: _recess_days(q, name, year))  # type: ignore[misc]  # mypy cannot type a default
        if days:
            candidates.append((days, name))
    if not candidates:
        return _VAGUE
    days, name = (max if q.direction is Direction.BACK else min)(candidates)
    row = q.calendar.recess(name, days[0].year)
    part = _part(q["part"])
    return Named(days_of.part_of(part, days) if part else days, Precision.RECESS, estimated=row is not None and row.basis == "estimated")


def _recess_days(q: Question, name: RecessName, year: int) -> Days | None:
    row = q.calendar.recess(name, year)
    if row is None:
        return None
    # What must come before a recess that has begun means the next one.
    if q.bound is Bound.BEFORE and q.direction is Direction.AHEAD and _given_year(q) is None and row.start <= q.anchor:
        return None
    return row.start, row.end


def _before_it_starts(q: Question) -> Question:
    return q


def _year_named(q: Question) -> Named:
    year = _year(q["year"] or q["year2"], q.anchor)
    part = _part(q["part"])
    days = days_of.part_of_year(part, year) if part else year_days(year)
    return Named(_rest(q, days) or days, Precision.YEAR)


def _year_range(q: Question) -> Named:
    years = [value for name, value in q.parts.items() if name.startswith("year")]
    first = int(years[0])
    last = int(years[1]) if len(years[1]) == 4 else first - first % 100 + int(years[1])
    return _years(first, last)


def _year_list(q: Question) -> Named:
    years = q["years"].replace(",", " ").split() if q["years"] else [q["year"]]
    return _years(int(years[0]), int(years[-1]))


def _years(first: int, last: int) -> Named:
    return Named((date(first, 1, 1), date(last, 12, 31)), Precision.YEAR) if first <= last else _VAGUE


def _school_year(q: Question) -> Named:
    year = _year(q["year"], q.anchor)
    month = 9 if q["school"] in ("studiejaar", "academisch jaar") else 8
    return Named((date(year, month, 1), month_days(year + 1, month - 1)[1]), Precision.YEAR)


_DECADES = dict(zip("tien twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), range(10, 100, 10), strict=True)) | {"tweeduizend": 0}


def _decade(q: Question) -> Named:
    """The last such ten years that have begun: nobody writes of the seventies to come."""
    tens = int(q["decade"][1:]) if q["decade"].startswith("'") else _DECADES[q["decade"]]
    first = q.anchor.year - (q.anchor.year - tens) % 100
    return Named((date(first, 1, 1), date(first + 9, 12, 31)), Precision.YEAR) if 1 <= first <= 9990 else _VAGUE


# ---- named days --------------------------------------------------------------------------------------------------------------------------


def _named_day(q: Question) -> Named:
    find_day = prinsjesdag if q["named"] == "prinsjesdag" else verantwoordingsdag
    return _named_or_vague(_in_year(q, lambda year: (find_day(year), find_day(year))), Precision.DAY)


def _budget(q: Question) -> Named:
    """The Miljoenennota comes on Prinsjesdag, that of 2026 in 2025. The Voorjaarsnota comes by 1 June, the Najaarsnota by 1 December."""
    if q["named"] == "miljoenennota":
        earlier = 1 if q["year"] else 0
        return _named_or_vague(_in_year(q, lambda year: (prinsjesdag(max(1, year - earlier)),) * 2), Precision.DAY)
    month = 6 if q["named"] == "voorjaarsnota" else 12
    days = _in_year(q, lambda year: (date(year, month, 1), date(year, month, 1)))
    if days is None:
        return _VAGUE
    return Named(days if q.bound is not Bound.ON else (None, days[1]), Precision.DAY)


def _feast(q: Question) -> Named:
    name = q["feast"].removeprefix("nationale ")
    name = "kerst" if name.startswith("kerst") and name != "kerstdag" else name
    if name == "kerst" and q.bound in _AROUND_RECESS and "offset" not in q.parts:
        return _recess(replace(q, parts=q.parts | {"recess": "kerst"}))
    name = {"kerstdag": "kerst", "paasdag": "pasen", "pinksterdag": "pinksteren"}.get(name, name)

    def days_in(year: int) -> Days | None:
        day = feast(name, year)
        return (day, day) if day else None

    return _named_or_vague(_in_year(q, days_in), Precision.DAY)


_ELECTIONS = {"gemeente": "gemeenteraad", "provinciale": "provinciale_staten", "staten": "provinciale_staten", "europese": "europees_parlement"}


def _election(q: Question) -> Named:
    """The elections that the table knows; those of the Tweede Kamer where nothing else is said. Never computed: they may come early."""
    kind = next((kind for word, kind in _ELECTIONS.items() if q["election"].startswith(word)), "tweede_kamer")
    if q["election"].startswith("waterschap"):
        return _VAGUE

    def days_in(year: int) -> Days | None:
        return next(((e.start, e.end) for e in q.calendar.elections_of(year) if e.name == kind), None)

    return _named_or_vague(_in_year(q, days_in), Precision.DAY)


# ---- counted times -----------------------------------------------------------------------------------------------------------------------


def _count(day: date, words: str, sign: int) -> date:
    months, days, working, _ = span_length(words)
    return days_of.add_working_days(add_days(add_months(day, sign * months), sign * days), sign * working)


def _counted(q: Question) -> Named:
    words = q["span"] or q["span2"] or f"{q['number']} {q['unit']}"
    precision = _UNIT_PRECISION[span_length(words)[3]]
    back = q.rule == "timex.count.ago" or (q["rel"] or q["rel2"]).startswith(_BACK)
    if q.rule == "timex.count.coming" and not q["article"] and q["rel"].startswith(("volgend", "vorig", "komend", "afgelopen")):
        whole = _whole_units(q, words, back=back)
        if whole:
            return Named(whole, precision)
    day = _count(q.anchor, words, -1 if back else 1)
    if q.rule in ("timex.count.over", "timex.count.ago"):
        return Named((day, day), precision)
    return Named((day, q.anchor) if back else (q.anchor, day), precision)


def _whole_units(q: Question, words: str, *, back: bool) -> Days | None:
    """ "volgende drie maanden", without an article, are whole months as "volgende maand" is; "de komende drie maanden" begin today."""
    months, days, _, unit = span_length(words)
    count = {"dag": days, "week": days // 7, "maand": months, "kwartaal": months // 3, "jaar": months // 12}.get(unit, 0)
    if not count:
        return None
    if unit == "dag":
        return (add_days(q.anchor, -count), add_days(q.anchor, -1)) if back else (add_days(q.anchor, 1), add_days(q.anchor, count))
    near, far = _unit_days(unit, q.anchor, -1 if back else 1), _unit_days(unit, q.anchor, -count if back else count)
    return (far[0], near[1]) if back else (near[0], far[1])


def _within_of_day(q: Question) -> Named:
    """ "binnen drie maanden na 1 januari 2026": from that day to the day counted from it."""
    named = _deictic(q) if q["deictic"] else _day(q)
    if named.days is None or named.days[0] is None:
        return _VAGUE
    day = named.days[0]
    other = _count(day, q["span"], -1 if q["side"] == "voor" else 1)
    return Named((min(day, other), max(day, other)), _UNIT_PRECISION[span_length(q["span"])[3]])


# ---- ranges ------------------------------------------------------------------------------------------------------------------------------


def _range(q: Question) -> Named:
    """Two ends. A year that one end lacks comes from the other; where both lack it, the last end is found first."""
    one, two = _end(q, "from"), _end(q, "to")
    start, end = _name(one), _name(two)
    first, last = _first(start), _last(end)
    if first and two.rule in _YEARLESS and _given_year(two) is None and (_given_year(one) is not None or (last and last < first)):
        end = _name(replace(two, anchor=first, direction=Direction.AHEAD))
    elif last and one.rule in _YEARLESS and _given_year(one) is None and not one["rel"]:
        start = _name(replace(one, anchor=last, direction=Direction.BACK))
    if start.days is None or end.days is None:
        return _VAGUE
    return Named((_first(start), _last(end)), end.precision, start.estimated or end.estimated)


def _first(named: Named) -> date | None:
    return named.days[0] if named.days else None


def _last(named: Named) -> date | None:
    return named.days[1] if named.days else None


def _end(q: Question, which: str) -> Question:
    parts = {name.removeprefix(f"{which} "): value for name, value in q.parts.items() if name.startswith(f"{which} ")}
    question = _question(parts.pop("rule"), parts, q.anchor, q.calendar, q.direction)
    return replace(question, bound=Bound.ON)


FAMILIES: dict[str, Callable[[Question], Named]] = {
    "timex.day.explicit": _day,
    "timex.day.list": _day,
    "timex.day.numeric": _day,
    "timex.day.iso": _day,
    "timex.day.english": _day,
    "timex.day.short": _day,
    "timex.day.ordinal": _day_of_month,
    "timex.day.short_range": _short_range,
    "timex.day.of_month": _days_of_month,
    "timex.day.ordinal_alone": _next_day_of_month,
    "timex.day.deictic": _deictic,
    "timex.day.weekday": _weekday,
    "timex.day.weekday_in_week": _weekday_in_week,
    "timex.day.nth": _nth_day,
    "timex.week.number": _week,
    "timex.week.nth": _nth_week,
    "timex.week.of": _week_of,
    "timex.week.after_next": _after_next,
    "timex.weekend": _weekend,
    "timex.unit.coming": _coming_unit,
    "timex.unit.relative": _unit,
    "timex.unit.part": _unit,
    "timex.month.range": _month_range,
    "timex.month": _month,
    "timex.month.numeric": _month,
    "timex.month.iso": _month,
    "timex.month.decision": _month,
    "timex.months.of_year": _first_months,
    "timex.quarter": _quarter,
    "timex.quarter.short": _quarter,
    "timex.half": _half,
    "timex.half.month": _half_month,
    "timex.season": _season,
    "timex.recess": _recess,
    "timex.recess.any": _recess,
    "timex.year": _year_named,
    "timex.year.named": _year_named,
    "timex.year.part": _year_named,
    "timex.year.range": _year_range,
    "timex.year.between": _year_range,
    "timex.year.list": _year_list,
    "timex.year.shifted": _year_named,
    "timex.year.school": _school_year,
    "timex.year.decade": _decade,
    "timex.named": _named_day,
    "timex.named.budget": _budget,
    "timex.named.feast": _feast,
    "timex.named.election": _election,
    "timex.count.within": _counted,
    "timex.count.over": _counted,
    "timex.count.ago": _counted,
    "timex.count.coming": _counted,
    "timex.count.deadline": _within_of_day,
}
_YEARLESS = frozenset({"timex.day.explicit", "timex.day.list", "timex.day.short", "timex.month", "timex.season", "timex.quarter", "timex.quarter.short", "timex.week.number", "timex.half", "timex.day.weekday", "timex.named", "timex.named.feast"})
