"""Signing in: sessions, one-time links, and the pause after wrong passwords. Only hashes of secrets are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.ids import clock, new_id
from data.records import Account
from data.rows import columns, one

FREE_TRIES = 4  # wrong tries before the next one has to wait
TRIES_COUNT_FOR = timedelta(minutes=15)
LONGEST_WAIT_SECONDS = 300.0


def start_session(
    db: Database, account_id: str, token_hash: str, seconds: float, *, now: datetime | None = None
) -> None:
    """Keep a signed-in browser's session for so many seconds."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        sql = "INSERT INTO session VALUES ($1, $2, $3, $4, NULL)"
        cursor.run(sql, token_hash, account_id, at, at + timedelta(seconds=seconds))
        _note(cursor, "session.started", account_id, at)

    db.write(work)


def session(db: Database, token_hash: str, *, now: datetime | None = None) -> Account | None:
    """Return the active account whose session this is; None when it has ended or run out."""
    sql = f"""SELECT {columns(Account, "a")} FROM session s JOIN account a ON a.id = s.account_id
              WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND a.active"""
    return db.read(lambda cursor: one(cursor, Account, sql, token_hash, clock(now)))


def end_session(db: Database, token_hash: str, *, now: datetime | None = None) -> None:
    """End a session; does nothing when there is none."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        sql = (
            "UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL RETURNING account_id"
        )
        row = cursor.row(sql, token_hash, at)
        if row is not None:
            _note(cursor, "session.ended", row[0], at)

    db.write(work)


def issue_link(
    db: Database,
    account_id: str,
    token_hash: str,
    seconds: float,
    *,
    actor: str = "system",
    now: datetime | None = None,
) -> None:
    """Keep a one-time sign-in link that is good for so many seconds. actor: who made it, an account id or `system`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        sql = "INSERT INTO signin_link VALUES ($1, $2, $3, NULL)"
        cursor.run(sql, token_hash, account_id, at + timedelta(seconds=seconds))
        audit.append(cursor, actor=actor, kind="link.issued", subject={"account": account_id}, now=at)

    db.write(work)


def use_link(db: Database, token_hash: str, *, now: datetime | None = None) -> Account | None:
    """Use a link up and return its account; None when it is unknown, used, too old, or the account is off."""
    at = clock(now)

    def work(cursor: Cursor) -> Account | None:
        sql = """UPDATE signin_link SET used_at = $2
                 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id"""
        row = cursor.row(sql, token_hash, at)
        if row is None:
            return None
        account = one(
            cursor, Account, f"SELECT {columns(Account)} FROM account WHERE id = $1 AND active", row[0]
        )
        if account is not None:
            _note(cursor, "link.used", account.id, at)
        return account

    return db.write(work)


def record_try(db: Database, username_hash: str, success: bool, *, now: datetime | None = None) -> None:
    """Note a try to sign in."""
    sql = "INSERT INTO signin_try VALUES ($1, $2, $3, $4)"
    db.write(lambda cursor: cursor.run(sql, new_id(), username_hash, success, clock(now)), quiet=True)


def seconds_to_wait(db: Database, username_hash: str, *, now: datetime | None = None) -> float:
    """Return how long the next try has to wait: from the fifth wrong one in 15 minutes on 2, 4, 8 … at most 300 s.

    A right password starts the count again.
    """
    at = clock(now)
    sql = """SELECT count(*), max(tried_at) FROM signin_try t
             WHERE username_hash = $1 AND NOT success AND tried_at > $2
             AND NOT EXISTS (SELECT 1 FROM signin_try s WHERE s.username_hash = t.username_hash
                             AND s.success AND s.tried_at >= t.tried_at)"""
    row = db.read(lambda cursor: cursor.row(sql, username_hash, at - TRIES_COUNT_FOR))
    if row is None or row[0] <= FREE_TRIES:
        return 0.0
    wait = min(LONGEST_WAIT_SECONDS, 2.0 ** min(row[0] - FREE_TRIES, 16))
    return max(0.0, wait - (at - row[1]).total_seconds())


def _note(cursor: Cursor, kind: str, account_id: str, now: datetime) -> None:
    audit.append(cursor, actor=account_id, kind=kind, subject={"account": account_id}, now=now)
