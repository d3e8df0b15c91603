"""decision: read the decision's row. It is the truth; what resumed the graph only named it."""

from __future__ import annotations

from typing import Any

from data import decisions
from graph.parts import Parts
from graph.state import State


class WrongDecision(Exception):
    """The graph was resumed with a decision on another draft."""


def decision(state: State, parts: Parts) -> dict[str, Any]:
    """What was decided: approve, edit, reject, take_over, or redraft for a rejection with guidance."""
    row = decisions.get(parts.db, state["decision_id"])
    if row.turn_id != state["turn_id"] or row.draft_id != state["draft_id"]:
        raise WrongDecision(f"decision {row.id!r} is about draft {row.draft_id!r}")
    redraft = row.kind == "reject" and row.guidance
    return {"kind": "redraft" if redraft else row.kind, "person": None, "detail": None}
