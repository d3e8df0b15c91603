"""PostgreSQL, the database for several processes and machines."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from data.driver import Kind, Trouble
from data.errors import DatabaseUnusable

CONNECTIONS = 10  # per process; PostgreSQL's default allows 100 in all
CONNECT_SECONDS = 10
LOCK_SECONDS = 10  # how long a rewrite waits for other processes' transactions on a table
# Every table that an erasure touches.
REWRITTEN = [
    "customer",
    "conversation",
    "message",
    "placeholder",
    "turn",
    "message_search",
    "note",
    "hand_back",
    "conversation_tag",
    "draft",
    "desk",
    "decision",
    "undone_decision",
    "snooze",
    "approval_request",
    "approval_answer",
    "canary",
    "outbox",
    "takeover",
    "example",
    "example_switch",
    "customer_order",
    "shipment",
    "term",
    "term_withdrawal",
]
MIGRATION_LOCK = 4_761_001  # any number, the same in every process


class PostgresDriver:
    """Opens connections to a PostgreSQL server."""

    kind: Kind = "postgresql"
    blob = "BYTEA"
    connections = CONNECTIONS

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._url = url
        self._read_only = read_only

    def connect(self) -> Any:
        try:
            connection = psycopg.connect(
                self._url,
                autocommit=True,
                cursor_factory=psycopg.RawCursor,
                connect_timeout=CONNECT_SECONDS,
                application_name="glassdesk",
            )
            connection.execute("SET TIME ZONE 'UTC'")
            if self._read_only:
                connection.execute("SET default_transaction_read_only = on")
        except psycopg.Error as error:
            # The address may hold a password: name the server, not the address.
            raise DatabaseUnusable(f"can't reach the PostgreSQL server: {error}") from error
        return connection

    def statement(self, sql: str) -> Any:
        return sql

    def begin(self, raw: Any, *, read_only: bool) -> None:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if read_only else "BEGIN")

    def alone(self, raw: Any) -> None:
        raw.execute(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")

    def tidy(self, raw: Any) -> None:
        raw.execute("VACUUM customer, message, placeholder")

    def compact(self) -> None:
        raw = self.connect()
        try:
            raw.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            for table in REWRITTEN:
                raw.execute(f"VACUUM FULL {table}")
        except psycopg.Error as error:
            raise DatabaseUnusable(f"can't rewrite the tables: {error}") from error
        finally:
            self.disconnect(raw)

    def trouble(self, error: Exception) -> Trouble | None:
        if isinstance(error, (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)):
            return "conflict"
        if isinstance(error, psycopg.errors.UniqueViolation):
            return "duplicate"
        if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
            return "lost"
        return None

    def usable(self, raw: Any) -> bool:
        return not raw.closed and raw.info.transaction_status == TransactionStatus.IDLE

    def disconnect(self, raw: Any) -> None:
        with suppress(psycopg.Error):
            raw.close()

    def close(self) -> None:
        """Nothing is shared between connections."""
