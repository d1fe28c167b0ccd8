"""Delays: every rule against its own sentences, and what a paper's sentences say of the old term and the new."""

import re
from datetime import date

import pytest
from letters import a_letter

from tracker.extraction import delays
from tracker.extraction.context import contexts
from tracker.extraction.delays import DELAYS
from tracker.model import Delay, Rule
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
