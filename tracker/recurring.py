"""When a promise that comes back is due again, by its words: no calendar has Prinsjesdag or a recess on the same day every year."""

from datetime import date, timedelta

from tracker import lifecycle, timex
from tracker.model import Commitment, Standing, Term, Timex, Window
from tracker.timex import Calendar, Direction


def next_term(stands: Standing, commitment: Commitment, on: date, calendar: Calendar) -> Term | None:
    """Give the term after a fulfilment by a paper of the day `on`: what the words of the promise mean after the present one, or, where they
    name no such day, the same days a period later. None where the promise has no term with an end.
    """
    counted = lifecycle.next_term(stands, commitment, on)
    if counted is None or counted.due_end is None or stands.original.due_end is None:
        return counted
    for words in timex.find(stands.original.due_text or commitment.due_text or ""):
        window = _after(words, max(stands.original.due_end, on - timedelta(days=1)), calendar)
        if window.end and abs(window.end - counted.due_end) <= lifecycle.NEAR:
            same = {"due_start": window.start, "due_end": window.end, "precision": window.precision, "estimated": window.estimated}
            return counted.model_copy(update=same)
    return counted


def _after(words: Timex, day: date, calendar: Calendar) -> Window:
    return timex.resolve(words, day + timedelta(days=1), calendar, Direction.AHEAD)
