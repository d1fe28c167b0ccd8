"""Senders in processes of their own, for `test_crashes.py`: many at once, or killed at every step that they take.

python senders.py race  DATABASE PORT SENDERS MAILS   two schedulers make the digests of as many readers and send, and so many senders send
python senders.py crash DATABASE PORT MAILS STEP...   at each of these steps a process that makes and sends MAILS digests dies, and another
                                                      one goes on; prints how many died: a run may be over before its step
"""

import itertools
import os
import smtplib
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from tracker.digest import plan
from tracker.digest.outbox import send_due
from tracker.digest.period import DigestSettings
from tracker.digest.plan import Office
from tracker.digest.smtp import Smtp
from tracker.model.mail import Message, Subscription
from tracker.store import mail, subscriptions
from tracker.store.engine import connect, transaction
from tracker.store.mail import MailState, Run

KILLED = 137
SENDER = "toezeggingen@example.nl"
NOW = datetime(2025, 12, 4, 9, tzinfo=UTC)  # the day that the digests bear
OFFICE = Office(DigestSettings(), SENDER, SENDER)
PERIOD_START = datetime(2025, 12, 1, 6, tzinfo=UTC)


def message(name: str) -> Message:
    eml = f"Message-ID: <{name}@example.nl>\r\nSubject: {name}\r\n\r\nTekst voor {name}.\r\n.begint met een punt\r\n"
    return Message(
        subscription=name,
        address=f"{name}@example.nl",
        period="2025-W49",
        subject=name,
        message_id=f"<{name}@example.nl>",
        eml=eml.encode(),
    )


def run_of(of: Message) -> Run:
    return Run(subscription=of.subscription, period=of.period, period_start=PERIOD_START)


def now() -> datetime:
    return datetime.now(tz=UTC)


def subscribe(engine: Engine, names: list[str]) -> None:
    with transaction(engine) as session:
        for name in names:
            subscriptions.subscribe(session, Subscription(address=f"{name}@example.nl"), PERIOD_START)


def warm(url: str) -> Engine:
    """Connect, with statements and templates compiled once for all processes that come of this one."""
    engine = connect(url)
    plan.preview(engine, OFFICE, [Subscription(address=SENDER)], NOW)
    return engine


def make(engine: Engine) -> None:
    plan.freeze(engine, OFFICE, NOW, now())


def send(engine: Engine, port: int) -> None:
    send_due(engine, Smtp(host="127.0.0.1", port=port, security="none", sender=SENDER), now)


def make_and_send(engine: Engine, port: int) -> None:
    make(engine)
    send(engine, port)


def in_a_process(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return pid


def race(url: str, port: int, senders: int, mails: int) -> None:
    engine = warm(url)
    subscribe(engine, [f"wedloop{n}" for n in range(mails)])
    engine.dispose()  # no connection may be open when the process divides
    gate, start = os.pipe()

    def at_the_start(work: Callable[[Engine], None]) -> Callable[[], None]:
        def wait_and_work() -> None:
            os.close(start)
            os.read(gate, 1)  # returns when the starter closes its end
            work(engine)

        return wait_and_work

    def keep_sending(engine: Engine) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            send(engine, port)
            with transaction(engine, writes=False) as session:
                if sum(m.state is MailState.SENT for m in mail.mails(session, now())) == mails:
                    return

    works = [lambda engine: make_and_send(engine, port)] * 2 + [keep_sending] * senders
    pids = [in_a_process(at_the_start(work)) for work in works]
    os.close(start)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    assert codes == [0] * len(works), codes


def die_at(step: int) -> None:
    """Let this process die at its step number `step`: before or after a commit, something sent to the server, or an answer from it."""
    steps = itertools.count(1)

    def at_a_step(*_: object) -> None:
        if next(steps) == step:
            os._exit(KILLED)

    def around(method: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            at_a_step()
            result = method(*args, **kwargs)
            at_a_step()
            return result

        return stepping

    event.listen(Session, "before_commit", at_a_step)
    event.listen(Session, "after_commit", at_a_step)
    smtplib.SMTP.send = around(smtplib.SMTP.send)  # type: ignore[method-assign]
    smtplib.SMTP.getreply = around(smtplib.SMTP.getreply)  # type: ignore[method-assign]


def crash(url: str, port: int, mails: int, steps: list[int]) -> int:
    survivor = warm(url)
    died = 0
    for step in steps:
        subscribe(survivor, [f"stap{step}m{n}" for n in range(mails)])
        survivor.dispose()

        def work(step: int = step) -> None:
            die_at(step)
            make_and_send(survivor, port)

        died += os.waitstatus_to_exitcode(os.waitpid(in_a_process(work), 0)[1]) == KILLED
        make_and_send(survivor, port)
    return died


if __name__ == "__main__":
    kind, url, port, *numbers = sys.argv[1:]
    if kind == "race":
        race(url, int(port), int(numbers[0]), int(numbers[1]))
    else:
        print(crash(url, int(port), int(numbers[0]), [int(n) for n in numbers[1:]]))  # noqa: T201 (the answer)
