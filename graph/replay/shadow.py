"""Redaction without a trace: placeholders for texts of the past are given in memory and stored nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data.records import Conversation
from graph.masking import NONE, Masking


@dataclass(frozen=True, slots=True)
class Shadow(Masking):
    """Masks what is told of earlier conversations as `Masking` does, and forgets it afterwards."""

    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def told(
        self,
        text: str,
        conversation: Conversation,
        language: str,
        *,
        personal: bool = False,
        public: Collection[str] = (),
        values: Mapping[str, str] = NONE,
    ) -> str:
        """As `Masking.told`, with nothing stored. Raises RedactionError, Erased."""
        new = self.given.setdefault(conversation.id, {})
        known = self.vault.placeholders(conversation.id, conversation.customer_id) | new
        redacted = self.retold(text, conversation, language, known, values, personal, public)
        new |= redacted.placeholders
        return redacted.text
