"""Time expressions: what is found, what it means, and what is no time."""

from datetime import date

import pytest

from tracker.model import Dated, Precision
from tracker.reference import calendar as reference
from tracker.timex import Direction, annotate, find, resolve
from tracker.timex.rules import RULES, TimeRule

CALENDAR = reference.load()
ANCHOR = date(2025, 7, 2)  # a Wednesday, two days before the summer recess

Expected = tuple[str | None, str | None]


def dated(text: str, anchor: date = ANCHOR) -> list[Dated]:
    return annotate(text, anchor, CALENDAR)


def windows(text: str, anchor: date = ANCHOR) -> list[Expected]:
    return [(str(w.start) if w.start else None, str(w.end) if w.end else None) for w in (d.window for d in dated(text, anchor))]


# Words -> the words found, first and last day, precision. One row or more for every line of the table of meanings.
MEANINGS: list[tuple[str, str, str | None, str | None, str]] = [
    ("De Commissie beslist op 12 juli 2026.", "op 12 juli 2026", "2026-07-12", "2026-07-12", "day"),
    ("Op 26 september volgt een bijeenkomst.", "Op 26 september", "2025-09-26", "2025-09-26", "day"),
    ("Op 2 juli volgt een brief.", "Op 2 juli", "2025-07-02", "2025-07-02", "day"),
    ("Datum: 12-07-2026", "12-07-2026", "2026-07-12", "2026-07-12", "day"),
    ("vanaf 1/1/26 geldt dit", "vanaf 1/1/26", "2026-01-01", None, "day"),
    ("Versie 2026-07-12 is definitief.", "2026-07-12", "2026-07-12", "2026-07-12", "day"),
    ("op donderdag 1 jan. 2026", "op donderdag 1 jan. 2026", "2026-01-01", "2026-01-01", "day"),
    ("in de brief van 2 oktober jl. staat", "2 oktober jl.", "2024-10-02", "2024-10-02", "day"),
    ("op 17 december a.s. komt", "op 17 december a.s.", "2025-12-17", "2025-12-17", "day"),
    ("Wij komen op de eerste januari 2026.", "op de eerste januari 2026", "2026-01-01", "2026-01-01", "day"),
    ("Ik stuur dat vandaag.", "vandaag", "2025-07-02", "2025-07-02", "day"),
    ("Morgen heb ik overleg.", "Morgen", "2025-07-03", "2025-07-03", "day"),
    ("Ik ga maandag op bezoek.", "maandag", "2025-07-07", "2025-07-07", "day"),
    ("Woensdag volgt een brief.", "Woensdag", "2025-07-09", "2025-07-09", "day"),
    ("aanstaande vrijdag is er overleg", "aanstaande vrijdag", "2025-07-04", "2025-07-04", "day"),
    ("afgelopen dinsdag verscheen het", "afgelopen dinsdag", "2025-07-01", "2025-07-01", "day"),
    ("volgende week vrijdag stemmen wij", "volgende week vrijdag", "2025-07-11", "2025-07-11", "day"),
    ("op de derde dinsdag van september", "op de derde dinsdag van september", "2025-09-16", "2025-09-16", "day"),
    ("de Raad komt op 8 en 9 december 2025 bijeen", "op 8 en 9 december 2025", "2025-12-08", "2025-12-09", "day"),
    ("de Raad, 8-9 december 2025", "8-9 december 2025", "2025-12-08", "2025-12-09", "day"),
    ("op 8 t/m 10 december", "op 8 t/m 10 december", "2025-12-08", "2025-12-10", "day"),
    ("de Raad van 13 14 oktober 2025", "13 14 oktober 2025", "2025-10-13", "2025-10-14", "day"),
    ("te verlengen tot 8 juni 2026 in overeenstemming", "tot 8 juni 2026", "2026-06-08", "2026-06-08", "day"),
    ("vóór 1 april 2026", "vóór 1 april 2026", None, "2026-03-31", "day"),
    ("uiterlijk 1 maart 2026", "uiterlijk 1 maart 2026", None, "2026-03-01", "day"),
    ("uiterlijk voor 1 november 2025", "uiterlijk voor 1 november 2025", None, "2025-10-31", "day"),
    ("geldt tot en met 30 juni 2026", "tot en met 30 juni 2026", None, "2026-06-30", "day"),
    ("niet later dan 1 mei 2026", "niet later dan 1 mei 2026", None, "2026-05-01", "day"),
    ("treedt per 1 januari 2026 in werking", "per 1 januari 2026", "2026-01-01", "2026-01-01", "day"),
    ("met ingang van 1 juli 2026", "met ingang van 1 juli 2026", "2026-07-01", None, "day"),
    ("na 1 juli 2026", "na 1 juli 2026", "2026-07-02", None, "day"),
    ("na de ministerraad van 11 juli", "na de ministerraad van 11 juli", "2025-07-12", None, "day"),
    ("In maart 2026 volgt het rapport.", "In maart 2026", "2026-03-01", "2026-03-31", "month"),
    ("in maart volgt het rapport", "in maart", "2026-03-01", "2026-03-31", "month"),
    ("Begin oktober spreek ik de sector.", "Begin oktober", "2025-10-01", "2025-10-10", "month"),
    ("medio oktober spreek ik de sector", "medio oktober", "2025-10-11", "2025-10-20", "month"),
    ("eind februari 2028", "eind februari 2028", "2028-02-21", "2028-02-29", "month"),
    ("begin juli van dit jaar", "begin juli van dit jaar", "2025-07-01", "2025-07-10", "month"),
    ("voor het einde van maart 2026", "voor het einde van maart 2026", None, "2026-03-31", "month"),
    ("richting de augustusbesluitvorming", "richting de augustusbesluitvorming", None, "2025-08-31", "month"),
    ("in 2026 wordt dit bezien", "in 2026", "2026-01-01", "2026-12-31", "year"),
    ("in het begin van 2026", "in het begin van 2026", "2026-01-01", "2026-04-30", "year"),
    ("medio 2026 volgt", "medio 2026", "2026-05-01", "2026-08-31", "year"),
    ("uiterlijk eind 2025", "uiterlijk eind 2025", None, "2025-12-31", "year"),
    ("in de loop van 2026", "in de loop van 2026", "2026-01-01", "2026-12-31", "year"),
    ("vanaf 2026 geldt dit", "vanaf 2026", "2026-01-01", None, "year"),
    ("in 2027 of later", "in 2027 of later", "2027-01-01", None, "year"),
    ("richting 2030", "richting 2030", None, "2030-12-31", "year"),
    ("nog dit jaar", "nog dit jaar", "2025-07-02", "2025-12-31", "year"),
    ("De uitkomsten volgen later dit jaar.", "later dit jaar", "2025-07-02", "2025-12-31", "year"),
    ("voor het einde van het jaar", "voor het einde van het jaar", None, "2025-12-31", "year"),
    ("eind dit jaar", "eind dit jaar", "2025-09-01", "2025-12-31", "year"),
    ("begin volgend jaar", "begin volgend jaar", "2026-01-01", "2026-04-30", "year"),
    ("het komende jaar", "het komende jaar", "2025-07-02", "2026-07-02", "year"),
    ("komend jaar", "komend jaar", "2026-01-01", "2026-12-31", "year"),
    ("de komende drie weken", "de komende drie weken", "2025-07-02", "2025-07-23", "week"),
    ("in het vierde kwartaal van 2028", "in het vierde kwartaal van 2028", "2028-10-01", "2028-12-31", "quarter"),
    ("in Q1 2026", "in Q1 2026", "2026-01-01", "2026-03-31", "quarter"),
    ("in het eerste kwartaal", "in het eerste kwartaal", "2026-01-01", "2026-03-31", "quarter"),
    ("aan het eind van het eerste kwartaal 2026", "aan het eind van het eerste kwartaal 2026", "2026-03-01", "2026-03-31", "quarter"),
    ("voorzien voor het tweede kwartaal van 2026", "voor het tweede kwartaal van 2026", "2026-04-01", "2026-06-30", "quarter"),
    ("in de eerste helft van volgend jaar", "in de eerste helft van volgend jaar", "2026-01-01", "2026-06-30", "half"),
    ("in de tweede helft van dit jaar", "in de tweede helft van dit jaar", "2025-07-01", "2025-12-31", "half"),
    ("dit najaar volgt een brief", "dit najaar", "2025-09-01", "2025-12-20", "season"),
    ("in het voorjaar van 2026", "in het voorjaar van 2026", "2026-03-01", "2026-06-20", "season"),
    ("rond de zomer 2026", "rond de zomer 2026", "2026-06-01", "2026-09-20", "season"),
    ("in de winter", "in de winter", "2025-12-01", "2026-03-20", "season"),
    ("nog voor de zomer", "nog voor de zomer", None, "2025-07-03", "recess"),
    ("kort na de zomer", "kort na de zomer", "2025-09-02", None, "recess"),
    ("niet voor de zomer", "niet voor de zomer", "2025-07-04", None, "recess"),
    ("voor het zomerreces", "voor het zomerreces", None, "2025-07-03", "recess"),
    ("voor het reces", "voor het reces", None, "2025-07-03", "recess"),
    ("in het zomerreces", "in het zomerreces", "2025-07-04", "2025-09-01", "recess"),
    ("is voorzien voor het kerstreces", "voor het kerstreces", None, "2025-12-18", "recess"),
    ("vóór de kerst", "vóór de kerst", None, "2025-12-18", "recess"),
    ("na de kerst", "na de kerst", "2026-01-13", None, "recess"),
    ("binnen een week", "binnen een week", "2025-07-02", "2025-07-09", "week"),
    ("binnen anderhalf jaar", "binnen anderhalf jaar", "2025-07-02", "2027-01-02", "year"),
    ("over een half jaar", "over een half jaar", "2026-01-02", "2026-01-02", "year"),
    ("Over drie weken wordt gestemd.", "Over drie weken", "2025-07-23", "2025-07-23", "week"),
    ("dat was twee weken geleden", "twee weken geleden", "2025-06-18", "2025-06-18", "week"),
    ("in de afgelopen vijf jaar", "in de afgelopen vijf jaar", "2020-07-02", "2025-07-02", "year"),
    ("volgende week", "volgende week", "2025-07-07", "2025-07-13", "week"),
    ("deze maand", "deze maand", "2025-07-01", "2025-07-31", "month"),
    ("In week 40 volgt overleg.", "In week 40", "2025-09-29", "2025-10-05", "week"),
    ("in de derde week van januari 2026", "in de derde week van januari 2026", "2026-01-12", "2026-01-18", "week"),
    ("in de week van 10 november", "in de week van 10 november", "2025-11-10", "2025-11-16", "week"),
    ("binnen drie maanden na 1 januari 2026", "binnen drie maanden na 1 januari 2026", "2026-01-01", "2026-04-01", "month"),
    ("twee weken voor het zomerreces", "twee weken voor het zomerreces", "2025-06-20", "2025-06-20", "day"),
    ("meer dan drie maanden na Pasen 2026", "meer dan drie maanden na Pasen 2026", "2026-07-05", None, "day"),
    ("op Prinsjesdag", "op Prinsjesdag", "2025-09-16", "2025-09-16", "day"),
    ("voor Prinsjesdag", "voor Prinsjesdag", None, "2025-09-15", "day"),
    ("bij de Miljoenennota", "bij de Miljoenennota", "2025-09-16", "2025-09-16", "day"),
    ("bij de Miljoenennota 2026", "bij de Miljoenennota 2026", "2025-09-16", "2025-09-16", "day"),
    ("op Verantwoordingsdag", "op Verantwoordingsdag", "2026-05-20", "2026-05-20", "day"),
    ("bij de Voorjaarsnota", "bij de Voorjaarsnota", None, "2026-06-01", "day"),
    ("uiterlijk bij de Najaarsnota", "uiterlijk bij de Najaarsnota", None, "2025-12-01", "day"),
    ("met Pasen 2026", "met Pasen 2026", "2026-04-05", "2026-04-05", "day"),
    ("op Koningsdag 2014", "op Koningsdag 2014", "2014-04-26", "2014-04-26", "day"),
    ("voor de verkiezingen", "voor de verkiezingen", None, "2025-10-28", "day"),
    ("na de gemeenteraadsverkiezingen van 2026", "na de gemeenteraadsverkiezingen van 2026", "2026-03-19", None, "day"),
    ("op korte termijn", "op korte termijn", None, None, "vague"),
    ("De komende maanden bezien wij dit.", "De komende maanden", None, None, "vague"),
    ("over een aantal weken", "over een aantal weken", None, None, "vague"),
    ("zo spoedig mogelijk", "zo spoedig mogelijk", None, None, "vague"),
    ("van 1 juli 2026 tot 30 juni 2027", "van 1 juli 2026 tot 30 juni 2027", "2026-07-01", "2027-06-30", "day"),
    ("van 1 juli tot en met 31 augustus 2026", "van 1 juli tot en met 31 augustus 2026", "2026-07-01", "2026-08-31", "day"),
    ("van 15 november tot 15 januari 2027", "van 15 november tot 15 januari 2027", "2026-11-15", "2027-01-15", "day"),
    ("30 september en 1 oktober 2025", "30 september en 1 oktober 2025", "2025-09-30", "2025-10-01", "day"),
    ("juni tot en met oktober 2026", "juni tot en met oktober 2026", "2026-06-01", "2026-10-31", "month"),
    ("van 2015 tot 5 mei 2027", "van 2015 tot 5 mei 2027", "2015-01-01", "2027-05-05", "day"),
    ("mei/juni 2026", "mei/juni 2026", "2026-05-01", "2026-06-30", "month"),
    ("eind november/begin december", "eind november/begin december", "2025-11-21", "2025-12-10", "month"),
    ("in de periode 2026-2028", "in de periode 2026-2028", "2026-01-01", "2028-12-31", "year"),
    ("in 2026 en 2027", "in 2026 en 2027", "2026-01-01", "2027-12-31", "year"),
    ("vanaf 2023 tot heden", "vanaf 2023 tot heden", "2023-01-01", "2025-07-02", "year"),
    ("in het schooljaar 2025-2026", "in het schooljaar 2025-2026", "2025-08-01", "2026-07-31", "year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "start", "end", "precision"), MEANINGS, ids=[row[0] for row in MEANINGS])
def test_words_have_one_meaning(text: str, quote: str, start: str | None, end: str | None, precision: str) -> None:
    (found,) = dated(text)
    assert found.timex.quote == quote
    assert windows(text) == [(start, end)]
    assert found.window.precision == Precision(precision)


NO_TIMES = [
    "Zie Kamerstukken II, vergaderjaar 2023–2024, 36 410, nr. 92.",
    "Handelingen II 2024/25, nr. 12, item 5",
    "Kamerstukken II, 2025-2026, nr. 36.704-63 en 36 704-64",
    "Op grond van artikel 12 van Verordening (EU) 2024/1351 geldt dit niet.",
    "Richtlijn 2001/40/EG en besluit C(2025) 7099",
    "Speciaal verslag 15/2023 en Verordening (EG) nr. 11/2010",
    "Bijlage 2025Z19269 en ECLI:NL:RVS:2025:1203",
    "https://www.example.nl/documenten/2025/04/07/brief en www.example.nl/2025-04-07",
    "De code is 133-03-03-2020, het nummer 12-2025-4-5.",
    "Zo ja, kan de Tweede Kamer dat ontvangen?",
    "De derde landen dragen 5,2 procent bij aan 30.000 plekken.",
    "Mevrouw Mei en de heer Jan de Vries.",
    "De asielzoekers, de zondagsrust en de maartsviool.",
    "Een van de leden, 1 van de 14 gemeenten.",
    "In 2000 gemeenten en voor 1900 plekken is geld.",
    "De Vreemdelingenwet 2000 en het Asiel- en migratiepact 2026.",
    "In de Voorjaarsnota staat dit.",
    "Hierop kom ik terug in de volgende voortgangsrapportage.",
    "Een termijn van twee jaar voor de verordening.",
    "Dat is vandaag de dag gewoon; tot op heden ging het goed.",
    "De stemmingen van die dinsdag.",
    "2015-1-32 en 8/32/2014 bestaan niet.",
    "36 uur per week 12 euro.",
    "De wegen zijn 2.000 jaar geleden aangelegd.",
    "Of het nu voorjaar, zomer, herfst of winter is.",
    "Een half jaar later was dat anders.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_not_found(text: str) -> None:
    assert dated(text) == []


@pytest.mark.parametrize("rule", [r for r in RULES if r.dateless], ids=lambda r: r.id)
def test_a_rule_for_what_is_no_time_takes_its_words_away(rule: TimeRule) -> None:
    for text in rule.examples:
        assert all(w == (None, None) for w in windows(text)), text
    for text in rule.counterexamples:
        assert any(w != (None, None) for w in windows(text)), text


# Sentences that two rules want -> what the one that begins first, or is the longest, makes of it.
COMPETITIONS = [
    ("vergaderjaar 2025-2026, in 2026", ["in 2026"]),
    ("in de eerste helft van mei 2026", ["in de eerste helft van mei 2026"]),
    ("op maandag 12 juli 2027", ["op maandag 12 juli 2027"]),
    ("twee weken na 12 januari 2026", ["twee weken na 12 januari 2026"]),
    ("binnen twee weken na ontvangst", ["binnen twee weken na ontvangst"]),
    ("de komende jaren, vanaf 2027", ["de komende jaren", "vanaf 2027"]),
    ("de planning voor 2026-2028", ["voor 2026-2028"]),
    ("elk kwartaal en in het eerste kwartaal van 2026", ["elk kwartaal", "in het eerste kwartaal van 2026"]),
    ("een week voor het zomerreces", ["een week voor het zomerreces"]),
    ("op 12 juli 2026 (publicatie) en op 15 oktober 2026", ["op 12 juli 2026", "op 15 oktober 2026"]),
    ("op 1 en 15 maart 2026", ["op 1", "15 maart 2026"]),
    ("maandag of dinsdag", ["maandag", "dinsdag"]),
    ("Schiedam 24, 26 maart 2026", ["26 maart 2026"]),
    ("naar de gisteren gepubliceerde brief", ["gisteren"]),
    ("uitgesteld van 2026 naar het vierde kwartaal van 2028", ["van 2026", "naar het vierde kwartaal van 2028"]),
    ("liefst vóór de kerst, anders uiterlijk vóór de zomer", ["liefst vóór de kerst", "uiterlijk vóór de zomer"]),
]


@pytest.mark.parametrize(("text", "quotes"), COMPETITIONS)
def test_of_rules_that_compete_the_first_and_longest_wins(text: str, quotes: list[str]) -> None:
    assert [t.quote for t in find(text)] == quotes


def test_separate_days_share_their_month_and_year() -> None:
    assert windows("op 1 en 15 maart 2026") == [("2026-03-01", "2026-03-01"), ("2026-03-15", "2026-03-15")]


@pytest.mark.parametrize(
    "text",
    [
        "op 12\njuli\n2026",
        "op 12\u00a0juli\u00a02026",
        "op 12 ju\u00adli 2026",
        "op 12 ju-\nli 2026",
        "op 12 juli 20265",
        "op 12 juli\u20092026",
        "op 12  juli   2026",
        "OP 12 JULI 2026",
    ],
)
def test_the_way_a_day_is_set_changes_nothing(text: str) -> None:
    (found,) = dated(text)
    assert (found.window.start, found.window.end) == (date(2026, 7, 12), date(2026, 7, 12))


@pytest.mark.parametrize("year", ["2026", "'26", "’26"])
def test_a_year_may_be_written_short(year: str) -> None:
    assert windows(f"op 1 januari {year}") == [("2026-01-01", "2026-01-01")]


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Tĳdig: nog vóór het\r\nkerst-\r\nreces, of op 8 en\u00a09 decem\u00adber 2025. Einde."
    found = find(text)
    assert [text[t.start : t.end] for t in found] == ["nog vóór het\r\nkerst-\r\nreces", "op 8 en\u00a09 decem\u00adber 2025"]
    assert [t.quote for t in found] == ["nog vóór het kerstreces", "op 8 en 9 december 2025"]


def test_an_expression_never_crosses_a_paragraph() -> None:
    assert [t.quote for t in find("Agenda van 12\n\njuli 2026")] == ["juli 2026"]


def test_a_footnote_number_and_a_full_stop_stay_outside() -> None:
    assert [t.quote for t in find("Dat bleek op 14 oktober 20252. Het was in mei.")] == ["op 14 oktober 2025", "in mei"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In de brief van 10 juni is dit toegelicht.", "2025-06-10"),
        ("In de Kamerbrief van 10 december staat dit.", "2024-12-10"),
        ("Op 10 december heeft de Raad besloten.", "2024-12-10"),
        ("Op 10 december is de wet aangenomen.", "2024-12-10"),
        ("Op 10 december vindt een conferentie plaats.", "2025-12-10"),
        ("Op 10 december is een conferentie gepland.", "2025-12-10"),
        ("Ik heb toegezegd u op 10 december te informeren.", "2025-12-10"),
        ("De leden hebben vragen over de Raad van 8 juli.", "2025-07-08"),
        ("Dat is afgerond. Op 10 december volgt een brief.", "2025-12-10"),
        ("De termijn is gesteld op 11 juli.", "2025-07-11"),
        ("Dat bleek tijdens het debat over de begroting op 18 juni.", "2025-06-18"),
        ("De agenda voor het debat over de begroting op 18 maart.", "2026-03-18"),
        ("Ik stuur uw Kamer op 18 juni de evaluatie.", "2026-06-18"),
        ("Wij stemmen dinsdag over de moties.", "2025-07-08"),
        ("Overleg op vrijdag 20 juni, zo is gemeld.", "2025-06-20"),
        ("Hij heeft op 1 oktober al toegezegd een brief te sturen.", "2024-10-01"),
        ("Zijn brief aan mij d.d. 21 december ging daarover.", "2024-12-21"),
        ("Er is na enig beraad, met de wethouder, een overleg geweest op 30 december.", "2024-12-30"),
    ],
)
def test_a_day_without_a_year_looks_where_the_words_around_look(text: str, expected: str) -> None:
    assert windows(text) == [(expected, expected)]


def test_what_is_prior_to_an_event_is_before_its_day() -> None:
    assert windows("Dat meld ik voorafgaand aan de stemmingen op 3 juli aanstaande.") == [(None, "2025-07-02")]
    assert windows("Dat meld ik voorafgaand aan het commissiedebat van 8 juli 2025.") == [(None, "2025-07-07")]
    assert windows("Dat meld ik in het debat op 3 juli.") == [("2025-07-03", "2025-07-03")]


def test_the_caller_may_say_the_direction() -> None:
    (timex,) = find("in maart")
    assert resolve(timex, ANCHOR, CALENDAR, Direction.BACK).start == date(2025, 3, 1)
    assert resolve(timex, ANCHOR, CALENDAR).start == date(2026, 3, 1)


def test_a_day_takes_the_year_of_an_earlier_mention() -> None:
    text = "De conferentie van 25 mei 2023 was nuttig. Op 25 mei wordt dat bekeken."
    assert windows(text) == [("2023-05-25", "2023-05-25"), ("2023-05-25", "2023-05-25")]


def test_the_first_of_a_month_comes_back_each_year() -> None:
    text = "De regeling liep tot 1 januari 2024. Per 1 januari komt een nieuwe."
    assert windows(text)[1] == ("2026-01-01", "2026-01-01")


def test_a_day_in_brackets_dates_the_event_that_it_is_counted_from() -> None:
    text = "De Commissie beslist op 12 juli 2026 (één maand na de inwerkingtreding van het Pact)."
    assert windows(text) == [("2026-07-12", "2026-07-12"), ("2026-06-12", "2026-06-12")]


def test_time_is_counted_from_an_event_that_the_text_dates() -> None:
    text = "De inwerkingtreding op 1 september 2025 is een mijlpaal. Binnen twee weken na de inwerkingtreding volgt een brief."
    assert windows(text)[1] == ("2025-09-01", "2025-09-15")


def test_time_counted_from_an_event_without_a_date_has_none() -> None:
    (found,) = dated("Binnen twee weken na de inwerkingtreding volgt een brief.")
    assert (found.window.start, found.window.end, found.window.precision) == (None, None, Precision.VAGUE)


def test_a_coming_meeting_has_the_days_that_the_text_gives() -> None:
    text = "Geannoteerde agenda van de JBZ-Raad, 8-9 december 2025. Dit wordt besproken op de komende JBZ-Raad."
    assert [(d.timex.quote, str(d.window.start), str(d.window.end)) for d in dated(text)][1:] == [
        ("op de komende JBZ-Raad", "2025-12-08", "2025-12-09")
    ]


def test_a_meeting_that_the_text_dates_twice_has_no_days() -> None:
    text = "De JBZ-Raad van 13 oktober 2025 en de JBZ-Raad van 8 december 2025. Dit komt op de komende JBZ-Raad."
    assert len(dated(text)) == 2


def test_the_run_up_to_a_meeting_ends_with_it() -> None:
    text = "Men wil afronding tijdens de Ecofin in november. In aanloop naar de Ecofin kom ik met een standpunt."
    assert windows(text) == [("2025-11-01", "2025-11-30"), (None, "2025-11-30")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Kamer wordt jaarlijks vóór het zomerreces geïnformeerd.", (None, "2025-07-03")),
        ("Elk jaar in mei volgt een rapport.", ("2026-05-01", "2026-05-31")),
        ("De Kamer wordt elk kwartaal geïnformeerd.", (None, None)),
    ],
)
def test_what_recurs_says_so_and_has_its_next_date(text: str, expected: Expected) -> None:
    (found,) = dated(text)
    assert found.window.recurring
    assert windows(text) == [expected]


def test_negation_turns_a_deadline_round() -> None:
    assert windows("De wet komt niet vóór 2027.") == [("2027-01-01", None)]


def test_what_comes_before_a_recess_that_has_begun_comes_before_the_next() -> None:
    assert windows("voor het zomerreces", date(2024, 7, 20)) == [(None, "2025-07-03")]


def test_a_window_says_that_its_recess_is_estimated() -> None:
    assert dated("voor het zomerreces", date(2029, 1, 10))[0].window.estimated
    assert not dated("voor het zomerreces", date(2025, 1, 10))[0].window.estimated


def test_an_event_takes_what_the_words_name_without_their_bound() -> None:
    (found,) = dated("Vanaf 2026 worden de emissies gemeten.")
    assert (found.window.start, found.window.end) == (date(2026, 1, 1), None)
    assert (found.named.start, found.named.end) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_day_that_no_calendar_has_is_vague() -> None:
    (found,) = dated("op 31 juni 2026")
    assert (found.window.start, found.window.end, found.window.precision) == (None, None, Precision.VAGUE)
