"""Where proposals come from: the commitments that a new paper can mean, and the facts of later papers that can mean those of a late one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from tracker.model import Confidence, PaperKind
from tracker.proposals import BEFORE, FEWEST, ONLY, POINTS, Candidate, Said, beginnings, fewest
from tracker.store import marks, queries
from tracker.store.tables import CommitmentRow, DelayRow, DocumentRow, FulfilmentRow, ProposalRow, StandingRow

_AT_ONCE = 500  # ids in one question
_SAYS_ITSELF = 120  # characters: a longer sentence has telling words of its own, and the paper's long text is left alone


def near(session: Session, every: Sequence[Said], day: date, today: date) -> list[Candidate]:
    """List the commitments that facts of a paper of `day` can mean: of papers up to that day, open on `today`, with their term of then."""
    holders = marks.holders(session, {b for one in every for b in beginnings(one.own)}, until=day)
    ids: set[str] = set()
    for one in every:
        shared = Counter(fact for b in beginnings(one.own) for fact in holders[b])
        ids |= {fact for fact, n in shared.items() if n >= (1 if one.alone else FEWEST)}
    papers = _named(session, {day for one in every for day in one.days}, {n for one in every for n in one.numbers})
    by_paper = _candidates(session, col(CommitmentRow.document_id).in_(papers), today) if papers else []
    found = {c.id: c for c in by_paper} | {c.id: c for some in _parts(ids) for c in _by_id(session, some, today)}
    return [found[key] for key in sorted(found) if found[key].document_date <= day]


def of_paper(session: Session, document_id: str, today: date) -> list[Candidate]:
    """List the commitments of a paper that are open on `today`."""
    return list(_candidates(session, col(CommitmentRow.document_id) == document_id, today))


def later_facts(session: Session, document_id: str, candidates: Iterable[Candidate], extractor: str) -> dict[str, set[str]]:
    """Give the papers with facts that can mean one of these commitments of a paper, or with a link to one that is proposed, the oldest first.

    Paper -> ids of the facts that can. Only papers that are not earlier, and only those that were read by this `extractor`: the others are yet to have their turn.
    """
    facts: set[str] = set()
    ids = []
    for c in candidates:
        pointed = {*(ONLY + b for b in c.beginnings), *(POINTS + p for p in (c.document_date.isoformat(), *c.numbers))}
        holders = marks.holders(session, c.beginnings | pointed, since=c.document_date)
        shared = Counter(fact for b in c.beginnings for fact in holders[b])
        facts |= {fact for fact, n in shared.items() if n >= fewest(c)}.union(*(holders[p] for p in pointed))
        ids.append(c.id)
    of_paper: dict[str, set[str]] = {paper: set() for paper in _proposed_for(session, ids)}
    for table in (CommitmentRow, FulfilmentRow, DelayRow):
        for some in _parts(facts):
            for fact, paper in session.exec(select(table.id, table.document_id).where(col(table.id).in_(some))):
                of_paper.setdefault(paper, set()).add(fact)
    d = DocumentRow
    query = select(d.id).where(col(d.extractor) == extractor, col(d.id) != document_id).order_by(col(d.date), col(d.id))
    return {paper: of_paper[paper] for some in _parts(of_paper) for paper in session.exec(query.where(col(d.id).in_(some)))}


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    return (ordered[i : i + _AT_ONCE] for i in range(0, len(ordered), _AT_ONCE))


def _proposed_for(session: Session, commitment_ids: Sequence[str]) -> set[str]:
    p = ProposalRow
    query = select(p.document_id).where(col(p.withdrawn_at).is_(None))
    return {d for some in _parts(commitment_ids) for d in session.exec(query.where(col(p.commitment_id).in_(some)))}


def _named(session: Session, days: Iterable[date], numbers: Iterable[str]) -> list[str]:
    """List the ids of the papers of these days and numbers."""
    d = DocumentRow
    printed = sqlalchemy.cast(col(d.numbers), sqlalchemy.String)
    wanted = [printed.contains(f'"{n}"', autoescape=True) for n in sorted(numbers)] + [col(d.date) == day for day in sorted(days)]
    return list(session.exec(select(d.id).where(or_(*wanted)))) if wanted else []


def _by_id(session: Session, ids: Sequence[str], today: date) -> Iterator[Candidate]:
    return _candidates(session, col(CommitmentRow.id).in_(ids), today)


def _candidates(session: Session, which: ColumnElement[bool], today: date) -> Iterator[Candidate]:
    c, d, s = CommitmentRow, DocumentRow, StandingRow
    before = case((func.length(col(c.quote)) < _SAYS_ITSELF, _text_before()), else_="")
    committee = func.coalesce(s.committee, d.committee)
    of_its_paper: list[Any] = [d.kind, d.date, d.title, d.numbers]
    fields: list[Any] = [c.id, c.quote, c.document_id, c.asked_by, c.promised_to, c.recurring, s.ministry, s.due_start, s.due_end]
    query = (
        sqlalchemy.select(*fields, *of_its_paper, before.label("before"), committee.label("committee"))
        .join(s, and_(col(s.commitment_id) == col(c.id), queries.on_day(today)))
        .join(d, col(d.id) == col(c.document_id))
        .where(queries.still_open(), taken_for_one(), col(c.repeats).is_(None), which)
        .order_by(c.id)
    )
    return (_candidate(row._asdict()) for row in session.execute(query))


def taken_for_one() -> ColumnElement[bool]:
    """Say that the present rules are sure of a commitment, or that a clerk has treated it as one."""
    c = CommitmentRow
    return or_(col(StandingRow.confirmed), and_(col(c.withdrawn_at).is_(None), col(c.confidence) != Confidence.LOW.value))


def _text_before() -> ColumnElement[str]:
    """The characters of the paper before a commitment; SQL counts from 1."""
    start = col(CommitmentRow.start)
    first = case((start > BEFORE, start - BEFORE), else_=0)
    return func.substr(DocumentRow.text, first + 1, start - first)


def _candidate(row: dict[str, Any]) -> Candidate:
    numbers, kind, day, title = (row.pop(name) for name in ("numbers", "kind", "date", "title"))
    members = tuple(m for m in (row.pop("asked_by"), row.pop("promised_to")) if m)
    every = tuple(n for group in ("dossier", "document", "case") for n in numbers.get(group, ()))
    return Candidate(**row, document_kind=PaperKind(kind), document_date=day, document_title=title, numbers=every, members=members)
