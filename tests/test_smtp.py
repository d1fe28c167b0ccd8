"""Every fault of a mail server leads to the state that it should, and nothing goes out in clear."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from mailing import SENDER, Clock, Mailbox, evidence, mail_server, planned, stored
from senders import message

from tracker.digest.channel import Outcome
from tracker.digest.outbox import send_due
from tracker.digest.smtp import Smtp
from tracker.store import StoreError
from tracker.store.engine import connect

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
                        body = bytearray()
                        while (row := lines.readline()) != b".\r\n":
                            if not row:
                                return  # hung up before the dot
                            body += row
                        self.taken.append(bytes(body))
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
