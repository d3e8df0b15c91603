"""Putting drafts off, and bringing them back."""

from __future__ import annotations

from datetime import datetime

from data import conversations, drafts, snoozes
from data.records import Account, Snooze
from graph.desk.base import Base


class Snoozing(Base):
    """Snooze and wake."""

    def snooze(
        self, draft_id: str, account: Account, until: datetime | None, note: str | None = None
    ) -> Snooze:
        """Put a draft off until a moment, or (None) until the customer writes. Personal data in the note is masked.

        Raises UnfitTime, ClaimTaken, Stale, RedactionError, Erased.
        """
        draft = drafts.get(self._db, draft_id)
        told = None
        if note and note.strip():
            conversation = conversations.get(self._db, draft.conversation_id)
            told = self._masked(note.strip(), conversation, draft.language, draft.text)
        return self._ring(draft.conversation_id, snoozes.snooze(self._db, draft_id, account.id, until, told))

    def wake(self, draft_id: str, account: Account) -> None:
        """Bring a draft back to the queue now."""
        snoozes.wake(self._db, draft_id, account.id)
        self._ring(drafts.get(self._db, draft_id).conversation_id, None)
