"""The House's register in the store: brought in, brought up to date, and shown, on both databases, from a server on loopback."""

import csv
import hashlib
import io
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from register_server import CHANNELS, ENTITIES, House, busy, guid, moved, promise, promise_xml, serving
from sqlalchemy import Engine, text
from syncers import NOW
from test_cli import DATABASE, rows, tracker
from test_store import commitment, paper, stored

from tracker import jobs
from tracker.config import Settings
from tracker.digest.folder import Folder
from tracker.jobs import Synced, Tables
from tracker.model import Commitment, Document
from tracker.model.limits import Limits
from tracker.model.mail import Subscription
from tracker.model.register import Register, RegisterStatus
from tracker.reference import calendar, government
from tracker.sources import register as house_register
from tracker.sources.register import SchemaChanged, Web
from tracker.store import StoredRecord, StoreError, queries, register
from tracker.store.engine import connect, transaction
from tracker.store.register import Kept

DAY = NOW.date()
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(calendar.load(), government.load(), Limits())


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web(timeout=5, attempts=3, pause=lambda _: None) as web:
        yield web


@pytest.fixture
def house() -> Iterator[House]:
    house = House(entities=dict(ENTITIES))
    with serving(house):
        yield house


class Clerk:
    """Somebody who syncs one channel of the house with one database, and looks at it."""

    def __init__(self, engine: Engine, house: House, channel: str, tables: Tables, web: Web) -> None:
        self.engine = engine
        self.register = Register.model_validate({"channel": channel, "url": getattr(house, channel)})
        self.tables = tables
        self.web = web

    def sync(self, now: datetime = NOW) -> Synced:
        return jobs.sync(self.engine, self.register, self.web, self.tables, now)

    def records(self, **wanted: Any) -> list[StoredRecord]:
        with transaction(self.engine, writes=False) as session:
            return register.records(session, **({"as_of": DAY} | wanted))

    def numbers(self, **wanted: Any) -> list[str | None]:
        return [s.record.number for s in self.records(**wanted)]

    def finished(self) -> datetime | None:
        with transaction(self.engine, writes=False) as session:
            return register.finished(session, self.register)


@pytest.fixture(params=CHANNELS)
def clerk(request: pytest.FixtureRequest, engine: Engine, house: House, tables: Tables, web: Web) -> Clerk:
    return Clerk(engine, house, request.param, tables, web)


# --- in ---------------------------------------------------------------------------------------------------------------------------------


def test_the_first_run_brings_all_of_it(clerk: Clerk, house: House) -> None:
    house.changes = [promise(n) for n in range(1, 301)]
    done = clerk.sync()
    assert (done.kept, done.warnings, done.failed) == (Kept(new=300), [], None)
    assert len(clerk.records()) == 300
    assert clerk.finished() == NOW


def test_a_record_comes_out_as_it_was_read(clerk: Clerk, house: House) -> None:
    links = {"IsHerhalingVan": [guid(2)], "IsWijzigingVan": [guid(3)]}
    house.changes = [promise(1, related=links, letters=["2026D30000"], meeting=guid(901), told=[guid(903), guid(904)])]
    clerk.sync()
    ((read,),) = (page.records for page in house_register.fetch(clerk.register, None, clerk.web))
    (stored,) = clerk.records()
    assert stored.record == read
    assert stored.term == house_register.due(read, clerk.tables.calendar)
    assert (stored.first_seen, stored.last_seen) == (NOW, NOW)


def test_a_later_run_brings_only_what_changed_and_keeps_when_each_was_first_seen(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1), promise(2), promise(3)]
    clerk.sync()
    house.changes += [
        promise(2, Status="Afgedaan", changed="2026-04-01T10:00:00.1Z"),
        promise(3, deleted=True, changed="2026-04-02T10:00:00.1Z"),
        promise(4, changed="2026-04-03T10:00:00.1Z"),
    ]
    later = NOW + timedelta(days=1)
    assert clerk.sync(later).kept == Kept(new=1, changed=1, deleted=1)
    seen = {s.record.number: (s.record.status.value, s.first_seen) for s in clerk.records()}
    assert seen == {
        "TZ202603-001": ("openstaand", NOW),
        "TZ202603-002": ("voldaan", NOW),
        "TZ202603-004": ("openstaand", later),
    }


def test_again_brings_nothing_and_notes_that_it_looked(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1), promise(2)]
    clerk.sync()
    later = NOW + timedelta(days=1)
    assert clerk.sync(later).kept == Kept()
    assert clerk.finished() == later


def test_a_deleted_record_keeps_what_it_said_and_may_come_back(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1)]
    clerk.sync()
    house.changes.append(promise(1, deleted=True, changed="2026-04-01T10:00:00.1Z"))
    assert clerk.sync().kept == Kept(deleted=1)
    assert clerk.records() == []
    with clerk.engine.connect() as connection:
        kept = connection.execute(text("SELECT number, status FROM register_record WHERE deleted_at IS NOT NULL")).one()
    assert tuple(kept) == ("TZ202603-001", "openstaand")
    house.changes.append(promise(1, changed="2026-04-02T10:00:00.1Z"))
    assert clerk.sync().kept == Kept(changed=1)
    assert clerk.numbers() == ["TZ202603-001"]


def test_a_record_that_was_deleted_before_it_was_ever_seen_is_not_kept(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1, deleted=True)]
    assert clerk.sync().kept == Kept()


def test_a_record_that_only_moved_in_time_has_not_changed(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1)]
    clerk.sync()
    house.changes.append(promise(1, changed="2026-04-01T10:00:00.1Z"))
    assert clerk.sync().kept == Kept()


def test_the_term_is_read_on_the_day_of_the_meeting(clerk: Clerk, house: House) -> None:
    words = "De Kamer ontvangt binnen drie weken een brief."
    house.changes = [promise(1, Tekst=words, meeting=guid(901))]  # a meeting of 10 March, registered on the 19th
    clerk.sync()
    (stored,) = clerk.records()
    assert (stored.term.due_text, stored.term.due_end) == ("binnen drie weken", date(2026, 3, 31))


def test_a_status_that_nobody_knows_is_told_and_is_not_open(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1, Status="In beraad")]
    done = clerk.sync()
    assert any("TZ202603-001" in w and "In beraad" in w for w in done.warnings)
    assert clerk.numbers(status=RegisterStatus.OPENSTAAND) == []
    assert clerk.numbers(status=RegisterStatus.UNKNOWN) == ["TZ202603-001"]


# --- what goes wrong --------------------------------------------------------------------------------------------------------------------


def test_a_field_that_is_gone_stops_the_run_and_what_was_kept_stands(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1)]
    clerk.sync()
    renamed = promise(2, changed="2026-04-01T10:00:00.1Z", gone=frozenset({"Status"}))
    del renamed.fields["Status"]
    house.changes.append(renamed)
    done = clerk.sync(NOW + timedelta(days=1))
    assert isinstance(done.failed, SchemaChanged)
    assert done.failed.field.lower() == "status"
    assert clerk.numbers() == ["TZ202603-001"]
    assert clerk.finished() == NOW


@pytest.mark.parametrize(
    ("changes", "was", "now"),
    [
        ({"meeting": guid(901)}, "activiteit", "vergaderactiviteit"),
        ({"related": {"IsWijzigingVan": [guid(1)]}}, "isWijzigingVan", "wijzigt"),
        ({"Status": "Afgedaan", "DatumNakoming": "2026-05-01T00:00:00+02:00"}, "datumNakoming", "nakomingOp"),
        ({}, "notities", "prioriteit"),
    ],
)
def test_a_renamed_field_that_not_every_record_has_stops_the_run_and_a_new_one_does_not(
    engine: Engine, house: House, tables: Tables, web: Web, changes: dict[str, Any], was: str, now: str
) -> None:
    changed = promise(2, **changes)
    changed.xml = re.sub(rf"(</?ns1:){was}(?=[ />])", rf"\g<1>{now}", promise_xml(changed))
    if now not in changed.xml:
        changed.xml = changed.xml.replace("</ns1:toezegging>", f"<ns1:{now}>hoog</ns1:{now}></ns1:toezegging>")
    house.changes = [promise(1), changed]
    done = Clerk(engine, house, "syncfeed", tables, web).sync()  # OData is asked for each field by its name
    if now == "prioriteit":
        assert (done.failed, done.kept) == (None, Kept(new=2))
        assert any(now in warning for warning in done.warnings)
    else:
        assert isinstance(done.failed, SchemaChanged)
        assert (done.failed.field, now.lower() in str(done.failed)) == (was.lower(), True)


def test_a_busy_register_is_asked_again(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1)]
    house.faults.extend([busy(503, "1"), busy(503)])
    done = clerk.sync()
    assert (done.kept, done.failed) == (Kept(new=1), None)


def test_a_register_that_stays_away_halfway_leaves_what_came_and_the_next_run_goes_on(clerk: Clerk, house: House) -> None:
    house.page = 2
    house.changes = [promise(n) for n in range(1, 6)]
    progress = itertools.count(1)

    def away_after_the_first_page(_: str) -> None:
        if next(progress) == 1:
            house.faults.extend([busy(503)] * 3)

    done = jobs.sync(clerk.engine, clerk.register, clerk.web, clerk.tables, NOW, away_after_the_first_page)
    assert "503" in str(done.failed)
    assert (done.kept, clerk.finished()) == (Kept(new=2), None)
    assert clerk.sync().kept == Kept(new=3)
    assert clerk.numbers() == [f"TZ202603-00{n}" for n in range(1, 6)]


def test_of_two_runs_at_once_the_slower_one_is_told_and_takes_nothing_back(clerk: Clerk, house: House) -> None:
    house.page = 1
    house.changes = [promise(1), promise(2), promise(1, Status="Voldaan", changed="2026-04-01T10:00:00.1Z")]
    overtaken = itertools.count(1)

    def be_overtaken(_: str) -> None:
        if next(overtaken) == 1:
            clerk.sync()

    with pytest.raises(StoreError, match="another run"):
        jobs.sync(clerk.engine, clerk.register, clerk.web, clerk.tables, NOW, be_overtaken)
    assert {s.record.number: s.record.status.value for s in clerk.records()} == {
        "TZ202603-001": "voldaan",
        "TZ202603-002": "openstaand",
    }
    assert clerk.sync().kept == Kept()


def contents(engine: Engine) -> list[list[Any]]:
    with engine.connect() as connection:
        tables = ("register_record", "register_bookmark")
        return [[tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))] for table in tables]  # noqa: S608 (ours)


def killed_and_gone_on(
    house: House, channel: str, template: Path, folder: Path, steps: list[int], clerk_of: Callable[[Engine], Clerk]
) -> int:
    """Kill a run at each step, each on a database of its own, let another go on, and see that all is there; gives how many were killed."""
    house.page = 5
    house.changes = [promise(n) for n in range(1, 31)]
    house.changes += [promise(n, Status="Voldaan", changed=f"2026-04-01T10:00:{n:02}.5Z") for n in range(5, 15)]
    house.changes += [promise(n, deleted=True, changed=f"2026-04-02T10:00:{n:02}.5Z") for n in range(20, 25)]
    for step in [0, *steps]:
        shutil.copy(template, folder / f"{step}.db")
    here = [sys.executable, str(HERE / "syncers.py"), channel, getattr(house, channel), str(folder), *map(str, steps)]
    done = subprocess.run(here, check=True, env={**os.environ, "PYTHONPATH": str(HERE.parent)}, stdout=subprocess.PIPE)
    ended = []
    for step in [0, *steps]:
        engine = connect(f"sqlite:///{folder}/{step}.db")
        clerk_of(engine).sync()
        ended.append(contents(engine))
        engine.dispose()
    assert len(ended[0][0]) == (30 if channel == "syncfeed" else 25)  # OData tells only the last state: deleted before it was ever seen
    assert all(found == ended[0] for found in ended)
    return int(done.stdout)


def test_a_run_that_is_killed_anywhere_loses_and_doubles_nothing(
    house: House, sqlite_template: Path, tmp_path: Path, tables: Tables, web: Web
) -> None:
    steps = random.Random(2026).sample(range(1, 70), 6)
    died = killed_and_gone_on(house, "syncfeed", sqlite_template, tmp_path, steps, lambda e: Clerk(e, house, "syncfeed", tables, web))
    assert died == len(steps)


@pytest.mark.slow
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_run_that_is_killed_at_every_step_loses_and_doubles_nothing(
    house: House, channel: str, sqlite_template: Path, tmp_path: Path, tables: Tables, web: Web
) -> None:
    steps = list(range(1, 120))
    died = killed_and_gone_on(house, channel, sqlite_template, tmp_path, steps, lambda e: Clerk(e, house, channel, tables, web))
    assert 20 <= died < len(steps), died  # to its very end


# --- out --------------------------------------------------------------------------------------------------------------------------------


def test_the_list_is_of_a_day_a_committee_or_a_ministry_by_its_name_alone(engine: Engine, house: House, tables: Tables, web: Web) -> None:
    clerk = Clerk(engine, house, "odata", tables, web)
    house.changes = [
        promise(1, meeting=guid(901)),
        promise(2, Ministerie="Ministerie van Defensie", Aanmaakdatum="2026-03-25T10:00:00+01:00"),
        promise(3, Aanmaakdatum=None),
    ]
    clerk.sync()
    assert clerk.numbers(committee="financiën") == clerk.numbers(committee="Vaste commissie voor Financiën") == ["TZ202603-001"]
    assert clerk.numbers(ministry="Defensie") == clerk.numbers(ministry="ministerie van defensie") == ["TZ202603-002"]
    assert sorted(str(n) for n in clerk.numbers(as_of=date(2026, 3, 20))) == ["TZ202603-001", "TZ202603-003"]


def spoken(quote: str, **changes: Any) -> tuple[Document, Commitment]:
    """A promise in the report of a committee meeting of 10 March, or in another paper."""
    about = {"kind": "commissiedebat", "date": date(2026, 3, 10), "committee": "Financiën", "text": quote} | changes
    whole = {"start": 0, "end": len(quote)}
    about |= {"sha256": hashlib.sha256(str(about).encode()).hexdigest(), "passages": ({**whole, "role": "speech"},)}
    return paper(**about), commitment(quote, **whole)


def test_what_was_promised_in_a_meeting_and_is_not_in_the_register_is_shown(engine: Engine, house: House, tables: Tables, web: Web) -> None:
    clerk = Clerk(engine, house, "syncfeed", tables, web)
    held = "Dus dan zeg ik toe dat ik voor de zomer met een brief kom over de stand van de box 3-hersteloperatie en de vermogensaanwas."
    missing = ["Ik stuur de Kamer voor 1 mei een overzicht van de kosten van de accijnzen op diesel in de grensstreek."]
    elsewhere = "De Kamer ontvangt een brief over de stand van de hersteloperatie van de toeslagen en de uitbetaling aan gedupeerden."
    papers = [
        spoken(held),
        *[spoken(words) for words in missing],
        spoken(elsewhere, kind="kamerbrief"),  # letters are not registered
        spoken(held, date=date(2026, 3, 11)),  # what is registered of another day
        spoken(held, committee="Defensie"),  # and of another committee
    ]
    with transaction(engine) as session:
        for document, fact in papers:
            stored(session, document, fact)

    def unregistered() -> list[tuple[str, date, str | None]]:
        with transaction(engine, writes=False) as session:
            found = jobs.unregistered(session, clerk.register, queries.commitments(session, as_of=DAY), DAY)
            return sorted((c.fact.quote, c.document_date, c.document_committee) for c in found)

    with pytest.raises(StoreError, match="tracker sync register"):
        unregistered()
    told = "De minister informeert de Kamer voor de zomer over de hersteloperatie box 3 (vermogensaanwas)."
    house.changes = [promise(1, Tekst=told, meeting=guid(901))]
    clerk.sync()
    day = date(2026, 3, 10)
    assert unregistered() == sorted([(missing[0], day, "Financiën"), (held, date(2026, 3, 11), "Financiën"), (held, day, "Defensie")])


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path, house: House) -> Path:
    (tmp_path / "config.yaml").write_text(f"register: {{url: '{house.syncfeed}'}}\n", encoding="utf-8")
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    return tmp_path


def test_the_commands_bring_the_register_in_and_show_it(desk: Path, house: House) -> None:
    assert "never brought in" in tracker(desk, "doctor", code=1).stdout  # there are no papers here
    house.changes = [promise(1, letters=["2026D30000", "2026D30001"]), promise(2, Status="In beraad", Tekst="Voor 1 mei komt een brief.")]
    done = tracker(desk, "sync", "register", "--as-of", "2026-04-03")
    assert done.stdout == "2 new records, 0 changed, 0 deleted.\n"
    assert "TZ202603-002" in done.stderr
    assert "In beraad" in done.stderr
    assert "last brought in on 2026-04-03 23:59" in tracker(desk, "doctor", code=1).stdout
    shown = tracker(desk, "list", "register").stdout
    assert all(words in shown for words in ("TZ202603-002", "unknown", "..2026-04-30", "Voor 1 mei komt een brief."))
    (row,) = rows(tracker(desk, "list", "register", "--status", "openstaand", "--format", "jsonl"))
    assert (row["number"], row["fulfilled_by"]) == ("TZ202603-001", ["2026D30000", "2026D30001"])
    cells = list(csv.DictReader(io.StringIO(tracker(desk, "list", "register", "--format", "csv").stdout)))
    assert {c["number"]: c["fulfilled_by"] for c in cells} == {"TZ202603-001": "2026D30000; 2026D30001", "TZ202603-002": ""}


def test_a_register_that_cannot_be_read_is_one_clear_line(desk: Path, house: House) -> None:
    house.faults.append(moved)
    done = tracker(desk, "sync", "register", code=1)
    (line,) = done.stderr.splitlines()
    assert line.startswith("register: http")
    assert "has moved" in line
    assert "set register.url" in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("register", "--status", "open"), "no status of register"),
        (("commitments", "--status", "voldaan"), "no status of commitments"),
        (("events", "--status", "voldaan"), "only commitments"),
        (("register", "--review"), "only commitments"),
        (("register", "--unregistered"), "only commitments"),
    ],
)
def test_a_status_of_something_else_is_refused(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in " ".join(tracker(desk, "list", *arguments, code=2).stderr.replace("│", " ").split())


def test_better_rules_read_the_terms_anew(clerk: Clerk, house: House) -> None:
    house.changes = [promise(1, Tekst="De Kamer ontvangt binnen drie weken een brief.", meeting=guid(901)), promise(2)]
    clerk.sync()
    with transaction(clerk.engine) as session:
        session.execute(text("UPDATE register_record SET reader = 'older', due_end = NULL, due_text = NULL WHERE number = 'TZ202603-001'"))
    assert jobs.ingest(clerk.engine, [], clerk.tables, NOW).terms_changed == 1
    assert {s.record.number: s.term.due_text for s in clerk.records()} == {
        "TZ202603-001": "binnen drie weken",
        "TZ202603-002": "voor de zomer",
    }
    assert jobs.ingest(clerk.engine, [], clerk.tables, NOW).terms_changed == 0


def test_where_it_is_switched_on_the_main_job_brings_the_register_in(desk: Path, house: House) -> None:
    (desk / "brief.txt").write_text("Geachte voorzitter,\n\nDe Kamer ontvangt voor 1 mei 2026 een brief.\n", encoding="utf-8")
    (desk / "brief.yaml").write_text("date: 2026-04-01\n", encoding="utf-8")
    switched_on = f"papers: [brief.txt]\nregister: {{url: '{house.syncfeed}', sync: true}}\n"
    (desk / "config.yaml").write_text(switched_on, encoding="utf-8")
    house.changes = [promise(1)]
    assert "1 new record, 0 changed" in tracker(desk, "run", "--as-of", "2026-04-03").stdout
    house.faults.append(moved)
    done = tracker(desk, "run", "--as-of", "2026-04-04", code=1)
    assert "has moved" in done.stderr
    assert "PAPERS" in done.stdout


def test_a_register_that_stays_away_keeps_no_digest_back(
    engine: Engine, house: House, tables: Tables, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(
        register=Register(url=house.syncfeed, sync=True),
        subscriptions=(Subscription(address="griffie@example.nl"),),
        folder=Folder(path=tmp_path / "out"),
    )
    monday = datetime(2026, 4, 13, 6, tzinfo=UTC)
    house.changes = [promise(1)]
    house.faults.append(moved)
    jobs.beat(engine, settings, tables, lambda: monday - timedelta(days=3))
    made, delivered = jobs.beat(engine, settings, tables, lambda: monday)
    assert (len(made), len(delivered)) == (1, 1)
    assert "has moved" in caplog.text
    jobs.beat(engine, settings, tables, lambda: monday + timedelta(days=7))
    with transaction(engine, writes=False) as session:
        assert [s.record.number for s in register.records(session, as_of=date(2026, 5, 1))] == ["TZ202603-001"]
