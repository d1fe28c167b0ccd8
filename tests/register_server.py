"""The House's register on loopback, for `test_register.py`: both channels over one list of changes, with their defects.

`HouseRegister` answers like SyncFeed 2.0 and OData v4: changes in their order, deleted ones included, 250 an answer. `faults` are used
up one an answer, before anything else is done.
"""

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from tracker.model.register import Bookmark, Page, Register, RegisterRecord
from tracker.sources import register
from tracker.sources.register import Web

TK = "http://www.tweedekamer.nl/xsd/tkData/v1-0"
PAGE = 250
RELATIONS = ("IsHerhalingVan", "IsWijzigingVan", "IsAanvullingOp")

Fault = Callable[[BaseHTTPRequestHandler], None]


def guid(number: int) -> str:
    return str(UUID(int=number, version=4))


@dataclass
class Change:
    """One state of a record. `xml` stands in the feed instead of what would be written; `row` is added to the OData row."""

    id: str
    fields: dict[str, str | None]
    related: Mapping[str, list[str]] = field(default_factory=dict)
    letters: list[str] = field(default_factory=list)
    meeting: str | None = None
    told: list[str] = field(default_factory=list)
    deleted: bool = False
    changed: str = "2026-03-19T16:42:13.6900000Z"
    xml: str | None = None
    row: dict[str, Any] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@dataclass
class HouseRegister:
    """What the register holds; `entities` are activities, members and parties by id: (kind, fields). A page has `page` rows."""

    changes: list[Change] = field(default_factory=list)
    entities: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    page: int = PAGE
    url: str = ""
    elsewhere: str | None = None  # where the links to next pages lead, if not here
    circles: bool = False
    says_resume: bool = True

    @property
    def syncfeed(self) -> str:
        return f"{self.url}/SyncFeed/2.0"

    @property
    def odata(self) -> str:
        return f"{self.url}/OData/v4/2.0"

    def feed(self, skiptoken: int) -> bytes:
        """A page of the feed; the token of a change is ten times its place, and points at what comes after it."""
        first = skiptoken // 10
        shown = self.changes[first : first + self.page]
        last = first + self.page >= len(self.changes)
        entries = "".join(self._entry(change, (0 if self.circles else 10 * (first + i + 1))) for i, change in enumerate(shown))
        rel = "resume" if last and self.says_resume else "next"
        end = f'<link rel="{rel}" href={quoteattr(self._next(10 * (first + len(shown))))}/>'
        words = f"<title>Gegevensmagazijn SyncFeed</title>{end}<id>{escape(self.syncfeed)}/Feed</id>{entries}"
        return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">{words}</feed>'.encode()

    def _next(self, token: int) -> str:
        return f"{self.elsewhere or self.syncfeed}/Feed?{urlencode({'skiptoken': token, 'category': 'Toezegging'})}"

    def _entry(self, change: Change, token: int) -> str:
        content = change.xml if change.xml is not None else promise_xml(change)
        return (
            f"<entry><title>{change.id}</title><id>{self.syncfeed}/Entiteiten/{change.id}</id><updated>{change.changed}</updated>"
            f'<category term="toezegging"/><link rel="next" href={quoteattr(self._next(token))}/>'
            f'<content type="application/xml">{content}</content></entry>'
        )

    def entity(self, wanted: str) -> bytes | None:
        if wanted not in self.entities:
            return None
        kind, fields = self.entities[wanted]
        body = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
        return f'<{kind} xmlns="{TK}" xmlns:tk="{TK}" id="{wanted}" tk:verwijderd="false">{body}</{kind}>'.encode()

    def rows(self, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """An OData answer; a name in $select that no row has is refused in the words of the real service."""
        states = {change.id: change for change in self.changes}
        ordered = sorted(states.values(), key=lambda change: (change.changed, change.id))
        for name in query["$select"].split(","):
            if any(name in change.gone for change in ordered):
                return 400, {"error": {"code": "", "message": f"Could not find a property named '{name}' on type 'GGM.Toezegging'."}}
        if since := re.fullmatch(r"ApiGewijzigdOp ge (\S+)", query.get("$filter", "")):
            ordered = [change for change in ordered if change.changed >= since[1]]
        first = int(query.get("$skiptoken", "0"))
        answer: dict[str, Any] = {"value": [self._row(change) for change in ordered[first : first + self.page]]}
        if first + self.page < len(ordered):
            following = 0 if self.circles else first + self.page
            answer["@odata.nextLink"] = f"{self.elsewhere or self.odata}/Toezegging?{urlencode(query | {'$skiptoken': str(following)})}"
        return 200, answer

    def _row(self, change: Change) -> dict[str, Any]:
        names = ("Nummer", "Tekst", "Status", "Naam", "Functie", "Ministerie", "Aanmaakdatum", "DatumNakoming", "ActiviteitNummer")
        row: dict[str, Any] = {"Id": change.id, "Verwijderd": change.deleted, "ApiGewijzigdOp": change.changed}
        row |= {name: None if change.deleted else change.fields.get(name) for name in names}
        if not change.deleted:
            meeting = self.entities.get(change.meeting or "")
            row |= {name: [{"Id": other} for other in change.related.get(name, [])] for name in RELATIONS}
            row["Activiteit"] = [{"Id": change.meeting, "Verwijderd": False, **_capitals(meeting[1])}] if meeting else []
            row["KamerbriefNakoming"] = [{"Id": guid(1), "DocumentNummer": letter} for letter in change.letters]
            row["ToegezegdAan"] = [_told(change.id, other, *self.entities[other]) for other in change.told]
        return row | change.row


def _told(promise: str, other: str, kind: str, fields: dict[str, str]) -> dict[str, Any]:
    """A link row without an id of its own."""
    sides = {"Persoon": None, "Fractie": None} | {kind.capitalize(): {"Id": other, **_capitals(fields)}}
    return {"Toezegging_Id": promise, **sides}


def _capitals(fields: dict[str, str]) -> dict[str, str]:
    """Names as OData spells them: Voortouwafkorting, NaamNL."""
    return {"NaamNL" if name == "naamNL" else name.capitalize(): value for name, value in fields.items()}


def promise_xml(change: Change) -> str:
    """A record of the feed; a field that is None is an empty element, a deleted record has no body."""
    deleted = str(change.deleted).lower()
    head = f'<ns1:toezegging xmlns:ns1="{TK}" id="{change.id}" ns1:bijgewerkt="{change.changed}" ns1:verwijderd="{deleted}"'
    if change.deleted:
        return head + "/>"
    parts = [_element(name[0].lower() + name[1:], value) for name, value in change.fields.items()]
    parts += [_element("kamerbriefNakoming", letter) for letter in change.letters]
    parts += [f'<ns1:{name[0].lower()}{name[1:]} ref="{other}"/>' for name, others in change.related.items() for other in others]
    parts += [f'<ns1:toegezegdAan ref="{other}"/>' for other in change.told] or ["<ns1:toegezegdAan/>"]
    parts += [f'<ns1:activiteit ref="{change.meeting}"/>'] if change.meeting else []
    return head + ">" + "".join(parts) + "</ns1:toezegging>"


def _element(name: str, value: str | None) -> str:
    return f"<ns1:{name}/>" if value is None else f"<ns1:{name}>{escape(value)}</ns1:{name}>"


def busy(status: int, retry_after: str | None = None) -> Fault:
    """An answer that sends the client away for a while."""

    def fault(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if retry_after is not None:
            handler.send_header("Retry-After", retry_after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return fault


def cut(handler: BaseHTTPRequestHandler) -> None:
    """A line that breaks in the middle of a body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>')
    handler.close_connection = True


def body(words: bytes, **headers: str) -> Fault:
    """Any answer with status 200."""

    def fault(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(words)))
        handler.end_headers()
        handler.wfile.write(words)

    return fault


def moved(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(301)
    handler.send_header("Location", "https://gegevens.example.nl/SyncFeed/3.0/Feed")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@contextmanager
def serving(register: HouseRegister) -> Iterator[HouseRegister]:
    """Serve the register on a free port of loopback; `url` is then where it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(register))
    server.daemon_threads = True
    register.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(register: HouseRegister) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # the body would wait 40 ms for the receipt of the head

        def do_GET(self) -> None:
            register.asked.append(self.path)
            if register.faults:
                register.faults.popleft()(self)
                return
            path, query = urlsplit(self.path).path, {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            if path == "/SyncFeed/2.0/Feed" and query["category"] == "Toezegging":
                self.answer(200, register.feed(int(query.get("skiptoken", "0"))))
            elif path.startswith("/SyncFeed/2.0/Entiteiten/"):
                found = register.entity(path.rpartition("/")[2])
                self.answer(200 if found else 404, found or b"")
            elif path == "/OData/v4/2.0/Toezegging":
                status, answer = register.rows(query)
                self.answer(status, json.dumps(answer).encode())
            else:
                self.answer(404, b"")

        def answer(self, status: int, words: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


CHANNELS = ("syncfeed", "odata")
MEETING, PLENARY, MEMBER, PARTY = guid(901), guid(902), guid(903), guid(904)
ENTITIES = {
    MEETING: (
        "activiteit",
        {"datum": "2026-03-10T00:00:00+01:00", "voortouwnaam": "vaste commissie voor Financiën", "voortouwafkorting": "FIN"},
    ),
    PLENARY: ("activiteit", {"datum": "2026-03-11T00:00:00+01:00", "voortouwafkorting": "TK"}),
    MEMBER: ("persoon", {"roepnaam": "Anna", "tussenvoegsel": "van der", "achternaam": "Voorbeeld"}),
    PARTY: ("fractie", {"afkorting": "VBD", "naamNL": "Voorbeeldpartij"}),
}


def promise(number: int, **changes: object) -> Change:
    """A live record with all that the feed fills in; a keyword is a field of the information model, or of `Change`."""
    fields: dict[str, str | None] = {
        "Nummer": f"TZ202603-{number:03}",
        "Aanmaakdatum": "2026-03-19T17:42:13.69+01:00",
        "ActiviteitNummer": "2026A01894",
        "Naam": "Voorbeeld, V.",
        "Functie": "Minister van Financiën",
        "Ministerie": "Ministerie van Financiën",
        "Status": "Openstaand",
        "DatumNakoming": "0001-01-01T00:00:00Z",
        "Tekst": "De minister zegt toe de Kamer voor de zomer te informeren.",
    }
    fields |= {name: value for name, value in changes.items() if name[0].isupper()}  # type: ignore[misc]  # texts by their names
    others = {name: value for name, value in changes.items() if name[0].islower()}
    stamp = f"2026-03-19T16:42:{number // 1000:02}.{number % 1000:03}Z"
    return Change(id=guid(number), fields=fields, **({"changed": stamp} | others))  # type: ignore[arg-type]  # as above


_pauses: list[float] = []


@cache
def _reader() -> Web:
    """One for all tests: making one takes a tenth of a second, for certificates that loopback does not need."""
    return Web(timeout=5, attempts=4, pause=_pauses.append)


@dataclass
class House(HouseRegister):
    """The register with a reader of it, who tries four times, and the pauses that he made, in seconds."""

    pauses: list[float] = field(default_factory=lambda: _pauses)

    def __post_init__(self) -> None:
        self.pauses.clear()

    def read(self, channel: str, since: Bookmark | None = None) -> list[Page]:
        return list(self.pages(channel, since))

    def pages(self, channel: str, since: Bookmark | None = None) -> Iterator[Page]:
        return register.fetch(Register(channel=channel, url=getattr(self, channel)), since, _reader())


def only(pages: list[Page]) -> RegisterRecord:
    (record,) = (record for page in pages for record in page.records)
    return record


def warnings(pages: list[Page]) -> str:
    return "\n".join(warning for page in pages for warning in page.warnings)


def upsert(pages: list[Page]) -> dict[str, RegisterRecord]:
    """What a store would hold: the latest state of each record, without the deleted."""
    latest = {str(record.id): record for page in pages for record in page.records}
    return {key: record for key, record in latest.items() if not record.deleted}
