"""Earlier commitments as a new paper is compared with them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.model import PaperKind
from tracker.proposals.words import beginnings, telling

_SAYS_ENOUGH = 2  # telling words
BEFORE = 300  # characters of its paper before a commitment, for one whose own words say nothing


@dataclass(frozen=True)
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
    before: str = ""  # of its paper: "Daar kom ik schriftelijk op terug" says nothing by itself

    @cached_property
    def words(self) -> dict[str, str]:
        """What tells this promise from another: stem -> word."""
        return words_of(self.quote, self.before)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Those of its words."""
        return frozenset(beginnings(self.words))


def words_of(quote: str, before: str) -> dict[str, str]:
    """The telling words of a promise, with those `before` it where it has too few of its own."""
    own = telling(quote)
    return own if len(own) >= _SAYS_ENOUGH else telling(f"{before} {quote}")
