"""Values -> what a terminal, a script or a spreadsheet reads. Tables are for people; JSON Lines and CSV are the public face."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from tracker import lifecycle, spreadsheet
from tracker.folding import fold
from tracker.model import AnyFact, Commitment, Dated, Decision, Delay, Document, Event, Status, Strength, Term
from tracker.store import (
    Line,
    Stored,
    StoredCommitment,
    StoredDelay,
    StoredDocument,
    StoredEvent,
    StoredFulfilment,
    StoredProposal,
    StoredRecord,
    fact_of,
)
from tracker.wording import grouping

if TYPE_CHECKING:
    from tracker.store.mail import Attempt, StoredMail  # mails load for a twentieth of a second, and `tracker list` shows none

QUOTE_WIDTH = 160  # characters of a sentence in a table; `tracker show` prints all of it


def window(term: Term) -> str:
    """A window in ISO days: "2026-01-01..2026-04-30", "..2025-12-18"; the precision where there is no date."""
    if term.due_start is None and term.due_end is None:
        return "" if term.precision == "none" else str(term.precision)
    return days(term.due_start, term.due_end) + (" (estimated)" if term.estimated else "")


def days(start: date | None, end: date | None) -> str:
    """Two ISO days, or one where they are the same; an open side is left out."""
    return str(start) if start and start == end else f"{start or ''}..{end or ''}"


def jsonl(objects: Iterable[dict[str, Any]]) -> str:
    """One object a line; Dutch letters as they are."""
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    return "".join(encode(o) + "\n" for o in objects)


def as_csv(objects: Iterable[dict[str, Any]]) -> str:
    """Rows under their names, separated by commas; the items of a list by semicolons. A cell that a spreadsheet would take for a formula
    starts with an apostrophe.
    """
    rest = iter(objects)
    first = next(rest, {})
    rows = (list(o.values()) for o in chain([first], rest))
    return "".join(spreadsheet.lines(chain([list(first)], rows))) if first else ""


def public(stored: Stored) -> dict[str, Any]:
    """A stored fact as one object of `tracker list`: the fields of `tracker extract`, and its id, status and paper."""
    fact = fact_of(stored)
    late = _standing_object(stored) if isinstance(stored, StoredCommitment) else {}
    paper = {"title": stored.document_title, "number": stored.document_number, "page": stored.page, "date": str(stored.document_date)}
    return {"id": stored.id, **late, **paper, **fact.public(stored.document_id)}


def _standing_object(c: StoredCommitment) -> dict[str, Any]:
    """What a commitment is on the day; `due_start` and `due_end` stay those of its original term, `term_...` are of the one that counts."""
    marks = {"delayed": c.standing.delayed, "partly": c.standing.partly}
    ends = {"term_start": c.term.due_start and str(c.term.due_start), "term_end": c.term.due_end and str(c.term.due_end)}
    return {"status": str(c.status), "days_late": c.days_late, **marks, **ends}


def record_object(stored: StoredRecord) -> dict[str, Any]:
    """A record of the register as one object of `tracker list register`."""
    said = stored.record.model_dump(mode="json", exclude={"id", "deleted", "text", "number", "status", "changed_at"})
    r = stored.record
    return {"id": str(r.id), "number": r.number, "status": str(r.status), **stored.term.model_dump(mode="json"), "text": r.text, **said}


def records_table(stored: Iterable[StoredRecord]) -> Table:
    """Records of the register, in the order given."""
    table = new_table(None, "number", "status", "term", "text")
    for s in stored:
        table.add_row(plain(s.record.number or str(s.record.id)), str(s.record.status), window(s.term), shortened(s.record.text))
    return table


def record_line(stored: StoredRecord) -> str:
    """A record of the register on one line, harmless for a terminal."""
    r = stored.record
    return plain(f"{r.number or r.id}, {r.status}" + (f", {term}" if (term := window(stored.term)) else "") + f": {r.text}")


def record_page(stored: StoredRecord, promises: Iterable[StoredCommitment]) -> Table:
    """All that is known of one record of the register, and the commitments that it can be."""
    table = new_table(None, "", "")
    table.show_header = False
    for name, value in record_object(stored).items():
        if value not in (None, "", [], False):
            table.add_row(name, plain("; ".join(map(str, value)) if isinstance(value, list) else str(value)))
    if stored.record.deleted:
        table.add_row("deleted", "the House has deleted it; this is what it said last")
    for c in promises:
        table.add_row(f"promise {c.id[:8]}", place(c))
    return table


def place(c: StoredCommitment) -> str:
    """A sentence of a paper with where it stands, harmless for a terminal."""
    page = f", page {c.page}" if c.page else ""
    closing = ", closing list" if c.fact.closing_list else ""
    return plain(f"{c.document_number or c.document_title}, {c.document_date}{page}{closing}: {c.fact.quote}")


def papers_table(papers: Sequence[StoredDocument], commitments: Iterable[StoredCommitment], events: Iterable[StoredEvent]) -> Table:
    """The papers, and how many facts each gave."""
    promised, happening = Counter(c.document_id for c in commitments), Counter(e.document_id for e in events)
    table = new_table("PAPERS", "paper", "date", "commitments", "dated events")
    for p in papers:
        table.add_row(plain(p.title), f"{p.date} ({p.date_basis})", str(promised[p.id]), str(happening[p.id]))
    return table


def commitments_table(commitments: Sequence[StoredCommitment]) -> Table:
    """The commitments that have a term, by its end, and how many have none."""
    dated = [c for c in commitments if (c.term.due_start or c.term.due_end) and c.fact.repeats is None]
    others = sum(c.fact.repeats is None for c in commitments) - len(dated)
    table = new_table(
        f"COMMITMENTS WITH A TERM ({len(dated)}; {others} more without one: `tracker list`)", "status", "term", "sentence", "id"
    )
    for c in sorted(dated, key=lambda c: (c.term.due_end or date.max, c.fact.start)):
        table.add_row(_status(Line.of(c)), window(c.term), shortened(c.fact.quote), c.id[:8])
    return table


def agenda_table(events: Iterable[StoredEvent], day: date) -> Table:
    """The dated events that are not over on `day`, each happening once."""
    ahead = [e for e in events if (e.fact.due_end or e.fact.due_start or day) >= day]
    table = new_table("DATED EVENTS AHEAD", "days", "what", "sentence", "id")
    for group in sorted(grouping.events(ahead), key=lambda g: (g[0].fact.due_start or date.min, g[0].fact.due_end or date.max)):
        e = group[0]
        table.add_row(
            window(e.fact), plain(e.fact.what), shortened(e.fact.quote) + (f" ({len(group)} mentions)" if len(group) > 1 else ""), e.id[:8]
        )
    return table


def facts_table(facts: Sequence[AnyFact], title: str) -> Table:
    """The facts of one paper, in the order of its text."""
    table = new_table(title, "kind", "term", "what", "sentence")
    for fact in facts:
        table.add_row(fact.kind, window(fact) if isinstance(fact, Term) else "", plain(_gist(fact)), shortened(fact.quote))
    if not facts:
        table.caption = "no facts found"
    return table


def lines_table(lines: Iterable[Line]) -> Table:
    """Stored commitments, in the order given."""
    table = _list_table()
    for line in lines:
        gist = _commitment_gist(line.action, line.addressee, line.strength)
        table.add_row(line.id, _status(line), window(line.term), gist, shortened(line.quote))
    return table


def stored_table(stored: Iterable[StoredEvent | StoredFulfilment | StoredDelay]) -> Table:
    """Stored facts of another kind, in the order given."""
    table = _list_table()
    for s in stored:
        term = window(s.fact) if isinstance(s.fact, Term) else ""
        table.add_row(s.id, s.fact.kind, term, plain(_gist(s.fact)), shortened(s.fact.quote))
    return table


def _list_table() -> Table:
    return new_table(None, "id", "status", "term", "what", "sentence")


def proposals_table(waiting: Iterable[StoredProposal]) -> Table:
    """Links that wait for a clerk, in the order given, each with the sentence of the commitment and that of the later paper."""
    table = new_table(
        "LINKS THAT WAIT: `tracker decide confirm ID` or `reject`", "id", "kind", "score", "commitment", "later paper", "reasons"
    )
    for p in waiting:
        promised = f"{p.commitment_id[:8]}, {p.commitment_date}: {shortened(p.commitment_quote)}"
        table.add_row(p.id, str(p.kind), f"{p.score:.2f}", promised, f"{plain(_source(p))}: {shortened(p.fact_quote)}", plain(_why(p)))
    return table


def proposal_object(p: StoredProposal) -> dict[str, Any]:
    """A proposal as one object of `tracker list --review`; its field `proposal` tells it from a commitment."""
    fields = p.model_dump(mode="json", exclude={"kind", "state", "by", "at", "withdrawn_at"})
    return {"proposal": str(p.kind), **fields}


def missed_table(waiting: Iterable[tuple[StoredRecord, Sequence[StoredCommitment]]]) -> Table:
    """Records of the register that wait for a clerk, in the order given, each with the commitments that it may be."""
    title = "RECORDS OF THE REGISTER THAT WAIT: `tracker decide same NUMBER --as ID` or `reject NUMBER`"
    table = new_table(title, "number", "status", "term", "text", "may be")
    for s, near in waiting:
        may_be = "; ".join(f"{c.id[:8]}: {shortened(c.fact.quote)}" for c in near)
        table.add_row(plain(s.record.number or str(s.record.id)), str(s.record.status), window(s.term), shortened(s.record.text), may_be)
    return table


def missed_object(stored: StoredRecord, near: Iterable[StoredCommitment]) -> dict[str, Any]:
    """A record that waits as one object of `tracker list --review`; its field `may_be` tells it from a commitment and a proposal."""
    return {"may_be": [c.id for c in near], **record_object(stored)}


def _source(p: StoredProposal) -> str:
    return f"{p.document_number or p.document_title}, {p.document_date}"


def _why(p: StoredProposal) -> str:
    return "; ".join(f"{r.reason} {r.weight:+.2f}: {r.words}" for r in p.reasons)


def fact_page(  # noqa: PLR0913 (all that there is to say of a fact)
    stored: Stored,
    document: Document,
    history: Sequence[Decision],
    answers: Sequence[str],
    today: date,
    links: Iterable[StoredProposal] = (),
    also: Iterable[tuple[str, str]] = (),
) -> Table:
    """All that is known of one fact, with its sentence in its paragraph.

    `history` holds the decisions up to `today`, `answers` the ministries that answer for it now, `links` what later papers
    propose of it, `also` where else it stands.
    """
    fact = fact_of(stored)
    table = new_table(None, "", "")
    table.show_header = False
    if isinstance(stored, StoredCommitment):
        _standing_rows(table, stored, answers)
    for name, value in fact.public(stored.document_id).items():
        if value not in (None, "", False) and name not in ("document", "quote"):
            table.add_row(name, plain(str(value)))
    table.add_row("sentence", plain(fact.quote))
    around = next((p for p in document.passages if p.start <= fact.start < p.end), None)
    if around:
        table.add_row("in context", plain(fold(document.text[around.start : around.end]).text))
    table.add_row(
        "paper",
        plain(f"{stored.document_title}, {stored.document_number or 'no number'}, {stored.document_date}, page {stored.page or '?'}"),
    )
    table.add_row("file", plain(stored.document_name))
    table.add_row("id", stored.id)
    for where, words in also:
        table.add_row(where, words)
    counting = {d.n for d in lifecycle.live(history, today)}
    for d in history:
        table.add_row(f"decision {d.n}", plain(_decision(d) + ("" if d.n in counting or d.undoes else " (taken back)")))
    for link in links:
        settled = f", {link.state} by {link.by}" if link.by else ""
        table.add_row(
            f"proposal {link.id}", plain(f"{link.kind}, {link.score:.2f}{settled}: {link.fact_quote} ({_source(link)}; {_why(link)})")
        )
    if stored.withdrawn_at:
        table.add_row("withdrawn", f"the present rules no longer find it (since {stored.withdrawn_at:%Y-%m-%d})")
    return table


def _standing_rows(table: Table, stored: StoredCommitment, answers: Sequence[str]) -> None:
    table.add_row("status", _status(Line.of(stored)))
    if stored.standing.same_as:
        table.add_row("the same as", stored.standing.same_as)
    if stored.term != stored.standing.original:
        table.add_row("term now", window(stored.term) or "no date")
    if answers and answers != (stored.fact.ministry,):
        table.add_row("answers now", plain(" or ".join(answers)))


def _decision(d: Decision) -> str:
    said = [
        f"{d.day}: {d.kind}" + (f" of decision {d.undoes}" if d.undoes else ""),
        (window(d.term) or "no date") if d.term else None,
        d.actor,
        d.committee,
        f"by {d.by}",
        f"as {d.same_as}" if d.same_as else None,
        f"from paper {d.paper_id} of {d.paper_date}" if d.paper_id else None,
        d.note,
    ]
    return ", ".join(s for s in said if s)


def mails_table(mails: "Iterable[StoredMail]") -> Table:
    """The outbox."""
    table = new_table(None, "id", "period", "to", "state", "tries", "made (UTC)", "sent (UTC)", "subject")
    for m in mails:
        sent = f"{m.sent_at:%Y-%m-%d %H:%M}" if m.sent_at else ""
        table.add_row(
            str(m.id), m.period, plain(m.address), str(m.state), str(m.attempts), f"{m.planned_at:%Y-%m-%d %H:%M}", sent, plain(m.subject)
        )
    return table


def mail_page(stored: "StoredMail", tries: "Iterable[Attempt]") -> Table:
    """One mail and every try to hand it over."""
    table = new_table(None, "", "")
    table.show_header = False
    for name, value in stored.model_dump(mode="json").items():
        if value is not None:
            table.add_row(name, plain(str(value)))
    for t in tries:
        table.add_row(f"try {t.n}", plain(f"{t.at:%Y-%m-%d %H:%M:%S} UTC, {t.phase}: {t.outcome} {t.code or ''} {t.reply or ''}"))
    return table


def _status(line: Line) -> str:
    late = f", {line.days_late} days" if line.days_late else ""
    marks = [(line.delayed, Status.DELAYED), (line.partly, Status.PARTLY_FULFILLED)]
    return f"{line.status}{late}" + "".join(f", {mark}" for holds, mark in marks if holds and mark is not line.status)


def new_table(title: str | None, *columns: str) -> Table:
    """An empty table in the style of the house."""
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False, box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, no_wrap=name in {"id", "date", "days", "status", "kind"}, overflow="fold")
    return table


def plain(text: str) -> str:
    """Text of a paper or a file name, made harmless for a terminal: no control characters, and no markup of ours in it."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.replace("\n", " "))
    return escape(text)


def _gist(fact: AnyFact) -> str:
    if isinstance(fact, Commitment):
        return _commitment_gist(fact.action, fact.addressee, fact.strength)
    if isinstance(fact, Delay):
        return fact.reference or f"not {fact.instead_of}" if fact.reference or fact.instead_of else ""
    return fact.what if isinstance(fact, Event) else fact.of


def _commitment_gist(action: str, addressee: str, strength: str) -> str:
    return f"{action}, {addressee}" + (f", {strength}" if strength != Strength.PROMISE else "")


def shortened(quote: str, width: int = QUOTE_WIDTH) -> str:
    """A sentence of at most `width` characters, cut at a word, harmless for a terminal."""
    return plain(quote if len(quote) <= width else quote[: width - 1].rpartition(" ")[0] + "…")


def timex_table(found: Iterable[Dated]) -> Table:
    """Time expressions with their windows, for people."""
    table = new_table(None, "words", "start", "end", "precision", "rule")
    for d in found:
        w = d.window
        remarks = [word for word, holds in (("estimated", w.estimated), ("recurring", w.recurring)) if holds]
        table.add_row(plain(d.timex.quote), str(w.start or ""), str(w.end or ""), ", ".join([str(w.precision), *remarks]), d.timex.rule)
    return table


def timex_object(d: Dated) -> dict[str, Any]:
    """A time expression as `tracker timex --jsonl` prints it."""
    t, w = d.timex, d.window
    dates = {"due_start": str(w.start) if w.start else None, "due_end": str(w.end) if w.end else None}
    return {
        "quote": t.quote,
        "start": t.start,
        "end": t.end,
        **dates,
        "precision": str(w.precision),
        "rule": t.rule,
        "estimated": w.estimated,
    }


def document_object(document: Document) -> dict[str, Any]:
    """A paper as `tracker read --format json` prints it."""
    fields = document.model_dump(mode="json", exclude={"name", "media_type", "sha256"})
    return {"document": document.name, **fields}


def document_text(document: Document) -> str:
    """A paper for people: what it is, then its passages, each with its role, page and speaker."""
    numbers = [n for group in (document.numbers.dossier, document.numbers.document, document.numbers.case) for n in group]
    head = [
        ("paper", document.name),
        ("kind", document.kind),
        ("title", document.title),
        ("date", f"{document.date} ({document.date_basis})"),
        ("numbers", ", ".join(numbers)),
        ("committee", f"{document.committee} ({document.committee_basis})" if document.committee else ""),
        ("ministers", ", ".join(document.ministers)),
    ]
    lines = [f"{name}: {value}" for name, value in head if value]
    for p in document.passages:
        about = [str(p.role), p.label, f"p. {p.page}" if p.page else None, p.speaker, f"asked by {p.asked_by}" if p.asked_by else None]
        lines += ["", f"[{', '.join(a for a in about if a)}]", document.text[p.start : p.end]]
    return "\n".join(lines) + "\n"


def console(*, stderr: bool = False) -> Console:
    """Where tables go. Into a pipe or a file they are wide, so that no column is cut."""
    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=200)


def show(*tables: Table) -> None:
    """Print tables that can be long: on a terminal within its width, into a pipe or a file each row on a line, however long."""
    made = console()
    if made.is_terminal:
        made.print(*tables, sep="\n\n")
    else:
        print("\n\n".join(map(_aligned, tables)))  # noqa: T201 (data goes to stdout)


def _aligned(table: Table) -> str:
    """A table of strings as rich draws it, but without folding; a thousand rows take rich a second."""
    columns = [[str(column.header), *map(_unescaped, column.cells)] for column in table.columns]
    wide = [[len(cell) if cell.isascii() else cell_len(cell) for cell in column] for column in columns]
    widths = [max(column) for column in wide]
    padded = [
        [cell + " " * (width - taken) for cell, taken in zip(column, mine, strict=True)]
        for column, mine, width in zip(columns[:-1], wide[:-1], widths[:-1], strict=True)
    ]
    head, *rows = ("   ".join(row).rstrip() for row in zip(*padded, columns[-1], strict=True))
    rule = "   ".join("─" * width for width in widths)
    return "\n".join([*([str(table.title)] if table.title else []), head, rule, *rows])


def _unescaped(cell: Any) -> str:
    return Text.from_markup(cell).plain if "[" in cell or "\\" in cell else cell
