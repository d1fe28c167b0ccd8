"""A calendar as text (RFC 5545): the lines of its head and of its events -> bytes.

The library that the tests read it back with takes a hundred times as long to write it, longer than a reader waits for a page.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

LONGEST = 75  # octets in a line, its end not counted

Line = tuple[str, str]  # name, with its parameters; value, as it is written


def calendar(head: Iterable[Line], events: Iterable[Sequence[Line]]) -> bytes:
    """Write a calendar: what is said of it, then its events in their order."""
    lines: list[Line] = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), *head]
    for event in events:
        lines += [("BEGIN", "VEVENT"), *event, ("END", "VEVENT")]
    return b"".join(_folded(f"{name}:{value}") for name, value in [*lines, ("END", "VCALENDAR")])


def text(said: str) -> str:
    """Write a text, of one line or more."""
    return said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def texts(said: Iterable[str]) -> str:
    """Write several texts as one value."""
    return ",".join(map(text, said))


def day(d: date) -> str:
    """Write a day, for a property with VALUE=DATE."""
    return f"{d:%Y%m%d}"


def moment(at: datetime) -> str:
    """Write a moment, in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> bytes:
    """Cut a line between characters into pieces that are not too long, each but the first after a space."""
    rest, out = line.encode(), []
    while len(rest) > LONGEST:
        end = LONGEST
        while rest[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if rest[end - 1 : end] == b"\\":  # nor is what is escaped torn apart: some readers undo that before they join lines
            end -= 1
        out.append(rest[:end])
        rest = b" " + rest[end:]
    return b"\r\n".join([*out, rest]) + b"\r\n"
