"""Subscriptions of readers: asked for on a page, confirmed from the mailbox, changed and ended from any mail.

Nobody's address is shown. The token of a mail is all that is asked of who changes or ends what that mail says, and a GET changes nothing.
"""

from typing import Any

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker import jobs
from tracker.digest import layout
from tracker.digest.subscription import complete, describe
from tracker.model import Status
from tracker.model.mail import Subscription
from tracker.store import StoreError, accounts, subscriptions
from tracker.store.engine import transaction
from tracker.store.subscriptions import READER, StoredSubscription
from tracker.web import desk, journal
from tracker.web.desk import Form, desk_of, posted, see_other
from tracker.web.filters import Filters
from tracker.web.pages import asked, site_of
from tracker.web.signin import an_address, ask_link, mailed_base

# A digest has its own order, and looks ahead by itself.
ALLOWED = frozenset(Filters.model_fields) - {"sorteer", "pagina"}
WHEN = {"weekly": "Elke week", "daily": "Elke dag", "due": "Alleen als een termijn nadert of net is verstreken"}
NOT_FOLLOWED = frozenset({Status.FULFILLED, Status.LAPSED, Status.REJECTED})


def entrance(request: Request) -> Response:
    """A form for a mail address, with what the filters of the address ask for."""
    chosen = asked(request, ALLOWED)
    return _page(
        request, "ask", chosen=chosen, what=_what(request, _wanted(request, chosen, "nobody@example.nl", Form([]))), left=_left(chosen)
    )


def ask(request: Request, form: Form) -> Response:
    """Mail a link to the address: what is asked for begins only when its owner has pressed the button behind it."""
    address = an_address(form)
    journal.note(request, who=journal.mark(address))
    subscription = _wanted(request, asked(request, ALLOWED), address, form)
    token = ask_link(request, "subscribe", address, content=subscription.model_dump(mode="json"))
    text = layout.letter("subscribe", address=f"{mailed_base(request)}/abonnementen/bevestigen/{token}", what=_what(request, subscription))
    engine, its, subject = site_of(request).engine, desk_of(request), "Bevestig uw abonnement op toezeggingen"
    written = jobs.write_link(engine, its.settings, "subscribe", address, subject, text, its.clock())
    its.post.later(lambda: jobs.send_one(engine, its.settings, written, its.clock))
    return _page(request, "sent")


def link(request: Request) -> Response:
    """What the link in the mail opens: a button. Opening it uses nothing up."""
    with transaction(site_of(request).engine, writes=False) as session:
        found = accounts.look(session, "subscribe", request.path_params["token"], desk_of(request).clock())
    if found is None:
        return _page(request, "void", 404)
    return _page(request, "button", what=_what(request, Subscription.model_validate(found.content)))


def confirm(request: Request, _form: Form) -> Response:
    """The button behind the link: the subscription begins."""
    now = desk_of(request).clock()
    with transaction(site_of(request).engine) as session:
        subscriptions.bring(session, desk_of(request).settings.subscriptions, now)
    try:
        with transaction(site_of(request).engine) as session:
            found = accounts.use(session, "subscribe", request.path_params["token"], now)
            stored = subscriptions.wish(session, Subscription.model_validate(found.content), now) if found else None
    except StoreError:
        return _page(request, "arranged", 409)
    if stored is None:
        return _page(request, "void", 404)
    journal.note(request, who=journal.mark(stored.subscription.address))
    return see_other(f"/abonnementen/{stored.token}")


# --- from any mail ----------------------------------------------------------------------------------------------------------------------


def mine(request: Request) -> Response:
    """What a subscription says, and a form to change when it is mailed."""
    stored = _named(request)
    return _page(request, "mine", s=stored, what=_what(request, stored.subscription))


def change(request: Request, form: Form) -> Response:
    """Change when a subscription is mailed, or let one that was ended begin again."""
    stored = _named(request)
    subscription = stored.subscription
    if form.one("wanneer"):
        subscription = Subscription.model_validate({**subscription.model_dump(), **_when(form), "reminders": ()})
    try:
        with transaction(site_of(request).engine) as session:
            subscriptions.wish(session, subscription, desk_of(request).clock())
    except StoreError:
        return _page(request, "arranged", 409)
    return see_other(f"/abonnementen/{stored.token}")


def leave(request: Request) -> Response:
    """A button that ends a subscription."""
    stored = _named(request)
    return _page(request, "leave", s=stored, what=_what(request, stored.subscription))


def left(request: Request) -> Response:
    """End a subscription: from the button, or by the mail program itself (RFC 8058), whatever it sends along. Again is harmless."""
    stored = _named(request)
    with transaction(site_of(request).engine) as session:
        subscriptions.end(session, stored.subscription.address, READER, desk_of(request).clock())
    return _page(request, "left", s=stored)


def _named(request: Request) -> StoredSubscription:
    with transaction(site_of(request).engine, writes=False) as session:
        stored = subscriptions.named(session, request.path_params["token"])
    if stored is None:
        raise HTTPException(404, "Dit adres hoort niet bij een abonnement. Neem het hele adres over uit de mail.")
    journal.note(request, who=journal.mark(stored.subscription.address))
    return stored


# --- filters -> subscription ------------------------------------------------------------------------------------------------------------


def _wanted(request: Request, chosen: Filters, address: str, form: Form) -> Subscription:
    """Make the subscription that a filtered list asks for. Raises HTTPException (400)."""
    site = site_of(request)
    wanted = chosen.wanted(site.government, site.today())
    lists = {
        "committees": wanted.committees,
        "ministries": wanted.ministries,
        "members": (*wanted.members, *wanted.parties),
        "dossiers": wanted.dossiers,
        "words": wanted.words,
        "statuses": () if wanted.status is None or wanted.status in NOT_FOLLOWED else (wanted.status,),
    }
    try:
        return Subscription.model_validate({"address": address, **lists, **_when(form)})
    except ValidationError:
        raise HTTPException(400, "Met deze filters kan hier geen abonnement beginnen.") from None


def _when(form: Form) -> dict[str, Any]:
    when = form.one("wanneer")
    if when is not None and when not in WHEN:
        raise HTTPException(400, "Kies wanneer u de mail wilt krijgen.")
    return {"when": when, "quiet": when is None or form.one("ook-zonder-nieuws") is not None}


def _left(chosen: Filters) -> list[str]:
    """Name the filters that a subscription does not have."""
    status = chosen.status and chosen.status.name in {s.name for s in NOT_FOLLOWED}
    return [name for name, given in (("status", status), ("van", chosen.van), ("tot", chosen.tot)) if given]


def _what(request: Request, subscription: Subscription) -> str:
    return describe(complete(subscription, desk_of(request).settings.digest)).replace(
        "U krijgt dit overzicht omdat u bent aangemeld voor ", "", 1
    )


def _page(request: Request, step: str, status: int = 200, **content: Any) -> Response:
    return desk.page(request, "subscribe.html", status, step=step, when=WHEN, **content)


ROUTES = [
    Route("/abonnementen", entrance),
    Route("/abonnementen", posted(ask), methods=["POST"]),
    Route("/abonnementen/bevestigen/{token:str}", link),
    Route("/abonnementen/bevestigen/{token:str}", posted(confirm), methods=["POST"]),
    Route("/abonnementen/{token:str}", mine),
    Route("/abonnementen/{token:str}", posted(change), methods=["POST"]),
    Route("/afmelden/{token:str}", leave),
    Route("/afmelden/{token:str}", left, methods=["POST"]),
]
