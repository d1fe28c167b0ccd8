"""The desk over a store, with a clock that the test moves and a folder for its mails."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tracker.config import Settings
from tracker.jobs import Tables
from tracker.model import AMSTERDAM
from tracker.model.accounts import Account, Role
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.store import accounts
from tracker.store.engine import transaction
from tracker.web.app import build
from tracker.web.desk import Desk

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOME = "https://toezeggingen.example.nl"
SECRET = "a secret that only the proxy knows"
ANNA = Account(address="Anna@example.nl", name="Anna", role=Role.CLERK, committees=("Financiën",))
BERT = Account(address="bert@example.nl", name="Bert", role=Role.CLERK, committees=("Defensie", "Financiën"))
CHIEF = Account(address="chief@example.nl", role=Role.ADMINISTRATOR)
GUEST = Account(address="guest@example.nl", role=Role.READER)


@dataclass
class Office:
    """One desk; `now` is what its clock says."""

    engine: Engine
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    now: datetime = NOW

    def __post_init__(self) -> None:
        tables = Tables(calendar.load(), government.load(), Limits())
        base = {"web": {"base_url": HOME}, "folder": {"path": self.folder}}
        settings = Settings.model_validate(base | self.settings)
        desk = Desk(settings, tables, lambda: self.now)
        self.application = build(self.engine, settings, lambda: self.now.astimezone(AMSTERDAM).date(), desk)
        with transaction(self.engine) as session:
            for account in (ANNA, BERT, CHIEF, GUEST):
                accounts.put(session, account, NOW - timedelta(days=1))

    def browser(self, place: str = "192.0.2.7", **headers: str) -> TestClient:
        """A browser that has been nowhere yet, on our own pages."""
        sent = {"sec-fetch-site": "same-origin"} | headers
        return TestClient(self.application, HOME, follow_redirects=False, headers=sent, client=(place, 50000))

    def signed_in(self, account: Account) -> TestClient:
        """A browser of somebody who has signed in, with the token of the forms under the name `formulier`."""
        with transaction(self.engine) as session:
            secret = accounts.begin(session, account, "link", self.now)
        browser = self.browser()
        browser.cookies.set("__Host-sid", secret, domain="toezeggingen.example.nl")
        return browser

    def mails(self) -> list[EmailMessage]:
        """What has been mailed, the oldest first."""
        found = sorted(self.folder.rglob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default) for file in found]

    def link(self, at: int = -1) -> str:
        """The path of the address in a mail."""
        return link_of(self.mails()[at])


def link_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    found = re.search(rf"{HOME}(/\S+)", body.get_content())
    assert found, body.get_content()
    return found[1]


def formulier(browser: TestClient, page: str = "/aanmelden") -> str:
    """The token of the forms of this session, as a page holds it."""
    found = re.search(r'name="formulier" value="([0-9a-f]{64})"', browser.get(page).text)
    assert found
    return found[1]


NewOffice = Callable[..., Office]
