"""What a trusted sender's mail has, checked in its raw bytes: `tracker check-mail` prints it, and the tests hold every digest to it.

The sources are RFC 5322 (lines, headers), RFC 2369, 2919 and 8058 (lists), RFC 3834 (automatic mail), and what large receivers ask.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import NamedTuple

MAX_PART = 90_000  # bytes of the HTML part as sent; Gmail cuts a mail off at 102 kB
LONGEST_LINE = 998  # characters
LONGEST_URI = 75  # characters of what stands in List-Unsubscribe; longer ones are mangled by many programs on the way
_LINK = re.compile(r"https?://[^\s\"'<>]+")


class Check(NamedTuple):
    """One line of the list: what was looked at, whether it is as it should be, and what was found."""

    subject: str
    well: bool
    found: str


def checklist(raw: bytes) -> list[Check]:
    """Check a mail as it goes out."""
    mail = message_from_bytes(raw, policy=default)
    if not isinstance(mail, EmailMessage):
        raise TypeError("the policy makes another kind of message")
    return [*_envelope(mail), *_list(mail, raw), *_parts(mail), *_bytes(raw, mail.get_boundary() or "")]


def _envelope(mail: EmailMessage) -> Iterator[Check]:
    senders, readers = _addresses(mail, "From"), _addresses(mail, "To")
    yield Check("From", len(senders) == 1, ", ".join(senders) or "none")
    yield Check("To: one reader", len(readers) == 1 and not mail["Cc"] and not mail["Bcc"], ", ".join(readers) or "none")
    yield Check("Subject", bool(mail["Subject"]), str(mail["Subject"] or "none"))
    day = mail["Date"] and parsedate_to_datetime(mail["Date"])
    yield Check("Date with a time zone", bool(day and day.tzinfo), str(mail["Date"] or "none"))
    identity = str(mail["Message-ID"] or "none")
    domain = senders[0].rpartition("@")[2] if senders else ""
    yield Check("Message-ID of the sender's domain", identity.endswith(f"@{domain}>") and identity.startswith("<"), identity)
    automatic = str(mail["Auto-Submitted"] or "none")
    yield Check("Auto-Submitted", automatic == "auto-generated", automatic)
    quiet = str(mail["X-Auto-Response-Suppress"] or "none")
    yield Check("X-Auto-Response-Suppress, bounces not among it", "OOF" in quiet and "All" not in quiet, quiet)
    yield Check("Content-Language", mail["Content-Language"] == "nl", str(mail["Content-Language"] or "none"))


def _list(mail: EmailMessage, raw: bytes) -> Iterator[Check]:
    named = str(mail["List-Id"] or "none")
    yield Check("List-Id", bool(re.fullmatch(r'"[ -~]*" <[\w.-]+>', named)), named)
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    written = re.findall(r"(?mi)^List-Unsubscribe: (.*)$", head.replace("\r", ""))
    stop = written[0] if written else "none"
    whole = bool(re.fullmatch(r"<(https|mailto):[^<>\s]+>", stop))
    short = len(stop) - 2 <= LONGEST_URI
    said = stop + ("" if short else f" ({len(stop) - 2} characters: choose a shorter web.base_url)")
    yield Check("List-Unsubscribe: one address, whole", len(written) == 1 and whole and short, said)
    post = mail["List-Unsubscribe-Post"]
    right = post == "List-Unsubscribe=One-Click" if stop.startswith("<https:") else post is None
    yield Check("List-Unsubscribe-Post exactly where a click suffices", right, str(post or "none: set web.base_url to let readers click"))


def _parts(mail: EmailMessage) -> Iterator[Check]:
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    yield Check(
        "text first, then HTML, nothing attached", kinds == ["text/plain", "text/html"], ", ".join(kinds) or mail.get_content_type()
    )
    text, html = (_content(mail, kind) for kind in ("plain", "html"))
    missing = {link for link in _LINK.findall(html) if "w3.org" not in link} ^ set(_LINK.findall(text))
    yield Check("both parts have the same links", not missing, ", ".join(sorted(missing)) or f"{len(set(_LINK.findall(text)))} links")
    loads = re.findall(r"<(?:img|script|link|iframe|form|object)\b|url\(|@import", html, re.IGNORECASE)
    yield Check("nothing is loaded, no tracker", not loads, ", ".join(loads) or "nothing")
    yield Check(
        "language and title of the HTML", 'lang="nl"' in html and "<title>" in html, "lang=nl, title" if "<title>" in html else "none"
    )
    dark = "prefers-color-scheme: dark" in html
    yield Check("dark mode", dark, "a style sheet for it" if dark else "none")


def _bytes(raw: bytes, boundary: str) -> Iterator[Check]:
    size = max(len(part) for part in raw.split(f"\r\n--{boundary}".encode()))
    yield Check("largest part below 90 kB", size < MAX_PART, f"{size / 1000:.1f} kB of {len(raw) / 1000:.1f} kB")
    longest = max(len(line) for line in raw.split(b"\r\n"))
    yield Check("no line above 998 characters", longest <= LONGEST_LINE, f"longest {longest}")
    lone = re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    yield Check("ASCII with CRLF", raw.isascii() and not lone, "yes" if raw.isascii() and not lone else "no")


def _addresses(mail: EmailMessage, header: str) -> list[str]:
    return [a.addr_spec for a in mail[header].addresses] if mail[header] else []


def _content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""
