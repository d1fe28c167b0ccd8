"""Reading the time expressions of a whole text: what the words around one say about its direction, its year, and the day it is counted from."""

import re
from datetime import date

from tracker.folding import fold
from tracker.model import Dated, Precision, Timex, Window
from tracker.timex.calendar import Calendar
from tracker.timex.resolve import Direction, counted_from, named, resolve
from tracker.timex.rules import Bound
from tracker.timex.scan import as_timex, bound_kind, days_listed, expressions
from tracker.timex.words import month_number, ordinal_number, plain

_CLAUSE_END = re.compile(r"[.?!;:](?= [a-z«\"(]|$)|\n")
_ABBREVIATED = re.compile(r"\b(?:jl|a\.s|nr|d\.d|art|ca|mr|dr|drs|prof|ing|ir|resp|bijv|m\.b\.t|i\.v\.m|o\.a|c\.s|jan|feb|mrt|apr|aug|sept|okt|nov|dec)$")

# Papers that exist once they have a date: what follows looks back.
_WRITTEN = re.compile(
    r"\b(?:brief|brieven|beantwoording|antwoord|antwoorden|motie|moties|rapport|advies|besluit|uitspraak|arrest|vonnis|verslag|nota|notitie|persbericht|artikel|bericht|mail"
    r"|beschikking|verzoek|toezegging|amendement|publicatie|evaluatie|vragen|verklaring|rapportage|stand|peildatum) (?:d\.d\. |dd\.? |van |per )$"
)
_WRITTEN_COMPOUND = re.compile(r"[a-z]+(?:brief|brieven|rapport|advies|besluit|vragen|verslag|nota|rapportage|bericht) (?:d\.d\. |van )$")
# Verbs that tell which way a clause looks. "Te informeren" is still to come, also after "heb ik toegezegd".
_VERB = re.compile(
    r"\b(?:(?P<ahead>zal|zullen|zult|wordt|worden|komt|komen|gaat|gaan|volgt|volgen|verwacht|verwachten|voornemens|streeft|streef|moet|moeten|kan|kunnen|wil|willen|uiterlijk|treedt|treden"
    r"|start|starten|begint|beginnen|vindt|vinden|staat|staan|eindigt|loopt|aankomende?|komende?|te [a-z]{3,}en|(?:is|zijn|ben)\b(?: [a-z|'-]+){0,12}? (?:in)?ge(?:pland|agendeerd|raamd)|voorzien)"
    r"|(?P<past>heeft|hebben|heb|hebt|had|hadden|werd|werden|was|waren|stond|stonden|vond|vonden|kwam|kwamen|ging|gingen|stuurde|stuurden|gaf|gaven|deed|deden|meldde|meldden|schreef|schreven"
    r"|sprak|spraken|nam|namen|begon|begonnen|besloot|besloten|informeerde|informeerden|kondigde|kondigden|stelde|stelden|trad|traden|kreeg|kregen|bleek|bleken|verscheen|verschenen|zag|zagen"
    r"|ondertekende|ondertekenden|vroeg|vroegen|presenteerde|presenteerden|publiceerde|publiceerden|bracht|brachten|bezocht|bezochten|hield|hielden|zei|zeiden|las|lazen|dacht|dachten|liet|lieten|diende|dienden|toonde|toonden|leidde|leidden|bleef|bleven|koos|kozen|ontving|ontvingen|riepen|aangenomen|vastgesteld|vastgestelde|gepubliceerd|gepubliceerde|verschenen|gestart|gehouden|riep|riepen|lag|lagen|zat|zaten"
    r"|(?:is|zijn|ben|bent)\b(?: [a-z|'-]+){0,12}? (?:[a-z]{0,12}ge(?!pland|agendeerd|raamd)[a-z]{2,}[dtn]|[a-z]{0,12}ver[a-z]{2,}[dt]|be[a-z]{3,}[dt]|aan[a-z]{2,}en|ont[a-z]{2,}[dtn])))\b"
)
_LONGEST_CLAUSE = 400  # characters either side that are looked at, so that a text without full stops stays linear

_APPOSED = re.compile(r" \($")
_DATED_EVENT = re.compile(r"(?:de|het|dit|deze|een) ((?:[a-z-]+ ){0,2}?)([a-z-]{4,}) (?:op|van|per|is|d\.d\.) $")
_HEAD = re.compile(r"(?:(?:de|het|een|deze|dit|die|dat|uw|zijn|haar|hun) )?([a-z-]{4,})")


def annotate(text: str, anchor: date, calendar: Calendar) -> list[Dated]:
    """Every time expression of `text` with its window; `anchor` is the day of the paper, or of the debate.

    Beyond `find` and `resolve`: words without a year look back where the words around do ("de brief van 10 juni", a verb in the past);
    a day takes the year of an earlier mention; "één maand na de inwerkingtreding" is counted from the day that the text gives for it,
    and in "12 juli 2026 (één maand na de inwerkingtreding)" it is the other way round: there the words date the entry into force.
    """
    folded = fold(text)
    simple = plain(folded.text).lower()
    years: dict[tuple[int, int], int] = {}
    dated: list[Dated] = []
    places: list[tuple[int, int]] = []
    for found in expressions(folded.text):
        timex = _with_year(as_timex(folded, found), years)
        direction = _direction(simple, found.start, found.end, timex, anchor, calendar)
        window = resolve(timex, anchor, calendar, direction)
        dated.append(Dated(timex=timex, window=window, named=named(timex, anchor, calendar, direction)))
        places.append((found.start, found.end))
    return _count_from_events(dated, places, simple)


def _with_year(timex: Timex, years: dict[tuple[int, int], int]) -> Timex:
    """A day without a year takes that of an earlier mention, but for the first of a month: those are days of law, and come back each year."""
    parts = dict(timex.parts)
    if not timex.rule.startswith(("timex.day.explicit", "timex.day.list", "timex.day.numeric")):
        return timex
    month = int(parts["monthno"]) if "monthno" in parts else month_number(parts["month"])
    day = ordinal_number(parts["day"].replace(" ", "")) if "day" in parts else days_listed(parts["days"])[-1]
    if len(parts.get("year", "")) == 4:
        years[day, month] = int(parts["year"])
    elif day != 1 and (day, month) in years and not parts.keys() & {"year", "relyear", "pointer"}:
        return timex.model_copy(update={"parts": (*timex.parts, ("year", str(years[day, month])))})
    return timex


def _direction(text: str, start: int, end: int, timex: Timex, anchor: date, calendar: Calendar) -> Direction | None:
    """Where words without a year look, from the words around them; None where those do not say."""
    words = dict(timex.parts).get("bound", "")
    if words.endswith(("sinds", "sedert")):
        return Direction.BACK
    if bound_kind(words) is not Bound.ON:
        return None
    before = _clause_before(text, start)
    if _WRITTEN.search(before) or _WRITTEN_COMPOUND.search(before):
        return Direction.BACK
    if before.endswith(" van "):
        return _nearest(timex, anchor, calendar)  # "de Raad van 8 december": the verb of the sentence says nothing about that day
    return _nearest_verb(before, _clause_after(text, end))


def _nearest_verb(before: str, after: str) -> Direction | None:
    """The direction of the verb that stands nearest; an auxiliary and its participle count where the nearer of the two is."""
    nearest: tuple[int, bool] | None = None
    gap = " | "  # where the time words stood
    clause = before.rstrip() + gap + after.lstrip()
    place = len(before.rstrip()) + 1
    for m in _VERB.finditer(clause):
        distance = max(0, place - m.end(), m.start() - place)
        if nearest is None or distance < nearest[0]:
            nearest = distance, m["past"] is not None
    return Direction.BACK if nearest and nearest[1] else None


def _nearest(timex: Timex, anchor: date, calendar: Calendar) -> Direction:
    ahead, back = (resolve(timex, anchor, calendar, direction).start or anchor for direction in (Direction.AHEAD, Direction.BACK))
    return Direction.BACK if anchor - back < ahead - anchor else Direction.AHEAD


def _clause_before(text: str, start: int) -> str:
    begin = max(0, start - _LONGEST_CLAUSE)
    for m in _CLAUSE_END.finditer(text, begin, start + 1):
        if not _ABBREVIATED.search(text, begin, m.start()):
            begin = m.end()
    return text[begin:start]


def _clause_after(text: str, end: int) -> str:
    piece = text[end : end + _LONGEST_CLAUSE]
    for m in _CLAUSE_END.finditer(piece):
        if not _ABBREVIATED.search(piece, 0, m.start()):
            return piece[: m.start()]
    return piece


def _count_from_events(dated: list[Dated], places: list[tuple[int, int]], text: str) -> list[Dated]:
    days: dict[str, set[date]] = {}
    for item, (start, _) in zip(dated, places, strict=True):
        m = _DATED_EVENT.search(text, max(0, start - 60), start)
        if m and item.named.precision is Precision.DAY and item.named.start and item.named.start == item.named.end:
            days.setdefault(m[2], set()).add(item.named.start)
    out = []
    for i, item in enumerate(dated):
        window = None
        if item.timex.rule == "timex.count.event":
            before = dated[i - 1] if i and text[places[i - 1][1] : places[i][0]] == " (" else None
            window = _event_window(item.timex, before, days)
        out.append(item.model_copy(update={"window": window, "named": window}) if window else item)
    return out


def _event_window(timex: Timex, before: Dated | None, days: dict[str, set[date]]) -> Window | None:
    if before and before.named.precision is Precision.DAY and before.named.start:
        return counted_from(timex, before.named.start, back=True)
    head = _HEAD.match(dict(timex.parts)["event"])
    known = days.get(head[1], set()) if head else set()
    return counted_from(timex, next(iter(known)), back=False) if len(known) == 1 else None
