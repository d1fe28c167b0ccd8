"""Whether anything has been written since: what was counted before then still holds."""

from threading import Lock

from sqlalchemy import Connection, Engine, text

from tracker.store.engine import spoken


class Version:
    """Says which state of a database is the present one: as long as two answers are equal, nothing was committed between them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(writes=False)
        self._lock = Lock()
        self._watching: Connection | None = None

    def now(self) -> str:
        """Give the present state. Raises StoreError."""
        with spoken(self._engine):
            if self._engine.dialect.name == "sqlite":
                return self._sqlite()
            with self._engine.connect() as connection:
                # Two equal snapshots see the same rows, by what a snapshot is.
                return str(connection.execute(text("SELECT pg_current_snapshot()")).scalar_one())

    def _sqlite(self) -> str:
        """Ask the one connection that never writes: the number changes when another one commits (sqlite.org/pragma.html)."""
        with self._lock:
            if self._watching is None:
                self._watching = self._engine.connect()
            number = self._watching.execute(text("PRAGMA data_version")).scalar_one()
            self._watching.rollback()
            return str(number)

    def close(self) -> None:
        """Give back the connection."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
