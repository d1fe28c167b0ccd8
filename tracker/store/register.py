"""The House's register in the database: each record as it last came, and how far each channel has been read.

`now` is a moment in UTC.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from tracker.model import Value
from tracker.model.register import DAYS_TO_REGISTER, Bookmark, Due, Page, Register, RegisterRecord, RegisterStatus, changed_by, newest
from tracker.store import StoredRecord, StoreError
from tracker.store.tables.base import columns
from tracker.store.tables.register import RegisterBookmarkRow, RegisterRecordRow, record_of


class Kept(Value):
    """What a page brought: records never seen before, records that say something else now, and records that the House has deleted."""

    new: int = 0
    changed: int = 0
    deleted: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(new=self.new + other.new, changed=self.changed + other.changed, deleted=self.deleted + other.deleted)


def bookmark(session: Session, register: Register) -> Bookmark | None:
    """Say where the next run goes on; None where this channel has never been read at this address."""
    row = session.get(RegisterBookmarkRow, _key(register))
    return Bookmark.model_validate({"channel": row.channel, "position": row.position}) if row else None


def keep(  # noqa: PLR0913 (what came, after what, and what was read in it)
    session: Session, register: Register, since: Bookmark | None, page: Page, terms: Mapping[UUID, Due], reader: str, now: datetime
) -> Kept:
    """Store the records of a page, each with its term, and the page's bookmark: all of it in the caller's transaction.

    `reader` names the rules that read the terms; `since` is the bookmark that the page came after. Raises StoreError where another run has
    moved it: states would go back in time.
    """
    _move(session, register, since, page.bookmark)
    ids = [str(record.id) for record in page.records]
    known = {row.id: row for row in session.exec(select(RegisterRecordRow).where(col(RegisterRecordRow.id).in_(ids)))}
    kept = Kept()
    for record in page.records:
        row = known.get(str(record.id))
        if record.deleted:
            kept += _delete(row, now)
        elif row is None:
            session.add(RegisterRecordRow(**_told(record, terms, reader), first_seen=now, last_seen=now))
            kept += Kept(new=1)
        else:
            kept += _change(row, _told(record, terms, reader), now)
    session.flush()
    return kept


def to_read_again(session: Session, reader: str, most: int) -> list[StoredRecord]:
    """List records whose term was read by other rules than `reader`; at most so many."""
    r = RegisterRecordRow
    stale = or_(col(r.reader).is_(None), col(r.reader) != reader)
    return [record_of(row) for row in session.exec(select(r).where(stale).order_by(r.id).limit(most))]


def keep_terms(session: Session, terms: Mapping[UUID, Due], reader: str) -> int:
    """Store the terms that `reader` reads in records; returns how many are other ones than before."""
    changed = 0
    for record_id, term in terms.items():
        row = session.get_one(RegisterRecordRow, str(record_id))
        changed += record_of(row).term != term
        for name, content in columns(term).items():
            setattr(row, name, content)
        row.reader = reader
    session.flush()
    return changed


def finish(session: Session, register: Register, now: datetime) -> None:
    """Note that a run came to the end of what the register has."""
    row = session.get(RegisterBookmarkRow, _key(register))
    if row:
        row.synced_at = now


def finished(session: Session, register: Register) -> datetime | None:
    """Say when a run last came to the end of what the register has; None: never."""
    row = session.get(RegisterBookmarkRow, _key(register))
    return row.synced_at if row else None


def records(  # noqa: PLR0913 (the filters of `tracker list`, each by name)
    session: Session,
    *,
    as_of: date,
    status: RegisterStatus | None = None,
    committee: str | None = None,
    ministry: str | None = None,
    day: date | None = None,
) -> list[StoredRecord]:
    """List the records that the House has not deleted, as they last came, the earliest end of the term first, those without one last.

    Of a chain of changes (IsWijzigingVan), and of a loop, the one that counts. `day`: only those that can be of a meeting of that day.
    A record is seen from the day of its registration, else of its meeting: one of a later day than `as_of` is left out. A committee or
    ministry is compared in any case of letters, as printed ("vaste commissie voor Financiën") or by its own name alone.
    """
    r = RegisterRecordRow
    wanted = [*seen(as_of), *concerning(committee, ministry)]
    if status is not None:
        wanted.append(col(r.status) == status.value)
    if day is not None:
        wanted.append(func.coalesce(r.meeting_on, r.registered_on).between(day, day + timedelta(days=DAYS_TO_REGISTER)))
    query = select(r).where(*wanted).order_by(col(r.due_end).asc().nulls_last(), col(r.number), col(r.id))
    old = superseded(session, as_of)
    return [record_of(row) for row in session.exec(query) if row.id not in old]


def named(session: Session, name: str) -> list[StoredRecord]:
    """Give the record with this number ("TZ202603-130") or this guid, deleted ones too; none where no record is named so."""
    r = RegisterRecordRow
    return [record_of(row) for row in session.exec(select(r).where(or_(col(r.number) == name.upper(), col(r.id) == name.lower())))]


def seen(as_of: date) -> list[ColumnElement[bool]]:
    """Say of a record that it had appeared on a day, and that the House has not deleted it."""
    appeared = func.coalesce(RegisterRecordRow.registered_on, RegisterRecordRow.meeting_on)
    return [col(RegisterRecordRow.deleted_at).is_(None), or_(appeared.is_(None), appeared <= as_of)]


def concerning(committee: str | None, ministry: str | None) -> list[ColumnElement[bool]]:
    """Say of a record that it is of a committee and a ministry, as printed or by their own name alone; None is no condition."""
    return [*_called(RegisterRecordRow.committee, " voor ", committee), *_called(RegisterRecordRow.ministry, " van ", ministry)]


def superseded(session: Session, as_of: date) -> set[str]:
    """Give the ids of the records that another one is a change of (IsWijzigingVan), by the records of that day."""
    r = RegisterRecordRow
    changing = select(r).where(*seen(as_of), sqlalchemy.cast(col(r.changes), sqlalchemy.String) != "[]")
    changers = changed_by(record_of(row).record for row in session.exec(changing))
    records = [record_of(row).record for row in session.exec(select(r).where(col(r.id).in_([str(changed) for changed in changers])))]
    return {str(record.id) for record in records if newest(record, changers).id != record.id}


def _key(register: Register) -> tuple[str, str]:
    return register.channel, register.url.rstrip("/")


def _move(session: Session, register: Register, since: Bookmark | None, to: Bookmark) -> None:
    channel, url = _key(register)
    row = session.get(RegisterBookmarkRow, (channel, url), with_for_update=True, populate_existing=True)
    if (row.position if row else None) != (since.position if since else None):
        raise StoreError(f"another run has read on in the register at {url} meanwhile; what this one brought is kept: wait for the other")
    if row is None:
        session.add(RegisterBookmarkRow(channel=channel, url=url, position=to.position))
    else:
        row.position = to.position


def _told(record: RegisterRecord, terms: Mapping[UUID, Due], reader: str) -> dict[str, Any]:
    said = columns(record)
    del said["deleted"]  # `deleted_at` says it
    return {**said, **columns(terms[record.id]), "reader": reader}


def _delete(row: RegisterRecordRow | None, now: datetime) -> Kept:
    """Mark a record as deleted. One that never came while it was alive leaves nothing to keep."""
    if row is None or row.deleted_at is not None:
        return Kept()
    row.deleted_at = row.last_seen = now
    return Kept(deleted=1)


def _change(row: RegisterRecordRow, told: Mapping[str, Any], now: datetime) -> Kept:
    """Bring a row up to date. It counts as changed where it says something else, not where only its moment of change, or our
    rules, are others.
    """
    changed = {name for name, content in told.items() if getattr(row, name) != content}
    back = row.deleted_at is not None
    for name in changed:
        setattr(row, name, told[name])
    if changed & {"meeting_on", "registered_on"}:
        row.missed = False  # in the reports of other days it has yet to be looked for
    row.last_seen, row.deleted_at = now, None
    return Kept(changed=int(back or bool(changed - {"changed_at", "reader"})))


def _called(column: str | None, before: str, wanted: str | None) -> Sequence[ColumnElement[bool]]:
    """Compare what the register prints ("Ministerie van Financiën") with a whole name or with what comes after `before` in it."""
    if wanted is None:
        return ()
    printed = func.lower(column)
    return (or_(printed == wanted.lower(), printed.endswith(before + wanted.lower(), autoescape=True)),)
