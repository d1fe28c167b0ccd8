"""Tables and pages for people, by `rich`: within the width of a terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from tracker import lifecycle, objects
from tracker.folding import fold
from tracker.listing import gist, plain, shortened, source, status, why, window
from tracker.model import AnyFact, Dated, Decision, DecisionKind, Document, Term
from tracker.store import Line, Stored, StoredCommitment, StoredDocument, StoredEvent, StoredProposal, StoredRecord, fact_of
from tracker.wording import grouping

if TYPE_CHECKING:
    from tracker.store.mail import Attempt, StoredMail  # mails load for a twentieth of a second, and `tracker show` shows none


def record_line(stored: StoredRecord) -> str:
    """A record of the register on one line, harmless for a terminal."""
    r = stored.record
    return plain(f"{r.number or r.id}, {r.status}" + (f", {term}" if (term := window(stored.term)) else "") + f": {r.text}")


def record_page(stored: StoredRecord, promises: Iterable[StoredCommitment]) -> Table:
    """All that is known of one record of the register, and the commitments that it can be."""
    table = new_table(None, "", "")
    table.show_header = False
    for name, value in objects.record(stored).items():
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
        table.add_row(status(Line.of(c)), window(c.term), shortened(c.fact.quote), c.id[:8])
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
        table.add_row(fact.kind, window(fact) if isinstance(fact, Term) else "", gist(fact), shortened(fact.quote))
    if not facts:
        table.caption = "no facts found"
    return table


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
            f"proposal {link.id}", plain(f"{link.kind}, {link.score:.2f}{settled}: {link.fact_quote} ({source(link)}; {why(link)})")
        )
    if stored.withdrawn_at:
        table.add_row("withdrawn", f"the present rules no longer find it (since {stored.withdrawn_at:%Y-%m-%d})")
    return table


def _standing_rows(table: Table, stored: StoredCommitment, answers: Sequence[str]) -> None:
    table.add_row("status", status(Line.of(stored)))
    if stored.standing.same_as:
        table.add_row("the same as", stored.standing.same_as)
    if stored.term != stored.standing.original:
        table.add_row("term now", window(stored.term) or "no date")
    if answers and answers != (stored.fact.ministry,):
        table.add_row("answers now", plain(" or ".join(answers)))


def _decision(d: Decision) -> str:
    said = [
        f"{d.day}: {d.kind}" + (f" of decision {d.undoes}" if d.undoes else ""),
        ("next: " if d.kind is DecisionKind.FULFILLED else "") + (window(d.term) or "no date") if d.term else None,
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


def new_table(title: str | None, *columns: str) -> Table:
    """An empty table in the style of the house."""
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False, box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, no_wrap=name in {"id", "date", "days", "status", "kind"}, overflow="fold")
    return table


def timex_table(found: Iterable[Dated]) -> Table:
    """Time expressions with their windows, for people."""
    table = new_table(None, "words", "start", "end", "precision", "rule")
    for d in found:
        w = d.window
        remarks = [word for word, holds in (("estimated", w.estimated), ("recurring", w.recurring)) if holds]
        table.add_row(plain(d.timex.quote), str(w.start or ""), str(w.end or ""), ", ".join([str(w.precision), *remarks]), d.timex.rule)
    return table


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
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=200)
