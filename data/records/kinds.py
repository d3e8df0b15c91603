"""The words that columns may hold, and the JSON types. A field typed `Json…` is JSON text in the database."""

from __future__ import annotations

from typing import Any, Literal

JsonDict = dict[str, Any]
JsonDicts = tuple[dict[str, Any], ...]
JsonTexts = tuple[str, ...]
SaidText = str  # text, or JSON of a `data.said.Said`
JsonFloats = tuple[float, ...]
ConversationState = Literal["ai", "waiting_human", "human", "closed"]
TurnStatus = Literal["pending", "running", "review", "decided", "human", "done", "superseded", "failed"]
DeskStatus = Literal["open", "decided", "stale"]
DecisionKind = Literal["approve", "edit", "reject", "take_over"]
OutboxKind = Literal["reply", "notice", "human"]
OutboxStatus = Literal["queued", "sending", "sent", "refused"]
Authorship = Literal["ai", "ai_approved", "ai_edited", "human"]
Role = Literal["reviewer", "supervisor", "admin"]
