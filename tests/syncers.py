"""Runs that bring in the register and are killed, for `test_sync.py`.

python syncers.py CHANNEL URL FOLDER STEP...   for each of these steps a process syncs the SQLite database FOLDER/STEP.db, and is killed at
                                               the statement or commit of that number; prints how many were: a run may be over before
"""

import sys
from datetime import UTC, datetime

from killing import was_killed
from sqlalchemy import Engine

from tracker import jobs
from tracker.jobs import Tables
from tracker.model.limits import Limits
from tracker.model.register import Register
from tracker.reference import calendar, government
from tracker.sources.register import Web
from tracker.store.engine import connect

NOW = datetime(2026, 4, 3, 9, tzinfo=UTC)


def main(channel: str, url: str, folder: str, steps: list[int]) -> None:
    register = Register.model_validate({"channel": channel, "url": url})
    tables = Tables(calendar.load(), government.load(), Limits())

    def sync(engine: Engine) -> bool:
        with Web() as web:
            return jobs.sync(engine, register, web, tables, NOW).failed is None

    print(sum(was_killed(step, connect(f"sqlite:///{folder}/{step}.db"), sync) for step in steps))  # noqa: T201 (the answer)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], [int(step) for step in sys.argv[4:]])
