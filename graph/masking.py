"""Personal data out, placeholders in: for customers' messages and for what staff type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from data import messages, placeholders
from data.database import Database
from data.errors import Stale
from data.records import Conversation, Message
from graph.vault import Vault
from language import detect
from redaction import Redacted, RedactionError, Redactor, placeholders_in, restore

# What a customer's profile holds, and what it is called in a text.
PROFILE_KINDS = {"name": "PERSON", "email": "EMAIL", "phone": "PHONE", "address": "ADDRESS"}
TRIES = 3


class UnknownPlaceholder(ValueError):
    """A text names placeholders that stand for nothing in this conversation; nothing was stored or sent."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"{', '.join(names)} stand for nothing in this conversation: remove them or write the words"
        )
        self.names = names


@dataclass(frozen=True, slots=True)
class Masking:
    """Redacts texts of a conversation and keeps the sealed values of its placeholders."""

    db: Database
    vault: Vault
    redactor: Redactor

    def message(self, message: Message, conversation: Conversation, language: str | None = None) -> str:
        """The redacted text of a customer's message, stored if it is new; without a language it is detected.

        Raises RedactionError, Erased, and SealError; then nothing was stored.
        """
        if message.redacted is not None:
            return message.redacted
        original = self.vault.open_message(message, conversation.customer_id)
        spoken = language or detect(original, fallback=conversation.language)
        profile = self.vault.profile(conversation.customer_id)

        def attempt(known: dict[str, str]) -> str:
            redacted = self._redact(original, spoken, known, profile)
            messages.set_redacted(
                self.db,
                message.id,
                redacted=redacted.text,
                findings=[asdict(finding) for finding in redacted.findings],
                language=spoken,
                placeholders=self._sealed(conversation, redacted, known),
            )
            # Whoever stored it first wins; what others found just now may have other placeholders.
            return messages.get(self.db, message.id).redacted or ""

        return self._numbered(conversation, attempt)

    def typed(
        self,
        text: str,
        conversation: Conversation,
        language: str,
        public: str = "",
        *,
        unfinished: bool = False,
    ) -> str:
        """What staff typed, with placeholders for personal data that they wrote out; new ones are stored.

        public: a text known to hold no personal data (the draft): what stands there needs no placeholder.
        unfinished: unknown placeholders stay as they were typed. Raises UnknownPlaceholder otherwise, and
        RedactionError, Erased.
        """

        def attempt(known: dict[str, str]) -> str:
            unknown = tuple(name for name in placeholders_in(text) if name not in known)
            if unknown and not unfinished:
                raise UnknownPlaceholder(unknown)
            redacted = self.redactor.redact(restore(text, known), language, known)
            redacted = _without(redacted, known, public, literals=unfinished)
            placeholders.add(self.db, conversation.id, self._sealed(conversation, redacted, known))
            return redacted.text

        return self._numbered(conversation, attempt)

    def told(self, text: str, conversation: Conversation, language: str) -> str:
        """A text of the shop's own systems or of an earlier conversation, with this one's placeholders; new ones are stored.

        Raises RedactionError, Erased.
        """
        profile = self.vault.profile(conversation.customer_id)

        def attempt(known: dict[str, str]) -> str:
            redacted = self._redact(text, language, known, profile)
            placeholders.add(self.db, conversation.id, self._sealed(conversation, redacted, known))
            return redacted.text

        return self._numbered(conversation, attempt)

    def _numbered(self, conversation: Conversation, attempt: Callable[[dict[str, str]], str]) -> str:
        """Redact while no other thread numbers placeholders of this conversation; again if another process did."""
        for tries_left in reversed(range(TRIES)):
            with self.vault.numbering(conversation.id):
                try:
                    return attempt(self.vault.placeholders(conversation.id, conversation.customer_id))
                except Stale:
                    if not tries_left:
                        raise RedactionError(
                            "others kept numbering this conversation's placeholders"
                        ) from None
        raise AssertionError("unreachable")

    def _redact(
        self, text: str, language: str, known: Mapping[str, str], profile: Mapping[str, str]
    ) -> Redacted:
        """Redact with what the profile says, for names that no rule would find."""
        expected = dict(known)
        folded = text.casefold()
        for field, kind in PROFILE_KINDS.items():
            value = str(profile.get(field) or "").strip()
            if value and value.casefold() in folded and value not in expected.values():
                expected[_next(kind, expected)] = value
        return self.redactor.redact(text, language, expected)

    def _sealed(
        self, conversation: Conversation, redacted: Redacted, known: Mapping[str, str]
    ) -> dict[str, bytes]:
        new = {name: value for name, value in redacted.placeholders.items() if name not in known}
        return self.vault.seal_placeholders(conversation.id, conversation.customer_id, new)


def _next(kind: str, taken: Mapping[str, str]) -> str:
    number = 1
    while f"<{kind}_{number}>" in taken:
        number += 1
    return f"<{kind}_{number}>"


def _without(redacted: Redacted, known: Mapping[str, str], public: str, *, literals: bool) -> Redacted:
    """Undo new placeholders whose value stands in a public text, such as the company's own address.

    literals: also those that only escape what looks like a placeholder; otherwise no escape is undone.
    """
    needless = {
        name: value
        for name, value in redacted.placeholders.items()
        if name not in known and (literals if name.startswith("<LITERAL_") else _stands_in(value, public))
    }
    kept = {name: value for name, value in redacted.placeholders.items() if name not in needless}
    return Redacted(restore(redacted.text, needless), redacted.findings, kept)


def _stands_in(value: str, text: str) -> bool:
    """Whether a text holds a value as whole words."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
