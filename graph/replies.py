"""A reply on its way to a customer: restored, disclosed, labelled, sealed. One place for AI's and people's words."""

from __future__ import annotations

from dataclasses import dataclass

from data.records import Authorship, Conversation, NewOutbox, OutboxKind
from disclosure import Disclosed, disclose, label
from graph.company import Company
from graph.masking import UnknownPlaceholder
from graph.vault import Vault
from redaction import placeholders_in, restore


@dataclass(frozen=True, slots=True)
class Replies:
    """Puts replies together exactly as the customer will read them."""

    vault: Vault
    company: Company

    def outbox(
        self,
        outbox_id: str,
        conversation: Conversation,
        text: str,
        *,
        kind: OutboxKind,
        authorship: Authorship,
        language: str,
        last_seq: int = 0,
        person: str | None = None,
        model: str | None = None,
        decision_id: str | None = None,
        takeover_id: str | None = None,
    ) -> NewOutbox:
        """An outbox row of a text with placeholders.

        Raises UnknownPlaceholder when one would reach the customer, DisclosureError, Erased.
        """
        disclosed = self.disclosed(
            self.restored(conversation, text), authorship=authorship, language=language, person=person
        )
        return NewOutbox(
            id=outbox_id,
            conversation_id=conversation.id,
            kind=kind,
            authorship=disclosed.authorship,
            person=person,
            language=disclosed.language,
            redacted=text,
            sealed_text=self.vault.seal_outbox(conversation.customer_id, outbox_id, disclosed.text),
            disclosure=disclosed.disclosure,
            label=label(
                disclosed.authorship,
                language=disclosed.language,
                model=model,
                reviewed=disclosed.authorship in ("ai_approved", "ai_edited"),
                message_id=outbox_id,
            ),
            last_seq=last_seq,
            decision_id=decision_id,
            takeover_id=takeover_id,
        )

    def disclosed(
        self, text: str, *, authorship: Authorship, language: str, person: str | None = None
    ) -> Disclosed:
        """A text with the line for its authorship. Raises DisclosureError."""
        return disclose(text, authorship, language, self.company.name, self.company.assistant, person)

    def restored(self, conversation: Conversation, text: str) -> str:
        """A text with values for placeholders. Raises UnknownPlaceholder if any is left, and Erased."""
        known = self.vault.placeholders(conversation.id, conversation.customer_id)
        restored = restore(text, known)
        left = placeholders_in(restored)
        if left:
            raise UnknownPlaceholder(left)
        return restored
