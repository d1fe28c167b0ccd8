"""Which earlier commitments a new paper makes good, delays or repeats: proposals for a clerk, with their reasons. Pure.

    every = told(paper, facts)                       what its facts say of earlier commitments
    sought(every)                                    by which marks the store finds those
    propose(paper, every, candidates, calendar)      -> proposals, in the order of the facts, the best first

A link depends on its two papers alone, so that the order of reading them makes no difference: of a paper that comes late, `awaited` says by
which marks the facts of later papers are found.

A proposal's score is the sum of the weights of its reasons, so that a clerk can see what it rests on. Nothing closes itself.
"""

import re
from collections.abc import Iterable, Iterator

from tracker.model import DEBATES, AnyFact, Commitment, Confidence, Delay, Document, Fulfilment
from tracker.model.links import Candidate, Kind, Proposal, Reason, Sought, Subject
from tracker.proposals.candidates import FEWEST, Known, words_of
from tracker.proposals.said import PARTLY, RESTATED, Paper, Said, members, said, same_days
from tracker.proposals.words import KINDS_OF_PAPER, PRODUCTS, alike, beginnings, entitled, in_words, telling, weight
from tracker.reading import citations
from tracker.timex import Calendar

__all__ = ["PARTLY", "RESTATED", "Paper", "Said", "awaited", "marks", "propose", "sought", "told"]


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
AGAINST = {"ministry": -0.15, "meeting": -0.25, "member": -0.15, "product": -0.2, "year": -0.5}
LEAST = 0.5  # of a fact that says that it comes back to something: "zoals toegezegd"
LEAST_UNSAID = 0.65  # of a promise that only looks like an earlier one
_OVER_YEAR = re.compile(r"\bover (?:het (?:jaar|eerste \w+ van) )?(20\d\d)\b")
_ONLY, _OF, _TO = "only:", "of:", "to:"
_BEFORE = 300  # characters of a paper before a commitment
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


def sought(every: Iterable[Said]) -> list[Sought]:
    """Say by which marks the commitments are found that these facts can mean."""
    return [Sought(beginnings(one.own), _fewest(one), frozenset(_OF + p for p in one.points)) for one in every]


def awaited(candidates: Iterable[Candidate]) -> list[Sought]:
    """Say by which marks the facts of later papers are found that can mean these commitments."""
    out = []
    for c in map(Known.of, candidates):
        others = {*(_ONLY + b for b in c.beginnings), *(_TO + p for p in (c.candidate.document_date.isoformat(), *c.candidate.numbers))}
        out.append(Sought(c.beginnings, c.fewest, frozenset(others)))
    return out


def marks(paper: Paper, facts: Iterable[AnyFact]) -> list[tuple[Subject, frozenset[str]]]:
    """Give each fact with the marks by which facts of other papers find it: the beginnings of its telling words, that it has no more than
    one, what it points to, and, of a commitment, the day and the numbers of its paper.
    """
    document = paper.document
    out: list[tuple[Subject, frozenset[str]]] = []
    for one in told(paper, facts):
        words, others = {*one.own}, {_TO + p for p in one.points}
        if isinstance(one.fact, Commitment):
            words |= words_of(one.fact.quote, document.text[max(0, one.fact.start - _BEFORE) : one.fact.start]).keys()
            others |= {_OF + p for p in (document.date.isoformat(), *document.numbers.every)}
        others |= {_ONLY + b for b in beginnings(one.own)} if one.alone else set()
        out.append((one.fact, beginnings(words) | others))
    return out


def _fewest(one: Said) -> int:
    return 1 if one.alone else FEWEST


def propose(paper: Paper, every: Iterable[Said], candidates: Iterable[Candidate], calendar: Calendar) -> list[Proposal]:
    """Say which of the candidates each fact of `paper` may make good, delay or repeat; `every`: what `told` reads in it.

    Only commitments of other papers of the same day or earlier are proposed. Words that carry out a motion count only where the commitment
    names that motion.
    """
    document = paper.document
    earlier = [Known.of(c) for c in candidates if c.document_id != document.id and c.document_date <= document.date]
    found = [p for one in every for p in _best(_links(one, paper, earlier, calendar)) if p.commitment != p.fact.identity(document.id)]
    delays = [p for p in found if isinstance(p.fact, Delay)]
    return [p for p in found if not any(_said_in(p, delay) for delay in delays)]


def _said_in(proposal: Proposal, delay: Proposal) -> bool:
    """A promise in which a delay names the new term needs no link of its own: to confirm the delay says what it is."""
    inside = delay.fact.start <= proposal.fact.start and proposal.fact.end <= delay.fact.end
    return isinstance(proposal.fact, Commitment) and proposal.commitment == delay.commitment and inside


def _counts(fact: Subject) -> bool:
    return fact.confidence is not Confidence.LOW and not (isinstance(fact, Commitment) and fact.repeats is not None)


def _links(one: Said, paper: Paper, earlier: Iterable[Known], calendar: Calendar) -> Iterator[Proposal]:
    least, begun, alone = LEAST if one.refers else LEAST_UNSAID, beginnings(one.own), one.alone
    for known in earlier:
        candidate = known.candidate
        pointed = candidate.document_date in one.days or not one.numbers.isdisjoint(candidate.numbers)
        if not pointed and len(begun & known.beginnings) < (1 if alone else known.fewest):
            continue
        if isinstance(one.fact, Commitment) and _behind(candidate, paper.document):
            continue
        reasons = _reasons(one, known, paper, calendar, pointed=pointed)
        score = round(min(1.0, sum(r.weight for r in reasons)), 3)
        if score >= least:
            kind = Kind.REPEATS if one.covered else _kind(one, candidate)
            yield Proposal(kind=kind, commitment=candidate.same_as or candidate.id, fact=one.fact, score=score, reasons=tuple(reasons))


def _behind(candidate: Candidate, document: Document) -> bool:
    """Of two promises of one day each could repeat the other; one of them has to be the first, whichever was read first."""
    return candidate.document_date == document.date and candidate.document_id > document.id


def _best(links: Iterable[Proposal]) -> list[Proposal]:
    best: dict[str, Proposal] = {}  # of a commitment that is said in several papers the link that it has from the nearest
    for p in sorted(links, key=lambda p: (-p.score, p.commitment)):
        best.setdefault(p.commitment, p)
    ranked = list(best.values())
    return [p for p in ranked[:_MOST] if p.score >= ranked[0].score - _WITHIN]


def _kind(one: Said, candidate: Candidate) -> Kind:
    """A promise said again with a later end moves the term, though it may not say so; one that comes back each year does not."""
    fact = one.fact
    if isinstance(fact, Fulfilment):
        return Kind.PARTLY_FULFILS if one.partly else Kind.FULFILS
    if isinstance(fact, Delay):
        return Kind.DELAYS
    end = fact.due_end or fact.due_start  # "na het zomerreces" has no end, and begins behind "voor 1 juli"
    later = candidate.due_end is not None and end is not None and end > candidate.due_end
    return Kind.DELAYS if later and not (fact.recurring or candidate.recurring) else Kind.REPEATS


def _reasons(one: Said, known: Known, paper: Paper, calendar: Calendar, *, pointed: bool) -> list[Reason]:
    candidate = known.candidate
    cited = _cited(one, candidate)
    words = _words(one, known.words, pointed=pointed)
    if words is None:
        return []
    member = _member(one, candidate)
    if isinstance(one.fact, Fulfilment) and one.fact.of == "motie" and not (cited or (member and member.weight > 0)):
        return []
    found = [words, cited, _meeting(one, candidate), _subject(one, candidate), _ministry(one, candidate, paper), member]
    found += [_date(one, candidate, calendar), _same_dossier(candidate, paper), _product(one, known.words), _year(one, candidate)]
    return sorted((r for r in found if r), key=lambda r: -r.weight)


def _words(one: Said, promised: dict[str, str], *, pointed: bool) -> Reason | None:
    """Words in common, by what they tell: how much of the promise returns, and how much of the fact is about it, in equal parts."""
    if not promised:
        return None
    own = promised.keys() & one.own.keys()
    parts = alike(promised.keys() - own, one.own.keys() - own)
    elsewhere = promised.keys() & (one.around.keys() | one.title.keys()) - own - parts
    if len(own) + len(parts) + len(elsewhere) < (1 if pointed else _fewest(one)):
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
    earlier = {**entitled(candidate.document_title), **telling(candidate.quote)}
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


def _product(one: Said, promised: dict[str, str]) -> Reason | None:
    """An evaluation was promised, and what comes does not say that it is one."""
    kinds, given = promised.keys() & KINDS_OF_PAPER, one.own.keys() | one.around.keys() | one.title.keys()
    return _against("product", in_words(kinds, promised)) if kinds and not kinds & given else None


def _year(one: Said, candidate: Candidate) -> Reason | None:
    """The report over 2024 was promised, and what comes is that over 2023."""
    promised, given = set(_OVER_YEAR.findall(candidate.quote)), set(_OVER_YEAR.findall(one.fact.quote))
    return _against("year", ", ".join(sorted(promised))) if promised and given and not promised & given else None


def _for(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=WEIGHTS[reason])


def _against(reason: str, words: str) -> Reason:
    return Reason(reason=reason, words=words, weight=AGAINST[reason])
