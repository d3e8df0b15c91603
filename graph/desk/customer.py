"""The customer behind a conversation, for whoever answers them: history, orders, moods, and what they were promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data import conversations, orders
from data.about import About, Said, about
from data.customers import ERASED
from data.records import Order
from graph.checks.words import kinds
from graph.desk.base import Base
from graph.drafters.sentences import split

PROMISES = 5
LONGEST = 240  # characters of a promise


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of a reply that promises something, redacted."""

    text: str
    at: datetime
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer. conversation_id: the one that is open now."""

    conversation_id: str
    about: About
    orders: tuple[Order, ...]
    promises: tuple[Promise, ...]


class Customers(Base):
    """Looks customers up. Everything is redacted; nothing is revealed or written."""

    def customer(self, conversation_id: str) -> Known:
        """What is known of the customer of a conversation, with the newest promises first. Raises NotFound."""
        customer_id = conversations.get(self._db, conversation_id).customer_id
        found = about(self._db, customer_id)
        return Known(
            conversation_id, found, tuple(orders.of_customer(self._db, customer_id)), promises(found.said)
        )


def promises(said: tuple[Said, ...]) -> tuple[Promise, ...]:
    """The sentences of replies that promise something, each once, the newest first (`graph.checks.words` knows them)."""
    found: dict[str, Promise] = {}
    for reply in said:
        if reply.text == ERASED or len(found) >= PROMISES:
            continue
        for sentence in split(reply.text):
            if kinds(sentence.text, reply.language or "en"):
                text = sentence.text.strip()[:LONGEST]
                found.setdefault(text, Promise(text, reply.at, reply.conversation_id))
    return tuple(found.values())[:PROMISES]
