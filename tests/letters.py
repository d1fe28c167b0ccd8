"""Made-up papers for tests: a text as a document, without a file."""

import hashlib
import re
from datetime import date

from tracker.model import DateBasis, Document, Numbers, PaperKind, Passage, Role, SpeakerRole

_SPOKEN = frozenset({PaperKind.COMMISSIEDEBAT, PaperKind.PLENAIR, PaperKind.NOTAOVERLEG, PaperKind.WETGEVINGSOVERLEG})


def a_letter(
    text: str,
    day: date,
    *,
    kind: PaperKind = PaperKind.KAMERBRIEF,
    title: str = "Stand van zaken",
    number: str | None = None,
    ministers: tuple[str, ...] = (),
    committee: str | None = None,
) -> Document:
    """A paper with a passage for each paragraph: of a letter its body, of a debate what a minister says."""
    spoken = kind in _SPOKEN
    passages = tuple(
        Passage(
            start=m.start(),
            end=m.end(),
            role=Role.SPEECH if spoken else Role.BODY,
            speaker="Minister Van Voorbeeld" if spoken else None,
            speaker_role=SpeakerRole.MINISTER if spoken else None,
        )
        for m in re.finditer(r"(?:.|\n(?!\n))+", text)
    )
    return Document(
        name="brief.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(f"{title}{day}{text}".encode()).hexdigest(),
        kind=kind,
        date=day,
        date_basis=DateBasis.PRINTED,
        title=title,
        numbers=Numbers(dossier=(number,) if number else ()),
        committee=committee,
        ministers=ministers,
        text=text,
        passages=passages,
    )
