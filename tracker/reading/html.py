"""Saved web pages -> blocks: those of officielebekendmakingen.nl and rijksoverheid.nl, and any other page that holds a paper.

Parsed with lxml.html: it reads what browsers save, is kept up, and is the parser that the XML papers need anyway.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from lxml import etree

from tracker.model import Role
from tracker.model.limits import Limits
from tracker.reading import publication
from tracker.reading.blocks import Block, Raw, Source, Unreadable
from tracker.reading.breaks import parts
from tracker.reading.decode import decode
from tracker.reading.markup import Element, children, descendants, tag

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
# What a page has around its paper, or hides.
_AROUND = frozenset({
    "aside", "button", "footer", "form", "head", "iframe", "input", "nav", "noscript", "object", "script", "select", "style", "svg",
    "template",
})  # fmt: skip
_AROUND_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:breadcrumbs?|cookies?|menu|navigation|pagination|share|sidebar|skiplinks?|visually-hidden|sr-only)(?:$|[\s_-])"
)
_HEADING = re.compile(r"h[1-6]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NOTE_NUMBER = re.compile(r"\[?(\d{1,3}|\*{1,3})[\])]?")
_NOTE_CLASS = re.compile(r"noot|footnote|nootref", re.IGNORECASE)
_ITEM_MARK = re.compile(r"([-–—•·*]|\d{1,3}[.)]|\(?[a-z][.)]|[ivx]{1,4}[.)])\s+(?=\S)")
_LONGEST_HEADING = 200  # characters
_TITLES = ("dcterms.title", "dc.title", "overheidop.documenttitel", "og:title")


def read_html(source: Source, limits: Limits) -> Raw:
    """Read a saved page. Its paper is what stands in `#broodtekst` or `.stuk`, else in `main` or `article`, else in the whole body.

    Raises Unreadable for an empty or too deeply nested page, and beyond `limits`.
    """
    if len(source.data) > limits.bytes:
        raise Unreadable(
            source.name,
            f"the file has more megabytes than reading.megabytes allows ({limits.megabytes}); raise that limit or split the paper",
        )
    root = _parsed(source)
    meta = {(e.get("name") or e.get("property") or "").casefold(): (e.get("content") or "").strip() for e in descendants(root, "meta")}
    paper = _paper(root)
    page = _Page(*_notes(paper))
    return Raw(
        blocks=tuple(page.blocks(paper, None)),
        kind=publication.kind(meta),
        date=publication.day(meta),
        latest=publication.latest(meta),
        title=next((meta[name] for name in _TITLES if meta.get(name)), None),
        numbers=publication.numbers(meta),
    )


def _parsed(source: Source) -> Element:
    declared = _CHARSET.search(source.data[:4096])
    try:
        text = source.data.decode(declared[1].decode("ascii")) if declared else decode(source.data, source.name)
    except (UnicodeDecodeError, LookupError):
        text = decode(source.data, source.name)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_XML_DECLARATION.sub("", text.replace("\0", "")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable(source.name, "this is no readable web page; save the page again, or give the paper as .pdf") from None
    if any("depth" in error.message for error in parser.error_log):
        raise Unreadable(source.name, "the page is nested too deeply to be a paper; give the paper as .pdf")
    return root


def _paper(root: Element) -> Element:
    """Find the element that holds the paper."""
    by_id = [e for e in root.iter() if e.get("id") == "broodtekst"]
    by_class = [e for e in root.iter() if "stuk" in (e.get("class") or "").split()]
    named = [*descendants(root, "main"), *(e for e in root.iter() if e.get("role") == "main"), *descendants(root, "article")]
    return next(iter([*by_id, *by_class, *named, *descendants(root, "body")]), root)


def _notes(paper: Element) -> tuple[Mapping[Element, str], Mapping[Element, str]]:
    """Find the footnotes: the links in the text and the elements that they lead to, each with the number of the note."""
    places = {e: i for i, e in enumerate(paper.iter())}
    targets = {name: e for e in places for name in (e.get("id"), e.get("name") if tag(e) == "a" else None) if name}
    links: dict[Element, str] = {}
    notes: dict[Element, str] = {}
    for link in descendants(paper, "a"):
        number = _NOTE_NUMBER.fullmatch("".join(map(str, link.itertext())).strip())
        target = targets.get((link.get("href") or "").partition("#")[2])
        if number and target is not None and places[target] > places[link] and _is_raised(link):
            note = _block_of(target)
            if note is not _block_of(link) and note not in link.iterancestors():
                links[link] = number[1]
                notes.setdefault(note, number[1])
    return links, notes


def _is_raised(link: Element) -> bool:
    """Say whether a link looks like the number of a note: raised, or named so."""
    near = [link, *([parent] if (parent := link.getparent()) is not None else []), *link]
    return any(tag(e) == "sup" or _NOTE_CLASS.search(e.get("class") or "") for e in near)


def _block_of(element: Element) -> Element:
    return next((e for e in (element, *element.iterancestors()) if tag(e) not in _INLINE), element)


@dataclass(frozen=True)
class _Page:
    """A page whose footnotes are known: the links to them and the elements that hold them, with their numbers."""

    links: Mapping[Element, str]
    notes: Mapping[Element, str]

    def blocks(self, element: Element, label: str | None) -> Iterator[Block]:
        """Give the blocks of an element; `label` is that of the item of a list whose first paragraph it is."""
        name = tag(element)
        if name in _AROUND or element.get("hidden") is not None or _AROUND_CLASS.search(element.get("class") or ""):
            return
        if element in self.notes:
            yield from self._note(element)
        elif name == "table" and _is_data(element):
            yield from self._rows(element)
        elif name in ("ul", "ol"):
            yield from self._items(element)
        elif _is_paragraph(element):
            yield from self._paragraph(element, label)
        else:
            for child in children(element):
                yield from self.blocks(child, label)
                label = None

    def _paragraph(self, element: Element, label: str | None) -> Iterator[Block]:
        inner = [c for c in children(element) if tag(c) not in _INLINE]
        notes: list[str] = []
        found = parts("".join(self._words(element, notes)))
        role = Role.HEADING if _is_heading(element, " ".join(found)) else None
        for i, text in enumerate(found):
            yield Block(text, role, label=label if i == 0 else None, notes=tuple(notes) if i == len(found) - 1 else ())
        for child in inner:
            yield from self.blocks(child, None)

    def _words(self, element: Element, notes: list[str]) -> Iterator[str]:
        """Give the text of a paragraph without what stands in it but is a block itself; the numbers of its footnotes go into `notes`."""
        yield " ".join((element.text or "").split("\n"))
        for child in children(element):
            if child in self.links:
                notes.append(self.links[child])
            elif tag(child) == "br":
                yield "\n"
            elif tag(child) in _INLINE:
                yield from self._words(child, notes)
            yield " ".join((child.tail or "").split("\n"))

    def _note(self, element: Element) -> Iterator[Block]:
        number = self.notes[element]
        words = " ".join("".join(map(str, element.itertext())).split())
        text = re.sub(rf"^\[?{re.escape(number)}[\]).]?\s*", "", words).strip(" ↩↑^")
        yield Block(text or words, Role.FOOTNOTE, label=number)

    def _items(self, element: Element) -> Iterator[Block]:
        """Give the items of a list; a number that is printed goes before one that a browser would count."""
        start = element.get("start") or "1"
        count = int(start) if start.isdecimal() and len(start) < 6 else 1
        for item in children(element):
            label = f"{count}." if tag(element) == "ol" else "–"
            count += tag(item) == "li"
            for i, block in enumerate(self.blocks(item, label)):
                mark = _ITEM_MARK.match(block.text) if i == 0 and block.label == label else None
                yield Block(block.text[mark.end() :], block.role, label=mark[1], notes=block.notes) if mark else block

    def _rows(self, table: Element) -> Iterator[Block]:
        for caption in descendants(table, "caption"):
            yield from self._paragraph(caption, None)
        for row in descendants(table, "tr"):
            notes: list[str] = []
            cells = [" ".join("".join(self._cell(c, notes)).split()) for c in children(row, "td", "th")]
            if any(cells):
                yield Block("\n".join(c for c in cells if c), Role.TABLE, notes=tuple(notes))
        for note in (e for e in table.iter() if e in self.notes):
            yield from self._note(note)

    def _cell(self, element: Element, notes: list[str]) -> Iterator[str]:
        yield from self._words(element, notes)
        for child in children(element):
            if tag(child) not in _INLINE and child not in self.notes:
                yield " "
                yield from self._cell(child, notes)


def _is_data(table: Element) -> bool:
    """Say whether a table holds rows, and does not only place paragraphs."""
    rows = [children(r, "td", "th") for r in descendants(table, "tr")]
    return table.get("role") != "presentation" and sum(len(r) > 1 for r in rows) > 1


def _is_paragraph(element: Element) -> bool:
    """Say whether an element holds words itself, or nothing but what stands inside a line."""
    direct = (element.text or "") + "".join(c.tail or "" for c in element)
    return bool(direct.strip()) or all(tag(c) in _INLINE for c in children(element))


def _is_heading(element: Element, text: str) -> bool:
    """Say whether a paragraph is a heading: by its tag, or because it is wholly bold and ends as no sentence."""
    if _HEADING.fullmatch(tag(element)) or tag(element) == "caption":
        return True
    bold = " ".join("".join(str(t) for e in children(element, "b", "strong") for t in e.itertext()).split())
    return bool(text) and len(text) <= _LONGEST_HEADING and bold == text and text[-1] not in ".,;:?!"
