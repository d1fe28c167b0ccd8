"""How long one paper's proposals take beside 100,000 earlier commitments.

    python tests/bench/proposals.py [NUMBER]

The commitments are made of words of the seeds, twelve each, of twelve ministries; the papers are the seeds.
Prints seconds, the best of three rounds on one core, and the memory of the index. `one ministry`
is what `proposals.sought` makes of the candidates that a store fetches for one paper.
"""

import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tracker import extraction, proposals, reading
from tracker.model import PaperKind
from tracker.model.limits import Limits
from tracker.model.links import Candidate
from tracker.proposals import Index, Paper
from tracker.reference import calendar, government

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
MINISTRIES = [m.name for m in government.load().ministries][:12]
FIRST_DAY = date(2022, 1, 1)


def candidates(number: int, words: list[str]) -> Iterator[Candidate]:
    """Made-up commitments, the same on every run."""
    chance = random.Random(1)
    for i in range(number):
        day = FIRST_DAY + timedelta(days=chance.randrange(1000))
        yield Candidate(
            id=f"{i:016x}",
            quote=f"Ik zal de Kamer voor de zomer informeren over {' '.join(chance.choices(words, k=12))}.",
            document_id=f"{i // 5:016x}",
            document_kind=PaperKind.COMMISSIEDEBAT,
            document_date=day,
            document_title=f"Verslag van een commissiedebat over {chance.choice(words)}",
            numbers=(f"{chance.randrange(20000, 37000)}-{chance.randrange(1, 999)}",),
            ministry=chance.choice(MINISTRIES),
            due_end=day + timedelta(days=120),
        )


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds that `work` takes at its best."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main(number: int) -> None:
    """Measure with this many commitments."""
    known, offices = calendar.load(), government.load()
    papers = [reading.read(f, government=offices, limits=Limits(), today=date.max) for f in SEEDS]
    words = re.findall(r"[a-z]{5,}", " ".join(p.text for p in papers))
    earlier = list(candidates(number, words))
    some = [c for c in earlier if c.ministry == MINISTRIES[0]]
    tracemalloc.start()
    index = Index.of(earlier)
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    near = Index.of(some)
    print(f"{number:,} commitments, {len(some):,} of one ministry; {memory:.0f} MB of index")
    print(f"index of all                 {best(lambda: Index.of(earlier)):6.2f} s")
    print(f"index of one ministry        {best(lambda: Index.of(some)):6.2f} s")
    for document in papers:
        paper = Paper(document=document, ministries=frozenset(MINISTRIES[:1]))
        facts = extraction.extract(document, known, offices)
        told = f"{sum(f.kind != 'event' for f in facts)} facts of {Path(document.name).name[:12]}"
        for name, asked in (("all", index), ("one ministry", near)):
            print(f"{told}, {name:14} {best(lambda: proposals.propose(paper, facts, asked, known)):6.2f} s")  # noqa: B023 (called at once)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
