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
            raise DatabaseUnusable(_newer(max(newer), known))
        for number, (name, sql) in steps.items():
            if number not in done:
                cursor.script(sql.replace("{blob}", db.driver.blob))
                cursor.run("INSERT INTO schema_version VALUES ($1, $2, $3)", number, name, clock())
        return known

    return db.write(work)


def demand_current(db: Database) -> None:
    """Raise `DatabaseUnusable` unless every migration of this program, and no other, has been applied."""
    done = db.read(_applied)
    if not done:
        raise DatabaseUnusable("this database has no tables yet")
    if newer := done - _steps().keys():
        raise DatabaseUnusable(_newer(max(newer), max(_steps())))
    if missing := _steps().keys() - done:
        raise DatabaseUnusable(
            f"the database lacks version {min(missing)}: any command that may change it, such as `glassdesk doctor`, brings it up to date"
        )


def shape(blob: str) -> list[str]:
    """Return the SQL that makes all tables in an empty database, as `migrate` would; `blob` is the type of bytes."""
    return [_TABLE, *(sql.replace("{blob}", blob) for _, sql in _steps().values())]


def _applied(cursor: Cursor) -> set[int]:
    there = "SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_version'"
    if cursor.row(there) is None:
        return set()
    return {int(number) for (number,) in cursor.rows("SELECT number FROM schema_version")}


def _newer(there: int, known: int) -> str:
    return f"the database has version {there} and this program knows {known}: run the newer program"


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
