"""The commands that keep the program well: db upgrade, doctor."""

from collections.abc import Iterable
from datetime import UTC, datetime

import typer
from rich.table import Table

from tracker import doctor, listing, printing
from tracker.cli.program import Program, leave
from tracker.doctor import Finding
from tracker.store import engine as database
from tracker.store import migrate, schema

commands = typer.Typer()
db_commands = typer.Typer(no_args_is_help=True, help="The schema of the database.")
commands.add_typer(db_commands, name="db")


@db_commands.command(name="upgrade")
def db_upgrade(ctx: typer.Context) -> None:
    """Bring the database to the schema of this program. Copy it first."""
    engine = database.connect(ctx.obj.settings.database.url)
    before = schema.revision(engine)
    migrate.upgrade(engine)
    after = schema.revision(engine)
    typer.echo(
        f"{database.name(engine)}: " + (f"is at {after} already" if before == after else f"now at {after} (was {before or 'empty'})")
    )


@commands.command(name="doctor")
def run_doctor(ctx: typer.Context) -> None:
    """Check the configuration, the database, the mail, the clock and the reference tables."""
    program: Program = ctx.obj
    findings = list(doctor.examine(program.settings, datetime.now(UTC)))
    printing.console().print(_findings_table(findings))
    leave(failed=any(not f.well for f in findings))


def _findings_table(findings: Iterable[Finding]) -> Table:
    """What the doctor found."""
    table = printing.new_table(None, "", "looked at", "found")
    for f in findings:
        table.add_row("ok" if f.well else "WRONG", f.subject, listing.plain(f.said))
    return table
