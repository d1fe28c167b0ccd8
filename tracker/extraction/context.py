"""What the rules look at: a sentence in its paper, with the time expressions that stand in it."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tracker.extraction.rules import Near, Sign, near, signs_in
from tracker.extraction.sentences import Sentence, sentences
from tracker.folding import Folded, fold
from tracker.model import DEBATES, Document, PaperKind, Passage, Role, SpeakerRole, Window
from tracker.timex import annotate_folded
from tracker.timex.calendar import Calendar

# In these papers the text outside question and answer speaks for the government.
_GOVERNMENT_WRITES = frozenset(
    {
        PaperKind.KAMERBRIEF,
        PaperKind.SCHRIFTELIJK_OVERLEG,
        PaperKind.ANTWOORD_KAMERVRAGEN,
        PaperKind.GEANNOTEERDE_AGENDA,
        PaperKind.BNC_FICHE,
        PaperKind.OVERIG,
    }
)
_MEMBERS_OF_GOVERNMENT = frozenset({SpeakerRole.MINISTER, SpeakerRole.STATE_SECRETARY})
OUTSIDE = re.compile(r"(?:niet eerder dan|niet|pas|eerst|alsnog) ")  # words that the time engine takes in and the rules look for
# What stands before a time that is not kept, and what turns to the one that is.
_GIVEN_UP = re.compile(r"\b(?:[Ii]n plaats van|(?<!\bdan )(?<!\bof )niet),? (?:zoals [^;]{0,60}, )?$")
_TURNS = re.compile(r"\b(?:maar|doch|wel)\b")
_NOT_BEFORE = "niet v"  # "niet voor 1 juli" is to the time engine what begins then


class Time(NamedTuple):
    """A time expression of a sentence: offsets into the sentence's folded text, its words, its rule, and what they mean in this paper.

    `window` is a term's, `named` what the words name without their bound: see `Dated`.
    """

    start: int
    end: int
    quote: str
    rule: str
    window: Window
    named: Window


class Context(NamedTuple):
    """A sentence, the paper it stands in, the time expressions in it, and what was said before: in the same passage, and by who asked."""

    document: Document
    sentence: Sentence
    times: tuple[Time, ...]
    before: Sentence | None
    asked: Sentence | None  # the last question of somebody else before it
    is_item: bool  # the sentence that says what an item of the chair's closing list promises: the longest of the item
    government_speaks: bool  # said by, or on behalf of, a member of the government (an item of the chair's closing list counts)
    signs: tuple[Sign, ...]
    near: Near  # of what the government says

    @property
    def text(self) -> str:
        """The folded text of the sentence."""
        return self.sentence.text

    @property
    def marked(self) -> str:
        """The text with its time words marked, as rules see them: ⟦...⟧. "Niet" and "pas", which can be part of them, stay outside."""
        pieces, done = [], 0
        for t in self.times:
            start = t.start + (m.end() if (m := OUTSIDE.match(t.quote)) else 0)
            pieces += [self.text[done:start], "⟦", self.text[start : t.end], "⟧"]
            done = t.end
        return "".join([*pieces, self.text[done:]])

    @property
    def whole_item(self) -> str:
        """The words of the passage, in one line: of an item of the closing list also to whom it was promised."""
        passage = self.sentence.passage
        return " ".join(self.document.text[passage.start : passage.end].split())

    def gives_up(self, time: Time) -> bool:
        """Whether the sentence sets another time in the place of this one: "niet in juli, maar in oktober", "in plaats van in juli"."""
        if time.quote.startswith(_NOT_BEFORE):
            return any(_TURNS.search(self.text, time.end, t.start) for t in self.times)
        return _GIVEN_UP.search(self.text, 0, time.start) is not None


_Place = tuple[Document, Sentence, tuple[Time, ...], Sentence | None, Sentence | None, bool, bool]  # a context without its last two


def contexts(document: Document, calendar: Calendar) -> list[Context]:
    """Find the sentences of a paper that a rule looks at, in their order: the government's, and those with a time expression."""
    looked_at = list(_looked_at(document, calendar))
    signs, nothing = signs_in([place[1].text for place in looked_at]), Near()
    return [Context(*place, found, near(place[1].text) if place[-1] else nothing) for place, found in zip(looked_at, signs, strict=True)]


def _looked_at(document: Document, calendar: Calendar) -> Iterator[_Place]:
    folded = fold(document.text)
    times = _times(document, folded, calendar)
    current = next(times, None)
    question: Sentence | None = None
    for _, of_passage in groupby(sentences(document, folded), key=lambda s: s.passage.start):
        said = list(of_passage)
        passage = said[0].passage
        governs = _is_the_governments(passage, document)
        # Of an item of a closing list the longest sentence says what is promised.
        item = max(said, key=lambda s: len(s.text)) if passage.role is Role.CLOSING_LIST else None
        asked = question if question and question.passage.speaker != passage.speaker else None
        before = None
        for sentence in said:
            inside: list[Time] = []
            while current and current.start < sentence.folded_start + len(sentence.text):
                if current.start >= sentence.folded_start:
                    inside.append(_shifted(current, -sentence.folded_start))
                current = next(times, None)
            if inside or governs:
                yield document, sentence, tuple(inside), before, asked, sentence is item, governs if item is None else sentence is item
            before = sentence
            if sentence.text.endswith("?"):
                question = sentence


def _is_the_governments(passage: Passage, document: Document) -> bool:
    if passage.role is Role.CLOSING_LIST:
        return True
    if passage.role is Role.SPEECH or document.kind in DEBATES:
        return passage.speaker_role in _MEMBERS_OF_GOVERNMENT
    return passage.role in (Role.BODY, Role.ANSWER) and document.kind in _GOVERNMENT_WRITES


def _times(document: Document, folded: Folded, calendar: Calendar) -> Iterator[Time]:
    for t in annotate_folded(folded.text, document.date, calendar):
        yield Time(t.start, t.end, folded.text[t.start : t.end], t.rule, t.window, t.named)


def _shifted(time: Time, by: int) -> Time:
    return Time(time.start + by, time.end + by, time.quote, time.rule, time.window, time.named)
