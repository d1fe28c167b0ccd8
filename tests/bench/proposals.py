"""How long one paper's links take beside 100,000 earlier commitments in the store, on SQLite: the bar is two seconds.

    python tests/bench/proposals.py [NUMBER]

The commitments, twenty a paper, are of one committee and one ministry, in papers of three years; each is made of twelve words of the seeds. A
seed is ingested as the newest paper, and as one that comes late: the oldest of all, which those of three years are looked at again for.
Prints seconds on the clock and of the processor, of the whole ingest and, on the clock, of reading and extraction alone.
"""

import random
import re
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker import extraction, fingerprint, jobs, proposals
from tracker.jobs import Tables
from tracker.model import Commitment, Document
from tracker.model.limits import Limits
from tracker.proposals import Paper
from tracker.reference import calendar, government
from tracker.store import marks, queries
from tracker.store.engine import connect, take_stock, transaction
from tracker.store.migrate import upgrade

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
FIRST_DAY, A_PAPER = date(2022, 12, 1), 20
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def paper(n: int, words: list[str], chance: random.Random) -> tuple[Document, list[Commitment]]:
    """A made-up paper with its promises, the same on every run."""
    quotes = [f"Ik zal de Kamer voor de zomer informeren over {' '.join(chance.choices(words, k=12))}." for _ in range(A_PAPER)]
    text = " ".join(quotes)
    about: dict[str, object] = {
        "name": f"{n}.txt",
        "media_type": "text/plain",
        "sha256": f"{n:064x}"[::-1],
        "kind": "commissiedebat",
        "date_basis": "printed",
    }
    about |= {"date": FIRST_DAY + timedelta(days=chance.randrange(1000)), "title": f"Verslag {n}", "committee": "Asiel en Migratie"}
    said = {"rule": "bench", "ministry": "Asiel en Migratie", "precision": "none", "addressee": "house", "action": "inform"}
    places = ((quote, text.index(quote)) for quote in quotes)
    facts = [Commitment.model_validate(said | {"start": s, "end": s + len(q), "quote": q, "strength": "promise"}) for q, s in places]
    whole = {"start": 0, "end": len(text), "role": "speech"}
    return Document.model_validate(about | {"text": text, "passages": (whole,)}), facts


def main(number: int) -> None:
    """Measure with this many commitments."""
    tables, chance = Tables(calendar.load(), government.load(), Limits()), random.Random(1)
    read = {seed: jobs.read(seed, tables, date.max) for seed in SEEDS}
    words = re.findall(r"[a-z]{5,}", " ".join(p.text for p in read.values()))
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/tracker.sqlite3")
        upgrade(engine)
        start = time.perf_counter()
        for n in range(number // A_PAPER):
            document, facts = paper(n, words, chance)
            with transaction(engine) as session:
                queries.save_document(session, document, NOW)
                queries.save_facts(session, document.id, facts, fingerprint.rules(), NOW)
                marked = proposals.marks(Paper(document=document), facts)
                marks.remember(session, document.date, {fact.identity(document.id): every for fact, every in marked})
        take_stock(engine)  # as every ingest does that has brought many
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{number:,} commitments, {size:.0f} MB, made in {time.perf_counter() - start:.0f} s")
        for seed, document in read.items():
            start = time.perf_counter()
            extraction.extract(jobs.read(seed, tables, date.max), tables.calendar, tables.government)
            alone = time.perf_counter() - start
            for order, day in (("newest", document.date), ("oldest", FIRST_DAY - timedelta(days=1))):
                copy = Path(folder) / f"{order}-{seed.name}"
                copy.write_text(seed.read_text(encoding="utf-8") + f"\n{order}\n", encoding="utf-8")
                copy.with_suffix(".yaml").write_text(f"date: {day}\n", encoding="utf-8")
                start, worked = time.perf_counter(), time.process_time()
                done = jobs.ingest(engine, [copy], tables, NOW)
                took, worked = time.perf_counter() - start, time.process_time() - worked
                said = f"{took:5.2f} s ({worked:.2f} s of processor), of which reading and facts {alone:.2f} s"
                print(f"{seed.name[:12]} as the {order}: {said}; {done.proposed} proposals")
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
