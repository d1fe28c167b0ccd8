"""The picture of terms over time: months and counts -> bars with their places. Pure; a template draws it, with a table behind it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.model import Status
from tracker.store.pages import Ends
from tracker.web.site import AHEAD, BACK, month_away
from tracker.wording.dutch import MONTHS

WIDTH, HEIGHT, FOOT, LEFT = 960, 240, 44, 44  # units of the drawing; foot and left hold the words of the axes
# What a bar is built of, from the bottom up: its name in the stylesheet, its word, and the statuses in it.
LAYERS = (
    ("done", "Afgedaan", frozenset({Status.FULFILLED, Status.LAPSED})),
    ("ended", "Termijn voorbij", frozenset({Status.OVERDUE, Status.PASSED})),
    ("ahead", "Loopt nog", frozenset({Status.DUE_SOON, Status.OPEN, Status.DELAYED, Status.PARTLY_FULFILLED})),
)
_STEPS = (1, 2, 5)


class Part(NamedTuple):
    layer: str
    x: float
    y: float
    width: float
    height: float


class Month(NamedTuple):
    name: str  # "november 2026"
    letter: str
    year: int | None  # at the first month, and at each January
    first: date
    last: date
    x: float  # the middle
    numbers: tuple[int, ...]  # by layer
    parts: tuple[Part, ...]


class Chart(NamedTuple):
    months: tuple[Month, ...]
    lines: tuple[tuple[float, int], ...]  # (height, what stands beside it)
    now: float  # where today is
    bottom: float


def chart(ends: Sequence[Ends], today: date) -> Chart:
    """Lay out the months around `today`."""
    firsts = [month_away(today, n) for n in range(-BACK, AHEAD + 1)]
    numbers = [tuple(_number(ends, first, statuses) for _, _, statuses in LAYERS) for first in firsts]
    step = _step(max((sum(n) for n in numbers), default=0))
    top = step * max(1, -(-max(sum(n) for n in numbers) // step))
    bottom = float(HEIGHT - FOOT)
    room, slot = bottom - 12, (WIDTH - LEFT) / len(firsts)
    months = []
    for i, (first, mine) in enumerate(zip(firsts, numbers, strict=True)):
        x, y = LEFT + i * slot, bottom
        parts = []
        for (layer, _, _), number in zip(LAYERS, mine, strict=True):
            height = room * number / top
            y -= height
            if number:
                parts.append(Part(layer, round(x + slot * 0.14, 1), round(y, 1), round(slot * 0.72, 1), round(height, 1)))
        name = MONTHS[first.month - 1]
        last = date.fromordinal(month_away(first, 1).toordinal() - 1)
        year = first.year if i == 0 or first.month == 1 else None
        months.append(Month(f"{name} {first.year}", name[0], year, first, last, round(x + slot / 2, 1), mine, tuple(parts)))
    lines = tuple((round(bottom - room * n / top, 1), n) for n in range(0, top + 1, step))
    now = LEFT + slot * (BACK + (today.day - 1) / 31)
    return Chart(tuple(months), lines, round(now, 1), bottom)


def _number(ends: Sequence[Ends], first: date, statuses: frozenset[Status]) -> int:
    return sum(e.number for e in ends if e.month == f"{first:%Y-%m}" and e.status in statuses)


def _step(highest: int) -> int:
    """A round number of which four at most reach the highest bar."""
    scale = 1
    while True:
        for step in _STEPS:
            if step * scale * 4 >= highest:
                return step * scale
        scale *= 10
