"""A raw paper -> Document: roles for its blocks, the reading text with exact offsets, and the metadata."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from unicodedata import is_normalized, normalize

from tracker.model import Document, Passage, Role
from tracker.reading import closing_list, letter, metadata, questions, speeches
from tracker.reading.blocks import Block, Raw, Source, Unreadable
from tracker.reading.kinds import kind_of
from tracker.reading.sidecar import Sidecar
from tracker.reference.government import Government

BETWEEN = "\n\n"  # a blank line is the border of a passage, and stands inside none


def assemble(raw: Raw, source: Source, sidecar: Sidecar, *, government: Government, today: date) -> Document:
    """Make the Document of a paper whose format has been read. `text[p.start:p.end]` of passage p is the text of its block.

    Raises Unreadable for a paper without words, or without any day that it could be dated by.
    """
    if not any(b.text for b in raw.blocks):
        raise Unreadable(
            source.name, "er staat geen tekst in; is het een scan? Maak er met tekstherkenning (OCR) een doorzoekbaar stuk van"
        )
    composed = (b if is_normalized("NFC", b.text) else replace(b, text=normalize("NFC", b.text)) for b in raw.blocks)
    raw = replace(raw, blocks=tuple(composed))
    spoken = closing_list.mark(speeches.attribute(raw.blocks))
    opening = metadata.opening(spoken)
    kind = sidecar.kind or raw.kind or kind_of(opening)
    asked_by = questions.who_asked(opening, government)
    asked = questions.asks_and_answers(letter.parts(spoken), kind, asked_by, government)
    blocks = [b if b.role else replace(b, role=Role.BODY) for b in asked]
    about = metadata.describe(metadata.Paper(source.name, raw, blocks, opening, kind, sidecar), government, today)
    text, passages = _text(blocks)
    return Document(
        name=source.name, media_type=source.media_type, sha256=source.sha256, kind=kind, text=text, passages=passages, **vars(about)
    )


def _text(blocks: Sequence[Block]) -> tuple[str, tuple[Passage, ...]]:
    passages: list[Passage] = []
    place = 0
    for b in blocks:
        if not b.text or b.role is None:
            continue
        passages.append(
            Passage(
                start=place,
                end=place + len(b.text),
                role=b.role,
                speaker=b.speaker,
                speaker_role=b.speaker_role,
                asked_by=b.asked_by,
                page=b.page,
                label=b.label,
                notes=b.notes,
            )
        )
        place += len(b.text) + len(BETWEEN)
    return BETWEEN.join(b.text for b in blocks if b.text and b.role), tuple(passages)
