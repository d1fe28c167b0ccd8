"""The words by which a promise is known again: stems of what tells one promise from another."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import Stemmer

_STEMMER = Stemmer.Stemmer("dutch")  # Snowball's Kraaij-Pohlmann: "geëvalueerd" and "evaluatie" share a stem
_NAME = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]en?|[Tt]er|el|El)(?:['’]t)? ){0,3}[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?"
MEMBERS = re.compile(
    r"\b(?:[Hh]et (?:[Kk]amer)?lid|[Dd]e (?:[Kk]amer)?leden|[Dd]e heer|[Mm]evrouw|Kamerlid"
    r"|[Mm]oties?[- ](?:van (?:het lid |de leden )?)?)\s?"
    rf"(?P<names>{_NAME}(?:(?:, | en |/){_NAME})*)"
)
"""Members of the House, as papers name them: who asked says nothing of what was promised."""
_BEFORE_NAMES = ("lid", "leden", "heer", "evrouw", "otie")  # one of them stands in every text that names a member: the cheap look first
_TOKEN = re.compile(r"[^\W\d_]{3,}")

# Words that any promise, delay or letter can hold: sharing them says nothing. As people write them; stems are compared.
_COMMON = (
    "aan aanbieden aangeboden aangegeven aanleiding aanstaande aantal aanzien afgedaan afgelopen afgerond afronden afronding agenda "
    "algemeen alle alles als alsnog ander andere anders april augustus bedoel begin bekijken beloofd ben bent bericht berichten "
    "beschouw beter betreffende bied bij bijeenkomst bijgaand bijgevoegd bijlage binnen brief commissiedebat conform daar daarbij "
    "daarin daarmee daarover daarvan dag dagen dan dat debat december deed deel delen deze dezelfde die dit doe doen doet door drie "
    "dus een eerder eerst eerste eigen eind einde elk elke enkele februari fractie gaan gaat gaf geachte gebruik gebruikelijk gedaan "
    "gedeeld geef geen gegeven gehouden gelukt gemaakt gemeld genomen gepland gereed gesprek gesproken gestand gesteld gestuurd geven "
    "gevolg gevraagd geïnformeerd goed graag grote haalbaar haar had heb hebben heeft heer helaas helft herfst het hier hierbij "
    "hiermee hieronder hierover hoe hoogte hoort horen houden huidige hun indien informatie informeert informeren ingaan ingegaan "
    "inmiddels invulling inzake jaar jaarlijks jaarlijkse januari jongstleden juli juni kabinet kamer kamerbrief kan kennisgenomen "
    "kerst kerstreces kijk kijken kleine kom komen komende komt krijgen krijgt kunnen kwam kwartaal laat lang langs late laten later "
    "leden lid lukt maakt maand maanden maar maart maken medio meer mei meldt mensen met mevrouw mijn minder minister ministerie moet "
    "moeten mogelijk naar nader nagaan najaar navraag neem nemen niet nieuw nieuwe nodig nog notaoverleg november nu of oktober om "
    "omdat onder onderdeel onderdelen onderwerp ons ontvangen ontvangt onze ook opgelopen over overleg pas per plaats planning "
    "plenair punt reces reeds regering resultaat resultaten rond schets schetsen schriftelijk september sinds sprak spreken "
    "staatssecretaris stand stellen streef streven sturen stuur stuurt tegemoet tegen ten ter termijn terug terugkomen tijd tijdens toch "
    "toe toegezegd toegezonden toesturen toezegging toezeggingen toezenden tot treft tussen twee tweede uit uiterlijk uitgesteld "
    "uitkomst uitkomsten uitstel uw van vanaf veel verder verschillende verslag vertraagd vertraging verwacht verwachten verwachting "
    "verzoek verzonden via vindt voldaan voldoe volgen volgende volgt voor voorjaar voortgang voorzitter vorige vraag vragen vóór "
    "aangekondigd afstemming beoogd complexiteit demissionaire drukte eerdere kabinetswisseling kamerstuk namelijk omstandigheden "
    "uitzoek uitzoeken verband voorzien wegens zorgvuldigheid "
    "waarbij waarin waarmee waarop waarvan wanneer want waren was wat week weinig weken wel welke werk werken wetgevingsoverleg wie "
    "wil willen winter worden wordt zaak zaken zal zeer zeg zelf zijn zoals zodat zodra zomer zomerreces zonder zullen"
).split()

# What a promise is about matters more than whether it is a plan or a study: many papers are that.
_PRODUCTS = (
    "aanpak advies agenda analyse beleid besluit cijfers evaluatie gemeenten gevolgen inventarisatie inzet kabinetsreactie "
    "maatregelen monitor notitie onderzoek overzicht plan plannen programma rapport rapportage reactie toezicht uitvoering "
    "uitvoeringstoets uitwerking verkenning visie voorstel wet wetsvoorstel"
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
_SHORTEST_PART = 5  # letters of a part that two words share: "cloud" in "clouddiensten"
_IN_COMPOUND = 0.5  # what a word weighs that is part of a longer one
_PRODUCT = 0.5  # what the name of a product weighs: "evaluatie"


def telling(text: str) -> dict[str, str]:
    """The telling words of a text: stem -> the word as it stands there first."""
    out: dict[str, str] = {}
    nameless = MEMBERS.sub(" ", text) if any(word in text for word in _BEFORE_NAMES) else text
    for word in _TOKEN.findall(nameless):
        key = stem(word)
        if key not in _COMMON_STEMS:
            out.setdefault(key, word)
    return out


@lru_cache(maxsize=512)
def entitled(title: str) -> Mapping[str, str]:
    """The telling words of a paper's title, which stands above many facts."""
    return MappingProxyType(telling(title))


def weight(stems: Iterable[str]) -> float:
    """How much telling words tell together: one each, the name of a product half. What others wrote plays no part: a link depends on
    its two papers alone, and not on which papers were read before them.
    """
    return sum(_PRODUCT if stem in PRODUCTS else 1.0 for stem in stems)


def beginnings(stems: Iterable[str]) -> frozenset[str]:
    """What words are looked up by: the first letters of their stems, which a compound shares with its first part."""
    return frozenset(stem[:_SHORTEST_PART] for stem in stems)


def alike(stems: Iterable[str], others: Iterable[str]) -> set[str]:
    """Those of `stems` that begin or end with one of `others`, or the other way round: "toetsingskader" and "toetsing"."""
    parts = [o for o in others if len(o) >= _SHORTEST_PART]
    return {
        s
        for s in stems
        if len(s) >= _SHORTEST_PART and any(s.startswith(o) or s.endswith(o) or o.startswith(s) or o.endswith(s) for o in parts)
    }


def common(words: dict[str, str], said: dict[str, str]) -> float:
    """How much two texts tell in common, by their telling words; what is part of a longer word counts half."""
    own = words.keys() & said.keys()
    return weight(own) + _IN_COMPOUND * weight(alike(words.keys() - own, said.keys() - own))


def in_words(stems: Iterable[str], said: dict[str, str]) -> str:
    """The words behind these stems, as they stand in the text, for a reader: "evaluatie, huisvesting"."""
    return ", ".join(sorted({said[s].casefold() for s in stems}))
