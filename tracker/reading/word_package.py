"""The parts of a DOCX file (ECMA-376): a zip of XML, opened with suspicion, and what its side parts say of numbers, styles and notes."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from tracker.model.limits import Limits
from tracker.reading.blocks import Source, Unreadable
from tracker.reading.markup import Element, children, descendants, parse

MOST_PARTS = 5000
MOST_RATIO = 200  # unpacked to packed; Word's own XML stays below 30
DEEPEST_STYLE = 20  # styles that a style is based on, one on another; Word allows eleven
_SMALL = 2**20  # bytes: below this no ratio is suspect
_ENCRYPTED = 1  # bit of a zip entry's flags
_DTD = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@dataclass(frozen=True)
class Style:
    """What a paragraph style says: its names (its own and those it is based on), whether it is a heading, the list it is numbered in."""

    names: tuple[str, ...] = ()
    is_heading: bool = False
    has_borders: bool = False
    numbering: tuple[str, int] | None = None


class WordPackage:
    """A DOCX file whose zip has been checked; parts are parsed when they are asked for."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Open the zip and check names, sizes and ratios before anything is unpacked. Raises Unreadable."""
        self.name = source.name
        try:
            self._zip = ZipFile(BytesIO(source.data))
        except (BadZipFile, ValueError, NotImplementedError):
            raise Unreadable(source.name, "this is no Word file (its zip is damaged); save the paper again as .docx or .pdf") from None
        self._check(self._zip.infolist(), limits)
        self.main = self._main()

    def _check(self, entries: list[ZipInfo], limits: Limits) -> None:
        if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > limits.bytes:
            raise Unreadable(
                self.name,
                f"the Word file unpacks to more than reading.megabytes allows ({limits.megabytes}); raise that limit or save it as .pdf",
            )
        for e in entries:
            if e.flag_bits & _ENCRYPTED:
                raise Unreadable(self.name, "the Word file is encrypted; save it without a password")
            if e.file_size > _SMALL and e.file_size > MOST_RATIO * max(1, e.compress_size):
                raise Unreadable(self.name, "the Word file unpacks suspiciously far (perhaps a zip bomb); save it again as .docx or .pdf")
            if e.filename.startswith(("/", "\\")) or ".." in e.filename.replace("\\", "/").split("/") or "\0" in e.orig_filename:
                raise Unreadable(self.name, "the Word file holds a path that leads out of it; save it again as .docx or .pdf")

    def _main(self) -> str:
        """Find the name of the part with the text."""
        for target in self._related("").values():
            if target[0].endswith("/officeDocument") and target[1] in self._zip.namelist():
                return target[1]
        raise Unreadable(self.name, "this is a zip without the text of a Word file; give the paper as .docx or .pdf")

    def part(self, name: str) -> Element | None:
        """Parse a part; None where the file has none of that name. Raises Unreadable for a part that is broken or has a DTD."""
        try:
            data = self._zip.read(name)
        except KeyError:
            return None
        except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise Unreadable(self.name, f"part {name} of the Word file is damaged; save the paper again as .docx or .pdf") from None
        if any(mark in data for mark in _DTD):
            raise Unreadable(self.name, "the Word file holds a DTD, which none may (perhaps an attack); ask for a .pdf")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        try:
            return parse(data.decode("utf-16" if wide else "utf-8-sig"), self.name)
        except UnicodeDecodeError:
            raise Unreadable(self.name, f"part {name} of the Word file is damaged; save the paper again as .docx or .pdf") from None

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """List what a part points to inside the file: id -> (kind, name of the part)."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        inside = (r for r in children(root, "Relationship") if r.get("TargetMode") != "External")
        return {r.get("Id") or "": (r.get("Type") or "", _resolve(folder, r.get("Target") or "")) for r in inside}

    def related(self, kind: str) -> Mapping[str, Element]:
        """Parse the parts of a kind ("footnotes", "header") that the text points to: id of the relation -> root."""
        found = {i: self.part(name) for i, (type_, name) in self._related(self.main).items() if type_.endswith(f"/{kind}")}
        return {i: root for i, root in found.items() if root is not None}

    @cached_property
    def notes(self) -> Mapping[tuple[str, str], Element]:
        """Find the footnotes and endnotes: (kind, id) -> element, without the lines that Word draws between notes."""
        roots = [(kind, root) for kind in ("footnotes", "endnotes") for root in self.related(kind).values()]
        notes = ((kind, n) for kind, root in roots for n in children(root, "footnote", "endnote") if attribute(n, "type") is None)
        return {(kind, attribute(n, "id") or ""): n for kind, n in notes}

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """Give every style by its id, with what it takes over from the styles that it is based on."""
        found = {attribute(s, "styleId") or "": s for root in self.related("styles").values() for s in children(root, "style")}
        return {key: _style(key, found) for key in found}

    def level(self, place: tuple[str, int]) -> tuple[str, str, int] | None:
        """Give a level of a numbered list: kind of number, its text such as "%1.", the first number; None where there is none."""
        lists, kinds = self._lists
        return kinds.get(lists.get(place[0]) or "", {}).get(place[1])

    @cached_property
    def _lists(self) -> tuple[dict[str, str | None], dict[str, dict[int, tuple[str, str, int]]]]:
        """Which kind of list each list is of, and the levels of each kind."""
        lists: dict[str, str | None] = {}
        kinds: dict[str, dict[int, tuple[str, str, int]]] = {}
        for root in self.related("numbering").values():
            lists |= {attribute(n, "numId") or "": value(n, "abstractNumId") for n in children(root, "num")}
            kinds |= {attribute(a, "abstractNumId") or "": _levels(a) for a in children(root, "abstractNum")}
        return lists, kinds


def attribute(element: Element, name: str) -> str | None:
    """Give an attribute whatever its namespace: Word writes `w:val`, the strict form of the standard another."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def value(element: Element, name: str) -> str | None:
    """Give `w:val` of the first child that is called `name`."""
    return next((attribute(e, "val") for e in children(element, name)), None)


def numbering(properties: Element) -> tuple[str, int] | None:
    """Read which list, and which level of it, the properties of a paragraph or style put it in; list "0" is none."""
    for number in children(properties, "numPr"):
        if list_id := value(number, "numId"):
            return list_id, _whole(value(number, "ilvl"), 0)
    return None


def _levels(kind: Element) -> dict[int, tuple[str, str, int]]:
    return {
        _whole(attribute(v, "ilvl"), 0): (value(v, "numFmt") or "", value(v, "lvlText") or "", _whole(value(v, "start"), 1))
        for v in children(kind, "lvl")
    }


def _style(key: str, found: Mapping[str, Element]) -> Style:
    chain: list[Element] = []
    while (element := found.get(key)) is not None and len(chain) < DEEPEST_STYLE:
        chain.append(element)
        key = value(element, "basedOn") or ""
    names = tuple(n for s in chain if (n := value(s, "name")))
    properties = [p for s in chain for p in children(s, "pPr")]
    outline = next((level for p in properties if (level := value(p, "outlineLvl"))), None)
    return Style(
        names=names,
        is_heading=outline not in (None, "9") or any(n.casefold().startswith(("heading", "kop ", "title")) for n in names),
        has_borders=any(has_borders(b) for s in chain for b in descendants(s, "tblBorders")),
        numbering=next((place for p in properties if (place := numbering(p))), None),
    )


def has_borders(borders: Element) -> bool:
    """Say whether a table draws a line between its cells."""
    return any(attribute(e, "val") not in (None, "none", "nil") for e in children(borders, "insideH", "insideV"))


def write_number(kind: str, number: int) -> str:
    """Write the number of an item as its list does: "4", "d", "iv"."""
    if kind in ("lowerLetter", "upperLetter"):
        written = chr(ord("a") + (number - 1) % 26)
    elif kind in ("lowerRoman", "upperRoman"):
        written = "x" * (number // 10) + _ROMAN[number % 10]
    else:
        written = str(number)
    return written.upper() if kind.startswith("upper") else written


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _resolve(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
