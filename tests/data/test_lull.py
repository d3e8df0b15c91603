"""A queue with nothing due is asked no more until something is, and not a moment longer."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from data import Database, customers, lull, outbox, turns
from data.ids import clock
from data.lull import Lull


class Queue:
    """What is asked of a queue, counted."""

    def __init__(self, db: Database, due: datetime | None = None) -> None:
        self.looks, self.due = 0, due
        self.lull = Lull(db, "customer", due=lambda: self.due)

    def look(self) -> int:
        self.lull.look(self._nothing)
        return self.looks

    def _nothing(self) -> None:
        self.looks += 1


@pytest.fixture
def alone(db: Database) -> Database:
    if db.commits("customer") is None:
        pytest.skip("other processes write to this database too: nothing is ever left alone")
    return db


def test_a_queue_is_left_alone_until_its_table_changes(alone: Database) -> None:
    queue = Queue(alone)
    assert (queue.look(), queue.look()) == (1, 1)
    customers.add(alone, customer_id="ingrid", language="en", wrapped_key=b"k")
    assert (queue.look(), queue.look()) == (2, 2)


def test_what_was_found_is_no_reason_to_stop_looking(alone: Database) -> None:
    lull, left = Lull(alone, "customer", due=lambda: None), ["one", "two"]
    assert [lull.look(lambda: left.pop() if left else None) for _ in range(3)] == ["two", "one", None]


def test_where_other_processes_write_too_nobody_knows_how_often(db: Database) -> None:
    assert (db.commits("customer") is None) == (db.kind == "postgresql")


def test_a_queue_is_looked_at_when_something_is_due(alone: Database) -> None:
    queue = Queue(alone, due=clock(None) + timedelta(seconds=0.1))
    assert (queue.look(), queue.look()) == (1, 1)
    time.sleep(0.11)
    assert queue.look() == 2


def test_no_lull_lasts_for_ever(alone: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lull, "LONGEST", 0.0)
    queue = Queue(alone)
    assert (queue.look(), queue.look()) == (1, 2)


def test_while_others_write_too_every_look_counts(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "commits", lambda *_: None)
    queue = Queue(db)
    assert (queue.look(), queue.look()) == (1, 2)


def test_a_turn_is_due_when_its_burst_is_over_and_again_when_its_lease_is(shop) -> None:
    assert turns.due(shop.db) is None
    shop.write(shop.conversation())
    due = turns.due(shop.db)
    assert due is not None
    assert turns.take(shop.db, "w", now=due - timedelta(milliseconds=1)) is None
    taken = turns.take(shop.db, "w", now=due)
    assert taken is not None
    assert turns.due(shop.db) == taken.lease_until


def test_a_reply_is_due_when_it_may_leave(shop) -> None:
    conversation, draft = shop.drafted()
    assert outbox.due(shop.db) is None
    shop.queue(shop.row(conversation, shop.decide(draft)))
    due = outbox.due(shop.db)
    assert due is not None
    shop.now(60)
    shop.queue(shop.row(conversation))
    assert outbox.due(shop.db) == due
    assert outbox.take(shop.db, lambda *_: None, now=due - timedelta(milliseconds=1)) is None
    assert outbox.take(shop.db, lambda *_: None, now=due) is not None
