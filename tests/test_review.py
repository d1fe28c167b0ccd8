"""The review queue: deciding, taking back, several at once, two clerks on one item, and what the extractor missed."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from desks import ANNA, BERT, CHIEF, SAID, Filled, Office, fill, formulier, register
from sqlalchemy import Engine
from starlette.testclient import TestClient
from test_cli import rows, tracker

from tracker.model import Decision, Status
from tracker.store import history, pages, proposals
from tracker.store.engine import connect, transaction


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """A file with something of everything to copy: filling one takes longer than most tests."""
    file = tmp_path_factory.mktemp("review") / "filled.db"
    shutil.copy(sqlite_template, file)
    engine = connect(f"sqlite:///{file}")
    filled = fill(engine)
    engine.dispose()
    return file, filled


@pytest.fixture
def sqlite_database(template: tuple[Path, Filled], tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(template[0], tmp_path / 'tracker.db')}"


@pytest.fixture
def filled(template: tuple[Path, Filled]) -> Filled:
    return template[1]


def send(browser: TestClient, path: str = "/beoordelen", seen: Any = 0, **fields: Any) -> Any:
    """Send a form of the desk with its token; what it names was seen with so many decisions."""
    named = [f"{v}:".split(":")[":" in v] for v in (fields.get("een", ""), *fields.get("keuze", ())) if v] or [path.rpartition("/")[2]]
    return browser.post(path, data={"formulier": formulier(browser), **{f"gezien-{key}": str(seen) for key in named}, **fields})


def past(office: Office, key: str) -> list[Decision]:
    with transaction(office.engine, writes=False) as session:
        return history.of(session, key)


def status(office: Office, key: str) -> Status:
    with transaction(office.engine, writes=False) as session:
        return pages.by_id(session, [key], as_of=office.now.date(), due_soon_days=14)[0].status


def waiting(browser: TestClient) -> list[str]:
    return re.findall(r'<li class="item" id="i-([0-9a-f-]+)"', browser.get("/beoordelen").text)


def test_a_clerk_sees_what_waits_of_her_own_committees_links_first(office: Office, filled: Filled) -> None:
    anna, bert, chief = (waiting(office.signed_in(a)) for a in (ANNA, BERT, CHIEF))
    assert set(anna[:3]) == set(filled.links["Financiën"])
    assert anna[3:] == filled.doubtful["Financiën"]
    assert len(bert) == len(chief) == 12
    assert waiting_of(office, "/beoordelen?commissie=Defensie") == 6


def test_the_command_lists_what_waits_on_the_page(office: Office, filled: Filled, tmp_path: Path) -> None:
    _, sentences = register(office.engine)
    review = ("list", "--review", "--as-of", str(office.now.date()))
    url = str(office.engine.url)
    listed = {str(r["id"]): r for r in rows(tracker(tmp_path, *review, "--format", "jsonl", TRACKER_DATABASE__URL=url))}
    assert set(listed) == set(waiting(office.signed_in(CHIEF)))
    records = {str(r["number"]): r["may_be"] for r in listed.values() if "may_be" in r}
    assert records == {"TZ202609-002": [sentences[SAID[1]]], "TZ202609-003": []}
    shown = tracker(tmp_path, *review, TRACKER_DATABASE__URL=url).stdout
    assert f"{sentences[SAID[1]][:8]}: " in shown.partition("RECORDS OF THE REGISTER THAT WAIT")[2]
    narrowed = rows(tracker(tmp_path, *review, "--status", "overdue", "--format", "jsonl", TRACKER_DATABASE__URL=url))
    assert len(narrowed) == 6  # links to what is overdue; a record of the register has no status of ours


def waiting_of(office: Office, path: str) -> int:
    return office.signed_in(BERT).get(path).text.count('name="keuze"')


def test_one_press_confirms_a_link_and_one_press_takes_it_back(office: Office, filled: Filled) -> None:
    anna, link, promise = office.signed_in(ANNA), filled.links["Financiën"][0], filled.promises["Financiën"][0]
    answer = send(anna, een=f"confirm:{link}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/beoordelen#wachtrij")
    assert status(office, promise) is Status.FULFILLED
    (decision,) = past(office, promise)
    assert (decision.by, decision.at, decision.kind) == ("Anna <Anna@example.nl>", office.now, "fulfilled")
    assert link not in waiting(anna)
    assert send(anna, een=f"undo:{link}", seen=1).status_code == 303
    assert status(office, promise) is Status.OVERDUE
    assert [d.kind for d in past(office, promise)] == ["fulfilled", "undo"]
    assert link in waiting(anna)


def test_a_link_that_was_rejected_comes_back_when_that_is_taken_back(office: Office, filled: Filled) -> None:
    anna, link = office.signed_in(ANNA), filled.links["Financiën"][0]
    send(anna, een=f"reject:{link}")
    assert link not in waiting(anna)
    assert f"undo:{link}" in anna.get("/beoordelen").text
    send(anna, een=f"undo:{link}")
    assert link in waiting(anna)
    assert past(office, filled.promises["Financiën"][0]) == []


def test_several_at_once(office: Office, filled: Filled) -> None:
    anna = office.signed_in(ANNA)
    chosen = [*filled.doubtful["Financiën"][:2], filled.links["Financiën"][0]]
    assert send(anna, allen="confirm", keuze=chosen).status_code == 303
    assert not set(chosen) & set(waiting(anna))
    assert [d.kind for key in filled.doubtful["Financiën"] for d in past(office, key)] == ["confirm", "confirm"]


@pytest.mark.parametrize("kind", ["confirm", "reject"])
def test_the_second_of_two_clerks_sees_what_the_first_did_and_changes_nothing(office: Office, filled: Filled, kind: str) -> None:
    anna, bert = office.signed_in(ANNA), office.signed_in(BERT)
    for key in (filled.links["Financiën"][0], filled.doubtful["Financiën"][0]):
        send(anna, een=f"confirm:{key}")
        answer = send(bert, een=f"{kind}:{key}")
        assert answer.status_code == 409
        assert "Anna &lt;Anna@example.nl&gt;" in answer.text
    assert len(past(office, filled.promises["Financiën"][0])) == len(past(office, filled.doubtful["Financiën"][0])) == 1


def test_of_several_the_rest_is_done_where_one_was_decided_meanwhile(office: Office, filled: Filled) -> None:
    anna, bert, mine = office.signed_in(ANNA), office.signed_in(BERT), filled.doubtful["Financiën"]
    send(anna, een=f"reject:{mine[1]}")
    assert send(bert, allen="confirm", keuze=mine).status_code == 409
    assert [d.kind for key in mine for d in past(office, key)] == ["confirm", "reject", "confirm"]


def test_nobody_takes_back_what_another_decided_since(office: Office, filled: Filled) -> None:
    anna, bert, link = office.signed_in(ANNA), office.signed_in(BERT), filled.links["Financiën"][0]
    send(anna, een=f"confirm:{link}")
    send(bert, f"/beoordelen/{filled.promises['Financiën'][0]}", seen=1, besluit="note", notitie="Klopt dit?")
    assert send(anna, een=f"undo:{link}", seen=1).status_code == 409
    with transaction(office.engine, writes=False) as session:
        link_now = proposals.named(session, link)
    assert link_now
    assert link_now.state == "confirmed"  # nothing of it was taken back, not a half


@pytest.mark.parametrize(
    ("fields", "kind", "kept"),
    [
        ({"besluit": "new-term", "tot": "2027-01-31", "stuk": "b.txt"}, "new-term", {"term.due_end": "2027-01-31"}),
        ({"besluit": "new-term", "geen-datum": "1"}, "new-term", {"term.due_end": "None"}),
        ({"besluit": "correct", "tot": "2026-10-15"}, "correct", {"term.due_end": "2026-10-15"}),
        ({"besluit": "correct", "bewindspersoon": "minister van Defensie"}, "correct", {"actor": "minister van Defensie"}),
        ({"besluit": "correct", "commissie": "Defensie"}, "correct", {"committee": "Defensie"}),
        ({"besluit": "partly", "notitie": "Eerste deel"}, "partly", {"note": "Eerste deel"}),
        ({"besluit": "lapsed"}, "lapsed", {}),
        ({"besluit": "note", "notitie": "Zie ook"}, "note", {"note": "Zie ook"}),
    ],
)
def test_all_that_can_be_decided_on_one_commitment(
    office: Office, filled: Filled, fields: dict[str, str], kind: str, kept: dict[str, str]
) -> None:
    anna, key = office.signed_in(ANNA), filled.promises["Financiën"][0]
    answer = send(anna, f"/beoordelen/{key}", **fields)
    assert answer.status_code == 303, answer.text
    (decision,) = past(office, key)
    assert decision.kind == kind
    for path, value in kept.items():
        found: Any = decision
        for name in path.split("."):
            found = getattr(found, name)
        assert str(found) == value
    assert send(anna, f"/beoordelen/{key}", seen=1, besluit="undo").status_code == 303
    assert [d.kind for d in past(office, key)] == [kind, "undo"]


@pytest.mark.parametrize(
    "fields",
    [
        {"besluit": "new-term"},
        {"besluit": "new-term", "tot": "gisteren"},
        {"besluit": "new-term", "tot": "2026-13-01"},
        {"besluit": "correct"},
        {"besluit": "note"},
        {"besluit": "fulfilled", "stuk": "99999-1"},
        {"besluit": "added"},
        {"besluit": "x"},
        {},
    ],
)
def test_a_decision_that_lacks_something_is_told_so_and_not_taken(office: Office, filled: Filled, fields: dict[str, str]) -> None:
    key = filled.promises["Financiën"][0]
    assert send(office.signed_in(ANNA), f"/beoordelen/{key}", **fields).status_code == 400
    assert past(office, key) == []


def test_a_decision_that_makes_no_sense_is_not_taken(office: Office, filled: Filled) -> None:
    anna, key = office.signed_in(ANNA), filled.promises["Financiën"][0]
    assert send(anna, f"/beoordelen/{key}", besluit="new-term", tot="2020-01-01").status_code == 409
    assert send(anna, f"/beoordelen/{key}", besluit="undo").status_code == 409
    assert past(office, key) == []


def test_a_clerk_decides_on_nothing_of_another_committee_not_even_among_her_own(office: Office, filled: Filled) -> None:
    anna, theirs = office.signed_in(ANNA), filled.doubtful["Defensie"][0]
    assert send(anna, een=f"confirm:{theirs}").status_code == 403
    assert send(anna, een=f"reject:{filled.links['Defensie'][0]}").status_code == 403
    assert send(anna, allen="confirm", keuze=[filled.doubtful["Financiën"][0], theirs]).status_code == 403
    assert send(anna, f"/beoordelen/{theirs}", besluit="confirm").status_code == 403
    assert send(anna, f"/beoordelen/stukken/{filled.papers['Defensie']}", zin="Dat neem ik mee").status_code == 403
    assert anna.get("/beoordelen?commissie=Defensie").status_code == 403
    assert past(office, theirs) == past(office, filled.doubtful["Financiën"][0]) == []


def test_a_form_without_the_token_of_the_session_decides_nothing(office: Office, filled: Filled) -> None:
    anna, bert, key = office.signed_in(ANNA), office.signed_in(BERT), filled.doubtful["Financiën"][0]
    for token in ("", "x", formulier(bert)):
        data = {"formulier": token, f"gezien-{key}": "0", "een": f"confirm:{key}"}
        assert anna.post("/beoordelen", data=data).status_code == 403
    assert past(office, key) == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"een": "confirm:x"},
        {"een": "fulfilled:" + "0" * 16},
        {"een": "confirm"},
        {"allen": "confirm", "keuze": ["0123456789abcdef"] * 1 + [f"{n:016x}" for n in range(25)]},
    ],
)
def test_a_form_that_cannot_be_is_refused(office: Office, filled: Filled, fields: dict[str, Any]) -> None:
    assert send(office.signed_in(ANNA), **fields).status_code == 400


def test_what_is_not_there_cannot_be_decided_on(office: Office, filled: Filled) -> None:
    anna = office.signed_in(ANNA)
    assert send(anna, een="confirm:" + "0" * 16).status_code == 404
    assert anna.get("/beoordelen/" + "0" * 16).status_code == 404
    assert anna.get("/beoordelen/stukken/" + "0" * 16).status_code == 404


def test_a_commitment_that_was_missed_is_added_by_its_words_once(office: Office, filled: Filled) -> None:
    anna, path = office.signed_in(ANNA), f"/beoordelen/stukken/{filled.papers['Financiën']}"
    added = send(anna, path, zin="Dat neem ik mee naar\n de staf van Financiën.", tot="2026-12-31")
    assert added.status_code == 303
    (decision,) = past(office, added.headers["location"].rpartition("/")[2])
    assert (decision.kind, decision.by) == ("added", ANNA.signature)
    assert send(anna, path, zin="Dat neem ik mee naar de staf van Financiën.").status_code == 409
    for wrong in ("Dat staat er niet.", "Misschien kom ik nog terug op punt"):
        answer = send(anna, path, zin=wrong)
        assert (answer.status_code, wrong in answer.text) == (400, True)


def test_deciding_is_the_same_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path / "out")
    filled = fill(engine)
    anna = office.signed_in(ANNA)
    link = filled.links["Financiën"][0]
    assert send(anna, een=f"confirm:{link}").status_code == 303
    assert send(anna, een=f"undo:{link}", seen=1).status_code == 303
    assert send(anna, een=f"reject:{link}", seen=2).status_code == 303
    assert [d.kind for d in past(office, filled.promises["Financiën"][0])] == ["fulfilled", "undo"]
    assert link not in waiting(anna)
