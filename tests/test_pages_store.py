"""What the pages ask of the store: filters, orders, counts and full text, on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from conftest import databases
from made_up import decision
from readers import HOSTILE, TODAY, decide, fill, paper, said, store
from sqlalchemy import Engine

from tracker.model import Event, Status
from tracker.store import StoredCommitment, changes, pages, queries
from tracker.store.engine import connect, transaction
from tracker.store.migrate import upgrade
from tracker.store.pages import Order, Wanted
from tracker.store.version import Version

SOON = 14


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store that no test here changes, on each database."""
    sqlite = [lambda: f"sqlite:///{tmp_path_factory.mktemp('pages')}/tracker.db"]
    for new in databases(request.getfixturevalue("postgresql")) if request.param == "postgresql" else sqlite:
        engine = connect(new())
        upgrade(engine)
        fill(engine)
        yield engine
        engine.dispose()


def nothing(_: StoredCommitment) -> bool:
    return False


def listed(engine: Engine, wanted: Wanted, today: date = TODAY) -> list[StoredCommitment]:
    """What a list shows."""
    with transaction(engine, writes=False) as session:
        return pages.some(session, wanted, as_of=today, due_soon_days=SOON, limit=1000)


def every(engine: Engine, today: date = TODAY) -> list[StoredCommitment]:
    """What is stored, by the way of `tracker list`, without what pages leave out."""
    with transaction(engine, writes=False) as session:
        stored = queries.commitments(session, as_of=today, due_soon_days=SOON)
    return [c for c in stored if c.fact.repeats is None and (c.standing.confirmed or c.fact.confidence != "low")]


@pytest.mark.parametrize("today", [date(2025, 10, 1), TODAY, date(2026, 12, 1)])
def test_a_list_of_a_status_holds_what_has_that_status_on_the_day(filled: Engine, today: date) -> None:
    stored = every(filled, today)
    for status in Status:
        assert {c.id for c in listed(filled, Wanted(status=status), today)} == {c.id for c in stored if c.status is status}
    open_ones = {c.id for c in stored if not c.standing.closed}
    assert {c.id for c in listed(filled, Wanted(), today)} == open_ones
    assert {c.id for c in listed(filled, Wanted(closed=True), today)} == {c.id for c in stored if not c.standing.rejected}


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"committees": ("Financiën",)}, lambda c: c.fact.committee == "Financiën"),
        ({"committees": ("Financiën", "Defensie")}, lambda c: c.fact.committee in ("Financiën", "Defensie")),
        ({"ministries": ("Defensie",), "status": Status.OVERDUE}, lambda c: c.fact.ministry == "Defensie" and c.status is Status.OVERDUE),
        ({"members": ("veltman",)}, lambda c: c.fact.promised_to == "mevrouw Veltman"),
        ({"members": ("%",)}, nothing),
        ({"parties": ("CDA",)}, lambda c: "CDA" in (c.fact.asked_by or "").split(", ")),
        ({"parties": ("GroenLinks",)}, nothing),
        ({"dossiers": ("32311",)}, lambda c: c.document_number == "32311-9730"),
        ({"dossiers": ("32311-9730",)}, lambda c: c.document_number == "32311-9730"),
        ({"dossiers": ("3231",)}, nothing),
        ({"words": ("evaluaties",)}, lambda c: "evaluatie" in c.fact.quote),
        ({"words": ("onderwerp 7",)}, lambda c: "onderwerp 7" in c.fact.quote and "7 weken" in c.fact.quote),
        ({"words": ('"onderwerp van"',)}, nothing),
        ({"words": ("--- '\" *",)}, nothing),
        ({"words": ("hyperlink", "onderwerp")}, lambda c: "HYPERLINK" in c.fact.quote or "onderwerp" in c.fact.quote),
        ({"since": TODAY, "until": TODAY + timedelta(days=40)}, lambda c: c.term.due_end and 0 <= (c.term.due_end - TODAY).days <= 40),
    ],
)
def test_a_filter_lets_through_what_it_says(filled: Engine, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any], holds: Any) -> None:
    passing = {c.id for c in every(filled) if not c.standing.closed and holds(c)}
    found = listed(filled, Wanted(**wanted))
    assert {c.id for c in found} == passing
    monkeypatch.setattr(pages, "FEW", -1)  # as where very many are found: those are picked out of the whole list
    assert listed(filled, Wanted(**wanted)) == found


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_of_a_list_are_its_parts_in_its_order(filled: Engine, order: Order, descending: bool) -> None:
    wanted = Wanted(order=order, descending=descending)
    whole = listed(filled, wanted)
    with transaction(filled, writes=False) as session:
        parts = [pages.some(session, wanted, as_of=TODAY, due_soon_days=SOON, limit=7, offset=n)[:7] for n in range(0, len(whole), 7)]
    assert [c.id for part in parts for c in part] == [c.id for c in whole]
    keys = {Order.TERM: lambda c: c.term.due_end, Order.SAID: lambda c: c.document_date}
    keys |= {Order.COMMITTEE: lambda c: c.fact.committee, Order.MINISTRY: lambda c: c.fact.ministry}
    known = [keys[order](c) for c in whole if keys[order](c)]
    # Databases order letters each in their own way: of names only that equal ones stand together.
    if order in (Order.TERM, Order.SAID):
        assert known == sorted(known, reverse=descending)
    else:
        assert len([1 for a, b in pairwise(known) if a != b]) == len(set(known)) - 1
    assert [keys[order](c) for c in whole][len(known) :] == [None] * (len(whole) - len(known))


def test_tallies_add_up_to_what_is_stored(filled: Engine) -> None:
    with transaction(filled, writes=False) as session:
        tallies = pages.tally(session, TODAY, SOON)
        ends = pages.ends(session, date(2025, 10, 1), date(2026, 12, 31), TODAY, SOON)
    stored = every(filled)
    assert Counter({(t.committee, t.ministry, t.status): t.number for t in tallies}) == Counter(
        (c.standing.committee or c.document_committee, c.standing.ministry, c.status) for c in stored
    )
    within = [c for c in stored if c.term.due_end and date(2025, 10, 1) <= c.term.due_end <= date(2026, 12, 31)]
    assert Counter({(e.month, e.status): e.number for e in ends}) == Counter((f"{c.term.due_end:%Y-%m}", c.status) for c in within)


def test_papers_are_found_by_the_words_of_their_title_their_text_and_their_numbers(filled: Engine) -> None:
    with transaction(filled, writes=False) as session:
        for words, number in (
            ((), 4),
            (("evaluaties",), 3),
            (("stikstof",), 0),
            (("toegezegd",), 1),
            (("32311",), 1),
            (("36725 VI",), 1),
            (("gestand",), 1),
        ):
            assert len(pages.paper_ids(session, words, (), as_of=TODAY)) == number, words
            assert pages.count_papers(session, words, TODAY) == number, words
            assert pages.count_papers(session, words, date(2025, 9, 1)) == len(pages.paper_ids(session, words, (), as_of=date(2025, 9, 1)))
        of_defence = pages.papers(session, pages.paper_ids(session, (), ("Defensie",), as_of=TODAY))
        assert [p.committee for p in of_defence] == ["Defensie"]
        assert pages.reach(session, TODAY) == (4, date(2025, 9, 1), date(2025, 11, 20))
        assert pages.paper_ids(session, (), (), as_of=date(2025, 8, 31)) == []


def test_words_of_what_is_read_anew_are_those_that_are_found(engine: Engine) -> None:
    first = paper("e", ["Ik stuur de Kamer een brief over stikstof."])
    second = first.model_copy(update={"text": "Ik stuur de Kamer een brief over zeewater.", "title": "Zee"})
    store(engine, first, [said(first, first.text)])
    store(engine, second, [said(second, second.text)])
    for word, number in (("stikstof", 0), ("zeewater", 1)):
        with transaction(engine, writes=False) as session:
            assert len(pages.paper_ids(session, (word,), (), as_of=TODAY)) == number
        assert len(listed(engine, Wanted(words=(word,)))) == number


def test_a_long_paper_is_found_by_its_last_word(engine: Engine) -> None:
    long = paper("f", ["woord " * 60_000 + "slotwoord"])
    store(engine, long, [])
    with transaction(engine, writes=False) as session:
        assert len(pages.paper_ids(session, ("slotwoord",), (), as_of=TODAY)) == 1


def test_the_facts_of_a_paper_are_those_that_are_sure(engine: Engine) -> None:
    keys = fill(engine)
    with transaction(engine, writes=False) as session:
        found = [f.id for f in pages.facts_of(session, keys["hostile_paper"], as_of=TODAY, due_soon_days=SOON)]
        assert pages.facts_a_paper(session, [keys["hostile_paper"]]) == {keys["hostile_paper"]: (1, 1)}
    assert keys["unsure"] not in found
    assert {keys["hostile"], keys["repeated"], keys["event"]} <= set(found)
    assert len(found) == 5


def test_what_a_clerk_confirms_is_listed_from_that_day_on(engine: Engine) -> None:
    keys = fill(engine)
    assert keys["unsure"] not in {c.id for c in listed(engine, Wanted())}
    decide(engine, keys["unsure"], decision(1, "confirm", TODAY))
    assert keys["unsure"] in {c.id for c in listed(engine, Wanted())}
    assert keys["unsure"] not in {c.id for c in listed(engine, Wanted(), TODAY - timedelta(days=1))}


def test_a_fact_counts_its_changes(engine: Engine) -> None:
    document = paper("e", [HOSTILE, "De Raad is op 8 december."])
    first = [said(document, HOSTILE, due_end=TODAY), said(document, "De Raad is op 8 december.", Event, what="Raad", due_end=TODAY)]
    commitment, happening = store(engine, document, first)
    moved = [f.model_copy(update={"due_end": TODAY + timedelta(days=1)}) for f in first]
    store(engine, document, moved)
    store(engine, document, moved)
    decide(engine, commitment, decision(1, "note", TODAY, note="gezien"))
    with transaction(engine, writes=False) as session:
        found = changes.revised(session, [commitment, happening], TODAY)
        assert changes.revised(session, [commitment], TODAY - timedelta(days=1))[commitment].times == 1
    assert [found[commitment].times, found[happening].times] == [2, 1]


def test_the_version_changes_with_what_is_written_and_with_nothing_else(engine: Engine) -> None:
    version = Version(engine)
    before = version.now()
    with transaction(engine, writes=False) as session:
        pages.reach(session, TODAY)
    assert version.now() == before
    store(engine, paper("e", ["Een zin."]), [])
    assert version.now() != before
    version.close()
