"""Values -> objects for programs, as JSON Lines or CSV. Their fields are the public face."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from tracker import spreadsheet
from tracker.model import Commitment, Dated, Document
from tracker.store import Plain, Stored, StoredCommitment, StoredProposal, StoredRecord, fact_of


def jsonl(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One object a line, line ends and all; Dutch letters as they are."""
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    return (encode(o) + "\n" for o in objects)


def as_csv(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Rows under their names, separated by commas; the items of a list by semicolons. A cell that a spreadsheet would take for a formula
    starts with an apostrophe.
    """
    rest = iter(objects)
    first = next(rest, {})
    rows = (list(o.values()) for o in chain([first], rest))
    return spreadsheet.lines(chain([list(first)], rows)) if first else iter(())


def fact(stored: Stored) -> dict[str, Any]:
    """A stored fact as one object of `tracker list`: the fields of `tracker extract`, and its id and paper."""
    paper = {"title": stored.document_title, "number": stored.document_number, "page": stored.page, "date": str(stored.document_date)}
    return {"id": stored.id, **paper, **fact_of(stored).public(stored.document_id)}


def commitment(c: Plain) -> dict[str, Any]:
    """A commitment as one object of `tracker list`: as other facts, and what it is on the day; `due_start` and `due_end` stay those of its
    original term, `term_...` are of the one that counts.
    """
    return {
        "id": c.id,
        "status": c.status,
        "days_late": c.days_late,
        "delayed": c.delayed,
        "partly": c.partly,
        "term_start": c.term_start,
        "term_end": c.term_end,
        "title": c.document_title,
        "number": c.document_number,
        "page": c.page,
        "date": c.document_date,
        "document": c.document_id,
        "kind": Commitment.kind,
        **c.fact,
    }


def record(stored: StoredRecord) -> dict[str, Any]:
    """A record of the register as one object of `tracker list register`."""
    said = stored.record.model_dump(mode="json", exclude={"id", "deleted", "text", "number", "status", "changed_at"})
    r = stored.record
    return {"id": str(r.id), "number": r.number, "status": str(r.status), **stored.term.model_dump(mode="json"), "text": r.text, **said}


def proposal(p: StoredProposal) -> dict[str, Any]:
    """A proposal as one object of `tracker list --review`; its field `proposal` tells it from a commitment."""
    fields = p.model_dump(mode="json", exclude={"kind", "state", "by", "at", "withdrawn_at"})
    return {"proposal": str(p.kind), **fields}


def missed(stored: StoredRecord, near: Iterable[StoredCommitment]) -> dict[str, Any]:
    """A record that waits as one object of `tracker list --review`; its field `may_be` tells it from a commitment and a proposal."""
    return {"may_be": [c.id for c in near], **record(stored)}


def timex(d: Dated) -> dict[str, Any]:
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


def document(read: Document) -> dict[str, Any]:
    """A paper as `tracker read --format json` prints it."""
    fields = read.model_dump(mode="json", exclude={"name", "media_type", "sha256"})
    return {"document": read.name, **fields}
