"""The chair's closing list of toezeggingen, as chairs read it: in lists, with numbers, in running speech, interrupted and corrected."""

import re

import pytest

from tracker.model import Role, Rule, SpeakerRole
from tracker.reading import closing_rules, speeches
from tracker.reading.blocks import Block
from tracker.reading.closing_list import mark

RULES: tuple[Rule, ...] = (
    *closing_rules.OPENINGS,
    *closing_rules.MARKERS,
    *closing_rules.PROMISES,
    *closing_rules.PERSONAL,
    *closing_rules.CLOSINGS,
    closing_rules.ASIDE,
    closing_rules.TO_WHOM,
    closing_rules.GOES_ON,
    *(rule for rule, _ in speeches.SPEAKER_LINES),
    speeches.REPORT,
)


@pytest.mark.parametrize(
    ("rule", "sentence"), [(r, s) for r in RULES for s in r.examples], ids=lambda x: x.id if isinstance(x, Rule) else x
)
def test_a_rule_finds_each_of_its_examples(rule: Rule, sentence: str) -> None:
    assert re.search(rule.pattern, sentence)


@pytest.mark.parametrize(
    ("rule", "sentence"), [(r, s) for r in RULES for s in r.counterexamples], ids=lambda x: x.id if isinstance(x, Rule) else x
)
def test_a_rule_finds_none_of_its_counterexamples(rule: Rule, sentence: str) -> None:
    assert not re.search(rule.pattern, sentence)


def chair(text: str, label: str | None = None) -> Block:
    return Block(text, Role.SPEECH, speaker="De voorzitter", speaker_role=SpeakerRole.CHAIR, label=label)


def minister(text: str) -> Block:
    return Block(text, Role.SPEECH, speaker="Minister De Groot", speaker_role=SpeakerRole.MINISTER)


def member(text: str) -> Block:
    return Block(text, Role.SPEECH, speaker="Mevrouw De Wit (PQR)", speaker_role=SpeakerRole.MEMBER)


ENDINGS = {
    "a list of the report, opened by the chair": (
        [
            chair("Dank u wel. Dan kom ik bij de toezeggingen."),
            chair("De minister stuurt voor het kerstreces een brief over de sluis.", "–"),
            chair("Het onderwerp vispassages wordt meegenomen in de voortgangsbrief.", "–"),
            chair("Daarmee zijn we aan het einde gekomen van deze vergadering."),
        ],
        [
            "De minister stuurt voor het kerstreces een brief over de sluis.",
            "Het onderwerp vispassages wordt meegenomen in de voortgangsbrief.",
        ],
    ),
    "a list printed with dashes": (
        [
            chair("Ik heb twee toezeggingen genoteerd:"),
            chair("– De Kamer ontvangt in maart een overzicht van de tarieven."),
            chair("– De minister gaat in gesprek met de havens."),
        ],
        ["– De Kamer ontvangt in maart een overzicht van de tarieven.", "– De minister gaat in gesprek met de havens."],
    ),
    "all in one breath, with the member each was promised to": (
        [
            chair(
                "Ik dank de minister. Er zijn drie toezeggingen gedaan. De minister informeert de Kamer over de sluis. Dat is een "
                "toezegging aan de heer Bakker. De staatssecretaris zegt toe met de gemeenten te praten en komt daarop terug. "
                "Deze is gericht aan mevrouw De Wit. De Kamer ontvangt de evaluatie uiterlijk 1 mei. Dan sluit ik hierbij de vergadering."
            )
        ],
        [
            "De minister informeert de Kamer over de sluis. Dat is een toezegging aan de heer Bakker.",
            "De staatssecretaris zegt toe met de gemeenten te praten en komt daarop terug. Deze is gericht aan mevrouw De Wit.",
            "De Kamer ontvangt de evaluatie uiterlijk 1 mei.",
        ],
    ),
    "numbers before the items": (
        [
            chair(
                "Dan de toezeggingen. Eén. De minister komt in oktober met een brief. Check. Punt twee. De tarieven, voor het zomerreces."
            ),
            chair("Drie: de Kamer ontvangt nr. 12 van de reeks nog dit jaar. De laatste toezegging is dat de minister de havens bezoekt."),
        ],
        [
            "Eén. De minister komt in oktober met een brief.",
            "Punt twee. De tarieven, voor het zomerreces.",
            "Drie: de Kamer ontvangt nr. 12 van de reeks nog dit jaar.",
            "De laatste toezegging is dat de minister de havens bezoekt.",
        ],
    ),
    "interrupted, and taken up again": (
        [
            chair("Dan loop ik de toezeggingen langs. De minister stuurt de Kamer voor de begroting een brief over de sluis."),
            minister("Dat moet na de begroting zijn."),
            chair("De minister komt daar dus op een ander moment op terug. Is dat akkoord? Dan gaan we naar de tweede toezegging."),
            chair("De staatssecretaris onderzoekt de tarieven. Ik kijk naar mevrouw De Wit."),
            member("Akkoord."),
            chair("De minister knikt ook. De Kamer wordt voor het kerstreces geïnformeerd over de havens. Dank u wel."),
        ],
        [
            "De minister stuurt de Kamer voor de begroting een brief over de sluis.",
            "De staatssecretaris onderzoekt de tarieven.",
            "De Kamer wordt voor het kerstreces geïnformeerd over de havens.",
        ],
    ),
    "one toezegging inside the sentence that announces it": (
        [chair("Er is één toezegging genoteerd, namelijk dat de minister de Kamer in mei informeert. Tot slot dank ik u allen.")],
        ["Er is één toezegging genoteerd, namelijk dat de minister de Kamer in mei informeert."],
    ),
    "in the chair's own person": (
        [chair("Nu nog de toezeggingen. Wij ontvangen voor de zomer een brief over de sluis. Tot slot heb ik staan dat het kabinet komt.")],
        ["Wij ontvangen voor de zomer een brief over de sluis.", "Tot slot heb ik staan dat het kabinet komt."],
    ),
    "carried on by a sentence that points back": (
        [chair("Ik lees de toezeggingen voor. De minister laat de sluis onderzoeken. Daarbij worden ook de kosten betrokken. Dat klopt.")],
        ["De minister laat de sluis onderzoeken. Daarbij worden ook de kosten betrokken."],
    ),
}


@pytest.mark.parametrize(("said", "items"), ENDINGS.values(), ids=ENDINGS.keys())
def test_each_item_of_the_closing_list_is_a_block_of_its_own(said: list[Block], items: list[str]) -> None:
    assert [b.text for b in mark(said) if b.role is Role.CLOSING_LIST] == items


def test_to_whom_it_was_promised_stays_with_the_item_also_in_a_paragraph_of_its_own() -> None:
    said = [
        chair("Dan de toezeggingen."),
        chair("De minister stuurt een brief.", "–"),
        chair("Dat is een toezegging aan mevrouw De Wit. Ik kijk haar even aan."),
    ]
    assert [(b.role, b.text) for b in mark(said)][1:] == [
        (Role.CLOSING_LIST, "De minister stuurt een brief.\nDat is een toezegging aan mevrouw De Wit."),
        (Role.SPEECH, "Ik kijk haar even aan."),
    ]


NO_LIST = {
    "a promise that the chair repeats in the debate": [
        chair("De minister stuurt de Kamer dus een brief. Volgens mij is dat een mooie toezegging.")
    ],
    "a list announced for later": [
        chair("Ik wilde al naar de toezeggingen gaan, maar die komen straks. De minister stuurt u het verslag."),
    ],
    "a list that is interrupted before it begins": [
        chair("Eerst de toezeggingen. O, mevrouw De Wit."),
        member("Er is nog een vraag over de sluis."),
        chair("De minister komt erop terug voor het reces."),
    ],
    "words after the end of the list": [
        chair("Dat waren de toezeggingen. De Kamer stemt dinsdag. De minister stuurt ons allen naar huis."),
    ],
    "a minister who sums up promises": [
        chair("Dan kom ik bij de toezeggingen."),
        minister("De minister van Financiën stuurt de Kamer in maart een brief."),
    ],
    "a list of motions": [chair("De motie op stuk nr. 12 over de sluis.", "–"), chair("De motie op stuk nr. 13 over de havens.", "–")],
}


@pytest.mark.parametrize("said", NO_LIST.values(), ids=NO_LIST.keys())
def test_nothing_else_is_an_item(said: list[Block]) -> None:
    assert [b.text for b in mark(said) if b.role is Role.CLOSING_LIST] == []


@pytest.mark.parametrize("said", [said for said, _ in ENDINGS.values()], ids=ENDINGS.keys())
def test_marking_keeps_every_word_and_its_speaker(said: list[Block]) -> None:
    marked = mark(said)
    assert " ".join(b.text for b in marked).split() == " ".join(b.text for b in said).split()
    assert {(b.speaker, b.speaker_role) for b in marked} == {(b.speaker, b.speaker_role) for b in said}


def test_a_debate_without_structure_gets_its_speakers_from_the_lines_that_name_them() -> None:
    row = [
        Block("Verslag van een commissiedebat", Role.HEADING),
        Block("De voorzitter:\nIk open de vergadering."),
        Block("Het woord is aan mevrouw De Wit."),
        Block("Mevrouw De Wit (PQR):", Role.HEADING),
        Block("Voorzitter. De sluis lekt."),
        Block("De vergadering wordt van 11.17 uur tot 11.52 uur geschorst."),
        Block("De voorzitter:", Role.HEADING),
        Block("Ik sluit de vergadering."),
        Block("Sluiting 12.00 uur."),
    ]
    assert [(b.role, b.speaker, b.text) for b in speeches.attribute(row)] == [
        (Role.HEADING, None, "Verslag van een commissiedebat"),
        (Role.HEADING, "De voorzitter", "De voorzitter:"),
        (Role.SPEECH, "De voorzitter", "Ik open de vergadering."),
        (Role.SPEECH, "De voorzitter", "Het woord is aan mevrouw De Wit."),
        (Role.HEADING, "Mevrouw De Wit (PQR)", "Mevrouw De Wit (PQR):"),
        (Role.SPEECH, "Mevrouw De Wit (PQR)", "Voorzitter. De sluis lekt."),
        (None, None, "De vergadering wordt van 11.17 uur tot 11.52 uur geschorst."),
        (Role.HEADING, "De voorzitter", "De voorzitter:"),
        (Role.SPEECH, "De voorzitter", "Ik sluit de vergadering."),
        (None, None, "Sluiting 12.00 uur."),
    ]


def test_a_letter_that_quotes_one_speaker_is_no_debate() -> None:
    row = (Block("Geachte voorzitter,"), Block("Minister De Groot: dat zeg ik toe."), Block("Hoogachtend,"))
    assert speeches.attribute(row) == row


@pytest.mark.parametrize(
    "said", ["De minister " * 100_000, "Dan kom ik bij de toezeggingen " * 50_000, "Eén. " * 100_000], ids=["subject", "opening", "numbers"]
)
def test_endless_speech_costs_no_endless_time(said: str) -> None:
    assert mark([chair(said.strip())])
