"""The commands that say who can sign in at the desk: account add, list, remove."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from pydantic import ValidationError

from tracker import listing, printing
from tracker.cli.program import Program, today
from tracker.model.accounts import Account, Role
from tracker.reference import government
from tracker.store import accounts
from tracker.store.engine import transaction

commands = typer.Typer()
account_commands = typer.Typer(no_args_is_help=True, help="Who can sign in on the web side: clerks of committees, and administrators.")
commands.add_typer(account_commands, name="account")

Theirs = Annotated[str, typer.Argument(metavar="ADDRESS", help="One mail address.", show_default=False)]


@account_commands.command(name="add")
def account_add(
    ctx: typer.Context,
    address: Theirs,
    name: Annotated[str | None, typer.Option(help="As the history of what they decide shows it.", show_default=False)] = None,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.CLERK,
    committee: Annotated[
        list[str] | None,
        typer.Option(help="Of a clerk: on whose commitments they decide. Can be given more than once.", show_default=False),
    ] = None,
) -> None:
    """Let somebody sign in, by a link in a mail to this address; again changes the name, the role and the committees."""
    program: Program = ctx.obj
    try:
        account = Account(address=address, name=name, role=role, committees=tuple(_known(c) for c in committee or ()))
    except ValidationError as e:
        fault = e.errors(include_url=False)[0]
        hint = str(fault["loc"][0]) if fault["loc"] else "--committee"
        raise typer.BadParameter(fault["msg"].removeprefix("Value error, "), param_hint=hint) from None
    with transaction(program.engine) as session:
        accounts.put(session, account, datetime.now(UTC))
    typer.echo(f"{address} can sign in as {_described(account)}.")


def _known(name: str) -> str:
    found = government.load().committee(name, today(None))
    if found is None:
        raise typer.BadParameter(f"the reference table knows no committee {name!r}", param_hint="--committee")
    return found


@account_commands.command(name="list")
def account_list(ctx: typer.Context) -> None:
    """List who can sign in."""
    program: Program = ctx.obj
    with transaction(program.engine, writes=False) as session:
        every = accounts.every(session)
    if not every:
        typer.echo("Nobody can sign in: `tracker account add ADDRESS`.", err=True)
        return
    table = printing.new_table(None, "address", "name", "role")
    for account in every:
        table.add_row(*map(listing.plain, (account.address, account.name or "", _described(account))))
    printing.console().print(table)


@account_commands.command(name="remove")
def account_remove(ctx: typer.Context, address: Theirs) -> None:
    """Let somebody sign in no more; who has signed in is out at once."""
    program: Program = ctx.obj
    with transaction(program.engine) as session:
        accounts.remove(session, address, datetime.now(UTC))
    typer.echo(f"{address} can no longer sign in.")


def _described(account: Account) -> str:
    return f"clerk of {', '.join(account.committees)}" if account.role is Role.CLERK else account.role.value
