"""What holds for all time expressions, whatever the words and the anchor; and that no text can make the reader slow."""

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model import Timex, Window
from tracker.reference import calendar as reference
from tracker.timex import Direction, annotate, find, resolve
from tracker.timex.rules import RULES

CALENDAR = reference.load()
EXPRESSIONS: list[Timex] = [t for rule in RULES for text in rule.examples for t in find(text)]
PIECES = [
    *(
        "op",
        "voor",
        "vóór",
        "uiterlijk",
        "tot en met",
        "van",
        "tot",
        "en",
        "binnen",
        "na",
        "de",
        "het",
        "in",
        "week",
        "12",
        "8",
        "31",
        "juli",
    ),
    *(
        "mei",
        "jan.",
        "2026",
        "'26",
        "2024-2025",
        "12-07-2026",
        "zomer",
        "kerstreces",
        "eind",
        "kwartaal",
        "eerste",
        "Q3",
        "jaar",
        "komende",
    ),
    *(
        "volgende",
        "drie",
        "weken",
        "maandag",
        "jl.",
        "a.s.",
        "geleden",
        "jaarlijks",
        "(",
        ")",
        ",",
        ".",
        "-",
        "–",
        "/",
        "\n",
        "\n\n",
        "-\n",
    ),
    *("\u00ad", "\u00a0", "artikel", "nr.", "İ", "ĳ", "de Raad", "inwerkingtreding"),
]

anchors = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1))
expressions = st.sampled_from(EXPRESSIONS)
directions = st.sampled_from([None, *Direction])
texts = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@given(expressions, anchors, st.integers(min_value=1, max_value=900), directions)
@settings(max_examples=1500)
def test_a_later_anchor_never_gives_an_earlier_window(timex: Timex, anchor: date, days: int, direction: Direction | None) -> None:
    sooner, later = (resolve(timex, day, CALENDAR, direction) for day in (anchor, anchor + timedelta(days=days)))
    assert in_order(sooner.start, later.start), timex.quote
    assert in_order(sooner.end, later.end), timex.quote


def in_order(one: date | None, two: date | None) -> bool:
    return one is None or two is None or one <= two


@given(expressions, st.dates(), directions)
@settings(max_examples=1500)
def test_resolving_never_fails_and_no_window_runs_backwards(timex: Timex, anchor: date, direction: Direction | None) -> None:
    window = resolve(timex, anchor, CALENDAR, direction)
    assert window.start is None or window.end is None or window.start <= window.end


@given(texts, anchors)
@settings(max_examples=400)
def test_what_is_found_lies_in_the_text_in_order_and_apart(text: str, anchor: date) -> None:
    found = [d.timex for d in annotate(text, anchor, CALENDAR)]
    assert all(t.start < t.end <= len(text) for t in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(max_size=200), anchors)
@settings(max_examples=200)
def test_any_text_at_all_is_read(text: str, anchor: date) -> None:
    annotate(text, anchor, CALENDAR)


@given(st.lists(st.sampled_from(EXPRESSIONS), min_size=1, max_size=4), anchors)
@settings(max_examples=200)
def test_setting_a_text_in_narrow_lines_changes_no_window(timexes: list[Timex], anchor: date) -> None:
    text = ". Dan komt ".join(t.quote for t in timexes)
    assert windows(text.replace(" ", "\n"), anchor) == windows(text.replace(" ", "\u00a0"), anchor) == windows(text, anchor)


def windows(text: str, anchor: date) -> list[Window]:
    return [d.window for d in annotate(text, anchor, CALENDAR)]


HOSTILE = [
    *(
        "op 1 ",
        "in de loop van de ",
        "voor het einde van het ",
        "8 en ",
        "1, 2, 3, ",
        "12-",
        "1-1-1-",
        "van 2026 tot ",
        "een week na de ",
        "e",
    ),
    *(
        "binnen drie weken na de grote ",
        "https://a",
        "jaarlijks ",
        "tussen 2025 en ",
        "nog voor de ",
        "juli ",
        "(",
        "is ge",
        "heeft is wordt ",
    ),
    *("twee maanden en ", "12 juli 2026 ", "a-1-", "in aanloop naar de ", "op de komende raad ", "per ", "'", "\u00ad", "-\n", "in 2026-"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_of_a_hostile_text(piece: str) -> None:
    """Eight times the text takes eight times the time; a quadratic reader would take 64 times."""
    small, large = (piece * (size // len(piece)) for size in (2_000, 16_000))
    annotate(small, date(2025, 7, 2), CALENDAR)  # the automaton is built, the caches are warm
    assert seconds(large) < 30 * max(seconds(small), 0.002)


def seconds(text: str) -> float:
    best = 9.0
    for _ in range(2):
        began = time.process_time()
        annotate(text, date(2025, 7, 2), CALENDAR)
        best = min(best, time.process_time() - began)
    return best
