"""Is everything in order? Each check gives a finding: what was looked at, whether it is well, and what mends it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.config import Settings
from tracker.digest import period, plan, smtp
from tracker.jobs import SCHEDULE
from tracker.model import AMSTERDAM
from tracker.model.calendar import RecessName
from tracker.reference import calendar, government
from tracker.sources import folder
from tracker.store import StoreError, mail, register, schema
from tracker.store import engine as database
from tracker.store.engine import transaction

HEARTBEAT_AGE = timedelta(minutes=10)  # older, and the scheduler is dead or stuck
WAITING = timedelta(days=1)  # a mail that has waited longer does not get out


class Finding(NamedTuple):
    subject: str
    well: bool
    said: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Check, at `now` (UTC): the papers, the database and what waits in it, the channel, the clock and the reference tables."""
    yield Finding("configuration", True, f"{_count(len(settings.subscriptions), 'subscription')}, channel {settings.channel}")
    yield from _papers(settings)
    engine = database.connect(settings.database.url)
    try:
        schema.ready(engine)
        yield Finding("database", True, f"{database.name(engine)}, schema {schema.revision(engine)}")
        yield from _mails(engine, settings, now)
        yield _register(engine, settings)
    except StoreError as e:
        yield Finding("database", False, str(e))
    if settings.channel == "smtp":
        answer = smtp.probe(settings.mail)
        yield Finding("mail", answer is None, answer or f"{settings.mail.host}:{settings.mail.port} answers ({settings.mail.security})")
    yield Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC, {now.astimezone(AMSTERDAM):%Y-%m-%d %H:%M} in Amsterdam")
    yield from _tables(settings, now)


def _papers(settings: Settings) -> Iterator[Finding]:
    found = list(folder.papers(settings.papers))
    missing = [m for m in found if isinstance(m, folder.Missing)]
    for m in missing:
        yield Finding("papers", False, f"{m.path}: {m.reason}")
    if not missing:
        yield Finding(
            "papers", bool(found), f"{_count(len(found), 'file')}" if found else "none; name files or folders under `papers` in config.yaml"
        )


def _mails(engine: Engine, settings: Settings, now: datetime) -> Iterator[Finding]:
    with transaction(engine, writes=False) as session:
        beat = mail.last_beat(session, SCHEDULE)
        mails = mail.mails(session, now)
        this = period.current(settings.digest, now)
        due = [
            s.address
            for s in settings.subscriptions
            if mail.last_period_start(session, s.key, now) and not mail.is_planned(session, s.key, this.key)
        ]
        looked = mail.last_beat(session, plan.INGEST)
    if beat:
        yield Finding(
            "scheduler",
            now - beat < HEARTBEAT_AGE,
            f"looked last at {beat:%Y-%m-%d %H:%M} UTC" + ("" if now - beat < HEARTBEAT_AGE else "; start `tracker schedule`"),
        )
    else:
        yield Finding("scheduler", True, "has never run here: digests are made by `tracker run` or `tracker digest`")
    yield Finding(
        "digests", not due, f"missing for period {this.key}: {', '.join(due)}; run `tracker digest`" if due else "none is missing"
    )
    stuck = [m for m in mails if m.state is not mail.MailState.SENT and now - m.planned_at > WAITING]
    yield Finding(
        "outbox",
        not stuck,
        f"{_count(len(stuck), 'mail')} not sent for over a day: see `tracker outbox list`"
        if stuck
        else f"{_count(len(mails), 'mail')}, none stuck",
    )
    yield Finding("papers looked for", True, f"last on {looked.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" if looked else "never")


def _register(engine: Engine, settings: Settings) -> Finding:
    with transaction(engine, writes=False) as session:
        begun, ended = register.bookmark(session, settings.register), register.finished(session, settings.register)
    if ended:
        said = f"last brought in on {ended.astimezone(AMSTERDAM):%Y-%m-%d %H:%M} from {settings.register.url}"
    elif begun:
        said = "begun, and not brought in to its end: `tracker sync register` goes on"
    else:
        said = f"never brought in from {settings.register.url}: `tracker sync register` does"
    return Finding("register", ended is not None or begun is None, said)


def _tables(settings: Settings, now: datetime) -> Iterator[Finding]:
    known = calendar.load((*settings.reference.recesses, *settings.reference.elections))
    year = now.astimezone(AMSTERDAM).year
    guessed = [
        f"{name.value} {y}"
        for y in (year, year + 1)
        for name in (RecessName.ZOMER, RecessName.KERST)
        if (r := known.recess(name, y)) and r.basis == "estimated"
    ]
    told = (
        f"estimated: {', '.join(guessed)}; add the days to reference.recesses in config.yaml when the House publishes them"
        if guessed
        else "no estimates this year and next"
    )
    yield Finding("recesses", True, told)
    yield Finding("ministries", True, f"{_count(len(government.load().ministries), 'row')}")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
