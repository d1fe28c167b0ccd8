"""The parts of a letter that no sentence of it is in: letterhead, table of contents, signature."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Role
from tracker.reading.blocks import Block
from tracker.reading.offices import PORTFOLIO

_LETTERHEAD = re.compile(
    r"(?:>?\s*retouradres|postbus\s\d|\d{4}\s?[A-Z]{2}\s|den haag\b|['’]s-gravenhage|[tf]\s\d{3}|www\.|datum\b|betreft\b|onderwerp\b|"
    r"(?:ons |uw )?kenmerk\b|bijlage\(n\)|(?:aan )?de voorzitter van de (?:tweede|eerste) kamer|der staten-generaal|binnenhof\b|"
    r"ministerie van\b|contactpersoon|behandeld door|(?:tweede|eerste) kamer der|vergaderjaar \d{4}|[12]$)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"(?:geachte|hooggeachte)\b.{0,80}$", re.IGNORECASE | re.DOTALL)
_CONTENTS = re.compile(r"(?:inhoud(?:sopgave)?|index)\s*:?", re.IGNORECASE)
_LEADER = re.compile(r"[.…\s]{2,}\d{1,3}$")
_SIGNER = re.compile(
    r"(?:hoogachtend|met vriendelijke groet|namens deze|"
    r"(?:(?:de|het)\s+)?(?:fungerend\s+|waarnemend\s+|plv\.?\s+|plaatsvervangend\s+|adjunct-)*"
    r"(?:voorzitter van de (?:vaste )?(?:kamer)?commissie|griffier)\b.{0,120}|"
    r"(?:mede namens\s+)?(?:de|het)\s+(?:vice-)?(?:minister|staatssecretaris)(?:-president(?:,\s+minister)?)?\b"
    rf"(?:\s+(?:van|voor)\s+(?-i:{PORTFOLIO})|.{{0,160}}?)),\s*(?P<name>\S.{{0,80}})?",
    re.IGNORECASE | re.DOTALL,
)
_SIGNER_WITHOUT_COMMA = re.compile(
    r"(?:DE\s+(?:MINISTER|STAATSSECRETARIS)\b[^a-z]{3,160}|[Dd]e (?:[Mm]inister|[Ss]taatssecretaris)\s+(?:van|voor)\s+[^.?!:]{3,120})",
    re.DOTALL,
)
_NAME = re.compile(
    r"(?:(?:drs|mr|ir|ing|dr|prof)\.\s*)*(?:[A-ZÀ-Ý.][\w.’'-]*\s*|(?:van|de|der|den|ter|ten|te|el|al|in|’t|'t|en)\s+){1,7}(?:MA|MSc|LLM|MBA)?",
    re.DOTALL,
)


_ADDRESSES = (None, Role.HEADING, Role.TABLE)  # a line in small print looks like one of a table


def parts(blocks: Sequence[Block]) -> list[Block]:
    """Give a role to the letterhead, the table of contents and the signatures among `blocks`; the others come back as they are."""
    return _signatures(_contents(_letterhead(blocks)))


def _letterhead(blocks: Sequence[Block]) -> list[Block]:
    """Mark all up to the salutation, or, where there is none, the addresses that open the paper."""
    first = [i for i, b in enumerate(blocks[:60]) if b.role in (None, Role.HEADING) and _SALUTATION.match(b.text)]
    if first and any(_LETTERHEAD.match(b.text) for b in blocks[: first[0]]):
        until = first[0]
    else:
        until = next((i for i, b in enumerate(blocks) if b.role in _ADDRESSES and not _LETTERHEAD.match(b.text)), 0)
    return [replace(b, role=Role.LETTERHEAD) if i < until and b.role in _ADDRESSES else b for i, b in enumerate(blocks)]


def _contents(blocks: Sequence[Block]) -> list[Block]:
    """Mark the lines below "Inhoudsopgave", up to the first that is a sentence, or that stands on a later page without a page number."""
    out = list(blocks)
    for i, block in enumerate(blocks):
        if block.role is not Role.HEADING or not _CONTENTS.fullmatch(block.text):
            continue
        for j in range(i + 1, len(blocks)):
            entry = blocks[j]
            if entry.role is Role.FURNITURE:
                continue
            listed = bool(_LEADER.search(entry.text)) or (entry.role is Role.HEADING and entry.page == block.page)
            if not listed:
                break
            out[j] = replace(entry, role=Role.TABLE)
        break
    return out


def _signatures(blocks: Sequence[Block]) -> list[Block]:
    """Mark the office that signs, with a comma behind it, and the name below."""
    out = list(blocks)
    named = True
    for i, block in enumerate(blocks):
        if block.role not in (None, Role.HEADING) or len(block.text) > 260:
            named = named or block.role not in (Role.FURNITURE, Role.SIGNATURE)
            continue
        m = _SIGNER.fullmatch(block.text) or (_SIGNER_WITHOUT_COMMA.fullmatch(block.text) if _name_follows(blocks, i) else None)
        if m and ("name" not in m.groupdict() or not m["name"] or _NAME.fullmatch(m["name"])):
            out[i], named = replace(block, role=Role.SIGNATURE), bool(m.groupdict().get("name"))
        elif not named and _NAME.fullmatch(block.text):
            out[i], named = replace(block, role=Role.SIGNATURE), True
        else:
            named = True
    return out


def _name_follows(blocks: Sequence[Block], i: int) -> bool:
    return i + 1 < len(blocks) and blocks[i + 1].role in (None, Role.HEADING) and bool(_NAME.fullmatch(blocks[i + 1].text))
