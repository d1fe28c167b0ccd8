"""What a clerk decides on commitments and on proposed links, and what comes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from tracker import lifecycle, matching
from tracker.extraction import pointed
from tracker.jobs import Tables, relate
from tracker.model import AMSTERDAM, DEBATES, Commitment, Confidence, Decision, DecisionKind, Status, Term
from tracker.model.links import Kind
from tracker.store import ProposalState, StoredCommitment, StoredDelay, StoredProposal, StoreError, history, queries
from tracker.store import proposals as stored_proposals
from tracker.store.engine import transaction


@dataclass(frozen=True)
class Ruling:
    """What a clerk says of commitments, in the clerk's own words: papers, offices and committees as people name them."""

    kind: DecisionKind
    by: str
    paper: str | None = None  # its id, a number of it or its file
    term: Term | None = None
    actor: str | None = None
    committee: str | None = None
    note: str | None = None
    same_as: str | None = None  # the id of a commitment, or its beginning
    seen: int | None = None  # how many decisions the clerk has seen; None: whatever stands there


@dataclass(frozen=True)
class Decided:
    """What a ruling came to: the status of the commitment before and after, what was written, and the proposal that it settled."""

    before: Status
    after: Status
    written: Decision | None  # None: a proposal was rejected, and the commitment stands as it stood
    proposal: StoredProposal | None = None


def decide(engine: Engine, chosen: str, ruling: Ruling, tables: Tables, now: datetime) -> Decided:
    """Decide on one commitment, or confirm or reject one proposal (its id, or the beginning of that).

    Raises StoreError for what is unknown or makes no sense, and DecidedMeanwhileError where others have decided since the clerk looked.
    """
    with transaction(engine) as session:
        proposal = stored_proposals.named(session, chosen)
        if proposal:
            return _settle(session, proposal, ruling, tables, now)
        return _decide(session, chosen, ruling, tables, now)


# What a clerk decides on the commitment by confirming a proposal.
_CONFIRMED = {
    Kind.FULFILS: DecisionKind.FULFILLED,
    Kind.PARTLY_FULFILS: DecisionKind.PARTLY,
    Kind.DELAYS: DecisionKind.NEW_TERM,
    Kind.REPEATS: DecisionKind.NOTE,
}


def _settle(session: Session, proposal: StoredProposal, ruling: Ruling, tables: Tables, now: datetime) -> Decided:
    if ruling.kind is DecisionKind.UNDO:
        return _reopen(session, proposal, ruling, now)
    if ruling.kind not in (DecisionKind.CONFIRM, DecisionKind.REJECT):
        raise StoreError(f"{proposal.id} is a proposal: confirm or reject it, or undo that; or decide on {proposal.commitment_id}")
    if ruling.paper:
        raise StoreError(f"{proposal.id} is proposed by paper {proposal.document_id}; name no other, or decide on {proposal.commitment_id}")
    state = ProposalState.CONFIRMED if ruling.kind is DecisionKind.CONFIRM else ProposalState.REJECTED
    stored_proposals.settle(session, proposal.id, state, by=ruling.by, at=now)
    if state is ProposalState.REJECTED:
        status = _commitment(session, proposal.commitment_id, now.astimezone(AMSTERDAM).date()).status
        return Decided(status, status, None, proposal)
    kind = _CONFIRMED[proposal.kind]
    meant = replace(
        ruling,
        kind=kind,
        paper=proposal.document_id,
        term=stored_proposals.term(session, proposal) if kind is DecisionKind.NEW_TERM else None,
        note=ruling.note or ("repeated: " + proposal.fact_quote if kind is DecisionKind.NOTE else None),
    )
    decided = replace(_decide(session, proposal.commitment_id, meant, tables, now), proposal=proposal)
    for promise in _promises_in(session, proposal, now.astimezone(AMSTERDAM).date()):
        if promise.standing.same_as is None and not promise.standing.closed:
            said_again = Ruling(DecisionKind.SAME, ruling.by, paper=proposal.document_id, same_as=proposal.commitment_id)
            _decide(session, promise.id, said_again, tables, now)
    return decided


def _promises_in(session: Session, proposal: StoredProposal, day: date) -> list[StoredCommitment]:
    """List the commitments that a proposal comes from: its fact, or those in which a delay names the new term."""
    stored = queries.get(session, proposal.fact_id, as_of=day)
    if isinstance(stored, StoredCommitment):
        return [stored]
    if not isinstance(stored, StoredDelay):
        return []
    start, end = stored.fact.start, stored.fact.end
    every = (f for f in queries.facts_of(session, proposal.document_id) if isinstance(f, Commitment) and f.repeats is None)
    return [_commitment(session, f.identity(proposal.document_id), day) for f in every if start <= f.start and f.end <= end]


def _reopen(session: Session, proposal: StoredProposal, ruling: Ruling, now: datetime) -> Decided:
    """Take back what was said of a proposal, with the decisions that came of it, on either end of the link, if they still hold."""
    day = now.astimezone(AMSTERDAM).date()
    stored_proposals.reopen(session, proposal.id)
    stored = _commitment(session, proposal.commitment_id, day)
    written, after = None, stored.status
    for key in (*(promise.id for promise in _promises_in(session, proposal, day)), stored.id):
        past = history.of(session, key)
        came = [d for d in lifecycle.undoable(past, day) if (d.paper_id, d.by, d.at) == (proposal.document_id, proposal.by, proposal.at)]
        if came:
            n = (len(past) if ruling.seen is None or key != stored.id else ruling.seen) + 1
            written = Decision(n=n, kind=DecisionKind.UNDO, by=ruling.by, at=now, note=ruling.note, undoes=came[-1].n)
            after = lifecycle.status_of(history.decide(session, key, written), day)
    return Decided(stored.status, after, written, proposal)


def _decide(session: Session, commitment: str, ruling: Ruling, tables: Tables, now: datetime) -> Decided:
    day = now.astimezone(AMSTERDAM).date()
    stored = _commitment(session, commitment, day)
    past = history.of(session, stored.id)
    decision = Decision(
        n=(len(past) if ruling.seen is None else ruling.seen) + 1,
        kind=ruling.kind,
        by=ruling.by,
        at=now,
        paper_id=queries.paper_id(session, ruling.paper) if ruling.paper else None,
        term=ruling.term,
        actor=ruling.actor,
        ministry=tables.government.ministry(ruling.actor, stored.document_date) if ruling.actor else None,
        committee=ruling.committee and (tables.government.committee(ruling.committee, stored.document_date) or ruling.committee),
        note=ruling.note,
        same_as=_commitment(session, ruling.same_as, day).id if ruling.same_as else None,
        undoes=_to_undo(stored.id, past, day) if ruling.kind is DecisionKind.UNDO else None,
    )
    stands = history.decide(session, stored.id, decision)
    if stored.fact.confidence is Confidence.LOW and stands.confirmed is not stored.standing.confirmed:
        relate(session, queries.document(session, stored.document_id), tables, now)  # what nobody was sure of counts now, or no longer
    return Decided(stored.status, lifecycle.status_of(stands, day), decision)


def _commitment(session: Session, named: str, day: date) -> StoredCommitment:
    stored = queries.get(session, named, as_of=day)
    if not isinstance(stored, StoredCommitment):
        raise StoreError(f"{stored.id} is no commitment")
    return stored


def _to_undo(commitment_id: str, past: Iterable[Decision], day: date) -> int:
    undoable = lifecycle.undoable(past, day)
    if not undoable:
        raise StoreError(f"{commitment_id}: there is no decision to take back")
    return undoable[-1].n


def add(  # noqa: PLR0913 (what is added, and who added it when)
    engine: Engine, paper: str, quote: str, by: str, term: Term | None, tables: Tables, now: datetime
) -> str:
    """Store a commitment that the rules missed, tied to its words in a stored paper; returns its id.

    Raises NotFoundError where the words do not stand in the paper at one place, and StoreError where they are a commitment already.
    """
    with transaction(engine) as session:
        document = queries.document(session, queries.paper_id(session, paper))
        fact = pointed.find(document, quote, tables.calendar, tables.government)
        added = history.add(session, document, fact, by=by, at=now, term=term)
        relate(session, document, tables, now)
        matching.match(session, [document.date] if document.kind in DEBATES else [])
        return added
