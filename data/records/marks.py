"""What people marked by hand: words on the privacy lists, and the texts that are masked anew because of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

TermKind = Literal["deny", "allow"]
TermScope = Literal["conversation", "everywhere"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is to be masked (`deny`) or left (`allow`), in one conversation or everywhere.

    conversation_id: where it was marked; customer_id: whose words it came from. Both None: typed into the lists.
    """

    id: str
    kind: TermKind
    scope: TermScope
    conversation_id: str | None
    customer_id: str | None
    value_hash: str
    sealed_value: bytes
    sealed_reason: bytes | None
    account_id: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TermRow:
    """A word of the lists with who marked it and, once it is withdrawn, who did that."""

    id: str
    kind: TermKind
    conversation_id: str | None
    sealed_value: bytes
    sealed_reason: bytes | None
    account_name: str | None
    created_at: datetime
    withdrawal_id: str | None
    withdrawn_by: str | None
    sealed_withdrawal: bytes | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """The words in force in one place, oldest first. `stamp` changes whenever a word is added or withdrawn there."""

    terms: tuple[Term, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class ListChange:
    """A change of the lists as it was worked out from those of `stamp`.

    new: the word, if it isn't on the list already. withdrawn: ids of terms that it takes the place of.
    revealed: the placeholder whose value everybody can read from now on.
    """

    stamp: str
    new: Term | None = None
    withdrawn: tuple[str, ...] = ()
    revealed: str | None = None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A customer's message as it is redacted now."""

    message_id: str
    redacted: str
    findings: Sequence[Mapping[str, Any]]


class Hide(Protocol):
    """Hides a word in kept texts: gives the text with placeholders, and remembers the new ones."""

    def __call__(self, text: str) -> str:
        """The text with placeholders for the word; the same text if it isn't there."""

    def placeholders(self) -> Mapping[str, bytes]:
        """All new placeholders, of the messages and of the kept texts, with their sealed values."""


@dataclass(frozen=True, slots=True)
class MaskedAnew:
    """What a change did: how many messages and other texts changed, and the turn that drafts again, if one does."""

    messages: int
    texts: int
    turn_id: str | None
