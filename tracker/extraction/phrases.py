"""Words of a sentence that belong to a fact: its condition, what it hangs on, who acts, what happens."""

import re
from collections.abc import Sequence

from tracker.extraction.context import Time
from tracker.extraction.rules import Sign, compiled, hide_dots, offices_in

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
    "de het een er in van op voor met aan bij te naar door over om en of dat die dit deze ook nog dan daar hier hierbij onder tot "
    "zodat omdat waarna waarbij waarin dus uit als per vanaf tijdens rond medio begin eind uiterlijk tussen binnen hun zijn haar uw namelijk dus daarom echter".split()
)
_FINITE = (
    r"(?:zal|zullen|wordt|worden|is|zijn|vindt|vinden|heeft|hebben|moet|moeten|kan|kunnen|gaat|gaan|komt|komen|treedt|treden|start|starten|verwacht|verwachten|dient|dienen|"
    r"publiceert|loopt|eindigt|volgt|besloten|ontvangt|ontvangen)"
)
# What stands before these words belongs to another clause, or only leads up to the name of what happens.
_LEAD = re.compile(
    rf"[,;:(]|\b{_FINITE}\b|\b(?:dat|die|waarin|waarbij|om|als|kennis ?genomen van|naar aanleiding van|in aanloop naar|vragen over|in navolging hiervan|gericht op|hervat|of)\b"
    r"|\b(?:[Gg]eannoteerde )?[Aa]genda (?:van|voor)?\b|\b(?:verslag|vergadering|bijeenkomst)\b(?= van de (?:Raad|[A-Z]))|^[-–•\d.\s]+"
)
_COUNTED_FROM = re.compile(r"\b(?:na|voor|vóór) (?:de |het )?(?P<what>[^\d]+)$")
_MOST_WORDS = 8
_ADVERBIAL = re.compile(
    r"\b(?:naar (?:alle )?(?:verwachting|waarschijnlijkheid)|waarschijnlijk|mogelijk|in principe|op zijn vroegst"
    r"|(?:dat|die) (?:is|zijn|staat|staan) (?:gepland|voorzien|geagendeerd))\b"
)
_MEETING = compiled(r"<MEETING>|\w*vergadering|zitting")


_THIS_PAPER = compiled("<HEREBY>")
_SAID_IN = re.compile(
    r"\b(?:toegezegd|aangegeven|aangekondigd|gemeld|vermeld|opgenomen|zoals) $"
)  # where a thing was said, not what it hangs on


def condition(text: str) -> str | None:
    """The words on which the promise depends, or None."""
    m = _CONDITION.search(hide_dots(text))
    return text[slice(*m.span(m.lastgroup or 0))].strip(" ,") or None if m else None


def tied_to(text: str) -> str | None:
    """The words of the paper or meeting that the promise hangs on ("in het verslag van deze Raad"), or None."""
    named = (m for m in _TIED.finditer(text) if not _SAID_IN.search(text, 0, m.start()) and not _THIS_PAPER.match(m[0]))
    return next((m[0] for m in named), None)


def actor(text: str, signs: Sequence[Sign], around: int) -> str | None:
    """Who acts for the government, as the sentence names them: the subject nearest to character `around`, without "ik" and "wij"."""
    found = [(start, name) for start, name in offices_in(text, signs) if not re.match(r"(?i:ik|wij|we)\b", name)]
    if not found:
        return None
    nearest = min(found, key=lambda named: abs(named[0] - around))
    return re.sub(r"^(?i:de|het|mijn|ons|onze) ", "", nearest[1])


def what_happens(text: str, time: Time, others: Sequence[Time]) -> str:
    """At most eight words of the sentence that say what happens at `time`.

    A time that is counted from something ("één maand na de inwerkingtreding") names it itself. Otherwise it is what the time words close
    ("de JBZ-Raad van 8 december"), or, behind a verb or at the head of the sentence, what follows them.
    """
    counted = _COUNTED_FROM.search(time.quote) if time.rule.startswith("timex.counted") or len(time.quote.split()) > 4 else None
    if counted:
        return _first_words(_content(counted["what"]))
    before = _ADVERBIAL.sub(" ", _without_others(text, 0, time.start, others))
    leads = list(_LEAD.finditer(before))
    closed = _content(before[leads[-1].end() :] if leads else before)
    after = _content(_without_others(text, time.end, len(text), others).lstrip(" ,"))
    if len(closed) > 1 or (closed and _names_a_meeting(closed[0])):
        return _first_words(closed[-_MOST_WORDS:])
    if len(after) > 3:
        return _first_words([*closed, *_from_the_noun(after)])
    subject = _content(before[leads[-2].end() if len(leads) > 1 else 0 : leads[-1].start()] if leads else before)
    told = [*subject[-4:], *closed, *after]
    return _first_words(told if len(told) > 1 else _content(f"{before} {' '.join(after)}")[-_MOST_WORDS:]) or _first_words(_content(text))


def _without_others(text: str, start: int, end: int, others: Sequence[Time]) -> str:
    """The words between `start` and `end`, without other time expressions and without what stands in brackets."""
    pieces = []
    for t in others:
        if start <= t.start and t.end <= end:
            pieces.append(text[start : t.start])
            start = t.end
    pieces.append(text[start:end])
    return re.sub(r"\([^)]*\)?", " ", " ".join(pieces))


def _from_the_noun(words: list[str]) -> list[str]:
    """Skip the verb and the adverbs that follow time words at the head of a sentence: "vindt er in navolging hiervan een conferentie plaats"."""
    if not re.fullmatch(_FINITE, words[0]):
        return words
    at = next((i for i, w in enumerate(words[:8]) if w == "een"), None) or next(
        (i for i, w in enumerate(words[:4]) if w in ("de", "het")), 0
    )
    return _content(" ".join(words[at + 1 :]))


def _first_words(words: list[str]) -> str:
    return " ".join(words[:_MOST_WORDS])


def _names_a_meeting(word: str) -> bool:
    return re.fullmatch(_MEETING, word) is not None


def _content(text: str) -> list[str]:
    words = re.findall(r"[\w’'/-]*\w[\w’'/-]*", text)
    while words and words[0].casefold() in _SMALL:
        words.pop(0)
    while words and words[-1].casefold() in _SMALL:
        words.pop()
    return words
