"""Gathering parcels, invoices, earlier conversations and live answers: what matters comes, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data import conversations, drafts, invoices, messages, orders, outbox, shipments, takeovers, turns
from data.ids import new_id
from data.records import Conversation, Invoice, Order, Shipment, Turn
from data.sample import load_company
from graph.gather import Gatherer
from graph.masking import Masking
from graph.material import Material
from graph.modules import Modules
from graph.replies import Replies
from redaction import RedactionError
from tests.graph.drafting import read
from tests.graph.outside import connectors
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


@pytest.fixture
def desk(shop: Shop) -> Desk:
    customer = shop.parts.vault.new_customer(
        "en", contact=MAIL, profile={"name": "Ingrid Solberg", "email": MAIL}
    )
    return Desk(shop, customer.id)


def why(found: Material) -> dict[str, str]:
    return {one.need: one.why for one in found.missing}


def test_only_the_parcels_of_the_order_that_is_meant_come_along(desk: Desk) -> None:
    me = desk.customer
    orders.save_all(
        desk.shop.db, [an_order("NH-1001", me), an_order("NH-1002", me), an_order("NH-1003", "else")]
    )
    shipments.save_all(
        desk.shop.db,
        [a_parcel("V1", "NH-1001", me), a_parcel("V2", "NH-1002", me), a_parcel("V3", "NH-1003", "else")],
    )
    assert [one.id for one in desk.gather("Where is NH-1002?").shipments] == ["V2"]
    assert desk.gather("Where is NH-1003?").shipments == ()
    found = desk.gather("Which lamp is brighter?", "product_question")
    assert found.shipments == () and "shipment" not in why(found)


def test_open_invoices_come_before_paid_ones_and_a_named_one_alone(desk: Desk) -> None:
    me = desk.customer
    orders.save_all(desk.shop.db, [an_order("NH-1001", me)])
    kept = [an_invoice("F-2001", "NH-1001", me, "paid", 1), an_invoice("F-2002", "NH-1001", me, "reminded", 40),
            an_invoice("F-2003", "NH-9999", me)]  # fmt: skip
    invoices.save_all(desk.shop.db, kept)
    found = desk.gather("I paid NH-1001 already", "invoice_payment")
    assert [one.number for one in found.invoices] == ["F-2002", "F-2001"] and "invoice" in found.answered
    assert [one.number for one in desk.gather("What is F-2003 for?", "invoice_payment").invoices] == [
        "F-2003"
    ]
    assert desk.gather("Where is my parcel NH-1001?").invoices == ()


def test_an_invoices_number_is_not_taken_for_a_strangers_order(desk: Desk) -> None:
    me = desk.customer
    orders.save_all(desk.shop.db, [an_order("1001", me)])
    invoices.save_all(desk.shop.db, [an_invoice("INV-1001", "1001", me)])
    found = desk.gather("I have paid INV-1001", "invoice_payment")
    assert not found.foreign_order and [one.number for one in found.invoices] == ["INV-1001"]


def test_what_is_missing_says_why(desk: Desk) -> None:
    found = desk.gather("I have paid already", "invoice_payment")
    assert why(found) == {
        "order": "not_connected", "invoice": "not_connected", "history": "no_answer", "article": "not_connected",
    }  # fmt: skip
    assert found.unanswered["invoice"] == "No source of invoices is connected."
    invoices.save_all(desk.shop.db, [an_invoice("F-1", "NH-1", "else")])
    found = desk.gather("I have paid already", "invoice_payment")
    assert why(found)["invoice"] == "no_answer" and found.answered == frozenset()


def test_a_use_case_says_what_is_looked_up(desk: Desk) -> None:
    module = Modules.load().for_("compliment", "Lovely!", "en")
    assert set(why(desk.gather("Lovely!", "compliment", module=module))) <= {"history"}


CONNECTED = """
connectors:
  - name: shop
    kind: file
    gives: orders
    address: orders.csv
    fields: {number: n, email: mail, status: state, placed_on: placed, total: total, item_name: item, carrier: carrier}
    always: {currency: EUR}
  - name: club
    kind: file
    gives: records
    address: club.csv
    intents: [order_status]
    fields: {email: mail, note: note}
"""


@pytest.fixture
def live(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The same, with a shop whose files are read live."""
    (tmp_path / "orders.csv").write_text(
        "n,mail,state,placed,total,item,carrier\n"
        f"NH-1001,{MAIL},delivered,2026-11-01,12.50,Gift for Ingrid Solberg,Heronwing Parcels\n"
        "NH-7777,other@home.example,lost,2026-11-01,1.00,Secret chair,Vibepost\n"
        f"NH-1004,{MAIL},vanished,2026-11-01,1.00,Lamp,Vibepost\n",
        "utf-8",
    )
    (tmp_path / "club.csv").write_text(f"mail,note\n{MAIL},call Tom Baker on 020 7946 0310\n", "utf-8")
    desk.connectors = connectors(tmp_path, CONNECTED)
    yield desk


def test_live_answers_come_redacted_and_beat_what_is_kept(live: Desk) -> None:
    orders.save_all(live.shop.db, [an_order("NH-1001", live.customer, status="in_transit")])
    talk = live.talk()
    found = live.gather("Where is NH-1001?", conversation=talk)
    (order,) = found.orders
    assert order.total == 12.5 and order.customer_id == live.customer and order.carrier == "Heronwing Parcels"
    assert order.items[0]["name"] == "Gift for <PERSON_1>"
    note = dict(found.records[0].fields)["note"]
    assert "Tom" not in note and "7946" not in note and note.startswith("call <PERSON_")
    assert "Ingrid" not in repr(found) and MAIL not in repr(found)
    values = live.shop.parts.vault.placeholders(talk.id, live.customer)
    assert values["<PERSON_1>"] == "Ingrid Solberg" and "Tom Baker" in values.values()


def test_another_customers_live_order_stays_away(live: Desk) -> None:
    found = live.gather("Where is NH-7777?")
    assert not found.orders and "Secret" not in repr(found) and "chair" not in repr(found)


def test_a_status_nobody_has_mapped_is_told_to_the_reviewer(live: Desk) -> None:
    reasons = [one.reason for one in live.gather("Where is NH-1001?").missing if one.why == "failed"]
    assert len(reasons) == 1 and "'vanished'" in reasons[0] and "“shop”" in reasons[0]


def test_a_connector_for_other_requests_is_not_asked(live: Desk, tmp_path: Path) -> None:
    (tmp_path / "club.csv").unlink()
    assert live.gather("My lamp is broken", "warranty").records == ()
    assert not [one for one in live.gather("broken", "warranty").missing if one.connector == "club"]
    assert [one.why for one in live.gather("Where is it?").missing if one.connector == "club"] == ["failed"]


def test_a_visitor_who_only_typed_the_address_gets_nothing_live(live: Desk) -> None:
    stranger = live.shop.parts.vault.new_customer("en", profile={"email": MAIL})
    asked = replace(live, customer=stranger.id)
    assert not asked.gather("Where is my parcel?").orders and not asked.gather("Hi").records
    assert asked.gather("Where is NH-1001?").orders  # who also knows the number is believed, as in the chat


def test_what_cannot_be_redacted_is_left_out_and_said(live: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RedactionError("no")

    monkeypatch.setattr(Masking, "told", broken)
    found = live.gather("Where is NH-1001?")
    assert not found.orders and not found.records
    assert all("couldn't be redacted" in one.reason for one in found.missing if one.connector)


def _past(desk: Desk, asked: str, answered: str | None, intent: str, days: int) -> Conversation:
    """A conversation of `days` ago, redacted and labelled, with an answer if there was one."""
    talk = desk.talk()
    shop = desk.shop
    shop.write(talk, asked)
    turn = turns.take(shop.db, "worker")
    assert turn is not None
    Masking(shop.db, shop.parts.vault, shop.parts.redactor).message(
        messages.of_conversation(shop.db, talk.id)[0], talk, "en"
    )
    turns.set_triage(
        shop.db, turn.id, language="en", sentiment=0.0, emotion="neutral", intent=intent, urgency="normal",
        wants_human=False, must_escalate=False, injection=False, reasons=(),
    )  # fmt: skip
    if answered is not None:
        _answer(shop, talk, turn, answered)
    when = datetime.now(UTC) - timedelta(days=days)
    shop.db.write(
        lambda cursor: cursor.run(
            "UPDATE message SET created_at = $2 WHERE conversation_id = $1", talk.id, when
        ),
        quiet=True,
    )
    return talk


def _answer(shop: Shop, talk: Conversation, turn: Turn, text: str) -> None:
    drafts.add(
        shop.db, turn_id=turn.id, version=1, text=text, language="en", drafter="offline", model="none",
        prompt_version="1",
    )  # fmt: skip
    drafts.set_interrupt(shop.db, drafts.of_conversation(shop.db, talk.id)[-1].id, "interrupt")
    decision = shop.desk.approve(shop.claim(talk).id, shop.reviewer)
    row = Replies(shop.parts.vault, shop.parts.company).outbox(
        new_id(), talk, text, kind="reply", authorship="ai_approved", language="en", last_seq=1,
        decision_id=decision.id,
    )  # fmt: skip
    outbox.queue(shop.db, row, "system")
    turns.finish(shop.db, turn.id)
    assert shop.deliver()


REPLY = """Hello,

We are sorry for the wait. We will send you a replacement this week, <PERSON_1>. The carrier has been told.

Kind regards,
Nordlys Hjem"""
ASKED = "Hello,\nmy lamp from NH-1001 arrived broken. My name is Tom Baker, not Ingrid.\nBye"


def test_an_earlier_conversation_about_the_same_order_comes_in_short(desk: Desk) -> None:
    orders.save_all(desk.shop.db, [an_order("NH-1001", desk.customer)])
    past = _past(desk, ASKED, REPLY, "complaint_damaged", 200)
    talk = desk.talk()
    (found,) = desk.gather("Where is NH-1001?", "delivery_delay", talk, module=_wanting_history()).history
    assert found.conversation_id == past.id and found.outcome == "answered"
    assert found.asked.startswith("my lamp from NH-1001 arrived broken.") and "Hello" not in found.asked
    assert "Tom" not in repr(found) and found.answered.startswith("We are sorry for the wait.")
    assert len(found.promised) == 1 and "replacement" in found.promised[0]
    values = desk.shop.parts.vault.placeholders(talk.id, desk.customer).values()
    assert "Tom Baker" in values  # the placeholder is this conversation's now


def _wanting_history():
    return Modules.load().for_("delivery_delay", "", "en")


def test_other_subjects_and_old_times_stay_away(desk: Desk) -> None:
    _past(
        desk,
        "Which gas cartridge fits the camping stove?",
        "It takes screw cartridges.",
        "product_question",
        5,
    )
    _past(desk, "Where is my parcel? It is late.", "It is on its way.", "delivery_delay", 400)
    _past(desk, "Where is my other parcel? It is late.", "It is on its way.", "delivery_delay", 800)
    assert desk.gather("I can't sign in to my account", "login_account").history == ()


def test_the_same_request_of_late_and_what_is_still_open_matter(desk: Desk) -> None:
    same = _past(desk, "I can't sign in.", "Please use the link.", "login_account", 20)
    left = _past(desk, "Which gas cartridge fits the stove?", None, "product_question", 3)
    takeovers.request(desk.shop.db, left.id, "customer_asked", None, None)
    found = desk.gather("I can't sign in to my account again", "login_account").history
    assert {(one.conversation_id, one.outcome) for one in found} == {
        (same.id, "answered"), (left.id, "with a person")
    }  # fmt: skip
    assert date.today() - found[0].day <= timedelta(days=21)


def test_another_customers_past_is_never_read(desk: Desk) -> None:
    other = desk.shop.parts.vault.new_customer("en")
    _past(replace(desk, customer=other.id), "I can't sign in.", "Please use the link.", "login_account", 2)
    assert desk.gather("I can't sign in", "login_account").history == ()
