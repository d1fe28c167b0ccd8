"""Who gets mail, and what is mailed."""

from tracker.model import Value


class Message(Value):
    """A mail, frozen: every try hands over these bytes."""

    subscription: str  # its key
    address: str
    period: str
    subject: str
    message_id: str
    eml: bytes
