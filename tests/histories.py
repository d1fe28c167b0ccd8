"""Generated commitments and histories, for what must hold whatever happens."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from made_up import decision

from tracker.model import Commitment, Decision, DecisionKind

FIRST, LAST = date(2025, 11, 1), date(2026, 3, 31)
KINDS = [kind for kind in DecisionKind if kind not in (DecisionKind.UNDO, DecisionKind.ADDED, DecisionKind.SAME)]

days = st.dates(FIRST, LAST)
windows = st.tuples(days, days).map(sorted) | st.tuples(days, st.none()) | st.tuples(st.none(), days) | st.just((None, None))


def _commitment(window: Any, due_text: str | None, **fields: Any) -> Commitment:
    said = {"start": 0, "end": 4, "quote": "Toe.", "rule": "commitment.test", "action": "inform", "strength": "promise"}
    return Commitment.model_validate({**said, "due_start": window[0], "due_end": window[1], "due_text": due_text, **fields})


commitments = st.builds(
    _commitment,
    windows,
    st.sampled_from([None, "jaarlijks", "elk kwartaal", "maandelijks"]),
    precision=st.sampled_from(["day", "recess", "vague", "none"]),
    condition=st.none() | st.just("als het kan"),
    addressee=st.sampled_from(["house", "other"]),
    recurring=st.booleans(),
)


@st.composite
def _histories(draw: st.DrawFn) -> list[Decision]:
    """Decisions on any days in any order; some take back an earlier one."""
    history: list[Decision] = []
    for n in range(1, draw(st.integers(0, 6)) + 1):
        earlier = [d for d in history if d.kind is not DecisionKind.UNDO]
        if earlier and draw(st.integers(0, 4)) == 0:
            taken = draw(st.sampled_from(earlier))
            history.append(decision(n, "undo", draw(st.dates(taken.day, LAST)), undoes=taken.n))
            continue
        kind = draw(st.sampled_from(KINDS))
        content: dict[str, Any] = {}
        if kind in (DecisionKind.NEW_TERM, DecisionKind.CORRECT):
            content["until"] = draw(st.none() | days)
        if kind is DecisionKind.NOTE:
            content["note"] = "gezien"
        history.append(decision(n, kind, draw(days), **content))
    return history


histories = _histories()
