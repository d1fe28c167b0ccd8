"""Whether the schema of a database is that of this program."""

from sqlalchemy import Engine, inspect, text

from tracker.store import StoreError
from tracker.store.engine import name, spoken

HEAD = "0012"  # the migration that this program needs: the newest of `migrations/versions`


def ready(engine: Engine) -> None:
    """Make the schema in an empty database; raise StoreError where it is older or newer than this program."""
    found = revision(engine)
    if found == HEAD:
        return
    from tracker.store import migrate  # noqa: PLC0415 - Alembic loads for a quarter of a second, and is seldom needed

    if found is None:
        migrate.upgrade(engine)
    elif found not in migrate.known():
        raise StoreError(f"{name(engine)} was made by a newer tracker (schema {found}; this one knows up to {HEAD}): install that")
    else:
        raise StoreError(f"{name(engine)} has schema {found}, this program needs {HEAD}: copy it, then run `tracker db upgrade`")


def revision(engine: Engine) -> str | None:
    """Say at which migration the database is; None where it has no tables of tracker."""
    with spoken(engine), engine.execution_options(writes=False).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
