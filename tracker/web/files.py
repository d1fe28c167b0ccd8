"""The list as a file for Excel: CSV as Dutch Excel opens it, and .xlsx. Both hold every commitment of the list, in its order."""

import io
from collections.abc import Iterator, Sequence

import xlsxwriter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tracker.spreadsheet import BOM, lines
from tracker.store import StoredCommitment, pages
from tracker.store.engine import transaction
from tracker.web.filters import STATUS_NAMES
from tracker.web.pages import asked, site_of
from tracker.web.site import Site
from tracker.wording import dutch, facts

AT_ONCE = 500  # rows that are in memory together
MOST_XLSX = 20_000  # rows: such a file is made whole before the first byte goes out
HEADINGS = (
    *("Kenmerk", "Status", "Dagen over tijd", "Termijn vanaf", "Termijn tot en met", "Termijn in woorden", "Toezegging", "Door"),
    *("Gevraagd door", "Toegezegd aan", "Commissie", "Ministerie", "Gezegd op", "Stuk", "Nummer", "Bladzijde", "Adres"),
)


def row(c: StoredCommitment, base: str) -> tuple[object, ...]:
    """The cells of one commitment, under `HEADINGS`."""
    f, term = c.fact, c.term
    return (
        *(c.id, STATUS_NAMES[c.status].value, c.days_late if c.days_late is not None else "", term.due_start or "", term.due_end or ""),
        *(f.due_text or "", facts.clean(f.quote, 4000), facts.clean(f.actor or f.speaker or ""), f.asked_by or "", f.promised_to or ""),
        *(c.standing.committee or c.document_committee or "", c.standing.ministry or "", c.document_date),
        *(facts.clean(c.document_title, 400), dutch.paper_number(c.document_number or ""), c.page or "", f"{base}/toezeggingen/{c.id}"),
    )


def as_csv(request: Request) -> Response:
    """The list as CSV, a part at a time: separated by semicolons and marked as UTF-8."""
    site, ids = _of(request)
    content = lines([HEADINGS], ";", "\r\n")
    rows = lines((row(c, site.base(request)) for c in _all(site, ids)), ";", "\r\n")
    return StreamingResponse(_joined(content, rows), media_type="text/csv; charset=utf-8", headers=_named(site, "csv"))


def as_xlsx(request: Request) -> Response:
    """The list as an Excel file, with a heading that stays in sight and a filter."""
    site, ids = _of(request)
    if len(ids) > MOST_XLSX:
        too_many = f"Dit zijn {len(ids)} rijen; een Excel-bestand bevat er hier hoogstens {MOST_XLSX}"
        raise HTTPException(400, f"{too_many}. Verfijn de lijst of neem CSV.")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd-mm-yyyy"}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Toezeggingen")
        sheet.write_row(0, 0, HEADINGS, book.add_format({"bold": True}))
        last = 0
        for last, c in enumerate(_all(site, ids), 1):
            for column, cell in enumerate(row(c, site.base(request))):
                sheet.write(last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
        for column, width in enumerate(_widths()):
            sheet.set_column(column, column, width)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(out.getvalue(), media_type=media, headers=_named(site, "xlsx"))


def _of(request: Request) -> tuple[Site, list[str]]:
    """The ids of the commitments of the list, in its order."""
    site, chosen = site_of(request), asked(request)
    with transaction(site.engine, writes=False) as session:
        return site, site.ids(session, chosen.wanted(site.government, site.today()))


def _all(site: Site, ids: Sequence[str]) -> Iterator[StoredCommitment]:
    """Every one of these commitments. Between two parts no connection is kept: a reader may be slow to take them."""
    for first in range(0, len(ids), AT_ONCE):
        with transaction(site.engine, writes=False) as session:
            part = pages.by_id(session, ids[first : first + AT_ONCE], as_of=site.today(), due_soon_days=site.due_soon_days)
        yield from part


def _joined(head: Iterator[str], rows: Iterator[str]) -> Iterator[str]:
    yield BOM
    yield from head
    yield from rows


def _named(site: Site, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="toezeggingen-{site.today()}.{ending}"'}


def _widths() -> Sequence[int]:
    return [24 if heading in ("Commissie", "Ministerie", "Door", "Stuk") else 70 if heading == "Toezegging" else 16 for heading in HEADINGS]


ROUTES = [Route("/toezeggingen.csv", as_csv), Route("/toezeggingen.xlsx", as_xlsx)]
