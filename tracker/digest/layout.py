"""A Digest -> the subject, the text part and the HTML part of a mail. Pure; the templates stand in `templates/email`."""

import quopri
from functools import cache, lru_cache
from pathlib import Path
from textwrap import wrap

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.digest.compose import ROWS, Digest, shares
from tracker.digest.rows import Row
from tracker.model import Value

MAX_HTML = 88_000  # bytes in quoted-printable, line ends not counted: under 90 kB as sent; Gmail cuts a mail off at 102 kB
TEXT_WIDTH = 72  # characters
_ROW = "<!--row-->"  # in the templates: where a row stands, and where one begins and ends. In text it would be escaped


class Rendered(Value):
    subject: str
    text: str
    html: str
    told: frozenset[str]  # ids of the facts that the mail shows; those left out for want of room stay new
    said: frozenset[tuple[str, str]] = frozenset()  # (fact id, what is said of it)


def render(digest: Digest) -> Rendered:
    """Lay a digest out as a subject, a text part and an HTML part of at most `MAX_HTML` bytes; rows that do not fit are counted instead."""
    room = ROWS
    shown = _shortened(digest, room)
    html = _html(shown)
    while room > 1 and len(quopri.encodestring(html.encode())) > MAX_HTML:
        room = room * 3 // 4
        shown = _shortened(digest, room)
        html = _html(shown)
    rows = [row for section in shown.sections for row in section.rows]
    return Rendered(
        subject=_laid_out("subject", shown).strip(),
        text=_laid_out("txt", shown),
        html=html,
        told=frozenset(id_ for row in rows for id_ in row.ids),
        said=frozenset((row.ids[0], said) for row in rows for said in row.said),
    )


def _shortened(digest: Digest, room: int) -> Digest:
    """Keep `room` rows; the others are counted."""
    kept = shares([len(s.rows) for s in digest.sections], room)
    sections = (
        s.model_copy(update={"rows": s.rows[:n], "hidden": s.hidden + len(s.rows[n:])}) for s, n in zip(digest.sections, kept, strict=True)
    )
    return digest.model_copy(update={"sections": tuple(sections)})


def _html(digest: Digest) -> str:
    """Lay out the HTML part with the styles on the elements, since Outlook's Word engine and Gmail do not read them elsewhere."""
    before, *behind = _inliner().inline(_laid_out("html", digest)).split(_ROW)
    rows = (_html_row(row, section.key) for section in digest.sections for row in section.rows)
    return before + "".join(row + after for row, after in zip(rows, behind, strict=True))


@lru_cache(maxsize=1 << 13)  # most rows stand in many mails
def _html_row(row: Row, key: str) -> str:
    """Lay out one row of the section `key`."""
    return _inliner().inline(_environment().get_template("row.html").render(row=row, key=key)).split(_ROW)[1]


@lru_cache(maxsize=1 << 13)
def _text_row(row: Row) -> str:
    return _environment().get_template("row.txt").render(row=row)


@cache
def _inliner() -> CSSInliner:
    # By itself it fetches what a <link> names. What stands in @media, for dark mode and small screens, cannot be put on elements.
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, minify_css=True)


def letter(name: str, **content: object) -> str:
    """Lay out a mail of text only, from the template of that name."""
    return _environment().get_template(f"{name}.txt").render(content)


def _laid_out(part: str, digest: Digest) -> str:
    return _environment().get_template(f"digest.{part}").render(digest=digest)


@cache
def _environment() -> Environment:
    """Find the templates in the package where it is installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    folders = [package / "templates" / "email", package.parent / "templates" / "email"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"wrapped": _wrapped, "laid_out": _text_row}
    return environment


def _wrapped(text: str, indent: int = 0) -> str:
    """Break a line into lines of at most `TEXT_WIDTH` characters; all but the first start with `indent` spaces."""
    if len(text) <= TEXT_WIDTH - indent:
        return text
    return ("\n" + " " * indent).join(wrap(text, TEXT_WIDTH - indent, break_long_words=False, break_on_hyphens=False))
