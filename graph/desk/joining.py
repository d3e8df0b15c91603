"""Conversations that were joined, read as one: under the target, in order of time, with the target's placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from data import conversations, merging, messages, placeholders
from data.records import Account, Conversation, Merge, Message
from graph.desk.base import Base
from redaction import same

PLACEHOLDER = re.compile(r"<([A-Z][A-Z_]*)_\d+>")


class Joining(Base):
    """Joining, parting, and reading what is joined."""

    def join(self, source_id: str, target_id: str, account: Account) -> Merge:
        """Join one conversation to another of the same customer. Raises Unmergeable, NotFound."""
        made = merging.merge(self._db, source_id, target_id, account.id)
        self._bus.publish(source_id)
        return self._ring(made.target_id, made)

    def part(self, merge: Merge, account: Account) -> bool:
        """Part them again; False when they were parted before."""
        done = merging.split(self._db, merge.id, account.id)
        self._bus.publish(merge.source_id)
        return self._ring(merge.target_id, done)

    def whole(self, conversation_id: str) -> list[Message]:
        """The messages of a conversation and of all that were joined to it, in order of time.

        Those of the others keep their own `conversation_id` and bear this one's placeholders. Raises Erased.
        """
        self._redact_new(conversation_id)
        shown = messages.of_conversation(self._db, conversation_id)
        target = conversations.get(self._db, conversation_id)
        for merge in merging.joined(self._db, conversation_id):
            shown += self._of_other(target, merge.source_id)
        return sorted(shown, key=lambda message: (message.created_at, message.id))

    def beside(self, conversation_id: str) -> list[Message]:
        """The messages of all that is one with a conversation, whichever was joined to which; empty when it stands alone.

        In order of time with its own, which bear this conversation's placeholders as all of them do. Raises Erased.
        """
        others = [one for one in merging.family(self._db, conversation_id) if one != conversation_id]
        if not others:
            return []
        here = conversations.get(self._db, conversation_id)
        shown = messages.of_conversation(self._db, conversation_id)
        for other in others:
            shown += self._of_other(here, other)
        return sorted(shown, key=lambda message: (message.created_at, message.id))

    def _of_other(self, target: Conversation, source_id: str) -> list[Message]:
        self._redact_new(source_id)
        names = self._translated(target, source_id)
        return [
            replace(message, redacted=_renamed(message.redacted, names), findings=None)
            for message in messages.of_conversation(self._db, source_id)
        ]

    def _translated(self, target: Conversation, source_id: str) -> dict[str, str]:
        """The target's placeholder for each of the source's: the same value has the same one; new ones are stored."""
        there = self._vault.placeholders(source_id, target.customer_id)
        if not there:
            return {}

        def attempt(known: dict[str, str]) -> dict[str, str]:
            names, new = {same(value): name for name, value in known.items()}, dict[str, str]()
            for name, value in there.items():
                if same(value) not in names:
                    names[same(value)] = _next(name, {*known, *new})
                    new[names[same(value)]] = value
            if new:
                sealed = self._masking.sealed(target, new, known)
                placeholders.add(self._db, target.id, sealed)
            return {name: names[same(value)] for name, value in there.items()}

        return self._masking.numbered(target, attempt)


def _renamed(text: str | None, names: Mapping[str, str]) -> str | None:
    return PLACEHOLDER.sub(lambda found: names.get(found[0], found[0]), text) if text else text


def _next(like: str, taken: Collection[str]) -> str:
    """A placeholder of the same kind that isn't taken."""
    kind, number = like[1:-1].rpartition("_")[0], 1
    while f"<{kind}_{number}>" in taken:
        number += 1
    return f"<{kind}_{number}>"
