"""What words for weeks, months, quarters, halves, seasons and years name."""

from collections.abc import Callable
from datetime import date

from tracker.model import Precision
from tracker.timex.arithmetic import (
    Days,
    add_days,
    add_months,
    clamp_year,
    month_days,
    months_days,
    part_of,
    part_of_month,
    part_of_year,
    season_days,
    week_days,
    year_days,
)
from tracker.timex.calendar import nth_weekday
from tracker.timex.days import day, month_meant, relative_month
from tracker.timex.question import (
    VAGUE,
    Direction,
    Named,
    Question,
    choose,
    given_year,
    in_year,
    named_or_vague,
    part,
    says_this,
    step,
    year_of,
)
from tracker.timex.words import month_number, ordinal_number, span_length

UNIT_PRECISION = {
    "dag": Precision.DAY, "werkdag": Precision.DAY, "week": Precision.WEEK, "maand": Precision.MONTH, "kwartaal": Precision.QUARTER,
    "halfjaar": Precision.HALF, "jaar": Precision.YEAR, "decennium": Precision.YEAR,
}  # fmt: skip
_UNIT_MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}


def unit_days(unit: str, anchor: date, steps: int) -> Days:
    """Give the calendar week, month, quarter, half or year of the anchor, or so many further on."""
    if unit == "week":
        return week_days(add_days(anchor, 7 * steps))
    length = _UNIT_MONTHS[unit]
    first = add_months(anchor.replace(month=(anchor.month - 1) // length * length + 1, day=1), length * steps)
    return first, month_days(*relative_month(first, length - 1))[1]


def _rest(q: Question, days: Days) -> Days | None:
    """Read "later dit jaar", "de rest van het jaar": from the anchor on; "eerder dit jaar": up to it. None for another word."""
    inside = days[0] <= q.anchor <= days[1]
    if q["part"].startswith(("later", "rest")):
        return (q.anchor, days[1]) if inside else days
    if q["part"] == "eerder":
        return (days[0], q.anchor) if inside else days
    return None


def unit(q: Question) -> Named:
    """Read "volgende week", "eind deze maand", "later dit jaar", "het einde van het jaar"."""
    name = q["unit"].removeprefix("kalender").removeprefix("begrotings").removeprefix("werk")
    days = unit_days(name, q.anchor, step(q["rel"]))
    some = part(q)
    if q["unit"] == "werkweek":
        days = (days[0], add_days(days[0], 4))
    elif some:
        days = _part_of_unit(some, name, days)
    elif q["unit"] == "jaar" and step(q["rel"]) == 0 and q.direction is Direction.AHEAD:
        days = (q.anchor, days[1])  # "dit jaar" in a promise is what is left of the year
    return Named(_rest(q, unit_days(name, q.anchor, step(q["rel"]))) or days, UNIT_PRECISION[name])


def _part_of_unit(some: str, name: str, days: Days) -> Days:
    if name == "jaar":
        return part_of_year(some, days[0].year)
    return part_of_month(some, days) if name == "maand" else part_of(some, days)


def coming_year(q: Question) -> Named:
    """Read "het komende jaar", "het afgelopen jaar": twelve months from the anchor, where "komend jaar" is a calendar year."""
    other = add_months(q.anchor, 12 * step(q["rel"]))
    return Named((min(q.anchor, other), max(q.anchor, other)), Precision.YEAR)


def week(q: Question) -> Named:
    return named_or_vague(in_year(q, lambda year: _iso_week(year, int(q["week"]))), Precision.WEEK)


def _iso_week(year: int, number: int) -> Days | None:
    try:
        return week_days(date.fromisocalendar(year, number, 1))
    except ValueError:  # a year without a week 53
        return None


def nth_week(q: Question) -> Named:
    """Count weeks: a week belongs to the month, or the year, that has its Thursday, as in ISO 8601."""
    nth = ordinal_number(q["nth"] or q["nth2"] or q["nth3"])
    relative = q["relyear"] or q["relyear3"]
    if relative:
        year = clamp_year(q.anchor.year + step(relative))
        last_week = date(year, 12, 28).isocalendar().week
        return named_or_vague(_iso_week(year, nth if nth > 0 else last_week), Precision.WEEK)

    def days_in(year: int, month: int) -> Days | None:
        thursday = nth_weekday(year, month, 3, nth)
        return week_days(thursday) if thursday else None

    return named_or_vague(month_meant(q, days_in), Precision.WEEK)


def week_of(q: Question) -> Named:
    """Read "de week van 10 april": the calendar week that has the day."""
    first = day(q).first
    return Named(week_days(first), Precision.WEEK) if first else VAGUE


def week_after_next(q: Question) -> Named:
    monday, sunday = week_days(add_days(q.anchor, 14))
    return Named((monday if q["unit"] == "week" else add_days(monday, 5), sunday), Precision.WEEK)


def weekend(q: Question) -> Named:
    """Saturday and Sunday: of this week, looking back of the last."""
    anchor = (day(q).first or q.anchor) if q["day"] else q.anchor
    steps = step(q["rel"]) if q["rel"].startswith(("volgend", "vorig")) else 0
    if not steps and not q["day"] and q.direction is Direction.BACK:
        steps = -1
    monday = week_days(add_days(anchor, 7 * steps))[0]
    return Named((add_days(monday, 5), add_days(monday, 6)), Precision.WEEK)


def month(q: Question) -> Named:
    """Read "maart 2026", "begin oktober", "uiterlijk in september"."""
    number = int(q["monthno"]) if q["monthno"] else month_number(q["month"])
    some = part(q)

    def days_in(year: int) -> Days:
        days = month_days(year, number)
        return part_of_month(some, days) if some else days

    return named_or_vague(in_year(q, days_in), Precision.MONTH)


def month_range(q: Question) -> Named:
    """Read "juni tot en met oktober 2025", "november/december", "december 2025/januari": the year is that of the last month."""
    first, last = month_number(q["month"]), month_number(q["month2"])

    def days_in(year: int) -> Days | None:
        start = year if first <= last else year - 1
        return (month_days(start, first)[0], month_days(year, last)[1]) if start > 0 else None

    return named_or_vague(in_year(q, days_in), Precision.MONTH)


def first_months(q: Question) -> Named:
    """Read "de eerste drie maanden van 2026", "de laatste twee weken van het jaar"."""
    first, last = year_days(given_year(q) or q.anchor.year)
    months, days, _, unit_name = span_length(f"{q['count']} {q['unit']}")
    if q["end"] == "eerste":
        last = min(last, add_days(add_months(first, months), days - 1))
    else:
        first = max(first, add_days(add_months(add_days(last, 1), -months), -days))
    return Named((first, last), UNIT_PRECISION[unit_name])


def quarter(q: Question) -> Named:
    """Read "het vierde kwartaal van 2028", "Q1 2026", "eerste en tweede kwartaal"."""
    first = _quarter_number(q["nth"])
    last = _quarter_number(q["nth2"]) if q["nth2"] else first
    some = part(q)

    def days_in(year: int) -> Days | None:
        if last < first:
            return None
        days = months_days(year, 3 * first - 2, 3 * last)
        return part_of(some, days) if some else days

    return named_or_vague(in_year(q, days_in), Precision.QUARTER)


def _quarter_number(word: str) -> int:
    return 4 if word == "laatste" else ordinal_number(word)


def half(q: Question) -> Named:
    """Read "de eerste helft van 2026", "H2 2026"."""
    first = 1 if (q["nth"] or q["nth2"] or q["nth3"])[0] in "1e" else 7
    if q["year2"]:
        return Named(months_days(int(q["year2"]), first, first + 5), Precision.HALF)
    return named_or_vague(in_year(q, lambda year: months_days(year, first, first + 5)), Precision.HALF)


def half_month(q: Question) -> Named:
    number = month_number(q["month"])

    def days_in(year: int) -> Days:
        first, last = month_days(year, number)
        return (first, first.replace(day=15)) if q["nth"] == "eerste" else (first.replace(day=16), last)

    return named_or_vague(in_year(q, days_in), Precision.MONTH)


_SEASON = {"lente": "voorjaar", "herfst": "najaar"}


def season(q: Question) -> Named:
    name = _SEASON.get(q["season"], q["season"])
    some = part(q)

    def days_in(year: int) -> Days:
        days = season_days(name, year)
        return part_of(some, days) if some else days

    if q["rel"].startswith(("volgend", "vorig")) and given_year(q) is None:
        days = _next_or_last(q, days_in)
    elif says_this(q["rel"]) and name == "winter" and q.anchor.month <= 3:
        days = days_in(max(1, q.anchor.year - 1))  # "deze winter" in January began in the year before
    else:
        days = in_year(q, days_in)
    return named_or_vague((_rest(q, days) if days else None) or days, Precision.SEASON)


def _next_or_last(q: Question, days_in: Callable[[int], Days]) -> Days | None:
    """Read "volgend najaar": the first that has yet to begin; "vorig najaar": the last that has ended."""
    back = q.direction is Direction.BACK

    def outside(year: int) -> Days | None:
        days = days_in(year)
        return days if (days[1] < q.anchor if back else days[0] > q.anchor) else None

    return choose(q, outside)


def year(q: Question) -> Named:
    """Read "2026", "eind 2025", "het begrotingsjaar 2026"."""
    number = year_of(q["year"] or q["year2"], q.anchor)
    some = part(q)
    days = part_of_year(some, number) if some else year_days(number)
    return Named(_rest(q, days) or days, Precision.YEAR)


def year_range(q: Question) -> Named:
    """Read "de periode 2026-2028", "tussen 2025 en 2030"."""
    first, last = (value for name, value in q.parts.items() if name.startswith("year"))
    return _years(int(first), int(last) if len(last) == 4 else int(first[:2] + last))


def year_list(q: Question) -> Named:
    """Read "in 2025 en 2026"; one year of a list that is no row comes alone."""
    years = q["years"].replace(",", " ").split() if q["years"] else [q["year"]]
    return _years(int(years[0]), int(years[-1]))


def _years(first: int, last: int) -> Named:
    return Named((date(first, 1, 1), date(last, 12, 31)), Precision.YEAR) if first <= last else VAGUE


def school_year(q: Question) -> Named:
    """From 1 August; of a university from 1 September."""
    number = year_of(q["year"], q.anchor)
    first = 9 if q["school"] in ("studiejaar", "academisch jaar") else 8
    return Named((date(number, first, 1), month_days(number + 1, first - 1)[1]), Precision.YEAR)


_TENS = ["tweeduizend", "tien", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def decade(q: Question) -> Named:
    """Give the last such ten years that have begun: nobody writes of the seventies to come."""
    word = q["decade"]
    tens = int(word[1:]) if word.startswith("'") else 10 * _TENS.index(word)
    first = q.anchor.year - (q.anchor.year - tens) % 100
    return Named((date(first, 1, 1), date(first + 9, 12, 31)), Precision.YEAR) if 1 <= first <= 9990 else VAGUE
