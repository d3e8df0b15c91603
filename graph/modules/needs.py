"""What a use case can't do without, and whether the material holds it."""

from __future__ import annotations

from graph.material import Material
from graph.modules.module import Module, Need

_NAMES: dict[Need, str] = {
    "order": "the customer's order",
    "shipment": "the parcel's data",
    "invoice": "the invoice",
    "history": "earlier conversations",
    "article": "a passage of the company's articles",
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
    case = f" ({module.case})" if module.case else ""
    why = material.unanswered.get(need, "It isn't there.")
    return f"“{module.title}”{case} needs {_NAMES[need]}. {why}"
