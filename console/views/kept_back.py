"""Why a draft that might have been sent by itself waits for a reviewer all the same."""

from __future__ import annotations

from collections.abc import Sequence

from console.texts import say
from data.records import AuditEvent
from data.records.policy import Judgement

#: With these no draft of the use case could have been sent by itself: policy has it reviewed, or it isn't earned yet.
NOT_YET = frozenset({"mode", "too_few", "below"})


def line(judgement: Judgement | None, events: Sequence[AuditEvent] = ()) -> str:
    """In one line why it was kept back; empty where policy would have kept it anyway. events: the conversation's audit."""
    if judgement is None or NOT_YET & set(judgement.why):
        return ""
    if judgement.verdict == "auto":
        why = _returned(judgement.draft_id, events)
        return say("kept_back.line", why=say(f"kept_back.{why}")) if why else ""
    reasons = [say(f"kept_back.never.{name}") for name in judgement.kept]
    reasons += [say(f"kept_back.why.{name}") for name in judgement.why]
    return say("kept_back.line", why="; ".join(reasons)) if reasons else ""


def _returned(draft_id: str, events: Sequence[AuditEvent]) -> str:
    """How it came back after policy had let it out: by the stop button, or at the gate."""
    for event in events:
        if event.kind == "policy.returned" and event.subject.get("draft") == draft_id:
            return "stopped" if event.subject.get("why") == "stopped" else "gate"
    return ""
