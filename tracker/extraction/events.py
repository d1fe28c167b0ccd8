"""A sentence -> the dated events that it announces."""

import re

from tracker.extraction import phrases
from tracker.extraction.context import Context, Time
from tracker.extraction.rules import EVENT_CUES, NO_EVENTS, compiled
from tracker.model import Confidence, Event, Precision
from tracker.reference.government import Government

_QUESTION = re.compile(r"\?[)”\"’']*\d*$")
_WHOLE_YEARS = frozenset({Precision.YEAR})


def find(context: Context, spoken_for: Time | None, government: Government) -> list[Event]:
    """Read the events of one sentence; `spoken_for` is the term of a commitment in it, which is no event as well.

    What lies behind the paper's date is history, and a question announces nothing. A whole year is too wide to be a day in anybody's
    diary, so it counts only where the sentence says that something happens in it.
    """
    if not context.times or _QUESTION.search(context.text):
        return []
    found = []
    for time in context.times:
        if time is spoken_for or not _lies_ahead(time, context) or any(compiled(r.pattern).search(_around(context.text, time)) for r in NO_EVENTS):
            continue
        rule = next((r for r in EVENT_CUES if time.window.precision in r.precisions and compiled(r.pattern).search(context.text)), None)
        if rule:
            found.append(_event(context, time, rule.id, rule.confidence, government))
    return found


def _lies_ahead(time: Time, context: Context) -> bool:
    """Dated, not over on the day of the paper, and not open towards the past only because nothing bounds it."""
    window = time.window
    if window.precision in (Precision.VAGUE, Precision.NONE) or not (window.start or window.end):
        return False
    return (window.end or window.start or context.document.date) >= context.document.date


def _around(text: str, time: Time) -> str:
    """The sentence with the time words marked, so that a rule can say what stands beside them."""
    return f"{text[: time.start]}⟦{time.quote}⟧{text[time.end :]}"


def _event(context: Context, time: Time, rule: str, confidence: Confidence, government: Government) -> Event:
    sentence, window = context.sentence, time.window
    named = phrases.actor(context.text, time.start)
    others = [t for t in context.times if t is not time]
    return Event(
        start=sentence.start,
        end=sentence.end,
        quote=context.text,
        occurrence=sentence.occurrence,
        rule=rule,
        confidence=confidence,
        due_text=time.quote,
        due_start=window.start,
        due_end=window.end,
        precision=window.precision,
        due_rule=time.rule,
        estimated=window.estimated,
        actor=named,
        ministry=government.ministry(named, context.document.date) if named else None,
        what=phrases.what_happens(context.text, time, others),
    )
