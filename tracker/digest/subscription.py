"""What a subscription asks for: when it is mailed, which facts concern it, and how it says all that to its reader. Pure."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from tracker.digest.period import WEEKDAYS, DigestSettings, Schedule
from tracker.model import Status
from tracker.model.mail import Subscription
from tracker.store import StoredCommitment, StoredEvent
from tracker.wording import dutch

REMINDERS = (28, 7, -1)  # of a subscription that is mailed only when something falls due, and names none itself
COMMITTEE = r"(?:de )?(?:(?:vaste|algemene|tijdelijke) )?(?:kamer)?commissie (?:voor )?"
MINISTRY = r"(?:het )?ministerie (?:van|voor) "

STATUSES = {
    Status.OVERDUE: "verlopen",
    Status.DUE_SOON: "binnenkort",
    Status.PASSED: "termijn voorbij",
    Status.UNDATED: "zonder termijn",
    Status.DELAYED: "vertraagd",
    Status.PARTLY_FULFILLED: "deels nagekomen",
    Status.FULFILLED: "nagekomen",
    Status.LAPSED: "vervallen",
    Status.REJECTED: "verworpen",
    Status.OPEN: "open",
}


def complete(subscription: Subscription, settings: DigestSettings) -> Subscription:
    """Fill in what a subscription leaves to the settings."""
    said = {"when": settings.when, "weekday": settings.weekday, "hour": settings.hour, "ahead": settings.due_soon_days}
    missing: dict[str, object] = {name: value for name, value in said.items() if getattr(subscription, name) is None}
    if subscription.when == "due" and not subscription.reminders:
        missing["reminders"] = REMINDERS
    return subscription.model_copy(update=missing)


def schedule(subscription: Subscription, settings: DigestSettings) -> Schedule:
    """Say when a subscription is looked at: one that is mailed only when something falls due, daily."""
    whole = complete(subscription, settings)
    when = "weekly" if whole.when == "weekly" else "daily"
    return Schedule.model_validate({"when": when, "weekday": whole.weekday, "hour": whole.hour})


# --- what concerns it -------------------------------------------------------------------------------------------------------------------


Filter = Callable[[StoredCommitment | StoredEvent], bool]


def concerns(subscription: Subscription) -> Filter | None:
    """Give what says whether a fact passes each filter of the subscription; None where it has none.

    A committee or ministry that is not known of a fact holds nothing back: better a line too many. A member, a dossier, a word or a status
    has to be there, and an event has no member and no status.
    """
    s = subscription
    filters: list[Filter] = []
    if s.committees:
        committees = {None, *map(bare, s.committees)}
        filters.append(lambda stored: ((of := committee_of(stored)) and bare(of)) in committees)
    if s.ministries:
        ministries = {None, *(bare(name, MINISTRY) for name in s.ministries)}
        filters.append(lambda stored: ((of := stored.fact.ministry) and bare(of, MINISTRY)) in ministries)
    if s.statuses:
        filters.append(lambda stored: isinstance(stored, StoredCommitment) and stored.status in s.statuses)
    if s.dossiers:
        filters.append(lambda stored: any(d == n or n.startswith(f"{d}-") for d in s.dossiers for n in stored.document_dossiers))
    if s.members:
        filters.append(
            lambda stored: isinstance(stored, StoredCommitment) and _says(s.members, f"{stored.fact.asked_by} {stored.fact.promised_to}")
        )
    if s.words:
        filters.append(lambda stored: _says(s.words, f"{stored.fact.quote} {stored.document_title}"))
    if len(filters) < 2:
        return next(iter(filters), None)
    return lambda stored: all(passes(stored) for passes in filters)


def committee_of(stored: StoredCommitment | StoredEvent) -> str | None:
    """Give the committee that a fact concerns: its own, or that of its paper."""
    own = stored.fact.committee if isinstance(stored, StoredCommitment) else None
    return own or stored.document_committee


def same_committee(subscription: Subscription, committee: str | None) -> bool:
    """Say whether a committee is one of the subscriber's; True where it is not known, or the subscriber follows all."""
    return committee is None or not subscription.committees or bare(committee) in map(bare, subscription.committees)


@lru_cache(maxsize=4096)
def bare(name: str, opening: str = COMMITTEE) -> str:
    """Give a name in small letters, without the words that open it: "vaste commissie voor Financiën" is "financiën"."""
    return re.sub(f"^{opening}", "", name.strip(), flags=re.IGNORECASE).casefold()


def _says(wanted: Sequence[str], text: str) -> bool:
    return any(_word(w).search(text) for w in wanted)


@lru_cache(maxsize=4096)
def _word(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(wanted)}", re.IGNORECASE)


# --- what it says of itself -------------------------------------------------------------------------------------------------------------


def describe(subscription: Subscription) -> str:
    """Say in one Dutch sentence why the reader gets the mail, and when."""
    s = subscription
    about = [
        _named("de commissie", "de commissies", s.committees),
        _named("het ministerie", "de ministeries", s.ministries),
        _named("wat gevraagd is door of toegezegd aan", "wat gevraagd is door of toegezegd aan", s.members),
        _named("het dossier", "de dossiers", s.dossiers),
        _named("het woord", "de woorden", [f"«{w}»" for w in s.words]),
        _named("de status", "de statussen", [STATUSES[status] for status in s.statuses]),
    ]
    what = dutch.listing([part for part in about if part] or ["alle gelezen stukken"])
    return f"U krijgt dit overzicht omdat u bent aangemeld voor {what}: {', '.join(_when(s))}."


def _named(one: str, many: str, names: Sequence[str]) -> str:
    return f"{one if len(names) == 1 else many} {dutch.listing(names)}" if names else ""


def _when(subscription: Subscription) -> list[str]:
    hour = "" if subscription.hour is None else f" om {subscription.hour}.00 uur"
    weekday = dutch.WEEKDAYS[WEEKDAYS.index(subscription.weekday or WEEKDAYS[0])]
    said = {
        "weekly": [f"elke {weekday}{hour}"],
        "daily": [f"elke dag{hour}"],
        "due": [f"alleen als een termijn nadert of net is verstreken{hour}"],
    }[subscription.when or "weekly"]
    if subscription.ahead and subscription.when != "due":
        said.append(f"{dutch.count(subscription.ahead, 'dag', 'dagen')} vooruit")
    if subscription.reminders:
        distances = [_distance(n) for n in sorted(set(subscription.reminders), reverse=True)]
        said.append(f"met per termijn een herinnering {dutch.listing(distances)}")
    if not subscription.quiet and subscription.when != "due":
        said.append("niet als er niets te melden is")
    return said


def _distance(days: int) -> str:
    if days == 0:
        return "op de laatste dag"
    if days < 0:
        return "de dag erna" if days == -1 else f"{-days} dagen erna"
    weeks, rest = divmod(days, 7)
    return (dutch.count(days, "dag", "dagen") if rest else dutch.count(weeks, "week", "weken")) + " ervoor"
