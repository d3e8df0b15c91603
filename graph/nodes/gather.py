"""gather: orders, passages, templates, examples. Asked anew for a redraft, because they may have changed."""

from __future__ import annotations

from typing import Any

from data import conversations, turns
from data.records import Turn
from graph.parts import Parts
from graph.state import State
from language import Understanding


def gather(state: State, parts: Parts) -> dict[str, Any]:
    """What there is to draft from."""
    turn = turns.get(parts.db, state["turn_id"])
    conversation = conversations.get(parts.db, turn.conversation_id)
    understanding = understanding_of(turn)
    module = parts.modules.for_(understanding.intent, state["text"], understanding.language)
    return {
        "material": parts.gatherer.gather(turn, state["text"], understanding, conversation, module=module)
    }


def understanding_of(turn: Turn) -> Understanding:
    """What triage wrote into the turn's row."""
    row: Any = turn  # columns are empty until triage has run, and it has
    return Understanding(
        language=row.language,
        sentiment=row.sentiment,
        emotion=row.emotion,
        intent=row.intent,
        urgency=row.urgency,
        wants_human=row.wants_human,
        must_escalate=row.must_escalate,
        injection=row.injection,
        reasons=row.reasons or (),
    )
