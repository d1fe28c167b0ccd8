"""Rows of the reference calendar, which the configuration can mend: recesses and elections."""

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tracker.model import Value


class RecessName(StrEnum):
    KERST = "kerst"
    VOORJAAR = "voorjaar"
    MEI = "mei"
    ZOMER = "zomer"
    HERFST = "herfst"
    VERKIEZINGEN = "verkiezingen"


class ElectionName(StrEnum):
    TWEEDE_KAMER = "tweede_kamer"
    EUROPEES_PARLEMENT = "europees_parlement"
    PROVINCIALE_STATEN = "provinciale_staten"
    GEMEENTERAAD = "gemeenteraad"


class Row(Value):
    """A row of a reference table: `start`..`end`, both inclusive; where it was found, and how sure it is.

    `official`: published by the body itself. `usage`: from the press, or generally known. `estimated`: by the usual pattern.
    """

    start: date
    end: date
    source: str = Field(min_length=1)
    basis: Literal["official", "usage", "estimated"] = "official"

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a row of {self.source} ends before it starts: {self.start}..{self.end}")
        return self


class Recess(Row):
    """A recess of the Tweede Kamer. It belongs to the year in which it starts."""

    name: RecessName


class Election(Row):
    """The day, or the days, of an election."""

    name: ElectionName
