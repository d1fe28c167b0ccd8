"""Work in a process of its own, killed at a given statement or commit: for `ingesters.py` and `syncers.py`."""

import itertools
import os
import signal
from collections.abc import Callable

from sqlalchemy import Engine, event


def was_killed(last: int, engine: Engine, work: Callable[[Engine], bool]) -> bool:
    """Let a process do the work on a database and die at its `last` step; say whether it came so far. `work` says whether it went well.

    No connection of the engine may be open when the process divides.
    """
    pid = os.fork()
    if pid == 0:
        steps = itertools.count(1)

        def step(*_: object) -> None:
            if next(steps) == last:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", step)
        event.listen(engine, "commit", step)
        os._exit(0 if work(engine) else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    return code != 0
