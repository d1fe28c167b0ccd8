"""All tables together, for what makes or empties a database."""

from tracker.store.tables import accounts, facts, mail, register
from tracker.store.tables.base import Table

__all__ = ["accounts", "facts", "mail", "register"]
METADATA = Table.metadata
