"""What is found in the seeds, and what a change of the rules gains and loses.

    python tests/corpus/update.py                           write tests/corpus/found.jsonl anew
    python tests/corpus/update.py FOLDER... [--since REV]   print what the working tree finds in papers beside what commit REV (HEAD) found
    python tests/corpus/update.py FOLDER... --unused        print the rules without which the same facts are found

A gain starts with "+", a loss with "-". Whether a gain is right a person must say: read it in its paper.
An unused rule is to be deleted, or to be shown a paper that needs it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

from tracker import extraction, reading
from tracker.extraction import events, fulfilments, rules
from tracker.model import AnyFact, Document
from tracker.model.limits import Limits
from tracker.reading import Unreadable
from tracker.reference import calendar, government
from tracker.sources.folder import Missing, papers

CHECKOUT = Path(__file__).parents[2]
FOUND = CHECKOUT / "tests/corpus/found.jsonl"
TABLES: tuple[tuple[ModuleType, str], ...] = (
    (rules, "COMMITMENTS"),
    (rules, "SCOPES"),
    (fulfilments, "FULFILMENTS"),
    (events, "EVENT_CUES"),
    (events, "NO_EVENTS"),
    (rules, "DELAYS"),
)
SHOWN = ("kind", "quote", "due_text", "due_start", "due_end", "precision", "addressee", "action", "strength", "rule")


def documents(paths: list[Path]) -> Iterator[tuple[str, Document]]:
    """Read the papers; give the name of each, and the paper. What cannot be read is named on standard error."""
    for path in papers(paths):
        if isinstance(path, Missing):
            continue
        try:
            yield path.name, reading.read(path, government=government.load(), limits=Limits(), today=date.max)
        except Unreadable as e:
            print(e, file=sys.stderr)


def found(paths: list[Path]) -> list[str]:
    """Every fact of the papers as one line of JSON, with the name of its paper, in the order of the papers and their text."""
    facts = ((name, extraction.extract(document, calendar.load(), government.load())) for name, document in documents(paths))
    return [json.dumps(fact.public(name), ensure_ascii=False) for name, of_paper in facts for fact in of_paper]


def gains_and_losses(paths: list[Path], since: str) -> list[str]:
    """Run the code of commit `since` on the same papers, in a checkout of its own, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "-C", CHECKOUT, "worktree", "add", "--quiet", "--detach", folder, since], check=True)
        try:
            script = Path(folder) / "tests/corpus/update.py"
            old = subprocess.run(
                [sys.executable, script, "--print", *map(str, paths)],
                cwd=folder,
                env={"PYTHONPATH": folder},
                check=True,
                capture_output=True,
                text=True,
            )
        finally:
            subprocess.run(["git", "-C", CHECKOUT, "worktree", "remove", "--force", folder], check=True)
    before, now = (({_shown(line): line for line in lines}) for lines in (old.stdout.splitlines(), found(paths)))
    return [f"+ {key}" for key in now if key not in before] + [f"- {key}" for key in before if key not in now]


def _shown(line: str) -> str:
    fact = json.loads(line)
    return " | ".join([fact["document"], *(str(fact[name]) for name in SHOWN if fact.get(name) is not None)])


def unused(papers: Sequence[Document]) -> Iterator[str]:
    """The ids of the rules without which the same facts are found."""
    before = _facts(papers)
    for module, name in TABLES:
        table = getattr(module, name)
        for rule in table:
            setattr(module, name, tuple(r for r in table if r is not rule))
            if _facts(papers) == before:
                yield rule.id
        setattr(module, name, table)


def _facts(papers: Sequence[Document]) -> list[list[AnyFact]]:
    rules._words.cache_clear()  # it holds the words of the tables as they were
    return [extraction.extract(paper, calendar.load(), government.load()) for paper in papers]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=Path)
    parser.add_argument("--since", default="HEAD")
    parser.add_argument(
        "--unused", action="store_true", help="which rules change nothing on these papers; the rules of time words are not asked"
    )
    parser.add_argument("--print", action="store_true", help="only print every fact")
    given = parser.parse_args()
    if given.print:
        print("\n".join(found(given.papers)))
    elif given.unused:
        print("\n".join(unused([paper for _, paper in documents(given.papers)])))
    elif given.papers:
        changes = gains_and_losses([p.resolve() for p in given.papers], given.since)
        print("\n".join([*changes, f"{sum(c.startswith('+') for c in changes)} gained, {sum(c.startswith('-') for c in changes)} lost"]))
    else:
        FOUND.write_text("".join(line + "\n" for line in found([CHECKOUT / "seeds"])), encoding="utf-8")


if __name__ == "__main__":
    main()
