"""The stop button: nothing leaves without a person until somebody starts it again. Each pull is a row."""

from __future__ import annotations

from datetime import datetime

from data import audit, policy, returning
from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.records import Decision
from data.records.policy import POLICY, Cause, Pull
from data.rows import columns, insert, many, one

OPERATOR = "operator"  # who stops from the command line

_NEWEST = f"SELECT {columns(Pull)} FROM brake ORDER BY number DESC LIMIT 1"
# Decided by policy, and nothing of it is in the outbox yet.
_HELD = f"""SELECT {columns(Decision, "d")} FROM decision d JOIN turn t ON t.id = d.turn_id
            WHERE d.reviewer_id = '{POLICY}' AND t.status = 'decided'
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.decision_id = d.id) ORDER BY d.decided_at, d.id"""


def stop(db: Database, account_id: str, cause: Cause, note: str = "", *, now: datetime | None = None) -> int:
    """Press it: replies that wait to leave by themselves go back to the reviewers; return how many did at once.

    Those in the outbox already are refused by the gate. Pressed twice it stays pressed, and each time is a row.
    """
    at = clock(now)

    def work(cursor: Cursor) -> int:
        _pull(cursor, True, cause, note, account_id, at)
        held = many(cursor, Decision, _HELD)
        return sum(returning.back(cursor, decision, "stopped", at) for decision in held)

    return db.write(work)


def start(db: Database, account_id: str, note: str = "", *, now: datetime | None = None) -> bool:
    """Let replies leave by themselves again where policy has it; False when nothing was stopped."""
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        if not pulled(cursor):
            return False
        _pull(cursor, False, "start", note, account_id, at)
        return True

    return db.write(work)


def newest(db: Database) -> Pull | None:
    """Return the last pull; None: it was never touched."""
    return db.read(lambda cursor: one(cursor, Pull, _NEWEST))


def listing(db: Database, limit: int = 20) -> list[Pull]:
    """Return the last pulls, the newest first."""
    sql = f"SELECT {columns(Pull)} FROM brake ORDER BY number DESC LIMIT $1"
    return db.read(lambda cursor: many(cursor, Pull, sql, limit))


def pulled(cursor: Cursor) -> bool:
    """Say whether everything is stopped, inside a transaction."""
    last = one(cursor, Pull, _NEWEST)
    return last is not None and last.stopped


def _pull(cursor: Cursor, stopped: bool, cause: Cause, note: str, account_id: str, now: datetime) -> None:
    policy.touch(cursor)
    row = cursor.row("SELECT coalesce(max(number), 0) FROM brake")
    number = (int(row[0]) if row else 0) + 1
    insert(cursor, "brake", Pull(number, stopped, cause, note, account_id, now))
    audit.append(
        cursor,
        actor=account_id,
        kind="policy.stopped" if stopped else "policy.started",
        subject={"pull": number, "cause": cause},
        now=now,
    )
