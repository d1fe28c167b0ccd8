"""Commitments: what a sentence says beside the words that promise: its term, to whom, and of which kind."""

from datetime import date

import pytest
from letters import a_letter

from tracker import extraction
from tracker.model import Commitment, Event
from tracker.reference import calendar, government

CALENDAR, OFFICES = calendar.load(), government.load()
TODAY = date(2026, 5, 12)


def commitment(text: str) -> Commitment:
    (found,) = (f for f in extraction.extract(a_letter(text, TODAY), CALENDAR, OFFICES) if isinstance(f, Commitment))
    return found


@pytest.mark.parametrize(
    ("text", "words", "end"),
    [
        ("Ik stuur uw Kamer in juni 2026 een brief.", "in juni 2026", date(2026, 6, 30)),
        ("Ik zal uw Kamer voor de zomer informeren over de Raad van 8 juni.", "voor de zomer", date(2026, 7, 2)),
        ("Op 1 maart sprak ik de sector; ik informeer uw Kamer voor 1 juli.", "voor 1 juli", date(2026, 6, 30)),
        ("Ik stuur de brief liefst voor 1 juni, anders uiterlijk 1 juli aan uw Kamer.", "uiterlijk 1 juli", date(2026, 7, 1)),
        ("Ik zal hierop blijven toezien, maar we hebben een proces tot 15 september 2026.", None, None),
        ("Ik zal dat onderzoeken, want de wet geldt vanaf 1 juli 2026.", None, None),
        ("Ik zal uw Kamer hierover informeren, maar wel na de zomer.", "na de zomer", None),
        ("Ik zal uw Kamer informeren over de aanpak voor 2030 en later.", None, None),
        ("In plaats van voor 1 juli ontvangt u de nota voor 2 oktober.", "voor 2 oktober", date(2026, 10, 1)),
        ("Ik stuur uw Kamer de nota niet voor 1 juli, maar in oktober.", "in oktober", date(2026, 10, 31)),
        ("Ik stuur uw Kamer de nota niet in juli.", None, None),
        ("Al dan niet in juli stuur ik uw Kamer de nota.", "in juli", date(2026, 7, 31)),
    ],
)
def test_the_term_is_the_time_that_belongs_to_the_promise(text: str, words: str | None, end: date | None) -> None:
    found = commitment(text)
    assert (found.due_text, found.due_end) == (words, end)


@pytest.mark.parametrize(
    ("text", "words", "end", "recurring"),
    [
        ("Ik informeer u elk half jaar over de huren, voor het eerst voor 2 juni.", "voor 2 juni", date(2026, 6, 1), True),
        ("Elk kwartaal zend ik u de cijfers, te beginnen in juli 2026.", "te beginnen in juli 2026", date(2026, 7, 31), True),
        ("Ik zeg toe dat ik u elk kwartaal informeer, te beginnen in juli.", "te beginnen in juli", date(2026, 7, 31), True),
        ("Voor 2 juni en daarna elk jaar stuur ik uw Kamer een brief.", "Voor 2 juni", date(2026, 6, 1), True),
        ("Elk najaar stuur ik uw Kamer een overzicht.", "Elk najaar", None, True),
        ("Ik stuur u voor 2 juni de cijfers die elk kwartaal verschijnen.", "voor 2 juni", date(2026, 6, 1), False),
        ("Ik stuur u voor 2 juni een brief over het elk jaar te houden debat.", "voor 2 juni", date(2026, 6, 1), False),
        ("Elk kwartaal spreek ik de sector en ik informeer u voor 2 juni.", "voor 2 juni", date(2026, 6, 1), False),
    ],
)
def test_what_is_done_time_and_again_comes_back(text: str, words: str, end: date | None, recurring: bool) -> None:
    found = commitment(text)
    assert (found.due_text, found.due_end, found.recurring) == (words, end, recurring)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("De wet treedt niet in juli in werking, maar in oktober.", ["in oktober"]),
        ("De wet treedt niet in juli in werking.", ["in juli"]),
    ],
)
def test_what_is_given_up_for_another_day_does_not_happen_then(text: str, days: list[str]) -> None:
    facts = extraction.extract(a_letter(text, TODAY), CALENDAR, OFFICES)
    assert [fact.due_text for fact in facts if isinstance(fact, Event)] == days
