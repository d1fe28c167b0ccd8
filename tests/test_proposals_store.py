"""Proposals from paper to clerk, on both databases: a promise, a letter that puts it off, a letter that makes it good; and the commands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from letters import a_letter
from sqlalchemy import Engine
from sqlmodel import Session, select
from test_cli import desk, rows, tracker

from tracker import decisions, jobs
from tracker.decisions import Ruling
from tracker.jobs import Ingested, Tables
from tracker.model import DecisionKind, PaperKind, Status
from tracker.model.limits import Limits
from tracker.model.links import Kind
from tracker.reference import calendar, government
from tracker.store import ProposalState, StoredCommitment, StoredProposal, StoreError, history, proposals, queries
from tracker.store.engine import transaction
from tracker.store.tables.facts import DelayRow, DocumentRow, ProposalRow

__all__ = ["desk"]  # a fixture

PAPERS = {
    "belofte": (
        date(2026, 3, 5),
        "24170-361",
        "Ik zal de Kamer voor de zomer informeren over de veiligheid van speeltoestellen op schoolpleinen.",
    ),
    "uitstel": (
        date(2026, 6, 20),
        "24170-370",
        "Het lukt niet u voor de zomer te informeren over de veiligheid van speeltoestellen. Ik verwacht dat in november te doen.",
    ),
    "levering": (
        date(2026, 9, 10),
        "24170-372",
        "Hiermee voldoe ik aan mijn toezegging over de veiligheid van speeltoestellen op schoolpleinen.",
    ),
}
IN_A_PROMISE = ("Ik verwacht dat in november te doen.", "Ik zal u in november informeren.")  # the delay says so in a promise
NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
NOVEMBER = date(2026, 11, 30)


@pytest.fixture
def tables() -> Tables:
    return Tables(calendar.load(), government.load(), Limits())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three letters, each with its sidecar."""
    return written(tmp_path / "stukken")


def written(folder: Path) -> Path:
    folder.mkdir()
    for name, (day, number, text) in PAPERS.items():
        (folder / f"{name}.txt").write_text(f"Geachte voorzitter,\n\n{text}\n", encoding="utf-8")
        (folder / f"{name}.yaml").write_text(
            f"date: {day}\ntitle: Buiten spelen\nkind: kamerbrief\nnumbers: {{dossier: [{number}]}}\n"
            "ministers: ['minister van Volksgezondheid, Welzijn en Sport']\n",
            encoding="utf-8",
        )
    return folder


@pytest.fixture
def stored(engine: Engine, folder: Path, tables: Tables) -> Ingested:
    return jobs.ingest(engine, [folder], tables, NOW)


def waiting(engine: Engine, **wanted: Any) -> dict[Kind, StoredProposal]:
    with transaction(engine, writes=False) as session:
        return {p.kind: p for p in proposals.waiting(session, as_of=TODAY, **wanted)}


def promise(engine: Engine) -> StoredCommitment:
    with transaction(engine, writes=False) as session:
        return next(c for c in queries.commitments(session, as_of=TODAY) if "zal de Kamer voor de zomer" in c.fact.quote)


def confirmed(engine: Engine, kind: Kind, tables: Tables, ruling: DecisionKind = DecisionKind.CONFIRM, **changes: Any) -> decisions.Decided:
    return decisions.decide(engine, waiting(engine)[kind].id, replace(Ruling(ruling, "Anna"), **changes), tables, NOW)


def read_again(engine: Engine, folder: Path, tables: Tables) -> Ingested:
    """Read all papers again, as after a change of the rules."""
    with transaction(engine) as session:
        for row in session.exec(select(DocumentRow)):
            row.extractor = "older rules"
    return jobs.ingest(engine, [folder], tables, NOW + timedelta(days=1))


def kept(engine: Engine) -> list[dict[str, Any]]:
    with transaction(engine, writes=False) as session:
        return sorted((row.model_dump() for row in session.exec(select(ProposalRow))), key=lambda row: str(row["id"]))


def decided(session: Session, key: str) -> list[str]:
    return [str(d.kind) for d in history.of(session, key)]


def test_letters_that_put_off_and_make_good_a_promise_are_each_proposed_once_with_reasons(engine: Engine, stored: Ingested) -> None:
    found = waiting(engine)
    assert (stored.proposed, set(found)) == (2, {Kind.DELAYS, Kind.FULFILS})
    for kind, name in ((Kind.DELAYS, "uitstel"), (Kind.FULFILS, "levering")):
        proposal = found[kind]
        assert proposal.commitment_id == promise(engine).id
        assert (proposal.document_date, proposal.document_number) == PAPERS[name][:2]
        assert proposal.fact_quote in PAPERS[name][2]
        assert proposal.score == pytest.approx(min(1, sum(r.weight for r in proposal.reasons)), abs=0.001)
        assert proposal.reasons[0].reason == "words"
    assert promise(engine).status is Status.OVERDUE  # nothing closes or moves by itself


def test_the_delay_is_kept_as_a_fact_with_its_new_term(engine: Engine, stored: Ingested) -> None:
    with transaction(engine, writes=False) as session:
        (row,) = session.exec(select(DelayRow)).all()
        assert (row.instead_of, row.due_text, row.due_end) == ("voor de zomer", "in november", NOVEMBER)
        assert queries.get(session, row.id, as_of=TODAY).document_number == "24170-370"


def test_the_same_papers_again_change_nothing_whether_or_not_they_are_read_anew(
    engine: Engine, folder: Path, tables: Tables, stored: Ingested
) -> None:
    before = kept(engine)
    assert jobs.ingest(engine, [folder], tables, NOW + timedelta(days=1)).proposed == 0
    assert read_again(engine, folder, tables).proposed == 0
    assert kept(engine) == before


def test_to_confirm_a_delay_moves_the_term_with_its_paper_and_keeps_the_first(engine: Engine, tables: Tables, stored: Ingested) -> None:
    decided = confirmed(engine, Kind.DELAYS, tables)
    assert (decided.before, decided.after) == (Status.OVERDUE, Status.DELAYED)
    moved = promise(engine)
    assert (moved.fact.due_text, moved.fact.due_end, moved.term.due_end) == ("voor de zomer", date(2026, 7, 2), NOVEMBER)
    with transaction(engine, writes=False) as session:
        (decision,) = history.of(session, moved.id)
    assert (decision.kind, decision.by, decision.paper_date) == (DecisionKind.NEW_TERM, "Anna", PAPERS["uitstel"][0])
    assert set(waiting(engine)) == {Kind.FULFILS}


def test_to_confirm_a_delay_settles_the_promise_that_names_its_new_term_and_undo_takes_both_back(
    engine: Engine, folder: Path, tables: Tables
) -> None:
    put_off = folder / "uitstel.txt"
    put_off.write_text(put_off.read_text(encoding="utf-8").replace(*IN_A_PROMISE), encoding="utf-8")
    jobs.ingest(engine, [folder], tables, NOW)
    promised, delay = promise(engine).id, waiting(engine)[Kind.DELAYS]
    assert set(waiting(engine)) == {Kind.DELAYS, Kind.FULFILS}
    with transaction(engine, writes=False) as session:
        (new,) = (c.id for c in queries.commitments(session, as_of=TODAY) if c.id != promised)
    assert confirmed(engine, Kind.DELAYS, tables).after is Status.DELAYED
    with transaction(engine, writes=False) as session:
        assert (decided(session, promised), decided(session, new)) == (["new-term"], ["same"])
        assert [c.id for c in queries.commitments(session, as_of=TODAY)] == [promised]
    undone = decisions.decide(engine, delay.id, Ruling(DecisionKind.UNDO, "Anna"), tables, NOW)
    assert (undone.before, undone.after) == (Status.DELAYED, Status.OVERDUE)
    with transaction(engine, writes=False) as session:
        assert {c.id for c in queries.commitments(session, as_of=TODAY)} == {promised, new}


BACK_TO_THE_DELAY = "Met deze brief informeer ik u, zoals toegezegd in mijn brief van 20 juni 2026, over de veiligheid van speeltoestellen."


@pytest.fixture
def in_a_promise(engine: Engine, folder: Path, tables: Tables) -> dict[str, str]:
    """The letters with a delay that names its term in a promise, and a delivery that comes back to that: which promise has which id."""
    for name, words in (("uitstel", IN_A_PROMISE), ("levering", (PAPERS["levering"][2], BACK_TO_THE_DELAY))):
        file = folder / f"{name}.txt"
        file.write_text(file.read_text(encoding="utf-8").replace(*words), encoding="utf-8")
    jobs.ingest(engine, [folder], tables, NOW)
    with transaction(engine, writes=False) as session:
        return {"first" if c.id == promise(engine).id else "again": c.id for c in queries.commitments(session, as_of=TODAY)}


def listed(engine: Engine) -> dict[str, Status]:
    with transaction(engine, writes=False) as session:
        return {c.id: c.status for c in queries.commitments(session, as_of=TODAY)}


def links(engine: Engine) -> dict[Kind, tuple[str, str]]:
    return {kind: (p.id, p.commitment_id) for kind, p in waiting(engine).items()}


def decide(engine: Engine, tables: Tables, kind: str, key: str, **said: Any) -> decisions.Decided:
    return decisions.decide(engine, key, Ruling(DecisionKind(kind), "Anna", **said), tables, NOW)


@pytest.mark.parametrize("order", [(Kind.FULFILS, Kind.DELAYS), (Kind.DELAYS, Kind.FULFILS)])
def test_a_fulfilment_of_the_promise_in_a_delay_is_one_of_the_promise_that_was_put_off(
    engine: Engine, tables: Tables, in_a_promise: dict[str, str], order: tuple[Kind, ...]
) -> None:
    first, again = in_a_promise["first"], in_a_promise["again"]
    before = links(engine)
    assert {kind: key for kind, (_, key) in before.items()} == {Kind.DELAYS: first, Kind.FULFILS: again}
    for kind in order:
        decide(engine, tables, "confirm", before[kind][0])  # an id that was shown before is good after the other one was settled
    assert (listed(engine), waiting(engine)) == ({first: Status.FULFILLED}, {})
    delay = before[Kind.DELAYS][0]
    decide(engine, tables, "undo", delay)
    fulfilled = again if order[0] is Kind.FULFILS else first
    assert listed(engine) == {first: Status.OVERDUE, again: Status.OPEN} | {fulfilled: Status.FULFILLED}


def test_to_take_back_the_decision_on_a_commitment_lets_the_link_wait_that_it_came_of(
    engine: Engine, tables: Tables, in_a_promise: dict[str, str]
) -> None:
    before = links(engine)
    decide(engine, tables, "confirm", before[Kind.DELAYS][0])
    assert links(engine) == {Kind.FULFILS: (links(engine)[Kind.FULFILS][0], in_a_promise["first"])}
    assert decide(engine, tables, "undo", in_a_promise["first"]).after is Status.OVERDUE
    assert links(engine) == before


def test_an_earlier_letter_of_delay_goes_on_waiting_when_a_later_one_is_confirmed(engine: Engine, tables: Tables, folder: Path) -> None:
    put_off, again = folder / "uitstel.txt", folder / "weer.txt"
    put_off.write_text(put_off.read_text(encoding="utf-8").replace(*IN_A_PROMISE), encoding="utf-8")
    again.write_text(
        put_off.read_text(encoding="utf-8").replace("voor de zomer", "in november").replace("Ik zal u in november", "Ik zal u in januari")
    )
    sidecar = (folder / "uitstel.yaml").read_text(encoding="utf-8")
    (folder / "weer.yaml").write_text(sidecar.replace("2026-06-20", "2026-09-12").replace("24170-370", "24170-380"), encoding="utf-8")
    jobs.ingest(engine, [folder], tables, NOW)
    with transaction(engine, writes=False) as session:
        delays = {p.document_date: p for p in proposals.waiting(session, as_of=TODAY) if p.kind is Kind.DELAYS}
    first = promise(engine).id
    later, earlier = delays[date(2026, 9, 12)], delays[date(2026, 6, 20)]
    assert earlier.commitment_id == first
    decide(engine, tables, "confirm", later.id)
    decide(engine, tables, "confirm", earlier.id)
    assert promise(engine).term.due_end == date(2027, 1, 31)


def test_of_two_links_of_one_moment_undo_takes_back_the_one_that_is_named(engine: Engine, tables: Tables, folder: Path) -> None:
    put_off = folder / "uitstel.txt"
    part = "Hierbij ontvangt u alvast het eerste deel van de toegezegde informatie over de veiligheid van speeltoestellen op schoolpleinen."
    put_off.write_text(f"{put_off.read_text(encoding='utf-8')}\n{part}\n", encoding="utf-8")
    jobs.ingest(engine, [folder], tables, NOW)
    delay, sent = (waiting(engine)[kind].id for kind in (Kind.DELAYS, Kind.PARTLY_FULFILS))
    for link in (sent, delay):
        decide(engine, tables, "confirm", link)
    decide(engine, tables, "undo", sent)
    now = promise(engine)
    assert (now.standing.delayed, now.standing.partly) == (True, False)
    assert set(waiting(engine)) >= {Kind.PARTLY_FULFILS}
    assert Kind.DELAYS not in waiting(engine)


def test_three_sentences_of_one_letter_make_good_one_period(engine: Engine, tables: Tables, folder: Path) -> None:
    yearly = folder / "belofte.txt"
    yearly.write_text(yearly.read_text(encoding="utf-8").replace("voor de zomer", "jaarlijks voor de zomer"), encoding="utf-8")
    delivered = folder / "levering.txt"
    again = "Bijgaand treft u de toegezegde informatie aan over de veiligheid van speeltoestellen op schoolpleinen."
    delivered.write_text(f"{delivered.read_text(encoding='utf-8')}\n{again}\n", encoding="utf-8")
    jobs.ingest(engine, [folder], tables, NOW)
    with transaction(engine, writes=False) as session:
        one, other = (p.id for p in proposals.waiting(session, as_of=TODAY) if p.kind is Kind.FULFILS)
    decide(engine, tables, "confirm", one)
    assert Kind.FULFILS not in waiting(engine)
    with pytest.raises(StoreError, match="this period is fulfilled already"):
        decide(engine, tables, "confirm", other)
    decide(engine, tables, "undo", one)
    assert Kind.FULFILS in waiting(engine)


def test_to_confirm_a_fulfilment_closes_the_promise_and_what_else_is_proposed_of_it_waits_no_longer(
    engine: Engine, tables: Tables, stored: Ingested
) -> None:
    assert confirmed(engine, Kind.FULFILS, tables, note="blz. 1").after is Status.FULFILLED
    assert waiting(engine) == {}
    with transaction(engine, writes=False) as session:
        (decision,) = history.of(session, promise(engine).id)
    assert (decision.paper_date, decision.note) == (PAPERS["levering"][0], "blz. 1")


@pytest.mark.parametrize("kind", [Kind.DELAYS, Kind.FULFILS])
@pytest.mark.parametrize("ruling", [DecisionKind.CONFIRM, DecisionKind.REJECT])
def test_what_a_clerk_has_settled_stays_so_when_the_papers_are_read_anew(
    engine: Engine, folder: Path, tables: Tables, stored: Ingested, kind: Kind, ruling: DecisionKind
) -> None:
    settled = waiting(engine)[kind]
    decisions.decide(engine, settled.id, Ruling(ruling, "Anna"), tables, NOW)
    status = promise(engine).status
    assert read_again(engine, folder, tables).proposed == 0
    assert kind not in waiting(engine)
    assert promise(engine).status is status
    with transaction(engine, writes=False) as session:
        (link,) = [p for p in proposals.of(session, settled.commitment_id, TODAY) if p.id == settled.id]
        assert len(decided(session, settled.commitment_id)) == (ruling is DecisionKind.CONFIRM)
    assert (link.state, link.by, link.at, link.withdrawn_at) == (f"{ruling}ed", "Anna", NOW, None)


def test_a_promise_that_is_said_again_gets_a_note_with_the_words(engine: Engine, folder: Path, tables: Tables, stored: Ingested) -> None:
    (folder / "levering.txt").write_text(
        "Geachte voorzitter,\n\nZoals toegezegd zal ik u informeren over de veiligheid van speeltoestellen op schoolpleinen.\n",
        encoding="utf-8",
    )
    jobs.ingest(engine, [folder], tables, NOW)
    decided = confirmed(engine, Kind.REPEATS, tables)
    assert decided.before is decided.after
    assert decided.written
    assert decided.written.kind is DecisionKind.NOTE
    assert "Zoals toegezegd zal ik u informeren" in str(decided.written.note)


@pytest.mark.parametrize("ruling", [DecisionKind.CONFIRM, DecisionKind.REJECT])
def test_what_was_said_of_a_link_is_taken_back_with_all_that_came_of_it(
    engine: Engine, tables: Tables, stored: Ingested, ruling: DecisionKind
) -> None:
    before, status = waiting(engine), promise(engine).status
    confirmed(engine, Kind.FULFILS, tables, ruling)
    link = before[Kind.FULFILS]
    undone = decisions.decide(engine, link.id, Ruling(DecisionKind.UNDO, "Bert"), tables, NOW)
    assert (undone.after, promise(engine).status, waiting(engine)) == (status, status, before)
    with transaction(engine, writes=False) as session:
        assert decided(session, link.commitment_id) == (["fulfilled", "undo"] if ruling is DecisionKind.CONFIRM else [])
    with pytest.raises(StoreError, match="nothing to take back"):
        decisions.decide(engine, link.id, Ruling(DecisionKind.UNDO, "Bert"), tables, NOW)


def test_a_repetition_that_is_taken_back_stands_by_itself_again(engine: Engine, folder: Path, tables: Tables, stored: Ingested) -> None:
    (folder / "levering.txt").write_text(
        "Geachte voorzitter,\n\nZoals toegezegd zal ik u informeren over de veiligheid van speeltoestellen op schoolpleinen.\n",
        encoding="utf-8",
    )
    jobs.ingest(engine, [folder], tables, NOW)
    link = waiting(engine)[Kind.REPEATS]
    confirmed(engine, Kind.REPEATS, tables)
    decisions.decide(engine, link.id, Ruling(DecisionKind.UNDO, "Bert"), tables, NOW)
    with transaction(engine, writes=False) as session:
        assert [decided(session, key) for key in (link.commitment_id, link.fact_id)] == [["note", "undo"], ["same", "undo"]]


def test_what_is_no_longer_found_is_no_longer_proposed(engine: Engine, tables: Tables, stored: Ingested) -> None:
    link = waiting(engine)[Kind.FULFILS]
    with transaction(engine) as session:
        assert proposals.save(session, link.document_id, [], NOW) == 0
    assert Kind.FULFILS not in waiting(engine)
    with pytest.raises(StoreError, match="no longer propose"):
        decisions.decide(engine, link.id, Ruling(DecisionKind.CONFIRM, "Anna"), tables, NOW)


def test_the_second_of_two_clerks_is_told_and_nothing_is_written(engine: Engine, tables: Tables, stored: Ingested) -> None:
    link = waiting(engine)[Kind.DELAYS]
    confirmed(engine, Kind.DELAYS, tables)
    with pytest.raises(StoreError, match="confirmed already by Anna"):
        decisions.decide(engine, link.id, Ruling(DecisionKind.REJECT, "Bert"), tables, NOW)
    with pytest.raises(StoreError, match=r"new-term by Anna.*nothing was written"):
        confirmed(engine, Kind.FULFILS, tables, seen=0)
    assert waiting(engine)[Kind.FULFILS].state is ProposalState.PROPOSED
    with transaction(engine, writes=False) as session:
        assert decided(session, link.commitment_id) == ["new-term"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"ruling": DecisionKind.LAPSED}, "is a proposal: confirm or reject"), ({"paper": "24170-361"}, "name no other")],
)
def test_a_proposal_takes_no_other_decision_and_no_other_paper(
    engine: Engine, tables: Tables, stored: Ingested, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        confirmed(engine, Kind.FULFILS, tables, **changes)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"ministry": "volksgezondheid, welzijn en sport"}, 2),
        ({"ministry": "Defensie"}, 0),
        ({"committee": "Defensie"}, 0),
        ({"status": Status.OVERDUE}, 2),
        ({"status": Status.OPEN}, 0),
    ],
)
def test_what_waits_is_listed_by_what_is_known_of_the_commitment(
    engine: Engine, stored: Ingested, wanted: dict[str, Any], count: int
) -> None:
    assert len(waiting(engine, **wanted)) == count


def test_a_day_before_a_letter_its_proposals_are_not_seen(engine: Engine, stored: Ingested) -> None:
    with transaction(engine, writes=False) as session:
        seen = [{p.kind for p in proposals.waiting(session, as_of=day)} for day in (date(2026, 6, 19), date(2026, 6, 20))]
    assert seen == [set(), {Kind.DELAYS}]


def test_a_link_is_listed_shown_confirmed_and_rejected_by_command(desk: Path) -> None:
    written(desk / "stukken")
    assert "2 new proposals." in tracker(desk, "ingest", "stukken", "--as-of", "2026-09-20").stdout
    (delay,) = rows(tracker(desk, "list", "delays", "--as-of", "2026-09-20", "--format", "jsonl"))
    assert (delay["kind"], delay["number"], delay["due_text"]) == ("delay", "24170-370", "in november")
    review = ("list", "--review", "--as-of", "2026-09-20")
    links = {r["proposal"]: r for r in rows(tracker(desk, *review, "--format", "jsonl")) if "proposal" in r}
    shown = " ".join(tracker(desk, *review).stdout.split())
    assert all(str(link["id"]) in shown for link in links.values())
    assert "words +0." in shown
    delays, fulfils = (str(links[kind]["id"]) for kind in ("delays", "fulfils"))
    commitment = str(links["delays"]["commitment_id"])
    as_anna = ("--by", "Anna", "--as-of", "2026-09-20")
    assert "overdue -> delayed (decision 1 by Anna)" in tracker(desk, "decide", "confirm", delays, *as_anna).stdout
    assert "the link is rejected" in tracker(desk, "decide", "reject", fulfils[:12], *as_anna).stdout
    page = " ".join(tracker(desk, "show", commitment, "--as-of", "2026-09-20").stdout.split())
    assert "confirmed by Anna" in page
    assert "rejected by Anna" in page
    assert "No commitments are stored that match" in tracker(desk, *review).stderr


def test_an_unsure_promise_that_a_clerk_confirms_is_linked_at_once(engine: Engine, folder: Path, tables: Tables) -> None:
    about: dict[str, Any] = {
        "number": "24170-361",
        "title": "Buiten spelen",
        "ministers": ("minister van Volksgezondheid, Welzijn en Sport",),
    }
    debate = a_letter("Ik ga speeltoestellen op schoolpleinen bekijken.", date(2026, 3, 5), kind=PaperKind.COMMISSIEDEBAT, **about)
    with transaction(engine) as session:
        queries.save_document(session, debate, NOW)
    jobs.ingest(engine, [folder / "levering.txt"], tables, NOW)
    with transaction(engine, writes=False) as session:
        (unsure,) = queries.commitments(session, as_of=TODAY, review=True)
    assert not waiting(engine)
    decisions.decide(engine, unsure.id, Ruling(DecisionKind.CONFIRM, "Anna"), tables, NOW)
    linked = waiting(engine)
    assert {kind: link.commitment_id for kind, link in linked.items()} == {Kind.FULFILS: unsure.id}
    read_again(engine, folder, tables)
    assert waiting(engine)[Kind.FULFILS] == linked[Kind.FULFILS]
    decisions.decide(engine, unsure.id, Ruling(DecisionKind.UNDO, "Anna"), tables, NOW)
    assert unsure.id not in {link.commitment_id for link in waiting(engine).values()}
