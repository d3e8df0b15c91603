"""What `Database` needs of a database: opening connections, and telling its errors apart."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Kind = Literal["duckdb", "postgresql"]
Trouble = Literal["conflict", "duplicate", "lost", "other"]


class Driver(Protocol):
    """DuckDB and PostgreSQL, seen alike. A raw connection has `execute(sql, parameters)`."""

    kind: Kind
    blob: str  # the type of bytes in CREATE TABLE
    connections: int  # how many may be open at once

    def connect(self) -> Any:
        """Open a raw connection; raises `DatabaseUnusable`."""

    def statement(self, sql: str) -> Any:
        """What `execute` takes for one statement of SQL; the same SQL is parsed once where that helps."""

    def begin(self, raw: Any, *, read_only: bool) -> None:
        """Begin a transaction. A read sees one moment of the database from start to end."""

    def alone(self, raw: Any) -> None:
        """Keep other processes from migrating until the transaction ends."""

    def tidy(self, raw: Any) -> None:
        """Drop old versions of rows as far as the database can."""

    def compact(self) -> None:
        """Rewrite the tables so that erased values stand in no file; no connection is in use. `DatabaseUnusable`."""

    def trouble(self, error: Exception) -> Trouble | None:
        """Say what kind of failure this is: conflicts and duplicates are retried; None isn't the database's."""

    def usable(self, raw: Any) -> bool:
        """Say whether a connection can be used again."""

    def disconnect(self, raw: Any) -> None:
        """Close a raw connection."""

    def close(self) -> None:
        """Close what belongs to all connections."""
