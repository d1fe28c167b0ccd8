"""Saved web pages: small ones made here, with their parts; and those that are refused."""

from datetime import date
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Document, PaperKind, Role, SpeakerRole
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, read_bytes
from tracker.reading.media import HTML
from tracker.reference.government import load

TODAY = date(2026, 1, 1)
GOVERNMENT = load()
DATED = Sidecar(date=date(2025, 7, 2))


def read(html: str | bytes, sidecar: Sidecar = DATED, limits: Limits | None = None) -> Document:
    data = html.encode() if isinstance(html, str) else html
    return read_bytes(Source("stuk.html", HTML, data), sidecar, government=GOVERNMENT, limits=limits or Limits(), today=TODAY)


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(p.role, document.text[p.start : p.end]) for p in document.passages]


def page(paper: str, meta: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{meta}<title>Site</title><script>var x = '<p>Geen tekst.</p>';</script></head>"
        "<body><header><a href='/'>Home</a></header><nav><ul><li>Menu</li></ul></nav>"
        f"<div class='content'><div id='broodtekst' class='stuk'>{paper}</div></div><footer><p>Contact</p></footer></body></html>"
    )


PAPERS: dict[str, tuple[str, list[tuple[Role, str]]]] = {
    "headings and paragraphs": (
        "<h1>De sluis</h1><p>De <em>sluis</em> lekt.</p><p><strong>Verder</strong></p><p><b>Lekt zij?</b></p>",
        [(Role.HEADING, "De sluis"), (Role.BODY, "De sluis lekt."), (Role.HEADING, "Verder"), (Role.BODY, "Lekt zij?")],
    ),
    "words straight in a division": (
        "<div>De sluis<br>lekt.</div><div><span>Al</span> jaren.<p>En nu?</p></div>",
        [(Role.BODY, "De sluis\nlekt."), (Role.BODY, "Al jaren."), (Role.BODY, "En nu?")],
    ),
    "a paragraph of two": ("<p>Vraag 1<br>Lekt de sluis?</p>", [(Role.BODY, "Vraag 1"), (Role.BODY, "Lekt de sluis?")]),
    "a list whose numbers are printed": (
        "<ul><li><p><span>–</span> de kolk</p><p>en meer</p></li><li><p>2. de deur</p></li></ul>",
        [(Role.BODY, "de kolk"), (Role.BODY, "en meer"), (Role.BODY, "de deur")],
    ),
    "a table row by row": (
        "<table><caption>Kosten</caption><tr><th>Jaar</th><th>Euro</th></tr><tr><td><p>2025</p></td><td>100</td></tr></table>",
        [(Role.HEADING, "Kosten"), (Role.TABLE, "Jaar\nEuro"), (Role.TABLE, "2025\n100")],
    ),
    "a table that only places paragraphs": (
        "<table role='presentation'><tr><td>Links.</td><td>Rechts.</td></tr><tr><td>a</td><td>b</td></tr></table>",
        [(Role.BODY, text) for text in ("Links.", "Rechts.", "a", "b")],
    ),
    "a footnote with a way back": (
        "<p>De sluis<sup><a id='r1' href='#n1'>1</a></sup> lekt.</p><p>Verder.</p><div id='n1'><a href='#r1'>1</a> Zie de bijlage.</div>",
        [(Role.BODY, "De sluis lekt."), (Role.BODY, "Verder."), (Role.FOOTNOTE, "Zie de bijlage.")],
    ),
    "a footnote whose link has a class": (
        "<p>Zij lekt.<a class='nootnum' href='x.html#n'>[2]</a></p><ol><li><p><a name='n'></a>[2] Idem.</p></li></ol>",
        [(Role.BODY, "Zij lekt."), (Role.FOOTNOTE, "Idem.")],
    ),
    "a link that is no footnote": (
        "<p>Zie hoofdstuk <a href='#h2'>2</a>.</p><h2 id='h2'>2 De deur</h2>",
        [(Role.BODY, "Zie hoofdstuk 2."), (Role.HEADING, "2 De deur")],
    ),
    "what is hidden or around": (
        "<div class='breadcrumb'>Home</div><p hidden>Niet</p><form><p>Zoek</p></form><p>Wel.</p><!-- <p>Niet</p> -->",
        [(Role.BODY, "Wel.")],
    ),
}


@pytest.mark.parametrize(("paper", "expected"), PAPERS.values(), ids=PAPERS.keys())
def test_a_page_in_its_parts(paper: str, expected: list[tuple[Role, str]]) -> None:
    assert parts(read(page(paper))) == expected


def test_items_and_footnotes_keep_their_numbers() -> None:
    bridge = "<ul><li>a. De brug<sup><a href='#n'>3</a></sup></li></ul><p id='n'>3 Bron.</p>"
    paper = read(page(f"<ol start='4'><li>De kolk</li><li>De deur</li></ol>{bridge}"))
    assert [(p.label, p.notes) for p in paper.passages] == [("4.", ()), ("5.", ()), ("a.", ("3",)), ("3", ())]


META = (
    "<meta name='DC.identifier' content='kst-36800-VIII-182'><meta name='DCTERMS.issued' content='2025-02-20'>"
    "<meta name='DC.title' content='De sluis; Brief regering'>"
)


def test_a_page_of_officielebekendmakingen_says_what_it_is() -> None:
    paper = read(page("<p>BRIEF VAN DE MINISTER VAN FINANCIËN</p><p>De sluis lekt.</p>", META), Sidecar())
    assert (paper.kind, paper.date, paper.title) == (PaperKind.KAMERBRIEF, date(2025, 2, 20), "De sluis; Brief regering")
    assert paper.numbers.dossier == ("36800-VIII-182",)


def test_a_page_of_rijksoverheid_is_read_from_its_main_part() -> None:
    html = (
        "<html><head><meta name='DCTERMS.title' content='Kamerbrief over de sluis'><meta name='DCTERMS.issued' content='2024-05-16'></head>"
        "<body><p>Cookies</p><main><h1>Kamerbrief over de sluis</h1><p>Geachte voorzitter,</p><p>De sluis lekt.</p></main>"
        "<p>Volg ons</p></body></html>"
    )
    paper = read(html, Sidecar())
    assert (paper.kind, paper.date, paper.title) == (PaperKind.KAMERBRIEF, date(2024, 5, 16), "Kamerbrief over de sluis")
    assert [text for _, text in parts(paper)] == ["Kamerbrief over de sluis", "Geachte voorzitter,", "De sluis lekt."]


def test_a_debate_on_a_page_says_who_speaks_and_what_the_chair_reads_out() -> None:
    speeches = (
        "<div class='spreekbeurt'><div class='alineagroep'><p>De <strong>voorzitter</strong>:</p><p>Welkom.</p></div></div>"
        "<div class='spreekbeurt'><div class='alineagroep'><p>De heer <strong>Bakker</strong> (SP):</p><p>De sluis lekt.</p></div></div>"
        "<div class='spreekbeurt'><div class='alineagroep'><p>De <strong>voorzitter</strong>:</p><p>Dan de toezeggingen.</p>"
        "<ul><li>De minister stuurt een brief.</li></ul></div></div>"
    )
    paper = read(page("<h1>Verslag van een commissiedebat</h1>" + speeches))
    assert paper.kind is PaperKind.COMMISSIEDEBAT
    said = [(p.role, p.speaker, p.speaker_role, paper.text[p.start : p.end]) for p in paper.passages if p.role is not Role.HEADING]
    assert said == [
        (Role.SPEECH, "De voorzitter", SpeakerRole.CHAIR, "Welkom."),
        (Role.SPEECH, "De heer Bakker (SP)", SpeakerRole.MEMBER, "De sluis lekt."),
        (Role.SPEECH, "De voorzitter", SpeakerRole.CHAIR, "Dan de toezeggingen."),
        (Role.CLOSING_LIST, "De voorzitter", SpeakerRole.CHAIR, "De minister stuurt een brief."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_any_encoding_is_read(encoding: str) -> None:
    html = page("<p>Één reünie.</p>").replace("charset='utf-8'", f"charset='{encoding}'" if encoding != "utf-16" else "name='x'")
    assert parts(read(html.encode(encoding))) == [(Role.BODY, "Één reünie.")]


def test_a_page_that_declares_the_wrong_encoding_is_read() -> None:
    assert parts(read(page("<p>Één reünie.</p>").replace("'utf-8'", "'geheim-9'").encode())) == [(Role.BODY, "Één reünie.")]


REFUSED = {
    "nothing": ("", "is empty"),
    "no words": ("<html><body><img src='scan.png'></body></html>", "no text"),
    "deeper than any paper": ("<html><body>" + "<div>" * 3000 + "<p>x</p>", "nested too deeply"),
}


@pytest.mark.parametrize(("html", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_page_is_refused_with_a_reason(html: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=r"stuk\.html") as refusal:
        read(html)
    assert reason in refusal.value.reason


def test_a_page_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match="megabytes"):
        read("<p>" + "x" * 2**20, limits=Limits(megabytes=1))


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    assert (
        "root:" not in read("<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html><body><p>Zie &e; hier.</p></body></html>").text
    )


def test_what_is_not_closed_is_read_to_the_end() -> None:
    assert parts(read("<html><body><p>Eén.<p>Twee.<ul><li>Drie.")) == [(Role.BODY, "Eén."), (Role.BODY, "Twee."), (Role.BODY, "Drie.")]


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_passage_gives_back_its_words(paragraphs: list[str]) -> None:
    paper = read(page("".join(f"<p>Alinea {escape(text)}.</p>" for text in paragraphs)))
    assert [text for _, text in parts(paper)] == [f"Alinea {text}." for text in paragraphs]
    assert all(a.end < b.start for a, b in pairwise(paper.passages))
