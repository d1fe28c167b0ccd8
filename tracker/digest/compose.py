"""What stands in a digest: rows of the store -> Digest -> subject, text and HTML. Pure: no clock, no store, no network.

The wording is fair: no minister is said to break a promise. What is overdue is a term that has ended, with no discharge found in the papers
that were read, and the mail says up to which day they run.
"""

import quopri
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.digest.rows import Row, commitment_row, event_row
from tracker.model import Address, Addressee, Confidence, DateBasis, Status, Subscription, Value
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredEvent
from tracker.wording import dutch, grouping
from tracker.wording.facts import clean, paper

ROWS = 60  # in all sections together, or fewer where long ones would make the HTML part too big
MAX_HTML = 88_000  # bytes in quoted-printable, line ends not counted: under 90 kB as sent; Gmail cuts a mail off at 102 kB
TEXT_WIDTH = 72  # characters
PAPERS_NAMED = 6
STALE_AFTER = 14  # days without a newer paper, or without a look for one, after which the mail warns on top

OVERDUE, DUE_SOON, PASSED, NEW, DELAYED, UNDATED, AGENDA = "overdue", "due_soon", "passed", "new", "delayed", "undated", "agenda"
BY_STATUS = {Status.OVERDUE: OVERDUE, Status.DUE_SOON: DUE_SOON, Status.PASSED: PASSED}
BY_STATUS_UNLESS_NEW = {Status.DELAYED: DELAYED, Status.UNDATED: UNDATED}
CLOSED = frozenset({Status.FULFILLED, Status.LAPSED})
COMMITTEE = r"(de )?((vaste|algemene|tijdelijke) )?(kamer)?commissie (voor )?"


class Edition(Value):
    """What the plan knows of one mail."""

    subscription: Subscription
    as_of: date  # in Amsterdam
    read_on: date  # the last day on which the folders with papers were looked through
    told: frozenset[str] | None  # ids of the facts in earlier mails; None where this is the first
    missed: tuple[tuple[int, int], ...] = ()  # ISO (year, week) of the mails that were missed and are folded into this one
    contact: Address  # where the reader stops the mail or mends a fact

    def is_new(self, facts: Iterable[Stored]) -> bool:
        """Say whether no earlier mail told any of these facts; in a first mail, where everything would be new, nothing is."""
        return self.told is not None and self.told.isdisjoint(f.id for f in facts)


class Section(Value):
    key: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    hidden: int = 0  # rows left out to keep the mail small


class Digest(Value):
    """Everything the mail says, in the order in which it says it."""

    subject: str
    title: str
    edition: str  # the week and the day
    summary: str
    news: str
    notices: tuple[str, ...]  # what the reader should know before relying on the rest
    sections: tuple[Section, ...]
    remarks: tuple[str, ...]  # what is not shown, and why
    seen: str
    papers: tuple[str, ...]
    reason: str
    contact: Address


class Rendered(Value):
    subject: str
    text: str
    html: str
    told: frozenset[str]  # ids of the facts that the mail shows; those left out for want of room stay new


def select(
    commitments: Iterable[StoredCommitment], events: Iterable[StoredEvent], papers: Sequence[StoredDocument], edition: Edition
) -> Digest:
    """Choose what one subscriber is told on `edition.as_of`, and word it.

    `commitments` carry their status on that day; `papers` are all that were read up to it. Facts of low confidence wait for review: the
    mail only counts them.
    """
    bases = {p.id: p.date_basis for p in papers}
    mine, unsure = _for(edition.subscription, commitments)
    ahead, unsure_ahead = _for(edition.subscription, (e for e in events if _is_ahead(e, edition.as_of)))
    filed = _file(mine, edition)
    sections = [
        Section(
            key=key, title=title, intro=intro, rows=tuple(commitment_row(g, edition.as_of, edition.is_new(g), bases) for g in filed[key])
        )
        for key, title, intro in _headings(edition, papers)
        if key in filed
    ]
    if ahead:
        sections.append(_agenda(ahead, edition, bases))
    return Digest(
        subject=_subject(edition, sections),
        title=_title(edition.subscription),
        edition=f"Overzicht van {_week(edition.as_of)}, {dutch.weekday(edition.as_of)} {dutch.day(edition.as_of)}",
        summary=_summary(sections),
        news=_news(edition, sections),
        notices=tuple(_notices(edition, papers)),
        sections=tuple(sections),
        remarks=tuple(_remarks(filed.get(None, []), unsure + unsure_ahead)),
        seen=_seen(edition, papers),
        papers=tuple(_papers(papers, edition.subscription)),
        reason=clean(edition.subscription.describe(), 1000),
        contact=edition.contact,
    )


Group = list[StoredCommitment]
AnyStored = TypeVar("AnyStored", StoredCommitment, StoredEvent)


def _for(subscription: Subscription, facts: Iterable[AnyStored]) -> tuple[list[AnyStored], int]:
    """Pick the facts that the subscriber asked for, and count those of them that are too unsure to tell."""
    mine = [f for f in facts if _concerns(subscription, f)]
    sure = [f for f in mine if _is_sure(f)]
    return sure, len(mine) - len(sure)


def _is_sure(stored: StoredCommitment | StoredEvent) -> bool:
    """Say whether a fact is sure enough to be told: by its rule, or because a clerk has treated it as a commitment."""
    confirmed = isinstance(stored, StoredCommitment) and stored.standing.confirmed
    return confirmed or stored.fact.confidence is not Confidence.LOW


def _concerns(subscription: Subscription, stored: StoredCommitment | StoredEvent) -> bool:
    """Say whether a fact passes each filter of the subscription. What is not known of a fact holds nothing back: better a line too many."""
    committee = stored.fact.committee if isinstance(stored, StoredCommitment) else None
    said = f"{stored.fact.quote} {stored.document_title}"
    return (
        _same_committee(subscription, committee or stored.document_committee)
        and _one_of(stored.fact.ministry, subscription.ministries, r"(het )?ministerie (van|voor) ")
        and (not subscription.words or any(re.search(rf"\b{re.escape(w)}", said, re.IGNORECASE) for w in subscription.words))
    )


def _same_committee(subscription: Subscription, committee: str | None) -> bool:
    return _one_of(committee, subscription.committees, COMMITTEE)


def _one_of(name: str | None, wanted: Sequence[str], opening: str) -> bool:
    """Say whether a name, without the words that open it, is one of those wanted; True where the name is not known or none is wanted."""
    if name is None or not wanted:
        return True
    return _bare(name, opening) in {_bare(w, opening) for w in wanted}


def _bare(name: str, opening: str) -> str:
    return re.sub(f"^{opening}", "", name.strip(), flags=re.IGNORECASE).casefold()


def _file(mine: Iterable[StoredCommitment], edition: Edition) -> dict[str | None, list[Group]]:
    """File each commitment under the key of its section, or under None if it was told before and is not due; the first to end first."""
    filed: dict[str | None, list[Group]] = {}
    groups = grouping.commitments(c for c in mine if c.status is not Status.REJECTED)
    for group in sorted(groups, key=_soonest):
        if not any(c.status in CLOSED for c in group):
            filed.setdefault(_section_of(group, edition), []).append(group)
    return filed


def _soonest(group: Group) -> tuple[date, bool, date]:
    """Order by term; without one, what was promised to the House first, and the oldest first."""
    first = group[0]
    return first.term.due_end or date.max, first.fact.addressee is not Addressee.HOUSE, first.document_date


def _section_of(group: Group, edition: Edition) -> str | None:
    status = group[0].status
    if status in BY_STATUS:
        return BY_STATUS[status]
    if edition.is_new(group):
        return NEW
    if status in BY_STATUS_UNLESS_NEW:
        return BY_STATUS_UNLESS_NEW[status]
    return NEW if edition.told is None else None


def _headings(edition: Edition, papers: Sequence[StoredDocument]) -> Iterable[tuple[str, str, str]]:
    """Yield (key, title, introduction) of the sections with commitments, in the order of the mail."""
    until = f" (tot en met {dutch.day(max(p.date for p in papers))})" if papers else ""
    yield OVERDUE, "Verlopen termijnen", f"Termijn verstreken; geen afdoening gevonden in de gelezen stukken{until}."
    yield DUE_SOON, "Termijn loopt binnenkort af", "Wat het eerst afloopt, staat bovenaan."
    yield PASSED, "Termijn voorbij, uitvoering onbekend", "Niet aan de Kamer toegezegd. De gelezen stukken zeggen niet of het is gebeurd."
    if edition.told is None:
        yield NEW, "Termijn loopt later af", "Wat het eerst afloopt, staat bovenaan."
    else:
        yield NEW, "Nieuw sinds het vorige overzicht", "Nieuw gevonden, met een latere termijn of zonder termijn."
    yield DELAYED, "Vertraagd", "De termijn is verschoven door een later stuk of een besluit."
    yield (
        UNDATED,
        "Zonder termijn",
        "Er is geen datum genoemd, of er geldt een voorwaarde. Toezeggingen aan de Kamer staan vooraan, de oudste eerst.",
    )


def _agenda(ahead: Iterable[StoredEvent], edition: Edition, bases: Mapping[str, DateBasis]) -> Section:
    groups = sorted(grouping.events(ahead), key=lambda g: _when(g[0], edition.as_of))
    rows = tuple(event_row(g, edition.as_of, edition.is_new(g), bases) for g in groups)
    return Section(
        key=AGENDA,
        title="Agenda",
        intro="Wat volgens de gelezen stukken op een genoemde datum gebeurt. Dit zijn geen toezeggingen.",
        rows=rows,
    )


def _is_ahead(event: StoredEvent, as_of: date) -> bool:
    last = event.fact.due_end or event.fact.due_start
    return last is not None and last >= as_of


def _when(event: StoredEvent, as_of: date) -> tuple[date, date]:
    """Order the agenda by the day on which a happening starts, or ends once it has begun."""
    start, end = event.fact.due_start, event.fact.due_end or date.max
    return (start if start and start >= as_of else end), end


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"week {week} van {year}"


def _title(subscription: Subscription) -> str:
    committees = [re.sub(f"^{COMMITTEE}", "", clean(c), flags=re.IGNORECASE) for c in subscription.committees]
    ministries = [clean(m) for m in subscription.ministries]
    names, others = (committees, "andere commissies") if committees else (ministries, "andere ministeries")
    if len(names) > 2:
        names = [names[0], f"{len(names) - 1} {others}"]
    return "Toezeggingen" + (f" {dutch.listing(names)}" if names else "")


def _counts(sections: Iterable[Section]) -> dict[str, int]:
    return {s.key: len(s.rows) for s in sections}


def _how_many_new(sections: Iterable[Section]) -> int:
    return sum(row.is_new for s in sections for row in s.rows)


def _subject(edition: Edition, sections: Sequence[Section]) -> str:
    counts = _counts(sections)
    said = [(counts.get(OVERDUE), "verlopen"), (counts.get(DUE_SOON), "binnenkort"), (_how_many_new(sections), "nieuw")]
    nothing = "geen verlopen termijnen" if edition.told is None else "niets nieuws"
    return f"{_title(edition.subscription)}: {', '.join(f'{n} {word}' for n, word in said if n) or nothing} ({_week(edition.as_of)})"


def _summary(sections: Sequence[Section]) -> str:
    counts = _counts(sections)
    said = {
        OVERDUE: "verlopen",
        DUE_SOON: "binnenkort",
        PASSED: "voorbij (uitvoering onbekend)",
        DELAYED: "vertraagd",
        UNDATED: "zonder termijn",
        AGENDA: "op de agenda",
    }
    parts = [f"{counts[key]} {words}" for key, words in said.items() if key in counts]
    return dutch.capital(dutch.listing(parts)) + "." if parts else "Op dit moment vraagt niets uw aandacht."


def _news(edition: Edition, sections: Sequence[Section]) -> str:
    if edition.told is None:
        return "Dit is uw eerste overzicht." + (" Ook oudere toezeggingen staan erin." if sections else "")
    new = _how_many_new(sections)
    return f"Nieuw sinds het vorige overzicht: {new}." if new else "Er is niets nieuws gevonden sinds het vorige overzicht."


def _notices(edition: Edition, papers: Sequence[StoredDocument]) -> Iterable[str]:
    if edition.missed:
        yield f"Er is geen overzicht verstuurd voor {_weeks(edition.missed)}. Wat daarin had gestaan, staat in dit overzicht."
    stale = edition.as_of - timedelta(days=STALE_AFTER)
    if edition.read_on < stale:
        yield f"Let op: na {dutch.day(edition.read_on)} is niet meer naar nieuwe stukken gezocht."
    newest = max((p.date for p in papers), default=None)
    if newest is None:
        yield "Let op: er is nog geen stuk gelezen."
    elif newest < stale:
        yield (
            f"Let op: het nieuwste gelezen stuk is van {dutch.day(newest)}, {dutch.span((edition.as_of - newest).days)} geleden. "
            "Wat de Kamer daarna heeft ontvangen, is hier niet bekend. Een verlopen termijn kan dus al zijn afgedaan."
        )


def _weeks(missed: Sequence[tuple[int, int]]) -> str:
    said = [f"week {week} van {year}" for year, week in sorted(set(missed))]
    return dutch.listing(said) if len(said) < 4 else f"{said[0]} tot en met {said[-1]} ({len(said)} keer)"


def _remarks(later: Sequence[Group], unsure: int) -> Iterable[str]:
    if later:
        first = later[0][0].term.due_end
        running = "loopt 1 toezegging" if len(later) == 1 else f"lopen {len(later)} toezeggingen"
        soonest = f"; de eerste termijn loopt af op {dutch.day(first)}" if first else ""
        yield f"Daarnaast {running} met een latere termijn{soonest}."
    if unsure:
        waiting = "1 onzekere vondst wacht" if unsure == 1 else f"{unsure} onzekere vondsten wachten"
        yield f"{waiting} op beoordeling en {'staat' if unsure == 1 else 'staan'} niet in dit overzicht."


def _seen(edition: Edition, papers: Sequence[StoredDocument]) -> str:
    looked = f"Gekeken tot en met {dutch.day(edition.read_on)}"
    if not papers:
        return f"{looked}; er is nog geen stuk gelezen."
    oldest, newest = min(p.date for p in papers), max(p.date for p in papers)
    dated = f"van {dutch.days(oldest, newest)}"
    return f"{looked}, in {dutch.count(len(papers), 'stuk', 'stukken')} {dated}."


def _papers(papers: Sequence[StoredDocument], subscription: Subscription) -> Iterable[str]:
    """Name the newest papers, those of the subscriber's committees first, and count the rest: a discharge may stand in any of them."""
    order = sorted(papers, key=lambda p: (_same_committee(subscription, p.committee), p.date, p.id), reverse=True)
    yield from (paper(p.title, p.number, p.name, p.date, p.date_basis) for p in order[:PAPERS_NAMED])
    if (more := len(order) - PAPERS_NAMED) > 0:
        yield f"en nog {dutch.count(more, 'ander stuk', 'andere stukken')}"


def render(digest: Digest) -> Rendered:
    """Lay a digest out as a subject, a text part and an HTML part of at most `MAX_HTML` bytes; rows that do not fit are counted instead."""
    room = ROWS
    shown = _shortened(digest, room)
    html = _laid_out("html", shown)
    while room > 1 and len(quopri.encodestring(html.encode())) > MAX_HTML:
        room = room * 3 // 4
        shown = _shortened(digest, room)
        html = _laid_out("html", shown)
    told = frozenset(id_ for section in shown.sections for row in section.rows for id_ in row.ids)
    return Rendered(subject=_laid_out("subject", shown).strip(), text=_laid_out("txt", shown), html=html, told=told)


def _shortened(digest: Digest, room: int) -> Digest:
    """Keep `room` rows, or one a section: an equal share for each section, and what is left over for the first that need it."""
    if not digest.sections:
        return digest
    share = max(1, room // len(digest.sections))
    left = room - sum(min(len(s.rows), share) for s in digest.sections)
    sections = []
    for section in digest.sections:
        extra = max(0, min(left, len(section.rows) - share))
        left -= extra
        rows = section.rows[: share + extra]
        sections.append(section.model_copy(update={"rows": rows, "hidden": len(section.rows) - len(rows)}))
    return digest.model_copy(update={"sections": tuple(sections)})


def _laid_out(part: str, digest: Digest) -> str:
    return _environment().get_template(f"digest.{part}").render(digest=digest)


@cache
def _environment() -> Environment:
    """Find the templates in the package where it is installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    folders = [package / "templates" / "email", package.parent / "templates" / "email"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment


def _wrapped(text: str, indent: int = 0) -> str:
    """Break a line into lines of at most `TEXT_WIDTH` characters; all but the first start with `indent` spaces."""
    return ("\n" + " " * indent).join(wrap(text, TEXT_WIDTH - indent, break_long_words=False, break_on_hyphens=False))
