"""Time expressions of Dutch parliamentary text: find them, and say which days they mean. Reads no file, no configuration and no clock.

    find(text)                                   -> the words that tell a time, with their places
    resolve(timex, anchor, calendar, direction)  -> the window that the words mean on the anchor date
    annotate(text, anchor, calendar)             -> both, with what the rest of the text says about direction and year

A `Calendar` with the recesses and elections comes from `tracker.reference.calendar.load`.
"""

from tracker.timex.calendar import Calendar
from tracker.timex.context import annotate, annotate_folded
from tracker.timex.question import Direction
from tracker.timex.resolve import resolve
from tracker.timex.scan import find

__all__ = ["Calendar", "Direction", "annotate", "annotate_folded", "find", "resolve"]
