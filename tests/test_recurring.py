"""When a promise that comes back is due again: on the day that its words name then."""

from datetime import date

import pytest

from tracker.lifecycle import standing
from tracker.model import Commitment
from tracker.recurring import next_term
from tracker.reference import calendar

# The words; the end of the term; its precision; the day of the paper that makes it good; the next end, and whether that is an estimate.
TERMS = [
    ("elk jaar op Prinsjesdag", date(2026, 9, 15), "day", date(2026, 9, 15), date(2027, 9, 21), False),
    (
        "ieder jaar voor het zomerreces",
        date(2026, 7, 2),
        "recess",
        date(2026, 6, 20),
        date(2027, 7, 1),
        True,
    ),
    ("jaarlijks voor 1 juni", date(2026, 5, 31), "day", date(2026, 5, 20), date(2027, 5, 31), False),
    ("jaarlijks voor 1 juni", date(2026, 5, 31), "day", date(2026, 6, 20), date(2027, 5, 31), False),  # late
    ("jaarlijks in het voorjaar", date(2026, 6, 20), "season", date(2026, 5, 1), date(2027, 6, 20), False),
    ("elk kwartaal, uiterlijk 31 maart", date(2026, 3, 31), "day", date(2026, 3, 1), date(2026, 6, 30), False),  # not 31 March again
    ("tweejaarlijks voor 1 juli", date(2026, 6, 30), "day", date(2026, 6, 1), date(2028, 6, 30), False),
    ("elk jaar voor het kerstreces", date(2049, 12, 23), "recess", date(2049, 12, 1), date(2050, 12, 22), True),
]


@pytest.mark.parametrize(("words", "end", "precision", "on", "following", "estimated"), TERMS)
def test_the_next_term_is_what_the_words_mean_then(
    words: str, end: date, precision: str, on: date, following: date, estimated: bool
) -> None:
    said = {"start": 0, "end": 4, "quote": "Toe.", "rule": "test", "addressee": "house", "action": "inform", "strength": "promise"}
    promise = Commitment.model_validate(said | {"due_text": words, "due_end": end, "precision": precision, "recurring": True})
    term = next_term(standing(promise, [], on), promise, on, calendar.load())
    assert term is not None
    assert (term.due_end, term.estimated, term.due_text) == (following, estimated, words)
