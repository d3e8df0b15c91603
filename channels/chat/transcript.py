"""What a customer reads: the messages of a conversation opened again, and how things stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from channels.parts import Parts
from data import messages, outcomes
from data.records import Conversation, JsonDict, Message
from disclosure import AUTHORSHIPS, HEADER, Authorship
from graph.vault import Erased

Side = Literal["customer", "reply", "notice"]
Rated = Literal["up", "down", ""]
State = Literal["quiet", "working", "waiting", "human", "closed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its reader sees it. `text` is None once it was erased; `disclosure` isn't part of it.

    rated: what the customer's thumb under it says, "" while they haven't; None where nothing can be rated.
    """

    id: str
    seq: int
    side: Side
    text: str | None
    disclosure: str | None
    authorship: Authorship | None
    language: str | None
    label: JsonDict | None
    external_id: str | None
    at: datetime
    rated: Rated | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand. While waiting for a person: since when, how many are before, whether it is overdue.

    typing: the person in the conversation is writing at this moment.
    """

    state: State
    asked_at: datetime | None = None
    ahead: int = 0
    late: bool = False
    typing: bool = False


def lines(parts: Parts, conversation: Conversation, after_seq: int = 0) -> list[Line]:
    """The messages after this number, in order."""
    rows = messages.of_conversation(parts.db, conversation.id, after_seq=after_seq)
    thumbs = outcomes.thumbs(parts.db, conversation.id)
    return [_rated(_line(parts, conversation, row), thumbs) for row in rows]


def standing(parts: Parts, conversation: Conversation, now: datetime | None = None) -> Standing:
    """How things stand for the customer at this moment."""
    if conversation.state == "waiting_human":
        return _waiting(parts, conversation, now or datetime.now(UTC))
    if conversation.state == "human":
        return Standing("human", typing=parts.bus.presence.typing(conversation.id, "person"))
    if conversation.state == "closed":
        return Standing("closed")
    return Standing("working" if _unanswered(parts, conversation) else "quiet")


def ai_disclosure(shown: list[Line]) -> dict[str, str]:
    """The HTTP header that says for a whole answer who made it: by its most machine-made message."""
    made = {line.authorship: line.label for line in shown if line.authorship and line.label}
    for authorship in AUTHORSHIPS:
        value = (made.get(authorship) or {}).get(HEADER)
        if value:
            return {HEADER: str(value)}
    return {}


def _line(parts: Parts, conversation: Conversation, row: Message) -> Line:
    text: str | None
    try:
        text = parts.vault.open_message(row, conversation.customer_id)
    except Erased:
        text = None
    side: Side = "customer" if row.direction == "inbound" else "notice" if row.kind == "notice" else "reply"
    # A notice says itself what it is: all of it is its disclosure, and it is shown once.
    disclosure = (row.disclosure or None) if side == "reply" else None
    if text is not None and disclosure:
        text = text.removeprefix(f"{disclosure}\n\n")
    sent_as = row.external_id.removeprefix(f"{conversation.id}:") if row.external_id else None
    return Line(
        row.id,
        row.seq,
        side,
        text,
        disclosure,
        _authorship(row),
        row.language,
        row.label,
        sent_as,
        row.created_at,
    )


def _rated(line: Line, thumbs: Mapping[str, bool | None]) -> Line:
    """The line with its thumb: under replies that an AI had a part in, as long as they can be read."""
    if line.id not in thumbs or line.text is None:
        return line
    thumb = thumbs[line.id]
    return replace(line, rated="" if thumb is None else "up" if thumb else "down")


def _authorship(row: Message) -> Authorship | None:
    """Who wrote an outbound message; what nobody can name counts as AI."""
    if row.direction == "inbound":
        return None
    return next((known for known in AUTHORSHIPS if known == row.authorship), "ai")


def _waiting(parts: Parts, conversation: Conversation, now: datetime) -> Standing:
    asked_at, ahead = parts.waiting.place(parts.db, conversation.id) or (conversation.updated_at, 0)
    return Standing("waiting", asked_at, ahead, now - asked_at > timedelta(minutes=parts.company.minutes))


def _unanswered(parts: Parts, conversation: Conversation) -> bool:
    """Whether the customer's last message has no reply yet; automatic notices are none."""
    if not conversation.last_inbound_seq:
        return False
    later = messages.of_conversation(parts.db, conversation.id, after_seq=conversation.last_inbound_seq)
    return not any(row.kind == "reply" for row in later)
