"""Loads what the sample company sells and to whom: products, customers, orders, inbox."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args

from data.sample.model import (
    INTENTS,
    LANGUAGES,
    STATUSES,
    Channel,
    Country,
    Currency,
    Expected,
    InboxMessage,
    OrderItem,
    Product,
    SampleCustomer,
    SampleOrder,
)
from data.sample.reading import Fields, read_lines, read_list

HERE = Path(__file__).parent
COUNTRIES: tuple[str, ...] = get_args(Country)
CURRENCIES: tuple[str, ...] = get_args(Currency)
CHANNELS: tuple[str, ...] = get_args(Channel)


def load_products(folder: Path = HERE) -> tuple[Product, ...]:
    """The products of products.yaml, each with a name in every language and a price in every currency."""
    return tuple(_product(entry) for entry in read_list(folder / "products.yaml"))


def _product(entry: Fields) -> Product:
    names, prices = entry.within("names"), entry.within("prices")
    return Product(
        sku=entry.text("sku"),
        names={language: names.text(language) for language in LANGUAGES},
        prices={currency: prices.money(currency) for currency in CURRENCIES},
        facts=entry.texts("facts"),
    )


def load_customers(folder: Path = HERE) -> tuple[SampleCustomer, ...]:
    """The customers of customers.jsonl; their keys are unique."""
    seen: set[str] = set()
    return tuple(_customer(entry, seen) for entry in read_lines(folder / "customers.jsonl"))


def _customer(entry: Fields, seen: set[str]) -> SampleCustomer:
    return SampleCustomer(
        key=unique(entry, "key", seen),
        name=entry.text("name"),
        email=entry.text("email"),
        phone=entry.text("phone"),
        language=entry.choice("language", LANGUAGES),
        country=entry.choice("country", COUNTRIES),
        address=entry.text("address"),
    )


def load_orders(today: date, folder: Path = HERE) -> tuple[SampleOrder, ...]:
    """The orders of orders.jsonl, their relative days counted back from `today`."""
    customers = {customer.key for customer in load_customers(folder)}
    seen: set[str] = set()
    return tuple(_order(entry, today, customers, seen) for entry in read_lines(folder / "orders.jsonl"))


def _order(entry: Fields, today: date, customers: set[str], seen: set[str]) -> SampleOrder:
    return SampleOrder(
        number=unique(entry, "number", seen),
        customer=known(entry, "customer", customers),
        status=entry.choice("status", STATUSES),
        placed_on=today - timedelta(days=entry.whole("placed_days_ago")),
        promised_on=today - timedelta(days=entry.whole("promised_days_ago")),
        shipped_on=_ago(entry, "shipped_days_ago", today),
        delivered_on=_ago(entry, "delivered_days_ago", today),
        carrier=entry.optional_text("carrier"),
        tracking=entry.optional_text("tracking"),
        items=tuple(_item(item) for item in entry.each("items")),
        total=entry.money("total"),
        currency=entry.choice("currency", CURRENCIES),
        country=entry.choice("country", COUNTRIES),
    )


def _ago(entry: Fields, key: str, today: date) -> date | None:
    days = entry.optional_whole(key)
    return None if days is None else today - timedelta(days=days)


def _item(entry: Fields) -> OrderItem:
    return OrderItem(
        sku=entry.text("sku"),
        name=entry.text("name"),
        quantity=entry.whole("quantity"),
        price=entry.money("price"),
    )


def load_inbox(folder: Path = HERE) -> tuple[InboxMessage, ...]:
    """The messages of inbox.jsonl in order of arrival."""
    customers = {customer.key for customer in load_customers(folder)}
    seen: set[str] = set()
    messages = [_message(entry, customers, seen) for entry in read_lines(folder / "inbox.jsonl")]
    return tuple(sorted(messages, key=lambda message: message.after_seconds))


def _message(entry: Fields, customers: set[str], seen: set[str]) -> InboxMessage:
    follows = entry.optional_text("follows")
    if follows is not None and follows not in seen:
        raise entry.error(f"'follows' is {follows!r}; name the id of a message above this line")
    expected = entry.within("expected")
    return InboxMessage(
        id=unique(entry, "id", seen),
        customer=known(entry, "customer", customers),
        language=entry.choice("language", LANGUAGES),
        channel=entry.choice("channel", CHANNELS),
        after_seconds=seconds(entry, "after_seconds"),
        text=entry.text("text"),
        follows=follows,
        expected=Expected(
            intent=expected.choice("intent", INTENTS),
            wants_human=expected.flag("wants_human"),
            must_escalate=expected.flag("must_escalate"),
        ),
    )


def unique(entry: Fields, key: str, seen: set[str]) -> str:
    """A text that no earlier entry of the file has; it is added to `seen`."""
    value = entry.text(key)
    if value in seen:
        raise entry.error(f"{key!r} {value!r} is there twice; make it unique")
    seen.add(value)
    return value


def known(entry: Fields, key: str, customers: set[str]) -> str:
    """The key of a customer of customers.jsonl."""
    value = entry.text(key)
    if value not in customers:
        raise entry.error(f"{key!r} is {value!r}; use a key of customers.jsonl")
    return value


def seconds(entry: Fields, key: str) -> float:
    """A time of at least 0 seconds."""
    value = entry.value(key)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)) or value < 0:
        raise entry.error(f"{key!r} is {value!r}; write seconds of at least 0")
    return float(value)
