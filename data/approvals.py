"""Second persons: what a reviewer can't let out alone is asked of another one, and what became of it.

A request binds the exact text, the draft's version and the last customer message. It has no state of its own that
could lag behind: it is answered by a row, or stale by what else is true of its draft. `decisions.decide` writes the
approval, in one transaction with the decision.
"""

from __future__ import annotations

from datetime import datetime

from data import audit, case, desk, snoozes, state
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound, NotSecond, SecondWanted, Stale, UnfitText
from data.ids import clock, new_id, text_hash
from data.records import (
    Answer,
    ApprovalAnswer,
    ApprovalRequest,
    Asked,
    Decision,
    Desk,
    Draft,
    NewApproval,
    Role,
    Second,
)
from data.rows import columns, insert, many, one
from data.said import Said, named

SENIORS: tuple[Role, ...] = ("supervisor", "admin")
_NEWEST = f"""SELECT {columns(ApprovalRequest)} FROM approval_request WHERE draft_id = $1
              AND number = (SELECT max(number) FROM approval_request WHERE draft_id = $1)"""
_OPEN = f"""SELECT {columns(ApprovalRequest, "r")} FROM approval_request r JOIN desk k ON k.draft_id = r.draft_id
            WHERE k.status = 'open'
            AND r.number = (SELECT max(n.number) FROM approval_request n WHERE n.draft_id = r.draft_id)"""


def ask(db: Database, new: NewApproval, *, now: datetime | None = None) -> ApprovalRequest:
    """Ask for a second person. The draft stays on the desk, free for them and put off no more; an earlier request counts no more.

    Raises `Stale`, `ClaimLost`, `AlreadyDecided`, `UnfitText` (no text, no reason, or nothing that wants a second
    person), `NotFound`; nothing is written then.
    """
    at = clock(now)
    if not (new.text.strip() and new.reason.strip() and new.wants):
        raise UnfitText(
            Said(
                "refusal.nothing_asked",
                "a second person is asked for a text, with a reason, where one person isn't enough",
            )
        )

    def work(cursor: Cursor) -> ApprovalRequest:
        found = case.read(cursor, new.draft_id)
        case.demand_fresh(cursor, found, new.draft_version, new.last_seq)
        desk.demand_claim(found.desk, new.asked_by)
        if (new.kind == "approve") != (text_hash(new.text) == found.draft.text_hash):
            raise UnfitText(
                Said("refusal.other_text", "the draft's own text is approved; any other text is an edit")
            )
        state.change(cursor, found.conversation, at)
        snoozes.end(cursor, new.draft_id, new.asked_by, at)
        desk.pass_on(cursor, found.desk, edit_text=new.text, edit_by=new.asked_by, edit_at=at)
        request = _request(new, _number(cursor, new.draft_id) + 1, found, at)
        insert(cursor, "approval_request", request)
        _note(cursor, "approval.asked", request, new.asked_by, at, wants=list(new.wants))
        return request

    return db.write(work)


def decline(db: Database, by: Second, note: str, *, now: datetime | None = None) -> Asked:
    """Don't let it out and say why; the draft goes back to whoever asked.

    Raises `Stale`, `NotSecond`, `UnfitText` (no note), `NotFound`.
    """
    if not note.strip():
        raise UnfitText(Said("refusal.no_note", "say why it isn't let out"))
    return _answer(db, by, "declined", note, now)


def withdraw(db: Database, by: Second, *, now: datetime | None = None) -> Asked:
    """Take one's own request back. Raises `NotSecond` for anybody but who asked, `Stale`, `NotFound`."""
    return _answer(db, by, "withdrawn", None, now)


def newest(db: Database, draft_id: str) -> Asked | None:
    """Return the draft's newest request with what became of it; None when nobody has asked."""
    return db.read(lambda cursor: current(cursor, draft_id))


def of_open(db: Database) -> dict[str, Asked]:
    """Return the newest request of every draft that waits on the desk and has one, by the draft's id."""
    return db.read(
        lambda cursor: {
            one.draft_id: _asked(cursor, one, desk.read(cursor, one.draft_id))
            for one in many(cursor, ApprovalRequest, _OPEN)
        }
    )


def current(cursor: Cursor, draft_id: str) -> Asked | None:
    """Return `newest` inside a transaction."""
    request = one(cursor, ApprovalRequest, _NEWEST, draft_id)
    return _asked(cursor, request, desk.read(cursor, draft_id)) if request else None


def of_decision(
    cursor: Cursor, decision_id: str
) -> tuple[ApprovalRequest, ApprovalAnswer] | tuple[None, None]:
    """Return the approval that led to a decision, with its request."""
    answer_sql = f"SELECT {columns(ApprovalAnswer)} FROM approval_answer WHERE decision_id = $1"
    answer = one(cursor, ApprovalAnswer, answer_sql, decision_id)
    if answer is None:
        return None, None
    return _get(cursor, answer.request_id), answer


def forbidding(draft: Draft) -> tuple[str, ...]:
    """Return the names of the checks that forbid the draft as it was written."""
    return tuple(str(check.get("name")) for check in draft.checks if check.get("verdict") == "block")


def hold(cursor: Cursor, on: Desk, decision: Decision, second: Second | None) -> None:
    """Raise unless nobody else is wanted for a decision, or this second person was asked for exactly this.

    Raises `SecondWanted`, `NotSecond`, `Stale`.
    """
    if second is None:
        if decision.wants_second:
            raise SecondWanted(decision.wants_second)
        return
    asked = current(cursor, on.draft_id)
    if asked is None or asked.request.id != second.request_id or not asked.waits:
        raise Stale(f"request {second.request_id!r} was answered, or what it is about has changed")
    if _bound(asked.request) != _bound(decision) or asked.request.asked_by != decision.reviewer_id:
        raise Stale(f"request {second.request_id!r} was for something else")
    if not set(decision.wants_second) <= set(asked.request.wants):
        raise Stale("more stands against this text than when it was asked for: ask again")
    hold_second(asked.request, second)


def hold_second(request: ApprovalRequest, second: Second) -> None:
    """Raise `NotSecond` unless this person may answer the request."""
    if second.account_id == request.asked_by:
        raise NotSecond(
            Said("refusal.first_person", "whoever asks can't be the second person: another one must look")
        )
    if request.senior and second.role not in SENIORS:
        raise NotSecond(
            Said(
                "refusal.no_senior",
                "a supervisor must answer this; the account is a {role}",
                role=named("role", second.role),
            )
        )


def approved(cursor: Cursor, second: Second, decision: Decision) -> None:
    """Write the approval that a decision was made with. `hold` has been asked in this transaction."""
    answer = ApprovalAnswer(
        second.request_id,
        "approved",
        second.account_id,
        second.role,
        None,
        decision.id,
        decision.decided_at,
    )
    insert(cursor, "approval_answer", answer)


def _answer(db: Database, by: Second, answer: Answer, note: str | None, now: datetime | None) -> Asked:
    """Write a no: the draft stays on the desk, for whoever asked."""
    at = clock(now)

    def work(cursor: Cursor) -> Asked:
        request = _get(cursor, by.request_id)
        if answer == "declined":
            hold_second(request, by)
        elif by.account_id != request.asked_by:
            raise NotSecond(
                Said("refusal.not_your_request", "request {id!r} isn't yours to take back", id=request.id)
            )
        on = desk.read(cursor, request.draft_id)
        asked = current(cursor, request.draft_id)
        if asked is None or asked.request.id != request.id or asked.answer or on.status != "open":
            raise Stale(f"request {request.id!r} was answered, or its draft is {on.status}")
        desk.pass_on(cursor, on)
        row = ApprovalAnswer(request.id, answer, by.account_id, by.role, note, None, at)
        insert(cursor, "approval_answer", row)
        kind = "approval.declined" if answer == "declined" else "approval.withdrawn"
        _note(cursor, kind, request, by.account_id, at)
        return Asked(request, row, False)

    return db.write(work)


def _asked(cursor: Cursor, request: ApprovalRequest, on: Desk) -> Asked:
    sql = f"SELECT {columns(ApprovalAnswer)} FROM approval_answer WHERE request_id = $1"
    answer = one(cursor, ApprovalAnswer, sql, request.id)
    return Asked(request, answer, answer is None and (on.status != "open" or on.edit_text != request.text))


def _bound(what: ApprovalRequest | Decision) -> tuple[object, ...]:
    return what.draft_id, what.kind, what.text_hash, what.draft_version, what.last_seq


def _number(cursor: Cursor, draft_id: str) -> int:
    row = cursor.row("SELECT coalesce(max(number), 0) FROM approval_request WHERE draft_id = $1", draft_id)
    return int(row[0]) if row else 0


def _get(cursor: Cursor, id: str) -> ApprovalRequest:
    sql = f"SELECT {columns(ApprovalRequest)} FROM approval_request WHERE id = $1"
    found = one(cursor, ApprovalRequest, sql, id)
    if found is None:
        raise NotFound("approval request", id)
    return found


def _request(new: NewApproval, number: int, found: case.Case, now: datetime) -> ApprovalRequest:
    return ApprovalRequest(
        id=new_id(),
        draft_id=new.draft_id,
        number=number,
        conversation_id=found.conversation.id,
        kind=new.kind,
        text=new.text,
        text_hash=text_hash(new.text),
        draft_version=new.draft_version,
        last_seq=new.last_seq,
        wants=new.wants,
        checks=new.checks,
        senior=new.senior,
        reason=new.reason,
        reasons=new.reasons,
        starred=new.starred,
        seconds_open=new.seconds_open,
        asked_by=new.asked_by,
        asked_at=now,
    )


def _note(
    cursor: Cursor, kind: str, request: ApprovalRequest, actor: str, now: datetime, **more: object
) -> None:
    audit.append(
        cursor,
        actor=actor,
        kind=kind,
        conversation_id=request.conversation_id,
        subject={"request": request.id, "draft": request.draft_id, "kind": request.kind, **more},
        content_hash=request.text_hash,
        now=now,
    )
