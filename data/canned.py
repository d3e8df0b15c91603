"""Canned replies: what someone keeps ready to say, for themselves or for all staff. They hold no personal data."""

from __future__ import annotations

from datetime import datetime

from data.database import Database
from data.errors import UnfitText
from data.ids import clock, new_id
from data.records import CannedReply
from data.rows import columns, insert, many
from data.said import Said

LONGEST_TITLE = 60  # characters


def save(
    db: Database,
    *,
    account_id: str,
    title: str,
    language: str,
    text: str,
    shared: bool,
    now: datetime | None = None,
) -> CannedReply:
    """Keep a reply. Raises `UnfitText` when title or text are empty, or the title is too long."""
    named = " ".join(title.split())
    if not named or len(named) > LONGEST_TITLE or not text.strip():
        raise UnfitText(
            Said(
                "refusal.canned",
                "a canned reply needs words and a title of 1 to {most} characters",
                most=LONGEST_TITLE,
            )
        )
    new = CannedReply(new_id(), account_id, named, language, text.strip(), shared, clock(now))
    db.write(lambda cursor: insert(cursor, "canned_reply", new), quiet=True)
    return new


def visible(db: Database, account_id: str, language: str) -> list[CannedReply]:
    """Return the replies in a language that an account may use, in order of their titles."""
    sql = f"""SELECT {columns(CannedReply)} FROM canned_reply WHERE language = $2 AND (shared OR account_id = $1)
              ORDER BY lower(title), created_at"""
    return db.read(lambda cursor: many(cursor, CannedReply, sql, account_id, language))


def remove(db: Database, reply_id: str, account_id: str, *, lead: bool = False) -> bool:
    """Remove one of the account's own replies; a lead also those that others share. False when it isn't theirs or is gone."""
    sql = "DELETE FROM canned_reply WHERE id = $1 AND (account_id = $2 OR (shared AND CAST($3 AS BOOLEAN)))"
    return db.write(lambda cursor: cursor.changed(sql, reply_id, account_id, lead) > 0, quiet=True)
