"""Plain text -> blocks: pages, page numbers, running heads and footnotes out of the sentences, paragraphs across pages."""

import re
from collections import Counter
from collections.abc import Iterable

from tracker.model import Role
from tracker.model.limits import Limits
from tracker.reading.blocks import Raw, Source, Unreadable
from tracker.reading.decode import decode
from tracker.reading.footnotes import take_out
from tracker.reading.lines import Aside, Line, blocks

_PAGE_NUMBER = re.compile(r"(?:-\s*)?(\d{1,4})(?:\s*-)?|(?:pagina|blz\.?)\s+(\d{1,4})(?:\s+van\s+\d{1,4})?", re.IGNORECASE)
_NOTE = re.compile(r"(\d{1,3})\s+(?=\S)")
_LONGEST_PAGE = 200  # lines; a note's number stands on its own page
_URL = re.compile(r"https?://\S+")


def read_text(source: Source, limits: Limits) -> Raw:
    """Read a text file: UTF-8, UTF-16 or a one-byte encoding; pages end at a form feed, or at what a converter left of it.

    Raises Unreadable for an empty file, for bytes that are no text, and beyond `limits`.
    """
    text = decode(source.data, source.name)
    if len(text) > limits.characters:
        excess = f"the text has {len(text)} characters, more than reading.characters allows ({limits.characters})"
        raise Unreadable(source.name, f"{excess}; raise that limit or split the paper")
    return Raw(tuple(blocks(_stream(_lines(text)), leading=1)))


def _lines(text: str) -> list[Line]:
    """Give the lines that hold words, with their page and row."""
    feeds = "\f" in text
    rows = text.replace("\f", "\n\f").split("\n")
    spaced = sum(_starts_with_one_space(r) for r in rows)
    # A form feed that became a space: a line of its own kind only where few lines start so.
    marks = not feeds and 0 < spaced * 15 <= len([r for r in rows if r.strip()])
    out: list[Line] = []
    page, fresh = 1, False
    for row, raw in enumerate(rows):
        page += raw.startswith("\f")
        line = raw.expandtabs().strip(" \f\u00a0\v")
        if not line:
            continue
        if not feeds and not fresh and marks and out and _starts_with_one_space(raw):
            page += 1
        indent = len(raw) - len(raw.lstrip(" \f\u00a0\v\t"))
        out.append(Line(line, page, indent, indent + len(line), row))
        number = None if feeds else _PAGE_NUMBER.fullmatch(line)
        if number and _alone(rows, row):
            page, fresh = page + 1, True
        elif not _URL.fullmatch(line):
            fresh = False
    return out


def _starts_with_one_space(row: str) -> bool:
    return len(row) > 1 and row[0] == " " and not row[1].isspace()


def _alone(rows: list[str], row: int) -> bool:
    """Say whether blank lines, or the ends of the text, stand around a row."""
    return not any(rows[i].strip() for i in (row - 1, row + 1) if 0 <= i < len(rows))


def _stream(lines: list[Line]) -> list[Line | Aside]:
    """Set apart what is no running text, page by page, and take the digits of footnotes out of the sentences."""
    heads = _running_heads(lines)
    out: list[Line | Aside] = []
    note = 0
    for page in _pages(lines):
        body, asides, note = _footnotes(page, note)
        links = _link_dump(body)
        for i, line in enumerate(body):
            number = i in (0, links - 1) and _PAGE_NUMBER.fullmatch(line.text)
            out.append(Aside((line,), Role.FURNITURE) if number or i >= links or _shape(line) in heads else line)
        out += asides
    return take_out(out)


def _pages(lines: list[Line]) -> Iterable[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if page and line.page != page[-1].page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _footnotes(page: list[Line], last: int) -> tuple[list[Line], list[Aside], int]:
    """Split the notes off the foot of a page: lines numbered on from `last`, or from 1, whose digits stand in the text above them."""
    for i, line in enumerate(page):
        m = _NOTE.match(line.text)
        if m and int(m[1]) in (last + 1, 1) and _refers(page[max(0, i - _LONGEST_PAGE) : i], m[1]):
            return _numbered(page, i, int(m[1]))
    return page, [], last


def _refers(lines: list[Line], number: str) -> bool:
    glued = re.compile(rf"(?:[^\W\d_]|[.,;:?!)\]’”\"'»]|[.] |\b(?:19|20)\d\d){number}(?!\d|[.,]\d)")
    return any(glued.search(x.text) for x in lines)


def _numbered(page: list[Line], first: int, number: int) -> tuple[list[Line], list[Aside], int]:
    """Take the notes from line `first` on: each runs to the next number, or to a blank row after the last."""
    asides: list[Aside] = []
    current: list[Line] = []
    i = first
    while i < len(page):
        line = page[i]
        m = _NOTE.match(line.text)
        if current and m and int(m[1]) == number + 1:
            asides.append(Aside(tuple(current), Role.FOOTNOTE, str(number)))
            number, current = number + 1, []
        elif current and line.base - current[-1].base > 1:
            break
        current.append(line)
        i += 1
    asides.append(Aside(tuple(current), Role.FOOTNOTE, str(number)))
    return page[:first] + page[i:], asides, number


def _link_dump(page: list[Line]) -> int:
    """Where the links begin that stand alone on their lines at the very end of a page: converters list a page's links there."""
    start = len(page)
    while start and _URL.fullmatch(page[start - 1].text):
        start -= 1
    return start


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _running_heads(lines: list[Line]) -> frozenset[str]:
    """Find what stands first or last on most pages (three at least), whatever its number."""
    pages = list(_pages(lines))
    edges = Counter(shape for page in pages for shape in {_shape(x) for x in (*page[:2], *page[-2:])})
    return frozenset(shape for shape, times in edges.items() if times >= max(3, 0.5 * len(pages)))
