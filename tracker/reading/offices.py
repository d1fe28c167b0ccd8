"""Who answers for the government in a paper: the offices that sign, that answered a committee, or that attend a debate.

An office is given as "minister van Financiën": the title in lower case, the portfolio as printed, no name of who holds it.
"""

import re
from collections.abc import Iterator

from tracker.model import Rule

# A portfolio: words with a capital, and commas only in a list that ends in "en": "Financiën, De Wit" is an office and a name.
_WORD = r"(?!(?i:vice|minister|staatssecretaris))[A-ZÀ-ÞŞ][\w’'-]*"
_WORDS = rf"{_WORD}(?:[^\S\n]+{_WORD}){{0,7}}"
PORTFOLIO = rf"{_WORDS}(?:(?:,\s+{_WORDS}){{0,4}},?\s+(?i:en|&)\s+{_WORDS})?"
_TITLE = r"(?i:minister|staatssecretaris)"
_LINK = r"(?i:van|voor)"
_PRESIDENT = r"(?i:minister-president)(?!,?\s+minister\b)"
_ONE = rf"(?:{_PRESIDENT}|(?:(?i:minister-president),?\s+)?{_TITLE}\s+{_LINK}\s+{PORTFOLIO})"
_SEVERAL = rf"(?i:ministers|staatssecretarissen)\s+{_LINK}\s+{PORTFOLIO}(?:(?:,|\s+en)\s+{_LINK}\s+{PORTFOLIO})+"
_OFFICES = rf"(?:(?i:de)\s+)?(?:{_SEVERAL}|{_ONE})"
# Up to the next word that counts, in one sentence, and past no other office.
_ON = r"(?:(?!\.\s+[A-Z]|(?i:minister|staatssecretaris))[^\n]){0,300}?"
_WHO = rf"(?P<who>{_OFFICES}(?:(?:(?:,|,?\s+en|,?\s+alsmede)\s+|{_ON}\bmede\s+namens\s+){_OFFICES})*)"
_LONGEST_ABBREVIATION = 4  # letters: "OCW", "IENW" stay as they are
_ANSWERED = r"(?i:beantwoord|(?:toegezonden|gegeven|verstrekte)\s+antwoorden)\b"

# Looked for in the opening of a schriftelijk overleg, a block a line, the first rule first.
ANSWERING: tuple[Rule, ...] = (
    Rule(
        id="office.has_answered",
        pattern=rf"\b(?i:heeft|hebben)\s+{_WHO},?\s{_ON}\b{_ANSWERED}",
        examples=(
            "Bij brief van … heeft de minister van Defensie de vragen en gemaakte opmerkingen beantwoord.",
            "Daarop hebben de minister van Financiën en de staatssecretaris van Defensie de vragen beantwoord.",
        ),
        counterexamples=(
            "De commissie heeft de minister van Defensie om een brief gevraagd. De vragen zijn nog niet beantwoord.",
            "De minister heeft de vragen beantwoord.",
        ),
    ),
    Rule(
        id="office.answered_by",
        pattern=rf"\b(?i:door)\s+{_WHO}(?:,?\s+(?i:bij|per|in|op)\b{_ON})?,?\s+{_ANSWERED}"
        rf"|\bbeantwoord\s+(?i:door)\s+{_WHO.replace('<who>', '<whom>')}",
        examples=(
            "De vragen zijn op 3 mei 2024 door de Minister van Financiën beantwoord.",
            "Zij zijn door de Minister van Financiën bij brief van 3 mei 2024 beantwoord.",
            "De vragen zijn bij brief van 3 mei 2024 beantwoord door de staatssecretaris van Defensie.",
            "met de door de Minister van Financiën bij brief van 3 mei 2024 toegezonden antwoorden",
        ),
        counterexamples=("De vragen over de door de Minister van Financiën toegezonden brief zijn beantwoord.",),
    ),
    Rule(
        id="office.answers",
        pattern=rf"(?<!namens )(?<!aan )\b{_WHO}\s+(?i:heeft|hebben)\s{_ON}\b{_ANSWERED}",
        examples=("De Minister van Financiën heeft deze vragen bij brief van 3 mei 2024 beantwoord.",),
        counterexamples=("De Minister van Financiën heeft de brief gestuurd. Daarna zijn de vragen beantwoord.",),
    ),
    Rule(
        id="office.put_to",
        pattern=rf"\b(?i:aan)\s+{_WHO}\s{_ON}\bvoorgelegd\b"
        rf"|\b(?:voorgelegd|voor\s+te\s+leggen)\s+(?i:aan)\s+{_WHO.replace('<who>', '<whom>')}",
        examples=(
            "De vragen zijn op 3 mei 2024 aan de Minister van Financiën voorgelegd. Bij brief van 4 juni 2024 zijn zij beantwoord.",
            "heeft een aantal vragen voorgelegd aan de Minister van Financiën over de brief",
            "de behoefte vragen en opmerkingen voor te leggen aan de Minister van Financiën",
        ),
        counterexamples=("vragen voorgelegd over de brief van de Minister van Financiën",),
    ),
)
# What a report of a debate prints of those who were there; the names of the members stand in it too.
ATTENDANCE: Rule = Rule(
    id="office.attendance",
    pattern=r"\b(?i:overleg\s+gevoerd\s+met|gesproken\s+met|(?:aanwezig|tegenwoordig)\s+(?:is|zijn))\s"
    r"(?P<who>(?:[^\n]|(?<=te weten:)\n){3,4000}?)(?:,?\s+over\b|\.(?=\s|$)|(?<!te weten)(?<!te weten:)(?=:?(?:\n|$)))",
    examples=(
        "heeft op 1 juli 2025 overleg gevoerd met de heer De Wit, minister van Defensie, over de vloot.",
        "Aanwezig zijn zeven leden der Kamer, te weten: De Groot en Jansen, en mevrouw De Wit, minister van Defensie.",
    ),
    counterexamples=("De minister van Defensie was over de vloot in overleg.",),
)
_ANSWERING = tuple(re.compile(rule.pattern) for rule in ANSWERING)
_ATTENDANCE = re.compile(ATTENDANCE.pattern)
_NAME = r"[A-ZÀ-ÞŞ'’][^\s,]*(?:\s+(?:de|den|der|te|ten|ter|van|[A-ZÀ-ÞŞ'’][^\s,]*)){0,5}?"
# "de heer De Wit, minister van Defensie", and until about 2018 "minister De Wit van Defensie".
_ATTENDS = re.compile(
    rf",\s+(?i:demissionair\s+)?(?:(?P<president>{_PRESIDENT})|(?:(?i:(?:vice-?)?minister-president),\s+)?(?P<title>{_TITLE})\s+"
    rf"(?:(?P<link>{_LINK})\s+)?(?P<name>{PORTFOLIO}))"
    rf"|\b(?P<title_>{_TITLE})\s+{_NAME}\s+(?P<link_>van|voor)\s+(?P<name_>{PORTFOLIO})"
)
_PLACE = re.compile(rf"(?P<president>{_PRESIDENT})|(?:\b(?P<title>{_TITLE})(?:s|sen)?\s+)?\b(?P<link>{_LINK})\s+(?P<name>{PORTFOLIO})")
_ON_BEHALF = re.compile(r"\s*mede\s+namens\b", re.IGNORECASE)
_SIGNS = re.compile(rf"\b(?P<president>{_PRESIDENT})|\b(?P<title>{_TITLE})\s+(?:(?P<link>{_LINK})\s+)?(?P<name>{PORTFOLIO})")


def signing(text: str) -> tuple[str, ...]:
    """List the offices in a signature, where an office may stand in capitals, over two lines, and before a name."""
    return _once(_office(m["title"], m["link"], m["name"]) for m in _SIGNS.finditer(text))


def is_on_behalf(signature: str) -> bool:
    """Say whether a signature is that of one for whom another signs: "Mede namens de minister van Financiën,"."""
    return bool(_ON_BEHALF.match(signature))


def answering(opening: str) -> tuple[str, ...]:
    """List the offices that answered a committee, by the opening of the report; those who were asked, where it says no more."""
    for pattern in _ANSWERING:
        for m in pattern.finditer(opening):
            return _once(_row(next(filter(None, m.groups()))))
    return ()


def attending(opening: str) -> tuple[str, ...]:
    """List the offices of the ministers who were at a debate, by the opening of its report; none where it names no office."""
    found = (m for there in _ATTENDANCE.finditer(opening) for m in _ATTENDS.finditer(there["who"]))
    return _once(_office(m["title"] or m["title_"], m["link"] or m["link_"], m["name"] or m["name_"]) for m in found)


def _row(text: str) -> Iterator[str]:
    """Give the offices of a row; in "de ministers van Financiën en van Defensie" the title counts for both."""
    title = None
    for m in _PLACE.finditer(text):
        title = None if m["president"] else m["title"] or title
        if title or m["president"]:
            yield _office(title, m["link"], m["name"])


def _office(title: str | None, link: str | None, name: str | None) -> str:
    """Give "DE MINISTER VAN FINANCIËN" and "Minister van Financiën" one spelling; without a title it is the minister-president."""
    if not (title and name):
        return "minister-president"
    words = name.split()
    if name.isupper() and (len(words) > 1 or len(name) > _LONGEST_ABBREVIATION):
        words = [w.lower() if w in ("VAN", "VOOR", "EN") else w.capitalize() for w in words]
    return " ".join([title.lower(), *([link.lower()] if link else []), *words])


def _once(offices: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offices))
