"""Handing over what is frozen: each mail at least once, and twice only where nobody can know whether it arrived.

A mail is `leased` by one sender, `handing_over` from just before its bytes go out, then `sent`. A sender that dies before `handing_over`
has sent nothing. After it the mail may have arrived (`unknown`): the same bytes go out again, since a reader who misses a deadline is worse
off than one who gets a mail twice, but not without end.
"""

import hashlib
import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from tracker.digest.channel import Channel, Outcome
from tracker.model import Value
from tracker.model.mail import Message
from tracker.store import mail
from tracker.store.engine import transaction
from tracker.store.mail import Attempt, Claim, MailState

LEASE = timedelta(minutes=10)  # longer than any channel takes for one mail
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# After each try that may be repeated, give or take a fifth; two days together, then the mail has failed.
PAUSES = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, *[6 * HOUR] * 7)
UNKNOWN_TRIES = 2  # as many times a mail may go out without an answer; then a person looks
# A digest that should have gone out longer ago waits for a person: the database may be an old copy that was put back.
TOO_OLD = timedelta(days=3)
SILENT_SERVER = 3  # so many mails in a row without an answer, and the rest wait for the next time

Clock = Callable[[], datetime]


class Delivery(Value):
    """What became of one mail in this run."""

    mail_id: int
    message: Message
    outcome: Outcome
    state: MailState
    next_attempt_at: datetime | None


class _LeaseLostError(Exception):
    """Another sender has taken the mail over, so that this one may not send it."""


def send_due(engine: Engine, channel: Channel, clock: Clock) -> list[Delivery]:
    """Hand over every mail that is due by the real `clock` (UTC), whatever the day that it bears; give what became of each.

    Stops early where the server or the settings are at fault, so that the other mails keep their tries. Raises StoreError when the database
    fails; then no mail has gone out whose going out was not noted first.
    """
    due, me = clock(), owner()
    with transaction(engine) as session:
        mail.recover(session, due, is_alive, UNKNOWN_TRIES)
        mail.hold(session, due - TOO_OLD, due)
    done: list[Delivery] = []
    while (held := _claim(engine, me, due, clock)) is not None:
        outcome = _hand_over(engine, channel, held, clock)
        if outcome is None:
            continue
        done.append(_note(engine, held, outcome, clock))
        if outcome.halt or _silent([delivery.outcome for delivery in done]):
            break
    return done


def send_one(engine: Engine, channel: Channel, message_id: str, clock: Clock) -> Delivery | None:
    """Hand over this mail alone, as `send_due` does; None where it is not due (any more) or another sender has it."""
    held = _claim(engine, owner(), clock(), clock, message_id)
    outcome = _hand_over(engine, channel, held, clock) if held else None
    return _note(engine, held, outcome, clock) if held and outcome else None


def owner() -> str:
    """Name this process so that another one on this host can tell whether it still runs."""
    return f"{_host()}:{os.getpid()}:{_started(os.getpid())}"


def is_alive(sender: str) -> bool:
    """Say whether the process with this name may still run; of another host nobody knows, and its lease decides."""
    host, pid, started = sender.rsplit(":", 2) if sender.count(":") >= 2 else ("", "0", "")
    if host != _host() or not Path("/proc/self/stat").exists():
        return True
    return _started(int(pid)) == started


def _host() -> str:
    """Name the host and, since containers share names, the set of processes on it that see each other."""
    try:
        space = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        space = ""
    return f"{socket.gethostname()}/{space}"


def _started(pid: int) -> str:
    """Say when a process started, in ticks since the machine did: numbers of processes are used again. See proc(5)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _claim(engine: Engine, me: str, due: datetime, clock: Clock, only: str | None = None) -> Claim | None:
    with transaction(engine) as session:
        return mail.claim(session, me, due, clock() + LEASE, only)


def _hand_over(engine: Engine, channel: Channel, held: Claim, clock: Clock) -> Outcome | None:
    """Try once; None where another sender has taken over."""
    if hashlib.sha256(held.message.eml).hexdigest() != held.sha256:
        return Outcome(result="failed", phase="leased", reply="the stored mail is not the one that was frozen: its hash differs")

    def about_to_send() -> None:
        with transaction(engine) as session:
            if not mail.handing_over(session, held, clock() + LEASE):
                raise _LeaseLostError

    try:
        return channel.deliver(held.message, about_to_send)
    except _LeaseLostError:
        return None


def _note(engine: Engine, held: Claim, outcome: Outcome, clock: Clock) -> Delivery:
    now = clock()
    state, pause = _next(outcome, held)
    again = now + pause if pause else None
    seen = Attempt(n=held.attempt, at=now, phase=outcome.phase, outcome=outcome.result, code=outcome.code, reply=outcome.reply)
    with transaction(engine) as session:
        mail.finish(session, held, state, seen, again)
    return Delivery(mail_id=held.id, message=held.message, outcome=outcome, state=state, next_attempt_at=again)


def _next(outcome: Outcome, held: Claim) -> tuple[MailState, timedelta | None]:
    """Say which state an outcome leads to, and after what pause the mail is tried again."""
    pause = PAUSES[held.attempt - 1] * _jitter(held) if held.attempt <= len(PAUSES) else None
    if outcome.result == "retry":
        return (MailState.PENDING, pause) if pause else (MailState.FAILED, None)
    if outcome.result == "unknown":
        return MailState.UNKNOWN, pause if held.unknowns + 1 < UNKNOWN_TRIES else None
    return (MailState.SENT if outcome.result == "sent" else MailState.FAILED), None


def _jitter(held: Claim) -> float:
    """Give 0.8 to 1.2, another for each mail and try, so that mails that were refused together do not come back together."""
    return 0.8 + 0.4 * hashlib.sha256(f"{held.message.message_id} {held.attempt}".encode()).digest()[0] / 255


def _silent(outcomes: list[Outcome]) -> bool:
    last = outcomes[-SILENT_SERVER:]
    return len(last) == SILENT_SERVER and all(o.code is None and o.result != "sent" for o in last)
