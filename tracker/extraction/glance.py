"""A first look at a sentence, before a rule is searched for in it: which of the rules' expressions can stand there at all?

Rules are written for `re`, which sees what stands before and behind a place, and takes a tenth of a thousandth of a second to find nothing in a
sentence. RE2 knows no looking around, and takes a hundredth of that. So it is asked first, for what is left of an expression without: it may
say yes where `re` says no, never the other way round.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Self

import re2  # type: ignore[import-untyped]  # ships no types

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|\{(?P<least>\d*)(?:,\d*)?\}|(?P<around>\(\?<?[=!])|\((?:\?P<\w+>|\?i?:)?|.", re.DOTALL)


class Glance:
    """Expressions that are looked for together. Each one that is added makes the automaton slower to build, while it reads the first sentences."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take patterns for `re`, without flags, back references and classes that name what is no letter: "ë" is seen as "e"."""
        options = re2.Options()
        options.never_capture = True
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(_in_ascii(loosened(pattern)))
        self._set.Compile()

    @classmethod
    def of_words(cls, words: Iterable[Iterable[str]]) -> Self:
        """Take, for each expression, the words of which one must be there, as they are written."""
        return cls("|".join(map(re.escape, alternatives)) for alternatives in words)

    def at(self, text: str) -> list[int]:
        """Give the numbers of the patterns that `re` may find in a folded text, in ascending order; it finds no other."""
        return sorted(self._set.Match(_in_ascii(text)) or ())


def loosened(pattern: str) -> str:
    """Take out of a pattern what looks around, which RE2 does not know, and how often a thing is repeated, which makes it slow."""
    out: list[str] = []
    hidden: list[bool] = []  # for each open bracket, whether it or one around it looks around
    for token in _TOKEN.finditer(pattern):
        piece = token[0]
        if piece.startswith("("):
            hidden.append(token["around"] is not None or (bool(hidden) and hidden[-1]))
        if not (hidden and hidden[-1]):
            out.append(piece if token["least"] is None else "*" if token["least"] in ("", "0") else "+")
        if piece == ")":
            hidden.pop()
    return "".join(out)


_MARKS = "⟦⟧⏎"  # what rules see beside the words of a paper: each has a sign of its own


def _seen(character: str) -> str:
    """Give what stands for a character where only ASCII counts as a letter or a digit, as it does to RE2; one sign for all other signs."""
    if character.isascii():
        return character
    if not character.isalnum():
        return chr(5 + _MARKS.find(character) + 1)
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else "0" if base.isdecimal() else "x"


def _see_others(error: UnicodeError) -> tuple[str, int]:
    """Take the place of the characters that Latin-1 has not, one for one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_seen, error.object[error.start : error.end])), error.end


codecs.register_error("tracker.seen", _see_others)
_LATIN_1 = "".join(map(_seen, map(chr, range(256)))).encode()  # by two looks of C: thirty times as fast as `str.translate`


@lru_cache(maxsize=8)  # one rule after the other asks for the same sentence
def _in_ascii(text: str) -> bytes:
    return text.encode("latin-1", "tracker.seen").translate(_LATIN_1)
