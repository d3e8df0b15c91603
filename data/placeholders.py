"""Placeholders that come up outside the redact step: in what staff write."""

from __future__ import annotations

from collections.abc import Mapping

from data.cursor import Cursor
from data.database import Database
from data.errors import Stale


def add(db: Database, conversation_id: str, values: Mapping[str, bytes]) -> None:
    """Keep new placeholders with their sealed values, all or none.

    Raises `Stale` when one of them was given to another value meanwhile: read the placeholders and redact again.
    """

    def work(cursor: Cursor) -> None:
        sql = "SELECT 1 FROM placeholder WHERE conversation_id = $1 AND placeholder = $2"
        for name, sealed in values.items():
            if cursor.row(sql, conversation_id, name) is not None:
                raise Stale(f"{name!r} was given to a value of this conversation meanwhile: redact again")
            cursor.run("INSERT INTO placeholder VALUES ($1, $2, $3)", conversation_id, name, sealed)

    db.write(work)
