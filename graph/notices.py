"""Fixed automatic messages on their way to a customer, as sealed outbox rows."""

from __future__ import annotations

from dataclasses import dataclass

from data.ids import new_id
from data.records import Account, Conversation, NewOutbox, QueueName
from disclosure import (
    hand_back_notice,
    label,
    late_person_notice,
    late_reply_notice,
    person_joined,
    takeover_notice,
)
from graph.company import Company
from graph.vault import Vault


@dataclass(frozen=True, slots=True)
class Notices:
    """Writes notices in a conversation's language. All raise Erased."""

    vault: Vault
    company: Company

    def takeover(self, conversation: Conversation, notice_id: str | None = None) -> NewOutbox:
        """A person is coming. The same `notice_id` twice is one notice."""
        text = takeover_notice(conversation.language, self.company.name, self.company.minutes)
        return self._notice(conversation, text, notice_id=notice_id)

    def person_joined(self, conversation: Conversation, account: Account) -> NewOutbox:
        """A named person is here."""
        text = person_joined(conversation.language, self.company.name, account.display_name)
        return self._notice(conversation, text, person=account.display_name)

    def hand_back(self, conversation: Conversation, unread: bool = False) -> NewOutbox:
        """The AI drafts again; unread: some of its replies may leave without a person."""
        text = hand_back_notice(conversation.language, self.company.name, self.company.assistant, unread)
        return self._notice(conversation, text)

    def late(self, conversation: Conversation, queue: QueueName, minutes: int, notice_id: str) -> NewOutbox:
        """It takes longer than promised: until a person comes (after `minutes`), or until a person has checked the reply."""
        company = self.company.name
        if queue == "people":
            text = late_person_notice(conversation.language, company, minutes)
        else:
            text = late_reply_notice(conversation.language, company)
        return self._notice(conversation, text, notice_id=notice_id)

    def _notice(
        self,
        conversation: Conversation,
        text: str,
        *,
        person: str | None = None,
        notice_id: str | None = None,
    ) -> NewOutbox:
        """A notice says itself what it is, so its whole text is its disclosure; it is labelled as automatic."""
        outbox_id = notice_id or new_id()
        return NewOutbox(
            id=outbox_id,
            conversation_id=conversation.id,
            kind="notice",
            authorship="ai",
            person=person,
            language=conversation.language,
            redacted=text,
            sealed_text=self.vault.seal_outbox(conversation.customer_id, outbox_id, text),
            disclosure=text,
            label=label("ai", language=conversation.language, reviewed=False, message_id=outbox_id),
        )
