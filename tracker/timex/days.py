"""What words for days name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tracker.model import Precision
from tracker.timex.arithmetic import Days, add_days, add_months, explicit_day, month_days, week_days
from tracker.timex.calendar import nth_weekday
from tracker.timex.question import VAGUE, Direction, Named, Question, in_year, named_or_vague, says_this, step
from tracker.timex.words import days_listed, month_number, ordinal_number, weekday_number


def day(q: Question) -> Named:
    """Read "12 juli", "12 juli 2026", "8 en 9 december", "12-07-2026"."""
    month = int(q["monthno"]) if q["monthno"] else month_number(q["month"])
    numbers = [ordinal_number(q["day"])] if q["day"] else days_listed(q["days"])

    def days_in(year: int) -> Days | None:
        first, last = explicit_day(year, month, numbers[0]), explicit_day(year, month, numbers[-1])
        return (first, last) if first and last and first <= last else None

    return named_or_vague(in_year(q, days_in), Precision.DAY)


def _one(found: date | None) -> Named:
    return Named((found, found), Precision.DAY) if found else VAGUE


_DEICTIC = {"overmorgen": 2, "morgen": 1, "gister": -1, "gisteren": -1, "afgelopen dag": -1, "eergisteren": -2}


def deictic(q: Question) -> Named:
    """Read "vandaag", "morgen", "vanavond"."""
    return _one(add_days(q.anchor, _DEICTIC.get(q["deictic"], 0)))


def weekday(q: Question) -> Named:
    """Read "maandag": the first after the anchor, as the day itself would be called vandaag; "volgende maandag": in the next week."""
    number, rel = weekday_number(q["weekday"]), q["rel"]
    if rel.startswith(("volgend", "vorig")):
        return _one(add_days(week_days(add_days(q.anchor, 7 * step(rel)))[0], number))
    if says_this(rel):
        return _one(add_days(q.anchor, (number - q.anchor.weekday()) % 7))
    if q.direction is Direction.BACK:
        return _one(add_days(q.anchor, -((q.anchor.weekday() - number - 1) % 7 + 1)))
    return _one(add_days(q.anchor, (number - q.anchor.weekday() - 1) % 7 + 1))


def weekday_in_week(q: Question) -> Named:
    """Read "volgende week vrijdag", "dinsdag van deze week"."""
    monday = week_days(add_days(q.anchor, 7 * step(q["rel"] or q["rel2"])))[0]
    return _one(add_days(monday, weekday_number(q["weekday"] or q["weekday2"])))


def day_of_month(q: Question) -> Named:
    """Read "donderdag de 21ste": the nearest such day; "de 20ste van de volgende maand"."""
    if q["dayinmonth"]:
        return _one(explicit_day(*relative_month(q.anchor, step(q["monthrel"])), ordinal_number(q["dayinmonth"])))
    number, wanted = ordinal_number(q["day"]), weekday_number(q["weekday"])
    sign = -1 if q.direction is Direction.BACK else 1
    # The 31st falls on a given weekday within three years; the numbers above that on none.
    candidates = (add_days(q.anchor, sign * n) for n in range(1200))
    return _one(next((d for d in candidates if d.day == number and d.weekday() == wanted), None))


def ordinal_alone(q: Question) -> Named:
    """Read "op de 15e": of this month, or of the next that has such a day."""
    number = ordinal_number(q["dayinmonth"])
    back = q.direction is Direction.BACK
    months = (relative_month(q.anchor, -n if back else n) for n in range(12))
    found = (d for year, month in months if (d := explicit_day(year, month, number)))
    return _one(next((d for d in found if (d < q.anchor if back else d >= q.anchor)), None))


def days_of_month(q: Question) -> Named:
    """Read "deze maand van 4 tot 22"."""
    numbers = days_listed(q["days"])
    month = relative_month(q.anchor, step(q["monthrel"]))
    first, last = explicit_day(*month, numbers[0]), explicit_day(*month, numbers[-1])
    return Named((first, last), Precision.DAY) if first and last and first <= last else VAGUE


def short_range(q: Question) -> Named:
    """Read "van 25-10 tot 25-1": the last day is found first; the first day is the last such day before it."""
    last = day(replace(q, parts={"day": q["day2"], "monthno": q["monthno2"]}, direction=Direction.AHEAD)).last
    if last is None:
        return VAGUE
    first = day(replace(q, parts={"day": q["day"], "monthno": q["monthno"]}, anchor=last, direction=Direction.BACK)).first
    return Named((first, last), Precision.DAY) if first else VAGUE


def nth_day(q: Question) -> Named:
    """Read "de derde dinsdag van september", "de laatste dag van de maand"."""
    nth = ordinal_number(q["nth"])

    def days_in(year: int, month: int) -> Days | None:
        if q["weekday"] == "dag":
            found = month_days(year, month)[1] if nth == -1 else explicit_day(year, month, nth)
        else:
            found = nth_weekday(year, month, weekday_number(q["weekday"]), nth)
        return (found, found) if found else None

    return named_or_vague(month_meant(q, days_in), Precision.DAY)


def relative_month(anchor: date, months: int) -> tuple[int, int]:
    """Give the year and the month so many months on from the anchor."""
    moved = add_months(anchor.replace(day=1), months)
    return moved.year, moved.month


def month_meant(q: Question, days_in: Callable[[int, int], Days | None]) -> Days | None:
    """Give the days that `days_in` (year, month) has in the month that the words name: "januari 2026", "volgende maand", "de maand"."""
    if q["month"]:
        month = month_number(q["month"])
        return in_year(q, lambda year: days_in(year, month))
    return days_in(*relative_month(q.anchor, step(q["monthrel"])))
