"""Where proposals come from: the commitments that a new paper can mean, and the facts of later papers that can mean those of a late one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from tracker.model import AnyFact, Confidence, Delay, Document, PaperKind
from tracker.model.links import Candidate, Sought
from tracker.store import ProposalState, history, marks, queries, standings
from tracker.store.tables.facts import CommitmentRow, DelayRow, DocumentRow, ProposalRow, StandingRow, document_of

_AT_ONCE = 500  # ids in one question
_PAPERS_AT_ONCE = 20
_BEFORE = 300  # characters of a paper before a commitment
_SAYS_ITSELF = 120  # characters: a longer sentence has telling words of its own, and the paper's long text is left alone


def near(session: Session, wanted: Sequence[Sought], day: date, today: date) -> list[Candidate]:
    """List the commitments that are sought, of papers up to `day`, that are open on `today`, with their term of then.

    One that says another one again is among them: a paper may come back to the letter in which it was repeated.
    """
    ids = marks.find(session, wanted, until=day)
    return [c for some in _parts(ids) for c in _candidates(session, col(CommitmentRow.id).in_(some), today)]


def of_paper(session: Session, document_id: str, today: date) -> list[Candidate]:
    """List the commitments of a paper that are open on `today`."""
    return list(_candidates(session, col(CommitmentRow.document_id) == document_id, today))


def later(session: Session, document_id: str, wanted: Sequence[Sought], extractor: str) -> dict[str, list[AnyFact]]:
    """Find the facts that can mean a commitment of a paper: papers that are not earlier, the oldest first -> such facts in them, and their
    delays, which may have a promise in their sentence.

    Papers that have a link to such a commitment proposed are among them. Only those that were read by this `extractor`: the others are yet
    to have their turn.
    """
    d = DocumentRow
    ids = marks.find(session, wanted, since=session.get_one(DocumentRow, document_id).date)
    found: dict[str, list[AnyFact]] = {paper: [] for paper in linked(session, document_id)}
    for some in _parts(ids):
        for paper, facts in queries.facts_where(session, _among(some)).items():
            found.setdefault(paper, []).extend(fact for fact in facts if not isinstance(fact, Delay))
    for some in _parts(found):
        for paper, delays in queries.facts_where(session, _delays_of(some)).items():
            found[paper] += delays
    read = sqlalchemy.select(col(d.date), col(d.id)).where(col(d.extractor) == extractor, col(d.id) != document_id)
    papers = sorted(tuple(row) for some in _parts(found) for row in session.execute(read.where(col(d.id).in_(some))))
    return {paper: found[paper] for _, paper in papers}


def _among(ids: Sequence[str]) -> Callable[[queries.FactTable], ColumnElement[bool]]:
    return lambda table: col(table.id).in_(ids)


def _delays_of(papers: Sequence[str]) -> Callable[[queries.FactTable], ColumnElement[bool]]:
    return lambda table: col(table.document_id).in_(papers) if table is DelayRow else sqlalchemy.false()


def papers(session: Session, ids: Sequence[str]) -> Iterator[Document]:
    """Give papers with their text, in the order of their ids; few are in memory at a time."""
    for n in range(0, len(ids), _PAPERS_AT_ONCE):
        some = ids[n : n + _PAPERS_AT_ONCE]
        rows = {row.id: row for row in session.exec(select(DocumentRow).where(col(DocumentRow.id).in_(some)))}
        yield from (document_of(rows[key]) for key in some)


def linked(session: Session, document_id: str) -> set[str]:
    """Give the ids of the papers that have a link proposed to a commitment of this one."""
    p, c = ProposalRow, CommitmentRow
    query = select(p.document_id).join(c, col(c.id) == col(p.commitment_id)).where(col(c.document_id) == document_id)
    return set(session.exec(query.where(col(p.withdrawn_at).is_(None))))


def papers_on(session: Session, commitments: Sequence[str]) -> list[str]:
    """List the ids of the papers that have, or had, something proposed of these commitments that nobody has settled."""
    p = ProposalRow
    waits = col(p.commitment_id).in_(commitments), col(p.state) == ProposalState.PROPOSED.value
    return list(session.exec(select(p.document_id).where(*waits).distinct().order_by(p.document_id)))


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    return (ordered[i : i + _AT_ONCE] for i in range(0, len(ordered), _AT_ONCE))


def _candidates(session: Session, which: ColumnElement[bool], today: date) -> Iterator[Candidate]:
    c, d, s = CommitmentRow, DocumentRow, StandingRow
    before = case((func.length(col(c.quote)) < _SAYS_ITSELF, _text_before()), else_="")
    committee = func.coalesce(s.committee, d.committee)
    of_its_paper: list[Any] = [d.kind, d.date, d.title, d.numbers]
    fields: list[Any] = [c.id, c.quote, c.document_id, c.asked_by, c.promised_to, c.recurring, s.same_as]
    fields += [s.ministry, s.due_start, s.due_end]
    query = (
        sqlalchemy.select(*fields, *of_its_paper, before.label("before"), committee.label("committee"))
        .join(s, and_(col(s.commitment_id) == col(c.id), standings.on_day(today)))
        .join(d, col(d.id) == col(c.document_id))
        .where(taken_for_one(), col(c.repeats).is_(None), ~col(s.rejected), which)
        .where(or_(col(s.same_as).is_not(None), standings.still_open()))
        .order_by(c.id)
    )
    rows = [row._asdict() for row in session.execute(query)]
    firsts = {row["id"]: history.first(session, row["id"]) for row in rows if row["same_as"]}
    terms: list[Any] = [s.commitment_id, s.ministry, s.due_start, s.due_end]
    meant = sqlalchemy.select(*terms).where(col(s.commitment_id).in_(firsts.values()), standings.on_day(today), standings.still_open())
    open_ = {key: {"ministry": ministry, "due_start": start, "due_end": end} for key, ministry, start, end in session.execute(meant)}
    for row in rows:
        if row["id"] not in firsts:
            yield _candidate(row)
        elif (one := firsts[row["id"]]) in open_:
            yield _candidate(row | open_[one] | {"same_as": one})


def taken_for_one() -> ColumnElement[bool]:
    """Say that the present rules are sure of a commitment, or that a clerk has treated it as one."""
    c = CommitmentRow
    return or_(col(StandingRow.confirmed), and_(col(c.withdrawn_at).is_(None), col(c.confidence) != Confidence.LOW.value))


def _text_before() -> ColumnElement[str]:
    """The characters of the paper before a commitment; SQL counts from 1."""
    start = col(CommitmentRow.start)
    first = case((start > _BEFORE, start - _BEFORE), else_=0)
    return func.substr(DocumentRow.text, first + 1, start - first)


def _candidate(row: dict[str, Any]) -> Candidate:
    numbers, kind, day, title = (row.pop(name) for name in ("numbers", "kind", "date", "title"))
    members = tuple(m for m in (row.pop("asked_by"), row.pop("promised_to")) if m)
    every = tuple(n for group in ("dossier", "document", "case") for n in numbers.get(group, ()))
    return Candidate(**row, document_kind=PaperKind(kind), document_date=day, document_title=title, numbers=every, members=members)
