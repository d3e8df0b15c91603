"""Connections kept for reuse: threads come and go, so connections belong to transactions, not to threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from data.driver import Driver
from data.errors import DatabaseUnusable, TooBusy

WAIT_SECONDS = 10.0


class Pool:
    """Lends each caller a connection of its own, at most `driver.connections` at once."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._free = threading.BoundedSemaphore(driver.connections)
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """Lend a connection; raises `TooBusy` when none comes free in ten seconds."""
        if not self._free.acquire(timeout=WAIT_SECONDS):
            raise TooBusy(f"all {self._driver.connections} connections to the database are busy")
        try:
            raw = self._take()
            try:
                yield raw
            finally:
                self._put_back(raw)
        finally:
            self._free.release()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no connection is lent, close them all, and lend none until the end; raises `TooBusy`."""
        with ExitStack() as stack:
            for _ in range(self._driver.connections):
                if not self._free.acquire(timeout=WAIT_SECONDS):
                    raise TooBusy("the database is in use and can't be had alone: stop the server first")
                stack.callback(self._free.release)
            with self._lock:
                if self._closed:
                    raise DatabaseUnusable("the database has been closed")
                idle, self._idle = self._idle, []
            for raw in idle:
                self._driver.disconnect(raw)
            yield

    def close(self) -> None:
        """Lend none any more, close the idle ones, and wait ten seconds at most until the lent ones are back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for raw in idle:
            self._driver.disconnect(raw)
        deadline = time.monotonic() + WAIT_SECONDS
        with ExitStack() as stack:  # DuckDB refuses to close while a statement runs
            for _ in range(self._driver.connections):
                if self._free.acquire(timeout=max(0.0, deadline - time.monotonic())):
                    stack.callback(self._free.release)

    def _take(self) -> Any:
        with self._lock:
            if self._closed:
                raise DatabaseUnusable("the database has been closed")
            while self._idle:
                raw = self._idle.pop()
                if self._driver.usable(raw):
                    return raw
        return self._driver.connect()

    def _put_back(self, raw: Any) -> None:
        with self._lock:
            if not self._closed and self._driver.usable(raw):
                self._idle.append(raw)
                return
        self._driver.disconnect(raw)
