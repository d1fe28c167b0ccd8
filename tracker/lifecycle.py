"""(commitment, its history, today) -> what it is. Pure; `tracker.store.queries` has the last step in SQL, and a test holds the two equal.

Nothing becomes fulfilled, lapsed or delayed by itself: only a decision does that. A decision is seen from its own day on.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.model import Addressee, Commitment, CommitteeBasis, Decision, DecisionKind, Precision, Standing, Status, Term

DUE_SOON_DAYS = 14
NEAR = timedelta(days=45)  # words that name a day of the year name one so near it a period later; further off they name another one
MENDED = frozenset(
    {"actor", "ministry", "committee", "committee_basis"}
)  # fields of a commitment that its standing has right, besides its term

# How many months lie between two terms of a promise that comes back, by its words; a term with a date comes back every year.
_PERIODS = (
    (re.compile(r"\b(?:tweejaarlijks|om het jaar|(?:elke|iedere|om de) twee jaar)\b", re.IGNORECASE), 24),
    (
        re.compile(
            r"\b(?:halfjaarlijks|(?:elk|ieder|per) half ?jaar|(?:elke|iedere) zes maanden|(?:twee ?maal|twee keer) per jaar)\b",
            re.IGNORECASE,
        ),
        6,
    ),
    (re.compile(r"\b(?:(?:elke|iedere|om de) vier maanden|(?:drie ?maal|drie keer) per jaar)\b", re.IGNORECASE), 4),
    (
        re.compile(
            r"\b(?:(?:elk|ieder|per) kwartaal|driemaandelijks|(?:elke|iedere|om de) drie maanden|(?:vier ?maal|vier keer) per jaar)\b",
            re.IGNORECASE,
        ),
        3,
    ),
    (re.compile(r"\b(?:tweemaandelijks|(?:elke|iedere|om de) twee maanden)\b", re.IGNORECASE), 2),
    (re.compile(r"\b(?:maandelijks|(?:elke|iedere|per) maand)\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:jaarlijks|(?:elk|ieder|per) jaar)\b", re.IGNORECASE), 12),
)
_YEAR = 12
_WEEK = 7  # days after a report for each month of its period in which another one is of the same period: of a year twelve weeks

# Decisions that need an open commitment.
MOVES = frozenset({DecisionKind.FULFILLED, DecisionKind.PARTLY, DecisionKind.LAPSED, DecisionKind.NEW_TERM, DecisionKind.CONDITION_MET})

# What the plain ones change.
_SAYS: dict[DecisionKind, dict[str, Any]] = {
    DecisionKind.CONFIRM: {"rejected": False},
    DecisionKind.REJECT: {"rejected": True, "confirmed": False},
    DecisionKind.FULFILLED: {"fulfilled": True, "partly": False},
    DecisionKind.PARTLY: {"partly": True},
    DecisionKind.LAPSED: {"lapsed": True},
    DecisionKind.CONDITION_MET: {"waiting": False},
    DecisionKind.NOTE: {},
}


# --- the day's own judgement ------------------------------------------------------------------------------------------------------------


def status(commitment: Commitment, history: Iterable[Decision], today: date, due_soon_days: int = DUE_SOON_DAYS) -> Status:
    """Say what a commitment is on `today`, a day in Amsterdam, after the decisions of that day and before."""
    return status_of(standing(commitment, history, today), today, due_soon_days)


def status_of(stands: Standing, today: date, due_soon_days: int = DUE_SOON_DAYS) -> Status:
    """Say what a commitment that stands so is on `today`: the first that applies, in the order of the public face.

    It is overdue only when its window has ended; one without an end is never overdue, and undated once it has begun. A term that ends
    within `due_soon_days`, the last of them included, is due soon. Days are never shifted to working days.
    """
    if stands.closed:
        return Status.REJECTED if stands.rejected else Status.LAPSED if stands.lapsed else Status.FULFILLED
    if _has_no_end_to_wait_for(stands, today):
        return Status.UNDATED
    end = stands.term.due_end
    if end and end < today:
        return Status.OVERDUE if stands.addressee is Addressee.HOUSE else Status.PASSED
    if end and end <= today + timedelta(days=due_soon_days):
        return Status.DUE_SOON
    if stands.delayed:
        return Status.DELAYED
    return Status.PARTLY_FULFILLED if stands.partly else Status.OPEN


def days_late(stands: Standing, today: date) -> int | None:
    """Whole days since the window ended; None where it has none or has not ended, and where nothing is expected, or not yet."""
    end = stands.term.due_end
    waits = stands.closed or _has_no_end_to_wait_for(stands, today)
    return (today - end).days if end and end < today and not waits else None


def _has_no_end_to_wait_for(stands: Standing, today: date) -> bool:
    """A condition that nobody has confirmed, no term, words without a date, or an open window that has begun."""
    term = stands.term
    if stands.waiting or term.precision in (Precision.VAGUE, Precision.NONE):
        return True
    return term.due_end is None and (term.due_start is None or term.due_start <= today)


# --- what the history comes to ----------------------------------------------------------------------------------------------------------


def standing(commitment: Commitment, history: Iterable[Decision], today: date) -> Standing:
    """Say how a commitment stands after the decisions of `today` and before; see `Standing`."""
    steps = [stands for _, stands in _steps(commitment, history, today)]
    return steps[-1] if steps else _as_read(commitment)


def course(commitment: Commitment, history: Sequence[Decision]) -> list[tuple[date, Standing]]:
    """List how a commitment stands from which day on: first as it was read, then after each day with decisions."""
    days = [date.min, *sorted({d.day for d in history})]
    return [(day, standing(commitment, history, day)) for day in days]


def terms(commitment: Commitment, history: Iterable[Decision], today: date) -> list[tuple[Term, Decision | None]]:
    """List the terms in their order, each with the decision that gave it: None for what was read, or the one that mended that.

    Of a recurring commitment those of the present period, the first of which the fulfilment of the period before gives.
    """
    stands = _as_read(commitment)
    given: list[tuple[Term, Decision | None]] = [(stands.term, None)]
    for decision, after in _steps(commitment, history, today):
        if after.original != stands.original:
            given = [(after.original, decision)] + ([] if decision.kind is DecisionKind.FULFILLED else given[1:])
        elif after.term != stands.term:
            given.append((after.term, decision))
        stands = after
    return given


def live(history: Iterable[Decision], today: date) -> list[Decision]:
    """List the decisions that count on `today`, in the order of their moments: neither later ones nor those taken back by then."""
    seen = sorted((d for d in history if d.day <= today), key=lambda d: (d.at, d.n))
    undone = {d.undoes for d in seen if d.kind is DecisionKind.UNDO}
    return [d for d in seen if d.kind is not DecisionKind.UNDO and d.n not in undone]


def _steps(commitment: Commitment, history: Iterable[Decision], today: date) -> Iterator[tuple[Decision, Standing]]:
    """Give each decision that counts with how the commitment stands after it.

    Of what comes back the papers of some weeks make good one period: a report, and the same again with its annexes.
    """
    stands, before = _as_read(commitment), date.min
    for decision in _counting(commitment, history, today):
        on = decision.paper_date or decision.day
        report = decision.kind is DecisionKind.FULFILLED and commitment.recurring
        if report and on <= before:
            continue
        stands = stands.model_copy(update=_changes(stands, decision, commitment))
        if report and stands.original.due_end:
            before = max(_later(stands.original.due_end, -_months(commitment)), on + timedelta(days=_months(commitment) * _WEEK))
        yield decision, stands


def _counting(commitment: Commitment, history: Iterable[Decision], today: date) -> list[Decision]:
    """Put the decisions that count in the order in which they do: new terms, and the fulfilments of what comes back, stand in that of their
    papers, in whatever order clerks took those up.
    """
    counting = live(history, today)
    kinds = {DecisionKind.NEW_TERM, DecisionKind.FULFILLED} if commitment.recurring else {DecisionKind.NEW_TERM}
    places = [i for i, d in enumerate(counting) if d.kind in kinds]
    for place, moved in zip(places, sorted((counting[i] for i in places), key=_given), strict=True):
        counting[place] = moved
    return counting


def _given(decision: Decision) -> tuple[date, bool]:
    """When a new term was given. Of two of one paper that with an end counts; what a clerk says without a paper stands as it was said."""
    ends = decision.term is not None and decision.term.due_end is not None
    return decision.paper_date or decision.day, ends or decision.paper_id is None


def undoable(history: Iterable[Decision], today: date) -> list[Decision]:
    """List the decisions that can be taken back on `today`, the last one last. What a clerk added is rejected, not undone."""
    return [d for d in live(history, today) if d.kind is not DecisionKind.ADDED]


def objection(stands: Standing, kind: DecisionKind) -> str | None:
    """Say why a decision makes no sense for a commitment that stands so; None where it does."""
    if kind in MOVES and stands.closed:
        closed = status_of(stands, date.min)
        return f"it is {closed} already: {'confirm it' if stands.rejected else 'undo that'} first"
    if kind is DecisionKind.CONDITION_MET and not stands.waiting:
        return "it waits for no condition"
    return None


def fulfilled_already(commitment: Commitment, past: Iterable[Decision], decision: Decision) -> bool:
    """Say whether a fulfilment of a recurring commitment would change nothing: it is of a period that `past` has as fulfilled."""
    if not commitment.recurring or decision.kind is not DecisionKind.FULFILLED:
        return False
    past = list(past)
    before = standing(commitment, past, decision.day)
    return before.original.due_end is not None and standing(commitment, [*past, decision], decision.day).original == before.original


def mended(commitment: Commitment, stands: Standing) -> Commitment:
    """Give a commitment as its clerks say it should have been read: its original term, its actor, ministry and committee."""
    right = {name: getattr(stands, name) for name in MENDED}
    right |= {name: getattr(stands.original, name) for name in Term.model_fields}
    as_read = all(getattr(commitment, name) == content for name, content in right.items())
    return commitment if as_read else commitment.model_copy(update=right)


def _as_read(commitment: Commitment) -> Standing:
    term = Term(**{name: getattr(commitment, name) for name in Term.model_fields})
    return Standing(
        term=term,
        original=term,
        addressee=commitment.addressee,
        waiting=commitment.condition is not None,
        actor=commitment.actor,
        ministry=commitment.ministry,
        committee=commitment.committee,
        committee_basis=commitment.committee_basis,
    )


def _changes(stands: Standing, decision: Decision, commitment: Commitment) -> dict[str, Any]:
    """Say which fields of a standing a decision changes. Every decision but a note or a rejection treats it as a commitment."""
    match decision.kind:
        case DecisionKind.NEW_TERM:
            changes: dict[str, Any] = {"term": decision.term}
        case DecisionKind.FULFILLED if commitment.recurring:
            changes = {"partly": False, **_next_period(stands, decision, commitment)}
        case DecisionKind.CORRECT | DecisionKind.ADDED:
            changes = _mending(stands, decision, commitment)
        case DecisionKind.SAME:
            changes = {"same_as": decision.same_as}
        case _:
            changes = _SAYS[decision.kind]
    return changes if decision.kind in (DecisionKind.NOTE, DecisionKind.REJECT) else {"confirmed": True, **changes}


def _mending(stands: Standing, decision: Decision, commitment: Commitment) -> dict[str, Any]:
    """Put right what was misread. A term that the minister has moved since then stays where it was moved to."""
    changes: dict[str, Any] = {}
    if decision.term:
        right = decision.term.model_copy(update={"due_text": decision.term.due_text or commitment.due_text})
        changes = {"original": right} | ({"term": right} if stands.term == stands.original else {})
    if decision.actor:
        changes |= {"actor": decision.actor, "ministry": decision.ministry}
    if decision.committee:
        changes |= {"committee": decision.committee, "committee_basis": CommitteeBasis.CLERK}
    return changes


# --- what comes back --------------------------------------------------------------------------------------------------------------------


def next_term(stands: Standing, commitment: Commitment, on: date) -> Term | None:
    """Give the term after a fulfilment by a paper of the day `on`: the next of the series that had not ended then, by the months between
    two of them; None where there is no day to count from.
    """
    original = stands.original
    if original.due_end is None:
        return None
    months = ahead = _months(commitment)
    while _later(original.due_end, ahead) < on:
        ahead += months
    return original.model_copy(
        update={
            "due_start": original.due_start and _later(original.due_start, ahead),
            "due_end": _later(original.due_end, ahead),
            # A recess does not begin on the same day every year.
            "estimated": original.estimated or original.precision is Precision.RECESS,
        }
    )


def _next_period(stands: Standing, decision: Decision, commitment: Commitment) -> dict[str, Any]:
    counted = next_term(stands, commitment, decision.paper_date or decision.day) or stands.original
    # What the words mean then was asked when it was decided; where an earlier report has been taken up since, that is another year's.
    near = decision.term and decision.term.due_end and counted.due_end and abs(decision.term.due_end - counted.due_end) <= NEAR
    term = decision.term if near else counted
    return {"term": term, "original": term}


def _months(commitment: Commitment) -> int:
    # "Elk half jaar, voor het eerst voor 1 mei": the words of the term need not be those that say how often.
    said = (commitment.due_text or "", commitment.quote)
    return next((n for text in said for words, n in _PERIODS if words.search(text)), _YEAR)


def _later(day: date, months: int) -> date:
    """The same day of the month some months later, or the month's last: a window that ends with a month goes on doing so."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))
