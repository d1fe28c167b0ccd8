"""Mails are planned once and handed over at least once, whatever refuses; twice only where nobody can know."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from mailing import NOW, Clock, Scripted, evidence, id_of, mail_bytes, plan, planned, stored
from senders import PERIOD_START, message
from sqlalchemy import Engine, text

from tracker.digest import outbox
from tracker.digest.channel import Channel, Outcome
from tracker.digest.folder import Folder
from tracker.digest.outbox import Delivery, send_due
from tracker.model.mail import Message
from tracker.store import StoreError, mail
from tracker.store.engine import connect, transaction
from tracker.store.mail import MailState

# --- planning ---------------------------------------------------------------------------------------------------------------------------


def test_a_period_is_planned_once_a_subscription(engine: Engine) -> None:
    with transaction(engine) as session:
        assert plan(session, message("griffie"), [("a", "new")], NOW)
        assert not plan(session, message("griffie").model_copy(update={"eml": b"anders"}), [("b", "new")], NOW)
        assert plan(session, message("lid"), [], NOW)
        assert mail.planned(session, ["2025-W49", "2025-W50"]) == {("griffie", "2025-W49"), ("lid", "2025-W49")}
        assert mail.told(session, "griffie", NOW) == {"a": {"new"}}
    assert mail_bytes(engine, "griffie") == message("griffie").eml


def test_a_mail_and_what_it_tells_are_kept_together_or_not_at_all(engine: Engine) -> None:
    def fail_halfway() -> None:
        with transaction(engine) as session:
            plan(session, message("griffie"), [("a", "new")], NOW)
            raise KeyError("halverwege")

    with pytest.raises(KeyError):
        fail_halfway()
    with transaction(engine) as session:
        assert mail.told(session, "griffie", NOW) == {}
    assert stored(engine) == {}


def test_what_is_told_later_is_not_seen_earlier_and_the_earliest_day_counts(engine: Engine) -> None:
    earlier = NOW - timedelta(days=300)
    later_mail, earlier_mail = message("griffie"), message("griffie").model_copy(update={"period": "2025-W06", "message_id": "<2>"})
    with transaction(engine) as session:
        plan(session, later_mail, [("a", "new"), ("b", "new"), ("a", "overdue")], NOW)
        assert mail.told(session, "griffie", earlier) == {}
        assert mail.last_period_start(session, "griffie", earlier) is None
        plan(session, earlier_mail, [("a", "new")], earlier)
        assert mail.told(session, "griffie", earlier) == {"a": {"new"}}
        assert mail.told(session, "griffie", NOW) == {"a": {"new", "overdue"}, "b": {"new"}}
        assert mail.told(session, "lid", NOW) == {}
        assert mail.last_period_start(session, "griffie", NOW) == PERIOD_START


def test_a_heartbeat_is_the_last_one(engine: Engine) -> None:
    with transaction(engine) as session:
        assert mail.last_beat(session, "schedule") is None
        mail.beat(session, "schedule", NOW)
    with transaction(engine) as session:
        mail.beat(session, "schedule", NOW + timedelta(minutes=1))
        assert mail.last_beat(session, "schedule") == NOW + timedelta(minutes=1)


# --- a channel that does as it is told --------------------------------------------------------------------------------------------------

REFUSED_NOW = Outcome(result="retry", phase="recipient", code=450, reply="later")
REFUSED = Outcome(result="failed", phase="recipient", code=550, reply="nobody here")
NO_ANSWER = Outcome(result="unknown", phase="dot", reply="the line was cut")
BROKEN = Outcome(result="retry", phase="connect", reply="refused", halt=True)


def states(deliveries: list[Delivery]) -> dict[str, str]:
    return {d.message.subscription: d.state.value for d in deliveries}


def test_what_is_sent_is_not_sent_again(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    channel = Scripted()
    assert states(send_due(engine, channel, clock)) == {"a": "sent", "b": "sent"}
    clock.later(days=30)
    assert send_due(engine, channel, clock) == []
    assert channel.taken == ["a", "b"]
    assert stored(engine)["a"].sent_at == NOW


def test_mails_are_handed_over_whatever_the_day_they_were_made_for(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", now=NOW + timedelta(days=90))
    planned(engine, "b", now=NOW - timedelta(days=90))
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent", "b": "sent"}


def test_a_poisoned_mail_does_not_stop_the_others(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c", "d")
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET eml = :eml WHERE subscription = 'a'"), {"eml": b"verminkt"})
    channel = Scripted(b=REFUSED, c=REFUSED_NOW)
    assert states(send_due(engine, channel, clock)) == {"a": "failed", "b": "failed", "c": "pending", "d": "sent"}
    assert channel.taken == ["d"]
    assert "hash" in (stored(engine)["a"].reply or "")


def test_a_mail_is_tried_again_after_growing_pauses_for_two_days_and_then_has_failed(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    channel = Scripted(a=REFUSED_NOW)
    pauses = []
    while (again := send_due(engine, channel, clock)[0].next_attempt_at) is not None:
        pauses.append(again - clock.now)
        clock.now = again - timedelta(seconds=1)
        assert send_due(engine, channel, clock) == []
        clock.now = again
    expected = [1, 5, 15, 60, 180, *[360] * 7]  # minutes, give or take a fifth
    assert [0.8 <= p.total_seconds() / 60 / e <= 1.2 for p, e in zip(pauses, expected, strict=True)] == [True] * len(expected)
    assert len({p.total_seconds() for p in pauses[5:]}) > 1
    assert timedelta(hours=37) < sum(pauses, timedelta()) <= timedelta(hours=56)
    assert stored(engine)["a"].state is MailState.FAILED
    assert [(e.n, e.outcome, e.code) for e in evidence(engine, "a")] == [(n, "retry", 450) for n in range(1, 14)]
    clock.later(days=30)
    assert send_due(engine, channel, clock) == []


def test_a_mail_that_may_have_arrived_goes_out_again_but_not_without_end(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    channel = Scripted(a=NO_ANSWER)
    for _ in range(10):
        send_due(engine, channel, clock)
        clock.later(hours=6)
    assert channel.taken == ["a"] * outbox.UNKNOWN_TRIES
    assert (stored(engine)["a"].state, stored(engine)["a"].next_attempt_at) == (MailState.UNKNOWN, None)
    assert [e.outcome for e in evidence(engine, "a")] == ["unknown"] * outbox.UNKNOWN_TRIES


def test_when_the_server_or_the_settings_are_at_fault_the_others_keep_their_tries(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c")
    assert states(send_due(engine, Scripted(a=BROKEN), clock)) == {"a": "pending"}
    assert [stored(engine)[name].attempts for name in "abc"] == [1, 0, 0]
    clock.later(minutes=2)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent", "b": "sent", "c": "sent"}


def test_a_server_that_falls_silent_three_times_is_left_alone_until_the_next_time(engine: Engine, clock: Clock) -> None:
    names = ["a", "b", "c", "d", "e"]
    planned(engine, *names)
    dropped = Outcome(result="retry", phase="recipient", reply="the line was cut")
    assert list(states(send_due(engine, Scripted(**dict.fromkeys(names, dropped)), clock))) == ["a", "b", "c"]
    assert list(states(send_due(engine, Scripted(), clock))) == ["d", "e"]


def test_by_hand_a_mail_that_has_failed_goes_out_again_and_one_that_was_sent_does_not(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    send_due(engine, Scripted(a=REFUSED), clock)
    failed, sent = id_of(engine, "a"), id_of(engine, "b")
    with pytest.raises(StoreError, match="second time"), transaction(engine) as session:
        mail.retry(session, sent, NOW)
    with pytest.raises(StoreError, match="no mail 999"), transaction(engine) as session:
        mail.retry(session, 999, NOW)
    with transaction(engine) as session:
        mail.retry(session, failed, NOW)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent"}
    assert [e.outcome for e in evidence(engine, "a")] == ["failed", "pending", "sent"]


def test_a_mail_that_may_have_arrived_is_settled_by_who_found_out(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b", "c")
    send_due(engine, Scripted(a=NO_ANSWER, b=REFUSED), clock)
    a, b, c = (id_of(engine, name) for name in "abc")
    with transaction(engine) as session:
        mail.settle(session, a, MailState.SENT, "arrived according to Jan", clock())
        mail.settle(session, b, MailState.SUPPRESSED, "dropped according to Jan: left the House", clock())
    clock.later(days=1)
    assert send_due(engine, Scripted(), clock) == []
    assert {name: one.state.value for name, one in stored(engine).items()} == {"a": "sent", "b": "suppressed", "c": "sent"}
    assert [(e.phase, e.outcome, e.reply) for e in evidence(engine, "a")][1:] == [("settle", "sent", "arrived according to Jan")]
    with pytest.raises(StoreError, match="nothing to settle"), transaction(engine) as session:
        mail.settle(session, c, MailState.SENT, "", clock())


def test_a_mail_that_should_have_gone_out_days_ago_waits_for_a_person(engine: Engine, clock: Clock) -> None:
    """The database may be an old copy that was put back: its readers may have had the mail."""
    planned(engine, "pending", "leased", "sending", "later")
    stop_in(engine, Stopping(sending=False), clock)
    with engine.begin() as connection:
        leases = {"leased": "leased", "sending": "handing_over"}
        for name, state in leases.items():
            until = NOW + timedelta(minutes=10)
            connection.execute(
                text("UPDATE outbox SET state = :state, lease_owner = 'elders/1:1:1', lease_until = :until WHERE subscription = :name"),
                {"state": state, "until": until.replace(tzinfo=None) if engine.dialect.name == "sqlite" else until, "name": name},
            )
    clock.later(days=3, minutes=11)
    assert send_due(engine, Scripted(), clock) == []
    assert {one.state for one in stored(engine).values()} == {MailState.FAILED}
    assert all("tracker outbox retry" in (one.reply or "") for one in stored(engine).values())
    held = id_of(engine, "later")
    with transaction(engine) as session:
        mail.retry(session, held, clock())
    assert states(send_due(engine, Scripted(), clock)) == {"later": "sent"}


# --- leases -----------------------------------------------------------------------------------------------------------------------------


class Stop(BaseException):
    """The sender stops here, as if killed, but the test goes on."""


class Stopping:
    """A channel in which the sender stops: before or after the mail is noted as going out."""

    def __init__(self, *, sending: bool) -> None:
        self.sending = sending

    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        if self.sending:
            about_to_send()
        raise Stop(message.subscription)


def stop_in(engine: Engine, channel: Channel, clock: Clock) -> None:
    with pytest.raises(Stop):
        send_due(engine, channel, clock)


@pytest.mark.parametrize("sending", [False, True])
def test_a_mail_whose_sender_lives_waits_for_the_end_of_its_lease(engine: Engine, clock: Clock, sending: bool) -> None:
    planned(engine, "a")
    stop_in(engine, Stopping(sending=sending), clock)
    clock.later(minutes=9)
    assert send_due(engine, Scripted(), clock) == []
    clock.later(minutes=2)
    assert states(send_due(engine, Scripted(), clock)) == {"a": "sent"}
    assert [e.outcome for e in evidence(engine, "a")] == ["unknown" if sending else "pending", "sent"]


@pytest.mark.parametrize(
    ("owner", "minutes", "taken"),
    [
        ("elders/1:4242:1", 5, False),  # another host: nobody can know
        ("elders/1:4242:1", 11, True),
        ("{host}:4194305:1", 0, True),  # above the highest number that Linux gives to a process
        ("{host}:{pid}:1", 0, True),  # the number was used again, by a process that started at another time
        ("{host}:{pid}:{started}", 5, False),
        ("", 5, False),
    ],
)
def test_a_dead_sender_of_this_host_is_relieved_at_once_another_after_its_lease(
    engine: Engine, clock: Clock, owner: str, minutes: int, taken: bool
) -> None:
    host, pid, started = outbox.owner().rsplit(":", 2)
    planned(engine, "a")
    stop_in(engine, Stopping(sending=True), clock)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET lease_owner = :owner"), {"owner": owner.format(host=host, pid=pid, started=started)})
    clock.later(minutes=minutes)
    assert states(send_due(engine, Scripted(), clock)) == ({"a": "sent"} if taken else {})


def test_a_sender_that_kills_itself_on_a_mail_ends_after_two_times(engine: Engine, clock: Clock) -> None:
    planned(engine, "a", "b")
    for _ in range(outbox.UNKNOWN_TRIES):
        stop_in(engine, Stopping(sending=True), clock)
        clock.later(minutes=11)
        stop_in(engine, Stopping(sending=True), clock)
        clock.later(minutes=11)
    assert send_due(engine, Scripted(), clock) == []
    assert {m.state for m in stored(engine).values()} == {MailState.UNKNOWN}


def test_a_slow_sender_whose_mail_was_taken_over_does_not_send_it(engine: Engine, clock: Clock) -> None:
    planned(engine, "a")
    fast = Scripted()

    class Slow(Scripted):
        def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
            clock.later(minutes=11)
            assert states(send_due(engine, fast, clock)) == {"a": "sent"}
            return super().deliver(message, about_to_send)

    slow = Slow()
    assert send_due(engine, slow, clock) == []
    assert (fast.taken, slow.taken) == (["a"], [])
    assert stored(engine)["a"].state is MailState.SENT


# --- the folder -------------------------------------------------------------------------------------------------------------------------

HTML_MAIL = b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>E=C3=A9n</p>\r\n'


def test_the_folder_gets_the_mail_and_its_html_part_under_a_name_that_says_whose(
    sqlite_database: str, clock: Clock, tmp_path: Path
) -> None:
    engine, folder = connect(sqlite_database), tmp_path / "diep" / "out"
    with transaction(engine) as session:
        plan(session, message("griffie").model_copy(update={"eml": HTML_MAIL, "address": "Griffie/..@example.nl"}), [], NOW)
    [delivery] = send_due(engine, Folder(path=folder), clock)
    eml, html = folder / "2025-W49-griffie%2F..@example.nl.eml", folder / "2025-W49-griffie%2F..@example.nl.html"
    assert (delivery.state, delivery.outcome.files) == (MailState.SENT, (str(eml), str(html)))
    assert (eml.read_bytes(), html.read_text().strip()) == (HTML_MAIL, "<p>Eén</p>")
    assert sorted(folder.iterdir()) == [eml, html]


def test_writing_the_same_mail_twice_is_harmless(tmp_path: Path) -> None:
    folder = Folder(path=tmp_path)
    first, second = (folder.deliver(message("griffie"), lambda: None) for _ in range(2))
    assert first == second
    assert len(list(tmp_path.iterdir())) == 2


def test_different_addresses_get_different_files_however_long(tmp_path: Path) -> None:
    addresses = ["a-b@example.nl", "a+b@example.nl", "a_b@example.nl", "x" * 240 + "@example.nl", "x" * 241 + "@example.nl"]
    for address in addresses:
        Folder(path=tmp_path).deliver(message("x").model_copy(update={"address": address}), lambda: None)
    assert len(list(tmp_path.glob("*.eml"))) == len(addresses)


def test_a_folder_that_cannot_be_written_is_named_and_the_mail_is_kept(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    planned(engine, "a", "b")
    (tmp_path / "out").write_text("een bestand")
    [delivery] = send_due(engine, Folder(path=tmp_path / "out"), clock)
    assert str(tmp_path / "out") in delivery.outcome.reply
    assert {m.state for m in stored(engine).values()} == {MailState.PENDING}
