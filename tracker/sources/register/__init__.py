"""The House's own register of toezeggingen: what ministers promised aloud in public meetings.

    with Web() as web:
        for page in fetch(register, since, web):
            ...  # keep page.records and page.bookmark in one transaction; say page.warnings

Two channels give the same records: the SyncFeed, and OData, whose address and names changed in 2026. A run can be cut anywhere
and goes on at the last bookmark that was kept. A record may come more than once, in later states: the last one counts.
"""

from collections.abc import Iterator

from tracker.model.register import Bookmark, Page, Register
from tracker.sources.register import odata, syncfeed
from tracker.sources.register.records import RegisterError, SchemaChanged
from tracker.sources.register.terms import due
from tracker.sources.register.web import Web

_FETCH = {"syncfeed": syncfeed.fetch, "odata": odata.fetch}


def fetch(register: Register, since: Bookmark | None, web: Web) -> Iterator[Page]:
    """Yield what changed in the register since the bookmark, all of it without one. Nothing is yielded where nothing changed.

    Raises RegisterError where the register cannot be read on, SchemaChanged where a field is gone or renamed; ValueError for a
    bookmark of the other channel.
    """
    if since and since.channel != register.channel:
        raise ValueError(f"a bookmark of {since.channel} says nothing about {register.channel}")
    return _FETCH[register.channel](register.url, since, web)


__all__ = [
    "RegisterError",
    "SchemaChanged",
    "Web",
    "due",
    "fetch",
]
