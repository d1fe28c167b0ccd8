"""Does the mail run? One answer, in figures that show nobody's address: for `tracker doctor`, and for the page that a monitor asks."""

from datetime import datetime, timedelta

from sqlmodel import Session

from tracker.digest import plan
from tracker.digest.period import DigestSettings
from tracker.model import Value
from tracker.store import mail
from tracker.store.mail import MailState

BEAT = timedelta(minutes=10)  # older, and the scheduler is dead or stuck; a digest this much later than its moment is missing
WAITING = timedelta(days=1)  # a mail that has waited longer does not get out


class Health(Value):
    """How the mail stands at a moment (UTC)."""

    at: datetime
    scheduler: datetime | None  # when it last looked; None: it has never run here
    papers: datetime | None  # when papers were last looked for
    missing: int  # digests whose moment has come, and that were not made
    stuck: int  # mails that wait for over a day
    unknown: int  # mails that may have arrived, which a person has to settle

    @property
    def scheduler_is_dead(self) -> bool:
        """Whether the scheduler ran here and no longer looks."""
        return self.scheduler is not None and self.at - self.scheduler > BEAT

    @property
    def well(self) -> bool:
        """Whether nobody has to do anything."""
        return not (self.scheduler_is_dead or self.missing or self.stuck or self.unknown)


def check(session: Session, settings: DigestSettings, now: datetime) -> Health:
    """Say how the mail stands at `now` (UTC, by the real clock); `settings` say when digests are made."""
    waiting = mail.waiting(session)
    return Health(
        at=now,
        scheduler=mail.last_beat(session, mail.SCHEDULE),
        papers=mail.last_beat(session, mail.INGEST),
        missing=len(plan.waiting(session, settings, now - BEAT, begun=True)),
        stuck=sum(now - since > WAITING for _, since, _ in waiting),
        unknown=sum(state is MailState.UNKNOWN and again is None for state, _, again in waiting),
    )
