"""The term of a record of the register, read from its text, and chains of records that change each other."""

from datetime import date

import pytest
from register_server import guid

from tracker.model import Precision
from tracker.model.register import Due, RegisterRecord, changed_by, newest
from tracker.reference.calendar import load
from tracker.sources import register
from tracker.timex import Calendar


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load()


def record(text: str, made_on: date | None = date(2026, 3, 10)) -> RegisterRecord:
    return RegisterRecord(id=guid(1), text=text, meeting_on=made_on, registered_on=date(2026, 3, 19))


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "precision"),
    [
        ("De minister stuurt in maart 2025 de terugkoppeling op het plan.", None, None, None, "none"),  # before the day: no term
        ("De Kamer ontvangt binnen drie weken een brief.", "binnen drie weken", date(2026, 3, 10), date(2026, 3, 31), "week"),
        (
            "De minister stuurt in september 2026 de terugkoppeling op het plan.",
            "in september 2026",
            date(2026, 9, 1),
            date(2026, 9, 30),
            "month",
        ),
        ("De minister zegt een vertrouwelijke technische briefing toe over exportmaatregelen.", None, None, None, "none"),
        ("De minister informeert de Kamer op korte termijn over de pilot.", "op korte termijn", None, None, "vague"),
        ("De minister informeert de Kamer vóór 1 juli over de wet die in 2030 ingaat.", "vóór 1 juli", None, date(2026, 6, 30), "day"),
        ("Over de wet die in 2030 ingaat, informeert de minister de Kamer vóór 1 juli.", "vóór 1 juli", None, date(2026, 6, 30), "day"),
        (
            "De Kamer krijgt liefst vóór 1 mei, anders uiterlijk 1 oktober 2026 een brief.",
            "uiterlijk 1 oktober 2026",
            None,
            date(2026, 10, 1),
            "day",
        ),
    ],
)
def test_the_term_is_read_from_the_text(
    calendar: Calendar, text: str, words: str | None, start: date | None, end: date | None, precision: str
) -> None:
    due = register.due(record(text), calendar)
    assert (due.due_text, due.due_start, due.due_end, due.precision) == (words, start, end, precision)
    assert (due.due_rule is None) == (words is None)


def test_the_term_is_anchored_at_the_meeting_not_at_the_registration(calendar: Calendar) -> None:
    text = "De Kamer ontvangt binnen drie weken een brief."
    assert register.due(record(text), calendar).due_end == date(2026, 3, 31)
    assert register.due(record(text, made_on=None), calendar).due_end == date(2026, 4, 9)


def test_a_term_before_the_summer_ends_with_the_day_before_the_recess(calendar: Calendar) -> None:
    due = register.due(record("De Kamer wordt voor de zomer geïnformeerd over de extra acties.", date(2025, 4, 16)), calendar)
    assert (due.due_end, due.precision, due.estimated) == (date(2025, 7, 3), Precision.RECESS, False)


def test_a_term_that_comes_back_says_so(calendar: Calendar) -> None:
    assert register.due(record("De minister informeert de Kamer jaarlijks over de voortgang."), calendar).recurring


def test_a_record_without_text_or_day_has_no_term(calendar: Calendar) -> None:
    assert register.due(record(""), calendar) == Due()
    assert register.due(RegisterRecord(id=guid(1), text="binnen drie weken"), calendar) == Due()


# Chains of changes


def chain(*links: tuple[int, tuple[int, ...], int]) -> list[RegisterRecord]:
    """Records by number, the numbers that each changes, and the day of March that it was registered on."""
    return [RegisterRecord(id=guid(n), changes=[guid(c) for c in changed], registered_on=date(2026, 3, day)) for n, changed, day in links]


@pytest.mark.parametrize(
    ("links", "start", "end"),
    [
        ([(1, (), 1)], 1, 1),
        ([(1, (), 1), (2, (1,), 2), (3, (2,), 3)], 1, 3),
        ([(1, (), 1), (2, (1,), 2), (3, (2,), 3)], 3, 3),
        ([(1, (), 9), (2, (1,), 2)], 1, 2),  # the later one counts, whatever its day of registration
        ([(1, (), 1), (2, (1,), 2), (3, (1,), 3)], 1, 3),
        ([(1, (1,), 1)], 1, 1),
        ([(1, (3,), 1), (2, (1,), 2), (3, (2,), 3)], 1, 3),
        ([(1, (3,), 1), (2, (1,), 2), (3, (2,), 3)], 2, 3),
        ([(1, (2,), 1), (2, (1,), 2), (3, (2,), 3)], 1, 3),
        ([(1, (99,), 1)], 1, 1),
    ],
)
def test_the_newest_of_a_chain_of_changes_counts_and_loops_are_cut(
    links: list[tuple[int, tuple[int, ...], int]], start: int, end: int
) -> None:
    records = chain(*links)
    by_number = {str(r.id): r for r in records}
    assert newest(by_number[guid(start)], changed_by(records)) == by_number[guid(end)]


def test_a_deleted_record_changes_nothing() -> None:
    first, second = chain((1, (), 1), (2, (1,), 2))
    gone = second.model_copy(update={"deleted": True})
    assert newest(first, changed_by([first, gone])) == first


def test_a_chain_of_ten_thousand_changes_is_followed_to_its_end() -> None:
    records = chain((1, (), 1), *((n, (n - 1,), 1) for n in range(2, 10_001)))
    assert newest(records[0], changed_by(records)) == records[-1]
