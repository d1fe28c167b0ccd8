"""Questions and answers: which paragraph is which, under which number, and who asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from tracker.model import PaperKind, Role
from tracker.reading.blocks import Block
from tracker.reference.government import Government

_NUMBERS = r"(?P<numbers>\d{1,3}[a-z]?(?:\s*(?:,|en|t/m|tot en met|-|–)\s*\d{1,3}[a-z]?)*)"
_WHOM = r"(?:\s+van\s+(?:de|het)\s+(?:(?:minister|staatssecretaris|bewindspers)\w*|kabinet|regering)\b[^.?]{0,120})?"
_LABEL = re.compile(
    r"(?:(?P<question>vra(?:ag|gen))|(?P<answer>(?:antwoord(?:en)?|beantwoording|reactie)" + _WHOM + r"))"
    r"(?:\s+(?:(?:op|bij|van)\s+)?(?:de\s+)?vra(?:ag|gen))?(?:\s+(?:nr\.?\s*)?" + _NUMBERS + r")?\s*[:.]?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"antwoord(?:en)?(?:\s+(?:op\s+)?(?:vra(?:ag|gen)\s+)?[\d, en-]+)?\s*[:.]?", re.IGNORECASE)
_ANSWERS_PART = re.compile(r"(?:(?:[IVX]{1,4}|[A-C]|\d)[.)]?\s+)?(?:antwoord(?:en)?|beantwoording|reactie)\b", re.IGNORECASE)
_LABEL_STARTS = frozenset("VvAaBbRr")  # most lines are told apart by their first letter
# "Antwoord 3: Ja." and "Vraag 1 Bent u bekend ...": the label runs on into the words.
_RUN_IN = re.compile(
    r"(?:(?P<question>vraag|vragen)|(?P<answer>antwoord(?:en)?))(?:(?:\s+(?:op\s+)?(?:vra(?:ag|gen))?)?\s*"
    + _NUMBERS
    + r"\s*[:.]?|\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
_NAME = r"[A-Z0-9][\w+'/-]*"
_PARTY = re.compile(
    rf"\bde\s+(?P<before>{_NAME}(?:\s(?:voor|van|de|het|der|{_NAME})){{0,4}}?)-fractie\b|"
    rf"\bfractie\s+van\s+(?:de\s+|het\s+)?(?P<after>{_NAME}(?:\s(?:voor|van|de|het|der|{_NAME})){{0,4}})|\bfractie-(?P<joined>{_NAME})"
)
# How members put their questions in a written consultation.
_ASKS = re.compile(
    r"(?:(?:voorts|daarnaast|tot slot|ten ?slotte|ook|verder|allereerst|vervolgens|graag|bovendien)\s+)?"
    r"(?:(?:(?:hebben|vragen|lezen|constateren|vernemen|horen|stellen|willen)\s+)?(?:de|deze|genoemde|voornoemde)\s+"
    r"(?:aan het woord zijnde\s+)?leden\b|(?:vragen|vraagt)\s+(?:zij|de fractie|deze fractie))",
    re.IGNORECASE,
)
# "Ten aanzien van de verordening vragen de leden ...": the verb before who asks, in the first sentence.
_ASKED = re.compile(r"[^.?!]{0,160}\b(?:vragen|vraagt)\s+(?:de|deze|genoemde|voornoemde)\s+(?:leden|fractie)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|«[^»]*»|\"[^\"]*\"")


def is_label(line: str) -> bool:
    """Say whether a line is only a label: "Antwoord", "Vraag 3, 4 en 5", "Antwoord op vraag 2"."""
    return line[:1] in _LABEL_STARTS and len(line) < 160 and bool(_LABEL.fullmatch(line))


class _Layout(Enum):
    """How a paper of questions and answers is built."""

    NUMBERED = auto()  # questions of members: every question and answer has its label
    IN_TURN = auto()  # a written consultation with "Antwoord" above each answer; the next question has no label
    IN_PARTS = auto()  # one with all questions first, and all answers in a later part
    UNMARKED = auto()  # one whose answers only their letter type shows: nobody's guess, and every paragraph stays a body


@dataclass(frozen=True)
class _State:
    layout: _Layout
    asked_by: str | None
    role: Role | None = None  # QUESTION or ANSWER once the first has come
    label: str | None = None
    after_heading: bool = False


def asks_and_answers(blocks: Sequence[Block], kind: PaperKind, asked_by: str | None, government: Government) -> list[Block]:
    """Give roles, labels and askers to the blocks of a paper of questions and answers; other kinds come back as they are.

    `asked_by` is who asked all of the paper's questions (the members in its title), or None.
    """
    if kind not in (PaperKind.SCHRIFTELIJK_OVERLEG, PaperKind.ANTWOORD_KAMERVRAGEN):
        return list(blocks)
    state = _State(_layout(blocks, kind), asked_by)
    out = []
    for block in blocks:
        state, block = _step(state, block, government)  # noqa: PLW2901 - the block as it is now known
        out.append(block)
    return out


def _layout(blocks: Sequence[Block], kind: PaperKind) -> _Layout:
    if kind is PaperKind.ANTWOORD_KAMERVRAGEN:
        return _Layout.NUMBERED
    part = any(_ANSWERS_PART.match(b.text) for b in blocks if b.role is Role.HEADING)
    answers = sum(bool(_ANSWER.fullmatch(b.text) or _RUN_IN.match(b.text)) for b in blocks if b.role in (None, Role.HEADING))
    if answers:
        return _Layout.IN_TURN
    return _Layout.IN_PARTS if part else _Layout.UNMARKED


def _step(state: _State, block: Block, government: Government) -> tuple[_State, Block]:
    if block.role not in (None, Role.HEADING):
        return state, block
    label = _LABEL.fullmatch(block.text) if is_label(block.text) else None
    numbered = state.layout is _Layout.NUMBERED
    if label and (label["numbers"] or label["answer"] or numbered):
        state = replace(state, role=Role.ANSWER if label["answer"] else Role.QUESTION, label=_numbers(label), after_heading=False)
        return state, replace(block, role=Role.HEADING, asked_by=state.asked_by, label=state.label)
    if block.role is Role.HEADING and not numbered and not _RUN_IN.match(block.text):
        return _heading(state, block, government), block
    # Below a label every line is a question's or an answer's: "Ja" has no full stop either.
    return _words(state, block, government)


def _heading(state: _State, block: Block, government: Government) -> _State:
    """Take a heading of a written consultation: it may name the party whose questions follow, or open the part of the answers."""
    party = _party(block.text, government)
    state = replace(state, asked_by=party or state.asked_by, label=None if party else state.label, after_heading=True)
    if state.layout is _Layout.UNMARKED:
        return state
    if state.layout is _Layout.IN_PARTS and _ANSWERS_PART.match(block.text):
        return replace(state, role=Role.ANSWER)
    if party and not (state.layout is _Layout.IN_PARTS and state.role):
        return replace(state, role=Role.QUESTION)
    return state


def _words(state: _State, block: Block, government: Government) -> tuple[_State, Block]:
    run_in = _RUN_IN.match(block.text)
    if run_in:
        state = replace(state, role=Role.ANSWER if run_in["answer"] else Role.QUESTION, label=_numbers(run_in))
    elif state.layout is _Layout.IN_TURN and state.role and (state.after_heading or _is_question(block.text)):
        opening = _ASKS.match(block.text)
        party = _party(block.text.split(". ", 1)[0], government) if opening else None
        state = replace(state, role=Role.QUESTION, asked_by=party or state.asked_by, label=None)
    state = replace(state, after_heading=False)
    if state.role is None:
        return state, replace(block, asked_by=state.asked_by) if state.layout is _Layout.UNMARKED else block
    return state, replace(block, role=state.role, asked_by=state.asked_by, label=state.label)


def _is_question(text: str) -> bool:
    return bool(_ASKS.match(text) or _ASKED.match(text)) or "?" in _QUOTED.sub("", text)


def _numbers(m: re.Match[str]) -> str | None:
    return re.sub(r"\s+", " ", m["numbers"]) if m["numbers"] else None


def _party(text: str, government: Government) -> str | None:
    """Give the party that a heading or an opening names, by the name that the reference table gives it, else as printed."""
    m = _PARTY.search(text)
    if not m:
        return None
    printed = (m["before"] or m["after"] or m["joined"]).split()
    for length in range(len(printed), 0, -1):
        known = government.party(" ".join(printed[:length]))
        if known:
            return known
    return " ".join(printed) if m["before"] else printed[0]


_MEMBERS = re.compile(r"\bvragen van (?:het lid|de leden)\b(.{3,400}?)\s(?:aan|over)\s(?:de|het)\b", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]{1,60})\)")


def who_asked(opening: str, government: Government) -> str | None:
    """Say who put the questions of a paper that opens with "Vragen van de leden A (party) en B (party) aan": parties, or else members."""
    m = _MEMBERS.search(opening)
    if not m:
        return None
    printed = [" ".join(p.split()) for p in _BRACKETED.findall(m[1])]
    parties = list(dict.fromkeys(government.party(part.strip()) or part.strip() for p in printed for part in re.split(r"\s+en\s+|,\s*", p)))
    return ", ".join(parties) if parties else " ".join(m[1].split())
