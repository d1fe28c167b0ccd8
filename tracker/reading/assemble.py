"""A raw paper -> Document: roles for its blocks, the reading text with exact offsets, and the metadata."""

import re
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

_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
BETWEEN = "\n\n"  # a blank line is the border of a passage, and stands inside none


def assemble(raw: Raw, source: Source, sidecar: Sidecar, *, government: Government, today: date) -> Document:
    """Make the Document of a paper whose format has been read. `text[p.start:p.end]` of passage p is the text of its block.

    Raises Unreadable for a paper without words, or without any day that it could be dated by.
    """
    cleaned = ((b, _clean(b.text)) for b in raw.blocks)
    raw = replace(raw, blocks=tuple(b if text == b.text else replace(b, text=text) for b, text in cleaned if text))
    if not raw.blocks:
        raise Unreadable(source.name, "the paper holds no text; if it is a scan, make it searchable with text recognition (OCR)")
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


def _clean(text: str) -> str:
    """Compose accents, and drop what no paper shows and no database takes: control characters and halves of characters."""
    shown = _NOT_SHOWN.sub("", text).strip()
    return shown if is_normalized("NFC", shown) else normalize("NFC", shown)


def _text(blocks: Sequence[Block]) -> tuple[str, tuple[Passage, ...]]:
    passages: list[Passage] = []
    place = 0
    for b in blocks:
        if b.role is None:
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
    return BETWEEN.join(b.text for b in blocks if b.role), tuple(passages)
