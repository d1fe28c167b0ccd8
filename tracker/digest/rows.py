"""The words of one commitment or happening in a digest. Pure.

Every string of a `Row` is clean (see `clean`) and ready to print, so that the text and the HTML part of the mail carry the same facts in
the same order: their templates only lay them out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.digest import dutch
from tracker.model import Addressee, Commitment, DateBasis, Event, Status, Strength, Value
from tracker.store import Stored, StoredCommitment, StoredDocument, StoredEvent

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
    Status.FULFILLED: "Nagekomen",
    Status.LAPSED: "Vervallen",
}


class Line(Value):
    label: str
    text: str


class Row(Value):
    """One commitment or happening, as the reader sees it."""

    ids: tuple[str, ...]  # of every stored fact that it stands for
    mark: str  # its status in words; for a happening, how far off it is
    timing: str  # how late, how long still or how old; for a happening, its days
    is_new: bool
    changed: str = ""  # in a few words, for a reader who knew it
    said: tuple[str, ...] = ()  # what is noted as said of the first of `ids`
    link: str | None = None  # its page
    what: str | None = None  # what happens, for a happening
    quote: str
    lines: tuple[Line, ...]


def clean(text: str, longest: int = LONGEST_WORDS) -> str:
    """Make one line of at most `longest` characters, without control characters, bidirectional overrides and other invisible ones."""
    kept = text if text.isprintable() else "".join(c for c in text if c.isprintable() or c.isspace())
    line = " ".join(kept.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > longest // 2 else cut).rstrip(" ,;:") + "…"


def commitment_row(group: Sequence[StoredCommitment], as_of: date, is_new: bool, bases: Mapping[str, DateBasis]) -> Row:
    """Word a commitment. `group`: it and its repetitions, the earliest first; `bases`: how the date of each paper, by its id, is known."""
    first = group[0]
    fact = first.fact
    asked = _listed(c.fact.asked_by for c in group)
    announced = fact.addressee is Addressee.OTHER and fact.strength is Strength.PROMISE
    lines = [(ANNOUNCED if announced else STRENGTHS[fact.strength], clean(fact.actor or fact.speaker or "") or "niet genoemd")]
    lines += _some("Gevraagd door", asked)
    lines += _some("Toegezegd aan", _listed(c.fact.promised_to for c in group))
    lines += [("Termijn", _term(fact))]
    lines += _some("Daarvoor gezegd", _quoted(fact.about))
    lines += _some("Gezegd bij het voorlezen", _quoted(fact.remarks))
    lines += _some("Verschoven naar", _moved(first))
    lines += _some("Voorwaarde", _quoted(fact.condition), " (niet bevestigd dat hieraan is voldaan)" if first.standing.waiting else "")
    lines += _some("Hangt samen met", _quoted(fact.tied_to))
    lines += [("Bron", _source(group, bases))]
    return Row(
        ids=tuple(c.id for c in group),
        mark=_mark(first),
        timing=_timing(first, as_of),
        is_new=is_new,
        quote=clean(fact.quote.lstrip(BULLETS), LONGEST_QUOTE),
        lines=tuple(Line(label=label, text=text) for label, text in lines),
    )


def event_row(group: Sequence[StoredEvent], as_of: date, is_new: bool, bases: Mapping[str, DateBasis]) -> Row:
    """Word a happening. `group` holds its mentions, the oldest first."""
    fact = group[0].fact
    lines = _some("Wie", clean(fact.actor or ""))
    lines += [("Datum", _term(fact))]
    lines += [("Bron", _source(group, bases) + (f"; {len(group)} keer genoemd" if len(group) > 1 else ""))]
    return Row(
        ids=tuple(e.id for e in group),
        mark=_how_far_off(fact, as_of),
        timing=_happens_on(fact),
        is_new=is_new,
        what=dutch.capital(clean(fact.what.lstrip(BULLETS))),
        quote=clean(fact.quote.lstrip(BULLETS), LONGEST_QUOTE),
        lines=tuple(Line(label=label, text=text) for label, text in lines),
    )


def paper_name(paper: StoredDocument) -> str:
    """Name a paper in one line: title, number, date."""
    return _paper(paper.title, paper.number, paper.name, paper.date, paper.date_basis)


def _paper(title: str, number: str | None, name: str, day: date, basis: DateBasis | None) -> str:
    shown = clean(title, LONGEST_TITLE) or clean(name)
    inferred = " (datum afgeleid uit de tekst)" if basis is DateBasis.INFERRED else ""
    return ", ".join(filter(None, [shown, dutch.paper_number(clean(number or "")), dutch.day(day) + inferred]))


def _source(group: Sequence[Stored], bases: Mapping[str, DateBasis]) -> str:
    """Name the paper and the pages of the first mention; one paper is enough to look it up."""
    first = group[0]
    paper = _paper(first.document_title, first.document_number, first.document_name, first.document_date, bases.get(first.document_id))
    pages = sorted({s.page for s in group if s.page is not None and s.document_id == first.document_id})
    return paper + (f", p. {dutch.listing([str(p) for p in pages])}" if pages else "")


def _term(fact: Commitment | Event) -> str:
    """Write the words of the paper and what they mean; once where these are the same."""
    said, meant = clean(fact.due_text or ""), dutch.window(fact)
    again = "; keert terug" if isinstance(fact, Commitment) and fact.recurring else ""
    if not said:
        return (meant or "niet genoemd") + again
    if meant is None:
        return f"«{said}» (geen datum)" + again
    return (f"«{said}»" if said.casefold() == meant else f"«{said}»: {meant}") + again


def _moved(stored: StoredCommitment) -> str:
    """Write the term that counts now, where it is another than the paper's."""
    term = stored.term
    if term == stored.standing.original:
        return ""
    said, meant = _quoted(term.due_text), dutch.window(term) or "geen datum"
    return f"{said}: {meant}" if said else meant


def _mark(stored: StoredCommitment) -> str:
    """Write the status, and whatever it is, that the term was moved or that a part was delivered."""
    mark = _undated_mark(stored) if stored.status is Status.UNDATED else MARKS[stored.status]
    also = [(stored.standing.delayed, MARKS[Status.DELAYED]), (stored.standing.partly, MARKS[Status.PARTLY_FULFILLED])]
    return ", ".join([mark, *(words.lower() for holds, words in also if holds and words != mark)])


def _timing(stored: StoredCommitment, as_of: date) -> str:
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


def _happens_on(fact: Event) -> str:
    """Write the days of a happening, with the weekdays of one day or two."""
    start, end = fact.due_start, fact.due_end
    if not (start and end) or (end - start).days > 1:
        return dutch.capital(dutch.window(fact) or "")
    return f"{dutch.days(start, end)} ({dutch.listing([dutch.weekday(d) for d in dict.fromkeys((start, end))])})"


def _how_far_off(fact: Event, as_of: date) -> str:
    start, end = fact.due_start, fact.due_end
    if start and start > as_of:
        return f"Over {dutch.count((start - as_of).days, 'dag', 'dagen')}"
    if end and end > as_of:
        return f"Nog {dutch.count((end - as_of).days, 'dag', 'dagen')}"
    return "Vandaag"


def _quoted(words: str | None) -> str:
    return f"«{clean(words)}»" if words else ""


def _some(label: str, text: str, after: str = "") -> list[tuple[str, str]]:
    return [(label, text + after)] if text else []


def _listed(names: Iterable[str | None]) -> str:
    """List the names once each, in the order in which they come."""
    once = dict.fromkeys(clean(name) for name in names if name)
    return dutch.listing(list(once)) if once else ""
