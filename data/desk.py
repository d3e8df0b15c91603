"""The reviewers' desk: which drafts wait, who works on which, and their unsaved edits."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.cursor import Cursor
from data.database import Database
from data.errors import ClaimLost, ClaimTaken, NotFound, Stale
from data.ids import clock
from data.records import Desk, QueueItem
from data.rows import columns, having, many, one, swap

# $1 now, $2 language, $3 intent, $4 those that are put off (`data.snoozes`). The columns of QueueItem.
_QUEUE = f"""
    SELECT d.id, d.turn_id, d.conversation_id, t.customer_id, c.channel, d.version, d.last_seq,
           t.language, t.sentiment, t.emotion, t.intent, t.urgency, t.wants_human, t.must_escalate, t.injection,
           {having("d.checks", "verdict", "block")}, substr(m.redacted, 1, 200), f.created_at, d.created_at,
           CASE WHEN k.claim_until > $1 THEN k.claimed_by END,
           CASE WHEN k.claim_until > $1 THEN a.display_name END,
           CASE WHEN k.claim_until > $1 THEN k.claim_until END,
           k.edit_by
    FROM desk k
    JOIN draft d ON d.id = k.draft_id
    JOIN turn t ON t.id = d.turn_id
    JOIN conversation c ON c.id = d.conversation_id
    JOIN message m ON m.conversation_id = t.conversation_id AND m.seq = t.last_seq
    JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
    LEFT JOIN account a ON a.id = k.claimed_by
    WHERE k.status = 'open' AND t.status = 'review'
      AND (CAST($2 AS TEXT) IS NULL OR t.language = $2)
      AND (CAST($3 AS TEXT) IS NULL OR t.intent = $3)
      AND (d.id IN (SELECT s.draft_id FROM snooze s WHERE s.ended_at IS NULL AND s.until > $1)) = CAST($4 AS BOOLEAN)
    ORDER BY CASE t.urgency WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END, f.created_at, d.id"""


def queue(
    db: Database,
    *,
    language: str | None = None,
    intent: str | None = None,
    snoozed: bool = False,
    now: datetime | None = None,
) -> list[QueueItem]:
    """Return the open drafts, or those put off, the most urgent first, then those who have waited longest."""
    at = clock(now)
    return db.read(lambda cursor: many(cursor, QueueItem, _QUEUE, at, language, intent, snoozed))


def get(db: Database, draft_id: str) -> Desk:
    """Return a draft's place on the desk; raises `NotFound`."""
    return db.read(lambda cursor: read(cursor, draft_id))


def claim(
    db: Database, draft_id: str, reviewer_id: str, seconds: float = 120, *, now: datetime | None = None
) -> Desk:
    """Give the draft to a reviewer for `seconds`, or lengthen their own claim.

    Raises `ClaimTaken` while someone else's claim holds, `Stale` when there is nothing to decide any more.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Desk:
        was = _open(cursor, draft_id)
        if was.claimed_by not in (None, reviewer_id) and holds(was, at):
            raise ClaimTaken(str(was.claimed_by), was.claim_until)
        opened = was.opened_at if was.claimed_by == reviewer_id else at
        until = at + timedelta(seconds=seconds)
        _change(cursor, was, claimed_by=reviewer_id, claim_until=until, opened_at=opened)
        return read(cursor, draft_id)

    return db.write(work, quiet=True)


def release(db: Database, draft_id: str, reviewer_id: str) -> None:
    """Give a claim back; does nothing when it isn't the reviewer's."""

    def work(cursor: Cursor) -> None:
        was = read(cursor, draft_id)
        if was.claimed_by == reviewer_id and was.status == "open":
            _change(cursor, was, claimed_by=None, claim_until=None)

    db.write(work, quiet=True)


def autosave(
    db: Database, draft_id: str, reviewer_id: str, text: str, *, now: datetime | None = None
) -> None:
    """Keep an edit that isn't decided yet. Raises `ClaimLost` when someone else has the draft, `Stale` as `claim`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        was = _open(cursor, draft_id)
        demand_claim(was, reviewer_id)
        _change(cursor, was, edit_text=text, edit_by=reviewer_id, edit_at=at)

    db.write(work, quiet=True)


def read(cursor: Cursor, draft_id: str) -> Desk:
    """Return a draft's place on the desk inside a transaction; raises `NotFound`."""
    found = one(cursor, Desk, f"SELECT {columns(Desk)} FROM desk WHERE draft_id = $1", draft_id)
    if found is None:
        raise NotFound("draft", draft_id)
    return found


def holds(desk: Desk, now: datetime) -> bool:
    """Say whether somebody's claim on the draft still holds."""
    return desk.claim_until is not None and desk.claim_until > now


def demand_claim(desk: Desk, reviewer_id: str) -> None:
    """Raise `ClaimLost` unless the reviewer was the last to claim the draft.

    A claim that ran out but that nobody else took is still theirs: a slow reader loses nothing.
    """
    if desk.claimed_by != reviewer_id:
        who = f"{desk.claimed_by!r} has it" if desk.claimed_by else "nobody has it"
        raise ClaimLost(f"draft {desk.draft_id!r} isn't claimed by {reviewer_id!r}: {who}")


def decided(cursor: Cursor, was: Desk) -> None:
    """Take a decided draft off the desk."""
    _change(cursor, was, status="decided")


def reopen(
    cursor: Cursor, was: Desk, reviewer_id: str, now: datetime, seconds: float, **edit: object
) -> None:
    """Put a decided draft back before a reviewer. edit: what becomes of the columns of the edit that isn't decided."""
    until = now + timedelta(seconds=seconds)
    _change(cursor, was, status="open", claimed_by=reviewer_id, claim_until=until, opened_at=now, **edit)


def pass_on(cursor: Cursor, was: Desk, **changes: object) -> None:
    """Leave an open draft to whoever comes next, with the text that is to be sent or was sent back."""
    _change(cursor, was, claimed_by=None, claim_until=None, **changes)


def _open(cursor: Cursor, draft_id: str) -> Desk:
    was = read(cursor, draft_id)
    if was.status != "open":
        raise Stale(f"draft {draft_id!r} is {was.status}")
    return was


def _change(cursor: Cursor, was: Desk, **changes: object) -> None:
    swap(cursor, "desk", "draft_id", was.draft_id, was.version, **changes)
