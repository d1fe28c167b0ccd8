"""Bytes -> text, whatever the encoding."""

import codecs
import re

from tracker.reading.blocks import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_DUTCH = frozenset("éëïöüèêáàóçäâîôûíúñÉËÏÖÜÈÁÓÇÄ€‘’“”–—«»…·•°§½²³ ")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ENOUGH_TO_TELL = 4096

# What bytes 0x80-0xBF, the tail of a UTF-8 sequence, look like when they were taken for Windows-1252 or for Latin-1.
_TAIL = "".join(re.escape(bytes([b]).decode("cp1252", "ignore") + chr(b)) for b in range(0x80, 0xC0))
_TWICE = re.compile(rf"[ÂÃÄÅ][{_TAIL}]|â[{_TAIL}]{{2}}")


def decode(data: bytes, name: str) -> str:
    r"""Decode a text of unknown encoding; lines end in "\n". Text that was encoded twice is mended.

    Raises Unreadable (with `name`) for an empty file and for bytes that are no text.
    """
    if not data.strip():
        raise Unreadable(name, "the file is empty; save the paper again")
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        raise Unreadable(name, "the file is no text (it holds control characters); give the paper as PDF, DOCX, HTML, XML or plain text")
    return mend(text).replace("\r\n", "\n").replace("\r", "\n")


def mend(text: str) -> str:
    """Undo UTF-8 that was taken for Windows-1252 and encoded again: "geÃ¯nformeerd" -> "geïnformeerd"."""
    return _TWICE.sub(_once, text)


def _once(m: re.Match[str]) -> str:
    raw = b"".join(bytes([ord(c)]) if ord(c) < 0x100 else c.encode("cp1252") for c in m[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return m[0]


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    zeros = data[:_ENOUGH_TO_TELL].count(0)
    if zeros:
        return _wide(data)
    return _strictly(data, "utf-8") or _one_byte(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every second byte."""
    start = data[:_ENOUGH_TO_TELL]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < 0.4 * len(start) / 2 or min(even, odd) > 0.05 * len(start):
        return None
    return _strictly(data, "utf-16-be" if even > odd else "utf-16-le")


def _one_byte(data: bytes) -> str | None:
    """Decode by the encoding in which most of the letters beyond ASCII are letters and signs that Dutch uses; Windows-1252 in a tie."""
    best, most = None, -1
    high = bytes(b for b in data if b >= 0x80)
    for encoding in _ONE_BYTE:
        usual = sum(c in _DUTCH for c in high.decode(encoding, "replace"))
        if usual > most:
            best, most = encoding, usual
    return data.decode(best, "replace") if best else None
