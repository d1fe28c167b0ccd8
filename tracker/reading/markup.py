"""Safe parsing of XML, and the words of an element: shared by the readers of XML and of DOCX.

Papers come from outside: nothing is fetched, no entity that a file declares is expanded, and libxml2's own limits stay on.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tracker.reading.blocks import Unreadable

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# Where a tag stood, while words are joined: a character that no paper uses.
_TAG = "\ue000"
_GAP = re.compile(rf"[\s{_TAG}]+")
_CLOSING = frozenset(".,;:!?)]»”")
_OPENING = frozenset("([«")


def parse(text: str, name: str) -> Element:
    """Parse the XML `text` of the file `name` and give its root; raise `Unreadable` where it is broken or unsafe."""
    if _ENTITY.search(text):
        raise Unreadable(name, "the XML declares entities of its own (perhaps an attack); get the paper again from its source")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).lstrip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, f"the XML is incomplete or damaged ({error.msg}); get the paper again from its source") from None
    return root


def tag(element: Element) -> str:
    """Give the name of an element without its namespace; empty for what is no element (an entity reference)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """List the child elements that bear one of `names`, in order; all where no name is given."""
    return [e for e in element if tag(e) and (not names or tag(e) in names)]


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Give the elements under `element` that bear one of `names`, in the order of the paper."""
    return (e for e in element.iter() if tag(e) in names)


def child_words(element: Element, name: str) -> str:
    """Give the words of the first child that is called `name`; empty where there is none."""
    return next((words(e) for e in children(element, name)), "")


def words(element: Element, without: frozenset[str] = frozenset(), *, apart: bool = False) -> str:
    """Give the words of `element` on one line, leaving out elements named in `without`.

    A file that is laid out with one element a line has a line break where the paper has no space: "28/03)" and "." around a tag. Such a
    break is no space before closing punctuation or after an opening bracket. With `apart` every tag is taken for such a break: in a name,
    `<voornaam>` and `<achternaam>` may have nothing between them.
    """
    text = (f"\n{_TAG}" if apart else _TAG).join(_pieces(element, without))

    def join(match: re.Match[str]) -> str:
        gap, before, after = match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        layout = _TAG in gap and "\n" in gap and (after in _CLOSING or before in _OPENING)
        return "" if layout or not gap.strip(_TAG) else " "

    return _GAP.sub(join, text).strip()


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if tag(child) and tag(child) not in without:
            yield from _pieces(child, without)
        yield child.tail or ""
