"""The calendar that time words lean on: the tables of recesses and elections, with the corrections of the user."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TypeVar

import yaml
from pydantic import TypeAdapter

from tracker.model.calendar import Election, Recess
from tracker.timex import Calendar

_Row = TypeVar("_Row", Recess, Election)


def load(corrections: Sequence[Recess | Election] = ()) -> Calendar:
    """Load the shipped tables. A correction takes the place of the row of the same name and year, or adds one."""
    return Calendar(
        recesses=_corrected(_rows("recesses.yaml", Recess), corrections),
        elections=_corrected(_rows("elections.yaml", Election), corrections),
    )


@cache  # a table takes a tenth of a second to read
def _rows(name: str, kind: type[_Row]) -> tuple[_Row, ...]:
    text = resources.files("tracker.reference").joinpath(name).read_text(encoding="utf-8")
    return TypeAdapter(tuple[kind, ...]).validate_python(yaml.safe_load(text))  # type: ignore[valid-type]  # the type is an argument


def _corrected(rows: Sequence[_Row], corrections: Sequence[Recess | Election]) -> tuple[_Row, ...]:
    kind = type(rows[0])
    by_key = {(row.name, row.start.year): row for row in rows}
    by_key |= {(row.name, row.start.year): row for row in corrections if isinstance(row, kind)}
    return tuple(sorted(by_key.values(), key=lambda row: row.start))
