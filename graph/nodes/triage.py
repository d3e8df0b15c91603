"""triage: what the customer wants and feels, and whether a person must answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from data import turns
from graph.learning import react
from graph.parts import Parts
from graph.state import State

SHOWN = 3  # classes of a label that are kept with their probabilities


def triage(state: State, parts: Parts) -> dict[str, Any]:
    """Label the turn, and note how it takes to the reply before it.

    Whoever asks for a person, or must have one, gets one; an injection is only a flag.
    """
    read = parts.reader.read(state["text"], state["language"])
    understood = parts.gatherer.asked(state["text"], read.understanding)
    turns.set_triage(parts.db, state["turn_id"], **asdict(understood), chances=likeliest(read.probabilities))
    turn = turns.get(parts.db, state["turn_id"])
    react(parts.db, parts.reader, turn, state["text"], read.embedding.tolist(), understood)
    reasons = "; ".join(understood.reasons)[:500] or None
    if understood.wants_human:
        return {"person": "customer_asked", "detail": reasons}
    if understood.must_escalate:
        return {"person": "must_escalate", "detail": reasons}
    return {"person": None, "detail": None}


def likeliest(probabilities: Mapping[str, Mapping[Any, float]]) -> dict[str, dict[str, float]]:
    """What reviewers are shown of the probabilities: `yes` of a yes-or-no label, else the likeliest classes first."""
    return {label: _kept(shares) for label, shares in probabilities.items()}


def _kept(shares: Mapping[Any, float]) -> dict[str, float]:
    if set(shares) == {True, False}:
        return {"yes": round(shares[True], 3)}
    ranked = sorted(shares.items(), key=lambda item: -item[1])[:SHOWN]
    return {str(value): round(share, 3) for value, share in ranked}
