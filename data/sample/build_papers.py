"""Derives parcels and invoices from the sample's orders: always the same, drawn from each order's number.

`python -m data.sample.build_orders` writes them together with the orders.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.sample.model import Company

Line = dict[str, Any]

BY_INVOICE = ("DK", "SE", "DE", "NL")  # countries where goods can be paid after delivery
SHARE_BY_INVOICE, SHARE_LATE = 0.4, 0.1
BACK_DAYS = (6, 20)  # days from delivery until a parcel sent back is with us
PINNED_BACK = (
    8  # days ago that a pinned return came in: its writer waits for the money since more than a week
)


def parcels(order: Line, pinned: Mapping[str, Any], track: Any) -> Iterator[Line]:
    """The parcels of one order: out once it is sent, and back once it is returned. `track` makes tracking numbers."""
    if order["shipped_days_ago"] is None:
        return
    chance = random.Random(f"parcel {order['number']}")
    arrived = order["delivered_days_ago"]
    status = "delivered" if arrived is not None else order["status"]
    seen = arrived if arrived is not None else chance.randint(0, order["shipped_days_ago"])
    yield {
        "id": order["tracking"],
        "order": order["number"],
        "direction": "out",
        "status": status,
        "carrier": order["carrier"],
        "tracking": order["tracking"],
        "shipped_days_ago": order["shipped_days_ago"],
        "promised_days_ago": order["promised_days_ago"],
        "delivered_days_ago": arrived,
        "updated_days_ago": seen,
    }
    if order["status"] in ("returned", "refunded"):
        yield _back(order, pinned, track, chance)


def _back(order: Line, pinned: Mapping[str, Any], track: Any, chance: random.Random) -> Line:
    drawn = max(1, order["delivered_days_ago"] - chance.randint(*BACK_DAYS))
    came = min(PINNED_BACK, drawn) if order["number"] in pinned else drawn
    code = track(order["carrier"], f"{order['number']}R", order["country"])
    return {
        "id": code,
        "order": order["number"],
        "direction": "back",
        "status": "delivered",
        "carrier": order["carrier"],
        "tracking": code,
        "shipped_days_ago": min(order["delivered_days_ago"], came + chance.randint(2, 4)),
        "promised_days_ago": None,
        "delivered_days_ago": came,
        "updated_days_ago": came,
    }


def invoice(order: Line, pinned: Mapping[str, Any], company: Company) -> Line | None:
    """The invoice of one order; it is made when the parcel leaves."""
    issued = order["shipped_days_ago"]
    if issued is None:
        return None
    chance = random.Random(f"invoice {order['number']}")
    due = issued - company.promises["invoice_due_days"]
    wanted = pinned.get(order["number"])
    status, paid, reminders = _payment(order, wanted, issued, due, company, chance)
    return {
        "number": f"F-{2_000_000 + int(''.join(filter(str.isdigit, order['number']))) % 1_000_000}",
        "order": order["number"],
        "status": status,
        "issued_days_ago": issued,
        "due_days_ago": due,
        "paid_days_ago": paid,
        "amount": order["total"],
        "currency": order["currency"],
        "reminders": reminders,
    }


def _payment(
    order: Line, wanted: str | None, issued: int, due: int, company: Company, chance: random.Random
) -> tuple[str, int | None, int]:
    """Status, day of payment, reminders. Cards are charged when the parcel leaves."""
    by_invoice = order["country"] in BY_INVOICE and chance.random() < SHARE_BY_INVOICE
    reminded = due >= company.promises["reminder_after_days"]
    if wanted == "reminded":
        return "reminded", None, 1
    if order["status"] == "refunded":
        return "credited", issued, 0
    if wanted is None and by_invoice and order["status"] != "returned":
        if reminded and chance.random() < SHARE_LATE:
            return "reminded", None, 1
        paid = issued - chance.randint(3, company.promises["invoice_due_days"])
        return ("paid", paid, 0) if paid >= 0 else ("open", None, 0)
    return "paid", issued, 0


def papers(
    orders: Iterable[Line], pinned: Mapping[str, Any], company: Company, track: Any
) -> tuple[list[Line], list[Line]]:
    """All parcels and all invoices. `pinned`: pinned orders' numbers, with what they say of the invoice."""
    known = list(orders)
    sent = [parcel for order in known for parcel in parcels(order, pinned, track)]
    billed = [bill for order in known if (bill := invoice(order, pinned, company)) is not None]
    return sent, billed
