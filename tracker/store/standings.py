"""What a row of `standing` says of a commitment on a day, as the database is asked it."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, literal, or_

from tracker import lifecycle
from tracker.model import Addressee, Precision, Status
from tracker.store.tables.base import Table
from tracker.store.tables.facts import StandingRow

# Plain columns: a query of mapped classes takes a tenth of a second to make, and `tracker list` makes one.
_S = Table.metadata.tables[str(StandingRow.__tablename__)].c


def status_expression(as_of: date, due_soon_days: int = lifecycle.DUE_SOON_DAYS) -> ColumnElement[str]:
    """`lifecycle.status_of` over the columns of `standing` that hold on the day; a test holds the two equal."""
    s = _S
    end, begin = s.due_end, s.due_start
    undated = or_(
        s.waiting,
        s.precision.in_([Precision.VAGUE.value, Precision.NONE.value]),
        and_(end.is_(None), or_(begin.is_(None), begin <= as_of)),
    )
    ended = case((s.addressee == Addressee.HOUSE.value, literal(Status.OVERDUE.value)), else_=literal(Status.PASSED.value))
    return case(
        (s.rejected, literal(Status.REJECTED.value)),
        (s.lapsed, literal(Status.LAPSED.value)),
        (s.fulfilled, literal(Status.FULFILLED.value)),
        (undated, literal(Status.UNDATED.value)),
        (end < as_of, ended),
        (end <= as_of + timedelta(days=due_soon_days), literal(Status.DUE_SOON.value)),
        (s.delayed, literal(Status.DELAYED.value)),
        (s.partly, literal(Status.PARTLY_FULFILLED.value)),
        else_=literal(Status.OPEN.value),
    )


def implied(status: Status, as_of: date) -> Sequence[ColumnElement[bool]]:
    """Say what a status means for the first columns of the indexes of lists, which then find the few rows that can have it."""
    s = _S
    ends = (Status.REJECTED, s.rejected), (Status.LAPSED, s.lapsed), (Status.FULFILLED, s.fulfilled)  # the first that applies
    implied = [s.listed.in_([True, False])]
    for end, applies in ends:
        implied.append(applies.is_(status is end))
        if status is end:
            return implied
    return implied + ([s.due_end < as_of] if status in (Status.OVERDUE, Status.PASSED) else [])


def on_day(as_of: date) -> ColumnElement[bool]:
    """Say which row of `standing` holds on a day."""
    return and_(_S.since <= as_of, _S.until >= as_of)


def still_open() -> ColumnElement[bool]:
    """Say that something is still expected, by the row of `standing`."""
    return ~or_(_S.rejected, _S.lapsed, _S.fulfilled)
