"""Who is typing in a conversation right now. In memory only: nothing of it is stored, and it is forgotten in seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal

Side = Literal["customer", "person"]
SECONDS = 6.0  # after the last sign; whoever types gives one every three seconds
MOST = 5000  # conversations


class Presence:
    """Signs of typing. Safe to share between threads; each process knows its own, so on several machines it is best effort."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[tuple[str, Side], float] = {}

    def sign(self, conversation_id: str, side: Side) -> bool:
        """Somebody types; True when nobody did on this side a moment ago."""
        now = self._clock()
        with self._lock:
            began = self._until.get((conversation_id, side), 0.0) <= now
            if len(self._until) >= MOST:
                self._until = {key: until for key, until in self._until.items() if until > now}
            self._until[conversation_id, side] = now + SECONDS
        return began

    def stop(self, conversation_id: str, side: Side) -> None:
        """They have sent it, or cleared the field."""
        with self._lock:
            self._until.pop((conversation_id, side), None)

    def typing(self, conversation_id: str, side: Side) -> bool:
        """Whether somebody types on this side."""
        with self._lock:
            return self._until.get((conversation_id, side), 0.0) > self._clock()
