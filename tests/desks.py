"""The desk over a store, with a clock that the test moves and a folder for its mails."""

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tracker import jobs, matching
from tracker import proposals as links
from tracker.config import Settings
from tracker.jobs import Tables
from tracker.model import AMSTERDAM, Commitment, Document, Fact, Fulfilment
from tracker.model.accounts import Account, Role
from tracker.model.limits import Limits
from tracker.model.links import Kind, Proposal, Reason
from tracker.model.register import Bookmark, Due, Page, Register, RegisterRecord, RegisterStatus
from tracker.proposals import Paper
from tracker.reference import calendar, government
from tracker.store import accounts, marks, proposals, queries
from tracker.store import register as house
from tracker.store.engine import transaction
from tracker.web.app import build
from tracker.web.desk import Desk

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOME = "https://toezeggingen.example.nl"
TABLES = Tables(calendar.load(), government.load(), Limits())
SECRET = "only the proxy knows these words"  # noqa: S105
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
        base = {"web": {"base_url": HOME}, "folder": {"path": self.folder}}
        settings = Settings.model_validate(base | self.settings)
        self.desk = Desk(settings, TABLES, lambda: self.now)
        self.application = build(self.engine, settings, lambda: self.now.astimezone(AMSTERDAM).date(), self.desk)
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
        """What has been mailed, the oldest first; all that was asked for has been."""
        self.desk.post.join()
        found = sorted(self.folder.rglob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default) for file in found]

    def hinder(self) -> None:
        """Let no mail go out."""
        self.folder.write_text("no folder", encoding="utf-8")

    def go_on(self) -> None:
        """Let mails go out again, and send what waited."""
        self.desk.post.join()
        self.folder.unlink()
        self.now += timedelta(minutes=2)
        jobs.send(self.engine, self.desk.settings, lambda: self.now)

    def link(self, at: int = -1) -> str:
        """The path of the address in a mail."""
        return link_of(self.mails()[at])


def link_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    found = re.search(rf"{HOME}(/\S+)", body.get_content())
    assert found, body.get_content()
    return found[1]


def formulier(browser: TestClient) -> str:
    """The token of the forms of this session, as its pages hold it."""
    return hmac.new(browser.cookies["__Host-sid"].encode(), b"form", "sha256").hexdigest()


NewOffice = Callable[..., Office]


# --- what there is to decide on ---------------------------------------------------------------------------------------------------------


@dataclass
class Filled:
    """Ids of what waits, by committee: sure promises, doubtful ones, and links to the sure ones; and of their papers."""

    papers: dict[str, str] = field(default_factory=dict)
    promises: dict[str, list[str]] = field(default_factory=dict)
    doubtful: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)


def fill(engine: Engine, number: int = 3) -> Filled:
    """Store papers of two committees, each with so many promises, doubtful ones, and later letters that seem to answer the promises."""
    out = Filled()
    for letter, committee in zip("ab", ("Financiën", "Defensie"), strict=True):
        promised = [f"Ik stuur de Kamer voor 1 oktober de evaluatie van onderwerp {n} van {committee}." for n in range(number)]
        doubted = [f"Misschien kom ik nog terug op punt {n} van {committee}." for n in range(number)]
        missed = f"Dat neem ik mee naar de staf van {committee}."
        earlier = _paper(letter, [*promised, *doubted, missed], date(2026, 9, 1), committee, "Verslag van een overleg")
        term = {"due_text": "voor 1 oktober", "due_end": date(2026, 9, 30), "precision": "day"}
        sure = [_fact(earlier, q, Commitment, **term) for q in promised]
        unsure = [_fact(earlier, q, Commitment, confidence="low") for q in doubted]
        answered = [f"Hierbij ontvangt u de evaluatie van onderwerp {n} van {committee}." for n in range(number)]
        later = _paper(letter.translate({97: "c", 98: "d"}), answered, date(2026, 11, 2), committee, "Brief met evaluaties")
        answers = [_fact(later, q, Fulfilment, of="toezegging") for q in answered]
        with transaction(engine) as session:
            for document, facts in ((earlier, [*sure, *unsure]), (later, answers)):
                queries.save_document(session, document, NOW)
                queries.save_facts(session, document.id, facts, "1", NOW)
                marked = links.marks(Paper(document=document, ministries=frozenset()), facts)
                marks.remember(session, document.date, {fact.identity(document.id): every for fact, every in marked})
            ids = [f.identity(earlier.id) for f in sure]
            reason = Reason(reason="words", words="evaluatie", weight=0.9)
            found = [
                Proposal(kind=Kind.FULFILS, commitment=i, fact=a, score=0.9, reasons=(reason,)) for i, a in zip(ids, answers, strict=True)
            ]
            proposals.save(session, later.id, found, NOW)
            waiting = {p.commitment_id: p.id for p in proposals.waiting(session, as_of=NOW.date())}
        out.papers[committee] = earlier.id
        out.promises[committee] = ids
        out.doubtful[committee] = [f.identity(earlier.id) for f in unsure]
        out.links[committee] = [waiting[i] for i in ids]
    return out


MEETING = date(2026, 9, 8)
REGISTERED = {
    1: "De minister stuurt de Kamer voor 1 december een overzicht van de wachttijden bij de kredietbank.",  # found in the report
    2: "De Kamer ontvangt een brief over de loketten voor schuldhulp aan ondernemers.",  # near to one sentence, and to no more
    3: "De minister zal de Kamer informeren over de tarieven van notarissen.",  # in no sentence that was found
}
SAID = (
    "Ik zeg toe dat ik de Kamer voor 1 december een overzicht stuur van de wachttijden bij de kredietbank.",
    "Ik kom bij u terug op de loketten, want dat punt van mevrouw De Wit begrijp ik goed.",
)
UNFOUND = "Dat neem ik mee naar de notarissen."


def register(engine: Engine, others: Mapping[int, str] = MappingProxyType({})) -> tuple[dict[int, str], dict[str, str]]:
    """Store the report of a meeting and records of the House's register; ids of the records by number, of the sentences by their words.

    `others`: numbers of more records, each of the committee that is named.
    """
    report = _paper("e", [*SAID, UNFOUND], MEETING, "Financiën", "Verslag van een debat", "commissiedebat")
    promises = [_fact(report, quote, Commitment) for quote in SAID]
    records = tuple(
        RegisterRecord(
            id=UUID(int=n),
            number=f"TZ202609-{n:03}",
            text=REGISTERED.get(n, "Een brief."),
            status=RegisterStatus.OPENSTAAND,
            meeting_on=MEETING,
            committee=others.get(n),
        )
        for n in (*REGISTERED, *others)
    )
    with transaction(engine) as session:
        queries.save_document(session, report, NOW)
        queries.save_facts(session, report.id, promises, "1", NOW)
        page = Page(records=records, bookmark=Bookmark(channel="syncfeed", position="1"))
        house.keep(session, Register(), None, page, {record.id: Due() for record in records}, "1", NOW)
        matching.match(session, [MEETING])
    return {n: str(UUID(int=n)) for n in (*REGISTERED, *others)}, {p.quote: p.identity(report.id) for p in promises}


def _paper(sha: str, sentences: Sequence[str], day: date, committee: str, title: str, kind: str = "kamerbrief") -> Document:
    text = "\n\n".join(sentences)
    starts = [sum(len(s) + 2 for s in sentences[:i]) for i in range(len(sentences))]
    passages = [{"start": at, "end": at + len(s), "role": "body", "page": 1} for at, s in zip(starts, sentences, strict=True)]
    kept = {
        "name": f"{sha}.txt",
        "media_type": "text/plain",
        "sha256": sha * 64,
        "kind": kind,
        "date": day,
        "date_basis": "printed",
    }
    return Document.model_validate(kept | {"title": title, "committee": committee, "text": text, "passages": passages})


def _fact(document: Document, quote: str, kind: type[Fact], **changes: Any) -> Any:
    at = document.text.index(quote)
    place = {"start": at, "end": at + len(quote), "quote": quote, "rule": "test.rule"}
    promise = {"addressee": "house", "action": "inform", "strength": "promise", "actor": "minister"} if kind is Commitment else {}
    return kind.model_validate(place | promise | changes)
