"""The commands that say who gets which digest: subscribe, unsubscribe, subscriptions."""

from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError

from tracker import listing, printing
from tracker.cli.program import AsOf, By, Program, moment, who
from tracker.digest.subscription import complete, describe
from tracker.model import Status
from tracker.model.mail import Subscription
from tracker.store import mail, subscriptions
from tracker.store.engine import transaction

commands = typer.Typer()

Reader = Annotated[str, typer.Argument(metavar="ADDRESS", help="One mail address.", show_default=False)]
Names = list[str] | None


def _several(what: str) -> Any:
    return typer.Option(help=f"{what} Can be given more than once; without it, all.", show_default=False)


@commands.command()
def subscribe(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    address: Reader,
    name: Annotated[str | None, typer.Option(help="Of the reader.", show_default=False)] = None,
    committee: Annotated[Names, _several("A committee, like 'Asiel en Migratie'.")] = None,
    ministry: Annotated[Names, _several("A ministry.")] = None,
    member: Annotated[Names, _several("A member or party that asked, or that something was promised to.")] = None,
    dossier: Annotated[Names, _several("The number of a dossier, like 32317.")] = None,
    words: Annotated[Names, _several("A word of the sentence or of the paper's title.")] = None,
    status: Annotated[list[Status] | None, _several("A status.")] = None,
    when: Annotated[
        Literal["weekly", "daily", "due"] | None,
        typer.Option(help="due: only when a reminder falls. Without it, as `digest` in config.yaml says; so too the next three."),
    ] = None,
    weekday: Annotated[str | None, typer.Option(metavar="DAY", help="Of a weekly digest: monday to sunday.")] = None,
    hour: Annotated[int | None, typer.Option(metavar="HOUR", help="In Amsterdam, 0 to 23.")] = None,
    ahead: Annotated[int | None, typer.Option(metavar="DAYS", help="A term that ends within so many days is due soon.")] = None,
    remind: Annotated[
        list[int] | None,
        typer.Option(metavar="DAYS", help="Tell a term once more so many days before its end; -1: the day after. 28, 7 and -1 for `due`."),
    ] = None,
    quiet: Annotated[bool, typer.Option(help="Mail too when nothing is new, changed, overdue or due soon.")] = True,
    as_of: AsOf = None,
) -> None:
    """Let a reader get a digest. What narrows it down is counted together: this committee and these words."""
    program: Program = ctx.obj
    lists = {"committees": committee, "ministries": ministry, "members": member, "dossiers": dossier, "words": words, "statuses": status}
    said = {"address": address, "name": name, "when": when, "weekday": weekday, "hour": hour, "ahead": ahead, "quiet": quiet}
    try:
        wanted = Subscription.model_validate({**said, **{key: given or () for key, given in lists.items()}, "reminders": remind or ()})
    except ValidationError as e:
        fault = e.errors(include_url=False)[0]
        raise typer.BadParameter(fault["msg"].removeprefix("Value error, "), param_hint=str(fault["loc"][0])) from None
    with transaction(program.engine) as session:
        subscriptions.bring(session, program.settings.subscriptions, moment(as_of))
        subscriptions.subscribe(session, wanted, moment(as_of))
    typer.echo(describe(complete(wanted, program.settings.digest)))


@commands.command()
def unsubscribe(ctx: typer.Context, address: Reader, by: By = None, as_of: AsOf = None) -> None:
    """End the digest of a reader, of one in config.yaml too; what waits is not sent. `tracker subscribe` begins it again."""
    program: Program = ctx.obj
    with transaction(program.engine) as session:
        subscriptions.bring(session, program.settings.subscriptions, moment(as_of))
        subscriptions.end(session, address, who(by), moment(as_of))
    typer.echo(f"{address} gets no more digests.")


@commands.command(name="subscriptions")
def list_subscriptions(ctx: typer.Context, as_of: AsOf = None) -> None:
    """List who gets which digest, who has left, and what became of the last mail of each."""
    program: Program = ctx.obj
    with transaction(program.engine) as session:
        subscriptions.bring(session, program.settings.subscriptions, moment(as_of))
        every = subscriptions.every(session)
        mails = mail.mails(session, moment(as_of))
    if not every:
        typer.echo("Nobody gets a digest: `tracker subscribe ADDRESS`, or name readers under `subscriptions` in config.yaml.", err=True)
        return
    last = {m.subscription: f"{m.period} {m.state}" for m in reversed(mails)}
    table = printing.new_table(None, "address", "since", "from", "state", "last mail", "what it says of itself")
    for s in every:
        state = "in force" if s.in_force else f"ended {s.ended_at:%Y-%m-%d} by {s.ended_by}" if s.ended_at else "not confirmed"
        sentence = describe(complete(s.subscription, program.settings.digest))
        cells = (s.subscription.address, f"{s.active_from:%Y-%m-%d}", s.origin, state, last.get(s.subscription.key, "none"), sentence)
        table.add_row(*map(listing.plain, cells))
    printing.console().print(table)
