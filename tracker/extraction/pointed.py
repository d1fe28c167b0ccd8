"""Words that a clerk points at -> the commitment that the rules missed."""

import re
from datetime import date

from tracker.folding import fold
from tracker.model import BY_HAND, Action, Addressee, Commitment, Dated, Document, Passage, Precision, Role, Strength
from tracker.reference.government import Government
from tracker.timex import annotate
from tracker.timex.calendar import Calendar


class NotFoundError(Exception):
    """The words do not stand in the paper, or at more than one place; the message says so."""


def find(document: Document, quote: str, calendar: Calendar, government: Government) -> Commitment:
    """Read the commitment that `quote` makes: words of the paper, white space and end-of-line hyphens aside.

    What the words do not say is taken from the paper, as for the rules; their term is read where they name one time and no more. Raises
    NotFoundError.
    """
    folded = fold(document.text)
    words = " ".join(fold(quote).text.split())
    places = [m.span() for m in re.finditer(re.escape(words), folded.text)] if words else []
    if not places:
        raise NotFoundError(f"{document.name}: these words do not stand in the paper: {words!r}; give them as `tracker read` shows them")
    if len(places) > 1:
        raise NotFoundError(f"{document.name}: these words stand at {len(places)} places; give more of them: {words!r}")
    start, end = folded.original(*places[0])
    passage = next((p for p in document.passages if p.start <= start < p.end), None)
    term = _term(document.text[start:end], document.date, calendar)
    actor = _speaker(passage) or " en ".join(document.ministers) or None
    return Commitment(
        start=start,
        end=end,
        quote=words,
        rule=BY_HAND,
        due_text=term.timex.quote if term else None,
        due_start=term.window.start if term else None,
        due_end=term.window.end if term else None,
        precision=term.window.precision if term else Precision.NONE,
        due_rule=term.timex.rule if term else None,
        estimated=bool(term and term.window.estimated),
        recurring=bool(term and term.window.recurring),
        committee=document.committee,
        committee_basis=document.committee_basis,
        actor=actor,
        ministry=government.ministry(actor, document.date) if actor else None,
        speaker=passage.speaker if passage else None,
        asked_by=passage.asked_by if passage else None,
        addressee=Addressee.HOUSE,
        action=Action.ACT,
        strength=Strength.PROMISE,
        closing_list=bool(passage and passage.role is Role.CLOSING_LIST),
    )


def _speaker(passage: Passage | None) -> str | None:
    return passage.speaker if passage and passage.role is Role.SPEECH else None


def _term(words: str, said_on: date, calendar: Calendar) -> Dated | None:
    """The one time that the words name, of those that do not lie behind the paper; a date goes before vague words."""
    ahead = [d for d in annotate(words, said_on, calendar) if not (d.window.end and d.window.end < said_on)]
    named = [d for d in ahead if d.window.start or d.window.end] or ahead
    return named[0] if len(named) == 1 else None
