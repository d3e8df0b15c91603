"""What a draft may rest on: the customer's order, passages, templates, the company's facts, the customer's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.records import Order
from graph.checks.tokens import Token, plain, readings, tokens
from graph.material import DraftRequest, Material

OWN_WORDS = 20_000  # characters of the conversation that are read, the newest first


@dataclass(frozen=True, slots=True)
class Grounds:
    """The checkable values of all sources. `company` holds the company's own texts, without the customer's words."""

    values: dict[str, frozenset[str]]
    days: tuple[Token, ...]
    order_days: tuple[date, ...]
    company: str

    def hold(self, token: Token) -> bool:
        """Whether a source holds this."""
        if token.day is not None:
            day = token.day
            written = any(other.day and day.agrees(other.day) for other in self.days)
            return written or any(map(day.may_be, self.order_days))
        return bool(token.values & self.values.get(token.kind, frozenset()))


def grounds(request: DraftRequest) -> Grounds:
    """Read every source once."""
    company = company_text(request.material)
    own = "\n".join([request.text, *(line.text for line in reversed(request.history))])[:OWN_WORDS]
    found = [*tokens(company), *tokens(own)]
    values: dict[str, set[str]] = {}
    for token in found:
        values.setdefault(token.kind, set()).update(token.values)
    for order in request.material.orders:
        _add_order(values, order)
    return Grounds(
        values={kind: frozenset(seen) for kind, seen in values.items()},
        days=tuple(token for token in found if token.day),
        order_days=tuple(day for order in request.material.orders for day in order_days(order)),
        company=company,
    )


def company_text(material: Material) -> str:
    """Everything the company has written that may be repeated: passages, templates, titles, facts, item names."""
    parts = [f"{scored.item.heading}\n{scored.item.text}" for scored in material.passages]
    parts += [template.body for template in material.templates]
    parts += [str(item.get("name", "")) for order in material.orders for item in order.items]
    return "\n\n".join([*parts, *material.titles.values(), *material.facts.values()])


def order_days(order: Order) -> list[date]:
    """The dates of an order."""
    dates = (order.placed_on, order.promised_on, order.shipped_on, order.delivered_on)
    return [day for day in dates if day is not None]


def _add_order(values: dict[str, set[str]], order: Order) -> None:
    codes = values.setdefault("code", set())
    numbers = values.setdefault("number", set())
    for code in (order.number, order.tracking or ""):
        codes.add(plain(code))
        # "order 204711" for NH-204711
        numbers |= readings("".join(filter(str.isdigit, code)) or "0")
    for amount in [order.total, *(item.get("price") for item in order.items)]:
        if amount is not None:
            numbers |= readings(f"{float(amount):.2f}")
    numbers |= {str(item.get("quantity", 1)) for item in order.items}
