"""What is kept between the stages: papers, their facts, mails. `queries`, `history`, `proposals` and `mail` hold all
SQL; here stand the values that come out.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from tracker import Fault
from tracker.model import AnyFact, Commitment, DateBasis, Delay, Event, Fulfilment, PaperKind, Standing, Status, Term, Value
from tracker.model.links import Kind, Reason
from tracker.model.register import Due, RegisterRecord


class StoreError(Fault):
    """The database cannot do what was asked; the message names the database, without its password, and what mends it."""


class StoredDocument(Value):
    """A paper in the store, without its text."""

    id: str  # sixteen hexadecimal digits
    name: str  # the file as given when it first came
    title: str
    number: str | None  # the first dossier number, "32317-975"
    kind: PaperKind
    date: date
    date_basis: DateBasis
    committee: str | None


class Stored(Value):
    """A fact in the store with what a reader needs to look it up in its paper."""

    id: str  # sixteen hexadecimal digits: `Fact.identity`
    document_id: str
    document_title: str
    document_number: str | None  # the first dossier number, "32317-975"
    document_name: str
    document_date: date
    document_committee: str | None = None
    document_dossiers: tuple[str, ...] = ()  # all its dossier numbers
    first_seen: datetime | None = None  # UTC; when an extraction first found it
    page: int | None = None  # of the paper, from 1; None where the paper has no pages
    withdrawn_at: datetime | None = None  # UTC; set when the present rules no longer find it


class StoredCommitment(Stored):
    fact: Commitment  # with its original term; what clerks said we misread is mended
    standing: Standing  # on the day that was asked for
    status: Status  # on that day
    days_late: int | None = None  # whole days since the window ended

    @property
    def term(self) -> Term:
        """The term that counts on the day that was asked for."""
        return self.standing.term


class Line(NamedTuple):
    """What a list for people tells of a commitment; a long list of the whole `StoredCommitment` would take five times as long."""

    id: str
    status: Status
    days_late: int | None  # whole days, of one that is overdue
    term: Term  # the one that counts, without its words
    delayed: bool
    partly: bool
    addressee: str
    action: str
    strength: str
    quote: str
    said_on: date

    @classmethod
    def of(cls, c: StoredCommitment) -> "Line":
        """Tell of a commitment what its line tells."""
        f, s, t = c.fact, c.standing, c.term
        late = c.days_late if c.status is Status.OVERDUE else None
        term = Term(due_start=t.due_start, due_end=t.due_end, precision=t.precision, estimated=t.estimated)
        return cls(c.id, c.status, late, term, s.delayed, s.partly, f.addressee, f.action, f.strength, f.quote, c.document_date)


class Plain(NamedTuple):
    """What a list for programs tells of a commitment; a long list of the whole `StoredCommitment` would take four times as long."""

    id: str
    status: str
    days_late: int | None  # whole days since the window ended
    delayed: bool
    partly: bool
    term_start: date | None  # of the term that counts
    term_end: date | None
    document_id: str
    document_title: str
    document_number: str | None
    page: int | None
    document_date: date
    fact: dict[str, Any]  # the fields of the `Commitment` as JSON has them, with its original term; days may be `date`

    @classmethod
    def of(cls, c: StoredCommitment) -> "Plain":
        """Tell of a commitment what a program is told."""
        term, s, paper = c.term, c.standing, (c.document_id, c.document_title, c.document_number, c.page, c.document_date)
        fact = c.fact.model_dump(mode="json")
        return cls(c.id, c.status, c.days_late, s.delayed, s.partly, term.due_start, term.due_end, *paper, fact)


class StoredEvent(Stored):
    fact: Event


class StoredFulfilment(Stored):
    fact: Fulfilment


class StoredDelay(Stored):
    fact: Delay


def fact_of(stored: Stored) -> AnyFact:
    """Give the fact of any kind of stored fact."""
    if isinstance(stored, StoredCommitment | StoredEvent | StoredFulfilment | StoredDelay):
        return stored.fact
    raise TypeError(f"{type(stored).__name__} holds no fact")


class ProposalState(StrEnum):
    """What a clerk has said of a proposal."""

    PROPOSED = "proposed"  # nothing yet
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class StoredProposal(Value):
    """A link that is proposed from a fact of a paper to an earlier commitment, with both sentences."""

    id: str  # sixteen hexadecimal digits
    kind: Kind
    score: float  # 0..1
    reasons: tuple[Reason, ...]  # the heaviest first
    state: ProposalState
    by: str | None  # who settled it
    at: datetime | None  # UTC
    withdrawn_at: datetime | None  # UTC; set when it is no longer proposed
    commitment_id: str
    commitment_quote: str
    commitment_date: date  # of its paper
    fact_id: str  # of a commitment, a fulfilment or a delay
    fact_quote: str
    document_id: str  # the paper of that fact
    document_title: str
    document_number: str | None
    document_date: date


class StoredRecord(Value):
    """A record of the House's register, as it last came."""

    record: RegisterRecord
    term: Due  # read from its text
    first_seen: datetime  # UTC
    last_seen: datetime  # UTC
