"""The application: pages, files, feeds and the API under one set of headers, and what becomes of errors."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

from anyio import to_thread
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.config import Settings
from tracker.reference import government
from tracker.store import StoreError
from tracker.web import api, feeds, files, pages, rooms
from tracker.web.desk import Desk
from tracker.web.filters import BadQueryError
from tracker.web.guard import SameOrigin
from tracker.web.journal import Journal
from tracker.web.site import Site, static

# No script, no style within a page, nothing from elsewhere, and nobody learns from us where a reader came from.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
AT_ONCE = 6  # pages
A_YEAR = "public, max-age=31536000, immutable"
NOT_FOUND = "Deze bladzijde is er niet"


class Headers:
    """Gives every answer the headers, also those of errors; what an answer says itself goes first."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/static/") and message["status"] == 200:
                    headers["Cache-Control"] = A_YEAR
            await send(message)

        await self.app(scope, receive, with_headers)


def build(engine: Engine, settings: Settings, today: Callable[[], date], desk: Desk | None = None) -> Starlette:
    """Make the application on a database. `today` gives the day in Amsterdam; without a `desk` there are the public pages alone."""
    site = Site(
        engine=engine,
        government=government.load(),
        today=today,
        due_soon_days=settings.digest.due_soon_days,
        base_url=settings.web.base_url or "",
        contact=settings.mail.reply_to or settings.mail.sender,
        has_desk=desk is not None,
    )
    mounts = [Mount("/api/v1", api.build(site)), Mount("/static", StaticFiles(directory=static()))]
    app = Starlette(
        lifespan=_few_at_once,
        routes=[*files.ROUTES, *feeds.ROUTES, *pages.ROUTES, *(rooms.ROUTES if desk else ()), *mounts],
        exception_handlers={BadQueryError: pages.bad_query, HTTPException: _http, StoreError: _store, 500: _fault},
    )
    app.router.redirect_slashes = False
    if desk:
        app.add_middleware(SameOrigin)
    app.add_middleware(Headers)
    if desk:
        app.add_middleware(Journal)
    app.state.site, app.state.desk = site, desk
    return app


@asynccontextmanager
async def _few_at_once(_: Starlette) -> AsyncIterator[None]:
    """Make pages a few at a time: more would only hold each other up, and each holds a connection to the database."""
    to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (what the handler is registered for)
    if error.status_code == 404:
        return pages.failed(request, 404, NOT_FOUND, [error.detail if error.detail != "Not Found" else "Er is niets op dit adres"])
    if error.status_code == 405:
        return pages.failed(request, 405, "Dat kan hier niet", ["Deze pagina’s zijn alleen om te lezen"])
    return pages.failed(request, error.status_code, "Dit ging niet", [error.detail])


def _store(request: Request, _: Exception) -> Response:
    return pages.failed(request, 503, "Even niet bereikbaar", ["De gegevens zijn nu niet te lezen; probeer het zo opnieuw"])


def _fault(request: Request, _: Exception) -> Response:
    return pages.failed(request, 500, "Er ging iets mis", ["Deze pagina kon niet worden gemaakt; wij kijken ernaar"])
