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
        done = {int(number) for (number,) in cursor.rows("SELECT number FROM schema_version")}
        known = max(steps)
        if newer := done - steps.keys():
            raise DatabaseUnusable(
                f"the database has version {max(newer)} and this program knows {known}: run the newer program"
            )
        for number, (name, sql) in steps.items():
            if number not in done:
                cursor.script(sql.replace("{blob}", db.driver.blob))
                cursor.run("INSERT INTO schema_version VALUES ($1, $2, $3)", number, name, clock())
        return known

    return db.write(work)


def shape(blob: str) -> list[str]:
    """Return the SQL that makes all tables in an empty database, as `migrate` would; `blob` is the type of bytes."""
    return [_TABLE, *(sql.replace("{blob}", blob) for _, sql in _steps().values())]


def _steps() -> dict[int, tuple[str, str]]:
    """Return (name, SQL) of each migration by its number, in order. None may depend on a higher one."""
    folder = files("data") / "migrations"
    steps: dict[int, tuple[str, str]] = {}
    for name in sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql")):
        number = int(name[:4]) if name[:4].isdigit() else 0
        if number == 0 or number in steps:
            raise DatabaseUnusable(f"migration {name!r} needs a number of its own: NNNN_name.sql")
        steps[number] = name, (folder / name).read_text("utf-8")
    return steps
