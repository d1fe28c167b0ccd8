"""The rooms of an administrator: is all well, who gets what, what became of each mail, and what the program reads with."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.digest import health
from tracker.digest.subscription import complete, describe
from tracker.model.accounts import Act
from tracker.model.calendar import RecessName
from tracker.store import StoreError, accounts, mail, register, subscriptions
from tracker.store.accounts import VALID, post_key
from tracker.store.engine import transaction
from tracker.store.mail import MailState, StoredMail
from tracker.web import desk, journal
from tracker.web.desk import HEADERS, Form, demand, desk_of, posted_by, see_other, shown_to
from tracker.web.pages import last_page, site_of

A_PAGE = 50
LARGEST_ID = 2**31 - 1
STATES = {
    MailState.PENDING: "wacht",
    MailState.LEASED: "wordt verstuurd",
    MailState.HANDING_OVER: "wordt verstuurd",
    MailState.SENT: "verstuurd",
    MailState.UNKNOWN: "misschien aangekomen",
    MailState.FAILED: "niet verstuurd",
    MailState.SUPPRESSED: "niet meer nodig",
}
TO_SETTLE = (MailState.PENDING, MailState.UNKNOWN, MailState.FAILED)
SETTLED: dict[str, tuple[Literal[MailState.SENT, MailState.SUPPRESSED], str]] = {
    "aangekomen": (MailState.SENT, "arrived"),
    "laat-vallen": (MailState.SUPPRESSED, "dropped"),
}


@shown_to(Act.ADMINISTER)
def overview(request: Request) -> Response:
    """Whether all is well, where papers come from, and who has signed in."""
    site, its = site_of(request), desk_of(request)
    with transaction(site.engine, writes=False) as session:
        found = health.check(session, its.settings.digest, its.clock())
        synced = register.finished(session, its.settings.register)
        every, running = accounts.every(session), accounts.running(session, its.clock())
    return desk.page(
        request,
        "administration.html",
        health=found,
        synced=synced,
        settings=its.settings,
        reach=site.counted().reach,
        accounts=every,
        sessions=running,
        mark=journal.mark,
    )


@posted_by(Act.ADMINISTER)
def end_session(request: Request, form: Form) -> Response:
    """Sign somebody out."""
    with transaction(site_of(request).engine) as session:
        ended = accounts.end(session, form.one("sessie") or "", desk_of(request).clock())
    if ended:
        journal.note(request, ended=ended[: journal.SHOWN])
    return see_other("/beheer#aangemeld")


# --- subscriptions ----------------------------------------------------------------------------------------------------------------------


@shown_to(Act.ADMINISTER)
def readers(request: Request) -> Response:
    """Who gets which digest, who has left, and what became of each one's last mail."""
    site, its = site_of(request), desk_of(request)
    with transaction(site.engine, writes=False) as session:
        every = subscriptions.every(session)
        last = {m.subscription: m for m in reversed(mail.mails(session, its.clock()))}
    said = {s.subscription.key: describe(complete(s.subscription, its.settings.digest)) for s in every}
    return desk.page(request, "readers.html", every=every, said=said, last=last, states=STATES)


@posted_by(Act.ADMINISTER)
def end_subscription(request: Request, form: Form) -> Response:
    """End the digest of a reader."""
    account = demand(request, Act.ADMINISTER)
    try:
        with transaction(site_of(request).engine) as session:
            subscriptions.end(session, form.one("adres") or "", account.signature, desk_of(request).clock())
    except StoreError:
        raise HTTPException(404, "Dit abonnement is er niet.") from None
    journal.note(request, ended=journal.mark(form.one("adres") or ""))
    return see_other("/beheer/abonnementen")


# --- mails ------------------------------------------------------------------------------------------------------------------------------


@shown_to(Act.ADMINISTER)
def outbox(request: Request) -> Response:
    """The mails, the newest first."""
    asked = request.query_params.get("pagina", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    with transaction(site_of(request).engine, writes=False) as session:
        every = mail.mails(session, desk_of(request).clock())
    last = last_page(len(every), A_PAGE)
    if not 1 <= number <= last:
        raise HTTPException(404, "Die bladzijde is er niet.")
    shown = every[(number - 1) * A_PAGE : number * A_PAGE]
    return desk.page(request, "outbox.html", mails=shown, number=len(every), page_number=number, last=last, states=STATES)


@shown_to(Act.ADMINISTER)
def one_mail(request: Request) -> Response:
    """One mail as it goes out, and what became of every try."""
    return _mail(request)


def _mail(request: Request, fault: str = "", status: int = 200) -> Response:
    stored, eml, tries = _stored(request)
    parsed = message_from_bytes(eml, _class=EmailMessage, policy=default)
    body = parsed.get_body(("plain",))
    text = None if _holds_a_link(stored) else body.get_content() if body else ""
    shown = {"m": stored, "head": list(parsed.items()), "text": text, "tries": tries, "states": STATES}
    return desk.page(request, "mail.html", status, **shown, to_settle=stored.state in TO_SETTLE, fault=fault)


@shown_to(Act.ADMINISTER)
def bytes_of_mail(request: Request) -> Response:
    """The very bytes that are handed over, to open in a mail program."""
    stored, eml, _ = _stored(request)
    if _holds_a_link(stored):
        raise HTTPException(404, "Deze mail wordt niet getoond: er staat een persoonlijk adres in.")
    named = {"Content-Disposition": f'attachment; filename="mail-{stored.id}.eml"'}
    return Response(eml, media_type="message/rfc822", headers=HEADERS | named)


@posted_by(Act.ADMINISTER)
def settle(request: Request, form: Form) -> Response:
    """Let a mail go out again, or say what became of it."""
    account, its, chosen = demand(request, Act.ADMINISTER), desk_of(request), form.one("besluit") or ""
    stored, _, _ = _stored(request)
    if chosen != "opnieuw" and chosen not in SETTLED:
        raise HTTPException(400, "Dit formulier klopt niet: er is niets gekozen.")
    try:
        with transaction(site_of(request).engine) as session:
            if chosen == "opnieuw":
                mail.retry(session, stored.id, its.clock())
            else:
                state, word = SETTLED[chosen]
                mail.settle(session, stored.id, state, f"{word} according to {account.signature}", its.clock())
    except StoreError:
        return _mail(request, "Dit kan niet (meer): de mail is intussen verder.", 409)
    journal.note(request, mail=str(stored.id), became=chosen)
    return see_other(f"/beheer/post/{stored.id}")


def _stored(request: Request) -> tuple[StoredMail, bytes, list[mail.Attempt]]:
    key = request.path_params["key"]
    try:
        with transaction(site_of(request).engine, writes=False) as session:
            if key <= LARGEST_ID:
                return mail.mail(session, key)
    except StoreError:
        pass
    raise HTTPException(404, "Deze mail is er niet.")


def _holds_a_link(stored: StoredMail) -> bool:
    """Say whether a mail holds a token by which its reader alone may act; an administrator need not read it."""
    return stored.subscription in {post_key(purpose, stored.address) for purpose in VALID}


# --- what the program reads with --------------------------------------------------------------------------------------------------------


@shown_to(Act.ADMINISTER)
def tables(request: Request) -> Response:
    """The reference tables in force today, each row with its source."""
    site, today = site_of(request), site_of(request).today()
    calendar = desk_of(request).tables.calendar
    recesses = [r for year in (today.year, today.year + 1) for name in RecessName if (r := calendar.recess(name, year))]
    return desk.page(
        request,
        "tables.html",
        committees=[c for c in site.government.committees if c.holds(today)],
        ministries=[m for m in site.government.ministries if m.holds(today)],
        recesses=sorted((r for r in recesses if r.end >= today), key=lambda r: r.start),
    )


ROUTES = [
    Route("/beheer", overview),
    Route("/beheer/sessies", end_session, methods=["POST"]),
    Route("/beheer/abonnementen", readers),
    Route("/beheer/abonnementen", end_subscription, methods=["POST"]),
    Route("/beheer/post", outbox),
    Route("/beheer/post/{key:int}", one_mail),
    Route("/beheer/post/{key:int}", settle, methods=["POST"]),
    Route("/beheer/post/{key:int}/eml", bytes_of_mail),
    Route("/beheer/tabellen", tables),
]
