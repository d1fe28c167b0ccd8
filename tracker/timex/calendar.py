"""The days that time words lean on: recesses, elections, Prinsjesdag, feasts. A value, made by `tracker.reference.calendar.load`."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from tracker.model import Value
from tracker.model.calendar import Election, ElectionName, Recess, RecessName

# A recess starts on a Friday and ends on a Monday: the last day of the year that its first day can be, and how many days later it ends.
# This gives every known recess of 2016 to 2025.
_USUAL: dict[RecessName, tuple[int, int, int]] = {
    RecessName.VOORJAAR: (2, 21, 10),
    RecessName.MEI: (4, 26, 17),
    RecessName.ZOMER: (7, 8, 59),
    RecessName.HERFST: (10, 18, 10),
    RecessName.KERST: (12, 24, 24),
}
_CAMPAIGN = timedelta(days=26)  # in 2023 the election recess began on the Friday 26 days before the election, and ended with it


class Calendar(Value):
    """The reference days. A recess that has no row is computed from the usual pattern and marked estimated."""

    recesses: tuple[Recess, ...] = ()
    elections: tuple[Election, ...] = ()

    def recess(self, name: RecessName, year: int) -> Recess | None:
        """Look up the recess that starts in `year`; None for an election recess in a year without a known election of the Kamer."""
        known = next((r for r in self.recesses if r.name is name and r.start.year == year), None)
        return known or (self._election_recess(year) if name is RecessName.VERKIEZINGEN else usual_recess(name, year))

    def _election_recess(self, year: int) -> Recess | None:
        election = self.election(ElectionName.TWEEDE_KAMER, year)
        if election is None:
            return None
        start = election.start - _CAMPAIGN
        return Recess(name=RecessName.VERKIEZINGEN, start=start, end=election.end, source="pattern of 2023", basis="estimated")

    def election(self, name: ElectionName, year: int) -> Election | None:
        """Look up the election in `year`. None is computed: elections come early."""
        return next((e for e in self.elections if e.name is name and e.start.year == year), None)


@lru_cache(maxsize=1024)
def usual_recess(name: RecessName, year: int) -> Recess:
    """Compute the recess by the usual pattern; not for the election recess."""
    month, day, length = _USUAL[name]
    latest = date(year, month, day)
    start = latest - timedelta(days=(latest.weekday() - 4) % 7)
    return Recess(name=name, start=start, end=start + timedelta(days=length), source="usual pattern", basis="estimated")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Find the `nth` (1 to 5, or -1 for the last) Monday (0) to Sunday (6) of a month; None where it has no such day."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days = [day + timedelta(weeks=n) for n in range(4)]
    fifth = days[-1] + timedelta(weeks=1) if (month, days[-1].day) < (12, 25) else None
    if fifth and fifth.month == month:
        days.append(fifth)
    index = nth - 1 if nth > 0 else nth
    return days[index] if -len(days) <= index < len(days) else None


def prinsjesdag(year: int) -> date:
    """Find the third Tuesday of September (article 65 of the Grondwet)."""
    return date(year, 9, 15) + timedelta(days=(1 - date(year, 9, 15).weekday()) % 7)


def verantwoordingsdag(year: int) -> date:
    """Find the third Wednesday of May (article 2.31 of the Comptabiliteitswet 2016)."""
    return date(year, 5, 15) + timedelta(days=(2 - date(year, 5, 15).weekday()) % 7)


@lru_cache(maxsize=1024)
def feast(name: str, year: int) -> date | None:
    """Find the day of a feast in `year`, by its plain name in lower case; None for a feast without a day in that year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH_SUNDAY:
        month, nth = _NTH_SUNDAY[name]
        return nth_weekday(year, month, 6, nth)
    official = _OFFICIAL[name]
    days = holidays.country_holidays("NL", years=year, language="nl")
    return next((day for day, names in days.items() if official in names.lower().split("; ")), None)


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
