"""Who works with the desk, and the one place that says who may do what. Pure."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from tracker.model import Value
from tracker.model.mail import Address


class Role(StrEnum):
    READER = "reader"  # reads what everybody reads, also by personal addresses
    CLERK = "clerk"  # decides on what concerns the committees of the account
    ADMINISTRATOR = "administrator"  # decides on everything, and sees to mails and subscriptions


class Account(Value):
    """Somebody who can sign in."""

    address: Address
    name: str | None = Field(default=None, min_length=1)
    role: Role
    committees: tuple[str, ...] = ()  # of a clerk, by the names of the reference table

    @model_validator(mode="after")
    def _clerks_have_committees(self) -> Self:
        if (self.role is Role.CLERK) != bool(self.committees):
            raise ValueError("a clerk has one committee or more, and nobody else has any")
        return self

    @property
    def key(self) -> str:
        """What the store knows the account by: its address, in small letters."""
        return self.address.casefold()

    @property
    def signature(self) -> str:
        """Who decided, as the history says it."""
        return f"{self.name} <{self.address}>" if self.name else self.address


class Act(StrEnum):
    """What only some may do."""

    FOLLOW = "follow"  # have personal addresses of calendars and feeds
    REVIEW = "review"  # see what waits for a decision
    DECIDE = "decide"  # on a commitment, or a link to it
    ADD = "add"  # point out a commitment in a paper
    ADMINISTER = "administer"  # mails, subscriptions and sessions


# The acts that are done to something of a committee.
ON_AN_OBJECT = frozenset({Act.DECIDE, Act.ADD})


def may(account: Account | None, act: Act, committee: str | None = None) -> bool:
    """Say whether somebody may do something; None: who has not signed in.

    `committee` is the one that the commitment or paper concerns. What concerns no known one is for every clerk: somebody has to judge it.
    """
    if account is None:
        return False
    if act is Act.FOLLOW or account.role is Role.ADMINISTRATOR:
        return True
    if account.role is Role.READER:
        return False
    if act is Act.ADMINISTER:
        return False
    return act not in ON_AN_OBJECT or committee is None or committee in account.committees
