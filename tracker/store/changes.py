"""What calendars ask of the store beside a list: what has left it, and how often its facts have changed."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy
from sqlmodel import Session, col

from tracker import lifecycle
from tracker.model import AMSTERDAM, Confidence, Status
from tracker.store import pages, search, standings
from tracker.store.pages import Wanted
from tracker.store.tables.facts import STANDING, CommitmentRow, DecisionRow, EventRow, StandingRow, standing_of


class Revised(NamedTuple):
    """How often a fact has changed since it was first seen, and when last (UTC); a number that only grows."""

    times: int
    at: datetime


def revised(session: Session, ids: Sequence[str], as_of: date) -> dict[str, Revised]:
    """Say of commitments and events how often each has changed since it was first seen, by another reading or a decision, and when last."""
    out: dict[str, Revised] = {}
    tables: tuple[Any, ...] = (CommitmentRow, EventRow)
    for table in tables:
        shown: list[Any] = [table.id, table.revision, table.first_seen, table.revised_at]
        for key, times, seen, at in session.execute(sqlalchemy.select(*shown).where(search.among(session, shown[0], ids))):
            out[key] = Revised(times, at or seen)
    d = DecisionRow
    told: list[Any] = [d.commitment_id, d.at]
    for key, at in session.execute(sqlalchemy.select(*told).where(search.among(session, told[0], ids))):
        if at.astimezone(AMSTERDAM).date() <= as_of:
            out[key] = Revised(out[key].times + 1, max(out[key].at, at))
    return out


def gone(session: Session, wanted: Wanted, since: date, *, as_of: date, due_soon_days: int) -> dict[str, date]:
    """Say which commitments a list held on a day from `since` on and no longer holds, with the last day of the term that each had then.

    What only the days have moved on is not gone: it was decided on, or the present rules no longer find it.
    """
    s, c = StandingRow, CommitmentRow
    asked = [*pages.named(s.concerned, wanted.committees), *pages.named(s.ministry, wanted.ministries), col(s.due_end).is_not(None)]
    asked += pages.ends_between(wanted.model_copy(update={"status": None}), as_of, due_soon_days)
    every: list[Any] = [s.commitment_id, s.until, *(getattr(s, name) for name in STANDING)]
    before = sqlalchemy.select(*every).where(col(s.listed), col(s.until) >= since, col(s.until) < as_of, col(s.said_on) <= col(s.until))
    lost = col(c.withdrawn_at) >= datetime.combine(since, time(), AMSTERDAM)
    sure = [col(c.confidence) != Confidence.LOW.value, col(c.repeats).is_(None), col(s.same_as).is_(None), ~col(s.listed)]
    withdrawn = sqlalchemy.select(*every).join(c, col(c.id) == col(s.commitment_id)).where(lost, *sure, standings.on_day(as_of))
    held: dict[str, date] = {}
    for query in (before.order_by(col(s.until)), withdrawn):
        for row in session.execute(query.where(*asked)):
            if _holds(wanted, lifecycle.status_of(standing_of(row._asdict()), min(row.until, as_of), due_soon_days)):
                held[row.commitment_id] = row.due_end
    found = pages.sought(session, wanted)
    still = pages.still_listed(session, wanted, held, as_of=as_of, due_soon_days=due_soon_days)
    return {key: end for key, end in held.items() if key not in still and (found is None or key in found)}


def _holds(wanted: Wanted, status: Status) -> bool:
    if wanted.status or status is Status.REJECTED:
        return status is wanted.status
    return wanted.closed or status not in (Status.LAPSED, Status.FULFILLED)
