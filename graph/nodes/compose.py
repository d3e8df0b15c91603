"""compose: restore the decided text, say who wrote it, and put it into the outbox, once for each decision."""

from __future__ import annotations

import logging
from typing import Any

from data import audit, conversations, decisions, drafts, outbox
from data.records import Authorship, DecisionKind
from data.records.policy import POLICY
from data.said import Said
from disclosure import DisclosureError
from graph.masking import UnknownPlaceholder
from graph.parts import Parts
from graph.replies import Replies
from graph.state import State

log = logging.getLogger(__name__)

AUTHORSHIP: dict[DecisionKind, Authorship] = {"approve": "ai_approved", "edit": "ai_edited"}


def compose(state: State, parts: Parts) -> dict[str, Any]:
    """Queue the reply. A text that can't be sent truthfully and completely goes to a person, with an audit event."""
    decided = decisions.get(parts.db, state["decision_id"])
    draft = drafts.get(parts.db, decided.draft_id)
    conversation = conversations.get(parts.db, decided.conversation_id)
    try:
        row = Replies(parts.vault, parts.company).outbox(
            decided.id,  # one decision, one reply: the outbox knows it by this id and refuses a second
            conversation,
            decided.text or "",
            kind="reply",
            # What no person has read is never called approved.
            authorship="ai" if decided.reviewer_id == POLICY else AUTHORSHIP[decided.kind],
            language=draft.language,
            last_seq=decided.last_seq,
            model=draft.model,
            decision_id=decided.id,
        )
    except (UnknownPlaceholder, DisclosureError) as error:
        problem = type(error).__name__
        log.error("decision %s can't be sent: %s", decided.id, problem)
        audit.record(
            parts.db,
            actor="system",
            kind="outbox.refused",
            conversation_id=conversation.id,
            subject={"decision": decided.id, "why": problem},
        )
        english = "the decided text can't be sent: {error}"
        return {"person": "failed", "detail": Said("remark.not_sent", english, error=problem)}
    outbox.queue(parts.db, row, "system")
    parts.bus.publish(conversation.id)
    return {"person": None}
