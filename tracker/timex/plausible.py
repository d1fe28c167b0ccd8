"""What an expression cannot be, though its words fit the pattern: conditions on the words that no regular expression tells plainly."""

import re
from collections.abc import Callable
from itertools import pairwise

from tracker.timex.rules import TimeRule
from tracker.timex.words import day_places, ordinal_number

_Match = re.Match[str]

_ADVERBS = frozenset({"", "nog", "al", "ergens", "aan", "dd", "d.d."})  # bound words that are no preposition of time
_ALSO_A_NAME = re.compile(r"mei|(?:jan|feb|febr|mrt|maa|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?")
_TELLS_A_MONTH = ("bound", "part", "rel", "year", "relyear", "leadyear", "dashyear", "pointer", "thisyear")


def plausible(rule: TimeRule, m: _Match) -> bool:
    """Say whether a match of the rule is one: it has the bound that the rule needs, and passes the rule's own condition."""
    if rule.bound == "must" and (m["bound"] or "") in _ADVERBS and not m.groupdict().get("onwards"):
        return False
    condition = _CONDITIONS.get(rule.id)
    return condition is None or condition(m)


def _a_month(m: _Match) -> bool:
    """Refuse a bare "mei" or "jan.", a name as often as a month."""
    return any(m[name] for name in _TELLS_A_MONTH) or not _ALSO_A_NAME.fullmatch(m["month"])


def _a_time_of_the_budget(m: _Match) -> bool:
    """Tell "bij de Voorjaarsnota", a time, from "in de Voorjaarsnota", a place in a paper."""
    return not m["bound"].endswith(("in", "met", "naar", "aan", "op"))


def _a_season(m: _Match) -> bool:
    """Not in "als het zomer is"; but "het voorjaar" and "het najaar" are."""
    return m["season"] in ("voorjaar", "najaar") or not m.string.endswith("het ", 0, m.start("season"))


def _a_day_told_from_today(m: _Match) -> bool:
    """In "naar de gisteren gepubliceerde brief" the words before belong to the letter."""
    return not m.string.endswith(("de ", "het "), 0, m.start("deictic"))


def _one_separator(m: _Match) -> bool:
    """12-07-2026 and 12/7/26, but neither 30/4.85 nor the section 3.2.24."""
    separators = set(re.findall(r"(?<=\d)[-/.](?=\d)", m.string))
    return len(separators) == 1 and ("." not in separators or len(m["year"]) == 4)


def _days_go_up(m: _Match) -> bool:
    """Days go up, and a list of them ends in "en". A dash that a PDF lost ("13 14 oktober") is believed between two days in a row."""
    words = m["days"]
    if "," in words and not re.search(r" (?:en|of|tot) |[-/]", words):
        return False
    days = [(ordinal_number(words[a:b]), a, b) for a, b in day_places(words)]
    return all(one < two and (words[end:start] != " " or two == one + 1) for (one, _, end), (two, start, _) in pairwise(days))


_CONDITIONS: dict[str, Callable[[_Match], bool]] = {
    "timex.month": _a_month,
    "timex.named.budget": _a_time_of_the_budget,
    "timex.season": _a_season,
    "timex.day.deictic": _a_day_told_from_today,
    "timex.day.numeric": _one_separator,
    "timex.day.list": _days_go_up,
}
