"""The register by OData v4: rows in the order of their last change, deletions included, 250 an answer.

Every field is asked for by name, so that the service itself refuses a name that it does not know any more.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tracker.model.register import Bookmark, Page, RegisterRecord
from tracker.sources.register.records import Meeting, Printed, Reader, RegisterError, SchemaChanged, committee_of, name_of
from tracker.sources.register.web import Refused, Unreadable, Web, within

MOST_PAGES = 10_000  # of one run; the whole register is under a hundred

Row = Mapping[str, Any]

_FIELDS = (
    *("Id", "Nummer", "Tekst", "Status", "Naam", "Functie", "Ministerie", "Aanmaakdatum", "DatumNakoming", "ActiviteitNummer"),
    *("Verwijderd", "ApiGewijzigdOp"),
)
_RELATIONS = ("IsHerhalingVan", "IsWijzigingVan", "IsAanvullingOp")
_EXPAND = (
    "Activiteit($select=Id,Datum,Voortouwnaam,Voortouwafkorting,Verwijderd)",
    "KamerbriefNakoming($select=Id,DocumentNummer)",
    "ToegezegdAan($expand=Persoon($select=Id,Roepnaam,Initialen,Tussenvoegsel,Achternaam),Fractie($select=Id,Afkorting,NaamNL))",
    *(f"{name}($select=Id)" for name in _RELATIONS),
)
_UNKNOWN_PROPERTY = re.compile(r"(?i)property named '(?P<field>\w+)'")


def fetch(base: str, since: Bookmark | None, web: Web) -> Iterator[Page]:
    """Yield the rows that changed since `since`, page by page; all of them without it. `base` is the address of the service.

    The rows of the very moment of the bookmark come once more, since others may have got the same moment later. Raises RegisterError
    where the service cannot be read on, SchemaChanged where a field is gone. What has been yielded stands.
    """
    address = _address(base, since)
    used = {address}
    latest = since.position if since else ""
    for _ in range(MOST_PAGES):
        answer = _answer(web, address)
        if rows := _rows(answer, address):
            latest = _latest(rows, latest, address)
            yield _page(rows, Bookmark(channel="odata", position=latest), Reader(address))
        link = answer.get("@odata.nextLink")
        if not link:
            return
        address = within(base, str(link), address)
        if address in used:
            raise RegisterError(address, "the pages go in circles: this one has been read in this run")
        used.add(address)
    raise RegisterError(base, f"more than {MOST_PAGES} pages in one run; what they held is kept, run this again to go on")


def _address(base: str, since: Bookmark | None) -> str:
    asked = {"$select": ",".join(_FIELDS), "$expand": ",".join(_EXPAND), "$orderby": "ApiGewijzigdOp,Id"}
    if since:
        asked["$filter"] = f"ApiGewijzigdOp ge {since.position}"
    return f"{base.rstrip('/')}/Toezegging?{urlencode(asked, safe='$')}"


def _answer(web: Web, address: str) -> Row:
    try:
        return web.get(address, _read)
    except Refused as e:
        if e.status == 400 and (unknown := _UNKNOWN_PROPERTY.search(e.reason)):
            raise SchemaChanged(address, unknown["field"], "is not known to the service any more") from e
        raise


def _read(body: bytes) -> Row:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as e:
        raise Unreadable(f"the answer is cut or damaged JSON ({e})") from None
    if not isinstance(answer, dict):
        raise Unreadable(f"the answer is a {type(answer).__name__}, no object")
    return answer


def _rows(answer: Row, address: str) -> list[Row]:
    rows = answer.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SchemaChanged(address, "value", "is no list of rows")
    for row in rows:
        for name in (*_FIELDS, *(() if row.get("Verwijderd") is True else _RELATIONS)):
            if name not in row:
                raise SchemaChanged(address, name, f"is missing from {row.get('Nummer') or row.get('Id') or 'a row'}")
    return rows


def _latest(rows: list[Row], before: str, address: str) -> str:
    """Give the last moment of change, as printed. Rows that come out of their order would make the bookmark lie."""
    latest = before
    for row in rows:
        moment = str(row["ApiGewijzigdOp"])
        if latest and _moment(moment, address) < _moment(latest, address):
            raise RegisterError(
                address, f"the rows are not in the order of ApiGewijzigdOp that was asked for: {moment} comes after {latest}"
            )
        latest = moment
    return latest


def _moment(words: str, address: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise SchemaChanged(address, "ApiGewijzigdOp", f"is no moment but {words[:50]!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _page(rows: list[Row], bookmark: Bookmark, reader: Reader) -> Page:
    return reader.page([_record(row, reader) for row in rows], bookmark)


def _record(row: Row, reader: Reader) -> RegisterRecord:
    guid, changed = str(row["Id"]), str(row["ApiGewijzigdOp"])
    if reader.flag(str(row["Verwijderd"])):
        return reader.tombstone(guid, changed)
    told = [_small(side) for side in _related(row, "ToegezegdAan")]
    return reader.record(
        Printed(
            id=guid,
            changed=changed,
            fields=_texts(row),
            fulfilled_by=tuple(number for letter in _related(row, "KamerbriefNakoming") if (number := _number(letter))),
            related={name.lower(): tuple(str(other["Id"]) for other in _related(row, name) if other.get("Id")) for name in _RELATIONS},
            meeting=_meeting(row, reader),
            members=tuple(dict.fromkeys(name for side in told if (name := name_of(_texts(side.get("persoon") or {}))))),
            parties=tuple(dict.fromkeys(name for side in told if (name := _party(_texts(side.get("fractie") or {}))))),
        )
    )


def _meeting(row: Row, reader: Reader) -> Meeting:
    for activity in _related(row, "Activiteit"):
        if activity.get("Verwijderd") is not True:
            fields = _texts(activity)
            return Meeting(reader.day(fields.get("datum"), "Activiteit.Datum", str(row["Nummer"])), committee_of(fields))
    return Meeting()


def _related(row: Row, name: str) -> list[Row]:
    """List the rows of a relation, which has been met as a list, as one object, as a bare number, and as null."""
    value = row.get(name)
    items = value if isinstance(value, list) else [value] if value else []
    return [item if isinstance(item, dict) else {"DocumentNummer": str(item)} for item in items if item]


def _number(letter: Row) -> str:
    """Name a letter by its number; by its id where the service gives no more."""
    return str(letter.get("DocumentNummer") or letter.get("Id") or "")


def _party(fields: Mapping[str, str]) -> str:
    return fields.get("afkorting") or fields.get("naamnl", "")


def _small(row: Row) -> dict[str, Any]:
    return {name.lower(): value for name, value in row.items()}


def _texts(row: Row) -> dict[str, str]:
    return {name: value for name, value in _small(row).items() if isinstance(value, str)}
