"""Finding: text -> time expressions.

One automaton holds every rule and goes over the text once. Where rules compete, the expression that begins first wins, and of those that
begin together the longest; of the rules that read the same words the first in RULES. The automaton only says where; the words are then read
by the rule's own expression, once for each wording (dated words repeat). RE2 is chosen because its leftmost-longest match *is* this
policy, because it is some twenty times as fast as `re`, and because no text can make it slow.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import re2

from tracker.folding import Folded, fold
from tracker.model import Timex
from tracker.timex.rules import BOUNDS, PREFIX, RULES, Bound, TimeRule
from tracker.timex.words import DIGIT_DAY, ORDINAL, YEAR, ordinal_number, plain

# Words between two expressions that make them one range. "en" joins after "tussen", and two days in a row; see `_joins`.
_RANGE_LINK = re.compile(r" ?(?:-|/|tot en met|t/m|tot aan|tot|en|of) ?(?:in |de |het )?")
_THROUGH = ("tot", "t/m")
_DAY_IN_LIST = re.compile(rf"{DIGIT_DAY}(?: ?(?:e|ste|de)\b)?|\b{ORDINAL}\b")
_GOES_ON = re.compile(r"\d[-/]\d")  # "voor 2027-2028" does not say "voor 2027"
RANGE = "timex.range"
_NO_ENDS = ("timex.vague", "timex.recurring", "timex.count")
_ADVERBS = frozenset({"nog", "al", "ergens", "aan", "dd", "d.d."})  # bound words that are no preposition of time
_YEAR_IN_LIST = re.compile(YEAR)
_ONLY_MONTHS = re.compile(r"mei|(?:jan|feb|febr|mrt|maa|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?")


class Reading(NamedTuple):
    """What a rule read in some words: the rule, its named groups in order, and how much of the words belongs to the expression."""

    rule: TimeRule
    parts: tuple[tuple[str, str], ...]
    start: int
    end: int


class Found(NamedTuple):
    """An expression in folded text."""

    start: int
    end: int
    rule: str
    parts: tuple[tuple[str, str], ...]


def find(text: str) -> list[Timex]:
    """Every time expression of `text`, in its order, none overlapping: dated, vague and recurring ones.

    Offsets are characters of `text` as given; the quote is folded. Time linear in the length of the text.
    """
    folded = fold(text)
    return [as_timex(folded, f) for f in expressions(folded.text)]


def as_timex(folded: Folded, found: Found) -> Timex:
    start, end = folded.original(found.start, found.end)
    return Timex(start=start, end=end, quote=folded.text[found.start : found.end], rule=found.rule, parts=found.parts)


def expressions(text: str) -> list[Found]:
    """The time expressions of a folded text; ranges joined, lists of separate days taken apart."""
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
        if reading is None or _GOES_ON.match(text, end - 1):
            position = start + 1
            continue
        if not reading.rule.dateless:
            yield Found(start + reading.start, start + reading.end, reading.rule.id, reading.parts)
        position = start + reading.end


@cache
def _automaton() -> "re2._Regexp":
    options = re2.Options()
    options.case_sensitive = False
    options.longest_match = True
    options.never_capture = True
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20  # bytes; an automaton that must be thrown away and built again is slow
    bounded = "|".join(_without_names(r.pattern) for r in RULES if r.bound != "never")
    alone = "|".join(_without_names(r.pattern) for r in RULES if r.bound == "never")
    # The dot of "jl." and "jan." stands after the word's end; `read` gives back one that only ends a sentence.
    return re2.compile(rf"\b(?:{_without_names(PREFIX)}(?:{bounded})|{alone})\b\.?".encode("latin-1"), options)


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@lru_cache(maxsize=1 << 14)
def read(words: str) -> Reading | None:
    """Read lower-case words that the automaton found, or None where no rule takes them as a whole.

    The parts are plain but for the bound words: "vóór" says "before" with more force than "voor".
    """
    simple = plain(words)
    for rule in RULES:
        for end in (len(words), len(words) - 1) if words.endswith(".") else (len(words),):
            m = _expression(rule).fullmatch(simple, 0, end)
            if m and (rule.dateless or _plausible(rule, m)):
                start = next((m.end(g) for g in ("meant", "before") if g in m.re.groupindex and m[g]), 0)
                end = next((m.start(g) for g in ("note", "after", "after2") if g in m.re.groupindex and m[g]), end)
                parts = ((name, words[slice(*m.span(name))] if name == "bound" else value) for name, value in m.groupdict().items() if value)
                return Reading(rule, tuple(parts), start, end)
    return None


@cache
def _expression(rule: TimeRule) -> re.Pattern[str]:
    return re.compile(rule.pattern if rule.bound == "never" else f"{PREFIX}(?:{rule.pattern})")


def _plausible(rule: TimeRule, m: re.Match[str]) -> bool:
    """What an expression cannot say: that a year needs a word before it, and a bare "mei" or "jan." is a name as often as a month."""
    if rule.bound == "must" and (m["bound"] or "nog") in _ADVERBS and not m.groupdict().get("onwards"):
        return False
    if rule.id == "timex.month":
        alone = not any(m[g] for g in ("bound", "part", "rel", "year", "relyear", "leadyear", "dashyear", "pointer"))
        return not (alone and _ONLY_MONTHS.fullmatch(m["month"]))
    if rule.id == "timex.named.budget":
        return not m["bound"].endswith(("in", "met", "naar", "aan", "op"))  # "in de Voorjaarsnota" is a place in a paper
    if rule.id == "timex.season" and m["season"] not in ("voorjaar", "najaar"):
        return not m.string.endswith("het ", 0, m.start("season"))  # "als het zomer is"
    if rule.id == "timex.day.deictic":
        return not m.string.endswith(("de ", "het "), 0, m.start("deictic"))  # "de gisteren gepubliceerde brief"
    if rule.id == "timex.day.list":
        return _days_make_sense(m["days"])
    return True


def days_listed(words: str) -> list[int]:
    """The days in "8 en 9" or "7, 8 en 9"."""
    return [ordinal_number(m[0].replace(" ", "")) for m in _DAY_IN_LIST.finditer(words)]


def _days_make_sense(words: str) -> bool:
    """Days of one month go up, and a list ends in "en". A dash that a PDF lost ("13 14 oktober") is only believed between two days in a row."""
    if "," in words and not re.search(r" (?:en|of|tot) |[-/]", words):
        return False
    days = [(ordinal_number(d[0]), d.span()) for d in _DAY_IN_LIST.finditer(words)]
    return all(
        a < b and (words[a_span[1] : b_span[0]] != " " or b == a + 1) for (a, a_span), (b, b_span) in pairwise(days)
    )


def bound_kind(words: str) -> Bound:
    """What the bound words "nog voor", "uiterlijk in" or "" make of a time."""
    return _bound_kind(words)


@lru_cache(maxsize=1 << 10)
def _bound_kind(words: str) -> Bound:
    return next((kind for kind, pattern in BOUNDS if re.fullmatch(pattern, plain(words))), Bound.ON)


def _joins(first: Found, second: Found, text: str) -> bool:
    """Whether two expressions that stand next to each other are the ends of one range."""
    one, two = dict(first.parts), dict(second.parts)
    if first.rule.startswith(_NO_ENDS) or second.rule.startswith(_NO_ENDS) or "recurring" in one | two:
        return False
    if bound_kind(one.get("bound", "")) not in (Bound.ON, Bound.FROM):
        return False
    gap = text[first.end : second.start]
    if gap == " " and two.get("bound", "").startswith(_THROUGH):
        return True
    link = _RANGE_LINK.fullmatch(gap)
    if not link or "bound" in two:
        return False
    word = gap.strip().split(" ")[0]
    if word == "en":
        days_in_a_row = "day" in one and two.get("day", "").rstrip("estd") == "1" and int(one["day"].rstrip("estd") or 0) >= 28
        return "tussen" in (one.get("bound"), one.get("opening")) or days_in_a_row
    if word == "of":
        return first.rule == second.rule and not first.rule.startswith(("timex.day", "timex.unit"))
    return True


def _joined(first: Found, second: Found, text: str) -> Found:
    """One range of two expressions. Its parts are those of both, under "from ..." and "to ..."."""
    start = first.start - 4 if text[max(0, first.start - 4) : first.start].lower() == "van " else first.start
    ends = (("from", first), ("to", second))
    parts = tuple((f"{end} {name}", value) for end, found in ends for name, value in (("rule", found.rule), *found.parts))
    return Found(start, second.end, RANGE, parts)


def _separate(found: Found, text: str) -> list[Found]:
    """ "1 en 15 maart" names two days and "in 2025 en 2030" two years; "8 en 9 december" and "8 t/m 10 december" are one stretch."""
    name, one = {"timex.day.list": ("days", "day"), "timex.year.list": ("years", "year")}.get(found.rule, ("", ""))
    parts = dict(found.parts)
    if not name:
        return [found]
    words = parts[name]
    places = [m.span() for m in (_DAY_IN_LIST if one == "day" else _YEAR_IN_LIST).finditer(words)]
    numbers = [ordinal_number(words[a:b].replace(" ", "")) for a, b in places]
    if re.search(r"[-/]|t/m|tot", words) or parts.get("bound") == "tussen" or all(b - a == 1 for a, b in pairwise(numbers)):
        return [found]
    offset = text.lower().index(words, found.start)
    shared = tuple(part for part in found.parts if part[0] not in {name, "bound"})
    bounds = [found.start, *(offset + a for a, _ in places[1:])], [*(offset + b for _, b in places[:-1]), found.end]
    return [Found(s, e, found.rule, ((one, words[a:b]), *shared)) for s, e, (a, b) in zip(*bounds, places, strict=True)]
