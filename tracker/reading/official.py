"""The XML of officielebekendmakingen.nl (`officiele-publicatie`): Kamerstukken, Handelingen and Aanhangsel -> blocks.

Elements as in KOOP's schema op-xsd-2012: paragraphs are `al`; headings `kop` and `tussenkop`; a `noot` stands inside the sentence that it
annotates; a `spreekbeurt` is one speech; `vraag` and `antwoord` stand in `kamervragen`. An element that this module does not know gives its
words as a paragraph: nothing that a paper says is left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.model import Numbers, PaperKind, Role, SpeakerRole
from tracker.reading import publication
from tracker.reading.blocks import Block, Raw, Source
from tracker.reading.markup import Element, child_words, children, descendants, tag, words
from tracker.reading.speeches import is_report, speaker_of

# What stands inside a line.
# fmt: off
_INLINE = frozenset({
    "nadruk", "extref", "intref", "sup", "inf", "noot", "naam", "voornaam", "achternaam", "voorvoegsels", "politiek", "datum", "br",
    "organisatie", "functie", "ondernummer", "dossiernr", "kamervraagonderwerp", "dossiernummer", "stuknummer", "unl", "redactie",
    "afkorting",
})
# fmt: on
_KINDS = {"handelingen": PaperKind.PLENAIR, "kamervragen": PaperKind.ANTWOORD_KAMERVRAGEN}
_SPACED_NUMBER = re.compile(r"(?<=\d)[\s.]+(?=\d)")


@dataclass(frozen=True)
class _Place:
    """Where in a paper an element stands: what its paragraphs are. A role of None is left to the stages after this one."""

    role: Role | None = None
    speaker: str | None = None
    speaker_role: SpeakerRole | None = None
    label: str | None = None

    def block(self, text: str, role: Role | None = None, notes: tuple[str, ...] = ()) -> Block:
        return Block(text, role or self.role, speaker=self.speaker, speaker_role=self.speaker_role, label=self.label, notes=notes)


def read_official(root: Element, source: Source) -> Raw:  # noqa: ARG001 - every reader of XML takes the same two
    """Read a publication; dates and numbers come from its elements and its `meta` fields, where it has them."""
    kinds = (_KINDS.get(tag(e)) for e in (root, *children(root)))
    meta = {(e.get("name") or "").casefold(): (e.get("content") or "").strip() for e in descendants(root, "meta")}
    printed = [d.get("isodatum") or "" for t in descendants(root, "datumtekst") for d in descendants(t, "datum")]
    return Raw(
        blocks=tuple(b for b in _blocks(root, _Place()) if b.text),
        kind=next((k for k in kinds if k), None),
        date=publication.day(meta, printed),
        latest=publication.latest(meta),
        title=_title(root) or meta.get("dc.title") or None,
        committee=meta.get("overheidop.commissie") or None,
        numbers=_numbers(root, meta),
    )


def _title(root: Element) -> str:
    """Name the paper: the item of the agenda, the description of the questions, or the titles of dossier and paper."""
    for name in ("item-titel", "kamervraagomschrijving"):
        for found in descendants(root, name):
            return words(found, _NOTE, apart=True)
    parts = (child_words(e, "titel") for name in ("dossier", "stuk") for e in descendants(root, name))
    return "; ".join(p for p in parts if p)


def _numbers(root: Element, meta: Mapping[str, str]) -> Numbers:
    """Read the dossiers and the number below them; what they leave open comes from the number of the publication."""
    dossiers = [_SPACED_NUMBER.sub("", words(e, apart=True)) for e in descendants(root, "dossiernummer")]
    below = next((words(e) for e in descendants(root, "ondernummer")), "")
    stated = publication.numbers(meta)
    if not (dossiers and below):
        return stated
    return Numbers(dossier=tuple(re.sub(r"\W+", "-", f"{d} {below}".strip()) for d in dict.fromkeys(dossiers)), document=stated.document)


def _blocks(element: Element, place: _Place) -> Iterator[Block]:
    handle = _HANDLERS.get(tag(element))
    if handle:
        yield from handle(element, place)
    elif _is_paragraph(element):
        yield from _paragraph(element, place)
    else:
        yield from _inside(element, place)


def _inside(element: Element, place: _Place, *but: str) -> Iterator[Block]:
    for child in children(element):
        if tag(child) not in but:
            yield from _blocks(child, place)


def _is_paragraph(element: Element) -> bool:
    """Say whether an element holds words itself, or nothing but what stands inside a line."""
    direct = (element.text or "") + "".join(c.tail or "" for c in element)
    return bool(direct.strip()) or all(tag(c) in _INLINE for c in children(element))


def _paragraph(element: Element, place: _Place) -> Iterator[Block]:
    """Give a paragraph, then the footnotes that it refers to, then what stands in it but is a block itself: a list, a table."""
    inner = [c for c in children(element) if tag(c) not in _INLINE]
    own = [element, *(c for c in children(element) if tag(c) in _INLINE)]
    text = words(element, _NOTE | {tag(c) for c in inner})
    yield from _noted(text, place, [n for e in own for n in children(e, "noot")])
    for child in inner:
        yield from _blocks(child, replace(place, label=None))


def _noted(text: str, place: _Place, notes: list[Element]) -> Iterator[Block]:
    yield place.block(text, notes=tuple(label for n in notes if (label := child_words(n, "noot.nr"))))
    for note in notes:
        yield from _footnote(note, place)


def _footnote(note: Element, _place: _Place) -> Iterator[Block]:
    paragraphs = [words(e) for e in children(note) if tag(e) != "noot.nr"] or [words(note)]
    yield Block("\n".join(p for p in paragraphs if p), Role.FOOTNOTE, label=child_words(note, "noot.nr") or None)


def _heading(element: Element, place: _Place) -> Iterator[Block]:
    """Give a heading, whose number and title are elements of their own, on one line."""
    yield from _noted(words(element, _NOTE, apart=True), replace(place, role=Role.HEADING), list(descendants(element, "noot")))


def _letterhead(element: Element, place: _Place) -> Iterator[Block]:
    yield from _noted(words(element, _NOTE, apart=True), replace(place, role=Role.LETTERHEAD), list(descendants(element, "noot")))


def _list(element: Element, place: _Place) -> Iterator[Block]:
    """Give the items of a list; the first paragraph of each bears its number or dash as label."""
    for item in children(element, "li"):
        label = child_words(item, "li.nr") or None
        if _is_paragraph(item):
            yield from _paragraph(item, replace(place, label=label))
            continue
        for child in children(item):
            if tag(child) != "li.nr":
                yield from _blocks(child, replace(place, label=label))
                label = None


def _table(element: Element, place: _Place) -> Iterator[Block]:
    for title in children(element, "title", "titel"):
        yield from _heading(title, place)
    for row in descendants(element, "row"):
        cells = [words(e, _NOTE) for e in children(row, "entry")]
        yield from _noted("\n".join(c for c in cells if c), replace(place, role=Role.TABLE), list(descendants(row, "noot")))


def _signature(element: Element, place: _Place) -> Iterator[Block]:
    office = words(element, _NOTE | {"naam"}, apart=True)
    names = [words(n, apart=True) for n in descendants(element, "naam")]
    yield place.block("\n".join(line for line in (office, *names) if line), Role.SIGNATURE)


def _agenda_item(element: Element, place: _Place) -> Iterator[Block]:
    """Give an item of the plenary agenda; what follows a motion outside any speech is still said by the chair who read its number."""
    chair = place
    for child in children(element):
        if tag(child) == "tekst" and not is_report(words(child)):
            yield from _inside(child, chair)
        elif tag(child) == "nr":
            yield from _letterhead(child, place)
        else:
            yield from _blocks(child, place)
        if tag(child) == "spreekbeurt":
            last = list(descendants(child, "spreker"))[-1:]
            in_motion = [s for s in last if any(tag(a) == "motie" for a in s.iterancestors())]
            chair = _voice(in_motion[0], place) if in_motion else place


def _speech(element: Element, place: _Place) -> Iterator[Block]:
    """Give a speech, or what the chair says of a motion: the line that names the speaker, then the paragraphs."""
    speaker = next(iter(children(element, "spreker")), None)
    if speaker is not None:
        place = _voice(speaker, place)
        yield place.block(words(speaker, apart=True), Role.HEADING)
    yield from _inside(element, place, "spreker")


def _voice(speaker: Element, place: _Place) -> _Place:
    printed = words(speaker, apart=True)
    line = speaker_of(printed)
    name, role = (line[0], line[1]) if line else (printed.rstrip(": "), SpeakerRole.OTHER)
    return replace(place, role=Role.SPEECH, speaker=name, speaker_role=role)


def _motion(element: Element, place: _Place) -> Iterator[Block]:
    number = (element.get("id") or "").removeprefix("M-") or None
    for child in children(element):
        yield from _blocks(child, replace(place, label=number) if tag(child) == "kop" else place)


def _nothing(_element: Element, _place: _Place) -> Iterator[Block]:
    return iter(())


_NOTE = frozenset({"noot"})
_HANDLERS: Mapping[str, Callable[[Element, _Place], Iterator[Block]]] = {
    **dict.fromkeys(("metadata", "colspec", "illustratie"), _nothing),
    **dict.fromkeys(("kop", "tussenkop", "titel", "subtitel", "item-titel", "kamervraagomschrijving", "kamervraagtitel"), _heading),
    **dict.fromkeys(("tekstregel", "dossier", "stuknr", "datumtekst", "kamervraagnummer"), _letterhead),
    **dict.fromkeys(("spreekbeurt", "motie-info"), _speech),
    "agendapunt": _agenda_item,
    "lijst": _list,
    "motie": _motion,
    "noot": _footnote,
    "nr": _heading,
    "ondertekening": _signature,
    "table": _table,
}
