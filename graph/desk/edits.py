"""Edits under way: what a reviewer has typed and not sent, kept sealed, since it may hold personal data."""

from __future__ import annotations

from data import conversations, desk, drafts
from data.records import Account
from graph.desk.base import Base
from graph.vault import Erased


class Edits(Base):
    """Autosave."""

    def autosave(self, draft_id: str, account: Account, text: str) -> None:
        """Keep an edit word for word. Raises ClaimLost, Stale, Erased."""
        desk.autosave(
            self._db, draft_id, account.id, self._vault.seal_edit(self._owner(draft_id), draft_id, text)
        )

    def unsent(self, draft_id: str, account: Account) -> str | None:
        """What this person has typed and not sent; None where there is nothing, or nothing that can be read any more."""
        kept = desk.get(self._db, draft_id)
        if kept.edit_by != account.id or kept.edit_text is None:
            return None
        try:
            return self._vault.open_edit(self._owner(draft_id), draft_id, kept.edit_text)
        except Erased:
            return None

    def _owner(self, draft_id: str) -> str:
        draft = drafts.get(self._db, draft_id)
        return conversations.get(self._db, draft.conversation_id).customer_id
