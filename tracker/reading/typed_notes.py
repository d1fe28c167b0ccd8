"""Footnotes that were typed: "[1]" or "1)" in the sentences, and the notes under the last paragraph, as some ministries do."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Role
from tracker.reading.blocks import Block

_NOTE = re.compile(r"(?P<mark>\[(?P<bracketed>\d{1,2})\]|(?P<closed>\d{1,2})\))\s+(?=\S)")


def typed_notes(blocks: Sequence[Block]) -> list[Block]:
    """Make footnotes of the numbered paragraphs that end a paper, and take their marks out of the text before them.

    Only a run that counts on from 1 to the paper's last words, and of which every mark stands in the text, is taken for notes.
    """
    first = next((i for i in range(len(blocks) - 1, -1, -1) if _number(blocks[i]) == 1), None)
    if first is None or not _is_run(blocks[first:]):
        return list(blocks)
    notes = _notes(blocks[first:])
    text = list(blocks[:first])
    for mark, note in notes:
        pattern = _in_text(mark)
        place = next((i for i, b in enumerate(text) if pattern.search(b.text)), None)
        if place is None:
            return list(blocks)
        block = text[place]
        text[place] = replace(block, text=pattern.sub("", block.text, count=1).strip(), notes=(*block.notes, note.label or ""))
    return text + [note for _, note in notes]


def _number(block: Block) -> int | None:
    m = _NOTE.match(block.text) if block.role in (None, Role.HEADING) else None
    return int(m["bracketed"] or m["closed"]) if m else None


def _is_run(blocks: Sequence[Block]) -> bool:
    """Say whether the numbers of `blocks` count on from 1; a paragraph without a number carries a note on."""
    numbers = [_number(b) for b in blocks]
    counted = [n for n in numbers if n]
    return counted == list(range(1, len(counted) + 1)) and len(numbers) <= 2 * len(counted)


def _notes(blocks: Sequence[Block]) -> list[tuple[str, Block]]:
    """Give each note with its mark; what carries a note on is joined to it."""
    notes: list[tuple[str, Block]] = []
    for block in blocks:
        m = _NOTE.match(block.text)
        if m:
            notes.append((m["mark"], replace(block, text=block.text[m.end() :], role=Role.FOOTNOTE, label=m["mark"])))
        else:
            mark, note = notes[-1]
            notes[-1] = mark, replace(note, text=f"{note.text}\n{block.text}")
    return notes


def _in_text(mark: str) -> re.Pattern[str]:
    """Match a mark where it can stand in a sentence: behind a word or a closing sign."""
    return re.compile(rf"(?<=[\w.,;:?!”’\"'»)\]])\s?{re.escape(mark)}(?!\w)")
