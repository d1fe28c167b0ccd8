"""The House's own register of toezeggingen: what ministers promised aloud in public meetings.

    with Web() as web:
        for page in fetch(register, since, web):
            ...  # keep page.records and page.bookmark in one transaction; say page.warnings

Two channels give the same records: the SyncFeed, and OData, whose address and names changed in 2026. A run can be cut anywhere
and goes on at the last bookmark that was kept. A record may come more than once, in later states: the last one counts.
"""

from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit

from pydantic import model_validator

from tracker.model import Value
from tracker.sources.register import odata, syncfeed
from tracker.sources.register.records import (
    Bookmark,
    Channel,
    Page,
    RegisterError,
    RegisterRecord,
    RegisterStatus,
    SchemaChanged,
)
from tracker.sources.register.terms import Due, changed_by, due, newest
from tracker.sources.register.web import Web

_SYNCFEED = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0"
_FETCH = {"syncfeed": syncfeed.fetch, "odata": odata.fetch}


class Register(Value):
    """Where the register is, and by which channel it is read."""

    channel: Channel = "syncfeed"
    url: str = _SYNCFEED

    @model_validator(mode="after")
    def _an_address_of_this_channel(self) -> Self:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ValueError(f"url should be an address like {_SYNCFEED}, not {self.url!r}")
        if self.channel == "odata" and self.url == _SYNCFEED:
            raise ValueError("url should be that of the OData service, which moved in 2026: see opendata.tweedekamer.nl")
        return self


def fetch(register: Register, since: Bookmark | None, web: Web) -> Iterator[Page]:
    """Yield what changed in the register since the bookmark, all of it without one. Nothing is yielded where nothing changed.

    Raises RegisterError where the register cannot be read on, SchemaChanged where a field is gone or renamed; ValueError for a
    bookmark of the other channel.
    """
    if since and since.channel != register.channel:
        raise ValueError(f"a bookmark of {since.channel} says nothing about {register.channel}")
    return _FETCH[register.channel](register.url, since, web)


__all__ = [
    "Bookmark",
    "Due",
    "Page",
    "Register",
    "RegisterError",
    "RegisterRecord",
    "RegisterStatus",
    "SchemaChanged",
    "Web",
    "changed_by",
    "due",
    "fetch",
    "newest",
]
