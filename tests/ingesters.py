"""Ingests in processes of their own, killed at given steps, for `test_ingest_killed.py`.

python ingesters.py DATABASE FOLDER STEP...   for each of these steps: empties the database, lets a process ingest the folder and die at the
                                              statement or commit of that number, lets another go on, and prints what then is stored, as
                                              one JSON object a line; at step 0 nobody dies
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from killing import was_killed
from sqlalchemy import Engine, select

from tracker import jobs
from tracker.jobs import Tables
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.store.engine import connect
from tracker.store.tables.every import METADATA

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)


def contents(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {name: sorted(str(row) for row in connection.execute(select(t))) for name, t in METADATA.tables.items()}


def main(database: str, folder: Path, steps: list[int]) -> None:
    tables = Tables(calendar.load(), government.load(), Limits())
    engine = connect(database)  # one for all, so that the next steps find its statements compiled too
    for step in steps:
        with engine.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        engine.dispose()  # no connection may be open when the process divides
        killed = step > 0 and was_killed(step, engine, lambda other: not jobs.ingest(other, [folder], tables, NOW).failed)
        jobs.ingest(engine, [folder], tables, NOW)  # in this process, so that the next ones find the rules compiled
        print(json.dumps({"step": step, "killed": killed, "stored": contents(engine)}))  # noqa: T201 (the answer)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [int(step) for step in sys.argv[3:]])
