"""Which promises of public meetings the House's register holds: the same day, the same committee, and the same telling words.

The register keeps what was promised aloud, in words of its own: a sentence for what took a minister a paragraph.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from tracker.model import Commitment
from tracker.model.register import DAYS_TO_REGISTER, RegisterRecord
from tracker.proposals.words import alike, common, telling, weight

# Of what the one that says less tells, this share stands in the other: at least two words, or all that it says. Measured on
# tests/registered.jsonl, of which one half was kept apart: tests/test_registered.py.
_SHARE = 0.5
_FEWEST = 2


@dataclass(frozen=True)
class Registered:
    """What the register holds, by the day of the promise, and what clerks said of it."""

    _by_day: dict[date, list[tuple[RegisterRecord, dict[str, str]]]]
    _by_hand: dict[str, list[RegisterRecord]]

    @classmethod
    def of(cls, records: Iterable[RegisterRecord], said: Mapping[UUID, str | None] = MappingProxyType({})) -> "Registered":
        """Build it; records of no day can be found for no promise.

        `said`: which commitment a record is by the word of a clerk, None for none that was found; it is not found for another then.
        """
        by_hand: defaultdict[str, list[RegisterRecord]] = defaultdict(list)
        by_day: defaultdict[date, list[tuple[RegisterRecord, dict[str, str]]]] = defaultdict(list)
        for record in records:
            if record.id in said:
                by_hand[said[record.id] or ""].append(record)
                continue
            for day in days(record):
                by_day[day].append((record, telling(record.text)))
        return cls(dict(by_day), dict(by_hand))

    def of_promise(self, promise: Commitment, day: date, committee: str | None, key: str | None = None) -> Sequence[RegisterRecord]:
        """Give the records that can be a promise that was made in a meeting of that day, led by that committee; the likeliest first.

        Before them those that a clerk said are the commitment with the id `key`.
        """
        words = telling(f"{promise.quote} {promise.about or ''}")
        likely = ((_likeness(words, said), r) for r, said in self._by_day.get(day, ()) if _one_committee(committee, r.committee))
        found = [r for share, r in sorted(likely, key=lambda found: (-found[0], found[1].number or "")) if share >= _SHARE]
        return [*self._by_hand.get(key, ()), *found] if key else found


def is_of(record: RegisterRecord, day: date, committee: str | None) -> bool:
    """Say whether a record is of a meeting of that day, led by that committee; where its own day is not known, whether it may well be:
    of the days before its registration, those on which the committee that it names is known to have met.
    """
    named = bool(record.meeting_on or (committee and record.committee))
    return named and day in days(record) and _one_committee(committee, record.committee)


def missed(
    records: Sequence[RegisterRecord],
    reports: Sequence[tuple[date, str | None]],
    promises: Iterable[tuple[Commitment, date, str | None]],
) -> set[UUID]:
    """Say which records no promise can be, of meetings whose report was read; reports and promises come with their day and committee."""
    held = Registered.of(records)
    found = {record.id for promise, day, committee in promises for record in held.of_promise(promise, day, committee)}
    return {r.id for r in records if r.id not in found and any(is_of(r, day, committee) for day, committee in reports)}


def nearest(record: RegisterRecord, promises: Iterable[tuple[str, Commitment]], most: int) -> list[str]:
    """Give the ids of at most so many promises that share telling words with a record, the nearest first."""
    words = telling(record.text)
    near = [(common(words, telling(f"{promise.quote} {promise.about or ''}")), key) for key, promise in promises]
    return [key for share, key in sorted(near, key=lambda pair: (-pair[0], pair[1])) if share][:most]


def days(record: RegisterRecord) -> list[date]:
    """Give the days on which the promise of a record can have been made; where only its registration is known, that day and some before."""
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
    return common(words, said) / least if least else 0.0
