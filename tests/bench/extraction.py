"""How fast time words are found and papers extracted, beside `dateparser.search.search_dates` on the same text in the same run.

    python tests/bench/extraction.py [PAPER.txt ...]

Without papers: the seeds. Prints characters a second, the best of at least five rounds, two seconds of them, on one core; the peer is run once, since a second
time it would answer from its cache. Then the same papers made longer: the speed must stay, and so must the memory for each byte.
Needs no network and writes nothing.
"""

import gc
import re
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path

from dateparser.search import search_dates

from tracker import extraction, reading, timex
from tracker.cli import GARBAGE_AFTER
from tracker.folding import fold
from tracker.model import Document, Passage
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.reference.government import Government
from tracker.timex import Calendar

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ROUNDS = 5
AT_LEAST = 2  # seconds of rounds: shorter ones fall within one slow spell of the machine
LENGTHS = (100_000, 1_000_000, 5_000_000)  # characters

_MONTH = "(?:[Jj]anuari|[Ff]ebruari|[Mm]aart|[Aa]pril|[Mm]ei|[Jj]uni|[Jj]uli|[Aa]ugustus|[Ss]eptember|[Oo]ktober|[Nn]ovember|[Dd]ecember)"
# What a straightforward reader of dates would search for: a day, a range, a month, numbers, quarters, halves, parts, seasons, recesses and so on.
PLAIN_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?: ?(?:en|-|–|t/m) ?\d{{1,2}})? {_MONTH}(?: \d{{4}})?|{_MONTH}(?: \d{{4}})?|\d{{1,2}}-\d{{1,2}}-\d{{4}}"
    r"|(?:[Ee]erste|[Tt]weede|[Dd]erde|[Vv]ierde) (?:kwartaal|helft)(?: van)?(?: \d{4})?|[Qq][1-4](?: \d{4})?|(?:[Bb]egin|[Mm]edio|[Ee]ind)e? (?:van )?\d{4}"
    r"|(?:in|voor|vóór|vanaf|per|sinds|uiterlijk) \d{4}|(?:dit|volgend|komend|vorig) (?:jaar|voorjaar|najaar)|(?:deze|volgende|komende|vorige) (?:week|maand|zomer|winter)"
    r"|(?:[Bb]innen|[Oo]ver) (?:\d+|een|twee|drie|vier|zes|acht) (?:dagen|weken|maanden|jaar)|(?:[Vv]oor|[Nn]a|[Vv]óór) (?:de|het) (?:zomer|kerst|\w*reces)"
    r"|[Pp]rinsjesdag|[Vv]oorjaarsnota|(?:maan|dins|woens|donder|vrij|zater|zon)dag|op korte termijn|zo spoedig mogelijk|jaarlijks|periodiek)\b"
)


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the processor that `work` takes at its best: what a busy machine adds by making it wait is left out."""
    taken: list[float] = []
    while len(taken) < rounds or (rounds > 1 and sum(taken) < AT_LEAST):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main(files: list[Path]) -> None:
    """Measure on the papers of `files`, joined, in a process set up as that of the commands is."""
    gc.set_threshold(GARBAGE_AFTER)
    known, offices = calendar.load(), government.load()
    papers: list[Document] = [reading.read(f, government=offices, limits=Limits(), today=date.max) for f in files]
    text = "\n\n".join(p.text for p in papers)
    anchor, folded = papers[0].date, fold(text).text
    measured = {
        "re, 14 alternatives (ceiling)": best(lambda: sum(1 for _ in PLAIN_DATES.finditer(folded))),
        "folding": best(lambda: fold(text)),
        "timex.find": best(lambda: timex.find(text)),
        "timex.annotate (find and resolve)": best(lambda: timex.annotate(text, anchor, known)),
        "extraction.extract (all facts)": best(lambda: [extraction.extract(p, known, offices) for p in papers]),
        "dateparser.search.search_dates": best(lambda: search_dates(text, languages=["nl"]), rounds=1),
    }
    peer = measured["dateparser.search.search_dates"]
    print(f"{len(text):,} characters in {len(papers)} papers, one core")
    for name, seconds in measured.items():
        print(f"{name:36} {len(text) / seconds:14,.0f} characters/s   {peer / seconds:8.1f} x the peer")
    print("\npapers made of the passages of these, over and over")
    for length in LENGTHS:
        long = of_length(papers, length)
        rate, traced, resident = measure(long, known, offices)
        print(
            f"{len(long.text):14,} characters {rate:14,.0f} characters/s   at the peak {traced:5.1f} bytes of memory a byte of text, "
            f"{resident:5.1f} as the system counts"
        )


def of_length(papers: Sequence[Document], length: int) -> Document:
    """Make a paper of at least so many characters out of the passages of others, in their order and over again."""
    texts: list[str] = []
    passages: list[Passage] = []
    place = 0
    for text, passage in cycle([(paper.text, passage) for paper in papers for passage in paper.passages]):
        words = text[passage.start : passage.end]
        passages.append(passage.model_copy(update={"start": place, "end": place + len(words)}))
        texts.append(words)
        place += len(words) + 2
        if place >= length:
            return papers[0].model_copy(update={"text": "\n\n".join(texts), "passages": tuple(passages)})
    raise ValueError("no passages")


def measure(paper: Document, known: Calendar, offices: Government) -> tuple[float, float, float]:
    """Give characters a second of extraction, and the bytes of memory a byte of text at its peak: as Python and as the system count."""

    def work() -> object:
        return extraction.extract(paper, known, offices)

    size = len(paper.text.encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rate = len(paper.text) / best(work, rounds=3)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    tracemalloc.start()
    work()
    traced = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return rate, traced / size, grown / size


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]] or SEEDS)
