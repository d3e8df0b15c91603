"""What was looked for in vain, and why: sentences that a reviewer reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from data.said import Said
from graph.material import Missing
from graph.modules import Need

_NOTHING: Mapping[Need, str] = {
    "order": Said("gap.order.nothing", "No order of this customer is known."),
    "shipment": Said("gap.shipment.nothing", "No parcel of this customer's order is known."),
    "invoice": Said("gap.invoice.nothing", "No invoice of this customer is known."),
    "history": Said("gap.history.nothing", "No earlier conversation of this customer matters here."),
    "article": Said("gap.article.nothing", "No article answers this."),
}
_UNCONNECTED: Mapping[Need, str] = {
    "order": Said("gap.order.unconnected", "No source of orders is connected."),
    "shipment": Said("gap.shipment.unconnected", "No source of parcels is connected."),
    "invoice": Said("gap.invoice.unconnected", "No source of invoices is connected."),
    "history": Said("gap.history.unconnected", "Earlier conversations can't be read here."),
    "article": Said("gap.article.unconnected", "There are no articles."),
}


def gaps(
    wanted: Iterable[Need], found: Collection[Need], connected: Collection[Need], told: Iterable[Missing]
) -> tuple[Missing, ...]:
    """Every source that failed, and every wanted one that gave nothing.

    found: what gave something; connected: what could have; told: what the connectors said themselves. Where there is
    an answer after all, it doesn't matter that another source had none.
    """
    kept = [one for one in told if one.why == "failed" or one.need not in found]
    explained = {one.need for one in kept}
    for need in wanted:
        if need in found or need in explained:
            continue
        if need in connected:
            kept.append(Missing(need, "no_answer", _NOTHING[need]))
        else:
            kept.append(Missing(need, "not_connected", _UNCONNECTED[need]))
    return tuple(dict.fromkeys(kept))


def unanswered(missing: Iterable[Missing], found: Collection[Need]) -> dict[Need, str]:
    """For each need without an answer the reasons, in one text."""
    reasons: dict[Need, str] = {}
    for one in missing:
        if one.need != "record" and one.need not in found:
            reasons[one.need] = f"{reasons.get(one.need, '')} {one.reason}".strip()
    return reasons


def told(missing: Iterable[Missing]) -> tuple[str, ...]:
    """What a reviewer reads beside a draft that was made all the same: what failed, and what a connected source lacks.

    That nobody has connected a source is no news; where it is needed, a person answers and reads it.
    """
    return tuple(dict.fromkeys(one.reason for one in missing if one.why == "failed" or one.connector))
