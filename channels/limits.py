"""How often one conversation, address or integration may write: token buckets in memory, one process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, refilled by `per_minute`."""

    burst: int
    per_minute: float


class Limiter:
    """One bucket for each key; the keys longest unused are forgotten beyond `remembered`."""

    def __init__(
        self, rate: Rate, remembered: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = rate
        self.remembered = remembered
        self.clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one token; 0.0 when there was one, else the seconds until there is."""
        per_second = self.rate.per_minute / 60
        now = self.clock()
        with self._lock:
            tokens, since = self._buckets.pop(key, (float(self.rate.burst), now))
            tokens = min(self.rate.burst, tokens + (now - since) * per_second)
            allowed = tokens >= 1
            self._buckets[key] = (tokens - 1 if allowed else tokens, now)
            while len(self._buckets) > self.remembered:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / per_second
