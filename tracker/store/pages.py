"""What the pages ask: lists with filters, a page at a time, and counts; the same for papers and for the days ahead.

Lists show what is sure, or confirmed by a clerk, and each promise once: `StandingRow.listed`. `as_of` is the end of a day in Amsterdam.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlmodel import Session, col

from tracker.model import AMSTERDAM, Confidence, Status, Value
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredEvent, fact_of, queries, search
from tracker.store.tables.facts import CommitmentRow, DecisionRow, DocumentRow, EventRow, StandingRow


class Order(StrEnum):
    """What a list is ordered by; equal ones by their term and their id."""

    TERM = "term"
    SAID = "said"
    COMMITTEE = "committee"
    MINISTRY = "ministry"


class Wanted(Value):
    """Which commitments a reader asks for, and in which order. Without a status: those that are open, `closed` ones too where asked.

    Of several committees, members and so on any will do; none of a kind means all.
    """

    status: Status | None = None
    closed: bool = False
    committees: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # who asked for it, or to whom the chair says it was promised
    parties: tuple[str, ...] = ()  # by the names that papers print
    dossiers: tuple[str, ...] = ()  # "32317", "32317-978"
    words: tuple[str, ...] = ()  # each with all its words, and phrases between quotes
    since: date | None = None  # the term ends on this day or later
    until: date | None = None
    order: Order = Order.TERM
    descending: bool = False


class Tally(NamedTuple):
    """How many commitments of a committee and a ministry have a status; None: of no known one."""

    committee: str | None
    ministry: str | None
    status: Status
    number: int


class Ends(NamedTuple):
    """How many terms with a status end in a month, "2026-11"."""

    month: str
    status: Status
    number: int


class Revised(NamedTuple):
    """How often a fact has changed since it was first seen, and when last (UTC); a number that only grows."""

    times: int
    at: datetime


class Reach(NamedTuple):
    """How many papers have been read, and of which days."""

    papers: int
    oldest: date | None
    newest: date | None


# --- commitments ------------------------------------------------------------------------------------------------------------------------


def count(session: Session, wanted: Wanted, as_of: date, due_soon_days: int) -> int:
    """Count what `some` would list if it listed all."""
    return int(session.execute(_wanted(session, [func.count()], wanted, as_of, due_soon_days)).scalar_one())


def some(  # noqa: PLR0913 (which, and how many of them)
    session: Session, wanted: Wanted, *, as_of: date, due_soon_days: int, limit: int, offset: int = 0
) -> list[StoredCommitment]:
    """List at most `limit` commitments as they stand on a day, after the first `offset`."""
    chosen = ids(session, wanted, as_of=as_of, due_soon_days=due_soon_days, limit=limit, offset=offset)
    return by_id(session, chosen, as_of=as_of, due_soon_days=due_soon_days)


def ids(  # noqa: PLR0913 (which, and how many of them)
    session: Session, wanted: Wanted, *, as_of: date, due_soon_days: int, limit: int | None = None, offset: int = 0
) -> list[str]:
    """List the ids of the commitments, in the order that is wanted."""
    chosen = _wanted(session, [StandingRow.commitment_id], wanted, as_of, due_soon_days)
    return list(session.execute(chosen.order_by(*_order(wanted)).limit(limit).offset(offset)).scalars())


def by_id(session: Session, ids: Sequence[str], *, as_of: date, due_soon_days: int) -> list[StoredCommitment]:
    """Give commitments by their ids, in that order, listed or not; an unknown id gives none."""
    rows = session.execute(queries.standing_on(as_of).where(col(CommitmentRow.id).in_(ids)))
    found = {row[0].id: queries.commitment_of(row, as_of, due_soon_days) for row in rows}
    return [found[key] for key in ids if key in found]


def repetitions(session: Session, stored: StoredCommitment, *, as_of: date, due_soon_days: int) -> list[StoredCommitment]:
    """List what says the same in the same paper: the first time and the later ones, without `stored` itself."""
    c = CommitmentRow
    first = stored.fact.start if stored.fact.repeats is None else stored.fact.repeats
    mine = [col(c.document_id) == stored.document_id, col(c.withdrawn_at).is_(None), col(c.id) != stored.id]
    rows = session.execute(
        queries.standing_on(as_of).where(*mine, or_(col(c.start) == first, col(c.repeats) == first)).order_by(col(c.start))
    )
    return [queries.commitment_of(row, as_of, due_soon_days) for row in rows]


def tally(session: Session, as_of: date, due_soon_days: int) -> list[Tally]:
    """Count all listed commitments by committee, ministry and status."""
    s = StandingRow
    status = queries.status_expression(as_of, due_soon_days).label("status")
    shown: list[Any] = [s.concerned, s.ministry, status, func.count()]
    rows = session.execute(sqlalchemy.select(*shown).where(*_listed(as_of)).group_by(*shown[:3]))
    return [Tally(committee, ministry, Status(said), number) for committee, ministry, said, number in rows]


def ends(session: Session, since: date, until: date, as_of: date, due_soon_days: int) -> list[Ends]:
    """Count the terms that end from `since` through `until`, by month and status."""
    s = StandingRow
    month = func.substr(sqlalchemy.cast(col(s.due_end), sqlalchemy.String), 1, 7).label("month")
    status = queries.status_expression(as_of, due_soon_days).label("status")
    shown: list[Any] = [month, status, func.count()]
    query = sqlalchemy.select(*shown).where(*_listed(as_of), col(s.due_end).between(since, until)).group_by(month, status)
    return [Ends(named, Status(said), number) for named, said, number in session.execute(query)]


def revised(session: Session, ids: Sequence[str], as_of: date) -> dict[str, Revised]:
    """Say of commitments and events how often each has changed since it was first seen, by another reading or a decision, and when last."""
    out: dict[str, Revised] = {}
    tables: tuple[Any, ...] = (CommitmentRow, EventRow)
    for table in tables:
        shown: list[Any] = [table.id, table.revision, table.first_seen, table.revised_at]
        for key, times, seen, at in session.execute(sqlalchemy.select(*shown).where(col(shown[0]).in_(ids))):
            out[key] = Revised(times, at or seen)
    d = DecisionRow
    told: list[Any] = [d.commitment_id, d.at]
    for key, at in session.execute(sqlalchemy.select(*told).where(col(d.commitment_id).in_(ids))):
        if at.astimezone(AMSTERDAM).date() <= as_of:
            out[key] = Revised(out[key].times + 1, max(out[key].at, at))
    return out


def _listed(as_of: date) -> list[Any]:
    return [col(StandingRow.listed), col(StandingRow.said_on) <= as_of, queries.on_day(as_of)]


def _wanted(session: Session, shown: Sequence[Any], wanted: Wanted, as_of: date, due_soon_days: int) -> Select[Any]:
    """Select from the rows of `standing` that pass every filter; other tables are opened only where a filter looks into them."""
    s, c, d = StandingRow, CommitmentRow, DocumentRow
    query = sqlalchemy.select(*shown).select_from(s).where(*_listed(as_of), *_of_status(wanted, as_of, due_soon_days))
    query = query.where(*_named(s.concerned, wanted.committees), *_named(s.ministry, wanted.ministries))
    if wanted.since:
        query = query.where(col(s.due_end) >= wanted.since)
    if wanted.until:
        query = query.where(col(s.due_end) <= wanted.until)
    if wanted.words:
        query = query.where(or_(*(search.holds(session, "commitment_words", s.commitment_id, words) for words in wanted.words)))
    of = sqlalchemy.select(col(c.id))
    if wanted.members:
        asked = (_contains(column, name) for name in wanted.members for column in (c.asked_by, c.promised_to))
        query = query.where(col(s.commitment_id).in_(of.where(or_(*asked))))
    if wanted.parties:
        asked = (_contains(", " + col(c.asked_by) + ", ", f", {name}, ") for name in wanted.parties)
        query = query.where(col(s.commitment_id).in_(of.where(or_(*asked))))
    if wanted.dossiers:
        numbered = [_numbered(session, number) for number in wanted.dossiers]
        query = query.where(col(s.commitment_id).in_(of.join(d, col(d.id) == col(c.document_id)).where(or_(*numbered))))
    return query


def _numbered(session: Session, number: str) -> ColumnElement[bool]:
    """Say of a paper whether it bears a number, or one of a dossier; among the papers that hold its words, which an index knows."""
    d = DocumentRow
    numbers = sqlalchemy.cast(col(d.numbers), sqlalchemy.String)
    begins = (numbers.contains(f'"{number}{after}', autoescape=True) for after in ('"', "-"))
    return and_(search.holds(session, "document_words", d.id, f'"{number.replace("-", " ")}"'), or_(*begins))


def _of_status(wanted: Wanted, as_of: date, due_soon_days: int) -> list[ColumnElement[bool]]:
    """Compare the status; what follows from it for columns of the index is said beside it, so that the database starts there."""
    s = StandingRow
    status, end = wanted.status, col(s.due_end)
    closed: dict[Status, list[Any]] = {Status.REJECTED: [s.rejected], Status.LAPSED: [s.lapsed], Status.FULFILLED: [s.fulfilled]}
    if status is None:
        return _none_of(s.rejected) if wanted.closed else _none_of(s.rejected, s.lapsed, s.fulfilled)
    compared: list[ColumnElement[bool]] = [queries.status_expression(as_of, due_soon_days) == status.value]
    if status in closed:
        return [*closed[status], *compared]
    if status in (Status.OVERDUE, Status.PASSED):
        compared.append(end < as_of)
    elif status is Status.DUE_SOON:
        compared.append(end.between(as_of, as_of + timedelta(days=due_soon_days)))
    elif status is not Status.UNDATED:
        compared.append(or_(end.is_(None), end >= as_of))
    return _none_of(s.rejected, s.lapsed, s.fulfilled) + compared


def _none_of(*flags: Any) -> list[ColumnElement[bool]]:
    return [~col(flag) for flag in flags]


def _order(wanted: Wanted) -> list[Any]:
    """The columns of the order; terms without an end come last either way, and equal ones always in the same order."""
    s = StandingRow
    end = col(s.due_end)
    columns: dict[Order, Any] = {
        Order.TERM: end,
        Order.SAID: col(s.said_on),
        Order.COMMITTEE: col(s.concerned),
        Order.MINISTRY: col(s.ministry),
    }
    first = columns[wanted.order].desc() if wanted.descending else columns[wanted.order].asc()
    then = [] if wanted.order is Order.TERM else [end.asc().nulls_last()]
    return [first.nulls_last(), *then, col(s.commitment_id)]


def _named(column: Any, wanted: Sequence[str]) -> Sequence[ColumnElement[bool]]:
    """Compare a name whole, as the reference tables write it."""
    return (col(column).in_(wanted),) if wanted else ()


def _contains(column: Any, wanted: str) -> ColumnElement[bool]:
    return func.lower(column).contains(wanted.lower(), autoescape=True)


# --- papers -----------------------------------------------------------------------------------------------------------------------------


def papers(  # noqa: PLR0913 (which, and how many of them)
    session: Session, words: Sequence[str], committees: Sequence[str], *, as_of: date, limit: int, offset: int = 0
) -> list[StoredDocument]:
    """List at most `limit` papers after the first `offset`, the newest first."""
    d = DocumentRow
    query = queries.documents_shown().where(*_papers(session, words, committees, as_of))
    rows = session.execute(query.order_by(col(d.date).desc(), col(d.id)).limit(limit).offset(offset))
    return [queries.document_shown(row) for row in rows]


def count_papers(session: Session, words: Sequence[str], committees: Sequence[str], as_of: date) -> int:
    """Count what `papers` would list if it listed all."""
    query = sqlalchemy.select(func.count()).select_from(DocumentRow).where(*_papers(session, words, committees, as_of))
    return int(session.execute(query).scalar_one())


def reach(session: Session, as_of: date) -> Reach:
    """Say how many papers had appeared on that day, and of which days."""
    d = DocumentRow
    row = session.execute(sqlalchemy.select(func.count(), func.min(d.date), func.max(d.date)).where(col(d.date) <= as_of)).one()
    return Reach(*row)


def paper(session: Session, document_id: str, as_of: date) -> StoredDocument | None:
    """Give what names a paper; None where none with this id had appeared on that day."""
    d = DocumentRow
    row = session.execute(queries.documents_shown().where(col(d.id) == document_id, col(d.date) <= as_of)).one_or_none()
    return queries.document_shown(row) if row else None


def facts_a_paper(session: Session, document_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Say of papers how many commitments and how many events the present rules are sure of."""
    out = dict.fromkeys(document_ids, (0, 0))
    tables: tuple[type[CommitmentRow] | type[EventRow], ...] = (CommitmentRow, EventRow)
    for place, table in enumerate(tables):
        sure = [col(table.withdrawn_at).is_(None), col(table.confidence) != Confidence.LOW.value, col(table.repeats).is_(None)]
        shown: list[Any] = [table.document_id, func.count()]
        query = sqlalchemy.select(*shown).where(col(table.document_id).in_(document_ids), *sure).group_by(shown[0])
        for key, number in session.execute(query):
            out[key] = (number, out[key][1]) if place == 0 else (out[key][0], number)
    return out


def facts_of(session: Session, document_id: str, *, as_of: date, due_soon_days: int) -> list[Stored]:
    """List the facts of a paper that are sure enough to be told, in the order of its text."""
    found: list[Stored] = []
    for table in queries.TABLES.values():
        query = queries.standing_on(as_of) if table is CommitmentRow else queries.visible(table, as_of)
        query = query.where(col(table.document_id) == document_id)
        sure = and_(col(table.withdrawn_at).is_(None), col(table.confidence) != Confidence.LOW.value)
        query = query.where(or_(sure, col(StandingRow.confirmed)) if table is CommitmentRow else sure)
        found += (queries.stored_of(row, as_of, due_soon_days) for row in session.execute(query))
    return sorted(found, key=lambda stored: fact_of(stored).start)


def _papers(session: Session, words: Sequence[str], committees: Sequence[str], as_of: date) -> Iterable[ColumnElement[bool]]:
    d = DocumentRow
    yield col(d.date) <= as_of
    yield from _named(d.committee, committees)
    if words:
        yield or_(*(search.holds(session, "document_words", d.id, some) for some in words))


# --- what happens -----------------------------------------------------------------------------------------------------------------------


def events(  # noqa: PLR0913 (the filters of the agenda, each by name)
    session: Session, *, since: date, until: date, as_of: date, committees: Sequence[str] = (), ministries: Sequence[str] = ()
) -> list[StoredEvent]:
    """List the dated events that last into `since` or later and begin on `until` or before, the first to begin first."""
    e = EventRow
    last, first = func.coalesce(e.due_end, e.due_start), func.coalesce(e.due_start, e.due_end)
    ahead = or_(col(e.due_end) >= since, and_(col(e.due_end).is_(None), col(e.due_start) >= since))
    query = queries.visible(e, as_of).where(ahead, first <= until, col(e.confidence) != Confidence.LOW.value)
    query = query.where(*_named(DocumentRow.committee, committees), *_named(e.ministry, ministries)).order_by(first, last, e.id)
    return [queries.event_of(row) for row in session.execute(query)]
