"""Makes the pictures of the web pages anew: what `tracker run` finds in the seeds, and what a clerk then decided, in light and dark.

    python tests/pictures/update.py

Needs Chromium. Look at what changed before you commit it.
"""

import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # beside the tests, whose server this uses

from made_up import decision
from playwright.sync_api import sync_playwright
from readers import application, decide, served

from tracker import jobs
from tracker.jobs import Tables
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.store import queries
from tracker.store.engine import connect, transaction
from tracker.store.schema import ready

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
READ_ON, TODAY = datetime(2025, 12, 4, 9, tzinfo=UTC), date(2026, 1, 20)
WIDTH, HEIGHT, NARROW = 1280, 900, 360
DELAYED, DONE = "05168633413d3ea7", "2222da125a6842dd"


def main() -> None:
    """Fill a store from the seeds, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/tracker.sqlite3")
        ready(engine)
        jobs.ingest(engine, [SEEDS], Tables(calendar.load(), government.load(), Limits(), "Asiel en Migratie"), READ_ON)
        decide(engine, DELAYED, decision(1, "new-term", date(2025, 12, 17), until=date(2026, 3, 31), note="Brief van 17 december"))
        decide(engine, DONE, decision(1, "fulfilled", date(2025, 12, 19), note="Verslag van de conferentie ontvangen"))
        with transaction(engine, writes=False) as session:
            document = queries.get(session, DELAYED, as_of=TODAY).document_id
        addresses = {
            "overzicht": "/",
            "toezeggingen": "/toezeggingen?status=verlopen",
            "zoeken": "/toezeggingen?zoek=wetsvoorstellen&status=alle",
            "toezegging": f"/toezeggingen/{DELAYED}",
            "stukken": "/stukken",
            "stuk": f"/stukken/{document}#f-{DELAYED}",
            "agenda": "/agenda",
            "over": "/over",
            "toegankelijkheid": "/toegankelijkheid",
            "fout": "/toezeggingen?status=laat",
        }
        with served(application(engine, TODAY)) as base:
            take(base, addresses)
        engine.dispose()


def take(base: str, addresses: dict[str, str]) -> None:
    """Take each page in light and dark, and three of them on a telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in (WIDTH, NARROW):
                page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": HEIGHT})
                for name, address in addresses.items():
                    if width == WIDTH or name in ("overzicht", "toezeggingen", "toezegging"):
                        page.goto(base + address)
                        page.screenshot(path=HERE / f"web-{name}-{width}-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
