"""The commands that look into the mails: list, show, retry, settle."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

import typer

from tracker import printing
from tracker.cli.program import AsOf, By, moment, who
from tracker.store import mail
from tracker.store.engine import transaction
from tracker.store.mail import MailState

commands = typer.Typer()
outbox_commands = typer.Typer(
    no_args_is_help=True, help="Look into the mails that are frozen; hand one over again, or say what became of it."
)
commands.add_typer(outbox_commands, name="outbox")

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


class Settled(StrEnum):
    ARRIVED = "arrived"
    DROPPED = "dropped"


@outbox_commands.command(name="settle")
def outbox_settle(
    ctx: typer.Context,
    mail_id: MailId,
    became: Annotated[
        Settled, typer.Argument(help="arrived: its reader has it; dropped: nobody waits for it any more.", show_default=False)
    ],
    by: By = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="How you know.")] = None,
) -> None:
    """Say what became of a mail that may have arrived, or has failed; it is not handed over again."""
    state: Literal[MailState.SENT, MailState.SUPPRESSED] = MailState.SENT if became is Settled.ARRIVED else MailState.SUPPRESSED
    with transaction(ctx.obj.engine) as session:
        mail.settle(session, mail_id, state, ": ".join(filter(None, (f"{became} according to {who(by)}", note))), datetime.now(UTC))
    typer.echo(f"Mail {mail_id} is {state}.")
