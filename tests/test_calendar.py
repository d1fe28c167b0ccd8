"""The reference tables of recesses and elections, what a user corrects in them, and the days that are computed."""

from datetime import date

import pytest
from pydantic import ValidationError

from tracker.model.calendar import Election, ElectionName, Recess, RecessName
from tracker.reference import calendar as reference
from tracker.timex import Calendar
from tracker.timex.calendar import feast, nth_weekday, prinsjesdag, usual_recess, verantwoordingsdag

CALENDAR = reference.load()
YEARLY = [name for name in RecessName if name is not RecessName.VERKIEZINGEN]


@pytest.mark.parametrize("name", YEARLY)
@pytest.mark.parametrize("year", range(2010, 2031))
def test_every_year_of_the_table_has_every_recess(name: RecessName, year: int) -> None:
    assert [r for r in CALENDAR.recesses if r.name is name and r.start.year == year]


@pytest.mark.parametrize(
    "recess", [r for r in CALENDAR.recesses if r.name is not RecessName.VERKIEZINGEN], ids=lambda r: f"{r.name}-{r.start}"
)
def test_a_recess_starts_on_a_friday_and_ends_on_a_monday(recess: Recess) -> None:
    assert (recess.start.weekday(), recess.end.weekday()) == (4, 0)


KNOWN = [r for r in CALENDAR.recesses if r.basis != "estimated" and r.name in YEARLY]


@pytest.mark.parametrize("recess", KNOWN, ids=lambda r: f"{r.name}-{r.start}")
def test_the_usual_pattern_gives_the_known_recesses(recess: Recess) -> None:
    usual = usual_recess(recess.name, recess.start.year)
    assert (usual.start, usual.end) == (recess.start, recess.end)


def test_a_recess_outside_the_table_is_computed_and_says_so() -> None:
    recess = CALENDAR.recess(RecessName.KERST, 2040)
    assert recess is not None
    assert (recess.start, recess.end, recess.basis) == (date(2040, 12, 21), date(2041, 1, 14), "estimated")


def test_an_election_recess_hangs_on_a_known_election() -> None:
    known, guessed = CALENDAR.recess(RecessName.VERKIEZINGEN, 2023), CALENDAR.recess(RecessName.VERKIEZINGEN, 2025)
    assert known is not None
    assert known.basis == "official"
    assert guessed is not None
    assert (guessed.start, guessed.end, guessed.basis) == (date(2025, 10, 3), date(2025, 10, 29), "estimated")
    assert CALENDAR.recess(RecessName.VERKIEZINGEN, 2024) is None


def test_a_correction_takes_the_place_of_a_row() -> None:
    corrected = Recess(name=RecessName.ZOMER, start=date(2026, 7, 10), end=date(2026, 9, 7), source="our own calendar")
    recess = reference.load([corrected]).recess(RecessName.ZOMER, 2026)
    assert recess == corrected
    assert len(reference.load([corrected]).recesses) == len(CALENDAR.recesses)


def test_a_correction_may_add_an_election() -> None:
    added = Election(name=ElectionName.TWEEDE_KAMER, start=date(2029, 3, 21), end=date(2029, 3, 21), source="our own calendar")
    assert reference.load([added]).election(ElectionName.TWEEDE_KAMER, 2029) == added


def test_a_row_that_ends_before_it_starts_is_refused_by_its_source() -> None:
    with pytest.raises(ValidationError, match=r"a row of our own calendar ends before it starts"):
        Recess(name=RecessName.MEI, start=date(2026, 5, 4), end=date(2026, 4, 24), source="our own calendar")


def test_an_empty_calendar_still_knows_the_pattern() -> None:
    assert Calendar().recess(RecessName.ZOMER, 2025) == usual_recess(RecessName.ZOMER, 2025)
    assert Calendar().election(ElectionName.TWEEDE_KAMER, 2025) is None


@pytest.mark.parametrize(
    ("year", "day"), [(2018, date(2018, 9, 18)), (2024, date(2024, 9, 17)), (2025, date(2025, 9, 16)), (2026, date(2026, 9, 15))]
)
def test_prinsjesdag_is_the_third_tuesday_of_september(year: int, day: date) -> None:
    assert prinsjesdag(year) == day


@pytest.mark.parametrize(("year", "day"), [(2024, date(2024, 5, 15)), (2025, date(2025, 5, 21)), (2026, date(2026, 5, 20))])
def test_verantwoordingsdag_is_the_third_wednesday_of_may(year: int, day: date) -> None:
    assert verantwoordingsdag(year) == day


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("pasen", 2026, date(2026, 4, 5)),
        ("hemelvaart", 2026, date(2026, 5, 14)),
        ("tweede pinksterdag", 2026, date(2026, 5, 25)),
        ("koningsdag", 2014, date(2014, 4, 26)),
        ("koningsdag", 2010, None),
        ("kerst", 2026, date(2026, 12, 25)),
        ("moederdag", 2026, date(2026, 5, 10)),
    ],
)
def test_a_feast_has_its_day(name: str, year: int, day: date | None) -> None:
    assert feast(name, year) == day


def test_a_month_has_a_fifth_weekday_or_not() -> None:
    assert nth_weekday(2026, 3, 0, 5) == date(2026, 3, 30)
    assert nth_weekday(2026, 2, 0, 5) is None
    assert nth_weekday(2026, 2, 0, -1) == date(2026, 2, 23)
    assert nth_weekday(9999, 12, 4, 5) == date(9999, 12, 31)
