"""The pages: request -> HTML. What each shows is read in one transaction, so that its numbers and its rows agree."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from tracker import lifecycle
from tracker.model import Decision, DecisionKind, Document, Passage, Role, Status
from tracker.reference import accuracy
from tracker.store import StoredCommitment, StoredEvent, StoredProposal, fact_of, history, pages, proposals, queries
from tracker.store.engine import transaction
from tracker.store.pages import Tally
from tracker.web import filters, marking
from tracker.web.chart import chart
from tracker.web.filters import A_PAGE, BadQueryError, Filters
from tracker.web.site import Site
from tracker.wording import dutch, facts, grouping

A_PAGE_OF_PAPERS = 25
AGENDA_MONTHS = 14
PAPER_FILTERS = frozenset({"zoek", "commissie", "pagina"})
AGENDA_FILTERS = frozenset({"commissie", "ministerie"})

# What the overview counts in its tables, in the order of its columns.
COLUMNS = (Status.OVERDUE, Status.DUE_SOON, Status.OPEN, Status.DELAYED, Status.UNDATED, Status.FULFILLED)


def site_of(request: Request) -> Site:
    """Give the site that the application was built for."""
    site: Site = request.app.state.site
    return site


def asked(request: Request, allowed: frozenset[str] = frozenset(Filters.model_fields)) -> Filters:
    """Read the filters of the address. Raises BadQueryError."""
    query: QueryParams = request.query_params
    return filters.parse(query.multi_items(), allowed)


# --- the overview -----------------------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A row of the overview: a committee or ministry, and how many commitments have each status of `COLUMNS`."""

    name: str | None
    numbers: tuple[int, ...]


def overview(request: Request) -> Response:
    """How many are overdue, due soon and so on, for each committee and ministry, and when terms end."""
    site = site_of(request)
    asked(request, frozenset())
    return HTMLResponse(site.remembered("overview", lambda: bytes(_overview(site, request).body)))


def _overview(site: Site, request: Request) -> Response:
    counted = site.counted()
    return site.page(
        request,
        "overview.html",
        counted=counted,
        columns=COLUMNS,
        committees=_lines(counted.tallies, [t.committee for t in counted.tallies]),
        ministries=_lines(counted.tallies, [t.ministry for t in counted.tallies]),
        chart=chart(counted.ends, site.today()),
    )


def _lines(tallies: Sequence[Tally], names: Sequence[str | None]) -> list[Line]:
    """Add up by name, those with the most overdue first; what has no name last."""
    sums: dict[str | None, dict[Status, int]] = {}
    for tally, name in zip(tallies, names, strict=True):
        mine = sums.setdefault(name, dict.fromkeys(Status, 0))
        mine[tally.status] += tally.number
    lines = [Line(name, tuple(numbers[status] for status in COLUMNS)) for name, numbers in sums.items()]
    return sorted((line for line in lines if any(line.numbers)), key=lambda line: (line.name is None, -line.numbers[0], line.name or ""))


# --- commitments ------------------------------------------------------------------------------------------------------------------------


def commitments(request: Request) -> Response:
    """The list, with its filters, its order and its pages in the address."""
    site, chosen = site_of(request), asked(request)
    today, counted = site.today(), site.counted()
    wanted = chosen.wanted(site.government, today)
    with transaction(site.engine, writes=False) as session:
        number, rows = site.listed(session, wanted, chosen.pagina)
        papers = site.count_papers(session, wanted.words) if wanted.words else 0
    last = existing(chosen.pagina, number, A_PAGE)
    found: dict[str, Any] = {"number": number, "rows": rows, "last": last, "papers": papers, "around": around(chosen.pagina, last)}
    return site.page(request, "list.html", chosen=chosen, counted=counted, **found)


def last_page(number: int, size: int) -> int:
    """Say how many pages of a size a number of things takes; nothing takes one, empty page."""
    return max(1, -(-number // size))


def existing(page: int, number: int, size: int) -> int:
    """Say how many pages of a size a number of things takes. Raises HTTPException where `page` is none of them."""
    last = last_page(number, size)
    if page > last:
        raise HTTPException(404, f"Deze lijst heeft {dutch.count(last, 'bladzijde', 'bladzijden')}.")
    return last


def around(page: int, last: int) -> list[int | None]:
    """List the pages to link to: the first, the last, and those beside the present one; None where some are left out."""
    near = sorted({1, last, *(n for n in range(page - 2, page + 3) if 1 <= n <= last)})
    out: list[int | None] = []
    for before, n in itertools.pairwise([0, *near]):
        if n - before > 1:
            out.append(None)
        out.append(n)
    return out


class Moment(NamedTuple):
    """A step in the life of a commitment. `kind` colours it: "said", "decided", "undone", "ended", "now" or "ahead"."""

    day: date | None
    kind: str
    what: str
    note: str = ""
    paper_id: str | None = None


def commitment(request: Request) -> Response:
    """One commitment: its sentence, what is known of it, its history, its sources, and what later papers propose of it."""
    site, key = site_of(request), request.path_params["key"]
    asked(request, frozenset())
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        found = pages.by_id(session, [key], as_of=today, due_soon_days=site.due_soon_days)
        if not found or found[0].document_date > today:
            raise HTTPException(404, "Deze toezegging is er niet.")
        stored = found[0]
        document = queries.document(session, stored.document_id)
        past = history.of(session, key, today)
        links = proposals.of(session, key, today)
        kin = pages.repetitions(session, stored, as_of=today, due_soon_days=site.due_soon_days)
    return site.page(
        request,
        "commitment.html",
        c=stored,
        before=_before(document, stored),
        passage=_passage(document, stored.fact.start),
        moments=_moments(stored, past, today),
        links=links,
        reasons=_reasons(links),
        kin=kin,
        reach=site.counted().reach,
        basis=document.date_basis,
        answers=_answers(site, stored, today),
    )


def _answers(site: Site, stored: StoredCommitment, today: date) -> tuple[str, ...]:
    """Name the ministries that answer for it today, where those are others than the one that promised."""
    ministry = stored.fact.ministry
    answers = site.government.answers(ministry, today, stored.fact.actor) if ministry else ()
    return () if answers == (ministry,) else answers


def _passage(document: Document, at: int) -> Passage | None:
    return next((p for p in document.passages if p.start <= at < p.end), None)


def _before(document: Document, stored: StoredCommitment) -> tuple[str, str]:
    """Give what stands before and after the sentence in its paragraph."""
    passage = _passage(document, stored.fact.start)
    if passage is None:
        return "", ""
    before, after = document.text[passage.start : stored.fact.start], document.text[min(stored.fact.end, passage.end) : passage.end]
    return marking.readable(before), marking.readable(after)


def _reasons(links: Iterable[StoredProposal]) -> dict[str, str]:
    return {link.id: "; ".join(facts.reason(r) for r in link.reasons if r.weight > 0) for link in links}


def _moments(stored: StoredCommitment, past: Sequence[Decision], today: date) -> list[Moment]:
    """Tell the life of a commitment, the first day first; what is still to come last. What clerks note stays at the desk."""
    counting = {d.n for d in lifecycle.live(past, today)}
    told = [Moment(stored.document_date, "said", "Gezegd", facts.term(stored.fact))]
    for d in (d for d in past if d.kind is not DecisionKind.NOTE):
        undone = d.n not in counting and d.kind is not DecisionKind.UNDO
        told.append(Moment(d.day, "undone" if undone else "decided", facts.decision(d), "", d.paper_id))
    end = stored.term.due_end
    if end and not stored.standing.closed:
        ended = end < today
        told.append(Moment(end, "ended" if ended else "ahead", "Termijn verstreken" if ended else "Termijn loopt af"))
    if not stored.standing.closed and end and end < today:
        told.append(Moment(today, "now", "Vandaag", facts.timing(stored, today)))
    return sorted(told, key=lambda m: m.day or date.max)


# --- papers -----------------------------------------------------------------------------------------------------------------------------


def papers(request: Request) -> Response:
    """The papers that were read, the newest first."""
    site, chosen = site_of(request), asked(request, PAPER_FILTERS)
    committees = chosen.wanted(site.government, site.today()).committees
    first = (chosen.pagina - 1) * A_PAGE_OF_PAPERS
    with transaction(site.engine, writes=False) as session:
        found = site.paper_ids(session, chosen.zoek, committees)
        rows = pages.papers(session, found[first : first + A_PAGE_OF_PAPERS])
        numbers = pages.facts_a_paper(session, [row.id for row in rows])
    last = existing(chosen.pagina, len(found), A_PAGE_OF_PAPERS)
    return site.page(
        request,
        "papers.html",
        chosen=chosen,
        number=len(found),
        rows=rows,
        numbers=numbers,
        last=last,
        counted=site.counted(),
        around=around(chosen.pagina, last),
    )


def paper(request: Request) -> Response:
    """One paper with every fact marked in its text."""
    return site_of(request).page(request, "paper.html", **paper_shown(request))


def paper_shown(request: Request) -> dict[str, Any]:
    """Gather what the page of a paper shows."""
    site, key = site_of(request), request.path_params["key"]
    asked(request, frozenset())
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        stored = pages.paper(session, key, today)
        if stored is None:
            raise HTTPException(404, "Dit stuk is er niet.")
        document = queries.document(session, key)
        found = pages.facts_of(session, key, as_of=today, due_soon_days=site.due_soon_days)
    kinds = [(kind, [f for f in found if fact_of(f).kind == kind]) for kind in facts.KINDS]
    text = marking.passages(document, found)
    return {"paper": stored, "document": document, "passages": text, "kinds": kinds, "fact_of": fact_of, "Role": Role}


# --- the agenda and the rest ------------------------------------------------------------------------------------------------------------


class Day(NamedTuple):
    """What happens from a day on, once for each happening, with all its mentions."""

    mentions: Sequence[StoredEvent]
    running: bool


def agenda(request: Request) -> Response:
    """What happens on dated days from today on, by month."""
    site, chosen = site_of(request), asked(request, AGENDA_FILTERS)
    today = site.today()
    wanted = chosen.wanted(site.government, today)
    until = today + timedelta(days=31 * AGENDA_MONTHS)
    with transaction(site.engine, writes=False) as session:
        found = pages.events(session, since=today, until=until, as_of=today, committees=wanted.committees, ministries=wanted.ministries)
    days = [Day(group, _running(group[0], today)) for group in grouping.events(found)]
    days.sort(key=lambda d: (not d.running, *_begins(d.mentions[0])))
    months = [(name, list(mine)) for name, mine in itertools.groupby(days, key=_month)]
    return site.page(request, "agenda.html", chosen=chosen, months=months, number=len(days), counted=site.counted(), until=until)


def _running(event: StoredEvent, today: date) -> bool:
    return event.fact.due_start is None or event.fact.due_start < today


def _begins(event: StoredEvent) -> tuple[date, date]:
    first, last = event.fact.due_start, event.fact.due_end
    return first or last or date.max, last or date.max


def _month(day: Day) -> str:
    if day.running:
        return "Loopt nu"
    first = _begins(day.mentions[0])[0]
    return dutch.capital(f"{dutch.MONTHS[first.month - 1]} {first.year}")


def about(request: Request) -> Response:
    """How it works, how sure it is, and since when that is known."""
    site = site_of(request)
    return site.page(request, "about.html", counted=site.counted(), accuracy=accuracy.load())


def accessibility(request: Request) -> Response:
    """The statement that the law asks for."""
    return site_of(request).page(request, "accessibility.html")


def health(request: Request) -> Response:
    """Whether the pages can read their database: 200 with a word, or 503 by way of the handler of StoreError."""
    site_of(request).version.now()
    return PlainTextResponse("in orde\n", headers={"Cache-Control": "no-store"})


def failed(request: Request, status: int, title: str, words: Sequence[str]) -> Response:
    """A page that says what went wrong and what to do."""
    return site_of(request).page(request, "error.html", status, title=title, words=words)


def bad_query(request: Request, error: Exception) -> Response:
    """A filter that cannot be is never a silent full list."""
    assert isinstance(error, BadQueryError)  # noqa: S101 (what the handler is registered for)
    return failed(request, 400, "Dit adres klopt niet", error.faults)


def security(request: Request) -> Response:
    """Whom to tell of a weakness (RFC 9116)."""
    site = site_of(request)
    canonical = f"{site.base(request)}{request.url.path}"
    said = {"Contact": f"mailto:{site.contact}", "Expires": f"{site.today() + timedelta(days=180)}T00:00:00Z"}
    said |= {"Preferred-Languages": "nl, en", "Canonical": canonical}
    return PlainTextResponse("\n".join(f"{name}: {value}" for name, value in said.items()) + "\n")


ROUTES = [
    Route("/.well-known/security.txt", security),
    Route("/", overview),
    Route("/toezeggingen", commitments),
    Route("/toezeggingen/{key:str}", commitment),
    Route("/stukken", papers),
    Route("/stukken/{key:str}", paper),
    Route("/agenda", agenda),
    Route("/over", about),
    Route("/toegankelijkheid", accessibility),
    Route("/gezondheid", health),
]
