"""What a paper is: kind, title, date, numbers, ministers, committee; its sidecar; citations; who is who in the government."""

import re
from datetime import date
from pathlib import Path

import pytest

from tracker.model import CommitteeBasis, DateBasis, Document, Rule
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, citations, dating, kinds, offices, read, read_bytes
from tracker.reading.media import media_type
from tracker.reference.government import Committee, Government, Ministry, Party, load

TODAY = date(2026, 11, 21)
RULES: tuple[Rule, ...] = (
    *kinds.KINDS,
    *dating.PRINTED,
    dating.HELD,
    *dating.LOOKING_BACK,
    *dating.PAST,
    dating.AHEAD,
    *citations.RULES,
    *offices.ANSWERING,
    offices.ATTENDANCE,
)
LETTER = "Datum 3 mei 2024\nBetreft {subject}\n\nGeachte voorzitter,\n\n{text}\n\nHoogachtend,\n\n{office},\n\nA.B. Jansen\n"


def paper(text: str, sidecar: Sidecar | None = None) -> Document:
    source = Source("stuk.txt", "text/plain", text.encode())
    return read_bytes(source, sidecar or Sidecar(), government=load(), limits=Limits(), today=TODAY)


def letter(subject: str = "Voortgang", text: str = "Hierbij informeer ik u.", office: str = "De Minister van Financiën") -> Document:
    return paper(LETTER.format(subject=subject, text=text, office=office))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_matches_its_examples_and_none_of_its_counterexamples(rule: Rule) -> None:
    pattern = re.compile(rule.pattern, re.IGNORECASE if rule.id.startswith("date.") else 0)
    assert [e for e in rule.examples if not pattern.search(e)] == []
    assert [e for e in rule.counterexamples if pattern.search(e)] == []


def test_the_ids_of_the_rules_are_each_used_once() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Betreft Geannoteerde agenda van de Landbouwraad\n\nGeachte voorzitter,", "geannoteerde_agenda"),
        ("Betreft Beantwoording schriftelijk overleg geannoteerde agenda\n\nGeachte voorzitter,", "schriftelijk_overleg"),
        ("Onderwerp Antwoorden op Kamervragen over de zorg\n\nGeachte voorzitter,", "antwoord_kamervragen"),
        ("Betreft Reactie op motie\n\nGeachte voorzitter,\n\nIn de motie van het lid Jansen staat", "kamerbrief"),
        ("Fiche 1: Verordening over de luchtvaart", "bnc_fiche"),
        ("32 317\nNr. 12 VERSLAG VAN EEN COMMISSIEDEBAT", "commissiedebat"),
        ("Uitnodiging voor een bijeenkomst", "overig"),
    ],
)
def test_the_kind_that_two_rules_want_goes_to_the_first(opening: str, kind: str) -> None:
    assert paper(f"Den Haag, 3 mei 2024\n\n{opening}\n").kind == kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Datum 22 december 2022\n\nIn de brief van 3 januari 2021 staat het.", date(2022, 12, 22)),
        ("Den Haag, 28 oktober 2016\n\nTekst.", date(2016, 10, 28)),
        ("Datum: 3-2-2023\n\nTekst.", date(2023, 2, 3)),
        (
            "Vragen van het lid Jansen (D66) (ingezonden 6 maart 2024).\n\nAntwoord van Minister X (Y) (ontvangen 25 maart 2024).",
            date(2024, 3, 25),
        ),
        ("Voorgesteld 24 april 2025\n\nDe Kamer", date(2025, 4, 24)),
    ],
)
def test_the_printed_date_is_the_papers_own(text: str, day: date) -> None:
    document = paper(text)
    assert (document.date, document.date_basis) == (day, DateBasis.PRINTED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Op 2 oktober jl. is gemeld dat het verslag van de Raad van 13 oktober 2025 volgt.\n\nMotie van 17 oktober jl.",
            date(2025, 10, 17),
        ),
        ("Op 4 september 2025 stelde de minister dat. Op 10 december zal de Raad bijeenkomen.", date(2025, 9, 4)),
        ("Open data, geraadpleegd op 2 december 2025. De maatregel geldt tot 8 juni 2026.", date(2025, 12, 2)),
        ("In de brief van 10 januari 2025 staat wat op 17 december jl. is besloten.", date(2025, 1, 10)),
        ("Zoals op 4 november jl. gemeld (Kamerstukken II, 2025-2026, 32 317, nr. 973).", date(2025, 11, 4)),
        ("4 Algemeen Dagblad, 10 november 2025, ‘Onrust aan de grens’", date(2025, 11, 10)),
    ],
)
def test_without_a_printed_date_it_is_the_latest_day_looked_back_on(text: str, day: date) -> None:
    document = paper(text)
    assert (document.date, document.date_basis) == (day, DateBasis.INFERRED)


@pytest.mark.parametrize(
    "text", ["Op 10 december 2025 vindt een conferentie plaats.", "De maatregel geldt tot 8 juni 2026.", "Op 2 oktober jl. was dat zo."]
)
def test_a_paper_that_looks_back_on_no_known_day_is_refused_and_says_what_to_do(text: str) -> None:
    with pytest.raises(Unreadable, match="date: YYYY-MM-DD"):
        paper(text)


def test_a_letter_gives_subject_minister_and_the_committee_of_the_ministry() -> None:
    document = letter("Emissies door de\nluchtvaart", office="DE STAATSSECRETARIS VAN INFRASTRUCTUUR EN WATERSTAAT")
    assert document.title == "Emissies door de luchtvaart"
    assert document.ministers == ("staatssecretaris van Infrastructuur en Waterstaat",)
    assert (document.committee, document.committee_basis) == ("Infrastructuur en Waterstaat", CommitteeBasis.MINISTRY)


@pytest.mark.parametrize(
    ("signed", "office"),
    [
        ("De Minister van Volksgezondheid, Welzijn en Sport", "minister van Volksgezondheid, Welzijn en Sport"),
        ("DE MINISTER VAN ONDERWIJS, CULTUUR EN WETENSCHAP", "minister van Onderwijs, Cultuur en Wetenschap"),
        ("De staatssecretaris van Onderwijs,\nCultuur en Wetenschap", "staatssecretaris van Onderwijs, Cultuur en Wetenschap"),
        ("De Staatssecretaris Participatie en Integratie", "staatssecretaris Participatie en Integratie"),
        ("De Minister-President, minister van Algemene Zaken", "minister van Algemene Zaken"),
        ("DE MINISTER VAN OCW", "minister van OCW"),
    ],
)
def test_the_office_that_signs_is_given_whole_in_one_spelling(signed: str, office: str) -> None:
    assert letter(office=signed).ministers == (office,)


def test_who_lends_a_name_to_a_letter_comes_after_who_signs_it() -> None:
    both = "Mede namens de Minister van Onderwijs, Cultuur en Wetenschap,\n\nDe Minister van Financiën"
    document = letter(office=both)
    assert document.ministers == ("minister van Financiën", "minister van Onderwijs, Cultuur en Wetenschap")
    assert document.committee == "Financiën"


@pytest.mark.parametrize(
    ("sentence", "ministers"),
    [
        ("Bij brief van … heeft de minister van Defensie de vragen en opmerkingen beantwoord.", ["minister van Defensie"]),
        (
            "Daarop hebben de minister van Financiën en de staatssecretaris van Onderwijs, Cultuur en Wetenschap de vragen beantwoord.",
            ["minister van Financiën", "staatssecretaris van Onderwijs, Cultuur en Wetenschap"],
        ),
        (
            "Bij brief van 3 mei 2024 hebben de ministers van Defensie en van Asiel en Migratie de vragen beantwoord.",
            ["minister van Defensie", "minister van Asiel en Migratie"],
        ),
        (
            "De vragen zijn op 3 mei 2024 door de Minister voor Natuur en Stikstof, mede namens de Minister van Financiën, beantwoord.",
            ["minister voor Natuur en Stikstof", "minister van Financiën"],
        ),
        (
            "Vragen over de brief van de minister van Defensie zijn door de minister van Financiën bij brief van 3 mei 2024 beantwoord.",
            ["minister van Financiën"],
        ),
        ("De Minister van Financiën heeft deze vragen bij brief van 3 mei 2024 beantwoord.", ["minister van Financiën"]),
        (
            "De vragen zijn op 1 mei 2024 aan de Minister van Financiën voorgelegd. Bij brief van 3 mei 2024 zijn zij beantwoord.",
            ["minister van Financiën"],
        ),
        ("De vragen over de brief van de minister van Defensie zijn beantwoord.", []),
        ("De vragen zijn door de minister-president beantwoord.", ["minister-president"]),
    ],
)
def test_the_ministers_of_a_schriftelijk_overleg_are_those_who_answered(sentence: str, ministers: list[str]) -> None:
    text = f"Den Haag, 3 mei 2024\n\nVERSLAG VAN EEN SCHRIFTELIJK OVERLEG\n\n{sentence}\n\nDe voorzitter van de commissie,\nJansen\n"
    assert list(paper(text).ministers) == ministers


@pytest.mark.parametrize(
    ("sentence", "ministers"),
    [
        (
            (
                "De commissie heeft op 1 juli 2025 overleg gevoerd met de heer De Wit, staatssecretaris Rechtsbescherming, "
                "en mevrouw Jansen, minister van Justitie en Veiligheid, over de brief van de minister van Defensie."
            ),
            ["staatssecretaris Rechtsbescherming", "minister van Justitie en Veiligheid"],
        ),
        (
            (
                "De commissie heeft op 1 juli 2015 overleg gevoerd met minister De Wit-Jansen "
                "van Defensie en staatssecretaris Van der Berg van Volksgezondheid, Welzijn en Sport over:"
            ),
            ["minister van Defensie", "staatssecretaris van Volksgezondheid, Welzijn en Sport"],
        ),
        (
            (
                "Tegenwoordig zijn drie leden der Kamer, te weten:\n\nBakker, De Boer en Smit,\nen de heer De Wit, minister-president, "
                "minister van Algemene Zaken, en mevrouw Jansen, minister van Financiën, viceminister-president."
            ),
            ["minister van Algemene Zaken", "minister van Financiën"],
        ),
        ("Aanwezig zijn twee leden der Kamer, te weten: De Boer en Smit.", []),
    ],
)
def test_the_ministers_of_a_debate_are_those_who_attend(sentence: str, ministers: list[str]) -> None:
    text = f"Den Haag, 3 mei 2024\n\nVERSLAG VAN EEN COMMISSIEDEBAT\n\n{sentence}\n\nMinister Jansen:\nVoorzitter.\n"
    assert list(paper(text).ministers) == ministers


@pytest.mark.parametrize(
    ("kind", "day"),
    [("VERSLAG VAN EEN COMMISSIEDEBAT", date(2024, 3, 5)), ("VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", date(2024, 4, 8))],
)
def test_a_report_has_the_day_of_its_meeting_not_that_on_which_it_was_established(kind: str, day: date) -> None:
    sentence = "De vaste commissie voor Financiën heeft op 5 maart 2024 overleg gevoerd met de heer Jansen, minister van Financiën."
    document = paper(f"{kind}\n\nVastgesteld 8 april 2024\n\n{sentence}\n\nMinister Jansen:\nVoorzitter.\n")
    assert (document.date, document.date_basis) == (day, DateBasis.PRINTED)


def test_a_committee_that_only_asked_for_the_letter_is_not_the_papers_own() -> None:
    document = letter(text="Op verzoek van de vaste commissie voor Defensie informeer ik u.")
    assert (document.committee, document.committee_basis) == ("Financiën", CommitteeBasis.MINISTRY)


def test_a_printed_committee_goes_before_the_table() -> None:
    document = paper("Den Haag, 3 mei 2024\n\nBesluitenlijst\n\nVoortouwcommissie: vaste commissie voor Financiën\n")
    assert (document.committee, document.committee_basis) == ("Financiën", CommitteeBasis.PRINTED)


def test_the_numbers_that_name_a_paper() -> None:
    document = paper("Den Haag, 3 mei 2024\n\n36 278\nNr. 32\n\nMOTIE VAN HET LID JANSEN\n")
    assert document.numbers.dossier == ("36278-32",)
    assert letter(text="In antwoord op uw brief van 1 mei 2024, nr. 2024Z11859, bericht ik u.").numbers.case == ("2024Z11859",)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Kamerstukken II, 2025-2026, 32 317, nr. 973.", ["32317-973"]),
        ("nr. 36.704-63 en nr. 36 704-64.", ["36704-63", "36704-64"]),
        ("Kamerstukken II, 2024–2025, 21 501-02, nr. 319.", ["21501-02-319"]),
        ("Kamerstuk 36 410 VIII, nr. 106", ["36410-VIII-106"]),
        ("Nota - 34417-(R2068)-7", ["34417-R2068-7"]),
        ("2025Z19269, 2025Z19541", ["2025Z19269", "2025Z19541"]),
        ("Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1379", ["ah-tk-20232024-1379"]),
        ("Kamerstukken II 2021/22, Aanhangsel, nr. 1694", ["ah-tk-20212022-1694"]),
        ("Aanhangsel 2210", ["Aanhangsel 2210"]),
        ("Stb. 2020, 123 en Stcrt. 2024, nr. 9876", ["stb-2020-123", "stcrt-2024-9876"]),
        ("tussen 10.000-20.000 euro in 2024-2025, artikel 25, Richtlijn 2001/40/EG, C(2025) 7099", []),
    ],
)
def test_citations_have_a_canonical_form(text: str, canonical: list[str]) -> None:
    found = citations.find(text)
    assert [c.canonical for c in found] == canonical
    assert all(text[c.start : c.end].strip() == text[c.start : c.end] != "" for c in found)


def test_a_sidecar_goes_before_what_the_paper_says(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(LETTER.format(subject="X", text="Hierbij.", office="De Minister van Financiën"), encoding="utf-8")
    (tmp_path / "brief.yaml").write_text("date: 2025-10-31\ntitle: Een betere titel\ncommittee: Defensie\nkind: overig\n", encoding="utf-8")
    document = read(tmp_path / "brief.txt", government=load(), limits=Limits(), today=TODAY)
    assert (document.date, document.date_basis) == (date(2025, 10, 31), DateBasis.SIDECAR)
    assert (document.title, document.kind) == ("Een betere titel", "overig")
    assert (document.committee, document.committee_basis) == ("Defensie", CommitteeBasis.CLERK)


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("datum: 2025-10-31\n", "'datum'.*'date'"),
        ("date: gisteren\n", "date: "),
        ("- een lijst\n", "write lines such as"),
        ("date: [\n", "YAML"),
        ("kind: brief\n", "kind: "),
    ],
)
def test_a_wrong_sidecar_is_refused_by_file_and_key(tmp_path: Path, sidecar: str, reason: str) -> None:
    (tmp_path / "brief.txt").write_text("Den Haag, 3 mei 2024\n\nTekst.\n", encoding="utf-8")
    (tmp_path / "brief.yaml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(Unreadable, match=rf"brief\.yaml: .*{reason}"):
        read(tmp_path / "brief.txt", government=load(), limits=Limits(), today=TODAY)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("stuk.pdf", b"%PDF-1.7", "application/pdf"),
        ("stuk.txt", b"%PDF-1.7", "application/pdf"),
        ("stuk.xml", b"<?xml version='1.0'?><officiele-publicatie/>", "application/xml"),
        ("stuk.xml", b"<!DOCTYPE html><html>", "text/html"),
        ("stuk", b"Gewone tekst", "text/plain"),
    ],
)
def test_the_first_bytes_tell_the_format(name: str, data: bytes, expected: str) -> None:
    assert media_type(name, data) == expected


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.docx or \.pdf"),
        ("brief.rtf", b"{\\rtf1", "docx"),
        ("foto.jpg", b"\xff\xd8", "PDF, DOCX, HTML"),
    ],
)
def test_a_format_that_is_not_read_is_refused_with_advice(name: str, data: bytes, advice: str) -> None:
    with pytest.raises(Unreadable, match=rf"^{name}: .*{advice}"):
        media_type(name, data)


@pytest.mark.parametrize(
    ("office", "day", "ministry"),
    [
        ("staatssecretaris van Justitie en Veiligheid", date(2025, 10, 1), "Justitie en Veiligheid"),
        ("minister voor Asiel en Migratie", date(2025, 10, 1), "Asiel en Migratie"),
        ("DE MINISTER VAN FINANCIËN", date(2016, 1, 1), "Financiën"),
        ("minister voor Volkshuisvesting en Ruimtelijke Ordening", date(2023, 2, 3), "Binnenlandse Zaken en Koninkrijksrelaties"),
        ("minister van Volkshuisvesting en Ruimtelijke Ordening", date(2025, 2, 3), "Volkshuisvesting en Ruimtelijke Ordening"),
        ("minister van Economische Zaken en Klimaat", date(2022, 12, 22), "Economische Zaken en Klimaat"),
        ("ministerie van IenW", date(2022, 12, 22), "Infrastructuur en Waterstaat"),
        ("staatssecretaris van Volksgezondheid Welzijn en Sport", date(2024, 8, 30), "Volksgezondheid, Welzijn en Sport"),
        ("burgemeester van Utrecht", date(2024, 8, 30), None),
    ],
)
def test_an_office_belongs_to_the_ministry_of_its_day(office: str, day: date, ministry: str | None) -> None:
    assert load().ministry(office, day) == ministry


def test_a_portfolio_without_a_ministry_keeps_the_committee_of_its_name() -> None:
    tables, day = load(), date(2026, 3, 1)
    assert tables.ministry("minister van Asiel en Migratie", day) == "Justitie en Veiligheid"
    assert tables.committee_for("minister van Asiel en Migratie", day) == "Asiel en Migratie"
    assert tables.committee_for("minister van Werk en Participatie", day) == "Sociale Zaken en Werkgelegenheid"


@pytest.mark.parametrize(
    ("printed", "party"), [("Forum voor Democratie", "FVD"), ("GL-PvdA", "GroenLinks-PvdA"), ("d66", "D66"), ("Kiesgerechtigden", None)]
)
def test_a_party_is_known_in_all_its_spellings(printed: str, party: str | None) -> None:
    assert load().party(printed) == party


def test_a_table_that_names_no_ministry_of_its_own_is_refused() -> None:
    ministry, party = Ministry(name="A", source="test"), Party(name="P", source="test")
    with pytest.raises(ValueError, match=r"C: there is no ministry 'B'"):
        Government(ministries=(ministry,), committees=(Committee(name="C", ministries=("B",), source="test"),), parties=(party,))


def test_every_row_that_rests_on_usage_says_so() -> None:
    tables = load()
    rows = (*tables.ministries, *tables.offices, *tables.committees, *tables.parties)
    assert all(row.source for row in rows)
    assert not any(row.sure and "gebruik" in row.source for row in rows)
