"""human: hand the conversation to a person and tell the customer so. The AI is mute from then on."""

from __future__ import annotations

from typing import Any

from data import conversations, turns
from data.records import NewOutbox
from graph.notices import Notices
from graph.parts import Parts
from graph.state import State


def human(state: State, parts: Parts) -> dict[str, Any]:
    """Open a takeover with its notice; again for the same turn changes nothing."""
    turn = turns.get(parts.db, state["turn_id"])
    notice = takeover_notice(parts, turn.id)
    turns.to_human(parts.db, turn.id, state.get("person") or "failed", state.get("detail"), notice)
    parts.bus.publish(turn.conversation_id)
    return {}


def takeover_notice(parts: Parts, turn_id: str) -> NewOutbox:
    """What the customer is told when this turn goes to a person; one notice however often it is made. Raises Erased."""
    conversation = conversations.get(parts.db, turns.get(parts.db, turn_id).conversation_id)
    return Notices(parts.vault, parts.company).takeover(conversation, f"takeover-{turn_id}")
