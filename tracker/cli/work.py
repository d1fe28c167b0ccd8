"""The commands that do the work: run, ingest, digest, send, schedule."""

import logging
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from tracker import jobs, printing, schedule
from tracker.cli.program import AsOf, Papers, Program, complain, count, leave, moment, progress
from tracker.cli.register import bring_in_register
from tracker.config import ConfigError
from tracker.digest import plan
from tracker.digest.layout import Rendered
from tracker.digest.outbox import Delivery
from tracker.digest.plan import Frozen
from tracker.jobs import Ingested
from tracker.listing import plain, shortened
from tracker.model import AMSTERDAM
from tracker.model.mail import Subscription
from tracker.store import fact_of, queries, subscriptions
from tracker.store.engine import transaction

commands = typer.Typer()


@commands.command()
def run(ctx: typer.Context, as_of: AsOf = None) -> None:
    """Do the main job on config.yaml: read the papers, store what is found, make the digests that are due, hand them over."""
    program: Program = ctx.obj
    now = moment(as_of)
    if not program.settings.papers:
        raise ConfigError("papers: nothing to read; name files or folders under `papers` in config.yaml")
    done = _ingest(program, program.settings.papers, now)
    failed = bool(done.failed)
    if program.settings.register.sync:
        failed |= not bring_in_register(program, now)
    _summary(program, done, now)
    made = jobs.digest(program.engine, program.settings, now, datetime.now(UTC))
    delivered = jobs.send(program.engine, program.settings, lambda: datetime.now(UTC))
    _report_mails(made, delivered)
    if not made and not delivered:
        _say_why_no_mail(program)
    leave(failed=failed or any(f.failed for f in made) or any(d.outcome.result != "sent" for d in delivered))


def _ingest(program: Program, paths: Iterable[Path], now: datetime) -> Ingested:
    engine, tables = program.engine, program.tables
    with progress("reading") as tell:
        done = jobs.ingest(engine, paths, tables, now, tell)
    for name, reason in done.failed:
        complain(name, reason)
    return done


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
    console.print(f"Read {count(done.read, 'paper')} ({news}); {count(done.facts_new, 'new fact')}.\n")
    if done.proposed:
        console.print(f"{count(done.proposed, 'link')} to earlier commitments proposed: `tracker list --review`.\n")
    _report_changes(program, done)
    console.print(printing.papers_table(papers, commitments, events), "")
    console.print(printing.commitments_table(commitments), "")
    console.print(printing.agenda_table(events, day), "")


def _report_changes(program: Program, done: Ingested) -> None:
    """Name what other rules found and lost in papers that were read before."""
    with transaction(program.engine, writes=False) as session:
        for sign, ids in (("+", done.gained), ("-", done.lost)):
            for key in ids:
                stored = queries.get(session, key, as_of=date.max)
                fact = fact_of(stored)
                typer.echo(f"{sign} {key} {fact.kind}, {plain(stored.document_number or stored.document_title)}: {shortened(fact.quote)}")


def _report_mails(made: Sequence[Frozen], delivered: Sequence[Delivery]) -> None:
    for frozen in made:
        if frozen.failed:
            complain(frozen.address, frozen.failed)
    for d in delivered:
        if d.outcome.result == "sent":
            typer.echo(f"Digest {d.message.period} for {d.message.address}: {d.message.subject}")
            for file in d.outcome.files:
                typer.echo(f"  {file}")
        else:
            again = f"; tried again at {d.next_attempt_at:%Y-%m-%d %H:%M} UTC" if d.next_attempt_at else "; see `tracker outbox show`"
            complain(f"digest {d.message.period} for {d.message.address}", f"{d.state}: {d.outcome.reply}{again}")


def _say_why_no_mail(program: Program) -> None:
    with transaction(program.engine, writes=False) as session:
        anybody = bool(subscriptions.in_force(session))
    why = "each subscription has its digest of this period" if anybody else "nobody is subscribed; see `tracker subscribe --help`"
    typer.echo(f"No digest to make or to hand over: {why}.")


@commands.command()
def ingest(ctx: typer.Context, files: Papers, as_of: AsOf = None) -> None:
    """Store papers and their facts. Again is harmless."""
    done = _ingest(ctx.obj, files, moment(as_of))
    typer.echo(
        f"{count(len(done.new), 'new paper')}, {len(done.changed)} changed, {len(done.same)} unchanged; "
        f"{count(done.facts_new, 'new fact')}, {len(done.lost)} no longer found; {count(done.proposed, 'new proposal')}."
        + (f" {count(done.terms_changed, 'term')} of the register read differently." if done.terms_changed else "")
    )
    _report_changes(ctx.obj, done)
    leave(failed=bool(done.failed))


@commands.command()
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
        office = jobs.office(program.settings)
        for subscription, rendered in plan.preview(program.engine, office, program.settings.subscriptions, moment(as_of)):
            for file in _write_preview(preview, subscription, rendered):
                typer.echo(file)
        return
    made = jobs.digest(program.engine, program.settings, moment(as_of), datetime.now(UTC))
    for frozen in made:
        if frozen.failed:
            complain(frozen.address, frozen.failed)
        else:
            typer.echo(f"{frozen.period} for {frozen.address}: {frozen.subject or 'nothing to tell, so no mail'}")
    if not made:
        typer.echo("Nothing to make: each subscription has its digest of this period.", err=True)
    leave(failed=any(f.failed for f in made))


@commands.command()
def send(ctx: typer.Context) -> None:
    """Hand over every mail that is frozen and due, whatever its day."""
    program: Program = ctx.obj
    delivered = jobs.send(program.engine, program.settings, lambda: datetime.now(UTC))
    _report_mails((), delivered)
    if not delivered:
        typer.echo("No mail waits to be handed over.", err=True)
    leave(failed=any(d.outcome.result != "sent" for d in delivered))


@commands.command(name="schedule")
def run_schedule(ctx: typer.Context) -> None:
    """Look every minute and do what is due, until stopped (Ctrl-C or SIGTERM)."""
    program: Program = ctx.obj
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    engine, tables, settings = program.engine, program.tables, program.settings

    def beat(_: datetime) -> None:
        made, delivered = jobs.beat(engine, settings, tables, lambda: datetime.now(UTC))
        _report_mails(made, delivered)

    schedule.run(beat)


def _write_preview(where: Path, subscription: Subscription, rendered: Rendered) -> list[Path]:
    """Write the text and the HTML of a digest into a folder; returns the files. Raises OSError."""
    where.mkdir(parents=True, exist_ok=True)
    files = [where / f"{quote(subscription.key, safe='@+')}.{ending}" for ending in ("txt", "html")]
    for file, content in zip(files, (rendered.text, rendered.html), strict=True):
        file.write_text(content, encoding="utf-8")
    return files
