"""Parcels, as the shop's own system or the carrier tells us of them."""

from __future__ import annotations

from data.cursor import Cursor
from data.database import Database
from data.records import Shipment
from data.rows import columns, many, replace_all


def save_all(db: Database, shipments: list[Shipment]) -> None:
    """Keep many parcels in one transaction, in place of earlier states of them."""

    def work(cursor: Cursor) -> None:
        replace_all(cursor, "shipment", "id", shipments)
        forget(cursor)

    db.write(work, quiet=True)


def forget(cursor: Cursor) -> None:
    """Delete erased customers' parcels: the books don't need them, and their ids may be tracking numbers."""
    cursor.run(
        "DELETE FROM shipment WHERE customer_id IN (SELECT id FROM customer WHERE erased_at IS NOT NULL)"
    )


def of_customer(db: Database, customer_id: str) -> list[Shipment]:
    """Return a customer's parcels, the newest first; those that haven't left yet before all others."""
    sql = f"""SELECT {columns(Shipment)} FROM shipment WHERE customer_id = $1
              ORDER BY coalesce(shipped_on, DATE '9999-12-31') DESC, id"""
    return db.read(lambda cursor: many(cursor, Shipment, sql, customer_id))


def any_kept(db: Database) -> bool:
    """Say whether parcels of anybody are kept: whether this source is connected at all."""
    return db.read(lambda cursor: cursor.row("SELECT 1 FROM shipment LIMIT 1")) is not None
