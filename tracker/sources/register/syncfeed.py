"""The register by the SyncFeed: an Atom feed of changes, oldest first, deletions included.

The feed prints the meeting, the members and the parties of a promise as ids only; each is looked up once a run.
"""

import difflib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import etree

from tracker.model.register import Bookmark, Page, RegisterRecord, RegisterStatus
from tracker.sources.register.records import Meeting, Printed, Reader, RegisterError, SchemaChanged, committee_of, name_of
from tracker.sources.register.web import Passing, Refused, Unreadable, Web, within

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

MOST_PAGES = 10_000  # of one run; the whole register is a few hundred

# A live record always has the first; the others were filled in every record when the feed was measured, yet one may lack one of them.
_ALWAYS = frozenset({"nummer", "status", "aanmaakdatum"})
_FILLED = frozenset({"tekst", "naam", "functie", "ministerie", "activiteitnummer"})
_RELATIONS = frozenset({"isherhalingvan", "iswijzigingvan", "isaanvullingop"})
_PROMISED_TO = frozenset({"toegezegdaan", "toegezegdaanfractie", "toegezegdaanpersoon"})  # the last two: before 2026, and in the XSD
_UNREAD = frozenset(
    {"achternaam", "initialen", "tussenvoegsel", "voornaam", "achtervoegsel", "titulatuur", "notities"}
    | {"isherhaalddoor", "isgewijzigddoor", "isaangevuldvanuit"}
)
_OF_ENTITIES = {"activiteit": "datum", "persoon": "achternaam", "fractie": "afkorting"}  # one that each of them has, unless it is deleted
_SOMETIMES = _RELATIONS | {"datumnakoming", "kamerbriefnakoming", "activiteit"}
_KNOWN = _ALWAYS | _FILLED | _PROMISED_TO | _UNREAD | _SOMETIMES
# How much of two names is the same, by difflib: "nakomingOp" and "datumNakoming"; of relations "wijzigt" and "isWijzigingVan".
_NEARLY, _NEARLY_A_RELATION = 0.65, 0.5


def fetch(base: str, since: Bookmark | None, web: Web) -> Iterator[Page]:
    """Yield the changes after `since`, page by page; all of them without it. `base` is the address of the service, without "/Feed".

    Raises RegisterError where the feed cannot be read on, SchemaChanged where a field of it is gone. What has been yielded stands.
    """
    position = since.position if since else None
    used = {position}
    entities = _Entities(base, web)
    for _ in range(MOST_PAGES):
        address = _address(base, position)
        feed = web.get(address, _feed)
        entries = feed.findall("{*}entry")
        if not entries:
            return
        position = _skiptoken(base, entries[-1], address)
        if position in used:
            raise RegisterError(address, f"the feed goes in circles: the next skiptoken is {position} once more")
        used.add(position)
        yield _page(entries, Bookmark(channel="syncfeed", position=position), Reader(address), entities)
        if _link(feed, "resume"):  # stands in the place of "next" once there is no more
            return
    raise RegisterError(base, f"more than {MOST_PAGES} pages in one run; what they held is kept, run this again to go on")


def _address(base: str, position: str | None) -> str:
    asked = {"category": "Toezegging"} | ({"skiptoken": position} if position else {})
    return f"{base.rstrip('/')}/Feed?{urlencode(asked)}"


def _feed(body: bytes) -> Element:
    root = _parsed(body)
    if _name(root) != "feed":
        raise Unreadable(f"the answer is no Atom feed but <{_name(root)}>")
    return root


def _parsed(body: bytes) -> Element:
    """XML from outside: nothing is fetched, no entity is expanded, libxml2's own limits stay on."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as e:
        raise Unreadable(f"the answer is cut or damaged XML ({e.msg})") from None


def _skiptoken(base: str, entry: Element, address: str) -> str:
    """Find the bookmark, which is in the next link of the last entry, not in that of the feed."""
    link = _link(entry, "next")
    if not link:
        raise SchemaChanged(address, "link rel=next", "is missing from the last entry")
    token = parse_qs(urlsplit(within(base, link, address)).query).get("skiptoken", [""])[0]
    if not token:
        raise SchemaChanged(address, "skiptoken", f"is missing from the next link {link[:200]!r}")
    return token


def _link(element: Element, rel: str) -> str | None:
    return next((link.get("href") for link in element.findall("{*}link") if link.get("rel") == rel), None)


def _page(entries: list[Element], bookmark: Bookmark, reader: Reader, entities: "_Entities") -> Page:
    promises = [_promise(entry, reader.address) for entry in entries]
    live = [p for p in promises if not reader.flag(_attribute(p, "verwijderd", reader.address))]
    _stop_where_a_field_is_gone(live, reader.address)
    alive = set(live)
    records = [_record(p, reader, entities) if p in alive else _tombstone(p, reader) for p in promises]
    return reader.page(records, bookmark)


def _promise(entry: Element, address: str) -> Element:
    found = next((e for e in entry.iterfind("{*}content/*") if _name(e) == "toezegging"), None)
    if found is None:
        raise SchemaChanged(address, "toezegging", "is missing from an entry of the feed")
    return found


def _stop_where_a_field_is_gone(live: list[Element], address: str) -> None:
    """Raise SchemaChanged where a field is missing and an unknown one has appeared, or where all records of a page lack it.

    Of what not every record has, where the unknown one has nearly its name: a new field is not read, a renamed one stops the run.
    """
    for promise in live:
        names = {_name(e) for e in promise}
        missing, unknown = _expected(promise) - names, names - _KNOWN
        if gone := sorted(missing & _ALWAYS or (missing if unknown else ())):
            instead = f", and there is {', '.join(sorted(unknown))} that is not known" if unknown else ""
            raise SchemaChanged(
                address, gone[0], f"is missing from {promise.findtext('{*}nummer') or _attribute(promise, 'id', address)}{instead}"
            )
        for name in sorted(unknown):
            nearly = _NEARLY_A_RELATION if _refs(promise, name) else _NEARLY
            if was := difflib.get_close_matches(name, sorted(_SOMETIMES - names), n=1, cutoff=nearly):
                raise SchemaChanged(
                    address, was[0], f"is missing from {promise.findtext('{*}nummer')}, and there is {name} that is not known"
                )
    if len(live) > 1 and (gone := sorted(_FILLED.difference(*({_name(e) for e in promise} for promise in live)))):
        raise SchemaChanged(address, gone[0], f"is missing from all {len(live)} records")


def _expected(promise: Element) -> frozenset[str]:
    """Say what a record should have; the day of fulfilment was filled where, and only where, a promise was done."""
    status = next((e.text or "" for e in promise if _name(e) == "status"), "")
    return _ALWAYS | _FILLED | ({"datumnakoming"} if status.strip().casefold() == RegisterStatus.VOLDAAN else frozenset())


def _tombstone(promise: Element, reader: Reader) -> RegisterRecord:
    return reader.tombstone(_attribute(promise, "id", reader.address), _attribute(promise, "bijgewerkt", reader.address))


def _record(promise: Element, reader: Reader, entities: "_Entities") -> RegisterRecord:
    for unknown in sorted({_name(e) for e in promise} - _KNOWN):
        reader.warn(f"the field {unknown} is new, and is not read")
    told = [entities.look_up(ref, reader) for name in sorted(_PROMISED_TO) for ref in _refs(promise, name)]
    return reader.record(
        Printed(
            id=_attribute(promise, "id", reader.address),
            changed=_attribute(promise, "bijgewerkt", reader.address),
            fields=_fields(promise),
            fulfilled_by=tuple(e.text.strip() for e in promise if _name(e) == "kamerbriefnakoming" and e.text and e.text.strip()),
            related={name: _refs(promise, name) for name in _RELATIONS},
            meeting=_meeting(promise, reader, entities),
            members=tuple(dict.fromkeys(name for kind, f in told if kind == "persoon" and (name := name_of(f)))),
            parties=tuple(
                dict.fromkeys(name for kind, f in told if kind == "fractie" and (name := f.get("afkorting") or f.get("naamnl", "")))
            ),
        )
    )


def _meeting(promise: Element, reader: Reader, entities: "_Entities") -> Meeting:
    for ref in _refs(promise, "activiteit"):
        kind, fields = entities.look_up(ref, reader)
        if kind == "activiteit":
            return Meeting(reader.day(fields.get("datum"), "Activiteit.Datum", ref), committee_of(fields))
    return Meeting()


class _Entities:
    """Activities, members and parties by their id."""

    def __init__(self, base: str, web: Web) -> None:
        self._base = base
        self._web = web
        self._known: dict[str, tuple[str, dict[str, str]]] = {}

    def look_up(self, ref: str, reader: Reader) -> tuple[str, dict[str, str]]:
        """Give the kind of an entity and its fields, in small letters. Both are empty, with a warning, where the register knows none."""
        guid = str(reader.guid(ref))
        if guid not in self._known:
            address = f"{self._base.rstrip('/')}/Entiteiten/{guid}"
            try:
                self._known[guid] = _entity(self._web.get(address, _parsed), address)
            except (Refused, Passing) as e:
                if e.status not in (404, 410, 500):  # 500 is what the register says of an id that it does not know
                    raise
                self._known[guid] = ("", {})
        if not self._known[guid][0]:
            reader.warn(f"the register does not give {guid}, which a record refers to")
        return self._known[guid]


def _entity(root: Element, address: str) -> tuple[str, dict[str, str]]:
    """Find the entity in an answer, which may be the entity itself or an entry of a feed around it."""
    for element in root.iter(*(f"{{*}}{kind}" for kind in _OF_ENTITIES)):
        kind, fields = _name(element), _fields(element)
        if fields and _OF_ENTITIES[kind] not in fields:
            raise SchemaChanged(address, f"{kind}.{_OF_ENTITIES[kind]}", "is missing")
        return kind, fields
    return "", {}


def _fields(element: Element) -> dict[str, str]:
    return {_name(e): e.text or "" for e in element}


def _refs(promise: Element, name: str) -> tuple[str, ...]:
    """Ids that a relation refers to; it may be repeated, and empty."""
    return tuple(e.get("ref", "").strip() for e in promise if _name(e) == name and e.get("ref", "").strip())


def _attribute(element: Element, name: str, address: str) -> str:
    """Give an attribute by its name, which stands with a namespace in one answer and without in another."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name:
            return str(value)
    raise SchemaChanged(address, name, "is missing from a record")


def _name(element: Element) -> str:
    """Give the name of an element in small letters without its namespace, whose prefix changes; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
