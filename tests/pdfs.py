"""PDFs made by hand, so that a test says what stands where on the page."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica%s /Encoding /WinAnsiEncoding >>"
_FONTS = b"<< /F1 %s /F2 %s >>" % (_FONT % b"", _FONT % b"-Bold")


@dataclass(frozen=True)
class Words:
    """Words at a place: points from the left and from the upper edge of the page to where the letters stand."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def column(x: float, y: float, *lines: str, size: float = 10, bold: bool = False, step: float = 12) -> list[Words]:
    """Lines below each other."""
    return [Words(x, y + i * step, line, size, bold) for i, line in enumerate(lines)]


def with_note(x: float, y: float, before: str, number: str, after: str = "") -> list[Words]:
    """A line with a raised number behind its words; a letter of Helvetica is taken to be 0.5 of its size wide, which leaves a small gap."""
    right = x + _width(before, 10)
    return [Words(x, y, before), Words(right, y - 4, number, 6), Words(right + _width(number, 6) + 2.5, y, after)]


_NARROW, _WIDE = "fijltI.,:;'!|() ", "mwMW@%"


def _width(text: str, size: float) -> float:
    return sum(278 if c in _NARROW else 833 if c in _WIDE else 667 if c.isupper() else 540 for c in text) / 1000 * size


def pdf(*pages: Sequence[Words]) -> bytes:
    """A PDF of A4 pages with these words."""
    return from_objects([_page(_stream(_text(words))) for words in pages])


def _text(words: Sequence[Words]) -> bytes:
    return b"\n".join(
        b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (2 if w.bold else 1, w.size, w.x, HEIGHT - w.y, _escaped(w.text)) for w in words if w.text
    )


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _stream(data: bytes, filters: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def _page(content: bytes) -> list[bytes]:
    """The objects of a page; %d stands for the number of the object after it, its content."""
    return [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font %s >> /Contents %%d 0 R >>" % (WIDTH, HEIGHT, _FONTS),
        content,
    ]


def from_objects(pages: Sequence[list[bytes]], kids: bytes | None = None, trailer: bytes = b"") -> bytes:
    """Number the objects of the pages (from 3 on), and write catalogue, page tree, cross references and trailer."""
    numbers = range(3, 3 + 2 * len(pages), 2)
    tree = kids or b" ".join(b"%d 0 R" % n for n in numbers)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (tree, tree.count(b" R"))]
    for number, (page, content) in zip(numbers, pages, strict=True):
        objects += [page % (number + 1), content]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        trailer,
    )
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def encrypted() -> bytes:
    """A PDF that asks for a password."""
    key = b"<" + b"5a" * 32 + b">"
    lock = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key)
    return from_objects([_page(_stream(_text([Words(70, 70, "Geheim.")])))], trailer=lock)


def of_many_pages(count: int) -> bytes:
    """A PDF whose page tree names the same page `count` times."""
    return from_objects([_page(_stream(_text([Words(70, 70, "Steeds dezelfde bladzijde.")])))], kids=b" ".join([b"3 0 R"] * count))


def looping() -> bytes:
    """A PDF whose page tree holds itself."""
    return from_objects([_page(_stream(b""))], kids=b"2 0 R 2 0 R")


def bomb(megabytes: int) -> bytes:
    """A PDF of some kilobytes whose one page unpacks to many megabytes of text."""
    line = b"BT /F1 10 Tf 70 700 Td (Een bom van woorden.) Tj ET\n"
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line * (2**20 // len(line))) for _ in range(megabytes)) + packer.flush()
    return from_objects([_page(_stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]"))])
