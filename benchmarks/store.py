"""How long staff wait for their lists at 10,000 messages, and how fast the embedded database takes messages in."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from data import connect, conversations, customers, desk, drafts, insights, messages, new_id, turns
from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.records import Conversation, Message, Period, Turn
from data.rows import insert

MESSAGES = 10_000
A_CONVERSATION = 4  # messages in each
DRAFTED = 100  # conversations with a draft on the desk; the others are answered
TEXT = "When will my order arrive? I ordered a sweater two weeks ago. " * 4
TRIES = 11
SECONDS = 5.0  # of taking in, for each number of threads


def main() -> None:
    """Print the p50 and the longest of each list, then messages taken in a second with 1 and 4 threads."""
    with tempfile.TemporaryDirectory() as place:
        db = connect(f"duckdb://{place}/store.duckdb")
        try:
            began = time.perf_counter()
            _fill(db)
            print(f"filled with {MESSAGES} messages in {time.perf_counter() - began:.1f} s")
            _lists(db)
            _arrivals(db)
        finally:
            db.close()


def _lists(db: Database) -> None:
    today = clock().date()
    month = Period(today - timedelta(days=30), today)
    lists: dict[str, Callable[[], object]] = {
        "desk queue": lambda: desk.queue(db),
        "conversations": lambda: conversations.listing(db),
        "conversations, words": lambda: conversations.listing(db, text="sweater"),
        "insights of a month": lambda: insights.read(db, month),
        "compaction": db.compact,
    }
    print(f"\n{'list':<22} {'p50':>9} {'longest':>9}")
    for name, call in lists.items():
        times = [_milliseconds(call) for _ in range(3 if name == "compaction" else TRIES)]
        print(f"{name:<22} {statistics.median(times):>6.0f} ms {max(times):>6.0f} ms", flush=True)


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _arrivals(db: Database) -> None:
    print(f"\n{'arrivals':<22} {'messages':>9} {'per second':>11}")
    for threads in (1, 4):
        opened = [_open(db) for _ in range(threads)]
        began = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            taken = sum(pool.map(lambda one: _write(db, one, SECONDS), opened))
        rate = taken / (time.perf_counter() - began)
        print(f"{threads} thread{'s' if threads > 1 else '':<14} {taken:>9} {rate:>11.0f}", flush=True)


def _write(db: Database, conversation: Conversation, seconds: float = 0.0) -> int:
    """Commit messages one after another until the time is over, at least one; return how many."""
    end, count = time.perf_counter() + seconds, 0
    while count == 0 or time.perf_counter() < end:
        id = new_id()
        sealed = TEXT.encode()
        messages.receive(
            db, message_id=id, conversation_id=conversation.id, sealed_text=sealed, content_hash="0" * 64, settle_seconds=0
        )  # fmt: skip
        count += 1
    return count


def _open(db: Database) -> Conversation:
    customer = customers.add(db, customer_id=new_id(), wrapped_key=b"k" * 60, language="en")
    return conversations.open(db, customer_id=customer.id, channel="api", language="en")


def _fill(db: Database) -> None:
    """Older, answered conversations row by row; newer ones with a draft on the desk the way they are made."""
    for number in range(0, MESSAGES // A_CONVERSATION - DRAFTED, 100):
        db.write(lambda cursor, first=number: _answered(cursor, first), quiet=True)  # type: ignore[misc]
    for _ in range(DRAFTED):
        conversation = _open(db)
        for _ in range(A_CONVERSATION):
            _write(db, conversation)
    while (turn := turns.take(db, "benchmark")) is not None:
        labels = {"sentiment": 0.1, "emotion": "neutral", "intent": "delivery", "urgency": "normal"}
        flags = {"wants_human": False, "must_escalate": False, "injection": False}
        turns.set_triage(db, turn.id, language="en", reasons=[], **labels, **flags)  # type: ignore[arg-type]
        drafts.add(
            db, turn_id=turn.id, version=1, text=TEXT, language="en", drafter="offline", model="none", prompt_version="1"
        )  # fmt: skip


def _answered(cursor: Cursor, first: int) -> None:
    """A hundred conversations with a finished turn and messages in both directions."""
    for number in range(first, first + 100):
        at = clock() - timedelta(minutes=17 * number + 60)
        of = Conversation(
            id=new_id(), customer_id=f"c{number % 700}", channel="chat", access_hash=None, integration_id=None,
            external_id=None, language="en", state="ai", last_seq=A_CONVERSATION, last_inbound_seq=A_CONVERSATION - 1,
            version=1, created_at=at, updated_at=at,
        )  # fmt: skip
        insert(cursor, "conversation", of)
        for seq in range(1, A_CONVERSATION + 1):
            insert(cursor, "message", _message(of, seq))
        insert(cursor, "turn", _turn(of))


def _message(of: Conversation, seq: int) -> Message:
    inbound = seq < A_CONVERSATION
    return Message(
        id=new_id(), conversation_id=of.id, seq=seq, direction="inbound" if inbound else "outbound",
        kind="customer" if inbound else "reply", authorship=None if inbound else "ai_approved", language="en",
        redacted=TEXT, findings=(), disclosure=None if inbound else "An AI drafted this.", label=None,
        sealed_text=TEXT.encode(), content_hash="0" * 64, integration_id=None, external_id=None,
        outbox_id=None if inbound else new_id(), created_at=of.created_at + timedelta(minutes=seq),
    )  # fmt: skip


def _turn(of: Conversation) -> Turn:
    at = of.created_at
    return Turn(
        id=new_id(), conversation_id=of.id, customer_id=of.customer_id, first_seq=1, last_seq=of.last_inbound_seq,
        status="done", ready_at=at, leased_by=None, lease_until=None, attempts=1, error=None, language="en",
        sentiment=-0.2, emotion="neutral", intent="delivery", urgency="normal", wants_human=False,
        must_escalate=False, injection=False, reasons=(), created_at=at, started_at=at, drafted_at=at,
        finished_at=at + timedelta(minutes=5), version=4,
    )  # fmt: skip
