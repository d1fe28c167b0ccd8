"""Reading the time expressions of a whole text: what the words around one say about it."""

import re
from datetime import date

from tracker.folding import fold
from tracker.model import Dated, Timex
from tracker.timex.calendar import Calendar
from tracker.timex.resolve import Direction, named, resolve
from tracker.timex.rules import Bound
from tracker.timex.scan import as_timex, bound_kind, expressions
from tracker.timex.words import plain


def annotate(text: str, anchor: date, calendar: Calendar) -> list[Dated]:
    """Every time expression of `text` with its window: anchor is the day of the paper or the debate."""
    folded = fold(text)
    simple = plain(folded.text).lower()
    out = []
    for found in expressions(folded.text):
        timex = as_timex(folded, found)
        direction = _direction(simple, found.start, found.end, timex)
        out.append(Dated(timex=timex, window=resolve(timex, anchor, calendar, direction), named=named(timex, anchor, calendar, direction)))
    return out


def _direction(text: str, start: int, end: int, timex: Timex) -> Direction | None:
    return None
