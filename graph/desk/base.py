"""What every part of the desk works with."""

from __future__ import annotations

import logging
from typing import Any, TypeVar

from data import audit, conversations, messages
from data.database import Database
from data.records import Account, Conversation
from graph.checks.semblance import Promising
from graph.company import Company
from graph.events import Bus
from graph.masking import Masking
from graph.modules import Modules
from graph.notices import Notices
from graph.rechecking import Rechecking
from graph.replies import Replies
from graph.vault import Erased, Vault
from redaction import RedactionError, Redactor, SealError

log = logging.getLogger(__name__)
T = TypeVar("T")


class EmptyText(ValueError):
    """There are no words in it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the text is empty; write something")


class Base:
    """Parts and helpers."""

    def __init__(
        self,
        db: Database,
        vault: Vault,
        company: Company,
        bus: Bus,
        redactor: Redactor,
        modules: Modules,
        rechecking: Rechecking | None = None,
        *,
        undo_seconds: float = 0.0,
        promising: Promising | None = None,
    ) -> None:
        """rechecking: looks at changed texts; without it whatever a check forbids in a draft stays forbidden.
        undo_seconds: how long a decision waits before it is carried out, and can be undone.
        promising: says which sentences seem to promise something, beside the lists of the checks."""
        self._db = db
        self._vault = vault
        self._company = company
        self._bus = bus
        self._modules = modules
        self._rechecking = rechecking
        self._undo_seconds = undo_seconds
        self._promising = promising
        self._masking = Masking(db, vault, redactor)
        self._notices = Notices(vault, company)
        self._replies = Replies(vault, company)

    def _masked(self, text: str | None, conversation: Conversation, language: str, public: str = "") -> str:
        """What staff typed, with placeholders for personal data that they wrote out."""
        if not (text or "").strip():
            raise EmptyText
        return self._masking.typed(text or "", conversation, language, public)

    def _revealed(self, conversation_id: str, account: Account, subject: dict[str, Any]) -> None:
        audit.record(
            self._db,
            actor=account.id,
            kind="value.revealed",
            conversation_id=conversation_id,
            subject=subject,
        )

    def _redact_new(self, conversation_id: str) -> bool:
        """Redact what customers wrote while no turn did it, because a person answers; True if there was any.

        Where it fails the message stays as it is: it can't be shown, only revealed.
        """
        found = messages.of_conversation(self._db, conversation_id)
        fresh = [message for message in found if message.direction == "inbound" and message.redacted is None]
        for message in fresh:
            try:
                self._masking.message(message, conversations.get(self._db, conversation_id))
            except (RedactionError, SealError, Erased) as error:
                log.error("message %s can't be redacted: %s", message.id, type(error).__name__)
        return bool(fresh)

    def _ring(self, conversation_id: str, result: T) -> T:
        """Tell whoever looks at the conversation, and give the result on."""
        self._bus.publish(conversation_id)
        return result
