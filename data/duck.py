"""DuckDB, the embedded database: one file, one process."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from data import compact
from data.driver import Kind, Trouble
from data.errors import DatabaseInUse, DatabaseUnusable

OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# Half of the cores is left to Python. Small questions are most of the work, and with more threads than cores to run
# them they take a quarter longer.
THREADS = {"threads": max(1, (os.cpu_count() or 1) // 2)}
STATEMENTS = 2048  # that are kept parsed
CONNECTIONS = 32  # cursors of the one connection; they cost little


class DuckDriver:
    """Opens cursors of one connection to a DuckDB file."""

    kind: Kind = "duckdb"
    blob = "BLOB"
    connections = CONNECTIONS

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        self._path = path
        self._connection = _open_to_read(path) if read_only else _open(path)
        # Parsing takes half of the time of a small question.
        self.statement = lru_cache(maxsize=STATEMENTS)(self._parsed)

    def connect(self) -> Any:
        return self._connection.cursor()

    def _parsed(self, sql: str) -> Any:
        found = self._connection.extract_statements(sql)
        return found[0] if len(found) == 1 else sql

    def begin(self, raw: Any, *, read_only: bool) -> None:
        raw.execute(self.statement("BEGIN TRANSACTION"))

    def alone(self, raw: Any) -> None:
        """DuckDB lets no other process in anyway."""

    def tidy(self, raw: Any) -> None:
        raw.execute("CHECKPOINT")

    def compact(self) -> None:
        path = Path(os.path.realpath(self._path))
        try:
            self._move(path, compact.copy(self._connection, path))
        except (duckdb.Error, OSError) as error:
            raise DatabaseUnusable(f"can't compact the database {self._path!r}: {error}") from error
        finally:
            with suppress(OSError):
                compact.remove_leftovers(path)

    def _move(self, path: Path, new: Path) -> None:
        with compact.door(path):
            self._connection.close()
            try:
                compact.swap(new, path)
            finally:
                self._connection = _connect(self._path)

    def trouble(self, error: Exception) -> Trouble | None:
        if isinstance(error, duckdb.TransactionException):
            return (
                "other" if "could not write" in str(error).lower() else "conflict"
            )  # a full disk won't pass
        if isinstance(error, duckdb.ConstraintException):
            return "duplicate"
        if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
            return "lost"
        return "other" if isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException)) else None

    def usable(self, raw: Any) -> bool:
        return True

    def disconnect(self, raw: Any) -> None:
        raw.close()

    def close(self) -> None:
        self._connection.close()


def _open(path: str) -> duckdb.DuckDBPyConnection:
    """Open the file, making its folder if need be; extensions are never fetched."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        real = Path(os.path.realpath(path))
        with compact.door(real):
            connection = _connect(path)
            compact.remove_leftovers(real)
        return connection
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise DatabaseInUse(_in_use(path, str(error))) from error
        raise DatabaseUnusable(f"can't open the database {path!r}: {error}") from error
    except (duckdb.Error, OSError) as error:
        raise DatabaseUnusable(f"can't open the database {path!r}: {error}") from error


def _open_to_read(path: str) -> duckdb.DuckDBPyConnection:
    """Open the file as it is; nothing beside it is made or cleared away."""
    if not os.path.exists(path):
        raise DatabaseUnusable(f"there is no database {path!r} yet")
    try:
        connection = duckdb.connect(path, read_only=True, config={**OFFLINE, **THREADS})
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        return connection
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise DatabaseInUse(_in_use(path, str(error))) from error
        raise DatabaseUnusable(f"can't open the database {path!r}: {error}") from error
    except duckdb.Error as error:
        raise DatabaseUnusable(f"can't open the database {path!r}: {error}") from error


def _connect(path: str) -> duckdb.DuckDBPyConnection:
    new = not os.path.exists(path)
    connection = duckdb.connect(path, config={**OFFLINE, **THREADS})
    if new:
        os.chmod(path, 0o600)
    # Cursors take the global setting; times come back in this zone.
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


def _in_use(path: str, message: str) -> str:
    found = re.search(r"PID (\d+)", message)
    who = f"process {found.group(1)}" if found else "another process"
    return (
        f"the database {path!r} is in use by {who}. DuckDB lets one process in at a time: "
        "stop the other one, or set a different database"
    )
