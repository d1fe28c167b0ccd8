"""(commitment, today) -> status. Pure; `tracker.store.queries` has the same rule in SQL, and a test holds the two equal."""

from datetime import date, timedelta

from tracker.model import Addressee, Commitment, Precision, Status

DUE_SOON_DAYS = 14


def status(commitment: Commitment, today: date, due_soon_days: int = DUE_SOON_DAYS) -> Status:
    """Say what a commitment is on `today`, a day in Amsterdam; the first that applies, in the order of the public face.

    A commitment is overdue only when its window has ended; one without an end is never overdue, and undated once it has begun. A term that
    ends within `due_soon_days`, the last of them included, is due soon.
    """
    if _has_no_end_to_wait_for(commitment, today):
        return Status.UNDATED
    end = commitment.due_end
    if end is None:
        return Status.OPEN
    if end < today:
        return Status.OVERDUE if commitment.addressee is Addressee.HOUSE else Status.PASSED
    return Status.DUE_SOON if end <= today + timedelta(days=due_soon_days) else Status.OPEN


def days_late(commitment: Commitment, today: date) -> int | None:
    """Whole days since the window ended, or None where it has none or has not ended."""
    end = commitment.due_end
    return (today - end).days if end and end < today else None


def _has_no_end_to_wait_for(commitment: Commitment, today: date) -> bool:
    """A condition that nobody has confirmed, no term, words without a date, or an open window that has begun."""
    if commitment.condition is not None or commitment.precision in (Precision.VAGUE, Precision.NONE):
        return True
    if commitment.due_end is not None:
        return False
    return commitment.due_start is None or commitment.due_start <= today
