"""Lines of a page -> paragraphs, by where the lines stand and how they end: the same for plain text and for PDF.

A line of plain text has its columns as place, so that one character is one unit, its row as height, and a size of 1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tracker.model import Role
from tracker.reading.blocks import Block
from tracker.reading.questions import is_label


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page; places in units of the page, growing to the right and downwards."""

    text: str  # without white space at its ends
    page: int
    left: float
    right: float
    base: float  # the height on which the letters stand
    size: float = 1.0  # of the letters
    bold: bool = False
    notes: tuple[str, ...] = ()

    @property
    def letter(self) -> float:
        """The mean width of a letter."""
        return (self.right - self.left) / max(1, len(self.text))


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that stand outside the running text: a footnote, a page number, a margin column."""

    lines: tuple[Line, ...]
    role: Role
    label: str | None = None


_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")
# A full stop after one of these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:jl|jongstl|d\.d|dd|nr|nrs|a\.s|o\.a|c\.s|m\.n|i\.c|i\.v\.m|t\.a\.v|m\.b\.t|n\.a\.v|t\.b\.v|blz|p|art|bijv|resp|ca|circa|vgl|"
    r"mevr|mw|dhr|drs|mr|ir|ing|dr|prof|incl|excl|jan|feb|mrt|apr|aug|sept?|okt|nov|dec|z\.g\.n|zgn|zg|max|min|evt|cf|par|hfst|st|[A-Z])\.$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-–—•·▪◦*►\uf0b7\uf0a7]|\d{1,2}[.):]|\(?[a-z0-9]\)|[a-z]\.|[ivx]{1,4}[.)])\s+\S")
_DASH_ITEM = re.compile(r"[-–—]\s")
_TITLED = re.compile(r"(?:drs|mr|ir|ing|dr|prof|mevr|mw|dhr)\.")
_CUT = re.compile(r"(?:-|\b(?:de|het|een|van|voor|op|in|en|of|aan|met|bij|tot|te|om|door|over|uit|naar|dat|die|nr\.|nrs\.|artikel|art\.))$")
# A capital in front of a small word starts a sentence; names that begin so ("De Vries") go on with a capital.
_OPENS = re.compile(
    r"(?:(?:De|In|Op|Uit|Bij)\s+[a-zà-ÿ\d]|(?:Het|Een|Deze|Dit|Dat|Die|Ik|Wij|We|Er|Hoe|Wat|Welke?|Waarom|Wanneer|Kan|Kunt|Kunnen|Is|Zijn|Bent|Heeft|"
    r"Hebben|Klopt|Deelt|Om|Over|Met|Via|Naar|Volgens|Hierbij|Conform|Ook|Daarnaast|Voorts|Zoals|Omdat|Indien|Als|Momenteel)\s)"
)
# A list of decisions has entries with a word and a colon in front: "Besluit: Voor kennisgeving aangenomen."
_ENTRY = re.compile(r"(?:\d{1,3}\.\s+)?[A-Z][a-z]+(?:\(\w+\))?:\s")
HEADING_LINES = 3


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence (or the words before a list) does."""
    return bool(_END.search(text)) and not _ABBREVIATED.search(text)


def paragraphs(lines: Sequence[Line], leading: float | None = None) -> list[list[Line]]:
    """Join lines, in reading order, to paragraphs; a page edge between two of them ends none by itself.

    `leading` is the distance between two lines of a paragraph, in sizes of their letters; None: what is usual in these lines.
    """
    edges = _right_edges(lines)
    leading = leading or _leading(lines)
    out: list[list[Line]] = []
    for i, line in enumerate(lines):
        if out and not _starts(out[-1], line, edges[i - 1], leading):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """How far right each line could have run: as far as the longest in the same unbroken run of lines, or as most do."""
    if not lines:
        return []
    most = sorted(x.right for x in lines)[int(len(lines) * 0.9)]
    edges: list[float] = []
    start = 0
    for i in range(1, len(lines) + 1):
        together = i < len(lines) and lines[i].page == lines[i - 1].page and 0 < lines[i].base - lines[i - 1].base < 1.7 * lines[i].size
        if not together:
            run = lines[start:i]
            edges += [max(x.right for x in run) if len(run) > 3 else max(most, *(x.right for x in run))] * len(run)
            start = i
    return edges


def _leading(lines: Sequence[Line]) -> float:
    """Give the usual distance between two lines, in sizes of their letters."""
    steps = [(b.base - a.base) / a.size for a, b in pairwise(lines) if a.page == b.page and b.base > a.base]
    return min(median(steps), 2.0) if steps else 1.0


def _starts(paragraph: list[Line], line: Line, edge: float, leading: float) -> bool:
    """Say whether `line` starts a paragraph after `paragraph`, whose last line could have run to `edge`."""
    last = paragraph[-1]
    if is_label(line.text) or is_label(last.text) or _starts_item(paragraph, line, edge):
        return True
    ended = ends_sentence(last.text)
    if last.page != line.page or line.base < last.base - 2 * last.size:  # the next page, or the next column
        return (ended or (_is_short(last, line, edge) and not _CUT.search(last.text))) and not _goes_on(line.text)
    if line.base <= last.base or line.base - last.base > 1.45 * leading * last.size:
        return ended or not _goes_on_after_gap(last.text, line.text)
    if ended or abs(last.size - line.size) > 0.08 * last.size:
        return not _goes_on(line.text) and (_is_short(last, line, edge) or _is_set_otherwise(last, line))
    return not _goes_on(line.text) and _starts_after_words(paragraph, line, edge)


def _starts_after_words(paragraph: list[Line], line: Line, edge: float) -> bool:
    """Say whether `line`, right below words that end no sentence, starts an entry of a list, or what stands below a heading."""
    last = paragraph[-1]
    if _ENTRY.match(line.text):
        return not _CUT.search(last.text)
    if last.bold != line.bold:
        return _is_short(last, line, edge) or all(x.bold for x in paragraph)
    return _is_heading(paragraph, line, edge)


def _starts_item(paragraph: list[Line], line: Line, edge: float) -> bool:
    """Say whether `line` starts an item of a list; a dash within a sentence marks none."""
    last = paragraph[-1]
    short = _is_short(last, line, edge)
    if not _is_item(line.text) or (_DASH_ITEM.match(line.text) and not short and not _END.search(last.text)):
        return False
    return short or ends_sentence(last.text) or last.text[-1] in ",;:" or _is_item(paragraph[0].text)


def _is_set_otherwise(last: Line, line: Line) -> bool:
    """Say whether `line` has other letters than the line above it, or stands further in."""
    return abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold or line.left > last.left + 1.5 * last.letter


def _goes_on(text: str) -> bool:
    return text[0].islower() and not _TITLED.match(text) and not _ITEM.match(text)


def _goes_on_after_gap(before: str, text: str) -> bool:
    """Say whether `text` goes on a sentence that a blank line cuts, as converters to text put some where a list is indented."""
    if _is_item(text):
        return False
    return _goes_on(text) or text[0] == "(" or bool(_CUT.search(before)) or (before[-1] == "," and text[0].isdigit())


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text))


def _is_short(last: Line, line: Line, edge: float) -> bool:
    """Say whether the first word of `line` would still have stood on `last`."""
    word = line.text.split(" ", 1)[0]
    return last.right + (len(word) + 1) * last.letter + 0.05 * (edge - last.left) < edge


def _is_heading(paragraph: list[Line], line: Line, edge: float) -> bool:
    """Say whether `paragraph`, which ends without a full stop, is a heading above `line`, or an entry of a list that goes on."""
    last = paragraph[-1]
    if len(paragraph) > HEADING_LINES or last.text[-1] in ",-" or _CUT.search(last.text):
        return False
    room = (edge - last.right) / max(1.0, edge - last.left)
    if _OPENS.match(line.text):
        return room > 0.02 or paragraph[0].text[0].isupper()
    return (room > 0.25 and not line.text[0].isdigit()) or line.text.split()[:3] == paragraph[0].text.split()[:3]


def blocks(stream: Sequence[Line | Aside], leading: float | None = None) -> list[Block]:
    """Make blocks of a paper's lines: each aside after the paragraph that it interrupts. `leading` is as in `paragraphs`."""
    running = [(i, x) for i, x in enumerate(stream) if isinstance(x, Line)]
    at = {id(x): i for i, x in running}
    asides = [(i, x) for i, x in enumerate(stream) if isinstance(x, Aside)]
    out: list[Block] = []
    for paragraph in paragraphs([x for _, x in running], leading):
        out += _before(asides, at[id(paragraph[0])])
        out.append(_block(paragraph))
    return out + _before(asides, len(stream))


def _before(asides: list[tuple[int, Aside]], place: int) -> list[Block]:
    out = []
    while asides and asides[0][0] < place:
        aside = asides.pop(0)[1]
        out.append(_block(aside.lines, aside.role, aside.label))
    return out


def _block(lines: Sequence[Line], role: Role | None = None, label: str | None = None) -> Block:
    notes = tuple(n for x in lines for n in x.notes)
    text = "\n".join(x.text for x in lines)
    if role is None and (_looks_like_heading(lines) or (len(lines) <= HEADING_LINES and all(x.bold for x in lines))):
        role = Role.HEADING
    return Block(text, role, page=lines[0].page, label=label, notes=notes)


def _looks_like_heading(lines: Sequence[Line]) -> bool:
    """At most three lines, in capitals or with a capital or a number in front, and without an end of a sentence."""
    text = lines[-1].text
    first = lines[0].text
    if len(lines) > HEADING_LINES or _END.search(text) or text[-1] in ",;-" or _CUT.search(text) or _ENTRY.match(first):
        return False
    return (first[0].isupper() or first[0].isdigit()) and any(c.isalpha() for c in first) and sum(len(x.text) for x in lines) <= 200
