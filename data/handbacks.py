"""What people agreed with customers, written when they handed a conversation back: later drafts must respect it."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.ids import text_hash
from data.records import HandBack, Takeover
from data.rows import columns, insert, many

MOST = 5  # summaries that count, the newest


def put(cursor: Cursor, takeover: Takeover, account_id: str, summary: str, now: datetime) -> None:
    """Keep the summary of a takeover that ends, with placeholders; inside a transaction."""
    insert(cursor, "hand_back", HandBack(takeover.id, takeover.conversation_id, account_id, summary, now))
    audit.append(
        cursor,
        actor=account_id,
        kind="takeover.agreed",
        conversation_id=takeover.conversation_id,
        subject={"takeover": takeover.id},
        content_hash=text_hash(summary),
        now=now,
    )


def of(db: Database, *conversation_ids: str) -> list[HandBack]:
    """Return the newest summaries of a conversation, or of some that were joined, the newest first."""
    places = ", ".join(f"${number}" for number in range(1, len(conversation_ids) + 1))
    sql = f"""SELECT {columns(HandBack)} FROM hand_back WHERE conversation_id IN ({places})
              ORDER BY created_at DESC, takeover_id DESC LIMIT {MOST}"""
    return db.read(lambda cursor: many(cursor, HandBack, sql, *conversation_ids))
