"""Threads that show pages may see what was read a moment ago, and never what they themselves have overtaken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from data import Database, accounts, connect, customers
from data.cursor import Cursor
from data.errors import Stale
from data.recent import LONGEST, Recent, Unknown

COUNT = "SELECT count(*) FROM customer"
ASKED = ("SELECT 1 FROM customer", (0,))


def number(db: Database) -> int:
    return db.read(lambda cursor: cursor.rows(COUNT)[0][0])


def greet(db: Database, name: str) -> None:
    customers.add(db, customer_id=name, language="en", wrapped_key=b"k")


def hire(db: Database, name: str) -> str:
    return accounts.add(db, username=name, display_name=name.title(), role="reviewer").id


def in_a_thread(work: Callable[[], object]) -> None:
    thread = Thread(target=work)
    thread.start()
    thread.join()


@pytest.fixture
def shown(db: Database) -> Iterator[Database]:
    db.shows_to("ann")
    yield db
    db.shows_to("")


def test_what_a_viewer_commits_is_seen_at_once_by_them(shown: Database) -> None:
    assert number(shown) == 0
    greet(shown, "ingrid")
    assert number(shown) == 1


def test_somebody_who_was_shut_out_by_another_viewer_is_out_at_once(shown: Database) -> None:
    def shut_out() -> None:
        shown.shows_to("boss")
        accounts.set_active(shown, account, False)

    account = hire(shown, "mette")
    assert accounts.get(shown, account).active
    known = dict(shown._recent._answers)
    in_a_thread(shut_out)
    shown._recent._answers = known  # as if nobody had asked since
    assert not accounts.get(shown, account).active


def test_what_nobody_in_particular_commits_is_seen_at_once_by_all(shown: Database) -> None:
    assert number(shown) == 0
    in_a_thread(lambda: greet(shown, "ingrid"))
    assert number(shown) == 1


@pytest.mark.parametrize("who", ["another viewer", "a worker"])
def test_what_others_commit_is_seen_after_a_moment(
    shown: Database, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    def others() -> None:
        shown.works_behind() if who == "a worker" else shown.shows_to("mette")
        greet(shown, "ingrid")
        assert number(shown) == 1 or who == "a worker"

    number(shown)
    known = dict(shown._recent._answers)
    in_a_thread(others)
    shown._recent._answers = known  # as if nobody had asked since
    assert number(shown) == 0
    monkeypatch.setattr("data.recent.SECONDS", 0.0)
    assert number(shown) == 1


def test_whoever_was_refused_reads_anew(shown: Database) -> None:
    def refuse(cursor: Cursor) -> None:
        raise Stale("what you have read is old")

    def others() -> None:
        shown.shows_to("mette")
        greet(shown, "ingrid")

    number(shown)
    known = dict(shown._recent._answers)
    in_a_thread(others)
    shown._recent._answers = known  # as if nobody had asked since
    with pytest.raises(Stale):
        shown.write(refuse)
    assert number(shown) == 1


def test_what_another_process_commits_is_seen_after_a_moment(
    url: str, shown: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shown.kind == "duckdb":
        pytest.skip("a DuckDB file belongs to one process")
    assert number(shown) == 0
    other = connect(url)
    greet(other, "ingrid")
    assert number(shown) == 0
    monkeypatch.setattr("data.recent.SECONDS", 0.0)
    assert number(shown) == 1
    other.close()


def test_a_commit_leaves_what_was_read_of_other_tables(shown: Database) -> None:
    number(shown)
    (asked,) = shown._recent._answers
    hire(shown, "mette")
    assert shown._recent.known(asked)


def test_what_was_read_before_a_commit_is_not_kept_after_it(shown: Database) -> None:
    def slow(cursor: Cursor) -> int:
        found = cursor.rows(COUNT)[0][0]
        in_a_thread(lambda: greet(shown, f"ingrid{len(seen)}"))
        cursor.rows("SELECT 1")
        seen.append(found)
        return int(found)

    seen: list[int] = []
    shown.read(slow)
    assert number(shown) == 1


def test_threads_that_show_nothing_ask_the_database(shown: Database) -> None:
    number(shown)
    for answer in shown._recent._answers.values():
        answer.rows[:] = [(99,)]
    assert number(shown) == 99
    found: list[int] = []
    in_a_thread(lambda: found.append(number(shown)))
    assert found == [0]


def test_a_list_that_was_changed_by_its_reader_is_whole_for_the_next(shown: Database) -> None:
    shown.read(lambda cursor: cursor.rows(COUNT)).clear()
    assert number(shown) == 0
    hire(shown, "mette")
    accounts.listing(shown).clear()
    assert len(accounts.listing(shown)) == 1


def test_a_write_sees_the_database_itself(shown: Database) -> None:
    number(shown)
    assert shown.write(lambda cursor: cursor.row(COUNT), quiet=True) == (0,)


def test_an_answer_that_was_read_before_a_commit_is_known_no_more() -> None:
    recent = Recent()
    before = time.monotonic()
    recent.keep(ASKED, [(1,)], before)
    assert recent.known(ASKED).rows == [(1,)]
    recent.committed({"customer"})
    recent.keep(ASKED, [(1,)], before)
    with pytest.raises(Unknown):
        recent.known(ASKED)
    recent.keep(ASKED, [(1,)], time.monotonic())
    assert recent.known(ASKED)
    recent.committed({"*"})
    with pytest.raises(Unknown):
        recent.known(ASKED)


def test_viewers_who_have_changed_nothing_of_late_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.recent.SECONDS", 0.0)
    recent = Recent()
    for viewer in ("ann", "mette"):
        recent.viewer = viewer
        recent.committed({"customer"})
    assert set(recent._changed) == {"", "mette"}


def test_what_is_too_old_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    recent = Recent()
    recent.keep(ASKED, [(1,)], time.monotonic())
    monkeypatch.setattr("data.recent.SECONDS", 0.0)
    recent.keep(("SELECT 2", (0,)), [(1,)], time.monotonic())
    assert list(recent._answers) == [("SELECT 2", (0,))]


def test_long_answers_are_not_kept() -> None:
    recent = Recent()
    recent.keep(ASKED, [(1,)] * LONGEST, time.monotonic())
    assert len(recent.known(ASKED).rows) == LONGEST
    recent.keep(("SELECT 2", (0,)), [(1,)] * (LONGEST + 1), time.monotonic())
    with pytest.raises(Unknown):
        recent.known(("SELECT 2", (0,)))
