"""The command that shows the store to readers: serve."""

import signal
from datetime import UTC, date, datetime
from socket import socket
from typing import Annotated

import typer
import uvicorn

from tracker.cli.program import AsOf, Program, today
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
    """Serve the web pages, the API and the feeds, until stopped (Ctrl-C or SIGTERM)."""
    program: Program = ctx.obj

    def day() -> date:
        return today(as_of)

    desk = Desk(program.settings, program.tables, lambda: datetime.now(UTC))
    application = web.build(program.engine, program.settings, day, desk)
    configuration = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # uvicorn would believe any X-Forwarded-For from this machine; `tracker.web.guard` asks more
        timeout_graceful_shutdown=5,
    )
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, lambda *_: None)  # the server raises it once more when it has stopped, and to be stopped is no failure
    _Announced(configuration).run()


class _Announced(uvicorn.Server):
    """Says where it listens once it does: a program that started it on any free port reads that line."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            for server in self.servers:
                for listening in server.sockets:
                    host, port = listening.getsockname()[:2]
                    typer.echo(f"Serving at http://{host}:{port}/")
