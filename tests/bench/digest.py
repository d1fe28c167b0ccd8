"""How long it takes to plan and freeze the digests of 1,000 subscriptions over 100,000 commitments, and with how much memory, on SQLite.

    python tests/bench/digest.py [SUBSCRIPTIONS] [COMMITMENTS]

The database is that of `tests/bench/store.py`, with twenty-five committees. Each subscription follows one to three of them, some by words;
one in twenty follows everything. Two weeks are made, in a process of their own: the first mails, and those of a week later, which mark what
has changed. Beside it, the same number of mails of the same size made by the standard library alone from a finished text: what no way of
choosing facts can beat. Needs no network.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy
import store
from sqlalchemy import Engine

from tracker.model.mail import Subscription
from tracker.store import mail, subscriptions
from tracker.store.engine import connect, transaction
from tracker.store.migrate import upgrade
from tracker.store.tables.facts import CommitmentRow, DocumentRow, StandingRow

COMMITTEES = [f"Commissie {n}" for n in range(25)]
WORDS = ("brief", "onderwerp 1", "overleg", "onderwerp 42")
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def spread(engine: Engine) -> None:
    """Give each paper one of the committees; half of the papers are among the last two years."""
    with transaction(engine) as session:
        for n, committee in enumerate(COMMITTEES):
            mine = sqlalchemy.func.length(DocumentRow.name) * 7 + sqlalchemy.cast(DocumentRow.name, sqlalchemy.Integer)
            session.execute(sqlalchemy.update(DocumentRow).where(mine % len(COMMITTEES) == n).values(committee=committee))


def subscribe(engine: Engine, number: int) -> None:
    """Store so many subscriptions."""
    chance = random.Random(1)
    with transaction(engine) as session:
        for n in range(number):
            followed = () if chance.random() < 0.05 else tuple(chance.sample(COMMITTEES, chance.choice((1, 1, 1, 2, 3))))
            words = (chance.choice(WORDS),) if chance.random() < 0.2 else ()
            wanted = Subscription(address=f"lezer{n}@example.nl", committees=followed, words=words)
            subscriptions.subscribe(session, wanted, MONDAY - timedelta(days=30))


def make(folder: Path, url: str) -> None:
    """Make the digests of two weeks, as the command does, and print what it took."""
    (folder / "config.yaml").write_text(f"database: {{url: '{url}'}}\n", encoding="utf-8")
    for week in range(2):
        day, start = (MONDAY + timedelta(weeks=week)).date(), time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "tracker", "digest", "--as-of", str(day)], cwd=folder, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            made = sum(1 for _ in process.stdout)
            _, _, used = os.wait4(process.pid, 0)
        clock, processor, memory = time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        print(f"week {week + 1}: {made:,} digests in {clock:.1f} s ({processor:.1f} s of processor), peak memory {memory:.0f} MB")
    engine = connect(url)
    with transaction(engine, writes=False) as session:
        sizes = [len(eml) for _, eml, _ in (mail.mail(session, one.id) for one in mail.mails(session, MONDAY + timedelta(weeks=9))[:200])]
    print(f"mails of {min(sizes) / 1000:.0f} to {max(sizes) / 1000:.0f} kB")
    engine.dispose()


def peer(number: int) -> None:
    """Make as many mails of the same size with the standard library."""
    text, html = "Een regel van een toezegging met haar termijn.\n" * 400, "<tr><td>Een regel van een toezegging.</td></tr>\n" * 1700
    start = time.process_time()
    for n in range(number):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@example.nl", f"lezer{n}@example.nl", "Toezeggingen"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.as_bytes()
    print(
        f"peer: {number:,} finished texts of {len(html) / 1000:.0f} kB as mails by the standard library: {time.process_time() - start:.1f} s"
    )


def main(number: int, commitments: int) -> None:
    """Measure so many subscriptions over so many commitments."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'tracker.sqlite3'}"
        engine = connect(url)
        upgrade(engine)
        store.fill(engine, commitments)
        spread(engine)
        subscribe(engine, number)
        with transaction(engine, writes=False) as session:
            papers, facts, standings = (
                session.execute(sqlalchemy.select(sqlalchemy.func.count()).select_from(t)).scalar()
                for t in (DocumentRow, CommitmentRow, StandingRow)
            )
        print(f"{number:,} subscriptions over {facts:,} commitments ({standings:,} standings) of {papers:,} papers")
        engine.dispose()
        make(Path(folder), url)
        peer(number)


if __name__ == "__main__":
    main(*(int(n) for n in (sys.argv[1:] + ["1000", "100000"][len(sys.argv) - 1 :])))
