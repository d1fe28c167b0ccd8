"""The same said twice in one paper: shown once, kept as often as it is said."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

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
    first: list[tuple[Commitment, frozenset[str]]] = []  # those that repeat nothing, with their telling words
    saying: defaultdict[str, list[int]] = defaultdict(list)  # a word -> which of them it stands in: only those are compared
    for later in commitments:
        telling = _words(later.quote)
        near = Counter(n for word in telling for n in saying[word])
        same = (
            n for n in sorted(near) if near[n] >= _AT_LEAST and _same_promise(first[n][0], later, near[n], len(first[n][1]), len(telling))
        )
        origin = next(same, None)
        if origin is None:
            for word in telling:
                saying[word].append(len(first))
            first.append((later, telling))
            marked.append(later)
        else:
            marked.append(later.model_copy(update={"repeats": first[origin][0].start}))
    return marked


def mark_events(events: Sequence[Event]) -> list[Event]:
    """Set `repeats` on each event on the same days as an earlier one of the paper, when the two names share a telling word."""
    marked: list[Event] = []
    first: dict[tuple[date | None, date | None, str], tuple[int, Event]] = {}  # days and a word -> the first that it names, and its number
    for n, later in enumerate(events):
        days = later.due_start, later.due_end
        what = _words(later.what)
        names = what | _words(later.quote) if len(later.quote) < 200 else what
        origin = min((first[*days, word] for word in names if (*days, word) in first), default=None, key=lambda found: found[0])
        if origin is None:
            for word in what:
                first.setdefault((*days, word), (n, later))
            marked.append(later)
        else:
            marked.append(later.model_copy(update={"repeats": origin[1].start}))
    return marked


def _same_promise(earlier: Commitment, later: Commitment, shared: int, a: int, b: int) -> bool:
    """Whether two commitments are one: they share so many of their `a` and `b` telling words, and the later has no other term."""
    return (
        earlier.addressee is later.addressee
        and (later.due_end is None or earlier.due_end == later.due_end)
        and shared >= _SHARED * min(a, b)
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{3,}", text.casefold()) if w not in _COMMON)
