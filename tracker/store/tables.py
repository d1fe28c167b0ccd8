"""The tables. A table class does not validate: rows are built from the frozen values of `tracker.model`, here and nowhere else.

Kinds and states are text, calendar days are dates, moments are aware UTC. A column of a fact has the name of the field it holds. A change
here needs a migration: `tests/test_store.py` holds the two together.
"""

import datetime as dt
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import JSON, DateTime, Dialect, ForeignKeyConstraint, Index, LargeBinary, MetaData, Text, UniqueConstraint, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from tracker.model import Decision, Document, Fact, Standing, Term, Value
from tracker.model.register import Due, RegisterRecord
from tracker.store import StoredRecord


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware datetimes only, in and out, in UTC; SQLite by itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the interface of SQLAlchemy)
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the interface of SQLAlchemy)
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(SQLModel):
    # Constraints get the same names on every database, so that a migration can name them.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DocumentRow(Table, table=True):
    """A paper as last read. Its text and passages are what its facts point into."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_lists", "date", "id", "committee"),)

    id: str = Field(primary_key=True)
    sha256: str = Field(unique=True)
    name: str
    media_type: str
    kind: str
    date: dt.date
    date_basis: str
    title: str
    numbers: dict[str, list[str]] = Field(sa_type=JSON)
    committee: str | None
    committee_basis: str | None
    ministers: list[str] = Field(sa_type=JSON)
    text: str = Field(sa_type=Text)
    passages: list[dict[str, Any]] = Field(sa_type=JSON)
    first_seen: datetime = Field(sa_type=UtcDateTime)
    extractor: str | None = None  # the rules that last read it; None: its facts are to be found


class FactRow(Table):
    id: str = Field(primary_key=True)  # `Fact.identity`
    document_id: str = Field(foreign_key="document.id", index=True)
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    rule: str
    confidence: str
    occurrence: int
    page: int | None = None
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TermRow(FactRow):
    due_text: str | None
    due_start: dt.date | None
    due_end: dt.date | None = Field(index=True)
    precision: str
    due_rule: str | None
    estimated: bool
    revision: int = 0  # how often a later reading gave it another term, lost it or found it again, and when last
    revised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


_WITHDRAWN = text("withdrawn_at IS NOT NULL")


class CommitmentRow(TermRow, table=True):
    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_asked", "asked_by", "promised_to", "id"),
        Index("ix_commitment_withdrawn", "withdrawn_at", sqlite_where=_WITHDRAWN, postgresql_where=_WITHDRAWN),
    )

    tied_to: str | None
    recurring: bool
    condition: str | None
    committee: str | None
    committee_basis: str | None
    actor: str | None
    ministry: str | None
    speaker: str | None
    asked_by: str | None
    promised_to: str | None
    addressee: str
    action: str
    strength: str
    closing_list: bool
    about: str | None = Field(sa_type=Text)
    remarks: str | None = Field(sa_type=Text)
    repeats: int | None


class EventRow(TermRow, table=True):
    __tablename__ = "event"

    actor: str | None
    ministry: str | None
    what: str
    repeats: int | None


class FulfilmentRow(FactRow, table=True):
    __tablename__ = "fulfilment"

    of: str
    reference: str | None


class DelayRow(TermRow, table=True):
    __tablename__ = "delay"

    reference: str | None
    instead_of: str | None


class ProposalRow(Table, table=True):
    """A link from a fact of one paper to an earlier commitment, which a clerk confirms or rejects: `tracker.proposals`."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("commitment_id", "fact_id", "kind"),)

    id: str = Field(primary_key=True)  # of its kind, commitment and fact
    kind: str
    commitment_id: str = Field(foreign_key="commitment.id")
    fact_id: str  # of a commitment, a fulfilment or a delay
    document_id: str = Field(foreign_key="document.id", index=True)  # of that fact
    score: float
    reasons: list[dict[str, Any]] = Field(sa_type=JSON)
    state: str = Field(index=True)
    by: str | None = None  # who settled it, and when
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_seen: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MarkRow(Table, table=True):
    """A word under which a fact is found by facts of other papers: `tracker.store.candidates`."""

    __tablename__ = "mark"
    __table_args__ = {"sqlite_with_rowid": False}

    mark: str = Field(primary_key=True)
    day: dt.date = Field(primary_key=True)  # of its paper
    fact_id: str = Field(primary_key=True)  # of a commitment, a fulfilment or a delay


class DecisionRow(Table, table=True):
    """One row of a commitment's history: `tracker.model.Decision`. Only ever added to."""

    __tablename__ = "decision"

    commitment_id: str = Field(primary_key=True, foreign_key="commitment.id")
    n: int = Field(primary_key=True)
    kind: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    paper_id: str | None = Field(foreign_key="document.id", index=True)
    term: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    actor: str | None
    ministry: str | None
    committee: str | None
    note: str | None = Field(sa_type=Text)
    same_as: str | None
    undoes: int | None


_LISTED = ("listed", "rejected", "lapsed", "fulfilled", "due_end", "commitment_id")
_LOOKED_AT = ("until", "since", "said_on", "waiting", "precision", "due_start", "addressee", "delayed", "partly")


class StandingRow(Table, table=True):
    """How a commitment stands from one day to another: `tracker.model.Standing`. Made from the commitment and its decisions, and again from
    them whenever one of them changes: `tracker.store.history`. Every commitment has one row for any day.
    """

    __tablename__ = "standing"

    __table_args__ = (
        # What lists and counts look at, so that they need not open the table: what is open first, in the order in which it ends; the same
        # for the lists of one committee and of one ministry.
        Index("ix_standing_lists", *_LISTED, *_LOOKED_AT, "concerned", "ministry"),
        Index("ix_standing_of_committee", "concerned", *_LISTED, *_LOOKED_AT, "ministry"),
        Index("ix_standing_of_ministry", "ministry", *_LISTED, *_LOOKED_AT, "concerned"),
    )

    commitment_id: str = Field(primary_key=True, foreign_key="commitment.id")
    since: dt.date = Field(primary_key=True)  # the first day; `date.min` for how it was read
    until: dt.date  # the last day; `date.max` for how it stands now
    due_text: str | None
    due_start: dt.date | None
    due_end: dt.date | None
    precision: str
    due_rule: str | None
    estimated: bool
    original: dict[str, Any] = Field(sa_type=JSON)
    addressee: str
    waiting: bool
    rejected: bool
    lapsed: bool
    fulfilled: bool
    delayed: bool
    partly: bool
    confirmed: bool
    same_as: str | None = Field(index=True)
    actor: str | None
    ministry: str | None
    committee: str | None
    committee_basis: str | None
    # Beside the standing itself, what lists ask of the commitment and its paper:
    said_on: dt.date  # the day of the paper
    concerned: str | None  # the committee, or the paper's where the commitment names none
    listed: bool  # to be told: sure, or confirmed by a clerk, and no repetition of this paper or another


class SubscriptionRow(Table, table=True):
    """Who gets which digest: `tracker.model.Subscription`. A row is ended and never deleted: that a reader left can be undone."""

    __tablename__ = "subscription"

    key: str = Field(primary_key=True)
    address: str
    name: str | None
    committees: list[str] = Field(sa_type=JSON)
    ministries: list[str] = Field(sa_type=JSON)
    members: list[str] = Field(sa_type=JSON)
    dossiers: list[str] = Field(sa_type=JSON)
    words: list[str] = Field(sa_type=JSON)
    statuses: list[str] = Field(sa_type=JSON)
    when: str | None
    weekday: str | None
    hour: int | None
    ahead: int | None
    reminders: list[int] = Field(sa_type=JSON)
    quiet: bool
    origin: str
    token: str = Field(unique=True)  # in the address at which the reader ends it
    active_from: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(sa_type=UtcDateTime)  # None: the address is not known to be its owner's wish
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None


class DigestRunRow(Table, table=True):
    """The digest of one subscription and period has been seen to: by a mail, or because there was nothing to tell."""

    __tablename__ = "digest_run"

    subscription: str = Field(primary_key=True)
    period: str = Field(primary_key=True)  # "2025-W49", "2025-12-04"
    period_start: datetime = Field(sa_type=UtcDateTime)  # its scheduled moment
    planned_at: datetime = Field(sa_type=UtcDateTime)


class OutboxRow(Table, table=True):
    """A frozen mail to one address and how far it has come; `tracker.digest.outbox` says what the states mean."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("subscription", "period"),
        ForeignKeyConstraint(["subscription", "period"], ["digest_run.subscription", "digest_run.period"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    subscription: str
    period: str
    address: str
    subject: str
    message_id: str = Field(unique=True)
    eml: bytes = Field(sa_type=LargeBinary)
    sha256: str
    planned_at: datetime = Field(sa_type=UtcDateTime)  # the moment that it bears
    ready_at: datetime = Field(sa_type=UtcDateTime)  # by the real clock: when it was frozen
    state: str = Field(index=True)
    attempts: int = 0  # how often it was claimed
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: nothing more happens by itself
    lease_owner: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    code: int | None = None  # the last reply of the mail server
    reply: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AttemptRow(Table, table=True):
    """What became of one claim of one mail: evidence, only ever added to."""

    __tablename__ = "attempt"

    id: int | None = Field(default=None, primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    n: int
    at: datetime = Field(sa_type=UtcDateTime)
    phase: str
    outcome: str
    code: int | None = None
    reply: str | None = None


class ToldRow(Table, table=True):
    """What a subscription has been told about a fact, so that nothing is told as new twice."""

    __tablename__ = "told"

    subscription: str = Field(primary_key=True)
    fact_id: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    period: str
    told_at: datetime = Field(sa_type=UtcDateTime)


class RegisterRecordRow(Table, table=True):
    """A promise in the House's register as it last came, with the term that was read from its text. One that the House deletes keeps what
    it said.
    """

    __tablename__ = "register_record"

    id: str = Field(primary_key=True)  # the register's guid
    number: str | None = Field(index=True)  # not unique: a slip of the House must not stop a run
    text: str = Field(sa_type=Text)
    status: str
    minister: str | None
    office: str | None
    ministry: str | None
    registered_on: dt.date | None
    meeting_on: dt.date | None = Field(index=True)
    fulfilled_on: dt.date | None
    activity: str | None
    committee: str | None
    promised_to_members: list[str] = Field(sa_type=JSON)
    promised_to_parties: list[str] = Field(sa_type=JSON)
    fulfilled_by: list[str] = Field(sa_type=JSON)
    repeats: list[str] = Field(sa_type=JSON)
    changes: list[str] = Field(sa_type=JSON)
    adds_to: list[str] = Field(sa_type=JSON)
    changed_at: datetime | None = Field(sa_type=UtcDateTime)  # by the House
    due_text: str | None
    due_start: dt.date | None
    due_end: dt.date | None
    precision: str
    due_rule: str | None
    estimated: bool
    recurring: bool
    reader: str | None = Field(index=True)  # the rules that read its term
    missed: bool = Field(default=False, index=True)  # the report of its meeting has been read, and no promise in it can be this one
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when we learned of it


class RecordDecisionRow(Table, table=True):
    """What a clerk said of a record of the register, only ever added to; the last one holds."""

    __tablename__ = "record_decision"

    record_id: str = Field(primary_key=True, foreign_key="register_record.id")
    n: int = Field(primary_key=True)  # from 1
    kind: str  # "same", "reject" or "undo"
    commitment_id: str | None = Field(default=None, foreign_key="commitment.id", index=True)  # of "same"
    by: str = Field(index=True)
    at: datetime = Field(sa_type=UtcDateTime)


class RegisterBookmarkRow(Table, table=True):
    """How far a channel of the register has been read."""

    __tablename__ = "register_bookmark"

    channel: str = Field(primary_key=True)
    url: str = Field(primary_key=True)
    position: str = Field(sa_type=Text)
    synced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when a run last came to its end; None: none has yet


class AccountRow(Table, table=True):
    """Who can sign in: `tracker.model.accounts.Account`. Removed, never deleted: the history names who decided."""

    __tablename__ = "account"

    key: str = Field(primary_key=True)
    address: str
    name: str | None
    role: str
    committees: list[str] = Field(sa_type=JSON)
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkRow(Table, table=True):
    """A link that was asked for by mail, also by an address that has none coming, so that both are counted alike."""

    __tablename__ = "link"

    token: str = Field(primary_key=True)  # SHA-256 of what stands in the mail
    purpose: str  # "sign-in" or "subscribe"
    key: str = Field(index=True)  # the address, in small letters
    browser: str | None  # SHA-256 of the cookie of the browser that asked; None: any may use it
    asked_from: str = Field(index=True)  # SHA-256 of the network address
    asked_at: datetime = Field(sa_type=UtcDateTime)
    content: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))  # the subscription that is asked for
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SessionRow(Table, table=True):
    """Somebody who has signed in. The browser holds the secret, the database its hash."""

    __tablename__ = "session"

    id: str = Field(primary_key=True)  # SHA-256 of the secret
    account: str = Field(foreign_key="account.key", index=True)
    way: str  # "link" or "proxy"
    began_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FeedRow(Table, table=True):
    """A personal address of a calendar and a feed. Its reader holds the address, the database its hash."""

    __tablename__ = "feed"

    token: str = Field(primary_key=True)  # SHA-256 of what stands in the address
    account: str = Field(foreign_key="account.key", index=True)
    query: str = Field(sa_type=Text)  # the filters, as the address of a list has them
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HeartbeatRow(Table, table=True):
    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


F = TypeVar("F", bound=Value)


def columns(value: Value) -> dict[str, Any]:
    """Turn a validated value into the columns of its table: field name -> what any database takes."""
    return {name: _plain(content) for name, content in value.model_dump().items()}


def document_of(row: DocumentRow) -> Document:
    return value_of(Document, row)


def value_of(kind: type[F], row: Table) -> F:
    """Give back the validated value that a row was built from."""
    return kind.model_validate({name: getattr(row, name) for name in kind.model_fields})


def value_in(kind: type[F], kept: Mapping[str, Any]) -> F:
    """Give back the validated value that columns were built from: column name -> what the database gave."""
    return kind.model_validate({name: kept[name] for name in kind.model_fields})


def columns_of_decision(decision: Decision) -> dict[str, Any]:
    """Turn a decision into the columns of its table; the date of its paper stands with the paper."""
    term = decision.term.model_dump(mode="json") if decision.term else None
    plain = columns(decision)
    del plain["paper_date"]
    return {**plain, "term": term}


def decision_of(row: DecisionRow, paper_date: dt.date | None) -> Decision:
    """Give back a decision; `paper_date` is the date of the paper that it names."""
    kept = {name: getattr(row, name) for name in Decision.model_fields if name != "paper_date"}
    return Decision.model_validate({**kept, "paper_date": paper_date})


def columns_of_standing(standing: Standing) -> dict[str, Any]:
    """Turn a standing into the columns of its table: the term that counts now field by field, since queries look at it."""
    plain = columns(standing)
    term = plain.pop("term")
    return {**plain, **term, "original": standing.original.model_dump(mode="json"), "delayed": standing.delayed}


STANDING = (*Term.model_fields, *(name for name in Standing.model_fields if name != "term"))  # the columns that a standing is built from


def standing_of(kept: Mapping[str, Any]) -> Standing:
    """Give back a standing from its columns; what is delayed follows from its terms."""
    term = {name: kept[name] for name in Term.model_fields}
    return Standing.model_validate({"term": term} | {name: kept[name] for name in Standing.model_fields if name != "term"})


def record_of(row: RegisterRecordRow) -> StoredRecord:
    """Give back a record of the register with its term, as it last came."""
    said = {name: getattr(row, name) for name in RegisterRecord.model_fields if name != "deleted"}
    return StoredRecord(
        record=RegisterRecord.model_validate({**said, "deleted": row.deleted_at is not None}),
        term=Due.model_validate({name: getattr(row, name) for name in Due.model_fields}),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )


def page_of(fact: Fact, document: Document) -> int | None:
    """Say on which page of the paper, from 1, a fact's sentence starts; None where the paper has no pages."""
    pages = [p.page for p in document.passages if p.page and p.start <= fact.start < p.end]
    return pages[-1] if pages else None


def _plain(content: Any) -> Any:
    if isinstance(content, StrEnum):
        return content.value
    if isinstance(content, UUID):
        return str(content)
    if isinstance(content, str):
        # PostgreSQL takes no NUL and no half surrogate (a file name with stray bytes); one character for one keeps every offset.
        return content.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(content, dict):
        return {key: _plain(item) for key, item in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(item) for item in content]
    return content
