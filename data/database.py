"""The door to the database: whole transactions, retried when they conflict with others."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext, suppress
from itertools import count
from typing import Any, TypeVar

from data.cursor import ANYTHING, Cursor
from data.driver import Driver, Kind, Trouble
from data.duck import DuckDriver
from data.errors import Conflict, DatabaseUnusable, TooBusy
from data.migrate import demand_current, migrate
from data.pool import Pool
from data.postgres import PostgresDriver
from data.question import Second, Single
from data.recent import BEHIND, Recent, Remembered, Remembering, Unknown

RETRY_SECONDS = 10.0
FIRST_PAUSE = 0.001
LONGEST_PAUSE = 0.1
DUPLICATE_TRIES = 4  # a unique key met twice is a race that a retry sees; met again and again it is a fault
T = TypeVar("T")


class Database:
    """Runs work in transactions. Safe to use from any thread; make it with `connect`."""

    def __init__(self, driver: Driver, *, read_only: bool = False) -> None:
        self._driver = driver
        self._pool = Pool(driver)
        self._read_only = read_only
        self._recent = Recent()
        self._commits: Counter[str] = Counter()  # by table
        self._several: set[Any] = {None}  # code of work that asks several questions, or may
        self._counting = threading.Lock()
        # Two transactions that overlap can't both move the audit's head: on DuckDB the second one's work would be
        # for nothing. So audited writes start one after another there. PostgreSQL makes them wait at the head's
        # row, which costs less. Reads and quiet writes never wait.
        self._chain: Any = threading.Lock() if driver.kind == "duckdb" else nullcontext()

    @property
    def driver(self) -> Driver:
        """The database underneath, for migrations."""
        return self._driver

    @property
    def kind(self) -> Kind:
        """Which database this is: "duckdb" or "postgresql"."""
        return self._driver.kind

    def write(self, work: Callable[[Cursor], T], *, quiet: bool = False) -> T:
        """Run `work(cursor)` in one transaction and commit it. A quiet write adds nothing to the audit.

        `work` runs again from the start when the transaction conflicts with another one, so it must do nothing
        but use its cursor. What it raises rolls back and comes out. Raises `TooBusy` after ten seconds of
        conflicts and `DatabaseUnusable` when the database can't go on or was opened for reading only.
        """
        if self._read_only:
            raise DatabaseUnusable("the database was opened for reading only: nothing can be written")
        try:
            return self._insist(work, nullcontext() if quiet else self._chain, writes=True)
        except Exception:
            self._recent.refused()
            raise

    def read(self, work: Callable[[Cursor], T]) -> T:
        """Run `work(cursor)` so that it sees one moment of the database. Raises like `write`.

        Most work asks one question, which sees one moment by itself; with a second one it runs again in a transaction,
        and from then on begins in one.
        """
        if not self._recent.shows:
            return self._looked(work, work)
        with suppress(Unknown):
            return work(Remembered(self._recent))
        at = time.monotonic()  # before it begins: what is committed meanwhile, it doesn't see

        def remembering(cursor: Cursor) -> T:
            return work(Remembering(cursor, self._recent, at))

        return self._looked(work, remembering)

    def _looked(self, asked: Callable[[Cursor], T], work: Callable[[Cursor], T]) -> T:
        """Run `work`, which is `asked` in other clothes."""
        code = getattr(asked, "__code__", None)
        if code not in self._several:
            try:
                return self._insist(work, nullcontext(), once=True)
            except Second:
                self._several.add(code)
        return self._insist(work, nullcontext())

    def shows_to(self, viewer: str) -> None:
        """Say that this thread shows pages to a viewer: what it reads may be a second old (see `data.recent`). Empty ends it."""
        self._recent.viewer = viewer

    def works_behind(self) -> None:
        """Say that this thread works behind the pages: they may see its commits a second later."""
        self._recent.viewer = BEHIND

    def commits(self, *tables: str) -> int | None:
        """How many transactions of this process may have changed these tables; None where other processes may change them too."""
        if self.kind == "postgresql":
            return None
        with self._counting:
            return sum(self._commits[table] for table in (*tables, ANYTHING))

    def tidy(self) -> None:
        """After an erasure: fold the write-ahead log, where the erased values still stand, into the database.

        Best effort: it has to wait for quiet, and old blocks are overwritten only in time.
        """
        with self._pool.lend() as raw, suppress(Exception):
            self._driver.tidy(raw)

    def compact(self) -> None:
        """After an erasure: rewrite what is kept, so that erased values stand in no file of the database any more.

        On DuckDB the rows move to a new file (see `data.compact`), which takes room for a second copy meanwhile.
        On PostgreSQL the tables are rewritten; its own write-ahead log keeps old bytes until it is recycled.
        Transactions of this process wait, so stop the server first. Raises `DatabaseUnusable`, and `TooBusy` after
        ten seconds of other work; then all is as it was before.
        """
        with self._pool.alone():
            self._driver.compact()

    def close(self) -> None:
        """Close all connections; using the database afterwards raises `DatabaseUnusable`."""
        self._pool.close()
        self._driver.close()

    def _insist(
        self, work: Callable[[Cursor], T], turnstile: Any, *, writes: bool = False, once: bool = False
    ) -> T:
        """Try until it works, with growing random pauses."""
        deadline = time.monotonic() + RETRY_SECONDS
        for tries in count(1):
            try:
                with turnstile:
                    return self._alone(work) if once else self._once(work, writes)
            except (Conflict, _Again) as again:
                cause = again.__cause__ or again
                if isinstance(again, _Again) and again.trouble == "duplicate" and tries >= DUPLICATE_TRIES:
                    raise Conflict(f"a row with this key exists already: {cause}") from cause
                if time.monotonic() > deadline:
                    raise TooBusy(f"gave up after {RETRY_SECONDS:g} s and {tries} tries: {cause}") from cause
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**tries)))
        raise AssertionError("unreachable")

    def _alone(self, work: Callable[[Cursor], T]) -> T:
        """Ask one question without a transaction around it; raises `Second` when there are more."""
        with self._pool.lend() as raw:
            try:
                return work(Cursor(Single(raw), self._driver.statement))
            except Exception as error:
                self._explain(error, committing=False)
                raise

    def _once(self, work: Callable[[Cursor], T], writes: bool) -> T:
        """Run one transaction; raises `_Again` when it is worth trying again."""
        with self._pool.lend() as raw:
            committing, cursor = False, Cursor(raw, self._driver.statement)
            try:
                self._driver.begin(raw, read_only=not writes)
                result = work(cursor)
                cursor.finish()
                committing = True
                raw.execute(self._driver.statement("COMMIT"))
                return result
            except BaseException as error:
                with suppress(Exception):
                    raw.execute("ROLLBACK")
                if isinstance(error, Exception):
                    self._explain(error, committing)
                raise
            finally:
                if writes:
                    with self._counting:
                        self._commits.update(cursor.touched)
                    self._recent.committed(cursor.touched)

    def _explain(self, error: Exception, committing: bool) -> None:
        """Raise what a failure of the database means; return if it isn't one."""
        trouble = self._driver.trouble(error)
        if trouble in ("conflict", "duplicate"):
            raise _Again(trouble) from error
        if trouble == "lost" and self.kind == "postgresql" and not committing:
            raise _Again(trouble) from error  # the server forgot the transaction: nothing of it was kept
        if trouble is not None:
            raise DatabaseUnusable(f"the database failed: {error}") from error


class _Again(Exception):
    """This transaction was rolled back and may work when run again."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def connect(url: str, *, read_only: bool = False) -> Database:
    """Open a database and bring its tables up to date.

    url: `duckdb://` and a file's path (`duckdb:///srv/desk.duckdb` is absolute, `duckdb://var/desk.duckdb` is
    relative to the working directory), or `postgresql://…` as libpq reads it. Raises `DatabaseInUse` when another
    process has the DuckDB file, `DatabaseUnusable` for anything else that is wrong.

    read_only: the database itself refuses every change, a DuckDB file stays as it is to the byte, and tables of
    another program's shape are refused instead of changed.
    """
    database = Database(_driver(url, read_only), read_only=read_only)
    try:
        if read_only:
            demand_current(database)
        else:
            migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def _driver(url: str, read_only: bool) -> Driver:
    scheme, _, path = url.partition("://")
    if scheme == "duckdb" and path:
        return DuckDriver(path, read_only=read_only)
    if scheme in ("postgresql", "postgres") and path:
        return PostgresDriver(url, read_only=read_only)
    raise DatabaseUnusable(
        f"can't read the database address {scheme + '://…'!r}: it starts duckdb:// or postgresql://"
    )
