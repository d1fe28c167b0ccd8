"""How fast `tracker list --status overdue` answers over 100,000 commitments with history, and how much memory it takes, on SQLite.

    python tests/bench/store.py [COMMITMENTS]

Makes a database in a temporary folder: papers of twelve years, fifty commitments a paper, of which most have been fulfilled, some after a
delay or in part, as in the House's own register. Prints the best of five rounds of the query in this process, and of the whole command, in
a process of its own with its peak memory, beside `tracker --help`, which is the start alone. Needs no network.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine

from tracker.model import Commitment, Decision, Document, Precision, Status, Term
from tracker.store import history, queries
from tracker.store.engine import connect, transaction
from tracker.store.migrate import upgrade
from tracker.store.tables.facts import DecisionRow, columns_of_decision

A_PAPER = 50  # commitments
FIRST, TODAY = date(2014, 1, 6), date(2026, 1, 6)
ROUNDS = 5


def paper(n: int, papers: int) -> Document:
    """The `n`th of so many papers, spread over the years."""
    day = FIRST + (TODAY - FIRST) * n // papers
    content = {"name": f"{n}.txt", "media_type": "text/plain", "sha256": f"{n:064x}"[::-1], "kind": "commissiedebat", "date": day}
    return Document.model_validate(
        content | {"date_basis": "printed", "title": f"Verslag {n}", "committee": "Financiën", "text": "x" * 10_000}
    )


def promise(n: int, said_on: date, chance: random.Random) -> Commitment:
    """A promise with a term of up to a year; one in ten has none."""
    end = said_on + timedelta(days=chance.randint(5, 365)) if chance.random() < 0.9 else None
    said = {
        "start": n * 100,
        "end": n * 100 + 90,
        "quote": f"Ik stuur de Kamer een brief over onderwerp {n} uit dit overleg.",
        "rule": "bench",
    }
    term = {"due_end": end, "precision": Precision.DAY if end else Precision.VAGUE, "ministry": "Financiën"}
    return Commitment.model_validate(said | term | {"addressee": "house", "action": "inform", "strength": "promise"})


def decisions(fact: Commitment, chance: random.Random) -> list[Decision]:
    """One to four decisions, the last of which closes nearly every commitment whose term has ended."""
    end = fact.due_end or TODAY
    delays = [end + timedelta(days=90 * (n + 1)) for n in range(chance.choice((0, 0, 1, 2)))]
    said: list[tuple[str, date | None, date]] = [("new-term", until, until - timedelta(days=95)) for until in delays]
    said += [("partly", None, end - timedelta(days=1))] if chance.random() < 0.1 else []
    closed = (delays or [end])[-1]
    said += [("fulfilled", None, closed)] if closed < TODAY and chance.random() < 0.99 else [("confirm", None, TODAY - timedelta(days=30))]
    return [
        Decision.model_validate(
            {"n": n, "kind": kind, "by": "Griffier", "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}
            | ({"term": Term(due_end=until, precision=Precision.DAY)} if until else {})
        )
        for n, (kind, until, day) in enumerate(said, 1)
    ]


def fill(engine: Engine, commitments: int) -> int:
    """Store the papers, their commitments and their histories; returns how many decisions there are."""
    chance = random.Random(1)  # the same data every time
    papers, written = commitments // A_PAPER, 0
    for n in range(papers):
        with transaction(engine) as session:
            document = paper(n, papers)
            queries.save_document(session, document, datetime(2026, 1, 1, tzinfo=UTC))
            facts = [promise(i, document.date, chance) for i in range(A_PAPER)]
            queries.save_facts(session, document.id, facts, "1", datetime(2026, 1, 1, tzinfo=UTC))
            rows = [{"commitment_id": f.identity(document.id), **columns_of_decision(d)} for f in facts for d in decisions(f, chance)]
            session.execute(sqlalchemy.insert(DecisionRow), rows)
            history.restand_paper(session, document.id)
        written += len(rows)
    return written


def command(folder: Path, *arguments: str) -> tuple[float, float, int]:
    """Run `tracker` in a folder: seconds on the clock, peak memory in MB, lines printed."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "tracker", *arguments], cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = sum(1 for _ in process.stdout)
        _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - start, used.ru_maxrss / 1024, lines


def main(commitments: int) -> None:
    """Measure on so many commitments."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = connect(f"sqlite:///{folder / 'tracker.sqlite3'}")
        upgrade(engine)
        start = time.perf_counter()
        written = fill(engine, commitments)
        size = (folder / "tracker.sqlite3").stat().st_size / 1e6
        print(f"{commitments:,} commitments with {written:,} decisions, {size:.0f} MB, made in {time.perf_counter() - start:.0f} s")
        taken = []
        for _ in range(ROUNDS):
            with transaction(engine, writes=False) as session:
                start = time.perf_counter()
                found = queries.commitments(session, as_of=TODAY, status=Status.OVERDUE)
                taken.append(time.perf_counter() - start)
        print(f"query              {min(taken):6.2f} s   {len(found):,} overdue")
        (folder / "config.yaml").write_text("database: {url: 'sqlite:///tracker.sqlite3'}\n", encoding="utf-8")
        for arguments in (
            ("--help",),
            ("list", "--status", "overdue", "--as-of", str(TODAY), "--format", "jsonl"),
            ("list", "--status", "overdue", "--as-of", str(TODAY)),
        ):
            seconds, memory, lines = min(command(folder, *arguments) for _ in range(ROUNDS))
            print(f"tracker {' '.join(arguments):70} {seconds:6.2f} s   {memory:4.0f} MB   {lines:,} lines")
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
