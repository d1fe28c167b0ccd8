"""The days that time words lean on: recesses, elections, Prinsjesdag, feasts. A value, made by `tracker.reference.calendar.load`."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Literal

import holidays
from pydantic import model_validator

from tracker.model import Value


class RecessName(StrEnum):
    KERST = "kerst"
    VOORJAAR = "voorjaar"
    MEI = "mei"
    ZOMER = "zomer"
    HERFST = "herfst"
    VERKIEZINGEN = "verkiezingen"


class Days(Value):
    """A row of a reference table: `start`..`end`, both inclusive; where it was found, and how sure it is."""

    start: date
    end: date
    source: str
    basis: Literal["official", "usage", "estimated"] = "official"

    @model_validator(mode="after")
    def _forwards(self) -> "Days":
        if self.end < self.start:
            raise ValueError(f"{self.source}: ends before it starts: {self.start}..{self.end}")
        return self


class Recess(Days):
    """A recess of the Tweede Kamer. It belongs to the year in which it starts."""

    name: RecessName


class Election(Days):
    """A day of elections, or the days of one."""

    name: Literal["tweede_kamer", "europees_parlement", "provinciale_staten", "gemeenteraad"]


# ISO weekday 5 is Friday: recesses start on a Friday and end on a Monday. Week of the first day, and length in days.
# The pattern is that of the recesses of 2018 to 2026 in the table; the summer moves with the school holidays of the three regions.
_USUAL: dict[RecessName, tuple[int, int]] = {
    RecessName.VOORJAAR: (7, 10),
    RecessName.MEI: (17, 17),
    RecessName.ZOMER: (27, 59),
    RecessName.HERFST: (42, 10),
    RecessName.KERST: (51, 24),
}


class Calendar(Value):
    """The reference days. Rows that are missing are computed from the usual pattern and marked estimated."""

    recesses: tuple[Recess, ...] = ()
    elections: tuple[Election, ...] = ()

    def recess(self, name: RecessName, year: int) -> Recess | None:
        """The recess of that name that starts in `year`; None for an election recess that no table knows."""
        known = _by_year(self.recesses).get((name, year))
        return known or _usual_recess(name, year)

    def elections_of(self, year: int) -> tuple[Election, ...]:
        return tuple(e for e in self.elections if e.start.year == year)


@lru_cache(maxsize=64)
def _by_year(recesses: tuple[Recess, ...]) -> dict[tuple[RecessName, int], Recess]:
    return {(r.name, r.start.year): r for r in recesses}


def _usual_recess(name: RecessName, year: int) -> Recess | None:
    if name not in _USUAL:
        return None
    week, length = _USUAL[name]
    start = date.fromisocalendar(year, week, 5)
    return Recess(name=name, start=start, end=start + timedelta(days=length), source="usual pattern", basis="estimated")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The `nth` (1 to 5, or -1 for the last) Monday (0) to Sunday (6) of a month; None where it has no such day."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days = [d for n in range(5) if (d := day + timedelta(weeks=n)).month == month]
    index = nth - 1 if nth > 0 else nth
    return days[index] if -len(days) <= index < len(days) else None


def prinsjesdag(year: int) -> date:
    """The third Tuesday of September (article 65 of the Grondwet)."""
    return date(year, 9, 15) + timedelta(days=(1 - date(year, 9, 15).weekday()) % 7)


def verantwoordingsdag(year: int) -> date:
    """The third Wednesday of May (article 2.31 of the Comptabiliteitswet 2016)."""
    return date(year, 5, 15) + timedelta(days=(2 - date(year, 5, 15).weekday()) % 7)


@lru_cache(maxsize=512)
def feast(name: str, year: int) -> date | None:
    """The day of a feast in `year`, by its plain name in lower case; None for a feast without a day in that year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH_SUNDAY:
        month, nth = _NTH_SUNDAY[name]
        return nth_weekday(year, month, 6, nth)
    official = _OFFICIAL.get(name)
    return next((day for day, names in holidays.country_holidays("NL", years=year, language="nl").items() if official in names.lower().split("; ")), None) if official else None


_FIXED = {
    "kerst": (12, 25), "eerste kerstdag": (12, 25), "tweede kerstdag": (12, 26), "bevrijdingsdag": (5, 5), "dodenherdenking": (5, 4),
    "nieuwjaar": (1, 1), "nieuwjaarsdag": (1, 1), "oudejaarsdag": (12, 31), "oudejaarsavond": (12, 31), "oudjaarsavond": (12, 31),
    "oud en nieuw": (12, 31), "jaarwisseling": (12, 31), "sinterklaas": (12, 5), "sinterklaasavond": (12, 5), "pakjesavond": (12, 5),
    "driekoningen": (1, 6), "dag van de arbeid": (5, 1), "valentijnsdag": (2, 14),
}  # fmt: skip
_NTH_SUNDAY = {"moederdag": (5, 2), "vaderdag": (6, 3)}
# Our word -> the name that the `holidays` package gives the day.
_OFFICIAL = {
    "pasen": "eerste paasdag", "eerste paasdag": "eerste paasdag", "tweede paasdag": "tweede paasdag", "paasmaandag": "tweede paasdag",
    "pinksteren": "eerste pinksterdag", "eerste pinksterdag": "eerste pinksterdag", "tweede pinksterdag": "tweede pinksterdag",
    "hemelvaart": "hemelvaartsdag", "hemelvaartsdag": "hemelvaartsdag", "goede vrijdag": "goede vrijdag", "koningsdag": "koningsdag",
}  # fmt: skip
