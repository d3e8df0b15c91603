"""All that is kept of one customer, as it leaves the house in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from data import (
    conversations,
    decisions,
    desk,
    drafts,
    handbacks,
    history,
    invoices,
    messages,
    notes,
    orders,
    outcomes,
    remarks,
    shipments,
    tags,
)
from data.records import Conversation, Customer, Draft, Invoice, Message, Shipment, Turn
from glassdesk.house import House
from graph.vault import Erased
from redaction import restore

ALL = 1_000_000  # conversations of one customer


def customer_export(house: House, customer: Customer) -> dict[str, Any]:
    """What is kept of this customer, restored: the answer to an access request (GDPR Art. 15, 20).

    Left out are copies of it that serve the desk only: sources and checks of drafts, test drafts, examples, and words
    that were marked for everybody.
    """
    return {
        "customer": customer.id,
        "language": customer.language,
        "since": customer.created_at.isoformat(),
        "profile": house.vault.profile(customer.id),
        "orders": [_plain(order) for order in orders.of_customer(house.db, customer.id)],
        "shipments": [_dated(one) for one in shipments.of_customer(house.db, customer.id)],
        "invoices": [_dated(one) for one in invoices.of_customer(house.db, customer.id)],
        "masked_words": house.vault.marked(customer.id),
        "conversations": [
            _conversation(house, customer, one) for one in conversations.of_customer(house.db, customer.id)
        ],
        "requests": [
            _labels(turn) for past in history.earlier(house.db, customer.id, "", ALL) for turn in past.turns
        ],
    }


def _conversation(house: House, customer: Customer, conversation: Conversation) -> dict[str, Any]:
    values = house.vault.placeholders(conversation.id, customer.id)
    thumbs = outcomes.thumbs(house.db, conversation.id)
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
                "thumb_up": thumbs.get(message.id),
            }
            for message in messages.of_conversation(house.db, conversation.id)
        ],
        "drafts": [
            _draft(house, draft, values) for draft in drafts.of_conversation(house.db, conversation.id)
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
        "remarks": [
            {"at": one.at.isoformat(), "about": one.about, "text": restore(str(one.text), values)}
            for one in remarks.of(house.db, conversation.id)
        ],
    }


def _draft(house: House, draft: Draft, values: Mapping[str, str]) -> dict[str, Any]:
    """A proposed reply, and what somebody has made of it and not sent."""
    edit = desk.get(house.db, draft.id).edit_text
    return {
        "at": draft.created_at.isoformat(),
        "text": restore(draft.text, values),
        "edited": restore(edit, values) if edit else None,
    }


def _labels(turn: Turn) -> dict[str, Any]:
    """What was read out of a burst of messages."""
    names = ("conversation_id", "language", "sentiment", "emotion", "intent", "urgency", "wants_human")
    told = {name: getattr(turn, name) for name in (*names, "must_escalate", "injection")}
    return {"at": turn.created_at.isoformat(), **told}


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
