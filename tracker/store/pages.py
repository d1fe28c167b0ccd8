"""What the pages ask: lists with filters, a page at a time, and counts; the same for papers and for the days ahead.

Lists show what is sure, or confirmed by a clerk, and each promise once: `StandingRow.listed`. `as_of` is the end of a day in Amsterdam.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, GenerativeSelect, Select, and_, func, or_
from sqlmodel import Session, col, select

from tracker.model import AMSTERDAM, Confidence, Status, Value
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredEvent, fact_of, queries, search, standings
from tracker.store.tables.facts import CommitmentRow, DocumentRow, EventRow, StandingRow

# The filters that look into other tables than `standing`.
SOUGHT = ("members", "parties", "dossiers", "words")
FEW = 1000  # ids that the database is asked about by name; of more it lists all, and those that were found are picked out


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


class Reach(NamedTuple):
    """How many papers have been read, and of which days."""

    papers: int
    oldest: date | None
    newest: date | None


# --- commitments ------------------------------------------------------------------------------------------------------------------------


def some(  # noqa: PLR0913 (which, and how many of them)
    session: Session, wanted: Wanted, *, as_of: date, due_soon_days: int, limit: int, offset: int = 0
) -> list[StoredCommitment]:
    """List at most `limit` commitments as they stand on a day, after the first `offset`."""
    chosen = ids(session, wanted, as_of=as_of, due_soon_days=due_soon_days, limit=limit, offset=offset)
    return by_id(session, chosen, as_of=as_of, due_soon_days=due_soon_days)


def ids(  # noqa: PLR0913 (which, and how many of them)
    session: Session,
    wanted: Wanted,
    *,
    as_of: date,
    due_soon_days: int,
    limit: int | None = None,
    offset: int = 0,
    every: Callable[[Wanted], Sequence[str]] | None = None,
) -> list[str]:
    """List the ids of the commitments, in the order that is wanted.

    `every` gives all ids of a list without any filter of `SOUGHT`, from a memory: long ones are then not read again.
    """
    found = sought(session, wanted)
    plain = wanted.model_copy(update=dict.fromkeys(SOUGHT, ()))
    if found is None or len(found) <= FEW:
        return _ids(session, plain, as_of, due_soon_days, among=found, limit=limit, offset=offset)
    whole = every(plain) if every else _ids(session, plain, as_of, due_soon_days)
    return list(itertools.islice((key for key in whole if key in found), offset, limit and offset + limit))


def by_id(session: Session, ids: Sequence[str], *, as_of: date, due_soon_days: int) -> list[StoredCommitment]:
    """Give commitments by their ids, in that order, listed or not; an unknown id gives none."""
    rows = session.execute(queries.standing_on(as_of).where(search.among(session, CommitmentRow.id, ids)))
    found = {row.id: queries.commitment_of(row, as_of, due_soon_days) for row in rows}
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
    status = standings.status_expression(as_of, due_soon_days).label("status")
    shown: list[Any] = [s.concerned, s.ministry, status, func.count()]
    rows = session.execute(sqlalchemy.select(*shown).where(*_listed(as_of)).group_by(*shown[:3]))
    return [Tally(committee, ministry, Status(said), number) for committee, ministry, said, number in rows]


def ends(session: Session, since: date, until: date, as_of: date, due_soon_days: int) -> list[Ends]:
    """Count the terms that end from `since` through `until`, by month and status."""
    s = StandingRow
    month = func.substr(sqlalchemy.cast(col(s.due_end), sqlalchemy.String), 1, 7).label("month")
    status = standings.status_expression(as_of, due_soon_days).label("status")
    shown: list[Any] = [month, status, func.count()]
    query = sqlalchemy.select(*shown).where(*_listed(as_of), col(s.due_end).between(since, until)).group_by(month, status)
    return [Ends(named, Status(said), number) for named, said, number in session.execute(query)]


def _listed(as_of: date) -> list[Any]:
    return [col(StandingRow.listed), col(StandingRow.said_on) <= as_of, standings.on_day(as_of)]


def still_listed(session: Session, wanted: Wanted, ids: Iterable[str], *, as_of: date, due_soon_days: int) -> set[str]:
    """Say which of these commitments pass the filters but those of `SOUGHT`."""
    among = set(ids)
    return {*_ids(session, wanted, as_of, due_soon_days, among=among)} if among else set()


def sought(session: Session, wanted: Wanted) -> set[str] | None:
    """Give the ids of the commitments that pass the filters of `SOUGHT`, however they stand; None where there is none of these."""
    c = CommitmentRow
    found: list[set[str]] = []
    if wanted.words:
        found.append(set().union(*(search.find(session, "commitment_words", words) for words in wanted.words)))
    if wanted.members:
        asked = (_contains(column, name) for name in wanted.members for column in (c.asked_by, c.promised_to))
        found.append(set(_keys(session, select(c.id).where(or_(*asked)))))
    if wanted.parties:
        named = [asked for asked in session.scalars(select(c.asked_by).distinct()) if asked and {*wanted.parties} & {*asked.split(", ")}]
        found.append(set(_keys(session, select(c.id).where(col(c.asked_by).in_(named)))))
    if wanted.dossiers:
        found.append(set().union(*(_of_dossier(session, number) for number in wanted.dossiers)))
    return set.intersection(*found) if found else None


def _of_dossier(session: Session, number: str) -> set[str]:
    """Give the ids of the commitments in papers that bear a number, or one of a dossier."""
    c, d = CommitmentRow, DocumentRow
    papers = search.find(session, "document_words", f'"{number.replace("-", " ")}"')
    numbers = sqlalchemy.cast(col(d.numbers), sqlalchemy.String)
    begins = or_(*(numbers.contains(f'"{number}{after}', autoescape=True) for after in ('"', "-")))
    bearing = select(c.id).join(d, col(d.id) == col(c.document_id)).where(search.among(session, d.id, papers), begins)
    return set(_keys(session, bearing))


def _ids(  # noqa: PLR0913 (which, and how many of them)
    session: Session,
    wanted: Wanted,
    as_of: date,
    due_soon_days: int,
    *,
    among: set[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[str]:
    """List ids by the rows of `standing` alone, and of those `among` these where given."""
    s = StandingRow
    end = col(s.due_end)
    shown: list[Any] = [s.commitment_id, s.due_end]
    query = sqlalchemy.select(*shown).where(*_listed(as_of), *named(s.concerned, wanted.committees), *named(s.ministry, wanted.ministries))
    if wanted.status:
        query = query.where(standings.status_expression(as_of, due_soon_days) == wanted.status.value)
    if among is not None:
        query = query.where(search.among(session, s.commitment_id, among))
    bounds = ends_between(wanted, as_of, due_soon_days)
    has_endless = not (wanted.since or wanted.until) and wanted.status not in _WITH_AN_END
    if wanted.order is not Order.TERM:
        passing = or_(end.is_(None), and_(end.is_not(None), *bounds)) if has_endless else and_(end.is_not(None), *bounds)
        return _keys(session, query.where(or_(*_closings(wanted)), passing).order_by(*_order(wanted)).limit(limit).offset(offset))
    # Those without an end come last, either way: each half in the order of the index.
    dated = _merged([query.where(closing, end.is_not(None), *bounds) for closing in _closings(wanted)], wanted.descending)
    out = _keys(session, dated.limit(limit).offset(offset))
    if not has_endless or (limit is not None and len(out) == limit):
        return out
    before = offset + len(out) if out or not offset else session.scalar(sqlalchemy.select(func.count()).select_from(dated.subquery()))
    endless = _merged([query.where(closing, end.is_(None)) for closing in _closings(wanted)], descending=False)
    return out + _keys(session, endless.limit(limit and limit - len(out)).offset(max(0, offset - (before or 0))))


def _merged(parts: Sequence[Select[Any]], descending: bool) -> GenerativeSelect:
    """Put lists of (id, end) together in the order of their ends: each comes off the index in that order."""
    whole = sqlalchemy.union_all(*parts) if len(parts) > 1 else parts[0]
    key, end = whole.selected_columns
    return whole.order_by(end.desc() if descending else end, key)


def _keys(session: Session, query: Any) -> list[str]:
    return list(session.scalars(query).all())  # all at once: one by one they take twice as long


_WITH_AN_END = (Status.OVERDUE, Status.PASSED, Status.DUE_SOON)


def _closings(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Say in which ways what is wanted may be closed or not: one for each part of the index that begins with these columns."""
    no, yes, either = (False,), (True,), (False, True)
    ways: dict[Status | None, Sequence[tuple[bool, ...]]] = {
        None: (no, either, either) if wanted.closed else (no, no, no),
        Status.REJECTED: (yes, either, either),
        Status.LAPSED: (no, yes, either),
        Status.FULFILLED: (no, no, yes),
    }
    flags: list[Any] = [col(StandingRow.rejected), col(StandingRow.lapsed), col(StandingRow.fulfilled)]
    every = itertools.product(*ways.get(wanted.status, (no, no, no)))
    return [and_(*(flag if holds else ~flag for flag, holds in zip(flags, one, strict=True))) for one in every]


def ends_between(wanted: Wanted, as_of: date, due_soon_days: int) -> list[Any]:
    """Say between which days terms end: by the filters, and by what follows from the status."""
    end, status = col(StandingRow.due_end), wanted.status
    out: list[Any] = [end >= wanted.since] if wanted.since else []
    if wanted.until:
        out.append(end <= wanted.until)
    if status in (Status.OVERDUE, Status.PASSED):
        out.append(end < as_of)
    elif status is Status.DUE_SOON:
        out.append(end.between(as_of, as_of + timedelta(days=due_soon_days)))
    elif status in (Status.DELAYED, Status.PARTLY_FULFILLED, Status.OPEN):
        out.append(end >= as_of)
    return out


def _order(wanted: Wanted) -> list[Any]:
    """The columns of an order but that of terms; what has none comes last either way, and equal ones always in the same order."""
    s = StandingRow
    columns: dict[Order, Any] = {Order.SAID: s.said_on, Order.COMMITTEE: s.concerned, Order.MINISTRY: s.ministry}
    first = col(columns[wanted.order])
    end = col(s.due_end).asc().nulls_last()
    return [(first.desc() if wanted.descending else first.asc()).nulls_last(), end, s.commitment_id]


def named(column: Any, wanted: Sequence[str]) -> Sequence[ColumnElement[bool]]:
    """Compare a name whole, as the reference tables write it."""
    return (col(column).in_(wanted),) if wanted else ()


def _contains(column: Any, wanted: str) -> ColumnElement[bool]:
    return func.lower(column).contains(wanted.lower(), autoescape=True)


# --- papers -----------------------------------------------------------------------------------------------------------------------------


def paper_ids(
    session: Session,
    words: Sequence[str],
    committees: Sequence[str],
    *,
    as_of: date,
    every: Callable[[Sequence[str]], Sequence[str]] | None = None,
) -> list[str]:
    """List the ids of the papers of committees (none: of all) that hold words, the newest first.

    `every` gives those of committees without asking for words, from a memory.
    """
    d = DocumentRow
    of = select(d.id).where(col(d.date) <= as_of, *named(d.committee, committees)).order_by(col(d.date).desc(), d.id)
    if not words:
        return _keys(session, of)
    found: set[str] = set().union(*(search.find(session, "document_words", some) for some in words))
    if len(found) <= FEW:
        return _keys(session, of.where(search.among(session, d.id, found)))
    return [key for key in (every(committees) if every else _keys(session, of)) if key in found]


def count_papers(session: Session, words: Sequence[str], as_of: date) -> int:
    """Count what `paper_ids` would list of all committees."""
    later = session.scalars(select(DocumentRow.id).where(col(DocumentRow.date) > as_of).limit(1)).first()
    if later or len(words) != 1:
        return len(paper_ids(session, words, (), as_of=as_of))
    return search.count(session, "document_words", words[0])


def papers(session: Session, ids: Sequence[str]) -> list[StoredDocument]:
    """Give papers by their ids, in that order; an unknown id gives none."""
    rows = session.execute(queries.documents_shown().where(col(DocumentRow.id).in_(ids)))
    found = {row.id: queries.document_shown(row) for row in rows}
    return [found[key] for key in ids if key in found]


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
        found += (queries.stored_of(table, row, as_of, due_soon_days) for row in session.execute(query))
    return sorted(found, key=lambda stored: fact_of(stored).start)


# --- what happens -----------------------------------------------------------------------------------------------------------------------


def events(  # noqa: PLR0913 (the filters of the agenda, each by name)
    session: Session,
    *,
    since: date,
    until: date,
    as_of: date,
    committees: Sequence[str] = (),
    ministries: Sequence[str] = (),
    withdrawn_since: date | None = None,
) -> list[StoredEvent]:
    """List the dated events that last into `since` or later and begin on `until` or before, the first to begin first; those too that were
    found and no longer are from a day on.
    """
    e = EventRow
    last, first = func.coalesce(e.due_end, e.due_start), func.coalesce(e.due_start, e.due_end)
    # By the index of ends, in a query of its own: in one, SQLite would look into each paper for its events.
    ahead = select(e.id).where(or_(col(e.due_end) >= since, and_(col(e.due_end).is_(None), col(e.due_start) >= since)), first <= until)
    lost = [col(e.withdrawn_at) >= datetime.combine(withdrawn_since, time(), AMSTERDAM)] if withdrawn_since else []
    query = queries.placed(e).where(
        col(DocumentRow.date) <= as_of,
        or_(col(e.withdrawn_at).is_(None), *lost),
        col(e.id).in_(ahead),
        col(e.confidence) != Confidence.LOW.value,
    )
    query = query.where(*named(DocumentRow.committee, committees), *named(e.ministry, ministries)).order_by(first, last, e.id)
    return [queries.event_of(row) for row in session.execute(query)]
