"""A sentence -> the fulfilment that it reports, or None."""

import re

from tracker.extraction.context import Context
from tracker.extraction.rules import FULFILMENTS, hide_dots, is_cancelled, search
from tracker.model import Confidence, Fulfilment

# The words that say which toezegging or motie: from its name to the end of the phrase.
_REFERENCE = re.compile(
    r"(?:(?:de|een|mijn|onze|deze|die|het|twee|drie|beide|aantal|verschillende) (?:[\w-]+ ){0,2}?)?\b(?:toezegging(?:en)?|toegezegd|[Mm]oties?)\b(?:[ -](?!(?:wordt|worden|is|zijn|heb|heeft|ben|zal|zullen|geef|bericht|informeer)\b)[^,;.()]+?"
    r"(?=,| wordt | worden | is | zijn | ben | heb | heeft | geef | zal | zullen |[.;()]|$))?(?: ?\([^)]*\))?"
)


def find(context: Context, following: str) -> Fulfilment | None:
    """Read the fulfilment of one sentence; `following` is the next of its paragraph, where the letter may deliver what this one names. Acting in line with a motie, or saying that a toezegging stands, is none."""
    named = context.near.names
    if context.text.endswith("?"):
        return None
    text = hide_dots(context.text)
    ahead = any(t.window.end is None or t.window.end > context.document.date for t in context.times)
    for rule in FULFILMENTS:
        if rule.of not in named or (rule.untimed and ahead):
            continue
        m = search(rule.pattern, f"{text}⏎ {following}" if rule.across else text)
        if m and not is_cancelled(rule, text):
            reference = _REFERENCE.search(text, max(0, m.start() - 40)) or _REFERENCE.search(text)
            sentence = context.sentence
            return Fulfilment(
                start=sentence.start,
                end=sentence.end,
                quote=context.text,
                occurrence=sentence.occurrence,
                rule=rule.id,
                confidence=Confidence.HIGH,
                of=rule.of,
                reference=context.text[slice(*reference.span())].strip() if reference else None,
            )
    return None
