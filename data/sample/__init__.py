"""The sample company: an invented Nordic shop in plain files, and the loaders that read it.

Every loader takes the folder of another company of the same shape, so an operator can start from a copy.
All raise SampleError, whose message names the file, the line or key and what to do.
"""

from __future__ import annotations

from data.sample.model import (
    Company,
    Destination,
    Expected,
    InboxMessage,
    OrderItem,
    Phrases,
    Product,
    SampleArticle,
    SampleCustomer,
    SampleError,
    SampleOrder,
    SampleRequest,
    SampleTemplate,
)
from data.sample.papers import SampleInvoice, SampleShipment, load_invoices, load_shipments
from data.sample.people import load_customers, load_inbox, load_orders, load_products
from data.sample.requests import load_requests
from data.sample.words import SLOTS, load_articles, load_company, load_phrases, load_templates

__all__ = [
    "SLOTS",
    "Company",
    "Destination",
    "Expected",
    "InboxMessage",
    "OrderItem",
    "Phrases",
    "Product",
    "SampleArticle",
    "SampleCustomer",
    "SampleError",
    "SampleInvoice",
    "SampleOrder",
    "SampleRequest",
    "SampleShipment",
    "SampleTemplate",
    "load_articles",
    "load_company",
    "load_customers",
    "load_inbox",
    "load_invoices",
    "load_orders",
    "load_phrases",
    "load_products",
    "load_requests",
    "load_shipments",
    "load_templates",
]
