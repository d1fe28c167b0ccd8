"""Personal addresses of a calendar and a feed: made by who has signed in, for a filtered list, and working where nobody can sign in.

Whoever has the address reads the list: it is shown once, the database keeps its hash, and it can be revoked.
"""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.model.accounts import Act
from tracker.store import accounts
from tracker.store.engine import transaction
from tracker.web import desk, feeds, filters, journal
from tracker.web.desk import Form, demand, desk_of, posted_by, see_other, shown_to
from tracker.web.filters import Filters
from tracker.web.pages import asked, site_of
from tracker.wording import dutch

NOT_INDEXED = {"X-Robots-Tag": "noindex"}


@shown_to(Act.FOLLOW)
def mine(request: Request) -> Response:
    """What addresses somebody has, and for which lists; not the addresses themselves, which nobody knows."""
    return _page(request, None)


@posted_by(Act.FOLLOW)
def make(request: Request, _form: Form) -> Response:
    """Make an address for the list that the filters ask for, and show it this once."""
    account, chosen = demand(request, Act.FOLLOW), asked(request, feeds.FILTERS)
    with transaction(site_of(request).engine) as session:
        token = accounts.make_feed(session, account, chosen.query(), desk_of(request).clock())
    if token is None:
        raise HTTPException(409, f"U hebt al {accounts.MOST_FEEDS} eigen adressen; trek er eerst een in.")
    journal.note(request, feed=accounts.hashed(token)[: journal.SHOWN])
    return _page(request, token)


@posted_by(Act.FOLLOW)
def revoke(request: Request, form: Form) -> Response:
    """Let an address of one's own work no longer."""
    account, key = demand(request, Act.FOLLOW), form.one("adres") or ""
    with transaction(site_of(request).engine) as session:
        revoked = accounts.revoke_feed(session, account, key, desk_of(request).clock())
    if not revoked:
        raise HTTPException(404, "Dit adres is er niet (meer).")
    journal.note(request, feed=key[: journal.SHOWN])
    return see_other("/abonnementen/adressen")


def calendar(request: Request) -> Response:
    """The calendar of the list."""
    return _unlisted(feeds.calendar_of(request, _list_of(request)))


def feed(request: Request) -> Response:
    """The Atom feed of the list."""
    return _unlisted(feeds.feed_of(request, _list_of(request)))


def _list_of(request: Request) -> Filters:
    """Give the filters that the address stands for. Raises HTTPException (404)."""
    with transaction(site_of(request).engine, writes=False) as session:
        found = accounts.feed(session, request.path_params["token"])
    if found is None:
        raise HTTPException(404, "Dit adres werkt niet (meer).")
    return _filters(found.query)


def _unlisted(response: Response) -> Response:
    response.headers.update(NOT_INDEXED)
    return response


def _filters(query: str) -> Filters:
    return filters.parse(parse_qsl(query.removeprefix("?")), feeds.FILTERS)


def _page(request: Request, token: str | None) -> Response:
    with transaction(site_of(request).engine, writes=False) as session:
        kept = accounts.feeds_of(session, demand(request, Act.FOLLOW))
    return desk.page(request, "personal.html", feeds=[(f, _words(_filters(f.query))) for f in kept], token=token)


def _words(chosen: Filters) -> str:
    """Say which list the filters make."""
    said = chosen.model_dump(mode="json", exclude_defaults=True)
    every = (f"{name} {dutch.listing(given if isinstance(given, list) else [given])}" for name, given in said.items())
    return dutch.capital("; ".join(every) or "alles wat openstaat")


ROUTES = [
    Route("/abonnementen/adressen", mine),
    Route("/abonnementen/adressen", make, methods=["POST"]),
    Route("/abonnementen/adressen/intrekken", revoke, methods=["POST"]),
    Route("/agenda/{token:str}.ics", calendar),
    Route("/atom/{token:str}.xml", feed),
]
