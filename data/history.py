"""A customer's earlier conversations: what hangs on each, without its texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.cursor import Cursor
from data.database import Database
from data.records import Conversation, Turn
from data.rows import columns, many


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier conversation, its turns in order, and whether a takeover of it is still open."""

    conversation: Conversation
    turns: tuple[Turn, ...]
    with_person: bool


def earlier(db: Database, customer_id: str, except_for: str, most: int) -> list[Past]:
    """Return a customer's conversations other than `except_for`, the one that moved last first, at most `most`."""

    def work(cursor: Cursor) -> list[Past]:
        sql = f"""SELECT {columns(Conversation)} FROM conversation WHERE customer_id = $1 AND id <> $2
                  ORDER BY updated_at DESC, id DESC LIMIT $3"""
        found = many(cursor, Conversation, sql, customer_id, except_for, most)
        return [Past(each, _turns(cursor, each.id), _with_person(cursor, each.id)) for each in found]

    return db.read(work)


def earlier_before(
    db: Database, customer_id: str, except_for: str, most: int, moment: datetime
) -> list[Past]:
    """Return what `earlier` would have returned at a moment; a conversation's own columns are as they are now."""

    def work(cursor: Cursor) -> list[Past]:
        sql = f"""SELECT {columns(Conversation, "c")} FROM conversation c WHERE c.customer_id = $1 AND c.id <> $2
                  AND c.created_at < $4
                  ORDER BY (SELECT max(m.created_at) FROM message m
                            WHERE m.conversation_id = c.id AND m.created_at < $4) DESC NULLS LAST, c.id DESC LIMIT $3"""
        found = many(cursor, Conversation, sql, customer_id, except_for, most, moment)
        return [
            Past(
                each,
                tuple(turn for turn in _turns(cursor, each.id) if turn.created_at < moment),
                _with_person(cursor, each.id, moment),
            )
            for each in found
        ]

    return db.read(work)


def _turns(cursor: Cursor, conversation_id: str) -> tuple[Turn, ...]:
    sql = f"SELECT {columns(Turn)} FROM turn WHERE conversation_id = $1 ORDER BY first_seq, id"
    return tuple(many(cursor, Turn, sql, conversation_id))


def _with_person(cursor: Cursor, conversation_id: str, moment: datetime | None = None) -> bool:
    sql = """SELECT 1 FROM takeover WHERE conversation_id = $1 AND CASE WHEN CAST($2 AS TIMESTAMPTZ) IS NULL
             THEN ended_at IS NULL ELSE requested_at < $2 AND (ended_at IS NULL OR ended_at >= $2) END"""
    return cursor.row(sql, conversation_id, moment) is not None
