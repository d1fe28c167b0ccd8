"""The marks of facts, by which those of one paper find those of another: `tracker.proposals` says what they are.

Marks only lead to facts to be compared. One that no longer holds costs a comparison and changes no proposal, so that none is taken away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy
from sqlmodel import Session, col, select

from tracker.model.links import Sought
from tracker.store.tables.facts import MarkRow

_HOLDERS = 1000  # facts with one mark that are looked at, the nearest in time: a word in more of them tells little by itself


def remember(session: Session, day: date, marks: Mapping[str, Iterable[str]]) -> None:
    """Keep the marks of facts of a paper of that day: id of the fact -> its marks."""
    rows = [{"mark": mark, "day": day, "fact_id": key} for key, every in marks.items() for mark in sorted(every)]
    if rows:
        insert = sqlalchemy.text("INSERT INTO mark (mark, day, fact_id) VALUES (:mark, :day, :fact_id) ON CONFLICT DO NOTHING")
        session.execute(insert.bindparams(sqlalchemy.bindparam("day", type_=sqlalchemy.Date())), rows)


def find(session: Session, wanted: Sequence[Sought], *, since: date = date.min, until: date = date.max) -> set[str]:
    """Give the ids of the facts that are sought, of papers of these days.

    Of the facts with one mark those are looked at that are nearest to the one day that is given.
    """
    m = MarkRow
    nearest = col(m.day).desc() if since == date.min else col(m.day)
    mark = sqlalchemy.bindparam("wanted", type_=sqlalchemy.String())
    query = select(m.fact_id).where(col(m.mark) == mark, col(m.day).between(since, until)).order_by(nearest, col(m.fact_id)).limit(_HOLDERS)
    every = {mark for one in wanted for mark in one.words | one.others}
    past_the_session = session.connection()  # which would take longer over so many ids than the database
    holders = {mark: past_the_session.scalars(query, {"wanted": mark}).all() for mark in every}
    found: set[str] = set()
    for one in wanted:
        shared = Counter(fact for word in one.words for fact in holders[word])
        found |= {fact for fact, n in shared.items() if n >= one.fewest}.union(*(holders[other] for other in one.others))
    return found
