"""A customer's earlier conversations: what hangs on each, without its texts."""

from __future__ import annotations

from dataclasses import dataclass

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


def _turns(cursor: Cursor, conversation_id: str) -> tuple[Turn, ...]:
    sql = f"SELECT {columns(Turn)} FROM turn WHERE conversation_id = $1 ORDER BY first_seq, id"
    return tuple(many(cursor, Turn, sql, conversation_id))


def _with_person(cursor: Cursor, conversation_id: str) -> bool:
    sql = "SELECT 1 FROM takeover WHERE conversation_id = $1 AND ended_at IS NULL"
    return cursor.row(sql, conversation_id) is not None
