"""What a template reads like once it is filled in: an invented order, the company's own facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from data.records import Order
from data.sample import Phrases
from data.sample.model import OrderStatus
from graph.drafters.fields import Filled, fill, filled, order_fields, slots, trimmed

#: What the order's state is called where a template's condition isn't a state itself.
_STATES = {
    "late": "delayed", "late_again": "delayed", "lost": "delayed", "in_transit_again": "in_transit",
    "returnable": "delivered", "in_warranty": "delivered",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply's middle as a mail and as a chat message, with the places of what was filled in."""

    mail: Filled
    chat: Filled


def shown(
    body: str,
    condition: str,
    phrases: Phrases,
    facts: Mapping[str, str],
    today: date,
    carrier: str = "PostNord",
) -> Shown:
    """The template filled in; a field that an invented order doesn't have stands in angle quotes."""
    known = {**order_fields(_order(condition, today, carrier), phrases, "", today), **facts}
    if condition == "none":
        known = {name: value for name, value in known.items() if not name.startswith("order.")}

    def made(chat: bool) -> Filled:
        kept = trimmed(body, {*known, *(name for name in slots(body) if not name.startswith("order."))}, chat)
        return filled(kept, known | {name: f"‹{name}›" for name in slots(kept) if not known.get(name)})

    return Shown(made(False), made(True))


def framed(middle: str, phrases: Phrases, facts: Mapping[str, str]) -> str:
    """The middle with the greeting, thanks and sign-off that a mail to a calm customer has."""
    opening = fill(phrases.greeting, facts)
    return (
        f"{opening}\n\n{phrases.acknowledgements['neutral']}\n\n{middle}\n\n{fill(phrases.sign_off, facts)}"
    )


def _order(condition: str, today: date, carrier: str) -> Order:
    """An order in the state that the template is for, as invented as its number."""
    status = _STATES.get(condition, condition if condition in get_args(OrderStatus) else "in_transit")
    delivered = today - timedelta(days=2) if status in ("delivered", "returned") else None
    return Order(
        number="NL-10234",
        customer_id="",
        status=status,
        placed_on=today - timedelta(days=9),
        promised_on=today - timedelta(days=3) if status == "delayed" else today + timedelta(days=2),
        shipped_on=today - timedelta(days=6),
        delivered_on=delivered,
        carrier=carrier,
        tracking="PN 000 111 222",
        items=({"sku": "LUMI", "name": "Lumi", "quantity": 1, "price": 49.9},),
        total=49.9,
        currency="EUR",
        country="DE",
    )
