"""The outbox on PostgreSQL, where each statement sees the newest rows: what is committed between two of them counts."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from data import brake, customers, decisions, desk, kept, messages, outbox, policy, posting, state, takeovers
from data.errors import Stale
from tests.data.conftest import MORNING
from tests.data.test_judging import AUTO, judge, labelled
from tests.data.test_remasking import WORD, Hide


@pytest.fixture(autouse=True)
def _only_postgresql(db):
    if db.kind == "duckdb":
        pytest.skip("a transaction of DuckDB sees one moment only")


class Within:
    """The database as it looks from inside a transaction that is under way."""

    def __init__(self, cursor):
        self._cursor = cursor

    def write(self, work):
        return work(self._cursor)

    def tidy(self):
        """Nothing to do before the commit."""


def until_it_waits(cursor, thread):
    """Wait until somebody else waits for a lock that this transaction holds."""
    end = time.monotonic() + 10
    blocked = "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    while not cursor.row(blocked)[0]:
        assert time.monotonic() < end and not thread.done(), "it doesn't wait"
        cursor.run("SELECT pg_stat_clear_snapshot()")
        time.sleep(0.01)


def no_conversation(cursor):
    """Let nobody else read a conversation."""
    cursor.run("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE")


def between(db, late, early, hold=no_conversation):
    """Run `hold(cursor)`, then `late` until it waits for that, and then commit `early(cursor)`; return late's future."""
    with ThreadPoolExecutor(1) as pool:

        def work(cursor) -> Future:
            hold(cursor)
            thread = pool.submit(late)
            until_it_waits(cursor, thread)
            early(cursor)
            return thread

        return db.write(work)


def masking(conversation):
    """What masking a word by hand does to a conversation."""

    def work(cursor):
        state.change(cursor, state.conversation(cursor, conversation.id), MORNING)
        kept.rewrite(cursor, conversation.id, Hide(), "ann", MORNING)

    return work


@pytest.fixture
def reply(shop):
    """A conversation with a decided reply in the outbox."""
    conversation, draft = shop.drafted(f"Dear {WORD}, sorry.")
    return conversation, shop.queue(shop.row(conversation, shop.decide(draft)))


def test_a_reply_masked_while_it_is_sent_is_kept_masked(shop, reply):
    conversation, row_id = reply
    shop.leave()
    between(shop.db, lambda: outbox.sent(shop.db, row_id, "m"), masking(conversation)).result()
    (message,) = [one for one in messages.of_conversation(shop.db, conversation.id) if one.id == "m"]
    assert message.redacted == "Dear <OTHER_1>, sorry."


def test_a_reply_masked_while_it_is_taken_passes_the_gate_masked(shop, reply):
    seen = []

    def gate(row, facts):
        seen.append((row.redacted, facts.text_matches))

    row = between(shop.db, lambda: shop.leave(gate), masking(reply[0])).result()
    assert row.redacted == "Dear <OTHER_1>, sorry." and seen == [("Dear <OTHER_1>, sorry.", True)]


def test_of_a_customer_erased_while_a_reply_is_sent_nothing_is_written(shop, reply):
    conversation, row_id = reply
    shop.leave()

    def erase(cursor):
        customers.erase(Within(cursor), conversation.customer_id, "ann")

    thread = between(shop.db, lambda: outbox.sent(shop.db, row_id, "m"), erase)
    with pytest.raises(Stale):
        thread.result()
    row = outbox.get(shop.db, row_id)
    assert (row.status, row.redacted, row.sealed_text) == ("refused", "[erased]", None)
    assert "m" not in [one.id for one in messages.of_conversation(shop.db, conversation.id)]


def test_a_reply_queued_while_everything_is_stopped_goes_back_to_the_reviewers(shop):
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    conversation, draft = labelled(shop)
    judge(shop, draft)
    row = shop.row(conversation, decisions.for_draft(shop.db, draft.id), authorship="ai")
    stopped = between(
        shop.db,
        late=lambda: brake.stop(shop.db, "sig", "outage", now=shop.now()),
        early=lambda cursor: None,
        hold=lambda cursor: posting.post(cursor, row, "system", shop.now()),
    )
    assert stopped.result() == 1
    (left,) = outbox.of_conversation(shop.db, conversation.id)
    assert (left.status, left.refused) == ("refused", "stopped")
    assert shop.leave(lambda row, facts: "there is no decision") is None
    assert takeovers.open_for(shop.db, conversation.id) is None
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    shop.queue(shop.row(conversation, shop.decide(draft)))
    assert shop.deliver() == 1
