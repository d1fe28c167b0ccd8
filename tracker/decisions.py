"""What a clerk decides on commitments and on proposed links, and what comes of it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from tracker import lifecycle, matching, recurring
from tracker.extraction import pointed
from tracker.jobs import Tables, relate, relate_to
from tracker.model import AMSTERDAM, DEBATES, Commitment, Confidence, Decision, DecisionKind, Status, Term
from tracker.model.links import Kind
from tracker.store import ProposalState, StoredCommitment, StoredDelay, StoredProposal, StoreError, history, queries
from tracker.store import proposals as stored_proposals
from tracker.store.engine import transaction

# From when on what was proposed of a commitment may be withdrawn: all of it, or none.
_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


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
    before_it: Decision | None = None  # the decision that stood last, where another clerk took it


@dataclass(frozen=True)
class _Desk:
    """What every decision is taken with."""

    session: Session
    tables: Tables
    now: datetime

    @property
    def day(self) -> date:
        return self.now.astimezone(AMSTERDAM).date()

    def relate(self, stored: StoredCommitment) -> None:
        relate(self.session, queries.document(self.session, stored.document_id), self.tables, self.now)


def decide(engine: Engine, chosen: str, ruling: Ruling, tables: Tables, now: datetime) -> Decided:
    """Decide on one commitment, or confirm or reject one proposal (its id, or the beginning of that).

    Raises StoreError for what is unknown or makes no sense, and DecidedMeanwhileError where others have decided since the clerk looked.
    """
    with transaction(engine) as session:
        desk = _Desk(session, tables, now)
        proposal = stored_proposals.named(session, chosen)
        if proposal:
            return _settle(desk, _present(desk, proposal), ruling)
        return _decide(desk, chosen, ruling)


# What a clerk decides on the commitment by confirming a proposal.
_CONFIRMED = {
    Kind.FULFILS: DecisionKind.FULFILLED,
    Kind.PARTLY_FULFILS: DecisionKind.PARTLY,
    Kind.DELAYS: DecisionKind.NEW_TERM,
    Kind.REPEATS: DecisionKind.NOTE,
}


def _present(desk: _Desk, proposal: StoredProposal) -> StoredProposal:
    """Give a proposal as it is made now: that of a commitment which says another one again is one of the other by now."""
    first = history.first(desk.session, proposal.commitment_id)
    again = (
        stored_proposals.between(desk.session, first, proposal.fact_id)
        if proposal.withdrawn_at and first != proposal.commitment_id
        else None
    )
    return again or proposal


def _settle(desk: _Desk, proposal: StoredProposal, ruling: Ruling) -> Decided:
    if ruling.kind is DecisionKind.UNDO:
        return _reopen(desk, proposal, ruling)
    if ruling.kind not in (DecisionKind.CONFIRM, DecisionKind.REJECT):
        raise StoreError(f"{proposal.id} is a proposal: confirm or reject it, or undo that; or decide on {proposal.commitment_id}")
    if ruling.paper:
        raise StoreError(f"{proposal.id} is proposed by paper {proposal.document_id}; name no other, or decide on {proposal.commitment_id}")
    state = ProposalState.CONFIRMED if ruling.kind is DecisionKind.CONFIRM else ProposalState.REJECTED
    stored_proposals.settle(desk.session, proposal.id, state, by=ruling.by, at=desk.now)
    if state is ProposalState.REJECTED:
        status = _commitment(desk, proposal.commitment_id).status
        return Decided(status, status, None, proposal)
    kind = _CONFIRMED[proposal.kind]
    meant = replace(
        ruling,
        kind=kind,
        paper=proposal.document_id,
        term=stored_proposals.term(desk.session, proposal) if kind is DecisionKind.NEW_TERM else None,
        note=ruling.note or ("repeated: " + proposal.fact_quote if kind is DecisionKind.NOTE else None),
    )
    first = history.first(desk.session, proposal.commitment_id)
    decided = _decide(desk, first, meant)
    for promise in _promises_in(desk, proposal):
        if promise.standing.same_as is None and not promise.standing.rejected and promise.id != first:
            _decide(desk, promise.id, Ruling(DecisionKind.SAME, ruling.by, paper=proposal.document_id, same_as=first))
    return replace(decided, after=_commitment(desk, first).status, proposal=proposal)


def _promises_in(desk: _Desk, proposal: StoredProposal) -> list[StoredCommitment]:
    """List the commitments that a proposal comes from: its fact, or those in which a delay names the new term."""
    stored = queries.get(desk.session, proposal.fact_id, as_of=desk.day)
    if isinstance(stored, StoredCommitment):
        return [stored]
    if not isinstance(stored, StoredDelay):
        return []
    start, end = stored.fact.start, stored.fact.end
    every = (f for f in queries.facts_of(desk.session, proposal.document_id) if isinstance(f, Commitment) and f.repeats is None)
    return [_commitment(desk, f.identity(proposal.document_id)) for f in every if start <= f.start and f.end <= end]


def _reopen(desk: _Desk, proposal: StoredProposal, ruling: Ruling) -> Decided:
    """Take back what was said of a proposal, with the decisions that came of it, on either end of the link, if they still hold."""
    stored_proposals.reopen(desk.session, proposal.id)
    on, written = history.first(desk.session, proposal.commitment_id), None
    stored, kind = _commitment(desk, on), _CONFIRMED[proposal.kind]
    came = [(promise.id, DecisionKind.SAME) for promise in _promises_in(desk, proposal)]
    for key, meant in (*came, *((key, kind) for key in {proposal.commitment_id, on})):
        mine = (meant, proposal.document_id, proposal.by, proposal.at)
        holds = [d for d in lifecycle.undoable(history.of(desk.session, key), desk.day) if (d.kind, d.paper_id, d.by, d.at) == mine]
        if meant is DecisionKind.NEW_TERM:  # a letter may give two at one moment
            holds = [d for d in holds if d.term == stored_proposals.term(desk.session, proposal)]
        if holds:
            seen = ruling.seen if key == on else None
            written = _take_back(desk, key, holds[-1], replace(ruling, seen=seen))
    if on != proposal.commitment_id:
        relate_to(desk.session, {proposal.commitment_id: _EVER, on: _NEVER}, desk.tables, desk.now)
    return Decided(stored.status, _commitment(desk, on).status, written, proposal)


def _decide(desk: _Desk, commitment: str, ruling: Ruling) -> Decided:
    stored = _commitment(desk, commitment)
    past = history.of(desk.session, stored.id)
    if ruling.kind is DecisionKind.UNDO:
        undoable = lifecycle.undoable(past, desk.day)
        if not undoable:
            raise StoreError(f"{stored.id}: there is no decision to take back")
        last = undoable[-1]
        for link in stored_proposals.behind(desk.session, stored.id, last):
            if _CONFIRMED[link.kind] is last.kind:
                return _reopen(desk, link, ruling)
        written = _take_back(desk, stored.id, last, ruling)
        return Decided(stored.status, _commitment(desk, stored.id).status, written)
    paper, term = queries.paper_id(desk.session, ruling.paper) if ruling.paper else None, ruling.term
    mended = any(d.kind is DecisionKind.CORRECT and d.term for d in lifecycle.live(past, desk.day))
    if ruling.kind is DecisionKind.FULFILLED and stored.fact.recurring and not mended:
        on = queries.document(desk.session, paper).date if paper else desk.day
        term = recurring.next_term(stored.standing, stored.fact, on, desk.tables.calendar)
    decision = Decision(
        n=(len(past) if ruling.seen is None else ruling.seen) + 1,
        kind=ruling.kind,
        by=ruling.by,
        at=desk.now,
        paper_id=paper,
        term=term,
        actor=ruling.actor,
        ministry=desk.tables.government.ministry(ruling.actor, stored.document_date) if ruling.actor else None,
        committee=ruling.committee and (desk.tables.government.committee(ruling.committee, stored.document_date) or ruling.committee),
        note=ruling.note,
        same_as=_commitment(desk, ruling.same_as).id if ruling.same_as else None,
    )
    stands = history.decide(desk.session, stored.id, decision)
    if decision.same_as:
        _relate_both(desk, stored.id, decision, hidden=True)
    if stored.fact.confidence is Confidence.LOW and stands.confirmed is not stored.standing.confirmed:
        desk.relate(stored)  # what nobody was sure of counts now, or no longer
    told = [d for d in lifecycle.live(past, desk.day) if d.kind is not DecisionKind.NOTE]
    another = told[-1] if told and told[-1].by != ruling.by else None
    return Decided(stored.status, lifecycle.status_of(stands, desk.day), decision, before_it=another)


def _take_back(desk: _Desk, commitment: str, last: Decision, ruling: Ruling) -> Decision:
    """Write that a decision holds no longer, and what another commitment was told by it."""
    n = (len(history.of(desk.session, commitment)) if ruling.seen is None else ruling.seen) + 1
    written = Decision(n=n, kind=DecisionKind.UNDO, by=ruling.by, at=desk.now, note=ruling.note, undoes=last.n)
    before, stands = _commitment(desk, commitment), history.decide(desk.session, commitment, written)
    if last.same_as:
        _relate_both(desk, commitment, last, hidden=False)
    if before.fact.confidence is Confidence.LOW and stands.confirmed is not before.standing.confirmed:
        desk.relate(before)
    return written


def _relate_both(desk: _Desk, again: str, said: Decision, *, hidden: bool) -> None:
    """Let what comes back to a commitment come back to the one that it says again, or no longer; an unsure one counts now, or no longer."""
    first = history.first(desk.session, said.same_as or again)
    since = {again: _EVER, first: _NEVER} if hidden else {again: _NEVER, first: said.at}
    relate_to(desk.session, since, desk.tables, desk.now)
    meant = _commitment(desk, first)
    if meant.fact.confidence is Confidence.LOW:
        desk.relate(meant)


def _commitment(desk: _Desk, named: str) -> StoredCommitment:
    stored = queries.get(desk.session, named, as_of=desk.day)
    if not isinstance(stored, StoredCommitment):
        raise StoreError(f"{stored.id} is no commitment")
    return stored


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
