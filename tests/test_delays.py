"""Delays: every rule against its own sentences, and what a paper's sentences say of the old term and the new."""

import re
from datetime import date

import pytest
from letters import a_letter

from tracker.extraction import delays
from tracker.extraction.context import contexts
from tracker.extraction.rules import DELAYS
from tracker.model import Delay, Role, Rule
from tracker.reference import calendar

CALENDAR = calendar.load()


def found(text: str, day: date = date(2026, 5, 12)) -> list[Delay]:
    return delays.find_all(list(contexts(a_letter(text, day), CALENDAR)))


@pytest.mark.parametrize(("rule", "sentence"), [pytest.param(r, s, id=f"{r.id}: {s[:50]}") for r in DELAYS for s in r.examples])
def test_a_rule_is_the_first_to_find_its_example(rule: Rule, sentence: str) -> None:
    assert next((r.id for r in DELAYS if re.search(r.pattern, sentence)), None) == rule.id


@pytest.mark.parametrize(("rule", "sentence"), [pytest.param(r, s, id=f"{r.id}: {s[:50]}") for r in DELAYS for s in r.counterexamples])
def test_no_rule_finds_a_counterexample(rule: Rule, sentence: str) -> None:
    assert not [r.id for r in DELAYS if re.search(r.pattern, sentence)]


NOVEMBER = date(2026, 11, 30)
TERMS = [
    # text, time words that are given up, new time words, end of the new term
    ("Het lukt niet om de nota voor de zomer te sturen. Ik verwacht die in november te sturen.", "voor de zomer", "in november", NOVEMBER),
    ("De brief lukt niet voor de zomer. Die komt in november naar de Kamer.", "niet voor de zomer", "in november", NOVEMBER),
    ("De evaluatie wordt in plaats van in juni nu in oktober verwacht.", "in juni", "in oktober", date(2026, 10, 31)),
    ("Het rapport zal niet voor de zomer, maar in november worden aangeboden.", "niet voor de zomer", "in november", NOVEMBER),
    ("U ontvangt het plan later dan toegezegd, uiterlijk op 1 oktober 2026.", None, "uiterlijk op 1 oktober 2026", date(2026, 10, 1)),
    ("Het onderzoek heeft vertraging opgelopen.", None, None, None),
    ("Het lukt niet om het plan voor de zomer te sturen. Het plan van 12 maart blijft gelden.", "voor de zomer", None, None),
    ("Het lukt niet de nota voor de zomer te sturen. Die stuur ik op korte termijn.", "voor de zomer", "op korte termijn", None),
    ("Het lukt niet om het plan voor de zomer te sturen, wel voor 2 oktober.", "voor de zomer", "voor 2 oktober", date(2026, 10, 1)),
    ("U ontvangt het plan later dan toegezegd: uiterlijk 20 november 2026.", None, "uiterlijk 20 november 2026", date(2026, 11, 20)),
    ("In plaats van dit najaar verwacht ik het plan in november in te dienen.", "dit najaar", "in november", NOVEMBER),
    ("Het plan komt niet eerder dan in november naar de Kamer.", None, "niet eerder dan in november", None),
    ("Uw Kamer zou de monitor in juni ontvangen. Dit wordt november 2026.", "in juni", "november 2026", NOVEMBER),
    ("Ik heb u in juni de nota toegezegd. Het lukt niet ze in juni te sturen. Die volgt in november.", "in juni", "in november", NOVEMBER),
    ("In het debat van 3 maart heb ik toegezegd u in juni een nota te sturen. Dit is niet haalbaar.", "in juni", None, None),
    ("Ik heb toegezegd u in juni een nota te sturen. Dat lukt niet: u ontvangt de nota in november.", "in juni", "in november", NOVEMBER),
    ("De nota, die ik voor 1 juli heb toegezegd, volgt pas in november.", "voor 1 juli", "pas in november", NOVEMBER),
    ("Het toegezegde plan schuift op naar november 2026.", None, "naar november 2026", NOVEMBER),
    ("Ik vraag uw Kamer om uitstel tot 20 november 2026 voor de toegezegde nota.", None, "tot 20 november 2026", date(2026, 11, 20)),
    ("De nota over de huren komt niet voor, maar na de zomer.", None, "na de zomer", None),
    ("De termijn voor de toegezegde nota verleng ik met drie maanden.", None, None, None),
    ("In plaats van in juni stuur ik u de nota in november.", "in juni", "in november", NOVEMBER),
    ("In plaats van, zoals eerder gemeld, in juni ontvangt u de nota in november.", "in juni", "in november", NOVEMBER),
    ("Het streven was het plan in mei te sturen. Dat bleek niet haalbaar; ik stuur het in november.", "in mei", "in november", NOVEMBER),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "end"), TERMS, ids=[t[0][:60] for t in TERMS])
def test_the_old_term_and_the_new_are_told_apart(text: str, old: str | None, new: str | None, end: date | None) -> None:
    (delay,) = found(text)
    assert (delay.instead_of, delay.due_text, delay.due_end) == (old, new, end)


def test_the_words_are_those_of_the_paper_also_where_the_term_stands_in_the_next_sentence() -> None:
    text = "Eerst dit.\n\nHet lukt niet om de nota voor de\nzomer te sturen. Ik verwacht deze in november te sturen. Dank."
    (delay,) = found(text)
    assert text[delay.start : delay.end] == "Het lukt niet om de nota voor de\nzomer te sturen. Ik verwacht deze in november te sturen."
    assert delay.quote == "Het lukt niet om de nota voor de zomer te sturen. Ik verwacht deze in november te sturen."


def test_a_question_and_a_member_delay_nothing() -> None:
    assert not found("Is het plan later dan toegezegd?")
    letter = a_letter("De evaluatie is vertraagd.", date(2026, 5, 12))
    asked = letter.model_copy(update={"passages": tuple(p.model_copy(update={"role": Role.QUESTION}) for p in letter.passages)})
    assert not delays.find_all(list(contexts(asked, CALENDAR)))


def test_a_next_passage_gives_no_term() -> None:
    (delay,) = found("De evaluatie is vertraagd.\n\nIn november verwacht ik een ander plan te sturen.")
    assert delay.due_text is None
