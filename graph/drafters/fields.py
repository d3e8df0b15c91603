"""The fields of templates: the customer's order, the company and the article, written as the language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.records import Order
from data.sample import Phrases

SLOT = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


class MissingField(Exception):
    """A template asks for a field that isn't known for this customer."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A body with its fields filled in, and where each value stands in it: (start, end, field)."""

    text: str
    values: tuple[tuple[int, int, str], ...] = ()

    def fields(self, start: int, end: int) -> set[str]:
        """The fields whose values stand within these bounds, wholly or partly."""
        return {name for begin, stop, name in self.values if begin < end and stop > start}


def fill(body: str, fields: Mapping[str, str]) -> str:
    """The body with every `{{ field }}` filled; raises MissingField naming the first that isn't known."""
    return filled(body, fields).text


def filled(body: str, fields: Mapping[str, str]) -> Filled:
    """As `fill`, and where the values stand."""
    parts: list[str] = []
    values: list[tuple[int, int, str]] = []
    at = read = 0
    for slot in SLOT.finditer(body):
        value = fields.get(slot[1], "")
        if not value:
            raise MissingField(slot[1])
        at += slot.start() - read
        parts += [body[read : slot.start()], value]
        values.append((at, at + len(value), slot[1]))
        at += len(value)
        read = slot.end()
    return Filled("".join([*parts, body[read:]]), tuple(values))


def slots(body: str) -> set[str]:
    """The names of the fields a body asks for."""
    return set(SLOT.findall(body))


def order_fields(order: Order, phrases: Phrases) -> dict[str, str]:
    """The fields of one order by slot name; what isn't known is left out."""
    fields = {
        "order.number": order.number,
        "order.status_text": phrases.statuses.get(order.status, ""),
        "order.placed_on": _day(order.placed_on, phrases),
        "order.promised_on": _day(order.promised_on, phrases),
        "order.shipped_on": _day(order.shipped_on, phrases),
        "order.delivered_on": _day(order.delivered_on, phrases),
        "order.carrier": order.carrier or "",
        "order.tracking": order.tracking or "",
        "order.items": phrases.item_separator.join(_item(item) for item in order.items),
        "order.total": money(order.total, order.currency, phrases.decimal_mark),
    }
    return {name: value for name, value in fields.items() if value}


def money(amount: float, currency: str, decimal_mark: str) -> str:
    """An amount with two decimals and the currency's code, e.g. "249,00 DKK"."""
    return f"{amount:.2f}".replace(".", decimal_mark) + f" {currency}"


def describe(fields: Mapping[str, str]) -> str:
    """The order as a citation: one line a field, in the words the draft uses."""
    return "\n".join(f"{name.removeprefix('order.')}: {value}" for name, value in fields.items())


def _day(day: date | None, phrases: Phrases) -> str:
    return phrases.date(day) if day else ""


def _item(item: Mapping[str, object]) -> str:
    quantity, name = item.get("quantity", 1), str(item.get("name", ""))
    return name if quantity in (1, None) else f"{quantity} × {name}"
