"""What a paper is beside its kind: title, date, numbers, ministers and committee, each from words that it prints."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.folding import fold
from tracker.model import DEBATES, CommitteeBasis, DateBasis, Numbers, PaperKind, Role
from tracker.reading import citations, dating, offices
from tracker.reading.blocks import Block, Raw, Unreadable
from tracker.reading.sidecar import Sidecar
from tracker.reference.government import Government

_OPENING_BLOCKS = 80
_OPENING_CHARACTERS = 6000
_TITLE_CHARACTERS = 100  # of a title that is cut from running text

_SUBJECT = re.compile(r"(?:^|\n)\s*(?:betreft|onderwerp)\s*:?\s+(?P<subject>\S.*)", re.IGNORECASE | re.DOTALL)
_LABELLED = re.compile(r"\n\s*(?:datum|(?:ons |uw )?kenmerk|bijlage\w*|geachte|betreft|onderwerp)\b", re.IGNORECASE)
_QUESTIONS_OF = re.compile(r"vragen van (?:het lid|de leden)\b", re.IGNORECASE)
_DOCUMENT_ENTRY = re.compile(r"Document:\s+(?P<title>.+)")
_DOSSIER = r"(?P<digits>\d{2} ?\d{3})(?:[ -](?P<part>[IVX]{1,5}|[A-K]))?"
_DOSSIER_LINE = re.compile(rf"[^\W\d]?{_DOSSIER}(?:\s+(?P<title>[A-ZÀ-Ý].+))?", re.DOTALL)
_NUMBER_LINE = re.compile(r"Nr\.\s*(?P<number>\d{1,4})\b")
_OWN_REFERENCE = re.compile(
    r"(?:^|\n)\s*(?:(?:ons )?kenmerk|onze referentie)\s*:?\s+(?P<reference>(?=[^\n]*\d)[A-Z0-9][^\n]{3,60})", re.IGNORECASE
)
_RUNNING_WORDS = re.compile(r"\b(?:de|het|een|van|op|uw|deel|ik|wij|in)\b")  # no reference: its place is empty, and the letter begins

_ANSWERED_BY = re.compile(r"(?:^|\n)Antwoord van .{5,400}?\(ontvangen\b", re.IGNORECASE | re.DOTALL)
_ANSWERER = re.compile(
    r"(?<!namens )(?<!namens de )(?P<title>minister|staatssecretaris)\s+(?:van |voor )?[^()]{0,80}?"
    r"\((?P<portfolio>(?!ontvangen)[^()]{2,120})\)",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"\b(?:vaste |algemene |tijdelijke )?commissie\s+(?:voor|van|inzake)\s+"
    r"(?P<name>[A-ZÀ-Ý][^\W\d_]+(?:,? (?:en )?[A-ZÀ-Ý][^\W\d_]+){0,5})"
)
# Their committee is that of the minister who writes; one that they name has only asked for the letter.
_LETTERS = frozenset({PaperKind.KAMERBRIEF, PaperKind.ANTWOORD_KAMERVRAGEN, PaperKind.GEANNOTEERDE_AGENDA, PaperKind.BNC_FICHE})


@dataclass(frozen=True)
class Paper:
    """A paper whose kind is known and whose blocks have their roles."""

    name: str  # the file as given
    raw: Raw
    blocks: Sequence[Block]
    opening: str
    kind: PaperKind
    sidecar: Sidecar


@dataclass(frozen=True)
class Described:
    """The metadata of a paper: fields of `Document`."""

    date: date
    date_basis: DateBasis
    title: str
    numbers: Numbers
    committee: str | None
    committee_basis: CommitteeBasis | None
    ministers: tuple[str, ...]


def opening(blocks: Sequence[Block]) -> str:
    """Give the first words of a paper, letterhead and margin too, a block a line: what tells the kind, the title and the date."""
    return "\n".join(" ".join(b.text.split()) for b in blocks[:_OPENING_BLOCKS] if b.role is not Role.FOOTNOTE)[:_OPENING_CHARACTERS]


def describe(paper: Paper, government: Government, today: date) -> Described:
    """Say what a paper is. What the sidecar gives goes first, then what the format states, then what is printed.

    Raises Unreadable where no day is known: none is printed, and the text looks back on none.
    """
    sidecar, raw = paper.sidecar, paper.raw
    day, date_basis = _day(paper, today)
    ministers = sidecar.ministers if sidecar.ministers is not None else raw.ministers or _ministers(paper)
    committee, committee_basis = _committee(paper, ministers, government, day)
    return Described(
        date=day,
        date_basis=date_basis,
        title=sidecar.title or raw.title or _title(paper),
        numbers=sidecar.numbers or _numbers(paper),
        committee=committee,
        committee_basis=committee_basis,
        ministers=ministers,
    )


def _day(paper: Paper, today: date) -> tuple[date, DateBasis]:
    if paper.sidecar.date:
        return paper.sidecar.date, DateBasis.SIDECAR
    held = dating.held(paper.opening, today) if paper.kind in DEBATES else None
    day = held or paper.raw.date or dating.printed(paper.opening, today)
    if day:
        return day, DateBasis.PRINTED
    latest = min(today, paper.raw.latest or today)
    day = dating.inferred((fold(b.text).text for b in paper.blocks if b.role is not Role.FURNITURE), latest)
    if day:
        return day, DateBasis.INFERRED
    reason = "the paper prints no date and looks back on no day; put 'date: YYYY-MM-DD' in a file <name>.yaml beside it"
    raise Unreadable(paper.name, reason)


def _title(paper: Paper) -> str:
    """Give the subject of a letter, the heading of questions, a dossier's name with the paper's heading, or the first words."""
    asides = (Role.FURNITURE, Role.LETTERHEAD, Role.FOOTNOTE, Role.SIGNATURE)
    running = [" ".join(b.text.split()) for b in paper.blocks[:_OPENING_BLOCKS] if b.role not in asides]
    subject = _subject(paper.blocks) or next((t for t in running[:12] if _QUESTIONS_OF.match(t)), None)
    if subject:
        return subject
    document = next((m["title"] for t in running[:30] if (m := _DOCUMENT_ENTRY.fullmatch(t))), None)
    headings = _leading_headings(paper.blocks)
    dossier = next((m for h in headings if (m := _DOSSIER_LINE.fullmatch(h)) and m["title"]), None)
    if dossier:
        rest = [h for h in headings if not _DOSSIER_LINE.fullmatch(h) and not _NUMBER_LINE.fullmatch(h)]
        return " – ".join([*rest[:1], dossier["title"]])
    return document or next(iter(headings), None) or _cut(next(iter(running), paper.opening.split("\n", 1)[0]))


def _subject(blocks: Sequence[Block]) -> str | None:
    """Give what stands behind "Betreft" or "Onderwerp", up to the end of its block or the next label."""
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
    if len(text) <= _TITLE_CHARACTERS:
        return text
    return text[:_TITLE_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _numbers(paper: Paper) -> Numbers:
    """Give what the format states, and what the opening prints: dossier, number, the sender's reference, the cases answered."""
    stated, blocks = paper.raw.numbers, paper.blocks[:_OPENING_BLOCKS]
    margin = "\n".join(b.text for b in blocks if b.role is Role.FURNITURE and b.page == 1)
    identifiers = [c.canonical for c in citations.find(margin, ("gazette",)) if c.rule == "citation.identifier"]
    printed = (m["reference"] for m in _OWN_REFERENCE.finditer("\n".join(b.text for b in blocks)))
    # pdfium may put a space behind a letter that is set wide.
    references = [re.sub(r"\s+", "", reference) for reference in printed if not _RUNNING_WORDS.search(reference)]
    cases = [c.canonical for c in citations.find(paper.opening, ("case",))]
    return Numbers(
        dossier=stated.dossier or _own_dossier(paper.opening),
        document=stated.document or _once([*identifiers, *references]),
        case=stated.case or _once(cases),
    )


def _own_dossier(start: str) -> tuple[str, ...]:
    """Give the number of a Kamerstuk from its dossier line, with that of the line "Nr." below it."""
    lines = start.split("\n")[:20]
    for i, line in enumerate(lines):
        m = _DOSSIER_LINE.fullmatch(line)
        if m:
            number = next((n["number"] for after in lines[i + 1 : i + 6] if (n := _NUMBER_LINE.match(after))), None)
            return (citations.dossier(m["digits"], m["part"], number),)
    return ()


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _ministers(paper: Paper) -> tuple[str, ...]:
    """Give the offices that answer, sign or attend, as the paper prints them, without names and in its order."""
    answered = _ANSWERED_BY.search(paper.opening)
    if answered:
        printed = ((m["title"].casefold(), " ".join(m["portfolio"].split())) for m in _ANSWERER.finditer(answered[0]))
        return _once(f"{title} van {re.split(' [–-] ', portfolio)[0]}" for title, portfolio in printed)
    signatures = (b.text for b in paper.blocks if b.role is Role.SIGNATURE)
    # Who only lends a name comes last, wherever it is printed: the letter belongs to the committee of who wrote it.
    signed = _once(office for text in sorted(signatures, key=offices.is_on_behalf) for office in offices.signing(text))
    if signed or paper.kind not in (*DEBATES, PaperKind.SCHRIFTELIJK_OVERLEG):
        return signed
    return offices.attending(paper.opening) if paper.kind in DEBATES else offices.answering(paper.opening)


def _committee(paper: Paper, ministers: Sequence[str], government: Government, day: date) -> tuple[str | None, CommitteeBasis | None]:
    if paper.sidecar.committee:
        return government.committee(paper.sidecar.committee, day) or paper.sidecar.committee, CommitteeBasis.CLERK
    if paper.raw.committee:
        return government.committee(paper.raw.committee, day) or paper.raw.committee, CommitteeBasis.PRINTED
    printed = _COMMITTEE.search(paper.opening) if paper.kind not in _LETTERS else None
    if printed:
        return _known_committee(printed["name"], government, day), CommitteeBasis.PRINTED
    for office in ministers:
        committee = government.committee_for(office, day)
        if committee:
            return committee, CommitteeBasis.MINISTRY
    return None, None


def _known_committee(printed: str, government: Government, day: date) -> str:
    """Give the longest beginning of the printed words that is a committee: a name may follow it; as printed where none is."""
    words = printed.split()
    beginnings = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((known for b in beginnings if (known := government.committee(b, day))), printed)
