"""Whose a conversation is. Rows are only added: the newest one of a conversation counts, the others are its history."""

from __future__ import annotations

from datetime import datetime

from data import audit, state
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock
from data.records import Account, Assignment, AssignReason
from data.rows import columns, insert, many, one

SYSTEM = "system"
#: Whether whoever began the edit on a desk `k`, of a draft `d`, has passed the thread on since: their words stay, and hold it no more.
PASSED_ON = """EXISTS (SELECT 1 FROM passed_on p WHERE p.conversation_id = d.conversation_id
    AND p.account_id = k.edit_by AND p.passed_at >= k.edit_at)"""
#: The newest assignment of each conversation in which a draft or a customer waits; for joins in other modules of data/. It looks at
#: those conversations only: all that was ever assigned would take ten times as long.
NEWEST_OPEN = f"""(
    SELECT {columns(Assignment)} FROM (
        SELECT {columns(Assignment, "n")},
               row_number() OVER (PARTITION BY n.conversation_id ORDER BY n.number DESC) AS place
        FROM assignment n WHERE n.conversation_id IN (
            SELECT d.conversation_id FROM desk k JOIN draft d ON d.id = k.draft_id WHERE k.status = 'open'
            UNION ALL SELECT o.conversation_id FROM takeover o WHERE o.ended_at IS NULL)) p
    WHERE p.place = 1)"""


def assign(
    db: Database, conversation_id: str, account_id: str | None, actor: str, *, now: datetime | None = None
) -> Assignment | None:
    """Give a conversation to an active account, or to nobody (None); return the assignment that holds now.

    Assigned to the same person again, it changes nothing. It takes no claim away: whoever edits goes on.
    Raises `NotFound` for the conversation, or for an account that isn't there or is switched off.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Assignment | None:
        state.conversation(cursor, conversation_id)
        if account_id is not None:
            _demand_active(cursor, account_id)
        was = read(cursor, conversation_id)
        if (was.account_id if was else None) == account_id and (was is None or was.actor != SYSTEM):
            return was
        return _add(cursor, conversation_id, was, account_id, actor, "by_hand", at)

    return db.write(work)


def deal(
    db: Database,
    conversation_id: str,
    account_id: str | None,
    reason: AssignReason,
    number: int,
    *,
    now: datetime | None = None,
) -> Assignment | None:
    """Do what the dealing found, unless somebody has assigned it or begun to work on it since; None then.

    number: of the assignment that was dealt upon, 0 where there was none.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Assignment | None:
        was = read(cursor, conversation_id)
        if (was.number if was else 0) != number or _in_hands(cursor, conversation_id, at):
            return None
        return _add(cursor, conversation_id, was, account_id, SYSTEM, reason, at)

    return db.write(work)


def current(db: Database, conversation_id: str) -> Assignment | None:
    """Return the newest assignment, which may be to nobody; None where there never was one."""
    return db.read(lambda cursor: read(cursor, conversation_id))


def history(db: Database, conversation_id: str) -> list[Assignment]:
    """Return all assignments of a conversation, oldest first."""
    sql = f"SELECT {columns(Assignment)} FROM assignment WHERE conversation_id = $1 ORDER BY number"
    return db.read(lambda cursor: many(cursor, Assignment, sql, conversation_id))


def of_open(db: Database) -> dict[str, Assignment]:
    """Return whose the conversations are in which a draft or a customer waits, by the conversation's id."""
    sql = f"SELECT {columns(Assignment)} FROM {NEWEST_OPEN} a WHERE account_id IS NOT NULL"
    return {found.conversation_id: found for found in db.read(lambda cursor: many(cursor, Assignment, sql))}


def last_dealt(db: Database) -> dict[str, datetime]:
    """Return when each account was last given something by the dealing."""
    sql = """SELECT account_id, max(assigned_at) FROM assignment
             WHERE actor = $1 AND account_id IS NOT NULL GROUP BY account_id"""
    return {str(id): at for id, at in db.read(lambda cursor: cursor.rows(sql, SYSTEM))}


def read(cursor: Cursor, conversation_id: str) -> Assignment | None:
    """Return `current` inside a transaction."""
    sql = f"SELECT {columns(Assignment)} FROM assignment WHERE conversation_id = $1 ORDER BY number DESC LIMIT 1"
    return one(cursor, Assignment, sql, conversation_id)


def _add(
    cursor: Cursor,
    conversation_id: str,
    was: Assignment | None,
    account_id: str | None,
    actor: str,
    reason: AssignReason,
    now: datetime,
) -> Assignment:
    """Add the next row. Two at once want the same number: the second one's transaction runs again."""
    number = was.number + 1 if was else 1
    new = Assignment(conversation_id, number, account_id, actor, reason, now)
    insert(cursor, "assignment", new)
    audit.append(
        cursor,
        actor=actor,
        kind="assignment.changed",
        conversation_id=conversation_id,
        subject={"to": account_id, "was": was.account_id if was else None, "reason": reason},
        now=now,
    )
    return new


def _demand_active(cursor: Cursor, account_id: str) -> None:
    found = one(cursor, Account, f"SELECT {columns(Account)} FROM account WHERE id = $1", account_id)
    if found is None or not found.active:
        raise NotFound("active account", account_id)


def _in_hands(cursor: Cursor, conversation_id: str, now: datetime) -> bool:
    """Whether somebody has a draft of it open, has begun an edit, or has joined the customer."""
    sql = f"""SELECT 1 FROM desk k JOIN draft d ON d.id = k.draft_id
             WHERE d.conversation_id = $1 AND k.status = 'open'
               AND ((k.edit_by IS NOT NULL AND NOT {PASSED_ON}) OR (k.claimed_by IS NOT NULL AND k.claim_until > $2))
             UNION ALL SELECT 1 FROM takeover
             WHERE conversation_id = $1 AND ended_at IS NULL AND reviewer_id IS NOT NULL"""
    return cursor.row(sql, conversation_id, now) is not None
