"""What is mailed because a page asks for it: beside the page, that mail alone, and telling nobody who has an account."""

import socket
from collections.abc import Iterator
from threading import get_ident

import pytest
from desks import HOME, NewOffice, Office
from mailing import plan
from senders import message
from sqlalchemy import event

from tracker.store import mail
from tracker.store.engine import transaction
from tracker.store.mail import MailState

ASK = {"adres": "anna@example.nl"}
SUBSCRIBE = {"adres": "lezer@example.nl"}


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A mail server that takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        yield listening


def over_smtp(new_office: NewOffice, server: socket.socket) -> Office:
    to = {"host": "127.0.0.1", "port": server.getsockname()[1], "security": "none", "sender": "toezeggingen@example.nl"}
    return new_office(web={"base_url": HOME}, channel="smtp", mail=to)


def states(office: Office) -> dict[str, MailState]:
    with transaction(office.engine, writes=False) as session:
        return {m.subscription: m.state for m in mail.mails(session, office.now)}


@pytest.mark.parametrize(("path", "form", "name"), [("/aanmelden", ASK, "sign-in anna@"), ("/abonnementen", SUBSCRIBE, "subscribe lezer@")])
def test_no_page_waits_for_a_mail_server_and_the_mail_stays_in_the_outbox(
    new_office: NewOffice, silent: socket.socket, path: str, form: dict[str, str], name: str
) -> None:
    office = over_smtp(new_office, silent)
    browser = office.browser()
    assert browser.post(path, data=form).status_code == 200
    waiting, _ = silent.accept()  # the call comes, and is not answered
    with waiting:
        assert browser.get("/aanmelden").status_code == 200
        assert states(office) == {f"{name}example.nl": MailState.LEASED}
    office.desk.post.join()
    assert states(office) == {f"{name}example.nl": MailState.PENDING}  # `tracker schedule` goes on with it


@pytest.mark.parametrize(("path", "form"), [("/aanmelden", ASK), ("/abonnementen", SUBSCRIBE)])
def test_no_other_mail_goes_out_because_a_page_asks_for_one(office: Office, path: str, form: dict[str, str]) -> None:
    with transaction(office.engine) as session:
        assert plan(session, message("digest"))
    assert office.browser().post(path, data=form).status_code == 200
    assert [m["to"].casefold() for m in office.mails()] == [form["adres"]]
    assert states(office)["digest"] is MailState.PENDING


def test_what_a_page_does_for_an_address_is_the_same_whether_it_has_an_account_or_not(office: Office) -> None:
    done: list[list[str]] = []

    @event.listens_for(office.engine, "before_cursor_execute")
    def _(*told: object) -> None:
        asked.setdefault(get_ident(), []).append(str(told[2]))

    for n, address in enumerate(("anna@example.nl", "nobody@example.nl")):
        asked: dict[int, list[str]] = {}
        office.browser(f"192.0.2.{n}").post("/aanmelden", data={"adres": address})
        office.desk.post.join()
        done.append(next(statements for statements in asked.values() if any("INSERT INTO link" in s for s in statements)))
        assert len(asked) == 2, "the page, and the post beside it"
    assert done[0] == done[1]
