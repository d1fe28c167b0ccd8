"""Makes the pictures of the desk anew, over made-up papers, in light and dark.

    python tests/pictures/desk.py

Needs Chromium. Look at what changed before you commit it.
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # beside the tests, whose desk this uses

from desks import ANNA, CHIEF, Office, fill, register
from playwright.sync_api import sync_playwright
from readers import served

from tracker import decisions, jobs
from tracker.model import DecisionKind
from tracker.model.accounts import Account
from tracker.model.mail import Subscription
from tracker.store import accounts, subscriptions
from tracker.store.engine import connect, transaction
from tracker.store.schema import ready

HERE = Path(__file__).parent


def main() -> None:
    """Fill a store, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/tracker.sqlite3")
        ready(engine)
        office, filled = Office(engine, Path(folder) / "out"), fill(engine, 4)
        for key in (filled.links["Financiën"][0], filled.doubtful["Financiën"][0]):
            decisions.decide(engine, key, decisions.Ruling(DecisionKind.CONFIRM, ANNA.signature), office.desk.tables, office.now)
        records, _ = register(engine)
        with transaction(engine) as session:
            accounts.make_feed(session, ANNA, "?commissie=Financi%C3%ABn&status=verlopen", office.now)
            stored = subscriptions.subscribe(session, Subscription(address="lezer@example.nl", committees=("Financiën",)), office.now)
        jobs.digest(engine, office.desk.settings, office.now)
        rooms = {
            "aanmelden": (None, "/aanmelden"),
            "beoordelen": (ANNA, "/beoordelen"),
            "register": (ANNA, f"/beoordelen#i-{records[2]}"),
            "koppelen": (ANNA, f"/beoordelen/{filled.promises['Financiën'][1]}#koppelen"),
            "adressen": (ANNA, "/abonnementen/adressen"),
            "besluiten": (ANNA, f"/beoordelen/{filled.promises['Financiën'][0]}"),
            "toevoegen": (ANNA, f"/beoordelen/stukken/{filled.papers['Financiën']}"),
            "abonnement": (None, "/abonnementen?commissie=Financi%C3%ABn&status=verlopen"),
            "afmelden": (None, f"/afmelden/{stored.token}"),
            "beheer": (CHIEF, "/beheer"),
            "lezers": (CHIEF, "/beheer/abonnementen"),
            "mail": (CHIEF, "/beheer/post/1"),
        }
        with served(office.application) as base:
            take(office, base, rooms)
        engine.dispose()


def take(office: Office, base: str, rooms: dict[str, tuple[Account | None, str]]) -> None:
    """Picture each room in a wide and light window, and in a narrow and dark one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (account, path) in rooms.items():
            for scheme, width in (("light", 1280), ("dark", 360)):
                context = browser.new_context(base_url=base, color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
                if account:
                    with transaction(office.engine) as session:
                        secret = accounts.begin(session, account, "link", office.now)
                    context.set_extra_http_headers({"cookie": f"__Host-sid={secret}"})
                page = context.new_page()
                page.goto(path)
                page.screenshot(path=HERE / f"desk-{name}-{width}-{scheme}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
