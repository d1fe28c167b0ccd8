"""A decision that a form of the desk asks for: on what it is taken, whether its clerk may, and taking it or saying why not.

Every form says how many decisions its clerk has seen; where another has decided since, nothing is written.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tracker import decisions, lifecycle, matching
from tracker.decisions import Ruling
from tracker.model import Decision, DecisionKind
from tracker.model.accounts import Account, Act
from tracker.model.register import RecordDecision
from tracker.store import ProposalState, StoredCommitment, StoredProposal, StoredRecord, StoreError, history, matches, pages, proposals
from tracker.store.engine import transaction
from tracker.store.history import DecidedMeanwhileError
from tracker.web.desk import Form, demand, desk_of, moment
from tracker.web.pages import site_of
from tracker.web.waiting import committee_of, concerned, record_id
from tracker.wording import dutch, facts

_ID = re.compile("[0-9a-f]{16}")
NO_RECORD = "Deze toezegging staat niet (meer) in het register."
MEANWHILE = "Een ander heeft hierover inmiddels besloten; uw besluit is niet genomen."
UNFIT = "Dit besluit past niet (meer) bij hoe het er nu voor staat; het is niet genomen."


class Target(NamedTuple):
    """What a decision is taken on: a commitment, a link to one, or a record of the register; by whom, and after how many that were seen."""

    id: str
    on: StoredCommitment | StoredRecord
    link: StoredProposal | None
    account: Account
    seen: int


class Refusal(NamedTuple):
    """Why a decision was not taken, and what stands there now; `commitment_id` is None for a record of the register."""

    quote: str
    commitment_id: str | None
    words: str
    last: str


def target(request: Request, key: str, kind: DecisionKind, form: Form) -> Target:
    """Find what is decided on. Raises HTTPException where there is no such thing, or the clerk who asks may not (400, 403, 404)."""
    seen = form.one(f"gezien-{key}") or ""
    if not (_ID.fullmatch(key) or record_id(key)) or not re.fullmatch(r"\d{1,6}", seen, re.ASCII):
        raise HTTPException(400, "Dit formulier klopt niet: er staat niet in wat u gezien hebt.")
    site, account = site_of(request), demand(request, Act.REVIEW)
    with transaction(site.engine, writes=False) as session:
        link = proposals.named(session, key)
        on, committee, by = _record(request, session, key) or _fact(request, session, link.commitment_id if link else key)
    if kind is not DecisionKind.UNDO or (link.by if link else by) != account.signature:
        demand(request, Act.DECIDE, committee)  # one's own can be taken back, also where it gave the commitment to others
    return Target(key, on, link, account, int(seen))


Found = tuple[
    StoredCommitment | StoredRecord, str | None, str | None
]  # with its committee, and who took the decision that an undo takes back


def _record(request: Request, session: Session, key: str) -> Found | None:
    record = record_id(key)
    if record is None:
        return None
    try:
        stored = matches.record(session, record)
    except StoreError:
        raise HTTPException(404, NO_RECORD) from None
    past = matches.said_of(session, record)
    return stored, committee_of(stored, site_of(request).government), past[-1].by if past else None


def _fact(request: Request, session: Session, key: str) -> Found:
    site = site_of(request)
    stored = commitment(session, key, site.today(), site.due_soon_days)
    undoable = lifecycle.undoable(history.of(session, key), site.today())
    return stored, concerned(stored), undoable[-1].by if undoable else None


def commitment(session: Session, key: str, today: date, soon: int) -> StoredCommitment:
    """Give a commitment as it stands today. Raises HTTPException (404)."""
    found = pages.by_id(session, [key], as_of=today, due_soon_days=soon)
    if not found or found[0].document_date > today:
        raise HTTPException(404, "Deze toezegging is er niet.")
    return found[0]


def attempt(request: Request, of: Target, kind: DecisionKind, **said: Any) -> Refusal | None:
    """Take one decision; None where it stands."""
    engine, by, on = site_of(request).engine, of.account.signature, of.on
    try:
        if isinstance(on, StoredRecord):
            matching.decide(engine, on.record.id, kind, by, moment(request), same_as=said.get("same_as"), seen=of.seen)
        else:
            decisions.decide(engine, of.id, Ruling(kind, by, seen=of.seen, **said), desk_of(request).tables, moment(request))
    except DecidedMeanwhileError:
        words = MEANWHILE
    except StoreError:
        words = UNFIT
    else:
        return None
    with transaction(engine, writes=False) as session:
        if isinstance(on, StoredRecord):
            return Refusal(on.record.text, None, words, _last_said(matches.said_of(session, on.record.id)))
        link = proposals.named(session, of.id) if of.link else None
        last = _last(history.of(session, on.id))
    if link and link.state is not ProposalState.PROPOSED and kind is not DecisionKind.UNDO:
        settled = "bevestigd" if link.state is ProposalState.CONFIRMED else "afgewezen"
        words = f"Dit verband is al {settled} door {link.by}; uw besluit is niet genomen."
    return Refusal(on.fact.quote, on.id, words, last)


def _last(past: Sequence[Decision]) -> str:
    return f"Laatste besluit: {facts.decision(past[-1])}, door {facts.clean(past[-1].by)}, {dutch.day(past[-1].day)}." if past else ""


def _last_said(past: Sequence[RecordDecision]) -> str:
    return f"Laatste besluit: {facts.SAID_OF_RECORD[past[-1].kind]}, door {facts.clean(past[-1].by)}." if past else ""
