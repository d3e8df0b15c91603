"""Brings a database's tables to the shape this program knows: `migrations/NNNN_name.sql`, each run once."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from data.cursor import Cursor
from data.errors import DatabaseUnusable
from data.ids import clock

if TYPE_CHECKING:
    from data.database import Database

_TABLE = """CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL)"""


def migrate(db: Database) -> int:
    """Apply what is missing and return the version reached; all of it or nothing.

    Raises `DatabaseUnusable` when the database was shaped by a newer program.
    """
    steps = _steps()

    def work(cursor: Cursor) -> int:
        db.driver.alone(cursor.raw)
        cursor.run(_TABLE)
        row = cursor.row("SELECT coalesce(max(number), 0) FROM schema_version")
        reached = int(row[0]) if row else 0
        if reached > len(steps):
            raise DatabaseUnusable(
                f"the database has version {reached} and this program knows {len(steps)}: run the newer program"
            )
        for number, (name, sql) in enumerate(steps[reached:], reached + 1):
            cursor.script(sql.replace("{blob}", db.driver.blob))
            cursor.run("INSERT INTO schema_version VALUES ($1, $2, $3)", number, name, clock())
        return len(steps)

    return db.write(work)


def shape(blob: str) -> list[str]:
    """Return the SQL that makes all tables in an empty database, as `migrate` would; `blob` is the type of bytes."""
    return [_TABLE, *(sql.replace("{blob}", blob) for _, sql in _steps())]


def _steps() -> list[tuple[str, str]]:
    """Return (name, SQL) of each migration in order; their numbers run from 1 without a gap."""
    folder = files("data") / "migrations"
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    for number, name in enumerate(found, 1):
        if not name.startswith(f"{number:04d}_"):
            raise DatabaseUnusable(f"migration {name!r} should be number {number:04d}")
    return [(name, (folder / name).read_text("utf-8")) for name in found]
