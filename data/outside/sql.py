"""Any SQL database by its address: SQLite, DuckDB and PostgreSQL by themselves, others through SQLAlchemy."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import psycopg

from data.duck import OFFLINE
from data.outside.bounds import Bounds, OutsideError, Rows, gathered, interrupted_after, named
from data.outside.parameters import numbered, only_reads
from data.said import Said

Values = Mapping[str, str]
STEPS = 1000  # of SQLite's virtual machine between two looks at the clock


def read_sql(address: str, query: str, values: Values, bounds: Bounds, folder: Path = Path()) -> Rows:
    """What a query with `:name` parameters finds, read-only. Raises OutsideError.

    address: `sqlite://file` or `duckdb://file` relative to `folder`, with a third slash absolute; `postgresql://…`;
    anything else is SQLAlchemy's and needs the extra `sql` and the database's driver.
    """
    if not only_reads(query):
        raise OutsideError("the query must begin with SELECT or WITH: outside data is only read")
    scheme, _, rest = address.partition("://")
    if scheme == "sqlite":
        return _told(_sqlite, folder / rest, query, values, bounds)
    if scheme == "duckdb":
        return _told(_duckdb, folder / rest, query, values, bounds)
    if scheme in ("postgresql", "postgres"):
        return _told(_postgresql, address, query, values, bounds)
    return _told(_alchemy, address, query, values, bounds)


def _told(read: Callable[..., Rows], place: Any, query: str, values: Values, bounds: Bounds) -> Rows:
    """Read; any driver's failure becomes an OutsideError that quotes nothing."""
    if isinstance(place, Path) and not place.is_file():
        raise OutsideError(Said("outside.no_file", "the file {name!r} isn't there", name=place.name))
    try:
        return read(place, query, values, bounds)
    except OutsideError:
        raise
    except Exception as error:
        if _was_slow(error):
            raise OutsideError(
                Said(
                    "outside.slow_data",
                    "reading it took longer than {seconds} s",
                    seconds=f"{bounds.seconds:g}",
                )
            ) from None
        raise OutsideError(
            Said("outside.unread", "it can't be read ({error})", error=type(error).__name__), str(error)
        ) from None


def _was_slow(error: Exception) -> bool:
    slow = (duckdb.InterruptException, psycopg.errors.QueryCanceled, psycopg.errors.ConnectionTimeout)
    return isinstance(error, slow) or (
        isinstance(error, sqlite3.OperationalError) and str(error) == "interrupted"
    )


def _sqlite(path: Path, query: str, values: Values, bounds: Bounds) -> Rows:
    sql, given = numbered(query, values, "?")
    end = time.monotonic() + bounds.seconds
    address = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=bounds.seconds)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        return gathered(connection.execute(sql, given), bounds)


def _duckdb(path: Path, query: str, values: Values, bounds: Bounds) -> Rows:
    sql, given = numbered(query, values, "$")
    alone = {**OFFLINE, "enable_external_access": False}
    with (
        duckdb.connect(str(path), read_only=True, config=dict(alone)) as connection,
        interrupted_after(bounds.seconds, connection.interrupt),
    ):
        return gathered(connection.execute(sql, given), bounds)


def _postgresql(address: str, query: str, values: Values, bounds: Bounds) -> Rows:
    """Through a server-side cursor, so that a huge answer stays on the server."""
    sql, given = numbered(query, values, "$")
    options = f"-c default_transaction_read_only=on -c statement_timeout={int(bounds.seconds * 1000)}"
    with (
        psycopg.connect(
            address,
            connect_timeout=max(2, round(bounds.seconds)),
            options=options,
            application_name="glassdesk",
        ) as connection,
        psycopg.RawServerCursor(connection, "glassdesk") as cursor,
    ):
        cursor.execute(sql, given)
        return gathered(cursor, bounds)


def _alchemy(address: str, query: str, values: Values, bounds: Bounds) -> Rows:
    """Through SQLAlchemy. What it begins is always rolled back; the account should be one that may only read."""
    scheme = address.partition("://")[0]
    try:
        import sqlalchemy
    except ImportError:
        raise OutsideError(
            f"{scheme!r} databases need SQLAlchemy: pip install -e '.[sql]' in Glassdesk's folder, and the database's driver"
        ) from None
    try:
        engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool, hide_parameters=True)
    except (sqlalchemy.exc.ArgumentError, sqlalchemy.exc.NoSuchModuleError, ImportError) as error:
        raise OutsideError(
            f"{scheme!r} databases need a driver that SQLAlchemy knows; is it installed?", str(error)
        ) from None
    with engine.connect().execution_options(stream_results=True) as connection:
        found = connection.execute(sqlalchemy.text(query), dict(values))
        rows = named(tuple(found.keys()), found.fetchmany(bounds.rows + 1), bounds)
        connection.rollback()
        return rows
