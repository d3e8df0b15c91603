"""Finding what a draft may rest on: orders, passages, templates, examples."""

from graph.gather.asking import Requests
from graph.gather.gatherer import Gatherer, company_facts
from graph.gather.orders import condition_of

__all__ = ["Gatherer", "Requests", "company_facts", "condition_of"]
