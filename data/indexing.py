"""What can be found by words follows what is kept: called wherever a message's redacted text is stored or changes."""

from __future__ import annotations

from data.cursor import Cursor
from data.folding import fold

_PUT = """INSERT INTO message_search (message_id, conversation_id, folded) VALUES ($1, $2, $3)
          ON CONFLICT (message_id) DO UPDATE SET folded = excluded.folded"""


def index(cursor: Cursor, message_id: str, conversation_id: str, redacted: str) -> None:
    """Let a message be found by the words of its redacted text, in place of those it had before."""
    cursor.run(_PUT, message_id, conversation_id, fold(redacted))
