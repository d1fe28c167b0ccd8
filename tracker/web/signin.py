"""Signing in and out: by a link in a mail, or as the proxy in front says. There are no passwords.

A GET shows a button and a POST does it, since mail scanners open every link.
"""

import re
import secrets
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker import jobs
from tracker.digest import layout
from tracker.model.accounts import Account, Act, may
from tracker.model.mail import Address
from tracker.store import accounts
from tracker.store.accounts import VALID, Purpose, Way
from tracker.store.engine import transaction
from tracker.web import desk, guard, journal
from tracker.web.desk import BROWSER, SESSION, Form, desk_of, posted, see_other, signed_in
from tracker.web.pages import site_of

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def entrance(request: Request) -> Response:
    """Say who is signed in, or ask for an address."""
    user = guard.proxy_user(request, desk_of(request).settings.web.proxy)
    return desk.page(request, "sign-in.html", user=user, step="ask", home=_home(request))


def ask(request: Request, form: Form) -> Response:
    """Take an address; if it has an account, a link goes there. Whether it has one nobody can tell from the answer."""
    address = an_address(form)
    journal.note(request, who=journal.mark(address))
    browser = request.cookies.get(BROWSER, "")
    if not re.fullmatch(r"[\w-]{43}", browser, re.ASCII):
        browser = secrets.token_urlsafe(32)
    token = ask_link(request, "sign-in", address, browser=browser)
    target = f"{mailed_base(request)}/aanmelden/{token}"
    desk_of(request).post.later(lambda: _mail(request, address, target))
    sent = desk.page(request, "sign-in.html", user=None, step="sent", home=None)
    _set(sent, BROWSER, browser, int(VALID["sign-in"].total_seconds()))
    return sent


def _mail(request: Request, address: str, target: str) -> None:
    """Mail the link, where the address has an account. Beside the answer, so that its time tells nothing either."""
    site, its = site_of(request), desk_of(request)
    with transaction(site.engine, writes=False) as session:
        account = accounts.named(session, address)
    if account:
        text = layout.letter("sign-in", address=target)
        subject = "Aanmelden bij Toezeggingen"
        written = jobs.write_link(site.engine, its.settings, "sign-in", account.address, subject, text, its.clock())
        jobs.send_one(site.engine, its.settings, written, its.clock)


def link(request: Request) -> Response:
    """What the link in the mail opens: a button. Opening it uses nothing up."""
    with transaction(site_of(request).engine, writes=False) as session:
        found = accounts.look(session, "sign-in", request.path_params["token"], desk_of(request).clock(), request.cookies.get(BROWSER))
    if found is None:
        return _not_this_link(request)
    return desk.page(request, "sign-in.html", user=None, step="button", home=None)


def enter(request: Request, _form: Form) -> Response:
    """The button behind the link: use it up and begin a session."""
    now = desk_of(request).clock()
    with transaction(site_of(request).engine) as session:
        found = accounts.use(session, "sign-in", request.path_params["token"], now, request.cookies.get(BROWSER))
        account = accounts.named(session, found.key) if found else None
        secret = accounts.begin(session, account, "link", now, request.cookies.get(SESSION)) if account else None
    return _welcome(request, account, secret) if account and secret else _not_this_link(request)


def enter_by_proxy(request: Request, _form: Form) -> Response:
    """Begin a session for who has signed in at the proxy."""
    user = guard.proxy_user(request, desk_of(request).settings.web.proxy)
    if user is None:
        raise HTTPException(403, "Zo kunt u zich hier niet aanmelden.")
    journal.note(request, who=journal.mark(user))
    now, way = desk_of(request).clock(), _PROXY
    with transaction(site_of(request).engine) as session:
        account = accounts.named(session, user)
        secret = accounts.begin(session, account, way, now, request.cookies.get(SESSION)) if account else None
    if account is None or secret is None:
        raise HTTPException(403, "Dit adres heeft hier geen account; de beheerder kan het toevoegen.")
    return _welcome(request, account, secret)


_PROXY: Way = "proxy"


def leave(request: Request, form: Form) -> Response:
    """End the session."""
    found = signed_in(request)
    if found:
        desk.own_form(request, form)
        with transaction(site_of(request).engine) as session:
            accounts.end(session, found.id, desk_of(request).clock())
    response = see_other("/aanmelden")
    _set(response, SESSION, "", 0)
    return response


# --- shared with the pages of subscriptions ---------------------------------------------------------------------------------------------


def an_address(form: Form) -> str:
    """Give the mail address of a form. Raises HTTPException (400)."""
    try:
        address = _ADDRESS.validate_python(form.one("adres") or "")
    except ValidationError:
        raise HTTPException(400, "Dat is geen mailadres zoals naam@example.nl.") from None
    if not address.isascii() or len(address) > _LONGEST_ADDRESS:
        raise HTTPException(400, "Naar dat mailadres kan hier niet gemaild worden.")
    return address


def ask_link(
    request: Request, purpose: Purpose, address: str, *, browser: str | None = None, content: dict[str, object] | None = None
) -> str:
    """Keep that a link is asked for, and give its token. Raises HTTPException (429) where too many were."""
    asked_from = guard.place(request, desk_of(request).settings.web.proxy)
    mailed_base(request)  # before anything is kept
    with transaction(site_of(request).engine) as session:
        token = accounts.ask(
            session, purpose, address, asked_from=asked_from, now=desk_of(request).clock(), browser=browser, content=content
        )
    if token is None:
        raise HTTPException(429, "Er is te vaak om een mail gevraagd. Probeer het over een kwartier opnieuw.", {"Retry-After": "900"})
    return token


def mailed_base(request: Request) -> str:
    """Give what mailed addresses begin with: the configured one, never what a request says; but on this very machine there is no other.

    Raises HTTPException (503) where none is configured.
    """
    configured = desk_of(request).settings.web.base_url
    if configured:
        return configured
    own = str(request.base_url).rstrip("/")
    if urlsplit(own).hostname not in _LOCAL:
        raise HTTPException(503, "Mailen kan nog niet: de beheerder moet eerst «web.base_url» instellen.")
    return own


def _home(request: Request) -> str | None:
    account = desk.account_of(request)
    return "/beoordelen" if may(account, Act.REVIEW) else None


def _not_this_link(request: Request) -> Response:
    return desk.page(request, "sign-in.html", 404, user=None, step="void", home=None)


def _welcome(request: Request, account: Account, secret: str) -> Response:
    journal.note(request, who=journal.mark(account.key), session=accounts.hashed(secret)[: journal.SHOWN])
    response = see_other("/beoordelen" if may(account, Act.REVIEW) else "/aanmelden")
    _set(response, SESSION, secret, int(accounts.ABSOLUTE.total_seconds()))
    _set(response, BROWSER, "", 0)
    return response


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie as its __Host- name demands; lax: the link in a mail is opened from another site."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")


ROUTES = [
    Route("/aanmelden", entrance),
    Route("/aanmelden", posted(ask), methods=["POST"]),
    Route("/aanmelden/proxy", posted(enter_by_proxy), methods=["POST"]),
    Route("/aanmelden/uit", posted(leave), methods=["POST"]),
    Route("/aanmelden/{token:str}", link),
    Route("/aanmelden/{token:str}", posted(enter), methods=["POST"]),
]
