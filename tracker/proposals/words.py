"""The words by which a promise is known again: stems of what tells one promise from another."""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer  # type: ignore[import-untyped]  # ships no types

_STEMMER = Stemmer.Stemmer("dutch")  # Snowball's Kraaij-Pohlmann: "geëvalueerd" and "evaluatie" share a stem
_TOKEN = re.compile(r"[^\W\d_]{3,}")

# Words that any promise, delay or letter can hold: sharing them says nothing. As people write them; stems are compared.
_COMMON = (
    "kamer tweede eerste uw zal zullen wordt worden geïnformeerd informeren informatie ontvangen ontvangt brief kamerbrief nader deze dit die dat over voor van het een "
    "hierover daarover verder onder met naar bij door kan kunnen ook nog dan daar hier minister ministerie staatssecretaris kabinet regering bijeenkomst agenda leden lid "
    "fractie vragen vraag januari februari maart april mei juni juli augustus september oktober november december jaar maand maanden week weken dag dagen plaats vindt hebben "
    "heeft heb had ben bent was waren zijn haar hun mijn onze ons kennisgenomen toegezegd toezegging toezeggingen zeg toe beloofd aangegeven gemeld conform zoals hierbij hiermee "
    "daarmee gevolg gestand invulling voldaan voldoe afgedaan beschouw bied aan aanbieden aangeboden stuur sturen toesturen toezenden gestuurd toegezonden verzonden "
    "terug terugkomen kom komt komen debat commissiedebat notaoverleg wetgevingsoverleg plenair overleg algemeen zomer zomerreces kerst kerstreces reces najaar voorjaar herfst "
    "winter kwartaal helft begin medio eind einde uiterlijk binnen vóór voor rond tijdens sinds vanaf per jongstleden aanstaande komende volgende vorige afgelopen huidige "
    "nieuwe nieuw nodig tijd termijn later eerder eerst pas nu inmiddels alsnog helaas lukt gelukt niet geen wel uitstel uitgesteld vertraging vertraagd opgelopen verwacht "
    "verwachting verwachten streef streven planning gepland mogelijk haalbaar gereed afgerond afronden afronding heer mevrouw verzoek gevraagd geachte voorzitter "
    "stand zaken voortgang uitkomst uitkomsten resultaat resultaten betreffende inzake ten aanzien omdat zodat waarin waarmee waarop waarvan waarbij daarin daarbij daarvan om als "
    "maar want toch wat wie welke hoe of indien wanneer zodra tot uit tussen via graag schriftelijk bijlage bijgevoegd bijgaand treft gaat gaan doen doe doet gedaan maken maakt gemaakt "
    "geven geef gegeven laten laat nemen neem genomen houden gehouden moeten moet willen wil ingaan ingegaan delen gedeeld bericht berichten gesproken onderwerp punt "
    "dezelfde zelf eigen ander andere anders alle alles enkele aantal verschillende twee drie deel eerste tweede onderdeel onderdelen meer minder zeer reeds dus hoogte stellen gesteld "
    "tegen zonder krijgt krijgen hoort horen volgt volgen stuurt bericht informeert meldt aanleiding naar hieronder spreken sprak gesprek werk werken gebruik gebruikelijk "
    "mensen lang langs kijken kijk bekijken nagaan navraag onderdelen jaarlijks jaarlijkse zaak verslag schetsen schets beter goed veel grote kleine verder bedoel tegemoet deed kwam gaf late lang weinig elk elke"
).split()

# What a promise is about matters more than whether it is a plan or a study: many papers are that.
_PRODUCTS = (
    "overzicht plan plannen evaluatie onderzoek cijfers rapport rapportage notitie visie aanpak reactie kabinetsreactie advies beleid uitwerking inventarisatie verkenning analyse "
    "voorstel wetsvoorstel wet besluit maatregelen programma agenda monitor gevolgen inzet uitvoering toezicht gemeenten uitvoeringstoets"
).split()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one word, in small letters."""
    stemmed: str = _STEMMER.stemWord(word.casefold())
    return stemmed


_COMMON_STEMS = frozenset(stem(w) for w in _COMMON)
PRODUCTS = frozenset(stem(w) for w in _PRODUCTS)
KINDS_OF_PAPER = frozenset(
    stem(w) for w in ("evaluatie", "monitor", "uitvoeringstoets", "wetsvoorstel", "visie", "jaarverslag", "nulmeting", "doorlichting")
)
"""Products that are never each other: who promised an evaluation has not given it with a bill."""
_SHORTEST_PART = 5  # letters of a stem that is looked for in a compound: "cloud" in "clouddiensten"


def telling(text: str) -> dict[str, str]:
    """The telling words of a text: stem -> the word as it stands there first."""
    out: dict[str, str] = {}
    for word in _TOKEN.findall(text):
        key = stem(word)
        if key not in _COMMON_STEMS:
            out.setdefault(key, word)
    return out


def in_compounds(stems: Iterable[str], others: Iterable[str]) -> set[str]:
    """Those of `stems` that begin or end with one of `others`, or the other way round: "toetsingskader" and "toetsing"."""
    parts = [o for o in others if len(o) >= _SHORTEST_PART]
    return {
        s
        for s in stems
        if len(s) >= _SHORTEST_PART
        and any(s != o and (s.startswith(o) or s.endswith(o) or o.startswith(s) or o.endswith(s)) for o in parts)
    }


def in_words(stems: Iterable[str], said: dict[str, str]) -> str:
    """The words behind these stems, as they stand in the text, for a reader: "evaluatie, huisvesting"."""
    return ", ".join(sorted({said[s].casefold() for s in stems}))
