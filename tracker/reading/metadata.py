"""What a paper is: its kind, title, date, numbers, ministers and committee, each from words that it prints."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.folding import fold
from tracker.model import CommitteeBasis, DateBasis, Numbers, PaperKind, Role, Rule
from tracker.reading import citations, dating
from tracker.reading.blocks import Block, Raw, Unreadable
from tracker.reading.sidecar import Sidecar
from tracker.reference.government import Government


class KindRule(Rule):
    """What shows that a paper is of a kind. The first of `KINDS` that is found in the opening of the paper holds."""

    kind: PaperKind


KINDS: tuple[KindRule, ...] = (
    KindRule(
        id="kind.motie",
        kind=PaperKind.MOTIE,
        pattern=r"(?:^|\n)(?:(?:GEWIJZIGDE |NADER GEWIJZIGDE )?MOTIE VAN (?:HET LID|DE LEDEN)|De Kamer,?\s+gehoord de beraadslaging)",
        examples=("MOTIE VAN HET LID JANSEN C.S.", "De Kamer, gehoord de beraadslaging"),
        counterexamples=("de motie van het lid Jansen", "Reactie op de motie van de leden Jansen en De Vries"),
    ),
    KindRule(
        id="kind.schriftelijk_overleg",
        kind=PaperKind.SCHRIFTELIJK_OVERLEG,
        pattern=r"(?i)(?:^|\n)(?:[^\n]{0,80}\b)?(?:(?:inbreng |ontwerp)?verslag van een (?:nader )?schriftelijk overleg|inbreng (?:verslag )?(?:van een )?schriftelijk overleg|vragen en antwoorden schriftelijk overleg)"
        r"|\bcommissie voor [^.]{3,80} heeft (?:een aantal|de volgende|onderstaande) vragen(?: en opmerkingen)? (?:voorgelegd|ter beantwoording)",
        examples=(
            "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
            "De vaste commissie voor Financiën heeft een aantal vragen en opmerkingen voorgelegd",
        ),
        counterexamples=("Het overleg vond schriftelijk plaats", "Verslag van een commissiedebat"),
    ),
    KindRule(
        id="kind.besluitenlijst",
        kind=PaperKind.BESLUITENLIJST,
        pattern=r"(?i)(?:^|\n)(?:document:\s*)?besluitenlijst\b",
        examples=("Besluitenlijst van de procedurevergadering", "Document: Besluitenlijst van de procedurevergadering"),
        counterexamples=("de besluitenlijst van vorige week", "Zie de besluitenlijst"),
    ),
    KindRule(
        id="kind.wetgevingsoverleg",
        kind=PaperKind.WETGEVINGSOVERLEG,
        pattern=r"(?i)(?:^|\n)(?:verslag van een )wetgevingsoverleg\b",
        examples=("VERSLAG VAN EEN WETGEVINGSOVERLEG",),
        counterexamples=("tijdens het wetgevingsoverleg", "Toezegging uit het wetgevingsoverleg"),
    ),
    KindRule(
        id="kind.notaoverleg",
        kind=PaperKind.NOTAOVERLEG,
        pattern=r"(?i)(?:^|\n)(?:verslag van een )notaoverleg\b",
        examples=("VERSLAG VAN EEN NOTAOVERLEG",),
        counterexamples=("tijdens het notaoverleg", "Toezegging uit het notaoverleg"),
    ),
    KindRule(
        id="kind.commissiedebat",
        kind=PaperKind.COMMISSIEDEBAT,
        pattern=r"(?i)(?:^|\n)(?:verslag van een )(?:commissiedebat|algemeen overleg|rondetafelgesprek)\b",
        examples=("VERSLAG VAN EEN COMMISSIEDEBAT", "Verslag van een algemeen overleg"),
        counterexamples=("tijdens het commissiedebat", "Toezegging uit het commissiedebat"),
    ),
    KindRule(
        id="kind.plenair",
        kind=PaperKind.PLENAIR,
        pattern=r"(?i)(?:^|\n)(?:handelingen\s+(?:tweede kamer|van de)|stenogram\b|(?:\d{1,3}e\s+)?vergadering\n)",
        examples=("Handelingen Tweede Kamer 2017-2018", "Stenogram"),
        counterexamples=("Aanhangsel van de Handelingen", "de Handelingen van de Kamer"),
    ),
    KindRule(
        id="kind.antwoord_kamervragen",
        kind=PaperKind.ANTWOORD_KAMERVRAGEN,
        pattern=r"(?i)aanhangsel van de handelingen|(?:^|\n)(?:(?:betreft|onderwerp):?\s+)?(?:de )?(?:beantwoording|antwoord(?:en)?)\b[^.]{0,160}?\b(?:kamervragen|vragen van (?:het lid|de leden))\b|"
        r"\bantwoord(?:en)? op (?:de )?(?:kamervragen|(?:schriftelijke )?vragen (?:die (?:zijn )?gesteld door|gesteld door|van) (?:het lid|de leden))\b|"
        r"\bde (?:schriftelijke )?vragen van (?:het lid|de leden) [^.]{3,400}?\bworden beantwoord\b",
        examples=(
            "Antwoorden op Kamervragen van het lid Jansen",
            "Onderwerp Beantwoording Kamervragen van het lid Jansen",
            "Hierbij bied ik u de antwoorden aan; het betreft antwoorden op vragen van de leden Jansen en De Vries",
        ),
        counterexamples=("met de beantwoording van Kamervragen over dit thema", "De vragen van de Kamer worden later beantwoord"),
    ),
    KindRule(
        id="kind.bnc_fiche",
        kind=PaperKind.BNC_FICHE,
        pattern=r"(?i)(?:^|\n)(?:(?:betreft|onderwerp):?\s+)?fiche(?: \d+)?:|(?:^|\n)(?:(?:betreft|onderwerp):?\s+)?(?:\d+ )?(?:bnc-)?fiches?\b[^\n]{0,80}\b(?:bnc|beoordeling nieuwe commissievoorstellen|werkgroep)",
        examples=("Fiche 1: Verordening Europese luchtvaart", "Betreft Fiches van de werkgroep Beoordeling Nieuwe Commissievoorstellen"),
        counterexamples=("zoals in het BNC-fiche is gemeld", "het fiche: een vraag"),
    ),
    KindRule(
        id="kind.geannoteerde_agenda",
        kind=PaperKind.GEANNOTEERDE_AGENDA,
        pattern=r"(?i)(?:^|\n)(?:(?:betreft|onderwerp):?\s+)?(?:de )?geannoteerde agenda\b",
        examples=("Betreft Geannoteerde agenda van de Landbouwraad", "GEANNOTEERDE AGENDA"),
        counterexamples=("- Geannoteerde agenda van de formele JBZ-Raad", "Antwoorden op vragen over de geannoteerde agenda"),
    ),
    KindRule(
        id="kind.kamerbrief",
        kind=PaperKind.KAMERBRIEF,
        pattern=r"(?i)\bgeachte (?:heer |mevrouw )?voorzitter\b|retouradres|voorzitter van de (?:tweede|eerste) kamer|\b(?:bied(?:en)?|stu(?:ur|ren)|zend(?:en)?|informe(?:er|ren)) (?:ik|wij) (?:[\w ,]{0,200}?)(?:uw kamer|u)\b|"
        r"(?:^|\n)brief van de (?:minister|staatssecretaris)",
        examples=(
            "Geachte voorzitter,",
            "Hierbij bieden wij, mede namens de minister van Financiën, uw Kamer het verslag aan",
            "BRIEF VAN DE MINISTER VAN FINANCIËN",
        ),
        counterexamples=("De voorzitter opent het debat", "De minister heeft de Kamer een brief gestuurd"),
    ),
)
_KINDS = tuple((rule.kind, re.compile(rule.pattern)) for rule in KINDS)

_OPENING_BLOCKS = 80
_OPENING_CHARACTERS = 6000
_SUBJECT = re.compile(r"(?:^|\n)\s*(?:betreft|onderwerp)\s*:?\s+(?P<subject>\S.*)", re.IGNORECASE | re.DOTALL)
_LABELLED = re.compile(r"\n\s*(?:datum|ons kenmerk|uw kenmerk|kenmerk|bijlage\w*|geachte|betreft|onderwerp)\b", re.IGNORECASE)
_QUESTIONS_OF = re.compile(r"vragen van (?:het lid|de leden)\b", re.IGNORECASE)
_DOCUMENT_ENTRY = re.compile(r"Document:\s+(?P<title>.+)")
_DOSSIER_LINE = re.compile(r"[^\W\d]?(?P<digits>\d{2} ?\d{3})(?:[ -](?P<part>[IVX]{1,5}|[A-K]))?\s+(?P<title>[A-ZÀ-Ý].+)", re.DOTALL)
_DOSSIER_ALONE = re.compile(r"(?P<digits>\d{2} ?\d{3})(?:[ -](?P<part>[IVX]{1,5}|[A-K]))?")
_NUMBER_LINE = re.compile(r"Nr\.\s*(?P<number>\d{1,4})\b")
_RUNNING_WORDS = re.compile(r"\b(?:de|het|een|van|op|uw|deel|ik|wij|in)\b")  # no reference: its place is empty, and the letter begins
_OWN_REFERENCE = re.compile(r"(?:^|\n)\s*(?:ons )?kenmerk\s*:?\s+(?P<reference>(?=[^\n]*\d)[A-Z0-9][^\n]{3,60})", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?P<title>(?:vice-)?minister(?:-president)?|staatssecretaris)\s+(?P<link>van|voor)\s+(?P<name>(?:[^\W\d_][\w&’'-]*,?\s+(?:en\s+)?){0,6}?[^\W\d_][\w&’'-]*)(?=\s*(?:,?\s*$|,\s*\n|,\s+[A-Z]|\n|$))",
    re.IGNORECASE,
)
_ANSWERED_BY = re.compile(r"(?:^|\n)Antwoord van .{5,400}?\(ontvangen\b", re.IGNORECASE | re.DOTALL)
_ANSWERER = re.compile(
    r"(?<!namens )(?<!namens de )(?P<title>minister|staatssecretaris)\s+(?:van |voor )?[^()]{0,80}?\((?P<portfolio>(?!ontvangen)[^()]{2,120})\)",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"\b(?:vaste |algemene |tijdelijke )?commissie\s+(?:voor|van|inzake)\s+(?P<name>[A-ZÀ-Ý][^\W\d_]+(?:(?:,? (?:en )?)[A-ZÀ-Ý][^\W\d_]+){0,5})"
)
_WHOSE_COMMITTEE = frozenset({PaperKind.KAMERBRIEF, PaperKind.ANTWOORD_KAMERVRAGEN, PaperKind.GEANNOTEERDE_AGENDA, PaperKind.BNC_FICHE})


@dataclass(frozen=True)
class Described:
    """The metadata of a paper: the fields of `Document` that are no text."""

    kind: PaperKind
    date: date
    date_basis: DateBasis
    title: str
    numbers: Numbers
    committee: str | None
    committee_basis: CommitteeBasis | None
    ministers: tuple[str, ...]


def opening(blocks: Sequence[Block]) -> str:
    """The first words of a paper, letterhead and margin too, a block a line: what tells the kind, the title and the date."""
    return "\n".join(" ".join(b.text.split()) for b in blocks[:_OPENING_BLOCKS] if b.role is not Role.FOOTNOTE)[:_OPENING_CHARACTERS]


def kind_of(raw: Raw, start: str) -> PaperKind:
    """The kind of a paper, from what its format states or from its opening; `overig` where no rule is found."""
    return raw.kind or next((kind for kind, pattern in _KINDS if pattern.search(start)), PaperKind.OVERIG)


def describe(
    raw: Raw, blocks: Sequence[Block], kind: PaperKind, sidecar: Sidecar, *, name: str, government: Government, today: date
) -> Described:
    """Say what a paper is; `blocks` have their roles. What the sidecar gives goes first, then what the format states, then what is printed.

    Raises Unreadable (with `name`) where no day is known: none is printed, and the text looks back on none.
    """
    start = opening(blocks)
    day, basis = _day(raw, blocks, start, sidecar, name, today)
    ministers = sidecar.ministers if sidecar.ministers is not None else raw.ministers or _ministers(blocks, start)
    committee, committee_basis = _committee(raw, start, kind, ministers, sidecar, government, day)
    return Described(
        kind=kind,
        date=day,
        date_basis=basis,
        title=sidecar.title or raw.title or _title(blocks, start),
        numbers=sidecar.numbers or _numbers(raw.numbers, blocks, start),
        committee=committee,
        committee_basis=committee_basis,
        ministers=ministers,
    )


def _day(raw: Raw, blocks: Sequence[Block], start: str, sidecar: Sidecar, name: str, today: date) -> tuple[date, DateBasis]:
    if sidecar.date:
        return sidecar.date, DateBasis.SIDECAR
    day = raw.date or dating.printed(start, today)
    if day:
        return day, DateBasis.PRINTED
    day = dating.inferred((fold(b.text).text for b in blocks if b.role is not Role.FURNITURE), min(today, raw.latest or today))
    if day:
        return day, DateBasis.INFERRED
    raise Unreadable(
        name, "het stuk noemt zijn datum niet en blikt op geen enkele dag terug; zet 'date: JJJJ-MM-DD' in een bestand <naam>.yaml ernaast"
    )


def _title(blocks: Sequence[Block], start: str) -> str:
    """The subject of a letter, the questions' heading, the dossier's name with the paper's heading, or else the first sentence, cut."""
    subject = _subject(blocks)
    if subject:
        return subject
    running = [" ".join(b.text.split()) for b in blocks if b.role not in (Role.FURNITURE, Role.LETTERHEAD, Role.FOOTNOTE, Role.SIGNATURE)]
    questions = next((t for t in running[:12] if _QUESTIONS_OF.match(t)), None)
    if questions:
        return questions
    headings = _leading_headings(blocks)
    dossier = next((m for h in headings if (m := _DOSSIER_LINE.fullmatch(h))), None)
    if dossier:
        rest = [h for h in headings if h != dossier[0] and not _NUMBER_LINE.match(h)]
        return " – ".join([*rest[:1], dossier["title"]])
    document = next((m["title"] for t in running[:30] if (m := _DOCUMENT_ENTRY.fullmatch(t))), None)
    if document or headings:
        return document or headings[0]
    return _cut(next(iter(running), start.split("\n", 1)[0]))


def _subject(blocks: Sequence[Block]) -> str | None:
    head = "\n".join(b.text for b in blocks[:_OPENING_BLOCKS] if b.role in (Role.LETTERHEAD, Role.FURNITURE, Role.HEADING))
    m = _SUBJECT.search(head)
    if not m:
        return None
    words = next((b.text for b in blocks if b.role is Role.LETTERHEAD and m["subject"][:20] in b.text), m["subject"])
    found = _SUBJECT.search(words)
    subject = found["subject"] if found else words
    until = _LABELLED.search(subject)
    return " ".join((subject[: until.start()] if until else subject).split()) or None


def _leading_headings(blocks: Sequence[Block]) -> list[str]:
    out = []
    for b in blocks:
        words = " ".join(b.text.split())
        if b.role is Role.HEADING or _DOSSIER_LINE.fullmatch(words):
            out.append(words)
        elif b.role is Role.BODY:
            break
    return out


def _cut(text: str) -> str:
    """A title from running text: its first words, at most 100 characters."""
    if len(text) <= 100:
        return text
    return text[:100].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _numbers(stated: Numbers, blocks: Sequence[Block], start: str) -> Numbers:
    """What the format states, and what the opening prints: dossier and number, the sender's reference, the cases that are answered."""
    cases = [c.canonical for c in citations.find(start) if c.kind == "case"]
    reference = [
        re.sub(r"\s+", "", m["reference"])
        for m in _OWN_REFERENCE.finditer("\n".join(b.text for b in blocks[:_OPENING_BLOCKS]))
        if not _RUNNING_WORDS.search(m["reference"])
    ]
    identifiers = [
        c.canonical
        for b in blocks
        if b.role is Role.FURNITURE and b.page == 1
        for c in citations.find(b.text)
        if c.rule == "citation.identifier"
    ]
    return Numbers(
        dossier=stated.dossier or tuple(_own_dossier(start)),
        document=stated.document or _once([*identifiers, *reference]),
        case=stated.case or _once(cases),
    )


def _own_dossier(start: str) -> list[str]:
    """The dossier line of a Kamerstuk, and the number below it."""
    lines = start.split("\n")[:20]
    for i, line in enumerate(lines):
        m = _DOSSIER_LINE.fullmatch(line) or _DOSSIER_ALONE.fullmatch(line)
        if m:
            number = next((n["number"] for after in lines[i + 1 : i + 6] if (n := _NUMBER_LINE.match(after))), None)
            return [citations.dossier(m["digits"], m["part"], number)]
    return []


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _ministers(blocks: Sequence[Block], start: str) -> tuple[str, ...]:
    """The offices that sign, or that answer, as the paper prints them, without names and in its order."""
    answered = _ANSWERED_BY.search(start)
    if answered:
        printed = ((m["title"].casefold(), " ".join(m["portfolio"].split())) for m in _ANSWERER.finditer(answered[0]))
        return _once(f"{title} van {re.split(' [–-] ', portfolio)[0]}" for title, portfolio in printed)
    signed = [b.text for b in blocks if b.role is Role.SIGNATURE]
    offices = [" ".join(f"{m['title']} {m['link']} {m['name']}".split()) for text in signed for m in _OFFICE.finditer(text)]
    return _once(_lower_title(o) for o in offices)


def _lower_title(office: str) -> str:
    """ "DE MINISTER VAN FINANCIËN" and "Minister van Financiën" as one spelling: the title in small letters, the rest as printed."""
    title, _, rest = office.partition(" ")
    if rest.isupper():
        rest = " ".join(w.lower() if w in ("VAN", "VOOR", "EN") else w.capitalize() for w in rest.split())
    return f"{title.lower()} {rest}"


def _committee(
    raw: Raw, start: str, kind: PaperKind, ministers: Sequence[str], sidecar: Sidecar, government: Government, day: date
) -> tuple[str | None, CommitteeBasis | None]:
    if sidecar.committee:
        return government.committee(sidecar.committee, day) or sidecar.committee, CommitteeBasis.CLERK
    if raw.committee:
        return government.committee(raw.committee, day) or raw.committee, CommitteeBasis.PRINTED
    printed = _COMMITTEE.search(start) if kind not in _WHOSE_COMMITTEE else None
    if printed:
        return government.committee(printed["name"], day) or printed["name"], CommitteeBasis.PRINTED
    for office in ministers:
        ministry = government.ministry(office, day)
        committee = government.committee_of(ministry, day) if ministry else None
        if committee:
            return committee, CommitteeBasis.MINISTRY
    return None, None
