"""XML papers: which of the two kinds it is, and the safe way into it."""

import re

from tracker.model.limits import Limits
from tracker.reading.blocks import Raw, Source, Unreadable
from tracker.reading.decode import decode
from tracker.reading.markup import parse, tag
from tracker.reading.meeting import read_meeting
from tracker.reading.official import read_official

_DECLARED = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_OFFICIAL = frozenset({"officiele-publicatie", "kamerstuk", "handelingen", "kamervragen"})


def read_xml(source: Source, limits: Limits) -> Raw:
    """Read XML of officielebekendmakingen.nl or of the House's meetings, also where its text was encoded twice.

    Raises Unreadable for XML of another kind, for broken or unsafe XML, and beyond `limits`.
    """
    if len(source.data) > limits.bytes:
        raise Unreadable(
            source.name,
            f"the file has more megabytes than reading.megabytes allows ({limits.megabytes}); raise that limit or split the paper",
        )
    text = _decoded(source)
    root = parse(text[max(0, text.find("<")) :], source.name)
    if tag(root) == "vlosCoreDocument":
        return read_meeting(root, source)
    if tag(root) in _OFFICIAL:
        return read_official(root, source)
    reason = f"this is XML of another kind (element {tag(root)}); give the paper as PDF, or as XML of officielebekendmakingen.nl"
    raise Unreadable(source.name, reason)


def _decoded(source: Source) -> str:
    """Decode as the declaration says, where that works; a wrong or missing declaration is overruled by what the bytes are."""
    declared = _DECLARED.search(source.data[:400])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"utf-16"):
        try:
            return source.data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(source.data, source.name)
