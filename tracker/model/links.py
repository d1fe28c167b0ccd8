"""Links from a fact of a new paper to an earlier commitment, as they are proposed to a clerk."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from tracker.model import Commitment, Delay, Fulfilment, PaperKind, Value

Subject = Commitment | Fulfilment | Delay


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier commitment that stands open, with what is known of its paper."""

    id: str
    quote: str
    document_id: str
    document_kind: PaperKind
    document_date: date
    document_title: str
    numbers: tuple[str, ...] = ()  # of its paper: "32317-975", "2025D30000", "2025Z19269"
    ministry: str | None = None
    committee: str | None = None
    members: tuple[str, ...] = ()  # parties and members who asked for it, or to whom it was made
    due_start: date | None = None  # of the term that holds now
    due_end: date | None = None
    recurring: bool = False
    before: str = ""  # some 300 characters of its paper before it: "Daar kom ik schriftelijk op terug" says nothing by itself
    same_as: str | None = None  # id of the commitment that this one says again, and for which it stands


class Kind(StrEnum):
    """What the new fact does to the earlier commitment."""

    FULFILS = "fulfils"
    PARTLY_FULFILS = "partly_fulfils"
    DELAYS = "delays"
    REPEATS = "repeats"


class Reason(Value):
    """Why a link is proposed, or, with a weight below zero, what speaks against it; `words` are those of the papers."""

    reason: str  # a key of WEIGHTS or AGAINST
    words: str
    weight: float


class Proposal(Value):
    """A link from a fact of a new paper to an earlier commitment."""

    kind: Kind
    commitment: str  # id
    fact: Subject
    score: float = Field(ge=0, le=1)
    reasons: tuple[Reason, ...]  # the heaviest first


class Sought(NamedTuple):
    """By which marks the facts are found that can stand at the other end of a link: they have `fewest` of `words`, or one of `others`."""

    words: frozenset[str]
    fewest: int
    others: frozenset[str]
