"""The commands. Data goes to stdout, everything else to stderr; exit 0 done, 1 some input failed, 2 wrong usage or configuration."""

import getpass
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table
from sqlalchemy import Engine

from tracker import __version__, config, doctor, extraction, jobs, printing, schedule, timex
from tracker.config import ConfigError, Settings
from tracker.digest import plan
from tracker.digest.outbox import Delivery
from tracker.digest.period import end_of_day
from tracker.digest.plan import Frozen
from tracker.extraction.pointed import NotFoundError
from tracker.jobs import Decided, Ingested, Ruling, Tables
from tracker.model import AMSTERDAM, DateBasis, DecisionKind, Document, Precision, Status, Term
from tracker.reading import Unreadable
from tracker.reference import calendar as reference_calendar
from tracker.reference import government
from tracker.sources import folder
from tracker.sources.register import RegisterStatus, Web
from tracker.store import Stored, StoredCommitment, StoredProposal, StoreError, history, mail, queries
from tracker.store import engine as database
from tracker.store import proposals as stored_proposals
from tracker.store import register as registered
from tracker.store.engine import transaction

READING, STORE, DIGESTS, UPKEEP = "Look into papers (nothing is stored)", "The store", "Digests", "Upkeep"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Commitments and deadlines in the papers of the Dutch parliament: find them, keep them, mail them.",
    epilog="Exit codes: 0 done; 1 done, but some input failed (each named on stderr); 2 wrong usage or configuration.",
)
outbox_commands = typer.Typer(no_args_is_help=True, help="Look into the mails that are frozen; hand one over again.")
sync_commands = typer.Typer(no_args_is_help=True, help="Bring in what others keep; this needs the network.")
db_commands = typer.Typer(no_args_is_help=True, help="The schema of the database.")


@dataclass
class Program:
    """What a command needs, made when it is first asked for: `tracker timex` opens no database."""

    config_file: Path | None

    @cached_property
    def settings(self) -> Settings:
        """The configuration."""
        return config.load(self.config_file)

    @cached_property
    def tables(self) -> Tables:
        """The reference tables, with the corrections of the configuration."""
        s = self.settings
        return Tables(reference_calendar.load((*s.reference.recesses, *s.reference.elections)), government.load(), s.reading, s.committee)

    @cached_property
    def engine(self) -> Engine:
        """The database, with its schema."""
        engine = database.connect(self.settings.database.url)
        database.ready(engine)
        return engine


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-21") from None


def _term(text: str) -> Term:
    if text == "none":
        return Term()
    return Term(due_end=_day(text), precision=Precision.DAY)


def _status(text: str) -> Status | RegisterStatus:
    for kind in (Status, RegisterStatus):
        if text in set(kind):
            return kind(text)
    raise typer.BadParameter(
        f"{text!r} is no status; commitments are {', '.join(Status)}; records of the register are {', '.join(RegisterStatus)}"
    )


AsOf = Annotated[
    date | None, typer.Option(parser=_day, metavar="DATE", help="Do as if it were the end of this day in Amsterdam, like 2026-11-21.")
]
Papers = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Papers, or folders with papers.", show_default=False)]
MailId = Annotated[int, typer.Argument(metavar="ID", help="The number that `tracker outbox list` shows.", show_default=False)]


Until = Annotated[Term | None, typer.Option(parser=_term, metavar="DATE", help="The last day of the term, or `none`: there is no date.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; without it, the name of this user on this machine.")]


class ReadFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class ExtractFormat(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"


class ListFormat(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Listed(StrEnum):
    COMMITMENTS = "commitments"
    EVENTS = "events"
    FULFILMENTS = "fulfilments"
    REGISTER = "register"


def moment(as_of: date | None) -> datetime:
    """The end of the day that the user named, in UTC; without one, now."""
    return end_of_day(as_of) if as_of else datetime.now(UTC)


def today(as_of: date | None) -> date:
    """The day that the user named; without one, today in Amsterdam."""
    return moment(as_of).astimezone(AMSTERDAM).date()


@app.callback()
def _program(
    ctx: typer.Context,
    config_file: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The configuration. Without it: TRACKER_CONFIG, then config.yaml in this folder."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
    ctx.obj = Program(config_file)


# --- the main job -----------------------------------------------------------------------------------------------------------------------


@app.command()
def run(ctx: typer.Context, as_of: AsOf = None) -> None:
    """Do the main job on config.yaml: read the papers, store what is found, make the digests that are due and hand them over."""
    program: Program = ctx.obj
    now = moment(as_of)
    if not program.settings.papers:
        raise ConfigError("papers: nothing to read; name files or folders under `papers` in config.yaml")
    done = _ingest(program, program.settings.papers, now)
    _summary(program, done, now)
    made = jobs.digest(program.engine, program.settings, now)
    delivered = jobs.send(program.engine, program.settings, lambda: datetime.now(UTC))
    _report_mails(program, made, delivered)
    _leave(failed=bool(done.failed) or any(f.failed for f in made) or any(d.outcome.result != "sent" for d in delivered))


def _ingest(program: Program, paths: Iterable[Path], now: datetime) -> Ingested:
    engine, tables = program.engine, program.tables
    with _progress("reading") as tell:
        done = jobs.ingest(engine, paths, tables, now, tell)
    for name, reason in done.failed:
        _complain(name, reason)
    return done


@contextmanager
def _progress(doing: str) -> Iterator[Any]:
    """Show what is being done, and with which paper or how far, on a terminal only."""
    console = printing.console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("")
        yield lambda name: progress.update(task, description=f"{doing} {printing.plain(name)}")


def _summary(program: Program, done: Ingested, now: datetime) -> None:
    """What stands in the store: the papers, every commitment with a term, and the events ahead."""
    day = now.astimezone(AMSTERDAM).date()
    with transaction(program.engine, writes=False) as session:
        papers = queries.documents_seen(session, day)
        commitments = queries.commitments(session, as_of=day, due_soon_days=program.settings.digest.due_soon_days)
        events = queries.events(session, as_of=day)
    console = printing.console()
    news = (
        f"{len(done.new)} new" + (f", {len(done.changed)} changed" if done.changed else "") if done.new or done.changed else "nothing new"
    )
    console.print(f"Read {_count(done.read, 'paper')} ({news}); {_count(done.facts_new, 'new fact')}.\n")
    if done.proposed:
        console.print(f"{_count(done.proposed, 'link')} to earlier commitments proposed: `tracker list --review`.\n")
    console.print(printing.papers_table(papers, commitments, events), "")
    console.print(printing.commitments_table(commitments), "")
    console.print(printing.agenda_table(events, day), "")


def _report_mails(program: Program, made: Sequence[Frozen], delivered: Sequence[Delivery]) -> None:
    for frozen in made:
        if frozen.failed:
            _complain(frozen.address, frozen.failed)
    for d in delivered:
        if d.outcome.result == "sent":
            typer.echo(f"Digest {d.message.period} for {d.message.address}: {d.message.subject}")
            for file in d.outcome.files:
                typer.echo(f"  {file}")
        else:
            again = f"; tried again at {d.next_attempt_at:%Y-%m-%d %H:%M} UTC" if d.next_attempt_at else "; see `tracker outbox show`"
            _complain(f"digest {d.message.period} for {d.message.address}", f"{d.state}: {d.outcome.reply}{again}")
    if not program.settings.subscriptions:
        typer.echo("No digest: config.yaml names no subscriptions.", err=True)
    elif not made and not delivered:
        typer.echo("No digest to make or to hand over: each subscription has its digest of this period.")


# --- look into papers -------------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=READING)
def read(
    ctx: typer.Context,
    files: Papers,
    form: Annotated[ReadFormat, typer.Option("--format", help="text for people; json: one object a line.")] = ReadFormat.TEXT,
) -> None:
    """Show papers as the program understands them: what they are, their text, its parts."""
    failed = False
    for _, document in _documents(ctx.obj, files, None):
        if document is None:
            failed = True
        elif form is ReadFormat.JSON:
            typer.echo(printing.jsonl([printing.document_object(document)]), nl=False)
        else:
            typer.echo(printing.document_text(document))
    _leave(failed=failed)


@app.command(rich_help_panel=READING)
def extract(
    ctx: typer.Context,
    files: Papers,
    paper_date: Annotated[
        date | None, typer.Option("--date", parser=_day, metavar="DATE", help="The day of the papers, where you know better.")
    ] = None,
    form: Annotated[ExtractFormat, typer.Option("--format", help="table for people; jsonl: one fact a line.")] = ExtractFormat.TABLE,
) -> None:
    """Show the commitments, fulfilments and dated events of papers."""
    tables: Tables = ctx.obj.tables
    failed = False
    for path, document in _documents(ctx.obj, files, paper_date):
        if document is None:
            failed = True
            continue
        facts = extraction.extract(document, tables.calendar, tables.government)
        if form is ExtractFormat.JSONL:
            typer.echo(printing.jsonl(f.public(str(path)) for f in facts), nl=False)
        else:
            title = printing.plain(f"{document.title}, {document.date} ({document.date_basis})")
            printing.console().print(printing.facts_table(facts, title), "")
    _leave(failed=failed)


@app.command(name="timex", rich_help_panel=READING)
def show_timex(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(help="A text; without it, standard input.", show_default=False)] = None,
    anchor: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATE", help="The day on which the text was written; without it, today.")
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="CASES", help="A file of objects with id, text and anchor, one a line; prints one object a case."),
    ] = None,
) -> None:
    """Show what the time words in a text mean."""
    calendar = ctx.obj.tables.calendar
    if cases is None:
        words = text if text is not None else sys.stdin.read()
        printing.console().print(printing.timex_table(timex.annotate(words, anchor or today(None), calendar)))
        return
    for case in _cases(cases):
        found = timex.annotate(case["text"], date.fromisoformat(case["anchor"]), calendar)
        typer.echo(printing.jsonl([{"id": case["id"], "found": [printing.timex_object(d) for d in found]}]), nl=False)


def _cases(file: Path) -> Iterator[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise typer.BadParameter(
            f"{file}: cannot be read as UTF-8 text ({getattr(e, 'strerror', None) or e})", param_hint="--jsonl"
        ) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            date.fromisoformat(case["anchor"])
            yield {"id": case["id"], "text": str(case["text"]), "anchor": case["anchor"]}
        except (ValueError, KeyError, TypeError) as e:
            raise typer.BadParameter(
                f"{file}, line {number}: is no object with id, text and anchor (a day like 2026-11-21): {e}", param_hint="--jsonl"
            ) from None


def _documents(program: Program, files: Iterable[Path], paper_date: date | None) -> Iterator[tuple[Path, Document | None]]:
    """Each paper with its document, or None for one that cannot be read, which is reported."""
    for path in folder.papers(files):
        if isinstance(path, folder.Missing):
            _complain(str(path.path), path.reason)
            yield path.path, None
            continue
        try:
            document = jobs.read(path, program.tables, today(None))
        except Unreadable as e:
            _complain(e.name, e.reason)
            yield path, None
        else:
            yield path, document.model_copy(update={"date": paper_date, "date_basis": DateBasis.SIDECAR}) if paper_date else document


# --- the store --------------------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=STORE)
def ingest(ctx: typer.Context, files: Papers, as_of: AsOf = None) -> None:
    """Store papers and their facts. Again is harmless."""
    done = _ingest(ctx.obj, files, moment(as_of))
    typer.echo(
        f"{_count(len(done.new), 'new paper')}, {len(done.changed)} changed, {len(done.same)} unchanged; "
        f"{_count(done.facts_new, 'new fact')}, {done.facts_withdrawn} no longer found; {_count(done.proposed, 'new proposal')}."
    )
    _leave(failed=bool(done.failed))


@app.command(name="list", rich_help_panel=STORE)
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
            help="Only what waits for a clerk to `tracker decide confirm` or `reject` it: unsure ones, and proposed links (not in csv).",
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
    _check_status(what, status)
    if review and what is not Listed.COMMITMENTS:
        raise typer.BadParameter(f"only commitments wait for review, not {what.value}", param_hint="--review")
    if unregistered and what is not Listed.COMMITMENTS:
        raise typer.BadParameter(f"only commitments can be missing from the register, not {what.value}", param_hint="--unregistered")
    if what is Listed.REGISTER:
        with transaction(program.engine, writes=False) as session:
            wanted = status if isinstance(status, RegisterStatus) else None
            found = registered.records(session, as_of=today(as_of), status=wanted, committee=committee, ministry=ministry)
        _print_list(form, "records of the register", [*map(printing.record_object, found)], lambda: [printing.records_table(found)])
        return
    wanted_status = status if isinstance(status, Status) else None
    with transaction(program.engine, writes=False) as session:
        stored: Sequence[Stored]
        links: Sequence[StoredProposal] = ()
        if what is Listed.COMMITMENTS:
            soon = program.settings.digest.due_soon_days
            stored = queries.commitments(
                session,
                as_of=today(as_of),
                status=wanted_status,
                committee=committee,
                ministry=ministry,
                review=review,
                due_soon_days=soon,
            )
            if review:
                links = stored_proposals.waiting(
                    session, as_of=today(as_of), status=wanted_status, committee=committee, ministry=ministry, due_soon_days=soon
                )
            if unregistered:
                stored = jobs.unregistered(session, program.settings.register, stored, today(as_of))
        elif what is Listed.EVENTS:
            stored = queries.events(session, as_of=today(as_of), committee=committee, ministry=ministry)
        else:
            stored = queries.fulfilments(session, as_of=today(as_of), committee=committee)
    _print_list(
        form,
        what.value,
        [*map(printing.public, stored)],
        lambda: ([printing.stored_table(stored)] if stored else []) + ([printing.proposals_table(links)] if links else []),
        [*map(printing.proposal_object, links)],
    )


def _check_status(what: Listed, status: StrEnum | None) -> None:
    kinds = {Listed.COMMITMENTS: Status, Listed.REGISTER: RegisterStatus}
    if status is None or isinstance(status, kinds.get(what, ())):
        return
    if what not in kinds:
        raise typer.BadParameter(f"only commitments and records of the register have a status, not {what.value}", param_hint="--status")
    raise typer.BadParameter(f"{status.value} is no status of {what.value}; those are {', '.join(kinds[what])}", param_hint="--status")


def _print_list(
    form: ListFormat,
    things: str,
    objects: list[dict[str, Any]],
    tables: Callable[[], list[Table]],
    links: Sequence[dict[str, Any]] = (),
) -> None:
    """Print what was asked for; `links` are objects of other fields, which a table of one kind (csv) cannot hold."""
    if form is ListFormat.JSONL:
        typer.echo(printing.jsonl([*objects, *links]), nl=False)
    elif form is ListFormat.CSV:
        typer.echo(printing.as_csv(objects), nl=False)
    elif objects or links:
        printing.console().print(*tables(), sep="\n\n")
    else:
        typer.echo(f"No {things} are stored that match.", err=True)


@sync_commands.command(name="register")
def sync_register(ctx: typer.Context, as_of: AsOf = None) -> None:
    """Bring in what changed in the House's own register of promises since the last time; where that was cut off, go on there."""
    program: Program = ctx.obj
    where = program.settings.register
    engine, tables = program.engine, program.tables
    with _progress("the register:") as tell, Web() as web:
        done = jobs.sync(engine, where, web, tables, moment(as_of), tell)
    for warning in done.warnings:
        typer.echo(printing.plain(warning), err=True)
    if done.failed:
        _complain("register", str(done.failed))
    typer.echo(f"{_count(done.kept.new, 'new record')}, {done.kept.changed} changed, {done.kept.deleted} deleted.")
    _leave(failed=bool(done.failed))


@app.command(rich_help_panel=STORE)
def show(
    ctx: typer.Context,
    fact_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id that `tracker list` shows, or its first characters.", show_default=False)
    ],
    as_of: AsOf = None,
) -> None:
    """Show one fact: its sentence in context, its words, window and rule, its history, who answers for it now, and what is proposed."""
    program: Program = ctx.obj
    day = today(as_of)
    with transaction(program.engine, writes=False) as session:
        stored = queries.get(session, fact_id, as_of=day, due_soon_days=program.settings.digest.due_soon_days)
        document = queries.document(session, stored.document_id)
        past = history.of(session, stored.id, day)
        links = stored_proposals.of(session, stored.id, day)
    answers: tuple[str, ...] = ()
    if isinstance(stored, StoredCommitment) and stored.fact.ministry:
        answers = program.tables.government.answers(stored.fact.ministry, day, stored.fact.actor)
    printing.console().print(printing.fact_page(stored, document, past, answers, day, links))


# --- decisions --------------------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=STORE)
def decide(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    decision: Annotated[DecisionKind, typer.Argument(metavar="DECISION", show_default=False)],
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...", help="Ids of `tracker list`, of commitments or proposals, or their beginnings.", show_default=False
        ),
    ] = None,
    listed: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="A file with more ids, one a line.")] = None,
    paper: Annotated[
        str | None, typer.Option(metavar="PAPER", help="The paper that says so: its id, a number like 32317-975, or its file.")
    ] = None,
    until: Until = None,
    actor: Annotated[str | None, typer.Option(help="correct: the office that acts, like 'minister van Financiën'.")] = None,
    committee: Annotated[str | None, typer.Option(help="correct: the committee concerned.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, or whatever the next reader should know.")] = None,
    by: By = None,
    seen: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Write nothing if there are more decisions than the N that you saw.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Decide on commitments, and on proposed links to them.

    confirm, reject: it is one, or none; a link holds (and moves its commitment), or does not.
    fulfilled, partly, lapsed. new-term: the minister moved it (delayed). correct: we misread its term, actor or committee (never delayed).
    condition-met. note. undo: take back the last decision. Nothing is overwritten: `tracker show` lists every decision.
    """
    program: Program = ctx.obj
    ruling = Ruling(decision, _who(by), paper, until, actor, committee, note, seen)
    _check_ruling(ruling)
    chosen = [*(ids or []), *(_ids_of(listed) if listed else [])]
    if not chosen:
        raise typer.BadParameter("name at least one commitment, or a file with --from", param_hint="ID")
    failed = False
    for key in dict.fromkeys(chosen):
        try:
            decided = jobs.decide(program.engine, key, ruling, program.tables, moment(as_of))
        except StoreError as e:
            _complain(key, str(e))
            failed = True
        else:
            typer.echo(printing.plain(_outcome(key, decided)))
    _leave(failed=failed)


def _outcome(key: str, decided: Decided) -> str:
    written, link = decided.written, decided.proposal
    if written is None:
        return f"{key}: the link is rejected; the commitment stays {decided.after}"
    moved = f"{decided.before} -> {decided.after} (decision {written.n} by {written.by})"
    return f"{key}: {link.kind} {link.commitment_id}: {moved}" if link else f"{key}: {moved}"


def _check_ruling(ruling: Ruling) -> None:
    """Refuse options that do not go with the decision, before anything is written."""
    terms = (DecisionKind.NEW_TERM, DecisionKind.CORRECT)
    if ruling.kind is DecisionKind.ADDED:
        raise typer.BadParameter("`tracker add` adds what was missed", param_hint="DECISION")
    if ruling.kind is DecisionKind.NEW_TERM and ruling.term is None:
        raise typer.BadParameter(
            "new-term needs the day on which the new term ends, or `none` where the paper names no day", param_hint="--until"
        )
    if ruling.term and ruling.kind not in terms:
        raise typer.BadParameter(f"{ruling.kind} moves no term; new-term and correct do", param_hint="--until")
    if (ruling.actor or ruling.committee) and ruling.kind is not DecisionKind.CORRECT:
        raise typer.BadParameter(f"{ruling.kind} mends nothing; correct does", param_hint="--actor, --committee")
    if ruling.kind is DecisionKind.CORRECT and not (ruling.term or ruling.actor or ruling.committee):
        raise typer.BadParameter("correct needs what is right", param_hint="--until, --actor or --committee")
    if ruling.kind is DecisionKind.NOTE and not ruling.note:
        raise typer.BadParameter("note needs its words", param_hint="--note")


def _who(by: str | None) -> str:
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise typer.BadParameter("this user has no name on this machine; say who decides", param_hint="--by") from None


def _ids_of(file: Path) -> list[str]:
    """The first word of each line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise typer.BadParameter(
            f"{file}: cannot be read as UTF-8 text ({getattr(e, 'strerror', None) or e})", param_hint="--from"
        ) from None
    return [words[0] for line in lines if (words := line.split())]


@app.command(rich_help_panel=STORE)
def add(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    paper: Annotated[
        str, typer.Argument(metavar="PAPER", help="The paper: its id, a number like 32317-975, or its file.", show_default=False)
    ],
    quote: Annotated[str, typer.Option(metavar="TEXT", help="The words of the paper that make the commitment.", show_default=False)],
    until: Until = None,
    by: By = None,
    as_of: AsOf = None,
) -> None:
    """Store a commitment that was missed, tied to its words in a stored paper."""
    program: Program = ctx.obj
    try:
        typer.echo(jobs.add(program.engine, paper, quote, _who(by), until, program.tables, moment(as_of)))
    except NotFoundError as e:
        typer.echo(printing.plain(str(e)), err=True)
        _leave(failed=True)


# --- digests ----------------------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=DIGESTS)
def digest(
    ctx: typer.Context,
    as_of: AsOf = None,
    preview: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Only write what would be mailed into this folder; nothing is kept.")
    ] = None,
) -> None:
    """Make the digests that are due and freeze them; `tracker send` hands them over."""
    program: Program = ctx.obj
    if preview is not None:
        s = program.settings
        for subscription, rendered in plan.preview(program.engine, s.subscriptions, s.digest, s.mail.sender, moment(as_of)):
            for file in printing.write_preview(preview, subscription, rendered):
                typer.echo(file)
        return
    made = jobs.digest(program.engine, program.settings, moment(as_of))
    for frozen in made:
        if frozen.failed:
            _complain(frozen.address, frozen.failed)
        else:
            typer.echo(f"{frozen.period} for {frozen.address}: {frozen.subject}")
    if not made:
        typer.echo("Nothing to make: each subscription has its digest of this period.", err=True)
    _leave(failed=any(f.failed for f in made))


@app.command(rich_help_panel=DIGESTS)
def send(ctx: typer.Context) -> None:
    """Hand over every mail that is frozen and due, whatever its day."""
    program: Program = ctx.obj
    delivered = jobs.send(program.engine, program.settings, lambda: datetime.now(UTC))
    _report_mails(program, (), delivered)
    _leave(failed=any(d.outcome.result != "sent" for d in delivered))


@outbox_commands.command(name="list")
def outbox_list(ctx: typer.Context, as_of: AsOf = None) -> None:
    """List the mails, the newest first."""
    with transaction(ctx.obj.engine, writes=False) as session:
        mails = mail.mails(session, moment(as_of))
    printing.console().print(printing.mails_table(mails))


@outbox_commands.command(name="show")
def outbox_show(
    ctx: typer.Context,
    mail_id: MailId,
    raw: Annotated[bool, typer.Option("--raw", help="Print the mail itself, byte by byte, and nothing else.")] = False,
) -> None:
    """Show one mail and what became of every try to hand it over."""
    with transaction(ctx.obj.engine, writes=False) as session:
        stored, eml, tries = mail.mail(session, mail_id)
    if raw:
        sys.stdout.buffer.write(eml)
    else:
        printing.console().print(printing.mail_page(stored, tries))


@outbox_commands.command(name="retry")
def outbox_retry(ctx: typer.Context, mail_id: MailId) -> None:
    """Let a mail that was not sent go out at the next `tracker send`: the same bytes."""
    with transaction(ctx.obj.engine) as session:
        mail.retry(session, mail_id, datetime.now(UTC))
    typer.echo(f"Mail {mail_id} goes out at the next `tracker send`.")


@app.command(name="schedule", rich_help_panel=DIGESTS)
def run_schedule(ctx: typer.Context) -> None:
    """Look every minute and do what is due, until stopped (Ctrl-C or SIGTERM)."""
    program: Program = ctx.obj
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    engine, tables, settings = program.engine, program.tables, program.settings

    def beat(_: datetime) -> None:
        made, delivered = jobs.beat(engine, settings, tables, lambda: datetime.now(UTC))
        _report_mails(program, made, delivered)

    schedule.run(beat)


# --- upkeep -----------------------------------------------------------------------------------------------------------------------------


@db_commands.command(name="upgrade")
def db_upgrade(ctx: typer.Context) -> None:
    """Bring the database to the schema of this program. Copy it first."""
    engine = database.connect(ctx.obj.settings.database.url)
    before = database.revision(engine)
    database.upgrade(engine)
    after = database.revision(engine)
    typer.echo(
        f"{database.name(engine)}: " + (f"is at {after} already" if before == after else f"now at {after} (was {before or 'empty'})")
    )


@app.command(name="doctor", rich_help_panel=UPKEEP)
def run_doctor(ctx: typer.Context) -> None:
    """Check the configuration, the database, the mail, the clock and the reference tables."""
    program: Program = ctx.obj
    findings = list(doctor.examine(program.settings, datetime.now(UTC)))
    printing.console().print(printing.findings_table(findings))
    _leave(failed=any(not f.well for f in findings))


app.add_typer(outbox_commands, name="outbox", rich_help_panel=DIGESTS)
app.add_typer(sync_commands, name="sync", rich_help_panel=STORE)
app.add_typer(db_commands, name="db", rich_help_panel=UPKEEP)


def _complain(name: str, reason: str) -> None:
    typer.echo(f"{printing.plain(name)}: {printing.plain(reason)}", err=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _leave(*, failed: bool) -> None:
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; faults that the user can mend are one clear line on stderr, without a traceback."""
    try:
        app(args=_config_first(sys.argv[1:]))
    except ConfigError as e:
        typer.echo(f"configuration: {e}", err=True)
        sys.exit(2)
    except StoreError as e:
        typer.echo(str(e), err=True)
        sys.exit(1)


def _config_first(arguments: list[str]) -> list[str]:
    """Let --config stand behind the command too, where everybody writes it."""
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--config" and i + 1 < len(arguments):
            return ["--config", arguments[i + 1], *arguments[:i], *arguments[i + 2 :]]
        if argument.startswith("--config="):
            return [argument, *arguments[:i], *arguments[i + 1 :]]
    return arguments
