"""The data of a request as grounds: orders, parcels, invoices, earlier conversations and what connectors tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.records import Order
from graph.checks.derived import sums
from graph.checks.known import Known, alike, joined, known
from graph.checks.quantities import measures, readings
from graph.checks.tokens import plain
from graph.material import Material


def company_data(material: Material) -> Known:
    """Every value of the data. Days are left to `data_days`: they are compared as days."""
    told = [f"{name}: {value}" for record in material.records for name, value in record.fields]
    told += [line for one in material.history for line in (one.answered, *one.promised)]
    codes, numbers = set(_codes(material)), set(_counts(material))
    for code in codes:
        numbers |= readings("".join(filter(str.isdigit, code)) or "0")  # "order 204711" for NH-204711
    amounts = [(f"{amount:.2f}", currency) for amount, currency in _amounts(material) if amount > 0]
    numbers |= {value for amount, _ in amounts for value in readings(amount)}
    money = {measure for amount, currency in amounts for measure in measures(readings(amount), currency)}
    own = Known(
        values={"code": frozenset(map(plain, codes)), "number": frozenset(numbers)},
        measures=frozenset(alike(money)),
    )
    return joined([own, *map(known, told)])


def data_days(material: Material) -> Iterator[date]:
    """Every day of the data."""
    for order in material.orders:
        yield from filter(None, (order.placed_on, order.promised_on, order.shipped_on, order.delivered_on))
    for parcel in material.shipments:
        yield from filter(
            None, (parcel.shipped_on, parcel.promised_on, parcel.delivered_on, parcel.updated_on)
        )
    for invoice in material.invoices:
        yield from filter(None, (invoice.issued_on, invoice.due_on, invoice.paid_on))
    yield from (one.day for one in material.history)


def promised_days(material: Material) -> frozenset[date]:
    """The days on which something is promised to arrive, or did."""
    days = [day for order in material.orders for day in (order.promised_on, order.delivered_on)]
    for parcel in material.shipments:
        if parcel.direction == "out":
            days += [parcel.promised_on, parcel.delivered_on]
    return frozenset(day for day in days if day)


def order_codes(order: Order) -> Iterator[str]:
    """What an order goes by."""
    yield order.number
    if order.tracking:
        yield order.tracking


def _codes(material: Material) -> Iterator[str]:
    for order in material.orders:
        yield from order_codes(order)
    for parcel in material.shipments:
        yield from filter(None, (parcel.order_number, parcel.tracking, parcel.id))
    for invoice in material.invoices:
        yield from filter(None, (invoice.number, invoice.order_number))


def _counts(material: Material) -> Iterator[str]:
    """Quantities, how many reminders, and the years of all days."""
    counts = [item.get("quantity", 1) for order in material.orders for item in order.items]
    yield from map(str, [*counts, *([sum(filter(None, counts))] if counts else [])])
    yield from (str(invoice.reminders) for invoice in material.invoices)
    yield from (str(day.year) for day in data_days(material))


def _amounts(material: Material) -> Iterator[tuple[float, str]]:
    yield from sums(material.orders)
    yield from ((invoice.amount, invoice.currency) for invoice in material.invoices)
