"""The channel that hands mails to a mail server.

The dialogue is driven step by step, because smtplib raises the same exception before and after the final dot. Before it a fault means that
the mail was not accepted; after it, that it may have been (RFC 1047; RFC 5321, 6.1).
"""

import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from tracker.digest.channel import Outcome
from tracker.model import Value
from tracker.model.mail import Address, Message

# Steps at which a fault lies with the server or our settings, whatever the mail. A refused sender is ours too.
_OURS = frozenset({"connect", "greeting", "hello", "tls", "login", "sender"})
_LONGEST_LINE = re.compile(rb"[^\r\n]{999,}")  # RFC 5321, 4.5.3.1.6


class Smtp(Value):
    """A mail server, preferably a relay on the same host or network that queues and signs."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"  # always with the server's certificate checked
    sender: Address
    reply_to: Address | None = None  # a mailbox that people read; None: that of the sender
    username: str | None = None
    password: SecretStr | None = None
    timeout: float = Field(default=30, gt=0)  # seconds for one step
    total: float = Field(default=150, gt=0, le=540)  # seconds for one mail, well within the lease of the outbox

    @model_validator(mode="after")
    def _in_clear_only_to_ourselves(self) -> Self:
        if self.security == "none" and not _is_loopback(self.host):
            raise ValueError(f"security 'none' is for this machine itself (localhost), not for {self.host}: use starttls or tls")
        return self

    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        """Hand over one mail to one address in a connection of its own, within `total` seconds."""
        if not message.address.isascii() or _LONGEST_LINE.search(message.eml):
            return Outcome(result="failed", phase="recipient", reply="no mail server takes this address or a line this long")
        dialogue = _Dialogue(self)
        try:
            with dialogue.within(self.total):
                return dialogue.hand_over(message, about_to_send)
        except smtplib.SMTPResponseException as refusal:
            return _refused(dialogue.phase, refusal)
        except (OSError, UnicodeError) as error:  # smtplib's own and those of ssl are among these; a password or sender outside ASCII
            lost = "unknown" if dialogue.phase == "dot" else "retry"
            reply = f"{self.host}:{self.port}: {error or type(error).__name__}"
            return Outcome(result=lost, phase=dialogue.phase, reply=reply, halt=dialogue.phase in _OURS)


def probe(server: Smtp) -> str | None:
    """Greet the server, up to the login; None where it is well, else why no mail could be handed over. Nothing is sent."""
    dialogue = _Dialogue(server)
    try:
        with dialogue.within(server.total):
            dialogue.connect()
            dialogue.smtp.quit()
    except (smtplib.SMTPException, OSError) as error:
        return f"{server.host}:{server.port} at {dialogue.phase}: {error or type(error).__name__}"
    return None


class _Dialogue:
    """One connection; `phase` is the step that it is in, and what a fault is judged by."""

    def __init__(self, server: Smtp) -> None:
        self.server = server
        self.phase = "connect"
        self.cut = False
        self.smtp = smtplib.SMTP(timeout=server.timeout)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut the line after so many seconds, since a server that sends a byte now and then never times out; close it in any case."""
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.smtp.close()

    def hand_over(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        self.connect()
        self._step("sender", lambda: self.smtp.mail(self.server.sender))
        self._step("recipient", lambda: self.smtp.rcpt(message.address))
        self._step("data", lambda: self.smtp.docmd("DATA"), accepted=3)
        about_to_send()
        self.phase = "body"
        self.smtp.send(re.sub(rb"(?m)^\.", b"..", message.eml))
        # The server may not deliver before the dot. From here on only its answer says what it did.
        code, reply = self._step("dot", lambda: self.smtp.docmd("."))
        with suppress(OSError):  # it has said that it has the mail
            self.smtp.quit()
        return Outcome(result="sent", phase="dot", code=code, reply=reply)

    def connect(self) -> None:
        server = self.server
        line = socket.create_connection((server.host, server.port), timeout=server.timeout)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot would wait 40 ms for the receipt of the text before it
        self._use(line if server.security != "tls" else self._safe(line))
        self._step("greeting", self.smtp.getreply)
        self._step("hello", self.smtp.ehlo)
        if server.security == "starttls":
            self.phase = "tls"
            if not self.smtp.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS, and mail in clear is refused; see mail.security")
            self._step("tls", lambda: self.smtp.docmd("STARTTLS"))
            self._use(self._safe(line))
            self._step("hello", self.smtp.ehlo)
        if server.username:
            self.phase = "login"
            self.smtp.login(server.username, server.password.get_secret_value() if server.password else "")

    def _step(self, phase: str, command: Callable[[], tuple[int, bytes]], accepted: int = 2) -> tuple[int, str]:
        self.phase = phase
        code, reply = command()
        if self.cut or not 200 <= code <= 599:  # smtplib takes a line that broke off for a whole one
            raise smtplib.SMTPServerDisconnected(f"no whole answer, only {_words(reply)[:60]!r}")
        if code // 100 != accepted:
            raise smtplib.SMTPResponseException(code, reply)
        return code, _words(reply)

    def _safe(self, line: socket.socket) -> ssl.SSLSocket:
        self.phase = "tls"
        return ssl.create_default_context().wrap_socket(line, server_hostname=self.server.host)

    def _use(self, line: socket.socket) -> None:
        self.smtp.sock = line
        self.smtp.file = None  # what came before is not trusted: it may have been slipped in before the encryption

    def _cut(self) -> None:
        self.cut = True
        if self.smtp.sock is not None:
            with suppress(OSError):  # it may have been closed in the meantime
                self.smtp.sock.shutdown(socket.SHUT_RDWR)


def _refused(phase: str, refusal: smtplib.SMTPResponseException) -> Outcome:
    """Judge an answer of the server: 4xx later, 5xx never, unless the step says that the fault is not this mail's. 421: it hangs up."""
    ours = phase in _OURS
    lasting = refusal.smtp_code >= 500 and not ours
    halt = ours or refusal.smtp_code == 421
    return Outcome(
        result="failed" if lasting else "retry", phase=phase, code=refusal.smtp_code, reply=_words(refusal.smtp_error), halt=halt
    )


def _words(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:500]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
