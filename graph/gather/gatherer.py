"""Finds what a draft may rest on: the customer's own orders, passages, templates and similar examples.

Only what is relevant comes along; nothing is better than something beside the point.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, date, datetime

from data import accounts, examples, knowledge, messages, orders
from data.database import Database
from data.errors import NotFound
from data.records import Conversation, Example, Passage, Turn
from data.sample import Company
from graph.gather.choice import fitting
from graph.gather.orders import Asked, asked_about, condition_of, words_of
from graph.gather.ranking import example_score, fuse, relevance
from graph.gather.shelf import Shelf, Shelves
from graph.material import Material, Origin, Scored
from graph.modules import Module
from language import Reader, Understanding

PASSAGES, EXAMPLES, ORDERS = 4, 3, 3  # at most so many of each
CANDIDATES = 12  # passages that each of the two searches may propose
FALLBACK = "en"


class Gatherer:
    """Looks everything up for one turn. Nothing of a turn is remembered; articles are, until they change."""

    def __init__(self, db: Database, reader: Reader, company: Company | None = None) -> None:
        self._db = db
        self._reader = reader
        self._shelves = Shelves(db)
        self._facts = company_facts(company) if company else {}

    def gather(
        self,
        turn: Turn,
        text: str,
        understanding: Understanding,
        conversation: Conversation,
        now: datetime | None = None,
        *,
        module: Module | None = None,
    ) -> Material:
        """The material for a reply to `text` (the turn's redacted messages). Only rows of `turn.customer_id` count."""
        moment = now or datetime.now(UTC)
        asked = self._orders(turn, text, understanding, conversation, moment.date())
        condition = condition_of(asked.orders[0], moment.date()) if asked.orders else "none"
        (vector,) = self._reader.embed([text])
        passages, titles = self._passages(text, vector, understanding)
        taught = self._examples(vector, understanding, moment)
        return Material(
            orders=asked.orders[:ORDERS],
            condition=condition,
            order_named=asked.named,
            foreign_order=asked.foreign,
            unknown_order=asked.unknown,
            passages=passages,
            templates=fitting(
                knowledge.templates(self._db, understanding.language), understanding, condition
            ),
            examples=taught,
            titles=titles,
            origins=self._origins(taught, asked),
            facts=self._facts,
        )

    def _orders(
        self, turn: Turn, text: str, understanding: Understanding, conversation: Conversation, today: date
    ) -> Asked:
        own = orders.of_customer(self._db, turn.customer_id)
        earlier = [
            message.redacted or ""
            for message in messages.of_conversation(self._db, conversation.id)
            if message.direction == "inbound" and message.seq < turn.first_seq
        ]
        return asked_about(
            own,
            [text, *reversed(earlier)],
            understanding.intent,
            today,
            owner_of=self._owner_of,
        )

    def _owner_of(self, number: str) -> str | None:
        order = orders.by_number(self._db, number)
        return order.customer_id if order else None

    def _passages(
        self, text: str, vector: Sequence[float], understanding: Understanding
    ) -> tuple[tuple[Scored[Passage], ...], dict[str, str]]:
        """The best passages in the customer's language, or in English when there are none; and their titles."""
        articles = knowledge.articles(self._db)
        titles = {article.id: article.title for article in articles}
        topical = {article.id for article in articles if understanding.intent in article.intents}
        for language in dict.fromkeys((understanding.language, FALLBACK)):
            best = self._best(text, vector, language, self._shelves.of(language, articles), topical)
            if best:
                return best, {found.item.article_id: titles[found.item.article_id] for found in best}
        return (), {}

    def _best(
        self, text: str, vector: Sequence[float], language: str, shelf: Shelf, topical: Container[str]
    ) -> tuple[Scored[Passage], ...]:
        """BM25 and cosine, fused by rank; then only what is relevant."""
        lexical = [passage for passage, _ in knowledge.bm25(self._db, text, language, CANDIDATES)]
        similar, covered = shelf.similar(vector), shelf.coverage(text)
        semantic = sorted(shelf.passages, key=lambda passage: -similar[passage.id])[:CANDIDATES]
        scored = [
            Scored(
                passage,
                relevance(
                    rank,
                    similar.get(passage.id, 0.0),
                    covered.get(passage.id, 0.0),
                    passage.article_id in topical,
                ),
            )
            for passage, rank in fuse(lexical, semantic)
        ]
        relevant = [found for found in scored if found.score > 0]
        return tuple(sorted(relevant, key=lambda found: -found.score)[:PASSAGES])

    def _examples(
        self, vector: Sequence[float], understanding: Understanding, now: datetime
    ) -> tuple[Scored[Example], ...]:
        scored = [
            Scored(example, example_score(vector, example, understanding, now))
            for example in examples.active(self._db)
        ]
        relevant = [found for found in scored if found.score > 0]
        return tuple(sorted(relevant, key=lambda found: -found.score)[:EXAMPLES])

    def _origins(self, taught: Sequence[Scored[Example]], asked: Asked) -> dict[str, Origin]:
        """Who taught each example; and its private words: their name, that customer's orders unless this one's share them."""
        own: frozenset[str] = frozenset().union(*map(words_of, asked.orders))
        origins = {}
        for example in (scored.item for scored in taught):
            reviewer = self._name(example.reviewer_id)
            private = frozenset(reviewer.casefold().split())  # a draft isn't signed with a person's name
            private = private.union(*map(words_of, orders.of_customer(self._db, example.customer_id)))
            origins[example.id] = Origin(reviewer, private - own)
        return origins

    def _name(self, account_id: str) -> str:
        try:
            return accounts.get(self._db, account_id).display_name
        except NotFound:
            return "a former reviewer"


def company_facts(company: Company) -> dict[str, str]:
    """The company's facts by the slot names that templates use."""
    return {
        "company.name": company.name,
        "company.return_days": str(company.return_days),
        "company.warranty_years": str(company.warranty_years),
    }
