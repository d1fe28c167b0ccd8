"""Which record of the House's register is which spoken promise: measured on four made-up debates, each promise against each record."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from register_server import guid
from test_store import commitment

from tracker.model.register import RegisterRecord
from tracker.proposals.registered import Registered

ROWS = [json.loads(line) for line in (Path(__file__).parent / "registered.jsonl").read_text(encoding="utf-8").splitlines()]
DAY = date(2026, 3, 10)


def record(n: int, words: str, **changes: Any) -> RegisterRecord:
    told = {"id": guid(n), "number": f"TZ202603-{n:03}", "text": words, "registered_on": date(2026, 3, 19), "meeting_on": DAY}
    return RegisterRecord.model_validate(told | changes)


def verdicts(half: str) -> Iterator[str]:
    """Judge each record that is found for a promise of a debate as "right" or "wrong", and each that is not found as "missed"."""
    for debate in dict.fromkeys(row["debate"] for row in ROWS if row["half"] == half):
        rows = [row for row in ROWS if row["debate"] == debate]
        held = Registered.of(record(n, row["record"]) for n, row in enumerate(rows) if row["record"])
        for n, row in enumerate(rows):
            if row["said"]:
                found = {r.number for r in held.of_promise(commitment(row["said"], about=row["about"]), DAY, None)}
                mine = {f"TZ202603-{n:03}"} if row["record"] else set()
                yield from ["right"] * len(found & mine) + ["wrong"] * len(found - mine) + ["missed"] * len(mine - found)


@pytest.mark.parametrize("half", ["tuned", "kept"])
def test_promises_are_found_in_the_register_and_near_misses_are_not(half: str, record_property: Callable[[str, object], None]) -> None:
    n = Counter(verdicts(half))
    precision, recall = n["right"] / (n["right"] + n["wrong"]), n["right"] / (n["right"] + n["missed"])
    print(f"{half}: precision {precision:.2f}, recall {recall:.2f}")  # noqa: T201 (shown with -rP, and when the bar is missed)
    record_property("figures", f"{half}: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.9
    assert recall >= 0.7


def test_the_set_has_enough_of_both() -> None:
    kinds = Counter((bool(row["said"]), bool(row["record"])) for row in ROWS)
    assert len(ROWS) >= 40
    assert kinds[True, True] >= 20
    assert min(kinds[True, False], kinds[False, True]) >= 8


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"meeting_on": None}, True),  # registered nine days after it
        ({"meeting_on": None, "registered_on": date(2026, 5, 1)}, False),
        ({"meeting_on": date(2026, 3, 11)}, False),
        ({"committee": "vaste commissie voor Financiën"}, True),
        ({"committee": "FIN"}, True),
        ({"committee": "vaste commissie voor Defensie"}, False),
        ({"meeting_on": None, "registered_on": None}, False),
        ({"text": ""}, False),
    ],
)
def test_a_record_is_of_the_day_and_the_committee_of_the_promise(changes: dict[str, Any], found: bool) -> None:
    held = Registered.of([record(1, "De minister stuurt voor de zomer een brief over de mestmarkt.", **({"committee": None} | changes))])
    said = commitment("Ik stuur de Kamer voor de zomer een brief over de mestmarkt.")
    assert bool(held.of_promise(said, DAY, "Financiën")) is found
