"""Saved views: filters that someone keeps under a name, for themselves or for all staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data.cursor import Cursor
from data.database import Database
from data.errors import NameTaken, UnfitText
from data.ids import clock, new_id
from data.records import SavedView
from data.rows import columns, insert, many

LONGEST = 40  # characters of a name


def save(
    db: Database,
    *,
    account_id: str,
    name: str,
    shared: bool,
    wanted: Mapping[str, Any],
    now: datetime | None = None,
) -> SavedView:
    """Keep filters under a name. Raises `UnfitText`, and `NameTaken` when the account has a view of this name."""
    named = " ".join(name.split())
    if not named or len(named) > LONGEST:
        raise UnfitText(f"{name!r} can't be the name of a view: use 1 to {LONGEST} characters")
    new = SavedView(new_id(), account_id, named, shared, dict(wanted), clock(now))
    taken = "SELECT 1 FROM saved_view WHERE account_id = $1 AND lower(name) = lower($2)"

    def work(cursor: Cursor) -> SavedView:
        if cursor.row(taken, account_id, named):
            raise NameTaken(f"you have a view {named!r} already: choose another name, or remove that one")
        insert(cursor, "saved_view", new)
        return new

    return db.write(work, quiet=True)


def visible(db: Database, account_id: str) -> list[SavedView]:
    """Return an account's own views and those shared with all, in order of their names."""
    sql = f"""SELECT {columns(SavedView)} FROM saved_view WHERE shared OR account_id = $1
              ORDER BY lower(name), created_at"""
    return db.read(lambda cursor: many(cursor, SavedView, sql, account_id))


def remove(db: Database, view_id: str, account_id: str, *, lead: bool = False) -> bool:
    """Remove one of the account's own views; a lead also those that others share. False when it isn't theirs or is gone."""
    sql = "DELETE FROM saved_view WHERE id = $1 AND (account_id = $2 OR (shared AND CAST($3 AS BOOLEAN)))"
    return db.write(lambda cursor: cursor.changed(sql, view_id, account_id, lead) > 0, quiet=True)
