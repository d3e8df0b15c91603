"""Earlier conversations in short: what was asked, answered and promised, and how it ended, if it matters now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from data import merging, messages
from data.customers import ERASED
from data.history import Past
from data.records import Conversation, Message, Turn
from graph.checks.words import kinds
from graph.drafters.sentences import split
from graph.gather.orders import candidates
from graph.gather.ranking import EARLIER, EARLIER_NEAR, OLDEST_DAYS, OPEN_DAYS, SAME_INTENT_DAYS, cosine
from graph.gather.view import LIVE, View
from graph.masking import Masking
from graph.material import Earlier
from language import Reader, Understanding

LOOKED_AT = 12  # conversations, the newest
LONGEST = 240  # characters of what was asked, and of what was answered
PROMISES = 3
GREETING = 30  # characters that a first or last line has at most when it only greets
Outcome = Literal["answered", "unanswered", "with a person"]
NO_TOPIC = ("other", "compliment")  # intents that two conversations may share without a common subject


class History:
    """Reads a customer's past for one turn. Its texts get this conversation's placeholders on the way."""

    def __init__(self, masking: Masking, reader: Reader) -> None:
        self._masking = masking
        self._reader = reader

    def of(
        self,
        conversation: Conversation,
        vector: Sequence[float],
        understanding: Understanding,
        orders: Iterable[str],
        now: datetime,
        view: View = LIVE,
    ) -> tuple[Earlier, ...]:
        """The earlier conversations that matter, the newest first. Raises RedactionError, Erased."""
        numbers = {_plain(number) for number in orders}
        joined = merging.family(self._masking.db, conversation.id)
        found = []
        for past in view.earlier(self._masking.db, conversation.customer_id, conversation.id, LOOKED_AT):
            said = view.said(messages.of_conversation(self._masking.db, past.conversation.id))
            told = _Told(past, said)
            near = past.conversation.id in joined
            if told.asked and (near or self._matters(told, vector, understanding, numbers, now)):
                found.append(self._short(told, conversation, understanding.language))
            if len(found) == EARLIER:
                break
        return tuple(found)

    def _matters(
        self,
        told: _Told,
        vector: Sequence[float],
        understanding: Understanding,
        numbers: set[str],
        now: datetime,
    ) -> bool:
        days = (now - told.last.created_at).total_seconds() / 86_400
        if days > OLDEST_DAYS:
            return False
        if numbers & {_plain(number) for number in candidates(told.asked)}:
            return True
        if told.outcome != "answered" and days <= OPEN_DAYS:
            return True
        same = told.intent == understanding.intent and told.intent not in NO_TOPIC
        if same and days <= SAME_INTENT_DAYS:
            return True
        return cosine(vector, self._reader.embed([told.asked])[0]) >= EARLIER_NEAR

    def _short(self, told: _Told, conversation: Conversation, language: str) -> Earlier:
        spoken = told.language or language
        values = self._masking.vault.placeholders(told.past.conversation.id, conversation.customer_id)

        def here(text: str) -> str:
            return self._masking.told(text, conversation, spoken, values=values) if text else ""

        return Earlier(
            conversation_id=told.past.conversation.id,
            day=told.last.created_at.date(),
            intent=told.intent,
            asked=here(shortened(told.asked)),
            answered=here(shortened(told.answered)),
            promised=tuple(here(sentence) for sentence in told.promised(spoken)),
            outcome=told.outcome,
        )


class _Told:
    """One earlier conversation, read from its rows."""

    def __init__(self, past: Past, said: Sequence[Message]) -> None:
        self.past = past
        heard = [one for one in said if one.kind != "notice" and one.redacted not in (None, ERASED)]
        inbound = [one for one in heard if one.direction == "inbound"]
        self._replies = [one.redacted or "" for one in heard if one.direction == "outbound"]
        turn: Turn | None = next((turn for turn in reversed(past.turns) if turn.intent), None)
        self.intent = (turn.intent if turn else None) or "other"
        self.language = turn.language if turn else None
        burst = [one for one in inbound if turn is None or turn.first_seq <= one.seq <= turn.last_seq]
        self.asked = "\n".join(one.redacted or "" for one in burst)
        self.answered = self._replies[-1] if self._replies else ""
        if heard:
            self.last = heard[-1]

    @property
    def outcome(self) -> Outcome:
        """How it ended, as far as rows tell."""
        if self.past.with_person:
            return "with a person"
        return "unanswered" if self.last.direction == "inbound" else "answered"

    def promised(self, language: str) -> list[str]:
        """Sentences of replies that promise something, the newest reply's first."""
        sentences = [
            one.text for reply in reversed(self._replies) for one in split(reply) if kinds(one.text, language)
        ]
        return [sentence[:LONGEST] for sentence in dict.fromkeys(sentences)][:PROMISES]


def shortened(text: str) -> str:
    """The first sentences of a message, without a line that only greets or signs, at most LONGEST characters."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while len(lines) > 1 and len(lines[0]) <= GREETING:
        lines = lines[1:]
    while len(lines) > 1 and len(lines[-1]) <= GREETING:
        lines = lines[:-1]
    kept = ""
    for sentence in split(" ".join(lines)):
        longer = f"{kept} {sentence.text}".strip()
        if kept and len(longer) > LONGEST:
            break
        kept = longer
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1].rstrip() + "…"


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()
