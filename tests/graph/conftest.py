"""The graph on real parts: DuckDB in a file, redactor, reader, checks, SQLite checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.database import Database, connect
from data.records import Conversation
from language import Reader
from redaction import Redactor
from tests.graph.gathering import MAIL, Desk
from tests.graph.marking import QUESTION, REPLY, WORD, said
from tests.graph.shop import Shop, build_shop


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return Redactor(finder=Reader().find)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'glassdesk.duckdb'}")
    yield database
    database.close()


@pytest.fixture
def shop(db: Database, redactor: Redactor, reader: Reader, tmp_path: Path) -> Shop:
    return build_shop(db, redactor, reader, tmp_path)


@pytest.fixture
def asked(shop: Shop) -> Conversation:
    """A conversation whose draft, on the desk, repeats a word that redaction has missed."""
    shop.writer.reply = REPLY
    conversation, _ = shop.drafted(QUESTION)
    assert WORD in said(shop, conversation)
    return conversation


@pytest.fixture
def desk(shop: Shop) -> Desk:
    customer = shop.parts.vault.new_customer(
        "en", contact=MAIL, profile={"name": "Ingrid Solberg", "email": MAIL}
    )
    return Desk(shop, customer.id)
