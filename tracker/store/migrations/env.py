"""How Alembic runs the migrations: in one transaction on the connection that `tracker.store.engine` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from tracker.store.search import TABLES
from tracker.store.tables.base import UtcDateTime
from tracker.store.tables.every import METADATA

LOCK = 7_461_726  # any number of ours: two programs that both find an empty database take turns


def _migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _foreign_keys(connection, "OFF")  # batch mode makes a table anew and drops the old one, and rows point to that
    with connection.begin():  # before Alembic looks at the connection: otherwise it commits each step by itself
        if not sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, render_item=_frozen, include_name=_ours)
        context.run_migrations()
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"the migration left rows that point nowhere: {broken[:3]}")
    if sqlite:
        _foreign_keys(connection, "ON")


def _frozen(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types as those of the database, so that an old migration does not change with our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables of words, which each database makes in its own way: `tracker.store.search`."""
    return kind != "table" or not (name or "").startswith(TABLES)


def _foreign_keys(connection: Connection, switch: str) -> None:
    """Go around SQLAlchemy, which would open a transaction: within one SQLite ignores this."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={switch}")


_migrate(context.config.attributes["connection"])
