"""Linking at the desk: records of the House's register, the same promise elsewhere, and what makes it good; and two clerks at one item."""

import re
from pathlib import Path
from threading import Barrier, Thread

import pytest
from desks import ANNA, BERT, CHIEF, SAID, UNFOUND, Office, fill, register
from sqlalchemy import Engine
from starlette.testclient import TestClient
from test_review import past, send, status, waiting

from tracker.model import Status
from tracker.model.accounts import Account, Role
from tracker.store import accounts, matches
from tracker.store.engine import connect, transaction
from tracker.web.waiting import record_id

FOUND, NEAR = SAID
OTHERS = Account(address="other@example.nl", name="Other", role=Role.CLERK, committees=("Defensie",))


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Office:
    """A desk on either database."""
    return Office(engine, tmp_path / "out")


def said(office: Office, key: str) -> list[tuple[str, str]]:
    record = record_id(key)
    assert record
    with transaction(office.engine, writes=False) as session:
        return [(d.kind.value, d.by) for d in matches.said_of(session, record)]


# --- records of the register ------------------------------------------------------------------------------------------------------------


def test_a_record_is_linked_by_one_click_and_taken_back_by_one(desk: Office) -> None:
    ids, sentences = register(desk.engine)
    anna, second = desk.signed_in(ANNA), ids[2]
    assert waiting(anna) == [ids[2], ids[3]]
    page = anna.get("/beoordelen").text
    assert f'value="same:{second}:{sentences[NEAR]}"' in page
    assert "TZ202609-002" in page
    assert send(anna, een=f"same:{second}:{sentences[NEAR]}").status_code == 303
    assert waiting(anna) == [ids[3]]
    assert "Gekoppeld aan het register" in anna.get("/beoordelen").text
    shown = anna.get(f"/beoordelen/{sentences[NEAR]}").text
    assert "TZ202609-002" in shown
    assert "Gekoppeld door Anna" in shown
    assert send(anna, een=f"undo:{second}", seen=1).status_code == 303
    assert waiting(anna) == [ids[2], ids[3]]
    assert said(desk, second) == [("same", ANNA.signature), ("undo", ANNA.signature)]


def test_a_record_is_none_of_what_was_found_or_its_sentence_is_pointed_out(office: Office) -> None:
    ids, _ = register(office.engine)
    anna = office.signed_in(ANNA)
    assert send(anna, een=f"reject:{ids[2]}").status_code == 303
    report = re.findall(r'href="(/beoordelen/stukken/[0-9a-f]{16})#gemist"', anna.get("/beoordelen").text)[0]
    added = send(anna, report, zin=UNFOUND).headers["location"].rpartition("/")[2]
    assert f'value="same:{ids[3]}:{added}"' in anna.get("/beoordelen").text
    assert send(anna, een=f"same:{ids[3]}:{added}").status_code == 303
    assert waiting(anna) == []


def test_a_record_is_for_the_clerks_of_its_committee(office: Office) -> None:
    ids, sentences = register(office.engine)
    with transaction(office.engine) as session:
        accounts.put(session, OTHERS, office.now)
    other, chief = office.signed_in(OTHERS), office.signed_in(CHIEF)
    # The records name no committee; those that do not are for everybody.
    assert waiting(other) == [ids[2], ids[3]]
    assert send(other, een=f"reject:{ids[2]}").status_code == 303
    assert send(chief, een=f"undo:{ids[2]}", seen=1).status_code == 303
    assert send(chief, een=f"same:{ids[2]}:{sentences[NEAR]}", seen=2).status_code == 303


@pytest.mark.parametrize("choice", ["same:{2}", "same:{2}:", "same:{near}:{near}", "confirm:{2}:x", "same:x:{near}", "note:{2}"])
def test_a_link_that_cannot_be_is_not_made(office: Office, choice: str) -> None:
    ids, sentences = register(office.engine)
    answer = send(office.signed_in(ANNA), een=choice.replace("{2}", ids[2]).replace("{near}", sentences[NEAR]))
    assert answer.status_code in (400, 404, 409)
    assert said(office, ids[2]) == []


def test_a_record_is_no_commitment(office: Office) -> None:
    ids, _ = register(office.engine)
    anna = office.signed_in(ANNA)
    assert anna.get(f"/beoordelen/{ids[2]}").status_code == 404
    assert send(anna, f"/beoordelen/{ids[2]}", besluit="reject").status_code == 404
    assert said(office, ids[2]) == []


# --- the same promise, and what makes it good -------------------------------------------------------------------------------------------


def linkable(browser: TestClient, key: str, words: str = "") -> list[str]:
    return re.findall(r'name="als" value="([0-9a-f]{16})"', browser.get(f"/beoordelen/{key}", params={"zoek": words}).text)


def test_two_promises_are_made_one_from_the_page_of_either_and_two_again(desk: Office) -> None:
    filled = fill(desk.engine)
    anna, (first, second, _) = desk.signed_in(ANNA), filled.promises["Financiën"]
    for at, other in ((first, second), (second, first)):
        assert other in linkable(anna, at)
        path = f"/beoordelen/{at}"
        data = {f"gezien-{key}": str(len(past(desk, key))) for key in (first, second)}
        done = send(anna, f"{path}/zelfde", als=other, **data)
        assert done.headers["location"] == f"/beoordelen/{second}#verloop"  # the later one is the earlier said again
        assert "koppelen" not in anna.get(f"/beoordelen/{second}").text.partition('id="verloop"')[2]
        assert f"/beoordelen/{second}" in anna.get(f"/beoordelen/{first}").text.partition("Staat ook hier")[2]
        assert send(anna, f"/beoordelen/{second}", seen=len(past(desk, second)), besluit="undo").status_code == 303
    assert [d.kind for d in past(desk, second)] == ["same", "undo"] * 2
    assert past(desk, first) == []


def test_a_promise_is_made_good_by_a_sentence_of_a_later_paper(desk: Office) -> None:
    filled = fill(desk.engine)
    anna, key = desk.signed_in(ANNA), filled.promises["Financiën"][0]
    page = anna.get(f"/beoordelen/{key}").text.partition("Is de toezegging hiermee nagekomen?")[2]
    paper, quote = re.findall(r'name="stuk" value="([0-9a-f]{16})"><input type="hidden" name="notitie" value="([^"]+)"', page)[0]
    assert "Hierbij ontvangt u de evaluatie van onderwerp" in quote
    assert send(anna, f"/beoordelen/{key}", besluit="fulfilled", stuk=paper, notitie=quote).status_code == 303
    (decision,) = past(desk, key)
    assert (decision.paper_id, decision.note, status(desk, key)) == (paper, quote, Status.FULFILLED)
    assert send(anna, f"/beoordelen/{key}", seen=1, besluit="undo").status_code == 303
    assert status(desk, key) is Status.OVERDUE


def test_what_is_sought_by_words_is_found_with_the_papers_that_have_them(office: Office) -> None:
    filled = fill(office.engine)
    anna, key = office.signed_in(ANNA), filled.promises["Financiën"][0]
    assert set(linkable(anna, key, "evaluatie Defensie")[:3]) == set(filled.promises["Defensie"])
    page = anna.get(f"/beoordelen/{key}", params={"zoek": "evaluatie Defensie"}).text
    assert "Brief met evaluaties" in page.partition("Is de toezegging hiermee nagekomen?")[2]
    assert 'value="evaluatie Defensie"' in page
    assert linkable(anna, key, "walvisvaart") == []
    assert anna.get(f"/beoordelen/{key}?pagina=2").status_code == 400
    assert "<script>" not in anna.get(f"/beoordelen/{key}", params={"zoek": "<script>"}).text.partition("<main")[2]


def test_only_who_may_decide_on_the_later_one_makes_a_link(office: Office) -> None:
    filled, (_, sentences) = fill(office.engine), register(office.engine)
    with transaction(office.engine) as session:
        accounts.put(session, OTHERS, office.now)
    other, earlier, later = office.signed_in(OTHERS), filled.promises["Defensie"][0], sentences[NEAR]
    seen = {f"gezien-{earlier}": "0", f"gezien-{later}": "0"}
    for at, als in ((earlier, later), (later, earlier)):
        assert send(other, f"/beoordelen/{at}/zelfde", als=als, **seen).status_code == 403
    for als in ("", "0" * 16):
        assert send(other, f"/beoordelen/{earlier}/zelfde", als=als, **seen).status_code == 404
    assert send(other, f"/beoordelen/{earlier}/zelfde", als=earlier, **seen).status_code == 409
    assert past(office, earlier) == past(office, later) == []
    assert send(office.signed_in(ANNA), f"/beoordelen/{earlier}/zelfde", als=later, **seen).status_code == 303


# --- two at once ------------------------------------------------------------------------------------------------------------------------


def test_two_clerks_at_one_item_at_the_same_moment(desk: Office, database: str, tmp_path: Path) -> None:
    filled, (ids, sentences) = fill(desk.engine), register(desk.engine)
    other = Office(connect(database), tmp_path / "other")
    browsers = desk.signed_in(ANNA), other.signed_in(BERT)
    doubtful, link = filled.doubtful["Financiën"][0], filled.links["Financiën"][0]
    for key, first, second in (
        (doubtful, f"confirm:{doubtful}", f"reject:{doubtful}"),
        (link, f"confirm:{link}", f"reject:{link}"),
        (ids[2], f"same:{ids[2]}:{sentences[NEAR]}", f"reject:{ids[2]}"),
    ):
        ready = Barrier(2)
        answers: dict[str, tuple[int, str]] = {}

        def act(browser: TestClient, choice: str, ready: Barrier = ready, answers: dict[str, tuple[int, str]] = answers) -> None:
            ready.wait(10)
            given = send(browser, een=choice)
            answers[choice] = given.status_code, given.text

        threads = [Thread(target=act, args=pair) for pair in zip(browsers, (first, second), strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(code for code, _ in answers.values()) == [303, 409], key
        won = first if answers[first][0] == 303 else second
        winner, lost = (ANNA, second) if won == first else (BERT, first)
        assert f"door {winner.name}" in answers[lost][1], "the second sees what the first did"
    with transaction(desk.engine, writes=False) as session:
        assert len(matches.settled(session, desk.now.date())) == 1
    assert len(past(desk, doubtful)) == 1
    assert len(said(desk, ids[2])) == 1
    other.engine.dispose()
