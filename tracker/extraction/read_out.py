"""What was said to an item of the closing list when the chair read it out: reworded, dated, or withdrawn."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.folding import fold
from tracker.model import Commitment, Confidence, Document, Passage, Role, SpeakerRole

_GOVERNMENT = frozenset({SpeakerRole.MINISTER, SpeakerRole.STATE_SECRETARY})
# What the chair concludes; other words of the chair lead on to the next item or give the floor.
_CONCLUDES = re.compile(
    r"\b(?:not(?:eren|eer|uleren)|genoteerd|aanpassen|aangepast|passen we|maken we|gecorrigeerd|geen toezegging|hoor ik|begrijp ik|erbij zetten|schrappen)\b"
)
_WITHDRAWN = re.compile(
    r"\b(?:is|wordt) (?:het|dit|dat|deze) (?:dus |dan )?geen toezegging\b|\bdan (?:\w+ ){0,2}geen toezegging\b|\bschrappen we\b|\btoezegging (?:\w+ ){0,2}vervalt\b"
)
_ENDS = re.compile(r"\b(?:[Tt]weeminutendebat|sluit(?:en)? (?:ik|het|de|dit)|[Ee]inde van (?:de|het|dit))\b|\bdank (?:ik|u|jullie|aan)\b")
_SENTENCE = re.compile(r"[^.?!…]+(?:[.?!…]+|$)")
_LONGEST = 600  # characters of the remarks on one item
_TURNS = 10  # after as many, the debate has left the item


def with_remarks(promised: Sequence[Commitment], document: Document) -> list[Commitment]:
    """Give each item of the closing list the words that were said to it.

    An item that is withdrawn ("dan is het geen toezegging") goes to review: its confidence is low.
    """
    said = dict(_remarks(document.passages, document.text)) if any(c.closing_list for c in promised) else {}
    out: list[Commitment] = []
    for c in promised:
        words = next((w for (start, end), w in said.items() if start <= c.start < end), None) if c.closing_list else None
        change = {"confidence": Confidence.LOW} if words and _WITHDRAWN.search(words) else {}
        out.append(c.model_copy(update={"remarks": _cut(words), **change}) if words else c)
    return out


def _remarks(passages: Sequence[Passage], text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place of each item and the remarks on it: those of the government, and what the chair concludes."""
    for i, item in enumerate(passages):
        if item.role is Role.CLOSING_LIST:
            words = " ".join(_said(_exchange(passages[i + 1 :], text), text))
            if words:
                yield (item.start, item.end), words


def _exchange(following: Iterable[Passage], text: str) -> Iterator[Passage]:
    """Yield the turns behind an item, up to the next item or the end of the list."""
    turns = 0
    for passage in following:
        if passage.role is Role.HEADING:
            continue
        turns += 1
        ends = passage.speaker_role is SpeakerRole.CHAIR and _ENDS.search(text, passage.start, passage.end)
        if passage.role is not Role.SPEECH or ends or turns > _TURNS:
            return
        yield passage


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rpartition(" ")[0] + "…"


def _said(turns: Iterable[Passage], text: str) -> Iterator[str]:
    for turn in turns:
        words = fold(text[turn.start : turn.end]).text
        if turn.speaker_role is SpeakerRole.CHAIR:
            words = " ".join(s.strip() for s in _SENTENCE.findall(words) if _CONCLUDES.search(s) and not s.endswith("?"))
        elif turn.speaker_role not in _GOVERNMENT:
            continue
        if words:
            yield f"{turn.speaker}: {words}"
