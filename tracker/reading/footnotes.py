"""The digits of footnotes: out of the sentence that they are glued to, and kept as the paragraph's `notes`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Role
from tracker.reading.lines import Aside, Line

# Where a note's number may stand, the surest first; {n} is the number.
_PLACES = (
    r"(?<=[^\W\d_][.,;:?!])({n})(?=\s|$)",
    r"(?<=[.,;:?!][)\]’”\"'»])({n})(?=\s|$)",
    r"(?<=[a-zà-ÿ)\]’”\"'»])({n})(?=[\s.,;:?!)]|$)",
    r"(?<=[.,;:?!%])({n})(?=\s|$)",
    r"(?<=[.?!] )({n})(?=$)",
    r"(?<=[.?!] )({n})(?=\s[A-ZÀ-Ý])",
    r"(?<=\b[A-ZÀ-Ý]{{3}})({n})(?=[\s.,;:?!)]|$)",
    r"(?<=\b(?:19|20)\d\d)({n})(?=[\s.,;:?!)]|$)",
)


def take_out(stream: Sequence[Line | Aside]) -> list[Line | Aside]:
    """Take the numbers of the footnotes in `stream` out of the lines that refer to them, which stand before them.

    Only a number that a footnote has, and that stands where no number of the text can, is taken; each once.
    """
    out = list(stream)
    since = 0
    for i, item in enumerate(stream):
        if isinstance(item, Aside) and item.role is Role.FOOTNOTE and item.label:
            since = _take(out, since, i, item.label)
    return out


def _take(stream: list[Line | Aside], since: int, until: int, label: str) -> int:
    """Take one number out of the lines `since`..`until`; returns where the search for the next may start."""
    for place in _PLACES:
        pattern = re.compile(place.format(n=label))
        for i in range(since, until):
            line = stream[i]
            m = pattern.search(line.text) if isinstance(line, Line) else None
            if isinstance(line, Line) and m:
                text = (line.text[: m.start()].rstrip() + line.text[m.end() :]).strip()
                stream[i] = replace(line, text=text, notes=(*line.notes, label))
                return i
    return since
