"""PDF: what stands where on the page decides what it is; bad files, and the process that they may take down."""

import threading
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import Words, bomb, column, encrypted, looping, of_many_pages, pdf, with_note

from tracker.folding import fold
from tracker.model import Document, Role
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, read_bytes
from tracker.reference.government import load

DATE = Words(70, 60, "Den Haag, 3 mei 2024")
LIMITS = Limits(seconds=20, memory_megabytes=256)


def paper(*pages: Sequence[Words]) -> Document:
    return raw_paper(pdf([DATE, *pages[0]], *pages[1:]))


def raw_paper(data: bytes, limits: Limits = LIMITS) -> Document:
    return read_bytes(Source("stuk.pdf", "application/pdf", data), Sidecar(), government=load(), limits=limits, today=date(2026, 11, 21))


def parts(document: Document, *roles: Role) -> list[str]:
    return [fold(document.text[p.start : p.end]).text for p in document.passages if not roles or p.role in roles]


LONG = (
    "De minister zal de Kamer voor het einde van het jaar informeren over de uitkomst",
    "van de gesprekken die hij voert met de andere lidstaten en met de Europese Commis-",
    "sie, en gaat daarbij in op de kosten van het voorstel en op de planning van het",
)


def test_lines_are_joined_to_the_paragraph_that_a_page_edge_cuts() -> None:
    document = paper(
        [*column(70, 600, *LONG), Words(300, 820, "1", 8)], [*column(70, 80, "wetsvoorstel dat daarop volgt."), Words(300, 820, "2", 8)]
    )
    body = next(p for p in document.passages if p.role is Role.BODY)
    words = fold(document.text[body.start : body.end]).text
    assert words.startswith("De minister zal")
    assert "de Europese Commissie, en gaat" in words
    assert words.endswith("de planning van het wetsvoorstel dat daarop volgt.")
    assert body.page == 1
    assert parts(document, Role.FURNITURE) == ["1", "2"]


def test_paragraphs_are_told_apart_by_the_space_between_them_and_by_a_short_last_line() -> None:
    first = column(70, 100, *LONG, "wetsvoorstel.")
    second = column(70, 148, "Daarna volgt een tweede alinea, die zonder witregel begint en over twee regels loopt,", "tot hier.")
    third = column(70, 200, "Een derde alinea staat onder een witregel.")
    assert [t.split()[0] for t in parts(paper([*first, *second, *third]), Role.BODY)] == ["De", "Daarna", "Een"]


def test_a_margin_column_stands_apart_from_the_sentence_beside_it() -> None:
    margin = column(470, 100, "Ministerie van", "Voorbeelden", "Ons kenmerk", "ABC-2024/17", size=7)
    document = paper([*column(70, 100, *LONG, "wetsvoorstel."), *margin])
    assert len(parts(document, Role.BODY)) == 1
    assert "Ministerie van Voorbeelden Ons kenmerk ABC-2024/17" in parts(document, Role.LETTERHEAD)
    assert document.numbers.document == ("ABC-2024/17",)


def test_a_footnote_stands_below_the_paragraph_and_its_raised_number_leaves_the_sentence() -> None:
    line = with_note(70, 124, "van het voorstel van 24 juni 2022", "1", "is de Kamer op de hoogte gesteld.")
    note = [Words(70, 776, "1", 5), Words(76, 780, "Kamerstuk 32 317, nr. 975.", 8)]
    document = paper(
        [*column(70, 100, *LONG[:1], "van de gesprekken. Ook over de kosten die daaruit volgen en over de uitvoering ervan,"), *line, *note]
    )
    body = next(p for p in document.passages if p.role is Role.BODY)
    assert fold(document.text[body.start : body.end]).text.endswith("van 24 juni 2022 is de Kamer op de hoogte gesteld.")
    assert body.notes == ("1",)
    assert [(p.label, fold(document.text[p.start : p.end]).text) for p in document.passages if p.role is Role.FOOTNOTE] == [
        ("1", "1 Kamerstuk 32 317, nr. 975.")
    ]


def test_a_raised_number_without_a_footnote_stays() -> None:
    document = paper(
        [*with_note(70, 100, "De woning is 90 m", "2", "groot, en de tuin is dat ook ongeveer."), *column(70, 112, "Zo is het.")]
    )
    assert "m2 groot" in parts(document, Role.BODY)[0]


def test_bold_lines_are_headings_and_small_lines_within_the_page_a_table() -> None:
    heading = Words(70, 100, "Stand van zaken van de gesprekken.", bold=True)
    table = column(70, 200, "Jaar   Aantal", "2023   12", size=7, step=9)
    document = paper([heading, *column(70, 112, *LONG, "wetsvoorstel."), *table, *column(70, 240, "Daarna gaat de tekst door.")])
    assert parts(document, Role.HEADING) == ["Stand van zaken van de gesprekken."]
    assert parts(document, Role.TABLE) == ["Jaar Aantal 2023 12"]
    assert parts(document, Role.BODY)[-1] == "Daarna gaat de tekst door."


def test_running_heads_are_furniture_and_cut_no_sentence() -> None:
    head = Words(70, 40, "Ministerie van Voorbeelden, afdeling Stukken")
    pages = [[head, *column(70, 80, *LONG)], [head, *column(70, 80, "wetsvoorstel en de", *LONG)], [head, *column(70, 80, "wetsvoorstel.")]]
    document = paper(*pages)
    assert parts(document, Role.FURNITURE) == ["Ministerie van Voorbeelden, afdeling Stukken"] * 3
    assert len(parts(document, Role.BODY)) == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    left = (
        "De voorzitter opent de vergadering en",
        "geeft het woord aan de minister, die",
        "uitgebreid zal ingaan op wat er in",
        "de vorige is gevraagd en",
    )
    right = (
        "die daarna de vragen van de leden zal",
        "beantwoorden voor zover dat nu al kan",
        "en anders schriftelijk, zoals dat hier",
        "de gewoonte is.",
    )
    assert parts(paper([*column(60, 100, *left), *column(320, 100, *right)]), Role.BODY) == [" ".join([*left, *right])]


def test_questions_and_answers_bear_their_number_and_who_asked() -> None:
    opening = column(70, 100, "Vragen van het lid Jansen (D66) aan de Minister van Financiën over de kosten", "(ingezonden 1 april 2024).")
    answered = column(70, 136, "Antwoord van Minister De Vries (Financiën) (ontvangen 3 mei 2024).")
    first = [*column(70, 160, "Vraag 1", "Bent u bekend met het bericht?"), *column(70, 196, "Antwoord 1", "Ja.")]
    both = [*column(70, 232, "Vraag 2 en 3", "Wat kost het?"), *column(70, 268, "Antwoord 2 en 3", "Dat is niet bekend.")]
    document = paper([*opening, *answered, *first, *both])
    asked = [(p.role, p.label, p.asked_by) for p in document.passages if p.role in (Role.QUESTION, Role.ANSWER)]
    assert asked == [
        (Role.QUESTION, "1", "D66"),
        (Role.ANSWER, "1", "D66"),
        (Role.QUESTION, "2 en 3", "D66"),
        (Role.ANSWER, "2 en 3", "D66"),
    ]
    assert (document.kind, document.date, document.ministers) == ("antwoord_kamervragen", date(2024, 5, 3), ("minister van Financiën",))


def test_every_passage_gives_back_its_words() -> None:
    document = paper([*column(70, 100, *LONG), Words(300, 820, "1", 8)], column(70, 80, "wetsvoorstel dat daarop volgt."))
    assert document.text == "\n\n".join(document.text[p.start : p.end] for p in document.passages)


GOOD = pdf([DATE, *column(70, 100, *LONG)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted(), "is encrypted"),
        (GOOD[: len(GOOD) // 2], "incomplete"),
        (of_many_pages(10_000), "10000 pages"),
        (looping(), "damaged"),
        (pdf([]), "scan"),
        (b"%PDF-1.7\n" + b"\0\xff" * 5000 + b"%%EOF", "damaged"),
        (bomb(100), "broke off"),
    ],
    ids=["encrypted", "truncated", "10000-pages", "loop", "scan", "garbage", "bomb"],
)
def test_a_bad_pdf_is_refused_by_name_and_the_next_one_is_read(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=rf"^stuk\.pdf: .*{reason}"):
        raw_paper(data)
    assert "De minister zal" in raw_paper(GOOD).text


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=30))
@settings(max_examples=60)
def test_a_damaged_pdf_is_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in damage:
        data[place] = value
    try:
        document = raw_paper(bytes(data))
    except Unreadable:
        return
    assert document.text == "\n\n".join(document.text[p.start : p.end] for p in document.passages)
    assert "\0" not in document.text


def test_a_pdf_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with pytest.raises(Unreadable, match=r"reading\.seconds"):
        raw_paper(bomb(150), Limits(seconds=1, memory_megabytes=4096))
    assert "De minister zal" in raw_paper(GOOD).text


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"reading\.characters"):
        raw_paper(pdf(*[column(70, 80, *LONG)] * 10), Limits(characters=1000))


def test_papers_are_read_in_several_threads_at_once() -> None:
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(raw_paper(GOOD).text)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 3
    assert len(set(texts)) == 1
