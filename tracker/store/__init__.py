"""What is kept between the stages: papers, their facts, mails. `queries` and `mail` hold all SQL; here stand the values that come out."""

from datetime import date, datetime

from tracker.model import Commitment, DateBasis, Event, Fulfilment, PaperKind, Standing, Status, Term, Value
from tracker.sources.register import Due, RegisterRecord


class StoreError(Exception):
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


class StoredEvent(Stored):
    fact: Event


class StoredFulfilment(Stored):
    fact: Fulfilment


class StoredRecord(Value):
    """A record of the House's register, as it last came."""

    record: RegisterRecord
    term: Due  # read from its text
    first_seen: datetime  # UTC
    last_seen: datetime  # UTC
