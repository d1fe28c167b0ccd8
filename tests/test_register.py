"""The House's register, by both of its channels, from a server on loopback that behaves, and misbehaves, like the real one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError
from register_server import (
    CHANNELS,
    ENTITIES,
    MEETING,
    MEMBER,
    PARTY,
    PLENARY,
    Change,
    House,
    body,
    busy,
    guid,
    only,
    promise,
    promise_xml,
    serving,
    warnings,
)

from tracker.model.register import Register, RegisterRecord, RegisterStatus
from tracker.sources.register import SchemaChanged


@pytest.fixture
def house() -> Iterator[House]:
    house = House(entities=dict(ENTITIES))
    with serving(house):
        yield house


# What a record says


@pytest.mark.parametrize("channel", CHANNELS)
def test_both_channels_give_the_same_record(house: House, channel: str) -> None:
    related = {"IsHerhalingVan": [guid(2)], "IsWijzigingVan": [guid(3), guid(4)], "IsAanvullingOp": []}
    letters = ["2026D30000", "2026D30001"]
    done = promise(
        1,
        Status="Voldaan",
        DatumNakoming="2026-06-30T00:00:00+02:00",
        related=related,
        letters=letters,
        meeting=MEETING,
        told=[MEMBER, PARTY],
    )
    house.changes = [done]
    assert only(house.read(channel)) == RegisterRecord(
        id=guid(1),
        number="TZ202603-001",
        text="De minister zegt toe de Kamer voor de zomer te informeren.",
        status=RegisterStatus.VOLDAAN,
        minister="Voorbeeld, V.",
        office="Minister van Financiën",
        ministry="Ministerie van Financiën",
        registered_on=date(2026, 3, 19),
        meeting_on=date(2026, 3, 10),
        fulfilled_on=date(2026, 6, 30),
        activity="2026A01894",
        committee="vaste commissie voor Financiën",
        promised_to_members=("Anna van der Voorbeeld",),
        promised_to_parties=("VBD",),
        fulfilled_by=("2026D30000", "2026D30001"),
        repeats=(guid(2),),
        changes=(guid(3), guid(4)),
        changed_at=datetime(2026, 3, 19, 16, 42, 0, 1000, UTC),
    )


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Openstaand", "openstaand"),
        ("Voldaan", "voldaan"),
        ("Afgedaan", "voldaan"),
        ("Nagekomen", "voldaan"),
        ("Deels Voldaan", "deels_voldaan"),
        ("Deels voldaan", "deels_voldaan"),
        ("DEELS  AFGEDAAN", "deels_voldaan"),
        ("Vervallen", "vervallen"),
        ("Niet nagekomen", "niet_nagekomen"),
    ],
)
def test_each_spelling_of_a_status_that_was_met_is_known(house: House, channel: str, printed: str, status: str) -> None:
    house.changes = [promise(1, Status=printed)]
    pages = house.read(channel)
    assert (only(pages).status, warnings(pages)) == (status, "")


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("printed", ["Aangehouden", "Open", None])
def test_an_unknown_status_is_unknown_with_a_warning_and_never_open(house: House, channel: str, printed: str | None) -> None:
    house.changes = [promise(1, Status=printed)]
    pages = house.read(channel)
    assert only(pages).status is RegisterStatus.UNKNOWN
    assert f"TZ202603-001: the status {printed or ''!r} is not known" in warnings(pages)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2021-03-31T00:00:00+02:00", date(2021, 3, 31)),  # a local midnight: the day before in UTC
        ("2021-03-30T22:00:00Z", date(2021, 3, 31)),
        ("2026-03-10", date(2026, 3, 10)),
        ("2019-06-28T23:59:41.5570000", date(2019, 6, 28)),  # naive, seven digits: the day as printed
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("channel", CHANNELS)
def test_days_are_those_of_amsterdam_and_year_one_is_no_date(house: House, channel: str, printed: str | None, day: date | None) -> None:
    house.changes = [promise(1, Status="Voldaan", DatumNakoming=printed)]
    pages = house.read(channel)
    assert (only(pages).fulfilled_on, warnings(pages)) == (day, "")


@pytest.mark.parametrize("printed", ["2026-02-30T00:00:00+01:00", "0202-03-10T00:00:00Z", "9999-12-31T23:59:59Z", "volgt nog"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_an_impossible_date_is_left_out_and_told(house: House, channel: str, printed: str) -> None:
    house.changes = [promise(1, Aanmaakdatum=printed)]
    pages = house.read(channel)
    assert only(pages).made_on is None
    assert f"TZ202603-001: Aanmaakdatum {printed!r} is no possible date" in warnings(pages)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_record_without_text_is_kept_and_told(house: House, channel: str) -> None:
    house.changes = [promise(1, Tekst=None), promise(2)]
    pages = house.read(channel)
    assert [r.text for r in pages[0].records] == ["", "De minister zegt toe de Kamer voor de zomer te informeren."]
    assert "TZ202603-001 has no text" in warnings(pages)


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_promise_was_made_on_the_day_of_the_meeting_else_that_of_registration(house: House, channel: str) -> None:
    house.changes = [promise(1, meeting=MEETING), promise(2, meeting=PLENARY), promise(3)]
    records = house.read(channel)[0].records
    assert [r.made_on for r in records] == [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 19)]
    assert [r.committee for r in records] == ["vaste commissie voor Financiën", None, None]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_deleted_record_says_only_that_it_is_gone(house: House, channel: str) -> None:
    house.changes = [promise(1, deleted=True)]
    pages = house.read(channel)
    assert only(pages) == RegisterRecord(id=guid(1), deleted=True, changed_at=datetime(2026, 3, 19, 16, 42, 0, 1000, UTC))
    assert not warnings(pages)


# Defects that the feed has had


def test_a_deleted_record_with_a_capital_true_and_a_body_is_deleted(house: House) -> None:
    alive = promise(1)
    house.changes = [replace(alive, xml=promise_xml(alive).replace('verwijderd="false"', 'verwijderd="True"'))]
    assert only(house.read("syncfeed")).deleted
    assert only(house.read("syncfeed")).text == ""


def test_names_may_come_with_any_prefix_or_none(house: House) -> None:
    alive = promise(1, told=[MEMBER], meeting=MEETING)
    bare = promise_xml(alive).replace("xmlns:ns1", "xmlns").replace("ns1:", "")
    house.changes = [replace(alive, xml=bare)]
    record = only(house.read("syncfeed"))
    assert (record.number, record.meeting_on, record.promised_to_members) == (
        "TZ202603-001",
        date(2026, 3, 10),
        ("Anna van der Voorbeeld",),
    )


def test_a_moment_of_change_without_offset_is_utc(house: House) -> None:
    house.changes = [promise(1, changed="2019-06-28T23:59:41.5570000")]
    assert only(house.read("syncfeed")).changed_at == datetime(2019, 6, 28, 23, 59, 41, 557000, UTC)


def test_empty_and_repeated_relations_are_read(house: House) -> None:
    other = guid(905)
    house.entities[other] = ("persoon", {"initialen": "B.", "achternaam": "Ander"})
    nobody = promise(1)
    house.changes = [
        replace(
            nobody, xml=promise_xml(nobody).replace("<ns1:toegezegdAan/>", "<ns1:toegezegdAan></ns1:toegezegdAan><ns1:isWijzigingVan/>")
        ),
        promise(2, told=[MEMBER, other], letters=["2026Z00001", "2026Z00002", "2026Z00001"]),
    ]
    first, second = house.read("syncfeed")[0].records
    assert (first.promised_to_members, first.changes) == ((), ())
    assert second.promised_to_members == ("Anna van der Voorbeeld", "B. Ander")
    assert second.fulfilled_by == ("2026Z00001", "2026Z00002")


def test_the_older_names_for_whom_it_was_promised_to_are_read(house: House) -> None:
    alive = promise(1)
    older = f'<ns1:toegezegdAanFractie ref="{PARTY}"/><ns1:toegezegdAanPersoon ref="{MEMBER}"/>'
    house.changes = [replace(alive, xml=promise_xml(alive).replace("<ns1:toegezegdAan/>", older))]
    record = only(house.read("syncfeed"))
    assert (record.promised_to_members, record.promised_to_parties) == (("Anna van der Voorbeeld",), ("VBD",))


@pytest.mark.parametrize("status", [404, 500])
def test_what_a_record_refers_to_and_the_register_does_not_give_is_told(house: House, status: int) -> None:
    house.changes = [promise(1, meeting=guid(999)), promise(2, meeting=guid(999))]
    feed = house.feed(0)
    house.faults.extend([body(feed), *[busy(status)] * (4 if status == 500 else 1)])
    pages = house.read("syncfeed")
    assert [r.made_on for r in pages[0].records] == [date(2026, 3, 19)] * 2
    assert f"the register does not give {guid(999)}" in warnings(pages)


def test_each_meeting_is_looked_up_once_a_run(house: House) -> None:
    house.page = 3
    house.changes = [promise(n, meeting=MEETING) for n in range(1, 11)]
    house.read("syncfeed")
    assert len([path for path in house.asked if "Entiteiten" in path]) == 1


@pytest.mark.parametrize(
    "value", ["2026D30000", {"Id": guid(7), "DocumentNummer": "2026D30000"}, ["2026D30000"], [{"DocumentNummer": "2026D30000"}]]
)
def test_a_fulfilling_letter_is_read_as_a_list_an_object_or_a_number(house: House, value: object) -> None:
    house.changes = [promise(1, row={"KamerbriefNakoming": value})]
    assert only(house.read("odata")).fulfilled_by == ("2026D30000",)


def test_a_relation_that_is_null_is_empty(house: House) -> None:
    house.changes = [promise(1, row={"KamerbriefNakoming": None, "Activiteit": None, "ToegezegdAan": None, "IsWijzigingVan": None})]
    record = only(house.read("odata"))
    assert (record.fulfilled_by, record.meeting_on, record.changes) == ((), None, ())


# Fields that are gone


@pytest.mark.parametrize(
    "name",
    ["Nummer", "Tekst", "Status", "Naam", "Functie", "Ministerie", "Aanmaakdatum", "ActiviteitNummer", "DatumNakoming", "Verwijderd", "Id"],
)
def test_odata_refuses_a_name_that_it_does_not_know_and_the_run_stops_with_it(house: House, name: str) -> None:
    house.changes = [promise(1, gone=frozenset({name}))]
    with pytest.raises(SchemaChanged, match=f"{house.odata}.*the field {name} is not known to the service") as stopped:
        house.read("odata")
    assert stopped.value.field == name


@pytest.mark.parametrize("records", [1, 2])
@pytest.mark.parametrize(
    "name", ["nummer", "tekst", "status", "naam", "functie", "ministerie", "aanmaakdatum", "activiteitNummer", "datumNakoming"]
)
def test_a_renamed_field_stops_the_feed_and_is_named(house: House, name: str, records: int) -> None:
    done = [promise(n, Status="Voldaan") for n in range(1, records + 1)]
    house.changes = [replace(p, xml=promise_xml(p).replace(f"ns1:{name}>", f"ns1:{name}Nieuw>")) for p in done]
    with pytest.raises(SchemaChanged, match=f"{house.syncfeed}/Feed.*{name.lower()}nieuw") as stopped:
        house.read("syncfeed")
    assert stopped.value.field == name.lower()


@pytest.mark.parametrize(("entity", "field"), [(MEETING, "activiteit.datum"), (MEMBER, "persoon.achternaam"), (PARTY, "fractie.afkorting")])
def test_a_renamed_field_of_what_a_record_refers_to_stops_the_feed(house: House, entity: str, field: str) -> None:
    kind, fields = house.entities[entity]
    house.entities[entity] = (kind, {f"{name}Nieuw" if f"{kind}.{name}" == field else name: value for name, value in fields.items()})
    house.changes = [promise(1, meeting=MEETING, told=[MEMBER, PARTY])]
    with pytest.raises(SchemaChanged, match=f"Entiteiten/{entity}") as stopped:
        house.read("syncfeed")
    assert stopped.value.field == field


def without(change: Change, name: str) -> Change:
    return replace(change, fields={key: value for key, value in change.fields.items() if key != name})


@pytest.mark.parametrize("name", ["Nummer", "Status", "Aanmaakdatum"])
def test_a_record_that_lacks_what_every_record_has_stops_the_feed(house: House, name: str) -> None:
    house.changes = [promise(1), without(promise(2), name)]
    with pytest.raises(SchemaChanged, match=name.lower()):
        house.read("syncfeed")


def test_a_field_that_all_records_of_a_page_lack_stops_the_feed_and_one_record_without_it_does_not(house: House) -> None:
    house.changes = [promise(1), without(promise(2), "Tekst")]
    assert [bool(r.text) for r in house.read("syncfeed")[0].records] == [True, False]
    house.changes = [without(promise(n), "Tekst") for n in (1, 2)]
    with pytest.raises(SchemaChanged, match="tekst is missing from all 2 records"):
        house.read("syncfeed")


def test_a_new_field_beside_the_known_ones_is_told_and_does_not_stop(house: House) -> None:
    house.changes = [promise(1, Toelichting="nieuw")]
    pages = house.read("syncfeed")
    assert only(pages).number == "TZ202603-001"
    assert "the field toelichting is new" in warnings(pages)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ('ns1:verwijderd="false"', "verwijderd"),
        (f'id="{guid(1)}"', "id"),
        (f'ns1:bijgewerkt="{promise(1).changed}"', "bijgewerkt"),
    ],
)
def test_a_missing_attribute_stops_the_feed(house: House, broken: str, field: str) -> None:
    house.changes = [replace(promise(1), xml=promise_xml(promise(1)).replace(broken, ""))]
    with pytest.raises(SchemaChanged) as stopped:
        house.read("syncfeed")
    assert stopped.value.field == field


@pytest.mark.parametrize("row", [{"Id": "TZ-1"}, {"Verwijderd": "misschien"}, {"ApiGewijzigdOp": "gisteren"}])
def test_a_value_that_every_record_hangs_on_and_that_cannot_be_stops_the_run(house: House, row: dict[str, str]) -> None:
    house.changes = [promise(1), promise(2, row=row)]
    with pytest.raises(SchemaChanged) as stopped:
        house.read("odata")
    assert stopped.value.field in row


def test_what_was_yielded_before_the_field_went_stands(house: House) -> None:
    house.page = 1
    house.changes = [promise(1), without(promise(2), "Status")]
    pages = house.pages("syncfeed")
    kept = next(pages)
    with pytest.raises(SchemaChanged):
        next(pages)
    house.changes[1] = promise(2)
    assert only(house.read("syncfeed", kept.bookmark)).number == "TZ202603-002"


# Where it is


def test_the_configured_address_is_checked() -> None:
    with pytest.raises(ValidationError, match="should be an address like https://"):
        Register(url="gegevensmagazijn.tweedekamer.nl")
    with pytest.raises(ValidationError, match="moved in 2026"):
        Register(channel="odata")
