"""Papers, what is found in them, and what becomes of it."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from tracker.model import Decision, Document, Fact, Standing, Term
from tracker.store.tables.base import Table, UtcDateTime, columns, lean, value_of


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


class CommitmentRow(TermRow, table=True):
    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_asked", "asked_by", "promised_to", "id"),
        # Partial on PostgreSQL too (migration 0010): to say so here loads what speaks to PostgreSQL with every command, for 40 ms.
        Index("ix_commitment_withdrawn", "withdrawn_at", sqlite_where=text("withdrawn_at IS NOT NULL")),
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
    __table_args__ = ({"sqlite_with_rowid": False},)

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
        # What `tracker list` looks at: of a commitment with a history most rows held before the day that is asked for.
        Index("ix_standing_of_day", *_LISTED[:4], "until", "due_end", "since"),
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


def document_of(row: DocumentRow) -> Document:
    return value_of(Document, row)


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
    standing = Standing.model_validate({"term": term} | {name: kept[name] for name in Standing.model_fields if name != "term"})
    for one in (standing, standing.term, standing.original):
        lean(one)
    return standing


def page_of(fact: Fact, document: Document) -> int | None:
    """Say on which page of the paper, from 1, a fact's sentence starts; None where the paper has no pages."""
    pages = [p.page for p in document.passages if p.page and p.start <= fact.start < p.end]
    return pages[-1] if pages else None
