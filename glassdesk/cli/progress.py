"""The demo's progress line: what has arrived, what waits for a reviewer, who waits for a person."""

from __future__ import annotations

import sys
import threading
import time

import typer

from data import desk, takeovers
from data.database import Database
from data.errors import DataError

EVERY_SECONDS = 1.0
PLAIN_EVERY_SECONDS = 15.0  # when the output is a file, not a terminal


class Progress:
    """Prints one line that is rewritten in a terminal, and now and then a new line elsewhere."""

    def __init__(self, db: Database, began: float) -> None:
        self._db = db
        self._began = began
        self._counts = (0, 0)
        self._first_draft: float | None = None
        self._terminal = sys.stdout.isatty()
        self._halt = threading.Event()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)

    def arrived(self, done: int, total: int) -> None:
        """The player's report: messages that have arrived, of how many."""
        self._counts = (done, total)

    def start(self) -> None:
        """Start printing."""
        self._thread.start()

    def stop(self) -> None:
        """Stop printing."""
        self._halt.set()
        if self._thread.is_alive():
            self._thread.join(2)

    def _run(self) -> None:
        last = ""
        next_plain = 0.0
        while not self._halt.wait(EVERY_SECONDS if self._first_draft else 0.2):
            try:
                line = self._line()
            except DataError:
                continue
            if line == last:
                continue
            if self._terminal:
                sys.stdout.write(f"\r\033[K{line}")
                sys.stdout.flush()
                last = line
            elif time.monotonic() >= next_plain:
                typer.echo(line)
                last, next_plain = line, time.monotonic() + PLAIN_EVERY_SECONDS

    def _line(self) -> str:
        drafts, waiting = len(desk.queue(self._db)), len(takeovers.queue(self._db))
        if drafts and self._first_draft is None:
            self._first_draft = time.monotonic() - self._began
            typer.echo(f"First draft in the queue {self._first_draft:.1f} s after the start.")
        done, total = self._counts
        return f"Sample inbox: {done} of {total} messages arrived · {drafts} drafts to review · {waiting} people waiting"
