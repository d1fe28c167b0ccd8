"""One promise, spoken, on the list of the chair, registered and in a letter: one commitment with four sources, on both databases."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from letters import a_letter
from register_server import guid
from sqlalchemy import Engine
from test_cli import DATABASE, desk, rows, tracker
from test_registered import record

from tracker import decisions, jobs
from tracker.decisions import Ruling
from tracker.jobs import Tables
from tracker.model import DecisionKind, Document, PaperKind, Role
from tracker.model.limits import Limits
from tracker.model.links import Kind
from tracker.model.register import Bookmark, Due, Page, Register, RegisterRecord
from tracker.reference import calendar, government
from tracker.store import StoredCommitment, StoreError, proposals, queries, register
from tracker.store.engine import connect, transaction

__all__ = ["desk"]  # a fixture

MINISTER = "minister van Landbouw, Visserij, Voedselzekerheid en Natuur"
SPOKEN = "Ik zeg toe dat ik de Kamer voor de zomer een brief stuur over de stand van de mestmarkt en de derogatie."
LISTED = "De minister stuurt de Kamer voor de zomer een brief over de stand van de mestmarkt en de derogatie."
LETTER = "Zoals toegezegd ontvangt uw Kamer voor de zomer een brief over de stand van de mestmarkt en de derogatie."
RECORD = "De Kamer ontvangt voor de zomer een brief over de mestmarkt en de derogatie."
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
DAY = NOW.date()


def debate(spoken: str = SPOKEN, read_out: str = LISTED) -> Document:
    """A debate in which the promise is made, and then read out by the chair."""
    told = a_letter(f"{spoken}\n\n{read_out}", date(2026, 3, 10), kind=PaperKind.COMMISSIEDEBAT, ministers=(MINISTER,), title="Debat mest")
    speech, listed = told.passages
    item = listed.model_copy(update={"role": Role.CLOSING_LIST, "speaker": None, "speaker_role": None})
    return Document.model_validate(told.model_dump() | {"passages": (speech, item)})


def fill(engine: Engine, *records: RegisterRecord) -> None:
    tables = Tables(calendar.load(), government.load(), Limits())
    letter = a_letter(LETTER, date(2026, 3, 24), ministers=(MINISTER,), title="Mest", number="33037-700")
    with transaction(engine) as session:
        for paper in (debate(), letter):
            queries.save_document(session, paper, NOW)
        page = Page(records=records, bookmark=Bookmark(channel="syncfeed", position="1"))
        register.keep(session, Register(), None, page, {r.id: Due() for r in records}, "1", NOW)
        register.finish(session, Register(), NOW)
    jobs.ingest(engine, [], tables, NOW)
    with transaction(engine, writes=False) as session:
        (link,) = proposals.waiting(session, as_of=DAY)
    assert link.kind is Kind.REPEATS
    decisions.decide(engine, link.id, Ruling(DecisionKind.CONFIRM, "Anna"), tables, NOW)


def commitments(engine: Engine) -> list[StoredCommitment]:
    with transaction(engine, writes=False) as session:
        return [c for c in queries.commitments(session, as_of=DAY) if c.fact.repeats is None]


def test_a_promise_in_four_places_is_one_commitment(engine: Engine) -> None:
    fill(engine, record(1, RECORD))
    (promise,) = commitments(engine)
    assert promise.fact.quote == SPOKEN
    with transaction(engine, writes=False) as session:
        found = jobs.sources(session, promise, DAY)
        assert jobs.unregistered(session, Register(), queries.commitments(session, as_of=DAY), DAY) == []
    assert [(c.fact.quote, c.fact.closing_list) for c in found.said] == [(LISTED, True), (LETTER, False)]
    assert [r.record.number for r in found.records] == ["TZ202603-001"]


def test_a_record_that_fits_only_the_item_of_the_list_is_not_missing_and_what_waits_stands_beside(desk: Path) -> None:
    engine = connect(f"sqlite:///{desk / DATABASE}")
    subject = "mestmarkt, de derogatie en de bedrijfsopvolging"
    more = "fosfaatrechten, pachtprijzen, stikstofruimte en grondgebondenheid"
    spoken = f"Ik stuur de Kamer voor de zomer een brief over de {subject}."
    listed = f"De minister stuurt de Kamer voor de zomer een brief over de {subject} met {more}."
    fits = record(1, f"De Kamer ontvangt voor de zomer een brief over {more}.")
    other = record(2, "Brief over de walvisvaart in Denemarken en Noorwegen.")
    page = Page(records=[fits, other], bookmark=Bookmark(channel="syncfeed", position="1"))
    with transaction(engine) as session:
        queries.save_document(session, debate(spoken, listed), NOW)
        register.keep(session, Register(), None, page, {r.id: Due() for r in page.records}, "1", NOW)
        register.finish(session, Register(), NOW)
    jobs.ingest(engine, [], Tables(calendar.load(), government.load(), Limits()), NOW)
    listing = ("list", "--unregistered", "--as-of", str(DAY), "--format", "jsonl")
    assert rows(tracker(desk, *listing)) == []
    assert [row["number"] for row in rows(tracker(desk, *listing, "--review"))] == [other.number]


def test_what_a_clerk_takes_back_is_a_commitment_of_its_own_again(engine: Engine) -> None:
    fill(engine)
    (promise,) = commitments(engine)
    with transaction(engine, writes=False) as session:
        again = jobs.sources(session, promise, DAY).said[-1].id
    tables = Tables(calendar.load(), government.load(), Limits())
    with pytest.raises(StoreError, match="is itself said to be the same"):
        decisions.decide(engine, promise.id, Ruling(DecisionKind.SAME, "Bert", same_as=again), tables, NOW)
    with pytest.raises(StoreError, match="no other commitment"):
        decisions.decide(engine, promise.id, Ruling(DecisionKind.SAME, "Bert", same_as=promise.id), tables, NOW)
    decisions.decide(engine, again, Ruling(DecisionKind.UNDO, "Bert"), tables, NOW)
    assert {c.id for c in commitments(engine)} == {promise.id, again}


@pytest.mark.parametrize(
    ("changes", "listed"),
    [
        ({1: [], 2: [1], 3: [2]}, ["TZ202603-003"]),
        ({1: [2], 2: [1]}, ["TZ202603-002"]),  # a loop
        ({1: [1]}, ["TZ202603-001"]),
        ({1: [7], 2: []}, ["TZ202603-001", "TZ202603-002"]),  # a change of what never came
    ],
)
def test_of_a_chain_or_a_loop_of_changes_one_record_is_listed(engine: Engine, changes: dict[int, list[int]], listed: list[str]) -> None:
    records = [record(n, RECORD, changes=tuple(UUID(guid(m)) for m in of)) for n, of in changes.items()]
    with transaction(engine) as session:
        page = Page(records=tuple(records), bookmark=Bookmark(channel="syncfeed", position="1"))
        register.keep(session, Register(), None, page, {r.id: Due() for r in records}, "1", NOW)
    with transaction(engine, writes=False) as session:
        assert [s.record.number for s in register.records(session, as_of=DAY)] == listed


def test_the_list_has_it_once_and_its_page_and_that_of_the_record_have_the_others(desk: Path) -> None:
    fill(connect(f"sqlite:///{desk / DATABASE}"), record(1, RECORD))
    found: list[dict[str, Any]] = rows(tracker(desk, "list", "--as-of", str(DAY), "--format", "jsonl"))
    assert [row["quote"] for row in found] == [SPOKEN]
    page = " ".join(tracker(desk, "show", str(found[0]["id"]), "--as-of", str(DAY)).stdout.split())
    for words in ("closing list: " + LISTED, "33037-700, 2026-03-24", "TZ202603-001, unknown"):
        assert words in page
    shown = " ".join(tracker(desk, "show", "tz202603-001", "--as-of", str(DAY)).stdout.split())
    assert RECORD in shown
    assert SPOKEN in shown
    assert "no record" in tracker(desk, "show", "TZ202603-999", code=1).stderr
    by_hand = tracker(desk, "decide", "reject", "TZ202603-001", "--by", "Anna", "--as-of", str(DAY)).stdout
    assert by_hand == "TZ202603-001: reject (decision 1 by Anna)\n"
    assert SPOKEN not in " ".join(tracker(desk, "show", "TZ202603-001", "--as-of", str(DAY)).stdout.split())
    assert "undo that first" in tracker(desk, "decide", "same", "TZ202603-001", "--as", str(found[0]["id"]), code=1).stderr
    tracker(desk, "decide", "undo", "TZ202603-001")
    assert "same as" in tracker(desk, "decide", "same", "TZ202603-001", "--as", str(found[0]["id"])).stdout
