"""Placeholders: what stands for a value in a conversation's redacted texts, with that value sealed."""

from __future__ import annotations

from collections.abc import Mapping

from data.cursor import Cursor
from data.database import Database
from data.errors import Stale


def add(db: Database, conversation_id: str, values: Mapping[str, bytes]) -> None:
    """Keep new placeholders with their sealed values, all or none; for those that come up in what staff write.

    Raises `Stale` when one of them was given to another value meanwhile: read the placeholders and redact again.
    """
    db.write(lambda cursor: put(cursor, conversation_id, values), quiet=True)


def of(db: Database, conversation_id: str) -> dict[str, bytes]:
    """Return the sealed value of each placeholder of a conversation."""
    sql = "SELECT placeholder, sealed_value FROM placeholder WHERE conversation_id = $1 AND sealed_value IS NOT NULL"
    return dict(db.read(lambda cursor: cursor.rows(sql, conversation_id)))


def put(cursor: Cursor, conversation_id: str, values: Mapping[str, bytes]) -> None:
    """Do what `add` does, inside a transaction."""
    sql = "SELECT 1 FROM placeholder WHERE conversation_id = $1 AND placeholder = $2"
    for name, sealed in values.items():
        if cursor.row(sql, conversation_id, name) is not None:
            raise Stale(f"{name!r} was given to a value of this conversation meanwhile: redact again")
        cursor.run("INSERT INTO placeholder VALUES ($1, $2, $3)", conversation_id, name, sealed)
