"""What a use case can't do without, and whether the material holds it."""

from __future__ import annotations

from data.said import Said
from graph.material import Material
from graph.modules.module import Module, Need

_NAMES: dict[Need, str] = {
    "order": Said("needed.order", "the customer's order"),
    "shipment": Said("needed.shipment", "the parcel's data"),
    "invoice": Said("needed.invoice", "the invoice"),
    "history": Said("needed.history", "earlier conversations"),
    "article": Said("needed.article", "a passage of the company's articles"),
}


def missing(module: Module, material: Material) -> tuple[str, ...]:
    """A sentence for each required source that has no answer, with the reason where one is known."""
    return tuple(_sentence(module, need, material) for need in module.required if not _has(need, material))


def _has(need: Need, material: Material) -> bool:
    if need == "order":
        return bool(material.orders)
    if need == "article":
        return bool(material.passages)
    return need in material.answered


def _sentence(module: Module, need: Need, material: Material) -> str:
    return Said(
        "remark.needs",
        "“{use_case}”{case} needs {need}. {why}",
        use_case=module.title,
        case=Said("use_case.case", " ({case})", case=module.case) if module.case else "",
        need=_NAMES[need],
        why=material.unanswered.get(need, Said("gap.not_there", "It isn't there.")),
    )
