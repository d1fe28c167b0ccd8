"""What counted times name: "binnen zes weken", "over een half jaar", "de komende drie maanden", "twee weken geleden"."""

from datetime import date

from tracker.model import Precision
from tracker.timex.arithmetic import Days, add_days, add_months, add_working_days
from tracker.timex.days import day, deictic
from tracker.timex.periods import UNIT_PRECISION, unit_days
from tracker.timex.question import VAGUE, Named, Question, step
from tracker.timex.words import span_length


def count(start: date, words: str, sign: int) -> date:
    """Give the day that a span ("anderhalf jaar", "1 maand en 21 dagen") comes to, counted on from `start`, or back where `sign` is -1."""
    months, days, working, _ = span_length(words)
    return add_working_days(add_days(add_months(start, sign * months), sign * days), sign * working)


def within(q: Question) -> Named:
    """From the anchor to the day that it comes to."""
    return Named((q.anchor, count(q.anchor, q["span"], 1)), _precision(q["span"]))


def over(q: Question) -> Named:
    words = q["span"] or q["span2"]
    moved = count(q.anchor, words, 1)
    return Named((moved, moved), _precision(words))


def ago(q: Question) -> Named:
    moved = count(q.anchor, q["span"], -1)
    return Named((moved, moved), _precision(q["span"]))


def coming(q: Question) -> Named:
    """Reach from today for "de komende drie weken"; "volgende drie maanden", without article, are whole months as "volgende maand" is."""
    words = q["span"] or f"{q['number']} {q['unit']}"
    sign = step(q["rel"] or q["rel2"])
    whole = None if q["article"] or q["rel2"] else _whole_units(q.anchor, words, sign)
    other = count(q.anchor, words, sign)
    return Named(whole or (min(q.anchor, other), max(q.anchor, other)), _precision(words))


def _whole_units(anchor: date, words: str, sign: int) -> Days | None:
    months, days, _, unit = span_length(words)
    number = {"dag": days, "week": days // 7, "maand": months, "kwartaal": months // 3, "jaar": months // 12}.get(unit, 0)
    if number == 0:
        return None
    if unit == "dag":
        ends = add_days(anchor, sign), add_days(anchor, sign * number)
        return min(ends), max(ends)
    near, far = unit_days(unit, anchor, sign), unit_days(unit, anchor, sign * number)
    return (near[0], far[1]) if sign > 0 else (far[0], near[1])


def within_of_day(q: Question) -> Named:
    """Read "binnen drie maanden na 1 januari 2026": from that day to the day counted from it."""
    start = (deictic(q) if q["deictic"] else day(q)).first
    if start is None:
        return VAGUE
    other = count(start, q["span"], -1 if q["side"] == "voor" else 1)
    return Named((min(start, other), max(start, other)), _precision(q["span"]))


def _precision(words: str) -> Precision:
    return UNIT_PRECISION[span_length(words)[3]]
