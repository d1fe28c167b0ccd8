"""The House's own register of toezeggingen: where it is, and its records as they came."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import model_validator

from tracker.model import Term, Value

Channel = Literal["syncfeed", "odata"]
_SYNCFEED = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0"


class Register(Value):
    """Where the register is, and by which channel it is read."""

    channel: Channel = "syncfeed"
    url: str = _SYNCFEED

    @model_validator(mode="after")
    def _an_address_of_this_channel(self) -> Self:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ValueError(f"url should be an address like {_SYNCFEED}, not {self.url!r}")
        if self.channel == "odata" and self.url == _SYNCFEED:
            raise ValueError("url should be that of the OData service, which moved in 2026: see opendata.tweedekamer.nl")
        return self


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
