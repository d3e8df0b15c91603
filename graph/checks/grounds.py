"""What a draft may rest on: the customer's data, passages, templates, the company's facts, the customer's words.

`firm` is what the company says or its data hold; `own` is what only the customer wrote. Both may be repeated, but an amount or
a promise needs firm ground.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from data.records import Order
from graph.checks.data import company_data, data_days, promised_days
from graph.checks.derived import deadlines
from graph.checks.known import Known, joined, known, known_of_company
from graph.checks.moments import resolve
from graph.checks.quantities import measures
from graph.checks.tokens import Token, tokens
from graph.checks.words import things_of
from graph.material import DraftRequest, Material

OWN_WORDS = 20_000  # characters of the conversation that are read, the newest first
_SLOT = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_UNITS = ("days", "weeks", "months", "years", "hours", "minutes")


@dataclass(frozen=True, slots=True)
class Grounds:
    """All sources, read once.

    dates: of the data, and what follows from them. promised: the days on which something is promised to arrive.
    things: what the company's texts promise. agreed: what a person has promised this customer. statuses: of the orders. company: its own texts.
    """

    today: date
    firm: Known
    own: Known
    dates: frozenset[date]
    promised: frozenset[date]
    things: frozenset[str]
    statuses: frozenset[str]
    company: str
    agreed: frozenset[str] = frozenset()

    def hold(self, token: Token) -> bool:
        """Whether a source holds this, the customer's words among them."""
        return self.hold_firmly(token) or self.own.has(token)

    def hold_firmly(self, token: Token) -> bool:
        """Whether the company's texts or the data hold this."""
        return self.firm.has(token) or bool(self.dates & self.days_of(token))

    def hold_measure(self, values: frozenset[str], unit: str) -> bool:
        """Whether a source has one of these numbers with this unit."""
        return bool(measures(values, unit) & (self.firm.measures | self.own.measures))

    def days_of(self, token: Token) -> frozenset[date]:
        """The days that a date or "on Friday" may mean: days of the data that it fits, else the one nearest to today."""
        if token.said:
            return resolve(token.said, self.today)
        if token.day is None:
            return frozenset()
        fitting = frozenset(day for day in self.dates if token.day.may_be(day))
        return fitting or token.day.near(self.today)


def days_told(texts: Iterable[str], today: date) -> frozenset[date]:
    """The days that texts name, read as of a day."""
    found = (token for text in texts for token in tokens(text) if token.kind == "date")
    read = (resolve(one.said, today) if one.said else one.day.near(today) if one.day else () for one in found)
    return frozenset(day for days in read for day in days)


def grounds(request: DraftRequest) -> Grounds:
    """Read every source once."""
    material, today = request.material, request.today or datetime.now(UTC).date()
    texts = list(_company_texts(material))
    agreed = [one.text for one in material.agreed]
    staff = [
        request.guidance or "",
        *agreed,
        *(line.text for line in request.history if line.author != "customer"),
    ]
    own = [request.text, *(line.text for line in reversed(request.history) if line.author == "customer")]
    dates = frozenset(data_days(material)) | deadlines(request, texts)
    return Grounds(
        today=today,
        firm=joined([*map(known_of_company, texts), *map(known, staff), company_data(material)]),
        own=known("\n".join(own)[:OWN_WORDS]),
        dates=dates,
        promised=promised_days(material) | days_told(agreed, today),
        agreed=frozenset().union(*map(things_of, agreed)),
        things=frozenset().union(*map(things_of, [*texts, *staff])),
        statuses=frozenset(order.status for order in material.orders),
        company="\n\n".join(texts),
    )


def company_text(material: Material) -> str:
    """Everything the company has written that may be repeated: passages, templates, titles, facts, item names."""
    return "\n\n".join(_company_texts(material))


def order_days(order: Order) -> list[date]:
    """The dates of an order."""
    dates = (order.placed_on, order.promised_on, order.shipped_on, order.delivered_on)
    return [day for day in dates if day is not None]


def _company_texts(material: Material) -> Iterator[str]:
    for scored in material.passages:
        yield f"{scored.item.heading}\n{scored.item.text}"
    for template in (*material.templates, *(addition.template for addition in material.additions)):
        yield _SLOT.sub(lambda slot: material.facts.get(slot[1], "…"), template.body)
    yield "\n".join(str(item.get("name", "")) for order in material.orders for item in order.items)
    yield "\n".join([*material.titles.values(), *(_fact(*fact) for fact in material.facts.items())])


def _fact(name: str, value: str) -> str:
    """A fact as a text would have it: company.return_days and 30 are "30 days", counted from delivery."""
    unit = name.rpartition("_")[2]
    if unit not in _UNITS:
        return value
    return f"{value} {unit} from delivery" if "return" in name or "warranty" in name else f"{value} {unit}"
