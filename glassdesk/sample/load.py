"""Loads the sample company once; a second start finds it there."""

from __future__ import annotations

from datetime import UTC, date, datetime

from data import accounts, orders
from data.records import Account, Order, Role
from data.sample import SampleCustomer, SampleOrder, load_customers, load_orders
from glassdesk.house import House
from glassdesk.knowledge import load_knowledge

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("admin", "Ada Lindqvist", "admin"),
    ("signe", "Signe Holm", "supervisor"),
    ("mette", "Mette Kjær", "reviewer"),
)


def load_sample(house: House, today: date | None = None) -> dict[str, str]:
    """Customers, orders, staff, articles and templates; returns customer id by the sample's customer key."""
    load_knowledge(house, house.settings.company_dir)
    for username, display_name, role in STAFF:
        ensure_account(house, username, display_name, role)
    ids = {customer.key: _customer(house, customer) for customer in load_customers()}
    for order in load_orders(today or datetime.now(UTC).date()):
        orders.save(house.db, _order(order, ids[order.customer]))
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
