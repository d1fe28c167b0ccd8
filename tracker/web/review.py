"""The review queue: what waits for a clerk, and deciding on it with the functions that `tracker decide` and `tracker add` use.

Every item carries how many decisions the clerk has seen of it; where another has decided since, nothing is written and the page says what.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker import decisions, lifecycle
from tracker.decisions import Ruling
from tracker.extraction.pointed import NotFoundError
from tracker.model import Decision, DecisionKind, Precision, Status, Term
from tracker.model.accounts import Account, Act, Role, may
from tracker.store import ProposalState, StoredCommitment, StoredProposal, StoreError, history, pages, proposals, queries
from tracker.store.engine import transaction
from tracker.store.history import DecidedMeanwhileError
from tracker.web import desk
from tracker.web.desk import Form, demand, desk_of, moment, posted_by, see_other, shown_to
from tracker.web.pages import last_page, paper_shown, site_of
from tracker.wording import dutch, facts

A_PAGE = 20
LATEST = 8  # decisions of one's own, to be taken back
_ID = re.compile("[0-9a-f]{16}")
URGENT = {status: n for n, status in enumerate((Status.OVERDUE, Status.DUE_SOON, Status.DELAYED, Status.OPEN))}
QUICK = (DecisionKind.CONFIRM, DecisionKind.REJECT, DecisionKind.UNDO)
# What can be decided on one commitment besides, without more than a note and a paper.
PLAIN = {
    DecisionKind.CONFIRM: "Het is een toezegging",
    DecisionKind.REJECT: "Het is geen toezegging",
    DecisionKind.FULFILLED: "Nagekomen",
    DecisionKind.PARTLY: "Deels nagekomen",
    DecisionKind.LAPSED: "Vervallen",
    DecisionKind.CONDITION_MET: "Aan de voorwaarde is voldaan",
}


class Item(NamedTuple):
    """One thing that waits: a commitment that is doubtful, or a link to one. `seen`: how many decisions there are on the commitment."""

    id: str
    commitment: StoredCommitment
    link: StoredProposal | None
    why: str
    seen: int

    @property
    def committee(self) -> str | None:
        """The committee that it concerns."""
        return concerned(self.commitment)


class Done(NamedTuple):
    """Something that the clerk decided a moment ago. `seen` is None where it can no longer be taken back here."""

    id: str
    words: str
    quote: str
    commitment_id: str
    seen: int | None


class Refusal(NamedTuple):
    """Why a decision was not taken, and what stands on the commitment now."""

    quote: str
    commitment_id: str
    words: str
    history: Sequence[Decision]


def concerned(stored: StoredCommitment) -> str | None:
    """Give the committee that a commitment concerns, or its paper's where it names none."""
    return stored.standing.committee or stored.document_committee


# --- the queue --------------------------------------------------------------------------------------------------------------------------


@shown_to(Act.REVIEW)
def queue(request: Request) -> Response:
    """What waits for this clerk, what matters most first."""
    return _queue(request, ())


def _queue(request: Request, refusals: Sequence[Refusal], status: int = 200) -> Response:
    site, account = site_of(request), demand(request, Act.REVIEW)
    committee, number = _asked(request, account)
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        every = [item for item in _items(session, today, site.due_soon_days) if may(account, Act.DECIDE, item.committee)]
        committees = sorted({item.committee for item in every if item.committee})
        mine = [item for item in every if committee is None or item.committee == committee]
        last = last_page(len(mine), A_PAGE)
        number = min(number, last)
        shown = mine[(number - 1) * A_PAGE : number * A_PAGE]
        seen = history.counts(session, [item.commitment.id for item in shown])
        done = _done(session, account, today)
    return desk.page(
        request,
        "queue.html",
        status,
        items=[item._replace(seen=seen[item.commitment.id]) for item in shown],
        number=len(mine),
        committees=committees,
        committee=committee,
        page_number=number,
        last=last,
        at=_at(committee, number),
        of_page=lambda n: _at(committee, n),
        done=done,
        undo_seen={d.id: d.seen for d in done if d.seen is not None and d.id not in {item.id for item in shown}}.items(),
        refusals=refusals,
    )


def _items(session: Session, today: date, soon: int) -> list[Item]:
    """List all that waits: links first, of overdue commitments before others, the surest first; then what is doubtful, by its term."""
    links = proposals.waiting(session, as_of=today)
    of = {c.id: c for c in pages.by_id(session, list(dict.fromkeys(p.commitment_id for p in links)), as_of=today, due_soon_days=soon)}
    linked = [Item(p.id, of[p.commitment_id], p, _why(p), 0) for p in links if p.commitment_id in of]
    linked.sort(key=lambda item: URGENT.get(item.commitment.status, len(URGENT)))
    doubtful = queries.commitments(session, as_of=today, review=True, due_soon_days=soon)
    return linked + [Item(c.id, c, None, "", 0) for c in doubtful]


def _why(link: StoredProposal) -> str:
    return "; ".join(facts.reason(r) for r in link.reasons if r.weight > 0)


def _done(session: Session, account: Account, today: date) -> list[Done]:
    """List what this clerk decided last. Only the last decision on a commitment can be taken back: nobody undoes another's."""
    by = account.signature
    settled = proposals.settled(session, by, LATEST)
    came = {(p.commitment_id, p.at) for p in settled if p.state is ProposalState.CONFIRMED}
    decided = [(key, d) for key, d in history.latest(session, by, LATEST) if (key, d.at) not in came]
    ids = {p.commitment_id for p in settled} | {key for key, _ in decided}
    quotes = {c.id: c.fact.quote for c in pages.by_id(session, sorted(ids), as_of=today, due_soon_days=lifecycle.DUE_SOON_DAYS)}
    counts = history.counts(session, ids)
    found: list[tuple[Any, Done]] = []
    for p in settled:
        words = f"{'Bevestigd' if p.state is ProposalState.CONFIRMED else 'Afgewezen'}: {facts.LINKS[p.kind]}"
        found.append((p.at, Done(p.id, words, p.commitment_quote, p.commitment_id, counts[p.commitment_id])))
    for key, d in decided:
        undoable = lifecycle.undoable(history.of(session, key), today)
        last = bool(undoable) and undoable[-1].n == d.n
        found.append((d.at, Done(key, facts.decision(d), quotes.get(key, ""), key, counts[key] if last else None)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [done for _, done in found[:LATEST]]


def _asked(request: Request, account: Account) -> tuple[str | None, int]:
    """Read the committee and the page of the address. Raises HTTPException (400, 403)."""
    query = request.query_params
    committee, number = query.get("commissie") or None, query.get("pagina") or "1"
    if set(query) - {"commissie", "pagina"} or not re.fullmatch(r"[1-9]\d{0,5}", number, re.ASCII):
        raise HTTPException(400, "Dit adres klopt niet: hier zijn alleen «commissie» en «pagina» filters.")
    if committee and account.role is Role.CLERK and committee not in account.committees:
        raise HTTPException(403, "Die commissie hoort niet bij uw account.")
    return committee, int(number)


def _at(committee: str | None, number: int) -> str:
    query = {name: value for name, value in (("commissie", committee), ("pagina", number if number > 1 else None)) if value}
    return "/beoordelen" + (f"?{urlencode(query)}" if query else "")


# --- deciding ---------------------------------------------------------------------------------------------------------------------------


@posted_by(Act.REVIEW)
def decide_some(request: Request, form: Form) -> Response:
    """Confirm, reject or undo: one item by its own button, or all that were chosen. What can be done is done, and the rest is told."""
    if one := form.one("een"):
        kind, _, key = one.partition(":")
        keys = [key]
    else:
        kind, keys = form.one("allen") or "", list(dict.fromkeys(form.all("keuze")))
    if kind not in QUICK or len(keys) > A_PAGE:
        raise HTTPException(400, "Dit formulier klopt niet: er is geen besluit gekozen.")
    targets = [
        _target(request, key, DecisionKind(kind), form) for key in keys
    ]  # all before the first: who may not decide on one decides on none
    refusals = [refused for target in targets if (refused := _try(request, target, DecisionKind(kind)))]
    if refusals:
        return _queue(request, refusals, 409)
    committee, number = _asked(request, demand(request, Act.REVIEW))
    return see_other(_at(committee, number) + "#wachtrij")


class Target(NamedTuple):
    """What a decision is taken on, by whom, and how many decisions on the commitment the clerk has seen."""

    id: str
    commitment: StoredCommitment
    link: StoredProposal | None
    account: Account
    seen: int


def _target(request: Request, key: str, kind: DecisionKind, form: Form) -> Target:
    """Find what is decided on. Raises HTTPException where there is no such thing, or the clerk who asks may not (400, 403, 404)."""
    seen = form.one(f"gezien-{key}") or ""
    if not _ID.fullmatch(key) or not re.fullmatch(r"\d{1,6}", seen, re.ASCII):
        raise HTTPException(400, "Dit formulier klopt niet: er staat niet in wat u gezien hebt.")
    site = site_of(request)
    with transaction(site.engine, writes=False) as session:
        link = proposals.named(session, key)
        stored = _commitment(session, link.commitment_id if link else key, site.today(), site.due_soon_days)
        past = history.of(session, stored.id)
    account = demand(request, Act.REVIEW)
    if kind is not DecisionKind.UNDO or _by(link, past, site.today()) != account.signature:
        demand(request, Act.DECIDE, concerned(stored))  # one's own can be taken back, also where it gave the commitment to others
    return Target(key, stored, link, account, int(seen))


def _by(link: StoredProposal | None, past: Sequence[Decision], today: date) -> str | None:
    """Say who took the decision that an undo takes back."""
    if link:
        return link.by
    undoable = lifecycle.undoable(past, today)
    return undoable[-1].by if undoable else None


def _try(request: Request, target: Target, kind: DecisionKind, **said: Any) -> Refusal | None:
    """Take one decision; None where it stands."""
    engine = site_of(request).engine
    ruling = Ruling(kind, target.account.signature, seen=target.seen, **said)
    try:
        decisions.decide(engine, target.id, ruling, desk_of(request).tables, moment(request))
    except DecidedMeanwhileError:
        words = "Een ander heeft hierover inmiddels besloten; uw besluit is niet genomen."
    except StoreError:
        words = "Dit besluit past niet (meer) bij hoe de toezegging er nu voor staat; het is niet genomen."
    else:
        return None
    with transaction(engine, writes=False) as session:
        link = proposals.named(session, target.id) if target.link else None
        past = history.of(session, target.commitment.id)
    if link and link.state is not ProposalState.PROPOSED and kind is not DecisionKind.UNDO:
        settled = "bevestigd" if link.state is ProposalState.CONFIRMED else "afgewezen"
        words = f"Dit verband is al {settled} door {link.by}; uw besluit is niet genomen."
    return Refusal(target.commitment.fact.quote, target.commitment.id, words, past)


def _commitment(session: Session, key: str, today: date, soon: int) -> StoredCommitment:
    found = pages.by_id(session, [key], as_of=today, due_soon_days=soon)
    if not found or found[0].document_date > today:
        raise HTTPException(404, "Deze toezegging is er niet.")
    return found[0]


# --- one commitment ---------------------------------------------------------------------------------------------------------------------


@shown_to(Act.REVIEW)
def one(request: Request) -> Response:
    """Everything that can be decided on one commitment, and its history with names."""
    return _one(request, ())


def _one(request: Request, faults: Sequence[str], status: int = 200) -> Response:
    site, key = site_of(request), request.path_params["key"]
    today = site.today()
    with transaction(site.engine, writes=False) as session:
        stored = _commitment(session, key, today, site.due_soon_days)
        past = history.of(session, key)
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
    )


@posted_by(Act.REVIEW)
def decide_one(request: Request, form: Form) -> Response:
    """Decide on one commitment, with all that a decision can carry."""
    key, kind = request.path_params["key"], form.one("besluit") or ""
    if kind not in {*PLAIN, DecisionKind.NEW_TERM, DecisionKind.CORRECT, DecisionKind.NOTE, DecisionKind.UNDO}:
        raise HTTPException(400, "Dit formulier klopt niet: er is geen besluit gekozen.")
    target = _target(request, key, DecisionKind(kind), form)
    said, faults = _said(DecisionKind(kind), form)
    if not faults and said.get("paper"):
        faults = _of_paper(request, said["paper"])
    if not faults and (refused := _try(request, target, DecisionKind(kind), **said)):
        return _one(request, [refused.words], 409)
    if faults:
        return _one(request, faults, 400)
    return see_other(f"/beoordelen/{key}#verloop")


def _said(kind: DecisionKind, form: Form) -> tuple[dict[str, Any], list[str]]:
    """Read what a decision carries, and say what is missing."""
    said: dict[str, Any] = {"note": form.one("notitie"), "paper": form.one("stuk")}
    faults = []
    if kind in (DecisionKind.NEW_TERM, DecisionKind.CORRECT):
        try:
            said["term"] = _term(form)
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


def _term(form: Form) -> Term | None:
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


# --- what was missed --------------------------------------------------------------------------------------------------------------------


@shown_to(Act.REVIEW)
def paper(request: Request) -> Response:
    """A paper with a form for the words of a commitment that was missed."""
    return _paper(request, (), "")


def _paper(request: Request, faults: Iterable[str], quote: str, status: int = 200) -> Response:
    shown = paper_shown(request)
    allowed = may(demand(request, Act.REVIEW), Act.ADD, shown["paper"].committee)
    return desk.page(request, "add.html", status, **shown, faults=faults, quote=quote, allowed=allowed)


@posted_by(Act.REVIEW)
def add(request: Request, form: Form) -> Response:
    """Store the commitment whose words were given."""
    site, key = site_of(request), request.path_params["key"]
    with transaction(site.engine, writes=False) as session:
        stored = pages.paper(session, key, site.today())
    if stored is None:
        raise HTTPException(404, "Dit stuk is er niet.")
    account, quote = demand(request, Act.ADD, stored.committee), form.one("zin") or ""
    try:
        term = _term(form)
    except ValueError:
        return _paper(request, ["De datum is niet te lezen; schrijf haar als 2026-11-21"], quote, 400)
    if term and term.due_end and term.due_end < stored.date:
        return _paper(request, [f"De termijn kan niet eindigen voor de dag van het stuk, {dutch.day(stored.date)}"], quote, 400)
    try:
        made = decisions.add(site.engine, key, quote, account.signature, term, desk_of(request).tables, moment(request))
    except NotFoundError:
        wrong = "Deze woorden staan niet, of op meer dan één plaats, in het stuk; neem de hele zin over zoals zij er staat"
        return _paper(request, [wrong], quote, 400)
    except StoreError:
        return _paper(request, ["Deze woorden zijn al als toezegging bekend"], quote, 409)
    return see_other(f"/beoordelen/{made}")


ROUTES = [
    Route("/beoordelen", queue),
    Route("/beoordelen", decide_some, methods=["POST"]),
    Route("/beoordelen/{key:str}", one),
    Route("/beoordelen/{key:str}", decide_one, methods=["POST"]),
    Route("/beoordelen/stukken/{key:str}", paper),
    Route("/beoordelen/stukken/{key:str}", add, methods=["POST"]),
]
