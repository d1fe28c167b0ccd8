"""What is found in the seeds, and what a change of the rules gains and loses.

    python tests/corpus/update.py                      write tests/corpus/found.jsonl anew
    python tests/corpus/update.py FOLDER... [--since REV]   print what the working tree finds in papers beside what commit REV (HEAD) found

A gain starts with "+", a loss with "-". Whether a gain is right a person must say: read it in its paper.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tracker import extraction, reading
from tracker.model.limits import Limits
from tracker.reading import Unreadable
from tracker.reference import calendar, government
from tracker.sources.folder import Missing, papers

CHECKOUT = Path(__file__).parents[2]
FOUND = CHECKOUT / "tests/corpus/found.jsonl"
SHOWN = ("kind", "quote", "due_text", "due_start", "due_end", "precision", "addressee", "action", "strength", "rule")


def found(paths: list[Path]) -> list[str]:
    """Every fact of the papers as one line of JSON, with the name of its paper, in the order of the papers and their text."""
    lines = []
    for path in papers(paths):
        if isinstance(path, Missing):
            continue
        try:
            document = reading.read(path, government=government.load(), limits=Limits(), today=date.max)
        except Unreadable as e:
            print(e, file=sys.stderr)
            continue
        facts = extraction.extract(document, calendar.load(), government.load())
        lines += [json.dumps(fact.public(path.name), ensure_ascii=False) for fact in facts]
    return lines


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=Path)
    parser.add_argument("--since", default="HEAD")
    parser.add_argument("--print", action="store_true", help="only print every fact")
    given = parser.parse_args()
    if given.print:
        print("\n".join(found(given.papers)))
    elif given.papers:
        changes = gains_and_losses([p.resolve() for p in given.papers], given.since)
        print("\n".join([*changes, f"{sum(c.startswith('+') for c in changes)} gained, {sum(c.startswith('-') for c in changes)} lost"]))
    else:
        FOUND.write_text("".join(line + "\n" for line in found([CHECKOUT / "seeds"])), encoding="utf-8")


if __name__ == "__main__":
    main()
