"""The rules: what a time expression looks like. What it means is in `resolve.py`; how rules compete is in `scan.py`.

A pattern is matched against plain text (`words.plain`), upper and lower case alike. Bound words ("uiterlijk", "nog voor", "jaarlijks in")
and the article before a rule's own words, and "tot nu" after them, are common to all rules and stand in PREFIX and SUFFIX; `bound` says
whether a rule takes them. Conditions that a pattern cannot tell stand in `plausible.py`.
"""

from enum import StrEnum
from typing import Literal

from tracker.model import Rule
from tracker.timex.words import (
    CARDINAL_DAY,
    DIGIT_DAY,
    FULL_MONTH,
    MONTH,
    NUMBER,
    ORDINAL,
    SHORT_WEEKDAY,
    SHORT_YEAR,
    SPAN,
    UNIT,
    WEEKDAY,
    YEAR,
    YEAR_IN_WORDS,
)


class Bound(StrEnum):
    """What the words before a time make of it: see the table in `resolve.py`."""

    ON = "on"
    BEFORE = "before"
    BY = "by"
    UNTIL = "until"
    FROM = "from"
    AFTER = "after"
    FROM_NOW = "from now"


class TimeRule(Rule):
    """A rule for time words. `bound`: whether bound words may, must or never stand before; a `dateless` rule marks what is no time."""

    bound: Literal["may", "must", "never"] = "may"
    dateless: bool = False


_EARLY = "(?:(?:nog|ruim|kort|vlak|net|al|reeds|liefst|uiterlijk|pas|direct|meteen|onmiddellijk|snel|bij voorkeur|tijdig|zo) ){0,2}"
_MEANT_FOR = (
    "(?:voorzien|gepland|ingepland|geagendeerd|geraamd|begroot|beoogd|begroting|begrotingen|raming|ramingen|budget|budgetten|bedrag|bedragen"
    "|cijfers|plan|plannen|jaarplan|jaarplannen|werkplan|werkprogramma|middelen|doel|doelen|doelstelling|doelstellingen|ambitie|ambities"
    "|agenda|planning|prognose|prognoses|tarief|tarieven|euro|miljoen|miljard|mln|mld|beschikbaar|opgave|prioriteiten|staat|staan|contract"
    "|contracten|afspraken|verwachting|verwachtingen|streefwaarde|streefwaarden|kader|kaders|belastingplan|koers|norm|normen|percentage)"
)

# Kind of bound -> its words. The first kind whose words fit a bound as a whole has it.
BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        Bound.FROM,
        (
            r"(?:nog )?(?:niet (?:eerder dan|voor)|op zijn vroegst(?: in| op| per)?|op z'n vroegst(?: in| op)?|niet eerder dan(?: in| op)?"
            r"|vroegst(?:ens)?(?: in| op)?)"
        ),
    ),
    (
        Bound.AFTER,
        (
            rf"{_EARLY}(?:na|na afloop van|later dan|niet voor het einde van|na ommekomst van)|na de (?:[a-z]+raad|raad|[a-z]*vergadering"
            rf"|[a-z]*debat|bijeenkomst|conferentie|top) van"
        ),
    ),
    (
        Bound.BY,
        (
            r"(?:nog |liefst |bij voorkeur )?(?:uiterlijk|op zijn laatst|op z'n laatst|ten laatste|niet later dan)(?: in| op| per| bij| met"
            r"| tijdens| rond)?"
        ),
    ),
    (Bound.BY, r"(?:nog )?(?:tot en met|t/m|tot uiterlijk|voor of (?:in|op)|(?:in|op) of voor|in (?:de )?aanloop naar|richting|tegen)"),
    (Bound.BEFORE, rf"{_EARLY}(?:voor|voorafgaand aan|voorafgaande aan|eerder dan|alvorens)"),
    (Bound.UNTIL, r"(?:in elk geval |zeker )?tot(?: aan)?"),
    (
        Bound.FROM,
        (
            r"(?:al |reeds |met ingang )?(?:vanaf|per|sinds|sedert|met ingang van|ingaande(?: op)?|startend(?: op| in)?|beginnend(?: op"
            r"| in)?|te beginnen (?:op|in|met))"
        ),
    ),
    (Bound.FROM_NOW, r"tussen nu en"),
    (Bound.ON, rf"(?P<meant>{_MEANT_FOR} )voor"),
    (
        Bound.ON,
        (
            r"(?:nog |al |reeds |pas |ergens )?(?:in (?:de )?loop van|in de periode(?: van)?|in|op"
            r"|(?:gelijktijdig |tegelijk |samen )?met|bij|tijdens|gedurende|rond|omstreeks"
            r"|circa|ca\.|naar|tussen|d\.d\.|dd\.?|ergens|nog|aan)"
        ),
    ),
)  # fmt: skip

RECURRING = r"(?:(?:jaarlijks|halfjaarlijks|tweejaarlijks|elk jaar|ieder jaar|elk|elke|ieder|iedere|om het jaar|telkens|steeds)(?: weer)?)"
PREFIX = (
    rf"(?:(?P<recurring>{RECURRING}) )?(?:(?P<bound>{'|'.join(p for _, p in BOUNDS)}) )?"
    rf"(?:(?:over )?(?:(?P<extent>meer|minder) dan )?(?P<offset>{SPAN}) (?P<side>voor|na|vanaf|gerekend vanaf|later dan|eerder dan) )?"
    rf"(?:(?:het|de) )?"
)
SUFFIX = r"(?: (?P<tonow>(?:tot|en) (?:op )?(?:nu|heden)))?"

# Pieces with groups. A rule uses each at most once.
_POINTER = r"(?: ?(?P<pointer>jl\.?|j\.l\.?|ll\.?|jongstleden|laatstleden|a\.s\.?|aanstaande))"
_AHEAD = "aanstaande|aankomende?|komende?|eerstkomende?|eerstvolgende?|volgende?|nieuwe?"
_BACK = "afgelopen|vorige?|voorgaande?|voorafgaande?|jongstleden|laatste|voorbije"
_REL = rf"(?P<rel>(?:dit|deze)(?: aankomende?| komende?)?|huidige?|lopende?|{_AHEAD}|{_BACK})"
_ANY_YEAR = rf"{YEAR}|{SHORT_YEAR}|{YEAR_IN_WORDS}"
_REL_YEAR = rf"(?P<relyear>dit|huidige?|lopende?|{_AHEAD}|{_BACK}) (?:kalender|begrotings)?jaar"
_PART_WORD = (
    r"(?P<part>begin|medio|midden|half|halverwege|(?:(?:het )?einde?)|start|(?:tegen het )?eind|vroege?|vroeg in|late?|later|laat in"
    r"|eerder|rest|resterende?|loop|(?:het )?begin|in de loop)"
)
_PART = rf"{_PART_WORD}(?: van| in)?(?: (?:het|de))?"
_OF_YEAR = (
    rf"(?:(?:[ ,]| van | in | over | van het jaar | in het jaar )(?P<year>{_ANY_YEAR})| (?:van |in )?(?:het )?{_REL_YEAR}| (?:van|in) "
    rf"(?P<thisyear>het jaar))"
)
_OF_YEAR_NOTED = _OF_YEAR.replace(f"(?P<year>{_ANY_YEAR})", rf"(?P<year>{_ANY_YEAR})(?P<note>[1-9]\d?)?")
_OF_MONTH = (
    rf"(?:(?:de )?(?:maand )?(?P<month>{MONTH})(?:[ ,](?:van )?(?P<year>{YEAR}))?"
    rf"|(?:de )?(?P<monthrel>volgende|komende|deze|vorige|elke|iedere) maand|(?P<thismonth>de maand))"
)
_NTH = rf"(?P<nth>{ORDINAL}|[1-9]\d?(?:e|ste|de)|laatste)"
_DAY = rf"(?:{DIGIT_DAY}(?: ?(?:e|ste|de))?|{ORDINAL})"
_WD = rf"(?:(?:(?:{_AHEAD}|{_BACK}) )?(?:{WEEKDAY}|{SHORT_WEEKDAY}),?(?: (?:de|den))? )"
_WD_TOLD = _WD.replace(WEEKDAY, f"(?P<weekday>{WEEKDAY})")
_LINK = r"(?:, en | en |, | of | ?[-/] ?| ?t/m | tot en met | tot aan | tot | )"
_YEAR_OF_DAY = rf"(?:(?:,? ?(?:van |in )?|[-/.])(?P<year>{_ANY_YEAR})(?P<note>\d{{1,2}})?| (?:van )?{_REL_YEAR})"
_NOUN = r"(?:(?:de|het|een|deze|dit|die|dat|uw|zijn|haar|hun) )?(?:[a-z]+e ){0,2}[a-z][a-z0-9-]{3,}"
_ONWARDS = " (?:of|en) (?:later|verder|daarna|erna|hoger)"
_MONTH_LINK = r"(?: ?[-/] ?| en | of | tot en met | t/m | tot | tot aan )"


def _rule(id: str, pattern: str, yes: tuple[str, ...], no: tuple[str, ...], bound: Literal["may", "must", "never"] = "may") -> TimeRule:  # noqa: A002 - the field is called id
    return TimeRule(id=f"timex.{id}", pattern=pattern, examples=yes, counterexamples=no, bound=bound)


_DAYS = (
    _rule(
        "day.explicit",
        rf"{_WD_TOLD}?(?P<day>{_DAY}|{CARDINAL_DAY})(?: ste)?(?: van | |-|/)?(?:de maand )?(?P<month>{MONTH}){_YEAR_OF_DAY}?{_POINTER}?",
        (
            "De wet treedt op 1 januari 2026 in werking.",
            "In de brief van 2 oktober jl. staat dit.",
            "op donderdag 1 jan. 2026",
            "op 14 oktober 20252",
        ),
        ("Artikel 25 en bijlage 3.", "De 12 Tweede Kamerleden.", "nr. 973 van 30 leden"),
    ),
    _rule(
        "day.list",
        rf"{_WD}?(?P<days>{_DAY}(?:{_LINK}{_WD}?{_DAY}){{1,4}})(?: van | |/)(?P<month>{MONTH}){_YEAR_OF_DAY}?{_POINTER}?",
        (
            "De Raad komt op 8 en 9 december 2025 bijeen.",
            "op 8 t/m 10 december",
            "de Raad van 13 14 oktober 2025",
            "van 4 tot 22 januari 1995",
        ),
        ("De artikelen 8 en 9 zijn gewijzigd.", "8 december 2025"),
    ),
    _rule(
        "day.numeric",
        rf"{_WD}?(?P<day>{DIGIT_DAY})(?:[-/.])(?P<monthno>0?[1-9]|1[0-2])(?:[-/]|\.)(?P<year>{YEAR}|\d\d){_POINTER}?",
        ("Datum: 12-07-2026.", "op 1/1/26", "op 13.5.2015"),
        ("De code is 133-03-03-2020.", "artikel 3.2.24", "8/32/2014"),
    ),
    _rule(
        "day.iso",
        rf"(?P<year>{YEAR})-(?P<monthno>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])",
        ("Versie van 2026-07-12.",),
        ("https://www.example.nl/2025-04-07/brief", "2015-1-32 bestaat niet"),
    ),
    _rule(
        "day.english",
        rf"(?P<month>{MONTH}) (?P<day>{DIGIT_DAY}), (?P<year>{YEAR})",
        ("Brussel, april 14, 2015",),
        ("In april 14 leden.",),
    ),
    _rule(
        "day.short",
        r"op (?P<day>1[3-9]|2\d|3[01])[-/](?P<monthno>0?[1-9]|1[0-2])",
        ("Dat besluit valt op 22-4.",),
        ("op 2-3 plekken", "de stand 22-4"),
        bound="never",
    ),
    _rule(
        "day.short_range",
        rf"(?:van|tussen) (?P<day>{DIGIT_DAY})-(?P<monthno>0?[1-9]|1[0-2]) (?:tot|tot en met|t/m|en) (?P<day2>{DIGIT_DAY})-"
        rf"(?P<monthno2>0?[1-9]|1[0-2])",
        ("van 25-10 tot 25-1",),
        ("tussen 25 en 30",),
        bound="never",
    ),
    _rule(
        "day.of_month",
        rf"(?P<monthrel>deze|volgende|komende|vorige) maand (?:van|tussen) (?P<days>{DIGIT_DAY} (?:tot|tot en met|t/m|en) {DIGIT_DAY})",
        ("deze maand van 4 tot 22",),
        ("deze maand 4 tot 6 weken",),
        bound="never",
    ),
    _rule(
        "day.ordinal_alone",
        r"op de (?P<dayinmonth>\d\d?(?:e|ste|de))",
        ("Ik kom terug op de 15e.",),
        ("op de 15e verdieping", "de 15e"),
        bound="never",
    ),
    _rule(
        "day.ordinal",
        rf"(?:(?P<weekday>{WEEKDAY}) (?:de )?(?P<day>\d\d?(?:e|de|ste)|{ORDINAL})|(?P<dayinmonth>\d\d?(?: ?(?:e|de|ste)))(?: dag)? van "
        rf"(?:de )?(?P<monthrel>volgende|deze|komende|vorige) maand)",
        ("Het debat is op donderdag de 21ste.", "de 20ste van de volgende maand"),
        ("de 15e etage", "de 21ste eeuw"),
    ),
    _rule(
        "day.deictic",
        r"(?P<deictic>vandaag|heden|overmorgen|morgen|eergisteren|gister(?:en)?|vanochtend|vanmorgen|vanmiddag|vanavond|vannacht|deze dag"
        r"|afgelopen dag)(?:ochtend|middag|avond|nacht)?",
        ("Morgen spreek ik de sector.", "Dat is vandaag besloten.", "gisteravond"),
        ("Dat is vandaag de dag gewoon.", "tot op heden", "goedemorgen"),
    ),
    _rule(
        "day.weekday",
        rf"(?:{_REL} )?(?P<weekday>{WEEKDAY})(?:ochtend|middag|avond|nacht)?{_POINTER}?",
        ("Dinsdag stemmen wij.", "Ik ga maandag op bezoek.", "aanstaande vrijdag"),
        ("De zondagsrust.", "Witte Donderdag"),
    ),
    _rule(
        "day.weekday_in_week",
        rf"(?:{_REL} week(?:,| -)?(?: op)? (?P<weekday>{WEEKDAY})|(?P<weekday2>{WEEKDAY})(?: van| in)? (?P<rel2>deze|volgende|komende"
        rf"|aanstaande|vorige|afgelopen) week)",
        ("Volgende week vrijdag volgt de brief.", "dinsdag volgende week"),
        ("volgende week",),
    ),
    _rule(
        "day.nth",
        rf"{_NTH} (?P<weekday>{WEEKDAY}|dag) (?:van|in) {_OF_MONTH}",
        ("op de derde dinsdag van september", "de laatste dag van oktober 2015", "de eerste vrijdag van de maand"),
        ("de tweede zondag", "de eerste dag van het debat"),
    ),
)

_WEEKS = (
    _rule(
        "week.number",
        rf"week (?P<week>[1-9]|[1-4]\d|5[0-3])(?:(?: van| in|,)? (?P<year>{YEAR}))?",
        ("In week 40 volgt het overleg.", "week 12 van 2026"),
        ("36 uur per week 12 euro", "veertig weken"),
    ),
    _rule(
        "week.nth",
        rf"{_NTH} (?:volle |hele )?week (?:van|in) {_OF_MONTH}|{_REL_YEAR} (?:de )?(?P<nth2>{ORDINAL}|laatste) week|(?P<nth3>{ORDINAL}"
        rf"|laatste) week van (?P<relyear3>dit|volgend|vorig|komend) jaar",
        ("in de derde week van januari 2026", "de laatste week van juli"),
        ("de eerste week",),
    ),
    _rule(
        "week.of",
        rf"week (?:van|beginnend op|startend(?: op)?|aanvangend(?: op)?|die) (?:{WEEKDAY} )?(?P<day>{_DAY})(?: van)? (?P<month>{MONTH})"
        rf"(?: (?P<year>{YEAR}))?(?: begint| start| aanvangt)?",
        ("in de week van 10 april", "de week van maandag 8 december 2025"),
        ("de week van de zorg",),
    ),
    _rule(
        "week.after_next",
        r"(?P<unit>week|weekend) na (?:de |het )?volgende",
        ("de week na de volgende",),
        ("de week na het debat",),
    ),
    _rule(
        "weekend",
        rf"(?:{_REL} |het )weekend(?: van (?P<day>{DIGIT_DAY}) (?P<month>{MONTH}))?",
        ("Dit weekend is er overleg.",),
        ("een weekend", "weekenden"),
    ),
)

_UNITS = (
    _rule(
        "unit.coming",
        r"(?P<article>de|het) (?P<rel>komende?|aankomende?|eerstkomende?|afgelopen) (?P<unit>jaar)",
        ("Het komende jaar werken we dit uit.", "het afgelopen jaar"),
        ("komend jaar", "de komende jaren"),
    ),
    _rule(
        "unit.relative",
        rf"(?:{_PART} )?{_REL} (?P<unit>week|werkweek|maand|kwartaal|halfjaar|jaar|(?:kalender|begrotings)jaar)",
        ("De uitkomsten volgen later dit jaar.", "volgend jaar", "begin volgend jaar", "deze maand", "eind deze week"),
        ("dit jaarverslag", "de laatste jaren", "per jaar"),
    ),
    _rule(
        "unit.part",
        rf"{_PART_WORD}(?: van| in)? (?:het|de) (?P<unit>week|maand|kwartaal|jaar)",
        ("Voor het einde van het jaar volgt een brief.", "de rest van het jaar", "later in het jaar"),
        ("het eind van de straat", "de loop van de jaren"),
    ),
)

_MONTHS = (
    _rule(
        "month.range",
        rf"(?:(?:van|tussen) )?(?:{_PART} )?(?P<month>{MONTH})(?P<link>{_MONTH_LINK})(?P<month2>{MONTH}){_OF_YEAR_NOTED}?{_POINTER}?",
        ("juni tot en met oktober 2025", "mei/juni 2026", "van april tot juni"),
        ("mei 2026", "juni 2025 en mei 2018"),
    ),
    _rule(
        "month",
        rf"(?:{_PART} )?(?:{_REL} |(?P<lead>{_REL_YEAR.replace('relyear', 'leadyear')} ))?(?:maand )?(?P<month>{MONTH})(?:(?:{_OF_YEAR}"
        rf"|[-/](?P<dashyear>{YEAR}))(?P<note>\d{{1,2}})?)?{_POINTER}?",
        (
            "In maart 2026 volgt het rapport.",
            "Begin oktober spreekt de minister.",
            "eind mei",
            "uiterlijk in september",
            "in het begin van juni",
        ),
        ("Mevrouw Mei zegt nee.", "de meid", "maarten", "Dat zou jan kunnen."),
    ),
    _rule(
        "month.numeric",
        rf"(?P<monthno>0[1-9]|1[0-2])(?:-| ?/ ?)(?P<year>{YEAR})",
        ("Gereed in 06-2026.",),
        ("06-2026-12-12", "nr. 06-2026", "speciaal verslag 06/2026"),
    ),
    _rule(
        "month.decision",
        rf"(?P<month>{FULL_MONTH})besluitvorming",
        ("richting de augustusbesluitvorming",),
        ("de besluitvorming",),
    ),
    _rule(
        "months.of_year",
        rf"(?P<end>eerste|laatste) (?P<count>{NUMBER}) (?P<unit>weken|maanden|kwartalen) van (?:(?P<year>{YEAR})|{_REL_YEAR}|"
        rf"(?P<thisyear>het jaar))",
        ("in de eerste drie maanden van 2026",),
        ("de eerste drie maanden",),
    ),
)

_Q = "(?:eerste|tweede|derde|vierde|laatste|[1-4]e)"
_QUARTERS = (
    _rule(
        "quarter",
        rf"(?:{_PART} )?(?:{_REL_YEAR.replace('relyear', 'leadyear')} (?:het )?)?(?:(?P<leadnumber>{YEAR}) (?:het )?)?(?P<nth>{_Q})(?:"
        rf"(?: en(?: het)? | of(?: het)? |/| tot en met(?: het)? )(?P<nth2>{_Q}))? kwartaal{_OF_YEAR_NOTED}?{_POINTER}?",
        (
            "naar het vierde kwartaal van 2028",
            "in het eerste kwartaal",
            "het eerste en tweede kwartaal 2026",
            "aan het eind van het eerste kwartaal 2023",
            "over het tweede kwartaal van 20181.",
        ),
        ("een kwartaal later", "het eerste kwart"),
    ),
    _rule(
        "quarter.short",
        rf"(?:(?P<leadnumber>{YEAR}) )?(?:{_PART} )?[qk](?P<nth>[1-4])(?:(?: ?- ?| en | of |/| t/m )(?:[qk])?(?P<nth2>[1-4]))?(?:(?:[ -]"
        rf"|,? van )(?P<year>{YEAR}|{SHORT_YEAR})| {_REL_YEAR})?",
        ("Dit volgt in Q1 2026.", "2026 Q1", "K3 dit jaar", "Q2 of Q3 2026"),
        ("Q5 2026", "de q-koorts", "EK2"),
    ),
    _rule(
        "half",
        rf"(?:(?P<nth>eerste|tweede|[12]e) (?:helft|halfjaar|half jaar){_OF_YEAR_NOTED}|h(?P<nth2>[12])(?: van)?(?:[ -])(?P<year2>{YEAR})|"
        rf"(?P<nth3>eerste|tweede|[12]e) (?:halfjaar|half jaar))",
        ("in de eerste helft van volgend jaar", "in de tweede helft van 2023", "het eerste halfjaar van 2026", "H1 2026"),
        ("de tweede helft van de leden", "de eerste helft"),
    ),
    _rule(
        "half.month",
        rf"(?P<nth>eerste|tweede) helft (?:van )?(?:de maand )?(?P<month>{MONTH})(?: (?P<year>{YEAR}))?",
        ("in de eerste helft van mei",),
        ("de eerste helft van de meivakantie",),
    ),
)

_SEASONS = (
    _rule(
        "season",
        rf"(?:{_PART} )?(?:{_REL} "
        rf"|{_REL_YEAR.replace('relyear', 'leadyear')} (?:in (?:het|de) )?)?(?P<season>voorjaar|lente|zomer|najaar|herfst|winter)"
        rf"(?:periode)?(?:{_OF_YEAR_NOTED}(?: ?[-/] ?(?P<year2>{YEAR}|\d\d))?)?{_POINTER}?",
        (
            "In het najaar van 2025 volgt een brief.",
            "dit najaar",
            "na de zomer",
            "rond de zomer 2023",
            "winter 2025/2026",
            "volgend jaar voorjaar",
        ),
        ("de zomertijd", "Voorjaarsnota"),
    ),
    _rule(
        "recess",
        rf"(?:{_PART} )?(?:{_REL} )?(?P<recess>zomer|kerst|voorjaars|krokus|mei|herfst|verkiezings)(?:reces|vakantie)(?:{_OF_YEAR_NOTED}"
        rf"(?: ?[-/] ?(?:{YEAR}|\d\d))?)?{_POINTER}?",
        ("De Kamer ontvangt voor het kerstreces een brief.", "na het zomerreces van 2009", "in het herfstreces"),
        ("de recesperiode", "een recessie"),
    ),
    _rule(
        "recess.any",
        rf"(?:{_REL} )?(?P<recess>reces){_OF_YEAR_NOTED}?",
        ("nog voor het reces", "na het reces"),
        ("het reces is kort",),
        bound="must",
    ),
)

_YEARS = (
    _rule(
        "year",
        rf"(?:jaar )?(?P<year>{YEAR}|{YEAR_IN_WORDS})(?P<onwards>{_ONWARDS})?",
        ("De evaluatie komt in 2026.", "voor 2030", "niet vóór 2027"),
        ("Vreemdelingenwet 2000", "in 2000 gemeenten", "de begroting 2026"),
        bound="must",
    ),
    _rule(
        "year.named",
        rf"(?:kalender|begrotings|belasting|boek|verslag|tussen|overgangs)?jaar (?P<year>{YEAR}|{SHORT_YEAR})(?P<onwards>{_ONWARDS})?",
        ("het jaar 2027", "in het begrotingsjaar 2026"),
        ("een jaar of 2000", "vergaderjaar 2024-2025"),
    ),
    _rule(
        "year.part",
        rf"{_PART} (?P<year>{YEAR})(?P<note>\d)?",
        ("Het convenant loopt eind 2023 af.", "in het begin van 2026", "medio 2024"),
        ("tegen 2030",),
    ),
    _rule(
        "year.range",
        rf"(?:in |voor |over |gedurende )?(?:(?:de )?(?:periode|jaren|tijdvak|begrotingsjaren|plan)(?: van| tussen)? )(?P<year>{YEAR}) ?"
        rf"(?:-|/|tot en met|t/m|tot|en) ?(?P<year2>{YEAR}|\d\d)",
        ("in de periode 2026-2028", "de jaren 2026 en 2027"),
        ("vergaderjaar 2024-2025", "2024-2025"),
        bound="never",
    ),
    _rule(
        "year.between",
        rf"(?:(?:van|tussen|in|voor|over|tot) (?P<year>{YEAR}) ?- ?(?P<year2>{YEAR})|(?:van|tussen|in) (?P<year3>{YEAR}) (?:tot en met"
        rf"|t/m|tot) (?P<year4>{YEAR})|tussen (?P<year5>{YEAR}) en (?P<year6>{YEAR}))",
        ("van 2014 tot 2018", "tussen 2025 en 2030", "de planning voor 2026-2027"),
        ("van 2014", "in 2014 en later", "in 2025 en 2030"),
        bound="never",
    ),
    _rule(
        "year.list",
        rf"(?:in|over|voor) (?P<years>{YEAR}(?:, {YEAR})*,? (?:en|of) {YEAR})",
        ("in 2025 en 2026", "voor 2026, 2027 en 2028"),
        ("in 2025 en later",),
        bound="never",
    ),
    _rule(
        "year.shifted",
        rf"(?:van (?P<year>{YEAR})(?P<after> (?:naar|tot|t/m) )|(?P<opening>tussen) (?P<year2>{YEAR})(?P<after2> en ))",
        ("uitgesteld van 2026 naar het vierde kwartaal van 2028",),
        ("de begroting van 2026",),
        bound="never",
    ),
    _rule(
        "year.school",
        rf"(?P<school>(?:school|studie|cursus)jaar|academisch jaar|seizoen) (?P<year>{YEAR}|{SHORT_YEAR})(?: ?[-/] ?(?:{YEAR}|\d\d))?",
        ("in het schooljaar 2025-2026",),
        ("het schooljaar",),
    ),
    _rule(
        "year.decade",
        r"de jaren (?P<decade>twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|tweeduizend|'\d0)",
        ("in de jaren zeventig", "de jaren '90"),
        ("vijf jaren twintig procent", "jaren '25"),
    ),
)

_NAMED = (
    _rule(
        "named",
        rf"(?:{_REL} )?(?P<named>prinsjesdag|verantwoordingsdag)(?:{_OF_YEAR})?{_POINTER}?",
        ("De Kamer wordt voor Prinsjesdag geïnformeerd.", "op Verantwoordingsdag 2026"),
        ("de prinsjesdagstukken",),
    ),
    _rule(
        "named.budget",
        rf"(?:{_REL} )?(?P<named>miljoenennota|voorjaarsnota|najaarsnota)(?:{_OF_YEAR})?",
        ("bij de Miljoenennota nader geïnformeerd", "uiterlijk bij de Voorjaarsnota 2026", "gelijktijdig met de Miljoenennota"),
        ("In de Voorjaarsnota staat dit.", "de Miljoenennota is besproken"),
        bound="must",
    ),
    _rule(
        "named.feast",
        rf"(?:{_REL} )?(?P<feast>(?:(?:eerste|tweede) )?(?:kerstdag|paasdag|pinksterdag)|kerst(?:mis|dagen)?|pasen|paasmaandag"
        rf"|pinksteren|hemelvaart(?:sdag)?|goede vrijdag|koningsdag|bevrijdingsdag"
        rf"|(?:nationale )?dodenherdenking|nieuwjaar(?:sdag)?|oudejaarsdag|oudejaarsavond|oudjaarsavond|jaarwisseling|oud en nieuw"
        rf"|sinterklaas(?:avond)?|pakjesavond|driekoningen|dag van de arbeid|moederdag|vaderdag|valentijnsdag)(?:{_OF_YEAR})?",
        ("na de kerst", "op Koningsdag 2018", "rond de jaarwisseling"),
        ("het kerstdiner", "de paasvakantie"),
    ),
    _rule(
        "named.election",
        rf"(?:{_REL} )?(?P<election>(?:tweede[ -]kamer|gemeenteraads|provinciale[ -]staten|statens?|europese|europese parlements"
        rf"|waterschaps)?[ -]?verkiezingen)(?: (?:voor de tweede kamer|voor het europees parlement))?(?:{_OF_YEAR})?",
        ("voor de verkiezingen", "na de gemeenteraadsverkiezingen van 2026"),
        ("de verkiezingen zijn vrij",),
        bound="must",
    ),
)

_COUNTS = (
    _rule(
        "count.within",
        rf"(?:nog )?binnen (?:nu en |(?:een )?(?:termijn|periode) van |(?:de )?(?:komende|volgende) |(?:maximaal|uiterlijk|circa"
        rf"|ongeveer|ten hoogste|hooguit) )?(?P<span>{SPAN})",
        ("De brief volgt binnen een week.", "binnen zes maanden", "binnen anderhalf jaar", "binnen een half jaar"),
        ("binnen de EU", "binnen enkele weken", "binnen twee weken na ontvangst"),
        bound="never",
    ),
    _rule(
        "count.over",
        rf"(?:over (?:circa |ongeveer |zo'n |een )?(?P<span>{SPAN})(?: vanaf (?:nu|vandaag))?|(?P<span2>{SPAN}) (?:gerekend )?vanaf nu)",
        ("Over drie weken vindt de stemming plaats.", "over een half jaar", "twee weken vanaf nu"),
        ("over de afgelopen drie jaar", "over enkele weken"),
        bound="never",
    ),
    _rule(
        "count.ago",
        rf"(?P<before>van )?(?P<span>{SPAN}) geleden",
        ("Dat was twee weken geleden.",),
        ("enkele weken geleden", "lang geleden"),
        bound="never",
    ),
    _rule(
        "count.coming",
        rf"(?:in |gedurende |voor |over |op )?(?P<article>de |het )?(?:(?P<rel>komende|aankomende|volgende|eerstkomende|afgelopen|vorige"
        rf"|voorbije|laatste) (?P<span>{SPAN})|(?P<number>{NUMBER}) (?P<rel2>aankomende|komende|afgelopen) (?P<unit>{UNIT}))",
        ("In de komende drie weken wordt dit uitgewerkt.", "de afgelopen vijf jaar"),
        ("de komende weken", "komende 5 agendapunten"),
        bound="never",
    ),
    _rule(
        "count.deadline",
        rf"binnen (?:uiterlijk |maximaal )?(?P<span>{SPAN}) (?P<side>na|vanaf|voor) (?:(?P<day>{DIGIT_DAY}) (?P<month>{MONTH})(?: "
        rf"(?P<year>{YEAR}))?|(?P<deictic>vandaag|morgen|heden|nu))",
        ("binnen drie maanden na 1 januari 2026",),
        ("binnen drie maanden na inwerkingtreding",),
        bound="never",
    ),
)

_EVENTS = (
    _rule(
        "count.event",
        rf"(?:binnen |uiterlijk |ruim |circa |ongeveer )?(?P<span>{SPAN}) "
        rf"(?P<side>na|nadat|volgend op|(?:voor|voordat|vanaf|voorafgaand aan)(?P<told> (?:de|het|een|deze|dit|die)))"
        rf" (?P<event>{_NOUN}(?: van {_NOUN})?)",
        ("één maand na de inwerkingtreding van het Pact", "binnen vier weken na ontvangst"),
        ("twee weken na 12 januari", "een maand geleden", "dat je vier maanden voor moet zitten"),
        bound="never",
    ),
)

_VAGUE = (
    _rule(
        "vague",
        r"(?:op (?:de )?(?:zeer |heel |zo )?kort(?:e|st mogelijke) termijn|op (?:de )?(?:wat |iets )?(?:middellange|lange|langere"
        r"|afzienbare|redelijke) termijn|op termijn|binnenkort|binnen afzienbare (?:tijd|termijn)"
        r"|binnen korte tijd|zo (?:spoedig|snel|vroeg)(?: als)? mogelijk|zo spoedig als mogelijk|spoedig|eerdaags|z\.?s\.?m\b\.?"
        r"|te zijner tijd|t\.?z\.?t\b\.?|onverwijld|in de nabije toekomst"
        r"|in een later stadium|op een later (?:moment|tijdstip)|op een nader te bepalen (?:moment|tijdstip|datum)|na verloop van tijd"
        r"|over enige tijd|een dezer dagen|met spoed|vroeg of laat"
        r"|(?:binnen|over) (?:enkele|een paar|een aantal|enige|meerdere|een handvol) (?:dagen|weken|maanden|jaren|jaar))",
        ("De beantwoording volgt op korte termijn.", "zo spoedig mogelijk", "binnenkort", "over een aantal weken"),
        ("Zo ja, waarom?", "de zittingstermijn", "spoedeisend", "een spoedig herstel gewenst"),
        bound="never",
    ),
    _rule(
        "vague.coming",
        r"(?:(?:in|gedurende|voor|over|tijdens) )?(?:de )?(?:komende|aankomende|eerstkomende) (?:tijd|periode|dagen|weken|maanden|jaren"
        r"|kwartalen|decennia|paar (?:dagen|weken|maanden|jaar|jaren))",
        ("De komende maanden wordt dit bepaald.", "in de komende periode", "De komende tijd verkennen we dit."),
        ("het komende debat", "de komende drie weken"),
        bound="never",
    ),
    _rule(
        "recurring",
        r"(?:(?:half|twee|drie)?jaarlijks|(?:twee|drie)?maandelijks|(?:twee)?wekelijks|periodiek|(?:elk|ieder) (?:jaar|kwartaal|halfjaar"
        r"|half jaar|voorjaar|najaar)|(?:elke|iedere) (?:maand|week|lente|zomer|herfst|winter"
        r"|(?:twee|drie|vier|zes) maanden)|om de (?:twee|drie|vier|vijf) (?:jaar|maanden|weken)"
        r"|(?:een|twee|drie|vier)(?:maal| keer) per (?:jaar|maand|week|kwartaal))",
        (
            "De Kamer wordt jaarlijks geïnformeerd.",
            "elk kwartaal",
            "twee keer per jaar",
            "periodiek",
            "Elk voorjaar volgt een overzicht.",
            "elke zes maanden",
        ),
        ("de jaarlijkse rapportage", "5 miljoen per jaar", "het periodieke overleg"),
        bound="never",
    ),
)


def _no(id: str, pattern: str, yes: tuple[str, ...], no: tuple[str, ...]) -> TimeRule:  # noqa: A002 - the field is called id
    return TimeRule(id=f"timex.not.{id}", pattern=pattern, examples=yes, counterexamples=no, bound="never", dateless=True)


# What looks like a time and is none. A dateless rule takes its words away from the others; it finds nothing.
_NOT = (
    _no("address", r"(?:https?://|www\.)[^\s<>]+", ("https://www.example.nl/2025/04/07/brief",), ("op 7 april 2025",)),
    _no(
        "code",
        r"(?:\d+(?:[-/.]\d+){3,}|[a-z]+-\d+(?:-\d+)+|nr\.? ?\d+(?:[-/.]\d+)+)",
        ("De code is 133-03-03-2020.", "nr. 12-2025"),
        ("op 12-07-2026",),
    ),
    _no(
        "parliamentary_year",
        rf"(?:(?:vergaderjaar|parlementair jaar|zittingsjaar|handelingen(?: ii| i)?|kamerstuk(?:ken)?(?: ii| i)?),? )?{YEAR} ?[-/] ?"
        rf"(?:{YEAR}|\d\d)",
        ("Kamerstukken II, vergaderjaar 2023–2024, 36 410, nr. 92", "2024-2025"),
        ("in 2024",),
    ),
    _no(
        "act",
        rf"(?:nr\.?|nummer|zaak|advies|opinie|verordening|richtlijn|besluit|beschikking|verslag|rapport|arrest|artikel|aanbeveling"
        rf"|protocol|resolutie|eu\)?|eg\)?|com|c) ?\d+ ?/ ?{YEAR}",
        ("speciaal verslag 06/2026", "Verordening (EU) 11/2016"),
        ("Gereed 06/2026.",),
    ),
    _no("rank", r"op de \d\d?(?:e|ste|de) [a-z]+", ("op de 15e verdieping",), ("op de 15e.",)),
    _no(
        "rate",
        r"per (?:werkdag|dag|week|maand|kwartaal|halfjaar|jaar)(?: \d+)?",
        ("36 uur per week 12 euro", "5 miljoen per jaar"),
        ("per 1 januari 2026",),
    ),
    _no(
        "anaphora",
        rf"(?:die|dezelfde|diezelfde|dat|datzelfde) (?:{WEEKDAY}|zomer|winter|herfst|lente|najaar|voorjaar|weekend|jaar|week|maand)",
        ("de stemmingen van die dinsdag",),
        ("op dinsdag",),
    ),
    _no(
        "duration",
        rf"van (?:maximaal |minimaal |ten hoogste |ten minste |circa |ongeveer |slechts )?{SPAN}",
        ("een termijn van 2 jaar voor de verordening",),
        ("de brief van twee weken geleden",),
    ),
    _no(
        "amount",
        rf"(?:in|voor|na|tot|rond|richting|per|naar|vanaf|tegen|met|tot en met|t/m|uiterlijk) {YEAR} (?:euro|plekken|plaatsen"
        rf"|opvangplekken|opvangplaatsen|mensen|personen|inwoners|woningen|gevallen|gemeenten|kilo|kilometer|meter|km|hectare|ha|ton"
        rf"|kton|megaton|mw|uur|leerlingen|studenten|agenten|militairen|banen|fte|bedrijven|scholen|voet|patienten|asielzoekers"
        rf"|statushouders|kinderen|gezinnen|huishoudens|leden|stuks|keer|zaken|meldingen|aanvragen)",
        ("in 2000 gemeenten", "tot 1900 plekken"),
        ("tot 2030 minder uitstoot",),
    ),
    _no(
        "idiom",
        r"(?:vandaag de dag|een spoedig|vandaag of morgen|van vandaag op morgen|heden ten dage|tot (?:op )?heden|dag van (?:vandaag|morgen)"
        r"|van de ene op de andere dag|goede ?(?:morgen|middag|avond)|op een zondagmiddag|zwarte zaterdag|witte donderdag|deze dagen"
        r"|mei '68)",
        ("Dat is vandaag de dag gewoon.", "tot op heden"),
        ("Dat is vandaag besloten.",),
    ),
)

RULES: tuple[TimeRule, ...] = (
    *_NOT, *_VAGUE, *_COUNTS, *_DAYS, *_WEEKS, *_UNITS, *_MONTHS, *_QUARTERS, *_SEASONS, *_NAMED, *_YEARS, *_EVENTS,
)  # fmt: skip
