"""The customer's orders, parcels and invoices: rows kept here and the connectors' live answers as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from data import invoices, orders, shipments
from data.database import Database
from data.records import Invoice, Order, Shipment
from graph.connectors import Person
from graph.connectors.person import plain
from graph.gather.orders import Asked, asked_about, candidates
from graph.gather.outside import Outside
from graph.gather.ranking import INVOICES, ORDERS, SHIPMENTS
from graph.gather.view import LIVE, View

Thing = TypeVar("Thing", Shipment, Invoice)
PAID = ("paid", "credited")  # invoices that want nothing any more


@dataclass(frozen=True, slots=True)
class Papers:
    """Which order is meant, for whom the rest is looked up, and what may be seen."""

    asked: Asked
    person: Person
    view: View = LIVE


def ordered(
    db: Database, outside: Outside, texts: Sequence[str], intent: str, today: date, view: View = LIVE
) -> Papers:
    """The orders that a customer means with `texts` (this turn's first). A live answer beats the row kept here."""
    kept = view.orders(orders.of_customer(db, outside.conversation.customer_id))
    named = [number for text in texts for number in candidates(text)]
    found = outside.ask("orders", outside.person([order.number for order in kept], named))
    own = _joined(kept, found.orders)

    def owner_of(number: str) -> str | None:
        if plain(number) in map(plain, found.foreign):
            return "somebody else"
        order = orders.by_number(db, number)
        return order.customer_id if order and view.orders([order]) else None

    asked = asked_about(own, texts, intent, today, owner_of)
    likely = dict.fromkeys(order.number for order in (*asked.orders, *own))
    return Papers(asked, outside.person(list(likely), named), view)


def parcels(db: Database, outside: Outside, papers: Papers) -> tuple[Shipment, ...]:
    """The parcels of the orders that are meant, the first order's first; of all orders where none is known here."""
    kept = papers.view.shipments(shipments.of_customer(db, outside.conversation.customer_id))
    own = {shipment.id: shipment for shipment in kept}
    own |= {shipment.id: shipment for shipment in outside.ask("shipments", papers.person).shipments}
    about = _about(papers, own.values(), lambda shipment: shipment.order_number)
    return tuple(about[:SHIPMENTS])


def bills(db: Database, outside: Outside, papers: Papers) -> tuple[Invoice, ...]:
    """The invoices that are named, or else those of the orders that are meant; unpaid ones first."""
    kept = papers.view.invoices(invoices.of_customer(db, outside.conversation.customer_id))
    own = {invoice.number: invoice for invoice in kept}
    own |= {invoice.number: invoice for invoice in outside.ask("invoices", papers.person).invoices}
    said = set(map(plain, papers.person.named))
    named = [invoice for invoice in own.values() if plain(invoice.number) in said]
    about = named or _about(papers, own.values(), lambda invoice: invoice.order_number or "")
    return tuple(sorted(about, key=lambda invoice: invoice.status in PAID)[:INVOICES])


def _about(papers: Papers, things: Iterable[Thing], number_of: Callable[[Thing], str]) -> list[Thing]:
    """What belongs to the orders that are meant, in their order."""
    asked = papers.asked
    if not asked.orders:
        return [] if asked.foreign or asked.unknown else list(things)
    places = {plain(order.number): place for place, order in enumerate(asked.orders[:ORDERS])}
    theirs = [thing for thing in things if plain(number_of(thing)) in places]
    return sorted(theirs, key=lambda thing: places[plain(number_of(thing))])


def _joined(kept: Sequence[Order], live: Sequence[Order]) -> list[Order]:
    """Each order once, the live one where there are both, the newest first."""
    whole = {plain(order.number): order for order in kept}
    for order in live:
        known = whole.get(plain(order.number))
        whole[plain(order.number)] = replace(order, items=order.items or (known.items if known else ()))
    return sorted(whole.values(), key=lambda order: (order.placed_on, order.number), reverse=True)
