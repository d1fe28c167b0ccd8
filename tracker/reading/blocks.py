"""What every reader takes and gives: a `Source` goes in; a `Raw` paper, a row of blocks, comes out; what it cannot read is `Unreadable`."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from tracker.model import Numbers, PaperKind, Role, SpeakerRole
from tracker.model.limits import Limits


class Unreadable(Exception):
    """A paper that cannot be read: `name` is the file as given, `reason` one sentence that says why and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep both, so that a worker process can hand the error over."""
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        """Both in one line for the user; a name that holds control characters is shown escaped."""
        return f"{self.name if self.name.isprintable() else ascii(self.name)}: {self.reason}"


@dataclass(frozen=True)
class Source:
    """A paper before it is read: `name` is the file as given and serves messages only, `data` its bytes."""

    name: str
    media_type: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, 64 hexadecimal digits."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Block:
    r"""A part of a paper that stands on its own: a paragraph, a heading, a footnote, an item of a list, a row of a table.

    `text` has the lines of the paper with "\n" between them, no blank line, and no white space at its ends. A `role` of None is left to
    `tracker.reading.letter` and `tracker.reading.questions`. `page` counts from 1 and is where the block starts.
    """

    text: str
    role: Role | None = None
    page: int | None = None
    speaker: str | None = None
    speaker_role: SpeakerRole | None = None
    asked_by: str | None = None
    label: str | None = None
    notes: tuple[str, ...] = ()  # labels of the footnotes that it refers to; their digits are not in the text


@dataclass(frozen=True)
class Raw:
    """A paper as its format gives it: blocks in reading order, and what the format itself states (None or empty: it does not)."""

    blocks: tuple[Block, ...]
    kind: PaperKind | None = None
    date: datetime.date | None = None
    latest: datetime.date | None = None  # where no day is stated: the paper is from no later one
    title: str | None = None
    committee: str | None = None
    numbers: Numbers = field(default_factory=Numbers)
    ministers: tuple[str, ...] = ()


Reader = Callable[[Source, Limits], Raw]
