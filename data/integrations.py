"""Integrations: programs that may post messages, each with a token of its own."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock, new_id
from data.records import Integration
from data.rows import columns, insert, many, one


def add(
    db: Database, name: str, token_hash: str, actor: str = "system", *, now: datetime | None = None
) -> Integration:
    """Let a program post messages with the token of this hash."""
    new = Integration(new_id(), name, token_hash, clock(now), None)

    def work(cursor: Cursor) -> Integration:
        insert(cursor, "integration", new)
        subject = {"integration": new.id, "name": name}
        audit.append(cursor, actor=actor, kind="integration.added", subject=subject, now=new.created_at)
        return new

    return db.write(work)


def by_token(db: Database, token_hash: str) -> Integration | None:
    """Return the integration with this token, unless it was revoked."""
    sql = f"SELECT {columns(Integration)} FROM integration WHERE token_hash = $1 AND revoked_at IS NULL"
    return db.read(lambda cursor: one(cursor, Integration, sql, token_hash))


def listing(db: Database) -> list[Integration]:
    """Return all integrations, revoked ones too, oldest first."""
    sql = f"SELECT {columns(Integration)} FROM integration ORDER BY created_at, id"
    return db.read(lambda cursor: many(cursor, Integration, sql))


def revoke(db: Database, id: str, actor: str = "system", *, now: datetime | None = None) -> None:
    """Let a program post no more; its messages stay. Raises `NotFound`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        if cursor.row("SELECT 1 FROM integration WHERE id = $1", id) is None:
            raise NotFound("integration", id)
        sql = "UPDATE integration SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id"
        if cursor.row(sql, id, at) is not None:
            audit.append(cursor, actor=actor, kind="integration.revoked", subject={"integration": id}, now=at)

    db.write(work)
