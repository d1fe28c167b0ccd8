"""Papers that come late, on both databases: in whatever order they are read, the same links are proposed in the end."""

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from test_proposals_store import PAPERS

from tracker import jobs
from tracker.jobs import Tables
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.store.engine import transaction
from tracker.store.tables.facts import CommitmentRow, ProposalRow

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
PAIRS = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
SPEELTUINEN = "minister van Volksgezondheid, Welzijn en Sport"


@pytest.fixture
def tables() -> Tables:
    return Tables(calendar.load(), government.load(), Limits())


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Two dozen letters: ten pairs that belong together, and a promise with what became of it, some of it said twice on one day."""
    folder = tmp_path / "stukken"
    folder.mkdir()
    sides = [pair[side] | {"id": f"{pair['id']}-{side}"} for pair in PAIRS[:40:4] for side in ("earlier", "later")]
    written = [_letter(folder, s["id"], s["date"], s["title"], s["number"], s["minister"], s["text"]) for s in sides]
    told = [(name, str(day), number, text) for name, (day, number, text) in PAPERS.items()]
    told.append(("tweede", told[0][1], "24170-362", f"Zoals toegezegd: {told[0][3]}"))
    return written + [_letter(folder, name, day, "Buiten spelen", number, SPEELTUINEN, text) for name, day, number, text in told]


def _letter(folder: Path, name: str, day: str, title: str, number: str, minister: str, text: str) -> Path:
    file = folder / f"{name}.txt"
    file.write_text(f"Geachte voorzitter,\n\n{text}\n", encoding="utf-8")
    sidecar = {
        "date": date.fromisoformat(day),
        "title": title,
        "kind": "kamerbrief",
        "numbers": {"dossier": [number]},
        "ministers": [minister],
    }
    file.with_suffix(".yaml").write_text(json.dumps(sidecar, default=str), encoding="utf-8")
    return file


def proposed(engine: Engine) -> set[tuple[Any, ...]]:
    with transaction(engine, writes=False) as session:
        rows = session.exec(select(ProposalRow).where(ProposalRow.withdrawn_at == None)).all()  # noqa: E711 (SQL)
        return {(r.kind, r.commitment_id, r.fact_id, r.score, str(r.reasons)) for r in rows}


def test_the_order_of_reading_makes_no_difference_to_what_is_proposed(engine: Engine, papers: list[Path], tables: Tables) -> None:
    jobs.ingest(engine, papers, tables, NOW)
    at_once = proposed(engine)
    assert len(at_once) >= 10
    for seed in range(2):
        with transaction(engine) as session:
            for table in reversed(CommitmentRow.metadata.sorted_tables):
                session.execute(table.delete())
        for paper in random.Random(seed).sample(papers, len(papers)):
            jobs.ingest(engine, [paper], tables, NOW)
        assert proposed(engine) == at_once
