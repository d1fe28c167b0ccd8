"""Times told by an event that the text itself dates: "twee weken voor het debat", "in aanloop naar de Ecofin", "de komende JBZ-Raad"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import re2  # type: ignore[import-untyped]  # ships no types

from tracker.model import Precision, Rule, Window
from tracker.timex.resolve import bound_window, counted_from
from tracker.timex.scan import Parts

MEETING = Rule(
    id="timex.meeting",
    pattern=(
        r"\b(?P<bound>in (?:de )?aanloop naar|voorafgaand aan|tijdens|op|bij|voor|na) (?:de|het) "
        r"(?P<coming>(?:aan|eerst)?komende |eerstvolgende |volgende |aanstaande )?(?:formele |informele |europese )?"
        r"(?P<event>[a-z-]*raad|ecofin|eurogroep|[a-z-]*top|[a-z-]*conferentie|[a-z-]*debat|[a-z-]*overleg)\b"
    ),
    examples=("In aanloop naar de Ecofin kom ik met een standpunt.", "dat wordt besproken op de komende JBZ-Raad"),
    counterexamples=("in de Raad", "op de agenda van de Raad"),
)
_MEETING = re2.compile(MEETING.pattern)  # over a whole paper: four times as fast as `re`
_ALWAYS_AHEAD = ("in aanloop naar", "in de aanloop naar", "voorafgaand aan", "tijdens")

# What stands before a day that dates an event: "de inwerkingtreding op", "de JBZ-Raad van", "de Ecofin in".
_DATED_EVENT = re.compile(
    r"\b(?:de|het|dit|deze|een|formele|informele) (?:[a-z-]+ ){0,2}?(?P<event>[a-z-]{3,})(?:,| op| van| per| in| is| d\.d\.)? $"
)
_DETERMINER = re.compile(r"(?:de|het|een|deze|dit|die|dat|uw|zijn|haar|hun) ")
_APART = 4  # characters: "de JBZ-Raad van 8 december" is told by its own day
_REACH = 60  # characters before a day in which its event can stand


class Placed(NamedTuple):
    """An expression with its place in the folded text, its rule and that rule's groups, and its meaning: see `Dated`."""

    start: int
    end: int
    rule: str
    parts: Parts
    window: Window
    named: Window


def tell_by_events(found: list[Placed], text: str, anchor: date) -> list[Placed]:
    """Date what is counted from an event, and add the meetings that are to come. `text` is the folded text, plain and in lower case."""
    events = _events(found, text)
    out = [_counted(item, found[i - 1] if i else None, events, text) for i, item in enumerate(found)]
    return sorted([*out, *_meetings(found, events, text, anchor)], key=lambda item: item.start)


def _events(found: list[Placed], text: str) -> dict[str, set[Window]]:
    """Collect the windows that the text gives for an event, by the event's last word."""
    events: dict[str, set[Window]] = {}
    for item in found:
        named = item.named
        if named.start and named.end and (m := _DATED_EVENT.search(text, max(0, item.start - _REACH), item.start)):
            events.setdefault(m["event"], set()).add(named)
    return events


def _counted(item: Placed, before: Placed | None, events: dict[str, set[Window]], text: str) -> Placed:
    """Count "één maand na de inwerkingtreding" from the day of the event.

    In "12 juli 2026 (één maand na de inwerkingtreding)" it is the other way round: there the words date the event.
    """
    if item.rule != "timex.count.event":
        return item
    if before and text[before.end : item.start] == " (":
        day, back = _day(before.named), True
    else:
        windows = events.get(_head(item.parts), set())
        day, back = _day(next(iter(windows))) if len(windows) == 1 else None, False
    if day is None:
        return item
    window = counted_from(text[item.start : item.end], item.parts, day, back=back)
    return item._replace(window=window, named=window)


def _day(window: Window) -> date | None:
    return window.start if window.precision is Precision.DAY and window.start == window.end else None


def _head(parts: Parts) -> str:
    """Take the noun out of "de inwerkingtreding van het pact"."""
    words = _DETERMINER.sub("", dict(parts)["event"], count=1).split(" ")
    return words[words.index("van") - 1] if "van" in words[1:] else words[-1]


def _meetings(found: list[Placed], events: dict[str, set[Window]], text: str, anchor: date) -> Iterator[Placed]:
    """Find the meetings to come that the text dates elsewhere: each of them once dated, and not by two days."""
    taken = [(item.start, item.end) for item in found]
    for m in _MEETING.finditer(text) if events else ():
        ahead = {w for w in events.get(m["event"], set()) if w.end and w.end >= anchor}
        told = m["coming"] or m["bound"] in _ALWAYS_AHEAD
        i = bisect_left(taken, (m.start(), 0))
        free = (i == 0 or taken[i - 1][1] <= m.start()) and (i == len(taken) or taken[i][0] > m.end() + _APART)
        if told and free and len(ahead) == 1:
            named = next(iter(ahead))
            parts = (("bound", m["bound"]), ("event", m["event"]))
            yield Placed(m.start(), m.end(), MEETING.id, parts, bound_window(MEETING.id, parts, named, anchor), named)
