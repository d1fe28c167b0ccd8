"""Folding: the text that rules match, with the way back to the text that was read.

White space runs become one space, and a blank line one line feed, so that a rule written with plain spaces never crosses a paragraph.
Words that a line end cut are joined; ligatures, soft hyphens and zero-width characters go. Quotes and dashes stay as they are.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

_LIGATURES = {"ĳ": "ij", "Ĳ": "IJ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

# The set that everything begins with comes first, and a lone space or line feed is let go at once: three times as fast.
_TROUBLE = re.compile(
    rf"[-‐\s\u00ad\u200b\u2060\ufeff{''.join(_LIGATURES)}](?!(?<=[ \n])\S)(?:"
    r"(?P<space>(?<=[ \n])\s+|(?<=[^\S \n])\s*)"
    r"|(?P<hyphen>(?<=\w[-‐])[ \t]*\r?\n[ \t]*(?=\w))"
    r"|(?P<gone>(?<=\u00ad)[ \t]*(?:\r?\n[ \t]*)?|(?<=[\u200b\u2060\ufeff]))"
    rf"|(?P<ligature>(?<=[{''.join(_LIGATURES)}])))"
)
_HYPHENATED = re.compile(r"-(?<=\w-)(\w{1,4})")
_WORD_AFTER = re.compile(r"\w+")

# "Asiel-⏎en migratiebeheer": the hyphen stands for a word left out, and the space belongs there.
_SUSPENDED = frozenset({"en", "of", "tot", "dan", "als", "respectievelijk", "noch"})
# Prefixes that Dutch writes with a hyphen before any letter (Technische Handleiding 6.11), so that a line end after one hides no join.
_KEEP_HYPHEN_AFTER = frozenset({"non", "ex", "niet", "vice", "oud", "bijna"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `pieces` are what was replaced: (folded start, folded end, original start, original end), in the order of the text.

    A lone line feed that became a space is no piece: it keeps its place.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]
    _starts: list[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn folded offsets `start`..`end` (end exclusive) into offsets of the text that was folded."""
        first = self._at(start)[0]
        return (first, self._at(end - 1)[1]) if end > start else (first, first)

    def position(self, original: int) -> int:
        """Turn an offset of the text that was folded into a folded offset; inside a replaced piece, the start of what replaced it."""
        i = bisect_right(self.pieces, original, key=lambda piece: piece[2]) - 1
        if i < 0:
            return original
        start, end, _, original_end = self.pieces[i]
        return original - original_end + end if original >= original_end else start

    def walk(self) -> Callable[[int], int]:
        """Return a function that turns folded offsets into offsets of the text that was folded, when asked in ascending order."""
        pieces = iter([*self.pieces, (len(self.text) + 1,) * 4])
        piece, behind = (0, 0, 0, 0), next(pieces)

        def original(position: int) -> int:
            nonlocal piece, behind
            while behind[0] <= position:
                piece, behind = behind, next(pieces)
            _, end, original_start, original_end = piece
            return original_start if position < end else position - end + original_end

        return original

    def _at(self, position: int) -> tuple[int, int]:
        """Where the folded character at `position` came from: original start and end."""
        i = bisect_right(self._starts, position) - 1
        # A piece of no folded width shares its start with what follows it.
        if i < 0:
            return position, position + 1
        _, end, original_start, original_end = self.pieces[i]
        if position < end:
            return original_start, original_end
        return position - end + original_end, position - end + original_end + 1


def fold(text: str) -> Folded:
    """Fold `text`; see the module. Linear in the length of the text."""
    out: list[str] = []
    in_one_line = text.replace("\n", " ")
    pieces: list[tuple[int, int, int, int]] = []
    done = length = 0
    hyphenated: set[tuple[str, str]] | None = None
    for m in _TROUBLE.finditer(text):
        start, end = m.span()
        kind = m.lastgroup
        if kind == "hyphen":
            if hyphenated is None:
                hyphenated = {(_word_before(text, h.start()), h[1].casefold()) for h in _HYPHENATED.finditer(text)}
            new = _line_end_hyphen(text, start, end, hyphenated)
        elif kind == "space":
            new = "\n" if m[0].count("\n") > 1 or "\f" in m[0] or "\u2029" in m[0] else " "
        else:
            new = _LIGATURES.get(m[0], "")
        out.append(in_one_line[done:start])
        out.append(new)
        length += start - done
        pieces.append((length, length + len(new), start, end))
        length += len(new)
        done = end
    out.append(in_one_line[done:])
    return Folded("".join(out), tuple(pieces), [p[0] for p in pieces])


def _line_end_hyphen(text: str, start: int, end: int, hyphenated: set[tuple[str, str]]) -> str:
    """What a hyphen at a line end stands for: nothing where it only cut a word; itself in "JBZ-Raad"; itself and a space in "asiel- en"."""
    after = _WORD_AFTER.match(text, end)
    left, right = _word_before(text, start), after[0] if after else ""
    if right in _SUSPENDED:
        return "- "
    belongs = (
        not right[:1].islower()
        or text[start - 1].isupper()
        or text[start - 1].isdigit()
        or left in _KEEP_HYPHEN_AFTER
        or (left, right[:4].casefold()) in hyphenated
    )
    return "-" if belongs else ""


def _word_before(text: str, end: int) -> str:
    """The word that ends at `end`, case folded."""
    start = end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return text[start:end].casefold()
