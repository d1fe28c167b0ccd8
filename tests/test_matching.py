"""Which promise a record of the House's register is, by the program and by the word of a clerk; and what is like a commitment."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from desks import MEETING, NOW, SAID, TABLES, fill, register
from sqlalchemy import Engine
from test_registered import record
from test_sources import RECORD, debate

from tracker import decisions, jobs, matching
from tracker.decisions import Ruling
from tracker.model import DecisionKind
from tracker.model.register import Bookmark, Due, Page, Register, RegisterRecord, RegisterStatus
from tracker.proposals.registered import days
from tracker.store import StoredCommitment, StoreError, matches, queries
from tracker.store import register as house
from tracker.store.engine import transaction
from tracker.store.history import DecidedMeanwhileError

DAY = NOW.date()
FOUND, NEAR = SAID
OF_NO_DAY = {"meeting_on": None, "registered_on": MEETING + timedelta(days=9)}
SAME, REJECT, UNDO = DecisionKind.SAME, DecisionKind.REJECT, DecisionKind.UNDO


def waits(engine: Engine, day: date = DAY) -> list[int]:
    with transaction(engine, writes=False) as session:
        return [r.record.id.int for r in matches.waiting(session, day)]


def keep(engine: Engine, *records: RegisterRecord) -> None:
    with transaction(engine) as session:
        since = house.bookmark(session, Register())
        after = Bookmark(channel="syncfeed", position=f"{since.position if since else ''}1")
        house.keep(session, Register(), since, Page(records=records, bookmark=after), {r.id: Due() for r in records}, "1", NOW)
        matching.match(session, {day for r in records for day in days(r)})


def a_record(n: int, words: str = "De Kamer krijgt iets te horen over de walvisvaart.", **changes: Any) -> RegisterRecord:
    return record(n, words, **({"id": UUID(int=n), "meeting_on": MEETING, "status": RegisterStatus.OPENSTAAND} | changes))


def stored(engine: Engine, key: str) -> StoredCommitment:
    with transaction(engine, writes=False) as session:
        found = queries.get(session, key, as_of=DAY)
    assert isinstance(found, StoredCommitment)
    return found


# --- records that were missed -----------------------------------------------------------------------------------------------------------


def test_a_record_waits_that_no_promise_of_the_report_of_its_meeting_can_be(engine: Engine) -> None:
    register(engine)
    assert waits(engine) == [2, 3]
    assert waits(engine, MEETING - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("changes", "waiting"),
    [
        ({}, True),
        ({"committee": "vaste commissie voor Financiën"}, True),
        ({"committee": "vaste commissie voor Defensie"}, False),  # of that meeting no report was read
        ({"meeting_on": MEETING + timedelta(days=1)}, False),
        ({"meeting_on": None}, False),  # nor is it known which report it should stand in
        ({**OF_NO_DAY, "committee": "vaste commissie voor Financiën"}, True),  # of which a report was read of the days before
        ({**OF_NO_DAY, "committee": "vaste commissie voor Defensie"}, False),
        ({**OF_NO_DAY, "committee": None}, False),
        ({**OF_NO_DAY, "committee": "vaste commissie voor Financiën", "registered_on": MEETING + timedelta(days=15)}, False),
        ({**OF_NO_DAY, "committee": "vaste commissie voor Financiën", "text": FOUND}, False),
        ({**OF_NO_DAY, "committee": "vaste commissie voor Financiën", "registered_on": None}, False),
        ({"status": RegisterStatus.VOLDAAN}, False),  # nothing is awaited
        ({"status": RegisterStatus.VERVALLEN}, False),
        ({"status": RegisterStatus.DEELS_VOLDAAN}, True),
        ({"deleted": True}, False),
        ({"text": FOUND}, False),
    ],
)
def test_which_records_wait(engine: Engine, changes: dict[str, Any], waiting: bool) -> None:
    register(engine)
    keep(engine, a_record(7, **changes))
    assert (7 in waits(engine)) is waiting


def test_of_a_chain_of_changes_the_last_waits_unless_it_is_found(engine: Engine) -> None:
    register(engine)
    keep(engine, a_record(7), a_record(8, changes=(UUID(int=7),)))
    assert {7, 8} & set(waits(engine)) == {8}
    keep(engine, a_record(8, FOUND, changes=(UUID(int=7),)))
    assert not {7, 8} & set(waits(engine))


def test_a_record_that_loses_its_days_waits_no_longer(engine: Engine) -> None:
    register(engine)
    keep(engine, a_record(7))
    assert 7 in waits(engine)
    keep(engine, a_record(7, meeting_on=None, registered_on=None))
    assert 7 not in waits(engine)


def test_they_wait_from_when_the_report_is_read_until_what_they_say_is_found(engine: Engine) -> None:
    report = debate()
    missing = "De Kamer krijgt iets te horen over het mestbeleid in Denemarken."
    keep(engine, a_record(1, RECORD, meeting_on=report.date), a_record(7, missing, meeting_on=report.date))
    assert waits(engine) == []
    with transaction(engine) as session:
        queries.save_document(session, report, NOW)
    jobs.ingest(engine, [], TABLES, NOW)
    assert waits(engine) == [7]
    keep(engine, a_record(7, RECORD, meeting_on=report.date))
    assert waits(engine) == []


def test_what_is_nearest_is_shown_first_with_the_report(engine: Engine) -> None:
    ids, sentences = register(engine)
    with transaction(engine, writes=False) as session:
        found = matching.near(session, matches.waiting(session, DAY), DAY)
    near = found[UUID(ids[2])]
    assert [c.id for c in near.promises] == [sentences[NEAR]]
    assert [paper.title for paper in near.reports] == ["Verslag van een debat"]
    assert found[UUID(ids[3])].promises == []


# --- what clerks say of them ------------------------------------------------------------------------------------------------------------


def sources(engine: Engine, key: str) -> list[int]:
    with transaction(engine, writes=False) as session:
        return [r.record.id.int for r in jobs.sources(session, stored(engine, key), DAY).records]


def unregistered(engine: Engine) -> set[str]:
    with transaction(engine) as session:
        house.finish(session, Register(), NOW)
        return {c.id for c in jobs.unregistered(session, Register(), queries.commitments(session, as_of=DAY), DAY)}


def test_a_clerk_says_which_promise_a_record_is_and_takes_it_back(engine: Engine) -> None:
    ids, sentences = register(engine)
    second, promise = UUID(ids[2]), sentences[NEAR]
    assert (sources(engine, promise), unregistered(engine)) == ([], {promise})
    said = matching.decide(engine, second, SAME, "Anna", NOW, same_as=promise[:8])
    assert (said.n, said.commitment_id) == (1, promise)
    assert (waits(engine), sources(engine, promise), unregistered(engine)) == ([3], [2], set())
    with transaction(engine, writes=False) as session:
        assert [c.id for c in jobs.promises_of(session, matches.record(session, second).record, DAY)] == [promise]
    assert 2 in waits(engine, DAY - timedelta(days=1))  # that day was before it was said
    with pytest.raises(StoreError, match="Anna has said already"):
        matching.decide(engine, second, REJECT, "Bert", NOW)
    matching.decide(engine, second, UNDO, "Anna", NOW)
    assert (waits(engine), sources(engine, promise)) == ([2, 3], [])
    with pytest.raises(StoreError, match="nothing to take back"):
        matching.decide(engine, second, UNDO, "Anna", NOW)
    matching.decide(engine, second, REJECT, "Anna", NOW)
    assert waits(engine) == [3]
    with transaction(engine, writes=False) as session:
        assert [(d.n, d.kind, d.by) for d in matches.said_of(session, second)] == [
            (1, SAME, "Anna"),
            (2, UNDO, "Anna"),
            (3, REJECT, "Anna"),
        ]


def test_a_record_that_a_clerk_gives_to_one_promise_is_no_longer_found_for_another(engine: Engine) -> None:
    ids, sentences = register(engine)
    assert sources(engine, sentences[FOUND]) == [1]
    matching.decide(engine, UUID(ids[1]), SAME, "Anna", NOW, same_as=sentences[NEAR])
    assert (sources(engine, sentences[FOUND]), sources(engine, sentences[NEAR])) == ([], [1])


def test_what_a_clerk_said_stands_when_the_register_says_something_else(engine: Engine) -> None:
    ids, sentences = register(engine)
    matching.decide(engine, UUID(ids[2]), SAME, "Anna", NOW, same_as=sentences[NEAR])
    keep(engine, a_record(2, "De Kamer ontvangt nu toch geen brief."))
    assert (waits(engine), sources(engine, sentences[NEAR])) == ([3], [2])
    keep(engine, a_record(2, deleted=True))
    assert sources(engine, sentences[NEAR]) == []


def test_of_two_clerks_the_second_is_told(engine: Engine) -> None:
    ids, sentences = register(engine)
    matching.decide(engine, UUID(ids[2]), REJECT, "Anna", NOW, seen=0)
    with pytest.raises(DecidedMeanwhileError):
        matching.decide(engine, UUID(ids[2]), SAME, "Bert", NOW, same_as=sentences[NEAR], seen=0)


@pytest.mark.parametrize(
    ("key", "kind", "same_as"),
    [(2, DecisionKind.CONFIRM, None), (2, SAME, None), (2, REJECT, "0" * 16), (2, SAME, "0" * 16), (99, REJECT, None)],
)
def test_what_makes_no_sense_is_not_said(engine: Engine, key: int, kind: DecisionKind, same_as: str | None) -> None:
    register(engine)
    with pytest.raises(StoreError):
        matching.decide(engine, UUID(int=key), kind, "Anna", NOW, same_as=same_as)
    assert waits(engine) == [2, 3]


# --- what is like a commitment ----------------------------------------------------------------------------------------------------------


def test_what_says_the_same_and_what_makes_it_good_is_found_by_its_words_or_by_others(engine: Engine) -> None:
    filled = fill(engine)
    promise = stored(engine, filled.promises["Financiën"][0])
    with transaction(engine, writes=False) as session:
        own = matching.alike(session, promise, "", DAY)
        sought = matching.alike(session, promise, "evaluatie van Defensie", DAY)
        for words in ("walvisvaart", "de en het", "?!"):
            assert matching.alike(session, promise, words, DAY) == matching.Alike([], [])
    assert {c.document_committee for c in own.promises[:2]} == {"Financiën"}
    assert promise.id not in {c.id for c in own.promises}
    assert all(f.fact.quote.startswith("Hierbij") and "Financiën" in f.fact.quote for f in own.answers[:3])
    assert {c.document_committee for c in sought.promises[:3]} == {"Defensie"}


def test_what_is_said_to_be_the_same_is_not_shown_again(engine: Engine) -> None:
    filled = fill(engine)
    first, again, third = filled.promises["Financiën"]
    decisions.decide(engine, again, Ruling(SAME, "Anna", same_as=first), TABLES, NOW)
    with transaction(engine, writes=False) as session:
        shown = {c.id for c in matching.alike(session, stored(engine, third), "", DAY).promises}
    assert first in shown
    assert again not in shown
