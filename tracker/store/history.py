"""The history of commitments: what clerks decided, only ever added to, and how each commitment stands by it from day to day.

The decisions on a commitment are numbered from 1. Who decides says which number comes next: where somebody else has decided in between,
nothing is written and the second is told.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, select

from tracker import lifecycle
from tracker.model import Commitment, Confidence, Decision, DecisionKind, Document, Standing, Term
from tracker.store import StoreError, search
from tracker.store.tables.base import columns, value_of
from tracker.store.tables.facts import (
    CommitmentRow,
    DecisionRow,
    DocumentRow,
    StandingRow,
    columns_of_decision,
    columns_of_standing,
    decision_of,
    page_of,
)

# What holds for a commitment too when it is said of one that says it again; their numbers stand behind its own.
TOLD = frozenset({DecisionKind.NEW_TERM, DecisionKind.PARTLY, DecisionKind.FULFILLED, DecisionKind.LAPSED, DecisionKind.CONDITION_MET})
_BEHIND = 1_000_000


class DecidedMeanwhileError(StoreError):
    """Somebody else has decided on the commitment since the one who decides now looked at it; nothing was written."""


def of(session: Session, commitment_id: str, as_of: date = date.max) -> list[Decision]:
    """List the decisions on a commitment up to and with the day `as_of` (in Amsterdam), in the order in which they were written."""
    return [d for d in _histories(session, [commitment_id]).get(commitment_id, []) if d.day <= as_of]


def decide(session: Session, commitment_id: str, decision: Decision) -> Standing:
    """Add a decision, the `decision.n`th on the commitment, and say how it stands on the day of the decision.

    Raises DecidedMeanwhileError where there is an `n`th decision already, and StoreError for an unknown commitment or paper and for what
    makes no sense: a term that ends before the commitment was made, a fulfilment of what has lapsed.
    """
    # In one order, so that two clerks never wait for each other.
    locked = (
        select(CommitmentRow)
        .where(col(CommitmentRow.id).in_([commitment_id, decision.same_as]))
        .order_by(CommitmentRow.id)
        .with_for_update()
    )
    row = next((row for row in session.exec(locked).all() if row.id == commitment_id), None)
    if row is None:
        raise StoreError(f"no commitment with id {commitment_id!r} is stored")
    past = of(session, commitment_id)
    if decision.n != len(past) + 1:
        raise DecidedMeanwhileError(_meanwhile(commitment_id, past, decision.n))
    fact = value_of(Commitment, row)
    if wrong := _refused(session, row, fact, past, decision):
        raise StoreError(f"{commitment_id}: {wrong}")
    session.add(DecisionRow(commitment_id=commitment_id, **columns_of_decision(decision)))
    session.flush()
    firsts = {*_followed(session, [commitment_id])}
    restand(session, [commitment_id])
    restand(session, {*firsts, *_followed(session, [commitment_id])} - {commitment_id})
    return lifecycle.standing(fact, _told(session, [commitment_id])[commitment_id], decision.day)


def first(session: Session, commitment_id: str) -> str:
    """Give the id of the commitment that stands for this one in lists: its own, or that of the one which it is found to say again."""
    return _followed(session, [commitment_id])[-1]


def _followed(session: Session, commitment_ids: Iterable[str]) -> list[str]:
    """Give the ids of commitments, and behind them those of the ones that they say again, to the end."""
    s, out, ids = StandingRow, [], list(commitment_ids)
    while ids:
        out += ids
        again = select(s.same_as).where(col(s.commitment_id).in_(ids), col(s.until) == date.max, col(s.same_as).is_not(None))
        ids = [key for key in session.exec(again) if key and key not in out]
    return out


def _told(session: Session, commitment_ids: Iterable[str]) -> dict[str, list[Decision]]:
    """Give the decisions that hold for each commitment: its own, and what was said of those that say it again, or again those."""
    s = StandingRow
    members = {key: {key} for key in commitment_ids}
    ids = set(members)
    while ids:
        said = select(s.commitment_id, s.same_as).where(col(s.same_as).in_(ids), col(s.until) == date.max)
        ids = set()
        for key, same_as in session.exec(said):
            for group in members.values():
                if same_as in group and key not in group:
                    group.add(key)
                    ids.add(key)
    histories = _histories(session, [*{key for group in members.values() for key in group}])
    out: dict[str, list[Decision]] = {}
    for first, group in members.items():
        out[first] = list(histories.get(first, []))
        for place, key in enumerate(sorted(group - {first}), 1):
            past = histories.get(key, [])
            kinds = {d.n: d.kind for d in past}
            moves = (d for d in past if (kinds.get(d.undoes) if d.undoes else d.kind) in TOLD)
            shift = place * _BEHIND
            out[first] += [d.model_copy(update={"n": d.n + shift, "undoes": d.undoes and d.undoes + shift}) for d in moves]
    return out


def add(  # noqa: PLR0913 (what is added, and who added it when)
    session: Session, document: Document, fact: Commitment, *, by: str, at: datetime, term: Term | None
) -> str:
    """Store a commitment that a clerk points out in a stored paper, with who did so; returns its id.

    `term`, where given, is what the clerk says of its term. Words that were found once and no longer are come back with their history.
    Raises StoreError where these words are a commitment already.
    """
    key = fact.identity(document.id)
    row = session.get(CommitmentRow, key)
    past = of(session, key)
    if row and (row.withdrawn_at is None or lifecycle.standing(value_of(Commitment, row), past, date.max).confirmed):
        raise StoreError(f"these words are a commitment already: {key}")
    if row is None:
        page = page_of(fact, document)
        session.add(CommitmentRow(id=key, document_id=document.id, first_seen=at, last_seen=at, page=page, **columns(fact)))
        session.flush()
        search.index_commitments(session, document.id)
    decide(session, key, Decision(n=len(past) + 1, kind=DecisionKind.ADDED, by=by, at=at, term=term))
    return key


def counts(session: Session, commitment_ids: Iterable[str]) -> dict[str, int]:
    """Say how many decisions there are on commitments: what a clerk has seen who looks at them now."""
    ids = list(commitment_ids)
    d = DecisionRow
    shown: list[Any] = [d.commitment_id, sqlalchemy.func.count()]
    found = session.execute(sqlalchemy.select(*shown).where(col(d.commitment_id).in_(ids)).group_by(col(d.commitment_id))).all()
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in found}


def latest(session: Session, by: str, limit: int) -> list[tuple[str, Decision]]:
    """List what somebody decided, the last first, each with the id of its commitment."""
    d = DecisionRow
    shown: list[Any] = [d, DocumentRow.date]
    query = sqlalchemy.select(*shown).outerjoin(DocumentRow, col(DocumentRow.id) == col(d.paper_id)).where(col(d.by) == by)
    rows = session.execute(query.order_by(col(d.at).desc(), col(d.n).desc()).limit(limit))
    return [(row.commitment_id, decision_of(row, day)) for row, day in rows]


def restand(session: Session, commitment_ids: Iterable[str]) -> None:
    """Make the standing of commitments anew from what was read of them and what was decided on them."""
    ids = list(commitment_ids)
    # Locked before the decisions are read, so that none comes in between; in one order, so that two programs never wait for each other.
    c, d = CommitmentRow, DocumentRow
    read = session.exec(select(c).where(col(c.id).in_(ids)).order_by(c.id).with_for_update()).all()
    shown: list[Any] = [d.id, d.date, d.committee]
    papers = session.execute(sqlalchemy.select(*shown).where(col(d.id).in_({row.document_id for row in read})))
    paper = {key: (day, committee) for key, day, committee in papers}
    histories = _told(session, ids)
    s = StandingRow
    meant = set(session.exec(select(s.same_as).where(col(s.same_as).in_(ids), col(s.until) == date.max)))
    rows = [line for row in read for line in _course(row, histories[row.id], *paper[row.document_id], meant=row.id in meant)]
    session.execute(sqlalchemy.delete(StandingRow).where(col(StandingRow.commitment_id).in_(ids)))
    if rows:
        session.execute(sqlalchemy.insert(StandingRow), rows)


def restand_paper(session: Session, document_id: str) -> None:
    """Make anew the standing of the commitments of a paper, and of those on which a decision names it: its date may have been mended."""
    own = select(CommitmentRow.id).where(col(CommitmentRow.document_id) == document_id)
    decided = select(DecisionRow.commitment_id).where(col(DecisionRow.paper_id) == document_id)
    restand(session, _followed(session, {*session.exec(own), *session.exec(decided)}))


def _histories(session: Session, commitment_ids: Sequence[str]) -> dict[str, list[Decision]]:
    d = DecisionRow
    query = sqlalchemy.select(d, DocumentRow.date).outerjoin(DocumentRow, col(DocumentRow.id) == col(d.paper_id))  # type: ignore[call-overload]  # a column
    histories: dict[str, list[Decision]] = {}
    for row, paper_date in session.execute(query.where(col(d.commitment_id).in_(commitment_ids)).order_by(col(d.n))):
        histories.setdefault(row.commitment_id, []).append(decision_of(row, paper_date))
    return histories


def _course(
    row: CommitmentRow, history: Sequence[Decision], said_on: date, committee: str | None, *, meant: bool
) -> Iterable[dict[str, Any]]:
    """Yield the rows of a commitment's standing: each from its first day to the day before the next one's.

    `meant`: a clerk has said of another one that it says this one again, and so treats this one as a commitment.
    """
    course = lifecycle.course(value_of(Commitment, row), history)
    untils = [following - timedelta(days=1) for (_, _), (following, _) in pairwise(course)] + [date.max]
    for (since, standing), until in zip(course, untils, strict=True):
        standing = standing.model_copy(update={"confirmed": standing.confirmed or (meant and not standing.rejected)})  # noqa: PLW2901
        sure = standing.confirmed or (row.withdrawn_at is None and row.confidence != Confidence.LOW.value)
        first = row.repeats is None and standing.same_as is None
        listed = {"said_on": said_on, "concerned": standing.committee or committee, "listed": sure and first}
        yield {"commitment_id": row.id, "since": since, "until": until, **columns_of_standing(standing), **listed}


def _meanwhile(commitment_id: str, past: Sequence[Decision], n: int) -> str:
    if n > len(past):
        return f"{commitment_id}: there are {len(past)} decisions, not {n - 1}; look again with `tracker show {commitment_id}`"
    since = ", ".join(f"{d.kind} by {d.by} on {d.day}" for d in past[n - 1 :])
    return f"{commitment_id}: decided on since you looked ({since}); nothing was written: look again with `tracker show {commitment_id}`"


def _refused(session: Session, row: CommitmentRow, fact: Commitment, past: Sequence[Decision], decision: Decision) -> str | None:
    """Say what is wrong with a decision, or None."""
    made_on = session.get_one(DocumentRow, row.document_id).date
    if decision.day < made_on:
        return f"it was made on {made_on}, after the day of the decision ({decision.day})"
    if decision.term and decision.term.due_end and decision.term.due_end < made_on:
        return f"a term cannot end on {decision.term.due_end}: it was made on {made_on}"
    if decision.paper_id and (wrong := _unfit(session, decision, decision.paper_id)):
        return wrong
    if decision.same_as and (wrong := _not_another(session, row.id, decision.same_as)):
        return wrong
    if decision.kind is DecisionKind.UNDO and not any(d.n == decision.undoes for d in lifecycle.undoable(past, decision.day)):
        return f"there is no decision {decision.undoes} to take back"
    told = _told(session, [row.id])[row.id]
    stands = lifecycle.standing(fact, told, decision.day)
    return (
        _hidden(session, row, lifecycle.standing(fact, told, date.max), decision.kind)
        or _repeated(session, fact, told, decision)
        or lifecycle.objection(stands, decision.kind)
    )


def _hidden(session: Session, row: CommitmentRow, stands: Standing, kind: DecisionKind) -> str | None:
    """Say of a commitment that no list shows, since another one stands for it, that a decision belongs to that one, or None."""
    if kind not in lifecycle.MOVES | {DecisionKind.CONFIRM, DecisionKind.CORRECT, DecisionKind.SAME}:
        return None
    if stands.same_as:
        return f"it is said to be the same as {first(session, stands.same_as)}: decide on that one, or undo that first"
    c = CommitmentRow
    said_before = select(c.id).where(col(c.document_id) == row.document_id, col(c.start) == row.repeats, col(c.repeats).is_(None))
    before = session.exec(said_before).first() if row.repeats is not None and kind is not DecisionKind.SAME else None
    return f"its paper says the same as {before}: decide on that one" if before else None


def _repeated(session: Session, fact: Commitment, past: Sequence[Decision], decision: Decision) -> str | None:
    """Say that the period of a commitment that comes back is fulfilled already, or None."""
    paper = session.get(DocumentRow, decision.paper_id) if decision.paper_id else None
    if lifecycle.fulfilled_already(fact, past, decision.model_copy(update={"paper_date": paper and paper.date})):
        return "it comes back, and this period is fulfilled already; name the paper that fulfils another one"
    return None


def _not_another(session: Session, commitment_id: str, same_as: str) -> str | None:
    """Say why a commitment cannot be another one said again, or None. Of a circle none would be left to show."""
    other = session.get(CommitmentRow, same_as)
    if other is None or same_as == commitment_id:
        return f"it cannot be the same as {same_as}: that is no other commitment"
    stands = lifecycle.standing(value_of(Commitment, other), of(session, same_as), date.max)
    if stands.rejected:
        return f"{same_as} is rejected: confirm it first"
    return f"{same_as} is itself said to be the same as {stands.same_as}: name that one" if stands.same_as else None


def _unfit(session: Session, decision: Decision, paper_id: str) -> str | None:
    """Say why a paper cannot have given a decision, or None."""
    paper = session.get(DocumentRow, paper_id)
    if paper is None:
        return f"no paper with id {paper_id!r} is stored"
    return f"the paper {paper_id} is of {paper.date}, after the day of the decision ({decision.day})" if paper.date > decision.day else None
