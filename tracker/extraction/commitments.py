"""A sentence -> the commitment that it makes, or None."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extraction import phrases
from tracker.extraction.context import Context, Time
from tracker.extraction.rules import CLOSING, CLOSING_SENT, HOUSE, CommitmentRule, Hit, Sign, commitment_rule, compiled, sends_to_the_house
from tracker.model import Action, Addressee, Commitment, Confidence, Precision, Role, Strength, Value
from tracker.reference.government import Government

_EXPECTED = re.compile(
    r"\b(?:naar verwachting|[Nn]aar verwachting|verwachting is|ik verwacht|verwacht ik|verwacht het kabinet|streven is|streef|streeft|streven ernaar)\b"
)
_INTENDED = re.compile(r"\b(?:voornemens|voornemen|van plan|bedoeling|beoogd|beoog)\b")
_INFORMING = compiled(
    r"<INFORM>|<INFORMS>|\b<INFORMED>|<EXPLAIN>|\b(?:\w*brief|briefing|schriftelijk|terugkom\w*|reactie|rapportage|ingaan op|uiteenzetten|toelichten)\b"
)
_LAW = compiled(r"<LAW>")
# The law itself goes to the House, not a letter about it.
_LAW_IS_SENT = compiled(r"(?<!over )(?<!over het )(?<!over de )(?<!inzake )\b<LAW>")
_TELLING = compiled(r"\b<EXPLAIN>")
_LAWMAKING = re.compile(
    r"\b(?:indienen|in te dienen|ingediend|aanhangig|wijzigen|te wijzigen|vast te leggen|vastgelegd|in te voeren|voorbereiden|voor te bereiden|opstellen)\b"
)
_INSTEAD = re.compile(r"\b(?:anders|of) (?:uiterlijk )?$")
# Behind these words, to the next comma, somebody explains or objects: a time that stands there is not that of what was promised before.
_OTHER_CLAUSE = re.compile(r", (?:want|omdat|terwijl|aangezien|maar (?:we|wij|ik) (?:heb|hebben|moet|moeten|weet|weten)) [^,]*$")
_PROMISED_TO = re.compile(
    r"\b(?:toezegging|[Dd]eze|[Dd]ie)\b[^.]{0,40}\b(?:aan|gericht aan|richting) (?P<who>(?:de heer|mevrouw|het lid|de leden|de fractie van(?: de| het)?) [^.,;]+)"
)


# What stands between the words that promise and how often it is done, if that is said of something else.
_OF_ANOTHER = re.compile(
    r"\b(?:die|(?<!^)(?<!toe )dat|waar\w*|om|of|hoe|wat|wie|als|indien|wanneer|nadat|voordat|zodat|zodra|terwijl|omdat|want|maar|zoals)\b|;"
    r"|\b(?:over|inzake|omtrent|betreffende|naar)\b[^,]*$|\b(?:de|het|een|van|met|voor|aan|in) $"
)
_AND = re.compile(r"\ben\b")
_FIRST = re.compile(r"(?i:te beginnen|beginnend|startend)\b")  # "te beginnen in juli": the first of a series, not all that follows

_FEW_WORDS = 8
_SHORT = 12  # words of an acceptance
_POINTS_BACK = re.compile(r"\b(?:[Dd]at|[Dd]it|[Dd]ie|[Dd]aar\w*|[Hh]ier\w*|[Zz]ullen we doen|[Zz]al ik doen|[Ee]r(?:op|mee|naar))\b")
# Rules whose object goes to the House.
_SENDS = frozenset({"commitment.inform.house.sent", "commitment.inform.come"})


class Known(Value):
    """What the paper as a whole says of its commitments, for sentences that do not say it themselves."""

    actor: str | None
    ministry: str | None


def find(context: Context, known: Known, government: Government) -> Commitment | None:
    """Read the commitment of one sentence; `known` fills in the actor where the sentence names none."""
    text = context.text
    if not context.near.commitments and not context.is_item:
        return None
    spoken = context.sentence.passage.role in (Role.SPEECH, Role.CLOSING_LIST)
    timed = any(_is_near(t, context) for t in context.times)
    hit = commitment_rule(text, spoken=spoken, timed=timed, signs=context.signs, rules=context.near.commitments)
    if hit is None and context.is_item:
        hit = Hit(CLOSING, 0, len(text))
    if hit is None:
        return None
    addressee = hit.rule.addressee or _addressee(text, hit.rule, context.signs, spoken=spoken)
    if context.is_item and addressee is Addressee.OTHER and sends_to_the_house(context.marked):
        hit, addressee = Hit(CLOSING_SENT, hit.start, hit.end), Addressee.HOUSE
    rule = hit.rule
    sentence, passage = context.sentence, context.sentence.passage
    term = _term(hit, context)
    recurring = any(t.window.recurring and (t is term or _says_how_often(t, hit, context)) for t in context.times)
    window = term and (term.named if recurring and _FIRST.match(term.quote) else term.window)
    named = phrases.actor(text, context.signs, hit.start)
    office = named or (passage.speaker if passage.role is Role.SPEECH else known.actor)
    promised = _PROMISED_TO.search(context.whole_item if context.is_item else text)
    return Commitment(
        start=sentence.start,
        end=sentence.end,
        quote=text,
        occurrence=sentence.occurrence,
        rule=rule.id,
        confidence=_confidence(rule, context, term, spoken=spoken),
        due_text=term.quote if term else None,
        due_start=window.start if window else None,
        due_end=window.end if window else None,
        precision=window.precision if window else Precision.NONE,
        due_rule=term.rule if term else None,
        estimated=bool(window and window.estimated),
        tied_to=None if window and (window.start or window.end) else phrases.tied_to(text),
        recurring=recurring,
        condition=phrases.condition(text),
        committee=context.document.committee,
        committee_basis=context.document.committee_basis,
        actor=office,
        ministry=(government.ministry(named, context.document.date) if named else None) or known.ministry,
        speaker=passage.speaker,
        asked_by=passage.asked_by,
        promised_to=promised["who"].strip() if promised else None,
        addressee=addressee,
        action=_action(text, rule, addressee),
        strength=_strength(text, rule),
        closing_list=context.is_item,
        about=_about(context) if spoken and not context.is_item else None,
    )


def _term(hit: Hit, context: Context) -> Time | None:
    """The term among the time expressions of the sentence: what lies behind the paper's date, or is given up, is none.

    A date goes before vague words; of two dates the one nearest to the words that promise, unless the second replaces the first
    ("liefst vóór de kerst, anders uiterlijk vóór de zomer": the later end is taken).
    """
    ahead = [
        t
        for t in context.times
        if _ahead(t, context)
        and not _far_and_open(t, context)
        and not context.gives_up(t)
        and not _OTHER_CLAUSE.search(context.text[hit.end : t.start])
    ]
    dated = [t for t in ahead if t.window.start or t.window.end]
    if not dated:
        return ahead[0] if ahead else None
    for first, second in pairwise(dated):
        if _INSTEAD.search(context.text[first.end : second.start]):
            return second
    return min(dated, key=lambda t: 0 if hit.start <= t.start < hit.end else min(abs(t.start - hit.end), abs(hit.start - t.end)))


def _says_how_often(time: Time, hit: Hit, context: Context) -> bool:
    """Whether a time that comes back is said of the promise: "Elk kwartaal, te beginnen in juli, stuur ik", not "de cijfers die elk kwartaal"."""
    if time.start >= hit.start:
        return not _OF_ANOTHER.search(_without_times(context, hit.start, time.start))
    between = _without_times(context, time.end, hit.start)
    return not _AND.search(between) and not _OF_ANOTHER.search(between + ",")


def _without_times(context: Context, start: int, end: int) -> str:
    inside = [t for t in context.times if start <= t.start and t.end <= end]
    borders = [start, *(place for t in inside for place in (t.start, t.end)), end]
    return "".join(context.text[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True))


def _ahead(time: Time, context: Context) -> bool:
    return not (time.window.end and time.window.end < context.document.date)


def _far_and_open(time: Time, context: Context) -> bool:
    """What begins in some years and has no end ("voor 2030 en later") is what a promise is about, and no term of it."""
    return time.window.end is None and time.window.start is not None and time.window.start.year > context.document.date.year + 2


def _is_near(time: Time, context: Context) -> bool:
    """Ahead, and no target year of policy: what a government does in the present tense, it does within a year or two."""
    start = time.window.start
    far = start is not None and start.year > context.document.date.year + 2
    past = start is not None and start == time.window.end and start <= context.document.date
    return _ahead(time, context) and not far and not past


def _confidence(rule: CommitmentRule, context: Context, term: Time | None, *, spoken: bool) -> Confidence:
    """The rule's own, less in speech: a minister who says that he "will do" something may mean in the next minute.

    A few words without a term ("Ik zal ernaar kijken.") say so little of what is promised that a clerk has to look.
    """
    if not spoken or context.is_item or not rule.id.startswith("commitment.act."):
        return rule.confidence
    return Confidence.LOW if term is None and len(context.text.split()) < _FEW_WORDS else Confidence.MEDIUM


def _about(context: Context) -> str | None:
    """What a short acceptance accepts: the sentence before it in the same turn, or else the question that was put to the speaker."""
    if len(context.text.split()) > _SHORT or not _POINTS_BACK.search(context.text):
        return None
    said = context.before or context.asked
    return said.text if said else None


def _addressee(text: str, rule: CommitmentRule, signs: Sequence[Sign], *, spoken: bool) -> Addressee:
    # A pledge is made to the House: what it pledges to tell, it tells the House.
    told = (rule.id.startswith("commitment.pledge") or any(s.sign == HOUSE for s in signs)) and _INFORMING.search(text)
    return Addressee.HOUSE if told or (spoken and _TELLING.search(text)) else Addressee.OTHER


def _action(text: str, rule: CommitmentRule, addressee: Addressee) -> Action:
    if rule.id in _SENDS and _LAW_IS_SENT.search(text):
        return Action.LEGISLATE
    if rule.action:
        return rule.action
    if _LAW.search(text) and _LAWMAKING.search(text):
        return Action.LEGISLATE
    return Action.INFORM if addressee is Addressee.HOUSE else Action.ACT


def _strength(text: str, rule: CommitmentRule) -> Strength:
    if _EXPECTED.search(text):
        return Strength.EXPECTATION
    return Strength.INTENTION if _INTENDED.search(text) else rule.strength
