"""PDF -> blocks: pdfium reads the lines in a process of its own, and their places tell the parts."""

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import tracker
from tracker.model.limits import Limits
from tracker.reading import layout
from tracker.reading.blocks import Raw, Source, Unreadable
from tracker.reading.lines import blocks

_REASONS = {
    "password": "the PDF is encrypted; open it with its password and save it without one",
    "damaged": "the PDF is damaged or incomplete ({detail}); get the paper again from its source",
    "pages": "the PDF has {detail} pages, more than reading.pages allows ({limits.pages}); raise that limit or split the paper",
    "characters": "the PDF has more characters than reading.characters allows ({limits.characters}); raise that limit or split the paper",
    "time": "reading took longer than reading.seconds allows ({limits.seconds}); get the paper again from its source, or raise that limit",
    "crash": "reading broke off (too much memory, or a damaged PDF); get the paper again from its source, or raise "
    "reading.memory_megabytes ({limits.memory_megabytes})",
    "scan": "the PDF has no text and is probably a scan; make it searchable with text recognition (OCR)",
}
_TAIL = 2048  # bytes; pdfium reads a cut file as far as it goes, and half a paper must not pass for a whole one
_LETTERS_A_PAGE = 5  # fewer, on average, and the words are in pictures


def read_pdf(source: Source, limits: Limits) -> Raw:
    """Read a PDF in this thread's worker process, which lives on for the next.

    Raises Unreadable for one that is encrypted, broken or without text, that goes beyond `limits`, or that makes the worker crash or hang.
    """
    if b"%%EOF" not in source.data.rstrip(b"\0 \t\r\n")[-_TAIL:]:
        raise Unreadable(source.name, _REASONS["damaged"].format(detail="its end is missing"))
    said = _worker(limits.memory_megabytes).ask(source.data, limits)
    if "refused" in said:
        raise Unreadable(source.name, _REASONS[said["refused"]].format(detail=said.get("detail"), limits=limits))
    pages = said["pages"]
    if sum(len(line[0]) for page in pages for line in page["lines"]) < _LETTERS_A_PAGE * len(pages) or not pages:
        raise Unreadable(source.name, _REASONS["scan"])
    return Raw(tuple(blocks(layout.stream(pages))))


class Worker:
    """A process that reads PDFs, one at a time; started when first asked, and again after it has died."""

    def __init__(self, memory_megabytes: int) -> None:
        """Bound the address space of the process to `memory_megabytes`, where the system can."""
        self.memory_megabytes = memory_megabytes
        self.owner = os.getpid()  # a forked child must not talk to the worker of its parent
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def ask(self, data: bytes, limits: Limits) -> dict[str, Any]:
        """Give what `tracker.reading.pdf_worker.answer` says; {"refused": "time"} or {"refused": "crash"} where the process ended first."""
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(limits.seconds, _stop, (process, late))
        timer.start()
        try:
            said = _exchange(process, data, {"pages": limits.pages, "characters": limits.characters, "bytes": len(data)})
        finally:
            timer.cancel()
        if said is None:
            self._end()
            return {"refused": "time" if late.is_set() else "crash"}
        return said

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # The worker must find this package also in a checkout that is not installed.
            path = os.pathsep.join([str(Path(tracker.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
            command = [sys.executable, "-m", "tracker.reading.pdf_worker", str(self.memory_megabytes)]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and a number
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pipesize=2**20,  # a paper goes over in one piece, not in a dozen with a switch of processes between them
                env={**os.environ, "PYTHONPATH": path},
            )
            self._end = weakref.finalize(self, _end, self._process)
        return self._process


def _exchange(process: subprocess.Popen[bytes], data: bytes, limits: dict[str, int]) -> dict[str, Any] | None:
    """Ask, and wait for the answer; None where the process ended before it had given it whole."""
    requests, answers = process.stdin, process.stdout
    if requests is None or answers is None:
        return None
    try:
        requests.write(json.dumps(limits).encode() + b"\n")
        requests.write(data)
        requests.flush()
        header = answers.readline()
        said = answers.read(int(header)) if header.strip().isdigit() else b""
    except OSError:
        return None
    answer: dict[str, Any] | None = json.loads(said) if said and len(said) == int(header) else None
    return answer


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(BrokenPipeError):  # what was not yet sent is for nobody any more
                pipe.close()


_of_thread = threading.local()


def _worker(memory_megabytes: int) -> Worker:
    """Give this thread its worker: a process answers one at a time, and threads shall not wait for each other."""
    worker: Worker | None = getattr(_of_thread, "worker", None)
    if worker is None or worker.memory_megabytes != memory_megabytes or worker.owner != os.getpid():
        worker = _of_thread.worker = Worker(memory_megabytes)
    return worker
