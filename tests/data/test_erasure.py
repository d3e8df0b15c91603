"""Erasure to the byte: nothing of an erased customer stands in any file, and nobody else loses anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from data import audit, connect, conversations, customers, messages, new_id, orders
from data.database import Database
from data.errors import CustomerErased, DatabaseUnusable, TooBusy
from data.migrate import shape
from data.records import Order

WORDS = (
    b"Mallory",
    b"sealed-mallory",
    b"key-of-mallory",
    b"mallory@example.com",
    b"ticket-mallory",
    b"PARCEL-MALLORY",
    b"mallory wrote",  # as the search finds it
)


def write_all(shop, name: str) -> tuple[str, str]:
    """A customer with one of everything, whose values all hold `name`; returns customer and conversation."""
    customer = customers.add(
        shop.db, customer_id=new_id(), wrapped_key=f"key-of-{name}".encode() * 2, language="en",
        contact_hash=f"{name}@example.com", sealed_profile=f"sealed-{name} profile".encode(),
    )  # fmt: skip
    opened = shop.conversation(customer_id=customer.id, integration_id="desk", external_id=f"ticket-{name}")
    for number in range(5):
        receipt = shop.write(opened, external_id=f"{name}@example.com {number}", integration_id="desk",
                             sealed_text=f"sealed-{name} {number} ".encode() * 20)  # fmt: skip
        messages.set_redacted(
            shop.db, receipt.message_id, redacted=f"{name.title()} wrote {number}. " * 20, findings=[], language="en",
            placeholders={f"<PERSON_{number}>": f"sealed-{name} value".encode()},
        )  # fmt: skip
    order = Order(
        number=f"A-{customer.id}", customer_id=customer.id, status="shipped", placed_on=date(2026, 11, 1),
        promised_on=None, shipped_on=None, delivered_on=None, carrier="PostNord", tracking=f"PARCEL-{name.upper()}",
        items=({"sku": "w1", "name": "Wool sweater", "quantity": 1, "price": 79.5},), total=79.5, currency="EUR",
        country="DK",
    )  # fmt: skip
    orders.save(shop.db, order)
    return customer.id, opened.id


def stored(db: Database) -> bytes:
    """All bytes of all files of the database: its folder, or PostgreSQL's tables and indexes."""
    if db.kind == "duckdb":
        (file,) = db.read(lambda cursor: cursor.row("SELECT path FROM duckdb_databases() WHERE NOT internal"))
        folder = Path(file).parent
    else:
        db.write(lambda cursor: None)
        raw = db.driver.connect()
        raw.execute("CHECKPOINT")
        folder = Path(raw.execute("SHOW data_directory").fetchone()[0]) / "base"
        raw.close()
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def count_rows(db: Database) -> dict[str, int]:
    sql = "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public')"
    names = [name for (name,) in db.read(lambda cursor: cursor.rows(sql))]
    return {
        name: db.read(lambda cursor, name=name: cursor.row(f"SELECT count(*) FROM {name}")[0])
        for name in names
    }


def test_after_an_erasure_and_a_compaction_no_file_holds_a_byte_of_it(shop):
    erased, _ = write_all(shop, "mallory")
    kept, conversation = write_all(shop, "amara")
    shop.db.tidy()
    before = messages.of_conversation(shop.db, conversation)
    customers.erase(shop.db, erased, "ann")
    shop.db.tidy()
    assert any(word in stored(shop.db) for word in WORDS)  # without a compaction, old blocks still hold it
    rows = count_rows(shop.db)

    shop.db.compact()

    found = stored(shop.db)
    assert [word for word in WORDS if word in found] == []
    assert b"key-of-amara" in found and b"sealed-amara" in found
    assert count_rows(shop.db) == rows and audit.verify(shop.db).ok
    assert messages.of_conversation(shop.db, conversation) == before
    assert customers.get(shop.db, kept).wrapped_key == b"key-of-amara" * 2
    assert [order.tracking for order in orders.of_customer(shop.db, kept)] == ["PARCEL-AMARA"]


def test_a_compacted_database_goes_on_with_its_keys_and_indexes(shop):
    opened = shop.conversation(integration_id="desk", external_id="7")
    first = shop.write(opened, external_id="m", integration_id="desk")
    shop.db.compact()
    assert shop.write(opened, external_id="m", integration_id="desk").message_id == first.message_id
    assert shop.write(opened).seq == 2 and audit.verify(shop.db).ok
    indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname IN ('main', 'public')"
    assert shop.scalar(indexes) >= 10
    shop.db.close()
    with pytest.raises(DatabaseUnusable):
        shop.db.compact()


def test_a_compaction_waits_for_others_and_gives_up(db, monkeypatch):
    monkeypatch.setattr("data.pool.WAIT_SECONDS", 0.05)

    def work(cursor):
        with pytest.raises(TooBusy, match="stop the server"):
            db.compact()

    db.read(work)
    assert db.read(lambda cursor: cursor.row("SELECT 1")) == (1,)


def test_the_new_file_keeps_the_mode_of_the_old_one(tmp_path):
    db = connect(f"duckdb://{tmp_path}/it's here.duckdb")
    file = tmp_path / "it's here.duckdb"
    assert file.stat().st_mode & 0o777 == 0o600
    was = file.stat().st_ino
    db.compact()
    assert file.stat().st_mode & 0o777 == 0o600 and file.stat().st_ino != was
    db.close()
    assert os.listdir(tmp_path) == [file.name]


def test_an_erased_conversation_is_found_by_its_names_but_no_longer_holds_them(shop):
    customer, conversation = write_all(shop, "mallory")
    chat = shop.conversation(
        customer_id=customer, channel="chat", access_hash="h", integration_id="chat", external_id="h"
    )
    other = shop.conversation(integration_id="desk", external_id="another")
    for _ in range(2):
        customers.erase(shop.db, customer, "ann")
        assert shop.conversation(integration_id="desk", external_id="ticket-mallory").id == conversation
        assert conversations.by_external(shop.db, "desk", "another").id == other.id
        assert conversations.by_external(shop.db, "desk", "ticket-mall") is None
        assert conversations.by_access(shop.db, "h").id == chat.id
        assert conversations.by_external(shop.db, "chat", "h") is None
    found = conversations.of_customer(shop.db, customer)
    held = {one.access_hash for one in found} | {one.external_id for one in found}
    assert len(found) == 2 and not held & {"h", "ticket-mallory"}
    assert {one.external_id for one in messages.of_conversation(shop.db, conversation)} == {None}


def test_nothing_is_taken_in_for_an_erased_customer(shop):
    customer, conversation = write_all(shop, "mallory")
    customers.erase(shop.db, customer, "ann")
    rows, opened = count_rows(shop.db), conversations.get(shop.db, conversation)
    for external_id in ("mallory@example.com 0", "new", None):
        with pytest.raises(CustomerErased, match="new conversation"):
            shop.write(opened, external_id=external_id, integration_id="desk")
    assert count_rows(shop.db) == rows


def test_a_message_that_meets_an_erasure_is_erased_or_refused(shop, at_once):
    for _ in range(5):
        opened = shop.conversation()
        shop.write(opened)
        outcomes = at_once(
            *[lambda opened=opened: shop.write(opened, sealed_text=b"late")] * 3,
            lambda opened=opened: customers.erase(shop.db, opened.customer_id, "ann"),
        )
        assert all(isinstance(one, CustomerErased) or not isinstance(one, Exception) for one in outcomes)
        assert {one.sealed_text for one in messages.of_conversation(shop.db, opened.id)} == {None}
        open_turns = "SELECT count(*) FROM turn WHERE conversation_id = $1 AND status <> 'superseded'"
        assert shop.scalar(open_turns, opened.id) == 0


def test_orders_of_an_erased_customer_stay_without_what_the_books_do_not_need(shop):
    customer, _ = write_all(shop, "mallory")
    (order,) = orders.of_customer(shop.db, customer)
    customers.erase(shop.db, customer, "ann")
    orders.save(shop.db, order)  # the shop's system tells of it again
    (kept,) = orders.of_customer(shop.db, customer)
    assert (kept.number, kept.total, kept.items) == (order.number, 79.5, order.items)
    assert (kept.tracking, kept.country) == (None, "")


# Compacts copies of a database, each in a process of its own that kills itself at the line of a given number.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from data import connect

template, stops, lines = Path(sys.argv[1]), [int(word) for word in sys.argv[2:]], 0

def trace(frame, event, argument):
    global lines
    if not frame.f_code.co_filename.endswith(("data/compact.py", "data/duck.py")):
        return None
    if event == "line":
        lines += 1
        if lines == stop:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

for stop in stops:
    folder = template.parent / str(stop)
    folder.mkdir()
    shutil.copy(template, folder / "desk.duckdb")
    child = os.fork()
    if child == 0:
        db = connect(f"duckdb://{folder}/desk.duckdb")
        late = "INSERT INTO signin_try VALUES ('late', 'h', TRUE, now())"  # still in the write-ahead log
        db.write(lambda cursor: cursor.run(late), quiet=True)
        sys.settrace(trace)
        db.compact()
        sys.settrace(None)
        print(lines, flush=True)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) == (stop > 0), (stop, status)
"""

# Compacts over and over until it is killed.
BUSY = """
import sys
from data import connect

db = connect(sys.argv[1])
print(flush=True)
while True:
    db.compact()
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A database with 300 customers, one of them erased."""
    file = tmp_path / "template.duckdb"
    db = connect(f"duckdb://{file}")
    for number in range(300):
        customers.add(db, customer_id=f"c{number}", wrapped_key=b"key" * 20, language="en")
    customers.erase(db, "c0", "ann")
    db.close()
    return file


def killed(template: Path, stops: Iterable[int]) -> str:
    words = [sys.executable, "-c", KILLED, str(template), *map(str, stops)]
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout


def whole(folder: Path, late: int = 1) -> bool:
    """Say whether the database is complete, works, and is alone in its folder."""
    db = connect(f"duckdb://{folder}/desk.duckdb")
    rows, report = count_rows(db), audit.verify(db)
    customers.add(db, customer_id="afterwards", wrapped_key=b"key", language="en")
    db.close()
    counted = [rows[name] for name in ("customer", "signin_try", "audit_head", "schema_version")]
    alone = os.listdir(folder) == ["desk.duckdb"]
    return counted == [300, late, 1, len(shape("BLOB")) - 1] and report.ok and report.events == 1 and alone


def test_a_compaction_killed_at_any_line_loses_nothing(template):
    lines = int(killed(template, [0]))
    assert whole(template.parent / "0") and lines > 100
    # Lines that copy one table after another are alike; more are tried at the beginning and around the swap.
    stops = [*range(1, 30, 5), lines // 2, *range(lines - 40, lines + 1, 3)]
    killed(template, stops)
    assert [stop for stop in stops if not whole(template.parent / str(stop))] == []


def test_a_compaction_killed_at_any_moment_loses_nothing(template):
    for pause in (0.0, 0.02, 0.05, 0.09, 0.15):
        folder = template.parent / str(pause)
        folder.mkdir()
        shutil.copy(template, folder / "desk.duckdb")
        words = [sys.executable, "-c", BUSY, f"duckdb://{folder}/desk.duckdb"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(pause)
        process.kill()
        process.communicate()
        assert whole(folder, late=0), pause
