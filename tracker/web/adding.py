"""A commitment that was missed, pointed out by its words in the paper."""

from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker import decisions
from tracker.extraction.pointed import NotFoundError
from tracker.model.accounts import Act, may
from tracker.store import StoreError, pages
from tracker.store.engine import transaction
from tracker.web import desk
from tracker.web.deciding import term
from tracker.web.desk import Form, demand, desk_of, moment, posted_by, see_other, shown_to
from tracker.web.pages import paper_shown, site_of
from tracker.wording import dutch


@shown_to(Act.REVIEW)
def paper(request: Request) -> Response:
    """A paper with a form for the words of a commitment that was missed."""
    return _paper(request, (), "")


def _paper(request: Request, faults: Iterable[str], quote: str, status: int = 200) -> Response:
    shown = paper_shown(request)
    allowed = may(demand(request, Act.REVIEW), Act.ADD, shown["paper"].committee)
    return desk.page(request, "add.html", status, **shown, faults=faults, quote=quote, allowed=allowed)


@posted_by(Act.REVIEW)
def add(request: Request, form: Form) -> Response:
    """Store the commitment whose words were given."""
    site, key = site_of(request), request.path_params["key"]
    with transaction(site.engine, writes=False) as session:
        stored = pages.paper(session, key, site.today())
    if stored is None:
        raise HTTPException(404, "Dit stuk is er niet.")
    account, quote = demand(request, Act.ADD, stored.committee), form.one("zin") or ""
    try:
        until = term(form)
    except ValueError:
        return _paper(request, ["De datum is niet te lezen; schrijf haar als 2026-11-21"], quote, 400)
    if until and until.due_end and until.due_end < stored.date:
        return _paper(request, [f"De termijn kan niet eindigen voor de dag van het stuk, {dutch.day(stored.date)}"], quote, 400)
    try:
        made = decisions.add(site.engine, key, quote, account.signature, until, desk_of(request).tables, moment(request))
    except NotFoundError:
        wrong = "Deze woorden staan niet, of op meer dan één plaats, in het stuk; neem de hele zin over zoals zij er staat"
        return _paper(request, [wrong], quote, 400)
    except StoreError:
        return _paper(request, ["Deze woorden zijn al als toezegging bekend"], quote, 409)
    return see_other(f"/beoordelen/{made}")


ROUTES = [
    Route("/beoordelen/stukken/{key:str}", paper),
    Route("/beoordelen/stukken/{key:str}", add, methods=["POST"]),
]
