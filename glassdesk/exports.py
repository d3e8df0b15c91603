"""All that is kept of one customer, as it leaves the house in a file."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from data import conversations, decisions, handbacks, invoices, messages, notes, orders, shipments, tags
from data.records import Conversation, Customer, Invoice, Message, Shipment
from glassdesk.house import House
from graph.vault import Erased
from redaction import restore


def customer_export(house: House, customer: Customer) -> dict[str, Any]:
    """Everything kept of this customer, restored: the answer to an access request (GDPR Art. 15, 20)."""
    return {
        "customer": customer.id,
        "language": customer.language,
        "since": customer.created_at.isoformat(),
        "profile": house.vault.profile(customer.id),
        "orders": [_plain(order) for order in orders.of_customer(house.db, customer.id)],
        "shipments": [_dated(one) for one in shipments.of_customer(house.db, customer.id)],
        "invoices": [_dated(one) for one in invoices.of_customer(house.db, customer.id)],
        "conversations": [
            _conversation(house, customer, one) for one in conversations.of_customer(house.db, customer.id)
        ],
    }


def _conversation(house: House, customer: Customer, conversation: Conversation) -> dict[str, Any]:
    values = house.vault.placeholders(conversation.id, customer.id)
    return {
        "id": conversation.id,
        "channel": conversation.channel,
        "state": conversation.state,
        "messages": [
            {
                "at": message.created_at.isoformat(),
                "direction": message.direction,
                "authorship": message.authorship,
                "text": _text(house, message, customer),
            }
            for message in messages.of_conversation(house.db, conversation.id)
        ],
        "decisions": [
            {"at": decision.decided_at.isoformat(), "kind": decision.kind}
            for decision in decisions.of_conversation(house.db, conversation.id)
        ],
        "tags": list(tags.of(house.db, conversation.id)),
        "notes": [
            {"at": note.created_at.isoformat(), "text": restore(note.text, values)}
            for note in notes.of_conversation(house.db, conversation.id)
        ],
        "agreed": [
            {"at": told.created_at.isoformat(), "text": restore(told.summary, values)}
            for told in handbacks.of(house.db, conversation.id)
        ],
    }


def _text(house: House, message: Message, customer: Customer) -> str | None:
    """What was written; None once it was erased."""
    try:
        return house.vault.open_message(message, customer.id)
    except Erased:
        return None


def _dated(paper: Shipment | Invoice) -> dict[str, Any]:
    """A parcel or an invoice with its dates as text; whose it is stands above."""
    told = {field.name: getattr(paper, field.name) for field in fields(paper) if field.name != "customer_id"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _plain(order: Any) -> dict[str, Any]:
    return {
        "number": order.number,
        "status": order.status,
        "placed_on": order.placed_on.isoformat(),
        "items": list(order.items),
        "total": order.total,
        "currency": order.currency,
    }
