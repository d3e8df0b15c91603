"""Rows to records and back: a record's field names are its table's columns, so no mapping is written twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar, cast

from data.cursor import Cursor, Row
from data.errors import Conflict
from data.said import Said, loaded, sentence, stored

R = TypeVar("R")
TOGETHER = 100  # rows of one statement
_known: dict[type[Any], tuple[tuple[str, str], ...]] = {}


def _fields(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return (name, type as written) of each field."""
    if kind not in _known:
        _known[kind] = tuple((field.name, str(field.type)) for field in fields(kind))
    return _known[kind]


def columns(kind: type[Any], table: str = "", leave_out: tuple[str, ...] = ()) -> str:
    """Return a record's columns for a SELECT, quoted (`at` is a word of DuckDB's grammar)."""
    prefix = f"{table}." if table else ""
    return ", ".join(f'{prefix}"{name}"' for name, _ in _fields(kind) if name not in leave_out)


def record(kind: type[R], row: Row) -> R:
    """Make a record from a row whose columns stand in the order of the record's fields."""
    return kind(*(_load(value, type_) for value, (_, type_) in zip(row, _fields(kind), strict=True)))


def having(column: str, name: str, value: str) -> str:
    """SQL: whether a JSON column has this field with this text anywhere. What stands in other texts has its quotes escaped."""
    return f"""({column} LIKE '%"{name}": "{value}"%')"""


def one(cursor: Cursor, kind: type[R], sql: str, *parameters: Any) -> R | None:
    """Run a SELECT and return its first row as a record, or None."""
    row = cursor.row(sql, *parameters)
    return None if row is None else record(kind, row)


def many(cursor: Cursor, kind: type[R], sql: str, *parameters: Any) -> list[R]:
    """Run a SELECT and return its rows as records."""
    return cursor.records(kind, partial(record, kind), sql, *parameters)


def insert(cursor: Cursor, table: str, new: Any, leave_out: tuple[str, ...] = ()) -> None:
    """Insert a record; fields named in `leave_out` have no column."""
    named = [(name, type_) for name, type_ in _fields(type(new)) if name not in leave_out]
    places = ", ".join(f"${number}" for number in range(1, len(named) + 1))
    values = [_dump(getattr(new, name), type_) for name, type_ in named]
    names = columns(type(new), leave_out=leave_out)
    cursor.run(f"INSERT INTO {table} ({names}) VALUES ({places})", *values)


def insert_all(cursor: Cursor, table: str, new: Sequence[Any]) -> None:
    """Insert many records of one kind; far quicker than one at a time."""
    for start in range(0, len(new), TOGETHER):
        batch = new[start : start + TOGETHER]
        named = _fields(type(batch[0]))
        values = [_dump(getattr(each, name), type_) for each in batch for name, type_ in named]
        width = len(named)
        rows = (range(at + 1, at + width + 1) for at in range(0, len(values), width))
        places = ", ".join(f"({', '.join(f'${number}' for number in row)})" for row in rows)
        cursor.run(f"INSERT INTO {table} ({columns(type(batch[0]))}) VALUES {places}", *values)


def replace_all(cursor: Cursor, table: str, key: str, new: Sequence[Any]) -> None:
    """Insert many records of one kind in place of the rows with their keys; of two with one key the last stays."""
    kept = {getattr(each, key): each for each in new}
    ids = list(kept)
    for start in range(0, len(ids), TOGETHER):
        batch = ids[start : start + TOGETHER]
        places = ", ".join(f"${number}" for number in range(1, len(batch) + 1))
        cursor.run(f"DELETE FROM {table} WHERE {key} IN ({places})", *batch)
    insert_all(cursor, table, list(kept.values()))


def swap(cursor: Cursor, table: str, key: str, id: str, version: int, **changes: Any) -> None:
    """Compare-and-set: change columns of the row with this `version`, which goes up by one.

    Raises `Conflict` when the row has moved on; `Database.write` then runs the transaction again.
    """
    sets = "".join(f", {name} = ${number}" for number, name in enumerate(changes, 3))
    sql = f"UPDATE {table} SET version = version + 1{sets} WHERE {key} = $1 AND version = $2"
    if not cursor.changed(sql, id, version, *changes.values()):
        raise Conflict(f"{table} {id!r} is no longer at version {version}")


def dump_json(value: Any) -> str:
    """Return JSON text as the database keeps it."""
    return json.dumps(stored(value), ensure_ascii=False)


def dump_said(text: str) -> str:
    """Return a sentence as a column of `SaidText` keeps it."""
    return dump_json(text) if isinstance(text, Said) else text


def _dump(value: Any, type_: str) -> Any:
    if value is None:
        return None
    if type_.startswith("SaidText"):
        return dump_said(value)
    return dump_json(value) if type_.startswith("Json") else value


def _load(value: Any, type_: str) -> Any:
    if type_.startswith("Json") and value is not None:
        found = json.loads(cast(str, value), object_hook=loaded)
        return tuple(found) if isinstance(found, list) else found
    if type_.startswith("SaidText") and value is not None:
        return sentence(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value
