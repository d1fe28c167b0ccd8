"""The commands that look into the mails: outbox list, outbox show, outbox retry."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from tracker import printing
from tracker.cli.program import DIGESTS, AsOf, moment
from tracker.store import mail
from tracker.store.engine import transaction

commands = typer.Typer()
outbox_commands = typer.Typer(no_args_is_help=True, help="Look into the mails that are frozen; hand one over again.")
commands.add_typer(outbox_commands, name="outbox", rich_help_panel=DIGESTS)

MailId = Annotated[int, typer.Argument(metavar="ID", help="The number that `tracker outbox list` shows.", show_default=False)]


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
