"""A database that was opened for reading only: nothing can change it, and it says why it can't be opened."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data import audit, connect, customers, migrate
from data.errors import DatabaseUnusable


def test_rows_can_be_read_and_nothing_can_be_written(url):
    first = connect(url)
    customers.add(first, customer_id="c", wrapped_key=b"key", language="en")
    first.close()

    db = connect(url, read_only=True)
    assert customers.get(db, "c").language == "en"
    with pytest.raises(DatabaseUnusable, match="reading only"):
        customers.add(db, customer_id="d", wrapped_key=b"key", language="en")
    with pytest.raises(Exception, match="(?i)read-only"):
        db.read(lambda cursor: cursor.run("DELETE FROM customer"))
    assert audit.verify(db).ok
    db.close()


def test_an_older_a_newer_and_an_empty_database_are_left_alone(bare_url, monkeypatch):
    if bare_url.startswith("duckdb"):
        with pytest.raises(DatabaseUnusable, match="no database"):
            connect(bare_url, read_only=True)
    else:
        with pytest.raises(DatabaseUnusable, match="no tables"):
            connect(bare_url, read_only=True)
    steps = migrate._steps()
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1]})
    connect(bare_url).close()
    monkeypatch.undo()
    with pytest.raises(DatabaseUnusable, match="lacks version 2"):
        connect(bare_url, read_only=True)
    connect(bare_url).close()
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1]})
    with pytest.raises(DatabaseUnusable, match="run the newer program"):
        connect(bare_url, read_only=True)


def test_a_duckdb_file_stays_as_it_is_to_the_byte(tmp_path):
    address = f"duckdb://{tmp_path}/desk.duckdb"
    connect(address).close()

    def files() -> dict[Path, str]:
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}

    before = files()
    db = connect(address, read_only=True)
    audit.verify(db)
    db.close()
    assert files() == before
