"""Who speaks in a debate: the lines that name a speaker, as the House's reports print them, and the paragraphs that belong to each."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.model import Role, Rule, SpeakerRole
from tracker.reading.blocks import Block

# "Van Oostenbruggen", "El Abassi", "Inge van Dijk", "Yeşilgöz-Zegerius", "In 't Veld": never longer than six words.
_NAME = r"(?:(?:[A-ZÀ-ÞŞ]|'[a-z]\s)[^\s:(),;]*)(?:\s(?:van|de|der|den|ten|ter|te|el|la|von|op|'t|[A-ZÀ-ÞŞ][^\s:(),;]*)){0,5}"
_PARTY = r"\((?:[A-Z0-9][^():;.]{0,28}|[^\s():;.]{1,20})\)"

SPEAKER_LINES: tuple[tuple[Rule, SpeakerRole], ...] = (
    (
        Rule(
            id="speaker.chair",
            pattern=r"^De (?:tijdelijke |waarnemend |plaatsvervangend |fungerend )?voorzitter\s?:",
            examples=("De voorzitter:", "De tijdelijke voorzitter: Ik heropen de vergadering."),
            counterexamples=("De voorzitter van de commissie,", "De voorzitter heeft gelijk: dat moet.", "Voorzitter: Kahraman"),
        ),
        SpeakerRole.CHAIR,
    ),
    (
        Rule(
            id="speaker.minister",
            pattern=rf"^Minister(?:-president)? {_NAME}\s?:",
            examples=("Minister De Jonge:", "Minister-president Van der Meer: Dank u wel.", "Minister Jansen :"),
            counterexamples=("Minister van Financiën:", "De Minister van Financiën,", "Minister Jansen zei: dat kan."),
        ),
        SpeakerRole.MINISTER,
    ),
    (
        Rule(
            id="speaker.state_secretary",
            pattern=rf"^Staatssecretaris {_NAME}\s?:",
            examples=("Staatssecretaris Van Oosten:", "Staatssecretaris Pouw-Verhoef:\nVoorzitter."),
            counterexamples=("Staatssecretaris van Financiën:", "De staatssecretaris:", "Staatssecretaris Van Oosten zei: nee."),
        ),
        SpeakerRole.STATE_SECRETARY,
    ),
    (
        Rule(
            id="speaker.member",
            pattern=rf"^(?:De heer|Mevrouw|Het lid|Lid|Meneer) {_NAME}\s?{_PARTY}\s?:",
            examples=("De heer Van Dijk (GroenLinks-PvdA):", "Mevrouw Inge van den Berg (50PLUS): Voorzitter.", "Het lid Smit (Lid Smit):"),
            counterexamples=(
                "De heer Van Dijk vraagt:",
                "Vragen van het lid Smit (VVD) over:",
                "De heer Van Dijk (VVD) vroeg het volgende:",
            ),
        ),
        SpeakerRole.MEMBER,
    ),
    (
        Rule(
            id="speaker.other",
            pattern=rf"^(?:De heer|Mevrouw|Commissaris|De regeringscommissaris) {_NAME}\s?:",
            examples=("De heer Bakker:", "Mevrouw De Wit: Dank u wel."),
            counterexamples=("De heer Bakker vroeg het: waarom?", "Mevrouw de voorzitter: dank u.", "De griffier,"),
        ),
        SpeakerRole.OTHER,
    ),
)
_COMPILED = tuple((re.compile(rule.pattern), role) for rule, role in SPEAKER_LINES)

# What follows belongs to nobody: the report speaks itself.
REPORT: Rule = Rule(
    id="speaker.none",
    pattern=r"^(?:Sluiting(?: van de vergadering)? \d|De vergadering wordt (?:van .{1,30} )?(?:geschorst|gesloten|geopend)|"
    r"De (?:algemene )?beraadslaging wordt (?:gesloten|geopend|geschorst|hervat)|Voorzitter: )",
    examples=("Sluiting 17.39 uur.", "De vergadering wordt van 11.17 uur tot 11.52 uur geschorst.", "De beraadslaging wordt gesloten."),
    counterexamples=("De vergadering is wat mij betreft gesloten.", "De beraadslaging was lang.", "Voorzitter. Ik heb een vraag."),
)
_REPORT = re.compile(REPORT.pattern)


def speaker_of(text: str) -> tuple[str, SpeakerRole, str] | None:
    """Read the speaker line at the start of `text`: the person as printed, the role, and what is said after it."""
    flat = text.replace("\u00a0", " ")
    for pattern, role in _COMPILED:
        if m := pattern.match(flat):
            name = " ".join(m[0].rstrip(": ").split())
            return name, role, text[m.end() :].strip()
    return None


def is_report(text: str) -> bool:
    """Say whether a paragraph is the report's own: a suspension, the end of the meeting, another chair."""
    return bool(_REPORT.match(text))


def attribute(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the paragraphs of a report their speaker, where the format itself names none.

    A paper in which no chair speaks is no report of a debate and comes back as it is. A speaker line becomes a heading of its own; the
    paragraphs after it become speeches, up to the next line or up to where the report itself speaks.
    """
    row = tuple(blocks)
    found = [speaker_of(b.text) if b.speaker is None and b.role in (None, Role.BODY, Role.HEADING) else None for b in row]
    if sum(1 for f in found if f and f[1] is SpeakerRole.CHAIR) < 2:
        return row
    out: list[Block] = []
    now: tuple[str, SpeakerRole] | None = None
    for block, line in zip(row, found, strict=True):
        if line:
            now = line[0], line[1]
            said = line[2]
            named = replace(block, speaker=now[0], speaker_role=now[1])
            out.append(replace(named, text=block.text.removesuffix(said).strip(), role=Role.HEADING))
            out += [replace(named, text=said, role=Role.SPEECH)] if said else []
        elif is_report(block.text):
            now = None
            out.append(block)
        elif now and block.speaker is None and block.role in (None, Role.BODY):
            out.append(replace(block, role=Role.SPEECH, speaker=now[0], speaker_role=now[1]))
        else:
            out.append(block)
    return tuple(out)
