"""The House's own register, and how far it has been read."""

import datetime as dt
from datetime import datetime

from sqlalchemy import JSON, Text
from sqlmodel import Field

from tracker.model.register import Due, RegisterRecord
from tracker.store import StoredRecord
from tracker.store.tables.base import Table, UtcDateTime


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


def record_of(row: RegisterRecordRow) -> StoredRecord:
    """Give back a record of the register with its term, as it last came."""
    said = {name: getattr(row, name) for name in RegisterRecord.model_fields if name != "deleted"}
    return StoredRecord(
        record=RegisterRecord.model_validate({**said, "deleted": row.deleted_at is not None}),
        term=Due.model_validate({name: getattr(row, name) for name in Due.model_fields}),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )
