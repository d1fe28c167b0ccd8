"""The commands that look into the store: list, show."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any, NamedTuple, TypedDict

import typer
from sqlmodel import Session

from tracker import listing, objects
from tracker.cli.program import AsOf, Program, today
from tracker.listing import Listing
from tracker.model import Status
from tracker.model.register import RegisterStatus
from tracker.store import Line, Plain, Stored, StoredCommitment, StoredDelay, StoredEvent, StoredFulfilment, StoreError, history, queries
from tracker.store.engine import transaction

commands = typer.Typer()

# How the register names a record: by number, or by guid.
_RECORD = re.compile(r"TZ\d{6}-\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ListFormat(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Listed(StrEnum):
    COMMITMENTS = "commitments"
    EVENTS = "events"
    FULFILMENTS = "fulfilments"
    DELAYS = "delays"
    REGISTER = "register"


def _status(text: str) -> Status | RegisterStatus:
    for kind in (Status, RegisterStatus):
        if text in set(kind):
            return kind(text)
    raise typer.BadParameter(
        f"{text!r} is no status; commitments are {', '.join(Status)}; records of the register are {', '.join(RegisterStatus)}"
    )


@commands.command(name="list")
def list_facts(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    what: Annotated[Listed, typer.Argument(show_default="commitments")] = Listed.COMMITMENTS,
    status: Annotated[
        StrEnum | None,
        typer.Option(
            parser=_status,
            metavar="STATUS",
            help=f"Commitments of this status on the day ({', '.join(Status)}); of the register: {', '.join(RegisterStatus)}.",
            show_default=False,
        ),
    ] = None,
    committee: Annotated[str | None, typer.Option(help="Of this committee only, like 'Asiel en Migratie'.", show_default=False)] = None,
    ministry: Annotated[str | None, typer.Option(help="Of this ministry only.", show_default=False)] = None,
    review: Annotated[
        bool,
        typer.Option(
            "--review",
            help="Only what waits for a clerk: unsure ones and, not in csv, proposed links (`tracker decide confirm` or `reject`), and "
            "records of the register that the report of their meeting was not seen to have (`decide same` or `reject`).",
        ),
    ] = False,
    unregistered: Annotated[
        bool, typer.Option("--unregistered", help="Only what was promised in a public meeting and is not in the House's own register.")
    ] = False,
    as_of: AsOf = None,
    form: Annotated[ListFormat, typer.Option("--format", help="table for people; jsonl and csv for programs.")] = ListFormat.TABLE,
) -> None:
    """List what is stored."""
    program: Program = ctx.obj
    _check(what, status, review=review, unregistered=unregistered)
    asked = _Asked(as_of=today(as_of), committee=committee, ministry=ministry)
    with transaction(program.engine, writes=False) as session:
        if what is Listed.REGISTER:
            found = _records(session, asked, status if isinstance(status, RegisterStatus) else None)
        elif what is Listed.COMMITMENTS:
            wanted = status if isinstance(status, Status) else None
            found = _commitments(program, session, asked, wanted, review=review, unregistered=unregistered)
        else:
            found = _others(session, what, asked)
        lines = list(_lines(found, form))  # all of them, so that a reader of ours who is slow does not hold the database
    sys.stdout.writelines(lines)
    if not lines:
        typer.echo(f"No {'records of the register' if what is Listed.REGISTER else what.value} are stored that match.", err=True)


class _Found(NamedTuple):
    """What was asked for, in both forms; only the one that is printed is made, of rows that come while it is."""

    objects: Iterable[dict[str, Any]]
    table: Callable[[], Listing]
    beside: Sequence[dict[str, Any]] = ()  # objects of other fields, which a table of one kind (csv) cannot hold
    tables: Sequence[Listing] = ()  # of what is beside


def _lines(found: _Found, form: ListFormat) -> Iterator[str]:
    if form is ListFormat.JSONL:
        return objects.jsonl(chain(found.objects, found.beside))
    if form is ListFormat.CSV:
        return objects.as_csv(found.objects)
    return listing.lines(table for table in (found.table(), *found.tables) if table.rows)


class _Asked(TypedDict):
    as_of: date
    committee: str | None
    ministry: str | None


def _commitments(  # noqa: PLR0913 (what `tracker list` narrows commitments down by)
    program: Program, session: Session, asked: _Asked, status: Status | None, *, review: bool, unregistered: bool
) -> _Found:
    """Find commitments, what a paper says twice once (`tracker show` has both)."""
    soon = program.settings.digest.due_soon_days
    # What is said again counts there for what it repeats: a record of the register may fit only the item of the closing list.
    more = queries.Asked(**asked, status=status, review=review, once=not unregistered, closed_since=None, due_soon_days=soon)
    if unregistered:
        from tracker import jobs  # noqa: PLC0415 - reading and extraction load for a second, and only this asks for them

        kept = jobs.unregistered(session, program.settings.register, queries.commitments(session, **more), asked["as_of"])
        found = _Found(map(objects.commitment, map(Plain.of, kept)), lambda: listing.commitments(map(Line.of, kept)))
    else:
        found = _Found(map(objects.commitment, queries.plain(session, **more)), lambda: listing.commitments(queries.lines(session, **more)))
    return found._replace(**_waiting(program, session, asked, status)) if review else found


def _waiting(program: Program, session: Session, asked: _Asked, status: Status | None) -> dict[str, Any]:
    """Find what waits beside unsure commitments: links, and records of the register, of which no status of ours is known."""
    from tracker import matching  # noqa: PLC0415 - for this only
    from tracker.store import matches, proposals  # noqa: PLC0415

    links = proposals.waiting(session, **asked, status=status, due_soon_days=program.settings.digest.due_soon_days)
    records = matches.waiting(session, **asked) if status is None else []
    near = matching.near(session, records, asked["as_of"])
    missed = [(record, near[record.record.id].promises) for record in records]
    beside = [*map(objects.proposal, links), *(objects.missed(*one) for one in missed)]
    return {"beside": beside, "tables": [listing.proposals(links), listing.missed(missed)]}


def _records(session: Session, asked: _Asked, status: RegisterStatus | None) -> _Found:
    from tracker.store import register  # noqa: PLC0415 - its tables load for nothing else here

    records = register.records(session, **asked, status=status)
    return _Found(map(objects.record, records), lambda: listing.records(records))


def _others(session: Session, what: Listed, asked: _Asked) -> _Found:
    stored: Sequence[StoredEvent | StoredFulfilment | StoredDelay]
    if what is Listed.EVENTS:
        stored = queries.events(session, **asked)
    else:
        find = queries.delays if what is Listed.DELAYS else queries.fulfilments
        stored = find(session, as_of=asked["as_of"], committee=asked["committee"])
    return _Found(map(objects.fact, stored), lambda: listing.others(stored))


def _check(what: Listed, status: StrEnum | None, *, review: bool, unregistered: bool) -> None:
    if review and what is not Listed.COMMITMENTS:
        raise typer.BadParameter(f"only commitments wait for review, not {what.value}", param_hint="--review")
    if unregistered and what is not Listed.COMMITMENTS:
        raise typer.BadParameter(f"only commitments can be missing from the register, not {what.value}", param_hint="--unregistered")
    kinds = {Listed.COMMITMENTS: Status, Listed.REGISTER: RegisterStatus}
    if status is None or isinstance(status, kinds.get(what, ())):
        return
    if what not in kinds:
        raise typer.BadParameter(f"only commitments and records of the register have a status, not {what.value}", param_hint="--status")
    raise typer.BadParameter(f"{status.value} is no status of {what.value}; those are {', '.join(kinds[what])}", param_hint="--status")


@commands.command()
def show(
    ctx: typer.Context,
    fact_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id that `tracker list` shows, or its first characters.", show_default=False)
    ],
    as_of: AsOf = None,
) -> None:
    """Show one fact, or one record of the register, with all that is known of it.

    Of a fact: its sentence in context, its words, window and rule, where else it is said, its history, who answers for it now, and what is
    proposed. Of a record: which commitments it is.
    """
    from tracker import printing  # noqa: PLC0415 - `tracker list` does without
    from tracker.store import proposals  # noqa: PLC0415

    program: Program = ctx.obj
    day = today(as_of)
    if _RECORD.fullmatch(fact_id):
        _show_record(program, fact_id, day)
        return
    with transaction(program.engine, writes=False) as session:
        stored = queries.get(session, fact_id, as_of=day, due_soon_days=program.settings.digest.due_soon_days)
        document = queries.document(session, stored.document_id)
        past = history.of(session, stored.id, day)
        links = proposals.of(session, stored.id, day)
        also = _also(session, stored, day)
    answers: tuple[str, ...] = ()
    if isinstance(stored, StoredCommitment) and stored.fact.ministry:
        answers = program.tables.government.answers(stored.fact.ministry, day, stored.fact.actor)
    printing.console().print(printing.fact_page(stored, document, past, answers, day, links, also))


def _also(session: Session, stored: Stored, day: date) -> list[tuple[str, str]]:
    """Where else a commitment stands: what it is, and its words."""
    if not isinstance(stored, StoredCommitment):
        return []
    from tracker import jobs, printing  # noqa: PLC0415 - reading and extraction load for a second

    found = jobs.sources(session, stored, day)
    said = [(f"also said {c.id[:8]}", printing.place(c)) for c in found.said]
    return said + [("in the register", printing.record_line(record)) for record in found.records]


def _show_record(program: Program, name: str, day: date) -> None:
    from tracker import jobs, printing  # noqa: PLC0415 - reading and extraction load for a second
    from tracker.store import register  # noqa: PLC0415

    with transaction(program.engine, writes=False) as session:
        found = register.named(session, name)
        if not found:
            raise StoreError(f"no record of the register has the number or id {name!r}")
        for stored in found:
            promises = jobs.promises_of(session, stored.record, day)
            printing.console().print(printing.record_page(stored, promises))
