"""Every rule against its own examples and counterexamples. A failure is named after the rule and the sentence."""

import re
from collections.abc import Callable, Iterable

import pytest

from tracker.extraction.rules import COMMITMENTS, EVENT_CUES, FULFILMENTS, NO_EVENTS, SCOPES, CommitmentRule, commitment_rule, compiled
from tracker.model import Rule
from tracker.timex import find
from tracker.timex.rules import RULES as TIMEX


def wins(rule: Rule, sentence: str) -> bool:
    assert isinstance(rule, CommitmentRule)
    hit = commitment_rule(sentence, spoken=rule.spoken, timed=rule.timed)
    return hit is not None and hit[0].id == rule.id


def matches(rule: Rule, sentence: str) -> bool:
    return compiled(rule.pattern).search(sentence) is not None


def is_first(table: Iterable[Rule]) -> Callable[[Rule, str], bool]:
    def first(rule: Rule, sentence: str) -> bool:
        return next((r.id for r in table if matches(r, sentence)), None) == rule.id

    return first


def finds(rule: Rule, sentence: str) -> bool:
    return any(t.rule == rule.id for t in find(sentence))


FAMILIES: list[tuple[tuple[Rule, ...], Callable[[Rule, str], bool]]] = [
    (COMMITMENTS, wins),
    (SCOPES, matches),
    (FULFILMENTS, is_first(FULFILMENTS)),
    (EVENT_CUES, matches),
    (NO_EVENTS, matches),
    (tuple(r for r in TIMEX if not r.dateless), finds),
]
ALL = [(rule, applies) for rules, applies in FAMILIES for rule in rules]


@pytest.mark.parametrize(
    ("rule", "applies", "sentence"), [pytest.param(r, a, s, id=f"{r.id}: {s[:60]}") for r, a in ALL for s in r.examples]
)
def test_a_rule_finds_its_example(rule: Rule, applies: Callable[[Rule, str], bool], sentence: str) -> None:
    assert applies(rule, sentence)


@pytest.mark.parametrize(
    ("rule", "applies", "sentence"), [pytest.param(r, a, s, id=f"{r.id}: {s[:60]}") for r, a in ALL for s in r.counterexamples]
)
def test_a_rule_leaves_its_counterexample(rule: Rule, applies: Callable[[Rule, str], bool], sentence: str) -> None:
    assert not applies(rule, sentence)


def test_rule_ids_are_unique_and_well_formed() -> None:
    ids = [rule.id for rule, _ in ALL]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", i) for i in ids)
