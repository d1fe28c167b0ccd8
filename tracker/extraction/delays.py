"""A sentence -> the delay that it reports: an earlier term is not kept, and perhaps a new one is named."""

import re
from collections.abc import Sequence

from tracker.extraction.context import OUTSIDE, Context, Time
from tracker.extraction.rules import DelayRule, search
from tracker.model import Delay, Precision

_NOT = "niet "  # "niet voor de zomer": to the time engine that is after it, here it is the term that is not kept
# Words that say that the time behind them is not kept; and those that turn to the time that is.
_NOT_KEPT = re.compile(
    r"\b(?:niet|geen|later dan|langer dan|eerder|aanvankelijk|oorspronkelijke?|toegezegde?|geplande?|voorziene?|beoogde?|gebruikelijke?|aangekondigde?)\b"
)
_TURNS = re.compile(
    r"\bmaar\b|\bdoch\b|\bwel\b|\bpas\b|\bnu\b|\binmiddels\b|\balsnog\b|\bverwacht|\bstre[ev]|\bnaar verwachting\b|;|\bontvangt\b|\b[Zz]al\b|\bzullen\b|\btot\b|\bnaar ⟦|\bdaarom\b"
)
_TOWARDS = re.compile(r"(?:naar|tot) ")  # "schuift op naar november": the new term, whatever stands before it
_LATER_THAN_SAID = re.compile(
    r"\b(?:later|langer) dan [^,:]*[,:] (?:namelijk |te weten )?$|\bniet eerder dan $"
)  # "later dan toegezegd: uiterlijk 1 oktober"
_NOT_KEPT_BEHIND = re.compile(
    r"^[^;,⟦]{0,80}?\b(?:niet (?:meer |langer )?(?:haalbaar|gehaald|gelukt|lukt|mogelijk)|(?:had|heb|was|is|werd|waren) (?:\w+ ){0,3}(?:toegezegd|gepland|voorzien))\b"
)
# A next sentence that gives the new term says that something is expected, striven for or sent then.
_GIVES_TERM = re.compile(
    r"\b(?:verwacht\w*|verwachting|stre[ev]\w*|[Oo]ntvangt|[Kk]rijgt|[Zz]al|[Zz]ullen|[Ii]nformeer|[Ss]tuur|[Kk]omt?|[Bb]ied|[Zz]end|wordt|worden|kan|kunnen|voorzien|planning|volgt)\b"
)
_REFERENCE = re.compile(r"(?:(?:de|een|mijn|onze|deze|die) (?:[\w-]+ ){0,2}?)?\b(?:toezegging(?:en)?|toegezegde?)\b[^,;.]*")
_POINTS_BACK = re.compile(r"(?:Dit|Dat|Deze|Die)\b")


def find_all(contexts: Sequence[Context]) -> list[Delay]:
    """Read the delays of a paper from its sentences, in their order. A sentence gives at most one, and what two tell together is one."""
    found: list[Delay] = []
    for n, context in enumerate(contexts):
        if not context.near.delays or (found and context.sentence.start < found[-1].end):
            continue
        if delay := find(context, contexts[n + 1] if n + 1 < len(contexts) else None):
            found.append(delay)
    return found


def find(context: Context, following: Context | None) -> Delay | None:
    """Read the delay of one sentence; where it names no new term, the sentence behind it in the same passage may."""
    text = context.text
    if text.endswith("?"):
        return None
    marked = context.marked
    near = following if following and following.sentence.passage is context.sentence.passage else None
    both = f"{marked}⏎ {near.marked}" if near else marked
    rule = next((r for r in context.near.delays if search(r.pattern, both if r.across else marked)), None)
    if rule is None:
        return None
    if rule.across and near:
        return None if _stands_alone(near) else _delay(context, near, rule, _given(near), _promised(context))
    kept = _kept(context)
    given_up = next((t for t in context.times if t not in kept), None)
    if not kept and near and (term := _given(near)):
        return _delay(context, near, rule, term, given_up)
    return _delay(context, context, rule, kept[0] if kept else None, given_up)


def _stands_alone(context: Context) -> bool:
    """Whether a sentence tells of a delay and says itself of what: "Het lukt niet om deze brief voor de zomer te sturen"."""
    marked = context.marked
    return not _POINTS_BACK.match(context.text) and any(search(r.pattern, marked) for r in context.near.delays if not r.across)


def _promised(context: Context) -> Time | None:
    """The term in a sentence that tells what was promised: one that lies ahead goes before the day of the debate."""
    return next((t for t in context.times if _may_be_term(t, context)), context.times[-1] if context.times else None)


def _given(following: Context) -> Time | None:
    """The new term that a next sentence gives."""
    return next(iter(_kept(following)), None) if _GIVES_TERM.search(following.text) else None


def _kept(context: Context) -> list[Time]:
    """The times of a sentence that can be the new term."""
    return [t for t in context.times if _may_be_term(t, context) and not _is_given_up(t, context)]


def _may_be_term(time: Time, context: Context) -> bool:
    """A term lies ahead of the paper, or has no date ("op korte termijn")."""
    end, start = time.window.end, time.window.start
    return (end or start or context.document.date) >= context.document.date and not (start and not end and start < context.document.date)


def _is_given_up(time: Time, context: Context) -> bool:
    """Whether the sentence says that this time is not kept."""
    if m := OUTSIDE.match(time.quote):
        return m[0] == _NOT
    if context.gives_up(time):
        return True
    before = context.text[: time.start]
    spent = max((t.end for t in context.times if t.end <= time.start and context.gives_up(t)), default=0)
    last = max((m.end() for m in _NOT_KEPT.finditer(before, spent)), default=None)
    if (
        last is not None
        and not _TOWARDS.match(time.quote)
        and not _TURNS.search(before + "⟦", last)
        and not _LATER_THAN_SAID.search(before)
    ):
        return True
    return bool(_NOT_KEPT_BEHIND.match(context.text[time.end :]))


def _delay(first: Context, last: Context, rule: DelayRule, term: Time | None, given_up: Time | None) -> Delay:
    reference = _REFERENCE.search(first.text)
    sentence = first.sentence
    return Delay(
        start=sentence.start,
        end=last.sentence.end,
        quote=first.text if last is first else f"{first.text} {last.text}",
        occurrence=sentence.occurrence,
        rule=rule.id,
        confidence=rule.confidence,
        due_text=term.quote if term else None,
        due_start=term.window.start if term else None,
        due_end=term.window.end if term else None,
        precision=term.window.precision if term else Precision.NONE,
        due_rule=term.rule if term else None,
        estimated=bool(term and term.window.estimated),
        reference=reference[0].strip() if reference else None,
        instead_of=given_up.quote if given_up else None,
    )
