"""The mails in the database: planned once, claimed by one sender at a time, with evidence of every try. What is decided stands in
`tracker.digest.outbox`; here each change is one statement that looks at the state it starts from.

`now` is a moment in UTC. Mails and things told that are recorded after it are not seen.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import CursorResult, Update, func
from sqlmodel import Session, col, select

from tracker.model import Value
from tracker.model.mail import Message
from tracker.store import StoreError
from tracker.store.tables.base import Table, UtcDateTime, value_of
from tracker.store.tables.mail import AttemptRow, DigestRunRow, HeartbeatRow, OutboxRow, ToldRow

SCHEDULE, INGEST = "schedule", "ingest"  # heartbeats: of the scheduler's look, and of a look for papers


class MailState(StrEnum):
    PENDING = "pending"  # to be handed over at `next_attempt_at`
    LEASED = "leased"  # claimed; nothing has been sent yet
    HANDING_OVER = "handing_over"  # being sent: after a crash in this state it may have arrived
    SENT = "sent"
    UNKNOWN = "unknown"  # may have arrived; handed over again at `next_attempt_at`, or waits for a person
    FAILED = "failed"  # refused for good, or refused for two days, or too old to go out by itself
    SUPPRESSED = "suppressed"  # not sent, and nobody waits for it: its reader left, or a person said so


WAITING = [state.value for state in MailState if state not in (MailState.SENT, MailState.SUPPRESSED)]  # somebody may miss it


class Claim(Value):
    """The right to hand over one mail."""

    id: int
    attempt: int  # from 1
    unknowns: int  # how many earlier tries ended unknown
    owner: str
    message: Message
    sha256: str  # of the bytes when they were frozen


class Attempt(Value):
    n: int
    at: datetime
    phase: str
    outcome: str
    code: int | None
    reply: str | None


class StoredMail(Value):
    """A mail in the outbox, without its bytes."""

    id: int
    subscription: str
    address: str
    period: str
    subject: str
    message_id: str
    sha256: str
    state: MailState
    attempts: int
    planned_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    lease_owner: str | None
    lease_until: datetime | None
    code: int | None
    reply: str | None


# --- what was planned and told ----------------------------------------------------------------------------------------------------------


class Run(Value):
    """The digest of one subscription and period, which is seen to once."""

    subscription: str  # its key
    period: str
    period_start: datetime  # its scheduled moment, UTC


def planned(session: Session, periods: Iterable[str]) -> frozenset[tuple[str, str]]:
    """List which digests of these periods have been seen to, as (subscription, period), whenever that was."""
    r = DigestRunRow
    query = sqlalchemy.select(col(r.subscription), col(r.period)).where(col(r.period).in_(set(periods)))
    return frozenset((subscription, period) for subscription, period in session.execute(query))


def last_period_start(session: Session, subscription: str, now: datetime) -> datetime | None:
    """Give the scheduled moment of the last digest of a subscription that was seen to; None where there was none."""
    mine = select(DigestRunRow.period_start).where(DigestRunRow.subscription == subscription, col(DigestRunRow.planned_at) <= now)
    return session.exec(mine.order_by(col(DigestRunRow.period_start).desc())).first()


def mailed(session: Session, now: datetime) -> dict[str, tuple[datetime, datetime]]:
    """Say, by subscription, when its first and its last mail were made; those that have had none are left out."""
    o = OutboxRow
    moments = func.min(o.planned_at, type_=UtcDateTime), func.max(o.planned_at, type_=UtcDateTime)
    query = sqlalchemy.select(col(o.subscription), *moments).where(col(o.planned_at) <= now).group_by(col(o.subscription))
    return {subscription: (first, last) for subscription, first, last in session.execute(query)}


def told(session: Session, subscription: str, now: datetime) -> dict[str, frozenset[str]]:
    """Give what a subscription has been told: fact id -> reasons."""
    t = ToldRow
    query = sqlalchemy.select(col(t.fact_id), col(t.reason)).where(col(t.subscription) == subscription, col(t.told_at) <= now)
    reasons: dict[str, set[str]] = {}
    for fact_id, reason in session.connection().execute(query):  # past the session: hundreds of rows for each of a thousand readers
        reasons.setdefault(fact_id, set()).add(reason)
    return {fact_id: frozenset(said) for fact_id, said in reasons.items()}


def plan(  # noqa: PLR0913 (all that is kept at once)
    session: Session, run: Run, message: Message | None, telling: Iterable[tuple[str, str]], now: datetime, ready: datetime
) -> bool:
    """See to a digest: put its mail in the outbox with what it tells, as (fact id, reason); None: there is nothing to tell.

    False where it has been seen to already. `now` is the moment that the mail bears, `ready` that by the real clock, from which it can be
    handed over. All in the session's transaction: the run, the mail and what it tells are kept, or nothing.
    """
    if not _insert(session, DigestRunRow, planned_at=now, **run.model_dump()):
        return False
    if message is None:
        return True
    digest = hashlib.sha256(message.eml).hexdigest()
    frozen = {**message.model_dump(), "sha256": digest, "planned_at": now, "ready_at": ready, "next_attempt_at": ready}
    session.add(OutboxRow(**frozen, state=MailState.PENDING.value))
    session.flush()
    common = {"subscription": run.subscription, "period": run.period, "told_at": now}
    _tell(session, [{**common, "fact_id": fact_id, "reason": reason} for fact_id, reason in telling])
    return True


# --- handing over -----------------------------------------------------------------------------------------------------------------------


def recover(session: Session, now: datetime, is_alive: Callable[[str], bool], unknown_tries: int) -> None:
    """Free the mails whose sender is dead or has let its lease run out.

    One that was only leased has not been sent. One that was being handed over may have been, and becomes `unknown`. Both are due at once,
    but a mail that has been unknown `unknown_tries` times waits for a person.
    """
    o = OutboxRow
    held = select(o).where(col(o.state).in_([MailState.LEASED.value, MailState.HANDING_OVER.value])).with_for_update(skip_locked=True)
    for row in session.exec(held).all():
        if row.lease_until and row.lease_until > now and is_alive(row.lease_owner or ""):
            continue
        sending = row.state == MailState.HANDING_OVER.value
        state = MailState.UNKNOWN if sending else MailState.PENDING
        again = None if sending and _unknowns(session, row.id) + 1 >= unknown_tries else min(now, row.lease_until or now)
        phase, reply = row.state, f"its sender {row.lease_owner} stopped"
        seen = col(o.state) == row.state, col(o.lease_owner) == row.lease_owner, col(o.attempts) == row.attempts
        freed = (
            _mails(row.id).where(*seen).values(state=state.value, next_attempt_at=again, lease_owner=None, lease_until=None, reply=reply)
        )
        if _changed(session, freed):
            session.add(AttemptRow(outbox_id=row.id or 0, n=row.attempts, at=now, phase=phase, outcome=state.value, reply=reply))


def hold(session: Session, before: datetime, now: datetime) -> None:
    """Let the mails fail that could have been handed over since `before` and were not: an old digest goes out only if a person says so."""
    o = OutboxRow
    late = col(o.state).in_([MailState.PENDING.value, MailState.UNKNOWN.value]), col(o.next_attempt_at) < before
    for row in session.exec(select(o).where(*late).with_for_update(skip_locked=True)).all():
        reply = f"was to go out on {row.next_attempt_at:%Y-%m-%d %H:%M} UTC and did not; `tracker outbox retry {row.id}` still sends it"
        seen = col(o.state) == row.state, col(o.attempts) == row.attempts
        held = _mails(row.id).where(*seen).values(state=MailState.FAILED.value, next_attempt_at=None, reply=reply)
        if _changed(session, held):
            _note(session, row, _no_try("hold", MailState.FAILED, reply, now))


def claim(session: Session, owner: str, due: datetime, until: datetime, only: str | None = None) -> Claim | None:
    """Lease the mail that has been due longest, at `due`, to `owner`; None where none is, or another sender was faster.

    `only`: the mail with this Message-ID or none.
    """
    o = OutboxRow
    waiting = [col(o.state).in_([MailState.PENDING.value, MailState.UNKNOWN.value]), col(o.next_attempt_at) <= due]
    waiting += [] if only is None else [col(o.message_id) == only]
    first = select(o).where(*waiting).order_by(col(o.next_attempt_at), col(o.id)).limit(1).with_for_update(skip_locked=True)
    row = session.exec(first).first()
    if row is None or row.id is None:
        return None
    unknowns = _unknowns(session, row.id)
    seen = col(o.state) == row.state, col(o.attempts) == row.attempts
    lease = {"state": MailState.LEASED.value, "attempts": row.attempts + 1, "lease_owner": owner, "lease_until": until}
    if not _changed(session, _mails(row.id).where(*seen).values(lease)):
        return None
    message = value_of(Message, row)
    return Claim(id=row.id, attempt=row.attempts + 1, unknowns=unknowns, owner=owner, message=message, sha256=row.sha256)


def handing_over(session: Session, held: Claim, until: datetime) -> bool:
    """Note that a claimed mail goes out now; False where the claim has passed to another sender."""
    return _changed(session, _held(held, MailState.LEASED).values(state=MailState.HANDING_OVER.value, lease_until=until))


def finish(session: Session, held: Claim, state: MailState, seen: Attempt, next_attempt_at: datetime | None) -> bool:
    """Note how a try ended, with its evidence; False where the claim has passed to another sender, who notes what became of it."""
    done = {"state": state.value, "next_attempt_at": next_attempt_at, "lease_owner": None, "lease_until": None}
    ending = {**done, "code": seen.code, "reply": seen.reply, "sent_at": seen.at if state is MailState.SENT else None}
    if not _changed(session, _held(held, MailState.LEASED, MailState.HANDING_OVER).values(ending)):
        return False
    session.add(AttemptRow(outbox_id=held.id, **seen.model_dump()))
    return True


# --- for people -------------------------------------------------------------------------------------------------------------------------


def mails(session: Session, now: datetime) -> list[StoredMail]:
    """List the mails planned up to `now`, the newest first."""
    o = OutboxRow
    shown: list[Any] = [getattr(o, name) for name in StoredMail.model_fields]  # not the bytes, which are many
    query = sqlalchemy.select(*shown).where(col(o.planned_at) <= now).order_by(col(o.planned_at).desc(), col(o.id).desc())
    return [StoredMail.model_validate(row._asdict()) for row in session.execute(query)]


def waiting(session: Session) -> list[tuple[MailState, datetime, datetime | None]]:
    """List the mails that somebody may miss: (state, since when it waits, when it is handed over again by itself)."""
    o = OutboxRow
    query = sqlalchemy.select(col(o.state), col(o.ready_at), col(o.next_attempt_at)).where(col(o.state).in_(WAITING))
    return [(MailState(state), since, again) for state, since, again in session.execute(query)]


def mail(session: Session, mail_id: int) -> tuple[StoredMail, bytes, list[Attempt]]:
    """Give a mail, its frozen bytes and what became of every try. Raises StoreError for an unknown id."""
    row = _get(session, mail_id)
    tries = session.exec(select(AttemptRow).where(AttemptRow.outbox_id == mail_id).order_by(col(AttemptRow.id)))
    return value_of(StoredMail, row), row.eml, [value_of(Attempt, attempt) for attempt in tries]


def retry(session: Session, mail_id: int, now: datetime) -> None:
    """Let a mail that was not sent be handed over again at once, the same bytes. Raises StoreError for one that was, or is being, sent."""
    row = _get(session, mail_id)
    if row.state not in (MailState.PENDING, MailState.UNKNOWN, MailState.FAILED, MailState.SUPPRESSED):
        raise StoreError(f"mail {mail_id} is {row.state}: it is not handed over a second time")
    _settle(session, row, {"state": MailState.PENDING.value, "attempts": 0, "next_attempt_at": now})
    _note(session, row, _no_try("retry", MailState.PENDING, "asked for by hand", now))


def settle(session: Session, mail_id: int, state: Literal[MailState.SENT, MailState.SUPPRESSED], said: str, now: datetime) -> None:
    """Note what a person found out: the mail has arrived (`sent`), or nobody waits for it any more (`suppressed`); `said` is who and why.

    Raises StoreError for a mail of which it is known, or that is being sent.
    """
    row = _get(session, mail_id)
    if row.state not in (MailState.PENDING, MailState.UNKNOWN, MailState.FAILED):
        raise StoreError(f"mail {mail_id} is {row.state}: there is nothing to settle")
    at = now if state is MailState.SENT else None
    _settle(session, row, {"state": state.value, "next_attempt_at": None, "sent_at": at})
    _note(session, row, _no_try("settle", state, said, now))


def suppress(session: Session, subscription: str, now: datetime) -> None:
    """Let the mails of a reader who has left wait no longer; one that is being sent at this moment goes out."""
    o = OutboxRow
    mine = col(o.subscription) == subscription, col(o.state).in_([MailState.PENDING.value, MailState.UNKNOWN.value, MailState.FAILED.value])
    for row in session.exec(select(o).where(*mine).with_for_update()).all():
        _settle(session, row, {"state": MailState.SUPPRESSED.value, "next_attempt_at": None})
        _note(session, row, _no_try("unsubscribe", MailState.SUPPRESSED, "its reader has left", now))


def _settle(session: Session, row: OutboxRow, values: dict[str, Any]) -> None:
    """Change a mail by hand. Raises StoreError where a sender was faster."""
    seen = col(OutboxRow.state) == row.state, col(OutboxRow.attempts) == row.attempts
    if not _changed(session, _mails(row.id).where(*seen).values(values)):
        raise StoreError(f"mail {row.id} was taken up by a sender just now")


def _no_try(phase: str, state: MailState, said: str, now: datetime) -> Attempt:
    return Attempt(n=0, at=now, phase=phase, outcome=state.value, code=None, reply=said)


def _note(session: Session, row: OutboxRow, seen: Attempt) -> None:
    session.add(AttemptRow(outbox_id=row.id or 0, **seen.model_dump()))


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that the program `name` is alive."""
    if not _insert(session, HeartbeatRow, name=name, at=now):
        session.get_one(HeartbeatRow, name).at = now


def last_beat(session: Session, name: str) -> datetime | None:
    """Say when the program `name` was last alive; None: never."""
    row = session.get(HeartbeatRow, name)
    return row.at if row else None


def _get(session: Session, mail_id: int) -> OutboxRow:
    row = session.get(OutboxRow, mail_id)
    if row is None:
        raise StoreError(f"there is no mail {mail_id} in the outbox: `tracker outbox list` shows them")
    return row


def _unknowns(session: Session, mail_id: int | None) -> int:
    a = AttemptRow
    query = select(func.count()).select_from(a).where(a.outbox_id == mail_id, a.outcome == MailState.UNKNOWN.value)
    return session.exec(query).one()


def _mails(mail_id: int | None) -> Update:
    # What rows the session has seen before does not matter: the database decides, and the session's copies are left as they were.
    return sqlalchemy.update(OutboxRow).where(col(OutboxRow.id) == mail_id).execution_options(synchronize_session=False)


def _held(held: Claim, *states: MailState) -> Update:
    o = OutboxRow
    mine = col(o.lease_owner) == held.owner, col(o.attempts) == held.attempt
    return _mails(held.id).where(*mine, col(o.state).in_([state.value for state in states]))


def _changed(session: Session, update: Update) -> bool:
    """Run it: did it find the row in the state that it starts from?"""
    result = session.execute(update)
    return isinstance(result, CursorResult) and result.rowcount == 1


def _insert(session: Session, table: type[Table], **content: Any) -> bool:
    """Add a row unless one with its key is there; say which."""
    statement: Any = _dialect(session).insert(table).values(content).on_conflict_do_nothing()
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return isinstance(result, CursorResult) and result.rowcount == 1


def _tell(session: Session, telling: list[dict[str, Any]]) -> None:
    """Note what is told; where it was told already (a digest of an earlier day is made later), the earlier day counts."""
    if not telling:
        return
    statement: Any = _dialect(session).insert(ToldRow)
    earlier = {"told_at": statement.excluded.told_at, "period": statement.excluded.period}
    was_later = col(ToldRow.told_at) > statement.excluded.told_at
    keys = ["subscription", "fact_id", "reason"]
    statement = statement.on_conflict_do_update(index_elements=keys, set_=earlier, where=was_later)
    session.connection().execute(statement, telling)  # past the session, which would make a statement of each row


def _dialect(session: Session) -> Any:
    """Give the module of SQLAlchemy for this kind of database, loaded with its engine: that of PostgreSQL takes a tenth of a second."""
    return import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
