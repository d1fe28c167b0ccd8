"""Makes the pictures of the mail anew: the HTML part of the golden message, whole, on a wide screen and a telephone, in light and dark.

    python tests/pictures/mail.py

Needs Chromium. Look at what changed before you commit it.
"""

import shutil
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).parents[1]))  # beside the tests, whose message this shows

import golden
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    """Take the four pictures."""
    html = message_from_bytes(golden.message(), policy=default).get_body(("html",))
    assert html
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-lcd-text"])
        for scheme in SCHEMES:
            for width in (1200, 360):
                page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
                page.set_content(html.get_content())
                page.screenshot(path=HERE / f"digest-{width}-{scheme}.png", full_page=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
