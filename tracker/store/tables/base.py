"""What all tables share, and the way from a value to a row and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from tracker.model import Value


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware datetimes only, in and out, in UTC; SQLite by itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the interface of SQLAlchemy)
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the interface of SQLAlchemy)
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(SQLModel):
    model_config = {"defer_build": True}  # what checks a row: a row is never checked
    # Constraints get the same names on every database, so that a migration can name them.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


F = TypeVar("F", bound=Value)


def value_in(kind: type[F], kept: Mapping[str, Any]) -> F:
    """Give back the validated value that columns were built from: column name -> what the database gave."""
    return lean(kind.model_validate({name: kept[name] for name in kind.model_fields}))


def lean(value: F) -> F:
    """Let a value share the note of which fields it was given with all of its kind: of a hundred thousand those are half the memory."""
    object.__setattr__(value, "__pydantic_fields_set__", _fields(type(value)))
    return value


@cache
def _fields(kind: type[Value]) -> set[str]:
    return set(kind.model_fields)


def columns(value: Value) -> dict[str, Any]:
    """Turn a validated value into the columns of its table: field name -> what any database takes."""
    return {name: _plain(content) for name, content in value.model_dump().items()}


def value_of(kind: type[F], row: Table) -> F:
    """Give back the validated value that a row was built from."""
    return kind.model_validate({name: getattr(row, name) for name in kind.model_fields})


def _plain(content: Any) -> Any:
    if isinstance(content, StrEnum):
        return content.value
    if isinstance(content, UUID):
        return str(content)
    if isinstance(content, str):
        # PostgreSQL takes no NUL and no half surrogate (a file name with stray bytes); one character for one keeps every offset.
        return content.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(content, dict):
        return {key: _plain(item) for key, item in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(item) for item in content]
    return content
