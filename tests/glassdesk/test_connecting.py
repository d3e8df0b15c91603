"""docs/connecting.md does what it says: its files, its mapping and its answers are run as they stand there."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from glassdesk.articles import survey
from graph.connectors import Connector, Person, load
from graph.connectors.spec import GIVES, NEEDED, OPTIONAL
from tests.graph.outside import Served, json_server, plain_mask

DOC = Path("docs/connecting.md")
_BLOCK = re.compile(r"^```\w+ title=(\S+)\n(.*?)^```$", re.M | re.S)
ANNA = Person("anna", "anna@shop.example", True, own=("NH-1001",))


@pytest.fixture
def company(tmp_path: Path) -> dict[str, str]:
    """The blocks of the page by name, written into a company's folder; a name twice is one file."""
    blocks: dict[str, str] = defaultdict(str)
    for name, content in _BLOCK.findall(DOC.read_text("utf-8")):
        blocks[name] += content
    for name, content in blocks.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    with closing(sqlite3.connect(tmp_path / "parcels.sqlite")) as database:
        database.executescript(blocks["parcels.sql"])
    return dict(blocks)


def test_the_articles_are_read(company: dict[str, str], tmp_path: Path) -> None:
    pages, broken = survey(tmp_path / "articles")
    assert not broken and {(page.language, page.title) for page in pages} == {
        ("en", "Sending things back"),
        ("en", "How long is the warranty?"),
        ("de", "Wie lange gilt die Garantie?"),
    }


def test_the_connectors_answer(
    company: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILLING_AUTHORIZATION", "Bearer example")
    with json_server() as server:
        server.body = company["answer"].encode()
        found = {
            connector.spec.name: connector.ask(ANNA, plain_mask)
            for connector in _connectors(tmp_path, server)
        }
        assert server.asked[0][1]["Authorization"] == "Bearer example"
    assert all(not missing for _, missing in found.values())
    (order,) = found["order export"][0].orders
    assert (order.number, order.status, order.total, len(order.items)) == ("NH-1001", "in_transit", 1249.5, 2)
    (parcel,) = found["parcels"][0].shipments
    assert (parcel.status, parcel.updated_on) == ("in_transit", date(2026, 11, 20))
    (invoice,) = found["billing"][0].invoices
    assert (invoice.order_number, invoice.issued_on) == ("NH-1001", date(2026, 11, 18))


def _connectors(folder: Path, server: Served) -> list[Connector]:
    """Those of the page, with its server's address replaced by the one that is there."""
    file = folder / "connectors.yaml"
    file.write_text(file.read_text("utf-8").replace("http://127.0.0.1:9000", server.url), "utf-8")
    return [Connector(spec, folder) for spec in load(folder)]


@pytest.mark.parametrize("gives", GIVES)
def test_the_table_names_every_field(gives: str) -> None:
    (row,) = [line for line in DOC.read_text("utf-8").splitlines() if line.startswith(f"| `{gives}` |")]
    named = set(re.findall(r"`(\w+)`", row))
    assert {*NEEDED[gives], *OPTIONAL[gives]} <= named  # type: ignore[index]
