"""Full text: which commitments and which papers hold words, in any form that Dutch gives them ("evaluatie", "evaluaties").

What is indexed are stems, from the Dutch algorithm of Snowball: in a tsvector on PostgreSQL, in FTS5 on SQLite, which knows no Dutch. The
`dutch` of PostgreSQL itself is an older algorithm, which leaves "evaluaties" alone; so both find the same. The tables of words are no
tables of `tracker.store.tables`: a migration makes them, for each database in its way.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy
import Stemmer
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from tracker.store.tables.facts import CommitmentRow, DocumentRow

TABLES = ("commitment_words", "document_words")

_STEMMER = Stemmer.Stemmer("dutch")
_WORD = re.compile(r"\w+")
_SOUGHT = re.compile(r'"([^"]*)"|(\w+)')  # words, and phrases between quotes
_PART = 200_000  # characters of a paper to one tsvector, which holds a megabyte at most
_MOST_WORDS = 20  # of a question: more say nothing more


def stems(text: str) -> list[str]:
    """List the stems of the words of a text, in its order."""
    out: list[str] = _STEMMER.stemWords(_WORD.findall(text.casefold()))
    return out


def index_commitments(session: Session, document_id: str) -> None:
    """Make the words of a paper's commitments those that are stored now."""
    c = CommitmentRow
    rows = session.exec(select(c.id, c.quote, c.about).where(col(c.document_id) == document_id)).all()
    _index(session, "commitment_words", ((key, [f"{quote} {about or ''}"]) for key, quote, about in rows))


def index_document(session: Session, paper: DocumentRow) -> None:
    """Make the words of a paper, with its title and numbers, those that are stored now."""
    numbers = " ".join(n for group in paper.numbers.values() for n in group).replace("-", " ")
    parts = [paper.text[i : i + _PART] for i in range(0, len(paper.text), _PART)] or [""]
    parts[0] = f"{paper.title} {numbers} {parts[0]}"
    _index(session, "document_words", [(paper.id, parts)])


def find(session: Session, table: str, sought: str) -> set[str]:
    """Give the ids of those whose words hold all that is `sought`: words, and phrases between quotes.

    `table` is one of `TABLES`. What has no word in it finds nothing.
    """
    return set(_matching(session, table, sought, "printf('%016x', rowid)" if _is_sqlite(session) else "id"))


def count(session: Session, table: str, sought: str) -> int:
    """Say how many `find` would find, in a tenth of the time."""
    found = _matching(session, table, sought, "count(*)" if _is_sqlite(session) else "count(DISTINCT id)")
    return found[0] if found else 0


def _matching(session: Session, table: str, sought: str, shown: str) -> Sequence[Any]:
    groups = [_WORD.findall(phrase or word) for phrase, word in _SOUGHT.findall(sought.replace("\x00", " "))][:_MOST_WORDS]
    match = " ".join('"' + " ".join(stems(" ".join(words))) + '"' for words in groups if words)
    if not match:
        return []
    if _is_sqlite(session):
        query = sqlalchemy.text(f"SELECT {shown} FROM {table} WHERE {table} MATCH :sought")  # noqa: S608 (names of ours)
        return session.scalars(query, {"sought": match}).all()
    # The planner does not know what opening a long tsvector costs, and would look into each. Only the index of words is left to it.
    session.execute(_only_bitmaps("off"))
    query = sqlalchemy.text(f"SELECT {shown} FROM {table} WHERE words @@ websearch_to_tsquery('simple', :sought)")  # noqa: S608
    found = session.scalars(query, {"sought": match}).all()
    session.execute(_only_bitmaps("on"))
    return found


def among(session: Session, column: Any, ids: Collection[str]) -> ColumnElement[bool]:
    """Say of a column with ids whether each is one of `ids`, however many: they go as one value."""
    if _is_sqlite(session):
        named = sqlalchemy.text("SELECT value FROM json_each(:ids)").bindparams(
            sqlalchemy.bindparam("ids", json.dumps([*ids]), unique=True)
        )
        return col(column).in_(named.columns(value=sqlalchemy.String))
    return col(column) == sqlalchemy.any_(sqlalchemy.literal([*ids], sqlalchemy.ARRAY(sqlalchemy.String)))


def _only_bitmaps(others: str) -> sqlalchemy.TextClause:
    ways = ("seqscan", "indexscan", "indexonlyscan")
    return sqlalchemy.text("SELECT " + ", ".join(f"set_config('enable_{way}', '{others}', true)" for way in ways))


def _index(session: Session, table: str, rows: Iterable[tuple[str, list[str]]]) -> None:
    parts = [(key, n, " ".join(stems(part))) for key, texts in rows for n, part in enumerate(texts)]
    words: list[dict[str, Any]]
    if _is_sqlite(session):
        words = [{"row": _row_id(key), "words": " ".join(w for _, _, w in mine)} for key, mine in groupby(parts, itemgetter(0))]
        forget, keep = f"DELETE FROM {table} WHERE rowid = :row", f"INSERT INTO {table} (rowid, words) VALUES (:row, :words)"  # noqa: S608
    else:
        words = [{"row": key, "part": n, "words": said} for key, n, said in parts]
        forget = f"DELETE FROM {table} WHERE id = :row"  # noqa: S608
        keep = f"INSERT INTO {table} (id, part, words) VALUES (:row, :part, to_tsvector('simple', :words))"  # noqa: S608
    if words:
        session.execute(sqlalchemy.text(forget), words)
        session.execute(sqlalchemy.text(keep), words)


def _row_id(key: str) -> int:
    """FTS5 knows rows by a signed number of 64 bits: an id of sixteen hexadecimal digits is one."""
    return int.from_bytes(bytes.fromhex(key), signed=True)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
