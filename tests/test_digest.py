"""What a subscriber is told, in which order and in which words, in both parts of the mail."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from made_up import TODAY, commitment, decision, edition, event, paper, sample

from tracker.digest.compose import Digest, Edition, Section, select
from tracker.digest.groups import arrange
from tracker.digest.layout import render
from tracker.digest.rows import Row
from tracker.model import Addressee, Confidence, DateBasis, Precision, Strength
from tracker.model.mail import Subscription
from tracker.store import StoredCommitment, StoredEvent
from tracker.wording.facts import clean


def digest(commitments: list[StoredCommitment], events: list[StoredEvent] | None = None, of: Edition | None = None) -> Digest:
    return select(arrange(commitments), events or [], [paper()], of or edition())


def sections(of: Digest) -> dict[str, Section]:
    return {s.key: s for s in of.sections}


def only(of: Digest) -> Row:
    """The one row of a digest that should have one."""
    (section,) = of.sections
    (row,) = section.rows
    return row


def line(row: Row, label: str) -> str | None:
    return next((said.text for said in row.lines if said.label == label), None)


def due(end: date, **changes: Any) -> StoredCommitment:
    return commitment("c", "De Kamer ontvangt een brief.", due_text="dan", due_end=end, **changes)


# --- which section ----------------------------------------------------------------------------------------------------------------------


def test_the_sections_stand_in_the_order_of_the_reader_s_worries() -> None:
    assert list(sections(select(*sample()))) == ["overdue", "due_soon", "passed", "new", "undated", "agenda"]


def test_the_most_overdue_stands_first_and_what_ends_first_is_due_first() -> None:
    days = (date(2026, 10, 1), date(2026, 3, 1), date(2026, 11, 30), date(2026, 11, 23))
    facts = [commitment(f"c{n}", f"Belofte {n}.", due_text="dan", due_end=day, start=n * 100) for n, day in enumerate(days)]
    shown = sections(digest(facts))
    assert [r.ids for r in shown["overdue"].rows] == [("c1",), ("c0",)]
    assert [r.ids for r in shown["due_soon"].rows] == [("c3",), ("c2",)]


def test_a_commitment_stands_in_one_section_and_is_marked_new_where_it_is() -> None:
    of = select(*sample())
    ids = [id_ for s in of.sections for r in s.rows for id_ in r.ids]
    assert len(ids) == len(set(ids))
    assert [r.ids for r in sections(of)["due_soon"].rows if r.is_new] == [("c4",)]


def test_what_was_promised_to_others_is_never_called_overdue() -> None:
    of = digest([due(date(2026, 10, 14), addressee=Addressee.OTHER)])
    assert [s.title for s in of.sections] == ["Termijn voorbij, uitvoering onbekend"]
    assert only(of).timing == "termijn 38 dagen voorbij"
    assert "over tijd" not in render(of).text
    assert "erlopen" not in only(of).mark


def test_a_promise_that_was_told_and_is_not_due_is_only_counted() -> None:
    of = digest([due(date(2027, 3, 31))], of=edition(told=frozenset({"c"})))
    assert of.sections == ()
    assert of.remarks == ("Daarnaast loopt 1 toezegging met een latere termijn; de eerste termijn loopt af op 31 maart 2027.",)


def test_in_a_first_mail_nothing_is_marked_new_and_every_running_promise_is_there() -> None:
    of = digest([due(date(2027, 3, 31)), commitment("u", "De Kamer hoort ervan.", start=100)], of=edition(told=None))
    assert [(s.key, [r.is_new for r in s.rows]) for s in of.sections] == [("new", [False]), ("undated", [False])]
    assert of.news.startswith("Dit is uw eerste overzicht.")


def test_unsure_facts_wait_for_review_and_are_counted() -> None:
    of = digest([due(date(2026, 3, 1), confidence=Confidence.LOW)], [event("e", "debat", TODAY, TODAY, confidence=Confidence.LOW)])
    assert of.sections == ()
    assert of.remarks == ("2 onzekere vondsten wachten op beoordeling en staan niet in dit overzicht.",)


@pytest.mark.parametrize(
    ("subscription", "told"),
    [
        ({}, {"c", "d", "u"}),
        ({"committees": ("Asiel en Migratie",)}, {"c", "u"}),
        ({"committees": ("vaste commissie voor asiel en migratie",)}, {"c", "u"}),
        ({"committees": ("Financiën",)}, {"d", "u"}),
        ({"ministries": ("Justitie en Veiligheid",)}, {"c", "d", "u"}),
        ({"words": ("brief",)}, {"c"}),
        ({"words": ("rief",)}, set()),
        ({"committees": ("Asiel en Migratie",), "words": ("nota",)}, set()),
    ],
)
def test_a_subscription_gets_what_it_asks_for_and_what_nobody_can_place(subscription: dict[str, tuple[str, ...]], told: set[str]) -> None:
    facts = [
        commitment("c", "De Kamer ontvangt een brief.", committee="Asiel en Migratie", ministry="Justitie en Veiligheid"),
        commitment("d", "De Kamer ontvangt een nota.", committee="Financiën", start=100),
        commitment("u", "De Kamer hoort ervan.", paper("2" * 16, committee=None)),
    ]
    of = select(arrange(facts), [], [paper()], edition(subscription=Subscription(address="a@example.nl", **subscription)))
    assert render(of).told == told


# --- one fact, one row ------------------------------------------------------------------------------------------------------------------


def test_a_repeated_promise_is_shown_once_with_all_who_asked_and_all_pages() -> None:
    said: dict[str, Any] = {"due_text": "binnenkort", "precision": Precision.VAGUE}
    of = digest(
        [
            commitment("b", "Uw Kamer hoort dit binnenkort nog eens.", page=9, start=500, repeats=100, asked_by="CDA", **said),
            commitment("a", "Uw Kamer hoort dit binnenkort.", page=3, start=100, asked_by="D66", **said),
            commitment("z", "Uw Kamer hoort dit binnenkort ook.", page=11, start=900, repeats=100, asked_by="D66", **said),
        ]
    )
    row = only(of)
    assert row.ids == ("a", "b", "z")
    assert row.quote == "Uw Kamer hoort dit binnenkort."
    assert line(row, "Gevraagd door") == "D66 en CDA"
    assert (line(row, "Bron") or "").endswith("p. 3, 9 en 11")


def test_a_repetition_whose_first_saying_is_left_out_stands_for_itself() -> None:
    facts = [
        commitment("a", "Misschien hoort uw Kamer dit.", confidence=Confidence.LOW, start=100),
        commitment("b", "Uw Kamer hoort dit.", start=500, repeats=100),
    ]
    assert only(digest(facts)).ids == ("b",)


def test_a_meeting_that_is_named_eight_times_is_one_line() -> None:
    names = ("formele JBZ-Raad", "JBZ-Raad van 7 en 8 december 2026", "de JBZ-Raad") * 3
    mentions = [event(f"e{n}", name, date(2026, 12, 7), date(2026, 12, 8), start=n * 100) for n, name in enumerate(names[:8])]
    row = only(digest([], mentions))
    assert len(row.ids) == 8
    assert (row.mark, row.timing) == ("Over 16 dagen", "7 en 8 december 2026 (maandag en dinsdag)")
    assert (line(row, "Bron") or "").endswith("8 keer genoemd")


def test_two_happenings_on_one_day_are_two_lines() -> None:
    day = date(2026, 12, 10)
    of = digest([], [event("a", "ministeriële conferentie", day, day), event("b", "commissiedebat over opvang", day, day, start=100)])
    assert [r.ids for r in of.sections[0].rows] == [("a",), ("b",)]


def test_the_agenda_holds_what_has_not_ended_and_puts_what_runs_where_it_ends() -> None:
    shown = [
        event("over", "afloop van de regeling", date(2026, 11, 20), date(2026, 11, 20)),
        event("today", "technische briefing", TODAY, TODAY, start=100),
        event("year", "uitvoering van de proef", date(2026, 1, 1), date(2026, 12, 31), start=200),
        event("ahead", "evaluatie", date(2026, 12, 8), date(2026, 12, 8), start=300),
        event("undated", "nadere gesprekken", None, None, start=400),
    ]
    (section,) = digest([], shown).sections
    assert [(r.ids[0], r.mark, r.timing) for r in section.rows] == [
        ("today", "Vandaag", "21 november 2026 (zaterdag)"),
        ("ahead", "Over 17 dagen", "8 december 2026 (dinsdag)"),
        ("year", "Nog 40 dagen", "In 2026"),
    ]


# --- the words of a row -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "timing"),
    [
        (TODAY - timedelta(days=338), "338 dagen over tijd"),
        (TODAY - timedelta(days=1), "1 dag over tijd"),
        (TODAY, "vandaag is de laatste dag"),
        (TODAY + timedelta(days=1), "nog 1 dag, tot en met zondag"),
        (TODAY + timedelta(days=14), "nog 14 dagen, tot en met zaterdag"),
        (TODAY + timedelta(days=15), "nog 15 dagen"),
    ],
)
def test_how_late_or_how_long_still_is_said_in_words(end: date, timing: str) -> None:
    assert only(digest([due(end)])).timing == timing


@pytest.mark.parametrize(
    ("said", "mark", "timing"),
    [
        ({}, "Zonder termijn", "12 dagen oud"),
        ({"due_text": "op korte termijn", "precision": Precision.VAGUE}, "Zonder termijn", "12 dagen oud"),
        ({"condition": "zodra dat kan"}, "Onder voorwaarde", "12 dagen oud"),
        ({"condition": "zodra dat kan", "due_text": "dan", "due_end": date(2026, 11, 20)}, "Onder voorwaarde", "termijn 1 dag voorbij"),
        ({"due_text": "na de zomer", "due_start": date(2026, 8, 31)}, "Zonder einddatum", "loopt al 11 weken"),
    ],
)
def test_what_has_no_end_shows_its_age(said: dict[str, Any], mark: str, timing: str) -> None:
    row = only(digest([commitment("c", "De Kamer ontvangt een brief.", **said)], of=edition(told=frozenset({"c"}))))
    assert (row.mark, row.timing) == (mark, timing)


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ({}, "niet genoemd"),
        (
            {"due_text": "nog voor het kerstreces", "due_end": date(2025, 12, 18), "precision": Precision.RECESS},
            "«nog voor het kerstreces»: uiterlijk 18 december 2025",
        ),
        (
            {"due_text": "voor de zomer", "due_end": date(2027, 7, 1), "estimated": True},
            "«voor de zomer»: uiterlijk 1 juli 2027 (de datum van het reces is geschat)",
        ),
        ({"due_text": "in mei 2027", "due_start": date(2027, 5, 1), "due_end": date(2027, 5, 31)}, "«in mei 2027»"),
        (
            {"due_text": "begin 2027", "due_start": date(2027, 1, 1), "due_end": date(2027, 4, 30)},
            "«begin 2027»: van 1 januari tot en met 30 april 2027",
        ),
        ({"due_text": "binnenkort", "precision": Precision.VAGUE}, "«binnenkort» (geen datum)"),
        ({"due_text": "jaarlijks", "precision": Precision.VAGUE, "recurring": True}, "«jaarlijks» (geen datum); keert terug"),
    ],
)
def test_the_words_of_the_term_stand_beside_what_they_mean(said: dict[str, Any], term: str) -> None:
    assert line(only(digest([commitment("c", "De Kamer ontvangt een brief.", **said)])), "Termijn") == term


def test_a_row_names_who_promised_how_firmly_who_asked_and_on_what_it_hangs() -> None:
    row = only(
        digest(
            [
                commitment(
                    "c",
                    "Het kabinet is voornemens dit te delen.",
                    actor="kabinet",
                    strength=Strength.INTENTION,
                    asked_by="D66",
                    promised_to="het lid Jansen",
                    condition="als dat kan",
                    tied_to="het verslag van de Raad",
                )
            ]
        )
    )
    assert [(said.label, said.text) for said in row.lines] == [
        ("Voornemen van", "kabinet"),
        ("Gevraagd door", "D66"),
        ("Toegezegd aan", "het lid Jansen"),
        ("Termijn", "niet genoemd"),
        ("Voorwaarde", "«als dat kan» (niet bevestigd dat hieraan is voldaan)"),
        ("Hangt samen met", "«het verslag van de Raad»"),
        ("Bron", "Verslag van een schriftelijk overleg over de JBZ-Raad, Kamerstuk 32317, nr. 975, 9 november 2026, p. 3"),
    ]


def test_the_source_says_when_a_date_is_inferred_and_names_the_file_where_there_is_no_title() -> None:
    of = paper(title=" ", number=None, name="brief.txt", date_basis=DateBasis.INFERRED)
    row = only(select(arrange([commitment("c", "De Kamer ontvangt een brief.", of, page=None)]), [], [of], edition()))
    assert line(row, "Bron") == "brief.txt, 9 november 2026 (datum afgeleid uit de tekst)"


@pytest.mark.parametrize(
    ("strength", "addressee", "label"),
    [
        (Strength.PROMISE, Addressee.HOUSE, "Toezegging van"),
        (Strength.INTENTION, Addressee.HOUSE, "Voornemen van"),
        (Strength.EXPECTATION, Addressee.OTHER, "Verwachting van"),
        (Strength.PROMISE, Addressee.OTHER, "Aangekondigd door"),
    ],
)
def test_only_a_firm_promise_to_the_house_is_called_a_toezegging(strength: Strength, addressee: Addressee, label: str) -> None:
    row = only(digest([commitment("c", "Dit komt er.", strength=strength, addressee=addressee)]))
    assert row.lines[0].label == label


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("een  zin\r\nop twee\tregels", 99, "een zin op twee regels"),
        ("af\u00adbreken\u200b en \u202eom\u202c", 99, "afbreken en om"),
        ("een lange titel van een stuk", 18, "een lange titel…"),
        ("x" * 40, 10, "x" * 9 + "…"),
        ("\x00\x1b", 10, ""),
        ("a \x00 b", 10, "a b"),
    ],
)
def test_text_is_made_one_clean_line(text: str, longest: int, shown: str) -> None:
    assert clean(text, longest) == shown
    assert len(clean(text, longest)) <= longest


# --- the frame of the mail --------------------------------------------------------------------------------------------------------------


def test_the_subject_has_a_stable_opening_the_counts_and_the_week() -> None:
    assert select(*sample()).subject == "Toezeggingen Asiel en Migratie: 2 verlopen, 2 binnenkort, 4 nieuw (week 47 van 2026)"


def test_the_week_of_a_subject_is_the_iso_week_with_its_own_year() -> None:
    assert digest([], of=edition(as_of=date(2027, 1, 2))).subject.endswith("(week 53 van 2026)")


@pytest.mark.parametrize(
    ("subscription", "title"),
    [
        ({}, "Toezeggingen"),
        ({"committees": ("Vaste commissie voor Financiën", "Defensie")}, "Toezeggingen Financiën en Defensie"),
        ({"committees": ("Financiën", "Defensie", "Digitale Zaken")}, "Toezeggingen Financiën en 2 andere commissies"),
        ({"ministries": ("Financiën",)}, "Toezeggingen Financiën"),
    ],
)
def test_the_title_names_what_the_subscription_is_about(subscription: dict[str, tuple[str, ...]], title: str) -> None:
    assert digest([], of=edition(subscription=Subscription(address="a@example.nl", **subscription))).title == title


def test_nothing_to_say_is_said() -> None:
    of = digest([])
    assert of.subject == "Toezeggingen Asiel en Migratie: niets nieuws (week 47 van 2026)"
    assert of.summary == "Op dit moment vraagt niets uw aandacht."
    assert of.news == "Er is niets nieuws gevonden sinds het vorige overzicht."
    assert of.news in " ".join(render(of).text.split())


def test_the_mail_says_through_which_day_it_looked_and_in_which_papers() -> None:
    of = select(*sample())
    assert of.seen == "Gekeken tot en met 21 november 2026, in 4 stukken van 17 juni tot en met 18 november 2026."
    assert of.papers[0] == "Stand van zaken uitvoering van het Asiel- en migratiepact, Kamerstuk 36725 VI, nr. 12, 18 november 2026"
    assert len(of.papers) == 4


def test_many_papers_are_counted_after_the_newest() -> None:
    papers = [paper(f"{n:016}", date=date(2026, 10, 1) + timedelta(days=n)) for n in range(30)]
    of = select([], [], papers, edition())
    assert [p.rpartition(", ")[2] for p in of.papers[:2]] == ["30 oktober 2026", "29 oktober 2026"]
    assert of.papers[-1] == "en nog 24 andere stukken"


def test_papers_of_other_committees_were_read_too_and_are_named_after_one_s_own() -> None:
    papers = [paper(title="Eigen stuk"), paper("2" * 16, title="Ander stuk", committee="Financiën", date=date(2026, 11, 18))]
    of = select([], [], papers, edition())
    assert "in 2 stukken van 9 tot en met 18 november 2026" in of.seen
    assert [p.partition(",")[0] for p in of.papers] == ["Eigen stuk", "Ander stuk"]


def test_overdue_is_worded_fairly_and_says_up_to_which_day_the_papers_run() -> None:
    (section,) = digest([due(date(2026, 3, 1))]).sections
    assert section.intro == "Termijn verstreken; geen afdoening gevonden in de gelezen stukken (tot en met 9 november 2026)."
    assert not re.search(r"gebroken|niet nagekomen|verbroken|te laat", render(digest([due(date(2026, 3, 1))])).text)


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({}, []),
        ({"missed": ((2026, 46), (2026, 45))}, ["week 45 van 2026 en week 46 van 2026."]),
        ({"missed": tuple((2026, n) for n in range(30, 47))}, ["week 30 van 2026 tot en met week 46 van 2026 (17 keer)."]),
        ({"as_of": date(2026, 11, 23)}, []),
        ({"as_of": date(2026, 11, 24)}, ["het nieuwste gelezen stuk is van 9 november 2026, 2 weken geleden."]),
        ({"read_on": date(2026, 11, 6)}, ["na 6 november 2026 is niet meer naar nieuwe stukken gezocht."]),
    ],
)
def test_missed_mails_and_old_data_are_admitted_on_top(changes: dict[str, Any], notices: list[str]) -> None:
    of = digest([], of=edition(**changes))
    assert len(of.notices) == len(notices)
    assert all(expected in said for expected, said in zip(notices, of.notices, strict=True))


def test_a_mail_before_any_paper_was_read_says_so() -> None:
    of = select([], [], [], edition())
    assert of.notices == ("Let op: er is nog geen stuk gelezen.",)
    assert "Geen." in render(of).text


def test_the_end_says_why_the_reader_gets_it_and_how_to_stop_it() -> None:
    text = " ".join(render(digest([])).text.split())
    assert "omdat u bent aangemeld voor de commissie Asiel en Migratie: elke maandag om 7.00 uur, 14 dagen vooruit." in text
    assert "Schrijf naar toezeggingen@example.nl." in text


# --- what clerks decided ----------------------------------------------------------------------------------------------------------------

ENDED, AHEAD, EARLIER = TODAY - timedelta(days=20), TODAY + timedelta(days=60), TODAY - timedelta(days=30)


def test_a_delayed_promise_shows_its_first_term_and_the_one_that_counts() -> None:
    moved = commitment(
        "c", "De Kamer ontvangt een brief.", due_text="in oktober", due_end=ENDED, history=[decision(1, "new-term", EARLIER, until=AHEAD)]
    )
    of = digest([moved], of=edition(told=frozenset({"c"})))
    assert list(sections(of)) == ["delayed"]
    row = only(of)
    assert (row.mark, row.timing) == ("Vertraagd", "nog 60 dagen")
    assert [line.text for line in row.lines if line.label in ("Termijn", "Verschoven naar")] == [
        "«in oktober»: uiterlijk 1 november 2026",
        "uiterlijk 20 januari 2027",
    ]


def test_delayed_and_partly_delivered_are_said_whatever_the_status() -> None:
    history = [decision(1, "new-term", EARLIER, until=TODAY - timedelta(days=1)), decision(2, "partly", TODAY)]
    row = only(digest([commitment("c", "De Kamer ontvangt een brief.", due_end=ENDED, history=history)]))
    assert (row.mark, row.timing) == ("Verlopen, vertraagd, deels nagekomen", "1 dag over tijd")


@pytest.mark.parametrize("kind", ["fulfilled", "lapsed", "reject"])
def test_what_is_closed_is_told_no_more(kind: str) -> None:
    assert sections(digest([commitment("c", "De Kamer ontvangt een brief.", due_end=ENDED, history=[decision(1, kind, TODAY)])])) == {}


def test_an_unsure_find_is_told_once_a_clerk_has_confirmed_it() -> None:
    of = digest([commitment("c", "Wellicht een brief.", due_end=ENDED, confidence=Confidence.LOW, history=[decision(1, "confirm", TODAY)])])
    assert list(sections(of)) == ["overdue"]


def test_a_condition_that_is_met_counts_and_is_no_longer_said_to_be_open() -> None:
    met = commitment(
        "c", "Als het kan, volgt een brief.", due_end=ENDED, condition="Als het kan", history=[decision(1, "condition-met", TODAY)]
    )
    row = only(digest([met]))
    assert (row.mark, [line.text for line in row.lines if line.label == "Voorwaarde"]) == ("Verlopen", ["«Als het kan»"])
