"""Decisions: the one place where a person's word about a draft becomes a row, and the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz.distance import Levenshtein

from data import approvals, audit, case, desk, handover, state
from data.case import Case
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound, TooManyRedrafts, UnfitText
from data.ids import clock, new_id, text_hash
from data.records import Decision, DecisionKind, Draft, NewOutbox, Second
from data.rows import columns, insert, many, one
from data.said import Said

MAX_REDRAFTS = 3


def decide(
    db: Database,
    *,
    draft_id: str,
    reviewer_id: str,
    kind: DecisionKind,
    text: str | None = None,
    last_seq: int,
    draft_version: int,
    reasons: Sequence[str] = (),
    guidance: str | None = None,
    starred: bool = False,
    seconds_open: float | None = None,
    notice: NewOutbox | None = None,
    failing: Sequence[str] | None = None,
    rules: Sequence[str] = (),
    second: Second | None = None,
    hold_seconds: float = 0.0,
    now: datetime | None = None,
) -> Decision:
    """Write a person's decision, bound to the exact text, the draft's version and the last message they saw.

    approve: `text` is the draft's text to the last byte. edit: the reviewer's text. Both: the turn is `decided` and
    its graph goes on. reject with `guidance`: the turn is `decided` too, and the graph drafts again (at most
    three times); without: the turn is done and nothing is sent. take_over: as `takeovers.start`, with `notice`.

    failing: of an edit, the checks that forbid its text; None counts as all that forbid the draft's. rules: of the use
    case, for which one person isn't enough. Where there are any of either, or a check forbids the draft that is to be
    approved, a `second` person must let out what `reviewer_id` asked for; then it is they who hold the claim.

    hold_seconds: how long the graph waits before it goes on, so that the decision can be undone (`data.undoing`). A
    plain reject waits too; a redraft begins at once, and a takeover has its own way back.

    Raises `Stale` (a newer message or draft, a takeover), `ClaimLost`, `AlreadyDecided`, `TooManyRedrafts`,
    `UnfitText`, `SecondWanted`, `NotSecond`, `ClaimTaken` (take_over only), `NotFound`; nothing is written then.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Decision:
        found = case.read(cursor, draft_id)
        case.demand_fresh(cursor, found, draft_version, last_seq)
        desk.demand_claim(found.desk, second.account_id if second else reviewer_id)
        decided = _decided_text(found.draft, kind, text)
        if kind == "reject" and guidance and found.draft.version > MAX_REDRAFTS:
            raise TooManyRedrafts(f"drafted {found.draft.version} times: edit this draft or take over")
        decision = Decision(
            id=new_id(),
            draft_id=draft_id,
            turn_id=found.turn.id,
            conversation_id=found.conversation.id,
            kind=kind,
            reviewer_id=reviewer_id,
            text=decided,
            text_hash=None if decided is None else text_hash(decided),
            draft_version=draft_version,
            last_seq=last_seq,
            reasons=tuple(reasons),
            guidance=guidance or None,
            starred=starred,
            edit_distance=None if decided is None else edit_distance(found.draft.text, decided),
            seconds_open=seconds_open,
            decided_at=at,
            wants_second=_wants(found.draft, kind, failing, rules),
        )
        approvals.hold(cursor, found.desk, decision, second)
        _go_on(cursor, found, decision, notice, at, timedelta(seconds=hold_seconds))
        insert(cursor, "decision", decision)
        if second is not None:
            approvals.approved(cursor, second, decision)
        _audit(cursor, decision, second)
        return decision

    return db.write(work)


def edit_distance(draft: str, reply: str) -> float:
    """Return how much of a draft was changed: 0 unchanged … 1 rewritten (normalised Levenshtein distance)."""
    return float(Levenshtein.normalized_distance(draft, reply))


def get(db: Database, id: str) -> Decision:
    """Return a decision; raises `NotFound`."""
    found = db.read(lambda cursor: read(cursor, id))
    if found is None:
        raise NotFound("decision", id)
    return found


def for_turn(db: Database, turn_id: str) -> Decision | None:
    """Return the decision about a turn's latest draft; None while that draft waits for one."""
    sql = f"""SELECT {columns(Decision, "d")} FROM decision d JOIN draft f ON f.id = d.draft_id
              WHERE f.turn_id = $1 AND f.version = (SELECT max(version) FROM draft WHERE turn_id = $1)"""
    return db.read(lambda cursor: one(cursor, Decision, sql, turn_id))


def for_draft(db: Database, draft_id: str) -> Decision | None:
    """Return the decision about a draft, if there is one."""
    sql = f"SELECT {columns(Decision)} FROM decision WHERE draft_id = $1"
    return db.read(lambda cursor: one(cursor, Decision, sql, draft_id))


def of_conversation(db: Database, conversation_id: str) -> list[Decision]:
    """Return a conversation's decisions, oldest first."""
    sql = f"SELECT {columns(Decision)} FROM decision WHERE conversation_id = $1 ORDER BY decided_at, id"
    return db.read(lambda cursor: many(cursor, Decision, sql, conversation_id))


def read(cursor: Cursor, id: str) -> Decision | None:
    """Return a decision inside a transaction."""
    return one(cursor, Decision, f"SELECT {columns(Decision)} FROM decision WHERE id = $1", id)


def _decided_text(draft: Draft, kind: DecisionKind, text: str | None) -> str | None:
    """Return the text that may be sent; raises `UnfitText`."""
    if kind == "approve":
        if text is None or text_hash(text) != draft.text_hash:
            raise UnfitText(
                Said("refusal.other_text", "the draft's own text is approved; any other text is an edit")
            )
        return text
    if kind == "edit":
        if text is None or not text.strip():
            raise UnfitText(Said("refusal.no_text", "an edit needs a text"))
        return text
    return None


def _wants(
    draft: Draft, kind: DecisionKind, failing: Sequence[str] | None, rules: Sequence[str]
) -> tuple[str, ...]:
    """Why a decision takes a second person; empty where one is enough."""
    if kind not in ("approve", "edit"):
        return ()
    forbidding = failing if kind == "edit" and failing is not None else approvals.forbidding(draft)
    return tuple(dict.fromkeys((*forbidding, *rules)))


def _go_on(
    cursor: Cursor,
    case: Case,
    decision: Decision,
    notice: NewOutbox | None,
    now: datetime,
    hold: timedelta,
) -> None:
    """Move the turn on. The conversation is touched in every case, so that an arrival at this moment conflicts."""
    if decision.kind == "take_over":
        desk.decided(cursor, case.desk)
        handover.start(
            cursor,
            case.conversation,
            decision.reviewer_id,
            "reviewer",
            now,
            notice=notice,
            turn_id=case.turn.id,
        )
        return
    state.change(cursor, case.conversation, now)
    desk.decided(cursor, case.desk)
    redraft = decision.kind == "reject" and decision.guidance is not None
    if decision.kind == "reject" and not redraft and not hold:
        state.move(cursor, case.turn, "done", leased_by=None, lease_until=None, finished_at=now)
    else:
        # Sending waits: nobody takes the turn before it is ready, and until somebody has, the decision can be undone.
        state.move(cursor, case.turn, "decided", attempts=0, ready_at=now if redraft else now + hold)


def _audit(cursor: Cursor, decision: Decision, second: Second | None) -> None:
    subject: dict[str, Any] = {
        "decision": decision.id,
        "draft": decision.draft_id,
        "kind": decision.kind,
        "last_seq": decision.last_seq,
        "edit_distance": decision.edit_distance,
        "seconds_open": decision.seconds_open,
    }
    if second is not None:
        subject |= {
            "request": second.request_id,
            "asked_by": decision.reviewer_id,
            "approved_by": second.account_id,
            "although": list(decision.wants_second),
        }
    audit.append(
        cursor,
        actor=second.account_id if second else decision.reviewer_id,
        kind="decision.made",
        conversation_id=decision.conversation_id,
        subject=subject,
        content_hash=decision.text_hash,
        now=decision.decided_at,
    )
