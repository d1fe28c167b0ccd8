"""Which kind of paper it is, by words that papers of the kind print in their opening."""

import re

from tracker.model import PaperKind, Rule

# A heading, also behind the number of a Kamerstuk; and the subject of a letter.
_HEADING = r"(?i)(?:^|\n)(?:nr\.\s*\d+\s+)?"
_SUBJECT = r"(?:(?:betreft|onderwerp):?\s+)?"


class KindRule(Rule):
    """What shows that a paper is of a kind. `pattern` is looked for in the opening, which has each block on a line of its own."""

    kind: PaperKind


KINDS: tuple[KindRule, ...] = (
    KindRule(
        id="kind.motie",
        kind=PaperKind.MOTIE,
        pattern=r"(?:^|\n)(?:Nr\.\s*\d+\s+)?"
        r"(?:(?:NADER )?(?:GEWIJZIGDE )?MOTIE VAN (?:HET LID|DE LEDEN)|De Kamer,?\s+gehoord de beraadslaging)",
        examples=(
            "MOTIE VAN HET LID JANSEN C.S.",
            "Nr. 32 GEWIJZIGDE MOTIE VAN DE LEDEN JANSEN EN DE VRIES",
            "De Kamer,\ngehoord de beraadslaging,",
        ),
        counterexamples=("de motie van het lid Jansen", "Reactie op de motie van de leden Jansen en De Vries"),
    ),
    KindRule(
        id="kind.schriftelijk_overleg",
        kind=PaperKind.SCHRIFTELIJK_OVERLEG,
        pattern=_HEADING + r"(?:(?:inbreng |ontwerp)?verslag (?:van een )?(?:nader )?schriftelijk overleg"
        r"|(?:betreft|onderwerp):?\s[^\n]{0,80}schriftelijk overleg)"
        r"|\bcommissie voor [^.]{3,80} heeft (?:een aantal|de volgende|onderstaande) vragen(?: en opmerkingen)? "
        r"(?:voorgelegd|ter beantwoording)",
        examples=(
            "Nr. 975 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
            "Betreft Beantwoording schriftelijk overleg Landbouw- en Visserijraad",
            "De vaste commissie voor Financiën heeft een aantal vragen en opmerkingen voorgelegd",
        ),
        counterexamples=("Hierbij ontvangt u het verslag van een schriftelijk overleg", "VERSLAG VAN EEN COMMISSIEDEBAT"),
    ),
    KindRule(
        id="kind.besluitenlijst",
        kind=PaperKind.BESLUITENLIJST,
        pattern=_HEADING + r"(?:document:\s*)?besluitenlijst\b",
        examples=("Besluitenlijst van de procedurevergadering", "Document: Besluitenlijst van de procedurevergadering"),
        counterexamples=("de besluitenlijst van vorige week", "Zie de besluitenlijst"),
    ),
    KindRule(
        id="kind.wetgevingsoverleg",
        kind=PaperKind.WETGEVINGSOVERLEG,
        pattern=_HEADING + r"verslag van een wetgevingsoverleg\b",
        examples=("Nr. 12 VERSLAG VAN EEN WETGEVINGSOVERLEG",),
        counterexamples=("tijdens het wetgevingsoverleg", "Toezegging uit het verslag van een wetgevingsoverleg"),
    ),
    KindRule(
        id="kind.notaoverleg",
        kind=PaperKind.NOTAOVERLEG,
        pattern=_HEADING + r"verslag van een notaoverleg\b",
        examples=("VERSLAG VAN EEN NOTAOVERLEG",),
        counterexamples=("tijdens het notaoverleg", "Toezegging uit het verslag van een notaoverleg"),
    ),
    KindRule(
        id="kind.commissiedebat",
        kind=PaperKind.COMMISSIEDEBAT,
        pattern=_HEADING + r"verslag van een (?:commissiedebat|algemeen overleg)\b",
        examples=("VERSLAG VAN EEN COMMISSIEDEBAT", "Verslag van een algemeen overleg"),
        counterexamples=("tijdens het commissiedebat", "Toezegging uit het verslag van een commissiedebat"),
    ),
    KindRule(
        id="kind.plenair",
        kind=PaperKind.PLENAIR,
        pattern=_HEADING + r"(?:handelingen (?:tweede kamer|tk)\b|stenogram\b)",
        examples=("Handelingen Tweede Kamer 2017-2018", "Stenogram"),
        counterexamples=("Vergaderjaar 2023–2024 Aanhangsel van de Handelingen", "de Handelingen Tweede Kamer"),
    ),
    KindRule(
        id="kind.antwoord_kamervragen",
        kind=PaperKind.ANTWOORD_KAMERVRAGEN,
        pattern=r"(?i)aanhangsel van de handelingen|(?:^|\n)antwoord van (?:de )?(?:minister|staatssecretaris)\b[^\n]{2,300}\(ontvangen\b"
        rf"|(?:^|\n){_SUBJECT}(?:de )?(?:beantwoording|antwoord(?:en)?)\b[^.]{{0,160}}?\b(?:kamervragen|vragen van (?:het lid|de leden))\b"
        r"|\bantwoord(?:en)? op (?:de )?"
        r"(?:kamervragen|(?:schriftelijke )?vragen (?:(?:die )?(?:zijn )?gesteld door|van) (?:het lid|de leden))\b"
        r"|\bde (?:schriftelijke )?vragen van (?:het lid|de leden) [^.]{3,400}?\bworden beantwoord\b",
        examples=(
            "Antwoord van Minister De Vries (Financiën) (ontvangen 3 mei 2024).",
            "Antwoorden op Kamervragen van het lid Jansen",
            "Onderwerp Beantwoording Kamervragen van het lid Jansen",
            "Hierbij ontvangt u de antwoorden op de schriftelijke vragen gesteld door het lid Jansen",
            "deel ik u mede dat de vragen van het lid Jansen over de sluiting worden beantwoord zoals aangegeven in de bijlage",
        ),
        counterexamples=("met de beantwoording van Kamervragen over dit thema", "De vragen van de Kamer worden later beantwoord"),
    ),
    KindRule(
        id="kind.bnc_fiche",
        kind=PaperKind.BNC_FICHE,
        pattern=_HEADING
        + _SUBJECT
        + r"(?:fiche(?: \d+)?:|(?:\d+ )?(?:bnc-)?fiches?\b[^\n]{0,80}\b(?:bnc|beoordeling nieuwe commissievoorstellen))",
        examples=("Fiche 1: Verordening Europese luchtvaart", "Betreft Fiches van de werkgroep Beoordeling Nieuwe Commissievoorstellen"),
        counterexamples=("zoals in het BNC-fiche is gemeld", "Vraag over het fiche: wat is de inzet?"),
    ),
    KindRule(
        id="kind.geannoteerde_agenda",
        kind=PaperKind.GEANNOTEERDE_AGENDA,
        pattern=_HEADING + r"(?:(?:de )?geannoteerde agenda\b|(?:betreft|onderwerp):?\s[^\n]{0,60}\bgeannoteerde agenda\b)",
        examples=("Betreft Geannoteerde agenda van de Landbouwraad", "Onderwerp: Aanbieding geannoteerde agenda", "GEANNOTEERDE AGENDA"),
        counterexamples=("- Geannoteerde agenda van de formele JBZ-Raad", "Antwoorden op vragen over de geannoteerde agenda"),
    ),
    KindRule(
        id="kind.kamerbrief",
        kind=PaperKind.KAMERBRIEF,
        pattern=r"(?i)\bgeachte (?:heer |mevrouw )?voorzitter\b|retouradres|voorzitter van de (?:tweede|eerste) kamer"
        r"|\b(?:bied(?:en)?|stu(?:ur|ren)|zend(?:en)?|informe(?:er|ren)) (?:ik|wij)\b[^.]{0,200}?\b(?:uw kamer|u)\b"
        r"|(?:^|\n)(?:nr\.\s*\d+\s+)?brief van de (?:minister|staatssecretaris)",
        examples=(
            "Geachte voorzitter,",
            "Hierbij bieden wij, mede namens de minister van Financiën, uw Kamer het verslag aan",
            "Nr. 973 BRIEF VAN DE MINISTER VAN FINANCIËN",
        ),
        counterexamples=("De voorzitter opent het debat", "De minister heeft de Kamer een brief gestuurd"),
    ),
)
_FAR_ENOUGH = 3000  # characters; later words tell what the paper is about, not what it is
_COMPILED = tuple((rule.kind, re.compile(rule.pattern)) for rule in KINDS)


def kind_of(opening: str) -> PaperKind:
    """Give the kind of the first of `KINDS` that is found in the opening of a paper; `overig` where none is."""
    start = opening[:_FAR_ENOUGH]
    return next((kind for kind, pattern in _COMPILED if pattern.search(start)), PaperKind.OVERIG)
