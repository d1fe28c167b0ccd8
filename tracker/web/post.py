"""The post of the desk: what is mailed because a page asks for it is made and handed over by threads of its own, one mail at a time each.

No page waits for a mail server, and how long its answer takes tells nobody who has an account. What is not handed over at once, or was
waiting when the program stopped, stands in the outbox, and `tracker schedule` goes on with it.
"""

import logging
from collections.abc import Callable
from queue import Queue
from threading import Lock, Thread

from tracker.store import StoreError

HANDS = 4  # a mail server that answers slowly keeps one of them for some minutes

log = logging.getLogger(__name__)


class Post:
    """Does small jobs one after the other, in threads that end with the program."""

    def __init__(self) -> None:
        self._waiting: Queue[Callable[[], object]] = Queue()
        self._threads: list[Thread] = []
        self._lock = Lock()

    def later(self, job: Callable[[], object]) -> None:
        """Have a job done soon, and return at once."""
        self._waiting.put(job)
        with self._lock:
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            if len(self._threads) < HANDS:
                # A daemon: to stop the program takes no mail server's patience. A mail that is cut off stands in the outbox as such.
                self._threads.append(Thread(target=self._work, name="post", daemon=True))
                self._threads[-1].start()

    def join(self) -> None:
        """Wait until all that was asked for has been done."""
        self._waiting.join()

    def _work(self) -> None:
        while True:
            job = self._waiting.get()
            try:
                job()
            except StoreError as fault:
                log.error("a mail that a page asked for: %s", fault)  # noqa: TRY400 (its message says what mends it; where it arose does not)
            finally:
                self._waiting.task_done()
