"""Masking by hand: what people mark or un-mask counts at once, in everything that is kept of the conversation.

Conversations that were joined are read as one, so it counts in all of them. They are done one after another. Whoever
is stopped on the way can see that, and do the same again: the last ones are those where the words still stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data import conversations, merging, messages, remasking
from data.records import Conversation, Fresh, MaskedAnew, Message
from graph.lists import EverydayWord, Lists, Wish, lists_for
from graph.masking import Masking, UnknownPlaceholder, explained
from redaction import OTHER, Hiding, RedactionError, is_common, same, where


class NotThere(ValueError):
    """The words don't stand in the messages, of joined conversations neither, as far as they can be read; nothing was
    changed."""

    def __init__(self) -> None:
        super().__init__("these words don't stand in the messages as whole words; mark them again")


@dataclass(frozen=True, slots=True)
class Remasking:
    """Changes the lists and masks conversations anew, each in one step that is done or not."""

    masking: Masking

    def mask(self, conversation: Conversation, account_id: str, words: str, everywhere: bool) -> MaskedAnew:
        """Mask words from now on. They must be readable in the messages, so that nobody can ask for what is hidden;

        or they are the placeholder of words that were marked by hand before. Raises UnfitWords, NotThere,
        RedactionError, Erased.
        """
        wanted = words.strip()
        family = self._family(conversation)
        value = self._marked(conversation, wanted)
        showing = {one.id for one in family if self._readable(one, value or wanted)}
        if value is None and not showing:
            raise NotThere
        value = value or wanted
        if everywhere and is_common(value):
            raise EverydayWord
        in_turn = sorted(family, key=lambda one: one.id in showing)
        return _together(
            self._apply(one, Wish("deny", value, everywhere, account_id, one)) for one in in_turn
        )

    def unmask(
        self, conversation: Conversation, account_id: str, placeholder: str, everywhere: bool
    ) -> MaskedAnew:
        """Leave what a placeholder stands for from now on: everybody can read it then. For those who may reveal.

        In joined conversations the same value may have another placeholder. Raises UnknownPlaceholder, UnfitWords, RedactionError, Erased.
        """
        known = self.masking.vault.placeholders(conversation.id, conversation.customer_id)
        if placeholder not in known or placeholder.startswith("<LITERAL_"):
            raise UnknownPlaceholder((placeholder,))
        value = known[placeholder]
        others = [one for one in self._family(conversation) if one.id != conversation.id]
        named = [(one, name) for one in others if (name := self._name(one, value))]
        return _together(
            self._apply(one, Wish("allow", value, everywhere, account_id, one, placeholder=name))
            for one, name in (*named, (conversation, placeholder))
        )

    def _marked(self, conversation: Conversation, placeholder: str) -> str | None:
        if not placeholder.startswith(f"<{OTHER}_"):
            return None
        return self.masking.vault.placeholders(conversation.id, conversation.customer_id).get(placeholder)

    def _name(self, conversation: Conversation, value: str) -> str | None:
        """The placeholder that stands for a value in a conversation."""
        known = self.masking.vault.placeholders(conversation.id, conversation.customer_id)
        wanted = same(value)
        return next(
            (name for name, other in known.items() if same(other) == wanted and name[1:8] != "LITERAL"), None
        )

    def _readable(self, conversation: Conversation, words: str) -> bool:
        found = messages.of_conversation(self.masking.db, conversation.id)
        return any(where(message.redacted or "", words) for message in found)

    def _family(self, conversation: Conversation) -> list[Conversation]:
        """The conversation and all that are one with it."""
        joined = merging.family(self.masking.db, conversation.id)
        return [conversations.get(self.masking.db, id) for id in joined]

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


def _together(done: Iterable[MaskedAnew]) -> MaskedAnew:
    """What was done in several conversations, as one."""
    all_done = list(done)
    turns = (one.turn_id for one in all_done if one.turn_id)
    return MaskedAnew(
        sum(one.messages for one in all_done), sum(one.texts for one in all_done), next(turns, None)
    )


def _redacted(found: list[Message]) -> list[Message]:
    return [message for message in found if message.direction == "inbound" and message.redacted is not None]
