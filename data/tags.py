"""Tags: short words by which staff sort conversations. They name no person; whoever calls holds that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from data import audit, state
from data.cursor import Cursor
from data.database import Database
from data.errors import UnfitText
from data.ids import clock
from data.said import Said

LONGEST = 32  # characters of a tag
_SPACES = re.compile(r"[\s_/]+")
_UNFIT = re.compile(r"[^\w-]|_")


def normal(text: str) -> str:
    """Return the tag that is meant: "#Second  Parcel" is "second-parcel". Raises `UnfitText`."""
    plain = _SPACES.sub("-", unicodedata.normalize("NFC", text).strip().lstrip("#").strip().lower())
    tag = plain.strip("-")
    if not tag or len(tag) > LONGEST or _UNFIT.search(tag):
        raise UnfitText(
            Said(
                "refusal.tag",
                "“{text}” can't be a tag: use letters, digits and hyphens, at most {most} of them",
                text=text,
                most=LONGEST,
            )
        )
    return tag


def add(
    db: Database, ids: Sequence[str], tag: str, account_id: str, *, now: datetime | None = None
) -> list[str]:
    """Tag conversations; returns the ids of those that did not have the tag. Raises `UnfitText`, `NotFound`."""
    at, wanted = clock(now), normal(tag)

    def work(cursor: Cursor) -> list[str]:
        fresh = [id for id in dict.fromkeys(ids) if not _has(cursor, id, wanted)]
        for id in fresh:
            state.conversation(cursor, id)
            cursor.run("INSERT INTO conversation_tag VALUES ($1, $2, $3, $4)", id, wanted, account_id, at)
            _audit(cursor, "conversation.tagged", id, account_id, at)
        return fresh

    return db.write(work)


def remove(
    db: Database, ids: Sequence[str], tag: str, account_id: str, *, now: datetime | None = None
) -> list[str]:
    """Take a tag away from conversations; returns the ids of those that had it."""
    at, wanted = clock(now), normal(tag)

    def work(cursor: Cursor) -> list[str]:
        tagged = [id for id in dict.fromkeys(ids) if _has(cursor, id, wanted)]
        for id in tagged:
            sql = "DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag = $2"
            cursor.run(sql, id, wanted)
            _audit(cursor, "conversation.untagged", id, account_id, at)
        return tagged

    return db.write(work)


def of(db: Database, conversation_id: str) -> tuple[str, ...]:
    """Return a conversation's tags in order of the alphabet."""
    sql = "SELECT tag FROM conversation_tag WHERE conversation_id = $1 ORDER BY tag"
    return tuple(tag for (tag,) in db.read(lambda cursor: cursor.rows(sql, conversation_id)))


def known(db: Database) -> dict[str, int]:
    """Return every tag in use and how many conversations have it, the most used first."""
    sql = "SELECT tag, count(*) FROM conversation_tag GROUP BY tag ORDER BY count(*) DESC, tag"
    return {tag: int(count) for tag, count in db.read(lambda cursor: cursor.rows(sql))}


def _has(cursor: Cursor, id: str, tag: str) -> bool:
    sql = "SELECT 1 FROM conversation_tag WHERE conversation_id = $1 AND tag = $2"
    return cursor.row(sql, id, tag) is not None


def _audit(cursor: Cursor, kind: str, id: str, account_id: str, now: datetime) -> None:
    """How many tags there are now, not which: the audit stays when a tag goes, because it holds a word that was masked
    or the customer is erased. A hash would not hide it: tags are short, and could be tried."""
    row = cursor.row("SELECT count(*) FROM conversation_tag WHERE conversation_id = $1", id)
    subject = {"tags": int(row[0]) if row else 0}
    audit.append(cursor, actor=account_id, kind=kind, conversation_id=id, subject=subject, now=now)
