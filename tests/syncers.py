"""A run of `tracker sync register` that is killed, for `test_sync.py`.

python syncers.py DATABASE CHANNEL URL STEP   dies before the statement or the commit number STEP that the database is asked for
"""

import itertools
import os
import signal
import sys
from datetime import UTC, datetime

from sqlalchemy import event

from tracker import jobs
from tracker.jobs import Tables
from tracker.reading import Limits
from tracker.reference import calendar, government
from tracker.sources.register import Register, Web
from tracker.store.engine import connect

NOW = datetime(2026, 4, 3, 9, tzinfo=UTC)


def main(database: str, channel: str, url: str, last: int) -> None:
    engine = connect(database)
    steps = itertools.count(1)

    def step(*_: object) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    with Web() as web:
        jobs.sync(
            engine,
            Register.model_validate({"channel": channel, "url": url}),
            web,
            Tables(calendar.load(), government.load(), Limits()),
            NOW,
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
