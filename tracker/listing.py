"""Long lists for people. Not by way of `rich`, which takes a second for a thousand rows and a fiftieth of one to load."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import starmap
from typing import NamedTuple

from rich.cells import cell_len

from tracker.model import AnyFact, Commitment, Delay, Event, Status, Strength, Term
from tracker.store import Line, StoredCommitment, StoredDelay, StoredEvent, StoredFulfilment, StoredProposal, StoredRecord

QUOTE_WIDTH = 160  # characters of a sentence in a list; `tracker show` prints all of it
_GAP, _INDENT = "   ", "    "


class Listing(NamedTuple):
    """Rows under their names, harmless for a terminal. On a terminal the last cells of a row, which are `long`, stand below the rest."""

    title: str | None
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    long: int = 1


def lines(listings: Iterable[Listing]) -> Iterator[str]:
    """Give the lines to print, line ends and all: on a terminal within its width, into a pipe or a file each row on one, however long."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for n, listing in enumerate(listings):
        yield from ["\n"] if n else []
        yield from (f"{line}\n" for line in laid_out(listing, width))


def laid_out(listing: Listing, width: int | None) -> Iterator[str]:
    """Give the lines of a list: for a terminal of `width` characters, or each row on one line."""
    beside = len(listing.columns) - (listing.long if width else 0)
    table = [listing.columns, *listing.rows]
    columns = [list(column) for column in zip(*(row[:beside] for row in table), strict=True)]
    wide = [[len(cell) if cell.isascii() else cell_len(cell) for cell in column] for column in columns]
    widths = list(map(max, wide))
    padded = (
        [cell + " " * (full - taken) for cell, taken in zip(column, mine, strict=True)]
        for column, mine, full in zip(columns[:-1], wide[:-1], widths[:-1], strict=True)
    )
    lines = (_GAP.join(row).rstrip() for row in zip(*padded, columns[-1], strict=True))
    if listing.title:
        yield listing.title
    for n, (line, row) in enumerate(zip(lines, table, strict=True)):
        yield line
        for cell in row[beside:]:
            yield from textwrap.wrap(cell, max(width or 0, 40), initial_indent=_INDENT, subsequent_indent=_INDENT)
        if n == 0:
            yield _GAP.join("─" * full for full in widths)


def commitments(lines: Iterable[Line]) -> Listing:
    """Stored commitments, in the order given."""
    return _facts([(x.id, status(x), window(x.term), _promised(x.action, x.addressee, x.strength), shortened(x.quote)) for x in lines])


def others(stored: Iterable[StoredEvent | StoredFulfilment | StoredDelay]) -> Listing:
    """Stored facts of another kind, in the order given."""
    terms = ((s, window(s.fact) if isinstance(s.fact, Term) else "") for s in stored)
    return _facts([(s.id, s.fact.kind, term, gist(s.fact), shortened(s.fact.quote)) for s, term in terms])


def _facts(rows: Sequence[Sequence[str]]) -> Listing:
    return Listing(None, ("id", "status", "term", "what", "sentence"), rows)


def records(stored: Iterable[StoredRecord]) -> Listing:
    """Records of the register, in the order given."""
    return Listing(None, ("number", "status", "term", "text"), [(*_record(s), shortened(s.record.text)) for s in stored])


def proposals(waiting: Iterable[StoredProposal]) -> Listing:
    """Links that wait for a clerk, in the order given, each with the sentence of the commitment and that of the later paper."""
    title = "LINKS THAT WAIT: `tracker decide confirm ID` or `reject`"
    return Listing(title, ("id", "kind", "score", "commitment", "later paper", "reasons"), list(map(_proposal, waiting)), long=3)


def _proposal(p: StoredProposal) -> tuple[str, ...]:
    promised = f"{p.commitment_id[:8]}, {p.commitment_date}: {shortened(p.commitment_quote)}"
    return p.id, p.kind, f"{p.score:.2f}", promised, f"{plain(source(p))}: {shortened(p.fact_quote)}", plain(why(p))


def missed(waiting: Iterable[tuple[StoredRecord, Sequence[StoredCommitment]]]) -> Listing:
    """Records of the register that wait for a clerk, in the order given, each with the commitments that it may be."""
    title = "RECORDS OF THE REGISTER THAT WAIT: `tracker decide same NUMBER --as ID` or `reject NUMBER`"
    return Listing(title, ("number", "status", "term", "text", "may be"), list(starmap(_missed, waiting)), long=2)


def _missed(stored: StoredRecord, near: Sequence[StoredCommitment]) -> tuple[str, ...]:
    return *_record(stored), shortened(stored.record.text), "; ".join(f"{c.id[:8]}: {shortened(c.fact.quote)}" for c in near)


def _record(stored: StoredRecord) -> tuple[str, str, str]:
    return plain(stored.record.number or str(stored.record.id)), stored.record.status, window(stored.term)


# --- cells ------------------------------------------------------------------------------------------------------------------------------


def status(line: Line) -> str:
    """How a commitment stands: "overdue, 12 days, delayed"; of what has no day to wait for since when it is there."""
    late = f", {line.days_late} days" if line.days_late else f", since {line.said_on}" if line.status is Status.UNDATED else ""
    marks = [(line.delayed, Status.DELAYED), (line.partly, Status.PARTLY_FULFILLED)]
    return f"{line.status}{late}" + "".join(f", {mark}" for holds, mark in marks if holds and mark is not line.status)


def window(term: Term) -> str:
    """A window in ISO days: "2026-01-01..2026-04-30", "..2025-12-18"; the precision where there is no date."""
    if term.due_start is None and term.due_end is None:
        return "" if term.precision == "none" else str(term.precision)
    return days(term.due_start, term.due_end) + (" (estimated)" if term.estimated else "")


def days(start: date | None, end: date | None) -> str:
    """Two ISO days, or one where they are the same; an open side is left out."""
    return str(start) if start and start == end else f"{start or ''}..{end or ''}"


def gist(fact: AnyFact) -> str:
    """What a fact is about, in a few words."""
    if isinstance(fact, Commitment):
        return _promised(fact.action, fact.addressee, fact.strength)
    if isinstance(fact, Delay):
        return plain(fact.reference or f"not {fact.instead_of}" if fact.reference or fact.instead_of else "")
    return plain(fact.what if isinstance(fact, Event) else fact.of)


def _promised(action: str, addressee: str, strength: str) -> str:
    return f"{action}, {addressee}" + (f", {strength}" if strength != Strength.PROMISE else "")


def source(p: StoredProposal) -> str:
    """The paper that a proposal came from, and its day."""
    return f"{p.document_number or p.document_title}, {p.document_date}"


def why(p: StoredProposal) -> str:
    """The reasons of a proposal with their weights."""
    return "; ".join(f"{r.reason} {r.weight:+.2f}: {r.words}" for r in p.reasons)


def shortened(quote: str, width: int = QUOTE_WIDTH) -> str:
    """A sentence of at most `width` characters, cut at a word, harmless for a terminal."""
    return plain(quote if len(quote) <= width else quote[: width - 1].rpartition(" ")[0] + "…")


def plain(text: str) -> str:
    """Text of a paper or a file name, made harmless for a terminal: no control characters in it."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.replace("\n", " "))
