"""Threads that only show may see what was read a moment ago, and never what this process has overtaken."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest

from data import Database, accounts, connect
from data.cursor import Cursor
from data.recent import Recent, Unknown

COUNT = "SELECT count(*) FROM account"


def number(db: Database) -> int:
    return db.read(lambda cursor: cursor.rows(COUNT)[0][0])


def hire(db: Database, name: str) -> str:
    return accounts.add(db, username=name, display_name=name.title(), role="reviewer").id


@pytest.fixture
def shown(db: Database) -> Iterator[Database]:
    db.only_shows()
    yield db
    db.only_shows(False)


def test_what_this_process_commits_is_seen_at_once(shown: Database) -> None:
    assert number(shown) == 0
    account = hire(shown, "mette")
    assert number(shown) == 1
    assert accounts.get(shown, account).active
    accounts.set_active(shown, account, False)
    assert not accounts.get(shown, account).active


def test_what_another_process_commits_is_seen_after_a_moment(
    url: str, shown: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shown.kind == "duckdb":
        pytest.skip("a DuckDB file belongs to one process")
    assert number(shown) == 0
    other = connect(url)
    hire(other, "anna")
    assert number(shown) == 0
    monkeypatch.setattr("data.recent.SECONDS", 0.0)
    assert number(shown) == 1
    other.close()


def test_what_was_read_before_a_commit_is_not_kept_after_it(shown: Database) -> None:
    def slow(cursor: Cursor) -> int:
        found = cursor.rows(COUNT)[0][0]
        writer = Thread(target=hire, args=(shown, f"anna{len(seen)}"))
        writer.start()
        writer.join()
        cursor.rows("SELECT 1")
        seen.append(found)
        return int(found)

    seen: list[int] = []
    shown.read(slow)
    assert number(shown) == 1


def test_other_threads_ask_the_database(shown: Database) -> None:
    number(shown)
    shown._recent._answers.update(
        {
            question: answer.__class__([(99,)], answer.commits, answer.at)
            for question, answer in shown._recent._answers.items()
        }
    )
    assert number(shown) == 99
    found: list[int] = []
    thread = Thread(target=lambda: found.append(number(shown)))
    thread.start()
    thread.join()
    assert found == [0]


def test_a_list_that_was_changed_by_its_reader_is_whole_for_the_next(shown: Database) -> None:
    hire(shown, "mette")
    shown.read(lambda cursor: cursor.rows(COUNT)).clear()
    assert number(shown) == 1


def test_a_write_sees_the_database_itself(shown: Database) -> None:
    number(shown)
    assert shown.write(lambda cursor: cursor.row(COUNT), quiet=True) == (0,)


def test_answers_do_not_outlive_a_commit_in_memory() -> None:
    recent = Recent()
    recent.keep(("SELECT 1", (0,)), [(1,)], 0)
    assert recent.known(("SELECT 1", (0,))) == [(1,)]
    recent.committed()
    assert recent._answers == {}
    recent.keep(("SELECT 1", (0,)), [(1,)], 0)  # read before that commit, kept after it
    with pytest.raises(Unknown):
        recent.known(("SELECT 1", (0,)))
