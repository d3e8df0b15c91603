"""What was read a moment ago, for pages that many people look at: the same question is asked of the database once.

A console page asks some seventy small questions a run, half of them the same ones, and thirty open pages look again
every few seconds. Threads that only show (`Database.only_shows`) may see rows that are up to `SECONDS` old, as long as this
process has committed nothing since; what other processes commit is seen after that time. Transactions that write never
look in here.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from data.cursor import Cursor, Row

SECONDS = 1.0
MOST = 4096  # rows of answers; more are forgotten at once

Question = tuple[str, tuple[Any, ...]]


class Unknown(Exception):
    """Nobody has asked this in the last moment."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, the commit they were read after, and when (monotonic seconds)."""

    rows: list[Row]
    commits: int
    at: float


class Recent:
    """The answers of one database, shared by all threads that only show."""

    def __init__(self) -> None:
        self.commits = 0
        self._answers: dict[Question, Answer] = {}
        self._thread = threading.local()

    @property
    def shows(self) -> bool:
        """Whether this thread only shows."""
        return getattr(self._thread, "shows", False)

    @shows.setter
    def shows(self, shows: bool) -> None:
        self._thread.shows = shows

    def committed(self) -> None:
        """Something may have changed: forget everything."""
        self.commits += 1
        self._answers.clear()

    def known(self, question: Question) -> list[Row]:
        """The rows that answer it; raises `Unknown`."""
        found = self._answers.get(question)
        if found is None or found.commits != self.commits or time.monotonic() - found.at > SECONDS:
            raise Unknown
        return found.rows

    def keep(self, question: Question, rows: list[Row], commits: int) -> None:
        """Keep an answer of a transaction that began after so many commits."""
        if len(self._answers) >= MOST:
            self._answers.clear()
        self._answers[question] = Answer(rows, commits, time.monotonic())


class Remembered(Cursor):
    """A cursor that knows answers only; anything else raises `Unknown`, and the work runs again on a `Remembering`."""

    def __init__(self, recent: Recent) -> None:
        super().__init__(None)
        self._recent = recent

    def row(self, sql: str, *parameters: Any) -> Row | None:
        found = self._recent.known(_question(sql, parameters, 1))
        return found[0] if found else None

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        return list(self._recent.known(_question(sql, parameters)))

    def run(self, sql: str, *parameters: Any) -> None:
        raise Unknown

    def changed(self, sql: str, *parameters: Any) -> int:
        raise Unknown

    def script(self, sql: str) -> None:
        raise Unknown

    @property
    def raw(self) -> Any:
        raise Unknown


class Remembering(Cursor):
    """A cursor that reads from the database and keeps the answers."""

    def __init__(self, cursor: Cursor, recent: Recent, commits: int) -> None:
        super().__init__(cursor.raw)
        self._recent, self._commits = recent, commits

    def row(self, sql: str, *parameters: Any) -> Row | None:
        found = super().row(sql, *parameters)
        self._recent.keep(_question(sql, parameters, 1), [] if found is None else [found], self._commits)
        return found

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        found = super().rows(sql, *parameters)
        self._recent.keep(_question(sql, parameters), list(found), self._commits)
        return found


def _question(sql: str, parameters: tuple[Any, ...], first: int = 0) -> Question:
    """What can be looked up; lists become tuples."""
    return sql, (first, *(tuple(one) if isinstance(one, list) else one for one in parameters))
