"""What a commitment is on a day: the first that applies, never unfair to the one who promised, and nothing lost of how it came so."""

from datetime import date
from typing import Any

import pytest
from histories import commitments, days, histories
from hypothesis import assume, given
from made_up import decision
from pydantic import ValidationError

from tracker.lifecycle import course, days_late, fulfilled_already, live, mended, objection, standing, status, terms, undoable
from tracker.model import Commitment, Decision, DecisionKind, Term

TODAY = date(2026, 3, 10)
EARLIER, YESTERDAY = date(2026, 2, 1), date(2026, 3, 9)
DATED: dict[str, Any] = {"precision": "day"}
AHEAD, SOON, PAST = DATED | {"due_end": date(2026, 6, 30)}, DATED | {"due_end": TODAY}, DATED | {"due_end": YESTERDAY}

AS_READ = [
    ("no term at all", {}, "undated"),
    ("vague words", {"precision": "vague", "due_text": "op korte termijn"}, "undated"),
    ("a condition that nobody confirmed, though the day is past", PAST | {"condition": "als het kan"}, "undated"),
    ("an open window that has begun", DATED | {"due_start": TODAY}, "undated"),
    ("an open window that begins tomorrow", DATED | {"due_start": date(2026, 3, 11)}, "open"),
    ("ended yesterday, promised to the House", PAST, "overdue"),
    ("ended yesterday, promised to others", PAST | {"addressee": "other"}, "passed"),
    ("ends today", SOON, "due_soon"),
    ("ends on the fourteenth day from now", DATED | {"due_end": date(2026, 3, 24)}, "due_soon"),
    ("ends on the fifteenth day from now", DATED | {"due_end": date(2026, 3, 25)}, "open"),
    ("began long ago and ends later this year", DATED | {"due_start": date(2026, 1, 1), "due_end": date(2026, 12, 31)}, "open"),
    ("ended on a Saturday: days are not shifted", DATED | {"due_end": date(2026, 3, 7)}, "overdue"),
]


def commitment(**fields: Any) -> Commitment:
    return Commitment(
        start=0, end=4, quote="Toe.", rule="commitment.test", **{"addressee": "house", "action": "inform", "strength": "promise"} | fields
    )


def decided(*kinds: Any, on: date = EARLIER) -> list[Decision]:
    """Decisions of one day: a kind, or (kind, the end of its term)."""
    pairs = [kind if isinstance(kind, tuple) else (kind, ...) for kind in kinds]
    return [
        decision(n, kind, on, note="gezien" if kind == "note" else None, **({} if until is ... else {"until": until}))
        for n, (kind, until) in enumerate(pairs, 1)
    ]


@pytest.mark.parametrize(("what", "fields", "expected"), AS_READ, ids=[row[0] for row in AS_READ])
def test_the_status_of_what_nobody_has_decided_on(what: str, fields: dict[str, Any], expected: str) -> None:
    assert status(commitment(**fields), [], TODAY) == expected


DECIDED = [
    ("fulfilled, though its day is past", PAST, ["fulfilled"], "fulfilled"),
    ("lapsed", PAST, ["lapsed"], "lapsed"),
    ("rejected", PAST, ["reject"], "rejected"),
    ("rejected after all", PAST, ["fulfilled", "reject"], "rejected"),
    ("rejected by mistake", PAST, ["reject", "confirm"], "overdue"),
    ("partly delivered, its term far ahead", AHEAD, ["partly"], "partly_fulfilled"),
    ("partly delivered, its term past", PAST, ["partly"], "overdue"),
    ("delayed, its new term far ahead", PAST, [("new-term", date(2026, 6, 30))], "delayed"),
    ("delayed, and its new term soon ends", PAST, [("new-term", date(2026, 3, 20))], "due_soon"),
    ("delayed, and its new term has ended too", DATED | {"due_end": EARLIER}, [("new-term", YESTERDAY)], "overdue"),
    ("delayed and partly delivered", PAST, [("new-term", date(2026, 6, 30)), "partly"], "delayed"),
    ("delayed without a new date", AHEAD, [("new-term", None)], "undated"),
    ("vague words that got a date", {"precision": "vague"}, [("new-term", date(2026, 6, 30))], "delayed"),
    ("brought forward is not delayed", AHEAD, [("new-term", date(2026, 5, 1))], "open"),
    ("delayed, then back to its first term", AHEAD, [("new-term", date(2026, 9, 1)), ("new-term", date(2026, 6, 30))], "open"),
    ("a term that was misread is not delayed", PAST, [("correct", date(2026, 6, 30))], "open"),
    ("a term that was read where there is none", PAST, [("correct", None)], "undated"),
    (
        "a misreading mended after the delay leaves the delay",
        PAST,
        [("new-term", date(2026, 6, 30)), ("correct", date(2026, 4, 1))],
        "delayed",
    ),
    ("a misreading that was the whole delay", PAST, [("new-term", date(2026, 6, 30)), ("correct", date(2026, 6, 30))], "open"),
    ("a condition that is met", PAST | {"condition": "als het kan"}, ["condition-met"], "overdue"),
    ("a condition that waits, though the term was moved", PAST | {"condition": "als het kan"}, [("new-term", date(2026, 3, 1))], "undated"),
    ("a note changes nothing", PAST, ["note"], "overdue"),
]


@pytest.mark.parametrize(("what", "fields", "kinds", "expected"), DECIDED, ids=[row[0] for row in DECIDED])
def test_the_status_after_decisions(what: str, fields: dict[str, Any], kinds: list[Any], expected: str) -> None:
    assert status(commitment(**fields), decided(*kinds), TODAY) == expected


def test_how_many_days_ahead_count_as_soon_is_for_the_user_to_say() -> None:
    assert status(commitment(precision="day", due_end=date(2026, 3, 17)), [], TODAY, due_soon_days=6) == "open"


@pytest.mark.parametrize(("end", "late"), [(YESTERDAY, 1), (date(2025, 12, 18), 82), (TODAY, None), (None, None)])
def test_days_late_count_from_the_day_after_the_window(end: date | None, late: int | None) -> None:
    assert days_late(standing(commitment(precision="day", due_end=end), [], TODAY), TODAY) == late


def test_what_is_delivered_is_not_late_and_what_is_moved_is_late_by_its_new_term() -> None:
    assert days_late(standing(commitment(**PAST), decided("fulfilled"), TODAY), TODAY) is None
    assert days_late(standing(commitment(**DATED, due_end=EARLIER), decided(("new-term", YESTERDAY)), TODAY), TODAY) == 1


def test_a_decision_is_seen_from_its_own_day_on_and_an_undo_too() -> None:
    history = [decision(1, "fulfilled", date(2026, 3, 9)), decision(2, "undo", date(2026, 3, 12), undoes=1)]
    seen = [status(commitment(**PAST), history, date(2026, 3, day)) for day in (8, 9, 11, 12)]
    assert seen == ["due_soon", "fulfilled", "fulfilled", "overdue"]


def test_a_decision_late_in_the_evening_counts_on_its_day_in_amsterdam() -> None:
    history = [Decision.model_validate({"n": 1, "kind": "fulfilled", "by": "G", "at": "2026-03-09T23:30:00Z"})]
    assert [status(commitment(**PAST), history, date(2026, 3, day)) for day in (9, 10)] == ["due_soon", "fulfilled"]


def test_a_decision_that_bears_an_earlier_day_comes_before_those_of_later_days() -> None:
    history = [decision(1, "new-term", date(2026, 3, 1), until=date(2026, 7, 1)), decision(2, "new-term", EARLIER, until=date(2026, 5, 1))]
    assert standing(commitment(**PAST), history, TODAY).term.due_end == date(2026, 7, 1)
    assert standing(commitment(**PAST), history, date(2026, 2, 15)).term.due_end == date(2026, 5, 1)


def test_every_term_is_kept_with_the_decision_that_gave_it() -> None:
    history = decided(("correct", date(2026, 3, 1)), ("new-term", date(2026, 6, 1)), "note", ("new-term", date(2026, 9, 1)))
    given_ = [(term.due_end, by and by.n) for term, by in terms(commitment(**PAST, due_text="voor 10 maart"), history, TODAY)]
    assert given_ == [(date(2026, 3, 1), 1), (date(2026, 6, 1), 2), (date(2026, 9, 1), 4)]
    assert [(term.due_end, by) for term, by in terms(commitment(**PAST), [], TODAY)] == [(YESTERDAY, None)]


JUNE, SEPTEMBER = date(2026, 6, 15), date(2026, 9, 20)
LETTERS = [
    ("taken up in their order", [(JUNE, date(2026, 10, 1)), (SEPTEMBER, date(2026, 12, 1))], [(1, 10), (2, 12)]),
    ("the later one taken up first", [(SEPTEMBER, date(2026, 12, 1)), (JUNE, date(2026, 10, 1))], [(2, 10), (1, 12)]),
    ("one that says twice that it comes later, and once when", [(JUNE, date(2026, 10, 1)), (JUNE, None)], [(2, None), (1, 10)]),
]


@pytest.mark.parametrize(("what", "letters", "expected"), LETTERS, ids=[row[0] for row in LETTERS])
def test_new_terms_count_in_the_order_of_their_papers(what: str, letters: list[Any], expected: list[Any]) -> None:
    on = date(2026, 10, 5)
    history = [decision(n, "new-term", on, until=end, paper_id=f"{day:%m}" * 8, paper_date=day) for n, (day, end) in enumerate(letters, 1)]
    (_, *given_) = terms(commitment(**AHEAD), history, date(2026, 10, 20))
    assert [(by and by.n, term.due_end and term.due_end.month) for term, by in given_] == expected
    assert standing(commitment(**AHEAD), history, date(2026, 10, 20)).term.due_end == max(end for _, end in letters if end)


def test_what_was_mended_keeps_the_words_of_the_paper() -> None:
    fact = commitment(**PAST, due_text="voor 10 maart", actor="minister van VWS", ministry="Volksgezondheid, Welzijn en Sport")
    history = [
        decision(1, "correct", EARLIER, until=date(2027, 3, 9)),
        decision(2, "correct", EARLIER, actor="minister van BZK", ministry="BZK", committee="Digitale Zaken"),
    ]
    right = mended(fact, standing(fact, history, TODAY))
    assert (right.due_text, right.due_end, right.actor, right.ministry) == ("voor 10 maart", date(2027, 3, 9), "minister van BZK", "BZK")
    assert (right.committee, right.committee_basis) == ("Digitale Zaken", "clerk")


# --- what comes back --------------------------------------------------------------------------------------------------------------------

SERIES = [
    ("jaarlijks voor 1 mei", date(2026, 4, 30), date(2026, 4, 20), date(2027, 4, 30)),
    ("jaarlijks voor 1 mei", date(2026, 4, 30), date(2026, 5, 20), date(2027, 4, 30)),  # late, and next year's is not counted with it
    ("jaarlijks voor 1 maart", date(2027, 2, 28), date(2027, 2, 1), date(2028, 2, 29)),
    ("elk kwartaal, uiterlijk 31 maart", date(2026, 3, 31), date(2026, 3, 1), date(2026, 6, 30)),
    (
        "elk kwartaal, uiterlijk 31 maart",
        date(2026, 3, 31),
        date(2026, 11, 10),
        date(2026, 12, 31),
    ),  # what ended before the paper is settled by it
    ("halfjaarlijks voor 1 juli", date(2026, 6, 30), date(2026, 6, 1), date(2026, 12, 31)),
    ("tweejaarlijks voor 1 juli", date(2026, 6, 30), date(2026, 6, 1), date(2028, 6, 30)),
    ("maandelijks, op de 15e", date(2026, 3, 15), date(2026, 3, 14), date(2026, 4, 15)),
]


@pytest.mark.parametrize(("words", "end", "paper", "following"), SERIES)
def test_what_comes_back_is_due_again_a_period_after_it_was_made_good(words: str, end: date, paper: date, following: date) -> None:
    fact = commitment(**DATED, due_text=words, due_end=end, recurring=True)
    done = [decision(1, "fulfilled", date(2027, 2, 1), paper_id="a" * 16, paper_date=paper)]
    stands = standing(fact, done, date(2027, 3, 1))
    assert (stands.term.due_end, stands.original.due_end, stands.closed, stands.delayed) == (following, following, False, False)


MAY = date(2026, 5, 20)
REPORTS = [
    ("three sentences of one letter", [("a", MAY), ("a", MAY), ("a", MAY)], date(2027, 4, 30)),
    ("three sentences of a letter that is late", [("a", date(2026, 6, 2)), ("a", date(2026, 6, 2))], date(2027, 4, 30)),
    ("two letters in one period", [("a", date(2026, 4, 10)), ("b", date(2026, 4, 20))], date(2027, 4, 30)),
    ("two clerks on one day", [(None, MAY), (None, MAY)], date(2027, 4, 30)),
    ("a letter that is late, and the same with annexes", [("a", date(2026, 6, 20)), ("b", date(2026, 6, 24))], date(2027, 4, 30)),
    ("a letter a year", [("a", MAY), ("b", date(2027, 4, 20))], date(2028, 4, 30)),
    ("a letter a year, the later one taken up first", [("b", date(2027, 4, 20)), ("a", MAY)], date(2028, 4, 30)),
]


@pytest.mark.parametrize(("what", "papers", "following"), REPORTS, ids=[row[0] for row in REPORTS])
def test_a_period_is_made_good_once(what: str, papers: list[tuple[str | None, date]], following: date) -> None:
    fact = commitment(**DATED, due_text="jaarlijks voor 1 mei", due_end=date(2026, 4, 30), recurring=True)
    of = [({"paper_id": name * 16, "paper_date": day} if name else {}) for name, day in papers]
    done = [decision(n, "fulfilled", day, **by) for n, ((_, day), by) in enumerate(zip(papers, of, strict=True), 1)]
    assert standing(fact, done, date(2027, 6, 1)).term.due_end == following
    again = [one.n for one in done if fulfilled_already(fact, [d for d in done if d.n < one.n], one)]
    assert again == ([] if what.startswith("a letter a year") else list(range(2, len(done) + 1)))


def test_a_delay_of_the_period_that_was_made_good_does_not_move_the_next() -> None:
    fact = commitment(**DATED, due_text="jaarlijks voor 1 juni", due_end=date(2026, 5, 31), recurring=True)
    taken_up = date(2026, 10, 5)
    history = [
        decision(1, "fulfilled", taken_up, paper_id="a" * 16, paper_date=date(2026, 9, 20)),
        decision(2, "new-term", taken_up, paper_id="b" * 16, paper_date=date(2026, 5, 20), until=date(2026, 9, 30)),
    ]
    assert standing(fact, history, taken_up).term.due_end == date(2027, 5, 31)


def test_how_often_may_stand_apart_from_the_term() -> None:
    quote = "Ik informeer u elk half jaar over de huren, voor het eerst voor 1 mei 2026."
    fact = commitment(**DATED, due_text="voor 1 mei 2026", due_end=date(2026, 4, 30), recurring=True).model_copy(update={"quote": quote})
    assert standing(fact, [decision(1, "fulfilled", date(2026, 4, 20))], date(2026, 5, 1)).term.due_end == date(2026, 10, 31)


def test_a_series_goes_on_from_its_own_terms_and_not_from_a_delay_and_ends_when_it_lapses() -> None:
    fact = commitment(**DATED, due_text="jaarlijks voor 1 april", due_end=date(2025, 3, 31), recurring=True)
    history = [
        decision(1, "new-term", date(2025, 3, 1), until=date(2025, 6, 1)),
        decision(2, "partly", date(2025, 5, 1)),
        decision(3, "fulfilled", date(2025, 5, 20)),
        decision(4, "lapsed", date(2026, 4, 10)),
    ]
    on = {
        day: status(fact, history, day)
        for day in (date(2025, 4, 10), date(2025, 5, 20), date(2026, 3, 20), date(2026, 4, 1), date(2026, 4, 10))
    }
    assert list(on.values()) == ["delayed", "open", "due_soon", "overdue", "lapsed"]


def test_what_comes_back_without_a_date_is_never_over_and_never_late() -> None:
    assert status(commitment(precision="vague", due_text="elk kwartaal", recurring=True), decided("fulfilled"), TODAY) == "undated"


def test_next_years_recess_is_an_estimate() -> None:
    fact = commitment(precision="recess", due_text="elk jaar voor het kerstreces", due_end=date(2025, 12, 18), recurring=True)
    assert standing(fact, [decision(1, "fulfilled", date(2025, 12, 1))], TODAY).term.estimated


# --- which decisions make sense ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closing", ["fulfilled", "lapsed", "reject"])
@pytest.mark.parametrize("kind", ["fulfilled", "partly", "lapsed", "new-term", "condition-met"])
def test_what_is_closed_moves_no_further_and_the_objection_says_what_to_do(closing: str, kind: str) -> None:
    wrong = objection(standing(commitment(**PAST), decided(closing), TODAY), DecisionKind(kind))
    assert wrong
    assert "first" in wrong
    assert objection(standing(commitment(**PAST | {"condition": "als"}), [], TODAY), DecisionKind(kind)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "new-term"},
        {"kind": "correct"},
        {"kind": "note"},
        {"kind": "undo"},
        {"kind": "confirm", "undoes": 1},
        {"kind": "partly", "term": {"due_end": "2026-01-01", "precision": "day"}},
        {"kind": "new-term", "term": {}, "actor": "minister van VWS"},
        {"kind": "confirm", "by": ""},
        {"kind": "confirm", "at": "2026-03-10T12:00:00"},
        {"kind": "confirm", "n": 0},
    ],
)
def test_a_decision_that_does_not_say_what_its_kind_asks_is_no_decision(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Decision.model_validate({"n": 1, "by": "G", "at": "2026-03-10T12:00:00Z"} | fields)


def test_undo_walks_back_and_leaves_what_a_clerk_added() -> None:
    history = [*decided("added", "confirm", "partly"), decision(4, "undo", EARLIER, undoes=3)]
    assert [d.n for d in undoable(history, TODAY)] == [2]
    assert [d.n for d in live(history, TODAY)] == [1, 2]


# --- whatever happens -------------------------------------------------------------------------------------------------------------------


@given(commitments, histories, days)
def test_the_course_of_a_commitment_says_how_it_stands_on_every_day(fact: Commitment, history: list[Decision], today: date) -> None:
    stretches = course(fact, history)
    assert [day for day, _ in stretches] == sorted({day for day, _ in stretches})
    assert [s for day, s in stretches if day <= today][-1] == standing(fact, history, today)


@given(commitments, histories, days)
def test_the_original_term_is_kept_and_the_last_given_counts(fact: Commitment, history: list[Decision], today: date) -> None:
    given_ = terms(fact, history, today)
    stands = standing(fact, history, today)
    assert (given_[0][0], given_[-1][0]) == (stands.original, stands.term)
    moved = {d.kind for d in live(history, today)} & {"correct", "added", "fulfilled"}
    assert moved or stands.original == Term(**{name: getattr(fact, name) for name in Term.model_fields})


@given(commitments, histories, days)
def test_taking_back_the_last_decision_leaves_things_as_they_were_before_it(fact: Commitment, history: list[Decision], today: date) -> None:
    assume(undoable(history, today))
    last = undoable(history, today)[-1].n
    undone = [*history, decision(len(history) + 1, "undo", today, undoes=last)]
    without = [d for d in history if last not in (d.n, d.undoes)]
    assert standing(fact, undone, today) == standing(fact, without, today)


@given(commitments, days)
def test_nothing_is_closed_or_delayed_by_itself(fact: Commitment, today: date) -> None:
    stands = standing(fact, [], today)
    assert (stands.closed, stands.delayed, stands.partly) == (False, False, False)
