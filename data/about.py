"""What is known of a customer beside one conversation: their conversations, how they sounded, what they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.cursor import Cursor
from data.database import Database
from data.measures import REQUESTED
from data.records import Authorship, ConversationState
from data.rows import many

TALKS, FELT, SAID = 12, 24, 60  # the newest of each, which is what fits beside a draft


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation in short. intent: of its newest labelled turn; asked: the last message of the customer, redacted."""

    id: str
    channel: str
    state: ConversationState
    created_at: datetime
    updated_at: datetime
    messages: int
    intent: str | None
    asked: str | None


@dataclass(frozen=True, slots=True)
class Felt:
    """How the customer sounded at a moment, -1 … 1."""

    at: datetime
    conversation_id: str
    sentiment: float
    emotion: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A reply that reached the customer, redacted."""

    at: datetime
    conversation_id: str
    language: str | None
    authorship: Authorship | None
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """All of it: conversations and replies the newest first, moods in order. conversations: how many there are."""

    since: datetime
    conversations: int
    talks: tuple[Talk, ...]
    felt: tuple[Felt, ...]
    said: tuple[Said, ...]


# Each takes the customer's id as $1. The columns are the fields of the record.
_TALKS = f"""
    SELECT c.id, c.channel, c.state, c.created_at, c.updated_at, c.last_seq,
           (SELECT t.intent FROM turn t WHERE t.conversation_id = c.id AND t.intent IS NOT NULL
            ORDER BY t.first_seq DESC, t.id DESC LIMIT 1),
           (SELECT substr(m.redacted, 1, 200) FROM message m WHERE m.conversation_id = c.id AND m.seq = c.last_inbound_seq)
    FROM conversation c WHERE c.customer_id = $1 ORDER BY c.updated_at DESC, c.id DESC LIMIT {TALKS}"""
_FELT = f"""
    SELECT t.created_at, t.conversation_id, t.sentiment, t.emotion FROM turn t
    WHERE t.customer_id = $1 AND t.sentiment IS NOT NULL AND {REQUESTED}
    ORDER BY t.created_at DESC, t.id DESC LIMIT {FELT}"""
_SAID = f"""
    SELECT m.created_at, m.conversation_id, m.language, m.authorship, m.redacted FROM message m
    JOIN conversation c ON c.id = m.conversation_id
    WHERE c.customer_id = $1 AND m.direction = 'outbound' AND m.kind <> 'notice' AND m.redacted IS NOT NULL
    ORDER BY m.created_at DESC, m.id DESC LIMIT {SAID}"""
_SINCE = """
    SELECT min(k.created_at), count(c.id) FROM customer k LEFT JOIN conversation c ON c.customer_id = k.id
    WHERE k.id = $1"""


def about(db: Database, customer_id: str) -> About:
    """Return what is known of a customer, as one moment sees it."""

    def work(cursor: Cursor) -> About:
        since, number = cursor.row(_SINCE, customer_id) or (None, 0)
        felt = many(cursor, Felt, _FELT, customer_id)
        return About(
            since,
            int(number),
            tuple(many(cursor, Talk, _TALKS, customer_id)),
            tuple(reversed(felt)),
            tuple(many(cursor, Said, _SAID, customer_id)),
        )

    return db.read(work)
