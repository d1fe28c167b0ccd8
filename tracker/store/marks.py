"""The marks of facts, by which those of one paper find those of another: beginnings of telling words, and what a fact points to.

Marks only lead to facts to be compared. One that no longer holds costs a comparison and changes no proposal, so that none is taken away.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy
from sqlmodel import Session, col, select

from tracker import proposals
from tracker.model import AnyFact, Document
from tracker.proposals import Paper
from tracker.store.tables import MarkRow

_HOLDERS = 1000  # facts with one mark that are looked at, the nearest in time: a word in more of them tells little by itself


def remember(session: Session, document_id: str, document: Document, facts: Iterable[AnyFact]) -> None:
    """Keep the marks of facts of a paper."""
    marked = {fact.identity(document_id): marks for fact, marks in proposals.marks(Paper(document=document), facts)}
    rows = [{"mark": mark, "day": document.date, "fact_id": key} for key, marks in marked.items() for mark in sorted(marks)]
    if rows:
        day = sqlalchemy.bindparam("day", type_=sqlalchemy.Date())
        insert = sqlalchemy.text("INSERT INTO mark (mark, day, fact_id) VALUES (:mark, :day, :fact_id) ON CONFLICT DO NOTHING")
        session.execute(insert.bindparams(day), rows)


def holders(session: Session, marks: Iterable[str], *, since: date = date.min, until: date = date.max) -> dict[str, list[str]]:
    """Give the ids of the facts with each mark, of papers of these days: those nearest to the one day that is given, at most a thousand."""
    m = MarkRow
    nearest = col(m.day).desc() if since == date.min else col(m.day)
    wanted = sqlalchemy.bindparam("wanted", type_=sqlalchemy.String())
    query = (
        select(m.fact_id).where(col(m.mark) == wanted, col(m.day).between(since, until)).order_by(nearest, col(m.fact_id)).limit(_HOLDERS)
    )
    return {mark: list(session.scalars(query, {"wanted": mark})) for mark in marks}
