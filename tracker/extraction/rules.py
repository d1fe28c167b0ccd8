"""What a commitment, a fulfilment and an event look like, as literals.

Patterns are Python regular expressions over one folded sentence. `<NAME>` stands for the expression of that name in `WORDS`. The first rule of
a table that matches and that no scope rule cancels is the one that counts: tables run from the specific to the general.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from tracker.extraction import sweep
from tracker.extraction.glance import Glance
from tracker.model import Action, Addressee, Confidence, Precision, Rule, Strength

# What rules see as one sign, so that they stay short and fast: see `mark`.
GOV, HOUSE, FUT, DOT = "\x01", "\x02", "\x03", "\x04"  # no text holds them: control characters are refused when a paper is read

_PORTFOLIO = r"(?: (?:van|voor) (?:[A-Z][A-Za-zÀ-ÿ0-9&.-]*)(?:(?:,|,? en|,? van|,? der)? [A-Z][A-Za-zÀ-ÿ0-9&.-]*)*)?"
_MARKED = (
    # Who speaks for the government, as the subject of a clause. An office may carry its portfolio.
    r"\b(?:(?P<gov>(?:[Ii]k|[Ww]ij|[Ww]e|[Hh]et kabinet|[Dd]e regering|[Nn]ederland|Defensie|VWS|OCW|SZW|BZK|EZK?|LNV|LVVN|IenW|JenV|VRO|KGG|AenM|(?:[Hh]et|[Mm]ijn|[Oo]ns) (?:ministerie|departement)"
    r"|(?:[Dd]e|[Mm]ijn|[Oo]nze) (?:demissionaire? |huidige )?"
    r"(?:[Mm]inister-president|[Mm]inisters?|[Ss]taatssecretaris(?:sen)?|bewindspersonen|bewindslieden|collega|ambtgenoot|(?:ambts)?opvolger))"
    rf"{_PORTFOLIO}(?: en (?:ik|(?:de|mijn) (?:[Mm]inister|[Ss]taatssecretaris){_PORTFOLIO}))?)"
    r"|(?P<house>(?:[Uu]w|[Dd]e|[Bb]eide)(?: (?:[Tt]weede|[Ee]erste|[Bb]eide|(?:ge)?hele))? Kamers?\b|[Dd]e [TE]K\b|[Hh]et parlement\b|[Uu])"
    r"|(?P<fut>[Zz]al|[Zz]ult|[Zz]ullen))\b"
)
_NOT_A_SUBJECT = (" van ", "Van ", " door ", " met ", " aan ", " voor ", " naar ", " bij ", " tussen ")  # what stands before an object
_OF_A_COUNCIL = "de ministers"  # without their portfolios: those of all member states
_GLUED = frozenset("’'-")  # "ik-", "Nederland's": not the word itself
_SIGNS = {"gov": GOV, "house": HOUSE, "fut": FUT}

WORDS = {
    "GOV": GOV,
    "HOUSE": HOUSE,
    "FUT": FUT,
    "PORTFOLIO": _PORTFOLIO,
    "GO": rf"(?:{FUT}|\b(?:[Gg]a|[Gg]aat|[Gg]aan)\b)",
    "BE": rf"(?:{FUT}|\b(?:[Ww]ordt|[Ww]orden|kan|kunnen)\b)",
    # What may stand between a finite verb and a subject that follows it.
    "ADV": r"(?:sowieso|natuurlijk|zeker|daarom|dan|ook|dan ook|hier|hierover|hiervan|daar|daarover|dit|dat|deze|nu|nog|graag|daarbij|daarnaast|vervolgens|derhalve|uiteraard|verder|samen)",
    "GAP": r"[^;\n]{0,260}?",
    "INFORMED": r"(?:geïnformeerd|ge ïnformeerd|ingelicht|bericht|geïnformeerd en|op de hoogte (?:gesteld|gebracht|gehouden)|meegenomen in|bijgepraat)\b",
    "SENT": (
        r"(?:aangeboden|toegezonden|toegestuurd|gestuurd|gezonden|verzonden|verstuurd|opgestuurd|voorgelegd|gedeeld|overgelegd|doorgestuurd|"
        r"toekomen|gemeld|gerapporteerd|gepresenteerd|verstrekt|aanhangig|ingediend|doorgeleid|nagezonden|overlegd)\b"
    ),
    "INFORM": (
        r"(?:informeren|inlichten|berichten|sturen|toesturen|toezenden|zenden|aanbieden|toekomen|voorleggen|delen|meenemen in|rapporteren|melden|verstrekken|"
        r"(?:op de hoogte|hoogte) (?:te )?(?:stellen|brengen|houden)|terugkomen|doen toekomen|toelichten|doorgeleiden|verzenden|opsturen)\b"
    ),
    "INFORMS": (
        r"\b(?:[Ii]nformeert?|[Ii]nformeren|[Bb]ericht(?:en)?|[Ss]tuurt?|[Ss]turen|[Zz]endt?|[Zz]enden|[Bb]iedt?|[Bb]ieden|[Dd]eelt?|[Dd]elen|[Ll]egt?|[Ll]eggen|"
        r"[Mm]eldt?|[Mm]elden|[Rr]apporteert?|[Rr]apporteren|[Oo]ntvangt|[Kk]rijgt|[Vv]erstrekt?|[Vv]erstrekken|[Ss]chrijf|[Ss]chrijven|[Dd]oet?(?=\b[^;]*\btoekomen\b))\b"
    ),
    "LAW": r"(?:[Ww]etsvoorstel\w*|wetswijziging\w*|wijziging van de wet|voorstel van wet|wet- (?:en|of) regelgeving|wetgeving|wettelijke regeling|regelgeving|AMvB|algemene maatregel van bestuur|besluit tot wijziging|goedkeuringswet|verdrag|protocol|wijzigingsprotocol|nota van wijziging|implementatiewet)",
    # Work whose doer is the government although the sentence names none.
    "WORK": (
        r"(?:bezien|bekeken|bepaald|onderzocht|verkend|uitgewerkt|meegenomen|betrokken|afgewogen|overwogen|gewogen|meegewogen|besloten|geëvalueerd|gemonitord|"
        r"in kaart gebracht|uitgezocht|nagegaan|geïnventariseerd|uitgevraagd|verwerkt|geagendeerd|ingevuld|opgesteld|ingezet op|aandacht besteed|aangepast|herzien|bijgesteld|heroverwogen|getoetst|opgepakt|doorgerekend)\b"
    ),
    # What a government does, in the present tense.
    "DOES": r"(?:[Oo]nderzoekt?|[Oo]nderzoeken|[Vv]erkent?|[Vv]erkennen|[Bb]ezie|[Bb]eziet|[Bb]ezien|[Ww]erk(?:t|en)?(?=[^,;.]*\buit\b)|[Ss]preekt?|[Ss]preken|[Bb]ekijkt?|[Bb]ekijken|[Oo]rganiseert?|[Ii]nventariseert?|[Ee]valueert?|[Ss]tart(?:en)?|[Pp]ubliceert?|[Pp]resenteert?|[Ww]ijzigt?|[Vv]erlengt?|[Tt]ref(?:t|fen)?(?=[^,;.]*\bvoorbereidingen)|(?:[Pp]ast?|[Vv]oert?|[Ss]telt?)(?=[^,;.]*\b(?:(?:aan|in|uit|op)(?:[.,;]|$| en | om )|beschikbaar\b))|[Hh]oud(?:en|t)?(?=[^,;.]*(?:bijeenkomst|gesprek|sessie|consultatie|overleg)\w*)|[Bb]reng(?:t|en)?(?=[^,;.]*\bin kaart\b)|[Nn]eemt?(?=[^,;.]*\b(?:besluit|beslissing)\b)|[Nn]emen(?=[^,;.]*\b(?:besluit|beslissing)\b))\b",
    # Telling, without saying whom: in a debate that is the House.
    "EXPLAIN": (
        r"(?:uiteenzetten|uiteen te zetten|schetsen|te schetsen|toelichten|verhelderen|te verhelderen|ingaan op|in te gaan op|inzicht geven|inzicht te geven|communiceren|terugkoppelen|"
        r"aandacht besteden aan|aan u aangeven|duidelijk maken|een inschatting|rapporteren|op papier zetten|beschrijven)\b"
    ),
    # What a paper calls itself, or what comes with it.
    "HEREBY": (
        r"(?:\b(?:[Hh]ierbij(?! (?:betrokken|betrekken|horen|behoren|aansluit))|[Hh]iermee|[Bb]ij dezen|[Bb]ijgaand|[Bb]ijgevoegd|[Bb]ijgesloten|[Vv]ia deze weg)\b|\b(?:[Mm]et|[Ii]n|[Vv]ia|[Mm]iddels|[Dd]oor(?: middel van)?|[Bb]ij|[Pp]er) "
        r"(?:deze (?:[\w-]+ ){0,2}?(?:[\w-]*brief|beantwoording|antwoorden)\b(?! (?:genoemde|aangekondigde|beschreven|opgenomen|bedoelde|gemelde)\b)|dit (?:fiche|schrijven)\b|(?:de |het )?(?:voorliggende?|onderhavige?|bijgevoegde?|bijgaande?|bijgesloten) ))"
    ),
    # A sentence by which a letter itself delivers what the one before it names.
    "DELIVERS": (
        r"(?:[Mm]et deze (?:[Kk]amer)?brief|[Hh]iermee|[Hh]ierbij|[Bb]ijgaand|[Bb]ijgevoegd|[Ii]n deze (?:[Kk]amer)?brief)\b[^⏎]*"
        r"\b(?:(?:doe|kom|geef|voldoe|informeer|bericht|stuur|zend|bied|ga) (?:ik|wij)|treft u|ontvangt u|wordt (?:u|uw Kamer))\b"
        r"|[Dd]eze (?:[Kk]amer)?brief (?:dient|strekt) daartoe\b|[Ii]n deze (?:[Kk]amer)?brief wordt aan (?:die|dit|dat|deze) (?:toezegging|verzoek) voldaan\b"
        r"|(?:[Dd]eze|[Dd]it|[Dd]ie|[Dd]at) (?:is|zijn|treft u|vindt u)\b[^⏎]*\b(?:bijgevoegd|bijgaand|in de bijlage|bij deze brief|als bijlage)\b|[Ii]n de bijlagen?(?: bij deze brief)? (?:vindt|treft|ontvangt) u\b"
        r"|(?:[Dd]eze|[Dd]it|[Dd]ie|[Dd]at)\b(?![^⏎]*\bniet\b)[^⏎]{0,60}\b(?:heeft|hebben|is|zijn)\b[^⏎]*\b(?:plaatsgevonden|gevoerd|gehouden|afgerond|uitgevoerd|verschenen|verzonden|toegestuurd|aangeboden|ontvangen)\b"
    ),
    # What happens rather than is, in the present or the future; and what people meet at.
    "HAPPENS": (
        r"(?:(?:zal|zullen)\b(?=[^.;,?]{0,140}\b(?:komen|plaatsvinden|worden|starten|verschijnen|publiceren|ingaan|ontvangen|presenteren|besluiten|opleveren|plaats|zorgdragen|krijgen)\b)|wordt|worden|treedt|treden|vindt|vinden|plaatsvinden|stemmen|stemt|start|starten|verschijnt|uitkomt|publiceert|eindigt|"
        r"loopt af|gaat in|verwacht(?! ik)|beëindigd|geregeld|geëvalueerd|afgerond|opgeleverd|ingevoerd|aan te passen|"
        r"(?:is|zijn|staat|staan)\b(?=[^.;?]{0,120}\b(?:gepland|voorzien|geagendeerd|beschikbaar|gereed)\b)|gepland|(?<!was )(?<!waren )voorzien|geagendeerd|volgt|volgen|besluit|komt er|loopt\b(?=[^.;?]{0,60}\baf\b)|"
        r"(?:gaat|gaan)\b(?=[^.;,?]{0,120}\b(?:gebeuren|starten|beginnen|spreken|gesprek|stemmen|plaatsvinden|praten)\b))"
    ),
    "MEETING": r"(?:\w*bijeenkomst|conferentie|top|Ecofin|\w+-?[Rr]aad|tweeminutendebat|commissiedebat|notaoverleg|wetgevingsoverleg|stemmingen|verkiezingen|rondetafel\w*|driehoeksoverleg|hoorzitting|\w*vergadering|werkbezoek)",
    # What a government sets out to do, as the infinitive at the end of the clause.
    "TASK": (
        r"(?:onderzoeken|verkennen|bezien|bekijken|uitzoeken|nagaan|overleggen|bespreken|uitwerken|inventariseren|evalueren|opstellen|afspraken maken|aankaarten|inzichtelijk maken|"
        r"in kaart brengen|doorrekenen|toetsen|agenderen|oppakken|bestuderen|verdiepen|uitvoeren|regelen|opzetten|organiseren|schetsen|uiteenzetten|terugkoppelen|laten \w+en)\b"
    ),
    # What a minister who speaks sets out to do: more verbs than are safe on paper, where others act as well.
    "DEED": (
        r"(?:(?:invulling|opvolging|vervolg|uitvoering|voorrang|prioriteit|opdracht) (?:aan )?geven|tot (?:me|mij|ons) nemen|stappen zetten|(?:zich|me|ons) (?:\w+ )?beraden|(?:ver|her|be|na|aan|in|op|uit|toe|mee|voor|door|af|over|vast|voort)?"
        r"(?:kijken|spreken|praten|wegen|stellen|nemen|pakken|zoeken|vragen|brengen|leggen|sturen|passen|voeren|richten|starten|schrijven|dringen|schalen|denken|roepen|jagen|zetten|bouwen|volgen)"
        r"|beraden|toezien|tegen het licht houden|verstaan met|mee beginnen|wijzigen|adresseren|monitoren|vormgeven|versterken|herstarten|afronden|presenteren)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in which the government, the House and "zal" each stand as one sign; `original` leads back to the sentence."""

    text: str
    _shifts: tuple[tuple[int, int], ...]  # (place in the marked text, characters that were taken out before it)

    def original(self, position: int) -> int:
        """Turn an offset into the marked text into one of the sentence."""
        taken = 0
        for place, so_far in self._shifts:
            if place >= position:
                break
            taken = so_far
        return position + taken


def hide_dots(sentence: str) -> str:
    """Put a sign for each dot inside the sentence, so that no rule takes it for the end of one. Keeps the length."""
    words = sentence.rstrip(".")
    return words.replace(".", DOT) + sentence[len(words) :]


class Sign(NamedTuple):
    """Where the government is a subject (GOV), the House is named (HOUSE), or "zal" stands (FUT): which of them, start and end."""

    sign: str
    start: int
    end: int


def signs_in(sentences: Sequence[str]) -> list[tuple[Sign, ...]]:
    """Find the signs of each sentence, in its order; one look over all of them."""
    found = sweep.places(_marked(), sentences)
    return [tuple(_signs(sentence, found[n])) if n in found else () for n, sentence in enumerate(sentences)]


@cache
def _marked() -> Any:
    return sweep.automaton(re.sub(r"\?P<\w+>", "?:", _MARKED))


def _signs(sentence: str, places: list[tuple[int, int]]) -> Iterator[Sign]:
    for start, end in places:
        sign = _sign(sentence[start:end])
        after = sentence[end : end + 1]
        if sign == GOV and (after in _GLUED or sentence.endswith(_NOT_A_SUBJECT, 0, start) or sentence[start:end].lower() == _OF_A_COUNCIL):
            continue
        if end - start == 1 and sign == HOUSE and after not in {" ", ","}:
            continue
        yield Sign(sign, start, end)


@lru_cache(maxsize=1 << 10)
def _sign(words: str) -> str:
    """Say which sign words stand for: the automaton says only where."""
    m = re.fullmatch(_MARKED, words, re.ASCII)
    return _SIGNS[(m and m.lastgroup) or ""]


def mark(sentence: str, signs: Sequence[Sign]) -> Marked:
    """Put signs for the government as a subject, for the House, and for "zal" and "zullen"."""
    pieces, shifts, done, taken, length = [], [], 0, 0, 0
    for sign, start, end in signs:
        pieces += [sentence[done:start], sign]
        length += start - done + 1
        taken += end - start - 1
        shifts.append((length - 1, taken))
        done = end
    return Marked("".join([*pieces, sentence[done:]]), tuple(shifts))


_BY_AN_OFFICE = re.compile(rf"(?<=door )(?:de|mijn) (?:[Mm]inister|[Ss]taatssecretaris){_PORTFOLIO}")


def offices_in(sentence: str, signs: Sequence[Sign]) -> list[tuple[int, str]]:
    """Who acts for the government in the sentence, as a subject or behind "door": where each name starts, and the name."""
    subjects = [(start, sentence[start:end]) for sign, start, end in signs if sign == GOV]
    return subjects + [(m.start(), m[0]) for m in _BY_AN_OFFICE.finditer(sentence)]


def expand(pattern: str) -> str:
    """Put the expressions of `WORDS` into a rule's pattern."""
    while (again := re.sub(r"<([A-Z]+)>", lambda m: WORDS[m[1]], pattern)) != pattern:
        pattern = again
    return pattern


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a rule, ready to search with."""
    return re.compile(expand(pattern))


@cache
def glance(pattern: str) -> Glance:
    """The pattern of a rule, ready to be asked whether it needs a search."""
    return Glance([expand(pattern)])


def search(pattern: str, text: str) -> re.Match[str] | None:
    """Search for the pattern of a rule in a text that it seldom stands in."""
    return compiled(pattern).search(text) if glance(pattern).at(text) else None


class Worded(Rule):
    """A rule of which one of the words `needs` must stand in the sentence, or the pattern need not be tried: they make it fast, and change
    nothing that it finds.
    """

    needs: tuple[str, ...]


class CommitmentRule(Worded):
    """A way in which a government binds itself. `action` and `addressee` are None where the other words of the sentence decide.

    A rule that is `spoken` holds in debates only: in a letter the same words report what was said before. One that is `timed` needs time words
    that look ahead: without them the present tense tells of work that is under way. `signs` must all stand in the marked sentence, or the
    pattern need not be tried, as with `needs`.
    """

    signs: str = ""
    action: Action | None = None
    addressee: Addressee | None = None
    strength: Strength = Strength.PROMISE
    confidence: Confidence = Confidence.HIGH
    spoken: bool = False
    timed: bool = False


class ScopeRule(Rule):
    """Words that take away what rules whose ids begin with one of `cancels` would find.

    `in_clause`: where "maar", "wel" or "en ik" begins another clause, that clause keeps what it promises. `written`: not in debates;
    `untimed`: not where time words look ahead.
    """

    cancels: tuple[str, ...]
    in_clause: bool = False
    written: bool = False
    untimed: bool = False


class FulfilmentRule(Rule):
    """Words that make good a toezegging or a motie.

    `across`: the pattern sees the sentence, ⏎ and the next one of its paragraph; `untimed`: where time words look ahead, the present tense
    tells of what is to come.
    """

    of: Literal["toezegging", "motie"]
    across: bool = False
    untimed: bool = False


class EventRule(Rule):
    """Words that make a date of one of `precisions` a dated event; the pattern sees the time words as ⟦...⟧. `spoken`: in debates, or on paper."""

    precisions: tuple[Precision, ...]
    spoken: bool = False
    confidence: Confidence = Confidence.HIGH


COMMITMENTS: tuple[CommitmentRule, ...] = (
    CommitmentRule(
        id="commitment.legislate.house",
        needs=(
            "etsvoorstel",
            "wetswijziging",
            "wijziging van de wet",
            "voorstel van wet",
            "regelgeving",
            "wetgeving",
            "wettelijke regeling",
            "AMvB",
            "maatregel van bestuur",
            "besluit tot wijziging",
            "goedkeuringswet",
            "verdrag",
            "protocol",
            "nota van wijziging",
            "implementatiewet",
        ),
        pattern=r"(?:(?:<GOV>|\b[Ss]treven is\b).*<LAW>|<LAW><GAP><BE>|<BE><GAP><LAW>).*(?:<HOUSE>|\b[Kk]amers?\b|\bparlement\b).*\b(?:aanhangig|ingediend|indienen|in te dienen|aan te bieden|aanbieden|aangeboden|toekomen|toe komen|sturen|te sturen|gestuurd|voorgelegd|voor te leggen|voorleggen|voorgehangen)\b|<LAW>[^;?]{0,120}(?:<FUT>|\b(?:wordt|worden)\b)[^;?]{0,100}\bingediend\b|<GOV>.*\b(?:dien|dient|dienen|stuur|stuurt|sturen|leg|legt|bied|biedt)\b.*<LAW>.*(?:<HOUSE>|\b[Kk]amer\b)",
        action=Action.LEGISLATE,
        addressee=Addressee.HOUSE,
        examples=(
            "Het wetsvoorstel wordt voor de zomer ingediend.",
            "Het kabinet is voornemens het wetsvoorstel nog voor het kerstreces bij uw Kamer aanhangig te maken.",
            "Ik zal het wetsvoorstel kwaliteit in het najaar aan uw Kamer aanbieden.",
            "Het wetsvoorstel wordt in het eerste kwartaal bij de Tweede Kamer ingediend.",
        ),
        counterexamples=(
            "Het wetsvoorstel is op 3 maart bij uw Kamer ingediend.",
            "Uw Kamer wordt voor de zomer over de uitvoering geïnformeerd.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.house.passive",
        signs=HOUSE,
        needs=("nformeerd", "bericht", "ingelicht", "hoogte", "meegenomen", "bijgepraat"),
        pattern=r"(?:<BE>(?: [^ ;,]+){0,4}? <HOUSE>|<HOUSE>(?:,[^,;]{0,120},)?(?: [^;,]{0,160}?)? ?<BE>)<GAP>\b<INFORMED>|<HOUSE><GAP>\b<INFORMED> (?:wordt|worden|zal|zullen|kan)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Uw Kamer wordt hierover voor de zomer geïnformeerd.",
            "Over de uitkomsten zal de Kamer in het verslag worden geïnformeerd.",
            "De verwachting is dat de Kamer rond de zomer over de resultaten kan worden geïnformeerd.",
            "U wordt over de voortgang op de hoogte gehouden.",
        ),
        counterexamples=(
            "Uw Kamer is op 11 juli jl. over deze maatregelen geïnformeerd.",
            "De gemeenteraad wordt hierover geïnformeerd.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.house.receive",
        signs=HOUSE,
        needs=("ntvang", "rijg", "tegemoet", "erwachten"),
        pattern=r"(?<!als )(?<!waarmee )(?<!wat )<HOUSE>(?: [^;,]{0,60}?)? ?(?:(?<!zover )\b(?:ontvangt|krijgt)\b(?! (?:voor elkaar|zover))|<FUT><GAP>\b(?:ontvangen|krijgen)\b)|\b(?:[Oo]ntvangt|[Kk]rijgt) <HOUSE>|<FUT> <HOUSE><GAP>\b(?:ontvangen|krijgen|tegemoetzien)\b|(?:\b(?:[Kk]an|[Kk]unt) <HOUSE>|(?<!wat )<HOUSE> (?:kan|kunt|mag)\b)<GAP>\b(?:tegemoet ?zien|verwachten)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Uw Kamer ontvangt de evaluatie in het voorjaar.",
            "Nog voor het kerstreces zal uw Kamer een brief ontvangen over de stand van zaken.",
            "Daarna ontvangt u de eindrapportage.",
            "Deze nota kunt u voor het kerstreces tegemoetzien.",
            "U kunt mijn reactie binnen zes weken verwachten.",
        ),
        counterexamples=(
            "Uw Kamer heeft de evaluatie in het voorjaar ontvangen.",
            "De gemeente ontvangt de middelen in het voorjaar.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.house.sent",
        signs=HOUSE,
        needs=(
            "aangeboden",
            "toegezonden",
            "gestuurd",
            "gezonden",
            "verzonden",
            "verstuurd",
            "voorgelegd",
            "gedeeld",
            "overgelegd",
            "toekomen",
            "gemeld",
            "gerapporteerd",
            "gepresenteerd",
            "verstrekt",
            "aanhangig",
            "ingediend",
            "doorgeleid",
            "overlegd",
        ),
        pattern=r"(?:<BE><GAP>\b(?:aan|naar|met|bij|door|richting)\b <HOUSE><GAP>\b<SENT>|\b(?:aan|naar|met|bij|door)\b <HOUSE><GAP><BE><GAP>\b<SENT>|<BE> <HOUSE><GAP>\b(?:toegezonden|toegestuurd|nagezonden|nagestuurd|aangeboden)\b|\b(?:aan|naar|met) <HOUSE><GAP>\b(?:aangeboden|gestuurd|gezonden|gedeeld|verzonden) (?:wordt|worden|zal|zullen|kan|kunnen)\b)",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "De beantwoording hiervan zal op korte termijn aan uw Kamer worden aangeboden.",
            "Naar verwachting zullen de uitkomsten begin 2026 met uw Kamer gedeeld worden.",
            "Het plan wordt in mei naar de Kamer gestuurd.",
            "De bijlagen zullen u spoedig nagezonden worden.",
        ),
        counterexamples=(
            "De belangrijkste onderdelen zijn gedeeld met uw Kamer.",
            "De resultaten zullen in maart aan de Raad worden voorgelegd.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.house.active",
        signs=HOUSE,
        needs=(
            "nformer",
            "nlichten",
            "bericht",
            "sturen",
            "zenden",
            "nbieden",
            "toekomen",
            "voorleggen",
            "delen",
            "meenemen",
            "apport",
            "elden",
            "verstrekken",
            "hoogte",
            "terugkomen",
            "toelichten",
            "doorgeleiden",
        ),
        pattern=r"(?:<GO>(?: <ADV>){0,2} <GOV>|<GOV>(?:,[^,;]{0,120},)?(?: <ADV>){0,2} <GO>|<GO> <HOUSE> <GOV>?)<GAP><HOUSE><GAP>\b<INFORM>|<GOV><GAP>\ben <FUT> <HOUSE><GAP>\b<INFORM>|\b(?:dat|die|waar\w+) <GOV>(?:,[^,;]{0,120},)?(?: [^;,]{0,80}?)? <HOUSE><GAP>(?:<FUT>|kan|kunnen|wil|willen|ga|gaan) (?:\w+ )?<INFORM>|<GOV>(?: [^;,]{0,80}?)?\b(?:voornemens|van plan|bereid)\b<GAP><HOUSE><GAP>\bte <INFORM>|(?:<GOV> stel voor|\b[Ss]tel <GOV> voor)(?: om)? <HOUSE><GAP>\bte <INFORM>",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Het eerste moment waarop ik uw Kamer wil informeren is in oktober.",
            "Ik stel voor u uiterlijk 21 juni nader te berichten.",
            "Ik zal uw Kamer hierover voor de zomer informeren.",
            "Voor het einde van het jaar zal het kabinet de Kamer een plan toesturen.",
            "De minister zal de Kamer de cijfers doen toekomen.",
            "Ik ben voornemens uw Kamer in het najaar te informeren.",
            "Er loopt een onderzoek, waarvan ik de uitkomsten in het najaar met uw Kamer zal delen.",
            "Los van de tekst die ik u toe ga sturen, is dit het antwoord.",
        ),
        counterexamples=(
            "De Commissie zal de lidstaten hierover informeren.",
            "Ik heb uw Kamer hierover geïnformeerd.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.house.aim",
        signs=HOUSE,
        needs=("tree", "trev", "erwacht", "oop", "enk", "eoog", "lanning", "kan", "Kan", "unnen"),
        pattern=r"(?:\b(?:[Ss]tree(?:f|ft|ven)|[Ss]treven is|[Vv]erwacht(?:en)?|[Vv]erwachting is|[Dd]enk(?= <GOV>)|(?<=<GOV> )denk|[Hh]oop|[Hh]oopt|[Bb]eoogt?|[Pp]lanning is)\b<GAP><HOUSE><GAP>\b(?:te (?:kunnen |<FUT> )?<INFORM>|(?:aan te (?:kunnen )?bieden|voor te (?:kunnen )?leggen|toe te (?:kunnen )?(?:sturen|zenden)|te (?:kunnen )?(?:doen toekomen|presenteren))\b)|\b(?:[Kk]an|[Kk]unnen) <GOV> <HOUSE>(?! het volgende\b| als volgt\b)<GAP>\b<INFORM>)",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        strength=Strength.EXPECTATION,
        examples=(
            "Het streven is de agenda in maart naar de Kamer te zenden.",
            "Ik verwacht het besluit na advies in het najaar aan uw Kamer aan te bieden.",
            "Ik streef ernaar uw Kamer voor de begrotingsbehandeling te informeren.",
            "Ik verwacht uw Kamer in het voorjaar nader te kunnen berichten.",
            "Naar verwachting kan ik uw Kamer daar na de zomer over berichten.",
            "Wij verwachten in het najaar een eerste beeld aan de Tweede Kamer te kunnen presenteren.",
            "Om die reden denk ik uw Kamer uiterlijk in februari nader te kunnen informeren.",
            "Ik verwacht uw Kamer voor de zomer mijn bevindingen te zullen sturen.",
        ),
        counterexamples=(
            "Het streven is de kosten te verlagen.",
            "Ik verwacht dat de gemeente de inwoners informeert.",
            "Over de voortgang kan ik u het volgende melden.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.aim",
        signs=GOV,
        needs=("oop", "erwacht", "tree", "trev"),
        pattern=r"(?:<GOV>(?: \w+)? (?:hoop|hopen|verwacht|verwachten|streef|streven)\b|\b(?:[Hh]oop|[Hh]open|[Vv]erwacht|[Vv]erwachten|[Ss]treef|[Ss]treven) <GOV>)<GAP>\bte (?:kunnen )?(?:melden|informeren|berichten|terugkomen|vertellen|delen|sturen|leveren|beantwoorden|laten weten)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        strength=Strength.EXPECTATION,
        timed=True,
        examples=(
            "Ik hoop daar snel, nog dit jaar, meer over te kunnen melden.",
            "We verwachten deze eind oktober te kunnen sturen.",
        ),
        counterexamples=("Ik hoop dat de sector daar meer over kan melden.",),
    ),
    CommitmentRule(
        id="commitment.inform.house.want",
        signs=GOV + HOUSE,
        needs=("wil", "Wil"),
        pattern=r"(?:<GOV>(?: <ADV>){0,2} (?:wil|willen)\b|\b[Ww]il(?:len)?(?: <ADV>){0,2} <GOV>)[^;,]{0,40}? ?<HOUSE><GAP>\b<INFORM>",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        strength=Strength.INTENTION,
        timed=True,
        examples=("Ik wil de Kamer daar vlak na de zomer over informeren.",),
        counterexamples=("De sector wil de Kamer daar in mei over informeren.", "Ik wil dat de Kamer zich daar in mei over uitspreekt."),
    ),
    CommitmentRule(
        id="commitment.inform.house.keep",
        signs=GOV + HOUSE,
        needs=("oud", "lijf", "lijv"),
        pattern=r"\b(?:[Hh]oud|[Hh]oudt|[Hh]ouden|[Bb]lijf|[Bb]lijft|[Bb]lijven) <GOV> <HOUSE><GAP>\b(?:hoogte|informeren)\b|<GOV> (?:houd|houdt|houden|blijf|blijft|blijven) <HOUSE><GAP>\b(?:hoogte|informeren)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        examples=("Ik houd uw Kamer hiervan op de hoogte.", "Over de voortgang blijf ik uw Kamer informeren."),
        counterexamples=("Ik houd rekening met de wens van uw Kamer.", "De dienst houdt de gemeente op de hoogte."),
    ),
    CommitmentRule(
        id="commitment.inform.house.present",
        signs=GOV + HOUSE,
        needs=(
            "nformeer",
            "nformeren",
            "ericht",
            "tuur",
            "sturen",
            "Sturen",
            "zend",
            "Zend",
            "bied",
            "Bied",
            "deelt",
            "Deelt",
            "deel ",
            "deel.",
            "deel,",
            "Deel ",
            "delen",
            "Delen",
            " leg",
            "Leg",
            "meld",
            "Meld",
            "apporteer",
            "apporteren",
            "ntvangt",
            "rijgt",
            "erstrek",
            "chrijf",
            "chrijven",
            "toekomen",
        ),
        pattern=r"(?:<INFORMS>(?: <ADV>)? <GOV>|<GOV>(?: <ADV>)? <INFORMS>|<GOV>,[^,;]{0,120}, <INFORMS>)<GAP><HOUSE>|\b(?:dat|waarin|en) <GOV> <HOUSE>(?:(?!\bzou(?:den)?\b)[^;\n]){0,260}?\b<INFORMS>",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Ik informeer uw Kamer voor het einde van het jaar over de voortgang.",
            "Na de zomer stuur ik uw Kamer een brief.",
            "De minister stuurt de Kamer in maart de terugkoppeling.",
            "Eerder is aangegeven dat het kabinet uw Kamer na de afronding zo goed mogelijk informeert.",
        ),
        counterexamples=(
            "Ik deel de zorgen van de leden.",
            "De toezichthouder informeert de aanbieders.",
            "In die brief heb ik aangekondigd dat ik u zou informeren over de plannen.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.return",
        signs=GOV,
        needs=("terug",),
        pattern=r"(?:<GOV>(?: [^;,]{0,60}?)? (?:kom|komt|komen)\b|\b(?:[Kk]om|[Kk]omt|[Kk]omen)(?: <ADV>)? <GOV>)<GAP>\bterug\b(?! naar)|(?:<GO>(?: <ADV>){0,2} <GOV>|<GOV>(?: <ADV>){0,2} <GO>)<GAP>\bterugkomen\b|<GOV>[^;?]{0,160} en (?:kom|komen)<GAP>\bterug\b(?! naar)|(?<!afspreken )\bdat <GOV>(?: [^;,]{0,80}?)?\bop terug(?:kom|komen)\b|<GOV>(?: <ADV>){0,3} (?:wil|willen)\b[^;]{0,60}\bterugkomen\b|\b(?:[Ww]il|[Ww]illen)(?: <ADV>){0,3} <GOV>[^;]{0,60}\bterugkomen\b|(?:\b[Ss]tel <GOV> voor|<GOV> stel voor|\b[Vv]oorstel is)\b[^;]{0,60}\bop terug te komen\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Ik kom hier in het najaar op terug.",
            "Daar kom ik in de voortgangsrapportage op terug.",
            "Het kabinet zal hierop in de volgende brief terugkomen.",
            "Ik stel voor dat ik daar schriftelijk op terugkom.",
            "Daar wil ik graag op terugkomen.",
        ),
        counterexamples=(
            "De vraag is of ik daar op terugkom.",
            "De vreemdeling komt niet terug in de opvang.",
            "Uit onderzoek komt dit beeld terug.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.content",
        needs=("ingegaan", "toegelicht", "uiteengezet", "geschetst", "beschreven", "opgenomen", "in op", "ingaan"),
        pattern=r"\b[IiD](?:n|aarin)\b(?! (?:de )?(?:\w*genoemde|eerdere)\b).{0,80}?\b(?:brief|reactie|kabinetsreactie|kabinetsstandpunt|beleidsreactie|rapportage|voortgangsrapportage|voortgangsbrief|Kamerbrief|verslag|agenda|[Dd]aarin|aanpak|stuk|verzamelbrief)\b.{0,40}?<BE>.{0,160}?\b(?:ingegaan|toegelicht|uiteengezet|geschetst|beschreven|worden opgenomen)\b|\b(?:[Ii]n|[Bb]ij) (?:de|het|mijn|die) (?:\w+ ){0,2}(?:\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie|reactie|verslag) (?:<FUT>|ga|gaat|gaan) <GOV>.{0,120}?\b(?:in op|ingaan)\b|(?:\b(?:[Dd]aarin|[Hh]ierin) <BE>|\b(?:[Dd]aarbij|[Hh]ierbij) <FUT>).{0,160}?\b(?:ingegaan|toegelicht|uiteengezet|geschetst)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "In die reactie zal worden ingegaan op de genoemde conclusies.",
            "Daarin zal ook worden ingegaan op de kosten.",
            "In de volgende voortgangsrapportage ga ik nader in op de stand van zaken.",
            "In de brief van volgend voorjaar zal de stand van zaken worden opgenomen.",
        ),
        counterexamples=(
            "In deze brief wordt ingegaan op de vragen van de leden.",
            "In het rapport is ingegaan op de kosten.",
            "In genoemde brief wordt nader op de kosten ingegaan.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.answer",
        needs=("beantwoord", "eantwoording"),
        pattern=r"^(?!.*\b(?:straks|zo(?! (?:snel|spoedig))|zometeen|dadelijk|nu|hieronder|hierna|gezamenlijk|tezamen|in samenhang|tweede termijn|blok\w*)\b)(?:(?=.*\bvragen\b)(?=.*(?:<GOV>|<HOUSE>|\b(?:leden|lid|fracties?|Kamervragen|schriftelijke vragen)\b)).*(?:<FUT>|\b(?:[Ww]ordt|[Ww]orden)\b)<GAP>\bbeantwoord(?:en)?\b|(?:[Dd]e )?\b[Bb]eantwoording\b[^;]{0,80}<FUT>[^;]{0,80}\b(?:plaatshebben|plaatsvinden|volgen)\b)",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        timed=True,
        examples=(
            "Ik zal de vragen zo snel mogelijk beantwoorden.",
            "De vragen van de leden zullen uiterlijk 12 mei worden beantwoord.",
            "De beantwoording zal plaatshebben omstreeks half februari.",
        ),
        counterexamples=(
            "De vragen 2 en 3 zal ik gezamenlijk beantwoorden.",
            "De vragen zijn in mei beantwoord.",
            "De vragen van reizigers worden binnen twee weken beantwoord.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.come",
        needs=("kom ", "kom,", "komt", "komen ", "komen.", "komen,", "komen:", "komen;", "komen)", "Kom", "gaat ", "gaan "),
        pattern=r"\b(?:[Kk]om|[Kk]omt|[Kk]omen)\b(?: <ADV>)? <GOV><GAP>\bmet\b<GAP>\b(?:naar|richting|bij) <HOUSE>|(?:<GOV>(?: <ADV>)? (?:kom|komt|komen)\b|\b(?:[Kk]om|[Kk]omt|[Kk]omen)(?: <ADV>)? <GOV>)<GAP>\bmet (?:(?:een|het|de)\b[^.;]{0,60})?(?:cijfers|resultaten|uitkomsten|brief|plan|plannen|rapportage|voorstel|voorstellen|reactie|standpunt|notitie|agenda|overzicht|antwoord|strategie|aanpak|visie|uitwerking|analyse|inventarisatie|maatregelen|terugkoppeling|update)\b|\b(?:[Kk]om|[Kk]omen) <GOV> (?:daar|hier)mee\b|\b(?:naar|richting|bij|aan) <HOUSE>(?: toe)? <FUT> komen\b|\b(?:richting|naar) <HOUSE> te komen\b|\b(?:\w*brief|\w*rapport|\w*rapportage|evaluatie|onderzoek|wetsvoorstel|ontwerp|advies|\w*reactie|\w*nota|visie|strategie|\w*toets|plan(?: van aanpak)?|overzicht|notitie)\b[^;?]{0,120}\b(?:komt|komen|gaat|gaan)\b[^;?]{0,60}\b(?:naar|richting) <HOUSE>",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=(
            "Het ontwerp van de nota komt in het derde kwartaal naar uw Kamer.",
            "Ik kom voor de kerst met cijfers over de btw.",
            "Voor de zomer kom ik met een definitief standpunt naar uw Kamer.",
            "De minister komt voor het zomerreces met een brief over de begroting.",
            "Er is overeenstemming over een regeling, die ook naar uw Kamer toe zal komen.",
            "Voor het einde van het jaar komen we daarmee.",
            "Ik kom wel degelijk met voorstellen en concrete maatregelen.",
        ),
        counterexamples=("De Commissie komt met een voorstel naar de lidstaten.", "Ik kom met de trein."),
    ),
    CommitmentRule(
        id="commitment.inform.letter",
        needs=("brief", "rapportage", "reactie", "standpunt"),
        pattern=r"\b[Dd](?:e|eze|ie|it|at) (?:\w+ )?(?:\w*brief|\w*rapportage|\w*reactie|kabinetsstandpunt)\b[^;,]{0,60}<BE>[^;,]{0,80}\b(?:verstuurd|verzonden|gestuurd|gezonden|aangeboden)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        examples=("Deze brief wordt naar verwachting kort na de zomer verstuurd.", "De kabinetsreactie zal in mei worden verzonden."),
        counterexamples=("De brief is in mei verstuurd.", "De brief wordt in mei besproken."),
    ),
    CommitmentRule(
        id="commitment.inform.proposal",
        needs=("ijn voorstel", "bied", "Bied"),
        pattern=r"\b[Mm]ijn voorstel (?:is|zou zijn)\b<GAP><HOUSE><GAP>\bte (?:sturen|informeren|doen|schrijven)\b|\b(?:[Bb]ied|[Bb]ieden) <GOV><GAP>\b(?:briefing|brief|gesprek)\b<GAP>\baan\b|<GOV> (?:bied|bieden)\b<GAP>\b(?:briefing|brief)\b<GAP>\baan\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        spoken=True,
        examples=(
            "Mijn voorstel zou zijn om uw Kamer een brief te sturen over de kosten.",
            "Ik bied ook een technische briefing aan.",
        ),
        counterexamples=("Mijn voorstel is om dit niet te doen.", "De fractie biedt een gesprek aan."),
    ),
    CommitmentRule(
        id="commitment.inform.follows",
        needs=("olgt", "olgen", "erschijnt", "komt", "Komt"),
        pattern=r"\b(?:[Vv]olgt|[Vv]erschijnt|[Kk]omt(?: er)?)\b.{0,60}?\b(?:een|de|het) (?:\w+ ){0,2}?(?:\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie|kabinetsstandpunt|voortgangsrapportage)\b.{0,80}?(?:<HOUSE>|\b[Kk]amer\b)|\b(?:\w*brief|\w*brieven|\w*rapportages?|kabinetsreactie|beleidsreactie)\b.{0,60}?\bvolg(?:t|en)\b(?! dat\b)|\b[Vv]olgt (?:er )?(?:een|de|mijn|het) (?:\w+ ){0,2}(?:\w*brief|kabinetsreactie|beleidsreactie|kabinetsstandpunt)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        examples=(
            "In het najaar volgt een brief aan de Kamer over de uitvoering.",
            "De kabinetsreactie volgt na de zomer.",
            "In het najaar volgt een kabinetsreactie.",
        ),
        counterexamples=("Uit de brief volgt dat de kosten stijgen.", "De procedure volgt de gewone regels."),
    ),
    CommitmentRule(
        id="commitment.inform.coming",
        needs=("komt", "gaat"),
        pattern=r"\b[Ee]r komt\b[^;,?]{0,60}\b(?:een|die|de) (?:\w+ ){0,2}?(?:\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie|reactie (?:van|op (?:de|het|die|deze|uw))|overzicht|notitie)\b|\b[Ee]r komt\b(?![^;,?]*\b(?:nooit|niet|niets|niks|geen)\b)[^;,?]{0,100}\bnaar <HOUSE>|(?:^|[;,:] )(?:[Dd]ie|[Dd]eze) (?:komt|gaat) (?!niet|nooit)(?:\w+ ){0,3}naar <HOUSE>|\bkomt (?:de|die|deze) (?:\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie) (?:van (?:collega|minister|staatssecretaris|de minister|de staatssecretaris|mij)\b(?![^;?]*\baan de orde)|na|voor|vóór|in|deze|volgende|eind|begin|medio|binnen\w*|uiterlijk)\b|\b(?:[Dd]ie|[Dd]e|[Dd]eze) (?:\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie) komt (?:er|nog|in (?:de loop|het|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)|voor|vóór|na|deze|volgende|binnen\w*|begin|eind|medio|zo|snel|dus|naar <HOUSE>|uw kant|eraan)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Er komt voor de zomer een brief over dit onderwerp.",
            "Die brief komt eraan, in september.",
            "Er komt in maart een uitgebreid voorstel naar de Kamer.",
            "De toets is bijna klaar; die komt naar de Kamer toe.",
            "Over twee weken komt de brief van de minister.",
        ),
        counterexamples=(
            "Er komt een nieuwe brug.",
            "De brief komt aan de orde in het debat.",
            "Die komt niet naar de Kamer.",
            "Er komt nooit een voorstel naar de Kamer.",
            "Er komt nog een chemische reactie op gang.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.in_letter",
        signs=GOV,
        needs=("zetten", "schrijven", "opnemen", "vermelden", "verwerken", "meegeven", " mee"),
        pattern=r"(?:<FUT>|\b(?:[Kk]an|[Kk]unnen|[Ww]il|[Ww]illen|[Gg]a|[Gg]aan)) (?:<ADV> )?<GOV>(?![^;?]*\b(?:onmogelijk|niet)\b)[^;?]{0,100}\bin (?:de|die|een|mijn) \w*brief\b (?:\w+ )?(?:zetten|(?:op|be)schrijven|opnemen|vermelden|verwerken|meegeven)\b|\b[Ii]n (?:de|die|mijn) \w*brief\b[^;?]{0,60}\bneem <GOV>(?! <HOUSE>)[^;?]{0,100}\bmee\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Dan zullen we dat ook nog even in de brief zetten.",
            "Hoe zich dat tot elkaar verhoudt, kan ik keurig nog even in de brief opschrijven.",
            "In de brief die voor de stemmingen komt, neem ik in ieder geval deze suggestie mee.",
        ),
        counterexamples=(
            "Dat heb ik in de brief opgeschreven.",
            "De gemeente kan dat in de brief zetten.",
            "Dat kan ik onmogelijk in die brief verwerken.",
            "In die brief neem ik u mee in de geschiedenis.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.gladly",
        signs=GOV + HOUSE,
        needs=("graag", "willen informeren"),
        pattern=r"(?:\b(?:[Ww]il|[Ww]illen)(?: <ADV>)? <GOV>|<GOV>(?: <ADV>)? (?:wil|willen)\b)[^;,?]{0,40}?\bgraag met <HOUSE> (?:\w+ )?delen\b(?! dat\b)|<GOV> zou(?:den)?\b(?![^;?]*\b(?:nooit|niet)\b)[^;?]{0,120}<HOUSE>[^;?]{0,40}\bwillen informeren\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "De richting die wij kiezen, willen wij graag met de Kamer delen.",
            "Ik zou graag dat gesprek willen afwachten en de Kamer willen informeren.",
        ),
        counterexamples=(
            "Ik wil graag met u delen dat de cijfers goed zijn.",
            "De sector wil dat graag met de Kamer delen.",
            "Ik wil graag een anekdote met u delen.",
            "Ik zou de Kamer nooit verkeerd willen informeren.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.let_know",
        signs=GOV + HOUSE,
        needs=("weten",),
        pattern=r"(?:\b[Ll]aat <GOV>|<GOV>(?: <ADV>){0,2} laat\b)[^;?]{0,120}<HOUSE>[^;?]{0,80}(?<!het volgende )(?<!dit )\bweten\b(?![,:]| (?:dat|wat|hoe|of|waarom|welke|wie|waar)\b)",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=("Dat laat ik graag op niet al te lange termijn aan uw Kamer weten.", "Ik laat de Kamer de uitkomst weten."),
        counterexamples=(
            "Ik laat de Kamer weten dat de cijfers goed zijn.",
            "De gemeente laat de Kamer de uitkomst weten.",
            "Over de voortgang laat ik u het volgende weten.",
            "Ik laat uw Kamer weten waarom ik dit advies niet overneem.",
            "Laat ik u dit weten: het gaat goed.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.explain",
        signs=GOV + FUT,
        needs=(
            "uiteen",
            "schets",
            "toelichten",
            "verhelderen",
            "ingaan",
            "in te gaan",
            "inzicht",
            "communiceren",
            "terugkoppelen",
            "aandacht",
            "aangeven",
            "duidelijk",
            "inschatting",
            "rapporteren",
            "papier",
            "beschrijven",
        ),
        pattern=r"(?:<FUT>(?: <ADV>){0,2} <GOV>|<GOV>(?: <ADV>){0,2} <FUT>)<GAP>\b<EXPLAIN>",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        spoken=True,
        examples=(
            "In die aanpak zullen we de maatregelen schetsen.",
            "Precies dat zal ik uiteenzetten.",
            "Daarbij zullen we zo goed mogelijk inzicht geven in de omvang.",
        ),
        counterexamples=("De Commissie zal de maatregelen schetsen.", "Ik zal de gemeenten daarom vragen."),
    ),
    CommitmentRule(
        id="commitment.pledge",
        signs=GOV,
        needs=("toe", "afspreken", "eloof"),
        pattern=r"<GOV> (?:zeg|zegt|zeggen)\b.{0,120}?\btoe\b|\b(?:[Zz]eg|[Zz]eggen) <GOV>.{0,120}?\btoe\b|<GOV> (?:<FUT>|kan\b|kunnen\b|wil\b|willen\b|ga\b|gaan\b).{0,60}?\btoezeggen\b|(?:<FUT>|\b(?:[Kk]an|[Kk]unnen|[Ww]il|[Ww]illen|[Ll]aat)) <GOV>.{0,60}?\btoezeggen\b|\b[Dd](?:ie|eze) toezegging (?:kan|kunnen|wil|willen|doe|doen|geef) <GOV>|<GOV> (?:doe|doen|geef) (?:\w+ ){0,3}(?:(?:die|deze) toezegging\b|(?:de|een) toezegging (?:dat|om)\b)|<GOV> (?:kan|kunnen|wil|willen) (?:[\w\x02]+ ){0,4}toezegging doen\b|\b(?:[Ww]at|brief die) <GOV> (?:\w+ ){0,2}?toezeg\b|\b[Ll]aten <GOV> (?:\w+ ){0,5}afspreken dat <GOV>|\b[Ll]aat <GOV> (?:\w+ ){0,2}afspreken\b|<GOV> beloof\b|\b[Bb]eloof <GOV>",
        examples=(
            "Ik zeg toe dat de evaluatie dit jaar wordt afgerond.",
            "Dat zeg ik de Kamer graag toe.",
            "Dat kan ik toezeggen.",
            "Ja, die toezegging kan ik doen.",
            "Wat ik toezeg, is dat ik de minister vraag om daar inzicht in te geven.",
            "Laten we afspreken dat ik daar voor de behandeling van de begroting op terugkom.",
            "De brief die ik toezeg, gaat over de gevolgen voor de huren.",
        ),
        counterexamples=(
            "Nederland heeft een bijdrage toegezegd.",
            "Kan de minister dat toezeggen?",
            "Laten we afspreken dat de commissie dat bespreekt.",
            "Ik zeg u dat de evaluatie goed is.",
        ),
    ),
    CommitmentRule(
        id="commitment.pledge.named",
        needs=("toezegging",),
        pattern=r"(?:^|[;,:] )(?:\w+,? ){0,2}?(?:[Dd]at|[Dd]it) is (?:(?:wel|ook|dan|dus|bij dezen) ){0,2}een toezegging\b(?! (?:aan|die)\b| van (?!mij\b|ons\b))",
        spoken=True,
        examples=("Dat is een toezegging van mij.", "Daar kijk ik nog naar; dit is een toezegging."),
        counterexamples=("Dat is geen toezegging.", "Dat is een toezegging van mijn voorganger.", "Is dat een toezegging?"),
    ),
    CommitmentRule(
        id="commitment.pledge.restated",
        needs=("toegezegd", "toezeggen"),
        pattern=r"\b[Ii]s (?:\w+ ){0,2}aan <HOUSE> toegezegd (?:dat|om)\b|\b(?:[Hh]eb|[Hh]ebben|[Hh]eeft) (?:<GOV>|hij|zij)[^.;?]{0,60}\btoegezegd\b[^.;?]*\b(?:om|te|dat|waarin)\b|(?:<GOV>|\b[Hh]ij|\b[Zz]ij) (?:heb|hebben|heeft)\b[^.;?]{0,60}\btoegezegd\b[^.;?]*\b(?:om|te|dat|waarin)\b|<GOV> (?:[^;,]{0,60} )?zou (?:graag |wel )?(?:willen )?toezeggen\b",
        spoken=True,
        examples=("Wel heb ik u toegezegd om in een brief nader in te gaan op de kosten.", "Ik zou graag toezeggen om dat te verhelderen."),
        counterexamples=("De minister heeft dat toegezegd.", "Nederland heeft een bijdrage toegezegd."),
    ),
    CommitmentRule(
        id="commitment.intend.compelled",
        signs=GOV,
        needs=("genoodzaakt",),
        pattern=r"\b[Zz]ie(?:n)? <GOV> (?:mij|ons) genoodzaakt\b<GAP>\bte\b|<GOV> (?:zie|zien) (?:mij|ons) genoodzaakt\b<GAP>\bte\b",
        addressee=Addressee.OTHER,
        strength=Strength.INTENTION,
        examples=("Daarom zie ik mij genoodzaakt om deze eis in een wet vast te leggen.",),
        counterexamples=("De gemeente ziet zich genoodzaakt te sluiten.",),
    ),
    CommitmentRule(
        id="commitment.intend.willing",
        signs=GOV,
        needs=("bereid",),
        pattern=r"<GOV> (?:ben|is|zijn) (?:(?!niet|er|daar|nooit|wel eens)\w+ ){0,2}bereid\b<GAP>\bte\b|\b(?:[Bb]en|[Ii]s|[Zz]ijn) <GOV> (?:(?:graag|zeker|ook|uiteraard|wel|best|daar|toe|van harte) ){0,3}bereid\b|\bdat <GOV> (?:\w+ ){0,3}bereid (?:ben|zijn)\b",
        strength=Strength.INTENTION,
        examples=(
            "Ik ben bereid te onderzoeken of de regeling kan worden verruimd.",
            "Daarom is het kabinet bereid hierover in gesprek te gaan.",
            "Daar ben ik uiteraard graag toe bereid.",
        ),
        counterexamples=("Ik ben niet bereid de regeling te verruimen.", "Is de minister bereid dit te onderzoeken?"),
    ),
    CommitmentRule(
        id="commitment.intend",
        needs=("voornemen", "van plan"),
        pattern=r"<GOV>(?: [^;,]{0,60}?)? ?\b(?:voornemens|van plan)\b<GAP>\bte\b|\b(?:[Bb]en|[Ii]s|[Zz]ijn)(?: <ADV>)? <GOV>(?: [^;,]{0,40}?)? ?\b(?:voornemens|van plan)\b|\b[Hh]et voornemen (?:is|om)\b<GAP>\bte\b",
        strength=Strength.INTENTION,
        examples=(
            "Het kabinet is voornemens om dit jaar met een oplossing te komen.",
            "Daarom ben ik van plan een tijdlijn op te stellen.",
        ),
        counterexamples=(
            "Ik ben niet voornemens een dergelijk verzoek in te dienen.",
            "De leden vragen of de fabriek van plan is te sluiten.",
        ),
    ),
    CommitmentRule(
        id="commitment.intend.want",
        signs=GOV,
        needs=("wil", "Wil"),
        pattern=r"(?:<GOV>(?: <ADV>){0,2} (?:wil|willen)\b|\b(?:[Ww]il|[Ww]illen)(?: <ADV>){0,2} <GOV>)(?:(?!\bdat (?!graag|ook|verder|nog|nader))[^;]){0,120}?\b(?:(?:laten )?onderzoeken|verkennen|uitwerken|inventariseren|doorrekenen|in kaart brengen|een (?:\w+ )?(?:inventarisatie|overzicht|analyse) (?:laten )?maken|met (?:een|het) [^;?]{0,60}\b(?:\w*aanpak|\w*plan|\w*voorstel|\w*programma|strategie|visie|agenda)\b[^;?]{0,40}\bkomen)\b",
        addressee=Addressee.OTHER,
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Ik wil daarom verder onderzoeken of een uitzondering bijdraagt.",
            "Ik wil met een programmatische aanpak komen voor het splitsen van woningen.",
        ),
        counterexamples=("Ik wil graag dat de sector dit gaat onderzoeken.", "De fractie wil dit laten onderzoeken."),
    ),
    CommitmentRule(
        id="commitment.intend.soon",
        needs=("wil", "Wil", "tree", "trev", "erwacht"),
        pattern=r"(?:<GOV>(?: <ADV>){0,2} (?:wil|willen)\b|\b(?:[Ww]il|[Ww]illen)(?: <ADV>){0,2} <GOV>)(?:(?!\b(?:dat|niet|geen)\b)[^;,?]){0,120}?\b(?:<TASK>|\w*(?:bijeenkomst|sessie|gesprek|overleg|consultatie)\w* (?:gaan )?houden|organiseren|starten|afronden|publiceren|presenteren|indienen|invoeren|opleveren|openstellen|voorleggen|vaststellen)\b|(?:<GOV>(?: <ADV>)? stre(?:ef|eft|ven) er(?:naar)?|\b[Ss]tre(?:ef|eft|ven) <GOV> er(?:naar)?|\b(?:[Mm]ijn streven is|[Hh]et streven is erop gericht)|\b[Ss]treven van <GOV> is)\b<GAP>\bte \w+en\b|\b[Vv]erwacht(?:en)?\b(?: <GOV>)?(?: \w+)? dat <GOV>[^;]{0,260}?(?:\b(?:kan|kunnen)|<FUT>) \w+en\b",
        addressee=Addressee.OTHER,
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        timed=True,
        examples=(
            "We willen in mei en juni bijeenkomsten gaan houden.",
            "Voor de zomer wil het kabinet de strategie presenteren.",
            "Ik verwacht dat ik medio april alle vragen kan beantwoorden.",
            "Ik streef ernaar dit voor het eind van het jaar op te nemen.",
        ),
        counterexamples=(
            "Ik wil in mei niet opnieuw beginnen.",
            "De sector wil dit in mei afronden.",
            "Ik wil dat de sector dit in mei afrondt.",
        ),
    ),
    CommitmentRule(
        id="commitment.inform.send",
        signs=GOV,
        needs=("tuur ", "turen ", "aak ", "aken ", "op een rij"),
        pattern=r"(?:\b[Mm]aak <GOV>|<GOV>(?: <ADV>)? maak\b)(?! (?:me|mij|ons)\b)[^,;.]{0,60}\b(?:een|die|dit) (?:\w+ ){0,2}(?:\w*brief|inventarisatie|overzicht|notitie|analyse)\b|(?:\b[Zz]et(?:ten)? <GOV>|<GOV>(?: <ADV>)? zet(?:ten)?\b)(?![^;?]*\beven\b)[^;,?]{0,80}\bop een rij(?:tje)?\b|(?:\b[Ss]tu(?:ur|ren) <GOV>|<GOV>(?: <ADV>)? stu(?:ur|ren)\b)[^;?]{0,80}?\b(?:een|het|de|die|deze|dit|mijn) (?:\w+ ){0,3}?(?:\w*brief|onderzoek|\w*rapport|\w*rapportage|evaluatie|overzicht|notitie|\w*reactie|advies|cijfers|\w*plan)\b",
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Ik stuur in het najaar een brief over zandwinning.",
            "Voor de zomer stuur ik het onderzoek naar geluid.",
            "Ik maak een overzicht van de instrumenten.",
            "Dan maak ik daar een aparte brief van.",
            "Maar ik zet graag de mogelijkheden op een rij.",
        ),
        counterexamples=(
            "De gemeente stuurt in mei een brief.",
            "Ik stuur in mei iemand naar het overleg.",
            "Dat maakt een overzicht nodig.",
            "Ik maak mij zorgen over de brief.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.include",
        signs=GOV,
        needs=("mee ", "mee.", "mee,", "meenemen", "op in", "pak", "Pak", "etrek"),
        pattern=r"(?:\b(?:[Nn]eem|[Nn]emen) <GOV>|<GOV> (?:neem|neemt|nemen)\b)[^,;.\x02]{0,80}\b(?:mee (?:in|bij|naar|als|richting)|op in (?:de|het|een|mijn) (?:\w+ )?(?:\w*brief|\w*rapportage|\w*reactie|\w*agenda|verslag|evaluatie|wet\w*|plan\w*))\b|\b[Ii]n (?:de|het|die|deze|mijn) (?:\w+ )?(?:opvolging|uitwerking|vervolg|gesprek(?:ken)?|overleg(?:gen)?|evaluatie|verkenning|aanpak|\w*plan(?:nen)?|afweging|besluitvorming|voorbereiding)\b[^,;.]{0,60} neem <GOV>[^,;.]{0,60}\bmee\b|\b[Ww]il(?:len)? <GOV> (?:(?:het|dat|dit|die|deze|graag|zeker|ook|nadrukkelijk|meteen|dan) ){1,4}meenemen\b|\b[Dd](?:at|it|ie) wil(?:len)? <GOV> (?:(?:graag|zeker|ook|nadrukkelijk|meteen|dan|best|wel) ){0,3}meenemen\b|\b[Pp]ak(?:ken)? <GOV> (?:[^,;.]{0,60} )?op\b|\b[Dd]aarbij betrek <GOV>|\b[Dd](?:at|it|ie) betrek <GOV>[^,;.]{0,80}\bbij\b|\b[Bb]etrek <GOV> (?:dit|dat|die|deze|het|uw)\b[^,;.]{0,80}\bbij\b|<GOV> betrek (?:dit|dat|die|deze|het|uw)\b[^,;.]{0,80}\bbij\b",
        action=Action.ACT,
        examples=(
            "Dit neem ik mee in de gesprekken met de sector.",
            "Wij nemen dit mee in ons onderzoek.",
            "Dat nemen wij op in de brief.",
            "Dat pakken we daarin op.",
            "Daarbij betrek ik de lessen uit het onderzoek.",
            "Ja, dat wil ik nadrukkelijk meenemen.",
            "In de opvolging van die strategie neem ik deze vraag ook mee.",
        ),
        counterexamples=(
            "Verder neem ik u mee in de stand van zaken.",
            "De leden nemen hun ervaring mee in het debat.",
            "Neemt u mijn vraag mee?",
            "In de auto neem ik altijd een paraplu mee.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.include.passive",
        needs=("meegenomen", "betrokken", "verwerkt", "onderdeel", "krijgen in "),
        pattern=r"\b(?:[Ww]ordt|[Ww]orden)\b[^;]{0,160}\b(?:meegenomen|betrokken|verwerkt) (?:in|bij) (?:de|het|deze|die|mijn) (?:\w+ ){0,2}(?:evaluatie|\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie|reactie|begroting|besluitvorming|uitwerking|verkenning|herziening)\b|<FUT>(?: \w+){0,2} onderdeel (?:zijn|worden|uitmaken) van (?:de|het|deze|die|mijn) (?:\w+ ){0,2}(?:evaluatie|\w*brief|\w*rapportage|kabinetsreactie|beleidsreactie|reactie|verkenning)\b|\bonderdeel <FUT> (?:zijn|worden|uitmaken) van (?:de|het) (?:evaluatie|\w*brief|\w*rapportage)\b|<FUT>(?: \w+){0,2} (?:een )?(?:plek|plaats) krijgen in (?:de|het|een|mijn|die)\b",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        examples=("Dit wordt betrokken bij de evaluatie in 2027.", "De resultaten worden meegenomen in de kabinetsreactie."),
        counterexamples=("Het belang van het kind wordt betrokken bij de afweging.", "Dit is meegenomen in de evaluatie."),
    ),
    CommitmentRule(
        id="commitment.act.soon",
        signs=GOV,
        needs=(
            *("nderzoe", "erken", "ezie", "erk", "preek", "preken", "ekijk", "rganiseert", "nventariseer", "valueer", "tart", "ubliceer"),
            *("resenteer", "ijzig", "erleng", "ref", "pas", "Pas", "voer", "Voer", "stel", "Stel"),
            *("breng", "Breng", "houd", "Houd", "eem", "emen"),
        ),
        pattern=r"\b<DOES>(?: <ADV>){0,2} <GOV>|(?<!\b[Hh]eb )(?<!\bhebben )(?<!\bheeft )(?<!\bwaarover )(?<!\bwaarin )<GOV>(?: <ADV>){0,2} <DOES>\b",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        timed=True,
        examples=(
            "De komende tijd verkennen we hoe dit kan.",
            "Samen met de sector werk ik dit voor de zomer verder uit.",
            "Begin volgend jaar start ik een proef.",
            "Per 1 januari past het kabinet de regeling aan.",
        ),
        counterexamples=(
            "De komende tijd verkent de sector hoe dit kan.",
            "In de komende periode is dit niet aan de orde.",
            "In mei heb ik onderzoek laten doen.",
            "Ik stel vast dat de sector in mei begint.",
            "Voor volgend jaar is het opgelost in de begroting waarover we nu spreken.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.commission",
        signs=GOV,
        needs=("laat", "laten"),
        pattern=r"^(?=.*\b(?:20\d\d|(?:dit|deze|komende?|volgende?) (?:jaar|maand|periode|tijd|week|najaar|voorjaar|zomer)|nog|nader|opnieuw|binnenkort|laat (?:dit|dat|hier|daar)|laat (?:\w+ )?(?:onderzoeken|uitzoeken|nagaan|berekenen|doorrekenen) (?:of|hoe|wat|welke))\b).*<GOV>(?: [^;,]{0,20}?)? (?:laat|laten)\b<GAP>\b(?:onderzoeken|berekenen|uitvoeren|uitwerken|uitzoeken|doorrekenen|evalueren|in kaart brengen|nagaan|kijken|opstellen|toetsen)\b",
        action=Action.ACT,
        examples=(
            "Ik laat onderzoeken of omroepen langdurig bekostigd kunnen worden.",
            "Ik laat dit jaar onderzoeken of de norm voldoet.",
            "Het ministerie van IenW laat de concentraties nader berekenen.",
        ),
        counterexamples=("Onderzoek laat zien dat de norm voldoet.", "Het ministerie laat daarom de effecten in kaart brengen."),
    ),
    CommitmentRule(
        id="commitment.act.will",
        signs=GOV + FUT,
        needs=("zal", "Zal", "ullen"),
        pattern=r"<FUT>(?: <ADV>){0,2} <GOV>|<GOV>(?:,[^,;]{0,120},)?(?: <ADV>){0,2} <FUT>|<GOV>(?:(?!\b(?:dat|of|die)\b)[^;?]){0,250} en <FUT>",
        action=Action.ACT,
        examples=(
            "Indien er zorgelijke signalen zijn, zal het kabinet daar aandacht voor vragen.",
            "Nederland zal, conform het regeerprogramma, een bijdrage leveren.",
            "De staatssecretaris van Justitie en Veiligheid zal aan de conferentie deelnemen.",
            "Ik heb het advies nog niet kunnen lezen en zal dit nader bestuderen.",
        ),
        counterexamples=(
            "De Commissie zal op 12 juli beoordelen of de regels worden nageleefd.",
            "De inzet van het kabinet zal worden voortgezet door gemeenten.",
            "Ik zou dat graag willen.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.going",
        signs=GOV,
        needs=("ga ", "ga,", "gaat ", "gaat,", "gaan ", "gaan,", "Ga"),
        pattern=r"(?:\b(?:[Gg]a|[Gg]aat|[Gg]aan)(?: <ADV>){0,2} <GOV>|<GOV>(?: <ADV>){0,2} (?:ga|gaat|gaan)\b)(?:(?!\b(?:als|maar|omdat)\b)[^;\n]){0,200}?\b(?:<TASK>|in gesprek|gesprek aan|aan de slag|in overleg|om (?:de )?tafel|(?:daar|hier) langs\b|langs bij|op bezoek|onder de aandacht brengen|verder brengen|met [^;,.]{0,60}\b(?:praten|spreken)\b|na (?:op|of|wat|hoe|welke|waar)\b|\bna[.,]|(?:daar|er|hier)?naar (?:[^;,.]{0,60} )?kijken|\w*(?:bijeenkomst|sessie|gesprek|consultatie)\w* (?:organiseren|houden)|aan\.|aan,)",
        action=Action.ACT,
        examples=(
            "Ik ga met de bond praten over vuurwerk.",
            "Ik ga hierover in gesprek met de gemeenten.",
            "Dat gesprek ga ik aan, met de nodige reserves.",
            "We gaan dit samen met de sector onderzoeken.",
            "Ik ga dit incident onder de aandacht brengen van de vervoerder.",
        ),
        counterexamples=(
            "Ik ga door naar het volgende onderwerp.",
            "Daarbij gaat het kabinet zorgvuldig te werk.",
            "We gaan de volgende fase in.",
            "Ik ga dat verliezen maar ik kan daarmee leven als we harde afspraken maken.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.accept",
        signs=GOV,
        needs=("doen", "doe.", "doe,"),
        pattern=r"(?:^|[,:.!] )(?:[Dd]at|[Dd]it) (?:ga|gaan|kan|kunnen|wil|willen) <GOV> (?:(?:ook|graag|zeker|wel|uiteraard|natuurlijk|gewoon|absoluut|best|voor u) ){0,3}doen(?:[.!]?$|(?=, (?:alleen|maar|mits|zij het)\b))|\b(?:dictum|verzoek|oproep|motie)\b[^;?]*, wil(?:len)? <GOV> (?:heel |zeer )?graag doen[.!]?$|^[Dd]at is iets (?:wat|dat) <GOV> (?:(?:heel|zeker|natuurlijk|uiteraard) ){0,2}graag doe\b|^(?:\w+, )?<GOV> (?:kan|kunnen|wil|willen|ga|gaan) (?:dat|dit) (?:(?:ook|graag|zeker|wel|uiteraard|natuurlijk|gewoon|absoluut|best|voor u) ){0,3}doen[.!]?$",
        action=Action.ACT,
        spoken=True,
        examples=(
            "Ja, dat kan ik doen.",
            "Dat ga ik ook doen.",
            "Dat kunnen we doen, maar dan wel na de zomer.",
            "Mijn antwoord daarop is: ja, dat wil ik doen.",
            "Dat is iets wat ik zeker graag doe.",
            "Het dictum, huiseigenaren aansporen tot isoleren, wil ik heel graag doen.",
        ),
        counterexamples=(
            "Dat kan ik niet doen.",
            "Daar kan ik niks aan doen.",
            "Dat wil ik eerst met de sector doen.",
            "Dat is iets wat ik niet doe.",
            "Een compliment geven, wil ik graag doen.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.task",
        signs=GOV,
        needs=("en laat", "en laten", "en ga"),
        pattern=r"<GOV>[^;?]{0,250} en (?:laat|laten|ga|gaan)\b<GAP>\b(?:kijken|<TASK>)",
        action=Action.ACT,
        examples=("Ik kan dit nu niet verklaren en laat hier nog naar kijken.",),
        counterexamples=("Ik laat het oordeel aan de Kamer.",),
    ),
    CommitmentRule(
        id="commitment.act.setting_out",
        signs=GOV,
        needs=("ga ", "gaat ", "gaan ", "Ga"),
        pattern=r"(?:\b(?:[Gg]a|[Gg]aat|[Gg]aan)(?: <ADV>){0,2} <GOV>|<GOV>(?: <ADV>){0,2} (?:ga|gaat|gaan)\b)(?! (?:daar |er |hier )?(?:niet|niks|niets|geen|nu|doen|zeggen|beginnen|naar (?:de|het|mevrouw|meneer|een|vraag)|door|over|voort)\b)[^;:?]{0,160}?(?<!te )\b<DEED>",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Daar ga ik alsnog zeker invulling aan geven.",
            "Allereerst: het kabinet gaat zich beraden op de motie.",
            "Voor die lijn gaan we dus een gezaghebbend persoon aanstellen.",
            "Ik ga het adviescollege opdracht geven om mij te adviseren.",
            "We gaan de regeling nog eens tegen het licht houden.",
            "We gaan hier nauwgezet op toezien.",
        ),
        counterexamples=(
            "Dan ga ik naar de heer Jansen.",
            "Ik ga daar niet over spreken.",
            "Dat gaat om veel geld voor de aanpak.",
            "De gemeenten gaan daar invulling aan geven.",
            "Ik ga daar iets aan toevoegen.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.take_over",
        signs=GOV,
        needs=("eem ", "emen ", "tel ", "tellen "),
        pattern=r"(?:\b[Nn]eem <GOV>|\b[Nn]emen <GOV>|<GOV>(?: <ADV>)? (?:neem|nemen)\b)[^;,?]{0,60}\b(?:suggestie|voorstel|aanbeveling(?:en)?|idee|advies)\b[^;,?]{0,60}\bover\b|(?:\b[Ss]tel <GOV> voor|<GOV> stel voor)\b[^;?]{0,40}?(?:dat|om)\b[^;?]{0,60}<GOV>",
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Daarom neem ik de suggestie over om daar nadrukkelijker op in te gaan.",
            "Ik stel voor dat ik hier in de volgende paragraaf bij stilsta.",
        ),
        counterexamples=("Ik neem de vergadering over van de voorzitter.", "Ik stel voor dat de fracties hierover spreken."),
    ),
    CommitmentRule(
        id="commitment.act.see_to",
        signs=GOV,
        needs=("zorg", "Zorg"),
        pattern=r"(?:<GOV>(?: <ADV>)? zorg(?:en)?\b|\b[Zz]org(?:en)? <GOV>)(?! er al)[^;,?]{0,24}? dat (?:<GOV>[^;?]{0,120}?\b(?:stuur|sturen|informeer|informeren|schrijf|schrijven|terugkom|terugkomen|meld|melden|aanlever|aanleveren|regel|regelen)\b|(?:die|dat|dit|deze) (?:er |dan |daar )?(?:\w+ ){0,3}?(?:komt|ligt|gebeurt|geregeld wordt)\b)",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Ik zorg er dus voor dat ik nog een kort briefje stuur naar de Kamer.",
            "We zorgen ervoor dat die er morgen gewoon ligt.",
        ),
        counterexamples=(
            "We zorgen ervoor dat mensen kunnen meedoen.",
            "De gemeente zorgt ervoor dat die er morgen ligt.",
            "Zo zorgen we ervoor dat het systeem betaalbaar is.",
            "We zorgen er al jaren voor dat dit goed gebeurt.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.find_out",
        signs=GOV,
        needs=("laat ", "laten ", "Laat ", "zoek", "Zoek"),
        pattern=r"(?:<GOV>(?: <ADV>)? zoek(?:en)?|\b[Zz]oek(?:en)? <GOV>)\b[^;,?]{0,40}\buit\b|(?:\b[Ll]aat <GOV>|<GOV>(?: <ADV>)? laat\b)[^;?]{0,100}?(?:\w*onderzoek|analyse|inventarisatie|evaluatie) (?:doen|uitvoeren|maken|verrichten)\b|(?:\b[Ll]aat <GOV>|<GOV>(?: <ADV>)? laat) (?:me|mij)\b[^;?]{0,40}\b(?:informeren|bijpraten)\b|<GOV> (?:me|mij)\b[^;,?]{0,60}\blaat (?:informeren|bijpraten)\b",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        examples=(
            "Om die reden laat ik vervolgonderzoek doen.",
            "Zo spoedig mogelijk laat ik me daarover informeren.",
            "Ik zoek uit hoeveel advocaten met pensioen gaan.",
        ),
        counterexamples=(
            "De sector zoekt dit uit.",
            "Ik laat het oordeel over het onderzoek aan de Kamer.",
            "Laat ik u informeren over de feiten.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.then",
        needs=("gebeuren", "zijn", "worden", "komen", "volgen", "is er", "komt er", "ligt er"),
        pattern=r"(?:^|[,:] )(?:[Dd]at|[Dd]it|[Dd]ie) <FUT>[^;,?]{0,60}\bgebeuren\b|(?:^|[,:] )(?:[Dd]ie|[Dd]e (?:\w*brief|\w*rapportage|\w*reactie)) (?:is|komt|ligt) er(?: (?:in ieder geval|dan|ook|wel|dus|hopelijk|naar verwachting|zeker|nog)){0,3} (?:in|voor|vóór|na|begin|eind|medio|uiterlijk|morgen|volgende|deze|aanstaande|binnen|\w+dag)\b|(?:^|[,:] )(?:[Dd]at|[Dd]it|[Dd]ie) <FUT> (?:\w+ ){0,3}?(?:zijn (?:in|bij|na|voor|vóór|begin|eind|medio|uiterlijk)\b|(?:in|bij|na|voor|vóór|begin|eind|medio|uiterlijk|rond)(?: (?:de|het))? \w+(?: \d{4})? (?:zijn|worden|komen|volgen)\.$)",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        spoken=True,
        timed=True,
        examples=(
            "Dat zal op korte termijn gaan gebeuren.",
            "Als u een datum wilt hebben: dat zal in september zijn.",
            "Die is er in ieder geval uiterlijk vrijdag.",
        ),
        counterexamples=(
            "Dat zal de gemeente in mei doen.",
            "Er zal in mei veel gebeuren.",
            "Dat zal in 2026 lastig zijn.",
            "Die is er nu eenmaal tot 2027.",
            "De brief ligt er en het debat is volgende week.",
        ),
    ),
    CommitmentRule(
        id="commitment.act.do",
        signs=GOV,
        needs=("doe ", "doen ", "Doe "),
        pattern=r"<GOV>(?: <ADV>)? doen? (?:dat|dit|het)\b|\b(?:[Dd]at|[Dd]it) doen? <GOV>",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        spoken=True,
        timed=True,
        examples=("Ik doe dat op korte termijn.", "Dat doe ik volgende week."),
        counterexamples=("De gemeente doet dat volgende week.", "Ik doe mijn best om dat volgende week te halen."),
    ),
    CommitmentRule(
        id="commitment.intend.aim",
        needs=("treven is",),
        pattern=r"\b(?:[Hh]et|[Oo]ns|[Mm]ijn) streven is (?:om|dat)\b[^;?]*\b(?:te (?:kunnen )?\w+en|(?:kan|kunnen|wordt|worden))\b",
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=("Het streven is om tijdens dat overleg afspraken te maken over het geld.",),
        counterexamples=("Het streven is de bruggen goed te bedienen.", "Het streven van gemeenten is om te bouwen."),
    ),
    CommitmentRule(
        id="commitment.intend.by_then",
        signs=GOV,
        needs=("oop ", "open ", "enk ", "enken ", "robe", "erwacht", "wil", "Wil"),
        pattern=r"(?:(?<!waarin )<GOV>(?: <ADV>)? (?:hoop|hopen|probeer|proberen|verwacht|verwachten)\b|\b(?:[Hh]oop|[Hh]open|[Pp]robeer|[Pp]roberen|[Vv]erwacht|[Vv]erwachten) <GOV>)(?! (?:\w+ ){0,2}dat\b)[^;?]*\bte (?:kunnen )?\w+en\b|<GOV> (?:hoop|hopen|denk|denken|verwacht|verwachten) dat (?:die|deze|dat|dit) er\b(?![^;?]*\b(?:niet|toe)\b)[^;?]*\b(?:is|zijn|komt|ligt|liggen)\b|(?:(?<!zouden )(?<!zou )<GOV>(?: <ADV>){0,2} (?:wil|willen)\b|\b(?:[Ww]il|[Ww]illen)(?: <ADV>){0,2} <GOV>)(?! (?:\w+ ){0,2}(?:dat|niet|geen)\b)[^;?]*\b(?:doen|[a-z]{3,}en)(?=[.,;!]|$)",
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        spoken=True,
        timed=True,
        examples=(
            "We hopen voor Prinsjesdag de verkenner te kunnen presenteren.",
            "Eind 2026 willen we de verkenning herstarten.",
            "Ik denk dat die er in maart zou kunnen zijn.",
            "Dat willen we in augustus gaan doen.",
        ),
        counterexamples=(
            "Ik hoop dat de agenten in de komende weken rust krijgen.",
            "De gemeenten willen in 2026 starten.",
            "Ik denk dat dit er in 2026 toe doet.",
        ),
    ),
    CommitmentRule(
        id="commitment.intend.meant",
        needs=("edoeling", "ukt het"),
        pattern=r"(?<!niet )\bde bedoeling (?:is )?(?:om\b|dat (?:<GOV>|(?:de|die|deze|een) \w*(?:brief|rapport|rapportage|reactie|evaluatie|wetsvoorstel)\b))|\b[Ll]ukt het (?:ons|mij|me)\b(?![^;?]*\bniet\b)[^;?]*\bte \w+en\b",
        strength=Strength.INTENTION,
        confidence=Confidence.MEDIUM,
        spoken=True,
        timed=True,
        examples=(
            "Het is de bedoeling dat we in het najaar de startbeslissing nemen.",
            "Zo lukt het ons om de eerste fase eind dit jaar af te ronden.",
        ),
        counterexamples=("Het is niet de bedoeling dat we dit volgend jaar overal doen.", "Lukt het ons niet om dit in mei te sturen?"),
    ),
    CommitmentRule(
        id="commitment.inform.sent",
        needs=("stuurd", "gezonden"),
        pattern=r"^(?:[Dd]at|[Dd]it|[Dd]ie|[Dd]eze|[Hh]et)\b[^;,?]{0,60}?(?:<FUT>|\b(?:wordt|worden)\b)[^;?]{0,80}\b(?:toegestuurd|toegezonden|nagestuurd|nagezonden|opgestuurd)\b",
        action=Action.INFORM,
        addressee=Addressee.HOUSE,
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=("Dat zal dan in de zomer worden toegestuurd.",),
        counterexamples=("Dat is in de zomer toegestuurd.", "Gemeenten krijgen die lijst toegestuurd."),
    ),
    CommitmentRule(
        id="commitment.act.spoken_of",
        signs=FUT,
        needs=("worden",),
        pattern=r"<FUT><GAP>\b(?:verslag (?:worden )?gedaan|worden (?:gesproken|nagedacht|gekeken)|(?:gesproken|nagedacht|gekeken|verslag gedaan) (?:gaan )?worden)\b",
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=("Dan zal ook verslag worden gedaan van de gesprekken.", "In dat overleg zal hierover gesproken worden."),
        counterexamples=("Er wordt hierover gesproken.",),
    ),
    CommitmentRule(
        id="commitment.act.that_will",
        signs=GOV,
        needs=("zal ", "zullen ", "ga ", "gaan "),
        pattern=r"\b(?:[Zz]eg|[Zz]eggen|[Aa]angegeven|[Aa]angeven|[Bb]evestigen|[Bb]eloof)\b(?: <GOV>)?(?: [\w\x02]+){0,3} dat <GOV> (?:(?!\bdat\b)[^;,?]){0,120}?(?:<FUT>|\b(?:ga|gaan)) \w+en\b|\bdat <GOV>(?: \w+){0,3} in (?:de|het|mijn|die) (?:\w+ )?(?:\w*brief|\w*rapportage|\w*reactie)\b[^;?]{0,80}?<FUT> \w+en\b",
        confidence=Confidence.MEDIUM,
        spoken=True,
        examples=(
            "Daarbij zeg ik dat ik een toelichting zal geven in de volgende brief.",
            "Ik kan u wel aangeven dat we er serieus naar gaan kijken.",
        ),
        counterexamples=("Ik zeg dat de gemeente een toelichting zal geven.",),
    ),
    CommitmentRule(
        id="commitment.act.passive",
        signs=FUT,
        needs=("worden",),
        pattern=r"<FUT><GAP>\b(?:worden (?:\w+ )?<WORK>|<WORK> (?:gaan )?worden)",
        action=Action.ACT,
        confidence=Confidence.MEDIUM,
        examples=(
            "Aan de hand daarvan zal opnieuw bezien worden of de regels voldoen.",
            "De hoogte van de bijdrage zal de komende maanden worden bepaald.",
        ),
        counterexamples=(
            "De financiële bijdrage zal overeenkomstig verminderd worden.",
            "De resultaten zullen in maart door de Commissie worden gepubliceerd.",
        ),
    ),
)

# What a toezegging or a motie is when it is made good; and the words by which it is not, or not yet. Between "niet" and what is not done stands
# only when, or an auxiliary verb: other words have a "niet" of their own ("de toezegging over het niet openbaar maken is afgedaan").
_SETTLED = r"(?:als )?(?:voldaan|afgedaan|nagekomen|gestand|ingelost|ingevuld|uitgevoerd|opgevolgd|te(?:ge)?moet|(?:uitvoering|invulling|opvolging|gevolg|gehoor) gegeven)\b"
_NOT_YET = (
    r"(?:\b(?:niet|nooit|evenmin|pas)(?: (?:meer|voor|vóór|na|binnen|uiterlijk|in|op|per|tijdig|tijd|dit|deze|volgend|de|het|eind|einde|begin|medio|van|naar|behoren|tot|nu|toe|daadwerkelijk|"
    r"gestelde|toegezegde|afgesproken|termijn|jaar|maand|week|zomer|winter|voorjaar|najaar|\w*reces|kwartaal|hiermee|daarmee|kunnen|kan|heb|hebben|beschouwd|is|zijn|wordt|worden|\d+|januari|februari|maart|april|mei|juni|"
    rf"juli|augustus|september|oktober|november|december))*? {_SETTLED}|\bgeen (?:\w+ )?(?:uitvoering|invulling|opvolging|gevolg|gehoor)\b)"
)
# What is said to be done before is done, whatever follows: "doe ik mijn toezegging gestand om te melden wat niet is uitgevoerd".
_UNTIL_SETTLED = rf"(?:(?!\b(?:{_SETTLED}|voldoet?\b|voldoen\b|uitvoering\b|invulling\b|gevolg\b))[^;])*?"
_ON_CONDITION = r"(?:[Zz]odra|[Ww]anneer|[Ii]ndien|[Tt]enzij|[Mm]its|[Oo]p het moment dat|[Aa]ls (?=(?:de|het|dit|dat|deze|die|er|ik|wij|we|u|uw|mijn|alle|beide|daar|hier)\b(?! gaat)))"

SCOPES: tuple[ScopeRule, ...] = (
    ScopeRule(
        id="scope.question",
        pattern=r"\?[)”\"’']*\d*$|^(?:[Dd]e leden|[Dd]eze leden|[Zz]ij) (?:van [^.]{0,120} )?(?:vragen|lezen|constateren|verzoeken|stellen|horen|willen|zijn benieuwd)\b|^(?!.*\b(?:[Zz]al|[Gg]a|[Zz]ullen|[Gg]aan) (?:ik|wij|we)\b|.*\b(?:[Ii]k|[Ww]ij|[Ww]e) (?:zal|ga|zullen|gaan)\b).*(?<!te )\b(?:vraagt|vragen|vroeg|vroegen) (?:mij |ons )?(?:of|om)\b|\b(?:vraag\b[^.;]{0,80}|gevraagd\b[^.;]{0,200})\bof (?:ik|wij|we|het kabinet|de minister|de staatssecretaris)\b|^(?!.*\b(?:[Zz]al|[Gg]a|[Zz]ullen|[Gg]aan) (?:ik|wij|we)\b|.*\b(?:[Ii]k|[Ww]ij|[Ww]e) (?:zal|ga|zullen|gaan)\b).*\b(?:heeft|hebben) (?:mij|ons|het kabinet|de regering)\b[^.;]{0,80}\b(?:verzocht|gevraagd)\b[^.;]*\b(?:waarop|wanneer)\b|\b(?:vroeg|vroegen|vraagt)(?: [\w-]+){1,4} of (?:ik|wij|we|het kabinet|de minister|de staatssecretaris)\b",
        cancels=("commitment.",),
        examples=(
            "Tot slot vroeg de rapporteur of ik dat kan toezeggen.",
            "Kan de minister dat toezeggen?",
            "De leden van de fractie lezen dat de regering hiervan gebruik zal maken.",
            "De commissie heeft mij op 23 juni verzocht om informatie over het tijdstip waarop de Kamer zal worden ingelicht.",
        ),
        counterexamples=("Dat zal ik doen.",),
    ),
    ScopeRule(
        id="scope.negated",
        pattern=r"\b(?:niet|(?:was|waren)(?: \w+){0,3}) (?:voornemens|van plan|bereid)\b|\b(?:kan|kunnen|wil|zal|ga) (?:ik|wij|we) (?:u )?(?:dat |dit |daar |nu |daarover )?(?:niet|geen)\b|\b(?:zeg|zeggen) (?:ik|wij|we) (?:dat |dit )?niet\b|\b(?:geen|niet) (?:\w+ ){0,2}toezeg|\b(?:niet|geen)\b[^.;]{0,80}\btoezeggen\b|\b(?:[Zz]al|[Zz]ullen|[Gg]aat|[Gg]aan) (?:(?:\w+ ){0,2}(?:niet|nooit) (?!alleen|slechts|enkel)|(?:\w+ ){3,5}nooit\b)|\b(?:[Zz]al|[Zz]ullen)\b[^.;,]*\bniet (?:voor|vóór|binnen|uiterlijk|in|nog|tijdig|op tijd)\b[^.;,]*\bkunnen\b",
        cancels=("commitment.",),
        in_clause=True,
        examples=(
            "Mijn toezegging over de huren zal ik niet voor 1 juli gestand kunnen doen.",
            "Ik ben niet voornemens een dergelijk verzoek in te dienen.",
            "Dat ga ik niet doen.",
            "Het kabinet was voornemens om dit in de wet te borgen.",
            "Op onderdelen zullen we er waarschijnlijk ook nooit komen.",
        ),
        counterexamples=(
            "Ik ben voornemens een verzoek in te dienen.",
            "Ik zal uw Kamer de nota niet voor de zomer, maar in oktober sturen.",
        ),
    ),
    ScopeRule(
        id="scope.delivered",
        pattern=r"^(?!.*\b(?:weten|mede|meld|melden|bericht)\b[^.;]{0,30} dat (?:ik|wij|we|het kabinet)\b.*\b(?:zal|zullen)\b).*?(?:<HEREBY>|\b(?:[Ss]tuur|[Ss]turen|[Zz]end|[Zz]enden|[Oo]ntvangt|[Bb]ied|[Bb]ieden) (?:ik|wij|u)\b[^.;]{0,80}(?<! op)(?<! na)(?<! met)(?<! bij)(?<! van) (?:deze|de voorliggende|onderhavige) (?:[Kk]amer)?brief\b|\((?:zie )?(?:hoofdstuk|paragraaf|bijlage|onderdeel) |\b(?:[Bb]ij deze\b(?! \w)|[Bb]ij deze\b(?= (?:de|het|een|mijn|u|uw|ik|ook|tevens|graag|informeer|bericht|stuur|zend|bied|doe|meld|ontvangt)\b)|[Hh]ieronder|[Oo]nderstaand|[Vv]erderop|[Hh]ierna|als (?:\w+)?bijlage|[Ii]n (?:paragraaf|hoofdstuk|bijlage|deel) \w+|[Ii]n de bijlagen? (?:ontvangt|vindt|treft|is|zijn)|[Ii]n het \w+ (?:deel|gedeelte) van|deze (?:[Kk]amer)?brief (?:beginnen|afsluiten|vervolgen)|in de(?:ze)? (?:onderhavige )?beantwoording\b(?! van (?:\w+ )?(?:Kamer)?vragen)|mede dat)\b)",
        cancels=("commitment.inform.", "commitment.legislate.", "commitment.act.will", "commitment.act.going", "commitment.act.include"),
        in_clause=True,
        examples=(
            "Hierbij wordt uw Kamer geïnformeerd over de voortgang.",
            "Via deze weg wordt uw Kamer op de hoogte gesteld van de brief.",
            "Middels deze derde voortgangsbrief informeer ik uw Kamer over de aanpak.",
            "Met bijgaande rapportage informeer ik u over het stelsel.",
            "Overeenkomstig de afspraken ontvangt u bij deze het jaarbericht.",
            "Verderop in de brief ga ik in op de kosten.",
            "In aanloop naar het overleg stuur ik u deze brief om u te informeren over de stand van zaken.",
            "In de bijlage ontvangt u een selectie van de antwoorden.",
        ),
        counterexamples=(
            "Uw Kamer wordt hierover geïnformeerd.",
            "Ik zal de Kamer informeren over de manier waarop de inspectie hierbij betrokken is.",
            "Via deze brief laat ik u weten dat ik uw Kamer de gevraagde informatie in oktober zal toesturen.",
            "Binnen twee weken ontvangt u, in aanvulling op deze brief, het rapport.",
            "Over de in deze brief genoemde maatregelen ontvangt u na de zomer een rapportage.",
        ),
    ),
    ScopeRule(
        id="scope.quoted",
        pattern=r"\b(?:zou(?:den)? (?:\w+ ){0,3}?zeg(?:gen)?|zegt|zei|dan zeg je|roept|denkt)(?:: ?| )[\"“„]|\b(?:zeiden|zegt|zei): |\bzou(?:den)? (?:\w+ ){0,3}?zeggen: ",
        cancels=("commitment.act.", "commitment.intend"),
        examples=("Het zou raar zijn als ik zou zeggen: ik ga daar nu op sturen.", 'De minister zegt "ik ga met hen in gesprek".'),
        counterexamples=("Ik zeg dat ik met hen in gesprek ga.",),
    ),
    ScopeRule(
        id="scope.reported",
        pattern=r"\b(?:is|zijn|werd)\b[^;,]{0,120}\btoegezegd (?:dat|om)\b",
        cancels=("commitment.inform.",),
        examples=("Tijdens het debat is toegezegd dat de Kamer wordt geïnformeerd over de kosten.",),
        counterexamples=("Zoals toegezegd wordt uw Kamer in mei geïnformeerd.",),
    ),
    ScopeRule(
        id="scope.opinion",
        pattern=r"\b(?:goed|belangrijk|wenselijk|verstandig|logisch|nodig|terecht) (?:is |vind )?(?:om|dat)\b",
        cancels=("commitment.inform.house.",),
        examples=("Ik denk dat het goed is dat het parlement wordt geïnformeerd over de oplossing.",),
        counterexamples=("Het parlement wordt geïnformeerd over de oplossing.",),
    ),
    ScopeRule(
        id="scope.general",
        pattern=r"^(?:Als|Indien|Wanneer|In het geval)\b",
        cancels=("commitment.act.passive",),
        examples=("Als er signalen van misbruik zijn, zal dit worden onderzocht.",),
        counterexamples=("Dit zal worden onderzocht.",),
    ),
    ScopeRule(
        id="scope.running",
        pattern=r"\b(?:regelmatig|doorlopend|voortdurend|continu|waarbij tevens)\b",
        cancels=("commitment.act.passive", "commitment.act.commission", "commitment.inform.house.passive"),
        examples=("Deze plannen zullen regelmatig worden gemonitord.",),
        counterexamples=("Deze plannen zullen worden getoetst.",),
    ),
    ScopeRule(
        id="scope.here_and_now",
        pattern=r"\b(?:zo meteen|zometeen|zo dadelijk|[Ss]traks|dadelijk|zo direct|(?:in|voor) (?:(?:de|mijn) )?tweede termijn|nog (?:heel )?even|nu even|heel even|even kort|ga ik nu|ik ga nu|later in (?:dit|het) debat|zo (?:ook |nog )?(?:ook|nog|even)|zal ik zo|kom ik (?:dus |dan )?zo|overgaan (?:op|tot|naar)|[Ii]k (?:zal|ga|kom) (?:hier |daar |er )?zo (?:iets|wat|nog|ook|even|meteen|op)|(?:[Ii]k (?:zal|ga)|(?:zal|ga) ik) (?:hier |daar |nu )?(?:direct|meteen|gelijk|alvast)|motie (?:\w+ ){0,3}ontraden|[Ii]k (?:zal|ga) (?:het |dat |u )?aangeven (?:als|wanneer|waar|welke|hoe)|zal dat doen (?:op|aan de hand van|in)|(?:blok(?:ken)?|blokjes?|mapjes?|categorie(?:ën)?)|beantwoorden|(?<!in )(?:de|mijn) beantwoording|mijn reactie in eerste|langs(?:loop|lopen|ga|gaan)|(?:zal|ga|zullen|gaan) (?:\w+ ){0,3}even (?:\w+ ){0,2}(?:op)?(?:noemen|schetsen|aanstippen|markeren)|appreciëren|(?:door|voor|op|af)lezen|doorgaan|verdergaan|afmaken|vervolgen|van een appreciatie|afronden met|herhalen|langslopen|samenvatten|opmerkingen maken|kort (?:houden|over zijn)|we (?:dan |wel )?zien(?=\.?$)|(?:zal|zullen|ga|gaan) (?:ik )?(?:nu |dan )?eerst (?:ingaan|in op|even|kort|in algemene zin|in het algemeen)|[Ii]k kom (?:er|daar|hier) later op terug(?=\.?$)|in mijn (?:bijdrage|beantwoording|inbreng|inleiding|betoog))\b|(?:\.\.\.|…)$|\b(?:[Ii]k|[Ww]e) (?:ga|kom|gaan|komen) (?:nu |graag |dan )?(?:weer |ook )?(?:terug )?(?:door )?(?:naar|op) (?:de|het|mevrouw|vraag)\b|(?<!aarin )\b(?:(?:[Zz]al|[Gg]a) ik|[Ii]k (?:zal|ga)) (?:(?!\w*(?:brief|rapportage|reactie|debat))\w+ ){0,4}(?:in(?:gaan)? op)\b(?![^.;]*\b(?:brief|rapportage)\b)|\bga ik (?:graag )?(?:\w+ ){0,3}op in\b|\bvoor (?:zijn|haar|hun|mijn) rekening\b|\b[Dd]an (?:kom|ga) ik (?:weer )?(?:terug )?(?:op|bij|naar)\b(?![^.;]*\b(?:brief|rapportage)\b)|\b(?:[Aa]an|[Oo]p) het (?:einde|eind)\b(?! van)|(?<!schriftelijk )\been antwoord geven[.,;]|\b(?:vandaag|vanochtend|vanmiddag|vanavond)\b[^.;]*\b(?:ingaan|terugkomen)\b|^[Ii]k zal (?:dat|dit|het|ze|die) (?:\w+ )?(?:aangeven|noemen)[.]$|\boordeel\b[^.;]*\bKamer\b|\b[Ee]erst (?:[\w-]+ ){1,4}(?:doen|behandelen|aflopen|langs)\b",
        in_clause=True,
        cancels=(
            "commitment.inform.return",
            "commitment.inform.explain",
            "commitment.inform.house.receive",
            "commitment.act.",
            "commitment.pledge",
        ),
        examples=(
            "Daar kom ik zo meteen op terug.",
            "Daar zal ik zo nog wat over zeggen.",
            "Uiteindelijk zullen we kabinetsbreed ...",
            "Dan ga ik nu in op de motie over huren.",
            "Hier ga ik graag dieper op in.",
            "Dat zullen we zien.",
            "Ik zal zo iets zeggen over de timing.",
            "Op die basis zal ik de motie ontraden.",
            "Ik zal ingaan op de vragen over de brede welvaart.",
            "Ik zal hier kort over zijn.",
            "Daarom zal ik het oordeel over de motie aan de Kamer laten.",
            "Ik zal eerst de moties even langslopen.",
            "Ja, ik zal doorlezen.",
            "Na mijn opening zal ik overgaan tot de beantwoording van de vragen.",
            "Ik zal de vragen onderverdelen in blokjes.",
            "Dan kom ik weer terug op dat punt van de markt.",
            "Aan het einde kom ik er nog op terug.",
        ),
        counterexamples=("Daar kom ik in het najaar op terug.", "Ik zal in de brief ingaan op de kosten."),
    ),
    ScopeRule(
        id="scope.told_now",
        pattern=r"^(?!(?i:.*\b(?:na|zodra|wanneer|als(?! volgt)|indien|mocht|(?<!per )separate?|separaat|aparte?|afzonderlijke?|nader|volgende(?! (?:punt|onderwerp)e?n?\b)|verder|te zijner tijd|later|vervolgens|blijvend|periodiek|regelmatig|steeds|via|nog|spoedig|daarna|voorafgaand|tijdens|zo)\b))(?!.*\b[Ii]n (?:de|het|mijn|die) (?:[\w-]+ ){0,2}[\w-]*(?:brief|rapportage|verslag|reactie|agenda|monitor|beantwoording)\b)|\b(?:het volgende|als volgt)\b",
        cancels=("commitment.inform.house.present",),
        written=True,
        untimed=True,
        examples=("Mede namens de minister van Financiën bericht ik u het volgende.", "Daarnaast stuur ik u twee onderzoeken."),
        counterexamples=("Na afronding van het onderzoek informeer ik uw Kamer.", "Ik informeer u nader over de kosten."),
    ),
    ScopeRule(
        id="scope.told_that",
        pattern=r"\b(?:[Ii]nformeer|[Bb]ericht|[Mm]eld|[Dd]eel)(?:en)? (?:ik|wij|we) (?:u|[Uu]w Kamer|de Kamer)(?: \w+){0,2} dat\b(?! (?:ik|wij|we|het kabinet|u|[Uu]w Kamer)\b)|\b[Kk]an ik (?:u|uw Kamer) (?:\w+ ){0,2}melden dat\b(?! (?:ik|wij|we|het kabinet|u|[Uu]w Kamer)\b)|^(?:[Vv]oor|[Ii]n aanloop naar|[Tt]er voorbereiding op) (?:het|de) [^,;]{0,80}\b\w*(?:debat|[Oo]verleg|AO|WGO)\b[^,;]{0,60} (?:van|op) (?:\w+ )?\d[^,;]{0,30} (?:informeer|informeren|stuur|sturen|bericht|berichten|bied|bieden|zend|zenden)\b(?:,[^;]{0,250},)? ?(?:ik|wij)\b",
        cancels=("commitment.inform.house.present", "commitment.inform.house.aim"),
        written=True,
        examples=(
            "Hierover bericht ik u dat het rapport nog niet klaar is.",
            "Wel kan ik u alvast melden dat de proef slaagt.",
            "Voor het commissiedebat PFAS van 3 november aanstaande informeren wij u over de aanpak van PFAS.",
        ),
        counterexamples=(
            "Zodra dat bekend is, bericht ik u daarover.",
            "Over de planning bericht ik u dat ik in juni met een voorstel kom.",
            "Voor het debat over de begroting stuur ik u in september de cijfers.",
        ),
    ),
    ScopeRule(
        id="scope.this_letter",
        pattern=r"\b[Dd]eze (?:[Kk]amer)?brief wordt\b|\bontvangt (?:u|uw Kamer) (?:\w+ )?(?:nu|thans|deze|dit)\b|^(?!(?i:.*\b(?:na|zodra|nader|later|separaat|apart|volgende|daarna|nog|spoedig)\b)).*\bontvangt u (?:de|het|mijn|onze|dit)\b",
        cancels=("commitment.inform.house.receive", "commitment.inform.letter"),
        written=True,
        untimed=True,
        examples=(
            "Deze brief wordt gelijktijdig aangeboden aan de Eerste Kamer.",
            "Gezien de omvang ontvangt u de stand van zaken los van het verslag.",
        ),
        counterexamples=("Daarna ontvangt u de eindrapportage.", "Over de uitkomsten ontvangt uw Kamer een brief."),
    ),
    ScopeRule(
        id="scope.structure",
        pattern=r"^(?:Tot slot|Ten slotte|Tenslotte|Allereerst|Als eerste|Vervolgens|Hierna|Daarna|Eerst)\b(?!.*\b(?:brief|rapportage|verslag|debat)\b)[^;]*\b(?:[Zz]al|[Gg]a|[Zz]ullen|[Gg]aan) (?:ik|wij)\b[^;]*\b(?:schetsen|ingaan|bespreken|toelichten|behandelen|beschrijven|stilstaan|in op)\b|\b(?:[Zz]al|[Zz]ullen|[Gg]a|[Gg]aan|[Gg]aat)\b(?![^.;]*(?:brief|rapportage|verslag|debat|overleg|agenda|evaluatie|nota|begroting|plan))[^.;]*(?:\b(?:vervolgens|daarna|eerst|achtereenvolgens|allereerst)\b[^.;]*\b(?:ingaan|stilstaan bij|in op)\b|\b(?:wat|iets|een paar dingen) zeggen over\b)|\b(?:[Zz]al|[Gg]a) (?:ik )?(?:[\w-]+ ){0,3}(?:beginnen met (?:een|de|het) (?:\w+ )?(?:algemeen|algemene|deel|inleiding|vragen|samenvatting|schets|punt|onderwerp)|indelen|onderverdelen)\b|\b(?:[Zz]al|[Gg]a)\b[^.;]{0,60}\b(?:indelen|onderverdelen) in\b",
        cancels=("commitment.act.will", "commitment.act.going", "commitment.inform.explain"),
        untimed=True,
        examples=(
            "Tot slot zal ik enkele ontwikkelingen schetsen op het bredere terrein.",
            "De staatssecretaris zal vervolgens ingaan op zijn onderdelen.",
            "Ik zal mijn antwoorden indelen in vier onderdelen.",
        ),
        counterexamples=("Tot slot zal ik de sector vragen om een plan.", "In de voortgangsbrief zal ik ingaan op de kosten."),
    ),
    ScopeRule(
        id="scope.state",
        pattern=r"\b(?:[Zz]al|[Zz]ullen|[Gg]a|[Gg]aat|[Gg]aan)\b[^,;]{0,160}\b(?:moeten|leiden|ontstaan|(?<!de )(?<!deze )(?<!die )kosten|vergen|betekenen|blijken|gelden|bestaan|toenemen|afnemen|vergeten|bezig zijn|zo blijven)\b|(?<!gesprek )(?<!overleg )\b(?:ga|gaat|gaan)\b[^,;]{0,20}\b(?:ervan uit|er van uit|akkoord|om|over|uit van|niet over)\b",
        cancels=("commitment.act.will", "commitment.act.passive"),
        examples=("Dit zal Nederland meer geld gaan kosten.", "Wij gaan ervan uit dat dit klopt."),
        counterexamples=(
            "Ook zal ik met winkels in gesprek gaan over kleding.",
            "Ik zal voor de zomer de kosten laten berekenen.",
            "Ik ga hierover in gesprek.",
        ),
    ),
    ScopeRule(
        id="scope.other_actor",
        pattern=r"\b(?:[Zz]al|[Zz]ullen)\b[^;]{0,200}\bdoor (?!(?:de |het |een )?(?:[Mm]inister|[Ss]taatssecretaris|kabinet|regering|ministerie|mij|ons|middel)\b)[A-Za-z]\w+",
        cancels=("commitment.act.passive",),
        examples=("De kosten zullen door de gemeenten worden bepaald.",),
        counterexamples=("De kosten zullen door het kabinet worden bepaald.",),
    ),
    ScopeRule(
        id="scope.not_settled",
        pattern=rf"^{_UNTIL_SETTLED}\btoezegging(?:en)?\b{_UNTIL_SETTLED}{_NOT_YET}|{_NOT_YET}[^;]*\btoezegging(?:en)?\b|\bniet (?:\w+ )?aan (?:de|mijn|deze|die|onze|een) (?:[\w-]+ ){{0,2}}?toezegging|^Pas\b(?![^;]*\b(?:kon|konden|heb|hebben|werd)\b)",
        cancels=("fulfilment.toezegging.settled", "fulfilment.toezegging.sent", "fulfilment.toezegging.told"),
        examples=(
            "Met dit overzicht is nog niet voldaan aan de toezegging over de huren.",
            "Mijn toezegging over de huren kon ik niet voor het kerstreces gestand doen.",
            "Aan de toezegging over de huren is nog geen invulling gegeven.",
            "Daarmee voldoe ik niet aan mijn toezegging over de huren.",
            "De toezegging over de huren is pas in maart afgedaan.",
            "Pas dan is aan de toezegging over de huren voldaan.",
        ),
        counterexamples=(
            "Met deze brief voldoe ik aan de toezegging om te melden waarom het plan niet is uitgewerkt.",
            "De toezegging over het niet openbaar maken van de stukken is afgedaan.",
            "Omdat de wet niet doorgaat, beschouw ik de toezegging als afgedaan.",
            "Hiermee is niet alleen voldaan aan de toezegging, maar ook aan de motie.",
            "Hiermee is nog niet geheel voldaan aan de toezegging.",
            "Pas in mei heb ik aan de toezegging kunnen voldoen.",
            "Met deze brief voldoe ik aan de toezegging, die ik niet eerder kon nakomen.",
            "Hiermee doe ik mijn toezegging gestand om te melden welke moties niet zijn uitgevoerd.",
        ),
    ),
    ScopeRule(
        id="scope.not_executed",
        pattern=rf"^{_UNTIL_SETTLED}\b[Mm]oties?\b{_UNTIL_SETTLED}{_NOT_YET}|{_NOT_YET}[^;]*\b[Mm]oties?\b|\bniet (?:\w+ )?aan (?:de|deze|die|een) (?:[\w-]+ ){{0,2}}?[Mm]otie",
        cancels=("fulfilment.motie.executed", "fulfilment.motie.informs", "fulfilment.motie.given"),
        examples=(
            "De motie over de huren is hiermee nog niet uitgevoerd.",
            "Daarmee is nog geen uitvoering gegeven aan de motie over de huren.",
        ),
        counterexamples=("Hiermee is de motie over het niet verhogen van de huren uitgevoerd.",),
    ),
    ScopeRule(
        id="scope.settled_then",
        pattern=rf"^{_ON_CONDITION}(?![^;]*\b(?:deze brief|hierbij)\b)[^;,]*,[^;]*\b(?:toezegging(?:en)?|[Mm]oties?)\b|\b{_SETTLED},? {_ON_CONDITION}|\b(?:toezegging(?:en)?|[Mm]oties?),? {_ON_CONDITION}",
        cancels=("fulfilment.toezegging.settled", "fulfilment.motie.executed", "fulfilment.motie.given"),
        examples=(
            "Zodra het rapport er is, is aan de toezegging over de huren voldaan.",
            "Als het rapport is verschenen, beschouw ik de motie als uitgevoerd.",
            "De toezegging over de huren is afgedaan als het rapport is verschenen.",
            "Ik voldoe aan de toezegging zodra het rapport er is.",
        ),
        counterexamples=(
            "Hiermee doe ik mijn toezegging gestand om u te informeren zodra het rapport er is.",
            "Als bijlage treft u het rapport aan, waarmee is voldaan aan de toezegging.",
            "Als het gaat om de huren, voldoe ik hiermee aan de toezegging.",
            "Indien u dat wenst, licht ik toe hoe ik met deze brief aan de toezegging voldoe.",
        ),
    ),
    ScopeRule(
        id="scope.awaited",
        pattern=r"\b(?:[Ii]n afwachting van|[Vv]ooruitlopend op|[Ii]n aanloop naar|[Vv]oorafgaand aan|[Vv]ertraging (?:van|in|bij)|[Uu]itstel van|[Tt]ot(?:dat)?|[Vv]oordat) (?:(?:de|het|een|mijn|onze|deze|die) )?(?:(?:uitvoering|nakoming|afronding|verschijning|verzending|toezending|oplevering|uitkomsten|resultaten) van (?:(?:de|het|een|mijn|onze|deze|die) )?)?(?:[a-z]+e )?toe(?:gezegde|zegging)\b|\bdat (?:(?:ik|wij|u|uw Kamer) )?(?:de|het|mijn) toegezegde\b[^;]*\b(?:niet|later|vertra\w+|uitgesteld|uitstel|volgt|pas|zal|zullen|nog)\b",
        cancels=("fulfilment.toezegging.sent", "fulfilment.toezegging.told"),
        examples=(
            "Hierbij stuur ik u een tussenstand, in afwachting van de toegezegde evaluatie.",
            "Vooruitlopend op mijn toezegging om de huren door te rekenen, informeer ik u hierbij over de raming.",
            "Met deze brief meld ik u dat de toegezegde evaluatie later gereed is.",
        ),
        counterexamples=(
            "In afwachting van het debat ontvangt u hierbij de toegezegde evaluatie.",
            "Hierbij meld ik u dat de toegezegde evaluatie is afgerond en bijgevoegd.",
        ),
    ),
)

FULFILMENTS: tuple[FulfilmentRule, ...] = (
    FulfilmentRule(
        id="fulfilment.toezegging.hereby",
        of="toezegging",
        pattern=r"\b(?:[Cc]onform|[Ii]n lijn met|[Oo]vereenkomstig|[Zz]oals|[Nn]aar aanleiding van|[Tt]er uitvoering van|[Ii]n (?:het kader|vervolg) (?:van|op)|[Ii]n reactie op)\b.{0,30}\b(?:toezegging(?:en)?|toegezegd)\d{0,2}\b.*\b(?:[Hh]ierbij|[Hh]iermee|bijgevoegd|bijgaand|in deze brief|met deze brief|de voorliggende brief|in de bijlage|treft u|bied(?:en)? (?:ik|wij) u|informeer(?:en)? (?:ik|wij) u)\b|(?:<HEREBY>|\b[Dd]aarmee\b).*\b(?:conform|zoals|overeenkomstig)\b.{0,30}\b(?:toezegging(?:en)?|toegezegd)\d{0,2}\b|\b(?:heb ik|heeft|hebben wij|is)\b[^.]*\btoegezegd\b[^.]*;[^.]*\b(?:hierbij|hiermee|met deze brief)\b",
        examples=(
            "In het debat heb ik toegezegd uw Kamer te informeren; met deze brief doe ik dat.",
            "Conform de toezegging in het debat over wonen van 2 oktober jl. wordt u hierbij geïnformeerd over de cijfers.",
            "Hierbij ontvangt u, zoals toegezegd in het commissiedebat, de evaluatie.",
            "In vervolg op mijn toezeggingen in het debat van 2 oktober jl. informeer ik u hierbij over de cijfers.",
        ),
        counterexamples=(
            "In het debat heb ik toegezegd hier in mei op terug te komen.",
            "Uw Kamer zal zoals toegezegd in het plan van aanpak worden geïnformeerd.",
            "De lidstaten zijn niet verplicht uitvoering te geven aan hun toezeggingen.",
        ),
    ),
    FulfilmentRule(
        id="fulfilment.toezegging.done",
        of="toezegging",
        pattern=r"^(?!.*\b(?:zal|zullen|informeer|bericht|stuur|kom|ga|wordt|worden) (?:ik|wij|u|uw|de|het)\b).*\b(?:[Zz]oals|[Cc]onform)\b[^,;]{0,40}\b(?:toegezegd|toezegging)\b.*\b(?:heb ik|ben ik|heeft|hebben|is|zijn)\b.*\b(?:ge\w+[dtn]|[a-z]+ge\w+[dtn]|ver\w+[dtn]|over\w+[dtn]|be\w+[dtn]|ont\w+[dtn])\b"
        r"|\b(?:heb|ben) ik,? (?:zoals|conform|naar aanleiding van|overeenkomstig)\b[^,;]{0,40}\b(?:toegezegd|toezegging)\b[^;]*\b(?:ge\w+[dtn]|[a-z]+ge\w+[dtn])\b",
        examples=(
            "Zoals toegezegd in het commissiedebat van 3 maart ben ik in gesprek gegaan met de gemeenten.",
            "Het wetsvoorstel heb ik, zoals toegezegd, op 5 juni bij uw Kamer ingediend.",
        ),
        counterexamples=(
            "Zoals toegezegd zal ik uw Kamer informeren.",
            "Conform de toezegging die mijn voorganger gedaan heeft, informeer ik de Kamer voor de behandeling van de begroting.",
        ),
    ),
    FulfilmentRule(
        id="fulfilment.toezegging.settled",
        of="toezegging",
        pattern=r"\b(?:voldaan|voldoe|voldoet|voldoen|tegemoet ?gekomen|kom|komt|gevolg|gestand|invulling|uitvoering)\b[^.;]{0,60}\b(?:aan|van)\b[^.;]{0,40}(?<!hun )\btoezegging(?:en)?\b|\b(?:invulling|uitvoering|opvolging|gevolg) gegeven aan\b[^.;]*\baan (?:de|mijn|onze) toezegging(?:en)?\b|(?<!een )(?<!of )\btoezegging(?:en)?\b(?:(?!\b(?:zal|zullen|later|binnenkort|(?:volgend|komend)e?|(?:voor|na)jaar)\b)[^.;]){0,120}\b(?:gestand|afgedaan|nagekomen|gestand gedaan|voldaan|ingelost|als uitgevoerd)\b",
        examples=(
            "Met deze brief geef ik gevolg aan mijn toezegging.",
            "Hiermee wordt tevens voldaan aan een aantal toezeggingen die aan de Kamer zijn gedaan.",
            "Daarmee beschouw ik deze toezegging als afgedaan.",
            "Met het rapport wordt uitvoering gegeven aan de wet die een evaluatie van de regeling voorschrijft en aan de toezegging van mijn voorganger.",
        ),
        counterexamples=(
            "De lidstaten zijn niet verplicht uitvoering te geven aan hun toezeggingen.",
            "Ik doe hierover geen toezegging.",
            "Opgenomen zijn onderwerpen waarbij een motie of toezegging is afgedaan.",
            "De toezegging aan het lid Jansen doe ik in het najaar gestand.",
        ),
    ),
    FulfilmentRule(
        id="fulfilment.toezegging.sent",
        of="toezegging",
        pattern=r"\btreft u (?:hieronder|onderstaand)\b[^.;]*\btoegezegde\b|<HEREBY>[^.;]*\b(?:toegezegde|(?<!een )toezegging(?:en)?|(?:die|dat|welke|zoals) (?:ik|wij)\b[^.;]{0,80}\btoegezegd)\b",
        examples=(
            "Bijgaand ontvangt u de toegezegde reactie op het rapport.",
            "Hierbij bied ik u het onderzoek aan dat ik in het debat van 3 maart heb toegezegd.",
            "In deze brief ga ik tevens in op de toezegging aan het lid Jansen.",
            "Met verwijzing naar mijn brief treft u onderstaand de toegezegde evaluatie aan.",
        ),
        counterexamples=("De toegezegde brief volgt in mei.", "Lidstaten hebben toezeggingen gedaan aan het fonds."),
    ),
    FulfilmentRule(
        id="fulfilment.toezegging.told",
        of="toezegging",
        pattern=r"^(?!(?i:.*\b(?:zodra|wanneer|indien|nader|later|volgende|separaat|binnenkort|nog|v[oó][oó]r (?:de|het|een) (?:\w+ ){0,2}?(?:zomer|kerst|\w*reces|\w*debat|\w*overleg|\w*behandeling|\w*begroting|\w*[Rr]aad|stemming\w*|einde?|eind van)|zal|zullen)\b)).*(?:\b(?:informeer|bericht|stuur|zend|bied|ga|doe|reageer|schets|behandel|bespreek|ontvangt|geef|meld|deel|presenteer)\b (?:ik|wij|u|uw Kamer)\b.*\b(?:zoals|conform|overeenkomstig)\b.{0,30}\b(?:toezegging(?:en)?|toegezegd)\d{0,2}\b|\b(?:[Ii]n lijn met|[Gg]elet op|[Nn]aar aanleiding van|[Cc]onform|[Zz]oals|[Oo]vereenkomstig)\b.{0,30}\b(?:toezegging(?:en)?|toegezegd)\d{0,2}\b.*\b(?:(?:informeer|bericht|stuur|zend|bied|ga|doe|reageer|schets|behandel|bespreek|ontvangt|geef|meld|deel|presenteer)\b (?:ik|wij|u|uw Kamer)\b|(?:informeren|berichten|sturen|zenden|bieden|gaan|geven|delen) (?:wij|we)\b|informeert het kabinet (?:u|uw Kamer)\b)|\b(?:mogelijkheid|gelegenheid) gebruik om\b[^.;]{0,60}\b(?:informeren|in te gaan|te berichten) (?:over|op) (?:\w+ ){0,2}toezegging(?:en)?\b|\binformeren\b.*, (?:\w+ )?een (?:\w+ )?toezegging (?:uit|van|in|tijdens|aan|gedaan)\b|\b(?:(?:behandel|bespreek|beantwoord|kom|ga) (?:ik|wij)\b|wordt (?:\w+ ){0,3}ingegaan op)[^;]{0,60}(?<!een )\btoezegging(?:en)?\b)",
        untimed=True,
        examples=(
            "Graag informeer ik uw Kamer over het tijdpad, zoals toegezegd tijdens het debat van 10 februari jl.",
            "Gelet op de toezegging aan uw Kamer ontvangt u het bijgewerkte overzicht.",
            "Ook behandel ik de toezegging aan het lid Jansen over de huren.",
            "Ook informeer ik u, conform toezegging, over de regels voor de uitsluiting van ontvangers.",
            "Zoals toegezegd1, stuur ik u een afschrift van de brief aan de gemeenten.",
            "Het kabinet maakt van deze mogelijkheid gebruik om uw Kamer te informeren over de toezegging gedaan tijdens het debat over Marokko.",
            "In lijn met de toezegging tijdens het debat informeert het kabinet u over de voortgang.",
            "Zoals eerder toegezegd, gaan we daarbij ook in op de kosten.",
        ),
        counterexamples=("Zoals toegezegd informeer ik u nader over de kosten.", "Ik doe hierover geen toezegging."),
    ),
    FulfilmentRule(
        id="fulfilment.toezegging.then",
        of="toezegging",
        across=True,
        pattern=r"\b(?:heb|hebben|heeft|is|zijn|had)\b[^⏎?]*\b(?:toegezegd|toezegging gedaan)\b[^⏎?]*⏎ (?:<DELIVERS>)"
        r"|\b(?:\w*debat|\w*overleg|eerste termijn)\b[^⏎?]*\b(?:heb|is)\b[^⏎?]*\btoegezegd\b[^⏎?]*\b(?:terug te komen op|uit te zoeken|na te gaan|na te vragen|antwoord te geven op)\b[^⏎?]*⏎ (?!\.)(?=[A-Z][^⏎?]*[a-z])"
        r"(?![^⏎]*\b(?:zal|zullen|zou|volgt|volgen|ontvangt|later|nog|binnenkort|niet|kom|informeer|stuur|streef|verwacht\w*|wordt|worden|helaas|meer tijd|hierop|daarop)\b)",
        examples=(
            "In het debat heb ik toegezegd uw Kamer te informeren over de kosten.⏎ Met deze brief doe ik dat.",
            "Eerder heb ik toegezegd met de gemeenten te spreken.⏎ Deze gesprekken hebben in het voorjaar plaatsgevonden.",
            "Ik heb u een overzicht toegezegd.⏎ In de bijlage vindt u dat overzicht.",
            "Eerder heb ik toegezegd u nader te informeren over de kosten.⏎ Deze brief dient daartoe.",
            "In het debat van 3 maart heb ik toegezegd uit te zoeken hoeveel agenten er zijn.⏎ Het gaat om twaalf agenten.",
        ),
        counterexamples=(
            "In het debat heb ik toegezegd uit te zoeken hoeveel agenten er zijn.⏎ Ik verwacht u dat in mei te melden.",
            "In het overleg heb ik toegezegd na te gaan hoeveel agenten er zijn.⏎ Dat lukt niet.",
            "In het debat heb ik toegezegd uw Kamer te informeren.⏎ Dat zal in mei zijn.",
            "In het debat heb ik toegezegd met de gemeenten te spreken.⏎ Deze gesprekken zijn nog niet gevoerd.",
        ),
    ),
    FulfilmentRule(
        id="fulfilment.motie.executed",
        of="motie",
        pattern=r"\b(?:[Hh]ierbij|[Hh]iermee|[Dd]aarmee(?! over\b)|[Mm]et (?:deze|dit|het|de)(?! (?:uitvoering|invulling|opvolging)\b)|(?:[Mm]iddels|[Vv]ia) (?:deze|dit)|[Oo]p deze (?:wijze|manier)|tevens|[Zz]o|[Dd]aarnaast)\b.*(?:(?<!hoe )\b(?:invulling|uitvoering|opvolging|gevolg|gehoor)\b[^.;]{0,40}\b(?:aan|van|gegeven)\b[^.;]{0,60}\b[Mm]otie|\b[Mm]oties?\b[^.;]{0,160}\b(?:afgedaan|als uitgevoerd|uitgevoerd|voldaan)\b|\b(?:voldaan|voldoe|voldoet|voldoen)(?: (?:ik|wij|we))? aan\b[^.;]{0,60}\b[Mm]otie)|\b[Mm]oties?\b[^.;]{0,160}\b(?:hiermee|hierbij|daarmee)\b[^.;]{0,40}\b(?:afgedaan|uitgevoerd|voldaan)\b|\b[Mm]oties?\b[^.;]{0,160}\b(?:is|zijn|wordt|worden) als volgt (?:afgedaan|uitgevoerd)\b|\b(?:[Dd]aarmee|[Hh]iermee|[Mm]et deze brief) beantwoord(?:en)? (?:ik|wij)\b[^.;]*\b[Mm]otie|^Deze (?:brief|bijlage|rapportage|beantwoording) (?:is|dient|vormt)\b[^.;]{0,40}\b(?:invulling|uitvoering|gevolg)\b[^.;]{0,60}\b[Mm]otie|\b(?:[Bb]eschouw(?:t|en)?|[Aa]cht)\b[^.;]{0,60}\b[Mm]oties?\b[^.;]{0,120}\b(?:afgedaan|uitgevoerd)\b|\b[Mm]oties?\b[^.;]{0,120}\b(?:beschouw\w*)\b[^.;]{0,60}\b(?:afgedaan|uitgevoerd)\b",
        examples=(
            "Het kabinet beschouwt de motie over huren als afgedaan.",
            "Hierbij wordt uw Kamer geïnformeerd over de invulling van twee moties.",
            "Daarnaast wordt hiermee invulling gegeven aan de motie over huren.",
            "Daarmee beschouw ik de motie als uitgevoerd.",
            "De motie over huren is hiermee afgedaan.",
            "Deze brief dient ter uitvoering van de motie over huren.",
            "Middels deze brief geven wij invulling aan deze motie.",
            "Hiermee wordt tevens opvolging gegeven aan de moties over huren.",
        ),
        counterexamples=(
            "Het kabinet beschouwt de motie als ondersteuning van beleid.",
            "Het kabinet handelt daarmee conform de motie.",
            "Ik verwacht u na de zomer te kunnen informeren over het overleg en daarmee over de invulling van de motie.",
            "De Kamer wordt periodiek geïnformeerd in het kader van de uitvoering aan de motie.",
            "We zijn druk bezig met de uitvoering van dat beleid, dus ik wil de motie ontraden.",
        ),
    ),
    FulfilmentRule(
        id="fulfilment.motie.informs",
        of="motie",
        pattern=r"<HEREBY>[^.;]*\b(?:informeer|ontvangt|treft|bied|zend|stuur|ga|voldoe|doe|reageer|kom)\b[^.;]*\b[Mm]otie\b|<HEREBY>[^;]{0,40}\bter uitvoering van (?:\w+ ){0,2}[Mm]otie\b|\b(?:[Tt]er uitvoering van|[Ii]n (?:reactie|antwoord) op|[Nn]aar aanleiding van) (?:de|deze|een)(?: [^;,]{0,80}?)? [Mm]otie\b[^;]*<HEREBY>",
        examples=(
            "Met deze brief informeer ik u, conform de motie van het lid Jansen, over de uitkomsten.",
            "Ter uitvoering van de motie van het lid Jansen bied ik u hierbij het onderzoek aan.",
            "Verder zal in deze brief, mede ter uitvoering van de motie van het lid Jansen, worden ingegaan op de kosten.",
        ),
        counterexamples=("Over de uitvoering van de motie wordt uw Kamer in mei geïnformeerd.",),
    ),
    FulfilmentRule(
        id="fulfilment.motie.then",
        of="motie",
        across=True,
        pattern=r"\b(?:per|bij|in|met|door(?: middel van)?) (?:een |de |zijn |haar )?[Mm]otie\b[^⏎?]*\b(?:verzocht|gevraagd|opgeroepen)\b[^⏎?]*⏎ (?:<DELIVERS>)|\b[Mm]otie\b[^⏎?]*\b(?:verzoekt|vraagt|verzocht|roept)\b[^⏎?]*⏎ (?:<DELIVERS>)",
        examples=("Uw Kamer heeft per motie verzocht om de kosten in kaart te brengen.⏎ Deze zijn opgenomen in de bijlage.",),
        counterexamples=("De motie verzoekt de regering om de kosten in kaart te brengen.⏎ Deze zijn nog niet bekend.",),
    ),
    FulfilmentRule(
        id="fulfilment.motie.given",
        of="motie",
        pattern=r"\b[Mm]otie\b[^;]*\b(?:heb ik|heeft|hebben|is|zijn)\b[^;]*\b(?:uitvoering|invulling|gevolg) gegeven\b|\b(?:heb|heeft|hebben|is|zijn)\b[^;]{0,60}\b(?:uitvoering|invulling|gevolg) gegeven aan\b[^;]{0,60}\b[Mm]otie\b|\b(?:[Zz]oals|[Cc]onform) (?:verzocht|gevraagd) in de motie\b[^;]*\b(?:is|zijn|heb|heeft|hebben)\b",
        examples=(
            "Aan de motie van het lid Jansen heb ik uitvoering gegeven.",
            "Ik heb uitvoering gegeven aan de motie door een onderzoek te laten doen.",
        ),
        counterexamples=("Ik zal uitvoering geven aan de motie.", "De uitvoering van de motie vergt meer tijd."),
    ),
)

_EXACT = (Precision.DAY, Precision.WEEK)
_PERIOD = (Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.SEASON, Precision.RECESS)

EVENT_CUES: tuple[EventRule, ...] = (
    EventRule(
        id="event.happens",
        pattern=r"\b(?:[Zz]al|[Zz]ullen|[Ww]ordt|[Ww]orden|[Vv]indt|[Vv]inden|[Kk]omt|[Kk]omen|[Tt]reedt|[Tt]reden|[Gg]aat in|[Ll]oopt|[Ll]open|[Ss]tart|[Ss]tarten|[Vv]erloopt|[Ee]indigt|[Vv]erschijnt|[Vv]erwacht(?:en)?|[Vv]olgt|[Mm]oet|[Mm]oeten|[Dd]ient|[Dd]ienen|[Ii]s voorzien|[Pp]ubliceert|[Oo]ntvangen|[Bb]esluit(?:en)?|[Hh]eb|stemmen|stemt|gereed|afgerond|opgeleverd|voornemens|beoogd|inwerkingtreding|verwachting|aanvangen|aanvang|van start|begint|beginnen)\b",
        precisions=(*_EXACT, *_PERIOD, Precision.YEAR),
        examples=(
            "De Commissie zal op 12 juli 2026 beoordelen of de regels worden nageleefd.",
            "In januari 2026 wordt een nieuw ambtsbericht verwacht.",
        ),
        counterexamples=("De raad van 8 december 2025.",),
    ),
    EventRule(
        id="event.named",
        pattern=r".",
        precisions=(*_EXACT, *_PERIOD),
        confidence=Confidence.MEDIUM,
        examples=("Geannoteerde agenda van de formele JBZ-Raad, 8-9 december 2025.",),
        counterexamples=("",),
    ),
    EventRule(
        id="event.spoken.happens",
        pattern=r"⟧[^.;,?]{0,90}\b<HAPPENS>\b|\b<HAPPENS>\b[^.;,?]{0,90}⟦|⟦(?:[Pp]er|[Mm]et ingang van|[Vv]anaf)\b[^⟧]*⟧[^.;,?]{0,60}\b(?:geldt|gelden|komt|komen|gaat|gaan)\b|\b(?:geldt|gelden|komt|komen|gaat|gaan)\b[^.;,?]{0,60}⟦(?:per|met ingang van|vanaf)\b",
        precisions=(*_EXACT, *_PERIOD, Precision.YEAR),
        spoken=True,
        examples=(
            "⟦Begin 2026⟧ zal de Commissie met een voorstel komen.",
            "⟦Dinsdag⟧ stemmen wij over de moties.",
            "De wet treedt ⟦per 1 juli⟧ in werking.",
        ),
        counterexamples=("Dat tekort is ⟦volgend jaar⟧ al groter.", "Ik hoor dat ⟦morgen⟧ graag."),
    ),
    EventRule(
        id="event.spoken.meeting",
        pattern=r"\b(?:<MEETING>|\w*debat|\w*overleg)\b[^.;,?]{0,40}⟦|\b[Dd]eadlines?\b[^.;?]{0,60}⟦|⟧[^.;,?]{0,60}\b(?:<MEETING>|een (?:\w+ ){0,2}\w*(?:debat|overleg|gesprek)|gesprekken|spreken|debatteren|vergaderen|stemmen|stemt|gestemd)\b|\b(?:stemmen|gestemd|instemt)\b[^.;,?]{0,40}⟦",
        precisions=(*_EXACT, *_PERIOD),
        spoken=True,
        confidence=Confidence.MEDIUM,
        examples=(
            "⟦Morgen⟧ heb ik weer een bijeenkomst met de sector.",
            "Dat willen we afronden tijdens de Ecofin ⟦in november⟧.",
            "Ik zie uit naar het debat ⟦op 23 oktober⟧.",
            "De deadlines zijn ⟦1 maart 2026⟧ en 1 maart 2029.",
            "Dat staat in de brief waarover we ⟦volgende week⟧ voor de eerste keer spreken.",
        ),
        counterexamples=("Ik zou ⟦morgen⟧ graag stoppen.",),
    ),
)

NO_EVENTS: tuple[Rule, ...] = (
    Rule(
        id="no_event.past",
        pattern=r"⟧ (?:in werking|van kracht) (?:is|zijn) (?:getreden|geworden)\b|\b(?:heb|heeft|hebben) ⟦[^⟧]*⟧[^.;]*\b(?:gehad|geweest|gegeven|gedaan)\b|⟧ (?:(?:had|hadden|werd|werden)\b|(?:was|waren) (?:toegezegd|gepland|voorzien|beoogd|aangekondigd)\b|(?:is|zijn) door (?:de|het|uw|mij|ons)\b|(?:heeft|hebben|heb|hebt)\b[^.;]*\b(?:[a-z]*ge(?!pland|agendeerd)[a-z]{2,}[dtn]|(?:ver|be|ont|her)[a-z]{2,}[dt])\b)",
        examples=(
            "⟦Voor het zomerreces⟧ is door uw Kamer een wetsvoorstel aangenomen.",
            "⟦Vorige week⟧ heb ik de brief verstuurd.",
            "De nota, die ⟦voor de zomer⟧ was toegezegd, volgt later.",
            "Drie slachthuizen hebben ⟦voor de zomer⟧ te maken gehad met besmettingen.",
            "Het pakket dat ⟦per 1 januari⟧ in werking is getreden, helpt daarbij.",
        ),
        counterexamples=(
            "⟦Voor 1 januari⟧ is het systeem gereed.",
            "⟦Morgen⟧ heb ik weer een bijeenkomst.",
            "⟦Op 20 juni⟧ heeft uw Kamer een overleg gepland staan.",
        ),
    ),
    Rule(
        id="no_event.meant_for",
        pattern=r"\b(?:\w*mogelijkheden|middelen|budget\w*|bedrag\w*|raming\w*|prognose\w*|quota|tarieven|\w*plannen)\b[^.;,⟦]{0,60}⟦voor \d{4}⟧|\b(?:\w*modellen|vormgeving|compensaties?|premies?|\w*cijfers) ⟦voor \d{4}⟧|⟦[Vv]oor \d{4}⟧ (?:komt|is|zijn|staat|staan)\b[^.;]*\b(?:miljoen|miljard|euro)\b|⟦voor \d{4}⟧ (?:bestemd|geraamd|begroot|gereserveerd|beschikbaar)\b",
        examples=(
            "De middelen die ⟦voor 2026⟧ bestemd waren, zijn uitgegeven.",
            "In mijn brief heb ik de opzet van de modellen ⟦voor 2015⟧ geschetst.",
            "⟦Voor 2027⟧ komt er nog een bedrag bij van 24 miljoen.",
        ),
        counterexamples=(
            "De aanpak moet ⟦voor 2027⟧ worden ingevoerd.",
            "De wet moet ⟦voor 2027⟧ zijn aangenomen.",
            "De Commissie komt ⟦voor 2027⟧ met een voorstel.",
        ),
    ),
    Rule(
        id="no_event.settled",
        pattern=r"⟧ (?:aangenomen|ingediende?|verworpen|verworden|gepubliceerde?|verschenen|gehouden|verzonden|gestuurde?|genomen|gedane|gedateerde?)\b|\b[Mm]oties? (?:van )?⟦|\b(?:gestelde|gebruikelijke) termijn van ⟦|⟦[^⟧\d]*⟧ (?:informeer|stuur|bericht|zend|bied)(?:en)? (?:ik|wij)\b",
        examples=(
            "Zie de op ⟦13 februari⟧ aangenomen motie.",
            "⟦Voorafgaand aan het zomerreces⟧ informeer ik uw Kamer in deze brief over de moties.",
            "Het verzoek kan niet binnen de gestelde termijn van ⟦15 februari 2018⟧ worden voldaan.",
        ),
        counterexamples=("Op ⟦13 februari⟧ stemt de Kamer over de motie.",),
    ),
    Rule(
        id="no_event.target",
        pattern=r"\b(?:\w*doelstelling(?:en)?|ambities?|\w*doel(?:en)?|streefwaarden?|inzet)\b[^.;]{0,120}⟦(?:in |voor |richting )?\d{4}⟧|\b(?:oplopend|oploopt|aflopend|daalt|daling|stijgt|stijging|toeneemt|geraamd)\b[^.;⟦]{0,60}⟦in \d{4}⟧|⟦richting \d{4}⟧|\b(?:in|terug|betrekking|zicht) ⟦op ",
        examples=(
            "Dit draagt bij aan de kabinetsdoelstelling om ⟦in 2030⟧ de uitstoot te halveren.",
            "Er is een tekort van honderd leraren, oplopend naar duizend ⟦in 2025⟧.",
        ),
        counterexamples=(
            "Het besluit valt ⟦op 3 mei⟧.",
            "⟦In 2030⟧ treedt de wet in werking.",
        ),
    ),
    Rule(
        id="no_event.hypothetical",
        pattern=r"\bniet mogelijk\b[^.;,⟦]{0,60}⟦|\b(?:als|indien|wanneer|mocht)\b(?! (?:we|wij|ik) ervan)[^.;,]{0,70}⟦(?![^⟧]*\d{4}⟧ (?:van toepassing|in werking)\b)|\b(?:iemand|iedereen|wie|degenen?) die [^.;,⟦]{0,40}⟦|\b(?:[Zz]ou|[Zz]ouden)\b[^.;]*⟦|⟦in \d{4}⟧[^.;]{0,80}\bzou(?:den)? kunnen\b|\b(?:heeft|hebben)\b[^.;⟦]{0,120}\b(?:gevraagd|verzocht)\b[^.;⟦]*⟦|\b(?:vragen|vroeg|vroegen|vraagt)\b(?: \w+){0,2} of\b[^.;]*⟦|\bof (?:ik|wij|we|de minister|het kabinet) (?:kan|kunnen|wil|willen|bereid)\b[^.;]*⟦",
        examples=(
            "De commissie heeft mij gevraagd ⟦voor het zomerreces⟧ de evaluatie te sturen.",
            "Wat gebeurt er als ⟦na de verkiezingen⟧ blijkt dat het anders is.",
            "Ik zou willen dat dit ⟦volgende week⟧ kan.",
            "Het is niet mogelijk het verslag ⟦voor 29 april⟧ te beantwoorden.",
            "De regeling geldt voor iedereen die ⟦vóór 8 april⟧ aangifte doet.",
            "Daarmee is het pakket vastgesteld waarmee de bescherming ⟦in 2015⟧ zou kunnen worden bereikt.",
        ),
        counterexamples=(
            "⟦Na de verkiezingen⟧ wordt het plan besproken.",
            "Dit geldt als het Pact ⟦op 12 juni 2026⟧ van toepassing wordt.",
        ),
    ),
    Rule(
        id="no_event.validity",
        pattern=r"\b(?:voor|over) de (?:periode|jaren) ⟦|⟦(?:voor|over) de (?:periode|jaren)\b|⟦(?:[Tt]ussen [A-Z]\w+⟧ en\b|naar het volgende jaar⟧)|\bover ⟦het (?:\w+ )?(?:kwartaal|halfjaar|half jaar)\b|\b(?:\w*cijfers|\w*gegevens|data|stand|verzending(?:en)?|aantallen)\b[^.;,⟦]{0,40}⟦(?:tot en met|t/m)\b|⟧ uit het (?:voorgaande|vorige) jaar\b|⟦(?:tot en met|t/m) [^⟧]*⟧ (?:zijn|is|heeft|hebben)\b",
        examples=(
            "De instellingen ontvangen de beschikkingen voor de periode ⟦2025–2028⟧.",
            "Hierbij stuur ik de rapportage over ⟦het tweede kwartaal⟧.",
            "De ramingen berusten op declaratiecijfers ⟦tot en met augustus⟧.",
            "⟦Tussen Najaarsnota⟧ en Slotwet kan dat altijd nog.",
            "Wat over is, wordt meegenomen ⟦naar het volgende jaar⟧.",
            "De budgetten ⟦tot en met november⟧ uit het voorgaande jaar zijn toegekend.",
        ),
        counterexamples=("De invoering vindt plaats in de periode ⟦2026-2028⟧.",),
    ),
    Rule(
        id="no_event.restated",
        pattern=r"\b(?:heb|hebben|heeft|is)\b[^.;⟦]{0,100}\btoegezegd\b[^.;⟦]{0,100}⟦[^⟧]*⟧[^.;]*\b(?:te (?:informeren|delen|sturen|schrijven|berichten|zenden|doen)|terug te komen)\b",
        examples=("Tevens heb ik in die brief toegezegd uw Kamer ⟦voor het einde van het jaar⟧ te informeren over de voortgang.",),
        counterexamples=("Zoals toegezegd wordt de wet ⟦per 1 januari⟧ ingevoerd.",),
    ),
    Rule(
        id="no_event.name",
        pattern=r"\b(?:[A-Z][\w-]*(?:plan|pact|wet|begroting|agenda|programma|raming|verslag)|[Bb]egroting|[Jj]aarverslag|[Jj]aarrapportage|[Mm]eerjarenplan|[Pp]rogramma) ⟦|\b(?:\w*zorg|ondersteuning|samenleving|wereld|school|onderwijs|stad|landbouw|boer|arbeidsmarkt|leraar|professional)s? van ⟦morgen⟧|\b[Bb]egroting\b[^.;,⟦]{0,60}⟦voor \d{4}⟧",
        examples=(
            "Het Unieplan ⟦2026-2027⟧ wordt uitgevoerd.",
            "Ik zal een sluitende begroting opleveren ⟦voor 2026⟧.",
            "Zo geven we de zorg van ⟦morgen⟧ samen vorm.",
        ),
        counterexamples=(
            "De begroting wordt in ⟦september⟧ ingediend.",
            "Het debat van ⟦morgen⟧ gaat over de zorg.",
            "De stemmingen van ⟦morgen⟧ gaan over de zorg.",
        ),
    ),
)


CLOSING = CommitmentRule(
    id="commitment.closing_list",
    needs=("",),
    pattern=r"\w{3}",
    examples=("De toegezegde uitvoeringstoetsen komen naar de Kamer.",),
    counterexamples=("",),
)
"""What the chair reads out as a toezegging is one, whatever its words."""

_LETTER = r"(?:\w*brief|brieven|\w*notitie|\w*rapportages?|\w*overzicht|\w*reactie|appreciatie|update|terugkoppeling|factsheet|tijdlijn|feitenrelaas)\b"
_PAPERS = (
    rf"(?:{_LETTER}|(?:\w*rapport|\w*nota|cijfers|gegevens|informatie|\w*evaluatie|\w*onderzoek|\w*analyse|\w*advies|\w*plan|planning|lijst|tabel|toelichting|antwoord|"
    r"antwoorden|resultaten|uitkomsten|stukken|\w*agenda|\w*monitor|\w*verslag|visie|inventarisatie|handreiking|\w*toets(?:en)?)\b)"
)
# Nobody but the House is named as the one who gets it: "onderzoek naar" names none.
_TO_NOBODY_ELSE = r"^(?!.*(?<!onderzoek )(?<!verkenning )(?<!vraag )\b(?:aan|naar|richting|bij) (?!<HOUSE>|de (?:vaste )?commissie\b))"
_WHEN_OR_HOW = r"(?:(?:⟦[^⟧]*⟧,?|nog|ook|tevens|alsnog|schriftelijk|nader|verder|separaat|dan|daarover|hierover) )*"
_SOME = r"(?:(?:een|de|het|deze|die|zijn|haar) )?(?:(?!(?:een|de|het)\b)[\w-]+ ){0,3}?"

CLOSING_SENT = CommitmentRule(
    id="commitment.closing_list.sent",
    needs=("",),
    pattern=(
        rf"{_TO_NOBODY_ELSE}.*?(?:\b(?:stuurt|sturen|zendt|zenden|verstrekt|verstrekken)(?: <GOV>)? {_WHEN_OR_HOW}{_SOME}{_PAPERS}"
        rf"|<FUT>(?: <GOV>)? {_WHEN_OR_HOW}{_SOME}{_PAPERS}[^;?]{{0,160}}\b(?:sturen|toesturen|toezenden|nasturen|nazenden|verstrekken)\b"
        rf"|\b(?:[Ee]r komt|komt er|volgt|verschijnt) {_WHEN_OR_HOW}een (?:(?!(?:een|de|het)\b)[\w-]+ ){{0,3}}?{_LETTER}"
        r"|<GOV>(?:(?!\b(?:die|dat|of|waar\w*)\b)[^;?]){0,160}\b(?:rapporteert|koppelt (?:daarover|dat|dit|hierover)\b[^;?]{0,160}\bterug)\b|\brapporteert <GOV>"
        rf"|\binformeert(?: <GOV>)? {_WHEN_OR_HOW}over\b|\b(?:wordt|worden|<FUT>)\b[^;?]{{0,160}}\b(?:toegestuurd|toegezonden|nagestuurd|nagezonden)\b)"
        r"|^(?:(?!<GOV>)[^;?])*\b(?:komt|komen|gaat|gaan)\b[^;?⟦]{0,60}\bnaar <HOUSE>"
    ),
    action=Action.INFORM,
    addressee=Addressee.HOUSE,
    examples=(
        "De minister van Financiën stuurt ⟦voor 1 mei⟧ het overzicht van de accijnzen, op verzoek van mevrouw De Wit.",
        "⟦Na de zomer⟧ stuurt de staatssecretaris de uitkomsten van het onderzoek naar de tarieven.",
        "De minister zal ⟦voor de begroting⟧ de cijfers over de sluizen nasturen.",
        "⟦Voor het kerstreces⟧ komt er een korte notitie over de havens.",
        "De minister spreekt met de havens en rapporteert daarover ⟦in juni⟧.",
        "De minister informeert ⟦in juni⟧ schriftelijk over de sluizen.",
        "De antwoorden worden ⟦deze week⟧ toegestuurd.",
        "De beloofde toetsen komen naar de Kamer.",
    ),
    counterexamples=(
        "De minister stuurt de gemeenten ⟦voor 1 mei⟧ een brief over de accijnzen.",
        "De minister stuurt ⟦voor 1 mei⟧ een brief aan de havens.",
        "De minister gaat in gesprek met de havens over de tarieven.",
        "De minister informeert de havens ⟦in juni⟧ over de sluizen.",
        "De minister verzoekt de inspectie, die daarover ⟦in juni⟧ rapporteert.",
        "Er komt ⟦in juni⟧ een onderzoek naar de tarieven.",
        "De minister komt ⟦in juni⟧ naar de Kamer voor een debat.",
    ),
)
"""What the government sends, or reports, goes to the House where the item names nobody else: the chair does not say it each time."""


# What the government makes and sends, and that it does so: only then is the delay one of a promise, and not of a train.
_THING = (
    r"(?:\b\w*(?:brief|brieven|onderzoek(?:en)?|evaluaties?|rapport|rapportages?|reacties?|voorstel|\w*plan|\w*kaart|strategie|handreiking|quickscan|studie|raming|indiening|behandeling|besluit|notitie|nota|plan van aanpak|verkenning|uitwerking|advies|"
    r"beantwoording|antwoorden|informatie|toezending|verzending|oplevering|publicatie|planning|inventarisatie|doorlichting|analyse|traject|overzicht|monitor|visie|agenda|"
    r"toezegging(?:en)?|toegezegde?|besluitvorming|afronding|terugkoppeling|cijfers|voorbereiding(?:en)?|wetswijziging|regeling|toets)\b"
    r"|\b(?:sturen|toesturen|zenden|toezenden|toe te (?:sturen|zenden)|aan te bieden|aanbieden|informeren|inlichten|toekomen|te delen|af te ronden|afronden|op te leveren|voor te leggen|"
    r"in te dienen|indienen|beantwoorden|beantwoord|(?:toe)?gestuurd|(?:toe)?gezonden|aangeboden|geïnformeerd|afgerond|opgeleverd|ingediend|na te komen|terug te komen|"
    r"verstrekken|te publiceren|rapporteren)\b|\b(?:ontvangt|krijgt) (?:u|uw Kamer|de Kamer)\b|\b(?:u|[Uu]w Kamer|[Dd]e Kamer) (?:ontvangt|krijgt)\b)"
)
_SAID = (
    r"(?:toegezegd|gepland|voorzien|aangekondigd|beoogd|verwacht|gemeld|aangegeven|gedacht|gehoopt|gecommuniceerd|bericht|gebruikelijk|afgesproken|voorgenomen|"
    r"(?:u (?:van (?:mij|ons) )?)?gewend)\b"
)
_IN_TIME = r"(?:⟦|\b(?:tijdig|op tijd|binnen de (?:gestelde|toegezegde|gebruikelijke|afgesproken) termijn)\b)"


class DelayRule(Worded):
    """A way to say that a term is not kept; the pattern sees time words as ⟦...⟧."""

    across: bool = False  # the pattern sees the next sentence too, behind ⏎
    confidence: Confidence = Confidence.HIGH


DELAYS: tuple[DelayRule, ...] = (
    DelayRule(
        id="delay.not_managed",
        needs=("luk", "haalbaar", "mogelijk", "realistisch", "in staat", "halen", "gehaald"),
        pattern=rf"^(?=.*{_THING})(?:.*\bniet\b[^;⟦]{{0,30}}\b(?:luk(?:t|te|ken)|gelukt|haalbaar|mogelijk|realistisch|in staat)\b[^;]*{_IN_TIME}"
        rf"|.*\bluk(?:t|te|ken)\b[^;⟦]{{0,40}}\bniet\b[^;]*{_IN_TIME}"
        rf"|.*{_IN_TIME}[^;]*\bniet (?:meer |langer |te )?(?:luk(?:t|te|ken)|gelukt|haalbaar|halen|gehaald|mogelijk|realistisch)\b)",
        examples=(
            "Het lukt helaas niet om de evaluatie ⟦voor de zomer⟧ aan uw Kamer te sturen.",
            "Het is niet gelukt om u ⟦voor het kerstreces⟧ te informeren.",
            "Het streven om het rapport ⟦in het eerste kwartaal⟧ op te leveren blijkt niet haalbaar.",
            "De vragen kunnen niet worden beantwoord, omdat het niet mogelijk is dat binnen de gebruikelijke termijn te doen.",
        ),
        counterexamples=(
            "Het lukt gemeenten niet om ⟦voor 2027⟧ genoeg woningen te bouwen.",
            "Het is niet mogelijk om deze gegevens te delen.",
        ),
    ),
    DelayRule(
        id="delay.cannot_keep",
        needs=("niet",),
        pattern=rf"^(?=.*{_THING}|.*\btermijn\b).*\b(?:kan|kunnen|zal|zullen|wordt|worden|ga|gaan)\b(?! (?:niet )?later)[^;⟦]{{0,140}}\bniet\b[^;⟦]{{0,60}}"
        r"(?:(?:⟦|\b)(?:voor|vóór|binnen|uiterlijk|in|dit|nog|tijdig|op tijd)\b)[^;]{0,120}?(?:⟧|termijn|tijdig|op tijd)[^;]{0,80}\b(?:kunnen|worden|sturen|informeren|aanbieden|toezenden|"
        r"beantwoord|beantwoorden|halen|gehaald|ontvangen|verschijnen|gereed|afgerond|afronden|aangeboden|gestuurd|toegezonden|opgeleverd|zijn)\b"
        rf"|^(?=.*{_THING}).*\b(?:termijn|deadline|planning)\b[^;]{{0,80}}\b(?:niet\b[^;]{{0,30}}\b(?:gehaald|halen|haal|redden|gered|nakomen|nagekomen)|(?:haal|halen|red|redden)\b (?:ik|wij|we) (?:\w+ )?niet)\b",
        examples=(
            "De vragen van het lid kunnen niet ⟦binnen de gebruikelijke termijn van drie weken⟧ worden beantwoord.",
            "Het wetsvoorstel zal niet ⟦voor de zomer⟧ worden ingediend.",
            "De toegezegde termijn voor de evaluatie wordt niet gehaald.",
        ),
        counterexamples=(
            "Het wetsvoorstel zal ⟦voor de zomer⟧ worden ingediend.",
            "De vergoeding kan niet worden verlaagd.",
        ),
    ),
    DelayRule(
        id="delay.later_than_said",
        needs=("later", "langer", "meer tijd", "nders dan"),
        pattern=rf"^(?=.*{_THING}).*\b(?:later|langer|meer tijd)\b[^;,]{{0,60}}\bdan (?:ik |wij |we |u |het kabinet |was |is |door mij )?(?:\w+ ){{0,4}}?(?:{_SAID}|de bedoeling)"
        rf"|^(?=.*{_THING}).*\b[Aa]nders dan\b[^,;⟦]{{0,60}}\b(?:{_SAID}|(?:toezegde|meldde|aangaf|schreef|aankondigde|berichtte)\b)[^;]*⟦",
        examples=(
            "U ontvangt deze brief later dan eerder toegezegd.",
            "Het onderzoek duurt langer dan aanvankelijk was gepland.",
            "Deze kabinetsreactie is later verzonden dan gebruikelijk.",
            "Anders dan ik eerder meldde, zal het rapport ⟦in mei⟧ aan uw Kamer worden gezonden.",
        ),
        counterexamples=(
            "De trein kwam later aan dan gepland.",
            "Het onderzoek duurt langer dan een jaar.",
            "Anders dan in België ontvangt de Kamer het rapport ⟦in mei⟧.",
        ),
    ),
    DelayRule(
        id="delay.was_to_be",
        across=True,
        needs=("zou ", "zouden", "streven", "planning", "bedoeling", "voornemen", "toegezegd"),
        pattern=rf"^(?=[^⏎]*{_THING})[^⏎]*\b(?:zou|zouden|(?:streven|planning|bedoeling|voornemen)\b[^⏎]{{0,20}}\b(?:was|is)|(?:heb|had)\b[^⏎]*\btoegezegd)\b[^⏎?]*(?:⟦[^⏎?]*)?⏎ "
        r"(?:Dit|Dat|Deze|Die|Het|Helaas)\b[^;⏎]{0,60}?(?:\bniet\b[^;⏎]{0,30}\b(?:haalbaar|gelukt|gehaald|mogelijk|realistisch)\b|\b(?:haal|lukt)\b[^;⏎]{0,30}\bniet\b|(?<=[a-z] )wordt (?:nu |helaas |inmiddels )*⟦)",
        examples=(
            "Uw Kamer zou de monitor ⟦in juni⟧ ontvangen.⏎ Dit wordt ⟦het derde kwartaal⟧.",
            "De planning was om het rapport ⟦voor de zomer⟧ te sturen.⏎ Dat wordt ⟦het najaar⟧.",
        ),
        counterexamples=(
            "Uw Kamer zou de monitor ⟦in juni⟧ ontvangen.⏎ Dit is gebeurd.",
            "De boeren zouden ⟦in juni⟧ hooien.⏎ Dat lukte niet.",
        ),
    ),
    DelayRule(
        id="delay.received_late",
        needs=("pas", "eerst", "later", "nu"),
        pattern=r"\b(?:ontvangt|krijgt|bereikt|ontving)\b[^;.]{0,60}\b(?:deze|dit|die|het|de) (?:\w+ )?(?:\w*brief|\w*reactie|rapport\w*|stukken|beantwoording|antwoorden|evaluatie)\b[^;.,]{0,40}"
        r"\b(?:nu pas|pas nu|eerst nu|later|nu|pas)\b"
        r"|\b(?:\w*brief|\w*reactie|rapport\w*|stukken|beantwoording|antwoorden|evaluatie|notitie)\b[^;.,⟦]{0,80}\blater (?:worden |wordt |te )?(?:verzonden|verstuurd|toegezonden|toegestuurd|gestuurd|sturen|toezenden|aangeboden)\b",
        examples=(
            "In verband met de kabinetswisseling ontvangt u deze brief nu.",
            "Door de demissionaire status ontvangt u deze brief later.",
            "Daarom zal de kabinetsreactie later worden verzonden.",
        ),
        counterexamples=("U ontvangt deze brief jaarlijks.", "Later ontvangt u een brief."),
    ),
    DelayRule(
        id="delay.postponed",
        needs=("uitstel", "uitgesteld", "schoven", "aangehouden", "schui"),
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:vraag|vragen|verzoek|verzoeken) (?:ik|wij)\b[^;]{{0,60}}\buitstel\b(?! van betaling)|\b(?:[Ii]k|[Ww]ij) (?:vraag|vragen|verzoek|verzoeken) (?:u|[Uu]w Kamer|de Kamer)\b[^;]{{0,40}}\buitstel\b(?! van betaling)|\buitstel (?:voor|van|in) (?:de|het|deze|mijn|beantwoording|toezending|verzending)\b[^;]{{0,60}}"
        rf"{_THING}|\b(?:is|zijn|wordt|worden|heb|hebben|moet|moeten)\b[^;]{{0,120}}\b(?:uitgesteld|verschoven|doorgeschoven|opgeschoven|aangehouden)\b(?: (?:naar|tot)\b|[^;]*⟦)"
        r"|\b(?:verschuift|schuift|verschuiven|schuiven)\b[^;]{0,60}\b(?:naar|tot|op|door)\b[^;]{0,10}⟦)",
        examples=(
            "Voor de beantwoording vraag ik uw Kamer om uitstel ⟦tot 1 maart⟧.",
            "Ik verzoek uw Kamer daarom om uitstel ⟦tot 1 maart⟧ voor het toegezegde plan.",
            "De indiening van het wetsvoorstel is uitgesteld tot ⟦na het zomerreces⟧.",
            "De oplevering van het onderzoek verschuift naar ⟦het derde kwartaal⟧.",
        ),
        counterexamples=(
            "Ondernemers kregen uitstel van betaling.",
            "Ik vraag de gemeenten om uitstel ⟦tot 1 maart⟧ voor het plan.",
            "Uitstel van renovatie jaagt de kosten op.",
        ),
    ),
    DelayRule(
        id="delay.held_up",
        needs=("vertraging", "vertraagd"),
        confidence=Confidence.MEDIUM,
        pattern=rf"{_THING}[^;?]{{0,100}}\b(?<!geen )(?:vertraging (?:op(?:gelopen|loopt|lopen)|ontstaan)|loopt (?:\w+ )?vertraging op|(?<!de )(?<!een )(?<!niet )vertraagd)\b"
        rf"|\b(?<!geen )vertraging (?:opgelopen )?(?:in|bij|van) (?:de|het) (?:\w+ ){{0,2}}?{_THING}|\b(?:heeft|hebben|is) (?:de|het) {_THING}[^;]*\b(?<!geen )(?<!niet )vertra(?:ging|agd)",
        examples=(
            "Door drukte bij de bureaus heeft het onderzoek helaas vertraging opgelopen.",
            "De evaluatie is vertraagd.",
            "Vanwege vertraging in de afronding ontvangt u het rapport ⟦in mei⟧.",
        ),
        counterexamples=(
            "Reizigers hadden twee uur vertraging.",
            "Zij wachten op een vertraagde bus.",
            "Ik voorzie op dit moment geen vertraging.",
            "Het onderzoek heeft geen vertraging opgelopen.",
        ),
    ),
    DelayRule(
        id="delay.not_ready",
        needs=("nog niet",),
        confidence=Confidence.MEDIUM,
        pattern=rf"^(?=.*{_THING})(?=.*\b(?:toegezegde?|toezegging)\b).*\bnog niet (?:helemaal |geheel |volledig )?(?:gereed|klaar|afgerond|beschikbaar|voltooid|kunnen afronden)\b",
        examples=("Het toegezegde onderzoek naar de huisvesting is nog niet gereed.",),
        counterexamples=("De woningen zijn nog niet gereed.", "Het onderzoek is nog niet gereed."),
    ),
    DelayRule(
        id="delay.more_time",
        needs=("meer tijd",),
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:heb|hebben|heeft)\b[^;,]{{0,120}}\bmeer tijd nodig\b|\bmeer tijd (?:nodig|vergt|vraagt|kost|neemt)\b|\b(?:vergt|vraagt|kost|neemt)\b[^;,]{{0,60}}\bmeer tijd\b)",
        examples=(
            "Voor de uitwerking van het plan heb ik meer tijd nodig.",
            "De afronding van het onderzoek vergt meer tijd.",
        ),
        counterexamples=("Leraren hebben meer tijd nodig voor hun lessen.", "Het onderzoek is in mei gereed."),
    ),
    DelayRule(
        id="delay.instead",
        needs=("n plaats van", "niet"),
        pattern=rf"^(?=.*{_THING}|.*\bontvangt\b).*(?:\b(?:[Ii]n plaats van|en niet|niet(?: meer)?),? (?:zoals [^⟦;]{{0,60}})?⟦[^⟧]*⟧[^;⟦]{{0,120}}(?:\bmaar\b[^;]{{0,60}})?⟦|\bniet (?:voor|vóór|in|tijdens),? maar (?:pas |eerst )?⟦|⟦[^⟧]*⟧[^;⟦]{{0,40}}\b(?:in plaats van|en niet)\b[^;⟦]{{0,60}}⟦)",
        examples=(
            "De evaluatie wordt in plaats van ⟦voor de zomer⟧ nu ⟦in oktober⟧ verwacht.",
            "Uw Kamer ontvangt het rapport niet ⟦voor het kerstreces⟧, maar ⟦in februari⟧.",
            "Het rapport komt niet voor, maar ⟦na het kerstreces⟧.",
        ),
        counterexamples=("In plaats van een brief ontvangt u ⟦in mei⟧ een rapport.", "Het rapport komt ⟦in mei⟧ en de brief ⟦in juni⟧."),
    ),
    DelayRule(
        id="delay.keeps_waiting",
        needs=("op zich wachten",),
        confidence=Confidence.MEDIUM,
        pattern=rf"{_THING}[^;?]{{0,120}}\b(?:laat|laten)\b[^;,?]{{0,40}}\b(?:langer|nog)\b[^;,?]{{0,40}}\bop zich wachten\b"
        rf"|\b(?:[Ll]aat|[Ll]aten) (?:de|het|mijn|deze) (?:[\w-]+ ){{0,3}}?{_THING}[^;,?]{{0,80}}\b(?:langer|nog)\b[^;,?]{{0,40}}\bop zich wachten\b",
        examples=(
            "Het toegezegde overzicht van de huren laat langer op zich wachten.",
            "Door de drukte laat de evaluatie nog enige tijd op zich wachten.",
        ),
        counterexamples=("De woningen laten langer op zich wachten.", "Het onderzoek heeft lang op zich laten wachten."),
    ),
    DelayRule(
        id="delay.not_this_government",
        needs=("eriode", "ermijn"),
        pattern=rf"^(?=.*{_THING}).*\bniet (?:meer |langer )?(?:(?:in|tijdens|binnen|gedurende) )?(?:deze|de huidige|mijn) (?:kabinetsperiode|regeerperiode|regeringsperiode|ambtsperiode|ambtstermijn)\b"
        r"[^;?]{0,60}\b(?:verschijnen|verschijnt|komen|ingediend|indienen|gestuurd|sturen|toegezonden|toezenden|aangeboden|aanbieden|aan te bieden|afgerond|afronden|gereed|opgeleverd|ontvangen|informeren|geïnformeerd)\b",
        examples=("Het toegezegde overzicht van de huren zal niet meer in deze kabinetsperiode verschijnen.",),
        counterexamples=(
            "De regeling wordt niet meer in deze kabinetsperiode aangepast.",
            "Het plan zal nog in deze kabinetsperiode verschijnen.",
        ),
    ),
    DelayRule(
        id="delay.extended",
        needs=("ermijn",),
        confidence=Confidence.MEDIUM,
        pattern=r"\b[Tt]ermijn (?:voor|van) (?:(?:de|het|mijn|deze|die|uw) )?(?:[\w-]+ )?(?:toegezegde|toezegging(?:en)?|beantwoording|toezending|verzending|\w*brief|\w*reactie)\b[^;?]{0,120}"
        r"\b(?:verleng|verlengen|verlengt|verruim)\b"
        r"|\b(?:[Vv]erleng|[Vv]erlengen|[Vv]erlengt)\b[^;?]{0,40}\btermijn (?:voor|van) (?:(?:de|het|mijn|deze|die|uw) )?(?:[\w-]+ )?(?:toegezegde|toezegging(?:en)?|beantwoording|toezending|verzending|\w*brief|\w*reactie)\b",
        examples=(
            "De termijn voor het toegezegde overzicht verleng ik met drie maanden.",
            "Daarom verleng ik de termijn voor de kabinetsreactie.",
        ),
        counterexamples=("De termijn voor de aanvragen verleng ik met drie maanden.", "De termijn voor de toegezegde brief loopt af."),
    ),
    DelayRule(
        id="delay.only_then",
        needs=("pas", "eerst", "alsnog", "nu", "inmiddels", "eerder dan"),
        confidence=Confidence.MEDIUM,
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:pas|eerst|alsnog|niet eerder dan)\b ⟦[^;]{{0,120}}\b(?:kan|kunnen|zal|zullen|wordt|worden|gereed|verwacht|ontvangt|informeren|sturen|aanbieden|toezenden|afgerond)\b"
        rf"|\b(?:kan|zal|zullen|wordt|worden|ontvangt|verwacht|verschijnt|komt|komen|volgt|volgen)\b[^;]{{0,100}}\b(?:pas|alsnog|niet eerder dan)\b ⟦|\b(?:verwacht(?:en)?|voorzien|verwachting)\b[^;⟦]{{0,60}}\b(?:nu|inmiddels|alsnog)\b[^;⟦]{{0,40}}⟦|\bnu ⟦[^⟧]*⟧ (?:verwacht|voorzien)\b)",
        examples=(
            "Het rapport kan pas ⟦in het najaar⟧ aan uw Kamer worden aangeboden.",
            "De evaluatie wordt nu ⟦in maart⟧ verwacht.",
        ),
        counterexamples=("Het rapport wordt ⟦in het najaar⟧ aan uw Kamer aangeboden.", "De regels gelden pas ⟦vanaf 2027⟧."),
    ),
)


class Hit(NamedTuple):
    """A rule, and the place in the sentence where its words stand."""

    rule: CommitmentRule
    start: int
    end: int


# What a sentence names, if a rule finds in it the fulfilment of one.
NAMES: dict[Literal["toezegging", "motie"], tuple[str, ...]] = {"toezegging": ("toezegging", "toegezegd"), "motie": ("otie",)}


class Near(NamedTuple):
    """The rules whose words stand in a sentence, in the order of their tables, and which of `NAMES` it names."""

    commitments: Sequence[CommitmentRule] = ()
    delays: Sequence[DelayRule] = ()
    names: Sequence[Literal["toezegging", "motie"]] = ()


def near(text: str) -> Near:
    """Say which rules have a word in a folded sentence."""
    found, last, end = _words().at(text), len(COMMITMENTS), len(COMMITMENTS) + len(DELAYS)
    return Near(
        [COMMITMENTS[i] for i in found if i < last],
        [DELAYS[i - last] for i in found if last <= i < end],
        [_NAMED[i - end] for i in found if i >= end],
    )


_NAMED = tuple(NAMES)


@cache
def _words() -> Glance:
    return Glance.of_words([*(rule.needs for rule in (*COMMITMENTS, *DELAYS)), *NAMES.values()])


def commitment_rule(text: str, *, spoken: bool, timed: bool, signs: Sequence[Sign], rules: Sequence[CommitmentRule]) -> Hit | None:
    """The first rule of `COMMITMENTS` that matches the sentence and that no scope rule cancels.

    `spoken`: the sentence was said in a debate; `timed`: it has time words that look ahead; `signs`: those of the sentence; `rules`: those
    that are near.
    """
    present = {s.sign for s in signs}
    tried = [r for r in rules if present.issuperset(r.signs) and (spoken or not r.spoken) and (timed or not r.timed)]
    if not tried:
        return None
    text = hide_dots(text)
    scopes = [s for s in SCOPES if not (s.written and spoken) and not (s.untimed and timed)]
    hit, cancelled = _look(text, text, signs, tried, scopes)
    for start, end in _clauses(text) if cancelled else ():
        inside = [Sign(s.sign, s.start - start, s.end - start) for s in signs if start <= s.start and s.end <= end]
        found, _ = _look(text[start:end], text, inside, tried, scopes)
        if found:
            return Hit(found.rule, found.start + start, found.end + start)
    return hit


def _look(
    clause: str, sentence: str, signs: Sequence[Sign], rules: Iterable[CommitmentRule], scopes: Sequence[ScopeRule]
) -> tuple[Hit | None, bool]:
    """The first of `rules` that matches a clause of the sentence, or all of it, and is not cancelled; and whether one was."""
    marked = mark(clause, signs)
    cancelled = False
    for rule in rules:
        m = search(rule.pattern, marked.text)
        if m and not any(rule.id.startswith(s.cancels) and search(s.pattern, clause if s.in_clause else sentence) for s in scopes):
            return Hit(rule, marked.original(m.start()), marked.original(m.end())), False
        cancelled = cancelled or bool(m)
    return None, cancelled


def sends_to_the_house(item: str) -> bool:
    """Whether an item of the closing list, its time words marked, tells of what is sent or reported to nobody but the House."""
    return search(CLOSING_SENT.pattern, mark(hide_dots(item), signs_in([item])[0]).text) is not None


def is_cancelled(rule: FulfilmentRule, sentence: str) -> bool:
    """Whether a scope rule cancels what the rule finds in a sentence."""
    return any(rule.id.startswith(s.cancels) and search(s.pattern, sentence) for s in SCOPES)


_CLAUSE = re.compile(
    r"[,;] (?=(?:maar|doch|echter|wel)\b)|; "
    r"| en (?=(?:daar|hier|die|dat|dan) (?:kom|zal|ga|wil|stuur)|(?:ik|wij|we) (?:kom|komen|zal|zullen|ga|gaan|stuur|sturen|wil|zeg|informeer)\b)"
)


def _clauses(text: str) -> list[tuple[int, int]]:
    """The main clauses of a sentence that has several: start and end of each."""
    borders = [m.end() for m in _CLAUSE.finditer(text)]
    return list(pairwise([0, *borders, len(text)])) if borders else []
