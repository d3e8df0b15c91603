"""Reading conversations: placeholders by default, what they stand for as an audit event."""

from __future__ import annotations

from data import messages
from data.records import Account, Message
from graph.desk.base import Base
from graph.lines import lines
from graph.masking import UnknownPlaceholder
from graph.material import Line
from redaction import restore


class Reading(Base):
    """What staff see of a conversation."""

    def messages(self, conversation_id: str) -> list[Message]:
        """All messages with their redacted text. What no turn has redacted, since a person is there, is redacted now.

        `redacted` stays None where that fails: such a message can't be shown, only revealed.
        """
        self._redact_new(conversation_id)
        return messages.of_conversation(self._db, conversation_id)

    def conversation_lines(self, conversation_id: str) -> tuple[Line, ...]:
        """Who said what, redacted, in order, without notices."""
        self._redact_new(conversation_id)
        return lines(self._db, conversation_id)

    def reveal(self, conversation_id: str, account: Account, placeholder: str) -> str:
        """What a placeholder stands for; an audit event. Raises UnknownPlaceholder, Erased."""
        known = self._vault.placeholders(conversation_id, self._vault.owner(conversation_id))
        if placeholder not in known:
            raise UnknownPlaceholder((placeholder,))
        self._revealed(conversation_id, account, {"placeholder": placeholder})
        return known[placeholder]

    def restored(self, conversation_id: str, account: Account, text: str) -> str:
        """A text with its placeholders' values, unknown ones left; an audit event. Raises Erased."""
        known = self._vault.placeholders(conversation_id, self._vault.owner(conversation_id))
        self._revealed(conversation_id, account, {"text": "restored"})
        return restore(text, known)

    def titles(self) -> dict[str, str]:
        """The name of each use case, by intent."""
        return self._modules.titles()
