"""What was read a moment ago, for pages that many people look at: the same question is asked of the database once.

A console page asks some seventy small questions a run, most of them the same ones, and thirty open pages look again every
few seconds. A thread that shows pages to a viewer (`Database.shows_to`) may see rows that are up to `SECONDS` old. What is
committed is seen sooner:

- by whoever committed it: at once, on all their pages;
- when a thread that neither shows pages nor works behind them committed it (a customer's message): at once, by everybody;
- who may sign in, and as what (`AT_ONCE`): at once, by everybody.

What other viewers commit, the workers behind (`Database.works_behind`) and other processes is seen after `SECONDS`. A commit
makes only answers about its own tables old. Transactions that write never look in here. Long answers aren't kept: pages ask
small questions often and large ones once.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from data.cursor import ANYTHING, Cursor, Row

SECONDS = 1.0
LONGEST = 500  # rows; a longer answer isn't kept
AT_ONCE = frozenset({"account", "session"})  # tables: somebody who was shut out sees nothing a second longer
BEHIND = "behind"  # stands for the viewer in threads whose commits nobody sees at once

R = TypeVar("R")
Question = tuple[str, tuple[Any, ...]]


class Unknown(Exception):
    """Nobody has asked this in the last moment."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, the records made of them by kind, and when the transaction that read them began (monotonic seconds).

    Records are shared among pages: they are frozen, and nobody changes what lies in them.
    """

    rows: list[Row]
    at: float
    records: dict[type[Any], list[Any]] = field(default_factory=dict)


class Recent:
    """The answers of one database, shared by all threads that show pages."""

    def __init__(self) -> None:
        self._answers: dict[Question, Answer] = {}
        self._swept = time.monotonic()  # when answers that are too old were last dropped
        # When tables were last changed, for those who see it at once: a viewer, or "" for everybody.
        self._changed: dict[str, dict[str, float]] = {"": {}}
        self._lock = threading.Lock()  # of `_changed`, whose parts are replaced and never altered
        self._thread = threading.local()

    @property
    def viewer(self) -> str:
        """Whom this thread shows pages to; empty if nobody, `BEHIND` for workers."""
        return getattr(self._thread, "viewer", "")

    @viewer.setter
    def viewer(self, viewer: str) -> None:
        self._thread.viewer = viewer

    @property
    def shows(self) -> bool:
        """Whether this thread shows pages."""
        return self.viewer not in ("", BEHIND)

    def committed(self, tables: Iterable[str]) -> None:
        """This thread has committed changes of these tables, or may have."""
        changed = dict.fromkeys(tables, time.monotonic())
        if not changed or self.viewer == BEHIND:
            return
        with self._lock:
            self._forget_viewers()
            self._note(self.viewer, changed)
            self._note("", {table: at for table, at in changed.items() if table in AT_ONCE})

    def refused(self) -> None:
        """This thread's transaction was refused, perhaps for what its viewer read a moment ago: they read all anew."""
        if self.shows:
            self.committed((ANYTHING,))

    def known(self, question: Question) -> Answer:
        """What answers it for this thread's viewer; raises `Unknown`."""
        found = self._answers.get(question)
        if found is None or time.monotonic() - found.at > SECONDS:
            raise Unknown
        words = _words(question[0])
        for viewer in ("", self.viewer):
            changed = self._changed.get(viewer, {})
            if any(changed[table] >= found.at for table in changed.keys() & words):
                raise Unknown
        return found

    def keep(self, question: Question, rows: list[Row], at: float) -> None:
        """Keep an answer of a transaction that began at `at`, unless it is long."""
        now = time.monotonic()
        if now - self._swept > SECONDS:
            self._swept = now
            self._answers = {each: a for each, a in list(self._answers.items()) if now - a.at <= SECONDS}
        if len(rows) <= LONGEST:
            self._answers[question] = Answer(rows, at)

    def _note(self, viewer: str, changed: dict[str, float]) -> None:
        self._changed[viewer] = {**self._changed.get(viewer, {}), **changed}

    def _forget_viewers(self) -> None:
        """Those who have changed nothing of late: any answer from before is too old by now."""
        newest = time.monotonic() - SECONDS
        for viewer, changed in self._changed.copy().items():
            if viewer and max(changed.values()) < newest:
                self._changed.pop(viewer, None)


class Remembered(Cursor):
    """A cursor that knows answers only; anything else raises `Unknown`, and the work runs again on a `Remembering`."""

    def __init__(self, recent: Recent) -> None:
        super().__init__(None)
        self._recent = recent

    def row(self, sql: str, *parameters: Any) -> Row | None:
        found = self._recent.known(_question(sql, parameters, 1)).rows
        return found[0] if found else None

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        return list(self._recent.known(_question(sql, parameters)).rows)

    def records(self, kind: type[R], make: Callable[[Row], R], sql: str, *parameters: Any) -> list[R]:
        found = self._recent.known(_question(sql, parameters))
        if kind not in found.records:
            found.records[kind] = [make(row) for row in found.rows]
        return list(found.records[kind])

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

    def __init__(self, cursor: Cursor, recent: Recent, at: float) -> None:
        super().__init__(cursor._raw, cursor._statement)
        self._recent, self._at = recent, at

    def row(self, sql: str, *parameters: Any) -> Row | None:
        found = super().row(sql, *parameters)
        self._recent.keep(_question(sql, parameters, 1), [] if found is None else [found], self._at)
        return found

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        found = super().rows(sql, *parameters)
        self._recent.keep(_question(sql, parameters), list(found), self._at)
        return found


def _question(sql: str, parameters: tuple[Any, ...], first: int = 0) -> Question:
    """What can be looked up; lists become tuples."""
    return sql, (first, *(tuple(one) if isinstance(one, list) else one for one in parameters))


@lru_cache(maxsize=1024)
def _words(sql: str) -> frozenset[str]:
    """Each word of a statement, and so each table that it reads."""
    return frozenset((*re.findall(r"\w+", sql), ANYTHING))
