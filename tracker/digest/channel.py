"""What every way of handing over a mail takes and gives."""

from collections.abc import Callable
from typing import Literal, Protocol

from tracker.model import Value
from tracker.model.mail import Message


class Outcome(Value):
    """What became of one try to hand over one mail."""

    result: Literal["sent", "retry", "unknown", "failed"]  # unknown: all of it went out and no answer came, so that it may have arrived
    phase: str  # how far the try came
    code: int | None = None  # the mail server's reply, if it gave one
    reply: str = ""  # its words, or what went wrong
    halt: bool = False  # the fault lies with the server or our settings: the other mails would fare no better now
    files: tuple[str, ...] = ()  # what was written, for a channel that writes


class Channel(Protocol):
    def deliver(self, message: Message, about_to_send: Callable[[], None]) -> Outcome:
        """Hand over one mail.

        Calls `about_to_send` once, just before what could make the mail arrive; when that raises, nothing may go out.
        """
        ...
