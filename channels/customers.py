"""Whose conversation it is: what it takes before somebody who writes in is taken for a known customer.

Anyone can type anyone's e-mail address into the chat, so the address alone opens nothing. A visitor is taken for
the known customer only if the first message also names one of that customer's order numbers; otherwise they are
somebody new, and the address is kept in their sealed profile for the staff to see. An integration has signed its
customers in itself: its word counts.
"""

from __future__ import annotations

import re

from channels.errors import BadContact
from data import customers, orders
from data.database import Database
from data.records import Customer
from graph.vault import Vault

MAX_CONTACT = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]{2,}")


def contact_in(typed: str | None) -> str | None:
    """The e-mail address somebody typed, or None for a blank field; raises BadContact for anything else."""
    contact = (typed or "").strip()
    if not contact:
        return None
    if len(contact) > MAX_CONTACT or not _ADDRESS.fullmatch(contact) or not contact.isprintable():
        raise BadContact
    return contact


def for_visitor(db: Database, vault: Vault, language: str, contact: str | None, first_text: str) -> Customer:
    """The known customer if address and order number agree, else a new one nobody can be mistaken for."""
    if contact is None:
        return vault.new_customer(language)
    known = vault.find_customer(contact)
    if known is not None and names_own_order(db, known, first_text):
        return known
    return vault.new_customer(language, profile={"email": contact})


def who_typed(db: Database, vault: Vault, contact: str) -> list[str]:
    """The ids of visitors who typed this address and proved nothing. It lies sealed with each: all of them are opened."""
    wanted = contact.strip().casefold()
    return [id for id in customers.unproven(db) if _email(vault, id).casefold() == wanted]


def for_integration(vault: Vault, language: str, contact: str | None, name: str | None) -> Customer:
    """The customer an integration vouches for: known by address, or new."""
    known = vault.find_customer(contact) if contact else None
    if known is not None:
        return known
    profile = {key: value for key, value in (("email", contact), ("name", name)) if value}
    return vault.new_customer(language, contact=contact, profile=profile or None)


def _email(vault: Vault, customer_id: str) -> str:
    return str(vault.profile(customer_id).get("email") or "").strip()


def names_own_order(db: Database, customer: Customer, text: str) -> bool:
    """Whether the text names the number of one of the customer's orders, as a word of its own."""
    return any(
        re.search(rf"(?<!\w){re.escape(order.number)}(?!\w)", text, re.IGNORECASE)
        for order in orders.of_customer(db, customer.id)
    )
