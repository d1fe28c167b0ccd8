"""What the tests of mailing share: a clock that they set, mails in the outbox, a channel that does as it is told, a real mail server."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from senders import message, run_of
from sqlalchemy import Engine
from sqlmodel import Session

from tracker.digest.channel import Outcome
from tracker.model.mail import Message
from tracker.store import mail
from tracker.store.engine import transaction
from tracker.store.mail import Attempt, StoredMail

NOW = datetime(2025, 12, 4, 9, tzinfo=UTC)
SENDER = "toezeggingen@example.nl"


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


def plan(session: Session, of: Message, telling: Sequence[tuple[str, str]] = (), now: datetime = NOW) -> bool:
    return mail.plan(session, run_of(of), of, telling, now, NOW)


def planned(engine: Engine, *names: str, now: datetime = NOW) -> None:
    with transaction(engine) as session:
        for name in names:
            assert plan(session, message(name), now=now)


def stored(engine: Engine) -> dict[str, StoredMail]:
    with transaction(engine) as session:
        return {m.subscription: m for m in mail.mails(session, NOW + timedelta(days=365))}


def evidence(engine: Engine, name: str) -> list[Attempt]:
    number = id_of(engine, name)
    with transaction(engine) as session:
        return mail.mail(session, number)[2]


def id_of(engine: Engine, name: str) -> int:
    return stored(engine)[name].id


def mail_bytes(engine: Engine, name: str) -> bytes:
    number = id_of(engine, name)
    with transaction(engine) as session:
        return mail.mail(session, number)[1]


class Scripted:
    """A channel whose outcomes the test gives by address; what it took is in `taken`."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.taken: list[str] = []

    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        outcome = self.outcomes.get(message.subscription, Outcome(result="sent", phase="dot", code=250))
        if outcome.phase in ("dot", "body"):
            about_to_send()
        if outcome.result in ("sent", "unknown"):
            self.taken.append(message.subscription)
        return outcome


class Mailbox:
    """What a real server took, by Message-ID."""

    def __init__(self) -> None:
        self.taken: dict[str, list[bytes]] = {}

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802 (the interface of aiosmtpd)
        assert isinstance(envelope.content, bytes)
        assert envelope.rcpt_tos
        name = envelope.content.partition(b"Message-ID: <")[2].partition(b"@")[0].decode()
        self.taken.setdefault(name, []).append(envelope.content)
        return "250 OK"


@contextmanager
def mail_server(**options: Any) -> Iterator[tuple[int, Mailbox]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = Controller(box, hostname="127.0.0.1", port=port, **options)
    running.start()
    try:
        yield port, box
    finally:
        running.stop()
