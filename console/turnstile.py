"""A few pages run at a time, and people come first. Python runs one thread at once: with thirty pages begun, each waits for all others.

What a person clicked on goes before what pages do by themselves, the queue's look for news every few seconds above all.
Measured with thirty reviewers on two cores (`python -m benchmarks console`): docs/figures.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # one computes while another waits for the database
# Seconds. Behind pages that take long (the audit is verified, a paper is made) nobody waits longer.
PATIENCE = 1.0


class Turnstile:
    """`places` threads may be inside; those who wait for a person's click go in before all others."""

    def __init__(self, places: int) -> None:
        self._free, self._clicks = places, 0
        self._moved = threading.Condition()
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold one of the places while a page runs; after `PATIENCE` go on without one."""
        with self._inside(click=True):
            yield

    @contextmanager
    def glance(self) -> Iterator[None]:
        """The same for what a page does by itself; within a page that has its turn already, nothing."""
        if getattr(self._mine, "inside", False):
            yield
            return
        with self._inside(click=False):
            yield

    @contextmanager
    def _inside(self, click: bool) -> Iterator[None]:
        held, before = self._enter(click), getattr(self._mine, "inside", False)
        self._mine.inside = True
        try:
            yield
        finally:
            self._mine.inside = before
            if held:
                self._leave()

    def _enter(self, click: bool) -> bool:
        with self._moved:
            self._clicks += click
            try:
                held = self._moved.wait_for(lambda: self._free > 0 and (click or not self._clicks), PATIENCE)
            finally:
                self._clicks -= click
            self._free -= held
            return held

    def _leave(self) -> None:
        with self._moved:
            self._free += 1
            self._moved.notify_all()


_turnstile = Turnstile(AT_ONCE)
turn, glance = _turnstile.turn, _turnstile.glance
