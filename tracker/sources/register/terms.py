"""The term of a record, read from its text."""

import re
from datetime import date
from itertools import pairwise

from tracker.model import Dated
from tracker.model.register import Due, RegisterRecord
from tracker.timex import Calendar, annotate

# Words by which a record says that the House is told: the term is the time that stands nearest to them.
_TOLD = re.compile(
    r"(?i)\b(?:stuurt|sturen|gestuurd|zendt|zenden|toezenden|toe te zenden|verzonden|informeert|informeren|geïnformeerd|ontvangt|ontvangen"
    r"|krijgt|brief|schriftelijk|rapporteert|rapporteren|deelt|delen|gedeeld|meldt|melden|terugkom\w*|terug te komen"
    r"|komt\b.{0,80}?\bterug|laat\b.{0,60}?\bweten|doet\b.{0,60}?\btoekomen)\b"
)
_INSTEAD = re.compile(r"(?i)\b(?:anders|of) (?:uiterlijk |toch )?$")
_OTHER_CLAUSE = re.compile(r"[,;:.]|\b(?:die|dat|waarin|waarbij|waarmee|zodat|om)\b")


def due(record: RegisterRecord, calendar: Calendar) -> Due:
    """Read the term from the record's text, anchored at the day of the promise; the register keeps none as data.

    What lies before that day is no term. Without a text, a day or time words the term is empty.
    """
    if record.made_on is None or not record.text:
        return Due()
    times = [t for t in annotate(record.text, record.made_on, calendar) if not _past(t, record.made_on)]
    dated = [t for t in times if t.window.start or t.window.end]
    chosen = _chosen(dated, record.text) if dated else times[0] if times else None
    if chosen is None:
        return Due()
    return Due(
        due_text=chosen.timex.quote,
        due_start=chosen.window.start,
        due_end=chosen.window.end,
        precision=chosen.window.precision,
        due_rule=chosen.timex.rule,
        estimated=chosen.window.estimated,
        recurring=chosen.window.recurring,
    )


def _past(time: Dated, made_on: date) -> bool:
    return bool(time.window.end and time.window.end < made_on)


def _chosen(dated: list[Dated], text: str) -> Dated:
    """Choose a time that stands in for an earlier one ("anders uiterlijk voor de zomer"), else the one nearest to what tells the House."""
    for first, second in pairwise(dated):
        if _INSTEAD.search(text[first.timex.end : second.timex.start]):
            return second
    return min(dated, key=lambda time: _far_from_told(time, text))


def _far_from_told(time: Dated, text: str) -> tuple[bool, int]:
    """Say how far a time is from words that tell the House: in another clause or not, and in characters."""
    between = (text[m.end() : time.timex.start] or text[time.timex.end : m.start()] for m in _TOLD.finditer(text))
    return min(((bool(_OTHER_CLAUSE.search(words)), len(words)) for words in between), default=(True, 0))
