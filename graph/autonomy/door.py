"""The gate's last look at a reply that no person decided on: every fact again, from the transaction that would send it."""

from __future__ import annotations

from data.records import Decision, OutboxRow
from data.records.policy import AutoFacts
from data.said import Said
from graph.autonomy.verdict import sampled


def refusal(row: OutboxRow, decision: Decision, facts: AutoFacts | None) -> str | None:
    """Why it may not leave by itself, in words for the audit, or None."""
    if facts is None or facts.grounds is None or facts.policy is None:
        return Said("gate.no_grounds", "nothing says why it may leave without a person")
    return _bound(decision, facts) or _allowed(facts) or _told(row)


def _bound(decision: Decision, facts: AutoFacts) -> str | None:
    """The decision is the one that was judged, of the draft as it was written."""
    grounds = facts.grounds
    if grounds is None or grounds.decision_id != decision.id or grounds.draft_id != decision.draft_id:
        return Said("gate.other_grounds", "its grounds are those of another decision")
    if decision.kind != "approve" or decision.starred:
        return Said("gate.only_approves", "policy approves, and does nothing else")
    judged = (grounds.text_hash, grounds.draft_version, grounds.last_seq)
    if judged != (decision.text_hash, decision.draft_version, decision.last_seq):
        return Said("gate.judged_other", "it was judged with another text or message")
    return (
        None
        if facts.draft_hash == decision.text_hash
        else Said("gate.not_draft", "the text isn't the draft's")
    )


def _allowed(facts: AutoFacts) -> str | None:
    """Policy has it still, the list is clear, nobody has pressed stop, and it isn't one of the sample."""
    policy, grounds = facts.policy, facts.grounds
    if facts.stopped:
        return Said("gate.stopped", "the stop button is pressed")
    if policy is None or policy.mode != "auto":
        return Said("gate.reviewed", "policy has it reviewed")
    if grounds is None or policy.id != grounds.policy_id:
        return Said("gate.changed", "the policy was changed since")
    if facts.kept is None:
        return Said("gate.unjudged", "it was never judged, or kept for people")
    if facts.kept:
        return Said("gate.kept", "it may never leave without a person: {reasons}", reasons=tuple(facts.kept))
    return (
        Said("gate.drawn", "it was drawn to be reviewed") if sampled(facts.turn_id, policy.sample) else None
    )


def _told(row: OutboxRow) -> str | None:
    """The customer and machines are told that no person has read it."""
    if row.authorship != "ai":
        return Said(
            "gate.unread",
            "no person has read it, and its authorship is {authorship!r}",
            authorship=row.authorship,
        )
    return (
        None
        if row.label.get("humanReviewed") is False
        else Said("gate.unlabelled", "the label doesn't say that no person has read it")
    )
