"""The database as a whole: opened, shared by threads, refused, and whole after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC

import pytest
from psycopg import Error

from data import connect, customers
from data import database as database_module
from data.errors import Conflict, DatabaseInUse, DatabaseUnusable, DataError, TooBusy
from data.ids import clock, new_id


def test_a_database_opened_again_is_as_it_was_left(url):
    first = connect(url)
    added = customers.add(first, customer_id="c1", wrapped_key=b"\x00\xff", language="en")
    first.close()
    again = connect(url)
    assert customers.get(again, "c1") == added
    assert added.created_at.tzinfo is UTC
    again.close()
    with pytest.raises(DatabaseUnusable):
        customers.get(again, "c1")


def test_a_database_of_a_newer_program_is_refused(url):
    db = connect(url)
    db.write(lambda cursor: cursor.run("INSERT INTO schema_version VALUES (99, 'future', $1)", clock()))
    db.close()
    with pytest.raises(DatabaseUnusable, match="version 99"):
        connect(url)


@pytest.mark.parametrize(
    "address", ["", "desk.duckdb", "mysql://x", "duckdb://", "duckdb:///proc/x/y.duckdb"]
)
def test_a_wrong_address_is_explained(address):
    with pytest.raises(DatabaseUnusable, match="database"):
        connect(address)


def test_a_server_that_is_not_there_is_named_without_the_password():
    with pytest.raises(DatabaseUnusable) as error:
        connect("postgresql://desk:hush@127.0.0.1:1/desk")
    assert "hush" not in str(error.value)


def test_a_second_process_on_the_same_file_gets_a_clear_answer(tmp_path):
    db = connect(f"duckdb://{tmp_path}/desk.duckdb")
    script = f"from data import connect; connect('duckdb://{tmp_path}/desk.duckdb')"
    second = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    db.close()
    assert second.returncode == 1
    assert second.stderr.strip().splitlines()[-1].startswith(f"{DatabaseInUse.__module__}.DatabaseInUse")
    assert f"in use by process {os.getpid()}" in second.stderr


def test_what_work_raises_undoes_it(db):
    def work(cursor):
        cursor.run("INSERT INTO signin_try VALUES ('t', 'h', TRUE, $1)", clock())
        raise KeyError("changed my mind")

    with pytest.raises(KeyError):
        db.write(work)
    assert db.read(lambda cursor: cursor.row("SELECT count(*) FROM signin_try")) == (0,)


def test_a_read_sees_one_moment(db):
    def look(cursor):
        before = cursor.row("SELECT count(*) FROM signin_try")
        other = threading.Thread(target=lambda: db.write(add, quiet=True))
        other.start()
        other.join()
        return before == cursor.row("SELECT count(*) FROM signin_try")

    def add(cursor):
        cursor.run("INSERT INTO signin_try VALUES ($1, 'h', TRUE, $2)", new_id(), clock())

    assert db.read(look)


def test_a_read_of_two_questions_begins_anew_in_one_transaction_and_from_then_on_in_one(db):
    runs = []

    def look(cursor):
        runs.append(1)
        first = cursor.row("SELECT count(*) FROM signin_try")
        return first, cursor.row("SELECT count(*) FROM signin_try")

    assert [db.read(look), db.read(look)] == [((0,), (0,))] * 2
    assert len(runs) == 3


def test_a_read_that_would_change_something_changes_it_in_no_other_way_than_before(db):
    def work(cursor):
        cursor.run("INSERT INTO signin_try VALUES ('t', 'h', TRUE, $1)", clock())
        raise KeyError("changed my mind")

    with pytest.raises((KeyError, Error)):
        db.read(work)
    assert db.read(lambda cursor: cursor.row("SELECT count(*) FROM signin_try")) == (0,)


def test_a_read_leaves_no_transaction_behind(db):
    assert db.read(lambda cursor: cursor.row("SELECT x FROM generate_series(1, 100000) AS s(x)")) == (1,)
    with db._pool.lend() as raw:
        raw.execute("BEGIN")  # refused within another
        raw.execute("COMMIT")


def test_work_that_keeps_conflicting_is_given_up(db, monkeypatch):
    monkeypatch.setattr(database_module, "RETRY_SECONDS", 0.1)

    def work(cursor):
        raise Conflict("somebody else was faster")

    with pytest.raises(TooBusy, match="somebody else was faster"):
        db.write(work)


def test_a_key_that_exists_is_an_error_not_a_retry_for_ever(db):
    def work(cursor):
        cursor.run("INSERT INTO signin_try VALUES ('same', 'h', TRUE, $1)", clock())

    db.write(work)
    with pytest.raises(DataError, match="exists already"):
        db.write(work)


def test_counting_up_in_many_threads_loses_nothing(db, at_once):
    def work(cursor):
        (seq,) = cursor.row("SELECT seq FROM audit_head")
        if not cursor.changed("UPDATE audit_head SET seq = $1 WHERE seq = $2", seq + 1, seq):
            raise Conflict("moved on")

    at_once(*[lambda: [db.write(work, quiet=True) for _ in range(10)]] * 4)
    assert db.read(lambda cursor: cursor.row("SELECT seq FROM audit_head")) == (40,)


def test_ids_sort_by_time_and_are_version_7():
    ids = []
    for _ in range(3):
        ids.append(new_id())
        time.sleep(0.002)
    assert ids == sorted(ids) and len(set(ids)) == 3
    assert all(len(id) == 36 and id[14] == "7" and id[19] in "89ab" for id in ids)
    with pytest.raises(ValueError, match="time zone"):
        clock(clock().replace(tzinfo=None))


WRITER = """
import sys
from data import connect, conversations, customers, messages, new_id
db = connect(sys.argv[1])
customer = customers.add(db, customer_id=new_id(), wrapped_key=b"k", language="en")
conversation = conversations.open(db, customer_id=customer.id, channel="chat", language="en")
print(conversation.id, flush=True)
while True:
    messages.receive(db, message_id=(id := new_id()), conversation_id=conversation.id, sealed_text=b"s", content_hash="h")
    print(id, flush=True)
"""


def test_after_kill_9_every_acknowledged_message_is_there(url):
    from data import audit, conversations, messages

    writer = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
    conversation_id, *acknowledged = (writer.stdout.readline().strip() for _ in range(25))
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += writer.communicate()[0].split()
    db = connect(url)
    kept = messages.of_conversation(db, conversation_id)
    assert set(acknowledged) <= {message.id for message in kept}
    assert [message.seq for message in kept] == list(range(1, len(kept) + 1))
    assert conversations.get(db, conversation_id).last_seq == len(kept)
    assert audit.verify(db).ok
    db.close()
