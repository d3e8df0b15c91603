"""Masking by hand, in a conversation and on the lists for everywhere. Who may un-mask is for the caller to hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from data import audit, conversations, merging, terms
from data.errors import Stale
from data.records import Account, MaskedAnew, TermKind, TermRow
from graph.desk.base import Base
from graph.lists import Wish, lists_for
from graph.remasking import Remasking

TRIES = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lists for everywhere, with who put it there, when and why, and the same of its withdrawal.

    value is None while it is hidden. conversation_id: where it was marked; None when it was typed into the list.
    """

    id: str
    value: str | None
    conversation_id: str | None
    added_by: str
    added_at: datetime
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_because: str


class Marks(Base):
    """What people mark as personal data, and what they declare harmless."""

    def mask(
        self, conversation_id: str, account: Account, words: str, *, everywhere: bool = False
    ) -> MaskedAnew:
        """Mask words that can be read in the messages: here, or here and in all texts to come.

        Here is every conversation that is one with this one (`data.merging`). A draft that waits for a decision is drafted again. Raises UnfitWords, NotThere, RedactionError, Erased.
        """
        conversation = conversations.get(self._db, conversation_id)
        with self._ringing(conversation_id):
            return Remasking(self._masking).mask(conversation, account.id, words, everywhere)

    def unmask(
        self, conversation_id: str, account: Account, placeholder: str, *, everywhere: bool = False
    ) -> MaskedAnew:
        """Let everybody read what a placeholder stands for: here, or here and in all texts to come. It is a reveal.

        Here is every conversation that is one with this one.

        Raises UnknownPlaceholder, UnfitWords, RedactionError, Erased.
        """
        conversation = conversations.get(self._db, conversation_id)
        with self._ringing(conversation_id):
            return Remasking(self._masking).unmask(conversation, account.id, placeholder, everywhere)

    def words(self, kind: TermKind, account: Account, *, show: bool = False) -> list[Word]:
        """The list for everywhere, the newest first, withdrawn words too. Masked words are shown only with `show`:
        a reveal, and so an audit event."""
        rows = terms.listing(self._db, kind)
        if kind == "deny" and show and rows:
            audit.record(self._db, actor=account.id, kind="value.revealed", subject={"terms": len(rows)})
        return [self._word(row, kind == "allow" or show) for row in rows]

    def add_word(self, kind: TermKind, account: Account, words: str, reason: str) -> None:
        """Put words on the list for everywhere, for texts to come; from the other list they are withdrawn.

        Raises UnfitWords, Stale.
        """
        wish = Wish(kind, words.strip(), True, account.id, reason=reason.strip())
        for tries_left in reversed(range(TRIES)):
            change = wish.change(self._vault, lists_for(self._vault, None))
            try:
                terms.change(self._db, change, account.id)
                return
            except Stale:
                if not tries_left:
                    raise

    def withdraw_word(self, term_id: str, account: Account, reason: str) -> None:
        """Take a word off the list for everywhere, for texts to come. Raises NotFound."""
        why = reason.strip()
        sealed = self._vault.seal_term(term_id, why, None, "withdrawal") if why else None
        terms.withdraw(self._db, term_id, account.id, sealed)

    @contextmanager
    def _ringing(self, conversation_id: str) -> Iterator[None]:
        """Tell whoever looks at what is one with the conversation, also when only a part of it could be done."""
        family = merging.family(self._db, conversation_id)
        try:
            yield
        finally:
            for id in family:
                self._bus.publish(id)

    def _word(self, row: TermRow, shown: bool) -> Word:
        def opened(blob: bytes | None, what: str) -> str:
            return self._vault.open_listed(blob, row.id, what) if blob and shown else ""

        return Word(
            id=row.id,
            value=opened(row.sealed_value, "term") if shown else None,
            conversation_id=row.conversation_id,
            added_by=row.account_name or "",
            added_at=row.created_at,
            reason=opened(row.sealed_reason, "reason"),
            withdrawn_by=row.withdrawn_by or "",
            withdrawn_at=row.withdrawn_at,
            withdrawn_because=opened(row.sealed_withdrawal, "withdrawal"),
        )
