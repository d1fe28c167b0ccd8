"""Papers from files and folders."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SIDECAR = ".yaml"


@dataclass(frozen=True)
class Missing:
    """A path that gives no papers, and why."""

    path: Path
    reason: str


def papers(paths: Iterable[Path]) -> Iterator[Path | Missing]:
    """Yield each file that may be a paper once, folder by folder in the order of names, and a `Missing` for each path that gives none.

    A file that is named is always a paper. In a folder, hidden files, READMEs and sidecars (.yaml) are none.
    """
    given: set[Path] = set()
    for path in paths:
        for found in _in(path):
            if isinstance(found, Missing) or (key := found.resolve()) not in given:
                yield found
                if not isinstance(found, Missing):
                    given.add(key)


def _in(path: Path) -> Iterator[Path | Missing]:
    try:
        if not path.is_dir():
            yield path if path.exists() else Missing(path, "there is no such file or folder")
            return
    except (OSError, ValueError) as e:  # ValueError: a NUL in the name
        yield Missing(path, f"cannot be looked at ({getattr(e, 'strerror', None) or e})")
        return
    closed: list[OSError] = []
    files = [Path(folder, name) for folder, _, names in os.walk(path, onerror=closed.append) for name in names]
    found = sorted(f for f in files if _may_be_a_paper(f, path))
    yield from found
    for error in closed:
        yield Missing(Path(error.filename), f"this folder cannot be looked into ({error.strerror})")
    if not found and not closed:
        yield Missing(path, "this folder holds no papers")


def _may_be_a_paper(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and file.stem.upper() != "README" and file.suffix.lower() != SIDECAR
