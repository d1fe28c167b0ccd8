"""Which stored facts are one fact for the reader: a promise given twice in a paper, a meeting that papers name again and again."""

import re
from collections.abc import Iterable
from datetime import date

from tracker.store import StoredCommitment, StoredEvent
from tracker.wording.dutch import MONTHS

# Words that do not say which happening is meant. The days themselves are compared as a window.
SMALL_WORDS = (
    "aan",
    "bij",
    "dat",
    "den",
    "der",
    "des",
    "deze",
    "die",
    "door",
    "een",
    "het",
    "met",
    "naar",
    "nog",
    "over",
    "tijdens",
    "tot",
    "uit",
    "van",
)
EMPTY_WORDS = frozenset({*SMALL_WORDS, "voor", "wordt", "zal", *MONTHS})


def commitments(stored: Iterable[StoredCommitment]) -> list[list[StoredCommitment]]:
    """Put each commitment together with its repetitions in the same paper, in the order of the text."""
    groups: list[list[StoredCommitment]] = []
    by_place: dict[tuple[str, int | None], list[StoredCommitment]] = {}
    for one in sorted(stored, key=lambda c: (c.document_id, c.fact.start)):
        group = by_place.get((one.document_id, one.fact.repeats))
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        by_place.setdefault((one.document_id, one.fact.start), group)
    return groups


def events(stored: Iterable[StoredEvent]) -> list[list[StoredEvent]]:
    """Put each happening together with all its mentions in any paper, the oldest first: one window, and words for the same thing."""
    groups: list[list[StoredEvent]] = []
    by_window: dict[tuple[date | None, date | None], list[list[StoredEvent]]] = {}
    for one in sorted(stored, key=lambda e: (e.document_date, e.document_id, e.fact.start)):
        rivals = by_window.setdefault((one.fact.due_start, one.fact.due_end), [])
        group = next((g for g in rivals if any(_same_happening(other, one) for other in g)), None)
        if group is None:
            group = []
            groups.append(group)
            rivals.append(group)
        group.append(one)
    return groups


def _same_happening(earlier: StoredEvent, later: StoredEvent) -> bool:
    if later.document_id == earlier.document_id and later.fact.repeats == earlier.fact.start:
        return True
    a, b = _telling_words(earlier.fact.what), _telling_words(later.fact.what)
    return bool(a and b) and (a <= b or b <= a)


def _telling_words(what: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{3,}", what.casefold())) - EMPTY_WORDS
