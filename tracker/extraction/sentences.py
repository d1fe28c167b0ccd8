"""Sentences of a paper, with their place in it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tracker.folding import Folded
from tracker.model import Document, Passage, Role

# Abbreviations after which the sentence always goes on. Source: usage in Kamerstukken and Handelingen.
_GOES_ON = (
    "aant|afd|afl|art|artt|bijv|blz|bv|ca|circa|dhr|dr|drs|dw|excl|fig|gem|gew|hfst|incl|ing|inz|ir|jhr|jl|jr|kst|max|mevr|min|mln|mr|mrd|mw|nl|"
    "nr|nrs|ong|p|par|pct|pp|prof|red|ref|resp|sr|St|Stb|Stcrt|str|tel|temp|ten|Trb|vgl|vnl|voorz|zgn|"
    "jan|feb|febr|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
_ABBREVIATIONS = frozenset(_GOES_ON.split("|"))
# An end mark, what closes after it (a bracket, a quote, the digit of a footnote), spaces, and what can begin a sentence.
# Or a line feed. One expression for both, led by what is looked for first, so that a paper is gone over once.
_BORDER = re.compile(r"""[.?!…\n](?:(?<=\n)|[.?!…)\]"'”’»]*\d{0,2} +(?=["'“‘«(\[]*[A-ZÀ-ÖØ-Þ0-9–•]))""")
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"'“‘])(?:{_GOES_ON}|(?!u\.)[A-Za-z](?:\.[A-Za-z])*|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?)\.$")
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))  # characters, without its dot
_ENDS_ALL_THE_SAME = re.compile(r"(?:^|[\s(])(?:jl|j\.l|a\.s|c\.s|e\.d|e\.v|d\.w\.z)\.$")  # before a capital, these end a sentence
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_LABEL = 8  # characters
_LABEL = re.compile(r"^(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\.$")

READ = frozenset({Role.BODY, Role.HEADING, Role.QUESTION, Role.ANSWER, Role.SPEECH, Role.CLOSING_LIST, Role.FOOTNOTE, Role.TABLE})


class Sentence(NamedTuple):
    """A sentence of a paper.

    `text` is folded; `start` is its place in the document's reading text, `folded_start` where it begins in the folded text of the whole
    document, and `occurrence` how many equal sentences stand before it in the paper.
    """

    text: str
    start: int
    folded_start: int
    passage: Passage
    occurrence: int
    folded: Folded

    @property
    def end(self) -> int:
        """Where it ends in the document's reading text; only a sentence that gives a fact is asked."""
        return self.folded.original(self.folded_start, self.folded_start + len(self.text))[1]


def sentences(document: Document, folded: Folded) -> Iterator[Sentence]:
    """Split every passage that can hold a fact into its sentences, in the order of the paper; `folded` is the document's folded text.

    A sentence never leaves its passage: passages stand apart by a blank line, which folding keeps as a line feed.
    """
    seen: defaultdict[str, int] = defaultdict(int)
    passages = document.passages
    starts = [*(p.start for p in passages[1:]), len(document.text)]
    original = folded.walk()
    at = 0
    for folded_start, text in split(folded.text):
        start = original(folded_start)
        while starts[at] <= start:
            at += 1
        passage = passages[at]
        if passage.role not in READ or start >= passage.end:
            continue
        key = text.lower() if text.isascii() else text.casefold()  # the same, and the first three times as fast
        yield Sentence(text, start, folded_start, passage, seen[key], folded)
        seen[key] += 1


def split(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences in a folded text, each with its offset, without the white space around them. A line feed always ends one."""
    start = 0
    for border in chain(_BORDER.finditer(text), [None]):
        end = border.end() if border else len(text)
        if border and _goes_on(text, start, end):
            continue
        words = text[start:end].strip()
        if words[:1].isalpha() or _LETTER.search(words):
            yield text.index(words[0], start), words
        start = end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether what looks like the end of the sentence that begins at `start` is an abbreviation or a label."""
    last = end - 2  # where the end mark stands, if one space is behind it
    if text[end - 1] == "\n" or (last - start > _LONGEST_ABBREVIATION and text[last - _LONGEST_ABBREVIATION - 1 : last].isalpha()):
        return False  # most sentences end in a word that is longer than any abbreviation: no need to look closer
    head = text[max(start, end - 14) : end].rstrip()
    if head[-1:] != ".":
        return False
    if end - start < _LONGEST_LABEL and _LABEL.match(text[start:end].strip()):
        return True
    word = head[head.rfind(" ") + 1 : -1]
    if len(word) > 1 and word.isalpha() and word not in _ABBREVIATIONS:
        return False
    # "de motie Jansen c.s. (Kamerstuk 1)": what stands in brackets behind an abbreviation belongs to it.
    return bool(_ABBREVIATION.search(head)) and (text[end] in "([" or not _ENDS_ALL_THE_SAME.search(head))
