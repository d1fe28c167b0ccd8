"""Every rule against its own examples and counterexamples. A failure is named after the rule and the sentence."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tracker.extraction import RULES
from tracker.extraction.glance import Glance
from tracker.extraction.rules import (
    CLOSING_SENT,
    COMMITMENTS,
    DELAYS,
    EVENT_CUES,
    FULFILMENTS,
    NO_EVENTS,
    SCOPES,
    CommitmentRule,
    DelayRule,
    Hit,
    commitment_rule,
    compiled,
    hide_dots,
    mark,
    near,
    search,
    sends_to_the_house,
    signs_in,
)
from tracker.extraction.sentences import split
from tracker.folding import fold
from tracker.model import Rule
from tracker.timex import find
from tracker.timex.rules import RULES as TIMEX

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def hit_in(sentence: str, *, spoken: bool, timed: bool) -> Hit | None:
    return commitment_rule(sentence, spoken=spoken, timed=timed, signs=signs_in([sentence])[0], rules=near(sentence).commitments)


def wins(rule: Rule, sentence: str) -> bool:
    assert isinstance(rule, CommitmentRule)
    hit = hit_in(sentence, spoken=rule.spoken, timed=rule.timed or bool(find(sentence)))
    return hit is not None and hit[0].id == rule.id


def matches(rule: Rule, sentence: str) -> bool:
    return compiled(rule.pattern).search(sentence) is not None


def is_first(table: Iterable[Rule]) -> Callable[[Rule, str], bool]:
    def first(rule: Rule, sentence: str) -> bool:
        return next((r.id for r in table if matches(r, sentence)), None) == rule.id

    return first


def finds(rule: Rule, sentence: str) -> bool:
    return any(t.rule == rule.id for t in find(sentence))


def is_sent(rule: Rule, item: str) -> bool:
    return rule is CLOSING_SENT and sends_to_the_house(item)


FAMILIES: list[tuple[tuple[Rule, ...], Callable[[Rule, str], bool]]] = [
    (COMMITMENTS, wins),
    ((CLOSING_SENT,), is_sent),
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


SENTENCES = [
    *(sentence for rule, _ in ALL for sentence in (*rule.examples, *rule.counterexamples)),
    *(sentence for file in SEEDS for _, sentence in split(fold(file.read_text(encoding="utf-8")).text)),
]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Een nieuw onderzoek ga ik niet doen, maar ik zal de Kamer in juni informeren.", "commitment.inform.house.active"),
        ("Die vraag kan ik nu niet beantwoorden en daar kom ik schriftelijk op terug.", "commitment.inform.return"),
        ("Hierbij zend ik u het rapport en ik zal u in mei informeren over de opvolging.", "commitment.inform.house.active"),
        ("Dat zal ik niet onderzoeken, maar dat ga ik ook niet uitsluiten.", None),
        ("Hierbij zend ik u het rapport, maar de bijlage zend ik u via deze weg ook.", None),
    ],
)
def test_what_one_clause_takes_away_another_keeps(sentence: str, rule: str | None) -> None:
    hit = hit_in(sentence, spoken=True, timed=False)
    assert (hit.rule.id if hit else None) == rule


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Conform de motie Jansen c.s. (Kamerstuk 1) zal ik dat doen. Dat is al.",
            ["Conform de motie Jansen c.s. (Kamerstuk 1) zal ik dat doen.", "Dat is al."],
        ),
        ("Zie de brief van 3 mei jl. Ik zal dat doen.", ["Zie de brief van 3 mei jl.", "Ik zal dat doen."]),
        ("Ik begin met u. Excuses aanvaard.", ["Ik begin met u.", "Excuses aanvaard."]),
        ("Dat is gedaan. (Zie de bijlage.) Ik zal dat doen.", ["Dat is gedaan.", "(Zie de bijlage.)", "Ik zal dat doen."]),
    ],
)
def test_a_sentence_ends_at_its_full_stop_and_not_at_that_of_an_abbreviation(text: str, sentences: list[str]) -> None:
    assert [sentence for _, sentence in split(text)] == sentences


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        (
            "De op 3 mei jl. aangenomen motie Jansen c.s. is uitgevoerd.",
            "De op 3 mei jl\x04 aangenomen motie Jansen c\x04s\x04 is uitgevoerd.",
        ),
        ("Dat was op 3 mei jl.", "Dat was op 3 mei jl."),
        ("Dat is o.a. zo ...", "Dat is o\x04a\x04 zo ..."),
        ("Zie art. 3, nr. 4 en o.a. de bijlage.", "Zie art\x04 3, nr\x04 4 en o\x04a\x04 de bijlage."),
    ],
)
def test_no_rule_stops_at_the_dot_of_an_abbreviation(sentence: str, seen: str) -> None:
    assert hide_dots(sentence) == seen


MARKED = [mark(sentence, signs).text for sentence, signs in zip(SENTENCES, signs_in(SENTENCES), strict=True)]
# What stands beyond ASCII.
ODD = ("de motie-Kostić is hiermee afgedaan", "Eén beëindigde „evaluatie” ⟦in ٣ weken⟧")


@pytest.mark.parametrize("rule", COMMITMENTS, ids=lambda rule: rule.id)
def test_what_makes_a_rule_fast_hides_nothing_that_it_finds(rule: CommitmentRule) -> None:
    for sentence, marked in zip(SENTENCES, MARKED, strict=True):
        if not (any(word in sentence for word in rule.needs) and set(rule.signs) <= set(marked)):
            assert not compiled(rule.pattern).search(marked), sentence


@pytest.mark.parametrize("rule", DELAYS, ids=lambda rule: rule.id)
def test_what_makes_a_rule_of_delays_fast_hides_nothing_that_it_finds(rule: DelayRule) -> None:
    for sentence in SENTENCES:
        if not any(word in sentence for word in rule.needs):
            assert not re.search(rule.pattern, sentence), sentence


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_glance_sees_all_that_a_search_finds(rule: Rule) -> None:
    for sentence in (*SENTENCES, *MARKED, *rule.examples, *ODD):
        if compiled(rule.pattern).search(sentence):
            assert search(rule.pattern, sentence), sentence


@pytest.mark.parametrize(
    ("pattern", "there", "not_there"),
    [
        (r"\bcoördinatie\b", "de coördinatie ervan", "de coördinaten ervan"),
        (r"\b\w{3} en [\w-]+$", "Één en Kostić-Łukaszewicz", "Één en („Kostić”)"),
        (r"[^)\]](?=[)\]])[)\]]? x\(", "(ab] x(", "(ab] x)"),
        (r"(?<!niet )(?P<what>haal)baar{1,2}", "dat is wel haalbaar", "dat is niet te halen"),
        (r"\d{2} maart", "op ٣٤ maart", "op drie maart"),
        (r"^(?!.*(?:\)|[(])).*lid\b", "het lid", "het beleid"),
    ],
)
def test_a_glance_takes_an_expression_for_what_it_says(pattern: str, there: str, not_there: str) -> None:
    assert re.search(pattern, there)
    assert Glance([pattern]).at(there)
    assert not Glance([pattern]).at(not_there)


def test_rule_ids_are_unique_and_well_formed() -> None:
    ids = [rule.id for rule, _ in ALL]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", i) for i in ids)
