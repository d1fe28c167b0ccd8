"""The commands as a user types them."""

import contextlib
import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from tracker import cli

CHECKOUT = Path(__file__).parents[1]
DATABASE = "tracker.sqlite3"
LETTER = "004_eb4c37600e98c8b3.txt"
CONSULTATION = "000_a78a1790f4a1f88b.txt"


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Path:
    """A folder with the project's configuration, the seeds, and a database that holds nothing."""
    shutil.copy(CHECKOUT / "config.yaml", tmp_path)
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    return tmp_path


@pytest.fixture
def new_desk(desk: Path) -> Path:
    """The same before there is a database."""
    (desk / DATABASE).unlink()
    return desk


class Done(NamedTuple):
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


def tracker(desk: Path, *arguments: str, code: int = 0, **variables: str) -> Done:
    """Run a command as the program's entry point does, in the folder `desk`, with these environment variables."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    plain = {k: v for k, v in os.environ.items() if not k.startswith("TRACKER_")} | {"COLUMNS": "200"} | variables
    with contextlib.chdir(desk), mock.patch.dict(os.environ, plain, clear=True), mock.patch.object(sys, "argv", ["tracker", *arguments]):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
            cli.main()
        out.flush()
        err.flush()
    done = Done(int(left.value.code or 0), *(stream.buffer.getvalue().decode() for stream in (out, err)))
    assert done.code == code, done.stdout + done.stderr
    return done


def rows(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def mail(desk: Path, period: str) -> tuple[str, str]:
    message = message_from_bytes((desk / f"out/{period}-griffie@example.nl.eml").read_bytes(), policy=default)
    text = message.get_body(("plain",))
    assert text is not None
    return message["Subject"], " ".join(text.get_content().split())


def test_the_main_job_finds_stores_and_mails_and_the_second_time_has_nothing_new(new_desk: Path) -> None:
    first = tracker(new_desk, "run", "--as-of", "2025-12-04")
    assert "Read 2 papers (2 new)" in first.stdout
    assert "out/2025-W49-griffie@example.nl.html" in first.stdout
    second = tracker(new_desk, "run", "--as-of", "2025-12-04")
    assert "Read 2 papers (nothing new); 0 new facts." in second.stdout
    assert "No digest to make" in second.stdout
    assert len(list((new_desk / "out").iterdir())) == 2


def test_a_digest_before_the_recess_tells_what_is_due_and_what_is_on_the_agenda(desk: Path) -> None:
    tracker(desk, "run", "--as-of", "2025-12-04")
    subject, text = mail(desk, "2025-W49")
    assert subject == "Toezeggingen Asiel en Migratie: 3 binnenkort (week 49 van 2025)"
    soon = text[text.index("TERMIJN LOOPT BINNENKORT AF") : text.index("TERMIJN LOOPT LATER AF")]
    assert soon.count("uiterlijk 18 december 2025") == 2
    assert soon.count("nog 14 dagen") == 2
    agenda = text[text.index("AGENDA") :]
    for day in ("8 en 9 december 2025", "10 december 2025", "8 juni 2026", "12 juli 2026", "15 oktober 2026"):
        assert day in agenda
    assert "8 keer genoemd" in agenda


def test_a_year_later_the_terms_that_ended_are_overdue_and_a_conference_is_only_over(desk: Path) -> None:
    tracker(desk, "run", "--as-of", "2026-11-21")
    _, text = mail(desk, "2026-W47")
    overdue = text[text.index("VERLOPEN TERMIJNEN (3)") : text.index("TERMIJN VOORBIJ")]
    assert overdue.count("338 dagen over tijd") == 2
    assert "in het begin van 2026" in overdue
    assert "conferentie" not in overdue
    assert "conferentie" in text[text.index("TERMIJN VOORBIJ, UITVOERING ONBEKEND (1)") :]
    listed = rows(tracker(desk, "list", "--as-of", "2026-11-21", "--format", "jsonl"))
    late = {r["days_late"] for r in listed if r["status"] == "overdue"}
    assert late == {338, 205}
    assert [r["quote"] for r in listed if r["status"] == "passed"] == [
        "De staatssecretaris van Justitie en Veiligheid zal namens Nederland deelnemen aan de conferentie op 10 december."
    ]


def test_the_days_may_come_in_any_order(desk: Path) -> None:
    tracker(desk, "run", "--as-of", "2026-11-21")
    tracker(desk, "run", "--as-of", "2025-12-04")
    assert "3 binnenkort" in mail(desk, "2025-W49")[0]


def test_each_way_of_asking_gives_the_same_facts(desk: Path) -> None:
    extracted = rows(tracker(desk, "extract", "seeds", "--format", "jsonl"))
    tracker(desk, "ingest", "seeds")
    for kind, word in (("commitment", "commitments"), ("event", "events"), ("fulfilment", "fulfilments")):
        stored = rows(tracker(desk, "list", word, "--format", "jsonl"))
        said_once = [r for r in extracted if r["kind"] == kind and (kind != "commitment" or r["repeats"] is None)]  # the list has each once
        assert sorted(str(r["quote"]) for r in stored) == sorted(str(r["quote"]) for r in said_once)
        assert {"id", "title", "number", "page"} <= set(stored[0])
    table = csv.DictReader(io.StringIO(tracker(desk, "list", "--format", "csv").stdout))
    assert len(list(table)) == sum(r["kind"] == "commitment" and r["repeats"] is None for r in extracted)


def test_a_fact_points_to_its_words_in_the_reading_text(desk: Path) -> None:
    papers = {str(p["document"]): p for p in rows(tracker(desk, "read", "seeds", "--format", "json"))}
    facts = rows(tracker(desk, "extract", "seeds", "--format", "jsonl"))
    assert facts
    for fact in facts:
        words = str(papers[str(fact["document"])]["text"])[int(str(fact["start"])) : int(str(fact["end"]))]
        assert re.sub(r"\W", "", words) == re.sub(r"\W", "", str(fact["quote"]))


def test_a_stored_fact_is_shown_by_the_first_characters_of_its_id(desk: Path) -> None:
    tracker(desk, "ingest", f"seeds/{CONSULTATION}")
    fact = next(r for r in rows(tracker(desk, "list", "--format", "jsonl")) if r["due_end"] == "2025-12-18")
    shown = tracker(desk, "show", str(fact["id"])[:7]).stdout
    assert str(fact["id"]) in shown
    assert "in context" in shown
    assert "'zz' is no id of a fact" in tracker(desk, "show", "zz", code=1).stderr


def test_time_words_from_the_command_line_and_from_standard_input(desk: Path) -> None:
    assert "2025-12-18" in tracker(desk, "timex", "De brief komt voor het kerstreces.", "--anchor", "2025-12-03").stdout
    cases = desk / "cases.jsonl"
    cases.write_text(
        '{"id": "a", "text": "in maart 2026", "anchor": "2025-12-03"}\n{"id": "b", "text": "artikel 12", "anchor": "2025-12-03"}\n',
        encoding="utf-8",
    )
    found = rows(tracker(desk, "timex", "--jsonl", "cases.jsonl"))
    assert [f["id"] for f in found] == ["a", "b"]
    assert found[0]["found"][0]["due_end"] == "2026-03-31"  # type: ignore[index]  # a JSON object
    assert found[1]["found"] == []


def test_a_preview_writes_the_digest_and_keeps_nothing(desk: Path) -> None:
    tracker(desk, "ingest", "seeds")
    tracker(desk, "digest", "--as-of", "2025-12-04", "--preview", "proef")
    assert {f.suffix for f in (desk / "proef").iterdir()} == {".txt", ".html"}
    assert "2025-W49" in tracker(desk, "digest", "--as-of", "2025-12-04").stdout


def test_the_outbox_lists_shows_and_does_not_send_twice(desk: Path) -> None:
    tracker(desk, "run", "--as-of", "2025-12-04")
    assert "sent" in tracker(desk, "outbox", "list").stdout
    assert "try 1" in tracker(desk, "outbox", "show", "1").stdout
    assert "List-Id:" in tracker(desk, "outbox", "show", "1", "--raw").stdout
    assert "not handed over a second time" in tracker(desk, "outbox", "retry", "1", code=1).stderr
    tracker(desk, "outbox", "show", "99", code=1)


def test_a_reader_is_subscribed_listed_and_ended(desk: Path) -> None:
    said = tracker(desk, "subscribe", "lid@example.nl", "--member", "D66", "--when", "due", "--remind", "7", "--remind", "-1").stdout
    assert "wat gevraagd is door of toegezegd aan D66: alleen als een termijn nadert" in said
    assert "has a subscription already" in tracker(desk, "subscribe", "Lid@example.nl", code=1).stderr
    assert "in config.yaml: change it there" in tracker(desk, "subscribe", "griffie@example.nl", code=1).stderr
    assert "2025-W49 for griffie@example.nl" in tracker(desk, "digest", "--as-of", "2025-12-04").stdout
    tracker(desk, "unsubscribe", "griffie@example.nl", "--by", "Jan")
    listed = " ".join(tracker(desk, "subscriptions").stdout.split())
    assert "by Jan" in listed
    assert "2025-W49 suppressed" in listed
    assert "in force" in listed
    assert "No mail waits" in tracker(desk, "send").stderr
    assert "has no subscription" in tracker(desk, "unsubscribe", "niemand@example.nl", code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a@example.nl, b@example.nl",), "no single mail address"),
        (("a@example.nl", "--hour", "24"), "hour"),
        (("a@example.nl", "--weekday", "maandag"), "weekday"),
        (("a@example.nl", "--status", "te laat"), "--status"),
        (("a@example.nl", "--remind", "400"), "reminders"),
    ],
)
def test_a_subscription_that_cannot_be_is_wrong_usage(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in tracker(desk, "subscribe", *arguments, code=2).stderr


def test_a_sample_mail_is_written_and_checked_and_kept_nowhere(desk: Path) -> None:
    tracker(desk, "run", "--as-of", "2025-12-04")
    done = tracker(desk, "check-mail", "--to", "ik@example.nl", TRACKER_WEB__BASE_URL="https://t.example.nl/")
    assert "WRONG" not in done.stdout
    assert "<https://t.example.nl/afmelden/" in done.stdout
    assert len(list((desk / "out").glob("proef-*-ik@example.nl.*"))) == 2
    assert "ik@example.nl" not in tracker(desk, "outbox", "list").stdout
    tracker(desk, "check-mail", "--to", "a@b.nl, c@d.nl", code=2)
    refused = tracker(desk, "check-mail", "--to", "ik@example.nl", code=1, TRACKER_CHANNEL="smtp", TRACKER_MAIL__PORT="1")
    assert "retry at connect" in refused.stderr


def test_a_mail_is_settled_by_hand(desk: Path) -> None:
    tracker(desk, "digest", "--as-of", "2025-12-04")
    assert "Mail 1 is suppressed" in tracker(desk, "outbox", "settle", "1", "dropped", "--by", "Jan", "--note", "met pensioen").stdout
    assert "dropped according to Jan: met pensioen" in tracker(desk, "outbox", "show", "1").stdout
    assert "nothing to settle" in tracker(desk, "outbox", "settle", "1", "arrived", code=1).stderr
    tracker(desk, "outbox", "retry", "1")
    assert "out/2025-W49" in tracker(desk, "send").stdout


def test_the_doctor_and_the_schema_are_well(new_desk: Path) -> None:
    assert "WRONG" not in tracker(new_desk, "doctor").stdout
    assert "already" in tracker(new_desk, "db", "upgrade").stdout


def test_the_scheduler_stops_at_once_when_it_is_told_to(desk: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "schedule"], cwd=desk, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stderr
    assert "looking every 60 seconds" in process.stderr.readline()
    time.sleep(1)  # the first beat is under way
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert "stopping: SIGTERM" in said
    assert "Traceback" not in said
    # The first start sends nobody the past.
    assert not (desk / "out").exists()


BAD = [
    ("empty.txt", b"", "empty.txt"),
    ("noise.txt", bytes(range(256)) * 40, "noise.txt"),
    ("undated.txt", b"Dit stuk noemt geen enkele dag.", "undated.txt"),
    ("table.ods", b"PK\x03\x04", "table.ods"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[b[0] for b in BAD])
def test_a_bad_paper_is_named_and_the_others_are_done(desk: Path, name: str, content: bytes, said: str) -> None:
    (desk / "seeds" / name).write_bytes(content)
    done = tracker(desk, "run", "--as-of", "2025-12-04", code=1)
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Read 2 papers (2 new)" in done.stdout
    assert "3 binnenkort" in mail(desk, "2025-W49")[0]


def test_a_missing_folder_is_named_and_the_rest_is_done(desk: Path) -> None:
    done = tracker(desk, "ingest", "nergens", f"seeds/{LETTER}", code=1)
    assert "nergens: there is no such file or folder" in done.stderr
    assert "1 new paper" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (("run",), {"TRACKER_DIGEST__HOUR": "25"}, "digest.hour"),
        (("run",), {"TRACKER_CHANEL": "folder"}, "did you mean TRACKER_CHANNEL?"),
        (("run", "--as-of", "gisteren"), {}, "no day"),
        (("list", "events", "--status", "overdue"), {}, "only commitments"),
        (("list", "--status", "late"), {}, "late"),
        (("run", "--config", "none.yaml"), {}, "none.yaml"),
        (("fly",), {}, "fly"),
        (("run",), {"TRACKER_DATABASE__URL": "mysql://x/y"}, "sqlite and postgresql"),
    ],
)
def test_wrong_usage_and_configuration_end_with_two_and_a_clear_line(
    new_desk: Path, arguments: tuple[str, ...], variables: dict[str, str], said: str
) -> None:
    assert said in tracker(new_desk, *arguments, code=2, **variables).stderr
    assert not (new_desk / DATABASE).exists()


def test_a_locked_or_damaged_database_is_named_and_left_as_it_was(desk: Path) -> None:
    (desk / DATABASE).write_bytes(b"this is no database" * 100)
    before = (desk / DATABASE).read_bytes()
    done = tracker(desk, "run", code=1)
    assert "tracker.sqlite3" in done.stderr
    assert "damaged" in done.stderr
    assert (desk / DATABASE).read_bytes() == before
