"""Masking by hand: what people mark or un-mask counts at once, in everything that is kept of the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data import messages, remasking
from data.records import Conversation, Fresh, MaskedAnew, Message
from graph.lists import EverydayWord, Lists, Wish, lists_for
from graph.masking import Masking, UnknownPlaceholder, explained
from redaction import OTHER, Hiding, RedactionError, is_common, where


class NotThere(ValueError):
    """The words don't stand in this conversation's messages as far as they can be read; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("these words don't stand in the messages as whole words; mark them again")


@dataclass(frozen=True, slots=True)
class Remasking:
    """Changes the lists and masks a conversation anew, in one step that is done or not."""

    masking: Masking

    def mask(self, conversation: Conversation, account_id: str, words: str, everywhere: bool) -> MaskedAnew:
        """Mask words from now on. They must be readable in the messages, so that nobody can ask for what is hidden;

        or they are the placeholder of words that were marked by hand before. Raises UnfitWords, NotThere,
        RedactionError, Erased.
        """
        wanted = words.strip()
        value = self._marked(conversation, wanted) or self._readable(conversation, wanted)
        if everywhere and is_common(value):
            raise EverydayWord
        return self._apply(conversation, Wish("deny", value, everywhere, account_id, conversation))

    def unmask(
        self, conversation: Conversation, account_id: str, placeholder: str, everywhere: bool
    ) -> MaskedAnew:
        """Leave what a placeholder stands for from now on: everybody can read it then. For those who may reveal.

        Raises UnknownPlaceholder, UnfitWords, RedactionError, Erased.
        """
        known = self.masking.vault.placeholders(conversation.id, conversation.customer_id)
        if placeholder not in known or placeholder.startswith("<LITERAL_"):
            raise UnknownPlaceholder((placeholder,))
        wish = Wish(
            "allow", known[placeholder], everywhere, account_id, conversation, placeholder=placeholder
        )
        return self._apply(conversation, wish)

    def _marked(self, conversation: Conversation, placeholder: str) -> str | None:
        if not placeholder.startswith(f"<{OTHER}_"):
            return None
        return self.masking.vault.placeholders(conversation.id, conversation.customer_id).get(placeholder)

    def _readable(self, conversation: Conversation, words: str) -> str:
        found = messages.of_conversation(self.masking.db, conversation.id)
        if not any(where(message.redacted or "", words) for message in found):
            raise NotThere
        return words

    def _apply(self, conversation: Conversation, wish: Wish) -> MaskedAnew:
        masking = self.masking

        def attempt(known: dict[str, str]) -> MaskedAnew:
            lists = lists_for(masking.vault, conversation)
            change = wish.change(masking.vault, lists)
            hidden = _Hidden(masking, conversation, known, wish)
            fresh = self._fresh(conversation, lists.after(change, wish.value), hidden)
            if wish.kind == "deny" and any(where(one.redacted, wish.value) for one in fresh):
                raise RedactionError("the words could not be masked in every message")
            return remasking.redact_again(masking.db, conversation.id, change, fresh, hidden, wish.account_id)

        return masking.numbered(conversation, attempt)

    def _fresh(self, conversation: Conversation, lists: Lists, hidden: _Hidden) -> list[Fresh]:
        """The customer's redacted messages as they read with these lists; values keep the placeholders they have."""
        masking = self.masking
        profile = masking.vault.profile(conversation.customer_id)
        fresh = []
        for message in _redacted(messages.of_conversation(masking.db, conversation.id)):
            original = masking.vault.open_message(message, conversation.customer_id)
            spoken = message.language or conversation.language
            redacted = masking.redact(original, spoken, hidden.values, profile, lists)
            hidden.values |= redacted.placeholders
            fresh.append(Fresh(message.id, redacted.text, explained(redacted, original)))
        return fresh


class _Hidden:
    """`data.records.Hide`: the marked word in kept texts, with the placeholders of the messages first."""

    def __init__(
        self, masking: Masking, conversation: Conversation, known: Mapping[str, str], wish: Wish
    ) -> None:
        self.values = dict(known)
        self._masking, self._conversation, self._known = masking, conversation, known
        self._wish = wish
        self._hiding: Hiding | None = None

    def __call__(self, text: str) -> str:
        if self._wish.kind != "deny":
            return text
        if self._hiding is None:  # now all messages are done, and their placeholders are known
            self._hiding = Hiding(self._wish.value, self.values)
        return self._hiding(text)

    def placeholders(self) -> Mapping[str, bytes]:
        used = self._hiding.used if self._hiding else {}
        return self._masking.sealed(self._conversation, {**self.values, **used}, self._known)


def _redacted(found: list[Message]) -> list[Message]:
    return [message for message in found if message.direction == "inbound" and message.redacted is not None]
