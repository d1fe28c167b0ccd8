"""How sure each band of confidence is: the rows of `tracker/reference/accuracy.yaml`, from papers and their gold file.

    python tests/corpus/bands.py GOLD.jsonl PAPER...

A gold row has doc (a paper's file name without its ending), kind, quote and sure; a found sentence is right when it shares 80 % of
the words of the shorter with a gold sentence of its paper and kind. Sentences that two readers see differently (sure: false) count
neither way.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tracker import extraction, reading
from tracker.model import Confidence
from tracker.model.limits import Limits
from tracker.reference import calendar, government
from tracker.reference.accuracy import Band


def alike(a: str, b: str) -> bool:
    """Whether two sentences are one, up to how their papers were read."""
    x, y = (Counter(re.findall(r"\w+", text.casefold())) for text in (a, b))
    return (x & y).total() >= 0.8 * min(x.total(), y.total())


def rows(gold_file: Path, papers: Iterable[Path]) -> list[Band]:
    """How much of what was found was right, a kind and a band; of kinds that the gold does not know, nothing can be said."""
    gold = defaultdict(list)
    for row in map(json.loads, gold_file.read_text(encoding="utf-8").splitlines()):
        gold[row["doc"], row["kind"]].append(row)
    kinds = {kind for _, kind in gold}
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for paper in papers:
        if (paper.stem, "paper") not in gold:
            continue
        document = reading.read(paper, government=government.load(), limits=Limits(), today=date.max)
        for fact in extraction.extract(document, calendar.load(), government.load()):
            mates = [g for g in gold[paper.stem, fact.kind] if alike(g["quote"], fact.quote)]
            if not mates and fact.kind in kinds:
                wrong[fact.kind, fact.confidence] += 1
            elif any(g.get("sure", True) for g in mates):
                right[fact.kind, fact.confidence] += 1
    bands = sorted({*right, *wrong}, key=lambda band: (band[0], [*Confidence].index(Confidence(band[1]))))
    return [Band(kind=k, confidence=c, right=right[k, c], found=right[k, c] + wrong[k, c]) for k, c in bands]


if __name__ == "__main__":
    for band in rows(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]]):
        print(f"  - {{kind: {band.kind}, confidence: {band.confidence}, right: {band.right}, found: {band.found}}}")
