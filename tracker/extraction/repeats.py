"""The same said twice in one paper: shown once, kept as often as it is said."""

import re
from collections.abc import Sequence

from tracker.model import Commitment, Event

# Words that any promise or event can hold; what two sentences share of these says nothing.
_COMMON = frozenset(
    "kamer tweede eerste uw zal zullen wordt worden geïnformeerd informeren ontvangen ontvangt brief nader deze dit over voor van "
    "het een hierover daarover verder onder met naar bij door kan ook nog dan daar hier minister staatssecretaris kabinet "
    "bijeenkomst geannoteerde agenda leden fractie vragen januari februari maart april mei juni juli augustus september oktober "
    "november december plaats vindt hebben kennisgenomen".split()
)
_SHARED = 0.6  # of the words of the shorter sentence; chosen on the seeds' two restated promises and their neighbours
_AT_LEAST = 4


def mark_commitments(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Set `repeats` on each commitment that says what an earlier one of the paper says: most of its telling words, no other term."""
    marked: list[Commitment] = []
    telling = [_words(c.quote) for c in commitments]
    for i, later in enumerate(commitments):
        origin = next((e for j, e in enumerate(marked) if e.repeats is None and _same_promise(e, later, telling[j], telling[i])), None)
        marked.append(later.model_copy(update={"repeats": origin.start}) if origin else later)
    return marked


def mark_events(events: Sequence[Event]) -> list[Event]:
    """Set `repeats` on each event on the same days as an earlier one of the paper, when the two names share a telling word."""
    marked: list[Event] = []
    for later in events:
        names = _words(later.what) | _words(later.quote) if len(later.quote) < 200 else _words(later.what)
        origin = next(
            (
                e
                for e in marked
                if e.repeats is None and (e.due_start, e.due_end) == (later.due_start, later.due_end) and _words(e.what) & names
            ),
            None,
        )
        marked.append(later.model_copy(update={"repeats": origin.start}) if origin else later)
    return marked


def _same_promise(earlier: Commitment, later: Commitment, a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return (
        earlier.addressee is later.addressee
        and (later.due_end is None or earlier.due_end == later.due_end)
        and shared >= _AT_LEAST
        and shared >= _SHARED * min(len(a), len(b))
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{3,}", text.casefold()) if w not in _COMMON)
