"""What officielebekendmakingen.nl and rijksoverheid.nl state of a publication in `meta` fields, in their XML and in their pages."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from tracker.model import Numbers, PaperKind

# In the order of how well they say when the paper was made: `issued` is the day of the paper, `available` that of its publication.
_DATES = ("overheidop.datumvergadering", "overheidop.datumbrief", "overheidop.datumontvangst", "dcterms.issued")
_IDENTIFIERS = ("dc.identifier", "dcterms.identifier", "overheidop.externmetadatarecord")
_KAMERSTUK = re.compile(r"\bkst-(?P<dossier>\d{5}(?:-[A-Z]{1,6})?)-(?P<number>\d+|[A-Z]{1,3})\b")
_OTHER = re.compile(r"\b(?:h-tk|h-ek|h-vv|ah-tk|ah-ek)-[\w-]+")
_YEAR = re.compile(r"-(?:19|20)\d\d((?:19|20)\d\d)-")
_KINDS = {"h": PaperKind.PLENAIR, "ah": PaperKind.ANTWOORD_KAMERVRAGEN}


def day(meta: Mapping[str, str], printed: Iterable[str] = ()) -> date | None:
    """Find the day of a publication: the first that exists of `printed` (ISO), then of its fields; None where there is none."""
    for stated in (*printed, *(meta.get(name, "") for name in _DATES)):
        try:
            return date.fromisoformat(stated[:10])
        except ValueError:
            continue
    return None


def latest(meta: Mapping[str, str]) -> date | None:
    """Give the last day that Handelingen or an Aanhangsel can be from, by the parliamentary year in its number ("h-tk-20172018-70-3").

    The year ends before the third Tuesday of September, which is the 21st at the latest.
    """
    year = _YEAR.search(" ".join(numbers(meta).document))
    return date(int(year[1]), 9, 21) if year else None


def numbers(meta: Mapping[str, str]) -> Numbers:
    """Read the publication's own number: a Kamerstuk's ("28844-269") names its dossier, that of Handelingen or Aanhangsel only itself."""
    stated = " ".join(meta.get(name, "") for name in _IDENTIFIERS)
    paper, other = _KAMERSTUK.search(stated), _OTHER.search(stated)
    return Numbers(dossier=(f"{paper['dossier']}-{paper['number']}",) if paper else (), document=(other[0],) if other else ())


def kind(meta: Mapping[str, str]) -> PaperKind | None:
    """Say what kind of paper the publication's own number makes it; None where the number leaves that open."""
    document = numbers(meta).document
    return _KINDS[document[0].split("-")[0]] if document else None
