"""Which earlier commitments a new paper makes good, delays or repeats: proposals for a clerk, with their reasons. Pure.

    every = told(paper, facts)                       what its facts say of earlier commitments; `marks` are the words to look for those
    propose(paper, every, candidates, calendar)      -> proposals, in the order of the facts, the best first

A proposal's score is the sum of the weights of its reasons, so that a clerk can see what it rests on. Nothing closes itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pydantic import Field

from tracker.model import DEBATES, AnyFact, Commitment, Confidence, Delay, Document, Fulfilment, Value
from tracker.proposals.candidates import BEFORE, Candidate, words_of
from tracker.proposals.said import PARTLY, RESTATED, Paper, Said, Subject, members, said, same_days
from tracker.proposals.words import KINDS_OF_PAPER, PRODUCTS, alike, beginnings, in_words, telling, weight
from tracker.reading import citations
from tracker.timex import Calendar

__all__ = [
    "BEFORE",
    "FEWEST",
    "ONLY",
    "PARTLY",
    "POINTS",
    "RESTATED",
    "Candidate",
    "Kind",
    "Paper",
    "Proposal",
    "Reason",
    "Said",
    "beginnings",
    "fewest",
    "marks",
    "propose",
    "told",
]


class Kind(StrEnum):
    """What the new fact does to the earlier commitment."""

    FULFILS = "fulfils"
    PARTLY_FULFILS = "partly_fulfils"
    DELAYS = "delays"
    REPEATS = "repeats"


class Reason(Value):
    """Why a link is proposed, or, with a weight below zero, what speaks against it; `words` are those of the papers."""

    reason: str  # a key of WEIGHTS or AGAINST
    words: str
    weight: float


class Proposal(Value):
    """A link from a fact of a new paper to an earlier commitment."""

    kind: Kind
    commitment: str  # id
    fact: Subject
    score: float = Field(ge=0, le=1)
    reasons: tuple[Reason, ...]  # the heaviest first


# How much each reason weighs at most. Chosen on one half of tests/pairs.jsonl; the other half was kept apart, see tests/test_proposals.py.
WEIGHTS = {
    "words": 0.65,
    "citation": 0.25,
    "meeting": 0.15,
    "member": 0.1,
    "date": 0.05,
    "subject": 0.1,
    "ministry": 0.05,
    "dossier": 0.05,
}
AGAINST = {"ministry": -0.15, "meeting": -0.25, "member": -0.15, "product": -0.2}
LEAST = 0.5  # of a fact that says that it comes back to something: "zoals toegezegd"
LEAST_UNSAID = 0.65  # of a promise that only looks like an earlier one
FEWEST = 2  # telling words in common; one will do where the fact points to the paper of the promise, or says nothing else
ONLY, POINTS = "only:", "to:"
_LEAST_WORDS = 0.15  # of what the words can weigh: without a word in common about the thing itself, nothing else counts
_WITHIN = 0.15  # of the best score for a fact: what is further off is not proposed
_MOST = 3  # proposals for one fact
_ELSEWHERE = 0.6  # what a word weighs that stands beside the fact or in the title, not in its sentence
_IN_COMPOUND = 0.5  # and one that is part of a longer one: "cloud" of "clouddiensten"


def told(paper: Paper, facts: Iterable[AnyFact]) -> list[Said]:
    """Read what each fact of `paper` says of an earlier commitment, in the order of the facts.

    A commitment that repeats another of its own paper, and what waits for review, is passed over. Events say nothing.
    """
    given = [f for f in facts if isinstance(f, Commitment | Fulfilment | Delay) and _counts(f)]
    delays = [f for f in given if isinstance(f, Delay)]
    return [said(f, paper, next((d for d in delays if isinstance(f, Commitment) and d.start <= f.start < d.end), None)) for f in given]


def propose(paper: Paper, every: Iterable[Said], candidates: Sequence[Candidate], calendar: Calendar) -> list[Proposal]:
    """Say which of the candidates each fact of `paper` may make good, delay or repeat; `every`: what `told` reads in it.

    Only commitments of other papers of the same day or earlier are proposed. Words that carry out a motion count only where the commitment
    names that motion.
    """
    earlier = [c for c in candidates if c.document_id != paper.document.id and c.document_date <= paper.document.date]
    return [proposal for one in every for proposal in _best(_links(one, paper, earlier, calendar))]


def marks(paper: Paper, facts: Iterable[AnyFact]) -> list[tuple[Subject, frozenset[str]]]:
    """Give each fact with the words under which facts of other papers find it: the beginnings of its telling words.

    A fact that says one thing only is marked so as well, and with the days and papers that it points to.
    """
    text = paper.document.text
    out: list[tuple[Subject, frozenset[str]]] = []
    for one in told(paper, facts):
        before = text[max(0, one.fact.start - BEFORE) : one.fact.start]
        promised = words_of(one.fact.quote, before) if isinstance(one.fact, Commitment) else {}
        alone = {ONLY + word for word in beginnings(one.own)} if one.alone else set()
        out.append((one.fact, frozenset(beginnings(one.own.keys() | promised.keys()) | alone | {POINTS + p for p in one.points})))
    return out


def _counts(fact: Subject) -> bool:
    return fact.confidence is not Confidence.LOW and not (isinstance(fact, Commitment) and fact.repeats is not None)


def _links(one: Said, paper: Paper, candidates: Iterable[Candidate], calendar: Calendar) -> Iterator[Proposal]:
    least, begun = LEAST if one.refers else LEAST_UNSAID, beginnings(one.own)
    for candidate in candidates:
        pointed = candidate.document_date in one.days or not one.numbers.isdisjoint(candidate.numbers)
        if not pointed and len(begun & candidate.beginnings) < (1 if one.alone else fewest(candidate)):
            continue
        if isinstance(one.fact, Commitment) and _behind(candidate, paper.document):
            continue
        reasons = _reasons(one, candidate, paper, calendar, pointed=pointed)
        score = round(min(1.0, sum(r.weight for r in reasons)), 3)
        if score >= least:
            kind = Kind.REPEATS if one.covered else _kind(one, candidate)
            yield Proposal(kind=kind, commitment=candidate.id, fact=one.fact, score=score, reasons=tuple(reasons))


def fewest(candidate: Candidate) -> int:
    """How many beginnings of words a fact has to share with a promise that it does not point to: two, of a long promise a third."""
    return max(FEWEST, -(-len(candidate.beginnings) // 3))


def _behind(candidate: Candidate, document: Document) -> bool:
    """Of two promises of one day each could repeat the other; one of them has to be the first, whichever was read first."""
    return candidate.document_date == document.date and candidate.document_id > document.id


def _best(links: Iterable[Proposal]) -> list[Proposal]:
    ranked = sorted(links, key=lambda p: (-p.score, p.commitment))
    return [p for p in ranked[:_MOST] if p.score >= ranked[0].score - _WITHIN]


def _kind(one: Said, candidate: Candidate) -> Kind:
    """A promise said again with a later end moves the term, though it may not say so; one that comes back each year does not."""
    fact = one.fact
    if isinstance(fact, Fulfilment):
        return Kind.PARTLY_FULFILS if one.partly else Kind.FULFILS
    if isinstance(fact, Delay):
        return Kind.DELAYS
    later = candidate.due_end is not None and fact.due_end is not None and fact.due_end > candidate.due_end
    return Kind.DELAYS if later and not (fact.recurring or candidate.recurring) else Kind.REPEATS


def _reasons(one: Said, candidate: Candidate, paper: Paper, calendar: Calendar, *, pointed: bool) -> list[Reason]:
    cited = _cited(one, candidate)
    words = _words(one, candidate, pointed=pointed)
    if words is None:
        return []
    member = _member(one, candidate)
    if isinstance(one.fact, Fulfilment) and one.fact.of == "motie" and not (cited or (member and member.weight > 0)):
        return []
    found = [words, cited, _meeting(one, candidate), _subject(one, candidate), _ministry(one, candidate, paper), member]
    found += [_date(one, candidate, calendar), _same_dossier(candidate, paper), _product(one, candidate)]
    return sorted((r for r in found if r), key=lambda r: -r.weight)


def _words(one: Said, candidate: Candidate, *, pointed: bool) -> Reason | None:
    """Words in common, by what they tell: how much of the promise returns, and how much of the fact is about it, in equal parts."""
    promised = candidate.words
    if not promised:
        return None
    own = promised.keys() & one.own.keys()
    parts = alike(promised.keys() - own, one.own.keys() - own)
    elsewhere = promised.keys() & (one.around.keys() | one.title.keys()) - own - parts
    if len(own) + len(parts) + len(elsewhere) < (1 if pointed or one.alone else FEWEST):
        return None
    same = weight(own) + _IN_COMPOUND * weight(parts)
    returned = (same + _ELSEWHERE * weight(elsewhere)) / weight(promised)
    meant = min(1.0, same / (weight(one.own) or 1.0))
    strength = (returned + meant) / 2
    if strength < _LEAST_WORDS:
        return None
    return Reason(reason="words", words=in_words(own | parts | elsewhere, promised), weight=round(WEIGHTS["words"] * strength, 3))


def _cited(one: Said, candidate: Candidate) -> Reason | None:
    if not one.numbers:
        return None
    named = {*candidate.numbers, *(c.canonical for c in citations.find(candidate.quote))}
    both = sorted(n for n in named & one.numbers if _dossier(n) != n)
    return _for("citation", ", ".join(both)) if both else None


def _meeting(one: Said, candidate: Candidate) -> Reason | None:
    if candidate.document_date in one.days:
        return _for("meeting", candidate.document_date.isoformat())
    if one.days and candidate.document_kind in DEBATES:
        return _against("meeting", candidate.document_date.isoformat())
    return None


def _subject(one: Said, candidate: Candidate) -> Reason | None:
    """The paper is about it, or about what the earlier paper was about."""
    earlier = {**telling(candidate.document_title), **telling(candidate.quote)}
    both = (earlier.keys() & one.title.keys()) - PRODUCTS
    return _for("subject", in_words(both, earlier)) if both else None


def _ministry(one: Said, candidate: Candidate, paper: Paper) -> Reason | None:
    here = paper.ministries | ({one.fact.ministry} if isinstance(one.fact, Commitment) and one.fact.ministry else set())
    if candidate.ministry is None or not here:
        return None
    return _for("ministry", candidate.ministry) if candidate.ministry in here else _against("ministry", candidate.ministry)


def _member(one: Said, candidate: Candidate) -> Reason | None:
    known = members(candidate.quote).union(*(members(m) for m in candidate.members))
    both = known & one.members
    if both:
        return _for("member", ", ".join(sorted(both)))
    return _against("member", ", ".join(sorted(known))) if known and one.members else None


def _date(one: Said, candidate: Candidate, calendar: Calendar) -> Reason | None:
    """The fact names the term of the earlier promise: its own term ends on that day, or its time words did on the day of the promise."""
    if candidate.due_end is None:
        return None
    if isinstance(one.fact, Commitment) and one.fact.due_end == candidate.due_end:
        return _for("date", one.fact.due_text or candidate.due_end.isoformat())
    same = same_days(one.times, candidate.due_end, candidate.document_date, calendar)
    return _for("date", same) if same else None


def _same_dossier(candidate: Candidate, paper: Paper) -> Reason | None:
    both = {_dossier(n) for n in candidate.numbers} & {_dossier(n) for n in paper.document.numbers.dossier}
    return _for("dossier", ", ".join(sorted(both))) if both else None


def _dossier(number: str) -> str:
    """The dossier of a paper's number: "32317" of "32317-975", "36725-VI" of "36725-VI-12"."""
    m = re.fullmatch(r"(\d{5}(?:-[A-Z]\w*)?)(?:-\d{1,4})?", number)
    return m[1] if m else number


def _product(one: Said, candidate: Candidate) -> Reason | None:
    promised = candidate.words.keys() & KINDS_OF_PAPER
    given = (one.own.keys() | one.around.keys() | one.title.keys()) & KINDS_OF_PAPER
    return _against("product", in_words(promised, candidate.words)) if promised and not promised & given else None


def _for(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=WEIGHTS[reason])


def _against(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=AGAINST[reason])
