"""Accounts of the staff. How they sign in is in `data.signin`, whose functions this module offers too."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import NameTaken, NotFound
from data.ids import clock, new_id
from data.records import Account, Role
from data.rows import columns, insert, many, one
from data.signin import (
    end_session,
    issue_link,
    record_try,
    seconds_to_wait,
    session,
    start_session,
    use_link,
)

__all__ = [
    "add",
    "by_username",
    "end_session",
    "get",
    "issue_link",
    "listing",
    "record_try",
    "seconds_to_wait",
    "session",
    "set_active",
    "set_language",
    "set_password",
    "set_toured",
    "start_session",
    "use_link",
]


def add(
    db: Database,
    *,
    username: str,
    display_name: str,
    role: Role,
    password_hash: str | None = None,
    actor: str = "system",
    now: datetime | None = None,
) -> Account:
    """Add someone to the staff. Usernames are compared without case; raises `NameTaken`."""
    new = Account(new_id(), _folded(username), display_name, role, password_hash, True, clock(now))

    def work(cursor: Cursor) -> Account:
        if _by_username(cursor, new.username) is not None:
            raise NameTaken(f"the username {username!r} is taken: choose another")
        insert(cursor, "account", new)
        _note(cursor, "account.added", new.id, actor, new.created_at, role=role)
        return new

    return db.write(work)


def get(db: Database, id: str) -> Account:
    """Return an account; raises `NotFound`."""
    return db.read(lambda cursor: _get(cursor, id))


def by_username(db: Database, username: str) -> Account | None:
    """Return the account with this username, active or not."""
    return db.read(lambda cursor: _by_username(cursor, _folded(username)))


def listing(db: Database) -> list[Account]:
    """Return all accounts by username."""
    sql = f"SELECT {columns(Account)} FROM account ORDER BY username"
    return db.read(lambda cursor: many(cursor, Account, sql))


def set_password(
    db: Database,
    account_id: str,
    password_hash: str,
    actor: str | None = None,
    *,
    now: datetime | None = None,
) -> None:
    """Keep a new password's hash and end all sessions of the account. Raises `NotFound`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        _get(cursor, account_id)
        cursor.run("UPDATE account SET password_hash = $2 WHERE id = $1", account_id, password_hash)
        _end_sessions(cursor, account_id, at)
        _note(cursor, "account.password_set", account_id, actor or account_id, at)

    db.write(work)


def set_active(
    db: Database, account_id: str, active: bool, actor: str = "system", *, now: datetime | None = None
) -> None:
    """Switch an account on, or off with all its sessions. Raises `NotFound`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        _get(cursor, account_id)
        cursor.run("UPDATE account SET active = $2 WHERE id = $1", account_id, active)
        if not active:
            _end_sessions(cursor, account_id, at)
        _note(cursor, "account.switched", account_id, actor, at, active=active)

    db.write(work)


def set_language(db: Database, account_id: str, language: str | None) -> None:
    """Keep the language in which someone wants the console; None: whatever their browser asks for."""
    sql = "UPDATE account SET language = $2 WHERE id = $1"
    db.write(lambda cursor: cursor.run(sql, account_id, language), quiet=True)


def set_toured(db: Database, account_id: str, toured: bool, *, now: datetime | None = None) -> None:
    """Note that someone has ended the console's tour, or wants to see it again."""
    at = clock(now) if toured else None
    sql = "UPDATE account SET toured_at = $2 WHERE id = $1"
    db.write(lambda cursor: cursor.run(sql, account_id, at), quiet=True)


def _folded(username: str) -> str:
    return username.strip().casefold()


def _get(cursor: Cursor, id: str) -> Account:
    found = one(cursor, Account, f"SELECT {columns(Account)} FROM account WHERE id = $1", id)
    if found is None:
        raise NotFound("account", id)
    return found


def _by_username(cursor: Cursor, username: str) -> Account | None:
    return one(cursor, Account, f"SELECT {columns(Account)} FROM account WHERE username = $1", username)


def _end_sessions(cursor: Cursor, account_id: str, now: datetime) -> None:
    sql = "UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL"
    cursor.run(sql, account_id, now)


def _note(cursor: Cursor, kind: str, account_id: str, actor: str, now: datetime, **facts: str | bool) -> None:
    audit.append(cursor, actor=actor, kind=kind, subject={"account": account_id, **facts}, now=now)
