"""The golden message: a plausible week of a committee as one mail, byte for byte.

python tests/golden.py   write tests/golden.eml anew: the diff shows what a change does to the mail
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from made_up import edition, sample

from tracker.digest import compose, email, layout
from tracker.digest.pages import Pages

EML = Path(__file__).with_name("golden.eml")
PAGES = Pages(base="https://toezeggingen.example.nl")
TOKEN = "Jf3kP0aZt7QmX2vLw9RbYc"  # noqa: S105 - of nobody
SENDER, CONTACT = "toezeggingen@example.nl", "griffie@example.nl"
AT = datetime(2026, 11, 21, 6, tzinfo=UTC)


def message() -> bytes:
    """Build the mail of `made_up.sample`, with pages to point to."""
    commitments, events, papers, of = sample()
    with_pages = of.model_copy(update={"pages": PAGES, "token": TOKEN, "contact": CONTACT})
    digest = compose.select(commitments, events, papers, with_pages)
    head = email.letterhead(SENDER, CONTACT, digest.leave)
    identity = email.message_id(of.subscription.key, "2026-W47", SENDER)
    return email.build(layout.render(digest), edition().subscription, head, identity=identity, date=AT)


if __name__ == "__main__":
    EML.write_bytes(message())
    sys.stdout.write(f"{EML}\n")
