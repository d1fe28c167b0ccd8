"""Proposals, in and out: what new papers are taken to mean for earlier commitments, and what a clerk said of that.

A link that a clerk has settled, either way, is never proposed again and never changed by reading the papers anew.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, and_, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from tracker import lifecycle
from tracker.model import Decision, DecisionKind, Status, Term
from tracker.model.links import Kind, Proposal
from tracker.store import ProposalState, StoredProposal, StoreError, candidates, history, queries, standings
from tracker.store.tables.base import columns
from tracker.store.tables.facts import CommitmentRow, DecisionRow, DelayRow, DocumentRow, FulfilmentRow, ProposalRow, StandingRow

_NEVER = datetime.max.replace(tzinfo=UTC)
_WITH_TERM = (CommitmentRow, DelayRow)
_EARLIER = aliased(DocumentRow)  # the paper of the commitment, beside that of the proposal


# --- what is proposed -------------------------------------------------------------------------------------------------------------------


def save(
    session: Session, document_id: str, proposed: Iterable[Proposal], now: datetime, since: Mapping[str, datetime] | None = None
) -> int:
    """Make the waiting proposals of a paper equal to `proposed`, at `now` (UTC); returns how many were never seen before.

    What is no longer proposed is marked withdrawn. `since`: the commitments that this is about alone, and from which moment (UTC) on that
    may befall what was first proposed of each; all else stands, though a term has moved since and it would not be proposed again.
    """
    known = {row.id: row for row in session.exec(select(ProposalRow).where(col(ProposalRow.document_id) == document_id))}
    done = [row for row in known.values() if row.state != ProposalState.PROPOSED.value]
    settled = {(key, row.fact_id) for row in done for key in (row.commitment_id, history.first(session, row.commitment_id))}
    fresh: dict[str, Proposal] = {}
    for proposal in proposed:
        fact_id = proposal.fact.identity(document_id)
        if (proposal.commitment, fact_id) not in settled and (since is None or proposal.commitment in since):
            fresh.setdefault(_identity(proposal, fact_id), proposal)
    for key, proposal in fresh.items():
        row = known.get(key) or _new(key, proposal, document_id, now)
        row.score, row.reasons, row.withdrawn_at = proposal.score, [columns(r) for r in proposal.reasons], None
        session.add(row)
    for key, row in known.items():
        waits = row.withdrawn_at is None and row.state == ProposalState.PROPOSED.value
        if waits and key not in fresh and (since is None or row.first_seen >= since.get(row.commitment_id, _NEVER)):
            row.withdrawn_at = now
    session.flush()
    return len(fresh.keys() - known.keys())


def _identity(proposal: Proposal, fact_id: str) -> str:
    return hashlib.sha256("\x1f".join((proposal.kind.value, proposal.commitment, fact_id)).encode()).hexdigest()[:16]


def _new(key: str, proposal: Proposal, document_id: str, now: datetime) -> ProposalRow:
    return ProposalRow(
        id=key,
        kind=proposal.kind.value,
        commitment_id=proposal.commitment,
        fact_id=proposal.fact.identity(document_id),
        document_id=document_id,
        score=proposal.score,
        reasons=[],
        state=ProposalState.PROPOSED.value,
        first_seen=now,
    )


# --- what waits, and what became of it --------------------------------------------------------------------------------------------------


def waiting(  # noqa: PLR0913 (the filters of `tracker list`, each by name)
    session: Session,
    *,
    as_of: date,
    status: Status | None = None,
    committee: str | None = None,
    ministry: str | None = None,
    due_soon_days: int = lifecycle.DUE_SOON_DAYS,
) -> list[StoredProposal]:
    """List the proposals of the papers of that day that nobody has settled, on commitments that are open then, the surest first.

    `status`, `committee` and `ministry` are those of the commitment, compared as in `queries.commitments`.
    """
    p, s = ProposalRow, StandingRow
    query = (
        _shown()
        .join(s, and_(col(s.commitment_id) == col(p.commitment_id), standings.on_day(as_of)))
        .where(col(p.state) == ProposalState.PROPOSED.value, col(p.withdrawn_at).is_(None), col(DocumentRow.date) <= as_of)
        .where(standings.still_open(), candidates.taken_for_one(), ~_made_good())
        .where(*queries.same(func.coalesce(s.committee, _EARLIER.committee), committee))
        .where(*queries.same(s.ministry, ministry))
        .order_by(col(p.score).desc(), col(DocumentRow.date), p.id)
    )
    if status is not None:
        query = query.where(standings.status_expression(as_of, due_soon_days) == status.value)
    return _read(session, query)


def _made_good() -> ColumnElement[bool]:
    """Say that the paper of a proposal has made its commitment good: one that comes back is open again, and waits for another paper."""
    p, done, undo = ProposalRow, aliased(DecisionRow), aliased(DecisionRow)
    undone = sqlalchemy.exists().where(col(undo.commitment_id) == col(done.commitment_id), col(undo.undoes) == col(done.n))
    mine = col(done.commitment_id) == col(p.commitment_id), col(done.paper_id) == col(p.document_id)
    delivers = col(p.kind).in_([Kind.FULFILS.value, Kind.PARTLY_FULFILS.value])
    return and_(delivers, sqlalchemy.exists().where(*mine, col(done.kind) == DecisionKind.FULFILLED.value, ~undone))


def of(session: Session, commitment_id: str, as_of: date) -> list[StoredProposal]:
    """List what the papers of that day and earlier propose of a commitment, settled or not, the oldest paper first."""
    p = ProposalRow
    query = _shown().where(col(p.commitment_id) == commitment_id, col(DocumentRow.date) <= as_of, col(p.withdrawn_at).is_(None))
    return _read(session, query.order_by(col(DocumentRow.date), p.id))


def named(session: Session, prefix: str) -> StoredProposal | None:
    """Give the proposal whose id is `prefix`, or alone begins with it; None where no proposal's does.

    Raises StoreError where more than one id, of proposals and facts, begins so.
    """
    if not re.fullmatch("[0-9a-f]{1,16}", prefix):
        return None
    tables = (ProposalRow, *queries.TABLES.values())
    mine, *others = [list(session.exec(select(table.id).where(queries.begins(table.id, prefix)))) for table in tables]
    if not mine:
        return None
    every = sorted([*mine, *(key for keys in others for key in keys)])
    if len(every) > 1:
        raise StoreError(
            f"{len(every)} facts and proposals have an id that begins with {prefix!r}: {', '.join(every[:5])}; give more of it"
        )
    return _read(session, _shown().where(col(ProposalRow.id) == mine[0]))[0]


def between(session: Session, commitment_id: str, fact_id: str) -> StoredProposal | None:
    """Give what is proposed now from a fact to a commitment; None where nothing is."""
    p = ProposalRow
    query = _shown().where(col(p.commitment_id) == commitment_id, col(p.fact_id) == fact_id, col(p.withdrawn_at).is_(None))
    return next(iter(_read(session, query.order_by(p.id))), None)


def behind(session: Session, commitment_id: str, decision: Decision) -> list[StoredProposal]:
    """List the proposals that the clerk of a decision confirmed at that moment, of its paper: it came of one of them, or was of itself."""
    p = ProposalRow
    mine = col(p.document_id) == decision.paper_id, col(p.by) == decision.by, col(p.at) == decision.at
    query = _shown().where(col(p.commitment_id) == commitment_id, col(p.state) == ProposalState.CONFIRMED.value, *mine)
    return _read(session, query.order_by(p.id))


def term(session: Session, proposal: StoredProposal) -> Term:
    """Give the term that the fact of a proposal names; one without dates where it names none."""
    rows = (session.get(table, proposal.fact_id) for table in _WITH_TERM)
    row = next((row for row in rows if row), None)
    return Term(**{name: getattr(row, name) for name in Term.model_fields}) if row else Term()


def settle(session: Session, proposal_id: str, state: ProposalState, *, by: str, at: datetime) -> None:
    """Note that a clerk confirmed or rejected a proposal, at a moment in UTC.

    Raises StoreError where somebody has settled it already, or it is no longer proposed.
    """
    row = session.exec(select(ProposalRow).where(col(ProposalRow.id) == proposal_id).with_for_update()).one()
    if row.state != ProposalState.PROPOSED.value:
        raise StoreError(f"{proposal_id}: {row.state} already by {row.by}")
    if row.withdrawn_at is not None:
        raise StoreError(f"{proposal_id}: the present rules no longer propose it; decide on the commitment {row.commitment_id} itself")
    row.state, row.by, row.at = state.value, by, at
    session.flush()


def reopen(session: Session, proposal_id: str) -> None:
    """Let a proposal wait again that a clerk has settled. Raises StoreError for one that waits already."""
    row = session.exec(select(ProposalRow).where(col(ProposalRow.id) == proposal_id).with_for_update()).one()
    if row.state == ProposalState.PROPOSED.value:
        raise StoreError(f"{proposal_id}: there is nothing to take back")
    row.state, row.by, row.at = ProposalState.PROPOSED.value, None, None
    session.flush()


def settled(session: Session, by: str, limit: int) -> list[StoredProposal]:
    """List the proposals that somebody settled, the last one first."""
    p = ProposalRow
    query = _shown().where(col(p.by) == by, col(p.state) != ProposalState.PROPOSED.value)
    return _read(session, query.order_by(col(p.at).desc(), p.id).limit(limit))


def _shown() -> Select[Any]:
    """Proposals beside both sentences and what names their papers."""
    p, c, d, said, earlier = ProposalRow, CommitmentRow, DocumentRow, aliased(CommitmentRow), _EARLIER
    sentence = func.coalesce(said.quote, FulfilmentRow.quote, DelayRow.quote)
    shown: list[Any] = [p, c.quote, earlier.date, sentence, d.title, d.numbers, d.date]  # `_read` takes them apart
    return (
        sqlalchemy.select(*shown)
        .join(c, col(c.id) == col(p.commitment_id))
        .join(earlier, col(earlier.id) == col(c.document_id))
        .join(d, col(d.id) == col(p.document_id))
        .outerjoin(said, col(said.id) == col(p.fact_id))
        .outerjoin(FulfilmentRow, col(FulfilmentRow.id) == col(p.fact_id))
        .outerjoin(DelayRow, col(DelayRow.id) == col(p.fact_id))
    )


def _read(session: Session, query: Select[Any]) -> list[StoredProposal]:
    out = []
    for p, promised, promised_on, said, title, numbers, day in session.execute(query):
        out.append(
            StoredProposal(
                **{name: getattr(p, name) for name in StoredProposal.model_fields.keys() & ProposalRow.model_fields.keys()},
                commitment_quote=promised,
                commitment_date=promised_on,
                fact_quote=said,
                document_title=title,
                document_number=queries.first_dossier(numbers),
                document_date=day,
            )
        )
    return out
