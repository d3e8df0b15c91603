"""Internal notes: what staff tell each other about a conversation, and who is named in one. Never sent to anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data import audit, state
from data.cursor import Cursor
from data.database import Database
from data.errors import UnfitText
from data.folding import fold
from data.ids import clock, new_id, text_hash
from data.records import Mention, Note
from data.rows import columns, many
from data.said import Said

INBOX = 50  # mentions that are listed, those not seen yet first


def add(
    db: Database,
    *,
    conversation_id: str,
    account_id: str,
    text: str,
    mentions: Sequence[str] = (),
    now: datetime | None = None,
) -> Note:
    """Keep a note, with placeholders for personal data, and tell the accounts it names.

    Raises `NotFound`, and `UnfitText` for one without words.
    """
    if not text.strip():
        raise UnfitText(Said("refusal.note", "a note needs words"))
    new = Note(new_id(), conversation_id, account_id, text.strip(), clock(now))
    named = list(dict.fromkeys(one for one in mentions if one != account_id))

    def work(cursor: Cursor) -> Note:
        state.conversation(cursor, conversation_id)
        sql = """INSERT INTO note (id, conversation_id, account_id, text, folded, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6)"""
        cursor.run(sql, new.id, conversation_id, account_id, new.text, fold(new.text), new.created_at)
        for one in named:
            cursor.run("INSERT INTO mention (note_id, account_id) VALUES ($1, $2)", new.id, one)
        audit.append(
            cursor,
            actor=account_id,
            kind="note.written",
            conversation_id=conversation_id,
            subject={"note": new.id, "mentions": named},
            content_hash=text_hash(new.text),
            now=new.created_at,
        )
        return new

    return db.write(work)


def of_conversation(db: Database, *conversation_ids: str) -> list[Note]:
    """Return the notes of a conversation, or of some that were joined, oldest first."""
    places = ", ".join(f"${number}" for number in range(1, len(conversation_ids) + 1))
    sql = f"SELECT {columns(Note)} FROM note WHERE conversation_id IN ({places}) ORDER BY created_at, id"
    return db.read(lambda cursor: many(cursor, Note, sql, *conversation_ids))


def mentions(db: Database, account_id: str) -> list[Mention]:
    """Return the notes that name an account: those not seen yet first, then the newest."""
    sql = f"""SELECT n.id, n.conversation_id, n.account_id, n.text, n.created_at, m.seen_at
              FROM mention m JOIN note n ON n.id = m.note_id WHERE m.account_id = $1
              ORDER BY CASE WHEN m.seen_at IS NULL THEN 0 ELSE 1 END, n.created_at DESC, n.id DESC LIMIT {INBOX}"""
    return db.read(lambda cursor: many(cursor, Mention, sql, account_id))


def unseen(db: Database, account_id: str) -> int:
    """Return how many notes name an account that it has not looked at."""
    sql = "SELECT count(*) FROM mention WHERE account_id = $1 AND seen_at IS NULL"
    row = db.read(lambda cursor: cursor.row(sql, account_id))
    return int(row[0]) if row else 0


def see(db: Database, account_id: str, conversation_id: str, *, now: datetime | None = None) -> None:
    """The account has looked at this conversation's notes."""
    at = clock(now)
    sql = """UPDATE mention SET seen_at = $3 WHERE account_id = $1 AND seen_at IS NULL
             AND note_id IN (SELECT id FROM note WHERE conversation_id = $2)"""
    there = """SELECT 1 FROM mention m JOIN note n ON n.id = m.note_id
               WHERE m.account_id = $1 AND n.conversation_id = $2 AND m.seen_at IS NULL LIMIT 1"""
    if db.read(lambda cursor: cursor.row(there, account_id, conversation_id)):
        db.write(lambda cursor: cursor.run(sql, account_id, conversation_id, at), quiet=True)
