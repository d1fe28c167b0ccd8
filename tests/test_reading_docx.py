"""Word files: small ones made here, with their parts; and those that are refused."""

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Document, PaperKind, Role
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, read_bytes
from tracker.reading.media import DOCX
from tracker.reference.government import load

TODAY = date(2026, 1, 1)
GOVERNMENT = load()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DATED = Sidecar(date=date(2025, 7, 2))


def relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{target}"/>' for i, kind, target in targets)
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def part(name: str, inner: str) -> str:
    return (
        f'<w:{name} xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{inner}</w:{name}>'
    )


def word(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Zip a Word file of `body`; `parts` are its other parts, by the kind of their relation: footnotes, styles, numbering, header."""
    others = dict(parts or {})
    main = part("document", f"<w:body>{body}</w:body>")
    files = {
        "_rels/.rels": relations(("r0", "officeDocument", "word/document.xml")),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": relations(*((f"id-{kind}", kind, f"{kind}.xml") for kind in others)),
        **{f"word/{kind}.xml": inner for kind, inner in others.items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, sidecar: Sidecar = DATED, limits: Limits | None = None) -> Document:
    return read_bytes(Source("brief.docx", DOCX, data), sidecar, government=GOVERNMENT, limits=limits or Limits(), today=TODAY)


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(p.role, document.text[p.start : p.end]) for p in document.passages]


def p(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(r if r.startswith("<") else f'<w:r><w:t xml:space="preserve">{escape(r)}</w:t></w:r>' for r in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def bold(text: str) -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: tuple[str, ...], properties: str = "") -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


LINES = '<w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'
DELETED = "<w:r><w:delText> niet</w:delText></w:r>"
INSERTED = "<w:r><w:t> lekt.</w:t></w:r>"
BREAK = "<w:r><w:br/></w:r>"
BOX = f"<w:txbxContent>{p('Ons kenmerk 12')}</w:txbxContent>"

BODIES: dict[str, tuple[str, list[tuple[Role, str]]]] = {
    "words in several runs": (p("De sluis ", "le", "kt."), [(Role.BODY, "De sluis lekt.")]),
    "a sentence cut into paragraphs": (
        p("Ik deel u mede") + p("dat de sluis lekt.") + p("De rest."),
        [(Role.BODY, "Ik deel u mede\ndat de sluis lekt."), (Role.BODY, "De rest.")],
    ),
    "an empty paragraph ends what is before it": (p("Een kop") + p() + p("en meer."), [(Role.BODY, "Een kop"), (Role.BODY, "en meer.")]),
    "a bold line is a heading, a bold question is none": (
        p(bold("De sluis")) + p(bold("Lekt de sluis?")),
        [(Role.HEADING, "De sluis"), (Role.BODY, "Lekt de sluis?")],
    ),
    "a line break keeps the paragraph whole": (p("Water,", BREAK, "land."), [(Role.BODY, "Water,\nland.")]),
    "deleted words and codes of fields are not read": (
        p("De sluis", f"<w:del>{DELETED}</w:del>", "<w:r><w:instrText>PAGE</w:instrText></w:r>", f"<w:ins>{INSERTED}</w:ins>"),
        [(Role.BODY, "De sluis lekt.")],
    ),
    "a table with lines, row by row": (
        table((p("Jaar"), p("Euro")), (p("2025"), p("100")), properties=LINES),
        [(Role.TABLE, "Jaar\nEuro"), (Role.TABLE, "2025\n100")],
    ),
    "a cell of several paragraphs": (
        table((p("Jaar"), p("Euro")), (p("2025"), p("Eén.") + p("Twee.")), properties=LINES),
        [(Role.TABLE, "Jaar\nEuro"), (Role.TABLE, "2025"), (Role.TABLE, "Eén."), (Role.TABLE, "Twee.")],
    ),
    "a table that only places the fields of a letter": (
        table((p("Datum"), p("2 juli 2025")), (p("Betreft"), p("De sluis"))) + p("De sluis lekt."),
        [(Role.LETTERHEAD, "Datum\n2 juli 2025"), (Role.LETTERHEAD, "Betreft\nDe sluis"), (Role.BODY, "De sluis lekt.")],
    ),
    "a floating table beside the text": (
        table((p("Contact: loket 3"),), properties="<w:tblpPr/>") + p("De sluis lekt."),
        [(Role.LETTERHEAD, "Contact: loket 3"), (Role.BODY, "De sluis lekt.")],
    ),
    "a text box, kept in two forms": (
        p("De sluis lekt.", f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"),
        [(Role.BODY, "De sluis lekt."), (Role.LETTERHEAD, "Ons kenmerk 12")],
    ),
    "footnotes that were typed": (
        p("De sluis lekt [1], het gemaal ook 2).[2]") + p("[1] Zie de bijlage.") + p("[2] Idem."),
        [(Role.BODY, "De sluis lekt, het gemaal ook 2)."), (Role.FOOTNOTE, "Zie de bijlage."), (Role.FOOTNOTE, "Idem.")],
    ),
    "a list at the end is no row of notes": (
        p("Er zijn twee punten.") + p("1) de kolk.") + p("2) de deur."),
        [(Role.BODY, "Er zijn twee punten."), (Role.BODY, "1) de kolk."), (Role.BODY, "2) de deur.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_a_word_file_in_its_parts(body: str, expected: list[tuple[Role, str]]) -> None:
    assert parts(read(word(body))) == expected


def reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


FOOTNOTES = part(
    "footnotes",
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>", " Kamerstuk 34104, nr. 210.")}</w:footnote>'
    f'<w:footnote w:id="8">{p("Eerste regel.")}{p("Tweede regel.")}</w:footnote>',
)


def test_a_footnote_stands_after_its_paragraph_and_its_digit_outside_the_sentence() -> None:
    paper = read(word(p("In mei", reference(7), " lekt", reference(8), " de sluis.") + p("Verder."), {"footnotes": FOOTNOTES}))
    assert parts(paper) == [
        (Role.BODY, "In mei lekt de sluis."),
        (Role.FOOTNOTE, "Kamerstuk 34104, nr. 210."),
        (Role.FOOTNOTE, "Eerste regel.\nTweede regel."),
        (Role.BODY, "Verder."),
    ]
    assert [(x.label, x.notes) for x in paper.passages] == [(None, ("1", "2")), ("1", ()), ("2", ()), (None, ())]


def test_a_reference_to_a_footnote_that_is_missing_leaves_the_sentence() -> None:
    assert parts(read(word(p("De sluis", reference(99), " lekt."), {"footnotes": FOOTNOTES}))) == [(Role.BODY, "De sluis lekt.")]


STYLES = part(
    "styles",
    '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mijn"><w:name w:val="Mijn kop"/><w:basedOn w:val="Kop1"/></w:style>'
    '<w:style w:styleId="Afz"><w:name w:val="Huisstijl-Afzendgegevens"/></w:style>'
    '<w:style w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>'
    '<w:style w:styleId="Raster"><w:name w:val="Table Grid"/><w:tblPr>'
    '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr></w:style>',
)


def test_styles_tell_headings_letterhead_and_tables_with_lines() -> None:
    body = p("Kop", style="Mijn") + p("Turfmarkt 1", style="Afz") + p("De sluis lekt.", style="Ring")
    body += table((p("a"), p("b")), (p("c"), p("d")), properties='<w:tblStyle w:val="Raster"/>')
    assert parts(read(word(body, {"styles": STYLES}))) == [
        (Role.HEADING, "Kop"),
        (Role.LETTERHEAD, "Turfmarkt 1"),
        (Role.BODY, "De sluis lekt."),
        (Role.TABLE, "a\nb"),
        (Role.TABLE, "c\nd"),
    ]


def level(number: int, kind: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


LEVELS = {
    1: level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1%2)") + level(2, "lowerRoman", "%3."),
    2: level(0, "bullet", "·"),
    3: level(0, "decimal", "Vraag %1"),
}
NUMBERING = part(
    "numbering",
    "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in LEVELS.items())
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in LEVELS),
)


def item(text: str, list_id: int, at: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_items_get_the_numbers_that_word_counts() -> None:
    body = (
        item("Een.", 1)
        + item("Onder.", 1, 1)
        + item("Onder.", 1, 1)
        + item("Diep.", 1, 2)
        + item("Twee.", 1)
        + item("Onder.", 1, 1)
        + item("Punt.", 2)
    )
    paper = read(word(body, {"numbering": NUMBERING}))
    assert [x.label for x in paper.passages] == ["1.", "1a)", "1b)", "i.", "2.", "2a)", "–"]


def test_a_question_that_word_numbers_is_a_question() -> None:
    body = p("Antwoorden op Kamervragen van het lid De Wit (SP) over de sluis.") + item("Lekt de sluis?", 3) + p("Antwoord 1") + p("Ja.")
    paper = read(word(body, {"numbering": NUMBERING}))
    assert paper.kind is PaperKind.ANTWOORD_KAMERVRAGEN
    assert [(x.role, x.label, paper.text[x.start : x.end]) for x in paper.passages][1:] == [
        (Role.HEADING, "1", "Vraag 1"),
        (Role.QUESTION, "1", "Lekt de sluis?"),
        (Role.HEADING, "1", "Antwoord 1"),
        (Role.ANSWER, "1", "Ja."),
    ]


def test_the_header_of_the_first_page_is_the_letterhead_and_later_ones_are_furniture() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="id-header"/><w:titlePg/></w:sectPr>'
    header = part("hdr", p("Datum 2 juli 2025") + p("Pagina 1 van 1"))
    paper = read(word(p("Geachte voorzitter,") + p("De sluis lekt.") + section, {"header": header}), Sidecar())
    assert (paper.date, parts(paper)[0]) == (date(2025, 7, 2), (Role.LETTERHEAD, "Datum 2 juli 2025"))
    later = read(word(p("De sluis lekt.") + section.replace('"first"', '"even"'), {"header": header}))
    assert parts(later) == [(Role.BODY, "De sluis lekt."), (Role.FURNITURE, "Datum 2 juli 2025")]


def test_pages_are_those_at_which_word_broke_the_text() -> None:
    edge = "<w:r><w:lastRenderedPageBreak/></w:r>"
    paper = read(word(p("Eén.") + p("Twee ", edge, "loopt door.") + p(edge, "Drie.") + p("Vier.")))
    assert [x.page for x in paper.passages] == [1, 1, 3, 3]
    assert [x.page for x in read(word(p("Eén."))).passages] == [None]


def test_a_motion_says_what_it_is() -> None:
    top = table((p(bold("36 278")), p("Wijziging van de Wet op de sluizen")), (p(bold("Nr. 32")), p(bold("MOTIE VAN HET LID DE WIT"))))
    body = (
        top
        + p("Voorgesteld 24 april 2025")
        + p()
        + p("De Kamer,")
        + p("gehoord de beraadslaging,")
        + p("verzoekt de regering de sluis te dichten.")
    )
    paper = read(word(body), Sidecar())
    assert (paper.kind, paper.date, paper.numbers.dossier) == (PaperKind.MOTIE, date(2025, 4, 24), ("36278-32",))
    assert paper.title.startswith("MOTIE VAN HET LID DE WIT")
    assert [text for _, text in parts(paper)][-3:] == [
        "De Kamer,",
        "gehoord de beraadslaging,",
        "verzoekt de regering de sluis te dichten.",
    ]


GOOD = word(p("De sluis lekt."))


def with_file(name: str, data: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        files: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return zipped({**files, name: data})


def encrypted() -> bytes:
    data = bytearray(GOOD)
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
REFUSED = {
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "save it without a password as .docx"),
    "no zip": (b"PK\x03\x04 geen zip", "zip is damaged"),
    "cut off": (GOOD[: len(GOOD) // 2], "zip is damaged"),
    "a zip without a text": (zipped({"foto.txt": "x"}), "zip without the text of a Word file"),
    "a text without a body": (with_file("word/document.xml", part("document", "")), "no text part"),
    "broken XML": (with_file("word/document.xml", "<w:document"), "damaged"),
    "text that is no UTF-8": (with_file("word/document.xml", b"<a>\xff\xfe\xfa</a>"), "damaged"),
    "an external entity": (with_file("word/document.xml", ENTITY + part("document", "")), "DTD"),
    "an external entity in UTF-16": (with_file("word/document.xml", (ENTITY + "<a/>").encode("utf-16")), "DTD"),
    "a bomb": (with_file("word/media/groot.xml", "0" * 20_000_000), "zip bomb"),
    "more than the limit": (with_file("word/a.bin", bytes(range(256)) * 8000), "reading.megabytes"),
    "a path outside the file": (with_file("../../etc/passwd", "x"), "path that leads out"),
    "a path from the root": (with_file("/etc/passwd", "x"), "path that leads out"),
    "a password": (encrypted(), "encrypted"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_word_file_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    limits = Limits(megabytes=1) if "megabytes" in reason else Limits()
    with pytest.raises(Unreadable, match=r"brief\.docx") as refusal:
        read(data, limits=limits)
    assert reason in refusal.value.reason


@pytest.mark.parametrize("lines", ["", LINES], ids=["placing", "with lines"])
def test_tables_in_tables_cost_no_more_than_their_words(lines: str) -> None:
    inner = p("De kolk.")
    for _ in range(30):
        inner = table((inner, p("A.")), (p("B."), p("C.")), properties=lines)
    assert len(parts(read(word(inner)))) > 30


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_passage_gives_back_its_words(paragraphs: list[str]) -> None:
    paper = read(word("".join(p(f"Alinea {text}.") for text in paragraphs)))
    written = unicodedata.normalize("NFC", " ".join(f"Alinea {text}." for text in paragraphs))
    assert " ".join(text for _, text in parts(paper)).split() == written.split()
    assert all(a.end < b.start for a, b in pairwise(paper.passages))
