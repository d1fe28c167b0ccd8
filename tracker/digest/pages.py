"""The addresses of the web pages that a mail points to: `design/public-face.md` of the project's papers lists them. Pure."""

from urllib.parse import urlencode

from tracker.model import Value
from tracker.model.mail import Subscription
from tracker.wording.status import StatusName

# The sections of a mail that are named by the status of what stands in them.
OF_A_STATUS = frozenset({"overdue", "due_soon", "passed", "delayed", "undated"})


class Pages(Value):
    base: str  # where readers reach them, without a slash at the end

    def commitment(self, fact_id: str) -> str:
        """Give the page of one promise."""
        return f"{self.base}/toezeggingen/{fact_id}"

    def paper(self, document_id: str) -> str:
        """Give the page of one paper."""
        return f"{self.base}/stukken/{document_id}"

    def agenda(self) -> str:
        """Give the page with what happens on dated days."""
        return f"{self.base}/agenda"

    def leave(self, token: str) -> str:
        """Give the page on which a reader ends a subscription; a POST to it ends it at once (RFC 8058)."""
        return f"{self.base}/afmelden/{token}"

    def listing(self, subscription: Subscription, section: str = "") -> str:
        """Give the page that lists what a subscriber follows, of one section of the mail or of all."""
        s = subscription
        query = [
            *(("status", StatusName[section.upper()].value) for _ in (1,) if section in OF_A_STATUS),
            *(("commissie", name) for name in s.committees),
            *(("ministerie", name) for name in s.ministries),
            *(("lid", name) for name in s.members),
            *(("dossier", number) for number in s.dossiers),
            *(("zoek", word) for word in s.words),
        ]
        return f"{self.base}/toezeggingen" + ("?" + urlencode(query, errors="replace") if query else "")
