"""The whole way: a reviewer's edit of one customer's reply shapes the draft for the next customer."""

from __future__ import annotations

from dataclasses import replace

from data import knowledge, orders
from data.records import Draft, Order
from data.sample import load_company, load_phrases
from graph.drafters import OfflineDrafter
from graph.gather import Gatherer
from tests.graph.drafting import an_order, templates
from tests.graph.shop import Shop

ADDED = "Pakken kan også sendes videre til en pakkeshop."


def _open_for_business(shop: Shop) -> Shop:
    for template in templates():
        if template.language == "da":
            knowledge.save_template(shop.db, template)
    drafter = OfflineDrafter(load_company(), load_phrases())
    gatherer = Gatherer(shop.db, shop.parts.reader, load_company())
    return replace(shop, parts=replace(shop.parts, drafter=drafter, gatherer=gatherer))


def _ask(shop: Shop, number: str, text: str) -> tuple[Order, Draft]:
    """A new customer with an order of their own writes about it; gives the claimed draft."""
    conversation = shop.open("da")
    order = replace(
        an_order("in_transit", "DK"),
        number=number,
        tracking=f"VI{number[3:]}DK",
        customer_id=conversation.customer_id,
    )
    orders.save(shop.db, order)
    shop.write(conversation, text.format(number))
    shop.run()
    return order, shop.claim(conversation)


def test_the_next_similar_message_carries_the_edit(shop: Shop) -> None:
    shop = _open_for_business(shop)
    first, draft = _ask(shop, "NH-70001", "Hej, hvor langt er min ordre {} kommet? Hilsen Freja")
    assert first.number in draft.text and {check["verdict"] for check in draft.checks} == {"pass"}
    shop.desk.edit(draft.id, shop.reviewer, f"{draft.text} {ADDED}", reasons=["missing_info"])
    shop.run()
    second, later = _ask(shop, "NH-70002", "Goddag, hvor er min ordre {} henne nu?")
    assert ADDED in later.text and second.number in later.text and first.number not in later.text
    assert later.notes and any(note.startswith("Based on Maja Lund's edit of ") for note in later.notes)
    assert len(later.examples) == 1 and {check["verdict"] for check in later.checks} == {"pass"}


def test_a_message_about_something_else_does_not(shop: Shop) -> None:
    shop = _open_for_business(shop)
    _, draft = _ask(shop, "NH-70001", "Hej, hvor langt er min ordre {} kommet? Hilsen Freja")
    shop.desk.edit(draft.id, shop.reviewer, f"{draft.text}\n\n{ADDED}", reasons=["missing_info"])
    shop.run()
    _, later = _ask(shop, "NH-70003", "Hej, jeg vil gerne annullere ordre {}, tak.")
    assert ADDED not in later.text
