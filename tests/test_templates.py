"""The two parts of the mail: the same facts, harmless, small, and legible in light and dark."""

import quopri
import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from made_up import TODAY, commitment, edition, event, paper, sample

from tracker.digest.compose import select
from tracker.digest.groups import arrange
from tracker.digest.layout import MAX_HTML, Rendered, render
from tracker.model.mail import Subscription
from tracker.store import StoredCommitment

VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})


class Reader(HTMLParser):
    """The words that a reader of the HTML part gets, and whether its tags close in the order in which they opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.words += data.split()


def words(rendered: Rendered) -> tuple[str, str]:
    """All words of the text part and of the HTML part, without the marks that only lay out."""
    text = re.sub(r"^(\* |! |--$)", "", rendered.text, flags=re.MULTILINE)
    plain = re.sub(r"\[([a-z ]+)\]", r"\1", re.sub(r"https?://\S+", "", " ".join(text.split())))
    html = " ".join(Reader(rendered.html).words)
    strip = re.compile(r"[\s:.]")
    return strip.sub("", plain).casefold(), strip.sub("", html).casefold()


# --- both parts -------------------------------------------------------------------------------------------------------------------------


def test_both_parts_say_the_same_words_in_the_same_order() -> None:
    text, html = words(render(select(*sample())))
    assert text == html


def test_the_tags_of_the_html_part_close_and_none_loads_anything() -> None:
    html = render(select(*sample())).html
    read = Reader(html)
    assert read.open == []
    assert not {"img", "script", "link", "iframe", "form"} & set(read.tags)
    assert "url(" not in html
    assert '<html lang="nl"' in html


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag in Reader(render(select(*sample())).html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_layout_table_is_named_as_such_for_readers_aloud() -> None:
    html = render(select(*sample())).html
    assert set(re.findall(r"<table[^>]*? role=(\S+)", html)) == {'"presentation"', '"list"'}
    assert html.count("<table") == html.count('role="presentation"') + html.count('role="list"') + html.count("<!--[if mso]><table") - 1


HOSTILE = "<script>alert(1)</script> {{7*7}} {% raw %} a\r\nBcc: x@example.nl \x00 \u202egpj.exe \u2066\u200b\x1b[31m & \"'"


def test_hostile_words_are_harmless_in_every_part() -> None:
    of = paper(title=HOSTILE, number=HOSTILE, name=HOSTILE, committee=None)
    names = ("actor", "asked_by", "promised_to", "condition", "tied_to", "due_text", "speaker", "committee", "ministry")
    subscription = Subscription(address="a@example.nl", name=HOSTILE, committees=(HOSTILE,), words=("alert",))
    hostile: dict[str, Any] = dict.fromkeys(names, HOSTILE)
    happening = event("e", HOSTILE, TODAY, TODAY, of, quote=HOSTILE, actor=HOSTILE, due_text=HOSTILE)
    rendered = render(
        select(arrange([commitment("c", HOSTILE, of, 3, TODAY, **hostile)]), [happening], [of], edition(subscription=subscription))
    )
    assert rendered.told == {"c", "e"}
    assert "\n" not in rendered.subject
    assert "<script" not in rendered.html
    assert "{{7*7}}" in rendered.html
    assert "{{7*7}}" in rendered.text
    for part in (rendered.subject, rendered.text, rendered.html):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", part)
    assert not re.search(r"(?m)^\s*Bcc:", rendered.text)
    assert Reader(rendered.html).open == []


@pytest.mark.parametrize("letter", ["a ", "é", "<", "&", "\U0001f3db"])
def test_the_html_part_stays_small_whatever_the_facts(letter: str) -> None:
    of = paper(title=letter * 10_000)
    long = letter * 5_000
    facts = [
        commitment(f"c{n}", f"{n} {long}", of, start=n, due_text=long, due_end=TODAY - timedelta(days=n + 1), actor=long, asked_by=long)
        for n in range(300)
    ]
    facts += [commitment(f"u{n}", f"{n} {long}", of, start=1000 + n, condition=long, tied_to=long) for n in range(300)]
    happening = [event(f"e{n}", f"w{n}", TODAY + timedelta(days=n), TODAY + timedelta(days=n), of, quote=long) for n in range(100)]
    rendered = render(select(arrange(facts), happening, [of] * 500, edition()))
    assert len(quopri.encodestring(rendered.html.encode())) <= MAX_HTML < 90_000
    assert {id_[0] for id_ in rendered.told} == {"c", "u", "e"}


def test_rows_that_do_not_fit_are_counted_in_both_parts_and_stay_untold() -> None:
    facts = [due_on(n) for n in range(101)]
    rendered = render(select(arrange(facts), [], [paper()], edition()))
    assert len(rendered.told) == 60
    assert "En nog 41, waarvoor in deze mail geen plaats is." in rendered.text
    assert "En nog 41, waarvoor in deze mail geen plaats is." in rendered.html
    assert "VERLOPEN TERMIJNEN (101)" in rendered.text
    assert "c100" in rendered.told


def due_on(n: int) -> StoredCommitment:
    return commitment(f"c{n}", f"Belofte {n}.", start=n * 100, due_text="dan", due_end=TODAY - timedelta(days=n + 1))


def test_every_section_keeps_rows_when_one_is_very_long() -> None:
    happening = [event(f"e{n}", f"{'abcdefghij'[n] * 3}-debat", TODAY, TODAY, start=n) for n in range(10)]
    rendered = render(select(arrange([due_on(n) for n in range(500)]), happening, [paper()], edition()))
    assert len(rendered.told) == 60
    assert {f"e{n}" for n in range(10)} <= rendered.told


# --- colours ----------------------------------------------------------------------------------------------------------------------------


class Colours(HTMLParser):
    """The ink and the ground of each word, by the inline styles or, in dark mode, by the rules of the style sheet that override them."""

    def __init__(self, html: str, dark: bool) -> None:
        super().__init__()
        rules = html.partition("(prefers-color-scheme: dark)")[2].partition("</style>")[0] if dark else ""
        found = re.findall(r"([^{}]+)\{([^{}]+)\}", rules.partition("{")[2])
        self.dark = [(name.strip().lstrip("."), body) for names, body in found for name in names.split(",")]
        self.stack = [("#000000", "#ffffff")]
        self.pairs: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = {k: v or "" for k, v in attrs}
        classes = given.get("class", "").split()
        styles = [given.get("style", ""), *(body for name, body in self.dark if name in classes)]
        ink, ground = self.stack[-1]
        for style in styles:
            for key, value in re.findall(r"(?:^|[;\s])(color|background):\s*(#[0-9a-f]{6})", style):
                ink, ground = (value, ground) if key == "color" else (ink, value)
        self.stack.append((ink, ground))

    def handle_endtag(self, _: str) -> None:
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and len(self.stack) > 3:  # within the body's tables
            self.pairs.add(self.stack[-1])


def contrast(ink: str, ground: str) -> float:
    """The contrast of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_words_stand_out_from_their_ground(dark: bool) -> None:
    pairs = Colours(render(select(*sample())).html, dark).pairs
    assert len(pairs) > 10
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}
