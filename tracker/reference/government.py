"""Ministries, offices, committees and parties by date: the tables `ministries.yaml`, `committees.yaml` and `parties.yaml`."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Self, TypeVar

import yaml
from pydantic import Field, model_validator

from tracker.model import Value


class Row(Value):
    """A row that holds from `since` through `until` (both inclusive; None: no end known), as `source` says.

    `sure` is False where the source is usage and not a decision that was read.
    """

    name: str
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str
    sure: bool = True

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"{self.name}: until {self.until} is before since {self.since}")
        return self

    def holds(self, day: date) -> bool:
        """Say whether the row holds on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Ministry(Row):
    """A ministry by its official name, without "ministerie van"; `aliases`: its abbreviations; `successors` answer for it after `until`."""

    successors: tuple[str, ...] = ()


class Office(Row):
    """An office whose name says no ministry: "minister voor Rechtsbescherming". `name` goes without minister or staatssecretaris."""

    ministry: str


class Committee(Row):
    """A committee of the House, by what follows "vaste commissie voor", and the ministries whose letters it handles."""

    ministries: tuple[str, ...] = ()


class Party(Row):
    """A party of the House, by the name that its papers print; `aliases` are other spellings."""


AnyRow = TypeVar("AnyRow", bound=Row)


class Government(Value):
    """The reference tables about who is who, frozen."""

    ministries: tuple[Ministry, ...] = Field(min_length=1)
    offices: tuple[Office, ...] = ()
    committees: tuple[Committee, ...] = Field(min_length=1)
    parties: tuple[Party, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_refer_to_rows(self) -> Self:
        known = {m.name for m in self.ministries}
        named = [(o.name, o.ministry) for o in self.offices] + [(c.name, m) for c in self.committees for m in c.ministries]
        named += [(m.name, successor) for m in self.ministries for successor in m.successors]
        for name, ministry in named:
            if ministry not in known:
                raise ValueError(f"{name}: there is no ministry {ministry!r} in ministries.yaml")
        return self

    def ministry(self, office: str, day: date) -> str | None:
        """Give the official name of the ministry of an office as a paper prints it on `day`; None for one that no table knows.

        `office` may be "staatssecretaris van Justitie en Veiligheid", "minister voor Rechtsbescherming", "ministerie van BZK", "IenW".
        """
        name = _words(_OFFICE.sub("", " ".join(office.split())))
        row = _on(day, [*self._ministries.get(name, ()), *self._offices.get(name, ())])
        return row.ministry if isinstance(row, Office) else row.name if row else None

    def answers(self, ministry: str, day: date, office: str | None = None) -> tuple[str, ...]:
        """Give the official names of the ministries that answer on `day` for what was promised by `ministry` (its official name).

        That is the ministry of the `office` (as a paper prints it) where both exist on that day, the ministry itself while it exists, then
        those that took over from it: several where its work was divided and the office does not tell which part.
        """
        name = _words(_OFFICE.sub("", " ".join((office or "").split())))
        held = next((r for r in [*self._ministries.get(name, ()), *self._offices.get(name, ())] if r.holds(day)), None)
        if held:
            return (held.ministry if isinstance(held, Office) else held.name,)
        return tuple(dict.fromkeys(self._successors(ministry, day)))

    def _successors(self, ministry: str, day: date) -> Iterable[str]:
        rows = [m for m in self.ministries if m.name == ministry]
        ended = [m for m in rows if m.until and m.until < day and m.successors]
        if not ended or any(m.holds(day) for m in rows):
            return [ministry]
        last = max(ended, key=lambda m: m.until or date.max)
        return [name for successor in last.successors for name in self._successors(successor, day)]

    def committee(self, printed: str, day: date) -> str | None:
        """Give the committee that a paper of `day` prints as "vaste commissie voor ...", with or without those words, or None."""
        row = _on(day, self._committees.get(_words(_COMMITTEE.sub("", " ".join(printed.split()))), ()))
        return row.name if row else None

    def committee_of(self, ministry: str, day: date) -> str | None:
        """Give the committee that handles the letters of a ministry (its official name) on `day`, or None."""
        row = _on(day, [c for c in self.committees if ministry in c.ministries])
        return row.name if row else None

    def committee_for(self, office: str, day: date) -> str | None:
        """Give the committee of an office as a paper prints it: the one with its portfolio's name, else that of its ministry; or None."""
        named = self._committees.get(_words(_OFFICE.sub("", " ".join(office.split()))), ())
        own = next((c for c in named if c.holds(day)), None)
        ministry = self.ministry(office, day)
        return own.name if own else self.committee_of(ministry, day) if ministry else None

    def party(self, printed: str) -> str | None:
        """Give the name of a party that a paper prints in any of its spellings, or None; parties of all years are known."""
        rows = self._parties.get(_words(printed), ())
        return rows[0].name if rows else None

    @cached_property
    def _ministries(self) -> dict[str, list[Ministry]]:
        return _by_name(self.ministries)

    @cached_property
    def _offices(self) -> dict[str, list[Office]]:
        return _by_name(self.offices)

    @cached_property
    def _committees(self) -> dict[str, list[Committee]]:
        return _by_name(self.committees)

    @cached_property
    def _parties(self) -> dict[str, list[Party]]:
        return _by_name(self.parties)


_OFFICE = re.compile(
    r"^(?:(?:de|het|onze)\s+)?(?:demissionair\s+)?(?:(?:vice-)?minister-president,?\s+|(?:(?:vice-)?ministers?|staatssecretaris(?:sen)?|ministerie|bewindspersoon)\s+)?(?:(?:van|voor)\s+)?(?:de\s+|het\s+)?",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"^(?:de\s+)?(?:vaste\s+|algemene\s+|tijdelijke\s+)?(?:kamer)?(?:commissie\s+)?(?:(?:voor|van|inzake)\s+)?(?:de\s+)?", re.IGNORECASE
)


def _words(text: str) -> str:
    """Fold what spellings differ in: case, commas, "en" and "&", white space, quotes."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\ben\b|&", " ", text.casefold())))


def _by_name(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    out: dict[str, list[AnyRow]] = {}
    for row in rows:
        for name in (row.name, *row.aliases):
            out.setdefault(_words(name), []).append(row)
    return out


def _on(day: date, rows: Iterable[AnyRow]) -> AnyRow | None:
    """Give the row that holds on a day; where none does, the one nearest in time, since papers use old names for weeks."""
    known = list(rows)
    held = next((r for r in known if r.holds(day)), None)
    return held or min(known, key=lambda r: _days_off(r, day), default=None)


def _days_off(row: Row, day: date) -> int:
    if row.since and day < row.since:
        return (row.since - day).days
    return (day - row.until).days if row.until and day > row.until else 0


@cache
def load() -> Government:
    """Read the tables that come with the program. Raises ValueError, naming row and key, for one that is wrong."""
    tables = {name: yaml.safe_load((files("tracker.reference") / f"{name}.yaml").read_text(encoding="utf-8")) for name in _FILES}
    return Government.model_validate({key: rows for table in tables.values() for key, rows in table.items()})


_FILES = ("ministries", "committees", "parties")
