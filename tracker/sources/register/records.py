"""What the register says, whichever channel it came by: frozen records, and the one place where its spellings and dates are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from tracker.model import AMSTERDAM
from tracker.model.register import Bookmark, Page, RegisterRecord, RegisterStatus

# No day of the register lies outside these years; one that does is a slip of the pen.
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_NO_DATE_YEAR = 1  # 0001-01-01 is how the register prints that there is no date


# The spellings met in the XSD, in the feed and in OData rows; they differ by channel and in their capitals.
_STATUSES = {
    "openstaand": RegisterStatus.OPENSTAAND,
    "voldaan": RegisterStatus.VOLDAAN,
    "afgedaan": RegisterStatus.VOLDAAN,
    "nagekomen": RegisterStatus.VOLDAAN,
    "deels voldaan": RegisterStatus.DEELS_VOLDAAN,
    "deels afgedaan": RegisterStatus.DEELS_VOLDAAN,
    "vervallen": RegisterStatus.VERVALLEN,
    "niet nagekomen": RegisterStatus.NIET_NAGEKOMEN,
}


class RegisterError(Exception):
    """The register cannot be read on: at which address, and why."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class SchemaChanged(RegisterError):
    """A field that we read is gone or renamed: going on would lose it in silence."""

    def __init__(self, address: str, field: str, reason: str) -> None:
        super().__init__(address, f"the field {field} {reason}; the register has changed, and this program must be adapted to it")
        self.field = field


@dataclass(frozen=True)
class Meeting:
    """The activity in which a promise was made."""

    day: date | None = None
    committee: str | None = None


@dataclass(frozen=True)
class Printed:
    """A live record as its channel prints it. Names of `fields` are those of the information model in small letters."""

    id: str
    changed: str
    fields: Mapping[str, str]
    fulfilled_by: tuple[str, ...] = ()
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meeting: Meeting = Meeting()
    members: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Reader:
    """Makes records of one answer of the register, and collects what to doubt about them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._warnings: dict[str, None] = {}

    def record(self, printed: Printed) -> RegisterRecord:
        """Read a live record. Raises SchemaChanged where its id is none."""
        said = {name: words.strip() for name, words in printed.fields.items() if words.strip()}
        label = said.get("nummer", printed.id)
        if "tekst" not in said:
            self.warn(f"{label} has no text")
        return RegisterRecord(
            id=self.guid(printed.id),
            number=said.get("nummer"),
            text=said.get("tekst", ""),
            status=self._status(said.get("status"), label),
            minister=said.get("naam"),
            office=said.get("functie"),
            ministry=said.get("ministerie"),
            registered_on=self.day(said.get("aanmaakdatum"), "Aanmaakdatum", label),
            meeting_on=printed.meeting.day,
            fulfilled_on=self.day(said.get("datumnakoming"), "DatumNakoming", label),
            activity=said.get("activiteitnummer"),
            committee=printed.meeting.committee,
            promised_to_members=printed.members,
            promised_to_parties=printed.parties,
            fulfilled_by=tuple(dict.fromkeys(printed.fulfilled_by)),
            repeats=self._guids(printed.related.get("isherhalingvan", ())),
            changes=self._guids(printed.related.get("iswijzigingvan", ())),
            adds_to=self._guids(printed.related.get("isaanvullingop", ())),
            changed_at=self._moment(printed.changed),
        )

    def tombstone(self, guid: str, changed: str) -> RegisterRecord:
        """Read a record that has been deleted; what else it still prints is not to be relied on."""
        return RegisterRecord(id=self.guid(guid), deleted=True, changed_at=self._moment(changed))

    def day(self, words: str | None, name: str, label: str) -> date | None:
        """Give the Amsterdam day of an ISO moment, or the printed day of one without an offset.

        None for none; also for an impossible one, with a warning.
        """
        if not words:
            return None
        try:
            moment = datetime.fromisoformat(words.strip())
            if moment.year == _NO_DATE_YEAR:
                return None
            day = (moment.astimezone(AMSTERDAM) if moment.tzinfo else moment).date()
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return day
        except (ValueError, OverflowError):
            pass  # told below, like a year that cannot be
        self.warn(f"{label}: {name} {words!r} is no possible date, and is left out")
        return None

    def guid(self, words: str) -> UUID:
        """Read an id. Raises SchemaChanged for what is no guid."""
        try:
            return UUID(words)
        except ValueError:
            raise SchemaChanged(self.address, "Id", f"is no guid but {words[:50]!r}") from None

    def flag(self, words: str) -> bool:
        """Say whether `verwijderd` is set; it has been met as true, True and 1. Raises SchemaChanged for anything else than yes or no."""
        known = {"true": True, "1": True, "false": False, "0": False}
        if words.strip().casefold() not in known:
            raise SchemaChanged(self.address, "Verwijderd", f"is neither true nor false but {words[:50]!r}")
        return known[words.strip().casefold()]

    def warn(self, words: str) -> None:
        """Note once what is to be doubted."""
        self._warnings[f"{self.address}: {words}"] = None

    def page(self, records: list[RegisterRecord], bookmark: Bookmark) -> Page:
        """Close the page. Of a record that stands in it twice the last state counts: both channels print changes in their order."""
        latest = {record.id: record for record in records}
        return Page(records=tuple(latest.values()), bookmark=bookmark, warnings=tuple(self._warnings))

    def _status(self, words: str | None, label: str) -> RegisterStatus:
        status = _STATUSES.get(" ".join((words or "").casefold().split()))
        if status is None:
            self.warn(f"{label}: the status {words or ''!r} is not known, and counts as neither open nor done")
        return status or RegisterStatus.UNKNOWN

    def _guids(self, words: tuple[str, ...]) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(self.guid(w) for w in words))

    def _moment(self, words: str) -> datetime | None:
        """Give an aware UTC moment; one without an offset is taken as UTC. It only tells how recent a state is."""
        try:
            moment = datetime.fromisoformat(words.strip())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.warn(f"{words!r} is no possible moment of change")
            return None


def name_of(person: Mapping[str, str]) -> str:
    """Name a member; `person` holds fields of the information model in small letters. Empty where the member has no name."""
    parts = (person.get("roepnaam") or person.get("initialen"), person.get("tussenvoegsel"), person.get("achternaam"))
    return " ".join(part.strip() for part in parts if part and part.strip())


def committee_of(activity: Mapping[str, str]) -> str | None:
    """Name the committee that leads an activity, by its name, else by its abbreviation; a plenary debate ("TK") has none."""
    short = activity.get("voortouwafkorting", "").strip()
    return activity.get("voortouwnaam", "").strip() or (short if short != "TK" else "") or None
