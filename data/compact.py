"""Compaction of a DuckDB file: its living rows move to a new file, and the old one, with all that was erased, goes.

DuckDB frees the blocks of deleted and changed rows but doesn't overwrite them, and VACUUM doesn't either. Killed at
any line, a compaction leaves the old file or the new one at the database's place, and both are complete. What the
disk itself keeps of deleted files (free sectors, snapshots, backups) is out of a program's reach.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from data.errors import DatabaseUnusable
from data.migrate import shape

SUFFIX = ".compact"
_NEW = "compacted"


def copy(raw: Any, path: Path) -> Path:
    """Write the living rows of the database that `raw` is connected to into a new file beside `path`; return it.

    Nobody else may write meanwhile. Raises `DatabaseUnusable` when the copy isn't equal to what was copied.
    """
    remove_leftovers(path)
    new = path.with_name(path.name + SUFFIX)
    old = raw.execute("SELECT current_database()").fetchone()[0]
    quoted = str(new).replace("'", "''")
    raw.execute(f"ATTACH '{quoted}' AS {_NEW}")
    try:
        _as_private(path, new)
        raw.execute(f"USE {_NEW}.main")
        for sql in shape("BLOB"):
            raw.execute(sql)
        for table in _tables(raw, old):
            _copy_table(raw, old, table)
    finally:
        raw.execute(f'USE "{old}".main')
        raw.execute(f"DETACH {_NEW}")  # folds its write-ahead log into it
    _sync(new)
    return new


def swap(new: Path, path: Path) -> None:
    """Put the new file in the old one's place; both must be closed. Hold `door` from before the old one is closed.

    Raises `DatabaseUnusable`, with the old file in place, when a write-ahead log wasn't folded into its file: one
    that belongs to the old file must never meet the new one.
    """
    for file in (path, new):
        if _log(file).exists():
            raise DatabaseUnusable(
                f"{_log(file)} is still there after closing: the database was not compacted"
            )
    os.replace(new, path)
    _sync(path.parent)


def remove_leftovers(path: Path) -> None:
    """Delete what a killed compaction left; call it only while holding the database's own lock."""
    new = path.with_name(path.name + SUFFIX)
    for file in (new, _log(new)):
        file.unlink(missing_ok=True)


@contextmanager
def door(path: Path) -> Iterator[None]:
    """Let one process at a time open or swap the database: in between, DuckDB's own lock is on no file or the old one.

    The lock is on the folder, so it leaves no file behind and ends with the process.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(
            OSError
        ):  # some network drives have no locks; DuckDB's own still keeps two servers apart
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _tables(raw: Any, database: str) -> list[str]:
    sql = (
        "SELECT table_name FROM duckdb_tables() WHERE database_name = $1 AND schema_name = 'main' ORDER BY 1"
    )
    return [name for (name,) in raw.execute(sql, (database,)).fetchall()]


def _copy_table(raw: Any, old: str, table: str) -> None:
    """Copy one table and compare: as many rows, with the same contents."""
    there, here = f'"{old}".main."{table}"', f'{_NEW}.main."{table}"'
    sql = """SELECT column_name FROM duckdb_columns() WHERE database_name = $1 AND schema_name = 'main'
             AND table_name = $2 ORDER BY column_index"""
    names = ", ".join(f'"{name}"' for (name,) in raw.execute(sql, (old, table)).fetchall())
    raw.execute(f"DELETE FROM {here}")  # what the migrations put in themselves comes again
    raw.execute(f"INSERT INTO {here} ({names}) SELECT {names} FROM {there}")
    # The sum of the rows' hashes doesn't depend on their order, and sees a row that is there twice.
    facts = f"SELECT count(*), sum(hash(t)) FROM (SELECT {names} FROM %s) t"
    if raw.execute(facts % here).fetchone() != raw.execute(facts % there).fetchone():
        raise DatabaseUnusable(f"the copy of table {table!r} differs from it: the database was not compacted")


def _as_private(path: Path, new: Path) -> None:
    """Give the new file the old one's mode and owner before it holds anything: root may erase for another user."""
    was = path.stat()
    shutil.copymode(path, new)
    if (was.st_uid, was.st_gid) != (os.geteuid(), os.getegid()):
        os.chown(new, was.st_uid, was.st_gid)


def _log(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _sync(path: Path) -> None:
    """Bring a file, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
