"""Personal data out, placeholders in: for customers' messages and for what staff type."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from data import messages, placeholders
from data.database import Database
from data.errors import Stale
from data.records import Conversation, Message
from data.said import Said
from graph.glued import opened
from graph.lists import Lists, lists_for
from graph.vault import Vault
from language import detect
from redaction import Redacted, RedactionError, Redactor, placeholders_in, restore, same

# What a customer's profile holds, and what it is called in a text.
PROFILE_KINDS = {"name": "PERSON", "email": "EMAIL", "phone": "PHONE", "address": "ADDRESS"}
TRIES = 3
NONE: Mapping[str, str] = MappingProxyType({})
T = TypeVar("T")


class UnknownPlaceholder(ValueError):
    """A text names placeholders that stand for nothing in this conversation; nothing was stored or sent."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            Said(
                "refusal.placeholders",
                "{names} stand for nothing in this conversation: remove them or write the words",
                names=", ".join(names),
            )
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
            lists = lists_for(self.vault, conversation)
            redacted = self.redact(original, spoken, known, profile, lists)
            messages.set_redacted(
                self.db,
                message.id,
                redacted=redacted.text,
                findings=explained(redacted, original),
                language=spoken,
                placeholders=self.sealed(conversation, redacted.placeholders, known),
                stamp=lists.stamp,
            )
            # Whoever stored it first wins; what others found just now may have other placeholders.
            return messages.get(self.db, message.id).redacted or ""

        return self.numbered(conversation, attempt)

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
        Placeholders may touch words, as in `<PERSON_1>s`: those stay as they are.
        unfinished: unknown placeholders stay as they were typed. Raises UnknownPlaceholder otherwise, and
        RedactionError, Erased.
        """
        profile = self.vault.profile(conversation.customer_id)

        def attempt(known: dict[str, str]) -> str:
            unknown = tuple(name for name in placeholders_in(text) if name not in known)
            if unknown and not unfinished:
                raise UnknownPlaceholder(unknown)
            lists = lists_for(self.vault, conversation)
            plain = opened(text, known)
            redacted = plain.closed(self.redact(plain.text, language, known, profile, lists), known)
            redacted = _without(redacted, known, public, literals=unfinished)
            new = self.sealed(conversation, redacted.placeholders, known)
            placeholders.add(self.db, conversation.id, new)
            return redacted.text

        return self.numbered(conversation, attempt)

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
        """A text of the shop's own systems or of an earlier conversation, with this one's placeholders; new ones are stored.

        personal: all of it is masked, whatever it looks like. public: words that name nobody, such as carriers.
        values: of the placeholders that the text has from an earlier conversation.
        What was marked by hand in another conversation of the customer is masked too: such a text may come from there.
        Raises RedactionError, Erased.
        """

        def attempt(known: dict[str, str]) -> str:
            redacted = self.retold(text, conversation, language, known, values, personal, public)
            new = self.sealed(conversation, redacted.placeholders, known)
            placeholders.add(self.db, conversation.id, new)
            return redacted.text

        return self.numbered(conversation, attempt)

    def retold(
        self,
        text: str,
        conversation: Conversation,
        language: str,
        known: Mapping[str, str],
        values: Mapping[str, str],
        personal: bool,
        public: Collection[str],
    ) -> Redacted:
        """What `told` makes of a text, with nothing stored. known: this conversation's placeholders so far."""
        lists = lists_for(self.vault, conversation)
        left = {same(word) for word in lists.allow}
        marked = [word for word in self.vault.marked(conversation.customer_id) if same(word) not in left]
        lists = lists.beside(deny=(text,) if personal else marked, allow=public)
        plain, profile = opened(text, values), self.vault.profile(conversation.customer_id)
        return plain.closed(self.redact(plain.text, language, known, profile, lists), known)

    def numbered(self, conversation: Conversation, attempt: Callable[[dict[str, str]], T]) -> T:
        """Redact while no other thread numbers placeholders of this conversation; again if another process did.

        attempt: gets the placeholders so far, raises Stale when they, or the lists, have changed. Raises RedactionError.
        """
        for tries_left in reversed(range(TRIES)):
            with self.vault.numbering(conversation.id):
                try:
                    return attempt(self.vault.placeholders(conversation.id, conversation.customer_id))
                except Stale:
                    if not tries_left:
                        raise RedactionError(
                            "others kept changing this conversation's placeholders or lists"
                        ) from None
        raise AssertionError("unreachable")

    def redact(
        self, text: str, language: str, known: Mapping[str, str], profile: Mapping[str, str], lists: Lists
    ) -> Redacted:
        """Redact with the privacy lists, and with what the profile says, for names that no rule would find."""
        expected = dict(known)
        folded = text.casefold()
        for field, kind in PROFILE_KINDS.items():
            value = str(profile.get(field) or "").strip()
            if value and value.casefold() in folded and value not in expected.values():
                expected[_next(kind, expected)] = value
        return self.redactor.redact(text, language, expected, deny=lists.deny, allow=lists.allow)

    def sealed(
        self, conversation: Conversation, values: Mapping[str, str], known: Mapping[str, str]
    ) -> dict[str, bytes]:
        """Those of the placeholders that are new, with their values sealed. Raises Erased."""
        new = {name: value for name, value in values.items() if name not in known}
        return self.vault.seal_placeholders(conversation.id, conversation.customer_id, new)


def explained(redacted: Redacted, original: str) -> list[dict[str, Any]]:
    """The findings as they are kept: each with its rule, its score and the placeholder it got, without the words."""
    names = {value: name for name, value in redacted.placeholders.items()}
    return [{**asdict(one), "placeholder": names[original[one.start : one.end]]} for one in redacted.findings]


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
        if name not in known
        and not name.startswith("<OTHER_")  # a person marked it: public or not, it stays hidden
        and (literals if name.startswith("<LITERAL_") else _stands_in(value, public))
    }
    kept = {name: value for name, value in redacted.placeholders.items() if name not in needless}
    return Redacted(restore(redacted.text, needless), redacted.findings, kept)


def _stands_in(value: str, text: str) -> bool:
    """Whether a text holds a value as whole words."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
