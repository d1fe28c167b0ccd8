"""Which earlier commitments a new paper makes good, delays or repeats: proposals for a clerk, with their reasons. Pure.

    index = Index.of(candidates)                     once, from what stands open
    propose(paper, facts, index, calendar)           -> proposals, in the order of the facts, the best first

A proposal's score is the sum of the weights of its reasons, so that a clerk can see what it rests on. Nothing closes itself.
"""

import re
from collections.abc import Iterable, Iterator

from tracker.model import DEBATES, AnyFact, Commitment, Confidence, Delay, Fulfilment
from tracker.model.links import Candidate, Kind, Proposal, Reason, Sought, Subject
from tracker.proposals.candidates import Index, words_of
from tracker.proposals.said import PARTLY, RESTATED, Paper, Said, members, said, same_days
from tracker.proposals.words import KINDS_OF_PAPER, in_compounds, in_words, telling
from tracker.reading import citations
from tracker.timex import Calendar

__all__ = ["PARTLY", "RESTATED", "Index", "Paper", "propose", "sought"]


# How much each reason weighs at most. Chosen on one half of tests/pairs.jsonl; the other half was kept apart, see tests/test_proposals.py.
WEIGHTS = {
    "words": 0.65,
    "citation": 0.25,
    "meeting": 0.15,
    "member": 0.1,
    "date": 0.05,
    "subject": 0.05,
    "ministry": 0.05,
    "dossier": 0.05,
}
AGAINST = {"ministry": -0.15, "meeting": -0.25, "member": -0.15, "product": -0.15}
LEAST = 0.5  # of a fact that says that it comes back to something: "zoals toegezegd"
LEAST_UNSAID = 0.65  # of a promise that only looks like an earlier one
_FEWEST = 2  # telling words in common; one will do where the fact points to the paper of the promise
_LEAST_WORDS = 0.15  # of what the words can weigh: without a word in common about the thing itself, nothing else counts
_WITHIN = 0.15  # of the best score for a fact: what is further off is not proposed
_MOST = 3  # proposals for one fact
_ELSEWHERE = 0.6  # what a word weighs that stands beside the fact or in the title, not in its sentence
_IN_COMPOUND = 0.5  # and one that is part of a longer one: "cloud" of "clouddiensten"


def propose(paper: Paper, facts: Iterable[AnyFact], index: Index, calendar: Calendar) -> list[Proposal]:
    """Say which commitments of `index` each new fact of `paper` may make good, delay or repeat.

    Only commitments of other papers of the same day or earlier are proposed. Words that carry out a motion count only where the commitment
    names that motion; a commitment that repeats another of its own paper, and what waits for review, is passed over.
    """
    given = [f for f in facts if isinstance(f, Commitment | Fulfilment | Delay) and _counts(f)]
    delays = [f for f in given if isinstance(f, Delay)]
    out: list[Proposal] = []
    for fact in given:
        cover = next((d for d in delays if isinstance(fact, Commitment) and d.start <= fact.start < d.end), None)
        out += _best(_links(said(fact, paper, cover), paper, index, calendar, covered=cover is not None))
    return out


def sought(paper: Paper, facts: Iterable[AnyFact]) -> Sought:
    """Say where the store can look for candidates; commitments without a ministry are always to be looked at."""
    document = paper.document
    told = [said(f, paper) for f in facts if isinstance(f, Commitment | Fulfilment | Delay) and _counts(f)]
    named = {s.fact.ministry for s in told if isinstance(s.fact, Commitment) and s.fact.ministry}
    return Sought(
        ministries=paper.ministries | named,
        committee=document.committee,
        days=frozenset(d for s in told for d in s.days),
        dossiers=frozenset(_dossier(n) for n in (*document.numbers.dossier, *(n for s in told for n in s.numbers))),
    )


def _counts(fact: Subject) -> bool:
    return fact.confidence is not Confidence.LOW and not (isinstance(fact, Commitment) and fact.repeats is not None)


def _links(told: Said, paper: Paper, index: Index, calendar: Calendar, *, covered: bool) -> Iterator[Proposal]:
    least = LEAST if told.refers else LEAST_UNSAID
    for candidate in index.near({**told.own, **told.around, **told.title}, told.days, told.numbers):
        if candidate.document_id == paper.document.id or candidate.document_date > paper.document.date:
            continue
        reasons = _reasons(told, candidate, paper, index, calendar)
        score = round(min(1.0, sum(r.weight for r in reasons)), 3)
        if score >= least:
            kind = Kind.REPEATS if covered else _kind(told, candidate)
            yield Proposal(kind=kind, commitment=candidate.id, fact=told.fact, score=score, reasons=tuple(reasons))


def _best(links: Iterable[Proposal]) -> list[Proposal]:
    ranked = sorted(links, key=lambda p: (-p.score, p.commitment))
    return [p for p in ranked[:_MOST] if p.score >= ranked[0].score - _WITHIN]


def _kind(told: Said, candidate: Candidate) -> Kind:
    """A promise said again with a later end moves the term, though it may not say so; one that comes back each year does not."""
    fact = told.fact
    if isinstance(fact, Fulfilment):
        return Kind.PARTLY_FULFILS if told.partly else Kind.FULFILS
    if isinstance(fact, Delay):
        return Kind.DELAYS
    later = candidate.due_end is not None and fact.due_end is not None and fact.due_end > candidate.due_end
    return Kind.DELAYS if later and not (fact.recurring or candidate.recurring) else Kind.REPEATS


def _reasons(told: Said, candidate: Candidate, paper: Paper, index: Index, calendar: Calendar) -> list[Reason]:
    cited = _cited(told, candidate)
    words = _words(told, candidate, index, pointed=cited is not None or candidate.document_date in told.days)
    if words is None:
        return []
    member = _member(told, candidate)
    if isinstance(told.fact, Fulfilment) and told.fact.of == "motie" and not (cited or (member and member.weight > 0)):
        return []
    found = [words, cited, _meeting(told, candidate), _subject(told, candidate), _ministry(told, candidate, paper), member]
    found += [_date(told, candidate, calendar), _same_dossier(candidate, paper), _product(told, candidate)]
    return sorted((r for r in found if r), key=lambda r: -r.weight)


def _words(told: Said, candidate: Candidate, index: Index, *, pointed: bool) -> Reason | None:
    """Words in common, by what they tell: how much of the promise returns, and how much of the fact is about it, in equal parts."""
    promised = words_of(candidate)
    if not promised:
        return None
    own = promised.keys() & told.own.keys()
    parts = in_compounds(promised.keys() - own, told.own.keys() - own)
    elsewhere = promised.keys() & (told.around.keys() | told.title.keys()) - own - parts
    if len(own) + len(parts) + len(elsewhere) < (1 if pointed else _FEWEST):
        return None
    same = sum(map(index.weight, own)) + _IN_COMPOUND * sum(map(index.weight, parts))
    returned = (same + _ELSEWHERE * sum(map(index.weight, elsewhere))) / sum(map(index.weight, promised))
    meant = min(1.0, same / (sum(map(index.weight, told.own)) or 1.0))
    strength = (returned + meant) / 2
    if strength < _LEAST_WORDS:
        return None
    return Reason(reason="words", words=in_words(own | parts | elsewhere, promised), weight=round(WEIGHTS["words"] * strength, 3))


def _cited(told: Said, candidate: Candidate) -> Reason | None:
    if not told.numbers:
        return None
    named = {*candidate.numbers, *(c.canonical for c in citations.find(candidate.quote))}
    both = sorted(n for n in named & told.numbers if _dossier(n) != n)
    return _for("citation", ", ".join(both)) if both else None


def _meeting(told: Said, candidate: Candidate) -> Reason | None:
    if candidate.document_date in told.days:
        return _for("meeting", candidate.document_date.isoformat())
    if told.days and candidate.document_kind in DEBATES:
        return _against("meeting", candidate.document_date.isoformat())
    return None


def _subject(told: Said, candidate: Candidate) -> Reason | None:
    """The paper is about it, or about what the earlier paper was about."""
    earlier = {**telling(candidate.document_title), **telling(candidate.quote)}
    both = earlier.keys() & told.title.keys()
    return _for("subject", in_words(both, earlier)) if both else None


def _ministry(told: Said, candidate: Candidate, paper: Paper) -> Reason | None:
    here = paper.ministries | ({told.fact.ministry} if isinstance(told.fact, Commitment) and told.fact.ministry else set())
    if candidate.ministry is None or not here:
        return None
    return _for("ministry", candidate.ministry) if candidate.ministry in here else _against("ministry", candidate.ministry)


def _member(told: Said, candidate: Candidate) -> Reason | None:
    known = members(candidate.quote).union(*(members(m) for m in candidate.members))
    both = known & told.members
    if both:
        return _for("member", ", ".join(sorted(both)))
    return _against("member", ", ".join(sorted(known))) if known and told.members else None


def _date(told: Said, candidate: Candidate, calendar: Calendar) -> Reason | None:
    """The fact names the term of the earlier promise: its own term ends on that day, or its time words did on the day of the promise."""
    if candidate.due_end is None:
        return None
    if isinstance(told.fact, Commitment) and told.fact.due_end == candidate.due_end:
        return _for("date", told.fact.due_text or candidate.due_end.isoformat())
    same = same_days(told.times, candidate.due_end, candidate.document_date, calendar)
    return _for("date", same) if same else None


def _same_dossier(candidate: Candidate, paper: Paper) -> Reason | None:
    both = {_dossier(n) for n in candidate.numbers} & {_dossier(n) for n in paper.document.numbers.dossier}
    return _for("dossier", ", ".join(sorted(both))) if both else None


def _dossier(number: str) -> str:
    """The dossier of a paper's number: "32317" of "32317-975", "36725-VI" of "36725-VI-12"."""
    m = re.fullmatch(r"(\d{5}(?:-[A-Z]\w*)?)(?:-\d{1,4})?", number)
    return m[1] if m else number


def _product(told: Said, candidate: Candidate) -> Reason | None:
    promised, given = words_of(candidate).keys() & KINDS_OF_PAPER, told.own.keys() & KINDS_OF_PAPER
    return _against("product", in_words(given, told.own)) if promised and given and not promised & given else None


def _for(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=WEIGHTS[reason])


def _against(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=AGAINST[reason])
