"""Which digests are to be made, and freezing them: chosen, worded and kept with what they tell, each in one transaction and wholly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from tracker import lifecycle
from tracker.digest import compose, email, layout, period
from tracker.digest.compose import Digest, Edition
from tracker.digest.groups import Group, arrange
from tracker.digest.layout import Rendered
from tracker.digest.pages import Pages
from tracker.digest.period import DigestSettings, Period
from tracker.digest.subscription import bare, committee_of, complete, schedule
from tracker.model import AMSTERDAM, Status
from tracker.model.mail import Address, Message, Subscription
from tracker.store import StoredCommitment, StoredDocument, StoredEvent, mail, queries, subscriptions
from tracker.store.engine import transaction
from tracker.store.subscriptions import StoredSubscription

AT_ONCE = 20  # digests in one transaction, which costs the disk as much as one: others wait for it half a second at most
NEW = "new"  # the reason under which a fact is told
SHIFTING = (Status.DUE_SOON, Status.DELAYED, Status.PARTLY_FULFILLED, Status.OPEN)  # which one it is depends on how far one looks ahead


@dataclass(frozen=True)
class Office:
    """What is the same for every mail: when digests are made, from whom they come and where they point."""

    digest: DigestSettings
    sender: Address
    contact: Address
    pages: Pages | None = None


@dataclass(frozen=True)
class Frozen:
    """A digest that was seen to: for whom, of which period, and its subject. `failed`: why it could not be made; without a subject and a
    fault there was nothing to tell.
    """

    address: str
    period: str
    subject: str = ""
    failed: str | None = None


Told = TypeVar("Told", Group, list[StoredEvent])


class _Shelf(Generic[Told]):
    """Groups of facts by the committee that they concern, so that a thousand subscribers need not look through all of them."""

    def __init__(self, groups: Iterable[Told]) -> None:
        self.all: list[Told] = list(groups)
        self.by_committee: dict[str | None, list[int]] = defaultdict(list)  # places in `all`
        for n, group in enumerate(self.all):
            for committee in {committee_of(fact) for fact in group}:
                self.by_committee[committee and bare(committee)].append(n)

    def of(self, subscription: Subscription) -> list[Told]:
        """Give those that may concern a subscription, in their order: of its committees, and of none that is known."""
        if not subscription.committees:
            return self.all
        keys = {None, *map(bare, subscription.committees)}
        return [self.all[n] for n in sorted({n for key in keys for n in self.by_committee.get(key, ())})]


@dataclass(frozen=True)
class _Known:
    """What the store knows on a day; the same for every subscription."""

    day: date
    commitments: _Shelf[Group]
    events: _Shelf[list[StoredEvent]]
    papers: list[StoredDocument]
    looked: datetime
    mailed: dict[str, tuple[datetime, datetime]]  # by subscription, when its first and its last mail were made


Waiting = tuple[StoredSubscription, Period]


def waiting(session: Session, settings: DigestSettings, now: datetime, *, begun: bool = False) -> list[Waiting]:
    """List the subscriptions whose digest of the period that `now` lies in has not been seen to.

    `begun`: only those that began before their period, as the scheduler asks; on the first start nobody is sent the past.
    """
    current = [(s, period.current(schedule(s.subscription, settings), now)) for s in subscriptions.in_force(session)]
    done = mail.planned(session, (this.key for _, this in current))
    fresh = [(s, this) for s, this in current if (s.subscription.key, this.key) not in done]
    return [(s, this) for s, this in fresh if not begun or s.active_from <= this.start]


def freeze(engine: Engine, office: Office, now: datetime, ready: datetime, *, begun: bool = False) -> list[Frozen]:
    """Make and keep the digest of every subscription for which `waiting` has one; one that cannot be made does not stop the others.

    `now` (UTC) is the moment that the mails bear, `ready` that by the real clock.
    """
    with transaction(engine, writes=False) as session:
        todo = waiting(session, office.digest, now, begun=begun)
        if not todo:
            return []
        known = _known(session, office, [s.subscription.key for s, _ in todo], now)
    made = []
    for n in range(0, len(todo), AT_ONCE):
        with transaction(engine) as session:
            for stored, this in todo[n : n + AT_ONCE]:
                edition = _edition(session, stored, known, office, now)
                made.append(_freeze(session, _selected(known, edition, office), edition, office, this, now, ready))
    return made


def preview(engine: Engine, office: Office, configured: Iterable[Subscription], now: datetime) -> list[tuple[Subscription, Rendered]]:
    """Word the digests as they would be made now; nothing is kept, told or sent."""
    with transaction(engine) as session:
        subscriptions.bring(session, configured, now)
        mine = subscriptions.in_force(session)
        known = _known(session, office, [s.subscription.key for s in mine], now)
        editions = [_edition(session, s, known, office, now) for s in mine]
        session.rollback()
    return [(e.subscription, layout.render(_selected(known, e, office))) for e in editions]


def sample(engine: Engine, office: Office, subscription: Subscription, now: datetime) -> Message:
    """Make a mail as a new subscriber would get it now, to try the way to a mailbox; nothing is kept. Raises ValueError."""
    with transaction(engine, writes=False) as session:
        known = _known(session, office, [], now)
    edition = Edition(
        subscription=complete(subscription, office.digest),
        as_of=known.day,
        read_on=known.looked.astimezone(AMSTERDAM).date(),
        told=None,
        contact=office.contact,
        pages=office.pages,
        token="proef".ljust(22, "x"),  # as long as a real one
    )
    digest = _selected(known, edition, office)
    rendered = layout.render(digest.model_copy(update={"subject": f"Proef: {digest.subject}"}))
    period = f"proef-{now:%Y%m%dT%H%M%S}"
    identity = email.message_id(subscription.key, period, office.sender)
    eml = email.build(rendered, subscription, email.letterhead(office.sender, office.contact, digest.leave), identity=identity, date=now)
    return Message(
        subscription=subscription.key, address=subscription.address, period=period, subject=rendered.subject, message_id=identity, eml=eml
    )


def _known(session: Session, office: Office, keys: Sequence[str], now: datetime) -> _Known:
    today = now.astimezone(AMSTERDAM).date()
    mailed = {key: moments for key, moments in mail.mailed(session, now).items() if key in set(keys)}
    last = min((last.astimezone(AMSTERDAM).date() for _, last in mailed.values()), default=today + timedelta(days=1))
    return _Known(
        today,
        _Shelf(arrange(queries.commitments(session, as_of=today, closed_since=last, due_soon_days=office.digest.due_soon_days))),
        _Shelf([event] for event in queries.events(session, as_of=today, ahead=True)),
        queries.documents_seen(session, today),
        min(mail.last_beat(session, mail.INGEST) or now, now),
        mailed,
    )


def _edition(session: Session, stored: StoredSubscription, known: _Known, office: Office, now: datetime) -> Edition:
    subscription = complete(stored.subscription, office.digest)
    key = subscription.key
    said = mail.told(session, key, now)
    first, _ = known.mailed.get(key, (None, None))
    since = max(mail.last_period_start(session, key, now) or stored.active_from, stored.active_from)
    promised = subscription.when != "due"  # a mail each period, so that one can be missed
    return Edition(
        subscription=subscription,
        as_of=known.day,
        read_on=known.looked.astimezone(AMSTERDAM).date(),
        told=frozenset(fact for fact, reasons in said.items() if NEW in reasons) if first else None,
        said={fact: reasons - {NEW} for fact, reasons in said.items()},
        began=stored.active_from.astimezone(AMSTERDAM).date(),
        first_mail=first,
        missed=tuple(p.week for p in period.missed(schedule(subscription, office.digest), since, now)) if promised else (),
        contact=office.contact,
        pages=office.pages,
        token=stored.token,
    )


def _selected(known: _Known, edition: Edition, office: Office) -> Digest:
    mine = known.commitments.of(edition.subscription)
    ahead = edition.subscription.ahead or office.digest.due_soon_days
    if ahead != office.digest.due_soon_days:
        mine = [Group(_seen_from(c, edition.as_of, ahead) for c in group) for group in mine]
    events = [event for group in known.events.of(edition.subscription) for event in group]
    return compose.select(mine, events, known.papers, edition)


def _seen_from(stored: StoredCommitment, day: date, ahead: int) -> StoredCommitment:
    if stored.status not in SHIFTING:
        return stored
    return stored.model_copy(update={"status": lifecycle.status_of(stored.standing, day, ahead)})


def _freeze(  # noqa: PLR0913 - what is kept at once
    session: Session, digest: Digest, edition: Edition, office: Office, this: Period, now: datetime, ready: datetime
) -> Frozen:
    subscription = edition.subscription
    run = mail.Run(subscription=subscription.key, period=this.key, period_start=this.start)
    if not digest.worth_a_mail:
        mail.plan(session, run, None, (), now, ready)
        return Frozen(subscription.address, this.key)
    try:
        rendered = layout.render(digest)
        identity = email.message_id(subscription.key, this.key, office.sender)
        head = email.letterhead(office.sender, office.contact, digest.leave)
        eml = email.build(rendered, subscription, head, identity=identity, date=now)
    except ValueError as e:  # what no mail can hold
        return Frozen(subscription.address, this.key, failed=str(e))
    message = Message(
        subscription=subscription.key,
        address=subscription.address,
        period=this.key,
        subject=rendered.subject,
        message_id=identity,
        eml=eml,
    )
    telling = [*((fact, NEW) for fact in sorted(rendered.told)), *sorted(rendered.said)]
    mail.plan(session, run, message, telling, now, ready)
    return Frozen(subscription.address, this.key, rendered.subject)
