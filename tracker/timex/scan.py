"""Finding: text -> time expressions.

One automaton holds every rule and goes over the text once. Where rules compete, the expression that begins first wins, and of those that
begin together the longest; of the rules that read the same words the first in RULES. The automaton only says where; the words are then read
by the rule's own expression, once for each wording (dated words repeat). RE2 is chosen because its leftmost-longest match *is* this
policy, because it is some twenty times as fast as `re`, and because no text can make it slow.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]  # ships no types

from tracker.folding import fold
from tracker.model import Timex
from tracker.timex.plausible import plausible
from tracker.timex.rules import BOUNDS, PREFIX, RULES, SUFFIX, Bound, TimeRule
from tracker.timex.words import YEAR, day_places, ordinal_number, plain

RANGE = "timex.range"

# Groups that a rule needs to see but that are not part of the expression: what stands before it, and a footnote's digit or a word after it.
_BEFORE = ("meant", "before")
_AFTER = ("note", "after", "after2")
_GOES_ON = re.compile(r"\d[-/]\d")  # "voor 2027-2028" does not say "voor 2027"
_BEGAN_BEFORE = re.compile(r"\d[.,]\d|[^\W\d]-[^\W\d]")  # nor "2.000 jaar geleden" nought years ago; "de commissie-De Winter" is no season

# Words between two expressions that make them one range; see `_joins`.
_LINK = re.compile(r" ?(?P<word>-|/|tot en met|t/m|tot aan|tot|en|of) ?(?:in |de |het )?")
_NO_END_OF_RANGE = ("timex.vague", "timex.recurring", "timex.count")
_ALTERNATIVES = ("timex.month", "timex.quarter", "timex.half", "timex.year")  # "Q2 of Q3" is one stretch, "maandag of dinsdag" stay two
_LISTS = {"timex.day.list": ("days", "day"), "timex.year.list": ("years", "year")}
_YEAR_IN_LIST = re.compile(YEAR)


Parts = tuple[tuple[str, str], ...]  # a rule's named groups and their words, in the order of the text


class Reading(NamedTuple):
    """What a rule read in some words: the rule, its named groups in order, and how much of the words belongs to the expression."""

    rule: TimeRule
    parts: Parts
    start: int
    end: int


class Found(NamedTuple):
    """An expression in folded text."""

    start: int
    end: int
    rule: str
    parts: Parts


def find(text: str) -> list[Timex]:
    """Find every time expression of `text`, in its order, none overlapping: dated, vague and recurring ones.

    Offsets are characters of `text` as given; the quote is folded. Takes time linear in the length of the text.
    """
    folded = fold(text)
    out = []
    for found in expressions(folded.text):
        start, end = folded.original(found.start, found.end)
        out.append(Timex(start=start, end=end, quote=folded.text[found.start : found.end], rule=found.rule, parts=found.parts))
    return out


def expressions(text: str) -> list[Found]:
    """Find the time expressions of a folded text; ranges are joined, lists of separate days taken apart."""
    simple = plain(text)
    out: list[Found] = []
    for found in _scan(simple, text):
        if out and _joins(out[-1], found, simple):
            out[-1] = _joined(out[-1], found, simple)
        else:
            out.extend(_separate(found, simple))
    return out


def _scan(text: str, written: str) -> Iterator[Found]:
    """Run the automaton over a plain text and read what it finds; `written` is the same text with its accents."""
    one_byte_a_character = text.encode("latin-1", "replace")
    search = _automaton().search
    position = 0
    while match := search(one_byte_a_character, position):
        start, end = match.span()
        reading = read(written[start:end].lower())
        if reading is None or _GOES_ON.match(text, end - 1) or (start > 1 and _BEGAN_BEFORE.match(text, start - 2)):
            position = start + 1
            continue
        if not reading.rule.dateless:
            yield Found(start + reading.start, start + reading.end, reading.rule.id, reading.parts)
        position = start + reading.end


@cache
def _automaton() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.longest_match = True
    options.never_capture = True
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20  # bytes; an automaton that must be thrown away and built again is slow
    bounded = "|".join(_without_names(r.pattern) for r in RULES if r.bound != "never")
    alone = "|".join(_without_names(r.pattern) for r in RULES if r.bound == "never")
    # The dot of "jl." and "jan." stands after the word's end; `read` gives back one that only ends a sentence.
    return re2.compile(rf"\b(?:{_without_names(PREFIX)}(?:{bounded}){_without_names(SUFFIX)}|{alone})\b\.?".encode("latin-1"), options)


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@lru_cache(maxsize=1 << 14)
def read(words: str) -> Reading | None:
    """Read lower-case words that the automaton found; None where no rule takes them as a whole.

    The parts are plain but for the bound words: "vóór" says "before" with more force than "voor".
    """
    simple = plain(words)
    for rule in RULES:
        for length in (len(words), len(words) - 1) if words.endswith(".") else (len(words),):
            m = _expression(rule).fullmatch(simple[:length])
            told = {name: value for name, value in m.groupdict().items() if value} if m else {}
            if m and plausible(rule, simple, told):
                place = {name: m.span(m.re.groupindex[name]) for name in told}
                start = next((place[name][1] for name in _BEFORE if name in told), 0)
                end = next((place[name][0] for name in _AFTER if name in told), length)
                if "bound" in told:
                    told["bound"] = words[slice(*place["bound"])]
                return Reading(rule, tuple(told.items()), start, end)
    return None


@cache
def _expression(rule: TimeRule) -> Any:
    # RE2 here too: it builds the sixty expressions seven times as fast.
    return re2.compile(rule.pattern if rule.bound == "never" else f"{PREFIX}(?:{rule.pattern}){SUFFIX}")


@lru_cache(maxsize=1 << 10)
def bound_kind(words: str) -> Bound:
    """Say what the bound words "nog voor", "uiterlijk in" or none make of a time."""
    return next((kind for kind, pattern in BOUNDS if re.fullmatch(pattern, plain(words))), Bound.ON)


def _joins(first: Found, second: Found, text: str) -> bool:
    """Say whether two expressions that stand next to each other are the ends of one range."""
    one, two = dict(first.parts), dict(second.parts)
    if first.rule.startswith(_NO_END_OF_RANGE) or second.rule.startswith(_NO_END_OF_RANGE):
        return False
    if RANGE in (first.rule, second.rule) or "recurring" in one | two or bound_kind(one.get("bound", "")) not in (Bound.ON, Bound.FROM):
        return False
    gap = text[first.end : second.start]
    if "bound" in two:
        return gap == " " and two["bound"].startswith(("tot", "t/m"))
    link = _LINK.fullmatch(gap)
    if not link:
        return False
    if link["word"] == "en":
        return "tussen" in (one.get("bound"), one.get("opening")) or _over_the_end_of_a_month(one, two)
    return link["word"] != "of" or (first.rule == second.rule and first.rule.startswith(_ALTERNATIVES))


def _over_the_end_of_a_month(one: dict[str, str], two: dict[str, str]) -> bool:
    """Say whether "30 september en 1 oktober" are two days in a row."""
    return "day" in one and "day" in two and ordinal_number(one["day"]) >= 28 and ordinal_number(two["day"]) == 1


def _joined(first: Found, second: Found, text: str) -> Found:
    """Make one range of two expressions. Its parts are those of both, under "from ..." and "to ..."."""
    start = first.start - 4 if text[max(0, first.start - 4) : first.start].lower() == "van " else first.start
    ends = (("from", first), ("to", second))
    parts = tuple((f"{end} {name}", value) for end, found in ends for name, value in (("rule", found.rule), *found.parts))
    return Found(start, second.end, RANGE, parts)


def _separate(found: Found, text: str) -> list[Found]:
    """Take "1 en 15 maart" and "in 2025 en 2030" apart; "8 en 9 december" and "8 t/m 10 december" are one stretch."""
    if found.rule not in _LISTS:
        return [found]
    name, one = _LISTS[found.rule]
    parts = dict(found.parts)
    words = parts[name]
    places = day_places(words) if one == "day" else [m.span() for m in _YEAR_IN_LIST.finditer(words)]
    numbers = [ordinal_number(words[a:b]) for a, b in places]
    if re.search(r"[-/]|tot", words) or parts.get("bound") == "tussen" or all(b - a == 1 for a, b in pairwise(numbers)):
        return [found]
    offset = found.start + text[found.start : found.end].lower().index(words)
    shared = tuple(item for item in found.parts if item[0] not in {name, "bound"})
    starts = [found.start, *(offset + a for a, _ in places[1:])]
    ends = [*(offset + b for _, b in places[:-1]), found.end]
    return [Found(s, e, found.rule, ((one, words[a:b]), *shared)) for s, e, (a, b) in zip(starts, ends, places, strict=True)]
