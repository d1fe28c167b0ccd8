"""Who gets which digest, and the mails."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from tracker.store.tables.base import Table, UtcDateTime


class SubscriptionRow(Table, table=True):
    """Who gets which digest: `tracker.model.mail.Subscription`. A row is ended and never deleted: that a reader left can be undone."""

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


class HeartbeatRow(Table, table=True):
    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
