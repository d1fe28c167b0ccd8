"""Rows for spreadsheets, as CSV: what a spreadsheet would take for a formula is made harmless."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of its country


def lines(rows: Iterable[Sequence[object]], separator: str = ",", line_end: str = "\n") -> Iterator[str]:
    """Write rows as lines of CSV; the items of a list stand in one cell, between semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=line_end)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def harmless(cell: object) -> object:
    """Put an apostrophe before what a spreadsheet would take for a formula; take out what no file may hold."""
    if isinstance(cell, list | tuple):
        cell = "; ".join(str(item) for item in cell)
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) else text
