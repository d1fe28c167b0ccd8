"""What clerks decide is added and never overwritten, on both databases; and the commands with which they do it."""

import json
import re
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from made_up import decision
from sqlalchemy import Engine
from sqlmodel import Session
from test_cli import CONSULTATION, DATABASE, desk, new_desk, rows, tracker
from test_store import commitment, fulfilment, paper, stored

from tracker.extraction import pointed
from tracker.model import Decision, DecisionKind, Document, Term
from tracker.reference import calendar, government
from tracker.store import StoreError, history, queries
from tracker.store.engine import transaction
from tracker.store.history import DecidedMeanwhileError

__all__ = ["desk", "new_desk"]  # fixtures

FIRST, SECOND, THIRD = date(2025, 12, 10), date(2025, 12, 20), date(2026, 1, 10)
NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
TODAY = NOW.date()
ID = commitment().identity(paper().id)
LETTER = paper(sha256="b2" * 32, name="stukken/uitstel.txt", date=SECOND, title="Uitstel", numbers={"dossier": ("32317-980",)})


@pytest.fixture
def session(engine: Engine) -> Any:
    """A transaction on a store with two papers and one commitment, due on 31 January 2026."""
    with transaction(engine) as session:
        stored(session, paper(), commitment())
        stored(session, LETTER)
        yield session


def decide(session: Session, *decisions: Decision) -> None:
    for one in decisions:
        history.decide(session, ID, one)


def status(session: Session, day: date) -> str:
    return next((str(c.status) for c in queries.commitments(session, as_of=day)), "not shown")


def test_decisions_come_back_as_they_were_written_with_the_date_of_their_paper(session: Session) -> None:
    said = [
        decision(1, "new-term", SECOND, until=date(2026, 4, 1), paper_id=LETTER.id, note="brief, blz. 2"),
        decision(2, "correct", THIRD, actor="minister van BZK", ministry="BZK", committee="Digitale Zaken"),
        decision(3, "undo", THIRD, undoes=2),
    ]
    decide(session, *said)
    assert history.of(session, ID) == [said[0].model_copy(update={"paper_date": SECOND}), *said[1:]]
    assert history.of(session, ID, as_of=SECOND) == history.of(session, ID)[:1]
    assert history.of(session, "0" * 16) == []


def test_each_day_has_its_own_status_and_a_later_decision_changes_no_earlier_day(session: Session) -> None:
    decide(session, decision(1, "new-term", SECOND, until=date(2026, 4, 1)), decision(2, "partly", THIRD), decision(3, "fulfilled", TODAY))
    seen = [status(session, day) for day in (FIRST, SECOND, THIRD, date(2026, 2, 9), TODAY)]
    assert seen == ["open", "delayed", "delayed", "delayed", "fulfilled"]
    [delayed] = queries.commitments(session, as_of=THIRD)
    assert (delayed.fact.due_end, delayed.term.due_end, delayed.standing.partly) == (date(2026, 1, 31), date(2026, 4, 1), True)


def test_a_decision_that_bears_an_earlier_day_takes_its_place_among_the_others(session: Session) -> None:
    decide(session, decision(1, "fulfilled", TODAY), decision(2, "partly", SECOND))
    assert [status(session, day) for day in (FIRST, SECOND, TODAY)] == ["open", "partly_fulfilled", "fulfilled"]


def test_lists_go_by_the_term_that_counts_and_by_what_was_mended(session: Session) -> None:
    stored(session, paper(), commitment(), other := commitment("Een andere brief.", due_end=date(2026, 2, 20)))
    decide(
        session,
        decision(1, "new-term", SECOND, until=date(2026, 4, 1)),
        decision(2, "correct", SECOND, actor="x", ministry="BZK", committee="DZ"),
    )
    listed = [c.id for c in queries.commitments(session, as_of=TODAY)]
    assert listed == [other.identity(paper().id), ID]
    assert [c.id for c in queries.commitments(session, as_of=TODAY, ministry="bzk", committee="dz")] == [ID]
    assert [c.id for c in queries.commitments(session, as_of=FIRST, ministry="Justitie en Veiligheid")] == [ID, other.identity(paper().id)]


REFUSED = [
    (decision(1, "new-term", SECOND, until=date(2025, 11, 19)), "a term cannot end on 2025-11-19"),
    (decision(1, "confirm", date(2025, 11, 19)), "made on 2025-11-20, after the day of the decision"),
    (decision(1, "partly", SECOND, paper_id="c3" * 8), "no paper with id"),
    (decision(1, "partly", FIRST, paper_id=LETTER.id), "is of 2025-12-20, after"),
    (decision(1, "condition-met", SECOND), "waits for no condition"),
    (decision(1, "undo", SECOND, undoes=1), "no decision 1 to take back"),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_decision_that_makes_no_sense_is_refused_and_nothing_is_written(session: Session, wrong: Decision, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        history.decide(session, ID, wrong)
    assert history.of(session, ID) == []


def test_an_unknown_commitment_is_an_error_that_names_it(session: Session) -> None:
    with pytest.raises(StoreError, match="'0123'"):
        history.decide(session, "0123", decision(1, "confirm", SECOND))


def test_what_is_closed_is_undone_before_it_moves_on(session: Session) -> None:
    decide(session, decision(1, "fulfilled", SECOND))
    with pytest.raises(StoreError, match="fulfilled already: undo that first"):
        decide(session, decision(2, "new-term", THIRD, until=TODAY))
    decide(session, decision(2, "undo", THIRD, undoes=1), decision(3, "new-term", THIRD, until=date(2026, 3, 1)))
    assert status(session, THIRD) == "delayed"
    with pytest.raises(StoreError, match="no decision 1 to take back"):
        decide(session, decision(4, "undo", THIRD, undoes=1))


# --- two clerks at once -----------------------------------------------------------------------------------------------------------------


def test_the_second_of_two_clerks_is_told_what_the_first_decided_and_nothing_is_written(session: Session) -> None:
    decide(session, decision(1, "fulfilled", SECOND, by="Anna"))
    with pytest.raises(DecidedMeanwhileError, match=r"fulfilled by Anna on 2025-12-20.*nothing was written"):
        history.decide(session, ID, decision(1, "new-term", SECOND, until=TODAY, by="Bert"))
    with pytest.raises(DecidedMeanwhileError, match="there are 1 decisions"):
        history.decide(session, ID, decision(4, "confirm", SECOND))
    assert [d.by for d in history.of(session, ID)] == ["Anna"]


def test_clerks_who_decide_at_the_same_moment_take_turns_and_all_but_one_are_told(engine: Engine) -> None:
    with transaction(engine) as session:
        stored(session, paper(), commitment())
    told: list[str] = []
    together = threading.Barrier(4)

    def clerk(name: str) -> None:
        together.wait()
        try:
            with transaction(engine) as session:
                history.decide(session, ID, decision(1, "new-term", SECOND, until=date(2026, 4, 1), by=name))
        except DecidedMeanwhileError as e:
            told.append(str(e))

    threads = [threading.Thread(target=clerk, args=(name,)) for name in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction(engine) as session:
        [written] = history.of(session, ID)
    assert len(told) == 3
    assert all(f"new-term by {written.by}" in words for words in told)


# --- reading the papers again -----------------------------------------------------------------------------------------------------------


def test_better_rules_keep_every_decision_and_a_corrected_term(session: Session) -> None:
    decide(session, decision(1, "correct", SECOND, until=date(2026, 3, 1)), decision(2, "partly", SECOND))
    stored(session, paper(), commitment(due_end=date(2026, 1, 1), committee="Financiën"), extractor="2")
    [kept] = queries.commitments(session, as_of=TODAY)
    assert (kept.fact.due_end, kept.fact.committee, kept.status) == (date(2026, 3, 1), "Financiën", "partly_fulfilled")
    assert len(history.of(session, ID)) == 2


def test_what_nobody_corrected_follows_the_better_rule_and_the_delay_stays(session: Session) -> None:
    decide(session, decision(1, "new-term", SECOND, until=date(2026, 4, 1)))
    stored(session, paper(), commitment(due_end=date(2026, 1, 15)), extractor="2")
    [kept] = queries.commitments(session, as_of=TODAY)
    assert (kept.fact.due_end, kept.term.due_end, kept.standing.delayed) == (date(2026, 1, 15), date(2026, 4, 1), True)


@pytest.mark.parametrize(
    ("kind", "shown"), [("confirm", "overdue"), ("fulfilled", "fulfilled"), ("reject", "not shown"), ("note", "not shown")]
)
def test_what_a_clerk_has_treated_as_a_commitment_stays_though_the_rules_lose_it(session: Session, kind: str, shown: str) -> None:
    decide(session, decision(1, kind, SECOND, note="gezien"))
    stored(session, paper(), extractor="2")
    assert status(session, TODAY) == shown
    assert queries.get(session, ID, as_of=TODAY).withdrawn_at is not None
    assert len(history.of(session, ID)) == 1
    stored(session, paper(), commitment(), extractor="3")
    assert status(session, TODAY) == {"reject": "rejected", "note": "overdue"}.get(kind, shown)


def test_a_paper_whose_date_is_mended_moves_the_period_of_what_it_made_good(session: Session) -> None:
    stored(session, paper(), commitment(recurring=True, due_text="maandelijks"))
    decide(session, decision(1, "fulfilled", date(2026, 5, 10), paper_id=LETTER.id))
    assert queries.commitments(session, as_of=date(2026, 5, 10))[0].term.due_end == date(2026, 2, 28)
    queries.save_document(session, LETTER.model_copy(update={"date": date(2026, 4, 5)}), NOW)
    queries.save_facts(session, LETTER.id, [], "2", NOW)
    assert queries.commitments(session, as_of=date(2026, 5, 10))[0].term.due_end == date(2026, 4, 30)


def test_unsure_commitments_wait_for_review_until_a_clerk_has_said_what_they_are(session: Session) -> None:
    unsure = [commitment(f"Misschien {n}.", confidence="low") for n in range(3)]
    keys = [fact.identity(paper().id) for fact in unsure]
    stored(session, paper(), commitment(), *unsure)
    assert {c.id for c in queries.commitments(session, as_of=TODAY, review=True)} == set(keys)
    history.decide(session, keys[0], decision(1, "confirm", SECOND))
    history.decide(session, keys[1], decision(1, "reject", SECOND))
    history.decide(session, keys[2], decision(1, "note", SECOND, note="vraag het na"))
    assert [c.id for c in queries.commitments(session, as_of=TODAY, review=True)] == [keys[2]]


# --- what is said again -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def again(session: Session) -> str:
    """The id of a promise in the letter, of which a clerk has said that it says the other one again."""
    fact = commitment("De Kamer krijgt die cijfers nog.")
    stored(session, LETTER, fact)
    key = fact.identity(LETTER.id)
    history.decide(session, key, decision(1, "same", SECOND, same_as=ID))
    return key


@pytest.mark.parametrize("kind", ["confirm", "fulfilled", "partly", "lapsed", "new-term", "correct"])
def test_what_no_list_shows_is_not_decided_on_and_the_one_that_is_shown_is_named(session: Session, again: str, kind: str) -> None:
    term = {"until": date(2026, 4, 1)} if kind in ("new-term", "correct") else {}
    with pytest.raises(StoreError, match=f"the same as {ID}: decide on that one, or undo"):
        history.decide(session, again, decision(2, kind, THIRD, **term))
    twice = commitment("Dat zeg ik toe.", start=500, end=520, repeats=0)
    stored(session, paper(), commitment(), twice)
    with pytest.raises(StoreError, match=f"the same as {ID}: decide on that one"):
        history.decide(session, twice.identity(paper().id), decision(1, kind, THIRD, **term))
    history.decide(session, again, decision(2, "note", THIRD, note="zie de brief"))
    history.decide(session, again, decision(3, "undo", THIRD, undoes=1))
    history.decide(session, again, decision(4, kind, THIRD, **term))


def test_what_another_one_says_again_stays_though_the_rules_lose_it(session: Session, again: str) -> None:
    stored(session, paper(), extractor="2")
    assert [c.id for c in queries.commitments(session, as_of=TODAY)] == [ID]
    history.decide(session, again, decision(2, "undo", THIRD, undoes=1))
    assert [c.id for c in queries.commitments(session, as_of=TODAY)] == [again]


def test_what_is_said_of_one_that_says_it_again_holds_for_the_first_to_the_end_of_the_chain_until_that_is_undone(session: Session) -> None:
    """The third says the second again, that the first."""
    third = LETTER.model_copy(update={"sha256": "c3" * 32, "date": THIRD})
    keys = [ID]
    for document, quote in ((LETTER, "De Kamer krijgt die cijfers nog."), (third, "De cijfers volgen.")):
        fact = commitment(quote)
        stored(session, document, fact)
        keys.append(fact.identity(document.id))
    _, second, last = keys
    day = date(2026, 2, 3)

    def shown() -> dict[str, str]:
        return {c.id: str(c.status) for c in queries.commitments(session, as_of=TODAY)}

    history.decide(session, last, decision(1, "fulfilled", THIRD, paper_id=third.id))
    history.decide(session, last, decision(2, "same", day, same_as=second))
    assert shown() == {ID: "overdue", second: "fulfilled"}
    history.decide(session, second, decision(1, "same", day, same_as=ID))
    assert shown() == {ID: "fulfilled"}
    with pytest.raises(StoreError, match=f"the same as {ID}"):
        history.decide(session, last, decision(3, "same", day, same_as=ID))
    with pytest.raises(StoreError, match="it is fulfilled already"):
        decide(session, decision(1, "lapsed", day))
    history.decide(session, last, decision(3, "undo", day, undoes=2))
    assert shown() == {ID: "overdue", last: "fulfilled"}
    assert [history.first(session, key) for key in (second, last)] == [ID, last]


def test_nothing_is_said_to_repeat_what_is_rejected(session: Session) -> None:
    decide(session, decision(1, "reject", SECOND))
    fact = commitment("De Kamer krijgt die cijfers nog.")
    stored(session, LETTER, fact)
    with pytest.raises(StoreError, match=f"{ID} is rejected: confirm it first"):
        history.decide(session, fact.identity(LETTER.id), decision(1, "same", THIRD, same_as=ID))


# --- what the rules missed --------------------------------------------------------------------------------------------------------------

MISSED = (
    "Dit overleg wordt in maart 2026 voort-\ngezet met een brief.\n\nOp 8 december, en in mei, komt de Raad bijeen. Een brief. Een brief."
)


def missed(text: str = MISSED) -> Document:
    return paper(sha256="d4" * 32, text=text, passages=({"start": 0, "end": len(text), "role": "body", "page": 3},))


def point(quote: str, document: Document | None = None) -> Any:
    return pointed.find(document or missed(), quote, calendar.load(), government.load())


def test_what_a_clerk_points_at_is_tied_to_its_exact_words_and_its_one_term_is_read() -> None:
    found = point("in maart 2026  voortgezet\nmet een brief")
    assert MISSED[found.start : found.end] == "in maart 2026 voort-\ngezet met een brief"
    assert (found.quote, found.due_end, found.rule) == ("in maart 2026 voortgezet met een brief", date(2026, 3, 31), "clerk")
    assert (found.actor, found.ministry, found.committee) == ("minister van Asiel en Migratie", "Asiel en Migratie", "Asiel en Migratie")


def test_of_two_terms_none_is_chosen() -> None:
    assert (point("Op 8 december, en in mei, komt de Raad bijeen.").due_end, point("komt de Raad bijeen").precision) == (None, "none")


@pytest.mark.parametrize(
    ("quote", "words"), [("Nergens.", "do not stand"), ("", "do not stand"), ("Een brief.", "2 places"), ("brief. Op 8", "do not stand")]
)
def test_words_that_are_not_there_or_in_more_than_one_place_are_refused(quote: str, words: str) -> None:
    with pytest.raises(pointed.NotFoundError, match=words):
        point(quote)


def test_what_a_clerk_added_stays_when_the_papers_are_read_again_with_the_clerks_term(session: Session) -> None:
    stored(session, missed())
    fact = point("Dit overleg wordt in maart 2026 voortgezet met een brief.")
    term = Term(due_end=date(2026, 3, 15), precision="day")
    key = history.add(session, missed(), fact, by="Anna", at=NOW, term=term)
    with pytest.raises(StoreError, match=f"a commitment already: {key}"):
        history.add(session, missed(), fact, by="Bert", at=NOW, term=None)
    assert stored(session, missed(), fulfilment(), extractor="2").withdrawn == ()
    found_after_all = fact.model_copy(update={"rule": "commitment.better"})
    for facts in ([], [found_after_all], []):
        stored(session, missed(), *facts, extractor=str(len(facts)))
        one = queries.get(session, key, as_of=TODAY)
        assert key in {c.id for c in queries.commitments(session, as_of=TODAY)}
    assert [d.kind for d in history.of(session, key)] == ["added"]
    assert (one.page, one.fact.due_end) == (3, date(2026, 3, 15))  # type: ignore[attr-defined]  # a commitment


@pytest.mark.parametrize("named", ["32317-980", "stukken/uitstel.txt", "uitstel.txt", LETTER.id, LETTER.id[:4]])
def test_a_paper_is_named_by_its_number_its_file_or_its_id(session: Session, named: str) -> None:
    assert queries.paper_id(session, named) == LETTER.id


@pytest.mark.parametrize(
    ("named", "words"), [("2025D30000", "more than one"), ("32317", "no paper"), ("%", "no paper"), ("", "no paper"), ("b2", "no paper")]
)
def test_a_paper_that_is_not_known_or_not_the_only_one_is_refused_by_name(session: Session, named: str, words: str) -> None:
    queries.save_document(session, paper(sha256="e5" * 32, numbers={"document": ("2025D30000",)}), NOW)
    with pytest.raises(StoreError, match=words):
        queries.paper_id(session, named)


# --- the commands -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(desk: Path) -> tuple[Path, list[str]]:
    """A desk whose consultation is stored, and the ids of the commitments in it that are due on 18 December 2025."""
    tracker(desk, "ingest", f"seeds/{CONSULTATION}", "--as-of", "2025-12-04")
    listed = rows(tracker(desk, "list", "--as-of", "2025-12-04", "--format", "jsonl"))
    return desk, [str(r["id"]) for r in listed if r["due_end"] == "2025-12-18"]


def listed(desk: Path, key: str, day: str) -> dict[str, object]:
    return next(r for r in rows(tracker(desk, "list", "--as-of", day, "--format", "jsonl")) if r["id"] == key)


def test_a_delay_is_decided_listed_shown_and_taken_back(office: tuple[Path, list[str]]) -> None:
    desk, [key, *_] = office
    said = ("--until", "2026-02-01", "--paper", CONSULTATION, "--note", "brief volgt", "--by", "Anna", "--as-of", "2025-12-10")
    assert f"{key}: due_soon -> delayed (decision 1 by Anna)" in tracker(desk, "decide", "new-term", key, *said).stdout
    now = listed(desk, key, "2025-12-10")
    assert (now["status"], now["delayed"], now["due_end"], now["term_end"]) == ("delayed", True, "2025-12-18", "2026-02-01")
    assert listed(desk, key, "2025-12-09")["status"] == "due_soon"
    assert "overdue, 9 days, delayed" in tracker(desk, "list", "--status", "overdue", "--as-of", "2026-02-10").stdout
    tracker(desk, "decide", "undo", key, "--by", "Bert", "--as-of", "2025-12-12")
    shown = " ".join(tracker(desk, "show", key, "--as-of", "2025-12-12").stdout.split())
    assert "new-term, ..2026-02-01, by Anna, from paper" in shown
    assert "brief volgt (taken back)" in shown
    assert "undo of decision 1, by Bert" in shown
    assert listed(desk, key, "2025-12-12")["status"] == "due_soon"


def test_many_are_decided_at_once_and_what_fails_is_named(office: tuple[Path, list[str]]) -> None:
    desk, keys = office
    (desk / "ids.txt").write_text(f"{keys[0]}  de eerste\n\nffffffffffffffff\n")
    done = tracker(desk, "decide", "fulfilled", keys[1], "--from", "ids.txt", "--as-of", "2025-12-10", code=1)
    assert done.stdout.count("-> fulfilled") == 2
    assert done.stderr == "ffffffffffffffff: no fact with an id that begins with 'ffffffffffffffff' is stored\n"


def test_who_saw_less_than_there_is_is_told_and_writes_nothing(office: tuple[Path, list[str]]) -> None:
    desk, [key, *_] = office
    tracker(desk, "decide", "partly", key, "--seen", "0", "--by", "Anna", "--as-of", "2025-12-10")
    done = tracker(desk, "decide", "lapsed", key, "--seen", "0", "--as-of", "2025-12-10", code=1)
    assert "partly by Anna" in done.stderr
    assert listed(desk, key, "2025-12-10")["partly"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new-term", "aa"), "--until"),
        (("fulfilled", "aa", "--until", "2026-01-01"), "moves no term"),
        (("fulfilled", "aa", "--actor", "minister"), "mends nothing"),
        (("correct", "aa"), "what is right"),
        (("note", "aa"), "--note"),
        (("added", "aa"), "tracker add"),
        (("same", "aa"), "--as"),
        (("confirm", "aa", "--as", "bb"), "--as"),
        (("confirm",), "at least one"),
        (("confirm", "--from", "nergens.txt"), "nergens.txt"),
        (("new-term", "aa", "--until", "morgen"), "no day"),
        (("vervallen", "aa"), "vervallen"),
    ],
)
def test_a_decision_that_is_not_complete_is_wrong_usage(new_desk: Path, arguments: Sequence[str], said: str) -> None:
    assert said in tracker(new_desk, "decide", *arguments, code=2).stderr
    assert not (new_desk / DATABASE).exists()


def test_a_missed_commitment_is_added_from_the_command_line(office: tuple[Path, list[str]]) -> None:
    desk, _ = office
    text = json.loads(tracker(desk, "read", f"seeds/{CONSULTATION}", "--format", "json").stdout)["text"]
    words = re.search(r"Het\s+doel\s+van\s+deze\s+reflectie[^.]+\.", text)
    assert words
    quote = " ".join(words[0].split())
    key = tracker(
        desk, "add", CONSULTATION, "--quote", quote, "--until", "2026-05-01", "--by", "Anna", "--as-of", "2025-12-04"
    ).stdout.strip()
    found = listed(desk, key, "2025-12-04")
    assert (found["status"], found["term_end"], found["rule"]) == ("open", "2026-05-01", "clerk")
    assert text[int(str(found["start"])) : int(str(found["end"]))].split() == quote.split()
    assert "do not stand" in tracker(desk, "add", CONSULTATION, "--quote", "Nergens te vinden.", code=1).stderr
    assert "no paper" in tracker(desk, "add", "onbekend", "--quote", quote, code=1).stderr


def test_an_event_takes_no_decision(office: tuple[Path, list[str]]) -> None:
    desk, _ = office
    event = rows(tracker(desk, "list", "events", "--format", "jsonl"))[0]["id"]
    assert "is no commitment" in tracker(desk, "decide", "confirm", str(event), code=1).stderr


def test_every_kind_of_decision_can_be_given_by_command_or_is_made_by_one(office: tuple[Path, list[str]]) -> None:
    desk, [key, other, *_] = office
    given = {"same": ("--as", other), "new-term": ("--until", "2026-01-10"), "correct": ("--until", "none"), "note": ("--note", "x")}
    order = ["same", "undo", "confirm", "reject", "confirm", "note", "correct", "undo", "new-term", "partly", "lapsed", "undo", "fulfilled"]
    for kind in order:
        tracker(desk, "decide", kind, key, *given.get(kind, ()), "--as-of", "2025-12-10")
    assert listed(desk, key, "2025-12-10")["status"] == "fulfilled"
    assert set(order) | {"condition-met", "added"} == {str(kind) for kind in DecisionKind}
