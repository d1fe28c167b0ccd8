"""Sentences of a paper, with their place in it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tracker.folding import Folded
from tracker.model import Document, Passage, Role

# Abbreviations after which the sentence always goes on. Source: usage in Kamerstukken and Handelingen.
_GOES_ON = (
    "aant|afd|afl|art|artt|bijv|blz|bv|ca|circa|dhr|dr|drs|dw|excl|fig|gem|gew|hfst|incl|ing|inz|ir|jhr|jl|jr|kst|max|mevr|min|mln|mr|mrd|mw|nl|"
    "nr|nrs|ong|p|par|pct|pp|prof|red|ref|resp|sr|St|Stb|Stcrt|str|tel|temp|ten|Trb|vgl|vnl|voorz|zgn|"
    "jan|feb|febr|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
# An end mark, what closes after it (a bracket, a quote, the digit of a footnote), spaces, and what can begin a sentence.
_BORDER = re.compile(r"""[.?!…][.?!…)\]"'”’»]*\d{0,2} +(?=["'“‘«(\[]*[A-ZÀ-ÖØ-Þ0-9–•])""")
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"'“‘])(?:{_GOES_ON}|[A-Za-z](?:\.[A-Za-z])*|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?)\.$")
_ENDS_ALL_THE_SAME = re.compile(r"(?:^|[\s(])(?:jl|j\.l|a\.s|c\.s|e\.d|e\.v|d\.w\.z)\.$")  # before a capital, these end a sentence
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_LABEL = 8  # characters
_LABEL = re.compile(r"^(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\.$")

READ = frozenset({Role.BODY, Role.HEADING, Role.QUESTION, Role.ANSWER, Role.SPEECH, Role.CLOSING_LIST, Role.FOOTNOTE, Role.TABLE})


class Sentence(NamedTuple):
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
    """Yield the offsets of the sentences in a folded text, without the white space around them. A line feed always ends one."""
    place = 0
    for line in text.split("\n"):
        start = 0
        for border in _BORDER.finditer(line):
            if not _goes_on(line, start, border.end()):
                yield from _trimmed(line, start, border.end(), place)
                start = border.end()
        yield from _trimmed(line, start, len(line), place)
        place += len(line) + 1


def _goes_on(line: str, start: int, end: int) -> bool:
    """Whether what looks like the end of the sentence that begins at `start` is an abbreviation or a label."""
    head = line[max(start, end - 14) : end].rstrip()
    if head[-1:] != ".":
        return False
    if end - start < _LONGEST_LABEL and _LABEL.match(line[start:end].strip()):
        return True
    return bool(_ABBREVIATION.search(head)) and not _ENDS_ALL_THE_SAME.search(head)


def _trimmed(line: str, start: int, end: int, place: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if _LETTER.search(piece):
        left = len(piece) - len(piece.lstrip())
        yield place + start + left, place + start + len(piece.rstrip())
