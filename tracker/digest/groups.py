"""What stands together in a digest, and in which of its sections: the same for every reader. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from tracker.digest.rows import Row
from tracker.digest.subscription import bare, committee_of
from tracker.model import Addressee, Confidence, Status
from tracker.store import Stored, StoredCommitment, StoredEvent
from tracker.wording import grouping

OVERDUE, DUE_SOON, PASSED, NEW, DELAYED, UNDATED, AGENDA = "overdue", "due_soon", "passed", "new", "delayed", "undated", "agenda"
REMINDED, CHANGED, CLOSED = "reminded", "changed", "closed"
BY_STATUS = {Status.OVERDUE: OVERDUE, Status.DUE_SOON: DUE_SOON, Status.PASSED: PASSED}
BY_STATUS_UNLESS_NEW = {Status.DELAYED: DELAYED, Status.UNDATED: UNDATED}
OVER = frozenset({Status.FULFILLED, Status.LAPSED})
S = TypeVar("S", bound=Stored)


def is_sure(stored: StoredCommitment | StoredEvent) -> bool:
    """Say whether a fact is sure enough to be told: by its rule, or because a clerk has treated it as a commitment."""
    return stored.fact.confidence is not Confidence.LOW or (isinstance(stored, StoredCommitment) and stored.standing.confirmed)


class Together(list[S]):
    """Facts that are one for the reader, the earliest first."""

    @cached_property
    def newest(self) -> datetime | None:
        """When the last of them was first found; None where that is not known."""
        moments = [fact.first_seen for fact in self if fact.first_seen]
        return max(moments) if len(moments) == len(self) else None


class Group(Together[StoredCommitment]):
    """A promise and its repetitions in its paper, the earliest first. What is the same for every reader is looked at once."""

    @cached_property
    def committees(self) -> tuple[str | None, ...]:
        """The committees that it concerns, as `bare` names them."""
        return tuple({(of := committee_of(c)) and bare(of) for c in self})

    @cached_property
    def pressing(self) -> str | None:
        """The section in which it stands in any mail."""
        return BY_STATUS.get(self[0].status)

    @cached_property
    def calm(self) -> str | None:
        """The section in which it stands otherwise, where it is not new."""
        return BY_STATUS_UNLESS_NEW.get(self[0].status)

    @cached_property
    def rows(self) -> dict[tuple[object, ...], Row]:
        """Its words, by what is told beside them."""
        return {}

    @cached_property
    def over(self) -> bool:
        """Whether nothing more is expected of it."""
        return any(c.status in OVER for c in self)

    @cached_property
    def sure(self) -> bool:
        """Whether all of it is sure enough to be told."""
        return all(map(is_sure, self))


def arrange(commitments: Iterable[StoredCommitment]) -> list[Group]:
    """Put each promise together with its repetitions in its paper, what ends first before the others: the same for every subscriber."""
    return sorted(map(Group, grouping.commitments(c for c in commitments if c.status is not Status.REJECTED)), key=soonest)


def soonest(group: Group) -> tuple[date, bool, date]:
    """Order by term; without one, what was promised to the House first, and the oldest first."""
    first = group[0]
    return first.term.due_end or date.max, first.fact.addressee is not Addressee.HOUSE, first.document_date
