"""The command that brings in the House's own register: sync register."""

from datetime import datetime

import typer

from tracker import jobs, listing
from tracker.cli.program import AsOf, Program, complain, count, leave, moment, progress
from tracker.sources.register import Web

commands = typer.Typer()
sync_commands = typer.Typer(no_args_is_help=True, help="Bring in what others keep; this needs the network.")
commands.add_typer(sync_commands, name="sync")


@sync_commands.command(name="register")
def sync_register(ctx: typer.Context, as_of: AsOf = None) -> None:
    """Bring in what changed in the House's own register of promises since the last time; where that was cut off, go on there."""
    leave(failed=not bring_in_register(ctx.obj, moment(as_of)))


def bring_in_register(program: Program, now: datetime) -> bool:
    """Bring in the register and say what came; returns whether it came to its end."""
    where = program.settings.register
    engine, tables = program.engine, program.tables
    with progress("the register:") as tell, Web() as web:
        done = jobs.sync(engine, where, web, tables, now, tell)
    for warning in done.warnings:
        typer.echo(listing.plain(warning), err=True)
    if done.failed:
        complain("register", str(done.failed))
    typer.echo(f"{count(done.kept.new, 'new record')}, {done.kept.changed} changed, {done.kept.deleted} deleted.")
    return not done.failed
