"""Writes orders, parcels and invoices from products, customers and pinned orders: always the same, from a fixed seed.

Run it after editing products.yaml, customers.jsonl or pinned_orders.yaml:
`python -m data.sample.build_orders`. Days are relative, so the sample never looks old.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.records.company import INVOICE_STATUSES
from data.sample.build_papers import papers
from data.sample.model import STATUSES, Company, Product, SampleCustomer
from data.sample.people import HERE, known, load_customers, load_products
from data.sample.reading import Fields, read_list
from data.sample.words import load_company

SEED = 20261121
ORDERS = 300
OLD_STYLE_AFTER = 300  # days; before the shop moved, order numbers had 8 digits and no prefix
QUIET_DAYS = (
    60  # customers with a pinned order get no other order this young, so that the quoted one is the one meant
)


@dataclass(slots=True)
class Course:
    """How far an order has come; days count back from today."""

    status: str
    placed: int
    promised: int
    shipped: int | None = None
    delivered: int | None = None


@dataclass(slots=True)
class Builder:
    """Holds what orders are made of."""

    company: Company
    products: dict[str, Product]
    customers: dict[str, SampleCustomer]
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    numbers: set[str] = field(default_factory=set)

    def course(self, country: str) -> Course:
        """A believable course for an order to `country`: most delivered, some young, few late."""
        span = self.company.countries[country].delivery_days[1] + 2
        placed = self.chance.choice(
            [self.chance.randint(0, span + 3), self.chance.randint(4, 90), self.chance.randint(60, 380)]
        )
        course = Course("processing", placed, placed - span)
        if placed <= 1:
            return course
        if placed == 2:
            course.status = "packed"
            return course
        if self.chance.random() < 0.05:
            course.status = "cancelled"
            return course
        course.shipped = placed - self.chance.randint(1, 2)
        self._travel(course, span)
        return course

    def _travel(self, course: Course, span: int) -> None:
        arrival = course.placed - self.chance.randint(span - 3, span)
        if arrival < 0:
            course.status = "in_transit"
        elif 0 < course.promised <= 9 and self.chance.random() < 0.3:
            course.status = "delayed"
        else:
            course.delivered = arrival
            course.status = self._after_delivery(arrival)

    def _after_delivery(self, days_since: int) -> str:
        if days_since < 10 or self.chance.random() < 0.85:
            return "delivered"
        return "returned" if days_since < 40 else "refunded"

    def number(self, placed: int) -> str:
        """A free order number that rises with time, as in a real shop."""
        while True:
            if placed > OLD_STYLE_AFTER:
                number = str(10_400_000 + (700 - placed) * 76 + self.chance.randrange(76))
            else:
                number = f"NH-{20_000 + (400 - placed) * 20 + self.chance.randrange(20)}"
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def basket(self) -> dict[str, int]:
        """One to three products, mostly one piece of each."""
        skus = self.chance.sample(sorted(self.products), self.chance.choice([1, 1, 1, 2, 2, 3]))
        return {sku: self.chance.choice([1, 1, 1, 1, 2]) for sku in skus}

    def line(
        self, number: str, customer: SampleCustomer, course: Course, basket: dict[str, int]
    ) -> dict[str, Any]:
        """The order as one object of orders.jsonl."""
        place = self.company.countries[customer.country]
        items = [
            {
                "sku": sku,
                "name": self.products[sku].names[customer.language],
                "quantity": quantity,
                "price": float(self.products[sku].prices[place.currency]),
            }
            for sku, quantity in basket.items()
        ]
        goods = sum((self.products[sku].prices[place.currency] * n for sku, n in basket.items()), Decimal())
        fee = Decimal(0) if goods >= place.free_shipping_from else place.shipping_fee
        sent = course.shipped is not None
        return {
            "number": number,
            "customer": customer.key,
            "status": course.status,
            "placed_days_ago": course.placed,
            "promised_days_ago": course.promised,
            "shipped_days_ago": course.shipped,
            "delivered_days_ago": course.delivered,
            "carrier": place.carrier if sent else None,
            "tracking": tracking(place.carrier, number, customer.country) if sent else None,
            "items": items,
            "total": float(goods + fee),
            "currency": place.currency,
            "country": customer.country,
        }


def tracking(carrier: str, number: str, country: str) -> str:
    """The tracking number: letters of the carrier, nine digits drawn from the order number, the country."""
    digits = random.Random(f"{SEED}{number}").randrange(10**8, 10**9)
    return f"{carrier[:2].upper()}{digits}{country}"


def pinned(builder: Builder, folder: Path) -> list[dict[str, Any]]:
    """The orders of pinned_orders.yaml."""
    return [_pinned(builder, entry) for entry in read_list(folder / "pinned_orders.yaml")]


def _pinned(builder: Builder, entry: Fields) -> dict[str, Any]:
    number = entry.text("number")
    if number in builder.numbers:
        raise entry.error(f"'number' {number!r} is there twice; make it unique")
    builder.numbers.add(number)
    course = Course(
        entry.choice("status", STATUSES),
        entry.whole("placed"),
        entry.whole("promised"),
        entry.optional_whole("shipped"),
        entry.optional_whole("delivered"),
    )
    wanted = entry.within("items")
    strange = [sku for sku in wanted.values if sku not in builder.products]
    if strange:
        raise wanted.error(f"{strange!r} not in products.yaml; use its SKUs")
    customer = builder.customers[known(entry, "customer", set(builder.customers))]
    return builder.line(number, customer, course, {sku: wanted.whole(sku) for sku in wanted.values})


def build(folder: Path = HERE) -> list[dict[str, Any]]:
    """All orders, newest first: the pinned ones and as many drawn ones as make ORDERS."""
    builder = Builder(
        load_company(folder),
        {product.sku: product for product in load_products(folder)},
        {customer.key: customer for customer in load_customers(folder)},
    )
    orders = pinned(builder, folder)
    quoted = {order["customer"] for order in orders}
    everyone = list(builder.customers.values())
    while len(orders) < ORDERS:
        customer = builder.chance.choice(everyone)
        course = builder.course(customer.country)
        if customer.key in quoted and course.placed < QUIET_DAYS:
            continue
        orders.append(builder.line(builder.number(course.placed), customer, course, builder.basket()))
    return sorted(orders, key=lambda order: (order["placed_days_ago"], order["number"]))


def build_papers(
    orders: list[dict[str, Any]], folder: Path = HERE
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The parcels and invoices of these orders, newest first; pinned orders may say how their invoice stands."""
    quoted = {
        entry.text("number"): entry.choice("invoice", INVOICE_STATUSES) if "invoice" in entry.values else None
        for entry in read_list(folder / "pinned_orders.yaml")
    }
    return papers(orders, quoted, load_company(folder), tracking)


def write(folder: Path = HERE) -> int:
    """Writes orders.jsonl, shipments.jsonl and invoices.jsonl in `folder` and returns how many orders there are."""
    orders = build(folder)
    shipments, invoices = build_papers(orders, folder)
    for name, found in (("orders", orders), ("shipments", shipments), ("invoices", invoices)):
        lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in found)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(orders)


if __name__ == "__main__":
    print(f"{write()} orders written, with their parcels and invoices")
