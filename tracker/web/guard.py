"""What comes before every page: who asks, from where, and that what changes something was sent from our own pages."""

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.config import Proxy
from tracker.web import pages

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})  # none: the reader's own doing, such as sending a form again
PROXY_SECRET = "x-proxy-secret"  # noqa: S105 - the name of a header
# A mail program posts to /afmelden/ by itself (RFC 8058), and its token is all that counts; the API only reads, and answers in its own way.
FREE = ("/afmelden/", "/api/")


class SameOrigin:
    """Refuses what changes something and was sent from another site: Fetch Metadata, or the Origin where a browser sends none.

    OWASP's CSRF cheat sheet; the pages of the desk ask for the token of their form besides.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not scope["path"].startswith(FREE):
            request = Request(scope)
            if not _is_ours(request):
                refused = pages.failed(request, 403, "Dit ging niet", ["Dit verzoek kwam niet van onze eigen pagina’s"])
                await refused(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_ours(request: Request) -> bool:
    if fetched := request.headers.getlist("sec-fetch-site"):
        return all(site in OURS for site in fetched)
    own = urlsplit(pages.site_of(request).base(request))
    return request.headers.getlist("origin") == [f"{own.scheme}://{own.netloc}"]


def is_proxy(request: Request, proxy: Proxy) -> bool:
    """Say whether a request comes from one of the configured addresses, or by the configured socket, which knows no addresses."""
    if request.client is None:
        return proxy.socket is not None
    try:
        return ip_address(request.client.host) in proxy.addresses
    except ValueError:
        return False


def place(request: Request, proxy: Proxy) -> str:
    """Give the network address that asks; that which the proxy saw last, where a configured one stands in between."""
    said = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    if said and is_proxy(request, proxy):
        return said
    return request.client.host if request.client else ""


def proxy_user(request: Request, proxy: Proxy) -> str | None:
    """Give the address of who has signed in at the proxy; None unless it is the proxy that says so, with its secret, once."""
    if proxy.user_header is None or proxy.secret is None or not is_proxy(request, proxy):
        return None
    secrets, users = request.headers.getlist(PROXY_SECRET), request.headers.getlist(proxy.user_header)
    if len(secrets) != 1 or len(users) != 1:
        return None
    known = hmac.compare_digest(secrets[0].encode(), proxy.secret.get_secret_value().encode())
    return users[0].strip() or None if known else None
