"""Who gets mail, and what is mailed."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tracker.model import Status, Value


def _one_mailbox(address: str) -> str:
    """Refuse what could become a second recipient or a second header; whether the mailbox exists only the mail server knows."""
    local, at, domain = address.rpartition("@")
    if not (at and local and domain) or any(c in address for c in " ,;<>\"'\\") or not address.isprintable():
        raise ValueError(f"{address!r} is no single mail address like naam@example.nl")
    return address


Address = Annotated[str, AfterValidator(_one_mailbox)]


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Days = Annotated[int, Field(ge=1, le=366)]
Distance = Annotated[int, Field(ge=-366, le=366)]  # days before the end of a term; -1: the day after it


class Subscription(Value):
    """Who gets which digest, and when. An empty list of what to tell means: all. What is None is as `digest` in config.yaml has it."""

    address: Address
    name: str | None = None
    committees: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # members or parties that asked, or that something was promised to
    dossiers: tuple[str, ...] = ()  # "32317", or one paper of it: "32317-975"
    words: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    when: Literal["weekly", "daily", "due"] | None = None  # due: looked at daily, mailed only when a reminder falls
    weekday: Weekday | None = None
    hour: int | None = Field(default=None, ge=0, le=23)
    ahead: Days | None = None  # a term that ends within so many days is due soon
    reminders: tuple[Distance, ...] = ()  # each told once a term
    quiet: bool = True  # a mail too when there is nothing new, changed, overdue or due soon

    @property
    def key(self) -> str:
        """What the store knows the subscription by: its address, in small letters."""
        return self.address.casefold()


class Message(Value):
    """A mail, frozen: every try hands over these bytes."""

    subscription: str  # its key
    address: str
    period: str
    subject: str
    message_id: str
    eml: bytes
