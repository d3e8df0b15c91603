"""The whole way with the company's own articles and systems: what comes back is used, redacted, and not kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import conversations, desk, drafts, takeovers
from glassdesk.exports import customer_export
from glassdesk.house import House
from glassdesk.knowledge import load_knowledge
from glassdesk.settings import load

MAIL = "amara.collins@home.example"
SECRET = "Leave it with Bartholomew Quill at 9 Old Tannery Lane"
CONNECTORS = """
connectors:
  - name: order system
    kind: file
    gives: orders
    address: orders.csv
    fields: {number: number, email: mail, status: status, placed_on: placed, promised_on: promised, shipped_on: shipped,
             carrier: carrier, tracking: code, total: total, item_name: item}
    always: {currency: GBP}
  - name: customer club
    kind: file
    gives: records
    address: club.csv
    fields: {email: mail, delivery note: note}
    personal: [delivery note]
  - name: parcel service
    kind: http
    gives: shipments
    address: http://127.0.0.1:1/parcels/{order_number}
    fields: {order_number: order, status: status}
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An installation of a company with two working connectors and a dead one."""
    company = tmp_path / "company"
    shutil.copytree("data/sample", company, ignore=shutil.ignore_patterns("*.py", "__pycache__", "articles"))
    shutil.copytree("data/sample/articles/en", company / "articles" / "en")
    (company / "modules").mkdir()
    rules = Path("graph/modules/order_status.yaml").read_text("utf-8")
    (company / "modules" / "delivery_delay.yaml").write_text(f"{rules}required: [shipment]\n", "utf-8")
    (company / "connectors.yaml").write_text(CONNECTORS, "utf-8")
    today = datetime.now(UTC).date()
    ahead, before = today + timedelta(days=3), today - timedelta(days=2)
    (company / "orders.csv").write_text(
        "number,mail,status,placed,promised,shipped,carrier,code,total,item\n"
        f"NH-40001,{MAIL},in_transit,{before},{ahead},{before},Heronwing Parcels,HE100200300GB,49.90,Grey lamp\n",
        "utf-8",
    )
    (company / "club.csv").write_text(f'mail,note\n{MAIL},"{SECRET}"\n', "utf-8")
    opened = House.open(load(data_dir=tmp_path / "var", company_dir=company, settle_seconds=0.0))
    load_knowledge(opened, company)
    yield opened
    opened.close()


def test_a_draft_rests_on_the_shops_own_systems_and_says_which_failed(house: House, tmp_path: Path) -> None:
    customer = house.vault.new_customer("en", contact=MAIL, profile={"name": "Amara Collins", "email": MAIL})
    talk = house.intake.open_for_customer(customer.id, channel="chat", language="en")
    house.intake.receive(
        talk, "Hello, where is my order NH-40001? When will it arrive? Thanks, Amara Collins"
    )
    house.runner.run_until_idle()

    (draft,) = drafts.of_conversation(house.db, talk.id)
    assert "NH-40001" in draft.text and "HE100200300GB" in draft.text
    assert any("“parcel service” couldn't be asked" in note for note in draft.notes)
    assert conversations.get(house.db, talk.id).state == "ai" and len(desk.queue(house.db)) == 1
    house.close()
    kept = b"".join(file.read_bytes() for file in (tmp_path / "var").rglob("*") if file.is_file())
    assert b"NH-40001" in kept
    for word in (b"Bartholomew", b"Quill", b"Tannery", b"amara.collins", b"Amara"):
        assert word not in kept


def test_without_a_source_that_is_needed_a_person_answers_and_reads_why(house: House) -> None:
    customer = house.vault.new_customer("en", contact=MAIL)
    talk = house.intake.open_for_customer(customer.id, channel="chat", language="en")
    house.intake.receive(talk, "My parcel is late. NH-40001 should have come days ago, where does it stay?")
    house.runner.run_until_idle()
    takeover = takeovers.open_for(house.db, talk.id)
    assert drafts.of_conversation(house.db, talk.id) == [] and takeover is not None
    assert takeover.reason == "no_sources" and "“parcel service” couldn't be asked" in (takeover.detail or "")


def test_a_customers_export_holds_their_parcels_and_invoices(house: House) -> None:
    customer = house.vault.new_customer("en", contact="nobody@home.example")
    exported = customer_export(house, customer)
    assert exported["shipments"] == exported["invoices"] == []
