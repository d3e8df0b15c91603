"""The line of customers who wait for a person, read once a second for all of them together.

Every open chat of a waiting customer looks at it every two seconds; each reading the whole line for itself would
take the more time the longer it is.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime

from data import takeovers
from data.database import Database

FRESH_SECONDS = 1.0


class Line:
    """Who waits since when. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read_at = 0.0
        self._since: dict[str, datetime] = {}

    def place(self, db: Database, conversation_id: str) -> tuple[datetime, int] | None:
        """Since when this conversation waits, and how many are before it; None when it doesn't wait.

        At most a second old; someone who isn't in the line yet is looked for afresh.
        """
        with self._lock:
            stale = time.monotonic() - self._read_at > FRESH_SECONDS
            if stale or conversation_id not in self._since:
                waiting = [row for row in takeovers.queue(db) if row.started_at is None]
                self._since = {row.conversation_id: row.requested_at for row in waiting}
                self._read_at = time.monotonic()
            since = self._since
        asked_at = since.get(conversation_id)
        return None if asked_at is None else (asked_at, sum(other < asked_at for other in since.values()))
