"""The JSON API, read-only, after the NLGov API Design Rules: Dutch names, problem+json, every fault at once, a version in each answer."""

from collections.abc import Awaitable, Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tracker.model import Action, Addressee, Confidence, DateBasis, PaperKind, Precision, Strength, Term
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredEvent, StoreError, pages
from tracker.store.engine import transaction
from tracker.web import filters
from tracker.web.filters import A_PAGE, STATUS_NAMES, Filters, Some, StatusName
from tracker.web.pages import A_PAGE_OF_PAPERS, last_page
from tracker.web.site import Site

VERSION = "1.0.0"
Key = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="Het kenmerk: zestien hexadecimale cijfers.")]


class _Said(BaseModel):
    """What the API gives: keys in lowerCamelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Termijn(_Said):
    """De woorden van het stuk en wat ze betekenen; zonder datum waar het stuk er geen noemt."""

    woorden: str | None
    vanaf: date | None
    tot_en_met: date | None
    nauwkeurigheid: Precision
    geschat: Annotated[bool, Field(description="Rust op een reces dat nog geen vastgestelde datum heeft.")]


class Bron(_Said):
    """Waar de zin staat; begin en einde zijn tekens in de leestekst van het stuk."""

    stuk: Annotated[str, Field(description="Het kenmerk van het stuk.")]
    titel: str
    nummer: str | None
    datum: date
    bladzijde: int | None
    begin: int
    einde: int


class Link(_Said):
    href: str


class Toezegging(_Said):
    """Een toezegging met haar status van vandaag."""

    id: str
    status: StatusName
    dagen_over_tijd: int | None
    vertraagd: bool
    deels_nagekomen: bool
    zin: str
    termijn: Annotated[Termijn, Field(description="De termijn die nu geldt.")]
    oorspronkelijke_termijn: Termijn
    gedaan_door: str | None
    spreker: str | None
    gevraagd_door: str | None
    toegezegd_aan: str | None
    gericht_aan: Addressee
    soort: Action
    kracht: Strength
    voorwaarde: str | None
    hangt_samen_met: str | None
    keert_terug: bool
    commissie: str | None
    ministerie: str | None
    zekerheid: Confidence
    bevestigd: bool
    regel: str
    bron: Bron
    links: Annotated[dict[str, Link], Field(alias="_links")]


class Agendapunt(_Said):
    """Iets dat volgens een stuk op genoemde dagen gebeurt."""

    id: str
    wat: str
    zin: str
    vanaf: date | None
    tot_en_met: date | None
    wie: str | None
    ministerie: str | None
    commissie: str | None
    bron: Bron


class Stuk(_Said):
    """Een gelezen stuk."""

    id: str
    titel: str
    soort: PaperKind
    datum: date
    datum_afgeleid: bool
    nummer: str | None
    commissie: str | None
    links: Annotated[dict[str, Link], Field(alias="_links")]


class _Pagina(_Said):
    aantal: Annotated[int, Field(description="Hoeveel er in alle bladzijden samen zijn.")]
    pagina: int
    links: Annotated[dict[str, Link], Field(alias="_links")]


class Toezeggingen(_Pagina):
    toezeggingen: list[Toezegging]


class Stukken(_Pagina):
    stukken: list[Stuk]


class Agendapunten(_Said):
    aantal: int
    agendapunten: list[Agendapunt]


class Problem(_Said):
    """Wat er mis is (RFC 9457)."""

    status: int
    title: str
    detail: str
    errors: list[str] = []


class AgendaFilters(BaseModel):
    """Welke dagen en van wie; zonder dagen alles vanaf vandaag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commissie: Some = []
    ministerie: Some = []
    van: date | None = None
    tot: date | None = None


class PaperFilters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    zoek: Some = []
    commissie: Some = []
    pagina: Annotated[int, Field(ge=1, le=filters.LAST_PAGE)] = 1


class Tag(StrEnum):
    COMMITMENTS = "toezeggingen"
    EVENTS = "agendapunten"
    PAPERS = "stukken"


def build(site: Site) -> FastAPI:
    """Make the API over the data of a site; it is mounted under /api/v1."""
    nowhere: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    app = FastAPI(title="Toezeggingen aan de Tweede Kamer", version=VERSION, redirect_slashes=False, **nowhere)
    _add_commitments(app, site)
    _add_papers_and_events(app, site)
    _add_description(app, site)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(StoreError)(_unreachable)
    app.exception_handler(500)(_broken)
    app.middleware("http")(_versioned)
    return app


def _add_commitments(app: FastAPI, site: Site) -> None:
    @app.get("/toezeggingen", tags=[Tag.COMMITMENTS], summary="Lijst van toezeggingen", operation_id="toezeggingen")
    def commitments(request: Request, chosen: Annotated[Filters, Query()]) -> Toezeggingen:
        """Geef toezeggingen, vijftig op een bladzijde."""
        wanted = chosen.wanted(site.government, site.today())
        with transaction(site.engine, writes=False) as session:
            number, rows = site.listed(session, wanted, chosen.pagina)
        links = _pages(f"{site.base(request)}/api/v1/toezeggingen", chosen, chosen.pagina, last_page(number, A_PAGE))
        return Toezeggingen(
            aantal=number, pagina=chosen.pagina, links=links, toezeggingen=[_commitment(c, site.base(request)) for c in rows]
        )

    @app.get("/toezeggingen/{id}", tags=[Tag.COMMITMENTS], summary="Eén toezegging", operation_id="toezegging")
    def commitment(request: Request, id: Key) -> Toezegging:  # noqa: A002 (the name of the public face)
        """Geef een toezegging."""
        today = site.today()
        with transaction(site.engine, writes=False) as session:
            found = pages.by_id(session, [id], as_of=today, due_soon_days=site.due_soon_days)
        if not found or found[0].document_date > today:
            raise HTTPException(404, "Er is geen toezegging met dit kenmerk.")
        return _commitment(found[0], site.base(request))


def _add_papers_and_events(app: FastAPI, site: Site) -> None:
    @app.get("/stukken", tags=[Tag.PAPERS], summary="Lijst van gelezen stukken", operation_id="stukken")
    def papers(request: Request, chosen: Annotated[PaperFilters, Query()]) -> Stukken:
        """Geef stukken, de nieuwste eerst, vijfentwintig op een bladzijde."""
        committees = Filters(commissie=chosen.commissie).wanted(site.government, site.today()).committees
        first = (chosen.pagina - 1) * A_PAGE_OF_PAPERS
        with transaction(site.engine, writes=False) as session:
            found = site.paper_ids(session, chosen.zoek, committees)
            rows = pages.papers(session, found[first : first + A_PAGE_OF_PAPERS])
        links = _pages(f"{site.base(request)}/api/v1/stukken", chosen, chosen.pagina, last_page(len(found), A_PAGE_OF_PAPERS))
        return Stukken(aantal=len(found), pagina=chosen.pagina, links=links, stukken=[_paper(p, site.base(request)) for p in rows])

    @app.get("/stukken/{id}", tags=[Tag.PAPERS], summary="Eén stuk", operation_id="stuk")
    def paper(request: Request, id: Key) -> Stuk:  # noqa: A002 (the name of the public face)
        """Geef wat een stuk is."""
        with transaction(site.engine, writes=False) as session:
            found = pages.paper(session, id, site.today())
        if found is None:
            raise HTTPException(404, "Er is geen stuk met dit kenmerk.")
        return _paper(found, site.base(request))

    @app.get("/agendapunten", tags=[Tag.EVENTS], summary="Wat op genoemde dagen gebeurt", operation_id="agendapunten")
    def events(chosen: Annotated[AgendaFilters, Query()]) -> Agendapunten:
        """Geef agendapunten, wat het eerst begint eerst."""
        today = site.today()
        who = Filters(commissie=chosen.commissie, ministerie=chosen.ministerie).wanted(site.government, today)
        with transaction(site.engine, writes=False) as session:
            found = pages.events(
                session,
                since=chosen.van or today,
                until=chosen.tot or date.max,
                as_of=today,
                committees=who.committees,
                ministries=who.ministries,
            )
        return Agendapunten(aantal=len(found), agendapunten=[_event(e) for e in found])


def _add_description(app: FastAPI, site: Site) -> None:
    @app.get("/openapi.json", include_in_schema=False)
    def description(request: Request) -> JSONResponse:
        return JSONResponse(describe(app, site, site.base(request)), headers={"Access-Control-Allow-Origin": "*"})


# --- answers ----------------------------------------------------------------------------------------------------------------------------


def _commitment(c: StoredCommitment, base: str) -> Toezegging:
    f = c.fact
    return Toezegging(
        id=c.id,
        status=STATUS_NAMES[c.status],
        dagen_over_tijd=c.days_late,
        vertraagd=c.standing.delayed,
        deels_nagekomen=c.standing.partly,
        zin=f.quote,
        termijn=_term(c.term),
        oorspronkelijke_termijn=_term(c.standing.original),
        gedaan_door=f.actor,
        spreker=f.speaker,
        gevraagd_door=f.asked_by,
        toegezegd_aan=f.promised_to,
        gericht_aan=f.addressee,
        soort=f.action,
        kracht=f.strength,
        voorwaarde=f.condition,
        hangt_samen_met=f.tied_to,
        keert_terug=f.recurring,
        commissie=c.standing.committee or c.document_committee,
        ministerie=c.standing.ministry,
        zekerheid=f.confidence,
        bevestigd=c.standing.confirmed,
        regel=f.rule,
        bron=_source(c, f.start, f.end),
        links={"self": Link(href=f"{base}/api/v1/toezeggingen/{c.id}"), "html": Link(href=f"{base}/toezeggingen/{c.id}")},
    )


def _term(term: Term) -> Termijn:
    return Termijn(
        woorden=term.due_text, vanaf=term.due_start, tot_en_met=term.due_end, nauwkeurigheid=term.precision, geschat=term.estimated
    )


def _source(stored: Stored, start: int, end: int) -> Bron:
    return Bron(
        stuk=stored.document_id,
        titel=stored.document_title,
        nummer=stored.document_number,
        datum=stored.document_date,
        bladzijde=stored.page,
        begin=start,
        einde=end,
    )


def _event(e: StoredEvent) -> Agendapunt:
    f = e.fact
    return Agendapunt(
        id=e.id,
        wat=f.what,
        zin=f.quote,
        vanaf=f.due_start,
        tot_en_met=f.due_end,
        wie=f.actor,
        ministerie=f.ministry,
        commissie=e.document_committee,
        bron=_source(e, f.start, f.end),
    )


def _paper(p: StoredDocument, base: str) -> Stuk:
    return Stuk(
        id=p.id,
        titel=p.title,
        soort=p.kind,
        datum=p.date,
        datum_afgeleid=p.date_basis is DateBasis.INFERRED,
        nummer=p.number,
        commissie=p.committee,
        links={"self": Link(href=f"{base}/api/v1/stukken/{p.id}"), "html": Link(href=f"{base}/stukken/{p.id}")},
    )


def _pages(address: str, chosen: BaseModel, page: int, last: int) -> dict[str, Link]:
    """The pages around the present one, each with the same filters."""
    given = chosen.model_dump(mode="json", exclude_defaults=True)
    near = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    named = {"self": page} | {name: n for name, n in near.items() if 1 <= n <= last}
    return {name: Link(href=f"{address}?{urlencode({**given, 'pagina': n}, doseq=True)}") for name, n in named.items()}


# --- faults -----------------------------------------------------------------------------------------------------------------------------


def _problem(status: int, title: str, detail: str, errors: list[str] | None = None) -> JSONResponse:
    said = Problem(status=status, title=title, detail=detail, errors=errors or [])
    return JSONResponse(said.model_dump(exclude_defaults=True), status, media_type="application/problem+json", headers=HEADERS)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (what the handler is registered for)
    wrong = filters.faults(error.errors())
    return _problem(400, "Ongeldige invoer", "; ".join(wrong), wrong)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    title, usual = _REFUSALS.get(error.status_code, ("Niet gelukt", error.detail))
    said = usual if error.detail in ("Not Found", "Method Not Allowed") else error.detail
    answer = _problem(error.status_code, title, said)
    answer.headers.update(error.headers or {})
    return answer


_REFUSALS = {
    404: ("Niet gevonden", "Er is niets op dit adres."),
    405: ("Niet toegestaan", "Deze API is alleen om te lezen: GET."),
}


async def _unreachable(_: Request, __: Exception) -> Response:
    return _problem(503, "Niet bereikbaar", "De gegevens zijn nu niet te lezen; probeer het later opnieuw.")


async def _broken(_: Request, __: Exception) -> Response:
    return _problem(500, "Interne fout", "Deze vraag kon niet worden beantwoord.")


HEADERS = {"API-Version": VERSION, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


async def _versioned(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    response.headers.update(HEADERS)
    return response


# --- its description --------------------------------------------------------------------------------------------------------------------


def describe(app: FastAPI, site: Site, base: str) -> dict[str, Any]:
    """Give the OpenAPI document: as FastAPI makes it, with the answers to faults that the rules ask for instead of 422."""
    made = get_openapi(
        title=app.title,
        version=VERSION,
        routes=app.routes,
        servers=[{"url": f"{base}/api/v1"}],
        contact={"name": "Beheer van dit overzicht", "email": site.contact, "url": f"{base}/over"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        description="Toezeggingen van bewindspersonen, gelezen uit openbare stukken. Alleen om te lezen; zonder sleutel.",
    )
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema(by_alias=True)
    header = {"API-Version": {"description": "De versie van de API.", "schema": {"type": "string"}}}
    faults = {"400": "Ongeldige invoer", "404": "Niet gevonden", "500": "Interne fout", "503": "Niet bereikbaar"}
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["200"]["headers"] = header
            for status, words in faults.items():
                content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"][status] = {"description": words, "headers": header, "content": content}
    return made
