"""A read of one question needs no transaction around it: two calls of the database fewer, and most reads are such."""

from __future__ import annotations

from typing import Any

from data.cursor import changes


class Second(BaseException):
    """Work asks more than one question, whose answers must be of one moment, or changes something. No work catches this."""


class Single:
    """A raw connection that executes one statement that reads; anything more raises `Second`."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._asked = False

    def execute(self, statement: Any, *given: Any) -> Any:
        """Execute the first statement. One that changes tables belongs into a transaction, which may refuse it."""
        sql = statement if isinstance(statement, str) else statement.query
        if self._asked or changes(sql):
            raise Second
        self._asked = True
        return self._raw.execute(statement, *given)

    def __getattr__(self, name: str) -> Any:
        raise Second
