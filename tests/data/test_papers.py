"""Parcels and invoices: kept by customer, forgotten with them, and in the sample consistent with its orders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import data.sample
from data import customers, history, invoices, sample, shipments
from data.records import Invoice, Shipment
from data.sample.build_orders import build, build_papers

HERE = Path(data.sample.__file__).parent
TODAY = date(2026, 11, 20)
COMPANY = sample.load_company()
ORDERS = {order.number: order for order in sample.load_orders(TODAY)}
PARCELS = sample.load_shipments(TODAY)
INVOICES = sample.load_invoices(TODAY)
PARCEL = Shipment(
    id="VI1", order_number="NH-1", customer_id="anna", direction="out", status="in_transit", carrier="Vibepost",
    tracking="VI1", shipped_on=date(2026, 11, 1), promised_on=None, delivered_on=None, updated_on=None,
)  # fmt: skip
INVOICE = Invoice("F-1", "anna", "NH-1", "open", date(2026, 11, 1), date(2026, 11, 15), None, 49.9, "EUR", 0)


def test_a_customer_has_their_own_papers_newest_first(db) -> None:
    later = replace(PARCEL, id="VI2", shipped_on=date(2026, 11, 9))
    waiting = replace(PARCEL, id="VI3", status="announced", shipped_on=None, tracking=None)
    shipments.save_all(db, [PARCEL, later, waiting, replace(PARCEL, id="VI4", customer_id="ben")])
    shipments.save_all(db, [replace(PARCEL, status="delivered")])
    assert shipments.of_customer(db, "anna") == [waiting, later, replace(PARCEL, status="delivered")]
    newer = replace(INVOICE, number="F-2", issued_on=date(2026, 11, 2))
    invoices.save_all(db, [INVOICE, newer, replace(INVOICE, number="F-3", customer_id="ben")])
    assert invoices.of_customer(db, "anna") == [newer, INVOICE]


def test_whether_a_source_is_there_is_told(db) -> None:
    assert not shipments.any_kept(db) and not invoices.any_kept(db)
    shipments.save_all(db, [PARCEL])
    invoices.save_all(db, [INVOICE])
    assert shipments.any_kept(db) and invoices.any_kept(db)


def test_an_erased_customers_parcels_go_and_the_books_stay(db) -> None:
    customers.add(db, customer_id="anna", wrapped_key=b"k", language="en")
    shipments.save_all(db, [PARCEL])
    invoices.save_all(db, [INVOICE])
    customers.erase(db, "anna", "ann")
    assert shipments.of_customer(db, "anna") == [] and invoices.of_customer(db, "anna") == [INVOICE]
    shipments.save_all(db, [PARCEL])  # the shop's system tells of it once more
    assert shipments.of_customer(db, "anna") == []


def test_earlier_conversations_come_with_their_turns_and_without_this_one(shop) -> None:
    first, _ = shop.drafted()
    second = shop.conversation(customer_id=first.customer_id)
    (past,) = history.earlier(shop.db, first.customer_id, second.id, 5)
    assert past.conversation.id == first.id and len(past.turns) == 1 and not past.with_person
    assert history.earlier(shop.db, first.customer_id, first.id, 5)[0].conversation.id == second.id
    assert history.earlier(shop.db, "somebody else", second.id, 5) == []


def test_the_papers_files_are_what_their_script_builds() -> None:
    for name, found in zip(("shipments", "invoices"), build_papers(build()), strict=True):
        lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == found


def test_every_parcel_tells_what_its_order_tells() -> None:
    for parcel in PARCELS:
        order = ORDERS[parcel.order]
        days = [order.placed_on, parcel.shipped_on, parcel.updated_on]
        assert [day for day in days if day] == sorted(
            day for day in days if day
        ) and parcel.updated_on <= TODAY
        if parcel.direction == "out":
            assert (parcel.tracking, parcel.shipped_on, parcel.delivered_on) == (
                order.tracking,
                order.shipped_on,
                order.delivered_on,
            )
            assert parcel.status == (
                order.status if order.status in ("in_transit", "delayed") else "delivered"
            )
        else:
            assert order.status in ("returned", "refunded")
            assert order.delivered_on <= parcel.shipped_on <= parcel.delivered_on < TODAY
    sent = {order.number for order in ORDERS.values() if order.shipped_on}
    assert {parcel.order for parcel in PARCELS if parcel.direction == "out"} == sent


def test_every_invoice_tells_what_its_order_and_the_company_tell() -> None:
    for invoice in INVOICES:
        order = ORDERS[invoice.order]
        assert (invoice.amount, invoice.currency, invoice.issued_on) == (
            order.total,
            order.currency,
            order.shipped_on,
        )
        assert (invoice.due_on - invoice.issued_on).days == COMPANY.promises["invoice_due_days"]
        assert (invoice.status in ("paid", "credited")) == bool(invoice.paid_on)
        assert invoice.paid_on is None or invoice.issued_on <= invoice.paid_on <= TODAY
        overdue = (TODAY - invoice.due_on).days >= COMPANY.promises["reminder_after_days"]
        assert (invoice.status == "reminded") == bool(invoice.reminders) and (
            not invoice.reminders or overdue
        )
        assert order.status != "refunded" or invoice.status == "credited"


def test_messages_about_reminders_have_an_invoice_that_was_reminded_of() -> None:
    stands = {invoice.order: invoice.status for invoice in INVOICES}
    for number in ("NH-27268", "NH-27301", "NH-27345", "NH-27328", "NH-27290"):
        assert stands[number] == "reminded"
    assert stands["NH-27410"] == "paid"
