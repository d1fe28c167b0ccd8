"""The text of a paper with its facts marked: document and facts -> passages of pieces. Pure.

Offsets are those of the facts: a mark covers the very characters that were read. Only the place of a term's words within its sentence is
looked for, since a fact keeps the words and not their place.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from tracker.folding import fold
from tracker.model import Document, Passage, Role, Term
from tracker.store import Stored, fact_of
from tracker.store.search import stems

_INVISIBLE = re.compile(r"[^\S\n\t ]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Piece(NamedTuple):
    """Some characters of a paper. `begins` and `ends`: the facts whose first and last piece this is."""

    text: str
    facts: tuple[Stored, ...]
    in_term: bool
    begins: tuple[Stored, ...] = ()
    ends: tuple[Stored, ...] = ()


class Marked(NamedTuple):
    passage: Passage
    pieces: tuple[Piece, ...]
    new_page: bool


def passages(document: Document, facts: Sequence[Stored]) -> list[Marked]:
    """Cut a paper into its passages, without page furniture, and those into pieces at the ends of facts and of the words of terms."""
    out: list[Marked] = []
    page = None
    terms = {fact.id: _term_words(document.text, fact) for fact in facts}
    begun: set[str] = set()
    whole = document.passages or (Passage(start=0, end=len(document.text), role=Role.BODY),)
    for passage in whole:
        if passage.role is Role.FURNITURE:
            continue
        inside = [f for f in facts if fact_of(f).start < passage.end and fact_of(f).end > passage.start]
        pieces = tuple(_pieces(document.text, passage, inside, terms, begun))
        if any(piece.text.strip() for piece in pieces):
            out.append(Marked(passage, pieces, passage.page is not None and passage.page != page))
            page = passage.page
    return out


def sentence(text: str, words: str | None) -> tuple[str, str, str]:
    """Cut a folded sentence into what stands before the words of its term, those words, and what stands after."""
    at = text.casefold().find(words.casefold()) if words else -1
    if not words or at < 0 or len(text) != len(text.casefold()):
        return text, "", ""
    return text[:at], text[at : at + len(words)], text[at + len(words) :]


def found(text: str, sought: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut a text into words that were sought, in any form, and what stands between: (characters, whether sought)."""
    wanted = {stem for words in sought for stem in stems(words)}
    if not wanted:
        return [(text, False)]
    parts = ((part, _stem(part) in wanted) for part in re.split(r"(\w+)", text) if part)
    return [("".join(part for part, _ in run), hit) for hit, run in groupby(parts, itemgetter(1))]


@lru_cache(10_000)
def _stem(word: str) -> str:
    return next(iter(stems(word)), "")


def readable(text: str, *, keep_lines: bool = False) -> str:
    """Show the characters of a paper: line breaks folded, what is invisible or turns the direction of reading as a mark."""
    shown = text if keep_lines else fold(text).text
    return _INVISIBLE.sub(lambda m: " " if m[0].isspace() else "\N{REPLACEMENT CHARACTER}", shown)


def _pieces(
    text: str, passage: Passage, facts: Sequence[Stored], terms: dict[str, tuple[int, int] | None], begun: set[str]
) -> Iterable[Piece]:
    spans = {f.id: (max(fact_of(f).start, passage.start), min(fact_of(f).end, passage.end)) for f in facts}
    words = [place for f in facts if (place := terms[f.id])]
    cuts = {passage.start, passage.end, *(at for span in spans.values() for at in span)}
    cuts |= {at for place in words for at in place if passage.start < at < passage.end}
    ordered = sorted(cuts)
    keep = passage.role is Role.TABLE
    for start, end in pairwise(ordered):
        here = tuple(f for f in facts if spans[f.id][0] <= start and end <= spans[f.id][1])
        begins = tuple(f for f in here if f.id not in begun)
        begun.update(f.id for f in begins)
        ends = tuple(f for f in here if spans[f.id][1] == end and fact_of(f).end <= passage.end)
        in_term = any(first <= start and end <= last for first, last in words)
        yield Piece(readable(text[start:end], keep_lines=keep), here, in_term, begins, ends)


def _term_words(text: str, stored: Stored) -> tuple[int, int] | None:
    """Find the words of a fact's term within its sentence; None where they stand elsewhere, as in the question that it answers."""
    fact = fact_of(stored)
    if not isinstance(fact, Term) or not fact.due_text:
        return None
    folded = fold(text[fact.start : fact.end])
    at = folded.text.find(fact.due_text)
    if at < 0:
        return None
    start, end = folded.original(at, at + len(fact.due_text))
    return fact.start + start, fact.start + end
