"""Gathering parcels, invoices, earlier conversations and live answers: what matters comes, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data import invoices, orders, shipments
from graph.masking import Masking
from graph.modules import Modules
from redaction import RedactionError
from tests.graph.gathering import MAIL, Desk, a_parcel, an_invoice, an_order, why
from tests.graph.outside import connectors


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
