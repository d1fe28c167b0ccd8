"""What an expression cannot be, though its words fit the pattern: conditions on the words that no regular expression tells plainly."""

import re
from collections.abc import Callable
from itertools import pairwise

from tracker.timex.rules import TimeRule
from tracker.timex.words import day_places, ordinal_number

_ADVERBS = frozenset({"", "nog", "al", "ergens", "aan", "dd", "d.d."})  # bound words that are no preposition of time
_ALSO_A_NAME = re.compile(r"mei|(?:jan|feb|febr|mrt|maa|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?")
_TELLS_WHICH = frozenset({"bound", "part", "rel", "year", "relyear", "leadyear", "dashyear", "pointer", "thisyear"})


def plausible(rule: TimeRule, words: str, told: dict[str, str]) -> bool:
    """Say whether plain `words` are an expression of a rule whose groups matched as `told`.

    They have the bound that the rule needs, and pass the rule's own condition.
    """
    if rule.bound == "must" and told.get("bound", "") in _ADVERBS and "onwards" not in told:
        return False
    condition = _CONDITIONS.get(rule.id)
    return condition is None or condition(words, told)


def _a_month(_words: str, told: dict[str, str]) -> bool:
    """Refuse a bare "mei" or "jan.", a name as often as a month."""
    return not _TELLS_WHICH.isdisjoint(told) or not _ALSO_A_NAME.fullmatch(told["month"])


def _a_time_of_the_budget(_words: str, told: dict[str, str]) -> bool:
    """Tell "bij de Voorjaarsnota", a time, from "in de Voorjaarsnota", a place in a paper."""
    return told["bound"] != "met" and not told["bound"].endswith(("in", "naar", "aan", "op"))


def _a_season(words: str, told: dict[str, str]) -> bool:
    """Refuse "als het zomer is" and the four seasons in a row; but "de zomer", "het voorjaar" and "in de winter" are times."""
    article = "het " if told["season"] in ("voorjaar", "najaar") else "de "
    return f"{article}{told['season']}" in words or (not _TELLS_WHICH.isdisjoint(told) and f"het {told['season']}" not in words)


def _a_day_told_from_today(words: str, told: dict[str, str]) -> bool:
    """In "naar de gisteren gepubliceerde brief" the words before belong to the letter."""
    return not words.startswith(("de ", "het ")) and f" de {told['deictic']}" not in words and f" het {told['deictic']}" not in words


def _one_separator(words: str, told: dict[str, str]) -> bool:
    """12-07-2026 and 12/7/26, but neither 30/4.85 nor the section 3.2.24."""
    separators = set(re.findall(r"(?<=\d)[-/.](?=\d)", words))
    return len(separators) == 1 and ("." not in separators or len(told["year"]) == 4)


def _days_go_up(_words: str, told: dict[str, str]) -> bool:
    """Days go up, and a list of them ends in "en". A dash that a PDF lost ("13 14 oktober") is believed between two days in a row."""
    words = told["days"]
    if "," in words and not re.search(r" (?:en|of|tot) |[-/]", words):
        return False
    days = [(ordinal_number(words[a:b]), a, b) for a, b in day_places(words)]
    return all(one < two and (words[end:start] != " " or two == one + 1) for (one, _, end), (two, start, _) in pairwise(days))


_CONDITIONS: dict[str, Callable[[str, dict[str, str]], bool]] = {
    "timex.month": _a_month,
    "timex.named.budget": _a_time_of_the_budget,
    "timex.season": _a_season,
    "timex.day.deictic": _a_day_told_from_today,
    "timex.day.numeric": _one_separator,
    "timex.day.list": _days_go_up,
}
