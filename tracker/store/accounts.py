"""Accounts, links sent by mail, sessions, and personal addresses of feeds. Of every secret only the hash is kept; `now` is a moment in UTC.

Lifetimes and limits follow OWASP ASVS 5.0: a link that signs in works once, for ten minutes, in the browser that asked for it (6.5.5,
6.6.2), and a session ends by itself (7.3).
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy
from sqlmodel import Session, col, select

from tracker.model import Value
from tracker.model.accounts import Account
from tracker.store import StoreError, mail
from tracker.store.tables.accounts import AccountRow, FeedRow, LinkRow, SessionRow
from tracker.store.tables.base import columns, value_of

Purpose = Literal["sign-in", "subscribe"]
Way = Literal["link", "proxy"]

VALID: dict[Purpose, timedelta] = {"sign-in": timedelta(minutes=10), "subscribe": timedelta(days=2)}
WINDOW, A_WINDOW, FROM_ONE_PLACE = timedelta(minutes=15), 3, 20  # so many mails to an address, and asked for from one network address
IDLE, ABSOLUTE = timedelta(hours=8), timedelta(hours=24)
NOTED = timedelta(minutes=10)  # how exactly it is noted when a session was last used; more often would only wear the database
MOST_FEEDS = 20  # personal addresses of one account
KEPT = timedelta(days=30)  # sessions that have ended, for who looks into what happened


def hashed(secret: str) -> str:
    """Give what the database keeps of a secret of 128 bits or more; nobody can try them all, so that one round of SHA-256 will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


# --- accounts ---------------------------------------------------------------------------------------------------------------------------


def put(session: Session, account: Account, now: datetime) -> None:
    """Add an account, or change what is known of it; its sessions go on, with the rights that it has now."""
    row = session.get(AccountRow, account.key)
    if row is None:
        row = AccountRow(key=account.key, added_at=now, **columns(account))
    else:
        for name, content in columns(account).items():
            setattr(row, name, content)
        row.removed_at = None
    session.add(row)
    session.flush()


def remove(session: Session, address: str, now: datetime) -> None:
    """Let an account sign in no more, and end its sessions at once. Raises StoreError where there is none."""
    row = session.get(AccountRow, address.casefold())
    if row is None or row.removed_at is not None:
        raise StoreError(f"{address} has no account: `tracker account list` shows them")
    row.removed_at = now
    for mine in session.exec(select(SessionRow).where(col(SessionRow.account) == row.key, col(SessionRow.ended_at).is_(None))):
        mine.ended_at = now
    session.flush()


def every(session: Session) -> list[Account]:
    """List those who can sign in, by address."""
    rows = session.exec(select(AccountRow).where(col(AccountRow.removed_at).is_(None)).order_by(col(AccountRow.key)))
    return [value_of(Account, row) for row in rows]


def named(session: Session, address: str) -> Account | None:
    """Give the account of an address; None where it has none."""
    row = session.get(AccountRow, address.casefold())
    return value_of(Account, row) if row and row.removed_at is None else None


# --- links ------------------------------------------------------------------------------------------------------------------------------


class Link(Value):
    """A link whose token was shown, and that may be used."""

    key: str  # the address it was mailed to, in small letters
    content: dict[str, object] | None


def ask(  # noqa: PLR0913 (all that is kept of it)
    session: Session,
    purpose: Purpose,
    address: str,
    *,
    asked_from: str,
    now: datetime,
    browser: str | None = None,
    content: dict[str, object] | None = None,
) -> str | None:
    """Keep that a link was asked for, and give its token of 192 bits; None where too many were, for this address or from this place."""
    _tidy(session, now)
    key, place = address.casefold(), hashed(asked_from)
    fresh = sqlalchemy.select(sqlalchemy.func.count()).select_from(LinkRow).where(col(LinkRow.asked_at) > now - WINDOW)
    to_it = session.execute(fresh.where(col(LinkRow.key) == key, col(LinkRow.purpose) == purpose)).scalar_one()
    from_there = session.execute(fresh.where(col(LinkRow.asked_from) == place)).scalar_one()
    if to_it >= A_WINDOW or from_there >= FROM_ONE_PLACE:
        return None
    token = secrets.token_urlsafe(24)
    row = LinkRow(
        token=hashed(token),
        purpose=purpose,
        key=key,
        browser=hashed(browser) if browser else None,
        asked_from=place,
        asked_at=now,
        content=content,
    )
    session.add(row)
    session.flush()
    return token


def look(session: Session, purpose: Purpose, token: str, now: datetime, browser: str | None = None) -> Link | None:
    """Say whether a link may be used now, and by this browser; looking uses nothing up."""
    row = session.get(LinkRow, hashed(token))
    return Link(key=row.key, content=row.content) if row and _holds(row, purpose, now, browser) else None


def use(session: Session, purpose: Purpose, token: str, now: datetime, browser: str | None = None) -> Link | None:
    """Use a link up; None where it may not be used. Of two who use it at once, one gets it."""
    row = session.exec(select(LinkRow).where(col(LinkRow.token) == hashed(token)).with_for_update()).one_or_none()
    if row is None or not _holds(row, purpose, now, browser):
        return None
    row.used_at = now
    session.flush()
    return Link(key=row.key, content=row.content)


def _holds(row: LinkRow, purpose: Purpose, now: datetime, browser: str | None) -> bool:
    in_time = row.used_at is None and row.asked_at <= now < row.asked_at + VALID[purpose]
    return row.purpose == purpose and in_time and (row.browser is None or row.browser == hashed(browser or ""))


def post_key(purpose: Purpose, address: str) -> str:
    """Name the mails with such links to an address among all mails; no subscription has a name like it."""
    return f"{purpose} {address.casefold()}"


def _tidy(session: Session, now: datetime) -> None:
    """Forget the links that are over, and let the mails wait no longer of addresses that have no other; forget old sessions."""
    for purpose, valid in VALID.items():
        mine = select(LinkRow.key).where(col(LinkRow.purpose) == purpose)
        over = col(LinkRow.purpose) == purpose, col(LinkRow.asked_at) < now - max(valid, WINDOW)
        gone = set(session.exec(select(LinkRow.key).where(*over)))
        session.execute(sqlalchemy.delete(LinkRow).where(*over))
        others = set(session.exec(mine.where(col(LinkRow.key).in_(gone))))
        for key in sorted(gone - others):
            mail.suppress(session, post_key(purpose, key), now)
    session.execute(sqlalchemy.delete(SessionRow).where(col(SessionRow.began_at) < now - KEPT))
    session.flush()


# --- sessions ---------------------------------------------------------------------------------------------------------------------------


class StoredSession(Value):
    """A session, without its secret."""

    id: str
    account: Account
    way: Way
    began_at: datetime
    seen_at: datetime


def begin(session: Session, account: Account, way: Way, now: datetime, before: str | None = None) -> str:
    """Begin a session and give its secret of 256 bits, always a new one; the session whose secret the browser had before ends."""
    if before:
        end(session, hashed(before), now)
    secret = secrets.token_urlsafe(32)
    session.add(SessionRow(id=hashed(secret), account=account.key, way=way, began_at=now, seen_at=now))
    session.flush()
    return secret


def current(session: Session, secret: str, now: datetime) -> StoredSession | None:
    """Give the session of a secret, with its account as that is now; None where it has ended, or the account was removed."""
    row = session.get(SessionRow, hashed(secret))
    return _stored(session, row, now) if row else None


def noted(session: Session, session_id: str, now: datetime) -> None:
    """Note that a session is in use."""
    row = session.get(SessionRow, session_id)
    if row and row.ended_at is None and row.seen_at < now:
        row.seen_at = now


def running(session: Session, now: datetime) -> list[StoredSession]:
    """List the sessions that have not ended, the newest first."""
    rows = session.exec(select(SessionRow).where(col(SessionRow.ended_at).is_(None)).order_by(col(SessionRow.began_at).desc()))
    return [found for row in rows if (found := _stored(session, row, now))]


def end(session: Session, session_id: str, now: datetime) -> str | None:
    """End a session by the hash of its secret, and give that back; None for an unknown one, or one that had ended."""
    row = session.get(SessionRow, session_id)
    if row is None or row.ended_at is not None:
        return None
    row.ended_at = now
    session.flush()
    return row.id


def _stored(session: Session, row: SessionRow, now: datetime) -> StoredSession | None:
    account = named(session, row.account)
    if account is None or row.ended_at is not None or now >= row.seen_at + IDLE or now >= row.began_at + ABSOLUTE:
        return None
    return StoredSession.model_validate(
        {"id": row.id, "account": account, "way": row.way, "began_at": row.began_at, "seen_at": row.seen_at}
    )


# --- personal addresses of feeds --------------------------------------------------------------------------------------------------------


class Feed(Value):
    """A personal address of a calendar and a feed, without the address. `query` are the filters of its list, as an address has them."""

    id: str  # the hash of its token
    query: str
    made_at: datetime


def make_feed(session: Session, account: Account, query: str, now: datetime) -> str | None:
    """Make a personal address for a list, and give its token of 192 bits; None where the account has as many as it may."""
    if len(feeds_of(session, account)) >= MOST_FEEDS:
        return None
    token = secrets.token_urlsafe(24)
    session.add(FeedRow(token=hashed(token), account=account.key, query=query, made_at=now))
    session.flush()
    return token


def feeds_of(session: Session, account: Account) -> list[Feed]:
    """List the addresses of an account that work, the oldest first."""
    mine = col(FeedRow.account) == account.key, col(FeedRow.revoked_at).is_(None)
    return [_feed(row) for row in session.exec(select(FeedRow).where(*mine).order_by(col(FeedRow.made_at), col(FeedRow.token)))]


def feed(session: Session, token: str) -> Feed | None:
    """Give what a token stands for; None for one that is unknown or revoked, or whose account was removed."""
    row = session.get(FeedRow, hashed(token))
    return _feed(row) if row and row.revoked_at is None and named(session, row.account) else None


def revoke_feed(session: Session, account: Account, feed_id: str, now: datetime) -> bool:
    """Let an address of this account work no longer; False where it has none with this id that works."""
    row = session.get(FeedRow, feed_id)
    if row is None or row.account != account.key or row.revoked_at is not None:
        return False
    row.revoked_at = now
    session.flush()
    return True


def _feed(row: FeedRow) -> Feed:
    return Feed(id=row.token, query=row.query, made_at=row.made_at)
