"""One promise through nine papers, from the debate to the day it is told again, as it stood on each of twelve days."""

from datetime import date, datetime
from typing import Any

import pytest
from made_up import decision
from sqlalchemy import Engine
from sqlmodel import Session
from test_registered import record as a_record

from tracker import decisions, extraction, jobs, lifecycle
from tracker.decisions import Ruling
from tracker.digest.period import end_of_day
from tracker.jobs import Tables
from tracker.model import AMSTERDAM, DecisionKind, Document
from tracker.model.limits import Limits
from tracker.model.links import Kind
from tracker.model.register import Bookmark, Due, Page, Register
from tracker.reference import calendar, government
from tracker.store import StoredCommitment, history, proposals, queries
from tracker.store import register as registered
from tracker.store.engine import transaction

MINISTER = "minister van Landbouw, Natuur en Voedselkwaliteit"
LATER_MINISTER = "minister van Landbouw, Visserij, Voedselzekerheid en Natuur"
LNV, LVVN = MINISTER.removeprefix("minister van "), LATER_MINISTER.removeprefix("minister van ")
PROMISE = "Ik stuur de Kamer voor de zomer een brief over de mestmarkt."


def paper(n: int, day: date, kind: str, minister: str, text: str, **passage: Any) -> Document:
    said = {"start": 0, "end": len(text), "role": "body", "page": 1} | passage
    content = {"name": f"{n}.txt", "media_type": "text/plain", "sha256": f"{n:x}" * 64, "kind": kind, "date": day, "date_basis": "printed"}
    return Document.model_validate(content | {"title": f"Stuk {n}", "ministers": (minister,), "text": text, "passages": (said,)})


TABLES = Tables(calendar.load(), government.load(), Limits())
SPEECH = {"role": "speech", "speaker": MINISTER, "speaker_role": "minister"}
PAPERS = [
    paper(1, date(2024, 2, 8), "commissiedebat", MINISTER, PROMISE, **SPEECH),
    paper(
        2,
        date(2024, 2, 15),
        "besluitenlijst",
        MINISTER,
        "De minister stuurt voor de zomer een brief over de mestmarkt.",
        role="closing_list",
    ),
    paper(3, date(2024, 2, 20), "overig", MINISTER, "Toezegging: een brief over de mestmarkt, voor de zomer van 2024."),
    paper(
        4,
        date(2024, 6, 25),
        "kamerbrief",
        MINISTER,
        "De brief over de mestmarkt lukt niet voor de zomer. Ik verwacht die voor 2 oktober te sturen.",
    ),
    paper(5, date(2024, 7, 2), "kamerbrief", LATER_MINISTER, "Met ingang van heden beantwoord ik de brieven aan mijn ambtsvoorganger."),
    paper(
        6,
        date(2024, 9, 27),
        "kamerbrief",
        LATER_MINISTER,
        "De brief over de mestmarkt komt later dan toegezegd. Ik verwacht die voor 21 december te sturen.",
    ),
    paper(7, date(2024, 11, 15), "kamerbrief", LATER_MINISTER, "Hierbij het eerste deel van de toegezegde brief over de mestmarkt."),
    paper(8, date(2025, 1, 20), "kamerbrief", LATER_MINISTER, "Hiermee doe ik de toezegging over de mestmarkt gestand."),
    paper(
        9,
        date(2025, 3, 5),
        "kamerbrief",
        LATER_MINISTER,
        "De toegezegde brief over de mestmarkt hebt u in januari ontvangen.",
    ),
]
DECISIONS = [
    decision(1, "confirm", date(2024, 2, 20), paper_id=PAPERS[2].id, note="register"),
    decision(2, "new-term", date(2024, 6, 26), paper_id=PAPERS[3].id, until=date(2024, 10, 1)),
    decision(3, "new-term", date(2024, 9, 30), paper_id=PAPERS[5].id, until=date(2024, 12, 20)),
    decision(4, "partly", date(2024, 11, 18), paper_id=PAPERS[6].id),
    decision(5, "fulfilled", date(2024, 12, 27), note="verkeerde toezegging"),
    decision(6, "undo", date(2024, 12, 30), undoes=5),
    decision(7, "fulfilled", date(2025, 1, 22), paper_id=PAPERS[7].id),
    decision(8, "note", date(2025, 3, 6), paper_id=PAPERS[8].id, note="herhaald"),
]
SUMMER, OCTOBER, CHRISTMAS = date(2024, 7, 4), date(2024, 10, 1), date(2024, 12, 20)
# The day; status; end of the term that counts; days late; marks; which decisions count; the ministry that answers.
DAYS: list[tuple[date, str, date, int | None, str, list[int], str]] = [
    (date(2024, 2, 8), "open", SUMMER, None, "", [], LNV),
    (date(2024, 2, 20), "open", SUMMER, None, "", [1], LNV),
    (date(2024, 6, 20), "due_soon", SUMMER, None, "", [1], LNV),
    (date(2024, 6, 26), "delayed", OCTOBER, None, "delayed", [1, 2], LNV),
    (date(2024, 7, 2), "delayed", OCTOBER, None, "delayed", [1, 2], LVVN),
    (date(2024, 9, 27), "due_soon", OCTOBER, None, "delayed", [1, 2], LVVN),
    (date(2024, 9, 30), "delayed", CHRISTMAS, None, "delayed", [1, 2, 3], LVVN),
    (date(2024, 11, 18), "delayed", CHRISTMAS, None, "delayed partly", [1, 2, 3, 4], LVVN),
    (date(2024, 12, 20), "due_soon", CHRISTMAS, None, "delayed partly", [1, 2, 3, 4], LVVN),
    (date(2024, 12, 27), "fulfilled", CHRISTMAS, None, "delayed", [1, 2, 3, 4, 5], LVVN),
    (date(2024, 12, 31), "overdue", CHRISTMAS, 11, "delayed partly", [1, 2, 3, 4], LVVN),
    (date(2025, 3, 6), "fulfilled", CHRISTMAS, None, "delayed", [1, 2, 3, 4, 7, 8], LVVN),
]


def read(session: Session, upto: date) -> None:
    """Read the papers that had appeared by then, with the real rules."""
    for document in PAPERS:
        if document.date <= upto:
            now = datetime(document.date.year, document.date.month, document.date.day, 9, tzinfo=AMSTERDAM)
            queries.save_document(session, document, now)
            queries.save_facts(session, document.id, extraction.extract(document, calendar.load(), government.load()), "1", now)


def the_promise(session: Session, day: date) -> StoredCommitment:
    [found] = [c for c in queries.commitments(session, as_of=day) if c.document_id == PAPERS[0].id]
    return found


def look(session: Session, day: date) -> tuple[date, str, date | None, int | None, str, list[int], str]:
    c = the_promise(session, day)
    marks = " ".join(word for word, holds in (("delayed", c.standing.delayed), ("partly", c.standing.partly)) if holds)
    counting = [d.n for d in lifecycle.live(history.of(session, c.id, day), day)]
    [ministry] = government.load().answers(c.fact.ministry or "", day, c.fact.actor)
    return day, str(c.status), c.term.due_end, c.days_late, marks, counting, ministry


@pytest.fixture
def told(engine: Engine) -> Any:
    """A transaction on a store in which all has happened."""
    with transaction(engine) as session:
        read(session, date.max)
        key = the_promise(session, date.max).id
        for one in DECISIONS:
            history.decide(session, key, one)
        yield session


def test_the_promise_is_right_on_each_of_twelve_days_when_all_has_happened(told: Session) -> None:
    assert [look(told, row[0]) for row in DAYS] == DAYS


def test_the_promise_is_right_on_each_of_twelve_days_as_they_come(engine: Engine) -> None:
    waiting = list(DECISIONS)
    seen = []
    for day, *_ in DAYS:
        with transaction(engine) as session:
            read(session, day)
            while waiting and waiting[0].day <= day:
                history.decide(session, the_promise(session, day).id, waiting.pop(0))
            seen.append(look(session, day))
    assert seen == DAYS


def test_the_day_before_the_debate_there_is_no_promise(told: Session) -> None:
    assert [c for c in queries.commitments(told, as_of=date(2024, 2, 7)) if c.document_id == PAPERS[0].id] == []


def test_its_terms_stand_there_each_with_the_paper_that_gave_it(told: Session) -> None:
    promise = the_promise(told, date.max)
    given = [(term.due_end, by and by.paper_id) for term, by in lifecycle.terms(promise.fact, history.of(told, promise.id), date.max)]
    assert given == [
        (SUMMER, None),
        (OCTOBER, PAPERS[3].id),
        (CHRISTMAS, PAPERS[5].id),
    ]
    assert (promise.fact.quote, promise.fact.due_text, promise.fact.due_end) == (PROMISE, "voor de zomer", SUMMER)


def test_its_history_holds_every_decision_with_its_paper_and_what_was_taken_back(told: Session) -> None:
    dates = {p.id: p.date for p in PAPERS}
    written = [d.model_copy(update={"paper_date": dates.get(d.paper_id or "")}) for d in DECISIONS]
    assert history.of(told, the_promise(told, date.max).id) == written


def test_the_ministry_that_promised_stays_on_the_promise(told: Session) -> None:
    assert {the_promise(told, day).fact.ministry for day, *_ in DAYS} == {LNV}


BY_HAND = {1, 5, 6}  # decisions that no paper proposes: a confirmation, and a mistake with its mending
REGISTER = Register()


def ingested(engine: Engine, day: date) -> None:
    """Read the papers of that day and earlier with the main job; the register has the promise from the day of the third paper on."""
    now = end_of_day(day)
    record = a_record(
        1, "De minister stuurt voor de zomer een brief over de mestmarkt.", meeting_on=PAPERS[0].date, registered_on=PAPERS[2].date
    )
    with transaction(engine) as session:
        for document in PAPERS:
            if document.date <= day:
                queries.save_document(session, document, now)
        if day >= PAPERS[2].date and registered.finished(session, REGISTER) is None:
            page = Page(records=(record,), bookmark=Bookmark(channel="syncfeed", position="1"))
            registered.keep(session, REGISTER, None, page, {record.id: Due()}, "1", now)
            registered.finish(session, REGISTER, now)
    jobs.ingest(engine, [], TABLES, now)


def same_as_on_the_list(engine: Engine, day: date) -> None:
    with transaction(engine, writes=False) as session:
        promise = the_promise(session, day).id
        (listed,) = [c.id for c in queries.commitments(session, as_of=day) if c.document_id == PAPERS[1].id]
    decisions.decide(engine, listed, Ruling(DecisionKind.SAME, "Griffier", same_as=promise), TABLES, end_of_day(day))


def test_what_the_papers_propose_leads_to_the_same_twelve_days(engine: Engine) -> None:
    waiting = list(DECISIONS)
    seen = []
    for day, *_ in DAYS:
        ingested(engine, day)
        if day == DAYS[1][0]:
            same_as_on_the_list(engine, day)
        while waiting and waiting[0].day <= day:
            wanted = waiting.pop(0)
            with transaction(engine, writes=False) as session:
                promise = the_promise(session, wanted.day).id
                links = [p for p in proposals.waiting(session, as_of=wanted.day) if p.document_id == wanted.paper_id]
            if links and wanted.n not in BY_HAND:
                assert [link.commitment_id for link in links] == [promise]
                decisions.decide(engine, links[0].id, Ruling(DecisionKind.CONFIRM, "Griffier"), TABLES, wanted.at)
            else:
                assert wanted.n in BY_HAND or wanted.kind is DecisionKind.NOTE
                with transaction(engine) as session:
                    history.decide(session, promise, wanted)
        with transaction(engine, writes=False) as session:
            seen.append(look(session, day))
    assert seen == DAYS


def test_what_stood_on_the_list_and_in_the_register_is_the_same_promise(engine: Engine) -> None:
    day = DAYS[1][0]
    ingested(engine, day)
    with transaction(engine, writes=False) as session:
        promise = the_promise(session, day).id
        (again,) = proposals.waiting(session, as_of=day)
    assert (again.kind, again.commitment_id, again.document_id) == (Kind.REPEATS, promise, PAPERS[1].id)
    decisions.decide(engine, again.id, Ruling(DecisionKind.CONFIRM, "Griffier"), TABLES, end_of_day(day))
    with transaction(engine, writes=False) as session:
        (one,) = queries.commitments(session, as_of=day)
        found = jobs.sources(session, one, day)
        assert jobs.unregistered(session, REGISTER, [one], day) == []
    assert ([c.document_id for c in found.said], len(found.records)) == ([PAPERS[1].id], 1)
