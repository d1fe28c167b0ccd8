"""What the pages remember: made once, forgotten when the store changes, and never more than there is room for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from tracker.web.memory import AN_ID, SMALL, Memory


class Maker:
    """Counts how often it makes something."""

    def __init__(self, made: object) -> None:
        self.made, self.times = made, 0

    def __call__(self) -> object:
        self.times += 1
        return self.made


def test_a_thing_is_made_again_only_when_the_store_has_changed() -> None:
    states = iter([1, 1, 2])
    memory, maker = Memory(lambda: next(states)), Maker("counts")
    assert [memory.get("key", maker) for _ in range(3)] == ["counts"] * 3
    assert maker.times == 2


def test_what_is_asked_by_many_at_once_is_made_once() -> None:
    memory, began, go_on = Memory(lambda: 1), Barrier(5), Event()
    maker = Maker("counts")

    def slow() -> object:
        go_on.wait()
        return maker()

    def ask() -> object:
        began.wait()
        return memory.get("key", slow)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask) for _ in range(4)]
        began.wait()
        go_on.set()
    assert ([one.result() for one in asked], maker.times) == (["counts"] * 4, 1)


def test_a_fault_is_told_and_not_remembered() -> None:
    memory, maker = Memory(lambda: 1), Maker("counts")

    def broken() -> object:
        raise OSError

    with pytest.raises(OSError):
        memory.get("key", broken)
    assert memory.get("key", maker) == "counts"


@pytest.mark.parametrize(("made", "fit"), [(b"x" * 10_000, 3), (["0123456789abcdef"] * (10_000 // AN_ID), 3), ((b"x" * 2_000, None), 3)])
def test_what_was_not_asked_for_the_longest_makes_room(made: object, fit: int) -> None:
    memory = Memory(lambda: 1, room=3 * (10_000 + SMALL))
    makers: dict[int, Maker] = {n: Maker(made) for n in range(fit + 1)}
    ask: Callable[[int], object] = lambda n: memory.get(n, makers[n])  # noqa: E731
    for n in [*range(fit), 0, fit, 0, 1]:
        ask(n)
    assert [maker.times for maker in makers.values()] == [1, 2, *[1] * (fit - 1)]
