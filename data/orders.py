"""Orders, as the shop's own system tells us of them."""

from __future__ import annotations

from data import shipments
from data.cursor import Cursor
from data.database import Database
from data.records import Order
from data.rows import columns, many, one, replace_all


def save(db: Database, order: Order) -> None:
    """Keep an order, in place of an earlier state of it."""
    save_all(db, [order])


def save_all(db: Database, orders: list[Order]) -> None:
    """Keep many orders in one transaction."""

    def work(cursor: Cursor) -> None:
        replace_all(cursor, "customer_order", "number", orders)
        blank(cursor)

    db.write(work, quiet=True)


def blank(cursor: Cursor) -> None:
    """Take out of erased customers' orders what the books don't need, parcels too; a later state brings it back."""
    shipments.forget(cursor)
    cursor.run(
        """UPDATE customer_order SET tracking = NULL, country = '' WHERE (tracking IS NOT NULL OR country <> '')
           AND customer_id IN (SELECT id FROM customer WHERE erased_at IS NOT NULL)"""
    )


def by_number(db: Database, number: str) -> Order | None:
    """Return the order with this number, whoever's it is."""
    sql = f"SELECT {columns(Order)} FROM customer_order WHERE number = $1"
    return db.read(lambda cursor: one(cursor, Order, sql, number))


def of_customer(db: Database, customer_id: str) -> list[Order]:
    """Return a customer's orders, newest first."""
    sql = f"SELECT {columns(Order)} FROM customer_order WHERE customer_id = $1 ORDER BY placed_on DESC, number DESC"
    return db.read(lambda cursor: many(cursor, Order, sql, customer_id))


def any_kept(db: Database) -> bool:
    """Say whether orders of anybody are kept: whether this source is connected at all."""
    return db.read(lambda cursor: cursor.row("SELECT 1 FROM customer_order LIMIT 1")) is not None
