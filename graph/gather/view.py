"""What a lookup may see of what is kept. Here: everything; a replay sees a moment of the past instead."""

from __future__ import annotations

from collections.abc import Sequence

from data import examples, history
from data.database import Database
from data.history import Past
from data.records import Article, Example, HandBack, Invoice, Message, Order, Shipment


class View:
    """Everything, as it is now. `graph.replay.as_of.AsOf` leaves out or winds back what came later."""

    def orders(self, found: Sequence[Order]) -> list[Order]:
        """A customer's orders."""
        return list(found)

    def shipments(self, found: Sequence[Shipment]) -> list[Shipment]:
        """A customer's parcels."""
        return list(found)

    def invoices(self, found: Sequence[Invoice]) -> list[Invoice]:
        """A customer's invoices."""
        return list(found)

    def articles(self, found: Sequence[Article]) -> list[Article]:
        """The company's articles."""
        return list(found)

    def examples(self, db: Database) -> list[Example]:
        """The examples in use."""
        return examples.active(db)

    def earlier(self, db: Database, customer_id: str, except_for: str, most: int) -> list[Past]:
        """A customer's other conversations, as `data.history.earlier`."""
        return history.earlier(db, customer_id, except_for, most)

    def agreed(self, found: Sequence[HandBack]) -> list[HandBack]:
        """What people agreed with the customer."""
        return list(found)

    def said(self, found: Sequence[Message]) -> list[Message]:
        """The messages of one of them."""
        return list(found)


LIVE = View()
