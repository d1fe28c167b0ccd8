"""Is everything in order? Each check gives a finding: what was looked at, whether it is well, and what mends it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.config import Settings
from tracker.digest import health, smtp
from tracker.model import AMSTERDAM
from tracker.model.calendar import RecessName
from tracker.reference import calendar, government
from tracker.sources import folder
from tracker.store import StoreError, register, schema, subscriptions
from tracker.store import engine as database
from tracker.store.engine import transaction


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
        mails = health.check(session, settings.digest, now)
        readers = subscriptions.every(session)
    ended = sum(not s.in_force for s in readers)
    yield Finding("subscriptions", True, f"{len(readers) - ended} in force, {ended} not: see `tracker subscriptions`")
    if mails.scheduler:
        cure = "; start `tracker schedule`" if mails.scheduler_is_dead else ""
        yield Finding("scheduler", not cure, f"looked last at {mails.scheduler:%Y-%m-%d %H:%M} UTC{cure}")
    else:
        yield Finding("scheduler", True, "has never run here: digests are made by `tracker run` or `tracker digest`")
    missing = f"{_count(mails.missing, 'digest')} of this period not made: run `tracker digest`" if mails.missing else "none is missing"
    yield Finding("digests", not mails.missing, missing)
    troubles = [(mails.stuck, "waiting for over a day"), (mails.unknown, "to be settled, since they may have arrived")]
    said = ", ".join(f"{_count(n, 'mail')} {what}" for n, what in troubles if n)
    yield Finding("outbox", not said, f"{said}: see `tracker outbox list`" if said else "no mail is stuck")
    looked = mails.papers
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
