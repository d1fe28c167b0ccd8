"""Which format a file has: by its first bytes, and only where those do not say, by the ending of its name."""

import re
from pathlib import PurePath

from tracker.reading.blocks import Unreadable

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
XML = "application/xml"
TEXT = "text/plain"

SUPPORTED = "PDF, DOCX, HTML, XML and plain text"
_ENDINGS = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".xml": XML,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
}
_REFUSED = {
    ".doc": "an old Word file (.doc); save it in Word or LibreOffice as .docx or .pdf",
    ".odt": "an OpenDocument file; save it as .docx or .pdf",
    ".rtf": "an RTF file; save it as .docx or .pdf",
    ".msg": "an Outlook message; save its attachment and give that",
    ".eml": "a mail message; save its attachment and give that",
    ".zip": "a zip archive; unpack it and give the papers in it",
}
_OLD_OR_LOCKED = "an old Office file or an encrypted document; save it without a password as .docx or .pdf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*(?P<start><!doctype\s+html|<html\b|<[a-zA-Z_!?])",
    re.IGNORECASE | re.DOTALL,
)
_LOOK = 2048


def media_type(name: str, data: bytes) -> str:
    """Give the media type of a file, one of those that are read. Raises Unreadable, saying what to do, for any other."""
    ending = PurePath(name).suffix.casefold()
    start = data[:_LOOK]
    if b"%PDF-" in data[:1024]:
        return PDF
    if start.startswith(_OLE):
        raise Unreadable(name, f"this is {_REFUSED['.doc'] if ending in ('.doc', '') else _OLD_OR_LOCKED}")
    if start.startswith(b"{\\rtf"):
        raise Unreadable(name, "this is " + _REFUSED[".rtf"])
    if ending in _REFUSED:
        raise Unreadable(name, "this is " + _REFUSED[ending])
    if start.startswith(b"PK"):
        return DOCX
    if ending in _ENDINGS:
        return _markup(start) or _ENDINGS[ending] if _ENDINGS[ending] in (XML, HTML) else _ENDINGS[ending]
    if ending:
        raise Unreadable(name, f"files of this kind ({ending}) are not read; give the paper as one of {SUPPORTED}")
    return _markup(start) or TEXT


def _markup(start: bytes) -> str | None:
    m = _MARKUP.match(start)
    if not m:
        return None
    return HTML if m["start"].lower().startswith((b"<!doctype", b"<html")) else XML
