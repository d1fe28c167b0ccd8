"""The XML that the House publishes of its meetings (`vlosCoreDocument`) -> blocks.

A `vergadering` holds `activiteit`s; what was said stands in `tekst` elements, in the order in which it was said, under a `woordvoerder`, an
`interrumpant` who breaks in, or a `draadboekfragment` (a motion, a suspension, another chair). An `alinea` starts with the line that names
the speaker. Read from the reports of 2025 with schema ggm/vergaderverslag v1.0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.model import Numbers, PaperKind, Role, SpeakerRole
from tracker.reading.blocks import Block, Raw, Source, Unreadable
from tracker.reading.markup import Element, child_words, children, descendants, tag, words
from tracker.reading.speeches import speaker_of

# Kinds of activity that are a paper of their own kind; every other kind in the plenary hall is `plenair`, elsewhere `overig`.
_KINDS = {
    "commissiedebat": PaperKind.COMMISSIEDEBAT,
    "algemeen overleg": PaperKind.COMMISSIEDEBAT,  # its name until 2021
    "wetgevingsoverleg": PaperKind.WETGEVINGSOVERLEG,
    "notaoverleg": PaperKind.NOTAOVERLEG,
}
_ROLES = {
    "minister": SpeakerRole.MINISTER,
    "minister-president": SpeakerRole.MINISTER,
    "staatssecretaris": SpeakerRole.STATE_SECRETARY,
    "tweede kamerlid": SpeakerRole.MEMBER,
    "eerste kamerlid": SpeakerRole.MEMBER,
}
_TITLES = {SpeakerRole.MINISTER: "Minister", SpeakerRole.STATE_SECRETARY: "Staatssecretaris"}
_FRAMES = frozenset({"opening", "sluiting"})
LIST_MARK = "–"


@dataclass(frozen=True)
class _Voice:
    """Who says the words of a `tekst`; both None where the report itself speaks."""

    speaker: str | None = None
    role: SpeakerRole | None = None


def read_meeting(root: Element, source: Source) -> Raw:
    """Read a `vlosCoreDocument`; `Unreadable` where it holds no meeting or a day that is none."""
    meeting = next(descendants(root, "vergadering"), None)
    if meeting is None:
        raise Unreadable(source.name, "the XML holds no meeting (element vergadering); get the report again from its source")
    activities = [a for a in descendants(meeting, "activiteit") if (a.get("soort") or "").casefold() not in _FRAMES]
    return Raw(
        blocks=tuple(_blocks(meeting, _Voice())),
        kind=_kind(meeting, activities),
        date=_day(meeting, source),
        title=child_words(meeting, "titel") or None,
        committee=_committee(meeting),
        numbers=Numbers(document=tuple(dict.fromkeys(n for a in activities if (n := child_words(a, "parlisid"))))),
        ministers=_offices(meeting),
    )


def _kind(meeting: Element, activities: list[Element]) -> PaperKind:
    if (meeting.get("soort") or "").casefold() == "plenair":
        return PaperKind.PLENAIR
    kinds = (_KINDS.get((a.get("soort") or "").casefold()) for a in activities)
    return next((k for k in kinds if k), PaperKind.OVERIG)


def _day(meeting: Element, source: Source) -> date | None:
    stated = child_words(meeting, "datum") or child_words(meeting, "aanvangstijd")
    try:
        return date.fromisoformat(stated[:10]) if stated else None
    except ValueError:
        raise Unreadable(
            source.name, f"the XML states a day that does not exist ({stated[:40]!r}); get the report again from its source"
        ) from None


def _committee(meeting: Element) -> str | None:
    """Give the committee that leads; the first where none is marked so."""
    committees = list(descendants(meeting, "commissie"))
    leads = [c for c in committees if (c.get("type") or "").casefold() == "voortouwcommissie"]
    return next((name for c in leads + committees if (name := child_words(c, "verslagnaam"))), None)


def _offices(meeting: Element) -> tuple[str, ...]:
    """List the offices of the ministers who speak, in the order in which they first do."""
    ministers = (s for s in descendants(meeting, "spreker") if _ROLES.get((s.get("soort") or "").casefold()) in _TITLES)
    return tuple(dict.fromkeys(office for s in ministers if (office := child_words(s, "functie"))))


def _blocks(element: Element, voice: _Voice) -> Iterator[Block]:
    for child in children(element):
        name = tag(child)
        if name in {"woordvoerder", "interrumpant"}:
            yield from _blocks(child, _voice(child))
        elif name == "tekst":
            frame = next((a for a in child.iterancestors() if tag(a) == "activiteit"), None)
            opening = frame is not None and (frame.get("soort") or "").casefold() == "opening"
            yield from _opening(child) if opening else _text(child, voice)
        elif name == "draadboekfragment":
            motion = (child.get("soort") or "").casefold().startswith("motie")
            yield from _blocks(child, voice if motion else _Voice())
        elif name not in {"spreker", "sprekers", "zaken", "commissies"}:
            yield from _blocks(child, voice)


def _voice(turn: Element) -> _Voice:
    """Say whose turn it is, as the report would print it: what a turn without a speaker line needs."""
    if child_words(turn, "isvoorzitter") == "true":
        return _Voice("De voorzitter", SpeakerRole.CHAIR)
    speaker = next(iter(children(turn, "spreker")), None)
    if speaker is None:
        return _Voice()
    role = _ROLES.get((speaker.get("soort") or "").casefold(), SpeakerRole.OTHER)
    party = child_words(speaker, "fractie") if role is SpeakerRole.MEMBER else ""
    named = f"{_TITLES.get(role) or child_words(speaker, 'aanhef')} {child_words(speaker, 'verslagnaam')}".strip()
    return _Voice(f"{named} ({party})" if party else named, role)


def _text(text: Element, voice: _Voice) -> Iterator[Block]:
    """Give the paragraphs of a `tekst`; a motion in it stays with who moves it, what the chair says of the motion does not."""
    number = _motion_number(text) if children(text, "alineagroep") else None
    for group in children(text):
        if tag(group) == "alineagroep":
            if (group.get("type") or "").casefold() == "motietekst":
                yield Block("Motie", Role.HEADING, speaker=voice.speaker, speaker_role=voice.role, label=number)
            yield from _text(group, voice)
        elif tag(group) == "alinea":
            for block in _paragraphs(group, voice):
                if block.role is Role.HEADING and block.speaker:
                    voice = _Voice(block.speaker, block.speaker_role)
                yield block


def _motion_number(text: Element) -> str | None:
    """Read the number that the chair gives the motion in this `tekst`: "36725-VI-19"."""
    dossier, number = (next((words(e) for e in descendants(text, name)), "") for name in ("dossiernummer", "stuknummer"))
    return f"{dossier}-{number}" if dossier and number else None


def _paragraphs(alinea: Element, voice: _Voice) -> Iterator[Block]:
    for item in descendants(alinea, "alineaitem"):
        said = words(item)
        listed = any(tag(a) == "lijst" for a in item.iterancestors())
        line = None if listed else speaker_of(said)
        # A minister who goes through the questions says "Mevrouw Jansen: de sluis"; another speaker has an element of his own.
        if line and not (line[1] is SpeakerRole.OTHER and voice.role in _TITLES):
            # The element knows the role of a member whose line bears no party.
            voice = _Voice(line[0], voice.role if line[1] is SpeakerRole.OTHER and voice.role else line[1])
            yield Block(said.removesuffix(line[2]).strip(), Role.HEADING, speaker=voice.speaker, speaker_role=voice.role)
            said = line[2]
        if said:
            role = Role.SPEECH if voice.speaker else Role.HEADING if _is_bold(item) and not listed else Role.BODY
            yield Block(said, role, speaker=voice.speaker, speaker_role=voice.role, label=LIST_MARK if listed else None)


def _is_bold(item: Element) -> bool:
    """Say whether all words of a paragraph are bold, as in a heading."""
    bold = "".join(words(e) for e in children(item, "nadruk") if (e.get("type") or "").casefold() == "vet")
    return bool(bold) and len(bold) >= len(words(item)) - 1


def _opening(text: Element) -> Iterator[Block]:
    """Give the front of a report; an office with the name of who holds it, in two lines, is a signature."""
    for alinea in children(text, "alinea"):
        items = [said for e in descendants(alinea, "alineaitem") if (said := words(e))]
        if len(items) == 2 and items[0].endswith(","):
            yield Block("\n".join(items), Role.SIGNATURE)
        else:
            yield from _paragraphs(alinea, _Voice())
