"""What a model may cite: everything the material holds, as sources in the order of their weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

from data.records import Invoice, Order, Shipment
from graph.drafters.fields import OPTIONAL, SLOT
from graph.material import DraftRequest, Earlier, Material, Source


def citations(request: DraftRequest) -> tuple[Source, ...]:
    """What was agreed, orders, parcels, invoices, records, articles, templates, earlier conversations, examples."""
    return tuple(_all(request))


def _all(request: DraftRequest) -> Iterator[Source]:
    material = request.material
    yield from agreements(material)
    for order in material.orders:
        yield Source("order", order.number, order.number, describe(order), 1.0)
    for shipment in material.shipments:
        yield Source("shipment", shipment.id, f"Parcel of {shipment.order_number}", _lines(shipment), 1.0)
    for invoice in material.invoices:
        yield Source("invoice", invoice.number, f"Invoice {invoice.number}", _lines(invoice), 1.0)
    for record in material.records:
        said = "\n".join(f"{label}: {value}" for label, value in record.fields)
        yield Source("record", record.id, f"{record.connector} {record.id}", said, 1.0)
    for passage in material.passages:
        title = material.titles.get(passage.item.article_id, passage.item.article_id)
        name = f"{title} – {passage.item.heading}"
        yield Source("article", passage.item.id, name, passage.item.text, passage.score)
    for template in material.templates:
        yield Source("template", template.id, template.title, _with_facts(template.body, material), 1.0)
    for earlier in material.history:
        yield Source(
            "history", earlier.conversation_id, f"Conversation of {earlier.day}", _told(earlier), 1.0
        )
    for example in material.examples:
        title = f"Reply that a reviewer approved for a similar {example.item.intent}"
        yield Source("example", example.item.id, title, example.item.reply, example.score)


def agreements(material: Material) -> tuple[Source, ...]:
    """What people agreed with the customer: the weightiest sources there are."""
    return tuple(
        Source("agreed", one.id, f"Agreed by {one.by} on {one.day}", one.text, 1.0) for one in material.agreed
    )


def describe(order: Order) -> str:
    """An order as plain lines, dates in ISO form."""
    return _written(
        {
            "number": order.number,
            "status": order.status,
            "placed on": order.placed_on,
            "promised for": order.promised_on,
            "shipped on": order.shipped_on,
            "delivered on": order.delivered_on,
            "carrier": order.carrier,
            "tracking": order.tracking,
            "items": "; ".join(f"{item.get('quantity', 1)} × {item.get('name')}" for item in order.items),
            "total": f"{order.total:.2f} {order.currency}",
        }
    )


def _lines(row: Shipment | Invoice) -> str:
    hidden = ("customer_id", "id")
    named = {field.name: getattr(row, field.name) for field in fields(row) if field.name not in hidden}
    return _written({name.replace("_", " "): value for name, value in named.items()})


def _told(earlier: Earlier) -> str:
    promised = {"promised": " ".join(earlier.promised)} if earlier.promised else {}
    told = {"asked": earlier.asked, "answered": earlier.answered, **promised, "outcome": earlier.outcome}
    return _written(told)


def _written(values: Mapping[str, object]) -> str:
    """One line a value; what isn't known is left out. Zero is known."""
    return "\n".join(f"{name}: {value}" for name, value in values.items() if value not in (None, ""))


def _with_facts(body: str, material: Material) -> str:
    """A template with its optional parts and the company's facts; fields of the order stay for the model to fill."""

    def value(slot: re.Match[str]) -> str:
        return material.facts.get(slot[1], slot[0])

    return SLOT.sub(value, OPTIONAL.sub(r"\1", body))
