"""learn: an edit, or an approval with a star, becomes an example for later drafts."""

from __future__ import annotations

from typing import Any

from data import decisions, drafts, examples, turns
from data.records.policy import POLICY
from graph.parts import Parts
from graph.state import State
from language import made_by


def learn(state: State, parts: Parts) -> dict[str, Any]:
    """Keep request, draft and reply, all redacted, once for each decision.

    They are read from their rows, for words in them may have been masked since the draft was made. Raises Stale.
    """
    turn = turns.get(parts.db, state["turn_id"])
    stamp = parts.vault.terms(turn.conversation_id).stamp
    decided = decisions.get(parts.db, state["decision_id"])
    if decided.text is None or not (decided.kind == "edit" or decided.starred):
        return {}
    if decided.reviewer_id == POLICY:
        return {}  # nobody has read it, so there is nothing to learn from it
    draft = drafts.get(parts.db, decided.draft_id)
    request = "\n\n".join(message.redacted or "" for message in turns.inbound(parts.db, turn.id))
    (vector,) = parts.reader.embed([request])
    examples.add(
        parts.db,
        decision_id=decided.id,
        customer_id=turn.customer_id,
        language=draft.language,
        intent=turn.intent or "other",
        reasons=decided.reasons,
        request=request,
        draft=draft.text,
        reply=decided.text,
        reviewer_id=decided.reviewer_id,
        starred=decided.starred,
        embedding=[float(value) for value in vector],
        made_by=made_by(parts.reader),
        stamp=stamp,
    )
    return {}
