"""How well something fits a message, and how well it must: every threshold of gathering stands here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from data.records import Example, Passage
from language import Understanding

PASSAGES, EXAMPLES, ORDERS = 4, 3, 3  # at most so many of each
SHIPMENTS, INVOICES, EARLIER, RECORDS = 4, 3, 3, 10
CANDIDATES = 12  # passages that each of the two searches may propose

RRF = 60  # Cormack, Clarke, Büttcher 2009: the usual constant of reciprocal rank fusion
# What a passage must share with the message to be worth showing: words (coverage), unless its article is about the
# intent and the meaning is near.
ON_TOPIC_COSINE, COVERED = 0.2, 0.25
RELEVANT = 0.3  # score below which a passage stays away
# Cosines of sample inbox messages: same language and intent 0.19 (median); other intents 0.01 (median), 0.52 (95 %),
# 0.66 (99 %), short questions up to 0.72. Passages of an article about the message's intent: 0.24 (median), the nearest
# of them 0.53 (median); of other articles 0.14 (median).
EXAMPLE_NEAR, EXAMPLE_FAR = 0.18, 0.75  # needed of an example of the same language and intent, of any other
OTHER_LANGUAGE, OTHER_INTENT = 0.8, 0.6
RECENCY, HALF_LIFE_DAYS = 0.1, 90.0  # an old example loses at most a tenth, half of that in 90 days
OUTCOME = 0.15  # the most that an example gains or loses by how customers took to it

# An earlier conversation matters while something of it may still be open, or when it was about the same thing.
OPEN_DAYS, SAME_INTENT_DAYS, OLDEST_DAYS = 30, 90, 730
EARLIER_NEAR = 0.6  # cosine of what was asked then and now, for conversations about something else

#: What is looked up for an intent when no use case says it; orders and articles always are.
PARCELS_FOR = frozenset(
    ["delivery_delay", "order_status", "cancellation", "address_change", "complaint_damaged", "return_refund"]
)
INVOICES_FOR = frozenset(["invoice_payment", "return_refund", "cancellation", "warranty"])


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Cosine of two vectors; 0 when one is all zeros or the lengths differ (made by another version)."""
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if a.shape != b.shape:
        return 0.0
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size else 0.0


def fuse(*rankings: Sequence[Passage]) -> list[tuple[Passage, float]]:
    """Reciprocal rank fusion: each passage with its fused score, scaled so that first everywhere is 1."""
    scores: dict[str, float] = {}
    known: dict[str, Passage] = {}
    for ranking in rankings:
        for rank, passage in enumerate(ranking, 1):
            known[passage.id] = passage
            scores[passage.id] = scores.get(passage.id, 0.0) + 1 / (RRF + rank)
    best = len(rankings) / (RRF + 1)
    return [(known[id], score / best) for id, score in sorted(scores.items(), key=lambda item: -item[1])]


def relevance(rank: float, similarity: float, coverage: float, on_topic: bool) -> float:
    """0..1, and 0 for a passage beside the point.

    rank: fused rank; similarity: cosine; coverage: share of the message's words that the passage mentions, rare
    ones weighing more; on_topic: its article is about the intent.
    """
    if coverage < COVERED and not (on_topic and similarity >= ON_TOPIC_COSINE):
        return 0.0
    score = 0.2 * rank + 0.2 * max(0.0, similarity) + 0.6 * coverage + (0.1 if on_topic else 0.0)
    return min(1.0, score) if score >= RELEVANT else 0.0


def example_score(
    vector: Sequence[float],
    example: Example,
    understanding: Understanding,
    now: datetime,
    outcome: float = 0.0,
) -> float:
    """0..1: similarity, less for another language or intent and slightly less with age; 0 when not similar.

    outcome: how customers took to replies of this kind, from -1 (badly) to 1 (well).
    """
    similarity = cosine(vector, example.embedding)
    alike = (example.language, example.intent) == (understanding.language, understanding.intent)
    if similarity < (EXAMPLE_NEAR if alike else EXAMPLE_FAR):
        return 0.0
    days = max(0.0, (now - example.created_at).total_seconds() / 86_400)
    fresh = 1 - RECENCY * (1 - math.exp2(-days / HALF_LIFE_DAYS))
    language = 1.0 if example.language == understanding.language else OTHER_LANGUAGE
    intent = 1.0 if example.intent == understanding.intent else OTHER_INTENT
    liked = 1 + OUTCOME * max(-1.0, min(1.0, outcome))
    return min(1.0, similarity * fresh * language * intent * liked)
