"""Document -> facts: what was promised, what was made good or put off, what happens when. One pass, pure.

First the whole paper is gone over for what tells that a sentence may hold a fact: time words, who speaks, and whom it names. Then such a
sentence, with the rules whose words stand in it, is looked at once: its fulfilment, or else its commitment, and its events; and with the
next one for its delay. What the paper says twice is marked as repeated.
"""

from collections.abc import Sequence

from tracker.extraction import commitments, delays, events, fulfilments, read_out, repeats
from tracker.extraction.commitments import Known
from tracker.extraction.context import Context, Time, contexts
from tracker.extraction.rules import COMMITMENTS, DELAYS, EVENT_CUES, FULFILMENTS, NO_EVENTS, SCOPES
from tracker.model import AnyFact, Commitment, Document, Event, Fulfilment
from tracker.reference.government import Government
from tracker.timex.calendar import Calendar

RULES = (*COMMITMENTS, *SCOPES, *FULFILMENTS, *DELAYS, *EVENT_CUES, *NO_EVENTS)


def extract(document: Document, calendar: Calendar, government: Government) -> list[AnyFact]:
    """Read all facts of a paper, in the order of the text.

    Time words are resolved on the paper's date with `calendar`; `government` is the dated table of ministries. A sentence gives at most one
    commitment, one fulfilment and one delay, and an event for each date in it that no commitment has for its term. A promise in the sentence of
    a delay stays a commitment.
    """
    promised: list[Commitment] = []
    happening: list[Event] = []
    fulfilled: list[Fulfilment] = []
    known = _known(document, government)
    looked_at = contexts(document, calendar)
    for n, context in enumerate(looked_at):
        fulfilment = fulfilments.find(context, _following(looked_at, n)) if context.near.names else None
        commitment = None if fulfilment else commitments.find(context, known, government)
        if fulfilment:
            fulfilled.append(fulfilment)
        if commitment:
            promised.append(commitment)
        if context.times:
            happening += events.find(context, _term_of(commitment, context), government)
    delayed = delays.find_all(looked_at)
    facts: list[AnyFact] = [
        *repeats.mark_commitments(read_out.with_remarks(promised, document)),
        *fulfilled,
        *delayed,
        *repeats.mark_events(happening),
    ]
    return sorted(facts, key=lambda f: (f.start, f.kind))


def _known(document: Document, government: Government) -> Known:
    """Who speaks where a sentence names nobody: the ministers of the paper."""
    ministries = {m for office in document.ministers if (m := government.ministry(office, document.date))}
    return Known(actor=" en ".join(document.ministers) or None, ministry=ministries.pop() if len(ministries) == 1 else None)


def _following(looked_at: Sequence[Context], n: int) -> str:
    """Give the next sentence, where it stands in the same paragraph."""
    here, there = looked_at[n], looked_at[n + 1] if n + 1 < len(looked_at) else None
    return there.text if there and there.sentence.passage.start == here.sentence.passage.start else ""


def _term_of(commitment: Commitment | None, context: Context) -> Time | None:
    if commitment is None or commitment.due_text is None:
        return None
    return next((t for t in context.times if t.quote == commitment.due_text), None)
