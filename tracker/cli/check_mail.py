"""The command that tries the way to a mailbox: check-mail."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tracker import jobs, listing, printing
from tracker.cli.program import Program, complain, leave

commands = typer.Typer()


@commands.command(name="check-mail")
def check_mail(
    ctx: typer.Context, to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Where the sample goes.", show_default=False)]
) -> None:
    """Send a sample digest now, past the outbox, and check its raw bytes as receivers do."""
    program: Program = ctx.obj
    try:
        outcome, checks = jobs.check_mail(program.engine, program.settings, to, datetime.now(UTC))
    except ValueError as e:
        raise typer.BadParameter(str(e), param_hint="--to") from None
    table = printing.new_table(None, "", "looked at", "found")
    for check in checks:
        table.add_row("ok" if check.well else "WRONG", check.subject, listing.plain(check.found))
    printing.console().print(table)
    for file in outcome.files:
        typer.echo(file)
    if outcome.result == "sent":
        typer.echo(f"Handed over for {to}{f': {outcome.reply}' if outcome.reply else ''}. Ask whoever runs the mail server whether its")
        typer.echo("signature (DKIM, h=) covers List-Unsubscribe and List-Unsubscribe-Post: without that no mail program shows the button.")
    else:
        complain(to, f"{outcome.result} at {outcome.phase}: {outcome.reply}")
    leave(failed=outcome.result != "sent" or not all(check.well for check in checks))
