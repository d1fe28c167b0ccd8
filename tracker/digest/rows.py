"""The words of one commitment or happening in a digest. Pure.

Every string of a `Row` is clean (see `clean`) and ready to print, so that the text and the HTML part of the mail carry the same facts in
the same order: their templates only lay them out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.model import Addressee, DateBasis, Strength, Value
from tracker.store import Stored, StoredCommitment, StoredEvent
from tracker.wording import dutch
from tracker.wording.facts import (
    ANNOUNCED,
    BULLETS,
    LONGEST_QUOTE,
    STRENGTHS,
    clean,
    happens_on,
    how_far_off,
    mark,
    moved,
    paper,
    quoted,
    term,
    timing,
)


class Line(NamedTuple):
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


def commitment_row(group: Sequence[StoredCommitment], as_of: date, is_new: bool, bases: Mapping[str, DateBasis]) -> Row:
    """Word a commitment. `group`: it and its repetitions, the earliest first; `bases`: how the date of each paper, by its id, is known."""
    first = group[0]
    fact = first.fact
    asked = _listed(c.fact.asked_by for c in group)
    announced = fact.addressee is Addressee.OTHER and fact.strength is Strength.PROMISE
    lines = [(ANNOUNCED if announced else STRENGTHS[fact.strength], clean(fact.actor or fact.speaker or "") or "niet genoemd")]
    lines += _some("Gevraagd door", asked)
    lines += _some("Toegezegd aan", _listed(c.fact.promised_to for c in group))
    lines += [("Termijn", term(fact))]
    lines += _some("Daarvoor gezegd", quoted(fact.about))
    lines += _some("Gezegd bij het voorlezen", quoted(fact.remarks))
    lines += _some("Verschoven naar", moved(first))
    unmet = first.standing.waiting and not first.standing.closed
    lines += _some("Voorwaarde", quoted(fact.condition), " (niet bevestigd dat hieraan is voldaan)" if unmet else "")
    lines += _some("Hangt samen met", quoted(fact.tied_to))
    lines += [("Bron", _source(group, bases))]
    return Row(
        ids=tuple(c.id for c in group),
        mark=mark(first),
        timing=timing(first, as_of),
        is_new=is_new,
        quote=clean(fact.quote.lstrip(BULLETS), LONGEST_QUOTE),
        lines=tuple(Line(label=label, text=text) for label, text in lines),
    )


def event_row(group: Sequence[StoredEvent], as_of: date, is_new: bool, bases: Mapping[str, DateBasis]) -> Row:
    """Word a happening. `group` holds its mentions, the oldest first."""
    fact = group[0].fact
    lines = _some("Wie", clean(fact.actor or ""))
    lines += [("Datum", term(fact))]
    lines += [("Bron", _source(group, bases) + (f"; {len(group)} keer genoemd" if len(group) > 1 else ""))]
    return Row(
        ids=tuple(e.id for e in group),
        mark=how_far_off(fact, as_of),
        timing=happens_on(fact),
        is_new=is_new,
        what=dutch.capital(clean(fact.what.lstrip(BULLETS))),
        quote=clean(fact.quote.lstrip(BULLETS), LONGEST_QUOTE),
        lines=tuple(Line(label=label, text=text) for label, text in lines),
    )


def _source(group: Sequence[Stored], bases: Mapping[str, DateBasis]) -> str:
    """Name the paper and the pages of the first mention; one paper is enough to look it up."""
    first = group[0]
    named = paper(first.document_title, first.document_number, first.document_name, first.document_date, bases.get(first.document_id))
    pages = sorted({s.page for s in group if s.page is not None and s.document_id == first.document_id})
    return named + (f", p. {dutch.listing([str(p) for p in pages])}" if pages else "")


def _some(label: str, text: str, after: str = "") -> list[tuple[str, str]]:
    return [(label, text + after)] if text else []


def _listed(names: Iterable[str | None]) -> str:
    """List the names once each, in the order in which they come."""
    once = dict.fromkeys(clean(name) for name in names if name)
    return dutch.listing(list(once)) if once else ""
