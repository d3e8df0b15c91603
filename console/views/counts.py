"""Numbers in the navigation."""

from __future__ import annotations

from data import notes, takeovers
from data.database import Database
from data.records import Account


def waits(db: Database, page: str, account: Account) -> int:
    """How much on this page waits for somebody, or for this account."""
    if page == "waiting":
        return people_waiting(db)
    return notes.unseen(db, account.id) if page == "conversations" else 0


def people_waiting(db: Database) -> int:
    """Customers whom nobody has joined yet."""
    return sum(row.reviewer_id is None for row in takeovers.queue(db))
