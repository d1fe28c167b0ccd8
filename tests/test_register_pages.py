"""Paging through the register by both of its channels, and going on where an earlier run ended or was killed."""

import itertools
from collections.abc import Iterator

import pytest
from register_server import (
    CHANNELS,
    ENTITIES,
    House,
    HouseRegister,
    guid,
    promise,
    serving,
    upsert,
)

from tracker.model.register import Page
from tracker.sources.register import RegisterError


@pytest.fixture
def house() -> Iterator[House]:
    house = House(entities=dict(ENTITIES))
    with serving(house):
        yield house


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("records", "pages"), [(0, 0), (1, 1), (250, 1), (251, 2), (600, 3)])
def test_the_whole_register_comes_in_pages_of_250(house: House, channel: str, records: int, pages: int) -> None:
    house.changes = [promise(n) for n in range(1, records + 1)]
    read = house.read(channel)
    assert len(read) == pages
    assert [r.number for page in read for r in page.records] == [f"TZ202603-{n:03}" for n in range(1, records + 1)]


def test_a_feed_that_does_not_say_resume_ends_at_its_empty_page(house: House) -> None:
    house.says_resume = False
    house.changes = [promise(1)]
    assert len(house.read("syncfeed")) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_later_run_brings_what_changed_with_deletions(house: House, channel: str) -> None:
    house.changes = [promise(1), promise(2), promise(3)]
    first = house.read(channel)
    house.changes += [
        promise(2, Status="Afgedaan", changed="2026-04-01T10:00:00.1Z"),
        promise(3, deleted=True, changed="2026-04-02T10:00:00.1Z"),
        promise(4, changed="2026-04-03T10:00:00.1Z"),
    ]
    second = house.read(channel, first[-1].bookmark)
    told = {str(r.id): (r.status, r.deleted) for page in second for r in page.records}
    assert told[guid(2)] == ("voldaan", False)
    assert told[guid(3)] == ("unknown", True)
    assert guid(1) not in told
    assert sorted(upsert([*first, *second])) == sorted([guid(1), guid(2), guid(4)])


def test_nothing_is_yielded_where_nothing_changed(house: House) -> None:
    house.changes = [promise(1)]
    assert house.read("syncfeed", house.read("syncfeed")[-1].bookmark) == []


def test_odata_rows_of_the_moment_of_the_bookmark_come_again_so_that_none_is_lost(house: House) -> None:
    house.changes = [promise(1), promise(2)]
    bookmark = house.read("odata")[-1].bookmark
    house.changes.append(promise(3, changed=promise(2).changed))
    assert sorted(upsert(house.read("odata", bookmark))) == [guid(2), guid(3)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_run_that_is_killed_after_any_page_goes_on_and_loses_and_doubles_nothing(house: House, channel: str) -> None:
    house.page = 7
    house.changes = [promise(n) for n in range(1, 51)]
    house.changes += [promise(n, Status="Voldaan", changed=f"2026-04-01T10:00:{n:02}.5Z") for n in range(5, 15)]
    house.changes += [promise(n, deleted=True, changed=f"2026-04-02T10:00:{n:02}.5Z") for n in range(20, 25)]
    whole = upsert(house.read(channel))
    assert len(whole) == 45
    for stop in range(1, len(house.read(channel)) + 1):
        kept = list(itertools.islice(house.pages(channel), stop))
        rest = house.read(channel, kept[-1].bookmark)
        assert upsert([*kept, *rest]) == whole
        if channel == "syncfeed":
            assert sum(len(p.records) for p in [*kept, *rest]) == len(house.changes)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_run_that_is_killed_after_every_single_page_gets_through(house: House, channel: str) -> None:
    house.page = 7
    house.changes = [promise(n) for n in range(1, 51)]
    kept: list[Page] = []
    for _ in range(20):
        kept += itertools.islice(house.pages(channel, kept[-1].bookmark if kept else None), 1)
    assert sorted(upsert(kept)) == [guid(n) for n in range(1, 51)]


def test_a_record_twice_in_one_page_counts_in_its_last_state(house: House) -> None:
    house.changes = [promise(1), promise(2), promise(1, Status="Voldaan")]
    (page,) = house.read("syncfeed")
    assert [(str(r.id), r.status) for r in page.records] == [(guid(1), "voldaan"), (guid(2), "openstaand")]


def test_a_bookmark_of_the_other_channel_is_refused(house: House) -> None:
    house.changes = [promise(1)]
    bookmark = house.read("odata")[-1].bookmark
    with pytest.raises(ValueError, match="a bookmark of odata says nothing about syncfeed"):
        house.read("syncfeed", bookmark)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_next_link_to_another_place_is_not_followed(house: House, channel: str) -> None:
    house.page = 1
    house.changes = [promise(1), promise(2)]
    with serving(HouseRegister(changes=house.changes)) as other:
        house.elsewhere = getattr(other, channel)
        with pytest.raises(RegisterError, match="nothing is asked from there"):
            house.read(channel)
        assert other.asked == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_pages_that_go_in_circles_are_left(house: House, channel: str) -> None:
    house.page = 1
    house.changes = [promise(1), promise(2)]
    house.circles = True
    with pytest.raises(RegisterError, match="in circles"):
        house.read(channel)
    assert len(house.asked) < 5


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_run_reads_a_bounded_number_of_pages_and_the_next_goes_on(house: House, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"tracker.sources.register.{channel}.MOST_PAGES", 2)
    house.page = 1
    house.changes = [promise(1), promise(2), promise(3)]
    pages = house.pages(channel)
    kept = [next(pages), next(pages)]
    with pytest.raises(RegisterError, match="run this again to go on"):
        next(pages)
    assert sorted(upsert([*kept, *house.read(channel, kept[-1].bookmark)])) == [guid(1), guid(2), guid(3)]


def test_rows_out_of_order_stop_the_run_before_they_make_the_bookmark_lie(house: House) -> None:
    house.changes = [promise(1), promise(2, row={"ApiGewijzigdOp": "2020-01-01T00:00:00Z"})]
    with pytest.raises(RegisterError, match="not in the order of ApiGewijzigdOp"):
        house.read("odata")
