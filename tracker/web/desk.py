"""What the rooms behind the public pages share: who has signed in, what they may do, the fields of a form, and the frame of a page."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker.config import Settings
from tracker.digest.outbox import Clock
from tracker.digest.period import end_of_day
from tracker.jobs import Tables
from tracker.model import AMSTERDAM
from tracker.model.accounts import Account, Act, may
from tracker.store import accounts
from tracker.store.accounts import StoredSession
from tracker.store.engine import transaction
from tracker.web import guard
from tracker.web.pages import site_of
from tracker.web.post import Post
from tracker.web.site import static

SESSION, BROWSER = "__Host-sid", "__Host-link"  # only over TLS, only to this host, whole site, and not set by a neighbour
LARGEST_FORM, MOST_FIELDS = 65_536, 500  # bytes, fields
# What only the desk needs beside the headers of every page.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Desk:
    """What the desk works with. `clock` gives the real moment in UTC."""

    settings: Settings
    tables: Tables
    clock: Clock
    post: Post = field(default_factory=Post)


def desk_of(request: Request) -> Desk:
    """Give the desk that the application was built with."""
    desk: Desk = request.app.state.desk
    return desk


def moment(request: Request) -> datetime:
    """The moment that a decision bears: now, or the end of the day for which the pages are shown."""
    now, shown = desk_of(request).clock(), site_of(request).today()
    return now if now.astimezone(AMSTERDAM).date() == shown else end_of_day(shown)


# --- who asks ---------------------------------------------------------------------------------------------------------------------------


def signed_in(request: Request) -> StoredSession | None:
    """Give the session of who asks; looked up once a request. One that began at the proxy holds while the proxy names the same person."""
    if not hasattr(request.state, "session"):
        request.state.session = _session(request)
    found: StoredSession | None = request.state.session
    return found


def _session(request: Request) -> StoredSession | None:
    secret, now, engine = request.cookies.get(SESSION), desk_of(request).clock(), site_of(request).engine
    if not secret:
        return None
    with transaction(engine, writes=False) as session:
        found = accounts.current(session, secret, now)
    if found is None:
        return None
    if found.way == "proxy":
        user = guard.proxy_user(request, desk_of(request).settings.web.proxy)
        if user is None or user.casefold() != found.account.key:
            return None
    if now - found.seen_at > accounts.NOTED:
        with transaction(engine) as session:
            accounts.noted(session, found.id, now)
    return found


def account_of(request: Request) -> Account | None:
    """Give the account of who asks."""
    found = signed_in(request)
    return found.account if found else None


def demand(request: Request, act: Act, committee: str | None = None) -> Account:
    """Give the account of who asks, where it may do this. Raises HTTPException (403)."""
    account = account_of(request)
    if account is None:
        raise HTTPException(403, "U bent niet (meer) aangemeld. Meld u aan en probeer het opnieuw; er is niets gewijzigd.")
    if not may(account, act, committee):
        of = f" van {committee}" if committee else ""
        raise HTTPException(403, f"Dat mag u niet met dit account{of}; er is niets gewijzigd.")
    return account


def form_token(request: Request) -> str:
    """Give what the forms of this session carry: nobody can make it who does not know the secret of the cookie."""
    secret = request.cookies.get(SESSION, "")
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


# --- what is asked ----------------------------------------------------------------------------------------------------------------------


class Form:
    """The fields of a form as they were sent, in order."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self.fields = fields

    def all(self, name: str) -> list[str]:
        """Give every value under a name that is not empty."""
        return [value.strip() for key, value in self.fields if key == name and value.strip()]

    def one(self, name: str) -> str | None:
        """Give the first value under a name; None where it was left empty."""
        return next(iter(self.all(name)), None)


Handler = Callable[[Request], Response]
FormHandler = Callable[[Request, Form], Response]


def shown_to(act: Act) -> Callable[[Handler], Handler]:
    """Make a page that is shown to those who may; others are asked to sign in first, or are told that they may not."""

    def wrapped(handler: Handler) -> Handler:
        @wraps(handler)
        def page(request: Request) -> Response:
            if signed_in(request) is None:
                return RedirectResponse("/aanmelden", 303, headers=HEADERS)
            demand(request, act)
            return handler(request)

        return page

    return wrapped


def posted(handler: FormHandler) -> Callable[[Request], Any]:
    """Make a handler of a form that anybody may send."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        form = await _fields(request)
        return await run_in_threadpool(handler, request, form)

    return endpoint


def posted_by(act: Act) -> Callable[[FormHandler], Callable[[Request], Any]]:
    """Make a handler of a form of the desk: sent by who may, with the token of the session's forms."""

    def wrapped(handler: FormHandler) -> Callable[[Request], Any]:
        @wraps(handler)
        def checked(request: Request, form: Form) -> Response:
            demand(request, act)
            own_form(request, form)
            return handler(request, form)

        return posted(checked)

    return wrapped


def own_form(request: Request, form: Form) -> None:
    """Refuse a form that was not made for this session. Raises HTTPException (403)."""
    if not hmac.compare_digest((form.one("formulier") or "").encode(), form_token(request).encode()):
        raise HTTPException(403, "Dit formulier hoort niet bij uw aanmelding. Open de pagina opnieuw; er is niets gewijzigd.")


async def _fields(request: Request) -> Form:
    """Read the fields of a form. Raises HTTPException for what is too large or no form (400, 413, 415)."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413, "Dit formulier is te groot.")
    if body and request.headers.get("content-type", "").partition(";")[0].strip().casefold() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Dit is geen formulier.")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "Dit formulier is niet te lezen.") from None
    for name, value in fields:
        if not all(c.isprintable() or c in "\r\n\t" for c in name + value):
            raise HTTPException(400, "Het formulier bevat tekens die niet te lezen zijn.")
    return Form(fields)


# --- what is shown ----------------------------------------------------------------------------------------------------------------------


def page(request: Request, template: str, status: int = 200, **content: Any) -> Response:
    """Lay out a page of the desk: it is kept by nobody, and may run our own script."""
    found = signed_in(request)
    about = {
        "account": found.account if found else None,
        "form_token": form_token(request),
        "may": may,
        "Act": Act,
        "desk_style": _static("desk.css"),
        "desk_script": _static("desk.js"),
        "amsterdam": AMSTERDAM,
    }
    response = site_of(request).page(request, template, status, **about, **content)
    response.headers.update(HEADERS)
    return response


@cache
def _static(name: str) -> str:
    """Give the address of a file, which changes with what is in it."""
    return f"/static/{name}?" + hashlib.sha256((static() / name).read_bytes()).hexdigest()[:8]


def see_other(address: str) -> Response:
    """Send the reader on to a page after something was changed, so that reloading it changes nothing again."""
    return RedirectResponse(address, 303, headers=HEADERS)
