"""The database: opening it, and its troubles in words that name it and say what mends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlmodel import Session

from tracker.store import StoreError

_DISCREET = {"hide_parameters": True}  # an error would tell in the log what was asked for, mail addresses too
PATIENCE = 10  # seconds to wait for a lock, and for a server to answer

# What the drivers say (SQLite: sqlite.org/rescode.html; PostgreSQL: its error texts) and what mends it.
_CURES = (
    ("database is locked", "another program kept it for {patience} seconds; wait for that to end, or stop it, and try again"),
    ("readonly database", "it cannot be written to; give this user write permission on the file and on its folder"),
    ("unable to open database file", "the file cannot be made or opened; see that its folder exists and that this user may write there"),
    ("file is not a database", "the file is damaged or no SQLite database; put back a copy, or name another file in database.url"),
    ("malformed", "the file is damaged; put back a copy, or move it away and run again to build a new one from the papers"),
    ("already exists", "it holds tables of another program; name an empty database in database.url"),
    ("disk is full", "the disk is full; make room and try again"),
    ("disk I/O error", "the disk cannot be written or read; see to the disk, or put the file on a local one"),
    ("lock timeout", "another program kept a lock on it for {patience} seconds; wait for that to end, or stop it, and try again"),
    ("password authentication failed", "the server refuses the user or the password; mend them in database.url"),
    ("does not exist", "the server has no such database, user or table; make it, or mend database.url"),
    ("permission denied", "the user of database.url may not do this; give it rights on its own schema"),
    ("timeout expired", "the server does not answer; see that it runs and that host and port in database.url are right"),
    ("refused", "no server listens there; see that it runs and that host and port in database.url are right"),
    ("resolve", "the host's name is unknown; mend it in database.url"),
    ("connection is bad", "the server cannot be reached; see that it runs and that host and port in database.url are right"),
    ("connection failed", "the server cannot be reached; see that it runs and that host and port in database.url are right"),
    ("terminating connection", "the server broke off the connection; see that it runs, and try again"),
    ("closed the connection", "the server broke off the connection; see that it runs, and try again"),
    ("read-only transaction", "the server is a read-only copy; name the primary server in database.url"),
)


def connect(url: str) -> Engine:
    """Make ready to use the database at `url` (`sqlite:///file.db`, `postgresql://user:password@host/name`), without opening it yet.

    SQLite: one host and a local disk, since several processes share the file by its locks. Raises StoreError for any other kind.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError("database.url is no database address; write sqlite:///tracker.db or postgresql://user@host/name") from None
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address)
    raise StoreError(f"database.url names {address.get_backend_name()!r}; tracker knows sqlite and postgresql")


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, **_DISCREET, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # Python's own BEGIN comes too late, and not at all before a change of the schema
        # FULL: with NORMAL a power cut can undo the last commit, and a mail that was sent would be sent again.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot get the lock when another has written in between, however long it waits.
        immediate = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _postgresql(address: URL) -> Engine:
    options = f"-c lock_timeout={PATIENCE * 1000} -c timezone=UTC"
    address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, **_DISCREET, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE, "options": options})


@contextmanager
def transaction(engine: Engine, *, writes: bool = True) -> Iterator[Session]:
    """Open one transaction, committed at the end and undone by any error; values read in it stay usable after it.

    Raises StoreError for every trouble of the database. `writes=False` takes no write lock on SQLite, so that readers never wait.
    """
    with spoken(engine), Session(engine.execution_options(writes=writes), expire_on_commit=False) as session:
        yield session
        session.commit()


def take_stock(engine: Engine) -> None:
    """Let SQLite count what its tables hold, by which it chooses among indexes, where they have grown by a tenth since it did: that takes
    half a second over 100,000 commitments. PostgreSQL does so by itself. Raises StoreError.
    """
    if engine.dialect.name != "sqlite":
        return
    with transaction(engine, writes=False) as session:
        counted = session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"))
        last = session.scalar(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'commitment'")) if counted else None  # "100000 1": rows first
        number = session.scalar(text("SELECT count(*) FROM commitment"))
    if number > 1.1 * int(last.split()[0] if last else 0):
        with transaction(engine) as session:
            session.execute(text("ANALYZE"))


@contextmanager
def spoken(engine: Engine) -> Iterator[None]:
    """Turn what the driver raises within into a StoreError that names the database and the cure."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"{name(engine)}: two programs stored the same thing at once ({_first_line(error)}); run again") from error
    except DBAPIError as error:
        said = _first_line(error)
        cure = next((cure for words, cure in _CURES if words in str(error.orig)), "see the documentation of the database for this message")
        raise StoreError(f"{name(engine)}: {said}: {cure.format(patience=PATIENCE)}") from error


def name(engine: Engine) -> str:
    """Name the database for people: its address with the password masked."""
    return engine.url.render_as_string(hide_password=True).replace("postgresql+psycopg://", "postgresql://")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
