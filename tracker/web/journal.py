"""The journal: a line of JSON for all that changes something, and for all that was refused; who, from where, what, and how it ended.

No mail address, no token, no session and nothing that a request says stands in it (OWASP ASVS 5.0, 16.2 and 16.4): a person is a mark that
/beheer explains, a network address is cut to its network, and an address of ours is the pattern that it matched.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from datetime import UTC
from ipaddress import ip_network
from typing import Any

from starlette.requests import Request
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.web import guard
from tracker.web.desk import desk_of

SHOWN = 12  # characters of what stands for somebody or something
REFUSED = frozenset({401, 403, 405, 409, 413, 415, 429})
_NETWORK = {4: 24, 6: 48}  # bits of a network address that are kept

log = logging.getLogger(__name__)


def mark(key: str) -> str:
    """Give what stands for a mail address: the same for the same one, and nobody reads the address in it."""
    return hashlib.sha256(key.casefold().encode()).hexdigest()[:SHOWN]


def note(request: Request, **about: str) -> None:
    """Say more of what is being done; it stands in the line of this request."""
    _noted(request.scope).update(about)


class Journal:
    """Writes the lines; those of who only reads, and may, are not kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500  # unless an answer says otherwise

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            if _matters(scope, status):
                log.log(_level(status), "%s", json.dumps(_line(Request(scope), status)))


def _matters(scope: Scope, status: int) -> bool:
    forged = status == 404 and "token" in scope.get("path_params", {})
    return scope["method"] not in guard.SAFE or status in REFUSED or status >= 500 or forged


def _level(status: int) -> int:
    return logging.ERROR if status >= 500 else logging.WARNING if status >= 400 else logging.INFO


def _line(request: Request, status: int) -> dict[str, Any]:
    its = desk_of(request)
    method = request.method if request.method in _METHODS else "?"
    line = {"at": its.clock().astimezone(UTC).isoformat(timespec="seconds"), "did": f"{method} {_pattern(request.scope)}", "status": status}
    line["from"] = _network(guard.place(request, its.settings.web.proxy))
    return line | _who(request) | _noted(request.scope)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _pattern(scope: Scope) -> str:
    """Give the pattern of an address, as "/aanmelden/{token:str}"; "?" for one that is none of ours."""
    found = [scope["route"]] if "route" in scope else _routes(scope)
    return next((route.path for route in found if hasattr(route, "path")), "?")


def _routes(scope: Scope) -> Iterator[Any]:
    """List the routes of an address that was refused before it was looked up."""
    return (route for route in scope["app"].routes if route.matches(scope)[0] is not Match.NONE)


def _who(request: Request) -> dict[str, str]:
    found = getattr(request.state, "session", None)
    return {"who": mark(found.account.key), "session": found.id[:SHOWN]} if found else {}


def _network(place: str) -> str:
    try:
        address = ip_network(place)
    except ValueError:
        return "?"
    return str(address.supernet(new_prefix=_NETWORK[address.version]))


def _noted(scope: Scope) -> dict[str, str]:
    noted: dict[str, str] = scope.setdefault("state", {}).setdefault("noted", {})
    return noted
