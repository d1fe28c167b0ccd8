"""Who can sign in, and who has."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Text
from sqlmodel import Field

from tracker.store.tables.base import Table, UtcDateTime


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
