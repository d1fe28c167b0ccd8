"""The command line. Data goes to stdout, everything else to stderr; exit 0 done, 1 some input failed, 2 wrong usage or configuration."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracker import __version__
from tracker.cli.program import Program
from tracker.config import ConfigError
from tracker.store import StoreError

# Which module holds a command, in the order of --help. Only the one that is called is loaded: reading and extraction take a second.
MODULES = {
    "run": "work",
    "read": "papers",
    "extract": "papers",
    "timex": "papers",
    "ingest": "work",
    "list": "facts",
    "show": "facts",
    "decide": "decisions",
    "add": "decisions",
    "sync": "register",
    "digest": "work",
    "send": "work",
    "outbox": "outbox",
    "subscribe": "subscriptions",
    "unsubscribe": "subscriptions",
    "subscriptions": "subscriptions",
    "check-mail": "check_mail",
    "schedule": "work",
    "serve": "web",
    "account": "accounts",
    "db": "upkeep",
    "doctor": "upkeep",
}


class _Late(TyperGroup):
    """A group that loads a command when it is asked for. `Any`: contexts and commands of click, which Typer has under a private name."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in MODULES:
            return None
        module = import_module(f"tracker.cli.{MODULES[cmd_name]}")
        return typer.main.get_group(module.commands).get_command(ctx, cmd_name)


app = typer.Typer(
    cls=_Late,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Commitments and deadlines in the papers of the Dutch parliament: find them, keep them, mail them.",
    epilog="Exit codes: 0 done; 1 done, but some input failed (each named on stderr); 2 wrong usage or configuration.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _program(
    ctx: typer.Context,
    config_file: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The configuration. Without it: TRACKER_CONFIG, then config.yaml in this folder."),
    ] = None,
    _: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and stop.")] = False,
) -> None:
    ctx.obj = Program(config_file)


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
