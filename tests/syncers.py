"""Runs that bring in the register and are killed, for `test_sync.py`.

python syncers.py CHANNEL URL FOLDER STEP...   for each of these steps a process syncs the SQLite database FOLDER/STEP.db, and is killed at
                                               the statement or commit of that number; prints how many were: a run may be over before
"""

import itertools
import os
import signal
import sys
from datetime import UTC, datetime

from sqlalchemy import event

from tracker import jobs
from tracker.jobs import Tables
from tracker.model.limits import Limits
from tracker.model.register import Register
from tracker.reference import calendar, government
from tracker.sources.register import Web
from tracker.store.engine import connect

NOW = datetime(2026, 4, 3, 9, tzinfo=UTC)


def sync_until(last: int, database: str, register: Register, tables: Tables) -> None:
    engine = connect(database)
    steps = itertools.count(1)

    def step(*_: object) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    with Web() as web:
        done = jobs.sync(engine, register, web, tables, NOW)
    os._exit(0 if done.failed is None else 1)


def main(channel: str, url: str, folder: str, steps: list[int]) -> None:
    register = Register.model_validate({"channel": channel, "url": url})
    tables = Tables(calendar.load(), government.load(), Limits())
    killed = 0
    for step in steps:
        pid = os.fork()
        if pid == 0:
            sync_until(step, f"sqlite:///{folder}/{step}.db", register, tables)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code in (0, -signal.SIGKILL), code
        killed += code != 0
    print(killed)  # noqa: T201 (the answer)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], [int(step) for step in sys.argv[4:]])
