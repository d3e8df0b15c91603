"""After the whole sample inbox has run, no sealed value stands in any file: database, checkpoints, logs, exports."""

from __future__ import annotations

import json
import logging
import re
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from data import audit as audit_rows
from data import conversations, customers, desk, drafts, takeovers
from glassdesk.house import House
from glassdesk.sample import Player, load_sample
from glassdesk.sample.load import STAFF, ensure_account
from glassdesk.settings import load
from glassdesk.teaching import decision_lines, example_lines
from graph.desk import ApprovalNeeded

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
SHORTEST = 4  # a sealed value of three letters ("Ida") also occurs by chance inside other words


@pytest.fixture
def log_file(tmp_path: Path):
    """Everything any library logs at any level, in a file of the data folder."""
    (tmp_path / "var").mkdir()
    handler = logging.FileHandler(tmp_path / "var" / "glassdesk.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.baseFilename
    root.removeHandler(handler)
    root.setLevel(level)


def decide_everything(house: House) -> None:
    """Approve, edit or take over each draft in turn; answer every waiting customer and hand back."""
    mette = ensure_account(house, "mette", "Mette Kjær", "reviewer")
    for place, item in enumerate(desk.queue(house.db)):
        desk.claim(house.db, item.draft_id, mette.id)
        text = drafts.get(house.db, item.draft_id).text
        if place % 3 == 0:
            desk_text = text + "\n\nRing gerne til Torben Østerlund på +45 00 12 34 56."
            house.desk.autosave(item.draft_id, mette, desk_text)
            with suppress(ApprovalNeeded):
                house.desk.edit(item.draft_id, mette, desk_text, reasons=("facts",))
        elif place % 7 == 1:
            house.desk.take_over(item.draft_id, mette)
        else:
            try:
                house.desk.approve(item.draft_id, mette)
            except ApprovalNeeded:  # a use case that a supervisor lets out
                house.desk.take_over(item.draft_id, mette)
    for row in takeovers.queue(house.db):
        house.desk.start_takeover(row.conversation_id, mette)
        house.desk.say(
            row.conversation_id, mette, "Hi, this is Mette. I called Birgitta Söderqvist about it."
        )
        house.delivery.run_until_idle()
        house.desk.hand_back(row.conversation_id, mette)


def run(house: House) -> None:
    for _ in range(3):
        house.runner.run_until_idle()
        house.delivery.run_until_idle()


def sealed_values(house: House) -> set[str]:
    """Every value behind a placeholder, and every customer's name, address, phone and e-mail."""
    values: set[str] = {"Torben Østerlund", "Birgitta Söderqvist"}
    owners = set()
    for one in conversations.listing(house.db, limit=1000):
        customer_id = conversations.get(house.db, one.id).customer_id
        owners.add(customer_id)
        values.update(house.vault.placeholders(one.id, customer_id).values())
    for owner in owners:
        values.update(part for part in house.vault.profile(owner).values() if isinstance(part, str))
        assert customers.get(house.db, owner)
    return {value for value in values if len(value) >= SHORTEST}


def every_file(folder: Path) -> dict[str, bytes]:
    """The bytes of every file, and for the database also its columns uncompressed, as text."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with duckdb.connect(str(folder / "glassdesk.duckdb")) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            found[f"table {table}"] = "\n".join(map(str, rows)).encode()
    return found


def public_words(values: set[str]) -> set[str]:
    """Sealed values that the shop also says in public (a product's, a reviewer's name) can't count as a leak."""
    public = [path.read_text("utf-8") for kind in ("*.md", "*.yaml") for path in SAMPLE.rglob(kind)]
    said = "\n".join([*public, *(display_name for _, display_name, _ in STAFF)])
    return {value for value in values if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said)}


def test_no_sealed_value_stands_in_any_file(tmp_path: Path, log_file: str) -> None:
    at_once = {"settle_seconds": 0.0, "settle_at_most_seconds": 0.0, "undo_seconds": 0.0}
    house = House.open(load(data_dir=tmp_path / "var", **at_once))
    try:
        Player(house, load_sample(house), speed=0).play()
        run(house)
        decide_everything(house)
        run(house)
        values = sealed_values(house)
        values -= public_words(values)
        exports = {
            "examples": [*example_lines(house.db, house.company.name)],
            "decisions": [*decision_lines(house.db, house.company.name)],
            "audit": [*audit_rows.export(house.db)],
        }
        (tmp_path / "var" / "exports.json").write_text(json.dumps(exports, ensure_ascii=False, default=str))
    finally:
        house.close()
    assert len(values) > 150
    files = every_file(tmp_path / "var")
    assert {"glassdesk.duckdb", "checkpoints.sqlite", "glassdesk.log", "table message"} <= set(files)
    leaks = [
        (name, value) for name, content in files.items() for value in values if value.encode() in content
    ]
    assert not leaks
