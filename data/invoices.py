"""Invoices, as the shop's own system tells us of them."""

from __future__ import annotations

from data.cursor import Cursor
from data.database import Database
from data.records import Invoice
from data.rows import columns, many, replace_all


def save_all(db: Database, invoices: list[Invoice]) -> None:
    """Keep many invoices in one transaction, in place of earlier states of them."""

    def work(cursor: Cursor) -> None:
        replace_all(cursor, "invoice", "number", invoices)

    db.write(work, quiet=True)


def of_customer(db: Database, customer_id: str) -> list[Invoice]:
    """Return a customer's invoices, the newest first."""
    sql = (
        f"SELECT {columns(Invoice)} FROM invoice WHERE customer_id = $1 ORDER BY issued_on DESC, number DESC"
    )
    return db.read(lambda cursor: many(cursor, Invoice, sql, customer_id))


def any_kept(db: Database) -> bool:
    """Say whether invoices of anybody are kept: whether this source is connected at all."""
    return db.read(lambda cursor: cursor.row("SELECT 1 FROM invoice LIMIT 1")) is not None
