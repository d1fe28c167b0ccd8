"""Which promise a record of the House's register is: which were missed in the reports of their meetings, and what clerks said of it.

What a clerk said is only ever added to, and numbered from 1 for each record: who says something tells how much of it was seen, so that
nobody writes over what somebody else said in between.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy
from sqlalchemy import Select, and_, or_
from sqlmodel import Session, col, select

from tracker import lifecycle
from tracker.model import AMSTERDAM, DEBATES, Commitment, DecisionKind
from tracker.model.register import DAYS_TO_REGISTER, RecordDecision, RegisterStatus
from tracker.store import StoredCommitment, StoredDocument, StoredFulfilment, StoredRecord, StoreError, queries, register
from tracker.store.history import DecidedMeanwhileError
from tracker.store.tables.base import columns, value_of
from tracker.store.tables.facts import CommitmentRow, DocumentRow, FulfilmentRow
from tracker.store.tables.register import RecordDecisionRow, RegisterRecordRow, record_of

# Of these nothing is awaited any more.
_SETTLED = (RegisterStatus.VOLDAAN.value, RegisterStatus.VERVALLEN.value)


class Spoken(NamedTuple):
    """A commitment that stands in the report of a meeting."""

    id: str
    fact: Commitment
    day: date
    committee: str | None


# --- found and missed -------------------------------------------------------------------------------------------------------------------


def reports(session: Session, days: Iterable[date]) -> list[StoredDocument]:
    """List the reports of meetings of these days, in the order of the days."""
    d = DocumentRow
    query = queries.documents_shown().where(col(d.date).in_(set(days)), col(d.kind).in_([kind.value for kind in DEBATES]))
    return [queries.document_shown(row) for row in session.execute(query.order_by(col(d.date), col(d.id)))]


def spoken(session: Session, papers: Iterable[StoredDocument]) -> list[Spoken]:
    """List the commitments that the present rules find in these papers, unsure ones too."""
    c, of = CommitmentRow, {paper.id: paper for paper in papers}
    query = select(c).where(col(c.document_id).in_(of), col(c.withdrawn_at).is_(None)).order_by(col(c.document_id), col(c.start))
    rows = session.exec(query)
    return [Spoken(r.id, value_of(Commitment, r), of[r.document_id].date, of[r.document_id].committee) for r in rows]


def of_meetings(session: Session, days: Iterable[date]) -> list[StoredRecord]:
    """List the records of meetings of these days, and those that may be, by the day of their registration."""
    r, days = RegisterRecordRow, set(days)
    after = {day + timedelta(days=n) for day in days for n in range(DAYS_TO_REGISTER + 1)}
    may_be = and_(col(r.meeting_on).is_(None), col(r.registered_on).in_(after))
    mine = or_(col(r.meeting_on).in_(days), may_be), col(r.deleted_at).is_(None)
    return [record_of(row) for row in session.exec(select(r).where(*mine).order_by(col(r.id)))]


def note_missed(session: Session, records: Iterable[UUID], missed: Iterable[UUID]) -> None:
    """Note which of these records were missed in the reports; the others were not."""
    r, gone = RegisterRecordRow, set(missed)
    for were in (True, False):
        ids = [str(key) for key in records if (key in gone) is were]
        changed = sqlalchemy.update(r).where(col(r.id).in_(ids), col(r.missed).is_(not were)).values(missed=were)
        session.execute(changed.execution_options(synchronize_session=False))


def waiting(session: Session, as_of: date, *, committee: str | None = None, ministry: str | None = None) -> list[StoredRecord]:
    """List the records that were missed, of which something is still awaited and nobody has said which promise they are.

    The earliest end of the term first; of a chain of changes the one that counts. A committee or ministry is compared as in
    `register.records`.
    """
    r = RegisterRecordRow
    missed = [col(r.missed), col(r.status).not_in(_SETTLED), *register.seen(as_of), *register.concerning(committee, ministry)]
    rows = session.exec(select(r).where(*missed).order_by(col(r.due_end).asc().nulls_last(), col(r.number), col(r.id))).all()
    if not rows:
        return []
    old, said = register.superseded(session, as_of), settled(session, as_of)
    return [record_of(row) for row in rows if row.id not in old and UUID(row.id) not in said]


# --- what clerks said -------------------------------------------------------------------------------------------------------------------


def record(session: Session, key: UUID) -> StoredRecord:
    """Give a record by its guid. Raises StoreError where there is none, or the House has deleted it."""
    row = session.get(RegisterRecordRow, str(key))
    if row is None or row.deleted_at is not None:
        raise StoreError(f"no record of the register has the id {key}")
    return record_of(row)


def said_of(session: Session, key: UUID) -> list[RecordDecision]:
    """List what clerks said of a record, in the order in which it was written."""
    d = RecordDecisionRow
    return [value_of(RecordDecision, row) for row in session.exec(select(d).where(d.record_id == str(key)).order_by(col(d.n)))]


def say(session: Session, decision: RecordDecision) -> None:
    """Add what a clerk says of a record, as the `decision.n`th.

    Raises DecidedMeanwhileError where others have said something since, and StoreError for what makes no sense.
    """
    key = decision.record_id
    session.exec(select(RegisterRecordRow.id).where(col(RegisterRecordRow.id) == str(key)).with_for_update()).one()
    past = said_of(session, key)
    if decision.n != len(past) + 1:
        raise DecidedMeanwhileError(f"{key}: {len(past)} times something was said of it, not {decision.n - 1}; look again")
    standing = past[-1] if past and past[-1].kind is not DecisionKind.UNDO else None
    if decision.kind is DecisionKind.UNDO and standing is None:
        raise StoreError(f"{key}: there is nothing to take back")
    if decision.kind is not DecisionKind.UNDO and standing:
        raise StoreError(f"{key}: {standing.by} has said already which promise it is: undo that first")
    session.add(RecordDecisionRow(**columns(decision)))
    session.flush()


def settled(session: Session, as_of: date) -> dict[UUID, str | None]:
    """Say which commitment records are by the word of a clerk, on a day; None: none that was found."""
    return {UUID(row.record_id): row.commitment_id for row in session.scalars(_standing(as_of))}


def of_commitment(session: Session, commitment_ids: Iterable[str], as_of: date) -> list[tuple[StoredRecord, RecordDecision]]:
    """List the records that clerks said these commitments are, with what was said."""
    d = RecordDecisionRow
    query = _of_records(as_of).where(col(d.commitment_id).in_(set(commitment_ids))).order_by(col(d.at))
    return [(record_of(row), value_of(RecordDecision, said)) for said, row in session.execute(query)]


def latest(session: Session, by: str, limit: int, as_of: date) -> list[tuple[StoredRecord, RecordDecision]]:
    """List what somebody said of records and still holds, the last first."""
    query = _of_records(as_of).where(col(RecordDecisionRow.by) == by).order_by(col(RecordDecisionRow.at).desc()).limit(limit)
    return [(record_of(row), value_of(RecordDecision, said)) for said, row in session.execute(query)]


def counts(session: Session, records: Iterable[UUID]) -> dict[UUID, int]:
    """Say how often something was said of records: what a clerk has seen who looks at them now."""
    keys = list(records)
    d = RecordDecisionRow
    shown: list[Any] = [d.record_id, sqlalchemy.func.count()]
    query = sqlalchemy.select(*shown).where(col(d.record_id).in_([str(key) for key in keys])).group_by(col(d.record_id))
    return dict.fromkeys(keys, 0) | {UUID(row[0]): row[1] for row in session.execute(query)}


def _of_records(as_of: date) -> Select[Any]:
    """What holds of each record, beside the record; those that the House deleted are left out."""
    r = RegisterRecordRow
    return _standing(as_of).add_columns(r).join(r, col(r.id) == col(RecordDecisionRow.record_id)).where(col(r.deleted_at).is_(None))


def _standing(as_of: date) -> Select[Any]:
    """The last thing said of each record on a day and before, where it was not taken back."""
    d = RecordDecisionRow
    shown: list[Any] = [d.record_id, sqlalchemy.func.max(d.n).label("n")]
    until = datetime.combine(as_of + timedelta(days=1), time.min, AMSTERDAM)
    last = sqlalchemy.select(*shown).where(col(d.at) < until).group_by(col(d.record_id)).subquery()
    holds = and_(last.c.record_id == col(d.record_id), last.c.n == col(d.n))
    return sqlalchemy.select(d).join(last, holds).where(col(d.kind) != DecisionKind.UNDO.value)


# --- near ones --------------------------------------------------------------------------------------------------------------------------


def commitments_of(session: Session, ids: Sequence[str], as_of: date) -> list[StoredCommitment]:
    """Give the commitments among these facts, of papers of that day and earlier, that are not another one said again."""
    rows = session.execute(queries.standing_on(as_of).where(col(CommitmentRow.id).in_(ids), col(DocumentRow.date) <= as_of))
    found = [queries.commitment_of(row, as_of, lifecycle.DUE_SOON_DAYS) for row in rows]
    return [c for c in found if c.standing.same_as is None and c.fact.repeats is None]


def fulfilments_of(session: Session, ids: Sequence[str], as_of: date) -> list[StoredFulfilment]:
    """Give the fulfilments among these facts, of papers of that day and earlier."""
    query = queries.visible(FulfilmentRow, as_of).where(col(FulfilmentRow.id).in_(ids))
    return [queries.fulfilment_of(row) for row in session.execute(query)]
