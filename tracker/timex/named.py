"""What named days and recesses mean: they come from the calendar."""

from dataclasses import replace
from datetime import date

from tracker.model import Precision
from tracker.model.calendar import ElectionName, RecessName
from tracker.timex.arithmetic import Days, part_of
from tracker.timex.calendar import feast, prinsjesdag, verantwoordingsdag
from tracker.timex.periods import season
from tracker.timex.question import VAGUE, Direction, Named, Question, given_year, in_year, named_or_vague, part
from tracker.timex.rules import Bound

_RECESS = {
    "zomer": RecessName.ZOMER, "kerst": RecessName.KERST, "voorjaars": RecessName.VOORJAAR, "krokus": RecessName.VOORJAAR,
    "mei": RecessName.MEI, "herfst": RecessName.HERFST, "verkiezings": RecessName.VERKIEZINGEN,
}  # fmt: skip
_YEARLY = (RecessName.VOORJAAR, RecessName.MEI, RecessName.ZOMER, RecessName.HERFST, RecessName.KERST)


def recess(q: Question) -> Named:
    """Name a recess; "voor het reces" without a name means the next of any name."""
    names = (_RECESS[q["recess"]],) if q["recess"] in _RECESS else _YEARLY
    found = [(days, name) for name in names if (days := _recess_days(q, name))]
    if not found:
        return VAGUE
    days, name = max(found) if q.direction is Direction.BACK else min(found)
    row = q.calendar.recess(name, days[0].year)
    some = part(q)
    return Named(part_of(some, days) if some else days, Precision.RECESS, estimated=row is not None and row.basis == "estimated")


def _recess_days(q: Question, name: RecessName) -> Days | None:
    def days_in(year: int) -> Days | None:
        row = q.calendar.recess(name, year)
        return (row.start, row.end) if row else None

    return in_year(q, days_in)


def summer_or_season(q: Question) -> Named:
    """Name a season; "voor de zomer" and "na de zomer" are told by the recess."""
    if q["season"] == "zomer" and q.recess_meant and not q["part"]:
        return recess(replace(q, parts=q.parts | {"recess": "zomer"}))
    return season(q)


def feast_day(q: Question) -> Named:
    """Name a feast; "voor de kerst" and "na de kerst" are told by the recess."""
    name = q["feast"].removeprefix("nationale ")
    if name in ("kerst", "kerstmis", "kerstdagen"):
        name = "kerst"
        if q.recess_meant:
            return recess(replace(q, parts=q.parts | {"recess": "kerst"}))
    name = {"kerstdag": "kerst", "paasdag": "pasen", "pinksterdag": "pinksteren"}.get(name, name)

    def days_in(year: int) -> Days | None:
        found = feast(name, year)
        return (found, found) if found else None

    return named_or_vague(in_year(q, days_in), Precision.DAY)


def named_day(q: Question) -> Named:
    """Prinsjesdag and Verantwoordingsdag."""
    find_day = prinsjesdag if q["named"] == "prinsjesdag" else verantwoordingsdag
    return named_or_vague(in_year(q, lambda year: (find_day(year), find_day(year))), Precision.DAY)


def budget(q: Question) -> Named:
    """Name the day of a budget paper: of the Miljoenennota Prinsjesdag (that of 2026 comes in 2025).

    The Voorjaarsnota comes by 1 June and the Najaarsnota by 1 December: articles 2.26 and 2.27 of the Comptabiliteitswet 2016.
    """
    if q["named"] == "miljoenennota":
        before = 1 if given_year(q) else 0
        return named_or_vague(in_year(q, lambda year: (prinsjesdag(max(1, year - before)),) * 2), Precision.DAY)
    month = 6 if q["named"] == "voorjaarsnota" else 12
    days = in_year(q, lambda year: (date(year, month, 1),) * 2)
    if days is None:
        return VAGUE
    return Named((None, days[1]) if q.bound is Bound.ON else days, Precision.DAY)


_ELECTIONS = {
    "gemeente": ElectionName.GEMEENTERAAD, "provinciale": ElectionName.PROVINCIALE_STATEN, "staten": ElectionName.PROVINCIALE_STATEN,
    "europese": ElectionName.EUROPEES_PARLEMENT, "waterschap": None,
}  # fmt: skip


def election(q: Question) -> Named:
    """Name the elections that the table knows; those of the Tweede Kamer where nothing else is said."""
    name = next((name for word, name in _ELECTIONS.items() if q["election"].startswith(word)), ElectionName.TWEEDE_KAMER)
    if name is None:
        return VAGUE

    def days_in(year: int) -> Days | None:
        row = q.calendar.election(name, year)
        return (row.start, row.end) if row else None

    return named_or_vague(in_year(q, days_in), Precision.DAY)
