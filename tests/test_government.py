"""Who answers now for what a ministry promised that has been renamed, merged or divided."""

from datetime import date

import pytest

from tracker.reference.government import Government, load

JENV, BZK = "Justitie en Veiligheid", "Binnenlandse Zaken en Koninkrijksrelaties"
LNV, LVVN = "Landbouw, Natuur en Voedselkwaliteit", "Landbouw, Visserij, Voedselzekerheid en Natuur"
ELI, EZ, EZK, KGG = (
    "Economische Zaken, Landbouw en Innovatie",
    "Economische Zaken",
    "Economische Zaken en Klimaat",
    "Klimaat en Groene Groei",
)
ANSWERS = [
    ("it exists", JENV, date(2026, 1, 1), None, (JENV,)),
    ("it does not exist yet", LVVN, date(2020, 1, 1), None, (LVVN,)),
    ("its last day", LNV, date(2024, 7, 1), None, (LNV,)),
    ("the day after", LNV, date(2024, 7, 2), None, (LVVN,)),
    ("renamed twice", "Justitie", date(2026, 1, 1), None, (JENV,)),
    ("merged", LNV, date(2012, 1, 1), None, (ELI,)),
    ("merged, and taken apart under an older name", LNV, date(2014, 1, 1), None, (EZ,)),
    ("divided", EZK, date(2025, 1, 1), None, (EZ, KGG)),
    ("gone and come back", EZ, date(2025, 1, 1), None, (EZ,)),
    ("divided, and one again", EZ, date(2026, 6, 1), None, (EZK,)),
    ("gone and come back with all its work", EZK, date(2026, 6, 1), None, (EZK,)),
    ("a ministry that has become an office", "Asiel en Migratie", date(2026, 6, 1), "minister van Asiel en Migratie", (JENV,)),
    ("gone, while others did its work", EZ, date(2020, 1, 1), None, (EZK, LNV)),
    (
        "the office has become a ministry",
        BZK,
        date(2025, 1, 1),
        "minister voor Volkshuisvesting en Ruimtelijke Ordening",
        ("Volkshuisvesting en Ruimtelijke Ordening",),
    ),
    ("the office has stayed", BZK, date(2025, 1, 1), "minister van BZK", (BZK,)),
    ("an office that has gone with its ministry", LNV, date(2025, 1, 1), "minister voor Natuur en Stikstof", (LVVN,)),
    ("offices of two ministries", LNV, date(2025, 1, 1), "minister van LNV en minister van VWS", (LVVN,)),
    ("a ministry that no table knows", "Zeevaart", date(2025, 1, 1), None, ("Zeevaart",)),
]


@pytest.mark.parametrize(("what", "ministry", "day", "office", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_who_answers(what: str, ministry: str, day: date, office: str | None, expected: tuple[str, ...]) -> None:
    assert load().answers(ministry, day, office) == expected


def test_every_ministry_that_has_gone_names_who_took_over() -> None:
    assert [m.name for m in load().ministries if m.until and not m.successors] == []


def test_a_successor_that_is_no_ministry_is_refused() -> None:
    ministry = {"name": "Zeevaart", "until": "1950-01-01", "successors": ["Luchtvaart"], "source": "x"}
    with pytest.raises(ValueError, match="Luchtvaart"):
        Government.model_validate(
            {"ministries": [ministry], "committees": [{"name": "Zee", "source": "x"}], "parties": [{"name": "P", "source": "x"}]}
        )
