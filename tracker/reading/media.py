"""Which format a file has: by its first bytes, and only where those do not say, by the ending of its name."""

import re
from pathlib import PurePath

from tracker.reading.blocks import Unreadable

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
XML = "application/xml"
TEXT = "text/plain"

SUPPORTED = "PDF, DOCX, HTML, XML en platte tekst"
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
    ".doc": "een oud Word-bestand (.doc); bewaar het in Word of LibreOffice als .docx of .pdf",
    ".odt": "een OpenDocument-bestand; bewaar het als .docx of .pdf",
    ".rtf": "een RTF-bestand; bewaar het als .docx of .pdf",
    ".msg": "een Outlook-bericht; bewaar de bijlage los",
    ".eml": "een mailbericht; bewaar de bijlage los",
    ".zip": "een zip-archief; pak het uit en geef de stukken los",
}
_OLD_OR_LOCKED = "een oud Office-bestand of een versleuteld document; bewaar het onversleuteld als .docx of .pdf"
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
        raise Unreadable(name, f"is {_REFUSED['.doc'] if ending in ('.doc', '') else _OLD_OR_LOCKED}")
    if start.startswith(b"{\\rtf"):
        raise Unreadable(name, "is " + _REFUSED[".rtf"])
    if ending in _REFUSED:
        raise Unreadable(name, "is " + _REFUSED[ending])
    if start.startswith(b"PK"):
        return DOCX
    if ending in _ENDINGS:
        return _markup(start) or _ENDINGS[ending] if _ENDINGS[ending] in (XML, HTML) else _ENDINGS[ending]
    if ending:
        raise Unreadable(name, f"is een soort bestand dat niet wordt gelezen ({ending}); gelezen worden {SUPPORTED}")
    return _markup(start) or TEXT


def _markup(start: bytes) -> str | None:
    m = _MARKUP.match(start)
    if not m:
        return None
    return HTML if m["start"].lower().startswith((b"<!doctype", b"<html")) else XML
