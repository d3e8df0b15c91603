"""redact: placeholders for personal data. From here on nothing sees the original words."""

from __future__ import annotations

import logging
from typing import Any

from data import conversations, turns
from data.records import Conversation, Message
from data.said import Said
from graph.masking import Masking
from graph.parts import Parts
from graph.state import State
from language import detect
from redaction import RedactionError

log = logging.getLogger(__name__)


def redact(state: State, parts: Parts) -> dict[str, Any]:
    """The turn's messages, redacted. What can't be redacted goes no further: a person reads it."""
    turn = turns.get(parts.db, state["turn_id"])
    conversation = conversations.get(parts.db, turn.conversation_id)
    inbound = turns.inbound(parts.db, turn.id)
    language = _language(parts, inbound, conversation)
    masking = Masking(parts.db, parts.vault, parts.redactor)
    try:
        texts = [masking.message(message, conversation, language) for message in inbound]
    except RedactionError as error:
        log.error("turn %s can't be redacted: %s", turn.id, error)
        return {
            "text": "",
            "language": language,
            "person": "failed",
            "detail": Said("remark.not_redacted", "redaction failed"),
        }
    return {"text": "\n\n".join(texts), "language": language, "person": None, "detail": None}


def _language(parts: Parts, inbound: list[Message], conversation: Conversation) -> str:
    """The language all of the turn's messages are written in, taken from the originals before they are masked."""
    originals = [parts.vault.open_message(message, conversation.customer_id) for message in inbound]
    return detect("\n\n".join(originals), fallback=conversation.language)
