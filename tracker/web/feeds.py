"""What calendars and feed readers fetch again and again: the same bytes as long as nothing changed (RFC 5545 and 7986, RFC 4287)."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple
from xml.etree import ElementTree

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.model import AMSTERDAM, Status
from tracker.store import StoredCommitment, StoredEvent, changes, pages
from tracker.store.changes import Revised
from tracker.store.engine import transaction
from tracker.store.pages import Order, Wanted
from tracker.web import ics
from tracker.web.filters import Filters
from tracker.web.ics import Line
from tracker.web.pages import asked, site_of
from tracker.web.site import Site
from tracker.wording import dutch, facts, grouping

BACK, AHEAD = timedelta(days=90), timedelta(days=400)  # what a calendar holds around today
MOST = 2000  # terms in a calendar
RECENT, NEWEST = timedelta(days=30), 60  # what a feed holds: how far back, and how many of each kind
REFRESH = "PT6H"  # how often a calendar looks again, once for Apple and once for Outlook
LONGEST = timedelta(days=7)  # of a happening that stands in a calendar from its first day to its last
FILTERS = frozenset(Filters.model_fields) - {"sorteer", "pagina"}
WHO = frozenset({"commissie", "ministerie"})
A_DAY = timedelta(days=1)


class Dated(NamedTuple):
    """An event of a calendar, its first day, its UID, and when it last changed."""

    day: date
    uid: str
    changed: datetime
    lines: Sequence[Line]


# --- the calendar -----------------------------------------------------------------------------------------------------------------------


def calendar(request: Request) -> Response:
    """The terms of a list and, where the address asks for no more than committee or ministry, the dated events: all-day events."""
    return calendar_of(request, asked(request, FILTERS))


def calendar_of(request: Request, chosen: Filters) -> Response:
    """The calendar of a list."""
    site, base = site_of(request), site_of(request).base(request)
    content, changed = site.remembered(("calendar", chosen.query(), base), lambda: _calendar_of(site, chosen, base))
    return _conditional(request, content, "text/calendar; charset=utf-8", changed)


def _calendar_of(site: Site, chosen: Filters, base: str) -> tuple[bytes, datetime | None]:
    today, soon = site.today(), site.due_soon_days
    wanted = chosen.wanted(site.government, today)
    since, until = max(wanted.since or date.min, today - BACK), min(wanted.until or date.max, today + AHEAD)
    wanted = wanted.model_copy(update={"closed": wanted.closed or wanted.status is None, "since": since, "until": until})
    with transaction(site.engine, writes=False) as session:
        listed = site.ids(session, wanted, MOST)
        gone = changes.gone(session, wanted, today - BACK, as_of=today, due_soon_days=soon)
        terms = pages.by_id(session, [*listed, *gone], as_of=today, due_soon_days=soon)
        happenings = _happenings(site, session, wanted) if chosen.model_fields_set <= WHO else []
        revised = changes.revised(session, [fact.id for fact in (*terms, *happenings)], today)
    dated = [_gone(c, gone[c.id], revised[c.id], base) if c.id in gone else _term(c, revised[c.id], site, base) for c in terms]
    dated += [_happening(e, revised[e.id], base) for e in happenings]
    name = dutch.capital(dutch.listing(["toezeggingen", *wanted.committees, *wanted.ministries]))
    return _calendar(name, f"{base}/agenda.ics{chosen.query()}", dated), max((d.changed for d in dated), default=None)


def _happenings(site: Site, session: Session, wanted: Wanted) -> list[StoredEvent]:
    """The first mention of everything that happens, and those that are no longer found."""
    today = site.today()
    found = pages.events(
        session,
        since=today - BACK,
        until=today + AHEAD,
        as_of=today,
        committees=wanted.committees,
        ministries=wanted.ministries,
        withdrawn_since=today - BACK,
    )
    gone = [event for event in found if event.withdrawn_at]
    return [group[0] for group in grouping.events(event for event in found if not event.withdrawn_at)] + gone


def _calendar(name: str, source: str, dated: Iterable[Dated]) -> bytes:
    # An own UID and no stamp of now: the bytes change only when the content does.
    head = [
        ("PRODID", "-//tracker//toezeggingen//NL"),
        ("METHOD", "PUBLISH"),
        ("UID", hashlib.sha256(source.encode()).hexdigest()[:32]),
        ("NAME", ics.text(name)),
        ("X-WR-CALNAME", ics.text(name)),
        ("X-WR-TIMEZONE", "Europe/Amsterdam"),
        ("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
        ("X-PUBLISHED-TTL", REFRESH),
    ]
    return ics.calendar(head, (d.lines for d in sorted(dated)))


def _term(c: StoredCommitment, revised: Revised, site: Site, base: str) -> Dated:
    """The last day of a term. It changes with what was read, with what was decided, and when the term comes near or ends."""
    end = c.term.due_end
    assert end is not None  # noqa: S101 (terms without an end are no part of a calendar)
    steps = [] if c.standing.closed else [day for day in (end - timedelta(days=site.due_soon_days), end + A_DAY) if day <= site.today()]
    changed = max([revised.at, *(_midnight(day) for day in steps)])
    # A decision weighs more than both steps of the term that it may take back.
    stands = Stands(changed, 3 * revised.times + len(steps), c.status in (Status.LAPSED, Status.REJECTED))
    return _of_commitment(c, end, facts.mark(c), stands, base)


def _gone(c: StoredCommitment, end: date, revised: Revised, base: str) -> Dated:
    """The last day of a term that has left the list: cancelled, since who took it over would keep it."""
    mark = "niet meer gevonden" if c.withdrawn_at else facts.mark(c)
    return _of_commitment(c, end, mark, Stands(revised.at, 3 * revised.times, cancelled=True), base)


class Stands(NamedTuple):
    """When an event of a calendar last changed, a number that counts up with every change, and whether it is off."""

    changed: datetime
    sequence: int
    cancelled: bool


def _of_commitment(c: StoredCommitment, end: date, mark: str, stands: Stands, base: str) -> Dated:
    where, moved = c.standing.committee or c.document_committee, facts.moved(c)
    said = [
        facts.clean(c.fact.quote, 1000),
        f"{facts.STRENGTHS[c.fact.strength]} {facts.clean(c.fact.actor or c.fact.speaker or '') or 'niet genoemd'}",
        f"Termijn: {facts.term(c.fact)}",
        *([f"Verschoven naar: {moved}"] if moved else []),
        f"Bron: {facts.source(c)}",
        f"{base}/toezeggingen/{c.id}",
    ]
    title = f"{mark.upper()} - {facts.clean(c.fact.quote, 90)}" + (f" ({where})" if where else "")
    about = [name for name in (where, c.standing.ministry) if name]
    more = [("URL", f"{base}/toezeggingen/{c.id}"), *([("CATEGORIES", ics.texts(about))] if about else [])]
    return _all_day(f"{c.id}.termijn@tracker", (end, end), stands, title, said, more)


def _happening(e: StoredEvent, revised: Revised, base: str) -> Dated:
    """The days of a happening; only the last where they are more than a week."""
    first, last = e.fact.due_start or e.fact.due_end, e.fact.due_end or e.fact.due_start
    assert first is not None  # noqa: S101 (the store gave those with days)
    assert last is not None  # noqa: S101
    start = first if last - first < LONGEST else last
    said = [facts.clean(e.fact.quote, 1000), f"Wanneer: {dutch.window(e.fact)}", f"Bron: {facts.source(e)}"]
    title = dutch.capital(facts.clean(e.fact.what.lstrip(facts.BULLETS))) + ("" if start == first else " (uiterlijk)")
    stands = Stands(revised.at, revised.times, e.withdrawn_at is not None)
    return _all_day(f"{e.id}.agenda@tracker", (start, last), stands, title, said, [("URL", f"{base}/stukken/{e.document_id}#f-{e.id}")])


def _all_day(  # noqa: PLR0913 (what an event of a calendar holds)
    uid: str, days: tuple[date, date], stands: Stands, title: str, said: Sequence[str], more: Sequence[Line]
) -> Dated:
    """An event of whole days, on which nobody is busy."""
    lines = [
        ("UID", uid),
        ("DTSTAMP", ics.moment(stands.changed)),
        ("LAST-MODIFIED", ics.moment(stands.changed)),
        ("SEQUENCE", str(stands.sequence)),
        ("STATUS", "CANCELLED" if stands.cancelled else "CONFIRMED"),
        ("DTSTART;VALUE=DATE", ics.day(days[0])),
        ("DTEND;VALUE=DATE", ics.day(days[1] + A_DAY)),
        ("SUMMARY", ics.text(title)),
        ("DESCRIPTION", ics.text("\n".join(said))),
        *more,
        ("CLASS", "PUBLIC"),
        ("TRANSP", "TRANSPARENT"),
        ("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
        ("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE"),
    ]
    return Dated(days[0], uid, stands.changed, lines)


# --- the feed ---------------------------------------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    id: str
    title: str
    stored: StoredCommitment
    updated: datetime


def atom(request: Request) -> Response:
    """What was promised and what became overdue in the last thirty days, of a list where the address has its filters."""
    return feed_of(request, asked(request, FILTERS))


def feed_of(request: Request, chosen: Filters) -> Response:
    """The feed of a list."""
    site, base = site_of(request), site_of(request).base(request)
    content, updated = site.remembered(("feed", chosen.query(), base), lambda: _feed_of(site, chosen, base))
    return _conditional(request, content, "application/atom+xml; charset=utf-8", updated)


def _feed_of(site: Site, chosen: Filters, base: str) -> tuple[bytes, datetime]:
    today = site.today()
    wanted = chosen.wanted(site.government, today)
    new = wanted.model_copy(update={"order": Order.SAID, "descending": True})
    ended = wanted.model_copy(update={"status": Status.OVERDUE, "since": today - RECENT, "order": Order.TERM, "descending": True})
    with transaction(site.engine, writes=False) as session:
        said = pages.some(session, new, as_of=today, due_soon_days=site.due_soon_days, limit=NEWEST)
        late = pages.some(session, ended, as_of=today, due_soon_days=site.due_soon_days, limit=NEWEST)
    entries = [_new(c) for c in said if c.document_date >= today - RECENT] + [_late(c) for c in late]
    entries.sort(key=lambda e: (e.updated, e.id), reverse=True)
    updated = entries[0].updated if entries else _midnight(site.counted().reach.newest or today)
    return _feed(base, f"{base}/atom.xml{chosen.query()}", entries, updated), updated


def _new(c: StoredCommitment) -> Entry:
    quote = facts.clean(c.fact.quote.lstrip(facts.BULLETS), 140)
    return Entry(f"{c.id}/nieuw", f"Nieuw: {quote}", c, _midnight(c.document_date))


def _late(c: StoredCommitment) -> Entry:
    assert c.term.due_end is not None  # noqa: S101 (what is overdue has an end)
    quote = facts.clean(c.fact.quote.lstrip(facts.BULLETS), 140)
    return Entry(f"{c.id}/verlopen/{c.term.due_end}", f"Verlopen: {quote}", c, _midnight(c.term.due_end + A_DAY))


def _feed(base: str, source: str, entries: Sequence[Entry], updated: datetime) -> bytes:
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "nl"})
    _say(feed, "title", "Toezeggingen aan de Tweede Kamer: nieuw en verlopen")
    _say(feed, "id", "tag:tracker,2026:lijst" + source.partition("/atom.xml")[2])
    _say(feed, "updated", updated.isoformat())
    _say(feed, "link", rel="self", href=source, type="application/atom+xml")
    _say(feed, "link", rel="alternate", href=f"{base}/toezeggingen", type="text/html")
    _say(_say(feed, "author"), "name", "Toezeggingen aan de Tweede Kamer")
    for one in entries:
        c = one.stored
        entry = _say(feed, "entry")
        _say(entry, "title", one.title)
        _say(entry, "id", f"tag:tracker,2026:{one.id}")
        _say(entry, "updated", one.updated.isoformat())
        _say(entry, "link", rel="alternate", href=f"{base}/toezeggingen/{c.id}", type="text/html")
        _say(entry, "summary", f"{facts.clean(c.fact.quote, 1000)} — termijn: {facts.term(c.fact)}; bron: {facts.source(c)}")
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _say(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


# --- both -------------------------------------------------------------------------------------------------------------------------------


def _conditional(request: Request, content: bytes, media_type: str, changed: datetime | None) -> Response:
    """Answer 304 to who has these bytes already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=3600"}
    if changed:
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def _midnight(day: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(UTC)


ROUTES = [Route("/agenda.ics", calendar), Route("/atom.xml", atom)]
