"""What was made of the store, kept until that changes: counts, which commitments a list holds, calendars and feeds."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

ROOM = 64_000_000  # bytes
AN_ID = 80  # bytes: sixteen characters in a list
SMALL = 4_000  # bytes of anything else, about

T = TypeVar("T")


@dataclass
class _Kept:
    """One thing. Who makes it holds the lock; it weighs nothing until it is made."""

    lock: Lock = field(default_factory=Lock)
    made: Any = None
    weight: int = 0


class Memory:
    """Keeps what was made while `state` gives the same, as much as fits in `room` bytes: what was not asked for the longest goes first."""

    def __init__(self, state: Callable[[], object], room: int = ROOM) -> None:
        self._state, self._room = state, room
        self._lock = Lock()
        self._seen: object = None
        self._every: OrderedDict[object, _Kept] = OrderedDict()
        self._used = 0

    def get(self, key: object, make: Callable[[], T]) -> T:
        """Give what `make` gives, which is called once, however many ask for the key at once; what it raises is not kept."""
        now = self._state()
        with self._lock:
            if now != self._seen:
                self._seen, self._every, self._used = now, OrderedDict(), 0
            kept = self._every.setdefault(key, _Kept())
            self._every.move_to_end(key)
        with kept.lock:
            if not kept.weight:
                kept.made = make()
                kept.weight = weight(kept.made)
                self._count(key, kept)
            made: T = kept.made
        return made

    def _count(self, key: object, kept: _Kept) -> None:
        with self._lock:
            if self._every.get(key) is kept:
                self._used += kept.weight
            while self._used > self._room:
                self._used -= self._every.popitem(last=False)[1].weight


def weight(made: object) -> int:
    """Say how many bytes a thing takes, about; more than none."""
    if isinstance(made, bytes):
        return SMALL + len(made)
    if isinstance(made, tuple):
        return SMALL + sum(weight(part) for part in made)
    return SMALL + AN_ID * len(made) if isinstance(made, list) else SMALL
