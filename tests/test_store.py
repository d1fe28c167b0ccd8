"""Papers and facts in and out, on both databases; and the database's troubles in words that help."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from histories import commitments, days, histories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import StatementError
from sqlmodel import Session, col, delete, select

from tracker import lifecycle, objects
from tracker.model import AnyFact, Commitment, Decision, Delay, Document, Event, Fulfilment, Standing, Status, Term
from tracker.model.mail import Subscription
from tracker.store import Line, Plain, Stored, StoreError, history, mail, queries, standings, subscriptions
from tracker.store.engine import connect, name, take_stock, transaction
from tracker.store.migrate import downgrade, drift, head, upgrade
from tracker.store.schema import HEAD, ready, revision
from tracker.store.tables.facts import (
    CommitmentRow,
    DecisionRow,
    DelayRow,
    DocumentRow,
    EventRow,
    FulfilmentRow,
    StandingRow,
    columns_of_decision,
)

NOW = datetime(2025, 12, 4, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
DAY = date(2025, 12, 4)
TEXT = "Ik stuur de Kamer voor 1 februari een brief.\fDe Raad komt bijeen op 8 december.\nHiermee doe ik de toezegging gestand."


def paper(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "name": "brief.txt",
        "media_type": "text/plain",
        "sha256": "a1" * 32,
        "kind": "kamerbrief",
        "date": date(2025, 11, 20),
        "date_basis": "printed",
        "title": "Brief over de Raad",
        "numbers": {"dossier": ("32317-975",), "document": ("2025D30000",)},
        "committee": "Asiel en Migratie",
        "ministers": ("minister van Asiel en Migratie",),
        "text": TEXT,
        "passages": ({"start": 0, "end": 44, "role": "body", "page": 1}, {"start": 45, "end": len(TEXT), "role": "answer", "page": 2}),
    }
    return Document.model_validate(values | changes)


def commitment(quote: str = "Ik stuur de Kamer voor 1 februari een brief.", **changes: Any) -> Commitment:
    values: dict[str, Any] = {
        "start": 0,
        "end": 44,
        "quote": quote,
        "rule": "commitment.inform.house",
        "due_text": "voor 1 februari",
        "due_end": date(2026, 1, 31),
        "precision": "day",
        "addressee": "house",
        "action": "inform",
        "strength": "promise",
        "ministry": "Justitie en Veiligheid",
    }
    return Commitment.model_validate(values | changes)


def event(**changes: Any) -> Event:
    day = date(2025, 12, 8)
    values: dict[str, Any] = {"start": 45, "end": 80, "quote": "De Raad komt bijeen op 8 december.", "rule": "event.on", "what": "De Raad"}
    return Event.model_validate({**values, "due_text": "8 december", "due_start": day, "due_end": day, "precision": "day", **changes})


def fulfilment(**changes: Any) -> Fulfilment:
    values: dict[str, Any] = {"start": 81, "end": 119, "quote": "Hiermee doe ik de toezegging gestand.", "rule": "fulfilment.hereby"}
    return Fulfilment.model_validate({**values, "of": "toezegging", **changes})


def ids(*facts: AnyFact) -> tuple[str, ...]:
    return tuple(fact.identity(paper().id) for fact in facts)


def stored(session: Session, document: Document, *facts: AnyFact, extractor: str = "1", now: datetime = NOW) -> queries.Gains:
    queries.save_document(session, document, now)
    return queries.save_facts(session, document.id, facts, extractor, now)


def contents(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))]  # noqa: S608
            for table in ("document", "commitment", "event", "fulfilment", "standing", "decision")
        }


# --- the schema -------------------------------------------------------------------------------------------------------------------------


def test_migrations_run_up_and_down_and_up_and_give_the_tables_that_the_code_describes(empty_database: str) -> None:
    engine = connect(empty_database)
    assert revision(engine) is None
    upgrade(engine)
    drift(engine)
    with transaction(engine) as session:
        stored(session, paper(), commitment(), event(), fulfilment())
    before = contents(engine)
    downgrade(engine, "0001")
    upgrade(engine)
    with transaction(engine, writes=False) as session:
        assert queries.commitments(session, as_of=DAY)[0].fact == commitment()
    assert contents(engine) == before
    downgrade(engine, "base")
    assert revision(engine) is None
    upgrade(engine)
    drift(engine)
    assert contents(engine)["document"] == []
    engine.dispose()


def test_subscriptions_and_mails_of_an_older_program_are_kept_on_the_way_up_and_down(empty_database: str) -> None:
    engine = connect(empty_database)
    upgrade(engine, "0004")
    mail_row = "'a@example.nl', '2026-W01', :at, 'a@example.nl', 'x', '<1@x>', :eml, 'x', :at, 'sent', 1"
    names = "subscription, period, period_start, address, subject, message_id, eml, sha256, planned_at, state, attempts"
    at = {"at": NOW if engine.dialect.name == "postgresql" else NOW.replace(tzinfo=None)}
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO digest_run VALUES ('2026-W01', :at)"), at)
        connection.execute(text("INSERT INTO subscription_state VALUES ('a@example.nl', :at)"), at)
        connection.execute(text(f"INSERT INTO outbox ({names}) VALUES ({mail_row})"), {**at, "eml": b"x"})  # noqa: S608
    upgrade(engine)
    drift(engine)
    with transaction(engine) as session:
        assert mail.planned(session, ["2026-W01"]) == {("a@example.nl", "2026-W01")}
        assert mail.last_period_start(session, "a@example.nl", NOW) == NOW
        assert [(m.state, m.planned_at) for m in mail.mails(session, NOW)] == [("sent", NOW)]
        assert subscriptions.in_force(session) == []
        subscriptions.bring(session, [Subscription(address="A@example.nl")], NOW + timedelta(days=9))
        assert [s.active_from for s in subscriptions.in_force(session)] == [NOW]
    downgrade(engine, "0004")
    with engine.connect() as connection:
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("digest_run", "subscription_state", "outbox")]  # noqa: S608
    assert [len(found) for found in rows] == [1, 1, 1]
    upgrade(engine)
    drift(engine)
    engine.dispose()


def test_tables_that_differ_from_the_code_are_noticed(empty_database: str) -> None:
    engine = connect(empty_database)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE event ADD COLUMN extra INTEGER"))
    with pytest.raises(StoreError, match="extra"):
        drift(engine)
    engine.dispose()


def test_an_empty_database_gets_its_tables_and_a_ready_one_is_left_alone(empty_database: str) -> None:
    engine = connect(empty_database)
    ready(engine)
    with transaction(engine) as session:
        stored(session, paper(), commitment())
    before = contents(engine)
    ready(engine)
    assert contents(engine) == before
    engine.dispose()


@pytest.mark.parametrize(("found", "words"), [("9999", "newer tracker.*9999.*install"), ("0000", "newer tracker")])
def test_a_database_of_another_version_is_left_alone_and_named(empty_database: str, found: str, words: str) -> None:
    engine = connect(empty_database)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{found}'"))  # noqa: S608
    with pytest.raises(StoreError, match=words):
        ready(engine)
    engine.dispose()


def test_two_programs_may_make_the_same_empty_database_ready_at_once(empty_database: str) -> None:
    code = "import sys; from tracker.store.engine import connect; from tracker.store.schema import ready; ready(connect(sys.argv[1]))"
    programs = [subprocess.Popen([sys.executable, "-c", code, empty_database], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    results = [(program.communicate()[1], program.returncode) for program in programs]
    engine = connect(empty_database)
    assert [code for _, code in results] == [0, 0], results
    assert revision(engine) == HEAD == head()
    engine.dispose()


PLACED = {"document_id", "page", "first_seen", "last_seen", "withdrawn_at"}


@pytest.mark.parametrize(
    ("table", "value", "more"),
    [
        (DocumentRow, Document, {"first_seen", "extractor"}),
        (CommitmentRow, Commitment, PLACED | {"revision", "revised_at"}),
        (EventRow, Event, PLACED | {"revision", "revised_at"}),
        (FulfilmentRow, Fulfilment, PLACED),
        (DelayRow, Delay, PLACED | {"revision", "revised_at"}),
    ],
)
def test_a_table_has_a_column_for_every_field_of_its_value(table: Any, value: Any, more: set[str]) -> None:
    assert set(table.model_fields) == set(value.model_fields) | more | {"id"}


def test_the_history_has_a_column_for_every_field_of_its_values() -> None:
    assert set(DecisionRow.model_fields) == {*Decision.model_fields, "commitment_id"} - {"paper_date"}
    standing = {*Standing.model_fields, *Term.model_fields} - {"term"}
    assert set(StandingRow.model_fields) == standing | {"commitment_id", "since", "until", "delayed", "said_on", "concerned", "listed"}


# --- papers -----------------------------------------------------------------------------------------------------------------------------


def counted(engine: Engine) -> int:
    """So many commitments the database counted when it last did."""
    with engine.connect() as connection:
        stat = connection.scalar(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'commitment'"))
    return int(str(stat).split()[0])


def test_the_tables_are_counted_again_where_they_have_grown_by_a_tenth(sqlite_database: str) -> None:
    engine = connect(sqlite_database)
    for number, seen in ((10, 10), (11, 10), (12, 12)):
        with transaction(engine) as session:
            stored(session, paper(), *(commitment(f"Ik stuur de Kamer brief {n}.") for n in range(number)))
        take_stock(engine)
        assert counted(engine) == seen
    engine.dispose()


def test_a_paper_comes_back_as_it_was(engine: Engine) -> None:
    with transaction(engine) as session:
        assert queries.save_document(session, paper(), NOW) == "new"
    with transaction(engine) as session:
        assert queries.document(session, paper().id) == paper()


def test_the_same_paper_again_changes_nothing_under_any_name(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment(), event(), fulfilment())
    before = contents(engine)
    with transaction(engine) as session:
        assert queries.save_document(session, paper(), LATER) == "same"
        assert queries.save_document(session, paper(name="kopie.txt"), LATER) == "same"
        assert queries.documents_to_extract(session, "1") == []
    assert contents(engine) == before


@pytest.mark.parametrize(
    "change", [{"date": date(2025, 11, 21)}, {"committee": None}, {"title": "Brief"}, {"text": TEXT + "\n"}, {"numbers": {}}]
)
def test_a_paper_that_is_read_differently_is_updated_and_its_facts_are_to_be_found_again(engine: Engine, change: dict[str, Any]) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment())
    with transaction(engine) as session:
        assert queries.save_document(session, paper(**change), LATER) == "changed"
        assert queries.documents_to_extract(session, "1") == [paper().id]
    with transaction(engine) as session:
        assert queries.document(session, paper().id) == paper(**change)


def test_papers_are_to_be_extracted_when_the_rules_have_changed_the_oldest_first(engine: Engine) -> None:
    young, old = paper(), paper(sha256="b2" * 32, date=date(2024, 1, 1))
    with transaction(engine) as session:
        stored(session, young, extractor="1")
        stored(session, old, extractor="1")
        assert queries.documents_to_extract(session, "1") == []
        assert queries.documents_to_extract(session, "2") == [old.id, young.id]


def test_characters_that_a_database_refuses_become_one_character_each(engine: Engine) -> None:
    odd = paper(name="br\udce9f.txt", text="a\x00b\ud800c", passages=(), title="De \x00 brief")
    with transaction(engine) as session:
        stored(session, odd, commitment("a\x00b", start=0, end=3))
    with transaction(engine) as session:
        back = queries.document(session, odd.id)
        assert (back.text, back.name, back.title) == ("a\ufffdb?c", "br?f.txt", "De \ufffd brief")
        assert queries.save_document(session, odd, LATER) == "same"


def test_only_papers_of_the_day_or_before_are_seen(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(date=DAY), commitment(), event(), fulfilment(), now=LATER)
    with transaction(engine, writes=False) as session:
        for day, seen in ((DAY - timedelta(days=1), 0), (DAY, 1)):
            assert len(queries.documents_seen(session, day)) == seen
            assert len(queries.commitments(session, as_of=day)) == seen
            assert len(queries.events(session, as_of=day)) == seen
            assert len(queries.fulfilments(session, as_of=day)) == seen
        assert queries.documents_seen(session, DAY)[0].number == "32317-975"


def test_an_unknown_paper_is_an_error_that_names_it(engine: Engine) -> None:
    with pytest.raises(StoreError, match="0123"), transaction(engine) as session:
        queries.document(session, "0123")


# --- facts ------------------------------------------------------------------------------------------------------------------------------


def test_facts_come_back_as_they_were_with_their_place_in_the_paper(engine: Engine) -> None:
    with transaction(engine) as session:
        assert stored(session, paper(), commitment(), event(), fulfilment()) == queries.Gains(new=ids(commitment(), event(), fulfilment()))
    with transaction(engine) as session:
        [promise] = queries.commitments(session, as_of=date(2026, 2, 10))
        [meeting] = queries.events(session, as_of=DAY)
        [done] = queries.fulfilments(session, as_of=DAY)
    assert (promise.fact, meeting.fact, done.fact) == (commitment(), event(), fulfilment())
    assert (promise.page, meeting.page, done.page) == (1, 2, 2)
    assert promise.id == commitment().identity(paper().id)
    assert (promise.document_title, promise.document_number, promise.document_name) == ("Brief over de Raad", "32317-975", "brief.txt")
    assert (promise.document_date, promise.document_committee) == (date(2025, 11, 20), "Asiel en Migratie")
    assert (promise.status, promise.days_late) == (Status.OVERDUE, 10)


def test_the_same_facts_again_change_only_when_they_were_last_seen(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment(), event())
    with transaction(engine) as session:
        assert stored(session, paper(), commitment(), event(), extractor="2", now=LATER) == queries.Gains()
        rows = [*session.exec(select(CommitmentRow)), *session.exec(select(EventRow))]
    assert {(row.first_seen, row.last_seen, row.withdrawn_at) for row in rows} == {(NOW, LATER, None)}


def test_a_better_rule_and_other_offsets_make_no_new_fact(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment())
        better = commitment(rule="commitment.better", start=1, end=45, due_end=date(2026, 2, 1))
        assert stored(session, paper(), better, extractor="2", now=LATER) == queries.Gains()
    with transaction(engine) as session:
        assert [c.fact for c in queries.commitments(session, as_of=DAY)] == [better]


def test_a_fact_that_is_no_longer_found_is_withdrawn_and_comes_back_under_its_own_id(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment(), event())
        assert stored(session, paper(), event(), extractor="2", now=LATER) == queries.Gains(withdrawn=ids(commitment()))
        assert stored(session, paper(), event(), extractor="3", now=LATER) == queries.Gains()
    fact_id = commitment().identity(paper().id)
    with transaction(engine) as session:
        assert queries.commitments(session, as_of=DAY) == []
        assert queries.get(session, fact_id, as_of=DAY).withdrawn_at == LATER
        assert stored(session, paper(), commitment(), event(), extractor="4", now=LATER) == queries.Gains(back=ids(commitment()))
    with transaction(engine) as session:
        assert [(c.id, c.withdrawn_at) for c in queries.commitments(session, as_of=DAY)] == [(fact_id, None)]


def test_facts_of_one_paper_leave_those_of_another_alone(engine: Engine) -> None:
    other = paper(sha256="b2" * 32)
    with transaction(engine) as session:
        stored(session, paper(), commitment())
        stored(session, other, commitment())
        stored(session, other, now=LATER)
        assert [c.document_id for c in queries.commitments(session, as_of=DAY)] == [paper().id]


def test_a_fact_that_the_model_refuses_never_reaches_a_table() -> None:
    with pytest.raises(ValueError, match="a span ends before"):
        commitment(start=5, end=4)


def test_lists_are_ordered_by_the_end_of_the_term_with_the_endless_last(engine: Engine) -> None:
    ends = [None, date(2026, 3, 1), date(2025, 1, 1), None, date(2026, 1, 1)]
    facts = [commitment(f"Zin {n}.", occurrence=n, start=n, due_end=end) for n, end in enumerate(ends)]
    with transaction(engine) as session:
        stored(session, paper(), *facts)
        found = [c.fact.due_end for c in queries.commitments(session, as_of=DAY)]
    assert found == [date(2025, 1, 1), date(2026, 1, 1), date(2026, 3, 1), None, None]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["AM", "DZ", "paper"]),
        ({"committee": "asiel en migratie"}, ["AM", "paper"]),
        ({"committee": "Digitale Zaken"}, ["DZ"]),
        ({"committee": "Asiel"}, []),
        ({"committee": "%"}, []),
        ({"ministry": "FINANCIËN"}, ["DZ"]),
        ({"committee": "Digitale Zaken", "ministry": "Justitie en Veiligheid"}, []),
        ({"status": Status.OPEN}, ["AM", "paper"]),
        ({"status": Status.UNDATED}, ["DZ"]),
        ({"status": Status.FULFILLED}, []),
        ({"status": Status.DUE_SOON, "due_soon_days": 60}, ["AM", "paper"]),
    ],
)
def test_commitments_are_filtered(engine: Engine, filters: dict[str, Any], expected: list[str]) -> None:
    facts = [
        commitment("AM", committee="Asiel en Migratie"),
        commitment("DZ", committee="Digitale Zaken", ministry="Financiën", condition="als het kan"),
        commitment("paper"),
    ]
    with transaction(engine) as session:
        stored(session, paper(), *facts)
        assert sorted(c.fact.quote for c in queries.commitments(session, as_of=DAY, **filters)) == expected


def test_events_and_fulfilments_are_filtered_by_the_committee_of_their_paper(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), event(ministry="Financiën"), fulfilment())
        assert len(queries.events(session, as_of=DAY, committee="Asiel en Migratie", ministry="Financiën")) == 1
        assert queries.events(session, as_of=DAY, committee="Digitale Zaken") == []
        assert len(queries.fulfilments(session, as_of=DAY, committee="Asiel en Migratie")) == 1
        assert queries.fulfilments(session, as_of=DAY, committee="Digitale Zaken") == []


def test_a_fact_is_found_by_its_id_or_a_beginning_that_is_its_own(engine: Engine) -> None:
    facts: list[AnyFact] = [*(commitment(f"Zin {n}.") for n in range(40)), event(), fulfilment()]
    ids = [fact.identity(paper().id) for fact in facts]
    with transaction(engine) as session:
        stored(session, paper(), *facts)
        found: list[Stored] = [queries.get(session, fact_id, as_of=DAY) for fact_id in ids]
        assert [f.id for f in found] == ids
        assert [type(f.fact) for f in found[-2:]] == [Event, Fulfilment]  # type: ignore[attr-defined]  # every kind has a fact
        alone = next(i[:n] for i in ids for n in range(1, 16) if sum(j.startswith(i[:n]) for j in ids) == 1)
        assert queries.get(session, alone, as_of=DAY).id.startswith(alone)
        shared = next(d for d in "0123456789abcdef" if sum(i.startswith(d) for i in ids) > 1)
        with pytest.raises(StoreError, match="give more of it"):
            queries.get(session, shared, as_of=DAY)


@pytest.mark.parametrize("prefix", ["", "%", "f_", "0" * 17, "DEADBEEF", "'; DROP TABLE event; --", "0000000000000000"])
def test_what_is_no_id_is_refused_by_name(engine: Engine, prefix: str) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment())
        with pytest.raises(StoreError, match="id"):
            queries.get(session, prefix, as_of=DAY)


# --- the status, in Python and in SQL ---------------------------------------------------------------------------------------------------


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(st.tuples(commitments, histories), min_size=10, max_size=10), today=days, soon=st.integers(0, 30))
def test_the_status_in_sql_is_that_of_lifecycle(
    engine: Engine, facts: list[tuple[Commitment, list[Decision]]], today: date, soon: int
) -> None:
    numbered = [(fact.model_copy(update={"occurrence": n}), past) for n, (fact, past) in enumerate(facts)]
    with transaction(engine) as session:
        session.execute(delete(DecisionRow))
        stored(session, paper(), *(fact for fact, _ in numbered))
        for fact, past in numbered:
            key = fact.identity(paper().id)
            session.add_all(DecisionRow(commitment_id=key, **columns_of_decision(d)) for d in past)
        session.flush()
        history.restand_paper(session, paper().id)
        mine = select(CommitmentRow.occurrence, standings.status_expression(today, soon)).join(
            StandingRow, col(StandingRow.commitment_id) == col(CommitmentRow.id)
        )
        rows = session.exec(mine.where(standings.on_day(today), col(CommitmentRow.document_id) == paper().id)).all()
        found = dict(rows)
        assert found == {fact.occurrence: lifecycle.status(fact, past, today, soon).value for fact, past in numbered}
        read = {s.fact.occurrence: s for s in queries.commitments(session, as_of=today, due_soon_days=soon)}
        for fact, past in numbered:
            if one := read.get(fact.occurrence):
                assert one.standing == lifecycle.standing(fact, past, today)
                assert (one.status, one.fact.due_end) == (found[fact.occurrence], one.standing.original.due_end)
        for status in (None, *Status):
            asked = queries.Asked(as_of=today, due_soon_days=soon, status=status, once=True)
            told = [c for c in read.values() if status in (None, c.status) and c.fact.repeats is None]
            assert list(queries.lines(session, **asked)) == [Line.of(c) for c in told]
            as_rows, as_values = queries.plain(session, **asked), map(Plain.of, told)
            assert list(objects.jsonl(map(objects.commitment, as_rows))) == list(objects.jsonl(map(objects.commitment, as_values)))


# --- troubles ---------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "tracker.db"))


@pytest.fixture
def locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("tracker.store.engine.PATIENCE", 0.2)
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    yield f"sqlite:///{file}"
    other.rollback()
    other.close()


def no_database(file: Path) -> str:
    file.write_text("dit is geen database " * 100)
    return f"sqlite:///{file}"


def damaged(file: Path) -> str:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(bytes(content))
    return f"sqlite:///{file}"


def read_only(file: Path) -> str:
    return f"sqlite:///file:{file}?mode=ro&uri=true"


def of_another_program(file: Path) -> str:
    other = file.with_name("other-tracker.db")
    with contextlib.closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE event (name TEXT)")
    return f"sqlite:///{other}"


def no_folder(file: Path) -> str:
    return f"sqlite:///{file.parent}/nergens/tracker.db"


def trouble(url: str) -> str:
    engine = connect(url)
    try:
        ready(engine)
        with transaction(engine) as session:
            stored(session, paper(), commitment())
    except StoreError as error:
        return str(error)
    finally:
        engine.dispose()
    return "none"


@pytest.mark.parametrize(
    ("make", "cure"),
    [
        (no_database, "no SQLite database"),
        (damaged, "damaged"),
        (read_only, "write permission"),
        (no_folder, "folder exists"),
        (of_another_program, "of another program"),
    ],
)
def test_a_database_file_in_trouble_is_named_with_what_mends_it(file: Path, make: Callable[[Path], str], cure: str) -> None:
    message = trouble(make(file))
    assert cure in message
    assert "tracker.db" in message


def test_a_locked_database_is_named_with_what_mends_it(locked: str) -> None:
    message = trouble(locked)
    assert "another program kept it" in message
    assert "tracker.db" in message


def test_a_reader_does_not_wait_for_a_writer(locked: str) -> None:
    engine = connect(locked)
    with transaction(engine, writes=False) as session:
        assert queries.commitments(session, as_of=DAY) == []
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://clerk:geheim@127.0.0.1:1/tracker", "no server listens"),
        ("postgresql://clerk:geheim@/tracker?host=/nergens", "cannot be reached|no server"),
    ],
)
def test_a_server_that_cannot_be_reached_is_named_without_its_password(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        ready(connect(url))
    assert "geheim" not in str(caught.value)
    assert "postgresql://clerk:***@" in str(caught.value)


def test_a_server_without_the_database_is_named(postgresql: str) -> None:
    with pytest.raises(StoreError, match="has no such database"):
        ready(connect(postgresql.replace("/postgres?", "/nergens?")))


def test_a_server_that_breaks_off_is_named_and_the_next_transaction_is_well(postgresql_database: str) -> None:
    engine = connect(postgresql_database)

    def be_cut_off() -> None:
        with transaction(engine) as session:
            stored(session, paper(), commitment())
            own = session.execute(text("SELECT pg_backend_pid()")).scalar()
            with psycopg.connect(postgresql_database, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
            queries.document(session, paper().id)
            session.execute(text("SELECT 1"))

    with pytest.raises(StoreError, match="broke off the connection"):
        be_cut_off()
    with transaction(engine) as session:
        assert queries.documents_seen(session, DAY) == []
    engine.dispose()


def test_a_lock_on_a_server_ends_in_words_too(postgresql_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.engine.PATIENCE", 1)
    with psycopg.connect(postgresql_database) as other:
        other.execute("LOCK TABLE document")
        assert "another program kept a lock" in trouble(postgresql_database)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root:geheim@localhost/tracker", "mysql.*sqlite and postgresql"),
        ("tracker.db", "sqlite:///tracker.db"),
        ("", "database.url"),
    ],
)
def test_an_address_of_another_kind_is_refused_with_what_would_be_right(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        connect(url)
    assert "geheim" not in str(caught.value)


def test_an_error_within_a_transaction_leaves_the_database_as_it_was(engine: Engine) -> None:
    def fail_halfway() -> None:
        with transaction(engine) as session:
            stored(session, paper(), commitment())
            raise KeyError("halverwege")

    before = contents(engine)
    with pytest.raises(KeyError):
        fail_halfway()
    assert contents(engine) == before


def test_a_program_that_is_killed_halfway_leaves_the_database_as_it_was(database: str) -> None:
    code = """
import os, sys
from sqlalchemy import text
from tracker.store.engine import connect, transaction
with transaction(connect(sys.argv[1])) as session:
    session.execute(text("INSERT INTO heartbeat (name, at) VALUES ('half', '2025-01-01 00:00:00')"))
    os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", code, database], check=False, cwd=Path(__file__).parents[1]).returncode == -9
    engine = connect(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM heartbeat")).scalar() == 0
    engine.dispose()


def test_moments_are_aware_utc_or_refused(engine: Engine) -> None:
    amsterdam = datetime.fromisoformat("2025-12-04T10:00:00+01:00")
    with transaction(engine) as session:
        queries.save_document(session, paper(), amsterdam)
    with transaction(engine) as session:
        seen = session.get_one(DocumentRow, paper().id).first_seen
    assert (seen, seen.utcoffset()) == (NOW, timedelta(0))
    with pytest.raises(StatementError, match="time zone"), transaction(engine) as session:
        queries.save_document(session, paper(sha256="c3" * 32), NOW.replace(tzinfo=None))


def test_the_password_is_never_shown(tmp_path: Path) -> None:
    assert name(connect("postgresql://clerk:geheim@db.example.nl/tracker")) == "postgresql://clerk:***@db.example.nl/tracker"
    assert os.fspath(tmp_path) in name(connect(f"sqlite:///{tmp_path}/tracker.db"))
