"""Which promises of public meetings the House's register holds: the same day, the same committee, and the same telling words.

The register keeps what was promised aloud, in words of its own: a sentence for what took a minister a paragraph.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.model.register import RegisterRecord
from tracker.proposals.words import telling

# Of the telling words of the one that has fewest, this share stands in the other, and at least so many where it has them. A promise that is
# taken for another one goes unseen, and one that is told needlessly costs a clerk a look: so that half is asked, and no less. Chosen by
# that reasoning: there is no set of pairs yet on which to measure it.
_SHARE = 0.5
_WORDS = 2


@dataclass(frozen=True)
class Registered:
    """What the register holds, by the day of the promise."""

    _by_day: dict[date, list[tuple[str | None, set[str]]]]

    @classmethod
    def of(cls, records: Iterable[RegisterRecord]) -> "Registered":
        """Build it; records of no day can be found for no promise."""
        by_day: defaultdict[date, list[tuple[str | None, set[str]]]] = defaultdict(list)
        for record in records:
            if record.made_on:
                by_day[record.made_on].append((record.committee, set(telling(record.text))))
        return cls(dict(by_day))

    def holds(self, quote: str, day: date, committee: str | None) -> bool:
        """Say whether a record can be the promise that was made in these words in a meeting of that day, led by that committee."""
        words = set(telling(quote))
        return any(_one_committee(committee, led) and _one_promise(words, said) for led, said in self._by_day.get(day, ()))


def _one_committee(one: str | None, other: str | None) -> bool:
    """Compare "Financiën" with "vaste commissie voor Financiën"; none at all, or an abbreviation ("FIN"), excludes nothing."""
    if not one or not other or one.isupper() or other.isupper():
        return True
    one, other = one.casefold(), other.casefold()
    return one.endswith(other) or other.endswith(one)


def _one_promise(words: set[str], said: set[str]) -> bool:
    fewest = min(len(words), len(said))
    return fewest > 0 and len(words & said) >= max(_SHARE * fewest, min(_WORDS, fewest))
