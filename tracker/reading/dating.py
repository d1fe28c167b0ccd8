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
_YEAR = r"(?:19|20)\d\d"
_FULL = (
    rf"(?:{_DAY}{_DAYS}\s+{_MONTH}\s+(?P<year>{_YEAR})\b|(?<![\d-])(?P<d>\d{{1,2}})[-/](?P<m>\d{{1,2}})[-/](?P<y>{_YEAR})\b"
    rf"|\b(?P<yy>{_YEAR})-(?P<mm>\d\d)-(?P<dd>\d\d)\b)"
)
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
# The report of a committee is established weeks later, and promises count from the meeting.
HELD = Rule(
    id="date.held",
    pattern=rf"\b(?:heeft|hebben)\s+op\s+(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?{_FULL}\s+(?:\w+\s+){{0,3}}?"
    r"(?:gevoerd|gesproken|gedebatteerd|vergaderd|gehouden)\b",
    examples=(
        "De vaste commissie voor Financiën heeft op 10 maart 2026 overleg gevoerd met de minister van Financiën",
        "hebben op woensdag 2 juli 2025 een gezamenlijk overleg gevoerd met de minister",
    ),
    counterexamples=("heeft op 10 maart 2026 een brief gestuurd", "zal op 10 maart 2026 overleg voeren"),
)
_HELD = re.compile(HELD.pattern, re.IGNORECASE)
_PRINTED = tuple(re.compile(rule.pattern, re.IGNORECASE) for rule in PRINTED)

# What shows that a sentence looks back on its date, which stands as "#" in it.
LOOKING_BACK: tuple[Rule, ...] = (
    Rule(
        id="date.back.last",
        pattern=r"#\W{0,3}(?:jl\b|jongstleden\b|laatstleden\b)",
        examples=("Op # jl. heeft Nederland een brief gestuurd", "de Raad van # jongstleden"),
        counterexamples=("Op # zal de Raad bijeenkomen", "jl. maandag"),
    ),
    Rule(
        id="date.back.consulted",
        pattern=r"(?i)\b(?:geraadpleegd|bezocht|gepubliceerd|gedateerd|ontvangen|ingezonden|verzonden|ondertekend)\s+(?:op\s+)?#|\bd\.?d\.?\s*#",
        examples=("Open Data Migratieketen, geraadpleegd op #", "Brief aan de Tweede Kamer d.d. #"),
        counterexamples=("wordt ontvangen voor #", "op # te raadplegen"),
    ),
    Rule(
        id="date.back.paper",
        pattern=r"(?i)\b(?:brief|brieven|motie|bericht|artikel|rapport|advies|uitzending|uitspraak|arrest|richtlijn|beschikking|besluit)\s+(?:is\s+)?(?:van|op)\s+#",
        examples=("Zoals aangegeven in mijn brief van #", "het rapport van #"),
        counterexamples=("in aanloop naar het debat van #", "de vergadering van #"),
    ),
    Rule(
        id="date.back.source",
        pattern=r"^\s*\d{0,3}\s*[A-ZÀ-Ý][\w .’'&-]{1,60},\s*#,",
        examples=("4 Algemeen Dagblad, #, ‘Onrust aan de grens’", "NOS, #, «Kritiek op besluit»"),
        counterexamples=("Geannoteerde agenda van de Raad, #", "Op #, zo is gemeld"),
    ),
)
# A verb in the past looks back as well, unless something in the sentence looks ahead.
PAST: tuple[Rule, ...] = (
    Rule(
        id="date.back.verb",
        pattern=r"(?i)\b(?:heeft|hebben|had(?:den)?|werd(?:en)?|was|waren|vond(?:en)?|bezocht(?:en)?|sprak(?:en)?|stelden?|stuurden?|riep(?:en)?|"
        r"ging(?:en)?|kwam(?:en)?|bood|boden|gaf|gaven|nam(?:en)?|kon(?:den)?|ontving(?:en)?|verscheen|verschenen)\b",
        examples=("Op # heeft de top plaatsgevonden", "Op # bezocht de minister Damascus"),
        counterexamples=("Op # komt de Raad bijeen", "de Raad van #"),
    ),
    Rule(
        id="date.back.report",
        pattern=r"(?i)\bverslag\b[^#;]{0,100}#",
        examples=("het verslag aan van de Raad Justitie en Binnenlandse Zaken op #",),
        counterexamples=("Op # wordt het verslag vastgesteld",),
    ),
    Rule(
        id="date.back.participle",
        pattern=r"(?i)\b(?:is|zijn)\b[^.]{0,120}?\b(?!gesprekken|gemeenten|gevallen|gelden|gegevens|bereid|bekend)"
        r"(?:\w{0,6}ge\w+(?:d|t|en)|(?:be|ver|ont|her)\w+[dt])\b",
        examples=(
            "Uw Kamer is op # over deze maatregelen geïnformeerd",
            "Op # is het rapport aangeboden",
            "Op # is het besluit vernietigd",
        ),
        counterexamples=("Is de minister op # bereid dat te doen?", "Er zijn op # gesprekken"),
    ),
)
AHEAD = Rule(
    id="date.ahead",
    pattern=r"(?i)\b(?:zal|zullen|gaat|gaan|worden|wordt|komende?|aanstaande|a\.s|verwacht\w*|uiterlijk|tot|vóór|vanaf|gepland|voornemens|"
    r"(?:geannoteerde )?agenda|treedt|treden|beoogd\w*|vindt|vinden|plaatsvinden)\b|\b(?:voor|per)\s+#",
    examples=("heeft besloten de controles te verlengen tot #", "hebben kennisgenomen van de geannoteerde agenda van de Raad van #"),
    counterexamples=("Op # heeft de top plaatsgevonden", "Op # bezocht de minister Damascus voor overleg"),
)
_BACK, _VERBS, _LOOKS_AHEAD = (
    re.compile("|".join(f"(?:{r.pattern.removeprefix('(?i)')})" for r in rules), re.IGNORECASE) for rules in (LOOKING_BACK, PAST, (AHEAD,))
)
_PARLIAMENTARY_YEAR = re.compile(
    r"\b(?:vergaderjaar|Kamerstuk(?:ken)?(?:\s+I{1,2})?,?|Handelingen(?:\s+I{1,2})?,?)\s+(?:vergaderjaar\s+)?(?P<year>20\d\d)\s?[-–/]\s?(?:20)?\d\d\b"
)
_SENTENCE_END = re.compile(r"(?<!\bjl)(?<!\bnr)(?<!\bd\.d)(?<!\ba\.s)[.!?]\s")
_ENOUGH = 20_000  # days that are looked back on; no paper has more
_NEIGHBOURHOOD = 300  # characters of the sentence on each side of a date; more tells no more
_STILL_THE_SAME_PAPER = timedelta(days=60)  # a paper is written at most so long after the newest day that it gives a year
_HALF_A_YEAR = timedelta(days=183)


def printed(opening: str, today: date) -> date | None:
    """Give the day that the opening of a paper prints as its own, by the first of `PRINTED` that does; None for none up to `today`."""
    for pattern in _PRINTED:
        for m in pattern.finditer(opening):
            day = _day(m)
            if day and day <= today:
                return day
    return None


def held(opening: str, today: date) -> date | None:
    """Give the day on which the opening of a report says that the meeting was held; None for none up to `today`."""
    days = (_day(m) for m in _HELD.finditer(opening))
    return next((day for day in days if day and day <= today), None)


def inferred(parts: Iterable[str], today: date) -> date | None:
    """Give the latest day, not after `today`, that one of the folded `parts` of a paper looks back on; None where none does.

    A day without a year gets the latest year that leaves it no later than the days with a year allow: a letter from January that says
    "17 december jl." means the year before.
    """
    parts = list(parts)
    looks = list(islice((m for part in parts for m in _looking_back(part)), _ENOUGH))
    full = [d for m in looks if (d := _day(m)) and d <= today]
    latest = _latest(full, parts, today)
    if latest is None:
        return None
    short = [d for m in looks if not m["year"] for d in _without_year(m, latest)]
    return max([*full, *short], default=None)


def _latest(full: list[date], parts: Iterable[str], today: date) -> date | None:
    """Give the day that the paper is not later than, as far as the days with a year and the parliamentary years tell."""
    begun = max(_begun_years(parts, today), default=date.min)
    newest = max(full, default=date.min)
    if newest == begun == date.min:
        return _by_year_alone(parts, today)
    return min(newest + _STILL_THE_SAME_PAPER if newest >= begun else begun + _HALF_A_YEAR, today)


def _looking_back(part: str) -> Iterator[re.Match[str]]:
    for m in _ANY.finditer(part):
        before = _SENTENCE_END.split(part[max(0, m.start() - _NEIGHBOURHOOD) : m.start()])[-1]
        after = _SENTENCE_END.split(part[m.end() : m.end() + _NEIGHBOURHOOD], maxsplit=1)[0]
        sentence = f"{before}#{after}"
        if _BACK.search(sentence) or (_VERBS.search(sentence) and not _LOOKS_AHEAD.search(sentence)):
            yield m


def _begun_years(parts: Iterable[str], today: date) -> list[date]:
    """Give the starts of the parliamentary years of the papers that are cited: the paper is later than each."""
    starts = (date(int(m["year"]), 9, 1) for part in parts for m in _PARLIAMENTARY_YEAR.finditer(part))
    return [day for day in starts if day <= today]


def _by_year_alone(parts: Iterable[str], today: date) -> date | None:
    """Give the last day of the year that the paper names most in its dates, as a bound for days without a year."""
    years = Counter(int(m["year"]) for part in parts for m in _ANY.finditer(part) if m["year"])
    best = max((y for y in years if y <= today.year), key=lambda y: (years[y], y), default=None)
    return min(date(best, 12, 31), today) if best else None


def _without_year(m: re.Match[str], latest: date) -> list[date]:
    days = (_make(latest.year - back, m["month"], m["last"] or m["day"]) for back in (0, 1))
    return [d for d in days if d and d <= latest][:1]


def _day(m: re.Match[str]) -> date | None:
    """Give the day that a match names, the last of a span of days; None where it has no year or is no day of the calendar."""
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
