"""The golden message, and the list that every mail is held to: each line of it fails for a mail that lacks what it asks."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any

import golden
import pytest
from made_up import TODAY, commitment, edition, event, paper, sample

from tracker.digest import compose, email, layout
from tracker.digest.check import checklist
from tracker.digest.groups import arrange
from tracker.model.mail import Subscription

RAW = golden.message()


def parts(raw: bytes) -> tuple[str, str]:
    mail = message_from_bytes(raw, policy=default)
    found = [mail.get_body((kind,)) for kind in ("plain", "html")]
    assert all(isinstance(part, EmailMessage) for part in found)
    text, html = (str(part.get_content()).replace("\r\n", "\n") for part in found if part)
    return text, html


def test_the_golden_message_is_current() -> None:
    assert golden.EML.read_bytes() == RAW, "python tests/golden.py writes it anew: look at the diff"


def test_the_golden_message_passes_every_line_of_the_list() -> None:
    assert [check for check in checklist(RAW) if not check.well] == []


def test_both_parts_tell_every_fact_of_the_golden_message_with_its_link_whole() -> None:
    commitments, events, *_ = sample()
    text, html = parts(RAW)
    words = [" ".join(text.split()), " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())]
    shown = {first.id: first.fact.quote for first, *_ in commitments if first.id not in {"c10", "c11"}}
    for id_, quote in shown.items():
        assert all(quote in part for part in words), id_
        assert f" https://toezeggingen.example.nl/toezeggingen/{id_}\n" in text
        assert f'href="https://toezeggingen.example.nl/toezeggingen/{id_}"' in html
    for what in {e.fact.what for e in events if e.id in {"e9", "e10"}}:
        assert all(what[1:] in part for part in words)
    assert f"https://toezeggingen.example.nl/afmelden/{golden.TOKEN}\n" in text


def without(header: str) -> tuple[str, str]:
    return rf"(?m)^{header}: .*(\r\n[ \t].*)*\r\n", ""


DAMAGE: list[tuple[str, str, str]] = [
    ("From", *without("From")),
    ("To: one reader", r"(?m)^To: .*\r\n", "To: a@example.nl, b@example.nl\r\n"),
    ("To: one reader", r"(?m)^Subject", "Cc: b@example.nl\r\nSubject"),
    ("Subject", *without("Subject")),
    ("Date with a time zone", r"(?m)^Date: .*\r\n", "Date: Sat, 21 Nov 2026 07:00:00 -0000\r\n"),
    ("Message-ID of the sender's domain", r"2026-W47@example\.nl", "2026-W47@localhost"),
    ("Auto-Submitted", *without("Auto-Submitted")),
    ("X-Auto-Response-Suppress, bounces not among it", "OOF, AutoReply", "All"),
    ("Content-Language", *without("Content-Language")),
    ("List-Id", *without("List-Id")),
    ("List-Unsubscribe: one address, whole", r"<(https://\S+/afmelden/\S+)>", r"\1"),
    ("List-Unsubscribe: one address, whole", r"List-Unsubscribe: <\S+>", "List-Unsubscribe: =?utf-8?q?=3Chttps=3A//t=2Eexample=2Enl=3E?="),
    ("List-Unsubscribe: one address, whole", "<https://toezeggingen", "<https://" + "diep." * 9 + "toezeggingen"),
    ("List-Unsubscribe-Post exactly where a click suffices", *without("List-Unsubscribe-Post")),
    ("List-Unsubscribe-Post exactly where a click suffices", r"<https://(\S+)/afmelden/\S+>", r"<mailto:a@example.nl>"),
    ("text first, then HTML, nothing attached", "text/plain", "text/html"),
    ("both parts have the same links", "(?s)(Bekijk alle toezeggingen: )https://toezeggingen", r"\1https://ergens"),
    ("nothing is loaded, no tracker", "<body", "<img src=3Dx><body"),
    ("language and title of the HTML", '<html lang=3D"nl"', "<html"),
    ("dark mode", "color-scheme: dark", "color-scheme: none"),
    ("largest part below 90 kB", "<body", "\r\n".join(["<i>" + "x" * 70 + "</i>"] * 1200) + "<body"),
    ("no line above 998 characters", "<body", "<i>" + "x" * 999 + "</i><body"),
    ("ASCII with CRLF", "<body", "\n<body"),
    ("ASCII with CRLF", "<body", "é<body"),
]


@pytest.mark.parametrize(("subject", "pattern", "instead"), DAMAGE, ids=[f"{n} {row[0]}" for n, row in enumerate(DAMAGE)])
def test_each_line_of_the_list_sees_what_it_looks_for(subject: str, pattern: str, instead: str) -> None:
    damaged, times = re.subn(pattern, instead, RAW.decode(), count=1)
    assert times == 1
    assert subject in [check.subject for check in checklist(damaged.encode()) if not check.well]


# --- hostile papers -----------------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}} {% include 'x' %}",
    "Titel\r\nBcc: ander@example.nl\r\n\r\nNieuwe tekst",
    "nul\x00 en \x1b[31m",
    "om\u202egekeerd\u2066",
    "lang " * 2048,
    "x" * 10_240,
    "\r\n.\r\nQUIT\r\n",
    "</style><style>*{display:none}</style>",
    "<!--[if mso]>--><b>",
    "half \ud800 teken",
    "--=_ grens\r\n--",
]


@pytest.mark.parametrize("words", HOSTILE, ids=[ascii(w[:16]) for w in HOSTILE])
def test_a_hostile_paper_is_only_text_in_a_mail_that_passes_the_list(words: str) -> None:
    of = paper(title=words, number=words, name=words, committee=words)
    said: dict[str, Any] = dict.fromkeys(("actor", "asked_by", "promised_to", "condition", "tied_to", "due_text"), words)
    facts = [commitment("c1", words, of, today=TODAY, **said)]
    happening = [event("e1", words, TODAY, TODAY, of, quote=words, actor=words)]
    reader = Subscription(address="a@example.nl", name=words[:300], committees=(words,))
    digest = compose.select(arrange(facts), happening, [of], edition(subscription=reader, pages=golden.PAGES, token=golden.TOKEN))
    head = email.letterhead(golden.SENDER, golden.CONTACT, digest.leave)
    raw = email.build(layout.render(digest), reader, head, identity="<1@example.nl>", date=golden.AT)
    assert [check for check in checklist(raw) if not check.well] == []
    assert set(message_from_bytes(raw, policy=default).keys()) == set(message_from_bytes(RAW, policy=default).keys())
    text, html = parts(raw)
    assert not {"<script", "<b>", "49"} & set(re.findall(r"<script|<b>(?!\w+( \w+)*:)|\b49\b", html + text))
    assert html.count("<style") == parts(RAW)[1].count("<style")
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text + html)
    assert "https://toezeggingen.example.nl/toezeggingen/c1" in text
