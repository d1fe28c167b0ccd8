"""Everything that can be decided on one commitment: how it stands, what was misread, and what it is the same as or made good by."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker import jobs, lifecycle, matching
from tracker.model import DecisionKind, Precision, Term
from tracker.model.accounts import Act, may
from tracker.store import StoredCommitment, StoreError, history, matches, pages, queries
from tracker.store.engine import transaction
from tracker.web import desk
from tracker.web.desk import Form, demand, posted_by, see_other, shown_to
from tracker.web.pages import asked, site_of
from tracker.web.rulings import attempt, commitment, target
from tracker.web.waiting import concerned
from tracker.wording import facts

# What can be decided on one commitment besides, without more than a note and a paper.
PLAIN = {
    DecisionKind.CONFIRM: "Het is een toezegging",
    DecisionKind.REJECT: "Het is geen toezegging",
    DecisionKind.FULFILLED: "Nagekomen",
    DecisionKind.PARTLY: "Deels nagekomen",
    DecisionKind.LAPSED: "Vervallen",
    DecisionKind.CONDITION_MET: "Aan de voorwaarde is voldaan",
}


@shown_to(Act.REVIEW)
def one(request: Request) -> Response:
    """Everything that can be decided on one commitment, and its history with names."""
    return _one(request, ())


def _one(request: Request, faults: Sequence[str], status: int = 200) -> Response:
    site, key, chosen = site_of(request), request.path_params["key"], asked(request, frozenset({"zoek"}))
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        stored = commitment(session, key, today, site.due_soon_days)
        past = history.of(session, key)
        linkable = _linkable(session, stored, " ".join(chosen.zoek), today)
    account = demand(request, Act.REVIEW)
    counting = {d.n for d in lifecycle.live(past, today)}
    undoable = lifecycle.undoable(past, today)
    return desk.page(
        request,
        "decide.html",
        status,
        c=stored,
        past=[(d, d.n not in counting and d.kind is not DecisionKind.UNDO) for d in past],
        last=undoable[-1] if undoable else None,
        plain=PLAIN,
        faults=faults,
        allowed=may(account, Act.DECIDE, concerned(stored)),
        committees=[c.name for c in site.government.committees if c.holds(today)],
        words=" ".join(chosen.zoek),
        **linkable,
    )


def _linkable(session: Session, stored: StoredCommitment, words: str, today: date) -> dict[str, Any]:
    """Gather what a commitment is linked to, and what can be linked to it: by its own words, or by those that a clerk seeks."""
    alike = matching.alike(session, stored, words, today)
    found = pages.paper_ids(session, [words], (), as_of=today) if words else []
    by_hand = {record.record.id: said for record, said in matches.of_commitment(session, [stored.id], today)}
    return {
        "alike": alike,
        "seen": history.counts(session, [c.id for c in alike.promises]),
        "papers": [p for p in pages.papers(session, found[: matching.MOST_ALIKE]) if p.date >= stored.document_date],
        "sources": jobs.sources(session, stored, today),
        "by_hand": by_hand,
        "said_of_record": matches.counts(session, by_hand),
    }


@posted_by(Act.REVIEW)
def decide_one(request: Request, form: Form) -> Response:
    """Decide on one commitment, with all that a decision can carry."""
    key, kind = request.path_params["key"], form.one("besluit") or ""
    if kind not in {*PLAIN, DecisionKind.NEW_TERM, DecisionKind.CORRECT, DecisionKind.NOTE, DecisionKind.UNDO}:
        raise HTTPException(400, "Dit formulier klopt niet: er is geen besluit gekozen.")
    of = target(request, key, DecisionKind(kind), form)
    if not isinstance(of.on, StoredCommitment):
        raise HTTPException(404, "Deze toezegging is er niet.")
    said, faults = _said(DecisionKind(kind), form)
    if not faults and said.get("paper"):
        faults = _of_paper(request, said["paper"])
    if not faults and (refused := attempt(request, of, DecisionKind(kind), **said)):
        return _one(request, [refused.words], 409)
    if faults:
        return _one(request, faults, 400)
    return see_other(f"/beoordelen/{key}#verloop")


@posted_by(Act.REVIEW)
def same(request: Request, form: Form) -> Response:
    """Say that two commitments are one: the later is the earlier said again, whichever the clerk was looking at."""
    site, keys = site_of(request), (request.path_params["key"], form.one("als") or "")
    with transaction(site.engine, writes=False) as session:
        both = [commitment(session, key, site.today(), site.due_soon_days) for key in keys]
        earlier, later = sorted(both, key=lambda c: (c.document_date, c.document_id, c.fact.start))
        told = any(d.kind in history.TOLD for d in history.of(session, later.id))
    if told:  # that holds for the earlier one from now on
        demand(request, Act.DECIDE, concerned(earlier))
    of = target(request, later.id, DecisionKind.SAME, form)
    if refused := attempt(request, of, DecisionKind.SAME, same_as=earlier.id):
        return _one(request, [refused.words], 409)
    return see_other(f"/beoordelen/{later.id}#verloop")


def _said(kind: DecisionKind, form: Form) -> tuple[dict[str, Any], list[str]]:
    """Read what a decision carries, and say what is missing."""
    said: dict[str, Any] = {"note": form.one("notitie"), "paper": form.one("stuk")}
    faults = []
    if kind in (DecisionKind.NEW_TERM, DecisionKind.CORRECT):
        try:
            said["term"] = term(form)
        except ValueError:
            faults.append("De datum is niet te lezen; schrijf haar als 2026-11-21")
    if kind is DecisionKind.CORRECT:
        said |= {"actor": form.one("bewindspersoon"), "committee": form.one("commissie")}
        if not any(said.get(name) for name in ("term", "actor", "committee")):
            faults.append("Vul in wat er anders gelezen moet worden: de termijn, de bewindspersoon of de commissie")
    if kind is DecisionKind.NEW_TERM and not faults and said["term"] is None:
        faults.append("Vul de nieuwe datum in, of kies «geen datum»")
    if kind is DecisionKind.NOTE and not said["note"]:
        faults.append("Vul de opmerking in")
    return said, faults


def term(form: Form) -> Term | None:
    """Read the term of a form; one without dates where its box says that there is none. Raises ValueError."""
    if form.one("geen-datum"):
        return Term()
    until = form.one("tot")
    return Term(due_end=date.fromisoformat(until), precision=Precision.DAY) if until else None


def _of_paper(request: Request, paper: str) -> list[str]:
    with transaction(site_of(request).engine, writes=False) as session:
        try:
            queries.paper_id(session, paper)
        except StoreError:
            return [f"Er is geen stuk, of meer dan een, met «{facts.clean(paper)}»; geef het nummer, zoals 32317-975"]
    return []


ROUTES = [
    Route("/beoordelen/{key:str}", one),
    Route("/beoordelen/{key:str}", decide_one, methods=["POST"]),
    Route("/beoordelen/{key:str}/zelfde", same, methods=["POST"]),
]
