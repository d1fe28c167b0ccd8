"""Citations of papers: spans with a canonical form, so that paper can be linked to paper and no number is taken for a date.

Canonical forms: "32317-973" and "36725-VI-12" (Kamerstuk), "32317" (dossier), "2025Z19269" (case), "2025D30000" (document),
"ah-tk-20232024-1379" or, without its year, "Aanhangsel 1379"; "stcrt-2024-12345", "stb-2020-123", "trb-2009-217": the names of
officielebekendmakingen.nl.
"""

import re
from collections.abc import Callable, Container
from typing import Literal

from tracker.model import Rule, Span

CitationKind = Literal["dossier", "case", "document", "appendix", "gazette"]


class Citation(Span):
    """A paper that a text names, at characters `start`..`end` of that text."""

    kind: CitationKind
    canonical: str
    rule: str


class CitationRule(Rule):
    """A way to cite; the pattern's named groups make the canonical form."""

    kind: CitationKind


_YEARS = r"(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?:(?:19|20)?\d\d)"
_PART = r"(?:[IVX]{1,5}[AB]?|[A-K]|R\d{4}|\d{2})"
_DOSSIER = (
    r"(?<![\d.,/-])(?P<dossier>\d{2}[ .\u00a0]?\d{3})"
    rf"(?:[\s\u00a0]?-?\(?(?P<part>{_PART}(?=\)?(?:,|\s+nr|-|\)|[\s.;)]|$)))\)?)?"
)

RULES: tuple[CitationRule, ...] = (
    CitationRule(
        id="citation.appendix",
        kind="appendix",
        pattern=r"(?:\b(?P<before>(?:19|20)\d\d)\s?[-–/]\s?(?:(?:19|20)?\d\d),\s*)?"
        r"\b(?i:aanhangsel)(?:\s+(?:van de\s+|der\s+)?Handelingen)?(?:\s+(?:I{1,2}|Tweede Kamer|Eerste Kamer))?,?\s*"
        r"(?:(?:vergaderjaar\s+)?" + _YEARS + r",?\s*)?(?:nr\.?\s*)?(?P<number>\d{1,5})\b",
        examples=(
            "Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1379",
            "Kamerstukken II 2021/22, Aanhangsel, nr. 1694",
            "Aanhangsel 2210",
        ),
        counterexamples=("Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel", "het aanhangsel van 12 bladzijden"),
    ),
    CitationRule(
        id="citation.identifier",
        kind="gazette",
        pattern=r"\b(?P<identifier>(?:kst|ah-tk|ah-ek|h-tk|h-ek|stcrt|stb|trb|blg)-\d[\w-]*\d)\b",
        examples=("ah-tk-20232024-1314", "kst-32317-973"),
        counterexamples=("kst 32317", "ah-tk"),
    ),
    CitationRule(
        id="citation.gazette",
        kind="gazette",
        pattern=r"\b(?P<gazette>Stcrt|Staatscourant|Stb|Staatsblad|Trb|Tractatenblad)\.?,?\s+(?P<year>(?:19|20)\d\d),?\s+(?:nr\.?\s*)?(?P<number>\d{1,6})\b",
        examples=("Stb. 2020, 123", "Staatscourant 2024, nr. 12345", "Trb. 2009, 217"),
        counterexamples=("in de Staatscourant van 12 mei 2024", "Stb. van 2020"),
    ),
    CitationRule(
        id="citation.case",
        kind="case",
        pattern=r"\b(?P<case>20\d\d\s?Z\s?\d{5})\b",
        examples=("2025Z19269, 2025Z19541", "nr. 2024Z11859"),
        counterexamples=("in 2025 zijn 19269 meldingen gedaan", "2025D19269"),
    ),
    CitationRule(
        id="citation.document",
        kind="document",
        pattern=r"\b(?P<document>20\d\d\s?D\s?\d{5})\b",
        examples=("2025D30000",),
        counterexamples=("2025Z30000",),
    ),
    CitationRule(
        id="citation.paper",
        kind="dossier",
        pattern=_DOSSIER
        + r"(?:,?[\s\u00a0]+(?:nrs?\.?|nummers?)[\s\u00a0]*|[\s\u00a0]?[-–][\s\u00a0]?)(?P<number>\d{1,4})(?![.,]?\d)"
        + r"(?!\s*(?:euro|miljoen|miljard|procent|%))",
        examples=(
            "Kamerstukken II, 2025-2026, 32 317, nr. 973.",
            "nr. 36.704-63",
            "36 704-64",
            "(Kamerstuk 32317-973)",
            "21 501-02, nr. 319",
            "Kamerstuk 36 410 VIII, nr. 106",
            "KST 32735, nr. 400",
            "36725-VI-12",
            "34417-(R2068)-7",
        ),
        counterexamples=("tussen 10.000-20.000 euro", "artikel 12, nr. 3", "in 2024-2025", "30.000 asielzoekers"),
    ),
    CitationRule(
        id="citation.dossier",
        kind="dossier",
        pattern=r"\b(?i:kamerstuk(?:ken)?|dossier|wetsvoorstel|kst\.?)(?:\s+(?:I{1,2}|nr\.?))?,?\s+(?:(?:vergaderjaar\s+)?"
        + _YEARS
        + r",?\s+)?"
        + _DOSSIER,
        examples=("Kamerstuk 32317", "dossier 36 800 XVI", "Kamerstukken II 2024-2025, 36 725"),
        counterexamples=("een wetsvoorstel van 12 bladzijden", "Kamerstuk 2022Z24775"),
    ),
)
_ALL: frozenset[CitationKind] = frozenset({"dossier", "case", "document", "appendix", "gazette"})
_DIGIT = re.compile(r"\d")  # in every citation
_COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in RULES)


def find(text: str, kinds: Container[CitationKind] = _ALL) -> tuple[Citation, ...]:
    """Find the citations of these kinds in a folded text, in its order; where two overlap the earlier rule of `RULES` wins."""
    taken: list[Citation] = []
    if not _DIGIT.search(text):  # the cheap look first
        return ()
    for rule, pattern in _COMPILED:
        if rule.kind not in kinds:
            continue
        for m in pattern.finditer(text):
            if not any(m.start() < c.end and c.start < m.end() for c in taken):
                taken.append(Citation(start=m.start(), end=m.end(), kind=_kind(rule, m), canonical=_CANONICAL[rule.id](m), rule=rule.id))
    return tuple(sorted(taken, key=lambda c: c.start))


def dossier(digits: str, part: str | None = None, number: str | None = None) -> str:
    """Give the canonical form of a dossier or of one of its papers: ("36 725", "VI", "12") -> "36725-VI-12"."""
    return "-".join([re.sub(r"\D", "", digits), *([part] if part else []), *([number] if number else [])])


def _appendix(m: re.Match[str]) -> str:
    year = m["first"] or m["before"]
    return f"ah-tk-{year}{int(year) + 1}-{m['number']}" if year else f"Aanhangsel {m['number']}"


def _gazette(m: re.Match[str]) -> str:
    short = {"staatscourant": "stcrt", "staatsblad": "stb", "tractatenblad": "trb"}
    name = m["gazette"].casefold()
    return f"{short.get(name, name)}-{m['year']}-{m['number']}"


def _identifier(m: re.Match[str]) -> str:
    name: str = m["identifier"]
    return name.removeprefix("kst-")


def _kind(rule: CitationRule, m: re.Match[str]) -> CitationKind:
    if rule.id != "citation.identifier":
        return rule.kind
    if m["identifier"].startswith("kst-"):
        return "dossier"
    return "appendix" if m["identifier"].startswith("ah-") else "gazette"


_CANONICAL: dict[str, Callable[[re.Match[str]], str]] = {
    "citation.appendix": _appendix,
    "citation.identifier": _identifier,
    "citation.gazette": _gazette,
    "citation.case": lambda m: re.sub(r"\s", "", m["case"]),
    "citation.document": lambda m: re.sub(r"\s", "", m["document"]),
    "citation.paper": lambda m: dossier(m["dossier"], m["part"], m["number"]),
    "citation.dossier": lambda m: dossier(m["dossier"], m["part"]),
}
