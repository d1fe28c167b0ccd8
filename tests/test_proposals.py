"""Proposals: measured on fifty made-up pairs, end to end from the text of the two papers, and shown reason by reason."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from letters import a_letter

from tracker import extraction, proposals, reading
from tracker.extraction import delays
from tracker.extraction.context import contexts
from tracker.model import AnyFact, Commitment, Delay, Document, PaperKind
from tracker.proposals import Candidate, Index, Paper, Proposal
from tracker.reading import Limits
from tracker.reference import calendar, government

HERE = Path(__file__).parent
PAIRS = [json.loads(line) for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
CALENDAR, GOVERNMENT = calendar.load(), government.load()


def document(side: dict[str, Any]) -> Document:
    return a_letter(
        side["text"],
        date.fromisoformat(side["date"]),
        kind=PaperKind(side["kind"]),
        title=side["title"],
        number=side["number"],
        ministers=(side["minister"],),
    )


def facts_of(paper: Document) -> list[AnyFact | Delay]:
    return [*extraction.extract(paper, CALENDAR, GOVERNMENT), *delays.find_all(list(contexts(paper, CALENDAR)))]


def paper_of(paper: Document) -> Paper:
    ministries = (GOVERNMENT.ministry(office, paper.date) for office in paper.ministers)
    return Paper(document=paper, ministries=frozenset(m for m in ministries if m))


def candidates_of(paper: Document) -> list[Candidate]:
    mine = next(iter(paper_of(paper).ministries), None)
    return [
        Candidate(
            id=fact.identity(paper.id),
            quote=fact.quote,
            document_id=paper.id,
            document_kind=paper.kind,
            document_date=paper.date,
            document_title=paper.title,
            numbers=(*paper.numbers.dossier, *paper.numbers.document, *paper.numbers.case),
            ministry=fact.ministry or mine,
            committee=fact.committee,
            members=tuple(m for m in (fact.asked_by, fact.promised_to) if m),
            due_start=fact.due_start,
            due_end=fact.due_end,
            recurring=fact.recurring,
            before=paper.text[max(0, fact.start - 300) : fact.start],
        )
        for fact in facts_of(paper)
        if isinstance(fact, Commitment)
    ]


@cache
def index() -> Index:
    """Every earlier promise of the set, and those of the two seeds: each paper is asked against all of them."""
    seeds = [reading.read(p, government=GOVERNMENT, limits=Limits(), today=date.max) for p in SEEDS]
    return Index.of(c for paper in (*(document(p["earlier"]) for p in PAIRS), *seeds) for c in candidates_of(paper))


def proposed(later: dict[str, Any]) -> list[Proposal]:
    paper = document(later)
    return proposals.propose(paper_of(paper), facts_of(paper), index(), CALENDAR)


@dataclass
class Figures:
    """Links between papers and commitments: right ones, wrong ones, and those that were not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    kinds: Counter[bool] | None = None

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)


def judged(half: str) -> Iterator[tuple[str, str, Proposal | None]]:
    """Every link that is proposed for the later papers of a half, and every one that is not: (id of the pair, verdict, proposal)."""
    for pair in (p for p in PAIRS if p["half"] == half):
        wanted = {c.id for c in candidates_of(document(pair["earlier"]))} if pair["label"] else set()
        links: dict[str, Proposal] = {}
        for proposal in proposed(pair["later"]):
            links.setdefault(proposal.commitment, proposal)
        for commitment, proposal in links.items():
            yield pair["id"], "right" if commitment in wanted else "wrong", proposal
        if wanted and not wanted & links.keys():
            yield pair["id"], "missed", None
        if pair["label"] and not wanted:
            yield pair["id"], "missed", None


if __name__ == "__main__":
    import sys

    text = {c.id: c.quote for c in index().candidates}
    for half in sys.argv[1:]:
        n = Counter()
        labels = {p["id"]: p for p in PAIRS}
        for pid, v, pr in judged(half):
            n[v] += 1
            lab = labels[pid]["label"]
            if v != "right" or pr.kind != lab or "-v" in sys.argv:
                print(
                    pid,
                    v,
                    lab,
                    "->",
                    pr and (pr.kind.value, pr.score, text[pr.commitment][:100], [(r.reason, r.weight, r.words[:60]) for r in pr.reasons]),
                )
                if v == "missed":
                    d = document(labels[pid]["later"])
                    print("   earlier", [c.quote[:80] for c in candidates_of(document(labels[pid]["earlier"]))])
                    print("   later facts", [(f.kind, f.quote[:90]) for f in facts_of(d)])
                    old = proposals.LEAST, proposals.LEAST_UNSAID
                    proposals.LEAST = proposals.LEAST_UNSAID = 0
                    ids = {c.id for c in candidates_of(document(labels[pid]["earlier"]))}
                    for f in proposed(labels[pid]["later"]):
                        if f.commitment in ids:
                            print("   would", f.kind.value, f.score, [(r.reason, r.weight, r.words[:60]) for r in f.reasons])
                    proposals.LEAST, proposals.LEAST_UNSAID = old
        print(half, dict(n))
