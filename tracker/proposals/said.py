"""What a new fact says of the commitment that it means: words, and those around it, papers, days, members and terms that it names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker import timex
from tracker.folding import fold
from tracker.model import Commitment, Delay, Document, Passage, Rule, Timex, Value
from tracker.model.links import Subject
from tracker.proposals.words import MEMBERS, PRODUCTS, entitled, telling
from tracker.reading import citations
from tracker.timex import Calendar, Direction

_AROUND = 500  # characters of the same passage, before and behind a fact, that tell what it is about
_LEANS_ON = 250  # characters before a fact that has no telling words of its own: "Hiermee doe ik deze toezegging gestand"
_DAYS = "timex.day."

RESTATED = Rule(
    id="proposal.restated",
    pattern=r"\b(?:[Zz]oals|[Cc]onform|[Oo]vereenkomstig)\b[^;.]{0,60}\b(?:toegezegd|toezegging|aangekondigd|aangegeven|gemeld|bericht)\b"
    r"|\b(?:eerder|reeds|al)\b[^;.]{0,30}\b(?:toegezegd|aangekondigd)\b"
    r"|\b(?:heb|hebben|heeft|had)\b[^;.]{0,120}\btoegezegd\b|\b(?:eerdere|mijn|gedane) toezegging\b|\btoegezegde\b"
    r"|\b[Hh]erhaal\b[^;.]{0,40}\btoezeg",
    examples=(
        "Zoals toegezegd ontvangt uw Kamer het plan in het najaar.",
        "Ik heb uw Kamer eerder toegezegd het plan in het najaar te sturen.",
        "De toegezegde evaluatie ontvangt u in mei.",
    ),
    counterexamples=("Ik zeg toe dat de Kamer het plan ontvangt.", "Uw Kamer ontvangt het plan zoals gebruikelijk in mei."),
)
PARTLY = Rule(
    id="proposal.partly",
    pattern=r"\b(?:deels|gedeeltelijk|ten dele|voor een deel|alvast)\b"
    r"|\bniet (?:geheel|volledig|helemaal) (?:voldaan|afgedaan|nagekomen|ingevuld|uitgevoerd)\b"
    r"|\beerste (?:deel|stap|aanzet|invulling|uitkomsten|resultaten|bevindingen|tussen\w+)\b"
    r"|\btussen(?:rapportage|stand|bericht|resultaten|tijdse)\b"
    r"|\bdeel van (?:de|mijn|deze|die) toezegging|\b[Vv]ooruitlopend op\b|\b(?:andere|tweede|overige|resterende) deel\b",
    examples=(
        "Hiermee is deels voldaan aan de toezegging.",
        "Met deze brief geef ik een eerste invulling aan mijn toezegging.",
        "Hiermee is nog niet geheel voldaan aan de toezegging.",
    ),
    counterexamples=(
        "Hiermee is voldaan aan de toezegging om te melden wat niet geheel lukt.",
        "In het eerste kwartaal is aan de toezegging voldaan.",
    ),
)
_RESTATED, _PARTLY = re.compile(RESTATED.pattern), re.compile(PARTLY.pattern)

_PARTICLES = re.compile(r"(?i:\b(?:van|de|den|der|te|ten|ter|het|’t)\b\s*)")


class Paper(Value):
    """The new paper, as far as proposals look at it."""

    document: Document
    ministries: frozenset[str] = frozenset()  # official names, of the offices that signed or spoke


@dataclass(frozen=True, slots=True)
class Said:
    """What one fact says, ready to be compared."""

    fact: Subject
    own: dict[str, str]  # telling words of the sentence, or of what it leans on: stem -> word
    around: dict[str, str]  # of its passage, without those
    title: Mapping[str, str]  # of the paper's title
    numbers: frozenset[str]  # of papers that the sentence cites, or else its passage
    days: tuple[date, ...]  # past days that the sentence names, or else its passage
    members: frozenset[str]  # surnames, in small letters
    times: tuple[Timex, ...]  # time words of the sentence
    refers: bool  # it says itself that it comes back to something earlier
    partly: bool
    covered: bool  # a commitment in the sentence of a delay

    @property
    def alone(self) -> bool:
        """Whether one word is all that the fact says: "De brief over de mestmarkt komt later"."""
        return len(self.own) == 1 and not self.own.keys() & PRODUCTS

    @property
    def points(self) -> frozenset[str]:
        """The papers that the fact points to, by their number or their day."""
        return self.numbers | {day.isoformat() for day in self.days}


def said(fact: Subject, paper: Paper, cover: Delay | None = None) -> Said:
    """Read what `fact` says. `cover`: the delay that a commitment stands in, whose words count as its own."""
    document = paper.document
    quote = cover.quote if cover else fact.quote
    before, behind = _around(document, fact)
    around = f"{before}\n{behind}"
    own, title, times = telling(quote), entitled(document.title), timex.find(quote)
    if not own.keys() - PRODUCTS:
        own = telling(f"{before[-_LEANS_ON:]} {quote}")
    if not own.keys() - PRODUCTS:
        own = {**title, **own}
    return Said(
        fact=fact,
        own=own,
        around={s: w for s, w in telling(around).items() if s not in own},
        title=title,
        numbers=_numbers(quote) or _numbers(around),
        days=_days(times, document.date) or _days(timex.find(around), document.date),
        members=members(quote) or members(around),
        times=tuple(times),
        refers=not isinstance(fact, Commitment) or cover is not None or _RESTATED.search(quote) is not None,
        partly=_PARTLY.search(f"{quote} {behind.lstrip().partition('. ')[0]}") is not None,  # "Dat treft u alvast aan" stands behind it
        covered=cover is not None,
    )


def members(text: str) -> frozenset[str]:
    """The surnames of the members of the House that a text names as such, in small letters and without "van" and "de"."""
    names = (name for m in MEMBERS.finditer(text) for name in re.split(r", | en |/", m["names"]))
    return frozenset(surname for name in names if (surname := _PARTICLES.sub("", name).casefold()))


def same_days(times: Iterable[Timex], end: date, anchor: date, calendar: Calendar) -> str | None:
    """The time words that on the day of the earlier paper, `anchor`, mean a term that ends on `end`; None where none do."""
    return next((t.quote for t in times if timex.resolve(t, anchor, calendar).end == end), None)


def _around(document: Document, fact: Subject) -> tuple[str, str]:
    """The passage before and behind the fact, as far as it is near; where the fact is all of it, the passage before as well."""
    passages: Sequence[Passage] = document.passages
    i = next((i for i, p in enumerate(passages) if p.start <= fact.start < p.end), None)
    if i is None:
        return "", ""
    whole = fact.end - fact.start > 0.8 * (passages[i].end - passages[i].start)
    first = passages[i - 1].start if whole and i else passages[i].start
    before = document.text[max(first, fact.start - _AROUND) : fact.start]
    return fold(before).text, fold(document.text[fact.end : min(passages[i].end, fact.end + _AROUND)]).text


def _numbers(text: str) -> frozenset[str]:
    return frozenset(c.canonical for c in citations.find(text))


def _days(times: Iterable[Timex], today: date) -> tuple[date, ...]:
    windows = (timex.resolve(t, today, Calendar(), Direction.BACK) for t in times if t.rule.startswith(_DAYS))
    return tuple(dict.fromkeys(w.start for w in windows if w.start and w.start == w.end and w.start < today))
