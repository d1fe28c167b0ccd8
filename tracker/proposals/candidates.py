"""Earlier commitments as a new paper is compared with them, and the index that finds the few that can be meant."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.model.links import Candidate
from tracker.proposals.words import PRODUCTS, telling

# Of the candidates that share words with a fact, this many are looked at; those that it cites, or whose day it names, come on top.
_SHORTLIST = 100
_TOO_COMMON = 0.02  # of all candidates: a word in more of them finds nobody by itself
_SAYS_ENOUGH = 2  # telling words
_PRODUCT = 0.5  # what the name of a product weighs: "evaluatie"
_ALWAYS_FINDS = 200  # candidates: a word in no more of them does, however few there are


def words_of(candidate: Candidate) -> dict[str, str]:
    """Give what tells this promise from another: stem -> word."""
    own = telling(candidate.quote)
    return own if len(own) >= _SAYS_ENOUGH else telling(f"{candidate.before} {candidate.quote}")


@dataclass(frozen=True)
class Index:
    """Candidates by their words, the day of their paper and its numbers. Built once, then only asked."""

    candidates: tuple[Candidate, ...]
    _by_word: dict[str, list[int]] = field(repr=False)
    _by_day: dict[date, list[int]] = field(repr=False)
    _by_number: dict[str, list[int]] = field(repr=False)

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> "Index":
        """Build the index; takes some forty microseconds a candidate."""
        kept = tuple(candidates)
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        by_day: defaultdict[date, list[int]] = defaultdict(list)
        by_number: defaultdict[str, list[int]] = defaultdict(list)
        for i, c in enumerate(kept):
            for word in words_of(c):
                by_word[word].append(i)
            by_day[c.document_date].append(i)
            for number in c.numbers:
                by_number[number].append(i)
        return cls(kept, dict(by_word), dict(by_day), dict(by_number))

    def weight(self, word: str) -> float:
        """How much a word tells, 0..1: what stands in one candidate of many tells most, what stands in all of them little."""
        n = len(self.candidates)
        rare = math.log((n + 2) / (len(self._by_word.get(word, ())) + 1)) / math.log(n + 2)
        return rare * (_PRODUCT if word in PRODUCTS else 1.0)

    def near(self, words: Iterable[str], days: Sequence[date], numbers: Iterable[str]) -> list[Candidate]:
        """The candidates that can be meant: those with most telling words in common, and those of a named day or number that share one."""
        limit = max(_ALWAYS_FINDS, int(len(self.candidates) * _TOO_COMMON))
        shared: Counter[int] = Counter()
        named = {i for d in days for i in self._by_day.get(d, ())} | {i for n in numbers for i in self._by_number.get(n, ())}
        for word in words:
            holders = self._by_word.get(word, ())
            weight = self.weight(word)
            for i in holders if len(holders) <= limit else named.intersection(holders):
                shared[i] += weight  # type: ignore[assignment]  # a Counter adds fractions as well
        best = [i for i, _ in shared.most_common(_SHORTLIST)]
        return [self.candidates[i] for i in sorted({*best, *(named & shared.keys())})]
