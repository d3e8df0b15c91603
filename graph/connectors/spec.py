"""What one entry of `connectors.yaml` says: where to look, what to ask with, which field means what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["file", "sql", "http"]
Gives = Literal["orders", "shipments", "invoices", "records"]
Key = Literal["email", "order_number"]

KINDS: tuple[str, ...] = get_args(Kind)
GIVES: tuple[str, ...] = get_args(Gives)
KEYS: tuple[str, ...] = get_args(Key)

#: Our fields of each kind of answer; the second list may be left out. `email` is compared, never passed on.
NEEDED: Mapping[Gives, tuple[str, ...]] = {
    "orders": ("number", "status", "placed_on", "total", "currency"),
    "shipments": ("order_number", "status"),
    "invoices": ("number", "status", "issued_on", "amount", "currency"),
    "records": (),
}
OPTIONAL: Mapping[Gives, tuple[str, ...]] = {
    "orders": (
        "email",
        "promised_on",
        "shipped_on",
        "delivered_on",
        "carrier",
        "tracking",
        "country",
        "item_sku",
        "item_name",
        "item_quantity",
        "item_price",
    ),
    "shipments": (
        "email",
        "direction",
        "carrier",
        "tracking",
        "shipped_on",
        "promised_on",
        "delivered_on",
        "updated_on",
    ),
    "invoices": ("email", "order_number", "due_on", "paid_on", "reminders"),
    "records": ("email", "order_number"),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """One connector as configured; `graph.connectors.loading` checks it.

    address: file, database or URL; for a database with a password, the environment variable `address_from` instead.
    query: SQL with `:email` or `:order_number`. by: the field a file is searched by. headers_from: HTTP headers by name,
    each with the environment variable that holds it. rows, each: where in an HTTP answer the list of rows is, and where
    in a row the list of its items. fields: our name to theirs; always: our name to a fixed value; statuses: theirs to
    ours. personal: our names of free texts that are masked whole, such as a recipient. intents: asked only for these requests, or for all. asks: what it is asked with.
    """

    name: str
    kind: Kind
    gives: Gives
    address: str = ""
    address_from: str | None = None
    query: str = ""
    by: Key = "email"
    headers_from: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    each: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    decimal_mark: str = "."
    personal: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    timeout_seconds: float = 3.0
    at_most: int = 20
    asks: frozenset[Key] = frozenset()

    @property
    def number_field(self) -> str:
        """Our name for the field that holds an order's number."""
        return "number" if self.gives == "orders" else "order_number"
