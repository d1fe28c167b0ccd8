"""Papers and facts, in and out of the database. SQL stands here, in `history`, `proposals` and `mail` beside it.

`as_of` is the end of a day in Amsterdam: papers of a later date are not seen, though they may have been read earlier. Facts that the
present rules no longer find (`withdrawn_at`) are shown by `get` only, unless a clerk has treated them as commitments.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, NamedTuple, Required, TypedDict, Unpack

import sqlalchemy
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_
from sqlmodel import Session, col, select

from tracker import lifecycle
from tracker.model import (
    BY_HAND,
    AnyFact,
    Commitment,
    Confidence,
    Delay,
    Document,
    Event,
    Fulfilment,
    Status,
    Term,
    Value,
)
from tracker.store import (
    Line,
    Plain,
    Stored,
    StoredCommitment,
    StoredDelay,
    StoredDocument,
    StoredEvent,
    StoredFulfilment,
    StoreError,
    history,
    search,
    standings,
)
from tracker.store.tables.base import Table, columns, lean, value_in, value_of
from tracker.store.tables.facts import (
    STANDING,
    CommitmentRow,
    DelayRow,
    DocumentRow,
    EventRow,
    FactRow,
    FulfilmentRow,
    StandingRow,
    TermRow,
    document_of,
    page_of,
    standing_of,
)

FactTable = type[CommitmentRow] | type[EventRow] | type[FulfilmentRow] | type[DelayRow]

TABLES: dict[str, FactTable] = {"commitment": CommitmentRow, "event": EventRow, "fulfilment": FulfilmentRow, "delay": DelayRow}
KINDS: dict[FactTable, type[AnyFact]] = {CommitmentRow: Commitment, EventRow: Event, FulfilmentRow: Fulfilment, DelayRow: Delay}

# Plain columns: a query of mapped classes takes a tenth of a second to make, and `tracker list` makes one.
_OF = Table.metadata.tables
_DOCUMENT, _STANDING = _OF["document"], _OF["standing"]
_C, _S = _OF["commitment"].c, _STANDING.c


class Gains(Value):
    """What an extraction brought, as ids of facts: never seen before, found again after they were lost, and no longer found."""

    new: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


# --- papers -----------------------------------------------------------------------------------------------------------------------------


def save_document(session: Session, document: Document, now: datetime) -> Literal["new", "changed", "same"]:
    """Store a paper as read at `now` (UTC). The same bytes read the same way change nothing, under whatever name they come.

    What is read differently (a sidecar that was mended, a better reader) replaces what was stored, and its facts are to be found again.
    """
    fresh = columns(document)
    row = session.get(DocumentRow, document.id)
    if row is None:
        row = DocumentRow(id=document.id, first_seen=now, **fresh)
        session.add(row)
        session.flush()
        search.index_document(session, row)
        return "new"
    changed = {name: content for name, content in fresh.items() if name != "name" and getattr(row, name) != content}
    for name, content in changed.items():
        setattr(row, name, content)
    if not changed:
        return "same"
    row.extractor = None
    session.flush()
    search.index_document(session, row)
    return "changed"


def documents_to_extract(session: Session, extractor: str) -> list[str]:
    """List the ids of the papers whose facts were not found by this `extractor` (the rules' version), the oldest paper first."""
    stale = or_(col(DocumentRow.extractor).is_(None), col(DocumentRow.extractor) != extractor)
    return list(session.exec(select(DocumentRow.id).where(stale).order_by(col(DocumentRow.date), col(DocumentRow.id))))


def document(session: Session, document_id: str) -> Document:
    """Give a paper with its text and passages. Raises StoreError where there is none with this id."""
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise StoreError(f"no paper with id {document_id!r} is stored")
    return document_of(row)


def paper_id(session: Session, named: str) -> str:
    """Give the id of the paper that a user names by its id or the beginning of that, by a number ("32317-975") or by its file.

    Raises StoreError where no paper, or more than one, is named so.
    """
    d = DocumentRow
    numbered = sqlalchemy.cast(col(d.numbers), sqlalchemy.String).contains(f'"{named}"', autoescape=True)
    beginning = [begins(d.id, named)] if re.fullmatch("[0-9a-f]{4,16}", named) else []
    file = or_(col(d.name) == named, col(d.name).endswith("/" + named, autoescape=True))
    found = list(session.exec(select(d.id).where(or_(numbered, file, *beginning)).order_by(d.id).limit(5)))
    if not found:
        raise StoreError(f"no paper is stored under {named!r}; name it by its id, a number like 32317-975, or its file as it was given")
    if len(found) > 1:
        raise StoreError(f"{named!r} names more than one paper: {', '.join(found)}; give one of these ids")
    return found[0]


def documents_seen(session: Session, as_of: date) -> list[StoredDocument]:
    """List the papers that had appeared on that day, the oldest first."""
    query = documents_shown().where(col(DocumentRow.date) <= as_of).order_by(col(DocumentRow.date), col(DocumentRow.id))
    return [document_shown(row) for row in session.execute(query)]


def documents_shown() -> Select[Any]:
    """Papers by what names them, without their text."""
    d = DocumentRow
    shown: list[Any] = [d.id, d.name, d.title, d.numbers, d.kind, d.date, d.date_basis, d.committee]
    return sqlalchemy.select(*shown)


# --- facts in ---------------------------------------------------------------------------------------------------------------------------


def save_facts(session: Session, document_id: str, facts: Iterable[AnyFact], extractor: str, now: datetime) -> Gains:
    """Make the stored facts of a paper equal to `facts`, at `now` (UTC).

    A fact that is no longer found is marked withdrawn, never deleted: somebody may have been mailed about it. What a clerk added was never
    found and stays, and every decision stays with its commitment. Of two facts with one identity the first counts.
    """
    paper = document(session, document_id)
    fresh: dict[str, AnyFact] = {}
    for fact in facts:
        fresh.setdefault(fact.identity(document_id), fact)
    new: list[str] = []
    back: list[str] = []
    withdrawn: list[str] = []
    for kind, table in TABLES.items():
        known = {row.id: row for row in session.exec(select(table).where(col(table.document_id) == document_id))}
        mine = {key: fact for key, fact in fresh.items() if fact.kind == kind}
        for key, fact in mine.items():
            told = {**columns(fact), "page": page_of(fact, paper), "last_seen": now, "withdrawn_at": None}
            if key in known:
                back += [key] if known[key].withdrawn_at else []
                _revise(known[key], told, now)
                _update(known[key], told)
            else:
                session.add(table(id=key, document_id=document_id, first_seen=now, **told))
                new.append(key)
        for key, row in known.items():
            if key not in mine and row.withdrawn_at is None and row.rule != BY_HAND:
                _revise(row, {"withdrawn_at": now}, now)
                row.withdrawn_at = now
                withdrawn.append(key)
    _update(session.get_one(DocumentRow, document_id), {"extractor": extractor})
    session.flush()
    search.index_commitments(session, document_id)
    history.restand_paper(session, document_id)
    return Gains(new=tuple(new), back=tuple(back), withdrawn=tuple(withdrawn))


def facts_of(session: Session, document_id: str) -> list[AnyFact]:
    """List the facts that the present rules find in a paper, and those that a clerk added, in the order of its text. What a clerk has taken
    for a commitment is sure, whatever the rules say.
    """
    return facts_where(session, lambda table: col(table.document_id) == document_id).get(document_id, [])


def facts_where(session: Session, which: Callable[[FactTable], ColumnElement[bool]]) -> dict[str, list[AnyFact]]:
    """List facts as `facts_of` does, those that are meant of each kind, by the id of their paper."""
    c, s = CommitmentRow, StandingRow
    confirmed = (
        select(s.commitment_id).join(c, col(c.id) == col(s.commitment_id)).where(which(c), col(s.confirmed), standings.on_day(date.max))
    )
    sure, found = set(session.exec(confirmed)), defaultdict[str, list[AnyFact]](list)
    for table, kind in KINDS.items():
        for row in session.exec(select(table).where(which(table), col(table.withdrawn_at).is_(None))):
            fact = value_of(kind, row)
            found[row.document_id].append(fact.model_copy(update={"confidence": Confidence.HIGH}) if row.id in sure else fact)
    return {paper: sorted(facts, key=lambda f: (f.start, f.kind)) for paper, facts in found.items()}


_REVISIONS = {"due_start", "due_end", "withdrawn_at"}


def _revise(row: FactRow, told: dict[str, Any], now: datetime) -> None:
    """Count how often a fact got another term, went and came back: calendars that have the old one are told by that number."""
    if isinstance(row, TermRow) and any(getattr(row, name) != told[name] for name in told.keys() & _REVISIONS):
        row.revision, row.revised_at = row.revision + 1, now


def _update(row: Any, content: dict[str, Any]) -> None:
    for name, item in content.items():
        setattr(row, name, item)


# --- facts out --------------------------------------------------------------------------------------------------------------------------


class Asked(TypedDict, total=False):
    """Which commitments a list is to hold: the filters of `tracker list`.

    A committee or ministry is compared whole, in any case of letters; the paper's committee counts where a commitment names none.
    """

    as_of: Required[date]  # as they stand on this day
    due_soon_days: int
    status: Status | None
    committee: str | None
    ministry: str | None
    once: bool  # what a paper says twice once; `sources` gives the others
    review: bool  # only those that wait for a clerk to say whether they are commitments, once
    closed_since: date | None  # of those that are closed only what was closed on that day or later


def commitments(session: Session, **asked: Unpack[Asked]) -> list[StoredCommitment]:
    """List the commitments as they stand on a day, the earliest end of the term that counts first, those without one last.

    One of which a clerk said that it says another one again is left out: `sources` gives it.
    """
    day, soon = asked["as_of"], asked.get("due_soon_days", lifecycle.DUE_SOON_DAYS)
    return [commitment_of(row, day, soon) for row in _each(session, standing_on(day), asked)]


def lines(session: Session, **asked: Unpack[Asked]) -> Iterator[Line]:
    """Give the commitments that `commitments` lists as lines, one at a time, in a fraction of its time."""
    c, s, day = _C, _S, asked["as_of"]
    status = standings.status_expression(day, asked.get("due_soon_days", lifecycle.DUE_SOON_DAYS))
    term: list[Any] = [s.due_start, s.due_end, s.precision, s.estimated]
    said: list[Any] = [s.delayed, s.partly, c.addressee, c.action, c.strength, c.quote, s.said_on]
    mine = and_(s.commitment_id == c.id, standings.on_day(day))
    query = sqlalchemy.select(*term, c.id, status, *said).join(_STANDING, mine)
    for start, end, precision, estimated, key, stands, *rest in _each(session, query, asked):
        late = (day - end).days if stands == Status.OVERDUE else None
        yield Line(key, Status(stands), late, Term(due_start=start, due_end=end, precision=precision, estimated=estimated), *rest)


def plain(session: Session, **asked: Unpack[Asked]) -> Iterator[Plain]:
    """Give the commitments that `commitments` lists for programs, one at a time, in a fraction of its time."""
    c, s, d, day = _C, _S, _DOCUMENT.c, asked["as_of"]
    status = standings.status_expression(day, asked.get("due_soon_days", lifecycle.DUE_SOON_DAYS))
    fields = tuple(Commitment.model_fields)
    fact = [(s if name in lifecycle.MENDED else c)[name] for name in fields]
    stands = [c.id, status, s.delayed, s.partly, s.due_start, s.due_end]
    query = sqlalchemy.select(*stands, c.document_id, d.title, d.numbers, c.page, d.date, s.original, *fact)
    query = query.join(_STANDING, and_(s.commitment_id == c.id, standings.on_day(day))).join(_DOCUMENT, d.id == c.document_id)
    for key, status_of, delayed, partly, start, end, paper, title, numbers, page, said_on, original, *said in _each(session, query, asked):
        late = (day - end).days if status_of in (Status.OVERDUE, Status.PASSED) else None
        told = dict(zip(fields, said, strict=True)) | original
        yield Plain(key, status_of, late, delayed, partly, start, end, paper, title, first_dossier(numbers), page, said_on, told)


def _each(session: Session, query: Select[Any], asked: Asked) -> Iterable[Any]:
    """Narrow commitments and their standing down to what is asked for, in the order of lists, some rows at a time."""
    c, s = _C, _S
    closed = or_(s.rejected, s.lapsed, s.fulfilled)
    wanted = [s.said_on <= asked["as_of"], or_(c.withdrawn_at.is_(None), s.confirmed), s.same_as.is_(None)]
    wanted += [*same(s.concerned, asked.get("committee")), *same(s.ministry, asked.get("ministry"))]
    if status := asked.get("status"):
        expression = standings.status_expression(asked["as_of"], asked.get("due_soon_days", lifecycle.DUE_SOON_DAYS))
        wanted += [expression == status.value, *standings.implied(status, asked["as_of"])]
    if asked.get("review"):
        wanted += [c.confidence == Confidence.LOW.value, ~or_(s.confirmed, closed)]
    if asked.get("once") or asked.get("review"):
        wanted.append(c.repeats.is_(None))
    if since := asked.get("closed_since"):
        wanted.append(or_(~closed, s.since >= since))
    by_place = (s.said_on, c.document_id, c.start, c.id)
    ordered = query.where(*wanted).order_by(s.due_end.asc().nulls_last(), *by_place)
    return session.execute(ordered.execution_options(yield_per=500))  # beside the values all rows would double the memory


def sources(session: Session, commitment: StoredCommitment, as_of: date) -> list[StoredCommitment]:
    """List where else a commitment is said: again in its own paper, and in papers of which a clerk said that they say it again."""
    c, s = CommitmentRow, StandingRow
    found: dict[str, StoredCommitment] = {}
    waiting = [commitment]
    while waiting:
        one = waiting.pop()
        again = and_(col(c.document_id) == one.document_id, col(c.repeats) == one.fact.start, col(c.withdrawn_at).is_(None))
        query = standing_on(as_of).where(col(DocumentRow.date) <= as_of, or_(again, col(s.same_as) == one.id))
        said = [commitment_of(row, as_of, lifecycle.DUE_SOON_DAYS) for row in session.execute(query)]
        waiting += [other for other in said if other.id not in found and other.id != commitment.id]
        found |= {other.id: other for other in waiting}
    return sorted(found.values(), key=lambda other: (other.document_date, other.document_id, other.fact.start))


def events(
    session: Session, *, as_of: date, committee: str | None = None, ministry: str | None = None, ahead: bool = False
) -> list[StoredEvent]:
    """List the dated events that the papers of that day name, the earliest end first; past ones too, unless only those `ahead`."""
    wanted = [func.coalesce(EventRow.due_end, EventRow.due_start) >= as_of] if ahead else []
    wanted += [*same(col(DocumentRow.committee), committee), *same(col(EventRow.ministry), ministry)]
    query = visible(EventRow, as_of).where(*wanted).order_by(col(EventRow.due_end).asc().nulls_last(), *_by_place(EventRow))
    return [event_of(row) for row in session.execute(query)]


def fulfilments(session: Session, *, as_of: date, committee: str | None = None) -> list[StoredFulfilment]:
    """List the words that make good an earlier promise or motion, the oldest paper first."""
    f = FulfilmentRow
    query = visible(f, as_of).where(*same(col(DocumentRow.committee), committee))
    query = query.order_by(*_by_place(f))
    return [fulfilment_of(row) for row in session.execute(query)]


def delays(session: Session, *, as_of: date, committee: str | None = None) -> list[StoredDelay]:
    """List the words that put off something earlier, the oldest paper first."""
    query = visible(DelayRow, as_of).where(*same(col(DocumentRow.committee), committee))
    return [_delay(row) for row in session.execute(query.order_by(*_by_place(DelayRow)))]


def get(session: Session, prefix: str, *, as_of: date, due_soon_days: int = lifecycle.DUE_SOON_DAYS) -> Stored:
    """Give the fact whose id is `prefix`, or alone begins with it, withdrawn or not, whatever its paper's date.

    Raises StoreError where no fact, or more than one, has such an id.
    """
    if not re.fullmatch("[0-9a-f]{1,16}", prefix):
        raise StoreError(f"{prefix!r} is no id of a fact: those are up to sixteen of 0-9 and a-f, as `tracker list` shows them")
    rows: list[tuple[FactTable, Row[Any]]] = []
    for table in TABLES.values():
        query = standing_on(as_of) if table is CommitmentRow else placed(table)
        rows += ((table, row) for row in session.execute(query.where(begins(table.id, prefix))))
    if not rows:
        raise StoreError(f"no fact with an id that begins with {prefix!r} is stored")
    if len(rows) > 1:
        some = ", ".join(sorted(row.id for _, row in rows)[:5])
        raise StoreError(f"{len(rows)} facts have an id that begins with {prefix!r}: {some}; give more of it")
    return stored_of(*rows[0], as_of, due_soon_days)


def standing_on(as_of: date) -> Select[Any]:
    """Commitments beside what names their paper and how they stand on a day."""
    s = _S
    mine = and_(s.commitment_id == _C.id, standings.on_day(as_of))
    return placed(CommitmentRow).add_columns(*(s[name] for name in STANDING)).join(_STANDING, mine)


def placed(table: FactTable) -> Select[Any]:
    """Facts of one kind beside what names their paper; without the paper's text, which is long.

    The columns are plain ones: to keep up objects that follow the database would take longer than all else that is done with a row.
    """
    d, mine = _DOCUMENT.c, _OF[str(table.__tablename__)].c
    shown = [*(mine[name] for name in _read(table)), d.title, d.numbers, d.name, d.date, d.committee]
    return sqlalchemy.select(*shown).join(_DOCUMENT, d.id == mine.document_id)


@cache
def _read(table: FactTable) -> tuple[str, ...]:
    """Name the columns of a kind of fact that are looked at: those of its value, and those of its place."""
    return (*KINDS[table].model_fields, "id", "document_id", "first_seen", "page", "withdrawn_at")


def visible(table: FactTable, as_of: date) -> Select[Any]:
    """Facts of one kind that the papers of that day hold by the present rules."""
    return placed(table).where(col(DocumentRow.date) <= as_of, col(table.withdrawn_at).is_(None))


class _Parts(NamedTuple):
    """A row of `placed` or `standing_on`: columns by their names, and what names the paper as `Stored` calls it."""

    fact: dict[str, Any]
    place: dict[str, Any]
    standing: dict[str, Any]


def _parts(table: FactTable, row: Row[Any]) -> _Parts:
    names = _read(table)
    fact = dict(zip(names, row, strict=False))
    title, numbers, name, day, committee, *standing = row[len(names) :]
    place = {
        "id": fact["id"],
        "document_id": fact["document_id"],
        "document_title": title,
        "document_number": first_dossier(numbers),
        "document_name": name,
        "document_date": day,
        "document_committee": committee,
        "document_dossiers": tuple(numbers.get("dossier", ())),
        "first_seen": fact["first_seen"],
        "page": fact["page"],
        "withdrawn_at": fact["withdrawn_at"],
    }
    return _Parts(fact, place, dict(zip(STANDING, standing, strict=False)))


def commitment_of(row: Row[Any], as_of: date, due_soon_days: int) -> StoredCommitment:
    """Give the commitment of a row of `standing_on`."""
    parts = _parts(CommitmentRow, row)
    standing = standing_of(parts.standing)
    fact = lifecycle.mended(value_in(Commitment, parts.fact), standing)
    status, late = lifecycle.status_of(standing, as_of, due_soon_days), lifecycle.days_late(standing, as_of)
    return lean(StoredCommitment(fact=fact, standing=standing, status=status, days_late=late, **parts.place))


def stored_of(table: FactTable, row: Row[Any], as_of: date, due_soon_days: int) -> Stored:
    """Give the fact of a row of `visible`, or of `standing_on`."""
    if table is CommitmentRow:
        return commitment_of(row, as_of, due_soon_days)
    if table is EventRow:
        return event_of(row)
    return _delay(row) if table is DelayRow else fulfilment_of(row)


def event_of(row: Row[Any]) -> StoredEvent:
    """Give the event of a row of `visible`."""
    parts = _parts(EventRow, row)
    return StoredEvent(fact=value_in(Event, parts.fact), **parts.place)


def fulfilment_of(row: Row[Any]) -> StoredFulfilment:
    """Give the fulfilment of a row of `visible`."""
    parts = _parts(FulfilmentRow, row)
    return StoredFulfilment(fact=value_in(Fulfilment, parts.fact), **parts.place)


def _delay(row: Row[Any]) -> StoredDelay:
    parts = _parts(DelayRow, row)
    return StoredDelay(fact=value_in(Delay, parts.fact), **parts.place)


def document_shown(row: Row[Any]) -> StoredDocument:
    """Give what names a paper from a row of `documents_shown`."""
    named = row._asdict()
    return StoredDocument(number=first_dossier(named.pop("numbers")), **named)


def first_dossier(numbers: dict[str, list[str]]) -> str | None:
    """Give the number by which people know a paper: "32317-975"."""
    return next(iter(numbers.get("dossier", ())), None)


def same(column: Any, wanted: str | None) -> Sequence[ColumnElement[bool]]:
    """Compare a column whole, in any case of letters; nothing wanted is no condition."""
    return () if wanted is None else (func.lower(column) == wanted.lower(),)


def begins(column: Any, prefix: str) -> ColumnElement[bool]:
    """Compare a hexadecimal id with its beginning as a range, which the index answers: no id sorts after its beginning and "g"."""
    return col(column).between(prefix, prefix + "g")


def _by_place(table: FactTable) -> tuple[Any, ...]:
    return (col(DocumentRow.date), col(table.document_id), col(table.start), col(table.id))
