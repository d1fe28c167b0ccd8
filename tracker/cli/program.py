"""What the commands share: the program behind them, options of the same name, and how they speak and end."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy import Engine

from tracker import config
from tracker.config import Settings
from tracker.digest.period import end_of_day
from tracker.listing import plain
from tracker.model import AMSTERDAM, Precision, Term
from tracker.store import engine as database
from tracker.store import schema

if TYPE_CHECKING:
    from tracker.jobs import Tables


@dataclass
class Program:
    """What a command needs, made when it is first asked for: `tracker timex` opens no database."""

    config_file: Path | None

    @cached_property
    def settings(self) -> Settings:
        """The configuration."""
        return config.load(self.config_file)

    @cached_property
    def tables(self) -> "Tables":
        """The reference tables, with the corrections of the configuration."""
        from tracker.jobs import Tables  # noqa: PLC0415 - reading and extraction load for a second; `tracker list` does without
        from tracker.reference import calendar as reference_calendar  # noqa: PLC0415
        from tracker.reference import government  # noqa: PLC0415

        s = self.settings
        return Tables(reference_calendar.load((*s.reference.recesses, *s.reference.elections)), government.load(), s.reading, s.committee)

    @cached_property
    def engine(self) -> Engine:
        """The database, with its schema."""
        engine = database.connect(self.settings.database.url)
        schema.ready(engine)
        return engine


_FIRST, _LAST = 1815, 2200  # years; of the two chambers, and of what can be reckoned with from them


def day(text: str) -> date:
    try:
        named = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-21") from None
    if not _FIRST <= named.year <= _LAST:
        raise typer.BadParameter(f"{text} is no day of the papers; write one of the years {_FIRST} to {_LAST}")
    return named


def term(text: str) -> Term:
    if text == "none":
        return Term()
    return Term(due_end=day(text), precision=Precision.DAY)


AsOf = Annotated[
    date | None, typer.Option(parser=day, metavar="DATE", help="Do as if it were the end of this day in Amsterdam, like 2026-11-21.")
]
Papers = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Papers, or folders with papers.", show_default=False)]
Until = Annotated[Term | None, typer.Option(parser=term, metavar="DATE", help="The last day of the term, or `none`: there is no date.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; without it, the name of this user on this machine.")]


def moment(as_of: date | None) -> datetime:
    """The end of the day that the user named, in UTC; without one, now."""
    return end_of_day(as_of) if as_of else datetime.now(UTC)


def today(as_of: date | None) -> date:
    """The day that the user named; without one, today in Amsterdam."""
    return moment(as_of).astimezone(AMSTERDAM).date()


def who(by: str | None) -> str:
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise typer.BadParameter("this user has no name on this machine; say who decides", param_hint="--by") from None


@contextmanager
def progress(doing: str) -> Iterator[Any]:
    """Show what is being done, and with which paper or how far, on a terminal only."""
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415 - `tracker list` shows none, and is to be quick

    from tracker import printing  # noqa: PLC0415

    console = printing.console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("")
        yield lambda name: progress.update(task, description=f"{doing} {plain(name)}")


def complain(name: str, reason: str) -> None:
    typer.echo(f"{plain(name)}: {plain(reason)}", err=True)


def count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def leave(*, failed: bool) -> None:
    if failed:
        raise typer.Exit(1)
