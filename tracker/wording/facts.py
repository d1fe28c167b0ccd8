"""The words of a fact and of its paper. Pure.

Every string that comes out is clean (see `clean`) and ready to print.
"""

import re
from datetime import date

from tracker.model import Addressee, Commitment, Confidence, DateBasis, Decision, DecisionKind, Event, PaperKind, Status, Strength
from tracker.model.links import Kind, Reason
from tracker.store import Stored, StoredCommitment
from tracker.wording import dutch

LONGEST_QUOTE, LONGEST_TITLE, LONGEST_WORDS = 600, 180, 160  # characters

BULLETS = "-–—•*· "
ANNOUNCED = "Aangekondigd door"  # by whom, of what was promised to others: a toezegging is made to the House
STRENGTHS = {
    Strength.PROMISE: "Toezegging van",
    Strength.INTENTION: "Voornemen van",
    Strength.EXPECTATION: "Verwachting van",
}
MARKS = {
    Status.OVERDUE: "Verlopen",
    Status.DUE_SOON: "Binnenkort",
    Status.PASSED: "Uitvoering onbekend",
    Status.DELAYED: "Vertraagd",
    Status.PARTLY_FULFILLED: "Deels nagekomen",
    Status.OPEN: "Lopend",
    Status.UNDATED: "Zonder termijn",
    Status.FULFILLED: "Nagekomen",
    Status.LAPSED: "Vervallen",
    Status.REJECTED: "Geen toezegging",
}


def clean(text: str, longest: int = LONGEST_WORDS) -> str:
    """Make one line of at most `longest` characters, without control characters, bidirectional overrides and other invisible ones."""
    kept = text if text.isprintable() else "".join(c for c in text if c.isprintable() or c.isspace())
    line = " ".join(kept.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > longest // 2 else cut).rstrip(" ,;:") + "…"


def paper(title: str, number: str | None, name: str, day: date, basis: DateBasis | None) -> str:
    """Name a paper in one line: title, number, date."""
    shown = clean(title, LONGEST_TITLE) or clean(name)
    inferred = " (datum afgeleid uit de tekst)" if basis is DateBasis.INFERRED else ""
    return ", ".join(filter(None, [shown, dutch.paper_number(clean(number or "")), dutch.day(day) + inferred]))


def source(stored: Stored) -> str:
    """Name the paper of a fact in one line."""
    return paper(stored.document_title, stored.document_number, stored.document_name, stored.document_date, None)


def term(fact: Commitment | Event) -> str:
    """Write the words of the paper and what they mean; once where these are the same."""
    said, meant = clean(fact.due_text or ""), dutch.window(fact)
    again = "; keert terug" if isinstance(fact, Commitment) and fact.recurring else ""
    if not said:
        return (meant or "niet genoemd") + again
    if meant is None:
        return f"«{said}» (geen datum)" + again
    return (f"«{said}»" if said.casefold() == meant else f"«{said}»: {meant}") + again


def moved(stored: StoredCommitment) -> str:
    """Write the term that counts now, where it is another than the paper's."""
    term = stored.term
    if term == stored.standing.original:
        return ""
    said, meant = quoted(term.due_text), dutch.window(term) or "geen datum"
    return f"{said}: {meant}" if said else meant


def mark(stored: StoredCommitment) -> str:
    """Write the status, and whatever it is, that the term was moved or that a part was delivered."""
    mark = _undated_mark(stored) if stored.status is Status.UNDATED else MARKS[stored.status]
    also = [(stored.standing.delayed, MARKS[Status.DELAYED]), (stored.standing.partly, MARKS[Status.PARTLY_FULFILLED])]
    return ", ".join([mark, *(words.lower() for holds, words in also if holds and words != mark)])


def timing(stored: StoredCommitment, as_of: date) -> str:
    """Say how late or how old. What was promised to others, or hangs on a condition, is never called late: its term is over."""
    if stored.standing.closed:
        return f"de termijn liep tot en met {dutch.day(stored.term.due_end)}" if stored.term.due_end else "er was geen termijn"
    return _timing_of_open(stored, as_of)


def _timing_of_open(stored: StoredCommitment, as_of: date) -> str:
    end = stored.term.due_end
    if stored.status is Status.OVERDUE and end:
        return dutch.count((as_of - end).days, "dag", "dagen") + " over tijd"
    if end and end < as_of:
        return f"termijn {dutch.count((as_of - end).days, 'dag', 'dagen')} voorbij"
    if end and stored.status is not Status.UNDATED:
        return _days_left(end, as_of) + (f", tot en met {dutch.weekday(end)}" if stored.status is Status.DUE_SOON and end > as_of else "")
    start = stored.term.due_start
    if start and start > as_of:
        return f"begint over {dutch.count((start - as_of).days, 'dag', 'dagen')}"
    if start:
        return f"loopt al {dutch.span((as_of - start).days)}"
    return _age(stored.document_date, as_of)


def _days_left(end: date, as_of: date) -> str:
    if end == as_of:
        return "vandaag is de laatste dag"
    return f"nog {dutch.count((end - as_of).days, 'dag', 'dagen')}"


def _age(said: date, as_of: date) -> str:
    return f"{dutch.span((as_of - said).days)} oud" if said < as_of else "van vandaag"


def _undated_mark(stored: StoredCommitment) -> str:
    if stored.standing.waiting:
        return "Onder voorwaarde"
    return "Zonder einddatum" if stored.term.due_start else "Zonder termijn"


def happens_on(fact: Event) -> str:
    """Write the days of a happening, with the weekdays of one day or two."""
    start, end = fact.due_start, fact.due_end
    if not (start and end) or (end - start).days > 1:
        return dutch.capital(dutch.window(fact) or "")
    return f"{dutch.days(start, end)} ({dutch.listing([dutch.weekday(d) for d in dict.fromkeys((start, end))])})"


def how_far_off(fact: Event, as_of: date) -> str:
    start, end = fact.due_start, fact.due_end
    if start and start > as_of:
        return f"Over {dutch.count((start - as_of).days, 'dag', 'dagen')}"
    if end and end > as_of:
        return f"Nog {dutch.count((end - as_of).days, 'dag', 'dagen')}"
    return "Vandaag"


def quoted(words: str | None) -> str:
    return f"«{clean(words)}»" if words else ""


# What a fact is called, by its kind, in the order in which a paper's facts are summed up.
KINDS = {"commitment": "toezegging", "event": "agendapunt", "fulfilment": "afdoening", "delay": "uitstel"}
MANY = {"commitment": "toezeggingen", "event": "agendapunten", "fulfilment": "afdoeningen", "delay": "keer uitstel"}
_PAPERS = {
    PaperKind.ANTWOORD_KAMERVRAGEN: "Antwoord op Kamervragen",
    PaperKind.BNC_FICHE: "BNC-fiche",
    PaperKind.PLENAIR: "Plenair debat",
    PaperKind.OVERIG: "Ander stuk",
}

_DECISIONS = {
    DecisionKind.CONFIRM: "Bevestigd als toezegging",
    DecisionKind.REJECT: "Beoordeeld: geen toezegging",
    DecisionKind.FULFILLED: "Nagekomen",
    DecisionKind.PARTLY: "Deels nagekomen",
    DecisionKind.LAPSED: "Vervallen",
    DecisionKind.NEW_TERM: "Termijn verschoven",
    DecisionKind.CORRECT: "Lezing verbeterd",
    DecisionKind.CONDITION_MET: "Aan de voorwaarde is voldaan",
    DecisionKind.NOTE: "Opmerking",
    DecisionKind.UNDO: "Eerder besluit teruggenomen",
    DecisionKind.ADDED: "Door de griffie aangewezen",
    DecisionKind.SAME: "Zelfde toezegging als een andere",
}
SAID_OF_RECORD = {
    DecisionKind.SAME: "Gekoppeld aan het register",
    DecisionKind.REJECT: "Register: geen van de gevonden zinnen",
    DecisionKind.UNDO: "Besluit over het register teruggenomen",
}
_ADDRESSEES = {Addressee.HOUSE: "de Kamer", Addressee.OTHER: "anderen dan de Kamer"}
# What a later paper seems to do to an earlier promise, and why it is proposed: the keys of `tracker.proposals.WEIGHTS`.
LINKS = {
    Kind.FULFILS: "lijkt deze toezegging af te doen",
    Kind.PARTLY_FULFILS: "lijkt deze toezegging voor een deel af te doen",
    Kind.DELAYS: "lijkt de termijn te verschuiven",
    Kind.REPEATS: "lijkt deze toezegging te herhalen",
}
_REASONS = {
    "words": "dezelfde woorden",
    "citation": "verwijst naar",
    "meeting": "hetzelfde overleg",
    "member": "hetzelfde Kamerlid of dezelfde fractie",
    "date": "dezelfde datum",
    "subject": "hetzelfde onderwerp",
    "ministry": "hetzelfde ministerie",
    "dossier": "hetzelfde dossier",
}
CONFIDENCES = {Confidence.HIGH: "hoog", Confidence.MEDIUM: "gemiddeld", Confidence.LOW: "laag"}


def paper_kind(kind: PaperKind) -> str:
    """Name a kind of paper: "Schriftelijk overleg"."""
    return _PAPERS.get(kind) or dutch.capital(kind.value.replace("_", " "))


def publication(number: str) -> str | None:
    """Give the address at which a Kamerstuk is published, "32317-978"; None for other numbers."""
    found = dutch.KAMERSTUK.fullmatch(number)
    return f"https://zoek.officielebekendmakingen.nl/kst-{number}.html" if found and found["number"] else None


def decision(d: Decision) -> str:
    """Say what a clerk decided, with the new term or who was meant; not by whom, since the pages are public."""
    said = [_DECISIONS[d.kind]]
    if d.term:
        again = "volgende keer: " if d.kind is DecisionKind.FULFILLED else ""
        said.append(again + (dutch.window(d.term) or "geen datum"))
    said += [clean(words) for words in (d.actor, d.committee) if words]
    return ": ".join([said[0], ", ".join(said[1:])]) if said[1:] else said[0]


def who(fact: Commitment) -> str:
    """Name who promised, as it stands in a sentence: "de minister van Financiën", "het kabinet", "minister Tieman"."""
    name = clean(fact.actor or fact.speaker or "") or "een bewindspersoon"
    if re.fullmatch(r"(?:minister|staatssecretaris)(?:-president)?(?: (?:van|voor) .*)?", name):
        return f"de {name}"
    return "het kabinet" if name == "kabinet" else re.sub("^(?:Minister|Staatssecretaris) ", lambda title: title[0].lower(), name)


def addressee(fact: Commitment) -> str:
    """Say to whom it was promised."""
    return _ADDRESSEES[fact.addressee]


def reason(r: Reason) -> str:
    """Say why a link is proposed."""
    return _REASONS[r.reason] + (f" ({clean(r.words)})" if r.words else "")
