"""What follows from the data: the last day to return, the days since a date, the sum of two items.

A draft may state these, though no source writes them out. Nothing else is worked out: each further rule would make an
invented figure more likely to pass.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from data.records import Order
from graph.checks.claims import events
from graph.checks.quantities import quantities
from graph.material import DraftRequest

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*")
MOST_LINES = 6  # of an order, for sums of some of them


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as a source gives it; `unit` is workday, minutes or months."""

    unit: str
    number: int

    def after(self, day: date) -> date | None:
        """The day that lies so much later; None beyond the year 9999, where days end.

        Working days are Monday to Friday, holidays not known.
        """
        try:
            if self.unit == "minutes":
                return day + timedelta(minutes=self.number)
            if self.unit == "months":
                years, month = divmod(day.month - 1 + self.number, 12)
                return _valid(day.year + years, month + 1, day.day)
            return _working(day, self.number)
        except (OverflowError, ValueError):
            return None


def deadlines(request: DraftRequest, texts: Iterable[str]) -> frozenset[date]:
    """Days that the sources' periods lead to: "within 30 days of delivery" and a delivery on 5 November give 5 December."""
    starts = _starts(request)
    return frozenset(
        last
        for event, length in {period for text in texts for period in _periods(text)}
        for day in starts.get(event, ())
        if (last := length.after(day))
    )


def worked_out(text: str, today: date, known: Container[str]) -> frozenset[date]:
    """Days that a text counts out itself, from today: "within two working days, so by Tuesday", if the length is known."""
    found = (one.after(today) for one in lengths(text) if f"{one.unit}:{one.number}" in known)
    return frozenset(day for day in found if day)


def lengths(text: str) -> frozenset[Length]:
    """Every length of time in a text, of at least a day."""
    found = (measure.partition(":") for one in quantities(text) for measure in one.measures)
    return frozenset(
        Length(unit, int(number))
        for unit, _, number in found
        if unit in ("workday", "minutes", "months")
        and number.isdigit()
        and (unit != "minutes" or int(number) >= 1440)
    )


def sums(orders: Iterable[Order]) -> Iterator[tuple[float, str]]:
    """Amounts with currency: the total, items, several items, the rest (shipping), and the total without some."""
    for order in orders:
        lines = [
            (float(item["price"]), int(item.get("quantity") or 1))
            for item in order.items
            if item.get("price")
        ]
        whole = [price * count for price, count in lines]
        some = {
            sum(part)
            for size in range(1, min(len(whole), MOST_LINES) + 1)
            for part in combinations(whole, size)
        }
        some |= {price * number for price, count in lines for number in range(1, min(count, 20) + 1)}
        yield from (
            (amount, order.currency)
            for amount in {order.total, *some, *(order.total - part for part in some)}
        )


@lru_cache(maxsize=512)
def _periods(text: str) -> tuple[tuple[str, Length], ...]:
    """Each length of time of a company's text together with each event of its sentence."""
    found: list[tuple[str, Length]] = []
    for sentence in _SENTENCE.findall(text):
        happened = [event for event, pattern in events().items() if pattern.search(sentence)]
        if happened:
            found += [(event, length) for length in lengths(sentence) for event in happened]
    return tuple(dict.fromkeys(found))


def _starts(request: DraftRequest) -> dict[str, list[date]]:
    """The days of the events that periods count from."""
    material = request.material
    out = [parcel for parcel in material.shipments if parcel.direction == "out"]
    back = [parcel for parcel in material.shipments if parcel.direction == "back"]
    found: dict[str, list[date | None]] = {
        "delivered": [*(one.delivered_on for one in material.orders), *(one.delivered_on for one in out)],
        "promised": [*(one.promised_on for one in material.orders), *(one.promised_on for one in out)],
        "placed": [order.placed_on for order in material.orders],
        "returned": [parcel.delivered_on for parcel in back],
        "invoiced": [invoice.issued_on for invoice in material.invoices],
        "due": [invoice.due_on for invoice in material.invoices],
    }
    return {event: [day for day in days if day] for event, days in found.items()}


def _working(day: date, number: int) -> date:
    """So many working days later; a count that begins at a weekend begins as on its Friday."""
    if number:
        day -= timedelta(days=max(0, day.weekday() - 4))
    weeks, left = divmod(number, 5)
    day += timedelta(weeks=weeks)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _valid(year: int, month: int, day: int) -> date:
    """The day of that month, or its last; raises ValueError or OverflowError beyond the calendar."""
    return date(year, month, min(day, monthrange(year, month)[1]))
