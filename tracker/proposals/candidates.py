"""Earlier commitments as a new paper is compared with them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from tracker.model.links import Candidate
from tracker.proposals.words import beginnings, telling

_SAYS_ENOUGH = 2  # telling words
FEWEST = 2  # words in common


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment with what tells it from another."""

    candidate: Candidate
    words: dict[str, str]  # stem -> word
    beginnings: frozenset[str]  # of those
    fewest: int  # how many of those a fact has to share with it that does not point to it: two, of a long promise a third

    @classmethod
    @lru_cache(maxsize=256)  # those of a late paper are compared with hundreds of later ones
    def of(cls, candidate: Candidate) -> Self:
        """Read its words."""
        words = words_of(candidate.quote, candidate.before)
        begun = beginnings(words)
        return cls(candidate, words, begun, max(FEWEST, -(-len(begun) // 3)))


def words_of(quote: str, before: str) -> dict[str, str]:
    """Give the telling words of a promise, with those `before` it where it has too few of its own."""
    own = telling(quote)
    return own if len(own) >= _SAYS_ENOUGH else telling(f"{before} {quote}")
