"""Which digests are to be made, and freezing them: chosen, worded and kept with what they tell, in one transaction each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from tracker.digest import compose, email, period
from tracker.digest.compose import Edition, Rendered
from tracker.digest.period import DigestSettings, Period
from tracker.model import AMSTERDAM, Subscription
from tracker.store import StoredCommitment, StoredDocument, StoredEvent, mail, queries
from tracker.store.engine import transaction

NEW = "new"  # the reason under which a fact is told
INGEST = "ingest"  # the heartbeat that says when papers were last looked for


@dataclass(frozen=True)
class Frozen:
    """A digest that was made: for whom, of which period, and its subject; or, with `failed`, why it could not be made."""

    address: str
    period: str
    subject: str = ""
    failed: str | None = None


@dataclass(frozen=True)
class _Known:
    """What the store knows on a day; the same for every subscription."""

    commitments: list[StoredCommitment]
    events: list[StoredEvent]
    papers: list[StoredDocument]
    looked: datetime


def due(engine: Engine, subscriptions: Sequence[Subscription], settings: DigestSettings, now: datetime) -> list[Subscription]:
    """List the subscriptions whose digest of the current period the scheduler is to make.

    A subscription that began within the period, as on the first start, waits for the next one: nobody is sent the past.
    """
    this = period.current(settings, now)
    with transaction(engine) as session:
        return [s for s in subscriptions if mail.begin(session, s.key, now) <= this.start and not mail.is_planned(session, s.key, this.key)]


def freeze(engine: Engine, subscriptions: Sequence[Subscription], settings: DigestSettings, sender: str, now: datetime) -> list[Frozen]:
    """Make and keep the current period's digest of each subscription that has none yet.

    `sender` is our address, `now` (UTC) the moment that the mails bear. One that cannot be made does not stop the others.
    """
    this = period.current(settings, now)
    with transaction(engine, writes=False) as session:
        waiting = [s for s in subscriptions if not mail.is_planned(session, s.key, this.key)]
        if not waiting:
            return []
        known = _known(session, settings, now)
    made = []
    for subscription in waiting:
        with transaction(engine) as session:
            since = mail.begin(session, subscription.key, now)
            edition = _edition(session, subscription, known, settings, since, sender, now)
            made.append(_frozen(session, compose.render(_selected(known, edition)), edition, this, now))
    return made


def preview(
    engine: Engine, subscriptions: Sequence[Subscription], settings: DigestSettings, sender: str, now: datetime
) -> list[tuple[Subscription, Rendered]]:
    """Word the digests as they would be made now; nothing is kept, told or sent."""
    with transaction(engine, writes=False) as session:
        known = _known(session, settings, now)
        editions = [_edition(session, s, known, settings, now, sender, now) for s in subscriptions]
    return [(e.subscription, compose.render(_selected(known, e))) for e in editions]


def _known(session: Session, settings: DigestSettings, now: datetime) -> _Known:
    today = now.astimezone(AMSTERDAM).date()
    return _Known(
        queries.commitments(session, as_of=today, due_soon_days=settings.due_soon_days),
        queries.events(session, as_of=today),
        queries.documents_seen(session, today),
        min(mail.last_beat(session, INGEST) or now, now),
    )


def _edition(  # noqa: PLR0913 - what the plan of one mail rests on
    session: Session, subscription: Subscription, known: _Known, settings: DigestSettings, since: datetime, sender: str, now: datetime
) -> Edition:
    last = mail.last_period_start(session, subscription.key, now)
    return Edition(
        subscription=subscription,
        as_of=now.astimezone(AMSTERDAM).date(),
        read_on=known.looked.astimezone(AMSTERDAM).date(),
        told=mail.told(session, subscription.key, NEW, now) if last else None,
        missed=tuple(p.week for p in period.missed(settings, last or since, now)),
        contact=sender,
    )


def _selected(known: _Known, edition: Edition) -> compose.Digest:
    return compose.select(known.commitments, known.events, known.papers, edition)


def _frozen(session: Session, rendered: Rendered, edition: Edition, this: Period, now: datetime) -> Frozen:
    subscription, sender = edition.subscription, edition.contact
    identity = email.message_id(subscription.key, this.key, sender)
    try:
        eml = email.build(
            rendered, subscription, sender=sender, identity=identity, date=now, unsubscribe=f"mailto:{sender}?subject=afmelden"
        )
    except ValueError as e:  # what no mail can hold
        return Frozen(subscription.address, this.key, failed=str(e))
    message = mail.Message(
        subscription=subscription.key,
        address=subscription.address,
        period=this.key,
        period_start=this.start,
        subject=rendered.subject,
        message_id=identity,
        eml=eml,
    )
    mail.plan(session, message, ((fact, NEW) for fact in sorted(rendered.told)), now)
    return Frozen(subscription.address, this.key, rendered.subject)
