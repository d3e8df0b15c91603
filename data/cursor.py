"""One transaction's view of the database: the same few calls whichever database is underneath."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from data.errors import UnfitText
from data.said import Said

Row = tuple[Any, ...]
R = TypeVar("R")
ANYTHING = "*"  # stands for every table


class Cursor:
    """Runs SQL with `$1` parameters inside a transaction that `Database` has begun and will end."""

    def __init__(self, raw: Any, statement: Callable[[str], Any] = str) -> None:
        """statement: makes of SQL what the raw connection executes."""
        self._raw = raw
        self._statement = statement
        self.touched: set[str] = set()  # tables that may have been changed
        self._at_end: dict[str, tuple[Callable[[Cursor, list[Any]], None], list[Any]]] = {}

    def run(self, sql: str, *parameters: Any) -> None:
        """Execute a statement and forget its result."""
        self._execute(sql, parameters)

    def changed(self, sql: str, *parameters: Any) -> int:
        """Execute an UPDATE or DELETE and return how many rows it changed. Cheaper than RETURNING on DuckDB."""
        result = self._execute(sql, parameters)
        count = result.rowcount
        return int(count if count >= 0 else result.fetchone()[0])  # DuckDB gives the number as a row

    def script(self, sql: str) -> None:
        """Execute several statements without parameters."""
        self.touched.add(ANYTHING)
        self._raw.execute(sql)

    @property
    def raw(self) -> Any:
        """The driver's own connection."""
        self.touched.add(ANYTHING)
        return self._raw

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """Return the first row, or None."""
        # A result that isn't read to its end keeps its transaction open.
        rows: list[Row] = self._execute(sql, parameters).fetchall()
        return rows[0] if rows else None

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """Return all rows."""
        rows: list[Row] = self._execute(sql, parameters).fetchall()
        return rows

    def records(self, kind: type[R], make: Callable[[Row], R], sql: str, *parameters: Any) -> list[R]:
        """Return all rows, each made into a record of this kind."""
        return [make(row) for row in self.rows(sql, *parameters)]

    def collect(self, name: str, item: Any, work: Callable[[Cursor, list[Any]], None]) -> None:
        """Keep `item` for `work(cursor, items)`, which runs once, just before the commit.

        For a row that every transaction writes (the audit's head): the later it is touched, the shorter
        transactions stand in each other's way, and all items need it only once.
        """
        self._at_end.setdefault(name, (work, []))[1].append(item)

    def finish(self) -> None:
        """Do what was collected. Called by `Database`."""
        for work, items in self._at_end.values():
            work(self, items)

    def _execute(self, sql: str, parameters: tuple[Any, ...]) -> Any:
        self.touched.update(changes(sql))
        return self._raw.execute(self._statement(sql), _fit(parameters))


@lru_cache(maxsize=1024)
def changes(sql: str) -> frozenset[str]:
    """The tables that a statement changes."""
    return frozenset(re.findall(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", sql, re.IGNORECASE))


def _fit(parameters: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse text that not every database can keep, before one of them does."""
    for value in parameters:
        if isinstance(value, str):
            if "\x00" in value:
                raise UnfitText(
                    Said(
                        "refusal.nul", "text with a NUL character can't be kept: strip it or refuse the input"
                    )
                )
            if not value.isascii():
                _encodable(value)
    return parameters


def _encodable(value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnfitText(
            Said("refusal.surrogate", "text with a lone surrogate can't be kept: {why}", why=error.reason)
        ) from error
