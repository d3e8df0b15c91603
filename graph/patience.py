"""How long to put up with a server that doesn't answer: a few calls, then none for a while.

Each call that runs into its time limit holds a worker. Without this, a server that hangs would hold all of them,
and everybody behind in the queue would wait for hours instead of coming to a person.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

MOST = 3  # calls in a row without an answer; one or two are bad luck
REST_SECONDS = 60.0


class Patience:
    """Counts unanswered calls. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._unanswered = 0
        self._until = 0.0

    def lost(self) -> bool:
        """Whether the server should be left alone now. After the rest one more unanswered call begins the next."""
        with self._lock:
            return self._unanswered >= MOST and self._clock() < self._until

    def unanswered(self) -> None:
        """A call ran into its time limit."""
        with self._lock:
            self._unanswered += 1
            self._until = self._clock() + REST_SECONDS

    def answered(self) -> None:
        """The server said something, whatever it was."""
        with self._lock:
            self._unanswered = 0
