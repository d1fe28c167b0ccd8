"""What is found in papers: the committed list for the seeds, and the gold files beside the checkout where there are any."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus.bands import rows
from corpus.update import CHECKOUT, FOUND, found

from tracker.reference import accuracy

SHARED = CHECKOUT.parent / "shared"


def test_the_committed_list_of_facts_is_current() -> None:
    assert FOUND.read_text(encoding="utf-8").splitlines() == found([CHECKOUT / "seeds"]), (
        "run: python tests/corpus/update.py, and read its diff"
    )


def test_no_date_is_earlier_than_the_paper_or_runs_backwards() -> None:
    for fact in map(json.loads, FOUND.read_text(encoding="utf-8").splitlines()):
        start, end = fact.get("due_start"), fact.get("due_end")
        assert not (start and end) or start <= end
        assert end is None or end >= "2025-10-23"


BARS = [
    ("seeds", "seeds/gold.jsonl", ["seeds"], {"commitment": (0.9, 0.9), "event": (0.85, 0.9), "fulfilment": (1.0, 1.0)}),
]


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="no papers and gold files beside the checkout")
@pytest.mark.parametrize(("name", "gold", "papers", "bars"), BARS, ids=[b[0] for b in BARS])
def test_precision_and_recall_stay_above_the_bar(
    tmp_path: Path, name: str, gold: str, papers: list[str], bars: dict[str, tuple[float, float]]
) -> None:
    facts = tmp_path / "found.jsonl"
    facts.write_text("\n".join(found([SHARED / p for p in papers])), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, SHARED / "evaluation/score.py", SHARED / gold, facts, "--json"], check=True, capture_output=True, text=True
    )
    for kind, (precision, recall) in bars.items():
        figures = json.loads(scored.stdout)[kind]
        assert figures["precision"] >= precision, kind
        assert figures["recall"] >= recall, kind
        assert figures["window"] == figures["dated"], kind
        assert figures["invented"] == 0, kind


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="no papers and gold files beside the checkout")
def test_the_accuracy_that_readers_are_told_is_what_is_measured_now() -> None:
    papers = [path for path in sorted((SHARED / "papers").iterdir()) if path.suffix in (".pdf", ".docx", ".xml")]
    assert [*accuracy.load().rows] == rows(SHARED / "papers/gold/papers.jsonl", papers), (
        "run: python tests/corpus/bands.py, and say the day"
    )
