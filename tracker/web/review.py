"""The review queue: what waits for a clerk, and deciding on it with the functions that `tracker decide` uses."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.model import DecisionKind
from tracker.model.accounts import Account, Act, Role, may
from tracker.store import StoredRecord
from tracker.store.engine import transaction
from tracker.web import desk, waiting
from tracker.web.desk import Form, demand, posted_by, see_other, shown_to
from tracker.web.pages import last_page, site_of
from tracker.web.rulings import Refusal, Target, attempt, target
from tracker.web.waiting import record_id

A_PAGE = 20
QUICK = (DecisionKind.CONFIRM, DecisionKind.REJECT, DecisionKind.UNDO)


@shown_to(Act.REVIEW)
def queue(request: Request) -> Response:
    """What waits for this clerk, what matters most first."""
    return _queue(request, ())


def _queue(request: Request, refusals: Sequence[Refusal], status: int = 200) -> Response:
    site, account = site_of(request), demand(request, Act.REVIEW)
    committee, number = _asked(request, account)
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        found = waiting.items(session, site.government, today, site.due_soon_days)
        every = [item for item in found if may(account, Act.DECIDE, item.committee)]
        committees = sorted({item.committee for item in every if item.committee})
        mine = [item for item in every if committee is None or item.committee == committee]
        last = last_page(len(mine), A_PAGE)
        number = min(number, last)
        items = waiting.shown(session, mine[(number - 1) * A_PAGE : number * A_PAGE], today)
        done = waiting.done(session, account, today)
    return desk.page(
        request,
        "queue.html",
        status,
        items=items,
        number=len(mine),
        committees=committees,
        committee=committee,
        page_number=number,
        last=last,
        at=_at(committee, number),
        of_page=lambda n: _at(committee, n),
        done=done,
        undo_seen={d.id: d.seen for d in done if d.seen is not None and d.id not in {item.id for item in items}}.items(),
        refusals=refusals,
    )


def _asked(request: Request, account: Account) -> tuple[str | None, int]:
    """Read the committee and the page of the address. Raises HTTPException (400, 403)."""
    query = request.query_params
    committee, number = query.get("commissie") or None, query.get("pagina") or "1"
    if set(query) - {"commissie", "pagina"} or not re.fullmatch(r"[1-9]\d{0,5}", number, re.ASCII):
        raise HTTPException(400, "Dit adres klopt niet: hier zijn alleen «commissie» en «pagina» filters.")
    if committee and account.role is Role.CLERK and committee not in account.committees:
        raise HTTPException(403, "Die commissie hoort niet bij uw account.")
    return committee, int(number)


def _at(committee: str | None, number: int) -> str:
    query = {name: value for name, value in (("commissie", committee), ("pagina", number if number > 1 else None)) if value}
    return "/beoordelen" + (f"?{urlencode(query)}" if query else "")


@posted_by(Act.REVIEW)
def decide_some(request: Request, form: Form) -> Response:
    """Confirm, reject, link or undo: one item by its own button, or all that were chosen. What can be done is done, the rest is told."""
    if one := form.one("een"):
        kind, _, key = one.partition(":")
        key, _, other = key.partition(":")
        keys = [key]
    else:
        kind, keys, other = form.one("allen") or "", list(dict.fromkeys(form.all("keuze"))), ""
    linked = kind == DecisionKind.SAME and other and all(map(record_id, keys))
    if not (kind in QUICK or linked) or len(keys) > A_PAGE:
        raise HTTPException(400, "Dit formulier klopt niet: er is geen besluit gekozen.")
    # All before the first: who may not decide on one decides on none.
    targets = [target(request, key, DecisionKind(kind), form) for key in keys]
    refusals = [refused for of in targets if (refused := _quickly(request, of, DecisionKind(kind), other))]
    if refusals:
        return _queue(request, refusals, 409)
    committee, number = _asked(request, demand(request, Act.REVIEW))
    return see_other(_at(committee, number) + "#wachtrij")


def _quickly(request: Request, of: Target, kind: DecisionKind, other: str) -> Refusal | None:
    """Take one of the decisions that a button of the queue takes; a record can be linked to a commitment."""
    return attempt(request, of, kind, same_as=other) if isinstance(of.on, StoredRecord) and other else attempt(request, of, kind)


ROUTES = [Route("/beoordelen", queue), Route("/beoordelen", decide_some, methods=["POST"])]
