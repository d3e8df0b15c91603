"""What templates may be filled with for one customer: the company's facts, their order, an article that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.records import Order, Passage, Template
from graph.drafters.fields import Filled, filled, trimmed
from graph.material import Scored

ORDER_FREE = ("none", "any", "also", "also_first")  # states of templates that also serve without an order


@dataclass(frozen=True, slots=True)
class Known:
    """The fields by slot name, those of the order apart. order_named: the customer named it; chat: where it goes."""

    fields: Mapping[str, str]
    order: Order | None = None
    order_fields: Mapping[str, str] = field(default_factory=dict)
    order_named: bool = False
    passage: Scored[Passage] | None = None
    chat: bool = False

    def fill(self, template: Template) -> Filled:
        """Its body, filled; raises MissingField.

        A text that serves without an order says its optional parts about one only where the customer named it.
        """
        optional = self.order_fields if self.order_named or template.condition not in ORDER_FREE else {}
        wording = trimmed(template.body, self.fields.keys() | optional.keys(), self.chat)
        return filled(wording, {**self.fields, **self.order_fields})
