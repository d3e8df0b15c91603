"""A customer with a proven address and papers, and what gathering finds for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data import conversations
from data.ids import new_id
from data.records import Conversation, Invoice, Order, Shipment, Turn
from data.sample import load_company
from graph.gather import Gatherer
from graph.masking import Masking
from graph.material import Material
from tests.graph.drafting import read
from tests.graph.shop import Shop

TODAY = datetime.now(UTC).date()


MAIL = "ingrid@home.example"


def an_order(number: str, customer: str, **more: object) -> Order:
    usual = {
        "status": "in_transit", "placed_on": TODAY - timedelta(days=3), "promised_on": TODAY + timedelta(days=4),
        "shipped_on": TODAY - timedelta(days=1), "delivered_on": None, "carrier": "Vibepost", "tracking": None,
        "items": ({"sku": "1", "name": "Lamp", "quantity": 1, "price": 10.0},), "total": 10.0, "currency": "EUR",
        "country": "DK",
    }  # fmt: skip
    return Order(number=number, customer_id=customer, **{**usual, **more})  # type: ignore[arg-type]


def a_parcel(id: str, order: str, customer: str) -> Shipment:
    return Shipment(id, order, customer, "out", "in_transit", "Vibepost", id, TODAY, None, None, TODAY)


def an_invoice(number: str, order: str, customer: str, status: str = "open", age: int = 3) -> Invoice:
    issued = TODAY - timedelta(days=age)
    return Invoice(number, customer, order, status, issued, None, None, 10.0, "EUR", 0)


@dataclass
class Desk:
    """A customer with a proven address, and what gathering finds for their words."""

    shop: Shop
    customer: str
    connectors: tuple = ()

    def talk(self) -> Conversation:
        return conversations.open(self.shop.db, customer_id=self.customer, channel="chat", language="en")

    def gather(
        self,
        text: str,
        intent: str = "order_status",
        conversation: Conversation | None = None,
        **more: object,
    ) -> Material:
        talk = conversation or self.talk()
        parts = self.shop.parts
        gatherer = Gatherer(
            self.shop.db,
            parts.reader,
            load_company(),
            masking=Masking(self.shop.db, parts.vault, parts.redactor),
            connectors=self.connectors,
        )
        empty = dict.fromkeys(Turn.__slots__)
        known = {"id": new_id(), "conversation_id": talk.id, "customer_id": self.customer}
        turn = Turn(**{**empty, **known, "first_seq": 99, "last_seq": 99, "reasons": ()})
        return gatherer.gather(turn, text, read("en", intent), talk, **more)  # type: ignore[arg-type]


def why(found: Material) -> dict[str, str]:
    return {one.need: one.why for one in found.missing}
