"""The chair's closing list of toezeggingen: each item a block of its own, also where the chair reads the list in running speech.

The list is open from the sentence that announces it to the one that closes the meeting. While it is open, what stands in a list of the
report is an item; in running speech an item is a sentence of the shape of a promise, or what follows a number. Others break in: after
that a sentence without a number must name the House or the promise itself, since chairs then also repeat what they heard.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from tracker.folding import fold
from tracker.model import Role, SpeakerRole
from tracker.reading import closing_rules as rules
from tracker.reading.blocks import Block
from tracker.reading.lines import ends_sentence

_OPENINGS = tuple(re.compile(r.pattern) for r in rules.OPENINGS)
_CLOSINGS = tuple(re.compile(r.pattern) for r in rules.CLOSINGS)
_MARKER, _LEADING = (re.compile(r.pattern) for r in rules.MARKERS)
_PROMISES = tuple(re.compile(r.pattern) for r in rules.PROMISES)
_PERSONAL = tuple(re.compile(r.pattern) for r in rules.PERSONAL)
_ASIDE, _TO_WHOM, _GOES_ON = (re.compile(r.pattern) for r in (rules.ASIDE, rules.TO_WHOM, rules.GOES_ON))
_PLAIN = re.compile(r"\b(?:Kamer|commissie|toe|toegezegd|toezegging)\b")
_BORDER = re.compile(r"[.!?…:][\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-Þ0-9])")
_LONGEST = 2000  # characters: no chair reads a longer item
_LOOK_BACK = 20  # characters: longer than any abbreviation
_DASH = re.compile(r"^[–—•*·-]\s")


class _Part(Enum):
    """What a sentence of the chair is."""

    MARKER = auto()  # the number of the item that follows
    ITEM = auto()
    MORE = auto()  # belongs to the item before it
    OTHER = auto()


@dataclass
class _List:
    """How far the chair is: whether the list is open, whether an item has been read, whether others have spoken since."""

    is_open: bool = False
    begun: bool = False
    interrupted: bool = False

    def open(self) -> None:
        self.is_open, self.interrupted = True, False

    def close(self) -> None:
        self.is_open = self.begun = False

    def read_item(self) -> None:
        self.is_open = self.begun = True
        self.interrupted = False


def mark(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the items of the chair's closing list the role `closing_list`; a paragraph that holds more than an item is cut into parts.

    Takes blocks that have their speakers; the words of all blocks together stay what they are. A paragraph that opens by saying to whom the
    item before it was promised gives those words to the item.
    """
    state = _List()
    out: list[Block] = []
    for block in blocks:
        if block.speaker_role is not SpeakerRole.CHAIR or block.role is not Role.SPEECH:
            state.interrupted = state.interrupted or block.role is Role.SPEECH
            out.append(block)
        elif block.label or _DASH.match(block.text):
            out.append(_listed(state, block))
        else:
            _read_out(state, block, out)
    return tuple(out)


def _listed(state: _List, block: Block) -> Block:
    """Mark an item of a list in the report: any while the chair's list is open, else one of the shape of a promise to the House."""
    said = fold(_DASH.sub("", block.text)).text
    promised = any(p.search(said) for p in _PROMISES) and bool(_PLAIN.search(said))
    if not promised and (not state.is_open or said.endswith("?")):
        return block
    state.read_item()
    return replace(block, role=Role.CLOSING_LIST)


def _read_out(state: _List, block: Block, out: list[Block]) -> None:
    """Cut what the chair says in running speech into items and other words, and add the parts to `out`."""
    after_item = bool(out) and out[-1].role is Role.CLOSING_LIST
    for start, end, part in _groups(list(_parts(state, block.text, after_item=after_item))):
        text = block.text[start:end]
        if part is _Part.MORE:
            out[-1] = replace(out[-1], text=f"{out[-1].text}\n{text}")
        else:
            out.append(replace(block, text=text, role=Role.CLOSING_LIST if part is _Part.ITEM else block.role))


def _groups(parts: list[tuple[int, int, _Part]]) -> list[tuple[int, int, _Part]]:
    """Join sentences: an item with the number before it and what belongs to it; other words with each other. MORE stays only in front."""
    out: list[tuple[int, int, _Part]] = []
    for i, (start, end, part) in enumerate(parts):
        is_number = part is _Part.MARKER and i + 1 < len(parts) and parts[i + 1][2] is _Part.ITEM
        kind = _Part.ITEM if is_number else _Part.OTHER if part is _Part.MARKER else part
        numbered = kind is _Part.ITEM and i > 0 and parts[i - 1][2] is _Part.MARKER
        joins = bool(out) and (kind is _Part.MORE or numbered or (kind is _Part.OTHER and out[-1][2] is _Part.OTHER))
        if joins:
            out[-1] = (out[-1][0], end, out[-1][2])
        else:
            out.append((start, end, kind))
    return out


def _parts(state: _List, text: str, *, after_item: bool) -> Iterator[tuple[int, int, _Part]]:
    before = _Part.MORE if after_item else _Part.OTHER
    for start, end in _sentences(text):
        said = fold(text[start:end]).text
        is_first = after_item and start == 0
        before = _part(state, said, before, is_first=is_first) if len(said) <= _LONGEST else _Part.OTHER
        yield start, end, before


def _part(state: _List, said: str, before: _Part, *, is_first: bool) -> _Part:
    """Say what a sentence is after `before`, and keep `state`; `is_first` where the item before it ended another paragraph."""
    opens = any(p.search(said) for p in _OPENINGS)
    leads = bool(_LEADING.search(said)) and not said.endswith("?")
    if opens or (leads and "toezegging" in said):
        state.open()
    if not state.is_open:
        return _Part.OTHER
    if leads or any(p.search(said) for p in _PERSONAL):
        state.read_item()
        return _Part.ITEM
    if _MARKER.search(said):
        return _Part.MARKER
    if opens:
        return _Part.OTHER
    if any(p.search(said) for p in _CLOSINGS):
        state.close()
        return _Part.OTHER
    return _inside(state, said, before, is_first=is_first)


def _inside(state: _List, said: str, before: _Part, *, is_first: bool) -> _Part:
    """Say what a sentence inside the open list is, which is neither a number nor opens or closes the list."""
    in_item = before in (_Part.ITEM, _Part.MORE)
    if in_item and _TO_WHOM.search(said):
        return _Part.MORE
    # What comes after a semicolon may be an aside of its own.
    if _ASIDE.search(said.split(";", maxsplit=1)[0]) or said.endswith("?"):
        return _Part.OTHER
    promised = any(p.search(said) for p in _PROMISES) and (not state.interrupted or (state.begun and bool(_PLAIN.search(said))))
    if promised or before is _Part.MARKER:
        state.read_item()
        return _Part.ITEM
    return _Part.MORE if in_item and not is_first and _GOES_ON.search(said) else _Part.OTHER


def _sentences(text: str) -> list[tuple[int, int]]:
    """Cut a paragraph into sentences: start and end, the white space between them left out."""
    cuts = [m for m in _BORDER.finditer(text) if m[0][0] != "." or ends_sentence(text[max(0, m.start() - _LOOK_BACK) : m.start() + 1])]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() + len(m[0].rstrip()) for m in cuts), len(text)]
    return list(zip(starts, ends, strict=True))
