"""Reading the register over a line and from a server that fail."""

import gzip
import socket
from collections.abc import Iterator

import pytest
from register_server import CHANNELS, ENTITIES, Fault, House, body, busy, cut, guid, moved, only, promise, serving

from tracker.model.register import Register
from tracker.sources import register
from tracker.sources.register import RegisterError, Web


@pytest.fixture
def house() -> Iterator[House]:
    house = House(entities=dict(ENTITIES))
    with serving(house):
        yield house


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "fault",
    [busy(503), busy(502), busy(500), busy(429), cut, body(b"<html>onderhoud</html>"), body(b""), body(b"<feed", Content_Encoding="gzip")],
    ids=["503", "502", "500", "429", "cut", "a page in HTML", "nothing", "broken gzip"],
)
def test_what_may_pass_is_asked_again(house: House, channel: str, fault: Fault) -> None:
    house.changes = [promise(1)]
    house.faults.extend([fault, fault])
    assert only(house.read(channel)).number == "TZ202603-001"
    assert len(house.pauses) == 2
    assert 1 <= house.pauses[0] <= 2 <= house.pauses[1] <= 3  # pauses grow, and differ a little between readers


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_fault_on_a_later_page_is_asked_again_and_nothing_doubles(house: House, channel: str) -> None:
    house.page = 2
    house.changes = [promise(n) for n in range(1, 6)]
    pages = house.pages(channel)
    read = [next(pages)]
    house.faults.extend([cut, busy(503, "7")])
    read += pages
    assert [str(r.id) for page in read for r in page.records] == [guid(n) for n in range(1, 6)]


@pytest.mark.parametrize(("asked", "least"), [("20", 20), ("0", 1), ("straks", 1), ("Wed, 21 Oct 2015 07:28:00 GMT", 1)])
def test_retry_after_is_honoured_and_never_shortens_the_pause(house: House, asked: str, least: float) -> None:
    house.changes = [promise(1)]
    house.faults.append(busy(503, asked))
    assert only(house.read("syncfeed")).number == "TZ202603-001"
    (pause,) = house.pauses
    assert least <= pause <= max(least, 2)


def test_a_retry_after_that_is_a_moment_is_counted_on_the_servers_own_clock(house: House) -> None:
    def fault(handler: object) -> None:
        handler.send_response_only(503)  # type: ignore[attr-defined]
        for name, value in (
            ("Date", "Sat, 21 Nov 2026 10:00:00 GMT"),
            ("Retry-After", "Sat, 21 Nov 2026 10:00:45 GMT"),
            ("Content-Length", "0"),
        ):
            handler.send_header(name, value)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    house.changes = [promise(1)]
    house.faults.append(fault)
    house.read("syncfeed")
    assert house.pauses == [45.0]


def test_a_register_that_wants_to_be_left_alone_for_long_is_left_to_the_next_run(house: House) -> None:
    house.faults.append(busy(503, "86400"))
    with pytest.raises(RegisterError, match="asked again after 86400 seconds"):
        house.read("syncfeed")
    assert house.pauses == []


def test_after_the_last_attempt_the_reason_and_the_address_are_told(house: House) -> None:
    house.faults.extend([busy(503)] * 9)
    with pytest.raises(RegisterError, match=f"{house.syncfeed}/Feed.*: HTTP 503 Service Unavailable"):
        house.read("syncfeed")
    assert (len(house.asked), len(house.pauses)) == (4, 3)


def test_a_service_that_has_moved_is_not_followed_but_named(house: House) -> None:
    house.faults.append(moved)
    with pytest.raises(RegisterError, match=r"moved to https://gegevens\.example\.nl/SyncFeed/3\.0/Feed; set register\.url"):
        house.read("syncfeed")


def test_an_address_that_does_not_exist_is_told_without_asking_again(house: House) -> None:
    with Web(pause=house.pauses.append) as web, pytest.raises(RegisterError, match="HTTP 404"):
        list(register.fetch(Register(url=house.url), None, web))
    assert len(house.asked) == 1


def test_nobody_at_the_address_is_told(house: House) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Web(attempts=2, pause=house.pauses.append) as web, pytest.raises(RegisterError, match=url):
        list(register.fetch(Register(url=url), None, web))
    assert len(house.pauses) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_small_packed_answer_that_grows_without_bound_is_cut_off(house: House, channel: str) -> None:
    house.faults.append(body(gzip.compress(b" " * 40_000_000), Content_Encoding="gzip"))
    with pytest.raises(RegisterError, match="larger than 32 MB"):
        house.read(channel)


def test_entities_that_the_xml_declares_are_not_expanded(house: House) -> None:
    declared = '<!DOCTYPE feed [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    house.changes = [promise(1, Tekst="vooraf GEHEIM")]
    words = house.feed(0).decode().replace("?>", f"?>{declared}", 1).replace("GEHEIM", "&secret;")
    house.faults.append(body(words.encode()))
    assert only(house.read("syncfeed")).text == "vooraf"


def test_an_answer_that_never_ends_is_left_and_asked_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.sources.register.web._LONGEST", -1.0)
    house.changes = [promise(1)]
    with pytest.raises(RegisterError, match="took longer than"):
        house.read("syncfeed")
    assert len(house.asked) == 4
