"""The channel that writes mails to a folder: an .eml that every mail program opens, and its HTML part for a browser."""

import hashlib
import os
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

from tracker.digest.channel import Outcome
from tracker.model import Value
from tracker.model.mail import Message

MAX_NAME = 100  # characters of an address in a file's name


class Folder(Value):
    path: Path

    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        """Write both files, whole or not at all; a second time gives the same files."""
        stem = f"{message.period}-{_safe(message.address)}"
        eml, html = self.path / f"{stem}.eml", self.path / f"{stem}.html"
        about_to_send()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            _write(html, _html(message.eml))
            _write(eml, message.eml)
        except OSError as error:
            return Outcome(
                result="retry", phase="write", reply=f"{self.path}: {error.strerror}; see that this folder can be written", halt=True
            )
        return Outcome(result="sent", phase="write", files=(str(eml), str(html)))


def _safe(address: str) -> str:
    """Make a file's name of an address: different ones stay different, also where files take no capitals."""
    name = quote(address.casefold(), safe="@+")
    return name if len(name) <= MAX_NAME else f"{name[:MAX_NAME]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _html(eml: bytes) -> bytes:
    mail = message_from_bytes(eml, policy=default)
    part = mail.get_body(("html",))
    return part.get_content().encode() if isinstance(part, EmailMessage) else b""


def _write(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
