"""A read of one question needs no transaction around it: two calls of the database fewer, and most reads are such."""

from __future__ import annotations

from typing import Any


class Second(BaseException):
    """Work that reads asks more than one question: its answers must be of one moment. No work catches this."""


class Single:
    """A raw connection that executes one statement; anything more raises `Second`."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._asked = False

    def execute(self, *given: Any) -> Any:
        """Execute the first statement."""
        if self._asked:
            raise Second
        self._asked = True
        return self._raw.execute(*given)

    def __getattr__(self, name: str) -> Any:
        raise Second
