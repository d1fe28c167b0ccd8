"""One paper from file to mail, on both databases; and the scheduler's look."""

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tracker import decisions, extraction, fingerprint, jobs
from tracker.config import Settings
from tracker.decisions import Ruling
from tracker.digest import plan
from tracker.digest.folder import Folder
from tracker.digest.period import end_of_day
from tracker.jobs import Tables
from tracker.model import Commitment, DecisionKind, Precision, Term
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.store import StoredCommitment, StoreError, history, mail, queries
from tracker.store.engine import connect, transaction
from tracker.store.schema import ready

SEEDS = Path(__file__).parents[1] / "seeds"
ADDRESS = "griffie@example.nl"
DAY = end_of_day(date(2025, 12, 4))

LETTER = """Geachte voorzitter,

De evaluatie van de regeling is afgerond. Ik informeer uw Kamer voor het kerstreces over de uitkomsten.
Op 3 november jl. is het rapport gepubliceerd.
"""


@pytest.fixture
def tables() -> Tables:
    return Tables(calendar.load(), government.load(), Limits())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    stukken = tmp_path / "stukken"
    stukken.mkdir()
    (stukken / "brief.txt").write_text(LETTER, encoding="utf-8")
    (stukken / "brief.yaml").write_text("date: 2025-11-20\ntitle: Evaluatie\n", encoding="utf-8")
    return Settings(papers=(stukken,), subscriptions=[{"address": ADDRESS}], folder=Folder(path=tmp_path / "out"))


def test_a_promise_goes_from_file_to_mail(engine: Engine, settings: Settings, tables: Tables) -> None:
    done = jobs.ingest(engine, settings.papers, tables, DAY)
    assert (len(done.new), done.failed) == (1, [])
    assert [f.subject for f in jobs.digest(engine, settings, DAY)] == ["Toezeggingen: 1 binnenkort (week 49 van 2025)"]
    delivered = jobs.send(engine, settings, lambda: DAY)
    assert [d.outcome.result for d in delivered] == ["sent"]
    message = message_from_bytes(Path(delivered[0].outcome.files[0]).read_bytes(), policy=default)
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        words = " ".join(part.get_content().split())
        assert "Ik informeer uw Kamer voor het kerstreces over de uitkomsten." in words
        assert "uiterlijk 18 december 2025" in words


def test_again_changes_nothing_anywhere(engine: Engine, settings: Settings, tables: Tables) -> None:
    jobs.ingest(engine, settings.papers, tables, DAY)
    with transaction(engine) as session:
        before = queries.commitments(session, as_of=date(2025, 12, 4))
    again = jobs.ingest(engine, settings.papers, tables, DAY + timedelta(days=1))
    assert (again.same, again.new, again.changed, again.facts_new) == ([before[0].document_id], [], [], 0)
    with transaction(engine) as session:
        assert queries.commitments(session, as_of=date(2025, 12, 4)) == before


def test_what_was_told_is_not_told_as_new_again(engine: Engine, settings: Settings, tables: Tables) -> None:
    jobs.ingest(engine, settings.papers, tables, DAY)
    jobs.digest(engine, settings, DAY)
    shutil.copy(SEEDS / "000_a78a1790f4a1f88b.txt", settings.papers[0])
    week_later = DAY + timedelta(days=7)
    jobs.ingest(engine, settings.papers, tables, week_later)
    jobs.digest(engine, settings, week_later)
    with transaction(engine) as session:
        told = {fact for fact, reasons in mail.told(session, ADDRESS, week_later).items() if plan.NEW in reasons}
        subjects = [m.subject for m in mail.mails(session, week_later)]
    assert len(told) > 20
    assert "1 nieuw" not in subjects[1]
    assert "nieuw" in subjects[0]


def test_the_scheduler_makes_no_digest_of_the_past_but_the_next_one(engine: Engine, settings: Settings, tables: Tables) -> None:
    thursday = datetime(2025, 12, 4, 12, tzinfo=UTC)
    assert jobs.beat(engine, settings, tables, lambda: thursday) == ([], [])
    monday = datetime(2025, 12, 8, 6, 0, 30, tzinfo=UTC)  # half a minute past seven in Amsterdam
    made, delivered = jobs.beat(engine, settings, tables, lambda: monday)
    assert [f.period for f in made] == ["2025-W50"]
    assert [d.outcome.result for d in delivered] == ["sent"]
    assert jobs.beat(engine, settings, tables, lambda: monday + timedelta(minutes=1)) == ([], [])


def test_weeks_in_which_nothing_ran_are_folded_into_one_mail_that_says_so(engine: Engine, settings: Settings, tables: Tables) -> None:
    jobs.ingest(engine, settings.papers, tables, DAY)
    jobs.digest(engine, settings, DAY)
    jobs.digest(engine, settings, DAY + timedelta(weeks=3))
    with transaction(engine) as session:
        newest, eml, _ = mail.mail(session, mail.mails(session, DAY + timedelta(weeks=3))[0].id)
    assert newest.period == "2025-W52"
    assert b"week 50 van 2025 en week 51 van 2025" in b" ".join(eml.replace(b"=\r\n", b"").split())


def test_a_subscription_that_no_mail_can_serve_does_not_stop_the_others(engine: Engine, settings: Settings, tables: Tables) -> None:
    both = settings.model_copy(
        update={
            "subscriptions": tuple(
                s.model_copy(update={"address": a}) for s in settings.subscriptions for a in ("griffiër@example.nl", ADDRESS)
            )
        }
    )
    jobs.ingest(engine, settings.papers, tables, DAY)
    made = jobs.digest(engine, both, DAY)
    assert {f.address: bool(f.failed) for f in made} == {"griffiër@example.nl": True, ADDRESS: False}


def test_a_database_that_cannot_be_written_is_named_and_stays_as_it_was(tmp_path: Path, settings: Settings, tables: Tables) -> None:
    file = tmp_path / "kept.sqlite3"
    locked = connect(f"sqlite:///{file}")
    ready(locked)
    before = file.read_bytes()
    other = connect(f"sqlite:///{file}?mode=ro&uri=true".replace("sqlite:///", "sqlite:///file:"))
    with pytest.raises(StoreError, match=r"kept\.sqlite3.*cannot be written"):
        jobs.ingest(other, settings.papers, tables, DAY)
    assert file.read_bytes() == before


def test_better_rules_keep_what_was_decided_and_tell_nobody_about_old_facts(engine: Engine, settings: Settings, tables: Tables) -> None:
    """Older rules missed one promise of the seed, took a heading for one, and found the others; those are decided on and mailed."""
    paper = jobs.read(SEEDS / "000_a78a1790f4a1f88b.txt", tables, DAY.date())
    (settings.papers[0] / "brief.txt").unlink()
    shutil.copy(SEEDS / "000_a78a1790f4a1f88b.txt", settings.papers[0])
    promises = [f for f in extraction.extract(paper, tables.calendar, tables.government) if isinstance(f, Commitment) and f.repeats is None]
    decided, missed, *others = promises
    mistaken = decided.model_copy(update={"quote": "Dat was geen toezegging.", "start": 0, "end": 24})
    with transaction(engine) as session:
        queries.save_document(session, paper, DAY)
        queries.save_facts(session, paper.id, [decided, mistaken, *others], "older", DAY)
    key = decided.identity(paper.id)
    decisions.decide(
        engine, key, Ruling(DecisionKind.NEW_TERM, "Anna", term=Term(due_end=date(2026, 3, 1), precision=Precision.DAY)), tables, DAY
    )
    jobs.digest(engine, settings, DAY)
    with transaction(engine) as session:
        told = mail.told(session, ADDRESS, DAY).keys()
    later = DAY + timedelta(days=7)
    again = jobs.ingest(engine, settings.papers, tables, later)
    found = {f.identity(paper.id) for f in extraction.extract(paper, tables.calendar, tables.government)}
    known = {f.identity(paper.id) for f in (decided, *others)}
    assert (again.facts_new, set(again.gained), again.lost) == (len(found - known), found - known, [mistaken.identity(paper.id)])
    (made,) = jobs.digest(engine, settings, later)
    with transaction(engine) as session:
        new = mail.told(session, ADDRESS, later).keys() - told
        stands = queries.get(session, key, as_of=later.date())
        assert [d.kind for d in history.of(session, key)] == [DecisionKind.NEW_TERM]
    assert missed.identity(paper.id) in new
    assert not new & known
    assert isinstance(stands, StoredCommitment)
    assert stands.term.due_end == date(2026, 3, 1)
    assert made.failed is None


def test_the_name_of_the_rules_is_that_of_their_source() -> None:
    assert fingerprint.rules() == fingerprint.rules.__wrapped__()
    assert re.fullmatch("[0-9a-f]{12}", fingerprint.rules())
