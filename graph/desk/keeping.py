"""What staff keep beside conversations: notes to each other, tags, saved views, canned replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from data import accounts, canned, conversations, notes, tags, views
from data.records import Account, CannedReply, Conversation, Note, SavedView
from data.said import Said
from graph.desk.base import Base, EmptyText
from language import detect

MENTION = re.compile(r"(?<![\w@])@([\w][\w.-]*[\w]|\w)")
FIELD = re.compile(r"\{\{.*?\}\}")
SURE = 0.6  # two words without a sentence around them are easily taken for a name


class PersonalData(ValueError):
    """What is kept for all conversations holds no personal data; nothing was written. `found` are the words."""

    def __init__(self, found: Sequence[str]) -> None:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
        super().__init__(
            Said("refusal.personal", "{words} looks like personal data: leave it out", words=words)
        )
        self.found = tuple(found)


class Keeping(Base):
    """Notes pass the redactor like everything else; what belongs to no conversation may not name anybody."""

    def note(self, conversation_id: str, account: Account, text: str) -> Note:
        """Write an internal note; `@username` tells that colleague.

        Raises EmptyText, UnknownPlaceholder, RedactionError, Erased.
        """
        conversation = conversations.get(self._db, conversation_id)
        if not text.strip():
            raise EmptyText
        written = notes.add(
            self._db,
            conversation_id=conversation_id,
            account_id=account.id,
            text=self._around_mentions(text, conversation),
            mentions=self._mentioned(text),
        )
        return self._ring(conversation_id, written)

    def tag(self, ids: Sequence[str], account: Account, tag: str) -> list[str]:
        """Tag conversations; returns the ids of those that did not have it. Raises PersonalData, UnfitText."""
        wanted = tags.normal(tag)
        if wanted not in tags.known(self._db):
            self._demand_impersonal(wanted.replace("-", " "))
        return tags.add(self._db, ids, wanted, account.id)

    def untag(self, ids: Sequence[str], account: Account, tag: str) -> list[str]:
        """Take a tag away; returns the ids of those that had it."""
        return tags.remove(self._db, ids, tag, account.id)

    def save_view(self, account: Account, name: str, shared: bool, wanted: Mapping[str, Any]) -> SavedView:
        """Keep filters under a name. Raises PersonalData, UnfitText, NameTaken."""
        self._demand_impersonal(name, str(wanted.get("text", "")))
        return views.save(self._db, account_id=account.id, name=name, shared=shared, wanted=wanted)

    def keep_reply(self, account: Account, title: str, language: str, text: str, shared: bool) -> CannedReply:
        """Keep a reply ready; what differs from customer to customer stands as a field, {{ customer.name }}.

        Raises PersonalData, UnfitText.
        """
        self._demand_impersonal(title, FIELD.sub(" ", text), language=language)
        return canned.save(
            self._db, account_id=account.id, title=title, language=language, text=text, shared=shared
        )

    def _demand_impersonal(self, *texts: str, language: str | None = None) -> None:
        """Raise PersonalData for texts that name a person; colleagues and the company may be named."""
        allowed = re.findall(r"[\w.-]+", self._colleagues()) + [self._company.name, self._company.assistant]
        allowed += [one.display_name for one in accounts.listing(self._db)]
        found = []
        for text in filter(str.strip, texts):
            spoken = language or detect(text)
            findings = self._masking.redactor.find(text, spoken, allow=allowed)
            found += [text[one.start : one.end] for one in findings if one.score >= SURE]
        if found:
            raise PersonalData(found)

    def _around_mentions(self, text: str, conversation: Conversation) -> str:
        """The text with placeholders, colleagues' names left: "@anna Ingrid called" would be taken for one name."""
        spoken, public = detect(text, fallback=conversation.language), self._colleagues()
        parts, end = list[str](), 0
        for found in MENTION.finditer(text):
            if f"{found[0]} " in public:
                parts += [self._typed(text[end : found.start()], conversation, spoken, public), found[0]]
                end = found.end()
        return "".join([*parts, self._typed(text[end:], conversation, spoken, public)])

    def _typed(self, part: str, conversation: Conversation, language: str, public: str) -> str:
        return self._masking.typed(part, conversation, language, public) if part.strip() else part

    def _mentioned(self, text: str) -> list[str]:
        """The ids of the accounts that a text names, each once."""
        named = {name.lower() for name in MENTION.findall(text)}
        return [one.id for one in accounts.listing(self._db) if one.active and one.username.lower() in named]

    def _colleagues(self) -> str:
        """Names that may stand in a note as they are."""
        staff = accounts.listing(self._db)
        return "\n".join(f"@{one.username} {one.username} {one.display_name}" for one in staff)
