"""The day of a paper: as it prints it, or else the latest day that its text looks back on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from tracker.model import Rule

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_MONTH = r"(?P<month>" + "|".join(_MONTHS) + r"|jan\.?|feb\.?|mrt\.?|apr\.?|aug\.?|sept?\.?|okt\.?|nov\.?|dec\.?)"
_DAY = r"(?<![\d.,/-])(?P<day>\d{1,2})"
_DAYS = r"(?:\s?(?:en|-|–|t/m|tot en met)\s?(?P<last>\d{1,2}))?"
_FULL = rf"(?:{_DAY}{_DAYS}\s+{_MONTH}\s+(?P<year>(?:19|20)\d\d)\b|(?<![\d-])(?P<d>\d{{1,2}})[-/](?P<m>\d{{1,2}})[-/](?P<y>(?:19|20)\d\d)\b|\b(?P<yy>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<dd>\d\d)\b)"
_ANY = re.compile(rf"{_DAY}{_DAYS}\s+{_MONTH}(?:\s+(?P<year>(?:19|20)\d\d))?\b", re.IGNORECASE)

PRINTED: tuple[Rule, ...] = (
    Rule(
        id="date.received",
        pattern=rf"\((?:ontvangen|vastgesteld|voorgesteld)\s+{_FULL}\)",
        examples=("Antwoord van Minister X (Financiën) (ontvangen 25 maart 2024).",),
        counterexamples=("(ingezonden 6 maart 2024)", "wij hebben op 25 maart 2024 ontvangen"),
    ),
    Rule(
        id="date.letter",
        pattern=rf"(?:^|\n)\s*(?:datum|date)\s*:?\s+(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?{_FULL}",
        examples=("Datum 22 december 2022", "Datum: 3-2-2023"),
        counterexamples=("de datum 22 december 2022 is genoemd", "Onderwerp 22 december 2022"),
    ),
    Rule(
        id="date.place",
        pattern=rf"(?:^|\n)\s*(?:den haag|(?:'s|’s)-gravenhage)\s*,?\s+{_FULL}",
        examples=("Den Haag, 28 oktober 2016", "'s-Gravenhage, 3 februari 2023"),
        counterexamples=("in Den Haag, 28 oktober 2016", "Den Haag heeft op 28 oktober 2016"),
    ),
    Rule(
        id="date.proposed",
        pattern=rf"(?:^|\n)\s*(?:voorgesteld|vastgesteld|ontvangen|verzonden|opgesteld)(?:\s+(?:op|d\.d\.|ter griffie))?:?\s+{_FULL}",
        examples=("Voorgesteld 24 april 2025", "Vastgesteld d.d. 3 juli 2025"),
        counterexamples=("is voorgesteld op 24 april 2025", "Ingezonden 24 april 2025"),
    ),
)
_PRINTED = tuple(re.compile(rule.pattern, re.IGNORECASE) for rule in PRINTED)

# Words that make a date one that the text looks back on: in its own neighbourhood, or in its sentence.
_BACK_AFTER = re.compile(r"\W{0,3}(?:jl\b|jongstleden|\(ontvangen|gepubliceerd)", re.IGNORECASE)
_BACK_BEFORE = re.compile(
    r"(?:\b(?:geraadpleegd|laatst (?:bezocht|geraadpleegd)|gepubliceerd|bezocht|d\.d\.|dd\.?|gedateerd|afgelopen|verslag\b[^.;]{0,80}|ontvangen|ingezonden|verzonden|ondertekend|aangenomen|"
    r"brief|brieven|kamerbrief|debat|commissiedebat|tweeminutendebat|motie|bericht|artikel|rapport|advies|beslisnota|uitzending|uitspraak|arrest|richtlijn|besluit|beschikking|reportage)"
    r"(?:\s+(?:is|van|op|uit|van\s+\w+dag|over\s[^.;]{0,60}?))*\s*)$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:heeft|hebben|had|hadden|werd|werden|was|waren|vond|vonden|bezocht|bezochten|sprak|spraken|stelde|stelden|stuurde|stuurden|riep|riepen|ging|gingen|kwam|kwamen|bood|boden|gaf|gaven|nam|namen|kon|konden|"
    r"ontving|ontvingen|verscheen|verschenen|(?:is|zijn)\b[^.]{0,120}\b(?:ge|be|ver|ont)?\w+(?:d|t|en))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:zal|zullen|gaat|gaan|wordt|worden|komen(?:d|de)?|aanstaande|a\.s|verwacht\w*|uiterlijk|tot|voor|vóór|vanaf|per|gepland|voornemens|agenda|geannoteerde|treedt|treden|beoogd\w*|vindt|vinden|plaatsvinden)\b",
    re.IGNORECASE,
)
_SOURCE_NOTE = re.compile(r"^\s*\d{0,3}\s*[A-ZÀ-Ý][\w .’'&-]{1,60},\s*$")
_SENTENCE_END = re.compile(r"(?<!\bjl)(?<!\bnr)(?<!\bd\.d)(?<!\ba\.s)[.!?]\s")
_ENOUGH = 20_000  # days that are looked back on; no paper has more
_NEIGHBOURHOOD = 300  # characters of the sentence on each side of a date; more tells no more
_STILL_THE_SAME_PAPER = timedelta(days=60)


def printed(opening: str, today: date) -> date | None:
    """The day that the opening of a paper prints as its own, by the first of `PRINTED` that does; None for none, or one after `today`."""
    for pattern in _PRINTED:
        for m in pattern.finditer(opening):
            day = _day(m)
            if day and day <= today:
                return day
    return None


def inferred(parts: Iterable[str], today: date) -> date | None:
    """The latest day, not after `today`, that one of the folded `parts` of a paper looks back on; None where none does.

    A day without a year gets the latest year that leaves it no later than the days with a year allow: a letter from January that says
    "17 december jl." means the year before.
    """
    parts = list(parts)
    looks = list(islice((m for part in parts for m in _looking_back(part)), _ENOUGH))
    full = [d for m in looks if (d := _day(m)) and d <= today]
    newest = max(full, default=None) or _by_year_alone(parts, today)
    if newest is None:
        return None
    latest = min(newest + _STILL_THE_SAME_PAPER, today)
    short = [d for m in looks if not m["year"] for d in _without_year(m, latest)]
    return max([*full, *short], default=None)


def _looking_back(part: str) -> Iterator[re.Match[str]]:
    for m in _ANY.finditer(part):
        before, after = part[max(0, m.start() - _NEIGHBOURHOOD) : m.start()], part[m.end() : m.end() + _NEIGHBOURHOOD]
        before = _SENTENCE_END.split(before)[-1]
        after = _SENTENCE_END.split(after, maxsplit=1)[0]
        if _BACK_AFTER.match(after) or (_BACK_BEFORE.search(before) and not _AHEAD.search(before[-25:])) or _SOURCE_NOTE.match(before):
            yield m
        elif _PAST.search(before + " # " + after) and not _AHEAD.search(before + " # " + after):
            yield m


def _by_year_alone(parts: Iterable[str], today: date) -> date | None:
    """The last day of the year that the paper names most in its dates, as a bound for days without a year."""
    years = Counter(int(m["year"]) for part in parts for m in _ANY.finditer(part) if m["year"])
    best = max((y for y in years if y <= today.year), key=lambda y: (years[y], y), default=None)
    return min(date(best, 12, 31), today) if best else None


def _without_year(m: re.Match[str], latest: date) -> list[date]:
    days = (_make(latest.year - back, m["month"], m["last"] or m["day"]) for back in (0, 1))
    return [d for d in days if d and d <= latest][:1]


def _day(m: re.Match[str]) -> date | None:
    """The day that a match names, the last of a span of days; None where it has no year or is no day of the calendar."""
    named = m.groupdict()
    if named.get("y"):
        return _numeric(named["y"], named["m"], named["d"])
    if named.get("yy"):
        return _numeric(named["yy"], named["mm"], named["dd"])
    return _make(int(named["year"]), named["month"], named["last"] or named["day"]) if named.get("year") else None


def _make(year: int, month: str, day: str) -> date | None:
    name = month.casefold().rstrip(".")
    number = next((i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]) or (name == "mrt" and full == "maart")), 0)
    return _numeric(str(year), str(number), day)


def _numeric(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
