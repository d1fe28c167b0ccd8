"""How fast papers are read, beside what pdfium alone takes to give the plain text of the same files.

    python tests/bench/reading.py PAPER.pdf...

Prints pages a second for both, how many times as long reading takes (the worker's start left out), and the peak memory of both processes.
Each way runs three times, in turn, and the fastest run counts: the machine may do other things.
"""

import resource
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types

from tracker.reading import Limits, read
from tracker.reference import government

_RUNS = 3


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


def seconds(work: Callable[[list[Path]], object], paths: list[Path]) -> float:
    start = time.perf_counter()
    work(paths)
    return time.perf_counter() - start


def measure(paths: list[Path]) -> None:
    """Measure and print; in a thread of its own, so that its worker has ended, and its memory is known, when the thread has."""
    whole(paths[:1])  # the worker starts
    pages = plain(paths)
    runs = [(seconds(plain, paths), seconds(whole, paths)) for _ in range(_RUNS)]
    alone, reading = min(a for a, _ in runs), min(b for _, b in runs)
    print(f"{len(paths)} papers, {pages} pages")
    print(f"pdfium alone {pages / alone:8.0f} pages a second")
    print(f"read whole   {pages / reading:8.0f} pages a second, {reading / alone:.2f} times as long")


def main(arguments: list[str]) -> None:
    """Measure the PDFs that are named."""
    thread = threading.Thread(target=measure, args=([Path(a) for a in arguments],))
    thread.start()
    thread.join()
    peaks = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print("peak memory  {:8.0f} MB, of the worker {:.0f} MB".format(*peaks))


if __name__ == "__main__":
    main(sys.argv[1:])
