"""Document -> facts: what was promised, what was made good, what happens when. One pass, pure.

Each sentence is looked at once: its commitment, its fulfilment, its events. Then what the paper says twice is marked as repeated.
"""

import hashlib

from tracker.extraction import commitments, events, fulfilments, repeats
from tracker.extraction.commitments import Known
from tracker.extraction.context import Context, Time, contexts
from tracker.extraction.rules import COMMITMENTS, EVENT_CUES, FULFILMENTS, NO_EVENTS, SCOPES
from tracker.model import AnyFact, Commitment, Document, Event, Fulfilment
from tracker.reference.government import Government
from tracker.timex.calendar import Calendar
from tracker.timex.rules import RULES as TIMEX_RULES

RULES = (*COMMITMENTS, *SCOPES, *FULFILMENTS, *EVENT_CUES, *NO_EVENTS)


def extract(document: Document, calendar: Calendar, government: Government) -> list[AnyFact]:
    """Read all facts of a paper, in the order of the text.

    Time words are resolved on the paper's date with `calendar`; `government` is the dated table of ministries. A sentence gives at most one
    commitment and one fulfilment, and an event for each date in it that no commitment has for its term.
    """
    promised: list[Commitment] = []
    happening: list[Event] = []
    fulfilled: list[Fulfilment] = []
    known = _known(document, government)
    for context in contexts(document, calendar):
        fulfilment = fulfilments.find(context)
        commitment = None if fulfilment else commitments.find(context, known, government)
        if fulfilment:
            fulfilled.append(fulfilment)
        if commitment:
            promised.append(commitment)
        happening += events.find(context, _term_of(commitment, context), government)
    facts: list[AnyFact] = [*repeats.mark_commitments(promised), *fulfilled, *repeats.mark_events(happening)]
    return sorted(facts, key=lambda f: (f.start, f.kind))


def extractor_version() -> str:
    """A name for the rules in force: twelve hexadecimal digits. Papers that were read under another name are read again."""
    said = "\n".join(r.model_dump_json() for r in (*RULES, *TIMEX_RULES))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _known(document: Document, government: Government) -> Known:
    """Who speaks where a sentence names nobody: the ministers of the paper."""
    ministries = {m for office in document.ministers if (m := government.ministry(office, document.date))}
    return Known(actor=" en ".join(document.ministers) or None, ministry=ministries.pop() if len(ministries) == 1 else None)


def _term_of(commitment: Commitment | None, context: Context) -> Time | None:
    if commitment is None or commitment.due_text is None:
        return None
    return next((t for t in context.times if t.quote == commitment.due_text), None)
