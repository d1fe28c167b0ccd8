"""The commands by which a clerk decides: decide, add."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tracker import decisions, listing, matching
from tracker.cli.program import AsOf, Program, Until, complain, leave, moment, who
from tracker.decisions import Decided, Ruling
from tracker.extraction.pointed import NotFoundError
from tracker.model import DecisionKind
from tracker.store import ProposalState, StoreError
from tracker.store import register as registered
from tracker.store.engine import transaction

commands = typer.Typer()


By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; without it, the name of this user on this machine.")]


def _kind(text: str) -> DecisionKind:
    kinds = [kind for kind in DecisionKind if kind is not DecisionKind.ADDED]  # that one is made by `tracker add`
    if text not in kinds:
        raise typer.BadParameter(f"{text!r} is no decision; those are {', '.join(kinds)}; `tracker add` adds what was missed")
    return DecisionKind(text)


@commands.command()
def decide(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    decision: Annotated[DecisionKind, typer.Argument(metavar="DECISION", parser=_kind, show_default=False)],
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...", help="Ids of `tracker list`, of commitments or proposals, or their beginnings.", show_default=False
        ),
    ] = None,
    listed: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="A file with more ids, one a line.")] = None,
    paper: Annotated[
        str | None, typer.Option(metavar="PAPER", help="The paper that says so: its id, a number like 32317-975, or its file.")
    ] = None,
    until: Until = None,
    actor: Annotated[str | None, typer.Option(help="correct: the office that acts, like 'minister van Financiën'.")] = None,
    committee: Annotated[str | None, typer.Option(help="correct: the committee concerned.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, or whatever the next reader should know.")] = None,
    same_as: Annotated[str | None, typer.Option("--as", metavar="ID", help="same: the commitment that this one says again.")] = None,
    by: By = None,
    seen: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Write nothing if there are more decisions than the N that you saw.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Decide on commitments, and on proposed links to them.

    confirm, reject: it is one, or none; a link holds (and moves its commitment), or does not.
    fulfilled, partly, lapsed. new-term: the minister moved it (delayed). correct: we misread its term, actor or committee (never delayed).
    same: it says again what another one (--as) says, and is shown as a source of that. condition-met. note. undo: take back the last
    decision. Nothing is overwritten: `tracker show` lists every decision. A record of the register, by its number (TZ202603-130), is the
    same as a commitment, or rejected: it is none of what was found.
    """
    program: Program = ctx.obj
    ruling = Ruling(decision, who(by), paper, until, actor, committee, note, same_as, seen)
    _check_ruling(ruling)
    chosen = [*(ids or []), *(_ids_of(listed) if listed else [])]
    if not chosen:
        raise typer.BadParameter("name at least one commitment, or a file with --from", param_hint="ID")
    failed = False
    for key in dict.fromkeys(chosen):
        try:
            told = _decide(program, key, ruling, moment(as_of))
        except StoreError as e:
            complain(key, str(e))
            failed = True
        else:
            typer.echo(listing.plain(told))
    leave(failed=failed)


def _decide(program: Program, key: str, ruling: Ruling, now: datetime) -> str:
    """Decide on a commitment, a proposal or a record of the register, and tell what came of it."""
    with transaction(program.engine, writes=False) as session:
        records = registered.named(session, key)
    if not records:
        return _outcome(key, decisions.decide(program.engine, key, ruling, program.tables, now))
    record = records[0].record.id
    said = matching.decide(program.engine, record, ruling.kind, ruling.by, now, same_as=ruling.same_as, seen=ruling.seen)
    return f"{key}: {said.kind}{f' as {said.commitment_id}' if said.commitment_id else ''} (decision {said.n} by {said.by})"


def _outcome(key: str, decided: Decided) -> str:
    written, link = decided.written, decided.proposal
    if written is None and link and link.state is not ProposalState.PROPOSED:
        return f"{key}: the link waits again; the commitment stays {decided.after}"
    if written is None:
        return f"{key}: the link is rejected; the commitment stays {decided.after}"
    moved = f"{decided.before} -> {decided.after} (decision {written.n} by {written.by})"
    if (d := decided.before_it) is not None:
        term = f" until {listing.window(d.term) or 'no date'}" if d.term else ""
        moved += f"; before it, decision {d.n} by {d.by} on {d.day}: {d.kind}{term}"
    return f"{key}: {link.kind} {link.commitment_id}: {moved}" if link else f"{key}: {moved}"


def _check_ruling(ruling: Ruling) -> None:
    """Refuse options that do not go with the decision, before anything is written."""
    terms = (DecisionKind.NEW_TERM, DecisionKind.CORRECT)
    if ruling.kind is DecisionKind.NEW_TERM and ruling.term is None:
        raise typer.BadParameter(
            "new-term needs the day on which the new term ends, or `none` where the paper names no day", param_hint="--until"
        )
    if ruling.term and ruling.kind not in terms:
        raise typer.BadParameter(f"{ruling.kind} moves no term; new-term and correct do", param_hint="--until")
    if (ruling.actor or ruling.committee) and ruling.kind is not DecisionKind.CORRECT:
        raise typer.BadParameter(f"{ruling.kind} mends nothing; correct does", param_hint="--actor, --committee")
    if ruling.kind is DecisionKind.CORRECT and not (ruling.term or ruling.actor or ruling.committee):
        raise typer.BadParameter("correct needs what is right", param_hint="--until, --actor or --committee")
    if (ruling.kind is DecisionKind.SAME) != (ruling.same_as is not None):
        raise typer.BadParameter("same, and nothing else, needs the commitment that is said again", param_hint="--as")
    if ruling.kind is DecisionKind.NOTE and not ruling.note:
        raise typer.BadParameter("note needs its words", param_hint="--note")


def _ids_of(file: Path) -> list[str]:
    """The first word of each line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise typer.BadParameter(
            f"{file}: cannot be read as UTF-8 text ({getattr(e, 'strerror', None) or e})", param_hint="--from"
        ) from None
    return [words[0] for line in lines if (words := line.split())]


@commands.command()
def add(  # noqa: PLR0913 - the options of the public face
    ctx: typer.Context,
    paper: Annotated[
        str, typer.Argument(metavar="PAPER", help="The paper: its id, a number like 32317-975, or its file.", show_default=False)
    ],
    quote: Annotated[str, typer.Option(metavar="TEXT", help="The words of the paper that make the commitment.", show_default=False)],
    until: Until = None,
    by: By = None,
    as_of: AsOf = None,
) -> None:
    """Store a commitment that was missed, tied to its words in a stored paper."""
    program: Program = ctx.obj
    try:
        typer.echo(decisions.add(program.engine, paper, quote, who(by), until, program.tables, moment(as_of)))
    except NotFoundError as e:
        typer.echo(listing.plain(str(e)), err=True)
        leave(failed=True)
