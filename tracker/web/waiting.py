"""What waits for a clerk, in the order of what matters, and what a clerk has decided last.

Three kinds: links of later papers to earlier commitments; records of the House's register that were missed in the report of their meeting;
and sentences of which it is doubtful whether they are commitments.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session

from tracker import lifecycle, matching
from tracker.matching import Near
from tracker.model import Status
from tracker.model.accounts import Account
from tracker.reference.government import Government
from tracker.store import ProposalState, StoredCommitment, StoredProposal, StoredRecord, history, matches, pages, proposals, queries
from tracker.wording import facts

LATEST = 8  # decisions of one's own, to be taken back
URGENT = {status: n for n, status in enumerate((Status.OVERDUE, Status.DUE_SOON, Status.DELAYED, Status.OPEN))}


class Item(NamedTuple):
    """One thing that waits: a commitment that is doubtful, a link to one, or a record of the register.

    `seen`: how many decisions there are on it. `near` is what a record may be.
    """

    id: str
    committee: str | None
    commitment: StoredCommitment | None = None
    link: StoredProposal | None = None
    record: StoredRecord | None = None
    near: Near | None = None
    seen: int = 0

    @property
    def why(self) -> str:
        """Why the link is proposed."""
        return "; ".join(facts.reason(r) for r in self.link.reasons if r.weight > 0) if self.link else ""


def concerned(stored: StoredCommitment) -> str | None:
    """Give the committee that a commitment concerns, or its paper's where it names none."""
    return stored.standing.committee or stored.document_committee


def committee_of(record: StoredRecord, government: Government) -> str | None:
    """Give the committee of a record by its own name; None where the reference table does not know what the register prints."""
    named, day = record.record.committee, record.record.made_on
    return government.committee(named, day) if named and day else None


def items(session: Session, government: Government, today: date, soon: int) -> list[Item]:
    """List all that waits: links first, of overdue commitments before others, the surest first; then records, then what is doubtful, both
    by their terms.
    """
    links = proposals.waiting(session, as_of=today)
    of = {c.id: c for c in pages.by_id(session, list(dict.fromkeys(p.commitment_id for p in links)), as_of=today, due_soon_days=soon)}
    linked = [(of[p.commitment_id], p) for p in links if p.commitment_id in of]
    linked.sort(key=lambda pair: URGENT.get(pair[0].status, len(URGENT)))
    doubtful = queries.commitments(session, as_of=today, review=True, due_soon_days=soon)
    return [
        *(Item(link.id, concerned(c), commitment=c, link=link) for c, link in linked),
        *(Item(str(r.record.id), committee_of(r, government), record=r) for r in matches.waiting(session, today)),
        *(Item(c.id, concerned(c), commitment=c) for c in doubtful),
    ]


def shown(session: Session, some: Sequence[Item], today: date) -> list[Item]:
    """Add to the items of a page what their clerk sees of them: how much was decided, and what a record may be."""
    decided = history.counts(session, [item.commitment.id for item in some if item.commitment])
    records = [item.record for item in some if item.record]
    said, near = matches.counts(session, [r.record.id for r in records]), matching.near(session, records, today)
    out = []
    for item in some:
        if item.record:
            key = item.record.record.id
            out.append(item._replace(seen=said[key], near=near[key]))
        elif item.commitment:
            out.append(item._replace(seen=decided[item.commitment.id]))
    return out


# --- what was decided -------------------------------------------------------------------------------------------------------------------


class Done(NamedTuple):
    """Something that the clerk decided a moment ago. `seen` is None where it can no longer be taken back here."""

    id: str
    words: str
    quote: str
    commitment_id: str | None
    seen: int | None


def done(session: Session, account: Account, today: date) -> list[Done]:
    """List what this clerk decided last. Only the last decision on a commitment can be taken back: nobody undoes another's."""
    by = account.signature
    settled = proposals.settled(session, by, LATEST)
    came = {(p.commitment_id, p.at) for p in settled if p.state is ProposalState.CONFIRMED}
    decided = [(key, d) for key, d in history.latest(session, by, LATEST) if (key, d.at) not in came]
    ids = {p.commitment_id for p in settled} | {key for key, _ in decided}
    quotes = {c.id: c.fact.quote for c in pages.by_id(session, sorted(ids), as_of=today, due_soon_days=lifecycle.DUE_SOON_DAYS)}
    counts = history.counts(session, ids)
    found: list[tuple[Any, Done]] = []
    for p in settled:
        words = f"{'Bevestigd' if p.state is ProposalState.CONFIRMED else 'Afgewezen'}: {facts.LINKS[p.kind]}"
        found.append((p.at, Done(p.id, words, p.commitment_quote, p.commitment_id, counts[p.commitment_id])))
    for key, d in decided:
        undoable = lifecycle.undoable(history.of(session, key), today)
        last = bool(undoable) and undoable[-1].n == d.n
        found.append((d.at, Done(key, facts.decision(d), quotes.get(key, ""), key, counts[key] if last else None)))
    for record, said in matches.latest(session, by, LATEST, today):
        found.append((said.at, Done(str(said.record_id), facts.SAID_OF_RECORD[said.kind], record.record.text, said.commitment_id, said.n)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [one for _, one in found[:LATEST]]


def record_id(key: str) -> UUID | None:
    """Read the id of a record as a form has it; None for what is no such id."""
    try:
        found = UUID(key)
    except ValueError:
        return None
    return found if str(found) == key else None
