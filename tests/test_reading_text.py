"""Plain text: encodings, pages, footnotes, paragraphs, the parts of a letter, questions and answers, exact offsets, bad input."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.folding import fold
from tracker.model import Document, Passage, Role
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, read, read_bytes
from tracker.reference.government import load

SEEDS = Path(__file__).parent.parent / "seeds"
TODAY = date(2026, 11, 21)
DATED = "Den Haag, 3 mei 2024\n\n"


def paper(text: str | bytes, limits: Limits | None = None, name: str = "stuk.txt") -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read_bytes(Source(name, "text/plain", data), Sidecar(), government=load(), limits=limits or Limits(), today=TODAY)


def parts(document: Document, *roles: Role) -> list[str]:
    return [fold(document.text[p.start : p.end]).text for p in document.passages if not roles or p.role in roles]


def passage(document: Document, words: str) -> Passage:
    return next(p for p in document.passages if words in fold(document.text[p.start : p.end]).text)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("geïnformeerd".encode(), "geïnformeerd"),
        ("\ufeffgeïnformeerd".encode(), "geïnformeerd"),
        ("geïnformeerd over “de Raad”".encode("cp1252"), "geïnformeerd over “de Raad”"),
        ("één geïnformeerd".encode("mac-roman"), "één geïnformeerd"),
        ("één geïnformeerd".encode("cp850"), "één geïnformeerd"),
        ("geïnformeerd".encode("utf-16"), "geïnformeerd"),
        ("geïnformeerd over de Raad".encode("utf-16-le"), "geïnformeerd over de Raad"),
        ("geïnformeerd over de Raad".encode("utf-16-be"), "geïnformeerd over de Raad"),
        ("geïnformeerd – “één”".encode().decode("cp1252", "ignore").encode(), "geïnformeerd – “één"),
        ("CAFÉ” is geen dubbele codering".encode(), "CAFÉ” is geen dubbele codering"),
        ("regel één\r\nregel twee".encode(), "regel één regel twee"),
    ],
    ids=["utf-8", "mark", "cp1252", "mac", "dos", "utf-16", "utf-16-le", "utf-16-be", "twice", "capital-and-quote", "crlf"],
)
def test_text_in_any_encoding_gives_its_letters(data: bytes, words: str) -> None:
    encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "ascii"
    day = "" if data[:2] == b"\xff\xfe" else " d.d. 3 mei 2024 verzonden"
    if not day:
        data, encoding = data + " d.d. 3 mei 2024 verzonden".encode("utf-16-le"), "ascii"
    assert words in " ".join(parts(paper(data + day.encode(encoding))))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"tekst\0met nul", "no text"),
        (bytes(range(256)) * 10, "no text"),
        (b"Een zin zonder dag.", "date: YYYY-MM-DD"),
    ],
    ids=["empty", "blank", "nul", "binary", "no-day"],
)
def test_what_is_no_paper_is_refused_by_name_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=rf"^stuk\.txt: .*{reason}"):
        paper(data)


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"reading\.characters"):
        paper(DATED + "woord " * 500, Limits(characters=1000))


def test_a_file_beyond_the_size_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(Unreadable, match=r"100 MB.*reading\.megabytes"):
        read(path, government=load(), limits=Limits(), today=TODAY)


@pytest.mark.parametrize("name", ["bestaat-niet.txt", "nul\0.txt", "lang" * 75 + ".txt", "../../bestaat-niet.txt", "."])
def test_a_name_that_is_no_readable_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path / name, government=load(), limits=Limits(), today=TODAY)


def test_a_long_name_without_room_for_a_sidecar_is_read(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".txt")
    path.write_text(DATED + "Een zin.", encoding="utf-8")
    assert "Een zin." in read(path, government=load(), limits=Limits(), today=TODAY).text


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Een zin die op\nde volgende regel doorgaat.", ["Een zin die op de volgende regel doorgaat."]),
        ("De eerste alinea eindigt.\n\nDe tweede begint.", ["De eerste alinea eindigt.", "De tweede begint."]),
        ("De Raad van 8 december,\n\n9 en 10 december komt bijeen.", ["De Raad van 8 december, 9 en 10 december komt bijeen."]),
        ("Een lange regel die tot de kantlijn loopt, en niet\nkort.\nDe volgende alinea volgt zonder witregel en is lang.", None),
        (
            "De volgende stukken:\n- het eerste stuk;\n- het tweede stuk.",
            ["De volgende stukken:", "- het eerste stuk;", "- het tweede stuk."],
        ),
        (
            "Het percentage van alle lidstaten samen\n– het aandeel van de Raad – is vastgesteld.",
            ["Het percentage van alle lidstaten samen – het aandeel van de Raad – is vastgesteld."],
        ),
        ("Op 2 oktober jl.\n\nis uw Kamer geïnformeerd.", ["Op 2 oktober jl. is uw Kamer geïnformeerd."]),
    ],
    ids=["line", "blank", "comma", "short-line", "list", "dash", "abbreviation"],
)
def test_paragraphs_are_whole_and_apart(text: str, paragraphs: list[str] | None) -> None:
    read_parts = parts(paper(DATED + text), Role.BODY)
    assert read_parts == paragraphs if paragraphs else len(read_parts) == 2


def test_a_heading_stands_apart_from_the_paragraph_below_it() -> None:
    document = paper(
        DATED + "Kopgroep verdragen\nHet kabinet voert daarover gesprekken met andere lidstaten van de Unie en zal dat\nblijven doen."
    )
    assert parts(document, Role.HEADING) == ["Kopgroep verdragen"]
    assert parts(document, Role.BODY) == ["Het kabinet voert daarover gesprekken met andere lidstaten van de Unie en zal dat blijven doen."]


PAGES = (
    "Den Haag, 3 mei 2024\n\nDe minister zal de Kamer voor het einde van het jaar informeren over de uitkomst van de\n"
    "gesprekken die nu worden gevoerd met de andere lidstaten1 en met de\n\n1 Kamerstuk 32 317, nr. 975\n\n1\n\f"
    "Commissie, en zal daarbij ingaan op de kosten.2 Daarna volgt een wetsvoorstel.\n\n2 Kamerstuk 32 317, nr. 976\n\n2\n"
)


def test_a_paragraph_that_a_page_edge_cuts_is_one_passage_and_its_footnotes_follow_it() -> None:
    document = paper(PAGES)
    whole = passage(document, "De minister zal")
    assert fold(document.text[whole.start : whole.end]).text.endswith(
        "lidstaten en met de Commissie, en zal daarbij ingaan op de kosten. Daarna volgt een wetsvoorstel."
    )
    assert (whole.page, whole.notes) == (1, ("1", "2"))
    notes = [(p.label, p.page) for p in document.passages if p.role is Role.FOOTNOTE]
    assert notes == [("1", 1), ("2", 2)]
    assert parts(document, Role.FURNITURE) == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("zoals gemeld.1 Daarna", "zoals gemeld. Daarna"),
        ("zoals gemeld1. Daarna", "zoals gemeld. Daarna"),
        ("van 24 juni 20221 is", "van 24 juni 2022 is"),
        ("(zie de brief)1 is", "(zie de brief) is"),
        ("‘het rapport’1, is", "‘het rapport’, is"),
    ],
)
def test_the_number_of_a_footnote_leaves_the_sentence(line: str, read_as: str) -> None:
    document = paper(DATED + f"Hier staat {line} hier meer.\n\n1 Kamerstuk 32 317, nr. 975\n")
    assert passage(document, read_as).notes == ("1",)


@pytest.mark.parametrize(
    "line",
    [
        "de leden van D66 en JA21 zijn er",
        "op 1 juli 2025 is het klaar",
        "artikel 1 geldt",
        "het gaat om CO2 en PM10",
        "in 2025 is 5,1% bereikt",
    ],
)
def test_numbers_that_belong_to_the_sentence_stay(line: str) -> None:
    document = paper(DATED + f"Hier staat dat {line}, en daarna een noot.1 Meer niet.\n\n1 Kamerstuk 32 317, nr. 975\n")
    assert passage(document, line).notes == ("1",)


def test_running_heads_are_furniture() -> None:
    pages = "\f".join(
        f"Ministerie van Voorbeelden, blad {n}\n\nDit is de eerste zin van bladzijde nummer {n}. Hij is lang genoeg.\n" for n in range(1, 5)
    )
    document = paper(DATED + pages)
    assert sum(t.startswith("Ministerie van Voorbeelden") for t in parts(document, Role.FURNITURE)) >= 3
    assert not any("Ministerie van Voorbeelden" in t for t in parts(document, Role.BODY))


CONSULTATION = """Verslag van een schriftelijk overleg

De vaste commissie voor Financiën heeft een aantal vragen en opmerkingen voorgelegd over de brief van 3 mei 2024.

De voorzitter van de commissie,
Jansen

Inhoudsopgave
Vragen en opmerkingen van de leden van de D66-fractie
Vragen en opmerkingen van de leden van de fractie van GroenLinks-PvdA

1

Vragen en opmerkingen van de leden van de D66-fractie

De leden van de D66-fractie vragen wanneer de minister dit voorstel aan de Kamer zal sturen.

Antwoord
Het voorstel wordt voor het kerstreces verzonden.

Daarbij hoort een toelichting, die gelijktijdig verschijnt.

Deze leden constateren voorts dat de kosten stijgen.

Kan de minister dat toelichten?

Antwoord
Dat volgt uit de raming.

Vragen en opmerkingen van de leden van de fractie van GroenLinks-PvdA

De Raad komt bijeen. Wat vindt de minister daarvan?

Antwoord
Zie het antwoord op de vraag van de leden van de D66-fractie.
"""


def test_questions_and_answers_of_a_written_consultation_bear_the_party_that_asks() -> None:
    document = paper(CONSULTATION)
    asked = [
        (p.role, p.asked_by, fold(document.text[p.start : p.end]).text.split()[0])
        for p in document.passages
        if p.role in (Role.QUESTION, Role.ANSWER)
    ]
    assert asked == [
        (Role.QUESTION, "D66", "De"),
        (Role.ANSWER, "D66", "Het"),
        (Role.ANSWER, "D66", "Daarbij"),
        (Role.QUESTION, "D66", "Deze"),
        (Role.QUESTION, "D66", "Kan"),
        (Role.ANSWER, "D66", "Dat"),
        (Role.QUESTION, "GroenLinks-PvdA", "De"),
        (Role.ANSWER, "GroenLinks-PvdA", "Zie"),
    ]
    assert parts(document, Role.SIGNATURE) == ["De voorzitter van de commissie, Jansen"]
    assert len(parts(document, Role.TABLE)) == 2


IN_PARTS = """Verslag van een schriftelijk overleg

De vaste commissie voor Financiën heeft een aantal vragen en opmerkingen voorgelegd over de brief van 3 mei 2024.

I Vragen en opmerkingen vanuit de fracties

Vragen en opmerkingen van de leden van de D66-fractie

De leden van de D66-fractie vragen wanneer de minister dit voorstel aan de Kamer zal sturen.

{answers}

Vragen en opmerkingen van de leden van de D66-fractie

De leden van de D66-fractie vragen naar de planning. Het voorstel wordt voor het kerstreces verzonden.
"""


def test_a_consultation_with_its_answers_in_a_later_part_has_answers_there_whatever_they_repeat() -> None:
    document = paper(IN_PARTS.format(answers="II Reactie van de bewindspersoon"))
    assert (passage(document, "vragen wanneer").role, passage(document, "kerstreces").role) == (Role.QUESTION, Role.ANSWER)
    assert passage(document, "kerstreces").asked_by == "D66"


def test_a_consultation_that_marks_no_answer_is_not_guessed_at() -> None:
    document = paper(IN_PARTS.format(answers="II Overig"))
    assert not parts(document, Role.QUESTION, Role.ANSWER)
    assert passage(document, "kerstreces").asked_by == "D66"


LETTER = """> Retouradres Postbus 20901 2500 EX Den Haag

De voorzitter van de Tweede Kamer
der Staten-Generaal

Datum 22 december 2022
Betreft Emissies door de luchtvaart

Geachte voorzitter,

Hierbij informeer ik u over de stand van zaken.

Hoogachtend,

DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,

A.B. van der Voorbeeld
"""


def test_the_parts_of_a_letter() -> None:
    document = paper(LETTER)
    assert parts(document, Role.BODY) == ["Geachte voorzitter,", "Hierbij informeer ik u over de stand van zaken."]
    assert parts(document, Role.SIGNATURE) == ["Hoogachtend,", "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,", "A.B. van der Voorbeeld"]
    assert parts(document, Role.LETTERHEAD)[0].startswith("> Retouradres")


@given(st.text(alphabet="abc AB.,:?12\n\f-–•’(éĳ\u00ad\u0301", max_size=400))
def test_every_passage_gives_back_its_words_and_no_border_stands_inside_one(text: str) -> None:
    document = paper("d.d. 3 mei 2024 verzonden.\n\n" + text)
    words = [document.text[p.start : p.end] for p in document.passages]
    assert document.text == "\n\n".join(words)
    assert all(w and w == w.strip() and "\n\n" not in w for w in words)


@pytest.mark.parametrize(
    ("seed", "first", "last"), [("000", date(2025, 12, 2), date(2025, 12, 8)), ("004", date(2025, 10, 23), date(2025, 10, 31))]
)
def test_the_seeds_are_dated_by_the_latest_day_that_they_look_back_on(seed: str, first: date, last: date) -> None:
    document = read(next(SEEDS.glob(f"{seed}_*.txt")), government=load(), limits=Limits(), today=TODAY)
    assert document.date_basis == "inferred"
    assert first <= document.date <= last
