"""How a thread that must never end is doing: how long it pauses after a failure, and what to tell an operator."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

FIRST_PAUSE = 0.5  # seconds after a failure, doubled with each further one up to the longest
LONGEST_PAUSE = 30.0

log = logging.getLogger(__name__)


class Pulse:
    """One thread's. It begins with the thread, and `problem` can be asked from any other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.thread: threading.Thread | None = None
        self._pause = FIRST_PAUSE
        self._failing: str | None = None
        self._since: datetime | None = None

    def well(self) -> None:
        """A round went well."""
        self._pause, self._failing, self._since = FIRST_PAUSE, None, None

    def failed(self, error: Exception) -> float:
        """A round failed; gives the seconds to pause. The error's type only is told: it could quote a customer."""
        kind, pause = type(error).__name__, self._pause
        log.error("%s failed and will try again: %s", self.name, kind)
        self._since = self._since or datetime.now(UTC)
        self._failing = f"{self.name} fails since {self._since:%H:%M:%S} UTC: {kind}"
        self._pause = min(pause * 2, LONGEST_PAUSE)
        return pause

    def problem(self) -> str | None:
        """What is wrong now, without personal data; None when all is well or it was never started."""
        if self.thread is not None and not self.thread.is_alive():
            return f"{self.name} has ended"
        return self._failing
