"""Rows from outside become orders, parcels, invoices or records. Every free text goes through the mask first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.records import Invoice, Order, Shipment
from data.records.company import DIRECTIONS
from data.said import Said, message
from graph.connectors import values
from graph.connectors.spec import Spec
from graph.connectors.values import Unreadable
from graph.material import Record

Mask = Callable[[str, bool], str]  # a text, and whether all of it is personal; gives it redacted
Row = Mapping[str, Any]
MOST_ITEMS = 50  # of one order
_HIDDEN = ("email", "order_number")  # of a record: they say whose it is


@dataclass(frozen=True, slots=True)
class Found:
    """What a connector told of one customer, redacted.

    problems: sentences about rows that were left out. foreign: order numbers that were asked for and are somebody else's.
    """

    orders: tuple[Order, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    records: tuple[Record, ...] = ()
    problems: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.orders or self.shipments or self.invoices or self.records)


@dataclass(frozen=True, slots=True)
class Reading:
    """One row, read by the connector's mapping for one customer."""

    spec: Spec
    row: Row
    customer_id: str
    mask: Mask

    def raw(self, field: str) -> Any:
        """The value under our name for it, or the fixed one; None when neither is there."""
        if field in self.spec.fields:
            return self.row.get(self.spec.fields[field])
        return self.spec.always.get(field)

    def words(self, field: str) -> str | None:
        """Free text, redacted."""
        found = values.text(self.raw(field))
        return self.mask(found, field in self.spec.personal) if found else None

    def code(self, field: str) -> str | None:
        """A number of an order, invoice or parcel."""
        return values.code(self.raw(field), field)

    def needed_code(self, field: str) -> str:
        """The same, and it must be there."""
        found = self.code(field)
        if found is None:
            raise Unreadable(field, "a number, because it is empty")
        return found

    def day(self, field: str) -> date | None:
        """A date."""
        return values.day(self.raw(field), field, self.spec.date_format)

    def needed_day(self, field: str) -> date:
        """The same, and it must be there."""
        found = self.day(field)
        if found is None:
            raise Unreadable(field, Said("unreadable.empty_date", "a date, because it is empty"))
        return found

    def money(self, field: str) -> float:
        """An amount."""
        return values.amount(self.raw(field), field, self.spec.decimal_mark)

    def currency(self) -> str:
        """A currency's three letters."""
        return values.short_code(self.raw("currency"), 3, "currency")

    def status(self) -> str:
        """Our word for the status. Raises Unreadable for one that the mapping doesn't name."""
        theirs = values.text(self.raw("status"))
        ours = self.spec.statuses.get(theirs.casefold())
        if ours is None:
            shown = f" ({self.mask(theirs, False)!r})" if theirs else ""
            raise Unreadable(
                "status" + shown,
                Said("unreadable.status", "a status: 'statuses' in connectors.yaml doesn't name it"),
            )
        return ours


def found(spec: Spec, rows: Sequence[Row], customer_id: str, mask: Mask) -> Found:
    """Everything that rows of this customer tell. A row that can't be read is left out and said to be."""
    make: dict[str, Callable[[Reading], Any]] = {
        "orders": _order,
        "shipments": _shipment,
        "invoices": _invoice,
        "records": _record,
    }
    made, problems = [], []
    for row in rows:
        try:
            made.append(make[spec.gives](Reading(spec, row, customer_id, mask)))
        except Unreadable as error:
            problems.append(
                Said(
                    "gap.entry",
                    "An entry of “{name}” was left out: {why}.",
                    name=spec.name,
                    why=message(error),
                )
            )
    return _sorted_out(spec, made, tuple(dict.fromkeys(problems)))


def _sorted_out(spec: Spec, made: Sequence[Any], problems: tuple[str, ...]) -> Found:
    if spec.gives == "orders":
        return Found(orders=tuple(_joined(made)), problems=problems)
    if spec.gives == "shipments":
        return Found(shipments=tuple(made), problems=problems)
    if spec.gives == "invoices":
        return Found(invoices=tuple(made), problems=problems)
    numbered = (replace(each, id=f"{spec.name}#{n}") for n, each in enumerate(made, 1))
    return Found(records=tuple(each for each in numbered if each.fields), problems=problems)


def _joined(orders: Iterable[Order]) -> list[Order]:
    """Rows of one order, one for each item, as one order."""
    whole: dict[str, Order] = {}
    for order in orders:
        known = whole.get(order.number)
        items = (*known.items, *order.items)[:MOST_ITEMS] if known else order.items
        whole[order.number] = replace(known or order, items=items)
    return list(whole.values())


def _order(row: Reading) -> Order:
    country = row.raw("country")
    return Order(
        number=row.needed_code("number"),
        customer_id=row.customer_id,
        status=row.status(),
        placed_on=row.needed_day("placed_on"),
        promised_on=row.day("promised_on"),
        shipped_on=row.day("shipped_on"),
        delivered_on=row.day("delivered_on"),
        carrier=row.words("carrier"),
        tracking=row.code("tracking"),
        items=_items(row),
        total=row.money("total"),
        currency=row.currency(),
        country=values.short_code(country, 2, "country") if values.text(country) else "",
    )


def _items(row: Reading) -> tuple[dict[str, Any], ...]:
    name = row.words("item_name")
    if name is None:
        return ()
    quantity, price = row.raw("item_quantity"), row.raw("item_price")
    return (
        {
            "sku": row.code("item_sku") or "",
            "name": name,
            "quantity": 1 if quantity is None else values.whole(quantity, "item_quantity"),
            "price": None if price is None else row.money("item_price"),
        },
    )


def _shipment(row: Reading) -> Shipment:
    number, tracking = row.needed_code("order_number"), row.code("tracking")
    direction = values.text(row.raw("direction")).casefold() or DIRECTIONS[0]
    if direction not in DIRECTIONS:
        raise Unreadable("direction", "'out' or 'back'")
    return Shipment(
        id=tracking or f"{number}/{direction}",
        order_number=number,
        customer_id=row.customer_id,
        direction=direction,
        status=row.status(),
        carrier=row.words("carrier"),
        tracking=tracking,
        shipped_on=row.day("shipped_on"),
        promised_on=row.day("promised_on"),
        delivered_on=row.day("delivered_on"),
        updated_on=row.day("updated_on"),
    )


def _invoice(row: Reading) -> Invoice:
    reminders = row.raw("reminders")
    return Invoice(
        number=row.needed_code("number"),
        customer_id=row.customer_id,
        order_number=row.code("order_number"),
        status=row.status(),
        issued_on=row.needed_day("issued_on"),
        due_on=row.day("due_on"),
        paid_on=row.day("paid_on"),
        amount=row.money("amount"),
        currency=row.currency(),
        reminders=0 if reminders is None else values.whole(reminders, "reminders"),
    )


def _record(row: Reading) -> Record:
    labels = [name for name in (*row.spec.fields, *row.spec.always) if name not in _HIDDEN]
    told = ((label, row.words(label)) for label in labels)
    return Record("", row.spec.name, tuple((label, value) for label, value in told if value))
