"""How fast the pages answer over 100,000 commitments and 20,000 papers, at twenty requests a second, and how much memory they take.

    python tests/bench/web.py [URL] [--papers 20000] [--seconds 60]

Fills an empty database (in a temporary folder, or at URL: `postgresql://...`; one that was filled before is used as it is), starts
`tracker serve` on it in a process of its own, and asks for every kind of page, with a filter and a page number that differ from one request
to the next, twenty times a second whether or not the answer before has come. Prints the median, the 95th percentile and the worst of each
kind, the processor time of a request, and the peak memory. Needs no network.
"""

import argparse
import itertools
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx2
import sqlalchemy
from sqlalchemy import Engine

from tracker.model import Commitment, Decision, Document, Event, Precision, Term
from tracker.reference import government
from tracker.store import history, search
from tracker.store.engine import connect, take_stock, transaction
from tracker.store.migrate import upgrade
from tracker.store.tables.base import columns
from tracker.store.tables.facts import CommitmentRow, DecisionRow, DocumentRow, EventRow, columns_of_decision

FIRST, TODAY = date(2014, 1, 6), date(2026, 1, 6)
RATE = 20  # requests a second
A_PAPER = 5  # commitments, and one event
AT_ONCE = 500  # papers in one transaction
KINDS = 17  # of addresses, one after the other
WORDS = (
    "brief kabinet motie onderzoek evaluatie opvang gemeenten uitvoering wetsvoorstel subsidie toezicht rapport advies onderwijs zorg "
    "huisvesting stikstof spoor defensie belasting energie migratie natuur water veiligheid rechtspraak arbeidsmarkt landbouw digitalisering "
    "de het een van in op met voor over naar bij uit die dat deze wordt zal worden is zijn heeft hebben niet ook nog"
).split()
COMMITTEES = [(c.name, c.ministries[0]) for c in government.load().committees if c.ministries]
PARTIES = [p.name for p in government.load().parties][:15]


def paper(n: int, papers: int, chance: random.Random) -> Document:
    """The `n`th of so many papers, spread over the years, of six thousand characters."""
    day = FIRST + (TODAY - FIRST) * n // papers
    text = " ".join(chance.choices(WORDS, k=900)) + "."
    about = {
        "title": f"Verslag {n} over {chance.choice(WORDS)}",
        "committee": chance.choice(COMMITTEES)[0],
        "numbers": {"dossier": [f"{30000 + n % 900}-{n}"]},
    }
    kept = {"name": f"{n}.txt", "media_type": "text/plain", "sha256": f"{n:064x}"[::-1], "kind": "commissiedebat", "date": day}
    passages = [{"start": 0, "end": len(text), "role": "body", "page": 1}]
    return Document.model_validate({**kept, **about, "date_basis": "printed", "text": text, "passages": passages})


def promise(n: int, document: Document, chance: random.Random) -> Commitment:
    """A promise with a term of up to a year; one in ten has none."""
    end = document.date + timedelta(days=chance.randint(5, 365)) if chance.random() < 0.9 else None
    committee, ministry = chance.choice(COMMITTEES)
    quote = f"Ik stuur de Kamer een brief over {' '.join(chance.choices(WORDS, k=8))}, {n}."
    said = {
        "start": n * 100,
        "end": n * 100 + 90,
        "quote": quote,
        "rule": "bench",
        "committee": committee,
        "asked_by": chance.choice(PARTIES),
    }
    term = {"due_text": "binnenkort", "due_end": end, "precision": Precision.DAY if end else Precision.VAGUE, "ministry": ministry}
    return Commitment.model_validate(said | term | {"addressee": "house", "action": "inform", "strength": "promise"})


def decisions(fact: Commitment, chance: random.Random) -> list[Decision]:
    """Two in three commitments whose term has ended were fulfilled, some after a delay."""
    end = fact.due_end
    if end is None or chance.random() < 0.33:
        return []
    said: list[tuple[str, date | None, date]] = []
    if chance.random() < 0.3:
        said.append(("new-term", end + timedelta(days=90), end - timedelta(days=3)))
    if end + timedelta(days=90) < TODAY:
        said.append(("fulfilled", None, end + timedelta(days=2)))
    return [
        Decision.model_validate(
            {"n": n, "kind": kind, "by": "Griffier", "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}
            | ({"term": Term(due_end=until, precision=Precision.DAY)} if until else {})
        )
        for n, (kind, until, day) in enumerate(said, 1)
    ]


def happening(document: Document, chance: random.Random) -> Event:
    day = document.date + timedelta(days=chance.randint(5, 200))
    what = f"overleg over {chance.choice(WORDS)}"
    return Event(
        start=0, end=90, quote=f"Het {what} is op {day}.", rule="bench", what=what, due_start=day, due_end=day, precision=Precision.DAY
    )


def fill(engine: Engine, papers: int) -> None:
    """Store the papers, their commitments with their histories, and the words of both: the rows that the jobs would write, many at a time."""
    chance = random.Random(1)  # the same data every time
    now = datetime(2026, 1, 1, tzinfo=UTC)
    seen = {"first_seen": now, "last_seen": now, "page": 1}
    for first in range(0, papers, AT_ONCE):
        rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        with transaction(engine) as session:
            for n in range(first, min(first + AT_ONCE, papers)):
                document = paper(n, papers, chance)
                rows[DocumentRow].append({"id": document.id, "first_seen": now, "extractor": "1", **columns(document)})
                for fact in [promise(i, document, chance) for i in range(A_PAPER)]:
                    key = fact.identity(document.id)
                    rows[CommitmentRow].append({"id": key, "document_id": document.id, "revision": 0, **seen, **columns(fact)})
                    rows[DecisionRow] += [{"commitment_id": key, **columns_of_decision(d)} for d in decisions(fact, chance)]
                event = happening(document, chance)
                rows[EventRow].append(
                    {"id": event.identity(document.id), "document_id": document.id, "revision": 0, **seen, **columns(event)}
                )
            for table, made in rows.items():
                session.execute(sqlalchemy.insert(table), made)
            history.restand(session, [row["id"] for row in rows[CommitmentRow]])
            for row in rows[DocumentRow]:
                search.index_document(session, session.get_one(DocumentRow, row["id"]))
                search.index_commitments(session, row["id"])
            session.flush()
    take_stock(engine)


def is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(sqlalchemy.select(DocumentRow.id).limit(1)).first() is None  # type: ignore[call-overload]  # a column


def addresses(engine: Engine) -> Iterator[tuple[str, str]]:
    """(kind of page, address) without end, every kind in turn."""
    chance = random.Random(2)
    with transaction(engine, writes=False) as session:
        shown: list[Any] = [CommitmentRow.id, CommitmentRow.document_id]
        some = list(session.execute(sqlalchemy.select(*shown).limit(5000)))
    statuses = ("verlopen", "binnenkort", "open", "vertraagd", "zonder-termijn", "nagekomen", "alle")
    while True:
        commitment, document = chance.choice(some)
        committee, ministry = (name.replace(" ", "+") for name in chance.choice(COMMITTEES))
        page, status, word, more = chance.randint(1, 20), chance.choice(statuses), chance.choice(WORDS[:28]), chance.choice(WORDS[:28])
        yield "/", "/"
        yield "/toezeggingen", f"/toezeggingen?pagina={page}"
        yield "... status", f"/toezeggingen?status={status}&pagina={page % 3 + 1}"
        yield "... commissie en status", f"/toezeggingen?status={status}&commissie={committee}"
        yield "... ministerie, op commissie", f"/toezeggingen?ministerie={ministry}&sorteer=commissie"
        yield "... lid, fractie", f"/toezeggingen?fractie={chance.choice(PARTIES)}&sorteer=-gezegd"
        yield "... dossier", f"/toezeggingen?dossier={30000 + chance.randrange(900)}"
        yield "... zoek", f"/toezeggingen?zoek={word}+{more}"
        yield "/toezeggingen/{id}", f"/toezeggingen/{commitment}"
        yield "/stukken/{id}", f"/stukken/{document}"
        yield "/stukken", f"/stukken?pagina={page}"
        yield "/stukken, zoek", f"/stukken?zoek={word}+{more}"
        yield "/agenda", f"/agenda?commissie={committee}"
        yield "/agenda.ics", f"/agenda.ics?commissie={committee}"
        yield "/atom.xml", f"/atom.xml?commissie={committee}"
        yield "/api/v1/toezeggingen", f"/api/v1/toezeggingen?commissie={committee}&pagina={page % 5 + 1}"
        yield "/toezeggingen.csv", f"/toezeggingen.csv?status=binnenkort&commissie={committee}"


def load(base: str, asked: Iterator[tuple[str, str]], seconds: int) -> dict[str, list[float]]:
    """Ask at the rate, each request at its own moment; seconds an answer took, from the moment at which it was due."""
    taken: dict[str, list[float]] = defaultdict(list)
    lock = threading.Lock()

    def ask(kind: str, address: str, due: float) -> None:
        answer = client.get(base + address)
        if answer.status_code != 200:
            print(f"{answer.status_code} {address}")
        with lock:
            taken[kind].append(time.perf_counter() - due)

    with httpx2.Client(timeout=60) as client, ThreadPoolExecutor(RATE) as pool:
        start = time.perf_counter()
        for n, (kind, address) in enumerate(itertools.islice(asked, RATE * seconds)):
            due = start + n / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            pool.submit(ask, kind, address, due)
    return taken


def serve(folder: Path, url: str, engine: Engine, seconds: int) -> None:
    """Start the server, warm it with one request of each kind, ask, and print."""
    (folder / "config.yaml").write_text(f"database: {{url: '{url}'}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0", "--as-of", str(TODAY)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        base = server.stdout.readline().split()[-1].rstrip("/")
        asked = addresses(engine)
        for _, address in itertools.islice(asked, KINDS):
            httpx2.get(base + address, timeout=60)
        taken = load(base, asked, seconds)
        server.terminate()
        _, _, used = os.wait4(server.pid, 0)
    every = [t for times in taken.values() for t in times]
    for kind, times in [*taken.items(), ("all", every)]:
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(
            f"{kind:30} {len(times):5}   median {median(times) * 1000:6.0f} ms   p95 {p95 * 1000:6.0f} ms   worst {max(times) * 1000:6.0f} ms"
        )
    spent = (used.ru_utime + used.ru_stime) / len(every)
    print(f"processor {spent * 1000:.0f} ms a request, starting up included; peak memory {used.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Fill, serve, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--papers", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=60)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = wanted.url or f"sqlite:///{folder / 'tracker.sqlite3'}"
        engine = connect(url)
        start = time.perf_counter()
        upgrade(engine)
        if is_empty(engine):
            fill(engine, wanted.papers)
            print(f"{wanted.papers:,} papers with {wanted.papers * A_PAPER:,} commitments, made in {time.perf_counter() - start:.0f} s")
        serve(folder, url, engine, wanted.seconds)
        engine.dispose()


if __name__ == "__main__":
    main()
