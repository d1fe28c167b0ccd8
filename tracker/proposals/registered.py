"""Which promises of public meetings the House's register holds: the same day, the same committee, and the same telling words.

The register keeps what was promised aloud, in words of its own: a sentence for what took a minister a paragraph.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model import Commitment
from tracker.model.register import DAYS_TO_REGISTER, RegisterRecord
from tracker.proposals.words import alike, telling, weight

# Of what the one that says less tells, this share stands in the other: at least two words, or all that it says. Measured on
# tests/registered.jsonl, of which one half was kept apart: tests/test_registered.py.
_SHARE = 0.5
_FEWEST = 2
_IN_COMPOUND = 0.5  # what a word weighs that is part of a longer one


@dataclass(frozen=True)
class Registered:
    """What the register holds, by the day of the promise."""

    _by_day: dict[date, list[tuple[RegisterRecord, dict[str, str]]]]

    @classmethod
    def of(cls, records: Iterable[RegisterRecord]) -> "Registered":
        """Build it; records of no day can be found for no promise."""
        by_day: defaultdict[date, list[tuple[RegisterRecord, dict[str, str]]]] = defaultdict(list)
        for record in records:
            for day in _days(record):
                by_day[day].append((record, telling(record.text)))
        return cls(dict(by_day))

    def of_promise(self, promise: Commitment, day: date, committee: str | None) -> Sequence[RegisterRecord]:
        """Give the records that can be a promise that was made in a meeting of that day, led by that committee; the likeliest first."""
        words = telling(f"{promise.quote} {promise.about or ''}")
        likely = ((_likeness(words, said), r) for r, said in self._by_day.get(day, ()) if _one_committee(committee, r.committee))
        return [r for share, r in sorted(likely, key=lambda found: (-found[0], found[1].number or "")) if share >= _SHARE]


def _days(record: RegisterRecord) -> list[date]:
    """The days on which the promise of a record can have been made; where only its registration is known, that day and some before it."""
    if record.meeting_on or not record.registered_on:
        return [record.meeting_on] if record.meeting_on else []
    return [record.registered_on - timedelta(days=n) for n in range(DAYS_TO_REGISTER + 1)]


def _one_committee(one: str | None, other: str | None) -> bool:
    """Compare "Financiën" with "vaste commissie voor Financiën"; none at all, or an abbreviation ("FIN"), excludes nothing."""
    if not one or not other or one.isupper() or other.isupper():
        return True
    one, other = one.casefold(), other.casefold()
    return one.endswith(other) or other.endswith(one)


def _likeness(words: dict[str, str], said: dict[str, str]) -> float:
    """How much of what the one that tells less stands in the other, 0..1; 0 where that is one word of more."""
    own = words.keys() & said.keys()
    parts = alike(words.keys() - own, said.keys() - own)
    if len(own) + len(parts) < min(_FEWEST, len(words), len(said)):
        return 0.0
    least = min(weight(words), weight(said))
    return (weight(own) + _IN_COMPOUND * weight(parts)) / least if least else 0.0
