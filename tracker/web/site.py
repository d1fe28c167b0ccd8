"""What every page needs, made once: the database, today, the reference tables, the templates, and counts, made anew when they change."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import __version__
from tracker.model import Status
from tracker.reference.government import Government
from tracker.store import StoredCommitment, pages
from tracker.store.engine import transaction
from tracker.store.pages import Ends, Reach, Tally, Wanted
from tracker.store.version import Version
from tracker.web import filters, marking
from tracker.web.filters import A_PAGE
from tracker.web.memory import Memory
from tracker.wording import dutch, facts

AHEAD, BACK = 12, 12  # months of the picture of terms
T = TypeVar("T")

FOLDERS = [Path(__file__).parents[1] / "templates" / "web", Path(__file__).parents[2] / "templates" / "web"]  # installed, in a checkout


@dataclass(frozen=True)
class Counted:
    """What was counted of the whole store on a day."""

    tallies: Sequence[Tally]
    ends: Sequence[Ends]
    reach: Reach

    def number(self, *statuses: Status) -> int:
        """How many commitments have one of these statuses."""
        return sum(t.number for t in self.tallies if t.status in statuses)

    @cached_property
    def committees(self) -> list[str]:
        """The committees that anything was promised to, by name."""
        return sorted({t.committee for t in self.tallies if t.committee})

    @cached_property
    def ministries(self) -> list[str]:
        """The ministries that promised anything, by name."""
        return sorted({t.ministry for t in self.tallies if t.ministry})


@dataclass
class Site:
    """The web side of one database. `today` gives the day in Amsterdam; `base_url` is where readers reach the pages, or empty."""

    engine: Engine
    government: Government
    today: Callable[[], date]
    due_soon_days: int
    base_url: str
    contact: str
    has_desk: bool = False

    @cached_property
    def version(self) -> Version:
        """What says whether counts still hold."""
        return Version(self.engine)

    @cached_property
    def _memory(self) -> Memory:
        return Memory(lambda: (self.version.now(), self.today()))

    def counted(self) -> Counted:
        """Give the counts of today: made anew only when something was written since."""
        return self.remembered("all", self._count)

    def ids(self, session: Session, wanted: Wanted, limit: int | None = None, offset: int = 0) -> list[str]:
        """List the ids of the commitments that are wanted as they stand today; see `pages.ids`."""
        today, soon = self.today(), self.due_soon_days

        def every(plain: Wanted) -> list[str]:
            return self.remembered(("every", plain), lambda: pages.ids(session, plain, as_of=today, due_soon_days=soon))

        return pages.ids(session, wanted, as_of=today, due_soon_days=soon, limit=limit, offset=offset, every=every)

    def listed(self, session: Session, wanted: Wanted, page: int) -> tuple[int, list[StoredCommitment]]:
        """Say how many commitments are wanted, and list one page of them; which those are is remembered, what they are is read."""
        first = (page - 1) * A_PAGE
        if wanted.model_dump(exclude=_TALLIED, exclude_defaults=True):
            every = self.remembered(wanted, lambda: self.ids(session, wanted))
            number, chosen = len(every), every[first : first + A_PAGE]
        else:
            number = sum(t.number for t in self.counted().tallies if _is_wanted(t, wanted))
            chosen = self.remembered((wanted, page), lambda: self.ids(session, wanted, A_PAGE, first))
        return number, pages.by_id(session, chosen, as_of=self.today(), due_soon_days=self.due_soon_days)

    def paper_ids(self, session: Session, words: Sequence[str], committees: Sequence[str]) -> list[str]:
        """List the ids of the papers of committees that hold words; see `pages.paper_ids`."""

        def every(committees: Sequence[str]) -> list[str]:
            return self.remembered(("papers", *committees), lambda: pages.paper_ids(session, (), committees, as_of=self.today()))

        def found() -> list[str]:
            return pages.paper_ids(session, words, committees, as_of=self.today(), every=every)

        return self.remembered(("papers", tuple(words), *committees), found) if words else every(committees)

    def count_papers(self, session: Session, words: Sequence[str]) -> int:
        """Say how many papers hold words."""
        return self.remembered(("papers with", *words), lambda: pages.count_papers(session, words, self.today()))

    def remembered(self, key: object, make: Callable[[], T]) -> T:
        """Give what `make` gives, from memory as long as nothing was written to the database and the day is the same."""
        return self._memory.get(key, make)

    def base(self, request: Request) -> str:
        """Give the address before the path, without a slash at its end: the configured one, or the one that was asked."""
        return self.base_url or str(request.base_url).rstrip("/")

    def page(self, request: Request, template: str, status: int = 200, **content: Any) -> HTMLResponse:
        """Lay a page out."""
        shown = {"site": self, "path": request.url.path, "today": self.today(), "base": self.base(request), **content}
        return HTMLResponse(_templates().get_template(template).render(shown), status)

    def _count(self) -> Counted:
        today, soon = self.today(), self.due_soon_days
        with transaction(self.engine, writes=False) as session:
            ends = pages.ends(session, month_away(today, -BACK), last_of(month_away(today, AHEAD)), today, soon)
            return Counted(pages.tally(session, today, soon), ends, pages.reach(session, today))


@cache
def _templates() -> Environment:
    """The templates, compiled when they are first used; the same for every site."""
    environment = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each page would look at its files again
    )
    environment.globals.update(
        dutch=dutch, facts=facts, filters=filters, marking=marking, Status=Status, style=_style(), version=__version__
    )
    environment.filters.update(mailto=_mailto, truncate_left=_ending, truncate=facts.clean)
    return environment


# The filters for which the tallies know how many there are; the order changes no number.
_TALLIED = {"status", "closed", "committees", "ministries", "order", "descending"}


def _is_wanted(tally: Tally, wanted: Wanted) -> bool:
    hidden = {Status.REJECTED} if wanted.closed else {Status.REJECTED, Status.LAPSED, Status.FULFILLED}
    return (
        (tally.status is wanted.status if wanted.status else tally.status not in hidden)
        and (not wanted.committees or tally.committee in wanted.committees)
        and (not wanted.ministries or tally.ministry in wanted.ministries)
    )


def month_away(day: date, months: int) -> date:
    """Give the first day of the month some months after (before: negative) that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def last_of(day: date) -> date:
    """Give the last day of the month of `day`."""
    return date.fromordinal(month_away(day, 1).toordinal() - 1)


def static() -> Path:
    """Give the folder with the stylesheet and the icon."""
    return next(folder for folder in _static(FOLDERS) if folder.is_dir())


def _static(folders: Iterable[Path]) -> Iterable[Path]:
    return (folder / "static" for folder in folders)


def _mailto(fields: dict[str, str]) -> str:
    """Write the fields of a mail as a mailto address wants them: spaces as %20, lines ended as in a mail."""
    return urlencode({name: value.replace("\n", "\r\n") for name, value in fields.items()}, quote_via=quote)


def _ending(text: str, longest: int) -> str:
    """Keep the end of a text, from a word on."""
    line = " ".join(text.split())
    return line if len(line) <= longest else "… " + line[-longest:].partition(" ")[2]


def _style() -> str:
    """Give the stylesheet's address, which changes with what is in it, so that browsers may keep it."""
    return "/static/style.css?" + hashlib.sha256((static() / "style.css").read_bytes()).hexdigest()[:8]
