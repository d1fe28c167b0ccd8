"""The heartbeat: every minute it says "look now". What is due stands in the tables, so a missed beat costs a minute and never a digest.

APScheduler 3.x, in memory, one job, in UTC: its cron triggers skip the night of the clock change and a shared job store runs jobs twice, so
nothing that matters is left to them.
"""

import logging
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

BEAT_SECONDS = 60

log = logging.getLogger(__name__)


def run(beat: Callable[[datetime], None], every_seconds: int = BEAT_SECONDS) -> None:
    """Call `beat` with the time (UTC) now and every `every_seconds`, until SIGTERM or SIGINT; a beat that is under way is finished first.

    What `beat` raises is logged, and the next beat comes all the same: a mail server that is down today may be up in a minute.
    """
    scheduler = BlockingScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})

    def stop(number: int, _frame: FrameType | None) -> None:
        log.info("stopping: %s", signal.Signals(number).name)
        # Not from within the handler: it interrupts the very thread that the scheduler waits in.
        scheduler.add_job(lambda: scheduler.shutdown(wait=False), id="stop")

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    scheduler.add_job(lambda: beat(datetime.now(UTC)), "interval", seconds=every_seconds, id="beat", next_run_time=datetime.now(UTC))
    log.info("looking every %d seconds; stop with Ctrl-C or SIGTERM", every_seconds)
    scheduler.start()
