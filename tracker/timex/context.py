"""Reading the time expressions of a whole text: what the words around one say about its direction and its year."""

import re
from datetime import date

from tracker.folding import fold
from tracker.model import Dated, Timex, Window
from tracker.timex.calendar import Calendar
from tracker.timex.events import Placed, tell_by_events
from tracker.timex.question import Direction
from tracker.timex.resolve import meaning
from tracker.timex.rules import Bound
from tracker.timex.scan import Found, Parts, bound_kind, expressions
from tracker.timex.words import days_listed, lower, month_number, ordinal_number, plain, weekday_number

_CLAUSE_END = re.compile(r"[.?!;:](?= [a-z«\"(]|$)|\n")
_ABBREVIATED = re.compile(
    r"\b(?:jl|a\.s|nr|d\.d|art|ca|mr|dr|drs|prof|ing|ir|resp|bijv|m\.b\.t|i\.v\.m|o\.a|c\.s|jan|feb|mrt|apr|aug|sept|okt|nov|dec)$"
)
_LONGEST_CLAUSE = 200  # characters either side that are looked at, so that a text without full stops stays linear

# Papers that exist once they have a date: what follows looks back.
_WRITTEN = re.compile(
    r"(?:\b(?:brieven|beantwoording|antwoord|antwoorden|motie|moties|uitspraak|arrest|vonnis|notitie|artikel|mail|beschikking|verzoek"
    r"|toezegging|amendement|publicatie|evaluatie|verklaring|stand|peildatum)"
    r"|(?:brief|rapport|advies|besluit|vragen|verslag|nota|rapportage|bericht)) (?:d\.d\. |dd\.? |van |per )$"
)
# What was said at a meeting, or is reported of it.
_HELD = re.compile(
    r"\b(?:verslag(?:en)? van|uit|tijdens|in) (?:het|de|een) (?:[\w-]+ ){0,3}?"
    r"[\w-]*(?:debat|overleg|raad|vergadering|bijeenkomst|top|wgo|ao)\b[^,;.]{0,80}$"
)
# Verbs that tell which way a clause looks. "Te informeren" is still to come, also after "heb ik toegezegd".
_VERB = re.compile(
    r"\b(?:(?P<ahead>zal|zullen|zult|wordt|worden|komt|komen|gaat|gaan|volgt|volgen|verwacht|verwachten|voornemens|streeft|streef|moet|moeten"
    r"|kan|kunnen|wil|willen|uiterlijk|treedt|treden|start|starten|begint|beginnen|vindt|vinden|staat|staan|eindigt|loopt|aankomende?|komende?"
    r"|te (?!weten)[a-z]{3,}en|(?:is|zijn|ben)\b(?: [a-z|'-]+){0,12}? (?:in)?ge(?:pland|agendeerd|raamd)|voorzien)"
    r"|(?P<past>heeft|hebben|heb|hebt|had|hadden|werd|werden|was|waren|stond|stonden|vond|vonden|kwam|kwamen|ging|gingen|stuurde|stuurden|gaf"
    r"|geweest|gaven|deed|deden|meldde|meldden|schreef|schreven|sprak|spraken|nam|namen|begon|begonnen|besloot|besloten|informeerde|informeerden"
    r"|kondigde|kondigden|stelde|stelden|trad|traden|kreeg|kregen|bleek|bleken|verscheen|verschenen|zag|zagen|ondertekende|ondertekenden|vroeg"
    r"|vroegen|presenteerde|presenteerden|publiceerde|publiceerden|bracht|brachten|bezocht|bezochten|hield|hielden|zei|zeiden|zegde|zegden|las|lazen|dacht"
    r"|dachten|liet|lieten|diende|dienden|toonde|toonden|leidde|leidden|bleef|bleven|koos|kozen|ontving|ontvingen|aangenomen|vastgestelde?"
    r"|gepubliceerde?|gestart|gehouden|riep|riepen|lag|lagen|zat|zaten"
    r"|(?:is|zijn|ben|bent)\b(?: [a-z|'-]+){0,12}? "
    r"(?:[a-z]{0,12}ge(?!pland|agendeerd|raamd)[a-z]{2,}[dtn]|[a-z]{0,12}ver[a-z]{2,}[dt]"
    r"|be[a-z]{3,}[dt]|aan[a-z]{2,}en|ont[a-z]{2,}[dtn])))\b"
)
# Words of these rules look ahead or back where no year is given; the others mean the same either way.
_LOOKS = (
    *("timex.day.explicit", "timex.day.list", "timex.day.short", "timex.day.ordinal", "timex.day.weekday", "timex.day.nth", "timex.week"),
    *("timex.month", "timex.quarter", "timex.half", "timex.season", "timex.recess", "timex.named", "timex.unit.relative", "timex.range"),
)
_GIVES_A_YEAR = frozenset({"year", "dashyear", "leadnumber", "relyear", "leadyear", "thisyear", "pointer"})
# "voorafgaand aan de stemmingen op 3 juli": what stands between the words of a bound and the day of an event.
_PRIOR_TO = re.compile(r"\bvoorafgaande? aan (?:de|het|deze|dit) (?:[a-z-]+ ){1,3}(?:van )?$")
_LONGEST_EVENT = 80  # characters
_DAYS = ("timex.day.explicit", "timex.day.list", "timex.day.numeric")


class _Meanings:
    """What words mean in one paper. It says the same words again and again, and most are asked for both ways: each is resolved once."""

    def __init__(self, anchor: date, calendar: Calendar) -> None:
        self.anchor = anchor
        self._calendar = calendar
        self._known: dict[tuple[str, Parts, Direction], tuple[Window, Window]] = {}

    def of(self, rule: str, parts: Parts, direction: Direction) -> tuple[Window, Window]:
        """Give the window of the words, and what they name without their bound."""
        same = rule, parts, direction
        if same not in self._known:
            self._known[same] = meaning(rule, parts, self.anchor, self._calendar, direction)
        return self._known[same]


def annotate(text: str, anchor: date, calendar: Calendar) -> list[Dated]:
    """Find every time expression of `text` and say what it means; `anchor` is the day of the paper, or of the debate.

    Beyond `find` and `resolve`: words without a year look back where the words around do ("de brief van 10 juni", a verb in the past), a
    day takes the year of an earlier mention, and what is told by an event or a meeting is dated where the text dates that.
    Offsets are characters of `text` as given, in its order, none overlapping.
    """
    folded = fold(text)
    found = []
    for told in annotate_folded(folded.text, anchor, calendar):
        start, end = folded.original(told.start, told.end)
        timex = Timex(start=start, end=end, quote=folded.text[told.start : told.end], rule=told.rule, parts=told.parts)
        found.append(Dated(timex=timex, window=told.window, named=told.named))
    return found


def annotate_folded(text: str, anchor: date, calendar: Calendar) -> list[Placed]:
    """Do what `annotate` does with a text that is folded already; offsets are characters of that text."""
    simple = lower(plain(text))
    years: dict[tuple[int, int], int] = {}
    found: list[Placed] = []
    meant = _Meanings(anchor, calendar)
    for expression in expressions(text):
        timed = _before_its_event(_with_year(expression, years), simple)
        found.append(Placed(*timed, *meant.of(timed.rule, timed.parts, _direction(simple, timed, meant))))
    return tell_by_events(found, simple, anchor)


def _with_year(found: Found, years: dict[tuple[int, int], int]) -> Found:
    """Give a day without a year that of an earlier mention; not the first of a month, a day of law that comes back each year."""
    if found.rule not in _DAYS:
        return found
    told = dict(found.parts)
    month = int(told["monthno"]) if "monthno" in told else month_number(told["month"])
    day = ordinal_number(told["day"]) if "day" in told else days_listed(told["days"])[-1]
    if len(told.get("year", "")) == 4:
        years[day, month] = int(told["year"])
    elif day != 1 and (day, month) in years and not told.keys() & {"year", "relyear", "pointer"}:
        return found._replace(parts=(*found.parts, ("year", str(years[day, month]))))
    return found


def _before_its_event(found: Found, text: str) -> Found:
    """Take "voorafgaand aan de stemmingen op 3 juli" as a time before that day: the day is the event's."""
    told = dict(found.parts)
    m = (
        found.rule in _DAYS
        and told.get("bound", "op") == "op"
        and _PRIOR_TO.search(text, max(0, found.start - _LONGEST_EVENT), found.start)
    )
    if not m:
        return found
    parts = tuple(part for part in found.parts if part[0] != "bound")
    return found._replace(start=m.start(), parts=(("bound", "voorafgaand aan"), *parts))


def _direction(text: str, found: Found, meant: _Meanings) -> Direction:
    """Say where words without a year look, from the words around them: ahead, where those do not say. They stand in the plain `text`."""
    rule, told = found.rule, dict(found.parts)
    words = told.get("bound", "")
    if words.endswith(("sinds", "sedert", "d.d.", "dd.", "dd")) or "tonow" in told:
        return Direction.BACK
    if bound_kind(words) is not Bound.ON or not rule.startswith(_LOOKS) or not _GIVES_A_YEAR.isdisjoint(told):
        return Direction.AHEAD
    before = _clause_before(text, found.start)
    if _WRITTEN.search(before):
        return Direction.BACK
    after = _clause_after(text, found.end)
    verb = _nearest_verb(before, after)
    of_a_day = rule == "timex.day.explicit" and "weekday" in told
    of_that_day = before.endswith(" van ")
    if verb == "ahead" and not of_a_day and not of_that_day:
        return Direction.AHEAD
    anchor = meant.anchor
    ahead, back = (meant.of(rule, found.parts, way)[0].start or anchor for way in (Direction.AHEAD, Direction.BACK))
    if of_a_day:  # "vrijdag 20 juni": the year in which it is a Friday
        behind = back.weekday() == weekday_number(told["weekday"]) != ahead.weekday()
    elif verb == "past" and not of_that_day and after.startswith((" al ", " reeds ")):  # "dat is in oktober al toegezegd"
        behind = True
    else:
        # "De Raad van 8 december": the verb of the sentence says nothing about that day. "De termijn is gesteld op 11 juli" can be said in
        # June: what is done may have its day still to come, where that day is near. And of a meeting that is told of, a day that has just
        # been is meant rather than one of next year: "het verslag van de Raad op 10 maart", in late March.
        times = 1 if of_that_day else 3 if verb == "past" else 1 / 3 if _HELD.search(before) else 0
        behind = anchor - back < times * (ahead - anchor)
    return Direction.BACK if behind else Direction.AHEAD


def _nearest_verb(before: str, after: str) -> str | None:
    """Say what the nearest verb tells: "ahead" or "past". A participle counts with its auxiliary, where the nearer one stands."""
    clause = f"{before.rstrip()} | {after.lstrip()}"
    place = len(before.rstrip()) + 1
    nearest = min(_VERB.finditer(clause), key=lambda m: max(0, place - m.end(), m.start() - place), default=None)
    return nearest.lastgroup if nearest else None


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
