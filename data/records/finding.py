"""What staff look for among conversations, what is found, and what they keep beside a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.records.figures import Among
from data.records.kinds import JsonDict
from data.records.lists import ConversationRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations; what is None or empty doesn't narrow.

    text: words and quoted phrases, all of which the redacted messages and notes hold, or an id. mood: sentiment of the
    newest request, both ends included. intent: of the newest request. reviewer: an account that decided or
    answered in it. since: last changed then or later. among: in which something happened, as figures count it.
    """

    text: str = ""
    state: str | None = None
    language: str | None = None
    intent: str | None = None
    mood: tuple[float, float] | None = None
    channel: str | None = None
    tag: str | None = None
    reviewer: str | None = None
    since: datetime | None = None
    among: Among | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A text of a conversation that holds words looked for, redacted; from a message or a note."""

    conversation_id: str
    text: str
    note: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of conversations, how many there are in all, and for each the text that fits best."""

    rows: tuple[ConversationRow, ...]
    total: int
    hits: dict[str, Hit]


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters under a name. `shared`: all staff see it."""

    id: str
    account_id: str
    name: str
    shared: bool
    wanted: JsonDict
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What someone on the staff wrote about a conversation, with placeholders. Never sent."""

    id: str
    conversation_id: str
    account_id: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Mention:
    """A note that names an account, and when whoever that is has looked (None: not yet)."""

    note_id: str
    conversation_id: str
    by: str
    text: str
    created_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply that someone keeps ready, with fields such as {{ customer.name }}. `shared`: all staff see it."""

    id: str
    account_id: str
    title: str
    language: str
    text: str
    shared: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HandBack:
    """What a person agreed with the customer, written when they handed the conversation back; with placeholders."""

    takeover_id: str
    conversation_id: str
    account_id: str
    summary: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Merge:
    """One conversation joined to another of the same customer, in force until it is split."""

    id: str
    source_id: str
    target_id: str
    account_id: str
    merged_at: datetime
