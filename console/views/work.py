"""Everything the review page shows of one draft, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data import accounts, conversations, desk, drafts, messages, turns
from data.database import Database
from data.errors import NotFound
from data.records import Account, Asked, Canary, Conversation, Desk, Draft, Message, Turn

Blocked = Literal["no", "claimed", "decided", "new_message", "taken_over", "redrafted", "masked", "stale"]
Pulse = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A draft on the desk with what belongs to it. `names` maps account ids to display names.

    newer: an open draft of the same conversation that stands in for this one, if there is one. canary: what this is instead of
    a draft (`console.views.canary`).
    """

    draft: Draft
    desk: Desk
    turn: Turn
    conversation: Conversation
    messages: tuple[Message, ...]
    drafts: tuple[Draft, ...]
    desks: tuple[Desk, ...]
    names: dict[str, str]
    newer: str | None
    canary: Canary | None = None


def load(db: Database, draft_id: str) -> Work | None:
    """Read a draft's work; None when there is no such draft."""
    try:
        draft, own = drafts.get(db, draft_id), desk.get(db, draft_id)
    except NotFound:
        return None
    versions = tuple(drafts.of_conversation(db, draft.conversation_id))
    desks = tuple(desk.get(db, version.id) for version in versions)
    return Work(
        draft=draft,
        desk=own,
        turn=turns.get(db, draft.turn_id),
        conversation=conversations.get(db, draft.conversation_id),
        messages=tuple(messages.of_conversation(db, draft.conversation_id)),
        drafts=versions,
        desks=desks,
        names={account.id: account.display_name for account in accounts.listing(db)},
        newer=newer(db, draft_id, draft.conversation_id),
    )


def pulse(own: Desk, conversation: Conversation, newer: str | None, asked: Asked | None = None) -> Pulse:
    """The marks that tell whether a draft is still as it was shown, and whether there is a newer one."""
    second = (asked.request.id, asked.waits) if asked else None
    return own.status, own.claimed_by, conversation.state, conversation.last_seq, newer, second


def newer(db: Database, draft_id: str, conversation_id: str) -> str | None:
    """Another draft of the conversation that is open, if there is one."""
    others = (found.id for found in drafts.of_conversation(db, conversation_id) if found.id != draft_id)
    return next((other for other in others if desk.get(db, other).status == "open"), None)


def blocked(work: Work, account: Account, holder: str | None) -> Blocked:
    """Whether this person can't decide, and why. `holder`: who has the claim instead of them."""
    if work.desk.status == "decided":
        return "decided"
    if work.desk.status == "stale":
        return _stale_because(work)
    return "claimed" if holder is not None and holder != account.id else "no"


def _stale_because(work: Work) -> Blocked:
    if work.conversation.state in ("waiting_human", "human"):
        return "taken_over"
    if work.conversation.last_inbound_seq > work.draft.last_seq:
        return "new_message"
    newest = max((draft.version for draft in work.drafts if draft.turn_id == work.draft.turn_id), default=0)
    if newest > work.draft.version:
        return "redrafted"
    # Superseded, and nobody has written: only words hidden or shown by hand do that.
    return "masked" if work.turn.status == "superseded" and work.conversation.state == "ai" else "stale"
