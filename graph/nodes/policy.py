"""policy: judge a fresh draft. What policy lets out is decided here, as a row; everything else waits for a person.

Either way the graph goes on to review and waits for the decision's row, whoever wrote it.
"""

from __future__ import annotations

from typing import Any

from data import drafts, turns
from data.errors import AlreadyDecided
from graph.parts import Parts
from graph.state import State


def policy(state: State, parts: Parts) -> dict[str, Any]:
    """Judge it once. A draft whose making was cut short by a crash is left to people. Raises Stale."""
    turn, draft = turns.get(parts.db, state["turn_id"]), drafts.get(parts.db, state["draft_id"])
    work = state.get("work")
    try:
        judgement = parts.autonomy.judge(parts.db, turn, draft, work.request if work else None)
    except AlreadyDecided:
        return {"work": None}  # a person was faster
    if judgement.verdict == "auto":
        parts.bus.publish(draft.conversation_id)
    return {"work": None}
