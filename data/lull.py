"""A queue in which nothing is due is left alone until something can be: an idle server asks its database next to nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from data.database import Database
from data.ids import clock

LONGEST = 5.0  # seconds that a queue is left alone at most, whatever is known of it

T = TypeVar("T")


class Lull:
    """Looks into one queue, for threads that look every moment.

    Where other processes write too (PostgreSQL) every look goes to the database.
    """

    def __init__(self, db: Database, *tables: str, due: Callable[[], datetime | None]) -> None:
        """tables: those that decide what is in the queue. due: when the next thing in it will be due; None if nothing waits."""
        self._db, self._tables, self._due = db, tables, due
        # How many commits there were when nothing was due, and until when (monotonic seconds) nothing will be.
        self._quiet: tuple[int | None, float] = (None, 0.0)

    def look(self, take: Callable[[], T | None]) -> T | None:
        """Give `take()`, or None at once while it would find nothing."""
        commits = self._db.commits(*self._tables)  # first: what is committed while it looks ends the lull
        known, until = self._quiet
        if commits is not None and commits == known and time.monotonic() < until:
            return None
        found = take()
        if found is None and commits is not None:
            self._quiet = (commits, time.monotonic() + self._seconds())
        return found

    def _seconds(self) -> float:
        due = self._due()
        return LONGEST if due is None else min(LONGEST, (due - clock(None)).total_seconds())
