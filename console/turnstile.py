"""A few pages run at a time. Python runs one thread at once: with thirty pages begun, each waits for all others at every step.

Measured with thirty reviewers on two cores (`python -m benchmarks console`): docs/figures.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # one computes while another waits for the database
# Seconds. Behind pages that take long (the audit is verified, a paper is made) nobody waits longer.
PATIENCE = 1.0

_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Hold one of the places while a page runs; after `PATIENCE` go on without one."""
    held = _places.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if held:
            _places.release()
