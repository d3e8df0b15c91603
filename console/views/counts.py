"""Numbers in the navigation."""

from __future__ import annotations

from data import takeovers
from data.database import Database


def people_waiting(db: Database) -> int:
    """Customers whom nobody has joined yet."""
    return sum(row.reviewer_id is None for row in takeovers.queue(db))
