"""How an order stands, as finely as templates tell cases apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from data.records import Order
from graph.gather.orders import condition_of

YEAR = 365.25  # days


def states_of(
    order: Order | None, today: date, promises: Mapping[str, int], answered: bool = False
) -> tuple[str, ...]:
    """The states of an order that hold, the finest first; the last is `condition_of`, and "none" without an order.

    promises: the company's figures by the names of company.yaml; a state whose figure is missing doesn't hold.
    answered: an earlier reply of the conversation was about this order.
    """
    if order is None:
        return ("none",)
    condition = condition_of(order, today)
    finer = {
        "late": _lost(order, today, promises),
        "delivered": _since_delivery(order, today, promises),
        "processing": ("packed",) if order.status == "packed" else (),
    }.get(condition, ())
    again = (f"{condition}_again",) if answered and condition in ("late", "in_transit") else ()
    return (*finer, *again, condition)


def _lost(order: Order, today: date, promises: Mapping[str, int]) -> tuple[str, ...]:
    wait = promises.get("lost_after_working_days")
    if wait is None or order.promised_on is None:
        return ()
    return ("lost",) if working_days(order.promised_on, today) >= wait else ()


def _since_delivery(order: Order, today: date, promises: Mapping[str, int]) -> tuple[str, ...]:
    if order.delivered_on is None:
        return ()
    days = (today - order.delivered_on).days
    found = []
    if days <= promises.get("return_days", -1):
        found.append("returnable")
    if days < promises.get("warranty_years", 0) * YEAR:
        found.append("in_warranty")
    return tuple(found)


def working_days(since: date, until: date) -> int:
    """Mondays to Fridays after `since`, up to and with `until`."""
    return sum((since + timedelta(days=days)).weekday() < 5 for days in range(1, (until - since).days + 1))
