"""A draft is judged once: kept for people, or decided by policy. Both stand in rows, with the grounds.

The judgement is made inside the transaction that would decide, from what that transaction sees; whoever presses the
stop button or changes the policy at this moment comes before it or after it, never in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from data import audit, brake, case, desk, drafts, earning, policy, state
from data.case import Case
from data.cursor import Cursor
from data.database import Database
from data.ids import clock, new_id
from data.records import Decision
from data.records.policy import (
    POLICY,
    AutoDecision,
    AutoFacts,
    Evidence,
    Judgement,
    Policy,
    Standing,
    Weighed,
    Writer,
)
from data.rows import columns, insert, one

Weigh = Callable[[Standing], Weighed]


def judge(
    db: Database,
    draft_id: str,
    kept: Sequence[str],
    weigh: Weigh,
    *,
    hold_seconds: float = 0.0,
    now: datetime | None = None,
) -> Judgement:
    """Judge a draft once; a second time the same judgement comes back.

    kept: what of the fixed list is true of it. weigh: what else speaks against its leaving by itself; pure, it may be
    asked again. Where nothing does, the draft is approved by `POLICY`, and waits `hold_seconds` before it is sent.
    Raises `Stale` when the draft isn't the newest any more, `NotFound`.
    """
    at = clock(now)
    # What stays with people writes no audit event, so it needn't wait for others that do.
    quiet = bool(kept) or not db.read(lambda cursor: _auto(cursor, draft_id))

    def work(cursor: Cursor) -> Judgement:
        there = read(cursor, draft_id)
        if there is not None:
            return there
        found = case.read(cursor, draft_id)
        case.demand_fresh(cursor, found, found.draft.version, found.draft.last_seq)
        standing = _standing(cursor, found, at)
        if not quiet:
            policy.touch(cursor)
            standing = _standing(cursor, found, at)  # again, since somebody may have been faster
        weighed = weigh(standing)
        if quiet and not kept and not weighed.why:
            # Policy was changed this very moment: the next draft sees it.
            weighed = Weighed(("mode",), weighed.lower)
        auto = not kept and not weighed.why
        made = Judgement(
            draft_id=draft_id,
            turn_id=found.turn.id,
            policy_id=standing.policy.id if standing.policy else None,
            verdict="auto" if auto else "review",
            kept=tuple(kept),
            why=weighed.why,
            newcomer=standing.newcomer,
            judged_at=at,
        )
        insert(cursor, "judgement", made)
        if auto:
            _decide(cursor, found, standing, weighed, at, timedelta(seconds=hold_seconds))
        return made

    return db.write(work, quiet=quiet)


def of_draft(db: Database, draft_id: str) -> Judgement | None:
    """Return a draft's judgement; None: it was never judged."""
    return db.read(lambda cursor: read(cursor, draft_id))


def grounds(db: Database, decision_id: str) -> AutoDecision | None:
    """Return the grounds of a decision that policy made."""
    return db.read(lambda cursor: _grounds(cursor, decision_id))


def read(cursor: Cursor, draft_id: str) -> Judgement | None:
    """Do what `of_draft` does, inside a transaction."""
    return one(cursor, Judgement, f"SELECT {columns(Judgement)} FROM judgement WHERE draft_id = $1", draft_id)


def facts(cursor: Cursor, decision: Decision) -> AutoFacts:
    """Return what the gate must know of a decision that policy made; stops and changes come before or after."""
    policy.touch(cursor)
    draft = drafts.read(cursor, decision.draft_id)
    turn = state.turn(cursor, decision.turn_id)
    judgement = read(cursor, decision.draft_id)
    return AutoFacts(
        grounds=_grounds(cursor, decision.id),
        kept=judgement.kept if judgement and judgement.verdict == "auto" else None,
        policy=policy.read(cursor, turn.intent or "", draft.language),
        stopped=brake.pulled(cursor),
        turn_id=turn.id,
        draft_hash=draft.text_hash,
    )


def today(cursor: Cursor, row: Policy, now: datetime) -> int:
    """Count the replies that policy has let out this UTC day in the row's scope, those that were refused too."""
    sql = """SELECT count(*) FROM auto_decision WHERE intent = $1 AND (CAST($2 AS TEXT) IS NULL OR language = $2)
             AND decided_at >= $3"""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    found = cursor.row(sql, row.intent, row.language, midnight)
    return int(found[0]) if found else 0


def _auto(cursor: Cursor, draft_id: str) -> bool:
    """Say whether policy may let this draft out, as far as its mode goes."""
    draft = drafts.read(cursor, draft_id)
    row = policy.read(cursor, state.turn(cursor, draft.turn_id).intent or "", draft.language)
    return row is not None and row.mode == "auto"


def _standing(cursor: Cursor, found: Case, now: datetime) -> Standing:
    draft, turn = found.draft, found.turn
    row = policy.read(cursor, turn.intent or "", draft.language)
    auto = row is not None and row.mode == "auto"
    writer = Writer(draft.drafter, draft.model, draft.prompt_version)
    first = earning.since(row.began_at if row else None, now)
    return Standing(
        policy=row,
        stopped=brake.pulled(cursor),
        evidence=earning.read(cursor, row.intent, draft.language, writer, first)
        if row and auto
        else Evidence(),
        today=today(cursor, row, now) if row and auto else 0,
        turn_id=turn.id,
        opened_at=found.conversation.created_at,
        newcomer=_newcomer(cursor, turn.customer_id),
        claimed=desk.holds(found.desk, now),
        version=draft.version,
    )


def _newcomer(cursor: Cursor, customer_id: str) -> bool:
    """Say whether no reply of ours has reached this customer yet, in any conversation."""
    sql = """SELECT 1 FROM message m JOIN conversation c ON c.id = m.conversation_id
             WHERE c.customer_id = $1 AND m.direction = 'outbound' AND m.kind = 'reply' LIMIT 1"""
    return cursor.row(sql, customer_id) is None


def _decide(
    cursor: Cursor, found: Case, standing: Standing, weighed: Weighed, now: datetime, hold: timedelta
) -> None:
    """Approve the draft as `POLICY`. Touching the conversation makes an arrival or a takeover at this moment conflict."""
    draft = found.draft
    decision = Decision(
        id=new_id(),
        draft_id=draft.id,
        turn_id=found.turn.id,
        conversation_id=draft.conversation_id,
        kind="approve",
        reviewer_id=POLICY,
        text=draft.text,
        text_hash=draft.text_hash,
        draft_version=draft.version,
        last_seq=draft.last_seq,
        reasons=(),
        guidance=None,
        starred=False,
        edit_distance=None,  # nobody looked: the draft was neither kept nor changed by a person
        seconds_open=None,
        decided_at=now,
    )
    state.change(cursor, found.conversation, now)
    desk.decided(cursor, found.desk)
    state.move(cursor, found.turn, "decided", attempts=0, ready_at=now + hold)
    insert(cursor, "decision", decision)
    _ground(cursor, found, standing, weighed, decision)


def _ground(cursor: Cursor, found: Case, standing: Standing, weighed: Weighed, decision: Decision) -> None:
    """Keep what the decision rests on, as a row and in the audit."""
    row = AutoDecision(
        decision_id=decision.id,
        draft_id=decision.draft_id,
        policy_id=standing.policy.id if standing.policy else "",
        intent=found.turn.intent or "",
        language=found.draft.language,
        text_hash=found.draft.text_hash,
        draft_version=decision.draft_version,
        last_seq=decision.last_seq,
        number=standing.evidence.number,
        unchanged=standing.evidence.unchanged,
        lower=weighed.lower,
        decided_at=decision.decided_at,
    )
    insert(cursor, "auto_decision", row)
    audit.append(
        cursor,
        actor=POLICY,
        kind="policy.decided",
        conversation_id=decision.conversation_id,
        subject={
            "decision": decision.id,
            "draft": decision.draft_id,
            "policy": row.policy_id,
            "last_seq": decision.last_seq,
            "reviewed": row.number,
            "unchanged": row.unchanged,
            "bound": round(row.lower, 4),
        },
        content_hash=decision.text_hash,
        now=decision.decided_at,
    )


def _grounds(cursor: Cursor, decision_id: str) -> AutoDecision | None:
    sql = f"SELECT {columns(AutoDecision)} FROM auto_decision WHERE decision_id = $1"
    return one(cursor, AutoDecision, sql, decision_id)
