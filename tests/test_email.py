"""One mail as bytes: what a mail program makes of it, and that no title or name can change its headers."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from tracker.digest.email import Letterhead, build, message_id
from tracker.digest.layout import Rendered
from tracker.model.mail import Subscription

DATE = datetime(2025, 12, 1, 6, 0, tzinfo=UTC)
SENDER = "toezeggingen@example.nl"
TOKEN = "A" * 22
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}} {% include 'x' %}",
    "Titel\r\nBcc: ander@example.nl\r\n\r\ntekst",
    "Titel\nBcc: ander@example.nl",
    "Titel\u2028Bcc: ander@example.nl",
    "Titel\x85Bcc: ander@example.nl",
    "nul\x00byte",
    "om\u202egekeerd",
    "half \ud800 teken",
    "lang " * 2000,
    "=?utf-8?q?Bcc=3A?=",
    "é" * 300,
]


def raw(
    subject: str = "Toezeggingen: 3 verlopen (week 49)", unsubscribe: str = f"mailto:{SENDER}?subject=Afmelden", **changes: Any
) -> bytes:
    text, html = changes.pop("text", "Eén toezegging.\n"), changes.pop("html", "<html lang='nl'><p>Eén toezegging.</p></html>")
    rendered = Rendered(subject=subject, text=text, html=html, told=frozenset())
    subscription = Subscription(**{"address": "griffier@example.nl", "name": "Griffie Asiel", **changes})
    identity = message_id(subscription.address, "2025-W49", SENDER)
    head = Letterhead(sender=SENDER, contact=SENDER, unsubscribe=unsubscribe)
    return build(rendered, subscription, head, identity=identity, date=DATE)


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(content: bytes, kind: str) -> str:
    found = parsed(content).get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_the_headers_are_those_of_a_trusted_sender() -> None:
    mail = parsed(raw())
    assert {name: str(mail[name]) for name in HEADERS if name not in ("MIME-Version", "Content-Type")} == {
        "From": "Toezeggingen <toezeggingen@example.nl>",
        "To": "Griffie Asiel <griffier@example.nl>",
        "Subject": "Toezeggingen: 3 verlopen (week 49)",
        "Date": "Mon, 01 Dec 2025 07:00:00 +0100",
        "Message-ID": message_id("griffier@example.nl", "2025-W49", SENDER),
        "List-Id": '"Overzicht toezeggingen" <overzicht.example.nl>',
        "List-Unsubscribe": "<mailto:toezeggingen@example.nl?subject=Afmelden>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": "nl",
    }
    assert sorted(mail.keys()) == sorted(HEADERS)


def test_both_parts_are_there_the_text_first() -> None:
    mail = parsed(raw())
    assert mail.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in mail.iter_parts()] == ["text/plain", "text/html"]
    assert part(raw(), "plain") == "Eén toezegging.\n"
    assert part(raw(), "html") == "<html lang='nl'><p>Eén toezegging.</p></html>\n"


def test_without_pages_nothing_promises_to_unsubscribe_at_once() -> None:
    assert "List-Unsubscribe-Post" not in parsed(raw())


@pytest.mark.parametrize(
    "host", ["https://t.nl", "https://toezeggingen.tweedekamer.example.nl", "https://" + "diep." * 30 + "example.nl/toezeggingen"]
)
def test_one_click_unsubscribing_survives_the_folding_of_headers(host: str) -> None:
    content = raw(unsubscribe=f"{host}/afmelden/{TOKEN}")
    assert f"\r\nList-Unsubscribe: <{host}/afmelden/{TOKEN}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    assert parsed(content)["List-Unsubscribe"] == f"<{host}/afmelden/{TOKEN}>"


@pytest.mark.parametrize("unsubscribe", ["https://t.nl/" + "x" * 1000, "https://t.nl/é", "https://t.nl/\r\nBcc: ander@example.nl"])
def test_an_address_to_unsubscribe_at_that_no_header_holds_is_refused(unsubscribe: str) -> None:
    with pytest.raises(ValueError, match=r"List-Unsubscribe|linefeed|Header"):
        raw(unsubscribe=unsubscribe)


@pytest.mark.parametrize("title", HOSTILE, ids=[ascii(t[:20]) for t in HOSTILE])
def test_a_hostile_title_is_only_text(title: str) -> None:
    content = raw(subject=title, name=title[:300], text=title, html=f"<p>{title}</p>")
    mail = parsed(content)
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert [a.addr_spec for a in mail["To"].addresses] == ["griffier@example.nl"]
    assert len(str(mail["Subject"])) <= 200
    assert not {"\x00", "\u202e", "\u2028", "\x85"} & set(str(mail["Subject"]) + part(content, "plain") + part(content, "html"))


@pytest.mark.parametrize("title", HOSTILE, ids=[ascii(t[:20]) for t in HOSTILE])
def test_every_line_fits_and_is_ascii(title: str) -> None:
    content = raw(subject=title, name=title[:300], text=title, html=f"<p>{title}</p>")
    assert content.isascii()
    head, _, body = content.partition(b"\r\n\r\n")
    assert max(len(line) for line in head.split(b"\r\n")) <= 998
    assert max(len(line) for line in body.split(b"\r\n")) <= 76
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")


def test_names_with_commas_quotes_and_accents_stay_one_recipient() -> None:
    for name in ('Vries, J. de "Jan"', "Zoë <x@example.nl>", "a@example.nl, b@example.nl"):
        to = parsed(raw(name=name))["To"]
        assert [(a.display_name, a.addr_spec) for a in to.addresses] == [(name, "griffier@example.nl")]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert raw() == raw()


def test_the_message_id_differs_by_reader_and_period_and_hides_the_address() -> None:
    ids = {message_id(a, p, SENDER) for a in ("a@example.nl", "b@example.nl") for p in ("2025-W49", "2025-W50")}
    assert len(ids) == 4
    assert not any("a@" in i or "b@" in i for i in ids)
    assert all(i.startswith("<digest.") and i.endswith("@example.nl>") for i in ids)


def test_long_text_comes_through_whole() -> None:
    text = "".join(f"{n}. € {n},- en https://example.nl/toezeggingen/{n:016x} {'lang ' * 30}\n.\n" for n in range(300))
    assert part(raw(text=text), "plain") == text


def test_an_address_that_servers_may_refuse_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"jörg@example\.nl"):
        raw(address="jörg@example.nl")
