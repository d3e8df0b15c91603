"""What the company knows: articles, templates, orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.records.kinds import JsonDicts, JsonFloats, JsonTexts


@dataclass(frozen=True, slots=True)
class Article:
    """A page of the company's knowledge base; the id is language/slug."""

    id: str
    slug: str
    language: str
    title: str
    intents: JsonTexts
    body: str
    content_hash: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article that can be cited; the id is article#ordinal."""

    id: str
    article_id: str
    ordinal: int
    language: str
    heading: str
    text: str
    embedding: JsonFloats


@dataclass(frozen=True, slots=True)
class Template:
    """A ready reply with fields; `condition` names the order state it fits (any, none, late …)."""

    id: str
    slug: str
    language: str
    intent: str
    condition: str
    emotion: str | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Order:
    """A customer's order. `items` are dicts of sku, name, quantity, price; money in `currency`."""

    number: str
    customer_id: str
    status: str
    placed_on: date
    promised_on: date | None
    shipped_on: date | None
    delivered_on: date | None
    carrier: str | None
    tracking: str | None
    items: JsonDicts
    total: float
    currency: str
    country: str
