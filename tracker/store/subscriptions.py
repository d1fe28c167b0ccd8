"""Who gets which digest, in the database: brought in from config.yaml, added and ended by command or by the reader.

A row is ended, never deleted. One that its reader has ended stays ended whatever config.yaml says, until somebody subscribes it again.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, select

from tracker.model import Value
from tracker.model.mail import Subscription
from tracker.store import StoreError, mail
from tracker.store.tables.base import columns, value_of
from tracker.store.tables.mail import SubscriptionRow

Origin = Literal["config", "command", "reader"]
READER = "reader"  # who ended it, from the mail or the page


class StoredSubscription(Value):
    """A subscription with how it came and whether it is in force."""

    subscription: Subscription
    origin: Origin
    token: str  # 22 characters, in the address at which the reader ends it
    active_from: datetime  # UTC
    confirmed_at: datetime | None  # None: nobody has shown yet that the address is theirs; it gets no digest
    ended_at: datetime | None
    ended_by: str | None

    @property
    def in_force(self) -> bool:
        """Whether it gets digests."""
        return self.ended_at is None and self.confirmed_at is not None


def bring(session: Session, configured: Iterable[Subscription], now: datetime) -> None:
    """Make the rows that come from config.yaml equal to what stands there, at `now` (UTC); what is gone from it has ended."""
    wanted = {s.key: s for s in configured}
    for key, subscription in wanted.items():
        row = session.get(SubscriptionRow, key)
        if row is None or row.ended_by in (None, "config"):
            _put(session, row, subscription, "config", now)
    ours = col(SubscriptionRow.origin) == "config", col(SubscriptionRow.ended_at).is_(None)
    for row in session.exec(select(SubscriptionRow).where(*ours)):
        if row.key not in wanted:
            _end(session, row, "config", now)


def subscribe(session: Session, subscription: Subscription, now: datetime) -> StoredSubscription:
    """Add a subscription, or let one that was ended begin again. Raises StoreError where the address has one in force."""
    row = session.get(SubscriptionRow, subscription.key)
    if row and row.ended_at is None:
        where = "in config.yaml: change it there" if row.origin == "config" else "already: `tracker unsubscribe` ends it first"
        raise StoreError(f"{subscription.address} has a subscription {where}")
    return _stored(_put(session, row, subscription, "command", now))


def wish(session: Session, subscription: Subscription, now: datetime) -> StoredSubscription:
    """Put in force what a reader asked for and confirmed from the mailbox, in place of what the reader had.

    Raises StoreError where the address gets its mail by config.yaml, which would bring the old one back.
    """
    row = session.get(SubscriptionRow, subscription.key)
    if row and row.ended_at is None and row.origin == "config":
        raise StoreError(f"{subscription.address} has a subscription in config.yaml: change it there")
    return _stored(_put(session, row, subscription, "reader", now))


def end(session: Session, address: str, by: str, now: datetime) -> StoredSubscription:
    """End the subscription of an address; mails that wait for it are not sent. Again is harmless. Raises StoreError for an unknown one."""
    row = session.get(SubscriptionRow, address.casefold())
    if row is None:
        raise StoreError(f"{address} has no subscription: `tracker subscriptions` lists them")
    _end(session, row, by, now)
    return _stored(row)


def named(session: Session, token: str) -> StoredSubscription | None:
    """Give the subscription whose mails carry this token; None for an unknown one. `end` ends it, by `READER`."""
    row = session.exec(select(SubscriptionRow).where(col(SubscriptionRow.token) == token)).one_or_none()
    return _stored(row) if row else None


def every(session: Session) -> list[StoredSubscription]:
    """List all subscriptions, ended ones too, by address."""
    return [_stored(row) for row in session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.key)))]


def in_force(session: Session) -> list[StoredSubscription]:
    """List the subscriptions that get digests, by address."""
    return [s for s in every(session) if s.in_force]


def _put(session: Session, row: SubscriptionRow | None, subscription: Subscription, origin: Origin, now: datetime) -> SubscriptionRow:
    content: dict[str, Any] = {**columns(subscription), "origin": origin, "ended_at": None, "ended_by": None}
    if row is None:
        row = SubscriptionRow(key=subscription.key, token=secrets.token_urlsafe(16), active_from=now, confirmed_at=now, **content)
        session.add(row)
    else:
        if row.ended_at is not None and row.ended_at > row.active_from:
            content["active_from"] = now  # what it missed in between was not asked for
        for name, value in content.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    session.flush()
    return row


def _end(session: Session, row: SubscriptionRow, by: str, now: datetime) -> None:
    if row.ended_at is None:
        row.ended_at, row.ended_by = now, by
        session.flush()
        mail.suppress(session, row.key, now)


def _stored(row: SubscriptionRow) -> StoredSubscription:
    kept = {name: getattr(row, name) for name in StoredSubscription.model_fields if name != "subscription"}
    return StoredSubscription.model_validate({"subscription": value_of(Subscription, row), **kept})
