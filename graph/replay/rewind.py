"""Orders, parcels and invoices as of a day. Their rows hold today's state; the dates in them tell what hadn't happened yet.

What happened after the day is undone. What has no date, or that day's, counts as not yet happened unless the draft of
that time shows it: then a doubt is left, for nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from data.records import Invoice, Order, Shipment
from graph.replay.evidence import Evidence

Thing = TypeVar("Thing", Order, Shipment, Invoice)
#: The thing as of then, None if it wasn't there yet; and what can't be known, as the end of a sentence.
Rewound = tuple[Thing | None, str | None]

_UNDATED = ("returned", "refunded", "cancelled")


def order_at(order: Order, day: date, shown: Evidence) -> Rewound[Order]:
    """An order as far as it had come before `day`."""
    if order.placed_on > day:
        return None, None
    if order.placed_on == day and not shown.knows(order.number):
        return None, "was placed on that day, perhaps after the message"
    path = _path(order)
    states = [state for state, _ in path]
    proven = shown.states.get(order.number, frozenset())
    sure = max((states.index(state) for state in proven if state in states), default=-1)
    for place, (state, on) in enumerate(path):
        if place <= sure or (on is not None and on < day):
            continue
        doubt = None if on is not None and on > day else f"is {_said(state)} {_when(on)}"
        return _before(order, states[:place]), doubt
    return order, None


def shipment_at(shipment: Shipment, day: date) -> Rewound[Shipment]:
    """A parcel as far as it had come before `day`. One that was last updated before stays as it is."""
    if shipment.updated_on and shipment.updated_on < day:
        return shipment, None
    if shipment.shipped_on is None or shipment.shipped_on >= day:
        sure = shipment.shipped_on is not None and shipment.shipped_on > day
        return None, None if sure else f"was sent {_when(shipment.shipped_on)}"
    if shipment.status in ("announced", "in_transit"):
        return shipment, None
    then = replace(shipment, status="in_transit", delivered_on=None, updated_on=None)
    if shipment.status != "delivered":
        return then, f"is {shipment.status} {_when(None)}"
    on = shipment.delivered_on
    if on is not None and on < day:
        return shipment, None
    return then, None if on is not None and on > day else f"is delivered {_when(on)}"


def invoice_at(invoice: Invoice, day: date) -> Rewound[Invoice]:
    """An invoice as it stood before `day`. Nobody is reminded before the due date; later reminders have no date."""
    if invoice.issued_on >= day:
        return None, None if invoice.issued_on > day else "was issued on that day, perhaps after the message"
    if invoice.status == "open" or (invoice.status == "paid" and invoice.paid_on and invoice.paid_on < day):
        return invoice, None
    then = replace(invoice, status="open", paid_on=None, reminders=0)
    if invoice.due_on and invoice.due_on >= day and invoice.status in ("reminded", "collections"):
        return then, None
    if invoice.paid_on and invoice.paid_on > day and not invoice.reminders:
        return then, None
    return then, f"is {invoice.status} {_when(invoice.paid_on)}"


def _path(order: Order) -> Sequence[tuple[str, date | None]]:
    """The states an order must have come through to be what it is today, with the day of each."""
    path: list[tuple[str, date | None]] = []
    if order.shipped_on or order.status in ("in_transit", "delayed"):
        path.append(("in_transit", order.shipped_on))
    if order.delivered_on or order.status == "delivered":
        path.append(("delivered", order.delivered_on))
    if order.status in _UNDATED:
        path.append((order.status, None))
    return path


def _before(order: Order, states: Sequence[str]) -> Order:
    """An order that has come only through these states."""
    if not states:
        waiting = order.status if order.status == "packed" else "processing"
        return replace(order, status=waiting, shipped_on=None, delivered_on=None, carrier=None, tracking=None)
    if states[-1] == "in_transit":
        return replace(order, status="in_transit", delivered_on=None)
    return replace(order, status=states[-1])


def _said(state: str) -> str:
    return "on its way" if state == "in_transit" else state


def _when(on: date | None) -> str:
    return "since nobody knows when" if on is None else "since that day, perhaps after the message"
