"""triage: what the customer wants and feels, and whether a person must answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from data import turns
from graph.parts import Parts
from graph.state import State


def triage(state: State, parts: Parts) -> dict[str, Any]:
    """Label the turn. Whoever asks for a person, or must have one, gets one; an injection is only a flag."""
    understood = parts.reader.understand(state["text"], state["language"])
    turns.set_triage(parts.db, state["turn_id"], **asdict(understood))
    reasons = "; ".join(understood.reasons)[:500] or None
    if understood.wants_human:
        return {"person": "customer_asked", "detail": reasons}
    if understood.must_escalate:
        return {"person": "must_escalate", "detail": reasons}
    return {"person": None, "detail": None}
