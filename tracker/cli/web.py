"""The command that shows the store to readers: serve."""

import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from os import umask
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Annotated

import typer
import uvicorn

from tracker.cli.program import AsOf, Program, today
from tracker.config import ConfigError
from tracker.web import app as web
from tracker.web.desk import Desk

commands = typer.Typer()


@commands.command()
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 is every one of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8000,
    as_of: AsOf = None,
) -> None:
    """Serve the web pages, the API and the feeds, until stopped (Ctrl-C or SIGTERM).

    Where config.yaml has web.proxy.socket, it listens there alone. What is changed and what is refused is told on stderr, a line of JSON
    each, without names, addresses or secrets.
    """
    program: Program = ctx.obj

    def day() -> date:
        return today(as_of)

    # What was done and refused, a line of JSON each; see `tracker.web.journal`.
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("tracker.web").setLevel(logging.INFO)
    desk = Desk(program.settings, program.tables, lambda: datetime.now(UTC))
    application = web.build(program.engine, program.settings, day, desk)
    configuration = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # the addresses of links and personal feeds are secrets
        server_header=False,
        proxy_headers=False,  # uvicorn would believe any X-Forwarded-For from this machine; `tracker.web.guard` asks more
        timeout_graceful_shutdown=5,
    )
    with _listening(program.settings.web.proxy.socket) as sockets:
        _run(configuration, sockets)


def _run(configuration: uvicorn.Config, sockets: list[socket] | None) -> None:
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, lambda *_: None)  # the server raises it once more when it has stopped, and to be stopped is no failure
    # What has been loaded stays: to look through all of it again and again for what can be let go would take a tenth of the time of a page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
    _Announced(configuration).run(sockets)


@contextmanager
def _listening(path: Path | None) -> Iterator[list[socket] | None]:
    """Open a Unix socket for this user and its group alone, None without one; what a server left that was killed is replaced.

    Raises ConfigError where something else is there, or another server listens.
    """
    if path is None:
        yield None
        return
    with socket(AF_UNIX) as mine:
        try:
            if path.is_socket():
                _refuse_if_answered(path)
                path.unlink()
            before = umask(0o117)
            try:
                mine.bind(str(path))
            finally:
                umask(before)
        except OSError as error:
            raise ConfigError(f"web.proxy.socket: cannot listen at {path} ({error.strerror or error})") from error
        try:
            yield [mine]
        finally:
            path.unlink(missing_ok=True)


def _refuse_if_answered(path: Path) -> None:
    with socket(AF_UNIX) as other, suppress(ConnectionRefusedError):
        other.connect(str(path))
        raise ConfigError(f"web.proxy.socket: another server listens at {path}")


class _Announced(uvicorn.Server):
    """Says where it listens once it does: a program that started it on any free port reads that line."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            for server in self.servers:
                for listening in server.sockets:
                    name = listening.getsockname()
                    typer.echo(f"Serving at {name}" if isinstance(name, str) else f"Serving at http://{name[0]}:{name[1]}/")
