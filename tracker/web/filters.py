"""The filters that live in an address: query -> Filters -> what the store is asked. The same for pages, feeds, files and the API."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tracker.model import Status
from tracker.reference.government import Government
from tracker.store.pages import Order, Wanted
from tracker.wording.status import StatusName

A_PAGE = 50  # commitments
LAST_PAGE = 100_000


STATUS_NAMES: dict[Status, StatusName] = {status: StatusName[status.name] for status in Status}


class OrderName(StrEnum):
    """The order of a list; a minus turns it round."""

    TERM = "termijn"
    TERM_DOWN = "-termijn"
    SAID = "gezegd"
    SAID_DOWN = "-gezegd"
    COMMITTEE = "commissie"
    COMMITTEE_DOWN = "-commissie"
    MINISTRY = "ministerie"
    MINISTRY_DOWN = "-ministerie"


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("bevat tekens die niet te lezen zijn")
    return text


Words = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Some = Annotated[list[Words], Field(max_length=20)]


class Filters(BaseModel):
    """What an address asks for. Of several values under one name any will do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Annotated[StatusName | None, Field(description="De status; zonder deze sleutel alles wat openstaat.")] = None
    commissie: Annotated[Some, Field(description="De commissie van de Tweede Kamer.")] = []
    ministerie: Annotated[Some, Field(description="Het ministerie, zonder de woorden «ministerie van».")] = []
    lid: Annotated[Some, Field(description="(Deel van) de naam van wie erom vroeg of aan wie het is toegezegd.")] = []
    fractie: Annotated[Some, Field(description="De fractie die erom vroeg.")] = []
    dossier: Annotated[Some, Field(description="Het nummer van het dossier of het stuk, zoals 32317 of 32317-978.")] = []
    zoek: Annotated[Some, Field(description="Woorden uit de zin, in elke vervoeging; tussen aanhalingstekens precies zo.")] = []
    van: Annotated[date | None, Field(description="De termijn eindigt op deze dag of later.")] = None
    tot: Annotated[date | None, Field(description="De termijn eindigt op deze dag of eerder.")] = None
    sorteer: Annotated[OrderName, Field(description="De volgorde; een min ervoor keert haar om.")] = OrderName.TERM
    pagina: Annotated[int, Field(ge=1, le=LAST_PAGE, description=f"De hoeveelste bladzijde van {A_PAGE}.")] = 1

    def wanted(self, government: Government, today: date) -> Wanted:
        """Say it to the store; committees, ministries and parties by the names of the reference tables, where those know them."""
        by_name = self.status and self.status.name
        return Wanted(
            status=Status[by_name] if by_name and self.status is not StatusName.ALL else None,
            closed=self.status is StatusName.ALL,
            committees=tuple(government.committee(name, today) or name for name in self.commissie),
            ministries=tuple(government.ministry(name, today) or name for name in self.ministerie),
            members=tuple(self.lid),
            parties=tuple(government.party(name) or name for name in self.fractie),
            dossiers=tuple(number.replace(" ", "") for number in self.dossier),
            words=tuple(self.zoek),
            since=self.van,
            until=self.tot,
            order=Order[self.sorteer.name.removesuffix("_DOWN")],
            descending=self.sorteer.startswith("-"),
        )

    def query(self, **changes: object) -> str:
        """Write it as the query of an address, with changes; what is as without a query is left out. "" or "?...="."""
        said = self.model_dump(mode="json", exclude_defaults=True) | changes
        plain = {name: value for name, value in said.items() if value not in (None, [], "")}
        return f"?{urlencode(plain, doseq=True)}" if plain else ""

    def without(self, name: str, value: str) -> str:
        """Write it without one value under a name, and from the first page on."""
        left = [v for v in getattr(self, name) if v != value] if isinstance(getattr(self, name), list) else None
        return self.query(**{name: left, "pagina": None})


class BadQueryError(Exception):
    """An address with a filter that cannot be; `faults` says in Dutch of each what is wrong and what would be right."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def parse(items: Iterable[tuple[str, str]], allowed: frozenset[str] = frozenset(Filters.model_fields)) -> Filters:
    """Read the (name, value) pairs of a query. Fields of a form that were left empty say nothing. Raises BadQueryError."""
    lists = {name for name, field in Filters.model_fields.items() if field.annotation is not None and "list" in str(field.annotation)}
    given: dict[str, Any] = {}
    for name, value in items:
        if name not in allowed:
            raise BadQueryError([_UNKNOWN.format(name=_shown(name), known=", ".join(sorted(allowed)))])
        if not value.strip():
            continue
        if name in lists:
            given.setdefault(name, []).append(value.strip())
        elif name in given:
            raise BadQueryError([f"«{name}» staat er meer dan eens"])
        else:
            given[name] = value.strip()
    try:
        return Filters.model_validate(given)
    except ValidationError as error:
        raise BadQueryError(faults(error.errors(include_url=False, include_context=True))) from None


def faults(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say in Dutch what is wrong with each value, without the value itself where it cannot be read."""
    return [_fault(error) for error in errors]


_UNKNOWN = "«{name}» is hier geen filter; dit zijn ze: {known}"
# What is wrong under a name, or else by the kind of fault.
_WRONG = {
    "status": f"heeft geen bekende waarde; kies uit {', '.join(StatusName)}",
    "sorteer": f"heeft geen bekende waarde; kies uit {', '.join(OrderName)}",
    "van": "is geen datum; schrijf haar als 2026-11-21",
    "tot": "is geen datum; schrijf haar als 2026-11-21",
    "pagina": f"is geen getal van 1 tot en met {LAST_PAGE}",
    "string_too_long": "is te lang",
    "too_long": "staat er te vaak",
    "string_too_short": "is leeg",
}


def _fault(error: Mapping[str, Any]) -> str:
    name = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str)), "")
    if error["type"] == "extra_forbidden":
        return _UNKNOWN.format(name=_shown(name), known=", ".join(sorted(Filters.model_fields)))
    wrong = _WRONG.get(name) or _WRONG.get(error["type"]) or "bevat tekens die niet te lezen zijn"
    return f"«{_shown(name)}» {wrong}"


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:40])
