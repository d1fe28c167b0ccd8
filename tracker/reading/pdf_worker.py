"""The process that pdfium runs in: PDF bytes come in, the lines of its pages with their places go out.

pdfium is not thread-safe, and a broken file can crash or hang it, so it never runs in the process that serves the user. One request at a
time: a JSON line with the limits and the length of the PDF, then its bytes. The answer: a JSON line with the length, then JSON.
Places are points (1/72 inch) from the upper left corner of the page.
"""

import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as c  # type: ignore[import-untyped] # as above

_BREAK = re.compile(r"\r\n|\r|\n|\ufffe")
# Where the number of a footnote may stand: in front of the note, behind a word or a sign, or behind a year.
_DIGITS = re.compile(
    r"^\d{1,3}(?=\s)|(?<=[^\s\d])\d{1,3}(?=[\s.,;:?!)\]’”\"'»]|$)|(?<=(?:19|20)\d\d)\d{1,3}(?=[\s.,;:?!)\]]|$)|(?<=\s)\d{1,3}$"
)
_DIGIT = re.compile(r"\d")
_NARROWEST = 0.3  # the mean width of a line's letters, in parts of their size; less, and it is several lines
_RAISED = 0.8  # its letters are at most this part of the size of the line's


def answer(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """Read a PDF: {"pages": [{"width", "height", "lines": [...]}]}, or {"refused": which limit or fault, "detail": a number or words}.

    A line is [text, left, right, base, size, bold, raised]; `raised` lists [start, end] of raised digits in its text.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        password = error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        return {"refused": "password" if password else "damaged", "detail": str(error)}
    try:
        if len(pdf) > limits["pages"]:
            return {"refused": "pages", "detail": len(pdf)}
        return _pages(pdf, limits["characters"])
    finally:
        pdf.close()


def _pages(pdf: pdfium.PdfDocument, most: int) -> dict[str, Any]:
    pages: list[dict[str, Any]] = []
    characters = 0
    for i in range(len(pdf)):
        try:
            page = pdf[i]
        except pdfium.PdfiumError as error:
            return {"refused": "damaged", "detail": f"page {i + 1}: {error}"}
        text_page = page.get_textpage()
        width, height = page.get_size()
        lines = list(_lines(text_page, height))
        characters += sum(len(line[0]) for line in lines)
        pages.append({"width": width, "height": height, "lines": lines})
        text_page.close()
        page.close()
        if characters > most:
            return {"refused": "characters", "detail": characters}
    return {"pages": pages}


def _lines(page: pdfium.PdfTextPage, height: float) -> Iterator[list[Any]]:
    """Give the lines of a page as pdfium orders them. A hyphen that it found at a line end (U+FFFE in its text) is one again."""
    count = page.count_chars()
    text = page.get_text_range() if count else ""
    place = _Places(page.raw, height, is_same=len(text) == count)
    done = 0
    for m in [*_BREAK.finditer(text), None]:
        start, end = done, m.start() if m else len(text)
        done = m.end() if m else end
        raw = text[start:end]
        words = raw.strip()
        if words:
            first = start + len(raw) - len(raw.lstrip())
            lines = _place(first, words, place)
            if m and m[0] == "\ufffe":
                lines[-1][0] += "-"
            yield from lines


def _place(first: int, words: str, place: "_Places") -> list[list[Any]]:
    """Give a line with its place; two or more where pdfium missed the line ends, as it may around raised digits."""
    last = first + len(words) - 1
    left, base = place.origin(first)
    right = place.right(last)
    size = max(place.size(first), place.size(last))
    if len(words) >= 20 and right - left < _NARROWEST * size * len(words):
        cuts = place.line_starts(first, words, size)
        if len(cuts) > 1:
            ends = [*cuts[1:], last + 1]
            pieces = ((a, words[a - first : b - first].rstrip()) for a, b in zip(cuts, ends, strict=True))
            return [x for a, piece in pieces if piece for x in _place(a, piece, place)]
    raised = []
    if _DIGIT.search(words):
        base = max(base, place.origin(last)[1])  # the first character may be the raised number of a note
        raised = [[d.start(), d.end()] for d in _DIGITS.finditer(words) if place.is_raised(first + d.start(), size, base)]
    bold = place.is_bold(first) and place.is_bold(last)
    return [[words, round(left, 1), round(max(left, right), 1), round(base, 1), round(size, 1), bold, raised]]


class _Places:
    """Where the characters of a page stand. The C objects are made once: the calls are most of what reading costs beside pdfium itself."""

    def __init__(self, raw: Any, height: float, *, is_same: bool) -> None:
        """`is_same`: the page's text has one character for each that it places, so that an index into one is one into the other."""
        self._raw = raw
        self._height = height
        self._is_same = is_same
        self._box = c.FS_RECTF()
        self._matrix = c.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()

    def _index(self, at: int) -> int:
        return at if self._is_same else c.FPDFText_GetCharIndexFromTextIndex(self._raw, at)

    def origin(self, at: int) -> tuple[float, float]:
        """Give where a character starts, and the height that it stands on."""
        c.FPDFText_GetCharOrigin(self._raw, self._index(at), self._x, self._y)
        return self._x.value, self._height - self._y.value

    def right(self, at: int) -> float:
        """Give where a character ends."""
        return self._box.right if c.FPDFText_GetLooseCharBox(self._raw, self._index(at), self._box) else 0.0

    def size(self, at: int) -> float:
        """Give the size of a character's letters on the page, whatever the scale that the page is drawn in."""
        index = self._index(at)
        c.FPDFText_GetMatrix(self._raw, index, self._matrix)
        size: float = c.FPDFText_GetFontSize(self._raw, index) * math.hypot(self._matrix.c, self._matrix.d)
        return size

    def line_starts(self, first: int, words: str, size: float) -> list[int]:
        """Where in `words` the writing jumps back to the left; its first character counts as one."""
        starts, before = [first], 0.0
        for at, letter in enumerate(words, first):
            if letter != " ":
                x = self.origin(at)[0]
                if x < before - 3 * size:
                    starts.append(at)
                before = x
        return starts

    def is_raised(self, at: int, size: float, base: float) -> bool:
        """Say whether a digit is smaller than its line and stands higher; that of CO2 stands lower."""
        return self.size(at) < _RAISED * size and self.origin(at)[1] < base - 0.1 * size

    def is_bold(self, at: int) -> bool:
        """Say whether a character's font is bold, by the font's name."""
        c.FPDFText_GetFontInfo(self._raw, self._index(at), self._name, len(self._name), self._flags)
        name = self._name.value.lower()
        return b"bold" in name or b"black" in name


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are none."""
    while header := requests.readline():
        limits = json.loads(header)
        said = json.dumps(answer(requests.read(limits["bytes"]), limits)).encode()
        answers.write(b"%d\n" % len(said))
        answers.write(said)
        answers.flush()


def _bound(megabytes: int) -> None:
    """Bound the memory of this process; where the system cannot (Windows), the limits on size, pages and time remain."""
    try:
        import resource  # noqa: PLC0415 - only Unix has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
