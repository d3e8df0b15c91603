"""The privacy lists as redaction needs them: what people want masked, and what they want left, in one conversation.

The nearer list wins: a word of the conversation's own lists counts there whatever the lists for everywhere say.
Within one list the later word takes the earlier one's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.ids import new_id
from data.records import Conversation, ListChange, Term, TermKind
from graph.vault import Vault
from redaction import same

LONGEST = 200  # characters of a listed word, or of several in a row


class UnfitWords(ValueError):
    """These words can't be put on a list; nothing was changed."""


class EverydayWord(UnfitWords):
    """One click can't mask such a word everywhere: messages would become unreadable. Supervisors can, on their page."""

    def __init__(self) -> None:
        super().__init__("this is an everyday word: masked everywhere, it would make messages unreadable")


@dataclass(frozen=True, slots=True)
class Listed:
    """A word in force."""

    term: Term
    value: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The words in force in one place, and their stamp (`data.terms`)."""

    words: tuple[Listed, ...]
    stamp: str
    also_deny: tuple[str, ...] = ()
    also_allow: tuple[str, ...] = ()

    @property
    def deny(self) -> tuple[str, ...]:
        """What is to be masked."""
        return tuple(word.value for word in self._counting() if word.term.kind == "deny") + self.also_deny

    @property
    def allow(self) -> tuple[str, ...]:
        """What is to be left."""
        return tuple(word.value for word in self._counting() if word.term.kind == "allow") + self.also_allow

    def beside(self, *, deny: Iterable[str] = (), allow: Iterable[str] = ()) -> Lists:
        """The lists with words that one text brings along."""
        return replace(self, also_deny=tuple(deny), also_allow=tuple(allow))

    def after(self, change: ListChange, value: str) -> Lists:
        """The lists as they will be after a change about this value."""
        left = tuple(word for word in self.words if word.term.id not in change.withdrawn)
        new = (Listed(change.new, value),) if change.new else ()
        return replace(self, words=left + new)

    def _counting(self) -> Iterator[Listed]:
        """The words without those for everywhere that the conversation decides otherwise."""
        own = {same(word.value) for word in self.words if word.term.scope == "conversation"}
        for word in self.words:
            if word.term.scope == "conversation" or same(word.value) not in own:
                yield word


def lists_for(vault: Vault, conversation: Conversation | None) -> Lists:
    """The lists in force in a conversation, or those for everywhere, read anew each time. Raises Erased."""
    held = vault.terms(conversation.id if conversation else None)
    values = vault.open_terms(held.terms)
    return Lists(tuple(map(Listed, held.terms, values)), held.stamp)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of the lists: a value masked (`deny`) or left (`allow`), here or everywhere, and why.

    conversation: where they marked it; None when they typed it into the lists. placeholder: what they un-mask.
    """

    kind: TermKind
    value: str
    everywhere: bool
    account_id: str
    conversation: Conversation | None = None
    reason: str = ""
    placeholder: str | None = None

    def change(self, vault: Vault, lists: Lists) -> ListChange:
        """What must change for it. Raises UnfitWords, Erased."""
        form = same(self.value)
        if len(form) < 2 or not any(map(str.isalnum, form)) or len(self.value) > LONGEST:
            raise UnfitWords(
                f"words on a list have 2 to {LONGEST} characters, and a letter or digit among them"
            )
        alike = [word.term for word in lists.words if same(word.value) == form]
        scope = "everywhere" if self.everywhere else "conversation"
        here = any(term.kind == self.kind and term.scope == scope for term in alike)
        against = (
            term.id
            for term in alike
            if term.kind != self.kind and (self.everywhere or term.scope == "conversation")
        )
        return ListChange(
            lists.stamp, None if here else self._term(vault, form), tuple(against), self.placeholder
        )

    def _term(self, vault: Vault, form: str) -> Term:
        of, id = self.conversation, new_id()
        owner = None if self.everywhere or of is None else of.customer_id
        scope = "" if owner is None or of is None else of.id
        return Term(
            id=id,
            kind=self.kind,
            scope="everywhere" if self.everywhere else "conversation",
            conversation_id=of.id if of else None,
            customer_id=of.customer_id if of else None,
            value_hash=vault.term_hash(form, scope),
            sealed_value=vault.seal_term(id, self.value, owner),
            sealed_reason=vault.seal_term(id, self.reason, owner, "reason") if self.reason else None,
            account_id=self.account_id,
            created_at=datetime.now(UTC),
        )
