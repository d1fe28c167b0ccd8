"""A rendered digest -> the bytes of one mail to one reader, as RFC 5322 has it. The same input gives the same bytes."""

import hashlib
import re
from datetime import datetime
from email import quoprimime
from email.contentmanager import ContentManager, raw_data_manager
from email.headerregistry import Address as Mailbox
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache, lru_cache

from tracker.digest.layout import Rendered
from tracker.model import AMSTERDAM, Value
from tracker.model.mail import Address, Subscription

NAME = "Toezeggingen"
LIST_NAME = "Overzicht toezeggingen"
MAX_SUBJECT = 200  # characters
MAX_LINE = 78  # characters of a header, as RFC 5322 asks in 2.1.1
MAX_ENCODED = 76  # characters of a line in quoted-printable: RFC 2045, 6.7 (5)

# Controls (but for line feeds and tabs) and the marks that turn the direction of text: no reader needs them, and a title may carry them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class _Headers(HeaderRegistry):
    """Makes the class of each kind of header once; by itself it makes one for each header of each mail."""

    @cache  # noqa: B019 - there is one registry
    def __getitem__(self, name: str) -> type[BaseHeader]:
        return super().__getitem__(name)


class _Policy(EmailPolicy):
    """Writes some headers as they are: EmailPolicy makes an encoded word of a URI longer than 75 characters, which no client understands.

    See python/cpython#85725. `_fold` is the one place where that can be mended; `tests/test_email.py` guards it.
    """

    AS_THEY_ARE = frozenset({"list-unsubscribe", "list-unsubscribe-post", "list-id", "message-id"})

    def _fold(self, name: str, value: str, refold_binary: bool = False) -> str:
        if name.lower() not in self.AS_THEY_ARE:
            return super()._fold(name, value, refold_binary)  # type: ignore[misc, no-any-return]  # a private method
        if not value.isascii() or len(name) + len(value) + 2 > 998:  # RFC 5322, 2.1.1
            raise ValueError(f"{name}: cannot be written in one line of ASCII: {value!r}")
        return f"{name}: {value}{self.linesep}"


def _set_text(part: MIMEPart, text: str, subtype: str = "plain") -> None:
    """Set a text as content in quoted-printable, line by line, since most lines stand in many mails."""
    raw_data_manager.set_content(part, "", subtype=subtype, cte="quoted-printable")
    part.set_payload("".join(map(_encoded, text.encode().splitlines())))


@lru_cache(maxsize=1 << 16)
def _encoded(line: bytes) -> str:
    return quoprimime.body_encode(line.decode("latin-1") + "\n", maxlinelen=MAX_ENCODED)


_CONTENT = ContentManager()
_CONTENT.add_set_handler(str, _set_text)
POLICY = _Policy(linesep="\r\n", max_line_length=MAX_LINE, header_factory=_Headers(), content_manager=_CONTENT)


def message_id(subscription: str, period: str, sender: str) -> str:
    """Make the Message-ID of a digest: the same at every try, so that a copy is known as one. It does not show the reader's address."""
    return f"<digest.{hashlib.sha256(subscription.encode()).hexdigest()[:16]}.{period}@{_domain(sender)}>"


class Letterhead(Value):
    """From whom a mail comes, who reads the answers, and how it is stopped."""

    sender: Address
    contact: Address  # a mailbox that people read
    unsubscribe: str  # an https address whose POST ends it at once (RFC 8058), or `mailto:...`


def letterhead(sender: Address, contact: Address, leave: str | None) -> Letterhead:
    """Make the letterhead; `leave` is the page on which the reader ends the mail. Mail programs take an https one only."""
    safe = leave if leave and leave.startswith("https://") else None
    return Letterhead(sender=sender, contact=contact, unsubscribe=safe or f"mailto:{contact}?subject=afmelden")


def build(rendered: Rendered, subscription: Subscription, head: Letterhead, *, identity: str, date: datetime) -> bytes:
    """Build the mail. `identity` is the Message-ID, `date` the moment that it bears (aware).

    Raises ValueError for what no header can hold, such as an address outside ASCII.
    """
    mail = _headed(head, subscription.address, subscription.name or "", rendered.subject, identity, date)
    mail["List-Id"] = f'"{LIST_NAME}" <overzicht.{_domain(head.sender)}>'
    mail["List-Unsubscribe"] = f"<{head.unsubscribe}>"
    if head.unsubscribe.startswith("https://"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(_clean(rendered.text).replace("\xa0", " "))
    mail.add_alternative(_clean(rendered.html), subtype="html")
    mail["Content-Language"] = "nl"  # last: what begins with Content- moves into the first part when a second one comes
    # Quoted-printable writes "=" as "=3D": no line of the text can look like the boundary.
    mail.set_boundary("=_" + hashlib.sha256(identity.encode()).hexdigest()[:24])
    return mail.as_bytes()


def letter(  # noqa: PLR0913 (a header each)
    head: Letterhead, address: Address, subject: str, text: str, *, identity: str, date: datetime
) -> bytes:
    """Build a mail of text only, to somebody who asked for this very mail; there is nothing to stop. Raises ValueError as `build` does."""
    mail = _headed(head, address, "", subject, identity, date)
    mail["Content-Language"] = "nl"
    mail.set_content(_clean(text))
    return mail.as_bytes()


def _headed(  # noqa: PLR0913 (a header each)
    head: Letterhead, address: Address, name: str, subject: str, identity: str, date: datetime
) -> EmailMessage:
    if not address.isascii():
        raise ValueError(f"{address}: an address with letters outside ASCII cannot be mailed to from every server")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Mailbox(NAME, addr_spec=head.sender)
    if head.contact != head.sender:
        mail["Reply-To"] = Mailbox(addr_spec=head.contact)
    mail["To"] = Mailbox(_line(name), addr_spec=address)
    mail["Subject"] = _line(subject)[:MAX_SUBJECT]
    mail["Date"] = format_datetime(date.astimezone(AMSTERDAM))
    mail["Message-ID"] = identity
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange; not "All", which would hide that a mail cannot be delivered
    return mail


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
