"""A call that must come back in time: it runs in a thread of its own, which is left behind if it doesn't."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from data.said import Said

R = TypeVar("R")


class TooSlow(Exception):
    """The call was still running when its time was up."""


def within(seconds: float, work: Callable[[], R]) -> R:
    """What `work` returns or raises; raises TooSlow when it takes longer (a name server that hangs, a stuck driver)."""
    results: list[R] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="connector", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TooSlow(Said("outside.late", "no answer within {seconds} s", seconds=f"{seconds:g}"))
    return results[0]
