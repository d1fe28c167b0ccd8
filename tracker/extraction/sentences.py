"""Sentences of a paper, with their place in it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.folding import Folded
from tracker.model import Document, Passage, Role

# Abbreviations after which the sentence always goes on. Source: usage in Kamerstukken and Handelingen.
_GOES_ON = (
    "aant|afd|afl|art|artt|bijv|blz|bv|ca|circa|dhr|dr|drs|dw|excl|fig|gem|gew|hfst|incl|ing|inz|ir|jhr|jl|jr|kst|max|mevr|min|mln|mr|mrd|mw|nl|"
    "nr|nrs|ong|p|par|pct|pp|prof|red|ref|resp|sr|St|Stb|Stcrt|str|tel|temp|ten|Trb|vgl|vnl|voorz|zgn|"
    "jan|feb|febr|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
# An end mark, what closes after it (a bracket, a quote, the digit of a footnote), white space, and what can begin a sentence.
_BORDER = re.compile(r"""(?:[.?!…]+[)\]"'”’»]*(?:\d{1,2})?|(?<=[?!.]”)) +(?=["'“‘«(\[]*[A-ZÀ-ÖØ-Þ0-9–•])|\n""")
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"'“‘])(?:{_GOES_ON}|[A-Za-z](?:\.[A-Za-z])*|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?)\.$")
_ENDS_ALL_THE_SAME = re.compile(r"(?:^|[\s(])(?:jl|j\.l|a\.s|c\.s|e\.d|e\.v|d\.w\.z)\.$")  # before a capital, these end a sentence
_LABEL = re.compile(r"^(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\.$")

READ = frozenset({Role.BODY, Role.HEADING, Role.QUESTION, Role.ANSWER, Role.SPEECH, Role.CLOSING_LIST, Role.FOOTNOTE, Role.TABLE})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paper.

    `text` is folded; `start`..`end` is its place in the document's reading text, `folded_start` where it begins in the folded text of the
    whole document, and `occurrence` how many equal sentences stand before it in the paper.
    """

    text: str
    start: int
    end: int
    folded_start: int
    passage: Passage
    occurrence: int


def sentences(document: Document, folded: Folded) -> Iterator[Sentence]:
    """Split every passage that can hold a fact into its sentences, in the order of the paper; `folded` is the document's folded text.

    A sentence never leaves its passage: passages stand apart by a blank line, which folding keeps as a line feed.
    """
    seen: defaultdict[str, int] = defaultdict(int)
    starts = [p.start for p in document.passages]
    for start, end in split(folded.text):
        first, last = folded.original(start, end)
        passage = document.passages[max(0, bisect_right(starts, first) - 1)]
        if passage.role not in READ or first >= passage.end:
            continue
        text = folded.text[start:end]
        key = text.casefold()
        yield Sentence(text, first, last, start, passage, seen[key])
        seen[key] += 1


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences in a folded text, without the white space around them."""
    start = 0
    for border in _BORDER.finditer(text):
        head = text[max(start, border.start() - 12) : border.end()].rstrip()
        if border[0] != "\n" and _goes_on(head, text[start : border.end()].strip()):
            continue
        yield from _trimmed(text, start, border.end())
        start = border.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(head: str, sentence: str) -> bool:
    if not head.endswith("."):
        return False
    if _LABEL.match(sentence):
        return True
    return bool(_ABBREVIATION.search(head)) and not _ENDS_ALL_THE_SAME.search(head)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(c.isalpha() for c in text[start:end]):
        yield start, end
