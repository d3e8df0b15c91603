"""Snooze: an open draft is put off; it leaves the queue and comes back by itself.

Nothing moves when the time is up: a draft sleeps as long as its row says, and the queue leaves sleeping ones out. A new
message of the customer makes a new draft, which doesn't sleep.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from data import audit, case, desk, state
from data.cursor import Cursor
from data.database import Database
from data.errors import ClaimTaken, Stale, UnfitTime
from data.ids import clock, new_id
from data.records import Snooze
from data.rows import columns, insert, many, one

LONGEST = timedelta(days=31)  # after a month nobody remembers why
FOR_MESSAGE = timedelta(days=7)  # who waits for the customer looks again after a week

_OPEN = "ended_at IS NULL AND until > $1"


def snooze(
    db: Database,
    draft_id: str,
    account_id: str,
    until: datetime | None,
    note: str | None = None,
    *,
    now: datetime | None = None,
) -> Snooze:
    """Put an open draft off until a moment, or (None) until the customer writes, and give back one's claim.

    An unfinished edit stays with it. Put off again, only the new time counts. Raises `UnfitTime` for a moment that has
    passed or is over a month away, `ClaimTaken` while someone else works on it, `Stale` when it isn't open any more.
    """
    at = clock(now)
    wakes = at + FOR_MESSAGE if until is None else clock(until)
    if not at < wakes <= at + LONGEST:
        raise UnfitTime(f"{wakes:%d %B %Y %H:%M} UTC isn't ahead, or over a month away: choose another time")

    def work(cursor: Cursor) -> Snooze:
        found = case.read(cursor, draft_id)
        if found.desk.status != "open" or found.turn.status != "review":
            raise Stale(f"draft {draft_id!r} is {found.desk.status}")
        if found.desk.claimed_by not in (None, account_id) and desk.holds(found.desk, at):
            raise ClaimTaken(str(found.desk.claimed_by), found.desk.claim_until)
        state.change(cursor, found.conversation, at)
        desk.pass_on(cursor, found.desk)
        end(cursor, draft_id, account_id, at)
        new = Snooze(
            new_id(), draft_id, found.turn.id, found.conversation.id, wakes, until is None, note or None,
            account_id, at, None, None,
        )  # fmt: skip
        insert(cursor, "snooze", new)
        _note(cursor, "draft.snoozed", new, account_id, at)
        return new

    return db.write(work)


def wake(db: Database, draft_id: str, account_id: str, *, now: datetime | None = None) -> None:
    """Bring a draft back before its time; does nothing for one that is awake."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        sql = f"SELECT {columns(Snooze)} FROM snooze WHERE {_OPEN} AND draft_id = $2"
        found = one(cursor, Snooze, sql, at, draft_id)
        if found is not None:
            end(cursor, draft_id, account_id, at)
            _note(cursor, "draft.woken", found, account_id, at)

    db.write(work)


def asleep(db: Database, *, now: datetime | None = None) -> dict[str, Snooze]:
    """Return what sleeps now, by the draft's id."""
    at = clock(now)
    sql = f"""SELECT {columns(Snooze, "s")} FROM snooze s JOIN desk k ON k.draft_id = s.draft_id
              WHERE s.ended_at IS NULL AND s.until > $1 AND k.status = 'open'"""
    return {one.draft_id: one for one in db.read(lambda cursor: many(cursor, Snooze, sql, at))}


def newest(db: Database, conversation_id: str) -> Snooze | None:
    """Return the last time that a draft of the conversation was put off, for its note; None if none ever was."""
    sql = f"""SELECT {columns(Snooze)} FROM snooze WHERE conversation_id = $1
              ORDER BY snoozed_at DESC, id DESC LIMIT 1"""
    return db.read(lambda cursor: one(cursor, Snooze, sql, conversation_id))


def end(cursor: Cursor, draft_id: str, account_id: str, now: datetime) -> None:
    """Let a draft sleep no more, inside a transaction; does nothing for one that is awake."""
    sql = "UPDATE snooze SET ended_at = $2, ended_by = $3 WHERE draft_id = $1 AND ended_at IS NULL"
    cursor.run(sql, draft_id, now, account_id)


def _note(cursor: Cursor, kind: str, about: Snooze, actor: str, now: datetime) -> None:
    audit.append(
        cursor,
        actor=actor,
        kind=kind,
        conversation_id=about.conversation_id,
        subject={
            "draft": about.draft_id,
            "until": about.until.isoformat(),
            "for_message": about.for_message,
        },
        now=now,
    )
