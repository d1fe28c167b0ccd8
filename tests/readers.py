"""A store with something of everything for the pages to show, and the pages over it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from made_up import decision
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tracker.config import Settings
from tracker.model import AnyFact, Commitment, Decision, Delay, Document, Event, Fulfilment
from tracker.store import history, queries
from tracker.store.engine import connect, transaction
from tracker.store.migrate import upgrade
from tracker.web.app import build

TODAY = date(2025, 12, 4)
SEEN = datetime(2025, 11, 30, 9, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> {{7*7}} \u202eomgekeerd \x00nul =HYPERLINK(1) & «'\""

# Committee, ministry, and how many commitments of it; more than one page in all.
OF = (("Financiën", "Financiën", 30), ("Asiel en Migratie", "Asiel en Migratie", 20), ("Defensie", "Defensie", 12))


def application(engine: Engine, today: date = TODAY, **settings: Any) -> Starlette:
    return build(engine, Settings(**settings), lambda: today)


def client(engine: Engine, today: date = TODAY, **settings: Any) -> TestClient:
    return TestClient(application(engine, today, **settings), raise_server_exceptions=False)


def paper(sha: str, sentences: Sequence[str], **changes: Any) -> Document:
    """A paper whose paragraphs are these sentences, two to a page."""
    text = "\n\n".join(sentences)
    starts = [sum(len(s) + 2 for s in sentences[:i]) for i in range(len(sentences))]
    places = enumerate(zip(starts, sentences, strict=True))
    passages = [{"start": at, "end": at + len(s), "role": "body", "page": i // 2 + 1} for i, (at, s) in places]
    kept = {"name": "stuk.txt", "media_type": "text/plain", "sha256": sha * 64, "kind": "commissiedebat", "date": date(2025, 9, 1)}
    about = {"date_basis": "printed", "title": "Verslag van een overleg", "text": text, "passages": passages}
    return Document.model_validate(kept | about | changes)


def said(document: Document, quote: str, kind: type[AnyFact] = Commitment, **changes: Any) -> AnyFact:
    at = document.text.index(quote)
    place = {"start": at, "end": at + len(quote), "quote": " ".join(quote.split()), "rule": "test.rule"}
    promise = {"addressee": "house", "action": "inform", "strength": "promise", "actor": "minister"} if kind is Commitment else {}
    precision = {"precision": "day"} if changes.get("due_end") else {}
    return kind.model_validate(place | promise | precision | changes)


@contextmanager
def house(folder: Path) -> Iterator[tuple[Engine, dict[str, str]]]:
    """A new store in a folder with something of everything, and the ids of some commitments; see `fill`."""
    engine = connect(f"sqlite:///{folder}/tracker.db")
    upgrade(engine)
    yield engine, fill(engine)
    engine.dispose()


def store(engine: Engine, document: Document, facts: Sequence[AnyFact]) -> list[str]:
    with transaction(engine) as session:
        return _store(session, document, facts)


def decide(engine: Engine, key: str, made: Decision) -> None:
    with transaction(engine) as session:
        history.decide(session, key, made)


def fill(engine: Engine) -> dict[str, str]:
    """Store papers of three committees and one that means harm; the ids of some commitments, by what they are."""
    with transaction(engine) as session:
        named: dict[str, str] = {}
        for letter, (committee, ministry, number) in zip("abc", OF, strict=True):
            named = _committee(session, letter, committee, ministry, number) | named
        return named | _one_that_means_harm(session)


def _committee(session: Session, letter: str, committee: str, ministry: str, number: int) -> dict[str, str]:
    quotes = [f"Ik stuur de Kamer {n} weken na vandaag de evaluatie van onderwerp {n} van {committee}." for n in range(number)]
    about: dict[str, Any] = {"title": f"Verslag over {committee}", "committee": committee}
    document = paper(letter, quotes, **about, numbers={"dossier": [f"3231{letter == 'a':d}-97{number}"]})
    facts = [
        said(
            document,
            quote,
            due_text=f"{n} weken na vandaag",
            due_end=TODAY + timedelta(weeks=n - 6) if n % 7 else None,
            ministry=ministry,
            committee=committee,
            asked_by=("VVD", "D66", "GroenLinks-PvdA, CDA")[n % 3],
            promised_to="mevrouw Veltman" if n % 5 == 0 else None,
            addressee="other" if n % 11 == 5 else "house",
        )
        for n, quote in enumerate(quotes)
    ]
    keys = _store(session, document, facts)
    _decide(session, keys[1], decision(1, "fulfilled", date(2025, 11, 1)))
    _decide(session, keys[2], decision(1, "new-term", date(2025, 11, 2), until=date(2026, 6, 30), note="Brief van november"))
    _decide(session, keys[3], decision(1, "lapsed", date(2025, 11, 3)))
    _decide(session, keys[4], decision(1, "reject", date(2025, 11, 3)), decision(2, "undo", date(2025, 11, 4), undoes=1))
    _decide(session, keys[8], decision(1, "partly", date(2025, 11, 3)))
    _decide(session, keys[9], decision(1, "reject", date(2025, 11, 5)))
    return {"overdue": keys[4], "fulfilled": keys[1], "moved": keys[2], "rejected": keys[9]}


def _one_that_means_harm(session: Session) -> dict[str, str]:
    quotes = [
        f"Ik zeg toe: {HOSTILE}.",
        "Dit zeg ik nog eens toe.",
        "Misschien kom ik hierop terug.",
        "De Raad komt bijeen op 8 december 2025.",
        "Hiermee doe ik de toezegging gestand.",
        "De brief komt later, in maart 2026.",
    ]
    about = {"title": f"Titel {HOSTILE}", "kind": "kamerbrief", "date": date(2025, 11, 20), "numbers": {"dossier": ["36725-VI-12"]}}
    document = paper("d", quotes, **about)
    day = date(2025, 12, 8)
    hostile = said(document, quotes[0], due_end=TODAY + timedelta(days=3), asked_by=HOSTILE, actor=HOSTILE)
    facts = [
        hostile,
        said(document, quotes[1], repeats=hostile.start),
        said(document, quotes[2], confidence="low"),
        said(document, quotes[3], Event, what="De Raad", due_text="8 december 2025", due_start=day, due_end=day),
        said(document, quotes[4], Fulfilment, of="toezegging"),
        said(document, quotes[5], Delay, due_text="in maart 2026", due_start=date(2026, 3, 1), due_end=date(2026, 3, 31)),
    ]
    keys = _store(session, document, facts)
    return {"hostile": keys[0], "repeated": keys[1], "unsure": keys[2], "event": keys[3], "hostile_paper": document.id}


def _store(session: Session, document: Document, facts: Sequence[AnyFact]) -> list[str]:
    queries.save_document(session, document, SEEN)
    queries.save_facts(session, document.id, facts, "1", SEEN)
    return [fact.identity(document.id) for fact in facts]


def _decide(session: Session, key: str, *decisions: Decision) -> None:
    for made in decisions:
        history.decide(session, key, made)


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
