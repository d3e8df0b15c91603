"""The fields of templates: the customer's order, the company and the article, written as the language writes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from data.records import Order
from data.sample import Phrases
from graph.gather.words import stems

SLOT = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
MAIL = "mail:"
NEAR = timedelta(days=180)  # a day no further away is written without its year
_ADDRESS = r"<ADDRESS_\d+>(?:[\s,]+<ADDRESS_\d+>)*"
_ADDRESSES = re.compile(_ADDRESS)
_TOWARDS = re.compile(rf"\b(?:to|nach|an|til|naar|till) ({_ADDRESS})", re.IGNORECASE)


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
        read = slot.end() + (
            value.endswith(".") and body[slot.end() : slot.end() + 1] == "."
        )  # "20 kr." and "."
    return Filled("".join([*parts, body[read:]]), tuple(values))


def trimmed(body: str, known: Collection[str], chat: bool = False) -> str:
    """The body with each `[[part]]` whose fields are all known, without the brackets, and without the others.

    `[[mail: part]]` stays in a mail only.
    """

    def kept(part: re.Match[str]) -> str:
        wording = part[1].removeprefix(MAIL)
        skipped = chat and wording != part[1]
        return wording if not skipped and slots(wording) <= set(known) else ""

    return OPTIONAL.sub(kept, body)


def slots(body: str) -> set[str]:
    """The names of the fields a body asks for."""
    return set(SLOT.findall(body))


def order_fields(order: Order, phrases: Phrases, text: str, today: date) -> dict[str, str]:
    """The fields of one order by slot name; what isn't known is left out.

    text: the customer's words, which tell the item that is meant. today: days near it are written without the year.
    """
    fields = {
        "order.number": order.number,
        "order.status_text": phrases.statuses.get(order.status, ""),
        "order.placed_on": _day(order.placed_on, phrases, today),
        "order.promised_on": _day(order.promised_on, phrases, today),
        "order.shipped_on": _day(order.shipped_on, phrases, today),
        "order.delivered_on": _day(order.delivered_on, phrases, today),
        "order.carrier": order.carrier or "",
        "order.tracking": order.tracking or "",
        "order.item": _meant(order, text),
        "order.items": phrases.item_separator.join(_item(item) for item in order.items),
        "order.total": phrases.money(order.total, order.currency),
    }
    return {name: value for name, value in fields.items() if value}


def customer_fields(text: str) -> dict[str, str]:
    """What the customer's words give: the address they want, as placeholders; the only one, or the one with a "to"."""
    for pattern in (_ADDRESSES, _TOWARDS):
        found = pattern.findall(text)
        if len(found) == 1:
            return {"customer.address": found[0]}
    return {}


def describe(fields: Mapping[str, str]) -> str:
    """The order as a citation: one line a field, in the words the draft uses."""
    return "\n".join(f"{name.removeprefix('order.')}: {value}" for name, value in fields.items())


def _day(day: date | None, phrases: Phrases, today: date) -> str:
    if day is None:
        return ""
    return phrases.near_date(day) if abs(day - today) <= NEAR else phrases.date(day)


def _item(item: Mapping[str, object]) -> str:
    quantity, name = item.get("quantity", 1), str(item.get("name", ""))
    return name if quantity in (1, None) else f"{quantity} × {name}"


def _meant(order: Order, text: str) -> str:
    """The item a customer means, up to the first comma of its name: the only one, or the one they mention; or ""."""
    names = [str(item.get("name", "")) for item in order.items]
    if len(names) > 1:
        said = stems(text)
        names = [name for name in names if stems(name) & said]
    return names[0].split(",")[0] if len(names) == 1 else ""
