"""Which version of the program decides what is found in a paper: a name for the source of its rooms."""

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
# All that decides which facts a paper has, what their terms are, and what they are taken to mean of earlier ones.
_DECIDING = ("model", "folding.py", "timex", "extraction", "proposals", "reference", "reading/citations.py", "sources/register/terms.py")
_SOURCE = frozenset({".py", ".yaml"})


@cache
def rules() -> str:
    """A name for the rules in force: twelve hexadecimal digits. Papers, and records of the register, that were read under another are read
    again.

    The same wherever the same source is installed; whichever line ends it has there. Takes a few milliseconds, once.
    """
    digest = hashlib.sha256()
    for room in _DECIDING:
        where = _HERE / room
        for file in sorted(where.rglob("*") if where.is_dir() else [where]):
            if file.suffix in _SOURCE:
                digest.update(file.relative_to(_HERE).as_posix().encode() + b"\0")
                digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
