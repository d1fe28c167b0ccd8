"""The whole program on one page: papers in, facts found, the register in, digests made, mails handed over. Each job says what it did.

A job takes `now` (aware UTC) and never reads a clock: `--as-of` and the tests say what time it is.
"""

import logging
import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from tracker import extraction, fingerprint, matching, proposals, reading
from tracker.config import Settings
from tracker.digest import email, outbox, plan
from tracker.digest.channel import Channel, Outcome
from tracker.digest.check import Check, checklist
from tracker.digest.outbox import Clock, Delivery
from tracker.digest.pages import Pages
from tracker.digest.plan import Frozen, Office
from tracker.model import AMSTERDAM, DEBATES, Addressee, AnyFact, CommitteeBasis, Document, Status
from tracker.model.limits import Limits
from tracker.model.mail import Address, Message, Subscription
from tracker.model.register import Register, RegisterRecord
from tracker.proposals import Paper
from tracker.proposals.registered import Registered, days
from tracker.reading import Unreadable
from tracker.reference.government import Government
from tracker.sources import folder
from tracker.sources import register as house
from tracker.sources.register import RegisterError, Web
from tracker.store import (
    StoredCommitment,
    StoredRecord,
    StoreError,
    accounts,
    candidates,
    mail,
    marks,
    matches,
    queries,
    subscriptions,
)
from tracker.store import proposals as stored_proposals
from tracker.store import register as registered
from tracker.store.engine import take_stock, transaction
from tracker.timex.calendar import Calendar

_RECORDS_AT_ONCE = 500  # of the register, read again in one transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tables:
    """What the stages know of the world: recesses and holidays, ministries and committees, and what a paper may cost."""

    calendar: Calendar
    government: Government
    limits: Limits
    committee: str | None = None  # the user's own, taken where a paper concerns several


@dataclass
class Ingested:
    """What an ingest brought: ids of papers by what happened to them, how many facts were never seen before and how many links are newly
    proposed, the ids of facts that other rules found or lost in papers that were read before, and what failed, with the reason.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    facts_new: int = 0
    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    proposed: int = 0
    terms_changed: int = 0  # of the register, where better rules read them anew
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many papers could be read."""
        return len(self.new) + len(self.changed) + len(self.same)


def read(path: Path, tables: Tables, today: date) -> Document:
    """Read one paper, with the sidecar beside it; of the committees of several ministers the user's own is taken. Raises Unreadable."""
    document = reading.read(path, government=tables.government, limits=tables.limits, today=today)
    if tables.committee is None or document.committee_basis is not CommitteeBasis.MINISTRY:
        return document
    own = tables.government.committee(tables.committee, document.date)
    theirs = {tables.government.committee_for(office, document.date) for office in document.ministers}
    return document.model_copy(update={"committee": own}) if own in theirs else document


def ingest(
    engine: Engine, paths: Iterable[Path], tables: Tables, now: datetime, progress: Callable[[str], None] = lambda _: None
) -> Ingested:
    """Store the papers of `paths` and their facts, each paper in a transaction: what fails is reported, the rest is done and stays done."""
    done = Ingested()
    for name, document in _read_all(folder.papers(paths), tables, now.astimezone(AMSTERDAM).date()):
        progress(name)
        if isinstance(document, str):
            done.failed.append((name, document))
            continue
        with transaction(engine) as session:
            outcome = queries.save_document(session, document, now)
        getattr(done, outcome).append(document.id)
    with transaction(engine) as session:
        mail.beat(session, mail.INGEST, now)
    return _extract(engine, tables, now, done)


def _read_all(paths: Iterable[Path | folder.Missing], tables: Tables, today: date) -> Iterator[tuple[str, Document | str]]:
    """Read papers, several at once, and yield them in their order: each with its document, or with the reason why there is none.

    A thread a core: a PDF is read in a process of its own thread, so that threads suffice, and few papers are in memory at a time.
    """
    cores = os.cpu_count() or 1
    ahead: deque[tuple[Path, Future[Document]]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for path in paths:
            if isinstance(path, folder.Missing):
                yield str(path.path), path.reason
                continue
            ahead.append((path, pool.submit(read, path, tables, today)))
            if len(ahead) > 2 * cores:
                yield _result(*ahead.popleft())
        while ahead:
            yield _result(*ahead.popleft())


def _result(path: Path, reading_it: Future[Document]) -> tuple[str, Document | str]:
    try:
        return str(path), reading_it.result()
    except Unreadable as e:
        return e.name, e.reason


def _extract(engine: Engine, tables: Tables, now: datetime, done: Ingested) -> Ingested:
    """Find the facts of every stored paper that these rules have not read yet: new ones, and all after a change of the rules.

    The oldest paper first, each in a transaction with what it proposes, so that a later one finds the promises of the earlier.
    """
    version = fingerprint.rules()
    with transaction(engine, writes=False) as session:
        waiting = queries.documents_to_extract(session, version)
    fresh = set(done.new)
    for document_id in waiting:
        with transaction(engine) as session:
            document = queries.document(session, document_id)
            facts = extraction.extract(document, tables.calendar, tables.government)
            gains = queries.save_facts(session, document_id, facts, version, now)
            done.proposed += relate(session, document, tables, now)
            matching.match(session, [document.date] if document.kind in DEBATES else [])
        take_stock(engine)
        done.facts_new += len(gains.new)
        done.gained += [*gains.back, *(gains.new if document_id not in fresh else ())]
        done.lost += gains.withdrawn
    done.terms_changed = _read_terms_again(engine, tables)
    return done


def _read_terms_again(engine: Engine, tables: Tables) -> int:
    """Read the terms of the register's records that other rules read; returns how many are other ones now."""
    version, changed = fingerprint.rules(), 0
    while True:
        with transaction(engine) as session:
            stale = registered.to_read_again(session, version, _RECORDS_AT_ONCE)
            terms = {stored.record.id: house.due(stored.record, tables.calendar) for stored in stale}
            changed += registered.keep_terms(session, terms, version)
        if not stale:
            return changed


def relate(session: Session, document: Document, tables: Tables, now: datetime) -> int:
    """Propose anew what a paper says of earlier commitments, and what later papers say of its own; returns how many proposals are new."""
    paper, facts = _paper(document, tables), queries.facts_of(session, document.id)
    return _propose_later(session, paper, facts, tables, now) + _propose(session, paper, facts, tables, now)


def relate_to(session: Session, since: Mapping[str, datetime], tables: Tables, now: datetime) -> None:
    """Propose anew what papers say of these commitments, one of which stands for the others now, or no longer; `since`: as for `save`."""
    for document in candidates.papers(session, candidates.papers_on(session, list(since))):
        _propose(session, _paper(document, tables), queries.facts_of(session, document.id), tables, now, since)


def _paper(document: Document, tables: Tables) -> Paper:
    ministries = (tables.government.ministry(office, document.date) for office in document.ministers)
    return Paper(document=document, ministries=frozenset(m for m in ministries if m))


def _propose(  # noqa: PLR0913 (what is said of which commitments)
    session: Session, paper: Paper, facts: Sequence[AnyFact], tables: Tables, now: datetime, since: Mapping[str, datetime] | None = None
) -> int:
    """Propose which earlier commitments a paper makes good, delays or repeats; returns how many proposals are new."""
    every, today = proposals.told(paper, facts), now.astimezone(AMSTERDAM).date()
    earlier = candidates.near(session, proposals.sought(every), paper.document.date, today)
    return stored_proposals.save(session, paper.document.id, proposals.propose(paper, every, earlier, tables.calendar), now, since)


def _propose_later(session: Session, paper: Paper, facts: Iterable[AnyFact], tables: Tables, now: datetime) -> int:
    """Let the facts of a paper be found by others, and propose anew for the later papers that it bears on, as it does where it comes late.

    In whatever order papers come, the same links are proposed in the end. Returns how many proposals are new.
    """
    own = paper.document
    marks.remember(session, own.date, {fact.identity(own.id): marked for fact, marked in proposals.marks(paper, facts)})
    late, linked = candidates.of_paper(session, own.id, now.astimezone(AMSTERDAM).date()), candidates.linked(session, own.id)
    proposed = 0
    can_mean = candidates.later(session, own.id, proposals.awaited(late), fingerprint.rules())
    for other in candidates.papers(session, list(can_mean)):
        later = _paper(other, tables)
        if other.id in linked or proposals.propose(later, proposals.told(later, can_mean[other.id]), late, tables.calendar):
            proposed += _propose(session, later, queries.facts_of(session, other.id), tables, now)
    return proposed


@dataclass
class Synced:
    """What the register brought: how many records by what happened to them, what to doubt, and what stopped the run before its end."""

    kept: registered.Kept = field(default_factory=registered.Kept)
    warnings: list[str] = field(default_factory=list)
    failed: RegisterError | None = None


def sync(  # noqa: PLR0913 (from where to where, and what the records are read with)
    engine: Engine, register: Register, web: Web, tables: Tables, now: datetime, progress: Callable[[str], None] = lambda _: None
) -> Synced:
    """Bring what changed in the House's register since the last run, each page in a transaction with its bookmark.

    What a run has kept when it is cut or killed stands, and the next one goes on after it.
    """
    done = Synced()
    _read_terms_again(engine, tables)
    with transaction(engine, writes=False) as session:
        since = registered.bookmark(session, register)
    try:
        for page in house.fetch(register, since, web):
            done.warnings += page.warnings
            terms = {record.id: house.due(record, tables.calendar) for record in page.records}
            with transaction(engine) as session:
                done.kept += registered.keep(session, register, since, page, terms, fingerprint.rules(), now)
                matching.match(session, {day for record in page.records for day in days(record)})
            since = page.bookmark
            progress(f"{done.kept.new + done.kept.changed + done.kept.deleted} records")
    except RegisterError as e:
        done.failed = e
        return done
    with transaction(engine) as session:
        registered.finish(session, register, now)
    return done


def unregistered(session: Session, register: Register, commitments: Iterable[StoredCommitment], day: date) -> list[StoredCommitment]:
    """Give those of the commitments that were made to the House in a public meeting and that its register did not hold on that day.

    `commitments` are to hold what repeats another of its paper too: a record that fits only that is one of the other.

    Raises StoreError where the register has never been brought in to its end.
    """
    if registered.finished(session, register) is None:
        raise StoreError("the register has not been brought in to its end yet: run `tracker sync register` first")
    held = Registered.of((stored.record for stored in registered.records(session, as_of=day)), matches.settled(session, day))
    meetings = {paper.id for paper in queries.documents_seen(session, day) if paper.kind in DEBATES}
    spoken = [c for c in commitments if c.document_id in meetings]
    found = {(c.document_id, c.fact.start if c.fact.repeats is None else c.fact.repeats) for c in spoken if _records(held, c)}
    promised = [c for c in spoken if c.fact.addressee is Addressee.HOUSE and c.status is not Status.REJECTED and c.fact.repeats is None]
    return [c for c in promised if (c.document_id, c.fact.start) not in found]


def _records(held: Registered, c: StoredCommitment) -> Sequence[RegisterRecord]:
    return held.of_promise(c.fact, c.document_date, c.document_committee, c.id)


@dataclass(frozen=True)
class Sources:
    """Where one commitment stands besides its own sentence: said again, in its paper and in others, and in the House's register."""

    said: list[StoredCommitment]
    records: list[StoredRecord]


def sources(session: Session, commitment: StoredCommitment, day: date) -> Sources:
    """Say where a commitment stands, by what was known on a day."""
    said = queries.sources(session, commitment, day)
    spoken = [c for c in (commitment, *said) if queries.document(session, c.document_id).kind in DEBATES]
    found = {stored.record.id: stored for stored, _ in matches.of_commitment(session, [commitment.id, *(c.id for c in said)], day)}
    by_hand = matches.settled(session, day)
    for c in spoken:
        of_day = {stored.record.id: stored for stored in registered.records(session, as_of=day, day=c.document_date)}
        mine = _records(Registered.of((stored.record for stored in of_day.values()), by_hand), c)
        found |= {record.id: of_day[record.id] for record in mine}
    return Sources(said, list(found.values()))


def promises_of(session: Session, record: RegisterRecord, day: date) -> list[StoredCommitment]:
    """List the commitments, of papers of that day and earlier, that a record of the register can be."""
    held = Registered.of([record], matches.settled(session, day))
    meetings = {paper.id for paper in queries.documents_seen(session, day) if paper.kind in DEBATES}
    return [c for c in queries.commitments(session, as_of=day) if c.document_id in meetings and _records(held, c)]


def office(settings: Settings) -> Office:
    """Say what is the same for every mail."""
    base = settings.web.base_url
    sender = settings.mail.sender
    return Office(settings.digest, sender, settings.mail.reply_to or sender, Pages(base=base) if base else None)


def digest(engine: Engine, settings: Settings, now: datetime, ready: datetime | None = None) -> list[Frozen]:
    """Make the current period's digest of each subscription that has none yet, and freeze it; what was missed is folded in and said.

    `ready` is the real moment, where `now` is another.
    """
    with transaction(engine) as session:
        subscriptions.bring(session, settings.subscriptions, now)
    return plan.freeze(engine, office(settings), now, ready or now)


def check_mail(engine: Engine, settings: Settings, address: str, now: datetime) -> tuple[Outcome, list[Check]]:
    """Hand over a sample digest at once and check its raw bytes; nothing is kept. Raises ValueError for what is no address."""
    message = plan.sample(engine, office(settings), Subscription(address=address), now)
    return _channel(settings).deliver(message, lambda: None), checklist(message.eml)


def write_link(  # noqa: PLR0913 (what is mailed to whom)
    engine: Engine, settings: Settings, purpose: accounts.Purpose, address: Address, subject: str, text: str, now: datetime
) -> str:
    """Put a mail with a link into the outbox for who asked for it.

    One with an earlier link to sign in that still waits is not sent; each link to a subscription goes out, since each is of another one.

    Returns its Message-ID. Raises ValueError for an address that no mail can bear.
    """
    key = accounts.post_key(purpose, address)
    of = office(settings)
    run = mail.Run(subscription=key, period=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}", period_start=now)
    identity = email.message_id(key, run.period, of.sender)
    eml = email.letter(email.letterhead(of.sender, of.contact, None), address, subject, text, identity=identity, date=now)
    message = Message(subscription=key, address=address, period=run.period, subject=subject, message_id=identity, eml=eml)
    with transaction(engine) as session:
        if purpose == "sign-in":
            mail.suppress(session, key, now)
        mail.plan(session, run, message, (), now, now)
    return identity


def send_one(engine: Engine, settings: Settings, message_id: str, clock: Clock) -> Delivery | None:
    """Hand over one mail of the outbox, and leave the others alone; None where another sender has it."""
    return outbox.send_one(engine, _channel(settings), message_id, clock)


def send(engine: Engine, settings: Settings, clock: Clock) -> list[Delivery]:
    """Hand over every frozen mail that is due by the real clock, whatever the day that it bears."""
    return outbox.send_due(engine, _channel(settings), clock)


def _channel(settings: Settings) -> Channel:
    return settings.folder if settings.channel == "folder" else settings.mail


def beat(engine: Engine, settings: Settings, tables: Tables, clock: Clock) -> tuple[list[Frozen], list[Delivery]]:
    """One look of the scheduler: where a digest is due, read what is new and make it; hand over what waits; note that we live."""
    now = clock()
    made: list[Frozen] = []
    with transaction(engine) as session:
        subscriptions.bring(session, settings.subscriptions, now)
        due = plan.waiting(session, settings.digest, now, begun=True)
        looked = mail.last_beat(session, mail.INGEST)
    if due:
        if looked is None or looked < max(period.start for _, period in due):
            ingest(engine, settings.papers, tables, now)
            if settings.register.sync:
                _sync_for_digest(engine, settings.register, tables, now)
        made = plan.freeze(engine, office(settings), now, now, begun=True)
    delivered = send(engine, settings, clock)
    with transaction(engine) as session:
        mail.beat(session, mail.SCHEDULE, now)
    return made, delivered


def _sync_for_digest(engine: Engine, register: Register, tables: Tables, now: datetime) -> None:
    """Bring the register in; one that stays away keeps no digest back."""
    with Web() as web:
        done = sync(engine, register, web, tables, now)
    if done.failed:
        log.warning("register: %s", done.failed)
