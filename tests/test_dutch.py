"""Days, windows and numbers in Dutch words."""

from datetime import date

import pytest

from tracker.model import Term
from tracker.wording import dutch


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("32317-975", "Kamerstuk 32317, nr. 975"),
        ("36725-VI-12", "Kamerstuk 36725 VI, nr. 12"),
        ("32317", "Kamerstuk 32317"),
        ("2025D30000", "2025D30000"),
    ],
)
def test_a_paper_s_number_is_written_as_clerks_look_it_up(number: str, shown: str) -> None:
    assert dutch.paper_number(number) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 12, 7), date(2026, 12, 8), "7 en 8 december 2026"),
        (date(2026, 12, 7), date(2026, 12, 10), "7 tot en met 10 december 2026"),
        (date(2026, 11, 30), date(2026, 12, 1), "30 november en 1 december 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 december 2026 tot en met 3 januari 2027"),
    ],
)
def test_a_run_of_days_names_a_month_and_a_year_once(first: date, last: date, shown: str) -> None:
    assert dutch.days(first, last) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, date(2025, 12, 18), "uiterlijk 18 december 2025"),
        (date(2026, 9, 1), None, "vanaf 1 september 2026"),
        (date(2026, 7, 12), date(2026, 7, 12), "op 12 juli 2026"),
        (date(2026, 12, 8), date(2026, 12, 9), "op 8 en 9 december 2026"),
        (date(2028, 2, 1), date(2028, 2, 29), "in februari 2028"),
        (date(2028, 10, 1), date(2028, 12, 31), "in het vierde kwartaal van 2028"),
        (date(2026, 1, 1), date(2026, 12, 31), "in 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "van 1 januari tot en met 30 juni 2026"),
        (date(2026, 1, 1), date(2028, 12, 31), "van 1 januari 2026 tot en met 31 december 2028"),
        (None, None, None),
    ],
)
def test_a_window_is_written_as_people_say_it(start: date | None, end: date | None, shown: str | None) -> None:
    assert dutch.window(Term(due_start=start, due_end=end)) == shown
