"""Schedulers and senders in many processes, and killed at every step: no mail is lost, and twice comes only what nobody can know."""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from mailing import Mailbox, mail_bytes, mail_server, stored
from sqlalchemy import text

from tracker.store.engine import connect
from tracker.store.mail import MailState

PROGRAM = Path(__file__).with_name("senders.py")


def run(*arguments: object) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, PROGRAM, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("kind", "senders"), [("sqlite", 2), ("postgresql", 4)])
def test_two_schedulers_and_many_senders_at_once_send_each_mail_once(request: pytest.FixtureRequest, kind: str, senders: int) -> None:
    url = request.getfixturevalue(f"{kind}_database")
    with mail_server() as (port, box):
        run("race", url, port, senders, 40)
    mails = stored(connect(url))
    assert {m.state for m in mails.values()} == {MailState.SENT}
    assert {f"<{name}@example.nl>": len(copies) for name, copies in box.taken.items()} == {m.message_id: 1 for m in mails.values()}
    assert len(mails) == 40


def check_after_crashes(url: str, box: Mailbox, expected: int) -> Counter[int]:
    """Nothing is lost; what came twice came with the same bytes, and is known to have been uncertain. Gives how many came how often."""
    engine = connect(url)
    mails = stored(engine)
    with engine.connect() as connection:
        unknown = Counter(connection.execute(text("SELECT outbox_id FROM attempt WHERE outcome = 'unknown'")).scalars())
    assert len(mails) == expected
    for name, one in mails.items():
        copies = box.taken.get(one.message_id.strip("<>").rpartition("@")[0], [])
        uncertain = unknown[one.id]
        assert one.state is MailState.SENT
        assert copies == [mail_bytes(engine, name)] * len(copies)
        assert 1 <= len(copies) <= 1 + uncertain
        assert uncertain <= 1
    engine.dispose()
    return Counter(len(copies) for copies in box.taken.values())


def test_a_sender_that_dies_loses_nothing(database: str) -> None:
    steps = range(1, 60, 6)
    with mail_server() as (port, box):
        died = int(run("crash", database, port, 1, *steps))
    check_after_crashes(database, box, len(steps))
    assert 5 <= died < len(steps)  # to its very end: the last step was not reached


@pytest.mark.slow
def test_a_sender_that_dies_at_any_step_loses_nothing(database: str) -> None:
    steps = range(1, 60)
    with mail_server() as (port, box):
        run("crash", database, port, 1, *steps)
    # Twice came what the server had and what was not yet noted as sent: that takes a few steps, and no more.
    assert 1 <= check_after_crashes(database, box, len(steps))[2] <= 8


@pytest.mark.slow
def test_two_hundred_senders_of_twenty_mails_that_die_anywhere_lose_nothing(database: str) -> None:
    steps = random.Random(2025).sample(range(1, 680), 200)  # a run takes some 685 steps
    with mail_server() as (port, box):
        died = int(run("crash", database, port, 20, *steps))
    assert died == 200
    assert check_after_crashes(database, box, 200 * 20).keys() <= {1, 2}
