"""What lies ready for a person who chats: replies to insert with their fields filled, a summary to hand back with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from data import canned, conversations, knowledge, messages, orders, takeovers
from data.records import Account, Conversation
from data.sample import Phrases, load_phrases
from graph.checks.greeting import polite
from graph.checks.semblance import SHORTEST, Promising
from graph.checks.words import kinds
from graph.desk.base import Base
from graph.drafters.fields import SLOT, order_fields, trimmed
from graph.drafters.sentences import split

GAP = "___"  # stands for a field that isn't known; to be filled in before sending
LONGEST = 600  # characters of a proposed summary
_GAPS = re.compile(r"_{3,}")


@dataclass(frozen=True, slots=True)
class ReadyReply:
    """A reply to insert. `own_id`: of one that this account keeps; None for templates and colleagues' replies."""

    title: str
    text: str
    own_id: str | None


class Ready(Base):
    """Replies and summaries for chats. All with placeholders, which are restored when a message is sent."""

    def ready(self, conversation_id: str, account: Account) -> list[ReadyReply]:
        """Replies in the conversation's language: those kept by staff, then the templates. Raises RedactionError, Erased."""
        conversation = conversations.get(self._db, conversation_id)
        fields = self._fields(conversation, account)
        kept = canned.visible(self._db, account.id, conversation.language)
        found = [
            ReadyReply(one.title, filled(one.text, fields), one.id if one.account_id == account.id else None)
            for one in kept
        ]
        templates = knowledge.templates(self._db, conversation.language)
        return found + [ReadyReply(one.title, filled(one.body, fields), None) for one in templates]

    def proposed(self, conversation_id: str) -> str:
        """What to hand back with: the sentences of this person's messages that promise something; empty without any."""
        conversation = conversations.get(self._db, conversation_id)
        takeover = takeovers.open_for(self._db, conversation_id)
        if takeover is None or takeover.started_at is None:
            return ""
        said = [
            one.redacted or ""
            for one in messages.of_conversation(self._db, conversation_id)
            if one.authorship == "human" and one.kind == "reply" and one.created_at >= takeover.started_at
        ]
        found = [
            sentence for text in said for sentence in agreed_in(text, conversation.language, self._promising)
        ]
        return _shortened(list(dict.fromkeys(found)))

    def _fields(self, conversation: Conversation, account: Account) -> dict[str, str]:
        name = str(self._vault.profile(conversation.customer_id).get("name") or "")
        fields = {"company.name": self._company.name, "me": account.display_name}
        if name:  # as a placeholder, which is restored when the message is sent
            fields["customer.name"] = self._masking.typed(name, conversation, conversation.language)
        phrases = _phrases().get(conversation.language)
        mine = orders.of_customer(self._db, conversation.customer_id)
        if phrases is not None and mine:
            said = "\n".join(
                one.redacted or "" for one in messages.of_conversation(self._db, conversation.id)
            )
            named = [one for one in mine if one.number in said]
            newest = max(mine, key=lambda one: one.placed_on)
            fields |= order_fields((named or [newest])[0], phrases, said, datetime.now(UTC).date())
        return {name: value for name, value in fields.items() if value}


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its fields filled; optional parts whose fields aren't known go, other unknown fields become gaps."""
    return SLOT.sub(lambda slot: fields.get(slot[1], GAP), trimmed(text, fields, chat=True))


def agreed_in(text: str, language: str, promising: Promising | None = None) -> list[str]:
    """The sentences of a person's message that promise something: by the lists of `graph.checks`, or, in other words, as
    `promising` says. Questions promise nothing, and what greets or wishes well is no agreement."""
    stated = [one.text.strip() for one in split(text) if not one.text.rstrip().endswith("?")]
    listed = {one for one in stated if kinds(one, language)}
    open_to_doubt = [one for one in stated if one not in listed and len(one) >= SHORTEST and not polite(one)]
    seems = promising(open_to_doubt) if promising and open_to_doubt else ()
    seeming = {one for one, yes in zip(open_to_doubt, seems, strict=False) if yes}
    return [one for one in stated if one in listed or one in seeming]


def _shortened(sentences: list[str]) -> str:
    """As many sentences as fit, one a line."""
    kept: list[str] = []
    for sentence in sentences:
        if sum(map(len, kept)) + len(sentence) > LONGEST:
            break
        kept.append(_GAPS.sub("…", sentence))
    return "\n".join(kept) or "".join(sentences[:1])[:LONGEST]


@cache
def _phrases() -> Mapping[str, Phrases]:
    return load_phrases()
