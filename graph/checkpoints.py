"""Where LangGraph keeps turns that wait for a decision: one SQLite file, redacted text only.

Losing the file loses nothing: rows are the truth, and a turn without a checkpoint is run again from its rows.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from langgraph.checkpoint.sqlite import SqliteSaver

BUSY_SECONDS = 10.0
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

log = logging.getLogger(__name__)


class Checkpoints:
    """The saver and its connection. Thread ids are turn ids."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, so that only its owner can read it. A broken file is made anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(path)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) not in BROKEN:
                raise
            log.error("%s is broken and made anew; turns under way go on from their rows", path)
            self._connection.close()
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._open(path)

    def _open(self, path: Path) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        # The saver holds a lock around each use, so threads may share the connection.
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
        # What is deleted is overwritten: erasing a customer must not leave their words in free pages.
        self._connection.execute("PRAGMA secure_delete = ON")
        self.saver = SqliteSaver(self._connection)
        self.saver.setup()

    def forget(self, turn_ids: Iterable[str]) -> None:
        """Delete what is kept of these turns."""
        for turn_id in turn_ids:
            self.saver.delete_thread(turn_id)

    def turns(self) -> set[str]:
        """The turns something is kept of."""
        return {kept.config["configurable"]["thread_id"] for kept in self.saver.list(None)}

    def truncate(self) -> None:
        """Move everything out of the write-ahead log, where deleted pages would linger."""
        with self.saver.lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        with self.saver.lock:
            self._connection.close()
