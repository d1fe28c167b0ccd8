"""Bytes of a paper -> Document.

`READERS` maps a media type to the function that gives a paper's blocks; `tracker.reading.assemble` makes the text, the passages and the
metadata of them, the same for every format.
"""

import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tracker.model import Document
from tracker.model.limits import Limits
from tracker.reading import sidecar as sidecars
from tracker.reading.assemble import assemble
from tracker.reading.blocks import Block, Raw, Reader, Source, Unreadable
from tracker.reading.docx import read_docx
from tracker.reading.html import read_html
from tracker.reading.media import DOCX, HTML, PDF, TEXT, XML, media_type
from tracker.reading.pdf import read_pdf
from tracker.reading.sidecar import Sidecar
from tracker.reading.text import read_text
from tracker.reading.xml import read_xml
from tracker.reference.government import Government

__all__ = ["READERS", "Block", "Raw", "Sidecar", "Source", "Unreadable", "read", "read_bytes"]

READERS: Mapping[str, Reader] = {
    DOCX: read_docx,
    HTML: read_html,
    PDF: read_pdf,
    TEXT: read_text,
    XML: read_xml,
}


def read(path: Path, *, government: Government, limits: Limits, today: date) -> Document:
    """Read the paper at `path`, with the sidecar `<name>.yaml` beside it if there is one. `today` bounds the days it can look back on.

    Raises Unreadable, which names the file and says what to do, for every paper or sidecar that cannot be read.
    """
    name = str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(name, "this is no file; give a file, or a folder of papers")
        size = about.st_size
        if size > limits.bytes:
            too_large = f"the file has {size / 2**20:.0f} MB, more than reading.megabytes allows ({limits.megabytes})"
            raise Unreadable(name, f"{too_large}; raise that limit or split the paper")
        data = path.read_bytes()
        sidecar = sidecars.load(path)
    except FileNotFoundError:
        raise Unreadable(name, "there is no such file; check the name") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise Unreadable(
            name, f"the file cannot be opened ({getattr(error, 'strerror', None) or error}); check its name and who may read it"
        ) from None
    return read_bytes(Source(name, media_type(name, data), data), sidecar, government=government, limits=limits, today=today)


def read_bytes(source: Source, sidecar: Sidecar, *, government: Government, limits: Limits, today: date) -> Document:
    """Read a paper from memory; what `sidecar` gives goes before what the paper says. Raises Unreadable."""
    if len(source.data) > limits.bytes:
        raise Unreadable(
            source.name,
            f"the file has more megabytes than reading.megabytes allows ({limits.megabytes}); raise that limit or split the paper",
        )
    raw = READERS[source.media_type](source, limits)
    return assemble(raw, source, sidecar, government=government, today=today)
