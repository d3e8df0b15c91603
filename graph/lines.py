"""Earlier messages of a conversation, redacted, as drafters and reviewers read them."""

from __future__ import annotations

from typing import Literal

from data import messages
from data.database import Database
from data.records import Message
from graph.material import Line

Author = Literal["customer", "assistant", "person"]


def lines(db: Database, conversation_id: str, before_seq: int | None = None) -> tuple[Line, ...]:
    """What was said before message `before_seq` (all of it with None), without notices and unredacted messages."""
    return tuple(
        Line(author(message), message.redacted)
        for message in messages.of_conversation(db, conversation_id)
        if (before_seq is None or message.seq < before_seq)
        and message.kind != "notice"
        and message.redacted is not None
    )


def author(message: Message) -> Author:
    """Who wrote it, in the words of `Line`."""
    if message.direction == "inbound":
        return "customer"
    return "person" if message.authorship == "human" else "assistant"
