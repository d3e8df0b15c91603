"""Loads the sample company's parcels and invoices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from data.records.company import DIRECTIONS, INVOICE_STATUSES, SHIPMENT_STATUSES
from data.sample.model import SampleOrder
from data.sample.people import CURRENCIES, HERE, load_orders, unique
from data.sample.reading import Fields, read_lines


@dataclass(frozen=True, slots=True)
class SampleShipment:
    """A parcel of an order, with absolute dates; `back`: sent back by the customer."""

    id: str
    order: str
    customer: str
    direction: str
    status: str
    carrier: str | None
    tracking: str | None
    shipped_on: date | None
    promised_on: date | None
    delivered_on: date | None
    updated_on: date | None


@dataclass(frozen=True, slots=True)
class SampleInvoice:
    """The invoice of an order, with absolute dates."""

    number: str
    order: str
    customer: str
    status: str
    issued_on: date
    due_on: date | None
    paid_on: date | None
    amount: Decimal
    currency: str
    reminders: int


def load_shipments(today: date, folder: Path = HERE) -> tuple[SampleShipment, ...]:
    """The parcels of shipments.jsonl, their relative days counted back from `today`."""
    orders = {order.number: order for order in load_orders(today, folder)}
    seen: set[str] = set()
    return tuple(_shipment(entry, today, orders, seen) for entry in read_lines(folder / "shipments.jsonl"))


def load_invoices(today: date, folder: Path = HERE) -> tuple[SampleInvoice, ...]:
    """The invoices of invoices.jsonl, their relative days counted back from `today`."""
    orders = {order.number: order for order in load_orders(today, folder)}
    seen: set[str] = set()
    return tuple(_invoice(entry, today, orders, seen) for entry in read_lines(folder / "invoices.jsonl"))


def _shipment(
    entry: Fields, today: date, orders: Mapping[str, SampleOrder], seen: set[str]
) -> SampleShipment:
    order = _order(entry, orders)
    return SampleShipment(
        id=unique(entry, "id", seen),
        order=order.number,
        customer=order.customer,
        direction=entry.choice("direction", DIRECTIONS),
        status=entry.choice("status", SHIPMENT_STATUSES),
        carrier=entry.optional_text("carrier"),
        tracking=entry.optional_text("tracking"),
        shipped_on=_ago(entry, "shipped_days_ago", today),
        promised_on=_ago(entry, "promised_days_ago", today),
        delivered_on=_ago(entry, "delivered_days_ago", today),
        updated_on=_ago(entry, "updated_days_ago", today),
    )


def _invoice(entry: Fields, today: date, orders: Mapping[str, SampleOrder], seen: set[str]) -> SampleInvoice:
    order = _order(entry, orders)
    return SampleInvoice(
        number=unique(entry, "number", seen),
        order=order.number,
        customer=order.customer,
        status=entry.choice("status", INVOICE_STATUSES),
        issued_on=today - timedelta(days=entry.whole("issued_days_ago")),
        due_on=_ago(entry, "due_days_ago", today),
        paid_on=_ago(entry, "paid_days_ago", today),
        amount=entry.money("amount"),
        currency=entry.choice("currency", CURRENCIES),
        reminders=entry.whole("reminders"),
    )


def _order(entry: Fields, orders: Mapping[str, SampleOrder]) -> SampleOrder:
    number = entry.text("order")
    if number not in orders:
        raise entry.error(f"'order' is {number!r}; use a number of orders.jsonl")
    return orders[number]


def _ago(entry: Fields, key: str, today: date) -> date | None:
    days = entry.optional_whole(key)
    return None if days is None else today - timedelta(days=days)
