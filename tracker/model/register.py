"""The House's own register of toezeggingen: where it is, and its records as they came."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import model_validator

from tracker.model import DecisionKind, Term, Value

Channel = Literal["syncfeed", "odata"]
_SYNCFEED = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0"


class Register(Value):
    """Where the register is, and by which channel it is read."""

    channel: Channel = "syncfeed"
    url: str = _SYNCFEED
    sync: bool = False  # with every `tracker run`, and before each digest of `tracker schedule`

    @model_validator(mode="after")
    def _an_address_of_this_channel(self) -> Self:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ValueError(f"url should be an address like {_SYNCFEED}, not {self.url!r}")
        if self.channel == "odata" and self.url == _SYNCFEED:
            raise ValueError("url should be that of the OData service, which moved in 2026: see opendata.tweedekamer.nl")
        return self


DAYS_TO_REGISTER = 14  # between a meeting and the registration of what was promised in it


class RegisterStatus(StrEnum):
    """What the register says became of a promise. What it says in words that we do not know is `unknown`, and never open."""

    OPENSTAAND = "openstaand"
    VOLDAAN = "voldaan"
    DEELS_VOLDAAN = "deels_voldaan"
    VERVALLEN = "vervallen"
    NIET_NAGEKOMEN = "niet_nagekomen"
    UNKNOWN = "unknown"


class RegisterRecord(Value):
    """One promise in the House's register, as it stands after its latest change. Days are in Amsterdam.

    None, an empty text or an empty tuple: the register says nothing there, or nothing that can be. Of a deleted record only `id`, `deleted`
    and `changed_at` say anything.
    """

    id: UUID
    number: str | None = None  # "TZ202603-130"
    text: str = ""
    status: RegisterStatus = RegisterStatus.UNKNOWN
    minister: str | None = None  # the name as printed: "Achternaam, V."
    office: str | None = None
    ministry: str | None = None  # as printed; ministries are renamed
    registered_on: date | None = None  # often days after the meeting
    meeting_on: date | None = None
    fulfilled_on: date | None = None
    activity: str | None = None  # "2026A01894"
    committee: str | None = None  # that led the meeting
    promised_to_members: tuple[str, ...] = ()
    promised_to_parties: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()  # numbers of papers: "2026D30000"
    repeats: tuple[UUID, ...] = ()  # IsHerhalingVan
    changes: tuple[UUID, ...] = ()  # IsWijzigingVan
    adds_to: tuple[UUID, ...] = ()  # IsAanvullingOp
    deleted: bool = False
    changed_at: datetime | None = None  # aware UTC

    @property
    def made_on(self) -> date | None:
        """The day of the promise, on which its time words are read: that of the meeting where it is known, else that of registration."""
        return self.meeting_on or self.registered_on


class Bookmark(Value):
    """Where the next run goes on: after everything that came with it. To be kept in one transaction with the records of its page."""

    channel: Channel
    position: str  # syncfeed: a skiptoken; odata: the latest ApiGewijzigdOp, as printed


class Page(Value):
    """What one answer of the register brought: each record once, in its latest state; a warning says what to doubt and where."""

    records: tuple[RegisterRecord, ...]
    bookmark: Bookmark
    warnings: tuple[str, ...] = ()


class Due(Term):
    """The term of a record; `recurring` where it comes back."""

    recurring: bool = False


class RecordDecision(Value):
    """What a clerk said of a record: which commitment it is (`same`), that it is none of those found (`reject`), or neither (`undo`)."""

    record_id: UUID
    n: int  # from 1 for each record
    kind: DecisionKind
    commitment_id: str | None = None
    by: str
    at: datetime  # aware UTC


def changed_by(records: Iterable[RegisterRecord]) -> dict[UUID, list[RegisterRecord]]:
    """For each record that others are a change of (IsWijzigingVan), those others. Deleted ones change nothing."""
    changers: dict[UUID, list[RegisterRecord]] = {}
    for record in records:
        for changed in () if record.deleted else record.changes:
            changers.setdefault(changed, []).append(record)
    return changers


def newest(record: RegisterRecord, changers: Mapping[UUID, list[RegisterRecord]]) -> RegisterRecord:
    """Find the record that counts, at the end of the chain of changes that starts at `record`; `changers` is from `changed_by`.

    Where a chain forks, and in a loop, the one that was registered last counts, so that every start in a loop gives the same answer.
    """
    reached = {record.id: record}
    waiting = [record]
    while waiting:
        for changer in changers.get(waiting.pop().id, ()):
            if changer.id not in reached:
                reached[changer.id] = changer
                waiting.append(changer)
    ends = [r for r in reached.values() if not changers.get(r.id)]
    return max(ends or reached.values(), key=lambda r: (r.registered_on or date.min, r.number or "", str(r.id)))
