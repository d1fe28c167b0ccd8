"""XML of officielebekendmakingen.nl and of the House's meetings: small papers made here, with their parts; and what is refused."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import DateBasis, Document, PaperKind, Role, SpeakerRole
from tracker.model.limits import Limits
from tracker.reading import Sidecar, Source, Unreadable, read_bytes
from tracker.reading.media import XML
from tracker.reference.government import load

TODAY = date(2026, 1, 1)
GOVERNMENT = load()
LIMITS = Limits()


def read(xml: str | bytes, sidecar: Sidecar | None = None) -> Document:
    data = xml.encode() if isinstance(xml, str) else xml
    return read_bytes(Source("stuk.xml", XML, data), sidecar or Sidecar(), government=GOVERNMENT, limits=LIMITS, today=TODAY)


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(p.role, document.text[p.start : p.end]) for p in document.passages]


def official(inner: str) -> str:
    return f"<?xml version='1.0' encoding='utf-8'?><officiele-publicatie><metadata/>{inner}</officiele-publicatie>"


def letter(body: str) -> str:
    return official(
        "<kamerstuk><dossier><dossiernummer><dossiernr>36 800</dossiernr></dossiernummer><titel>De sluis</titel></dossier>"
        "<stuk><stuknr>Nr. <ondernummer kamer='2'>12</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER VAN WATER</titel>"
        "<datumtekst>Ontvangen <datum isodatum='2025-02-20'>20 februari 2025</datum></datumtekst>"
        f"<algemeen><vrije-tekst><tekst>{body}</tekst></vrije-tekst></algemeen></stuk></kamerstuk>"
    )


def row(*cells: str) -> str:
    return "<row>" + "".join(f"<entry><al>{c}</al></entry>" for c in cells) + "</row>"


LETTERS = {
    "a footnote inside a sentence": (
        "<al>De sluis<noot id='a' type='voet'><noot.nr>1</noot.nr><noot.al>Zie de bijlage.</noot.al></noot> lekt.</al>",
        [(Role.BODY, "De sluis lekt."), (Role.FOOTNOTE, "Zie de bijlage.")],
    ),
    "a numbered heading": (
        "<divisie><kop><nr>1.</nr><titel>Inleiding</titel></kop><al>Het begin.</al></divisie><tussenkop>Vervolg</tussenkop>",
        [(Role.HEADING, "1. Inleiding"), (Role.BODY, "Het begin."), (Role.HEADING, "Vervolg")],
    ),
    "a list in a list": (
        "<lijst><li><li.nr>1.</li.nr><al>Een</al><lijst><li><li.nr>–</li.nr><al>Onder</al></li></lijst></li></lijst><al>Twee</al>",
        [(Role.BODY, "Een"), (Role.BODY, "Onder"), (Role.BODY, "Twee")],
    ),
    "a list inside its paragraph": (
        "<al>Er zijn twee:<lijst><li><li.nr>a.</li.nr><al>de kolk</al></li></lijst></al>",
        [(Role.BODY, "Er zijn twee:"), (Role.BODY, "de kolk")],
    ),
    "a table row by row": (
        f"<table><title>Kosten</title><tgroup><thead>{row('Jaar', 'Euro')}</thead><tbody>{row('2025', '100')}</tbody></tgroup></table>",
        [(Role.HEADING, "Kosten"), (Role.TABLE, "Jaar\nEuro"), (Role.TABLE, "2025\n100")],
    ),
    "a signature": (
        "<ondertekening><functie>De Minister van Water,</functie><naam>A. <achternaam>Smit</achternaam></naam></ondertekening>",
        [(Role.SIGNATURE, "De Minister van Water,\nA. Smit")],
    ),
    "an element nobody knows": (
        "<nieuw>Toch gelezen</nieuw><doos><iets>Eén</iets><iets>Twee</iets></doos>",
        [(Role.BODY, "Toch gelezen"), (Role.BODY, "Eén"), (Role.BODY, "Twee")],
    ),
    "one element a line": (
        "<al>\n  Het\n  <nadruk type='vet'>\n   VAO (AO d.d. 28/03)\n  </nadruk>\n  .\n (\n <extref>\n 34104\n </extref>\n ) \n</al>",
        [(Role.BODY, "Het VAO (AO d.d. 28/03). (34104)")],
    ),
    "a tag inside a word": ("<al>CO<inf>2</inf>-heffing</al>", [(Role.BODY, "CO2-heffing")]),
}


@pytest.mark.parametrize(("body", "expected"), LETTERS.values(), ids=LETTERS.keys())
def test_a_kamerstuk_in_its_parts(body: str, expected: list[tuple[Role, str]]) -> None:
    assert parts(read(letter(body)))[4:] == expected


def test_a_kamerstuk_says_what_it_is() -> None:
    paper = read(letter("<al>De sluis lekt.</al>"))
    assert (paper.kind, paper.date, paper.date_basis) == (PaperKind.KAMERBRIEF, date(2025, 2, 20), DateBasis.PRINTED)
    assert paper.title == "De sluis; BRIEF VAN DE MINISTER VAN WATER"
    assert paper.numbers.dossier == ("36800-12",)
    assert [role for role, _ in parts(paper)[:4]] == [Role.LETTERHEAD, Role.LETTERHEAD, Role.HEADING, Role.LETTERHEAD]


@pytest.mark.parametrize(
    ("signs", "ministers"),
    [("De Minister van Onderwijs, Cultuur en Wetenschap,", ("minister van Onderwijs, Cultuur en Wetenschap",)), ("De griffier,", ())],
)
def test_only_a_minister_who_signs_is_the_papers_minister(signs: str, ministers: tuple[str, ...]) -> None:
    body = f"<al>De sluis lekt.</al><ondertekening><functie>{signs}</functie><naam><achternaam>De Wit</achternaam></naam></ondertekening>"
    assert read(letter(body)).ministers == ministers


def test_footnotes_and_items_keep_their_numbers() -> None:
    note = "<noot type='voet'><noot.nr>3</noot.nr><noot.al>Bron.</noot.al></noot>"
    paper = read(letter(f"<lijst><li><li.nr>b.</li.nr><al>De kolk{note}.</al></li></lijst>"))
    assert [(p.label, p.notes) for p in paper.passages[4:]] == [("b.", ("3",)), ("3", ())]


QUESTIONS = official(
    "<kamervragen><kamervraagnummer>2210</kamervraagnummer><kamervraagomschrijving type='vraag'>Vragen van het lid "
    "<naam><achternaam>De Wit</achternaam></naam> (SP) aan de Minister van Financiën over <kamervraagonderwerp>de sluis"
    "</kamervraagonderwerp> (ingezonden 6 maart 2024).</kamervraagomschrijving>"
    "<kamervraagomschrijving type='antwoord'>Antwoord van Minister De Groot (Financiën) (ontvangen 25 maart 2024).</kamervraagomschrijving>"
    "<vraag><nr>Vraag 1</nr><al>Lekt de sluis?</al></vraag><vraag><nr>Vraag 2</nr><al>Wat kost dat?</al></vraag>"
    "<antwoord><nr>Antwoord 1 en 2</nr><al>Ja.</al><al>Dat wordt onderzocht.</al></antwoord></kamervragen>"
)


def test_an_aanhangsel_gives_questions_and_answers_with_their_numbers_and_who_asked() -> None:
    paper = read(QUESTIONS)
    assert (paper.kind, paper.date) == (PaperKind.ANTWOORD_KAMERVRAGEN, date(2024, 3, 25))
    assert paper.title.startswith("Vragen van het lid De Wit (SP) aan de Minister van Financiën over de sluis")
    asked = [(p.role, p.label, p.asked_by, paper.text[p.start : p.end]) for p in paper.passages if p.role in (Role.QUESTION, Role.ANSWER)]
    assert asked == [
        (Role.QUESTION, "1", "SP", "Lekt de sluis?"),
        (Role.QUESTION, "2", "SP", "Wat kost dat?"),
        (Role.ANSWER, "1 en 2", "SP", "Ja."),
        (Role.ANSWER, "1 en 2", "SP", "Dat wordt onderzocht."),
    ]


def speaker(before: str, name: str, party: str = "") -> str:
    of_party = f" (<politiek>{party}</politiek>)" if party else ""
    return f"<spreker><voorvoegsels>{before}</voorvoegsels><naam><achternaam>{name}</achternaam></naam>{of_party}:</spreker>"


MOTION = (
    "<motie id='M-34104-210'><kop><titel>Motie</titel></kop><al>De Kamer,</al><al>verzoekt de regering de sluis te dichten,</al>"
    f"<motie-info>{speaker('De', 'voorzitter')}<al>Zij krijgt nr. 210.</al></motie-info></motie>"
)
HANDELINGEN = official(
    "<handelingen><agendapunt><nr>3</nr><item-titel>De sluis</item-titel>"
    "<onderwerp><al>Aan de orde is het debat van 5 april 2018.</al></onderwerp>"
    f"<spreekbeurt>{speaker('De', 'voorzitter')}<tekst><al>Welkom.</al></tekst></spreekbeurt>"
    f"<spreekbeurt>{speaker('Mevrouw', 'De Wit', 'SP')}<tekst><al>De sluis lekt.</al>{MOTION}</tekst></spreekbeurt>"
    "<tekst><al>Dan luisteren wij naar de minister.</al></tekst>"
    f"<spreekbeurt>{speaker('Minister', 'De Groot')}<tekst><al>Ik stuur een brief.</al></tekst></spreekbeurt>"
    "<tekst><al>De beraadslaging wordt gesloten.</al></tekst></agendapunt></handelingen>"
)


def test_handelingen_say_who_speaks() -> None:
    paper = read(HANDELINGEN, Sidecar(date=date(2018, 4, 5)))
    assert paper.kind is PaperKind.PLENAIR
    said = [(p.speaker, p.speaker_role, paper.text[p.start : p.end]) for p in paper.passages if p.role is Role.SPEECH]
    assert said == [
        ("De voorzitter", SpeakerRole.CHAIR, "Welkom."),
        ("Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "De sluis lekt."),
        ("Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "De Kamer,"),
        ("Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "verzoekt de regering de sluis te dichten,"),
        ("De voorzitter", SpeakerRole.CHAIR, "Zij krijgt nr. 210."),
        ("De voorzitter", SpeakerRole.CHAIR, "Dan luisteren wij naar de minister."),
        ("Minister De Groot", SpeakerRole.MINISTER, "Ik stuur een brief."),
    ]
    assert (Role.BODY, "De beraadslaging wordt gesloten.") in parts(paper)
    assert ("34104-210", "Motie") in [(p.label, paper.text[p.start : p.end]) for p in paper.passages]


def test_the_parliamentary_year_of_handelingen_bounds_the_day_that_they_look_back_on() -> None:
    record = "https://zoek.officielebekendmakingen.nl/h-tk-20172018-70-3/metadata.xml"
    data = HANDELINGEN.replace("<metadata/>", f"<metadata><meta name='OVERHEIDop.externMetadataRecord' content='{record}'/></metadata>")
    data = data.replace("van 5 april 2018", "")
    data = data.replace("lekt", "lekt, zoals het rapport van 28 maart 2018 en het bericht van 3 mei 2020 zeiden")
    paper = read(data)
    assert (paper.date, paper.date_basis) == (date(2018, 3, 28), DateBasis.INFERRED)
    assert paper.numbers.document == ("h-tk-20172018-70-3",)


def turn(kind: str, soort: str, inner: str, chair: str = "false") -> str:
    return (
        f"<{kind}><spreker soort='{soort}'><fractie>SP</fractie><aanhef>Mevrouw</aanhef><verslagnaam>De Wit</verslagnaam>"
        f"<functie>{'minister van Financiën' if soort == 'Minister' else 'lid Tweede Kamer'}</functie></spreker>"
        f"<isvoorzitter>{chair}</isvoorzitter><tekst>{inner}</tekst>"
    )


def alinea(*items: str) -> str:
    return "<alinea>" + "".join(f"<alineaitem>{i}</alineaitem>" for i in items) + "</alinea>"


def bold(words: str) -> str:
    return f"<nadruk type='Vet'>{words}</nadruk>"


CHAIR = f"De {bold('voorzitter')}:"
OPENING = (
    "<titel>De sluis</titel><datum>2025-07-02T00:00:00</datum>"
    "<commissies><commissie type='Volgcommissie'><verslagnaam>vaste commissie voor Defensie</verslagnaam></commissie>"
    "<commissie type='Voortouwcommissie'><verslagnaam>vaste commissie voor Financiën</verslagnaam></commissie></commissies>"
    f"<activiteit soort='Opening'><activiteithoofd><tekst>{alinea(bold('Verslag van een commissiedebat'))}"
    f"{alinea('De griffier van de vaste commissie voor Financiën,', 'Jansen')}</tekst></activiteithoofd></activiteit>"
)
SPEECHES = (
    turn("woordvoerder", "Tweede Kamerlid", alinea(CHAIR, "Welkom."), "true")
    + "</woordvoerder>"
    + turn(
        "woordvoerder",
        "Minister",
        alinea(f"Minister {bold('De Groot')}:", "De sluis lekt.") + alinea("Ik stuur een brief.") + alinea("Mevrouw De Wit: de sluis."),
    )
    + turn("interrumpant", "Tweede Kamerlid", alinea(f"Mevrouw {bold('De Wit')}:", "Wanneer?"))
    + "</interrumpant></woordvoerder>"
    + turn("woordvoerder", "Tweede Kamerlid", alinea(f"Mevrouw {bold('De Wit')} (SP):", "Een motie dan."))
    + f"<draadboekfragment soort='Motie indiening'><tekst><alineagroep type='Motietekst'>{alinea('De Kamer,')}</alineagroep>"
    "<alineagroep type='Motieinfo'>"
    + alinea(CHAIR, "Zij krijgt nr. <stuknummer>19</stuknummer> (<dossiernummer>36725-VI</dossiernummer>).")
    + "</alineagroep></tekst></draadboekfragment></woordvoerder><draadboekfragment soort='Schorsing'><tekst>"
    + alinea("De vergadering wordt van 11.17 uur tot 11.52 uur geschorst.")
    + "</tekst></draadboekfragment>"
    + turn("woordvoerder", "Tweede Kamerlid", alinea(CHAIR, "Dan kom ik bij de toezeggingen."), "true").replace(
        "</alinea></tekst>", "<lijst><alineaitem>De minister stuurt een brief.</alineaitem></lijst></alinea></tekst>"
    )
    + "</woordvoerder>"
)
MEETING = (
    '\ufeff<?xml version="1.0" encoding="UTF-8"?><vlosCoreDocument xmlns="http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0">'
    f"<vergadering soort='Commissie'>{OPENING}<activiteit soort='Commissiedebat'><parlisid>2025A01234</parlisid><activiteithoofd>"
    f"<activiteitdeel><activiteititem>{SPEECHES}</activiteititem></activiteitdeel></activiteithoofd></activiteit></vergadering>"
    "</vlosCoreDocument>"
)


def test_a_meeting_says_what_it_is() -> None:
    paper = read(MEETING)
    assert (paper.kind, paper.date, paper.title) == (PaperKind.COMMISSIEDEBAT, date(2025, 7, 2), "De sluis")
    assert paper.committee == "Financiën"
    assert paper.numbers.document == ("2025A01234",)
    assert paper.ministers == ("minister van Financiën",)


def test_a_meeting_says_who_speaks() -> None:
    paper = read(MEETING)
    said = [(p.role, p.speaker, p.speaker_role, paper.text[p.start : p.end]) for p in paper.passages]
    assert said == [
        (Role.HEADING, None, None, "Verslag van een commissiedebat"),
        (Role.SIGNATURE, None, None, "De griffier van de vaste commissie voor Financiën,\nJansen"),
        (Role.HEADING, "De voorzitter", SpeakerRole.CHAIR, "De voorzitter:"),
        (Role.SPEECH, "De voorzitter", SpeakerRole.CHAIR, "Welkom."),
        (Role.HEADING, "Minister De Groot", SpeakerRole.MINISTER, "Minister De Groot:"),
        (Role.SPEECH, "Minister De Groot", SpeakerRole.MINISTER, "De sluis lekt."),
        (Role.SPEECH, "Minister De Groot", SpeakerRole.MINISTER, "Ik stuur een brief."),
        (Role.SPEECH, "Minister De Groot", SpeakerRole.MINISTER, "Mevrouw De Wit: de sluis."),
        (Role.HEADING, "Mevrouw De Wit", SpeakerRole.MEMBER, "Mevrouw De Wit:"),
        (Role.SPEECH, "Mevrouw De Wit", SpeakerRole.MEMBER, "Wanneer?"),
        (Role.HEADING, "Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "Mevrouw De Wit (SP):"),
        (Role.SPEECH, "Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "Een motie dan."),
        (Role.HEADING, "Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "Motie"),
        (Role.SPEECH, "Mevrouw De Wit (SP)", SpeakerRole.MEMBER, "De Kamer,"),
        (Role.HEADING, "De voorzitter", SpeakerRole.CHAIR, "De voorzitter:"),
        (Role.SPEECH, "De voorzitter", SpeakerRole.CHAIR, "Zij krijgt nr. 19 (36725-VI)."),
        (Role.BODY, None, None, "De vergadering wordt van 11.17 uur tot 11.52 uur geschorst."),
        (Role.HEADING, "De voorzitter", SpeakerRole.CHAIR, "De voorzitter:"),
        (Role.SPEECH, "De voorzitter", SpeakerRole.CHAIR, "Dan kom ik bij de toezeggingen."),
        (Role.CLOSING_LIST, "De voorzitter", SpeakerRole.CHAIR, "De minister stuurt een brief."),
    ]


def test_text_that_was_encoded_twice_is_mended() -> None:
    data = letter("<al>Één cliënt — ’s avonds — in reünie.</al>").encode()
    for once in ("cp1252", "latin-1"):
        twice = ("\ufeff".encode() + b"\n" + data).decode(once, "surrogateescape" if once == "latin-1" else "replace")
        assert parts(read(twice.encode()))[-1] == (Role.BODY, "Één cliënt — ’s avonds — in reünie.")


def test_an_encoding_that_is_declared_is_believed_where_it_can_be() -> None:
    text = letter("<al>Één reünie.</al>")
    assert parts(read(text.replace("utf-8", "iso-8859-1").encode("iso-8859-1")))[-1][1] == "Één reünie."
    assert parts(read(text.replace("utf-8", "iso-9999").encode()))[-1][1] == "Één reünie."
    assert parts(read(text.replace("utf-8", "utf-16").encode("utf-16")))[-1][1] == "Één reünie."


LAUGHS = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 12))
REFUSED = {
    "cut off": (letter("<al>x</al>")[:-40], "incomplete or damaged"),
    "billion laughs": (f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>" + letter("<al>&l11;</al>").partition("?>")[2], "entities"),
    "an external entity": ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><kamerstuk><al>&e;</al></kamerstuk>", "entities"),
    "another kind of XML": ("<feed><entry>x</entry></feed>", "another kind (element feed)"),
    "nothing": ("", "is empty"),
    "no meeting": ("<vlosCoreDocument/>", "no meeting"),
    "a day that does not exist": (MEETING.replace("2025-07-02T", "2025-02-30T"), "day that does not exist"),
    "deeper than any paper": ("<kamerstuk>" + "<divisie>" * 5000 + "<al>x</al>" + "</divisie>" * 5000 + "</kamerstuk>", "damaged"),
}


@pytest.mark.parametrize(("xml", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_xml_is_refused_with_a_reason(xml: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=r"stuk\.xml") as refusal:
        read(xml)
    assert reason in refusal.value.reason


def test_nested_as_deep_as_the_parser_lets_through_is_read() -> None:
    deep = "<divisie>" * 240 + "<al>De bodem.</al>" + "</divisie>" * 240
    assert parts(read(letter(deep)))[-1] == (Role.BODY, "De bodem.")


def test_a_file_larger_than_the_limit_is_refused_unread() -> None:
    source = Source("groot.xml", XML, b"<kamerstuk>" + b" " * 2**20)
    with pytest.raises(Unreadable, match="megabytes"):
        read_bytes(source, Sidecar(), government=GOVERNMENT, limits=Limits(megabytes=1), today=TODAY)


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=40
)


@given(st.lists(WORDS.filter(lambda w: bool(w.split())), min_size=1, max_size=6))
def test_every_passage_gives_back_its_words(paragraphs: list[str]) -> None:
    from xml.sax.saxutils import escape  # noqa: PLC0415 - only here

    paper = read(letter("".join(f"<al>{escape(p)}</al>" for p in paragraphs)))
    assert [p.start for p in paper.passages] == sorted(p.start for p in paper.passages)
    assert all(a.end < b.start for a, b in pairwise(paper.passages))
    assert len(paper.passages) == len(paragraphs) + 4
