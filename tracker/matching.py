"""What is the same: which promise of a report a record of the House's register is, and what else says or makes good a commitment.

The program looks, and a clerk says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from tracker.model import AMSTERDAM, DecisionKind
from tracker.model.links import Sought
from tracker.model.register import RecordDecision
from tracker.proposals import registered
from tracker.proposals.words import beginnings, common, telling
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredFulfilment, StoredRecord, StoreError, marks, matches, queries
from tracker.store.engine import transaction

MOST = 3  # promises that are shown for a record
MOST_ALIKE = 6  # facts of a kind that are shown for a commitment
_SAID = frozenset({DecisionKind.SAME, DecisionKind.REJECT, DecisionKind.UNDO})
S = TypeVar("S", bound=Stored)


# --- records of the register ------------------------------------------------------------------------------------------------------------


def match(session: Session, days: Iterable[date]) -> None:
    """Note which records of the meetings of these days were missed: a report that they can stand in has been read, and no promise in it, or
    in another that they can stand in, can be them.
    """
    if records := [stored.record for stored in matches.of_meetings(session, days)]:
        papers = matches.reports(session, {day for record in records for day in registered.days(record)})
        promises = [(one.fact, one.day, one.committee) for one in matches.spoken(session, papers)]
        read = [(paper.date, paper.committee) for paper in papers]
        matches.note_missed(session, {record.id for record in records}, registered.missed(records, read, promises))


@dataclass(frozen=True)
class Near:
    """What a record that was missed may be: promises of the reports of its meeting, the nearest first, and those reports."""

    promises: Sequence[StoredCommitment]
    reports: Sequence[StoredDocument]


def near(session: Session, records: Iterable[StoredRecord], as_of: date) -> Mapping[UUID, Near]:
    """Look near records that were missed, in what had been read on a day."""
    every = [r.record for r in records]
    papers = [p for p in matches.reports(session, {day for record in every for day in registered.days(record)}) if p.date <= as_of]
    spoken = matches.spoken(session, papers)
    found: dict[UUID, Near] = {}
    for record in every:
        mine = [p for p in papers if registered.is_of(record, p.date, p.committee)]
        here = [(one.id, one.fact) for one in spoken if registered.is_of(record, one.day, one.committee)]
        ids = registered.nearest(record, here, MOST)
        stored = {c.id: c for c in matches.commitments_of(session, ids, as_of)}
        found[record.id] = Near([stored[key] for key in ids if key in stored], mine)
    return found


def decide(  # noqa: PLR0913 (who says what of which record, and after what)
    engine: Engine, key: UUID, kind: DecisionKind, by: str, now: datetime, *, same_as: str | None = None, seen: int | None = None
) -> RecordDecision:
    """Say which commitment a record is (`same`), that it is none of those that were found (`reject`), or take that back (`undo`).

    `seen`: how much of what was said of it the clerk has seen; None: whatever stands there. Raises StoreError for what is unknown or makes
    no sense, and DecidedMeanwhileError where others have said something since.
    """
    if kind not in _SAID or (kind is DecisionKind.SAME) != (same_as is not None):
        raise StoreError(f"{key} is a record of the register: say that it is the same as a commitment, reject that, or undo it")
    with transaction(engine) as session:
        matches.record(session, key)
        commitment = queries.get(session, same_as, as_of=now.astimezone(AMSTERDAM).date()) if same_as else None
        if commitment and not isinstance(commitment, StoredCommitment):
            raise StoreError(f"{commitment.id} is no commitment")
        n = (len(matches.said_of(session, key)) if seen is None else seen) + 1
        said = RecordDecision(record_id=key, n=n, kind=kind, commitment_id=commitment.id if commitment else None, by=by, at=now)
        matches.say(session, said)
    return said


# --- other sentences --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Alike:
    """What can be linked to a commitment, the nearest first: what may say the same, and what may make it good."""

    promises: Sequence[StoredCommitment]
    answers: Sequence[StoredFulfilment]


def alike(session: Session, promise: StoredCommitment, words: str, as_of: date) -> Alike:
    """Look among all that is stored for what has the telling words of a commitment, or these `words` where any are given."""
    sought = telling(words or promise.fact.quote)
    begun = beginnings(sought)
    fewest = min(2, len(begun)) if words else max(2, -(-len(begun) // 3))  # of a long sentence a third, as where links are proposed
    ids = sorted(marks.find(session, [Sought(begun, fewest, frozenset())], until=as_of) - {promise.id}) if begun else []
    answers = [f for f in matches.fulfilments_of(session, ids, as_of) if f.document_date >= promise.document_date]
    return Alike(
        _nearest(sought, matches.commitments_of(session, ids, as_of), lambda c: c.fact.quote),
        _nearest(sought, answers, lambda f: f.fact.quote),
    )


def _nearest(sought: dict[str, str], found: Iterable[S], quote: Callable[[S], str]) -> list[S]:
    near = [(common(sought, telling(quote(one))), one) for one in found]
    return [one for share, one in sorted(near, key=lambda pair: (-pair[0], pair[1].id)) if share][:MOST_ALIKE]
