"""Loads the sample company once; a second start finds it there."""

from __future__ import annotations

from datetime import UTC, date, datetime

from data import accounts, invoices, orders, shipments
from data.records import Account, Invoice, Order, Role, Shipment
from data.sample import (
    SampleCustomer,
    SampleInvoice,
    SampleOrder,
    SampleShipment,
    load_customers,
    load_invoices,
    load_orders,
    load_shipments,
)
from glassdesk.house import House
from glassdesk.knowledge import load_knowledge

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("admin", "Ada Lindqvist", "admin"),
    ("signe", "Signe Holm", "supervisor"),
    ("mette", "Mette Kjær", "reviewer"),
)


def load_sample(house: House, today: date | None = None) -> dict[str, str]:
    """Customers, orders, parcels, invoices, staff, articles and templates; returns customer id by the sample's customer key."""
    load_knowledge(house, house.settings.company_dir)
    for username, display_name, role in STAFF:
        ensure_account(house, username, display_name, role)
    ids = {customer.key: _customer(house, customer) for customer in load_customers()}
    day = today or datetime.now(UTC).date()
    orders.save_all(house.db, [_order(order, ids[order.customer]) for order in load_orders(day)])
    shipments.save_all(house.db, [_shipment(one, ids[one.customer]) for one in load_shipments(day)])
    invoices.save_all(house.db, [_invoice(one, ids[one.customer]) for one in load_invoices(day)])
    return ids


def ensure_account(house: House, username: str, display_name: str, role: Role) -> Account:
    """The account with this user name, added without a password if there is none."""
    known = accounts.by_username(house.db, username)
    return known or accounts.add(house.db, username=username, display_name=display_name, role=role)


def _customer(house: House, sample: SampleCustomer) -> str:
    known = house.vault.find_customer(sample.email)
    if known is not None:
        return known.id
    profile = {"name": sample.name, "email": sample.email, "phone": sample.phone, "address": sample.address}
    return house.vault.new_customer(sample.language, contact=sample.email, profile=profile).id


def _order(sample: SampleOrder, customer_id: str) -> Order:
    items = tuple(
        {"sku": item.sku, "name": item.name, "quantity": item.quantity, "price": float(item.price)}
        for item in sample.items
    )
    return Order(
        number=sample.number,
        customer_id=customer_id,
        status=sample.status,
        placed_on=sample.placed_on,
        promised_on=sample.promised_on,
        shipped_on=sample.shipped_on,
        delivered_on=sample.delivered_on,
        carrier=sample.carrier,
        tracking=sample.tracking,
        items=items,
        total=float(sample.total),
        currency=sample.currency,
        country=sample.country,
    )


def _shipment(sample: SampleShipment, customer_id: str) -> Shipment:
    return Shipment(
        id=sample.id,
        order_number=sample.order,
        customer_id=customer_id,
        direction=sample.direction,
        status=sample.status,
        carrier=sample.carrier,
        tracking=sample.tracking,
        shipped_on=sample.shipped_on,
        promised_on=sample.promised_on,
        delivered_on=sample.delivered_on,
        updated_on=sample.updated_on,
    )


def _invoice(sample: SampleInvoice, customer_id: str) -> Invoice:
    return Invoice(
        number=sample.number,
        customer_id=customer_id,
        order_number=sample.order,
        status=sample.status,
        issued_on=sample.issued_on,
        due_on=sample.due_on,
        paid_on=sample.paid_on,
        amount=float(sample.amount),
        currency=sample.currency,
        reminders=sample.reminders,
    )
