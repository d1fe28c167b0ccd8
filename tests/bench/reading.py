"""How fast papers are read, beside what pdfium alone takes to give the plain text of the same files.

    python tests/bench/reading.py PAPER.pdf...

Prints pages a second for both, how many times as long reading takes on the clock and in processor time (this process and the worker
together, the worker's start left out), and the peak memory of both. The ways take turns; on the clock the fastest run counts, since the
machine may do other things, and of processor time the mean.
"""

import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types

from tracker.model.limits import Limits
from tracker.reading import read
from tracker.reference import government

_RUNS = 7
Work = Callable[[list[Path]], object]


@dataclass
class Times:
    """Seconds that runs took: on the clock, and of this process's processor time."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, work: Work, paths: list[Path]) -> None:
        """Run once."""
        clock, processor = time.perf_counter(), time.process_time()
        work(paths)
        self.clock.append(time.perf_counter() - clock)
        self.processor.append(time.process_time() - processor)


def plain(paths: list[Path]) -> int:
    """Give the plain text of all files with pdfium alone; returns how many pages they have."""
    pages = 0
    for path in paths:
        pdf = pdfium.PdfDocument(path)
        for page in pdf:
            page.get_textpage().get_text_range()
        pages += len(pdf)
        pdf.close()
    return pages


def whole(paths: list[Path]) -> None:
    """Read all files as the product does: text, parts, metadata."""
    tables = government.load()
    for path in paths:
        read(path, government=tables, limits=Limits(), today=date(2100, 1, 1))


def in_a_thread(paths: list[Path], runs: int) -> tuple[Times, Times, float]:
    """Run both ways in turn in a thread of their own, after one paper that starts the worker; also the processor seconds of the worker.

    The worker belongs to the thread: when the thread has ended so has the worker, and the system tells what it took.
    """
    alone, reading = Times(), Times()

    def work() -> None:
        whole(paths[:1])
        for _ in range(runs):
            alone.add(plain, paths)
            reading.add(whole, paths)

    before = _children()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return alone, reading, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: list[str]) -> None:
    """Measure the PDFs that are named."""
    paths = [Path(a) for a in arguments]
    pages = plain(paths)
    start = in_a_thread(paths, 0)[2]
    alone, reading, worker = in_a_thread(paths, _RUNS)
    clock, processor = min(reading.clock) / min(alone.clock), (sum(reading.processor) + worker - start) / sum(alone.processor)
    print(f"{len(paths)} papers, {pages} pages")
    print(f"pdfium alone {pages / min(alone.clock):8.0f} pages a second")
    print(f"read whole   {pages / min(reading.clock):8.0f} pages a second")
    print(f"             {clock:.2f} times as long; {processor:.2f} times the processor time")
    peaks = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print("peak memory  {:8.0f} MB, of the worker {:.0f} MB".format(*peaks))


if __name__ == "__main__":
    main(sys.argv[1:])
