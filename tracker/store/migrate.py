"""Migrations, run by Alembic."""

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from tracker.store import StoreError
from tracker.store.engine import name, spoken


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the schema to `target`, upwards; all of it or, after an error, nothing."""
    _run(engine, "upgrade", target)


def downgrade(engine: Engine, target: str) -> None:
    """Bring the schema back to `target` ("base": no tables at all); what the older schema cannot hold is lost."""
    _run(engine, "downgrade", target)


def drift(engine: Engine) -> None:
    """Raise StoreError where the tables in the database are not those that `tracker.store.tables` describes."""
    _run(engine, "check")


def head() -> str | None:
    """Say which migration this program needs."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def known() -> set[str]:
    """List every migration of this program."""
    return {script.revision for script in ScriptDirectory.from_config(_configuration()).walk_revisions()}


def _configuration() -> Config:
    configuration = Config(stdout=StringIO())  # Alembic's own messages are for developers
    configuration.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return configuration


def _run(engine: Engine, what: str, *arguments: str) -> None:
    configuration = _configuration()
    with spoken(engine), engine.connect() as connection:
        configuration.attributes["connection"] = connection
        try:
            getattr(command, what)(configuration, *arguments)
        except CommandError as error:
            raise StoreError(f"{name(engine)}: {error}") from error
