"""Senders in processes of their own, for `test_outbox.py`: many at once, or killed at every step that they take.

python senders.py race  DATABASE PORT SENDERS MAILS   so many senders at once plan and send the same mails
python senders.py crash DATABASE PORT MAILS STEP...   at each of these steps a process that plans and sends MAILS mails dies, and another
                                                      one goes on; prints how many died: a run may be over before its step
"""

import itertools
import os
import smtplib
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from tracker.digest.outbox import send_due
from tracker.digest.smtp import Smtp
from tracker.store import mail
from tracker.store.engine import connect, transaction
from tracker.store.mail import Message, Run

KILLED = 137
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


def plan_and_send(engine: Engine, port: int, names: list[str]) -> None:
    for name in names:
        with transaction(engine) as session:
            mail.plan(session, run_of(message(name)), message(name), [("fact", "new")], now(), now())
    send_due(engine, Smtp(host="127.0.0.1", port=port, security="none", sender="toezeggingen@example.nl"), now)


def in_a_process(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return pid


def race(url: str, port: int, senders: int, mails: int) -> None:
    names = [f"wedloop{n}" for n in range(mails)]
    gate, start = os.pipe()

    def wait_and_work() -> None:
        os.close(start)
        os.read(gate, 1)  # returns when the starter closes its end
        plan_and_send(connect(url), port, names)

    pids = [in_a_process(wait_and_work) for _ in range(senders)]
    os.close(start)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    assert codes == [0] * senders, codes


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
    survivor = connect(url)
    died = 0
    for step in steps:
        names = [f"stap{step}m{n}" for n in range(mails)]

        def work(step: int = step, names: list[str] = names) -> None:
            die_at(step)
            plan_and_send(connect(url), port, names)

        died += os.waitstatus_to_exitcode(os.waitpid(in_a_process(work), 0)[1]) == KILLED
        plan_and_send(survivor, port, names)
        survivor.dispose()  # no connection may be open when the process divides
    return died


if __name__ == "__main__":
    kind, url, port, *numbers = sys.argv[1:]
    if kind == "race":
        race(url, int(port), int(numbers[0]), int(numbers[1]))
    else:
        print(crash(url, int(port), int(numbers[0]), [int(n) for n in numbers[1:]]))  # noqa: T201 (the answer)
