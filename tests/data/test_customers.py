"""Customers and conversations: found again, listed, and forgotten everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data import (
    audit,
    conversations,
    customers,
    desk,
    drafts,
    examples,
    messages,
    new_id,
    orders,
    outbox,
    takeovers,
)
from data.errors import NotFound
from data.records import Order


def test_a_customer_is_found_by_the_hash_of_their_contact(shop):
    customer = customers.add(
        shop.db, customer_id="c1", wrapped_key=b"\x00key", contact_hash="h", language="sv"
    )
    assert customers.add(shop.db, customer_id="c1", wrapped_key=b"other", language="en") == customer
    assert customers.by_contact(shop.db, "h") == customers.get(shop.db, "c1") == customer
    assert customers.by_contact(shop.db, "unknown") is None
    with pytest.raises(NotFound):
        customers.get(shop.db, "c2")


def test_a_conversation_is_opened_once_for_an_external_id(shop, at_once):
    found = at_once(*[lambda: shop.conversation(integration_id="shop", external_id="7")] * 4)
    assert len({conversation.id for conversation in found}) == 1
    assert conversations.by_external(shop.db, "shop", "7").id == found[0].id
    assert shop.conversation().id != shop.conversation().id


def test_a_conversation_is_found_by_its_secret_and_its_customer(shop):
    conversation = shop.conversation(access_hash="secret")
    assert conversations.by_access(shop.db, "secret") == conversation
    assert conversations.by_access(shop.db, "guess") is None
    assert conversations.of_customer(shop.db, conversation.customer_id) == [conversation]


def test_conversations_are_listed_by_last_change_and_found_by_words(shop):
    first, second = shop.conversation(), shop.conversation(language="da")
    for conversation, text in ((first, "100% WOOL sweater"), (second, "1000 wool")):
        receipt = shop.write(conversation)
        messages.set_redacted(
            shop.db, receipt.message_id, redacted=text, findings=[], language="en", placeholders={}
        )
    rows = conversations.listing(shop.db)
    assert [row.id for row in rows] == [second.id, first.id]
    assert (rows[0].last_text, rows[0].last_direction, rows[0].messages) == ("1000 wool", "inbound", 1)
    assert [row.id for row in conversations.listing(shop.db, text="100% wool")] == [first.id]
    assert [row.id for row in conversations.listing(shop.db, language="da")] == [second.id]
    assert conversations.listing(shop.db, state="closed") == []
    assert [row.id for row in conversations.listing(shop.db, limit=1, offset=1)] == [first.id]


def test_an_erased_customer_is_gone_from_every_table(shop):
    conversation, draft = shop.drafted("SECRET draft")
    customer = conversation.customer_id
    (message,) = messages.of_conversation(shop.db, conversation.id)
    messages.set_redacted(
        shop.db,
        message.id,
        redacted="SECRET",
        findings=[],
        language="en",
        placeholders={"<PERSON_1>": b"SECRET"},
    )
    desk.autosave(shop.db, draft.id, "ann", "SECRET edit")
    decision = shop.decide(draft, "edit", text="SECRET reply", guidance="SECRET")
    texts = {"request": "SECRET", "draft": "SECRET", "reply": "SECRET", "embedding": [0.5]}
    labels = {"language": "en", "intent": "returns", "reasons": [], "reviewer_id": "ann", "starred": False}
    example = examples.add(shop.db, decision_id=decision.id, customer_id=customer, **labels, **texts)
    examples.switch(shop.db, example.id, False, "ann", "SECRET")
    shop.queue(shop.row(conversation, decision, sealed_text=b"SECRET"))
    shop.deliver()
    shop.queue(shop.row(conversation, redacted="SECRET", sealed_text=b"SECRET"))
    takeovers.request(shop.db, conversation.id, "must_escalate", "SECRET")

    assert customers.erase(shop.db, customer, "ann") == [draft.turn_id]

    assert customers.get(shop.db, customer).wrapped_key is None
    assert customers.get(shop.db, customer).erased_at is not None
    assert everything(shop.db).count("SECRET") == 0
    assert drafts.get(shop.db, draft.id).text == "[erased]"
    assert messages.placeholders(shop.db, conversation.id) == {}
    assert (shop.leave(), outbox.pending(shop.db), takeovers.queue(shop.db)) == (None, [], [])
    assert conversations.get(shop.db, conversation.id).state == "closed"
    assert audit.verify(shop.db).ok


def test_erasing_nobody_is_refused(shop):
    with pytest.raises(NotFound):
        customers.erase(shop.db, new_id(), "ann")


def test_an_order_is_kept_in_its_newest_state(shop):
    order = Order(
        number="A-1",
        customer_id="c1",
        status="shipped",
        placed_on=date(2026, 11, 1),
        promised_on=None,
        shipped_on=date(2026, 11, 3),
        delivered_on=None,
        carrier="PostNord",
        tracking="T1",
        items=({"sku": "w1", "name": "Wool sweater", "quantity": 1, "price": 79.5},),
        total=79.5,
        currency="EUR",
        country="DK",
    )
    for status in ("placed", "shipped"):
        orders.save(shop.db, replace(order, status=status))
    assert orders.by_number(shop.db, "A-1") == order
    assert orders.by_number(shop.db, "A-2") is None
    assert orders.of_customer(shop.db, "c1") == [order]


def everything(db) -> str:
    """All rows of all tables as one text."""
    tables = """SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public')"""
    names = [name for (name,) in db.read(lambda cursor: cursor.rows(tables))]
    assert len(names) > 20
    return str([db.read(lambda cursor, name=name: cursor.rows(f"SELECT * FROM {name}")) for name in names])
