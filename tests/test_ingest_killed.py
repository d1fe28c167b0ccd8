"""An ingest that is killed anywhere loses and doubles nothing: another one goes on, and all is as if nothing had been."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_proposals_store import written

HERE = Path(__file__).parent


def ends(database: str, folder: Path, steps: list[int]) -> list[dict[str, Any]]:
    """What is stored after an ingest that nobody kills, and after one that is killed at each of these steps and another one after it."""
    done = subprocess.run(
        [sys.executable, str(HERE / "ingesters.py"), database, str(folder), "0", *map(str, steps)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        stdout=subprocess.PIPE,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_ingest_that_is_killed_at_random_steps_loses_and_doubles_nothing(database: str, tmp_path: Path) -> None:
    whole, *killed = ends(database, written(tmp_path / "stukken"), random.Random(2026).sample(range(1, 90), 10))
    assert [len(whole["stored"][name]) for name in ("document", "commitment", "delay", "fulfilment", "proposal")] == [3, 1, 1, 1, 2]
    assert [k["step"] for k in killed if k["stored"] != whole["stored"]] == []
    assert sum(k["killed"] for k in killed) >= 7


@pytest.mark.slow
def test_an_ingest_that_is_killed_at_every_step_loses_and_doubles_nothing(database: str, tmp_path: Path) -> None:
    whole, *killed = ends(database, written(tmp_path / "stukken"), list(range(1, 250)))
    assert [k["step"] for k in killed if k["stored"] != whole["stored"]] == []
    assert 60 <= sum(k["killed"] for k in killed) < len(killed)  # to its very end
