"""Mails are planned once and handed over at least once, whatever dies or refuses; twice only where nobody can know."""

import os
import random
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from senders import PERIOD_START, message, run_of
from sqlalchemy import Engine, text
from sqlmodel import Session

from tracker.digest import outbox
from tracker.digest.channel import Channel, Outcome
from tracker.digest.folder import Folder
from tracker.digest.outbox import Delivery, send_due
from tracker.digest.smtp import Smtp
from tracker.store import StoreError, mail
from tracker.store.engine import connect, transaction
from tracker.store.mail import Attempt, MailState, Message, StoredMail

NOW = datetime(2025, 12, 4, 9, tzinfo=UTC)
SENDER = "toezeggingen@example.nl"
PROGRAM = Path(__file__).with_name("senders.py")


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


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


# --- planning ---------------------------------------------------------------------------------------------------------------------------


def test_a_period_is_planned_once_a_subscription(engine: Engine) -> None:
    with transaction(engine) as session:
        assert plan(session, message("griffie"), [("a", "new")], NOW)
        assert not plan(session, message("griffie").model_copy(update={"eml": b"anders"}), [("b", "new")], NOW)
        assert plan(session, message("lid"), [], NOW)
        assert mail.planned(session, ["2025-W49", "2025-W50"]) == {("griffie", "2025-W49"), ("lid", "2025-W49")}
        assert mail.told(session, "griffie", NOW) == {"a": {"new"}}
    assert mail_bytes(engine, "griffie") == message("griffie").eml


def test_a_mail_and_what_it_tells_are_kept_together_or_not_at_all(engine: Engine) -> None:
    def fail_halfway() -> None:
        with transaction(engine) as session:
            plan(session, message("griffie"), [("a", "new")], NOW)
            raise KeyError("halverwege")

    with pytest.raises(KeyError):
        fail_halfway()
    with transaction(engine) as session:
        assert mail.told(session, "griffie", NOW) == {}
    assert stored(engine) == {}


def test_what_is_told_later_is_not_seen_earlier_and_the_earliest_day_counts(engine: Engine) -> None:
    earlier = NOW - timedelta(days=300)
    later_mail, earlier_mail = message("griffie"), message("griffie").model_copy(update={"period": "2025-W06", "message_id": "<2>"})
    with transaction(engine) as session:
        plan(session, later_mail, [("a", "new"), ("b", "new"), ("a", "overdue")], NOW)
        assert mail.told(session, "griffie", earlier) == {}
        assert mail.last_period_start(session, "griffie", earlier) is None
        plan(session, earlier_mail, [("a", "new")], earlier)
        assert mail.told(session, "griffie", earlier) == {"a": {"new"}}
        assert mail.told(session, "griffie", NOW) == {"a": {"new", "overdue"}, "b": {"new"}}
        assert mail.told(session, "lid", NOW) == {}
        assert mail.last_period_start(session, "griffie", NOW) == PERIOD_START


def test_a_heartbeat_is_the_last_one(engine: Engine) -> None:
    with transaction(engine) as session:
        assert mail.last_beat(session, "schedule") is None
        mail.beat(session, "schedule", NOW)
    with transaction(engine) as session:
        mail.beat(session, "schedule", NOW + timedelta(minutes=1))
        assert mail.last_beat(session, "schedule") == NOW + timedelta(minutes=1)


# --- a channel that does as it is told --------------------------------------------------------------------------------------------------


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


REFUSED_NOW = Outcome(result="retry", phase="recipient", code=450, reply="later")
REFUSED = Outcome(result="failed", phase="recipient", code=550, reply="nobody here")
NO_ANSWER = Outcome(result="unknown", phase="dot", reply="the line was cut")
BROKEN = Outcome(result="retry", phase="connect", reply="refused", halt=True)


def states(deliveries: list[Delivery]) -> dict[str, str]:
    return {d.message.subscription: d.state.value for d in deliveries}


def test_what_is_sent_is_not_sent_again(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    channel = Scripted()
    assert states(send_due(engine, channel, clock)) == {"a": "sent", "b": "sent"}
    clock.later(days=30)
    assert send_due(engine, channel, clock) == []
    assert channel.taken == ["a", "b"]
    assert stored(engine)["a"].sent_at == NOW


def test_mails_are_handed_over_whatever_the_day_they_were_made_for(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", now=NOW + timedelta(days=90))
    planned(engine, "b", now=NOW - timedelta(days=90))
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent", "b": "sent"}


def test_a_poisoned_mail_does_not_stop_the_others(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c", "d")
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET eml = :eml WHERE subscription = 'a'"), {"eml": b"verminkt"})
    channel = Scripted(b=REFUSED, c=REFUSED_NOW)
    assert states(send_due(engine, channel, clock)) == {"a": "failed", "b": "failed", "c": "pending", "d": "sent"}
    assert channel.taken == ["d"]
    assert "hash" in (stored(engine)["a"].reply or "")


def test_a_mail_is_tried_again_after_growing_pauses_for_two_days_and_then_has_failed(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    channel = Scripted(a=REFUSED_NOW)
    pauses = []
    while (again := send_due(engine, channel, clock)[0].next_attempt_at) is not None:
        pauses.append(again - clock.now)
        clock.now = again - timedelta(seconds=1)
        assert send_due(engine, channel, clock) == []
        clock.now = again
    expected = [1, 5, 15, 60, 180, *[360] * 7]  # minutes, give or take a fifth
    assert [0.8 <= p.total_seconds() / 60 / e <= 1.2 for p, e in zip(pauses, expected, strict=True)] == [True] * len(expected)
    assert len({p.total_seconds() for p in pauses[5:]}) > 1
    assert timedelta(hours=37) < sum(pauses, timedelta()) <= timedelta(hours=56)
    assert stored(engine)["a"].state is MailState.FAILED
    assert [(e.n, e.outcome, e.code) for e in evidence(engine, "a")] == [(n, "retry", 450) for n in range(1, 14)]
    clock.later(days=30)
    assert send_due(engine, channel, clock) == []


def test_a_mail_that_may_have_arrived_goes_out_again_but_not_without_end(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    channel = Scripted(a=NO_ANSWER)
    for _ in range(10):
        send_due(engine, channel, clock)
        clock.later(hours=6)
    assert channel.taken == ["a"] * outbox.UNKNOWN_TRIES
    assert (stored(engine)["a"].state, stored(engine)["a"].next_attempt_at) == (MailState.UNKNOWN, None)
    assert [e.outcome for e in evidence(engine, "a")] == ["unknown"] * outbox.UNKNOWN_TRIES


def test_when_the_server_or_the_settings_are_at_fault_the_others_keep_their_tries(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c")
    assert states(send_due(engine, Scripted(a=BROKEN), clock)) == {"a": "pending"}
    assert [stored(engine)[name].attempts for name in "abc"] == [1, 0, 0]
    clock.later(minutes=2)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent", "b": "sent", "c": "sent"}


def test_a_server_that_falls_silent_three_times_is_left_alone_until_the_next_time(engine: Engine, clock: Clock) -> None:
    names = ["a", "b", "c", "d", "e"]
    planned(engine, *names)
    dropped = Outcome(result="retry", phase="recipient", reply="the line was cut")
    assert list(states(send_due(engine, Scripted(**dict.fromkeys(names, dropped)), clock))) == ["a", "b", "c"]
    assert list(states(send_due(engine, Scripted(), clock))) == ["d", "e"]


def test_by_hand_a_mail_that_has_failed_goes_out_again_and_one_that_was_sent_does_not(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    send_due(engine, Scripted(a=REFUSED), clock)
    failed, sent = id_of(engine, "a"), id_of(engine, "b")
    with pytest.raises(StoreError, match="second time"), transaction(engine) as session:
        mail.retry(session, sent, NOW)
    with pytest.raises(StoreError, match="no mail 999"), transaction(engine) as session:
        mail.retry(session, 999, NOW)
    with transaction(engine) as session:
        mail.retry(session, failed, NOW)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent"}
    assert [e.outcome for e in evidence(engine, "a")] == ["failed", "pending", "sent"]


def test_a_mail_that_may_have_arrived_is_settled_by_who_found_out(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c")
    send_due(engine, Scripted(a=NO_ANSWER, b=REFUSED), clock)
    a, b, c = (id_of(engine, name) for name in "abc")
    with transaction(engine) as session:
        mail.settle(session, a, MailState.SENT, "arrived according to Jan", clock())
        mail.settle(session, b, MailState.SUPPRESSED, "dropped according to Jan: left the House", clock())
    clock.later(days=1)
    assert send_due(engine, Scripted(), clock) == []
    assert {name: one.state.value for name, one in stored(engine).items()} == {"a": "sent", "b": "suppressed", "c": "sent"}
    assert [(e.phase, e.outcome, e.reply) for e in evidence(engine, "a")][1:] == [("settle", "sent", "arrived according to Jan")]
    with pytest.raises(StoreError, match="nothing to settle"), transaction(engine) as session:
        mail.settle(session, c, MailState.SENT, "", clock())


def test_a_mail_that_should_have_gone_out_days_ago_waits_for_a_person(engine: Engine, clock: Clock) -> None:
    """The database may be an old copy that was put back: its readers may have had the mail."""
    planned(engine, "pending", "leased", "sending", "later")
    stop_in(engine, Stopping(sending=False), clock)
    with engine.begin() as connection:
        leases = {"leased": "leased", "sending": "handing_over"}
        for name, state in leases.items():
            until = NOW + timedelta(minutes=10)
            connection.execute(
                text("UPDATE outbox SET state = :state, lease_owner = 'elders/1:1:1', lease_until = :until WHERE subscription = :name"),
                {"state": state, "until": until.replace(tzinfo=None) if engine.dialect.name == "sqlite" else until, "name": name},
            )
    clock.later(days=3, minutes=11)
    assert send_due(engine, Scripted(), clock) == []
    assert {one.state for one in stored(engine).values()} == {MailState.FAILED}
    assert all("tracker outbox retry" in (one.reply or "") for one in stored(engine).values())
    held = id_of(engine, "later")
    with transaction(engine) as session:
        mail.retry(session, held, clock())
    assert states(send_due(engine, Scripted(), clock)) == {"later": "sent"}


# --- leases -----------------------------------------------------------------------------------------------------------------------------


class Stop(BaseException):
    """The sender stops here, as if killed, but the test goes on."""


class Stopping:
    """A channel in which the sender stops: before or after the mail is noted as going out."""

    def __init__(self, *, sending: bool) -> None:
        self.sending = sending

    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        if self.sending:
            about_to_send()
        raise Stop(message.subscription)


def stop_in(engine: Engine, channel: Channel, clock: Clock) -> None:
    with pytest.raises(Stop):
        send_due(engine, channel, clock)


@pytest.mark.parametrize("sending", [False, True])
def test_a_mail_whose_sender_lives_waits_for_the_end_of_its_lease(engine: Engine, clock: Clock, sending: bool) -> None:
    planned(engine, "a")
    stop_in(engine, Stopping(sending=sending), clock)
    clock.later(minutes=9)
    assert send_due(engine, Scripted(), clock) == []
    clock.later(minutes=2)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent"}
    assert [e.outcome for e in evidence(engine, "a")] == ["unknown" if sending else "pending", "sent"]


@pytest.mark.parametrize(
    ("owner", "minutes", "taken"),
    [
        ("elders/1:4242:1", 5, False),  # another host: nobody can know
        ("elders/1:4242:1", 11, True),
        ("{host}:4194305:1", 0, True),  # above the highest number that Linux gives to a process
        ("{host}:{pid}:1", 0, True),  # the number was used again, by a process that started at another time
        ("{host}:{pid}:{started}", 5, False),
        ("", 5, False),
    ],
)
def test_a_dead_sender_of_this_host_is_relieved_at_once_another_after_its_lease(
    engine: Engine, clock: Clock, owner: str, minutes: int, taken: bool
) -> None:
    host, pid, started = outbox.owner().rsplit(":", 2)
    planned(engine, "a")
    stop_in(engine, Stopping(sending=True), clock)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET lease_owner = :owner"), {"owner": owner.format(host=host, pid=pid, started=started)})
    clock.later(minutes=minutes)
    assert states(send_due(engine, Scripted(), clock)) == ({"a": "sent"} if taken else {})


def test_a_sender_that_kills_itself_on_a_mail_ends_after_two_times(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    for _ in range(outbox.UNKNOWN_TRIES):
        stop_in(engine, Stopping(sending=True), clock)
        clock.later(minutes=11)
        stop_in(engine, Stopping(sending=True), clock)
        clock.later(minutes=11)
    assert send_due(engine, Scripted(), clock) == []
    assert {m.state for m in stored(engine).values()} == {MailState.UNKNOWN}


def test_a_slow_sender_whose_mail_was_taken_over_does_not_send_it(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    fast = Scripted()

    class Slow(Scripted):
        def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
            clock.later(minutes=11)
            assert states(send_due(engine, fast, clock)) == {"a": "sent"}
            return super().deliver(message, about_to_send)

    slow = Slow()
    assert send_due(engine, slow, clock) == []
    assert (fast.taken, slow.taken) == (["a"], [])
    assert stored(engine)["a"].state is MailState.SENT


# --- the folder -------------------------------------------------------------------------------------------------------------------------

HTML_MAIL = b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>E=C3=A9n</p>\r\n'


def test_the_folder_gets_the_mail_and_its_html_part_under_a_name_that_says_whose(
    sqlite_database: str, clock: Clock, tmp_path: Path
) -> None:
    engine, folder = connect(sqlite_database), tmp_path / "diep" / "out"
    with transaction(engine) as session:
        plan(session, message("griffie").model_copy(update={"eml": HTML_MAIL, "address": "Griffie/..@example.nl"}), [], NOW)
    [delivery] = send_due(engine, Folder(path=folder), clock)
    eml, html = folder / "2025-W49-griffie%2F..@example.nl.eml", folder / "2025-W49-griffie%2F..@example.nl.html"
    assert (delivery.state, delivery.outcome.files) == (MailState.SENT, (str(eml), str(html)))
    assert (eml.read_bytes(), html.read_text().strip()) == (HTML_MAIL, "<p>Eén</p>")
    assert sorted(folder.iterdir()) == [eml, html]


def test_writing_the_same_mail_twice_is_harmless(tmp_path: Path) -> None:
    folder = Folder(path=tmp_path)
    first, second = (folder.deliver(message("griffie"), lambda: None) for _ in range(2))
    assert first == second
    assert len(list(tmp_path.iterdir())) == 2


def test_different_addresses_get_different_files_however_long(tmp_path: Path) -> None:
    addresses = ["a-b@example.nl", "a+b@example.nl", "a_b@example.nl", "x" * 240 + "@example.nl", "x" * 241 + "@example.nl"]
    for address in addresses:
        Folder(path=tmp_path).deliver(message("x").model_copy(update={"address": address}), lambda: None)
    assert len(list(tmp_path.glob("*.eml"))) == len(addresses)


def test_a_folder_that_cannot_be_written_is_named_and_the_mail_is_kept(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    planned(engine, "a", "b")
    (tmp_path / "out").write_text("een bestand")
    [delivery] = send_due(engine, Folder(path=tmp_path / "out"), clock)
    assert str(tmp_path / "out") in delivery.outcome.reply
    assert {m.state for m in stored(engine).values()} == {MailState.PENDING}


# --- mail servers that fail -------------------------------------------------------------------------------------------------------------


class Server:
    """A mail server on a socket, polite but for the steps that the test gives: a reply, or "drop", "half", "hang" or "drip"."""

    STEPS: ClassVar = {
        "greeting": "220 hier",
        "EHLO": "250 hier",
        "MAIL": "250 ok",
        "RCPT": "250 ok",
        "DATA": "354 toe maar",
        "dot": "250 ok 42",
    }

    def __init__(self, steps: dict[str, str]) -> None:
        self.steps = {**self.STEPS, "QUIT": "221 dag", **steps}
        self.taken: list[bytes] = []  # what came before a final dot
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.socket.close()

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as lines:
            try:
                self._answer(line, "greeting")
                for command in lines:
                    verb = command[:4].decode().strip().upper()
                    self._answer(line, verb)
                    if verb == "DATA":
                        body = list(iter(lines.readline, b".\r\n"))
                        if not body or not body[-1].endswith(b"\r\n"):
                            return
                        self.taken.append(b"".join(body))
                        self._answer(line, "dot")
            except (OSError, ConnectionAbortedError):
                return

    def _answer(self, line: socket.socket, step: str) -> None:
        reply = self.steps.get(step, "500 wat")
        if reply == "drop":
            line.shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        if reply == "half":
            line.sendall(b"25")
            raise ConnectionAbortedError
        if reply == "hang":
            self.over.wait(20)
            raise ConnectionAbortedError
        if reply == "drip":
            while not self.over.wait(0.05):
                line.sendall(b"2")
        line.sendall(reply.encode() + b"\r\n")


@contextmanager
def server(**steps: str) -> Iterator[Server]:
    running = Server(steps)
    try:
        yield running
    finally:
        running.close()


def relay(port: int, **changes: Any) -> Smtp:
    values = {"host": "127.0.0.1", "port": port, "security": "none", "sender": SENDER, "timeout": 0.4, "total": 1.0}
    return Smtp.model_validate(values | changes)


class Fault(NamedTuple):
    what: str
    steps: dict[str, str]
    state: str
    phase: str
    code: int | None
    others_wait: bool


FAULTS = [
    Fault("all is well", {}, "sent", "dot", 250, False),
    Fault("takes it, drops at QUIT", {"QUIT": "drop"}, "sent", "dot", 250, False),
    Fault("no greeting", {"greeting": "hang"}, "pending", "greeting", None, True),
    Fault("a greeting without end", {"greeting": "drip"}, "pending", "greeting", None, True),
    Fault("drops at once", {"greeting": "drop"}, "pending", "greeting", None, True),
    Fault("closing down", {"greeting": "421 later"}, "pending", "greeting", 421, True),
    Fault("no service", {"greeting": "554 nee"}, "pending", "greeting", 554, True),
    Fault("refuses the hello", {"EHLO": "550 nee"}, "pending", "hello", 550, True),
    Fault("refuses the sender for now", {"MAIL": "451 later"}, "pending", "sender", 451, True),
    Fault("refuses the sender", {"MAIL": "553 nee"}, "pending", "sender", 553, True),
    Fault("greylists", {"RCPT": "450 later"}, "pending", "recipient", 450, False),
    Fault("knows no such reader", {"RCPT": "550 onbekend"}, "failed", "recipient", 550, False),
    Fault("hangs up at the reader", {"RCPT": "421 dag"}, "pending", "recipient", 421, True),
    Fault("drops at the reader", {"RCPT": "drop"}, "pending", "recipient", None, False),
    Fault("wants no data now", {"DATA": "451 later"}, "pending", "data", 451, False),
    Fault("wants no data", {"DATA": "554 nee"}, "failed", "data", 554, False),
    Fault("drops at data", {"DATA": "drop"}, "pending", "data", None, False),
    Fault("has no room after the dot", {"dot": "452 vol"}, "pending", "dot", 452, False),
    Fault("refuses the content after the dot", {"dot": "554 nee"}, "failed", "dot", 554, False),
    Fault("drops after the dot", {"dot": "drop"}, "unknown", "dot", None, False),
    Fault("hangs after the dot", {"dot": "hang"}, "unknown", "dot", None, False),
    Fault("breaks off its answer to the dot", {"dot": "half"}, "unknown", "dot", None, False),
    Fault("answers the dot with nonsense", {"dot": "wat?"}, "unknown", "dot", None, False),
    Fault("answers the dot without end", {"dot": "drip"}, "unknown", "dot", None, False),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.what for fault in FAULTS])
def test_every_fault_of_a_server_leads_to_its_state(sqlite_database: str, clock: Clock, fault: Fault) -> None:
    engine = connect(sqlite_database)
    planned(engine, "a")
    with server(**fault.steps) as running:
        [delivery] = send_due(engine, relay(running.port), clock)
    outcome = delivery.outcome
    assert (delivery.state, outcome.phase, outcome.code, outcome.halt) == (fault.state, fault.phase, fault.code, fault.others_wait)
    assert len(running.taken) == (fault.phase == "dot")
    assert [(e.phase, e.outcome, e.code) for e in evidence(engine, "a")] == [(fault.phase, outcome.result, fault.code)]
    assert stored(engine)["a"].state == fault.state
    engine.dispose()


def test_a_server_that_is_not_there_is_named(sqlite_database: str, clock: Clock) -> None:
    engine = connect(sqlite_database)
    planned(engine, "a", "b")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    [delivery] = send_due(engine, relay(port), clock)
    assert (delivery.state, delivery.outcome.phase, delivery.outcome.halt) == ("pending", "connect", True)
    assert f"127.0.0.1:{port}" in delivery.outcome.reply
    engine.dispose()


def test_a_name_that_nobody_knows_is_a_fault_of_the_settings() -> None:
    outcome = relay(25, host="nergens.invalid", security="starttls").deliver(message("a"), lambda: None)
    assert (outcome.result, outcome.phase, outcome.halt) == ("retry", "connect", True)


def test_the_lines_of_a_mail_arrive_as_they_were_also_those_with_a_dot() -> None:
    with server() as running:
        relay(running.port).deliver(message("a"), lambda: None)
    assert running.taken[0].replace(b"\r\n..", b"\r\n.") == message("a").eml
    assert b"\r\n..begint" in running.taken[0]


def test_nothing_goes_out_when_it_cannot_be_noted_first() -> None:
    def refuse() -> None:
        raise StoreError("the disk is full")

    with server() as running, pytest.raises(StoreError):
        relay(running.port).deliver(message("a"), refuse)
    assert running.taken == []


@pytest.mark.parametrize("address", ["jörg@example.nl"])
def test_a_reader_whom_no_server_takes_fails_alone(address: str) -> None:
    outcome = relay(1).deliver(message("a").model_copy(update={"address": address}), lambda: None)
    assert (outcome.result, outcome.halt) == ("failed", False)


# --- safe connections -------------------------------------------------------------------------------------------------------------------


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


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


def certificate(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


RIGHT, WRONG = "geheim", "fout"
PATIENT = {"host": "localhost", "timeout": 5, "total": 10}


def accept_geheim(server: SMTP, session: SmtpSession, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"geheim", handled=False)


def test_starttls_with_a_password_hands_the_mail_over(authority: trustme.CA, trusted: None) -> None:
    options = {
        "tls_context": certificate(authority, "localhost"),
        "require_starttls": True,
        "authenticator": accept_geheim,
        "auth_required": True,
    }
    with mail_server(**options) as (port, box):
        outcome = relay(port, **PATIENT, security="starttls", username="u", password=RIGHT).deliver(message("a"), lambda: None)
    assert (outcome.result, list(box.taken)) == ("sent", ["a"])
    assert box.taken["a"] == [message("a").eml]


def test_a_wrong_password_stops_the_run_and_is_not_shown(authority: trustme.CA, trusted: None) -> None:
    options = {"tls_context": certificate(authority, "localhost"), "authenticator": accept_geheim, "auth_required": True}
    with mail_server(**options) as (port, box):
        outcome = relay(port, **PATIENT, security="starttls", username="u", password=WRONG).deliver(message("a"), lambda: None)
    assert (outcome.result, outcome.phase, outcome.code, outcome.halt, box.taken) == ("retry", "login", 535, True, {})
    assert WRONG not in outcome.reply


@pytest.mark.parametrize(
    ("settings", "phase"),
    [({"username": "u", "password": "gehéim"}, "login"), ({"sender": "tö@example.nl"}, "sender"), ({"host": "a..b"}, "connect")],
)
def test_settings_that_cannot_be_sent_stop_the_run(authority: trustme.CA, trusted: None, settings: dict[str, str], phase: str) -> None:
    with mail_server(tls_context=certificate(authority, "localhost"), authenticator=accept_geheim) as (port, box):
        outcome = relay(port, **{**PATIENT, "security": "starttls", **settings}).deliver(message("a"), lambda: None)
    assert (outcome.result, outcome.phase, outcome.halt, box.taken) == ("retry", phase, True, {})


def test_tls_from_the_first_byte_hands_the_mail_over(authority: trustme.CA, trusted: None) -> None:
    running = Controller(Mailbox(), hostname="127.0.0.1", port=0, ssl_context=certificate(authority, "localhost"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        running.port = free.getsockname()[1]
    threading.Thread(target=running.start, daemon=True).start()
    until = time.monotonic() + 5
    outcome = Outcome(result="retry", phase="connect")
    while outcome.phase == "connect" and time.monotonic() < until:
        outcome = relay(running.port, **PATIENT, security="tls").deliver(message("a"), lambda: None)
    running.stop()
    assert (outcome.result, list(running.handler.taken)) == ("sent", ["a"])


def test_a_server_without_starttls_gets_nothing_in_clear() -> None:
    with server() as running:
        outcome = relay(running.port, host="localhost", security="starttls").deliver(message("a"), lambda: None)
    assert (outcome.result, outcome.phase, outcome.halt, running.taken) == ("retry", "tls", True, [])
    assert "STARTTLS" in outcome.reply


@pytest.mark.parametrize("name", ["localhost", "ander.example.nl"])
def test_a_certificate_that_nobody_vouches_for_or_of_another_host_gets_nothing(
    authority: trustme.CA, name: str, request: pytest.FixtureRequest
) -> None:
    if name != "localhost":
        request.getfixturevalue("trusted")
    with mail_server(tls_context=certificate(authority, name)) as (port, box):
        outcome = relay(port, **PATIENT, security="starttls").deliver(message("a"), lambda: None)
    assert (outcome.result, outcome.phase, outcome.halt, box.taken) == ("retry", "tls", True, {})
    assert "certificate" in outcome.reply


@pytest.mark.parametrize(
    ("host", "allowed"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("mail.example.nl", False), ("10.0.0.1", False)]
)
def test_mail_in_clear_is_for_this_machine_only(host: str, allowed: bool) -> None:
    if allowed:
        assert relay(25, host=host).security == "none"
    else:
        with pytest.raises(ValueError, match=f"not for {host}"):
            relay(25, host=host)


# --- processes that race and die --------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, PROGRAM, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("kind", "senders"), [("sqlite", 2), ("postgresql", 4)])
def test_two_schedulers_and_many_senders_at_once_send_each_mail_once(request: pytest.FixtureRequest, kind: str, senders: int) -> None:
    url = request.getfixturevalue(f"{kind}_database")
    with mail_server() as (port, box):
        run("race", url, port, senders, 40)
    mails = stored(connect(url))
    assert {m.state for m in mails.values()} == {MailState.SENT}
    assert {f"<{name}@example.nl>": len(copies) for name, copies in box.taken.items()} == {m.message_id: 1 for m in mails.values()}
    assert len(mails) == 40


def check_after_crashes(url: str, box: Mailbox, expected: int) -> Counter[int]:
    """Nothing is lost; what came twice came with the same bytes, and is known to have been uncertain. Gives how many came how often."""
    engine = connect(url)
    mails = stored(engine)
    with engine.connect() as connection:
        unknown = Counter(connection.execute(text("SELECT outbox_id FROM attempt WHERE outcome = 'unknown'")).scalars())
    assert len(mails) == expected
    for name, one in mails.items():
        copies = box.taken.get(one.message_id.strip("<>").rpartition("@")[0], [])
        uncertain = unknown[one.id]
        assert one.state is MailState.SENT
        assert copies == [mail_bytes(engine, name)] * len(copies)
        assert 1 <= len(copies) <= 1 + uncertain
        assert uncertain <= 1
    engine.dispose()
    return Counter(len(copies) for copies in box.taken.values())


def test_a_sender_that_dies_loses_nothing(database: str) -> None:
    steps = range(1, 60, 6)
    with mail_server() as (port, box):
        died = int(run("crash", database, port, 1, *steps))
    check_after_crashes(database, box, len(steps))
    assert 5 <= died < len(steps)  # to its very end: the last step was not reached


@pytest.mark.slow
def test_a_sender_that_dies_at_any_step_loses_nothing(database: str) -> None:
    steps = range(1, 60)
    with mail_server() as (port, box):
        run("crash", database, port, 1, *steps)
    # Twice came what the server had and what was not yet noted as sent: that takes a few steps, and no more.
    assert 1 <= check_after_crashes(database, box, len(steps))[2] <= 8


@pytest.mark.slow
def test_two_hundred_senders_of_twenty_mails_that_die_anywhere_lose_nothing(database: str) -> None:
    steps = random.Random(2025).sample(range(1, 700), 200)  # a run takes some 730 steps
    with mail_server() as (port, box):
        died = int(run("crash", database, port, 20, *steps))
    assert died == 200
    assert check_after_crashes(database, box, 200 * 20).keys() <= {1, 2}
