"""review: wait for a person. Nothing else happens here, because everything here happens twice."""

from __future__ import annotations

from typing import Any

from langgraph.types import interrupt

from data.records import Draft
from graph.state import State

ACTION = "send_reply"


def review(state: State) -> dict[str, Any]:
    """Stop until a decision is made; what comes back is its id and nothing more. The row says what it was."""
    return {"decision_id": interrupt(state["request"])}


def human_in_the_loop(draft: Draft) -> dict[str, Any]:
    """The question to reviewers in the request form of LangChain's HumanInTheLoopMiddleware (LangChain 1.x)."""
    return {
        "action_requests": [
            {
                "name": ACTION,
                "args": {
                    "draft_id": draft.id,
                    "draft_version": draft.version,
                    "conversation_id": draft.conversation_id,
                    "language": draft.language,
                    "text": draft.text,
                },
                "description": "Send this reply to the customer? It holds placeholders for personal data.",
            }
        ],
        "review_configs": [
            {
                "action_name": ACTION,
                "allowed_decisions": ["approve", "edit", "reject"],
                "args_schema": {
                    "type": "object",
                    "properties": {"text": {"type": "string", "minLength": 1}},
                    "required": ["text"],
                },
            }
        ],
    }
