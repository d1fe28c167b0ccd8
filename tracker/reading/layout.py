"""The lines of a PDF's pages -> the stream of running lines and asides that `tracker.reading.lines` makes blocks of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from tracker.model import Role
from tracker.reading.footnotes import take_out
from tracker.reading.lines import Aside, Line

# What the publishers of parliamentary papers print around the text; pdfium may put a space after a letter that is set wide.
_FURNITURE = re.compile(
    r"p ?agina\s*\d+(?:\s*van\s*\d+)?|(?:[-–]\s*)?\d{1,4}(?:\s*[-–])?|ISSN \d{4}\s?-\s?\d{4}|(?:ah|kst|h|blg)-(?:tk-|ek-)?\d[\w-]+"
    r"|(?:’s-Gravenhage \d{4}\s+)?(?:Tweede|Eerste) Kamer, vergaderjaar .{5,60}|(?:Tweede|Eerste) Kamer der Staten-Generaal(?:\s+[12])?"
    r"|Vergaderjaar \d{4}\s?[–-]\s?\d{2,4}(?:\s+Aanhangsel van de Handelingen)?",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 100
_SAME_BASE = 0.35  # parts of the size of the letters
_NOTE_NUMBER = re.compile(r"(\d{1,3})(?:\s+|(?=[^\W\d]))")
_UNIT = re.compile(r"\b[kcdm]?m$")
# Signs of symbol fonts, and accents set as a sign of their own, as the characters that the paper shows.
_SIGNS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "►", "\uf02d": "-", "´": "\u0301"})


@dataclass(frozen=True)
class _Frame:
    """Where the running text of a paper stands, and the size of its letters."""

    left: float
    right: float
    size: float


def stream(pages: Sequence[dict[str, Any]]) -> list[Line | Aside]:
    """Make the stream of a paper; `pages` are what `tracker.reading.pdf_worker.answer` gives."""
    read = [_join_pieces(_as_lines(page, number)) for number, page in enumerate(pages, 1)]
    frame = _frame([x for page in read for x, _ in page])
    if frame is None:
        return []
    repeated = _repeated(read)
    out: list[Line | Aside] = []
    raised_anywhere = False
    for page, raw in zip(read, pages, strict=True):
        made, raised = _page(page, frame, repeated, raw["height"])
        out += made
        raised_anywhere = raised_anywhere or raised
    return out if raised_anywhere else take_out(out)


Raised = tuple[tuple[int, int], ...]


def _as_lines(page: dict[str, Any], number: int) -> list[tuple[Line, Raised]]:
    lines = []
    for text, left, right, base, size, bold, raised in page["lines"]:
        shown = text if text.isascii() else text.translate(_SIGNS)
        if shown.strip():
            lines.append((Line(shown, number, left, right, base, size or 1.0, bold), tuple((a, b) for a, b in raised)))
    return lines


def _join_pieces(lines: list[tuple[Line, Raised]]) -> list[tuple[Line, Raised]]:
    """Join what pdfium took apart on one line, as it does behind a raised digit."""
    out: list[tuple[Line, Raised]] = []
    for line, raised in lines:
        last, before = out[-1] if out else (None, ())
        if last and abs(last.base - line.base) < _SAME_BASE * last.size and -1 <= line.left - last.right < 1.5 * last.letter:
            gap = "" if line.text[0] in ".,;:?!)" or line.left - last.right < 0.1 * last.size else " "
            shift = len(last.text) + len(gap)
            joined = replace(
                last, text=last.text + gap + line.text, right=line.right, size=max(last.size, line.size), bold=last.bold and line.bold
            )
            out[-1] = (joined, (*before, *((a + shift, b + shift) for a, b in raised)))
        else:
            out.append((line, raised))
    return out


def _frame(lines: Iterable[Line]) -> _Frame | None:
    """Give the commonest size and left edge, weighed by letters, and how far right most lines that start there run."""
    sizes: Counter[float] = Counter()
    for x in lines:
        sizes[round(x.size * 2) / 2] += len(x.text)
    if not sizes:
        return None
    size = sizes.most_common(1)[0][0]
    lefts: Counter[int] = Counter()
    running = [x for x in lines if abs(x.size - size) <= 0.08 * size]
    for x in running:
        lefts[round(x.left)] += len(x.text)
    left = lefts.most_common(1)[0][0] if lefts else 0
    rights = sorted(x.right for x in running if abs(x.left - left) < 2)
    return _Frame(left, rights[int(len(rights) * 0.98)] if rights else 0.0, size)


def _repeated(pages: Sequence[list[tuple[Line, Raised]]]) -> frozenset[tuple[str, int]]:
    """Find running heads and margins: the same words, but for the page's number, at one height on two pages and on a third of all."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_shape(x) for x, _ in page})
    return frozenset(shape for shape, times in seen.items() if times >= max(2, len(pages) / 3))


def _shape(line: Line) -> tuple[str, int]:
    number = str(line.page)
    text = re.sub(rf"\b{number}\b", "#", line.text) if number in line.text else line.text
    return text, round(line.base / 4)


def _page(
    lines: list[tuple[Line, Raised]], frame: _Frame, repeated: frozenset[tuple[str, int]], height: float
) -> tuple[list[Line | Aside], bool]:
    """Give the stream of one page: margins, the running text in reading order, figures, notes; and whether it had raised digits."""
    margin, running, small = [], [], []
    margined, columns = _has_margin([x for x, _ in lines], frame), _has_columns([x for x, _ in lines], frame)
    for line, raised in lines:
        outside = (not columns and line.left > frame.right + 4) or (margined and line.right < frame.left - 4)
        edge_of_page = line.base < 0.09 * height or line.base > 0.9 * height
        again = (edge_of_page or line.size < 0.9 * frame.size) and _shape(line) in repeated
        if outside or again or _is_furniture(line, edge_of_page):
            margin.append(line)
        elif line.size < 0.96 * frame.size:
            small.append((line, raised))
        else:
            running.append((line, raised))
    notes, figures = _notes(small, [x for x, _ in running], {n for x in running + small for n in _raised_numbers(x)})
    labels = {a.label for a in notes}
    text, any_raised = _take_raised(_reading_order(running), labels)
    return [*_margins(margin, frame), *_with_figures(text, figures), *notes], any_raised


def _is_furniture(line: Line, edge: bool) -> bool:
    if len(line.text) > _LONGEST_FURNITURE or not _FURNITURE.fullmatch(line.text):
        return False
    return edge or not line.text.strip("-– ").isdigit()


def _has_margin(lines: Sequence[Line], frame: _Frame) -> bool:
    """Say whether what starts left of the text is a column of its own, and no label or number that runs on into the text."""
    starting = [x for x in lines if x.left < frame.left - 10]
    return sum(x.right < frame.left for x in starting) > 0.5 * len(starting)


def _has_columns(lines: Sequence[Line], frame: _Frame) -> bool:
    """Say whether what stands right of the text is a second column of it: as large, and at least a quarter as much."""
    running = [x for x in lines if abs(x.size - frame.size) <= 0.08 * frame.size]
    beside = sum(len(x.text) for x in running if x.left > frame.right + 4)
    return beside > 0.2 * sum(len(x.text) for x in running)


def _margins(lines: Sequence[Line], frame: _Frame) -> list[Aside]:
    """Lines of the margins, those that follow on each other together."""
    groups: list[list[Line]] = []
    for x in lines:
        last = groups[-1][-1] if groups else None
        if last and abs(x.left - last.left) < 2 and 0 < x.base - last.base < 3 * x.size:
            groups[-1].append(x)
        else:
            groups.append([x])
    first_page_column = [g[0].page == 1 and g[0].left > frame.right for g in groups]
    return [Aside(tuple(g), Role.LETTERHEAD if column else Role.FURNITURE) for g, column in zip(groups, first_page_column, strict=True)]


def _raised_numbers(item: tuple[Line, Raised]) -> list[str]:
    line, raised = item
    return [line.text[a:b] for a, b in raised if a > 0]


def _notes(small: list[tuple[Line, Raised]], running: Sequence[Line], referred: set[str]) -> tuple[list[Aside], list[Line]]:
    """Split the small lines of a page: those at its foot, from the first with a number, are footnotes; the others are of figures."""
    floor = max((x.base for x in running), default=0.0)
    foot = sorted((item for item in small if item[0].base > floor - 1), key=lambda item: (item[0].base, item[0].left))
    figures = [x for x, _ in small if x.base <= floor - 1]
    groups: list[tuple[str | None, list[Line]]] = []
    for line, raised in foot:
        m = _NOTE_NUMBER.match(line.text)
        leads = bool(raised) and raised[0][0] == 0
        if m and (leads or m[1] in referred) and (not groups or _follows(m[1], groups[-1][0])):
            if groups and groups[-1][0] is None and line.base - groups[-1][1][-1].base > 2.2 * line.size:
                figures += groups.pop()[1]
            groups.append((m[1], [line]))
        elif groups or line.text[0].islower():
            groups = groups or [(None, [])]
            groups[-1][1].append(line)
        else:
            figures.append(line)
    return [Aside(tuple(g), Role.FOOTNOTE, label) for label, g in groups], figures


def _follows(number: str, last: str | None) -> bool:
    return last is None or 0 < int(number) - int(last) <= 3


def _take_raised(lines: list[tuple[Line, Raised]], labels: set[str | None]) -> tuple[list[Line], bool]:
    """Take the raised numbers out that have a footnote on this page; others ("m2") stay."""
    out, taken = [], set[str]()
    for line, raised in lines:
        text = line.text
        notes: list[str] = []
        for a, b in reversed(raised):
            number = text[a:b]
            if number in labels and number not in taken and not _UNIT.search(text[:a]):
                text = text[:a].rstrip() + text[b:]
                notes.insert(0, number)
                taken.add(number)
        if text.strip():
            out.append(replace(line, text=text.strip(), notes=tuple(notes)) if notes else line)
    return out, bool(taken)


def _reading_order(lines: list[tuple[Line, Raised]]) -> list[tuple[Line, Raised]]:
    """As pdfium gives them, which is how they were written, unless the writing jumps back up the page within a column."""
    for (a, _), (b, _) in pairwise(lines):
        if b.base < a.base - 2 * a.size and b.left < a.right and a.left < b.right:
            return sorted(lines, key=lambda item: (item[0].base, item[0].left))
    return lines


def _with_figures(text: list[Line], figures: list[Line]) -> list[Line | Aside]:
    """Put the small lines of tables and figures in front of the running line that stands below them."""
    out: list[Line | Aside] = []
    left = sorted(figures, key=lambda x: x.base) if _in_one_column(figures) else list(figures)
    for line in text:
        above = [x for x in left if x.base < line.base]
        left = [x for x in left if x.base >= line.base]
        out += _tables(above)
        out.append(line)
    return out + _tables(left)


def _in_one_column(lines: Sequence[Line]) -> bool:
    return len({round(x.left / 4) for x in lines}) <= 2


def _tables(lines: Sequence[Line]) -> list[Aside]:
    """One aside for each run of lines without a gap."""
    out: list[list[Line]] = []
    for x in lines:
        if out and 0 <= x.base - out[-1][-1].base < 1.6 * x.size and abs(x.left - out[-1][-1].left) < 40:
            out[-1].append(x)
        else:
            out.append([x])
    return [Aside(tuple(g), Role.TABLE) for g in out]
