"""People in conversations: asked for, coming in, writing, handing back. The AI is mute meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data import conversations, policy, takeovers
from data.ids import new_id
from data.records import Account, Takeover
from graph.desk.base import Base


@dataclass(frozen=True, slots=True)
class Wait:
    """A customer's wait for a person. `by` is when the promise runs out; `started_at` when somebody came."""

    takeover_id: str
    requested_at: datetime
    by: datetime
    minutes: int
    started_at: datetime | None


class People(Base):
    """Takeovers, from both sides."""

    def request_human(self, conversation_id: str, reason: str = "customer_asked") -> Wait:
        """Ask for a person. Asked again it changes nothing, tells nobody twice and gives the same wait."""
        found = takeovers.open_for(self._db, conversation_id)
        if found is None:
            notice = self._notices.takeover(conversations.get(self._db, conversation_id))
            found = takeovers.request(self._db, conversation_id, reason, None, notice)
            self._redact_new(conversation_id)
            self._bus.publish(conversation_id)
        return self._wait(found)

    def wait(self, conversation_id: str) -> Wait | None:
        """The running wait for a person, or None while nobody was asked for."""
        found = takeovers.open_for(self._db, conversation_id)
        return self._wait(found) if found else None

    def start_takeover(self, conversation_id: str, account: Account) -> Takeover:
        """Come into a conversation; the customer is told who is there. Raises ClaimTaken."""
        notice = self._notices.person_joined(conversations.get(self._db, conversation_id), account)
        started = takeovers.start(self._db, conversation_id, account.id, notice)
        return self._ring(conversation_id, started)

    def say(self, conversation_id: str, account: Account, text: str) -> str:
        """Write to the customer in person; gives the outbox id. Only while this person has the conversation.

        Raises NotTakenOver, EmptyText, UnknownPlaceholder, DisclosureError, RedactionError, Erased.
        """
        conversation = conversations.get(self._db, conversation_id)
        takeover = takeovers.open_for(self._db, conversation_id)
        row = self._replies.outbox(
            new_id(),
            conversation,
            self._masked(text, conversation, conversation.language),
            kind="human",
            authorship="human",
            language=conversation.language,
            last_seq=conversation.last_inbound_seq,
            person=account.display_name,
            takeover_id=takeover.id if takeover else None,
        )
        takeovers.say(self._db, row, account.id)
        self._bus.presence.stop(conversation_id, "person")
        return self._ring(conversation_id, row.id)

    def types(self, conversation_id: str) -> None:
        """This person is writing: the customer sees it for some seconds. Nothing is stored."""
        if self._bus.presence.sign(conversation_id, "person"):
            self._bus.publish(conversation_id)

    def customer_types(self, conversation_id: str) -> bool:
        """Whether the customer is writing at this moment."""
        return self._bus.presence.typing(conversation_id, "customer")

    def hand_back(self, conversation_id: str, account: Account, summary: str = "") -> None:
        """Let the AI draft again and tell the customer; what is unanswered becomes a turn.

        summary: what was agreed with the customer; drafts must keep to it. Raises NotTakenOver, and for a summary
        UnknownPlaceholder, RedactionError, Erased.
        """
        conversation = conversations.get(self._db, conversation_id)
        notice = self._notices.hand_back(conversation, unread=policy.any_auto(self._db))
        told = self._masked(summary, conversation, conversation.language) if summary.strip() else None
        takeovers.hand_back(self._db, conversation_id, account.id, notice, summary=told)
        self._bus.publish(conversation_id)

    def _wait(self, takeover: Takeover) -> Wait:
        minutes = self._company.minutes
        return Wait(
            takeover_id=takeover.id,
            requested_at=takeover.requested_at,
            by=takeover.requested_at + timedelta(minutes=minutes),
            minutes=minutes,
            started_at=takeover.started_at,
        )
