"""Taking a decision back while it waits to be carried out."""

from __future__ import annotations

from data import undoing
from data.records import Account, Undoable, UndoneDecision
from graph.desk.base import Base


class Undoing(Base):
    """Undo, for as many seconds as the installation sets."""

    def undoable(self, account: Account) -> Undoable | None:
        """This person's latest decision that has not been carried out yet, and until when it can be undone."""
        return undoing.newest(self._db, account.id) if self._undo_seconds else None

    def undo(self, decision_id: str, account: Account, claim_seconds: float = 120.0) -> UndoneDecision:
        """Put the draft back before this person, as they decided it. Raises CannotUndo, and then nothing has changed."""
        undone = undoing.undo(self._db, decision_id, account.id, claim_seconds=claim_seconds)
        return self._ring(undone.conversation_id, undone)
