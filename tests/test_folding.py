"""Folding changes what lies between words, never the words, and always knows the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.folding import fold

FOLDS = [
    ("de Kamer\nwordt  geïnformeerd", "de Kamer wordt geïnformeerd"),
    ("12\u00a0juli\u202f2026", "12 juli 2026"),
    ("op 12 decem-\nber 2024", "op 12 december 2024"),
    ("op 12 decem\u00adber 2024", "op 12 december 2024"),
    ("geïnfor\u00ad\nmeerd", "geïnformeerd"),
    ("de JBZ-\nRaad", "de JBZ-Raad"),
    ("EU-\nwetgeving", "EU-wetgeving"),
    ("Asiel-\nen migratiebeheer", "Asiel- en migratiebeheer"),
    ("het non-\nrefoulement", "het non-refoulement"),
    ("een klimaat-\nfonds, dus het klimaat-fonds", "een klimaat-fonds, dus het klimaat-fonds"),
    ("8-\n9 december", "8-9 december"),
    ("tĳdens de termĳn", "tijdens de termijn"),
    ("o\ufb03cieel", "officieel"),
    ("een\u200b woord\ufeff", "een woord"),
    ("eerste alinea.\n \nTweede alinea.", "eerste alinea.\nTweede alinea."),
    ("bladzijde\fvolgende", "bladzijde\nvolgende"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_a_text_folds_to(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_place_in_the_folded_text_is_found_again_in_the_original() -> None:
    text = "Nog  op 12 decem-\nber 2024 en tĳdens\nde zomer"
    folded = fold(text)
    for words, original in (("12 december 2024", "12 decem-\nber 2024"), ("tijdens de", "tĳdens\nde"), ("op", "op"), (" op", "  op")):
        at = folded.text.index(words)
        start, end = folded.original(at, at + len(words))
        assert text[start:end] == original
        assert folded.position(start) == at


@given(st.text(alphabet="abZ1 -\n\r\t\f\u00a0\u00adĳﬁ.\u200b", max_size=80))
def test_every_folded_character_has_its_own_place_in_the_original(text: str) -> None:
    folded = fold(text)
    last = 0
    for i, character in enumerate(folded.text):
        start, end = folded.original(i, i + 1)
        assert last <= start < end <= len(text) or (start < end and character in "ijf")
        if character in "abZ1.":
            assert text[start:end] == character
        last = start


@given(st.text(alphabet="ab \n-ĳ", max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text.replace("\n", " ") == once.replace("\n", " ") or "-\n" in once
