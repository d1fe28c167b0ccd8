"""The commands that look into papers and store nothing: read, extract, timex."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker import extraction, jobs, listing, objects, printing, timex
from tracker.cli.program import Papers, Program, complain, day, leave, today
from tracker.jobs import Tables
from tracker.model import DateBasis, Document
from tracker.reading import Unreadable
from tracker.sources import folder

commands = typer.Typer()


class ReadFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class ExtractFormat(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"


@commands.command()
def read(
    ctx: typer.Context,
    files: Papers,
    form: Annotated[ReadFormat, typer.Option("--format", help="text for people; json: one object a line.")] = ReadFormat.TEXT,
) -> None:
    """Show papers as the program understands them: what they are, their text, its parts."""
    failed = False
    for _, document in _documents(ctx.obj, files, None):
        if document is None:
            failed = True
        elif form is ReadFormat.JSON:
            sys.stdout.writelines(objects.jsonl([objects.document(document)]))
        else:
            typer.echo(printing.document_text(document))
    leave(failed=failed)


@commands.command()
def extract(
    ctx: typer.Context,
    files: Papers,
    paper_date: Annotated[
        date | None, typer.Option("--date", parser=day, metavar="DATE", help="The day of the papers, where you know better.")
    ] = None,
    form: Annotated[ExtractFormat, typer.Option("--format", help="table for people; jsonl: one fact a line.")] = ExtractFormat.TABLE,
) -> None:
    """Show the commitments, fulfilments and dated events of papers."""
    tables: Tables = ctx.obj.tables
    failed = False
    for path, document in _documents(ctx.obj, files, paper_date):
        if document is None:
            failed = True
            continue
        facts = extraction.extract(document, tables.calendar, tables.government)
        if form is ExtractFormat.JSONL:
            sys.stdout.writelines(objects.jsonl(f.public(str(path)) for f in facts))
        else:
            title = listing.plain(f"{document.title}, {document.date} ({document.date_basis})")
            printing.console().print(printing.facts_table(facts, title), "")
    leave(failed=failed)


@commands.command(name="timex")
def show_timex(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(help="A text; without it, standard input.", show_default=False)] = None,
    anchor: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="The day on which the text was written; without it, today.")
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="CASES", help="A file of objects with id, text and anchor, one a line; prints one object a case."),
    ] = None,
) -> None:
    """Show what the time words in a text mean."""
    calendar = ctx.obj.tables.calendar
    if cases is None:
        words = text if text is not None else sys.stdin.read()
        printing.console().print(printing.timex_table(timex.annotate(words, anchor or today(None), calendar)))
        return
    for case in _cases(cases):
        found = timex.annotate(case["text"], date.fromisoformat(case["anchor"]), calendar)
        sys.stdout.writelines(objects.jsonl([{"id": case["id"], "found": [objects.timex(d) for d in found]}]))


def _cases(file: Path) -> Iterator[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise typer.BadParameter(
            f"{file}: cannot be read as UTF-8 text ({getattr(e, 'strerror', None) or e})", param_hint="--jsonl"
        ) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            date.fromisoformat(case["anchor"])
            yield {"id": case["id"], "text": str(case["text"]), "anchor": case["anchor"]}
        except (ValueError, KeyError, TypeError) as e:
            raise typer.BadParameter(
                f"{file}, line {number}: is no object with id, text and anchor (a day like 2026-11-21): {e}", param_hint="--jsonl"
            ) from None


def _documents(program: Program, files: Iterable[Path], paper_date: date | None) -> Iterator[tuple[Path, Document | None]]:
    """Each paper with its document, or None for one that cannot be read, which is reported."""
    for path in folder.papers(files):
        if isinstance(path, folder.Missing):
            complain(str(path.path), path.reason)
            yield path.path, None
            continue
        try:
            document = jobs.read(path, program.tables, today(None))
        except Unreadable as e:
            complain(e.name, e.reason)
            yield path, None
        else:
            yield path, document.model_copy(update={"date": paper_date, "date_basis": DateBasis.SIDECAR}) if paper_date else document
