"""What stands in a digest: rows of the store -> Digest. Pure: no clock, no store, no network; `layout` lays it out.

The wording is fair: no minister is said to break a promise. What is overdue is a term that has ended, with no discharge found in the papers
that were read, and the mail says up to which day they run.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any

from tracker.digest.groups import (
    AGENDA,
    CHANGED,
    CLOSED,
    DELAYED,
    DUE_SOON,
    NEW,
    OVERDUE,
    PASSED,
    REMINDED,
    UNDATED,
    Group,
    Together,
    is_sure,
    soonest,
)
from tracker.digest.pages import Pages
from tracker.digest.rows import Row, commitment_row, event_row
from tracker.digest.subscription import COMMITTEE, bare, concerns, describe, same_committee
from tracker.model import DateBasis, Status, Value
from tracker.model.mail import Address, Subscription
from tracker.store import StoredCommitment, StoredDocument, StoredEvent
from tracker.wording import dutch, grouping
from tracker.wording.facts import clean, paper

ROWS = 60  # in all sections together, or fewer where long ones would make the HTML part too big
PAPERS_NAMED = 6
STALE_AFTER = 14  # days without a newer paper, or without a look for one, after which the mail warns on top
# What a reader who knew a promise is told of its change.
CHANGES = {
    Status.OVERDUE: "nu verlopen",
    Status.DUE_SOON: "nu binnenkort",
    Status.PASSED: "nu voorbij",
    Status.DELAYED: "nieuwe termijn",
    Status.PARTLY_FULFILLED: "nu deels nagekomen",
    Status.FULFILLED: "nu nagekomen",
    Status.LAPSED: "nu vervallen",
}


class Edition(Value):
    """What the plan knows of one mail."""

    subscription: Subscription  # complete: see `tracker.digest.subscription`
    as_of: date  # in Amsterdam
    read_on: date  # the last day on which the folders with papers were looked through
    told: frozenset[str] | None  # ids of the facts in earlier mails; None where this is the first
    said: Mapping[str, frozenset[str]] = {}  # fact id -> what was said of it: its status and term, reminders
    began: date = date.min  # when the subscription did
    first_mail: datetime | None = None  # what was found before it is no news
    missed: tuple[tuple[int, int], ...] = ()  # ISO (year, week) of the mails that were missed and are folded into this one
    contact: Address  # where the reader stops the mail or mends a fact
    pages: Pages | None = None  # None: there are no web pages to point to
    token: str = ""  # of the subscription, for the address at which it ends

    def is_new(self, facts: Together[Any]) -> bool:
        """Say whether no earlier mail told any of these facts; in a first mail, where everything would be new, nothing is."""
        if self.told is None or (self.first_mail and facts.newest and facts.newest <= self.first_mail):
            return False
        return self.told.isdisjoint(fact.id for fact in facts)

    def change(self, stored: StoredCommitment) -> str:
        """Say in a few words what has changed since the reader was last told of a promise; nothing where nothing has."""
        if self.told is None:
            return ""
        known = self.said.get(stored.id, ())
        if not known or state_of(stored) in known:
            return ""
        return CHANGES.get(stored.status, "gewijzigd")

    def reminders(self, stored: StoredCommitment) -> tuple[str, ...]:
        """Give the reminders that fall now, as they are noted: of each distance that the term has come within, and that was not told."""
        if not self.subscription.reminders:
            return ()
        end = stored.term.due_end
        if end is None or stored.standing.closed or stored.standing.waiting or (end < self.as_of and end < self.began):
            return ()
        left = (end - self.as_of).days
        reached = (f"remind:{n}:{end}" for n in self.subscription.reminders if left <= n)
        return tuple(reason for reason in reached if reason not in self.said.get(stored.id, ()))


def state_of(stored: StoredCommitment) -> str:
    """Write the status and the term of a promise, as it is noted that a reader was told of them."""
    return f"{stored.status.value}:{stored.term.due_end or ''}"


class Section(Value):
    key: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    hidden: int = 0  # rows left out to keep the mail small
    new: int  # how many are new, those left out among them
    changed: int = 0
    link: str | None = None  # where all of them can be seen


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
    leave: str | None = None  # the page on which the reader ends the mail
    all_pages: str | None = None  # the page with all promises
    worth_a_mail: bool  # by what the subscriber wants of quiet weeks


def select(promises: Iterable[Group], events: Iterable[StoredEvent], papers: Sequence[StoredDocument], edition: Edition) -> Digest:
    """Choose what one subscriber is told on `edition.as_of`, and word it.

    `promises` are arranged, with their status on that day; `papers` are all that were read up to it, the oldest first. Facts of low
    confidence wait for review: the mail only counts them.
    """
    bases = {p.id: p.date_basis for p in papers}
    mine, unsure = _mine(edition.subscription, promises)
    filed = _file(mine, edition)
    ahead, unsure_ahead = _ahead(events, edition)
    headings = [heading for heading in _headings(edition, papers) if heading[0] in filed]
    *rooms, room = shares([*(len(filed[key]) for key, _, _ in headings), len(ahead)], ROWS)
    sections = [
        _section(filed[key], n, edition, bases, key=key, title=title, intro=intro)
        for (key, title, intro), n in zip(headings, rooms, strict=True)
    ]
    sections += [_agenda(ahead, room, edition, bases)] if ahead else []
    notices = tuple(_notices(edition, papers))
    return Digest(
        subject=_subject(edition, sections),
        title=_title(edition.subscription),
        edition=f"Overzicht van {_edition(edition)}",
        summary=_summary(sections),
        news=_news(edition, sections),
        notices=notices,
        sections=tuple(sections),
        remarks=tuple(_remarks(filed.get(None, []), unsure + unsure_ahead)) if edition.subscription.when != "due" else (),
        seen=_seen(edition, papers),
        papers=tuple(_papers(papers, edition.subscription)),
        reason=clean(describe(edition.subscription), 1000),
        contact=edition.contact,
        leave=edition.pages.leave(edition.token) if edition.pages and edition.token else None,
        all_pages=edition.pages.listing(edition.subscription) if edition.pages else None,
        worth_a_mail=_worth_a_mail(edition, sections, notices),
    )


def _worth_a_mail(edition: Edition, sections: Sequence[Section], notices: Sequence[str]) -> bool:
    if edition.subscription.when == "due":
        return bool(sections)
    pressing = any(s.key in (OVERDUE, DUE_SOON) or s.new or s.changed for s in sections)
    return edition.subscription.quiet or pressing or bool(notices) or edition.told is None


def _mine(subscription: Subscription, promises: Iterable[Group]) -> tuple[list[Group], int]:
    """Pick the promises that the subscriber asked for, and count those of them that are too unsure to tell."""
    mine: list[Group] = []
    concern, otherwise = concerns(subscription), concerns(subscription.model_copy(update={"committees": ()}))
    committees = {None, *map(bare, subscription.committees)}
    unsure, in_order = 0, True
    for group in promises:
        asked = otherwise if committees.issuperset(group.committees) else concern  # the committee is that of all of it, mostly
        wanted = [c for c in group if asked(c)] if asked else group
        sure = wanted if group.sure else [c for c in wanted if is_sure(c)]
        unsure += len(wanted) - len(sure)
        if sure:
            mine.append(group if len(sure) == len(group) else Group(sure))
            in_order = in_order and sure[0] is group[0]
    return mine if in_order else sorted(mine, key=soonest), unsure


def _file(mine: Iterable[Group], edition: Edition) -> dict[str | None, list[Group]]:
    """File each promise under the key of its section, or under None if it was told before and is not due."""
    filed: defaultdict[str | None, list[Group]] = defaultdict(list)
    always = edition.subscription.when != "due"  # of others: what its reader is reminded of, and no more
    reminds = bool(edition.subscription.reminders)
    for group in mine:
        reminded = reminds and bool(edition.reminders(group[0]))
        if group.over:
            if always and edition.change(group[0]):
                filed[CLOSED].append(group)
        elif always or reminded:
            filed[group.pressing or (REMINDED if reminded else _later(group, edition))].append(group)
    return filed


def _later(group: Group, edition: Edition) -> str | None:
    """Give the section of a promise that nothing presses for."""
    if edition.is_new(group):
        return NEW
    return group.calm or (NEW if edition.told is None else CHANGED if edition.change(group[0]) else None)


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Divide the room for rows among sections that have so many: one at least, an equal share for each, and the rest for the first."""
    share = max(1, room // max(1, sum(n > 0 for n in wanted)))
    left = room - sum(min(n, share) for n in wanted)
    given = []
    for n in wanted:
        extra = max(0, min(left, n - share))
        left -= extra
        given.append(min(n, share + extra))
    return given


def _section(groups: Sequence[Group], room: int, edition: Edition, bases: Mapping[str, DateBasis], **words: str) -> Section:
    """Word the first `room` rows of a section."""
    rows = (_row(g, edition, bases) for g in groups[:room])
    link = edition.pages.listing(edition.subscription, words["key"]) if edition.pages else None
    known = groups if edition.told is not None else ()  # in a first mail nothing is new or changed
    new, changed = sum(map(edition.is_new, known)), sum(bool(edition.change(g[0])) for g in known if g[0].id in edition.said)
    return Section(rows=tuple(rows), hidden=len(groups[room:]), new=new, changed=changed, link=link, **words)


def _row(group: Group, edition: Edition, bases: Mapping[str, DateBasis]) -> Row:
    first, is_new, reminders = group[0], edition.is_new(group), edition.reminders(group[0])
    beside = {
        "changed": edition.change(first) or ("herinnering" if reminders else ""),
        "said": (state_of(first), *reminders),
        "link": edition.pages.commitment(first.id) if edition.pages else None,
    }
    key = (edition.as_of, is_new, *beside.values())
    if key not in group.rows:
        group.rows[key] = commitment_row(group, edition.as_of, is_new, bases).model_copy(update=beside)
    return group.rows[key]


def _headings(edition: Edition, papers: Sequence[StoredDocument]) -> Iterable[tuple[str, str, str]]:
    """Yield (key, title, introduction) of the sections with commitments, in the order of the mail."""
    until = f" (tot en met {dutch.day(papers[-1].date)})" if papers else ""
    yield OVERDUE, "Verlopen termijnen", f"Termijn verstreken; geen afdoening gevonden in de gelezen stukken{until}."
    yield DUE_SOON, "Termijn loopt binnenkort af", "Wat het eerst afloopt, staat bovenaan."
    yield REMINDED, "Herinneringen", "De termijn nadert: u hebt gevraagd om dit nu te melden."
    yield PASSED, "Termijn voorbij, uitvoering onbekend", "Niet aan de Kamer toegezegd. De gelezen stukken zeggen niet of het is gebeurd."
    if edition.told is None:
        yield NEW, "Termijn loopt later af", "Wat het eerst afloopt, staat bovenaan."
    else:
        elsewhere = "Met een latere termijn of zonder termijn. Wat verder nieuw is, staat elders met «nieuw» erbij."
        yield NEW, "Nieuw sinds het vorige overzicht", elsewhere
    yield DELAYED, "Vertraagd", "De termijn is verschoven door een later stuk of een besluit."
    yield CHANGED, "Verder gewijzigd", "Anders dan in het vorige overzicht; de termijn loopt later af."
    yield CLOSED, "Afgedaan", "Sinds het vorige overzicht nagekomen of vervallen, volgens de griffie."
    yield (
        UNDATED,
        "Zonder termijn",
        "Er is geen datum genoemd, of er geldt een voorwaarde. Toezeggingen aan de Kamer staan vooraan, de oudste eerst.",
    )


def _ahead(events: Iterable[StoredEvent], edition: Edition) -> tuple[list[Together[StoredEvent]], int]:
    """Group what is ahead, the soonest first, and count what is too unsure to tell."""
    if edition.subscription.when == "due":
        return [], 0
    concern = concerns(edition.subscription)
    mine = [e for e in events if _is_ahead(e, edition.as_of) and (concern is None or concern(e))]
    sure = [e for e in mine if is_sure(e)]
    return sorted(map(Together, grouping.events(sure)), key=lambda g: _when(g[0], edition.as_of)), len(mine) - len(sure)


def _agenda(groups: Sequence[Together[StoredEvent]], room: int, edition: Edition, bases: Mapping[str, DateBasis]) -> Section:
    pages = edition.pages
    rows = (
        event_row(g, edition.as_of, edition.is_new(g), bases).model_copy(update={"link": pages.paper(g[0].document_id) if pages else None})
        for g in groups[:room]
    )
    return Section(
        key=AGENDA,
        title="Agenda",
        intro="Wat volgens de gelezen stukken op een genoemde datum gebeurt. Dit zijn geen toezeggingen.",
        rows=tuple(rows),
        hidden=len(groups[room:]),
        new=sum(edition.is_new(g) for g in groups),
        link=pages.agenda() if pages else None,
    )


def _is_ahead(event: StoredEvent, as_of: date) -> bool:
    last = event.fact.due_end or event.fact.due_start
    return last is not None and last >= as_of


def _when(event: StoredEvent, as_of: date) -> tuple[date, date]:
    """Order the agenda by the day on which a happening starts, or ends once it has begun."""
    start, end = event.fact.due_start, event.fact.due_end or date.max
    return (start if start and start >= as_of else end), end


def _edition(edition: Edition) -> str:
    """Name the edition by its week and day; one that comes daily by its day."""
    day = f"{dutch.weekday(edition.as_of)} {dutch.day(edition.as_of)}"
    return f"{_week(edition.as_of)}, {day}" if edition.subscription.when == "weekly" else day


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
    return {s.key: len(s.rows) + s.hidden for s in sections}


def _how_many_new(sections: Iterable[Section]) -> int:
    return sum(s.new for s in sections)


def _subject(edition: Edition, sections: Sequence[Section]) -> str:
    counts = _counts(sections)
    said = [
        (counts.get(OVERDUE), "verlopen"),
        (counts.get(DUE_SOON), "binnenkort"),
        (counts.get(REMINDED), "ter herinnering"),
        (_how_many_new(sections), "nieuw"),
    ]
    nothing = "geen verlopen termijnen" if edition.told is None else "niets nieuws"
    issue = _week(edition.as_of) if edition.subscription.when == "weekly" else dutch.day(edition.as_of)
    return f"{_title(edition.subscription)}: {', '.join(f'{n} {word}' for n, word in said if n) or nothing} ({issue})"


def _summary(sections: Sequence[Section]) -> str:
    counts = _counts(sections)
    said = {
        OVERDUE: "verlopen",
        DUE_SOON: "binnenkort",
        REMINDED: "ter herinnering",
        PASSED: "voorbij (uitvoering onbekend)",
        DELAYED: "vertraagd",
        CLOSED: "afgedaan",
        UNDATED: "zonder termijn",
        AGENDA: "op de agenda",
    }
    parts = [f"{counts[key]} {words}" for key, words in said.items() if key in counts]
    return dutch.capital(dutch.listing(parts)) + "." if parts else "Op dit moment vraagt niets uw aandacht."


def _news(edition: Edition, sections: Sequence[Section]) -> str:
    if edition.subscription.when == "due":
        return "U krijgt deze mail alleen als een termijn nadert of net is verstreken."
    if edition.told is None:
        return "Dit is uw eerste overzicht." + (" Ook oudere toezeggingen staan erin." if sections else "")
    new, changed = _how_many_new(sections), sum(s.changed for s in sections)
    if not new:
        return "Er is niets nieuws gevonden sinds het vorige overzicht." + (f" Gewijzigd: {changed}." if changed else "")
    return f"Nieuw sinds het vorige overzicht: {new}" + (f"; gewijzigd: {changed}." if changed else ".")


def _notices(edition: Edition, papers: Sequence[StoredDocument]) -> Iterable[str]:
    if edition.missed:
        yield f"Er is geen overzicht verstuurd voor {_weeks(edition.missed)}. Wat daarin had gestaan, staat in dit overzicht."
    stale = edition.as_of - timedelta(days=STALE_AFTER)
    if edition.read_on < stale:
        yield f"Let op: na {dutch.day(edition.read_on)} is niet meer naar nieuwe stukken gezocht."
    newest = papers[-1].date if papers else None
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
    dated = f"van {dutch.days(papers[0].date, papers[-1].date)}"
    return f"{looked}, in {dutch.count(len(papers), 'stuk', 'stukken')} {dated}."


def _papers(papers: Sequence[StoredDocument], subscription: Subscription) -> Iterable[str]:
    """Name the newest papers, those of the subscriber's committees first, and count the rest: a discharge may stand in any of them."""
    own = islice((p for p in reversed(papers) if same_committee(subscription, p.committee)), PAPERS_NAMED)
    others = (p for p in reversed(papers) if not same_committee(subscription, p.committee))
    yield from (paper(p.title, p.number, p.name, p.date, p.date_basis) for p in islice(chain(own, others), PAPERS_NAMED))
    if (more := len(papers) - PAPERS_NAMED) > 0:
        yield f"en nog {dutch.count(more, 'ander stuk', 'andere stukken')}"
