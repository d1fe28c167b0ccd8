"""Words of a sentence that belong to a fact: its condition, what it hangs on, who acts, what happens."""

import re
from collections.abc import Sequence

from tracker.extraction.context import Time
from tracker.extraction.rules import compiled

# A subordinate clause that makes the promise depend on something: at the head of the sentence, or after a comma at its end.
_CONDITION = re.compile(
    r"^(?P<head>(?:Indien|Als|Wanneer|Zodra|Mocht(?:en)?|Op het moment dat|Voor zover|In het geval dat|Vanzelfsprekend, als)\b[^;]*?)(?=, (?:dan )?(?:zal|zullen|wordt|worden|ga|gaan|kom|informeer|stuur|ben|is|kan|neem|rapporteren|doen|starten|dan)\b)"
    r"|(?:, |(?<= ))(?P<tail>(?:op voorwaarde dat|onder de voorwaarde dat|mits|tenzij|voor zover|zodra|wanneer er|indien|als (?:dit|dat|de|het|er|hier|daar|deze|uw)) [^;.]*?)(?=[.;]?$|, (?:zal|zullen|wordt)\b)"
    r"|(?P<inside>\b(?:bij relevante ontwikkelingen|indien nodig|waar nodig|zo nodig|indien opportuun|desgewenst|indien mogelijk|binnen de geldende [^,]*randvoorwaarden))"
)
_PAPER_OR_MEETING = (
    r"\w*(?:verslag|brief|brieven|rapportage|rapport|notitie|nota|begroting|begrotingsbehandeling|jaarverslag|debat|overleg|evaluatie|verkenning|stukken|onderhandelingen|"
    r"proces|agenda|monitor|stemmingen|behandeling|plan van aanpak|kabinetsreactie|beleidsreactie|reactie|verzamelwet|besluitvorming|advies|onderzoek|pilot|Ecofin|-Raad|Raad|top|bericht|update|BO MIRT)"
)
_TIED = re.compile(
    r"\b(?:[Ii]n|[Bb]ij|[Vv]ia|[Mm]et|[Vv]oor|[Vv]óór|[Vv]oorafgaand aan|[Nn]a|[Nn]a afloop van|[Nn]a (?:de )?afronding van|[Ii]n aanloop naar|[Tt]ijdens|[Tt]egelijk met) "
    rf"(?:(?:de|het|deze|dat|die|een|uw|mijn|onze|dit) )?(?:[\w-]+ ){{0,3}}?{_PAPER_OR_MEETING}\b"
    r"(?: (?:van|over|voor|naar|inzake|met betrekking tot|op) (?:(?:de|het|deze|een) )?[\w’'-]+(?: [A-Z][\w-]*)*)*"
)
_SMALL = frozenset(
    "de het een er in van op voor met aan bij te naar door over om en of dat die dit deze zal zullen wordt worden is zijn vindt heeft hebben ook nog dan daar hier hierbij "
    "onder tot uit als per vanaf tijdens rond medio begin eind uiterlijk af tussen binnen hun zijn haar uw".split()
)
_FINITE = frozenset("zal zullen wordt worden is zijn vindt vinden heeft hebben moet moeten kan kunnen gaat gaan komt komen treedt start verwacht verwachten dient".split())


def condition(text: str) -> str | None:
    """The words on which the promise depends, or None."""
    m = _CONDITION.search(text)
    return next((words for words in m.groups() if words), "").strip(" ,") or None if m else None


def tied_to(text: str) -> str | None:
    """The words of the paper or meeting that the promise hangs on ("in het verslag van deze Raad"), or None."""
    m = _TIED.search(text)
    return m[0] if m else None


def actor(text: str, around: int) -> str | None:
    """Who acts for the government, as the sentence names them: the subject nearest to character `around`, without "ik" and "wij"."""
    found = [m for m in compiled(r"<GOV>|(?<=door )(?:de|mijn) (?:[Mm]inister|[Ss]taatssecretaris)<PORTFOLIO>").finditer(text) if not re.match(r"(?i:ik|wij|we)\b", m[0])]
    if not found:
        return None
    nearest = min(found, key=lambda m: abs(m.start() - around))
    return re.sub(r"^(?i:de|het|mijn|ons|onze) ", "", nearest[0])


def what_happens(text: str, time: Time, others: Sequence[Time]) -> str:
    """At most eight words of the sentence that say what happens at `time`: what stands before it where it closes a phrase, otherwise what follows."""
    before = _content(_cut(text, 0, time.start, others))
    after = _content(_cut(text, time.end, len(text), others))
    named = re.search(r"[,(]$|\b(?:van|op|voor|in)$", text[: time.start].rstrip()) is None
    opens_the_sentence = len(before) < 3
    chosen = after[:8] if opens_the_sentence or not before else before[-8:]
    if not chosen or (named and len(after) > 3 and any(w.casefold() in _FINITE for w in before[-3:])):
        chosen = after[:8]
    return " ".join(chosen or before[-8:])


def _cut(text: str, start: int, end: int, others: Sequence[Time]) -> str:
    """The clause between `start` and `end`, without other time expressions and without what stands in brackets."""
    pieces = []
    for t in others:
        if start <= t.start and t.end <= end:
            pieces.append(text[start : t.start])
            start = t.end
    pieces.append(text[start:end])
    return re.sub(r"\([^)]*\)", " ", " ".join(pieces))


def _content(text: str) -> list[str]:
    words = re.findall(r"[\w’'/-]+", text)
    while words and words[0].casefold() in _SMALL:
        words.pop(0)
    while words and words[-1].casefold() in _SMALL:
        words.pop()
    return words
