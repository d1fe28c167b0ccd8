"""A sentence -> the dated events that it announces."""

import re

from tracker.extraction import phrases
from tracker.extraction.context import Context, Time
from tracker.extraction.rules import EVENT_CUES, NO_EVENTS, EventRule, hide_dots, search
from tracker.model import Event, Precision, Role, SpeakerRole, Window
from tracker.reference.government import Government

_STARTS = re.compile(r"(?i:(?:al |pas |reeds )?(?:per|vanaf|met ingang van|ingaande))\b")
_MOTION = re.compile(r"(?i:constaterende|overwegende|verzoekt|van mening|gehoord)\b")
_MEETING = "timex.meeting"  # "de komende Raad": a term can hang on it, but the event is told where the text dates the meeting
_STILL = re.compile(r"(?i:nog|later) ")
_QUESTION = re.compile(r"\?[)”\"’']*\d*$")


def find(context: Context, spoken_for: Time | None, government: Government) -> list[Event]:
    """Read the events of one sentence; `spoken_for` is the term of a commitment in it, which is no event as well.

    What lies behind the paper's date is history, and a question announces nothing. A whole year is too wide to be a day in anybody's
    diary, so it counts only where the sentence says that something happens in it. A day that is given up for another is none; where no
    other is named, that nothing happens on it is worth knowing.
    """
    ahead = [
        (time, window)
        for time in context.times
        if time is not spoken_for
        and time.rule != _MEETING
        and not (len(context.times) > 1 and context.gives_up(time))
        and _lies_ahead(window := _window(time), time, context)
    ]
    if not ahead or _QUESTION.search(context.text):
        return []
    found, cues = [], _cues(context)
    for time, window in ahead:
        around = _around(context.text, time)
        rule = next((r for r in cues if window.precision in r.precisions and search(r.pattern, around)), None)
        if rule and not any(search(r.pattern, around) for r in NO_EVENTS):
            found.append(_event(context, time, window, rule, government))
    return found


def _cues(context: Context) -> list[EventRule]:
    """The rules for what is written, or for what is said; of what members say, only meetings and what their motions state."""
    passage = context.sentence.passage
    spoken = passage.role in (Role.SPEECH, Role.CLOSING_LIST)
    only_meetings = passage.speaker_role in (SpeakerRole.MEMBER, SpeakerRole.CHAIR) and not _MOTION.match(context.text)
    return [r for r in EVENT_CUES if r.spoken == spoken and not (spoken and only_meetings and r.id != "event.spoken.meeting")]


def _window(time: Time) -> Window:
    """The days of an event: what starts "per 1 januari" happens on that day, though as a term it has no end."""
    return time.named if time.window.end is None and _STARTS.match(time.quote) else time.window


def _lies_ahead(window: Window, time: Time, context: Context) -> bool:
    """Dated, and after the day of the paper: "vandaag" and "deze week" are the moment of speaking, and "dit jaar" no day in a diary; nor is
    "na 2028".

    "Nog dit jaar" and "later dit jaar" are to come.
    """
    today = context.document.date
    if window.precision in (Precision.VAGUE, Precision.NONE) or (window.precision is Precision.YEAR and window.end is None):
        return False
    if window.start and not (window.start == today and _STILL.match(time.quote)):
        return window.start > today
    return window.end is not None and window.end > today


def _around(text: str, time: Time) -> str:
    """The sentence with the time words marked, so that a rule can say what stands beside them."""
    text = hide_dots(text)
    return f"{text[: time.start]}⟦{time.quote}⟧{text[time.end :]}"


def _event(context: Context, time: Time, window: Window, rule: EventRule, government: Government) -> Event:
    sentence = context.sentence
    named = phrases.actor(context.text, context.signs, time.start)
    others = [t for t in context.times if t is not time]
    return Event(
        start=sentence.start,
        end=sentence.end,
        quote=context.text,
        occurrence=sentence.occurrence,
        rule=rule.id,
        confidence=rule.confidence,
        due_text=time.quote,
        due_start=window.start,
        due_end=window.end,
        precision=window.precision,
        due_rule=time.rule,
        estimated=window.estimated,
        actor=named,
        ministry=government.ministry(named, context.document.date) if named else None,
        what=phrases.what_happens(context.text, time, others),
    )
