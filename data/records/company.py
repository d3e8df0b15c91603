"""What the company knows: articles, templates, orders, parcels, invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from data.records.kinds import JsonDicts, JsonFloats, JsonTexts

Direction = Literal["out", "back"]
ShipmentStatus = Literal["announced", "in_transit", "delayed", "waiting", "delivered", "lost"]
InvoiceStatus = Literal["open", "reminded", "collections", "paid", "credited"]
DIRECTIONS: tuple[str, ...] = get_args(Direction)
SHIPMENT_STATUSES: tuple[str, ...] = get_args(ShipmentStatus)
INVOICE_STATUSES: tuple[str, ...] = get_args(InvoiceStatus)


@dataclass(frozen=True, slots=True)
class Article:
    """A page of the company's knowledge base; the id is language/slug.

    path: its file in the articles folder, None for one that came another way; file_hash: see `glassdesk.articles`.
    version: the number of what is in force (`data.versions`). held: a person wrote that, so the file doesn't decide
    any more. archived: drafts don't see it.
    """

    id: str
    slug: str
    language: str
    title: str
    intents: JsonTexts
    body: str
    content_hash: str
    updated_at: datetime
    path: str | None = None
    file_hash: str | None = None
    version: int = 1
    held: bool = False
    archived: bool = False


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
    """A ready reply with fields; `condition` names the order state it fits (any, none, late …). The rest as in `Article`."""

    id: str
    slug: str
    language: str
    intent: str
    condition: str
    emotion: str | None
    title: str
    body: str
    version: int = 1
    held: bool = False
    archived: bool = False


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


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel of an order: `out` to the customer, or `back` from them. waiting: at a parcel shop, to be fetched."""

    id: str
    order_number: str
    customer_id: str
    direction: str
    status: str
    carrier: str | None
    tracking: str | None
    shipped_on: date | None
    promised_on: date | None
    delivered_on: date | None
    updated_on: date | None


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a customer was asked to pay. `amount` in `currency`; reminders: how many were sent."""

    number: str
    customer_id: str
    order_number: str | None
    status: str
    issued_on: date
    due_on: date | None
    paid_on: date | None
    amount: float
    currency: str
    reminders: int
