"""The command line. Data goes to stdout, everything else to stderr; exit 0 done, 1 some input failed, 2 wrong usage or configuration."""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from tracker import Fault, __version__

READING, STORE, DIGESTS, WEB, UPKEEP = "Look into papers (nothing is stored)", "The store", "Digests", "The web side", "Upkeep"


class Command(NamedTuple):
    """Where a command stands, in `tracker.cli` and in --help, and the first sentence of its own help."""

    module: str
    panel: str | None
    help: str


# In the order of --help, which is made from this: a module is loaded when one of its commands is called, and some take a second.
COMMANDS = {
    "run": Command(
        "work",
        None,
        "Do the main job on config.yaml: read the papers, store what is found, make the digests that are due, hand them over.",
    ),
    "read": Command("papers", READING, "Show papers as the program understands them: what they are, their text, its parts."),
    "extract": Command("papers", READING, "Show the commitments, fulfilments and dated events of papers."),
    "timex": Command("papers", READING, "Show what the time words in a text mean."),
    "ingest": Command("work", STORE, "Store papers and their facts."),
    "list": Command("facts", STORE, "List what is stored."),
    "show": Command("facts", STORE, "Show one fact, or one record of the register, with all that is known of it."),
    "decide": Command("decisions", STORE, "Decide on commitments, and on proposed links to them."),
    "add": Command("decisions", STORE, "Store a commitment that was missed, tied to its words in a stored paper."),
    "sync": Command("register", STORE, "Bring in what others keep; this needs the network."),
    "digest": Command("work", DIGESTS, "Make the digests that are due and freeze them; tracker send hands them over."),
    "send": Command("work", DIGESTS, "Hand over every mail that is frozen and due, whatever its day."),
    "outbox": Command("outbox", DIGESTS, "Look into the mails that are frozen; hand one over again, or say what became of it."),
    "subscribe": Command("subscriptions", DIGESTS, "Let a reader get a digest."),
    "unsubscribe": Command("subscriptions", DIGESTS, "End the digest of a reader, of one in config.yaml too; what waits is not sent."),
    "subscriptions": Command(
        "subscriptions", DIGESTS, "List who gets which digest, who has left, and what became of the last mail of each."
    ),
    "check-mail": Command(
        "check_mail",
        DIGESTS,
        "Send a sample digest now, past the outbox, and check its raw bytes as receivers do.",
    ),
    "schedule": Command("work", DIGESTS, "Look every minute and do what is due, until stopped (Ctrl-C or SIGTERM)."),
    "serve": Command("web", WEB, "Serve the web pages, the API and the feeds, until stopped (Ctrl-C or SIGTERM)."),
    "account": Command("accounts", WEB, "Who can sign in on the web side: clerks of committees, and administrators."),
    "db": Command("upkeep", UPKEEP, "The schema of the database."),
    "doctor": Command("upkeep", UPKEEP, "Check the configuration, the database, the mail, the clock and the reference tables."),
}

# Objects: what a command loads and lists lives as long as it does, and to look for what does not takes a tenth of the time at Python's 700.
GARBAGE_AFTER = 50_000


class _Late(TyperGroup):
    """A group that loads a command when it is called. `Any`: contexts and commands of click, which Typer has under a private name."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """Give what --help says of a command."""
        if cmd_name not in COMMANDS:
            return None
        known = COMMANDS[cmd_name]
        return TyperCommand(cmd_name, help=known.help, rich_help_panel=known.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, known, rest = super().resolve_command(ctx, args)
        if name and known:
            module = import_module(f"tracker.cli.{COMMANDS[name].module}")
            known = typer.main.get_group(module.commands).get_command(ctx, name)
        return name, known, rest


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
    from tracker.cli.program import Program  # noqa: PLC0415 - the configuration loads for a fifth of a second, and --help does without

    ctx.obj = Program(config_file)


def main() -> None:
    """Run the command line; faults that the user can mend are one clear line on stderr, without a traceback."""
    gc.set_threshold(GARBAGE_AFTER)
    # We have none, and to look for them opens a file of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app(args=_config_first(sys.argv[1:]))
    except Fault as e:
        typer.echo(str(e), err=True)
        sys.exit(e.exit_code)


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
