"""How much is read from outside at most, and what comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from data.errors import DataError


class OutsideError(DataError):
    """Something outside can't be read. The message holds no value that was asked for or found.

    detail: what the driver said, which may quote such values: for an operator's eyes, never for a log.
    """

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Bounds:
    """At most so many rows, in at most so many seconds."""

    rows: int = 20
    seconds: float = 3.0


@dataclass(frozen=True, slots=True)
class Rows:
    """What was found: values by column name. `more`: there was more than the bounds allow, and it was left there.

    names: the columns, where they are known without a row.
    """

    rows: tuple[dict[str, Any], ...] = ()
    more: bool = False
    names: tuple[str, ...] = ()


def gathered(cursor: Any, bounds: Bounds) -> Rows:
    """Fetch a DB-API cursor's rows within the bounds."""
    names = tuple(column[0] for column in cursor.description or ())
    return named(names, cursor.fetchmany(bounds.rows + 1), bounds)


def named(names: tuple[str, ...], found: Sequence[Sequence[Any]], bounds: Bounds) -> Rows:
    """Rows of values with their names; whoever fetched them asked for one more than the bounds allow."""
    rows = tuple(dict(zip(names, row, strict=True)) for row in found[: bounds.rows])
    return Rows(rows, len(found) > bounds.rows, names)


@contextmanager
def interrupted_after(seconds: float, interrupt: Callable[[], None]) -> Iterator[None]:
    """Call `interrupt` from another thread if the block takes longer."""
    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
