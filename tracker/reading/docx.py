"""DOCX -> blocks.

Read from the XML itself: the footnotes, text boxes, tracked changes and automatic numbers of a ministry's letter are in no field that
python-docx gives, and every part of the file goes through one parser that expands nothing and fetches nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tracker.model import Role
from tracker.model.limits import Limits
from tracker.reading.blocks import Block, Raw, Source, Unreadable
from tracker.reading.breaks import parts
from tracker.reading.markup import Element, children, descendants, tag
from tracker.reading.questions import is_label
from tracker.reading.typed_notes import typed_notes
from tracker.reading.word_package import Style, WordPackage, attribute, has_borders, numbering, value, write_number

_OLE = b"\xd0\xcf\x11\xe0"
# Not read: deleted text, codes of fields, properties, drawings' second form for old programs.
_UNREAD = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "txbxContent", "footnoteRef", "endnoteRef"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_LETTER_STYLE = re.compile(
    r"retouradres|rubricering|^adres|kixcode|datum|onderwerp|afzend|referentie|clausule|kenmerk|colofon", re.IGNORECASE
)
_LETTER_FIELD = re.compile(r"(?:datum|betreft|onderwerp|ons kenmerk|uw kenmerk|kenmerk|bijlage(?:n|\(n\))?)\s*:?", re.IGNORECASE)
_DOSSIER = re.compile(r"\d{2} ?\d{3}(?:[ -][A-Z]{1,5})?")  # of a Kamerstuk: its title stands in the next cell
# The number that a field held when the file was saved is no longer that of any page.
_PAGE = re.compile(r"(?:pagina )?\d{1,4}(?: van \d{1,4})?", re.IGNORECASE)
_LEVEL = re.compile(r"%(\d)")
_MARKS = re.compile(r"(?:\s*(?:\[\d{1,2}\]|\d{1,2}\)))+$")  # of typed footnotes
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOTION = re.compile(r"(?:constaterende|overwegende|gehoord|verzoekt|spreekt|van mening|en gaat over|roept|draagt)\b")
_LONGEST_HEADING = 200  # characters
_LONGEST_SENTENCE = 3000  # characters
_BULLET = "–"


def read_docx(source: Source, limits: Limits) -> Raw:
    """Read a Word file. A block is a paragraph, a row of a table with lines, or a footnote after its paragraph.

    Page numbers are those at which Word last broke the pages. Raises Unreadable for an old .doc, for what is no Word file, for a broken or
    unsafe one, and beyond `limits`.
    """
    if source.data.startswith(_OLE):
        raise Unreadable(source.name, "this is an old (.doc) or encrypted Word file; save it without a password as .docx or .pdf")
    package = WordPackage(source, limits)
    root = package.part(package.main)
    body = next(iter(children(root, "body")), None) if root is not None else None
    if body is None:
        raise Unreadable(source.name, "the Word file has no text part; save it again as .docx or .pdf")
    paged = any(True for _ in descendants(body, "lastRenderedPageBreak"))
    walk = _Walk(package, page=1 if paged else None)
    first, later = _headers(package, body)
    head = [b for h in first for b in walk.blocks(h, Role.LETTERHEAD) if not _PAGE.fullmatch(b.text)]
    text = typed_notes(list(walk.blocks(body, None)))
    furniture = {b.text: replace(b, page=None) for h in later for b in walk.blocks(h, Role.FURNITURE) if not _PAGE.fullmatch(b.text)}
    return Raw((*head, *text, *furniture.values()))


def _headers(package: WordPackage, body: Element) -> tuple[list[Element], list[Element]]:
    """Find the headers of the first page, where a letter has its letterhead, and of the pages after it."""
    roots = package.related("header")
    first: list[Element] = []
    later: list[Element] = []
    for section in list(descendants(body, "sectPr"))[:1]:
        own = "first" if children(section, "titlePg") else "default"
        for reference in children(section, "headerReference"):
            root = roots.get(attribute(reference, "id") or "")
            if root is not None:
                (first if attribute(reference, "type") == own else later).append(root)
    return first, later


@dataclass
class _Walk:
    """A walk through the text: the page it is on, how far each list and each kind of note has counted."""

    package: WordPackage
    page: int | None
    lists: dict[str, dict[int, int]] = field(default_factory=dict)  # list -> level -> the number it has reached
    counts: dict[str, int] = field(default_factory=dict)  # kind of note -> how many have been given

    def blocks(self, element: Element, role: Role | None) -> Iterator[Block]:
        """Give the blocks of the text or of a header; `role` is None where the paragraphs themselves say what they are."""
        return _joined(self._flow(element, role))

    def _flow(self, element: Element, role: Role | None) -> Iterator[Block | None]:
        """Give blocks in the order of the paper; None stands for an empty paragraph, which no sentence crosses."""
        for child in children(element):
            if tag(child) == "p":
                yield from self._paragraph(child, role)
            elif tag(child) == "tbl":
                yield from self._table(child, role)
            elif tag(child) not in _UNREAD:
                yield from self._flow(child, role)

    def _paragraph(self, element: Element, role: Role | None) -> Iterator[Block | None]:
        notes: list[tuple[str, Element]] = []
        page, text = self._text(element, notes)
        properties = next(iter(children(element, "pPr")), None)
        style = self._style(properties)
        role = role or _role(element, style, " ".join(text.split()))
        label = self._label(properties, style) if text.strip() else None
        if label and _WORD.search(label):  # "Vraag 1", numbered by Word
            yield Block(label, Role.HEADING, page=page)
            label = None
        blocks = [Block(part, role, page=page) for part in parts(text)]
        if blocks:
            blocks[0] = replace(blocks[0], label=label)
            blocks[-1] = replace(blocks[-1], notes=tuple(number for number, _ in notes))
        if blocks:
            yield from blocks
        else:
            yield None
        for number, note in notes:
            words = "\n".join(b.text for b in self.blocks(note, Role.FOOTNOTE))
            yield Block(words, Role.FOOTNOTE, page=page, label=number)
        for box in descendants(element, "txbxContent"):
            if not any(tag(a) in ("Fallback", "txbxContent") for a in box.iterancestors()):
                yield from self._flow(box, role or Role.LETTERHEAD)

    def _text(self, element: Element, notes: list[tuple[str, Element]]) -> tuple[int | None, str]:
        """Give the page on which a paragraph has its first word, and its text; the footnotes that it refers to go into `notes`."""
        page, pieces, has_words = self.page, list[str](), False
        for piece in self._pieces(element, notes):
            page = page if has_words else self.page
            has_words = has_words or bool(piece.strip())
            pieces.append(piece)
        return page, "".join(pieces)

    def _pieces(self, element: Element, notes: list[tuple[str, Element]]) -> Iterator[str]:
        """Give the text of a run or paragraph; what footnotes it refers to goes into `notes`, where breaks of the page are is kept."""
        for child in children(element):
            name = tag(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _NOTES:
                notes += self._note(child)
            elif name == "lastRenderedPageBreak":
                self.page = self.page and self.page + 1
                yield ""
            elif name not in _UNREAD:
                yield from self._pieces(child, notes)

    def _note(self, reference: Element) -> list[tuple[str, Element]]:
        """Give the number and the element of the note that a sentence refers to: footnotes count 1, 2, endnotes i, ii."""
        kind = "footnotes" if tag(reference) == "footnoteReference" else "endnotes"
        note = self.package.notes.get((kind, attribute(reference, "id") or ""))
        if note is None:
            return []
        count = self.counts[kind] = self.counts.get(kind, 0) + 1
        return [(write_number("decimal" if kind == "footnotes" else "lowerRoman", count), note)]

    def _style(self, properties: Element | None) -> Style:
        key = value(properties, "pStyle") if properties is not None else None
        return self.package.styles.get(key or "", Style())

    def _label(self, properties: Element | None, style: Style) -> str | None:
        """Count an item of a list on, and give its number as Word prints it; "–" for a bullet, None for what is no item."""
        place = (numbering(properties) if properties is not None else None) or style.numbering
        level = self.package.level(place) if place else None
        if place is None or level is None:
            return None
        kind, text, start = level
        counts = self.lists.setdefault(place[0], {})
        counts[place[1]] = counts.get(place[1], start - 1) + 1
        for deeper in [n for n in counts if n > place[1]]:
            del counts[deeper]
        if kind == "bullet":
            return _BULLET
        return _LEVEL.sub(lambda m: self._number(place[0], int(m[1]) - 1), text).strip() or None

    def _number(self, list_id: str, level: int) -> str:
        kind, _, start = self.package.level((list_id, level)) or ("decimal", "", 1)
        return write_number(kind, self.lists[list_id].get(level, start))

    def _table(self, table: Element, role: Role | None) -> Iterator[Block | None]:
        """Give a table with lines row by row; one without serves to place paragraphs, and beside the text it holds the letterhead."""
        properties = next(iter(children(table, "tblPr")), None)
        rows = [children(r, "tc") for r in descendants(table, "tr") if next(a for a in r.iterancestors() if tag(a) == "tbl") is table]
        if self._has_lines(table, properties) and len(rows) > 1 and max(map(len, rows)) > 1:
            for row in rows:
                yield from self._row(row)
            return
        if properties is not None and children(properties, "tblpPr"):
            role = role or Role.LETTERHEAD
        for row in rows:
            named = _named_by(_plain(row[0])) if len(row) > 1 else None
            if named:
                cells = ("\n".join(b.text for b in self.blocks(c, role)) for c in row)
                yield Block("\n".join(c for c in cells if c), named, page=self.page)
            else:
                for cell in row:
                    yield from self._flow(cell, role)

    def _has_lines(self, table: Element, properties: Element | None) -> bool:
        """Say whether lines part the cells in most rows: by the table or its style, unless a row says no, or beside most of its cells."""
        direct = children(properties, "tblBorders") if properties is not None else []
        style = self.package.styles.get((value(properties, "tblStyle") if properties is not None else None) or "", Style())
        usual = any(has_borders(b) for b in direct) if direct else style.has_borders
        rows = list(descendants(table, "tr"))
        return sum(_is_lined(row, usual=usual) for row in rows) * 2 > len(rows)

    def _row(self, row: list[Element]) -> Iterator[Block]:
        """Give a row as one block, or, where a cell holds more than a paragraph, each paragraph as its own."""
        cells = [list(self.blocks(cell, Role.TABLE)) for cell in row]
        notes = [b for cell in cells for b in cell if b.role is Role.FOOTNOTE]
        words = [[b for b in cell if b.role is not Role.FOOTNOTE] for cell in cells]
        if all(len(cell) <= 1 for cell in words):
            parts = [b for cell in words for b in cell]
            text = "\n".join(b.text for b in parts)
            if parts:
                yield Block(text, Role.TABLE, page=parts[0].page, notes=tuple(n for b in parts for n in b.notes))
            yield from notes
        else:
            yield from (b for cell in cells for b in cell)


def _is_lined(row: Element, *, usual: bool) -> bool:
    exceptions = [b for e in children(row, "tblPrEx") for b in children(e, "tblBorders")]
    if exceptions:
        usual = any(has_borders(b) for b in exceptions)
    sides = [side for b in descendants(row, "tcBorders") for side in children(b, "left", "right")]
    return any(attribute(s, "val") not in (None, "none", "nil") for s in sides) if sides else usual


def _plain(cell: Element) -> str:
    return " ".join("".join(t.text or "" for t in descendants(cell, "t")).split())


def _named_by(cell: str) -> Role | None:
    """Say what a row of a layout table is whose first cell names the second; None where it does not."""
    if _LETTER_FIELD.fullmatch(cell):
        return Role.LETTERHEAD
    return Role.HEADING if _DOSSIER.fullmatch(cell) else None


def _role(element: Element, style: Style, text: str) -> Role | None:
    """Say what a paragraph is, as far as its style tells; one that is wholly bold and ends as no sentence is a heading."""
    if any(_LETTER_STYLE.search(n) for n in style.names):
        return Role.LETTERHEAD
    runs = [r for r in descendants(element, "r") if any((t.text or "").strip() for t in children(r, "t"))]
    bold = bool(runs) and all(_is_bold(r) for r in runs)
    ends_sentence = _MARKS.sub("", text)[-1:] in ".,;:?!"
    if style.is_heading or (bold and len(text) <= _LONGEST_HEADING and not ends_sentence):
        return Role.HEADING
    return None


def _is_bold(run: Element) -> bool:
    return any(attribute(b, "val") not in ("0", "false", "none") for p in children(run, "rPr") for b in children(p, "b"))


def _joined(flow: Iterator[Block | None]) -> Iterator[Block]:
    """Join paragraphs that a line end, a cell or a page cut a sentence into; footnotes wait until the sentence is whole."""
    last: Block | None = None
    notes: list[Block] = []
    for block in flow:
        if block is not None and last is not None and block.role is Role.FOOTNOTE and last.role is not Role.FOOTNOTE:
            notes.append(block)
        elif block is not None and last is not None and _goes_on(last, block):
            last = replace(last, text=f"{last.text}\n{block.text}", notes=last.notes + block.notes)
        else:
            yield from [last, *notes] if last is not None else []
            last, notes = block, []
    yield from [last, *notes] if last is not None else []


def _goes_on(last: Block, block: Block) -> bool:
    """Say whether `block` carries on the sentence of `last`: no end there, a small letter here, and no item, label or line of a motion."""
    if last.role is not None or block.role is not None or block.label or len(last.text) > _LONGEST_SENTENCE:
        return False
    ends = not (last.text[-1].isalnum() or last.text[-1] in ",-")
    return not ends and block.text[0].islower() and not _MOTION.match(block.text) and not is_label(last.text)
