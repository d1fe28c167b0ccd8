"""The shape of the house: who may import whom, and that public things say what they do."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tracker"

# What each part may import of the others. `model` and `folding` are for everybody.
MAY_IMPORT = {
    "model": set(),
    "folding": set(),
    "lifecycle": set(),
    "timex": set(),
    "sources": {"timex"},  # the register's records carry their terms in words
    "reference": {"timex"},  # the tables make the calendar that timex resolves with
    "reading": {"timex", "reference"},  # a date that is not printed is the latest day that the text looks back on
    "extraction": {"timex", "reference"},
    "store": {"lifecycle"},
    "wording": {"store"},
    "digest": {"store", "lifecycle", "wording"},
    "config": {"digest"},  # the values that it validates: when, and by which channel
    "spreadsheet": set(),
    "objects": {"spreadsheet", "store"},
    "listing": {"store"},
    "printing": {"lifecycle", "listing", "objects", "store", "wording"},
    "proposals": {"reading", "timex"},  # of reading: the numbers of papers that a text cites
    "fingerprint": set(),
    "matching": {"proposals", "store"},
    "web": {
        "config",
        "decisions",
        "digest",
        "extraction",
        "jobs",
        "lifecycle",
        "matching",
        "reference",
        "spreadsheet",
        "store",
        "wording",
    },  # of jobs: the desk
    "jobs": {
        "fingerprint",
        "proposals",
        "lifecycle",
        "matching",
        "config",
        "digest",
        "extraction",
        "reading",
        "reference",
        "sources",
        "store",
        "timex",
    },
    "recurring": {"lifecycle", "timex"},
    "decisions": {"extraction", "jobs", "lifecycle", "matching", "recurring", "store"},
    "doctor": {"config", "digest", "reference", "sources", "store", "timex"},
    "schedule": set(),
    "cli": {
        "config",
        "decisions",
        "digest",
        "doctor",
        "extraction",
        "jobs",
        "listing",
        "matching",
        "objects",
        "printing",
        "reading",
        "reference",
        "schedule",
        "sources",
        "store",
        "timex",
        "web",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
FILES = sorted(PACKAGE.rglob("*.py"))


def part(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{a.name}" for a in node.names}
    parts = {name.split(".")[1] for name in names if name.startswith("tracker.")}
    known = {part(f) for f in FILES}
    return {p for p in parts if p in known} - {"model", "folding", part(file)}


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(PACKAGE)) for f in FILES])
def test_imports_run_in_one_direction(file: Path) -> None:
    assert imported(file) <= MAY_IMPORT[part(file)]


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(PACKAGE)) for f in FILES])
def test_every_file_says_what_it_is_for(file: Path) -> None:
    assert file.stat().st_size == 0 or ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def test_only_the_store_speaks_sql() -> None:
    for file in FILES:
        if part(file) != "store":
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"sqlalchemy", "sqlmodel"}:
                    assert {a.name for a in node.names} <= {"Engine", "Session"}, file
