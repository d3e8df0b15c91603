"""Decided replies that may teach this draft: similar, of the same language before any other, and taken well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data import accounts, orders
from data.database import Database
from data.errors import NotFound
from data.records import Example
from graph.gather.orders import words_of
from graph.gather.ranking import EXAMPLES, example_score
from graph.gather.view import LIVE, View
from graph.material import Origin, Scored
from language import Understanding


def similar(
    db: Database, vector: Sequence[float], understanding: Understanding, now: datetime, view: View = LIVE
) -> tuple[Scored[Example], ...]:
    """The best examples; those of another language only when the customer's own has none that fits."""
    scored = [
        Scored(example, example_score(vector, example, understanding, now, outcome_of(example)))
        for example in view.examples(db)
    ]
    relevant = [found for found in scored if found.score > 0]
    own = [found for found in relevant if found.item.language == understanding.language]
    return tuple(sorted(own or relevant, key=lambda found: -found.score)[:EXAMPLES])


def outcome_of(example: Example) -> float:
    """How customers took to replies of this kind, -1..1; 0 while nobody knows."""
    return float(getattr(example, "outcome", None) or 0.0)


def origins(db: Database, taught: Sequence[Scored[Example]], shared: frozenset[str]) -> dict[str, Origin]:
    """Who taught each example; and its private words: their name, that customer's orders unless this one's share them."""
    found = {}
    for example in (scored.item for scored in taught):
        reviewer = _name(db, example.reviewer_id)
        private = frozenset(reviewer.casefold().split())  # a draft isn't signed with a person's name
        private = private.union(*map(words_of, orders.of_customer(db, example.customer_id)))
        found[example.id] = Origin(reviewer, private - shared)
    return found


def _name(db: Database, account_id: str) -> str:
    try:
        return accounts.get(db, account_id).display_name
    except NotFound:
        return "a former reviewer"
