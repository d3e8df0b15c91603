"""The story of a conversation: its drafts, decisions and audit events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from console.markup import chips, plain, tag
from console.texts import known, say
from console.views import diff, times
from data.records import Decision, Draft
from data.records.policy import POLICY

STATES = ("ai", "waiting_human", "human", "closed")


def draft_html(draft: Draft, decision: Decision | None, names: Mapping[str, str], zone: tzinfo) -> str:
    """One version of a draft and what was decided about it."""
    made = say(
        "desk.made_by",
        version=draft.version,
        model=draft.model or draft.drafter,
        at=times.at(draft.created_at, zone),
    )
    text = chips(draft.text)
    if decision is None:
        return _block(made, tag("div", text, classes="gd-text"), say("decision.none"))
    said = decision_line(decision, names, zone)
    if decision.kind == "edit" and decision.text:
        return _block(made, diff.as_html(draft.text, decision.text), said)
    return _block(made, tag("div", text, classes="gd-text"), said)


def decision_line(decision: Decision, names: Mapping[str, str], zone: tzinfo) -> str:
    """Who decided what, when, and why."""
    name, at = names.get(decision.reviewer_id, "?"), times.at(decision.decided_at, zone)
    if decision.reviewer_id == POLICY:
        return say("decision_by.policy", at=at)
    parts = [say(f"decision.{decision.kind}", name=name, at=at)]
    if decision.reasons:
        parts.append(
            say("decision.because", reasons=", ".join(known("reason", reason) for reason in decision.reasons))
        )
    if decision.guidance:
        parts.append(say("desk.guidance", text=decision.guidance))
    if decision.seconds_open:
        parts.append(say("decision.open", span=times.span(decision.seconds_open)))
    return " ".join(parts)


def _block(head: str, body: str, said: str) -> str:
    return tag(
        "section",
        tag("h4", plain(head)) + body + tag("p", plain(said), classes="gd-quiet"),
        classes="gd-version",
    )
