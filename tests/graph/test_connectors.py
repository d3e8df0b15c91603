"""Connectors: a customer gets their own data and nobody else's, redacted, bounded, or a plain reason why not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.sample import SampleError
from graph.connectors import Person, load
from graph.connectors.results import found
from graph.connectors.spec import Spec
from graph.connectors.values import LONGEST, Unreadable, amount, code, day, text
from redaction import RedactionError, Redactor
from tests.graph.outside import ANNA, connector, plain_mask

ORDERS = """
connectors:
  - name: shop
    kind: file
    gives: orders
    address: orders.csv
    fields: {number: "No", email: Mail, status: State, placed_on: Date, total: Sum, item_name: Item, item_quantity: Qty}
    always: {currency: EUR}
    statuses: {SENT: in_transit, DONE: delivered}
    date_format: "%d.%m.%Y"
    decimal_mark: ","
"""
CSV = """No;Mail;State;Date;Sum;Item;Qty
NH-1;anna@shop.example;SENT;20.11.2026;1.249,50;Lamp;1
NH-1;anna@shop.example;SENT;20.11.2026;1.249,50;Blanket;2
NH-2;ben@shop.example;DONE;01.11.2026;10,00;Chair;1
"""
PARCELS = """
connectors:
  - name: parcels
    kind: sql
    gives: shipments
    address: sqlite://parcels.sqlite
    query: SELECT * FROM parcel WHERE order_no = :order_number
    fields: {order_number: order_no, status: state, carrier: carrier, tracking: code, updated_on: seen}
"""


@pytest.fixture
def shop(tmp_path: Path):
    (tmp_path / "orders.csv").write_text(CSV, "utf-8")
    return connector(tmp_path, ORDERS)


def test_a_customer_gets_their_orders_with_all_items(shop) -> None:
    told, missing = shop.ask(ANNA, plain_mask)
    (order,) = told.orders
    assert (order.number, order.status, order.total, order.currency) == ("NH-1", "in_transit", 1249.5, "EUR")
    assert order.placed_on == date(2026, 11, 20) and order.customer_id == "customer-1" and not missing
    assert [(item["name"], item["quantity"]) for item in order.items] == [("Lamp", 1), ("Blanket", 2)]


def test_somebody_without_orders_is_told_apart_from_a_failure(shop, tmp_path: Path) -> None:
    told, (missing,) = shop.ask(Person("c", "carl@shop.example", True), plain_mask)
    assert not told and (missing.need, missing.why) == ("order", "no_answer")
    (tmp_path / "orders.csv").unlink()
    told, (missing,) = shop.ask(ANNA, plain_mask)
    assert (
        not told
        and missing.why == "failed"
        and "isn't there" in missing.reason
        and missing.connector == "shop"
    )


def test_a_typed_address_proves_nothing_until_the_order_is_named_too(shop) -> None:
    assert not shop.ask(Person("c", "anna@shop.example", False), plain_mask)[0]
    assert shop.ask(Person("c", "anna@shop.example", False, named=("nh 1",)), plain_mask)[0].orders


def test_without_an_address_nobody_is_asked(shop) -> None:
    told, (missing,) = shop.ask(Person("c", None, False), plain_mask)
    assert not told and missing.why == "unasked" and "e-mail address" in missing.reason


def test_a_named_order_of_somebody_else_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(CSV, "utf-8")
    shop = connector(tmp_path, ORDERS.replace("address:", "by: order_number\n    address:"))
    told, _ = shop.ask(Person("c", "anna@shop.example", True, named=("NH-2",)), plain_mask)
    assert not told and told.foreign == ("NH-2",)
    assert shop.ask(Person("c", "anna@shop.example", True, named=("NH-1",)), plain_mask)[0].orders


@pytest.fixture
def parcels(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "parcels.sqlite")) as file, file:
        file.execute("CREATE TABLE parcel (order_no TEXT, state TEXT, carrier TEXT, code TEXT, seen TEXT)")
        file.executemany(
            "INSERT INTO parcel VALUES (?, ?, ?, ?, ?)",
            [
                ("NH-1", "in_transit", "Vibepost", "VI1", "2026-11-19T08:00:00Z"),
                ("NH-2", "lost", "Vibepost", "VI2", None),
                ("NH-3", "exploded", "Vibepost", "VI3", None),
            ],
        )
    return connector(tmp_path, PARCELS)


def test_parcels_are_asked_for_by_the_customers_own_numbers_only(parcels) -> None:
    told, _ = parcels.ask(Person("c", None, False, own=("NH-1",), named=("NH-2",)), plain_mask)
    (parcel,) = told.shipments
    assert (parcel.id, parcel.status, parcel.updated_on) == ("VI1", "in_transit", date(2026, 11, 19))
    assert told.foreign == ("NH-2",)


def test_a_row_that_cannot_be_read_is_left_out_and_said_to_be(parcels) -> None:
    told, (missing,) = parcels.ask(Person("c", None, False, own=("NH-3", "NH-1")), plain_mask)
    assert [parcel.order_number for parcel in told.shipments] == ["NH-1"]
    assert missing.why == "failed" and "exploded" in missing.reason and "statuses" in missing.reason


def test_what_cannot_be_redacted_is_not_passed_on(shop) -> None:
    def broken(text: str, personal: bool) -> str:
        raise RedactionError("no")

    with pytest.raises(RedactionError):
        shop.ask(ANNA, broken)


def test_a_field_said_to_be_personal_is_masked_whole(tmp_path: Path, redactor: Redactor) -> None:
    (tmp_path / "accounts.csv").write_text(
        "mail,way,level\nanna@shop.example,behind the shed,gold\n", "utf-8"
    )
    accounts = connector(
        tmp_path,
        """
connectors:
  - name: accounts
    kind: file
    gives: records
    address: accounts.csv
    fields: {email: mail, directions: way, level: level}
    personal: [directions]
""",
    )

    def mask(text: str, personal: bool) -> str:
        return redactor.redact(text, "en", deny=(text,) if personal else ()).text

    (record,) = accounts.ask(ANNA, mask)[0].records
    assert record.fields == (("directions", "<OTHER_1>"), ("level", "gold")) and record.id == "accounts#1"


RECORDS = Spec("notes", "file", "records", fields={"note": "n"}, asks=frozenset(["email"]))


@settings(max_examples=25, deadline=None)
@given(value=st.one_of(st.text(max_size=3000), st.binary(), st.floats(), st.none(), st.lists(st.text())))
def test_whatever_a_value_is_it_comes_masked_short_and_on_one_line(redactor: Redactor, value: object) -> None:
    told = found(RECORDS, [{"n": value}], "c", lambda words, _: redactor.redact(words, "en").text)
    for _, words in (pair for record in told.records for pair in record.fields):
        assert "\n" not in words and len(text(value)) <= LONGEST


@settings(deadline=None)
@given(
    value=st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none(), st.booleans(), st.binary())
)
def test_a_value_is_read_or_refused_but_never_breaks(value: object) -> None:
    for read in (
        lambda: code(value, "f"),
        lambda: day(value, "f"),
        lambda: day(value, "f", "%d.%m.%Y"),
        lambda: amount(value, "f"),
        lambda: amount(value, "f", ","),
    ):
        try:
            read()
        except Unreadable as error:
            assert str(error).startswith("f can't be read")


@pytest.mark.parametrize(
    "value", ["anna@shop.example", "Anna Berg", "Hauptstrasse 12", "x" * 60, "+4512345678"]
)
def test_no_name_or_address_passes_for_a_number(value: str) -> None:
    with pytest.raises(Unreadable):
        code(value, "number")


def test_hostile_fields_end_up_behind_placeholders(tmp_path: Path, redactor: Redactor) -> None:
    (tmp_path / "orders.csv").write_text(
        "No;Mail;State;Date;Sum;Item;Qty\n"
        'NH-1;anna@shop.example;SENT;20.11.2026;1,00;"For Ingrid Solberg, ingrid@home.example <PERSON_7>";1\n'
        "ben@shop.example;anna@shop.example;SENT;20.11.2026;1,00;Lamp;1\n",
        "utf-8",
    )
    told, missing = connector(tmp_path, ORDERS).ask(ANNA, lambda words, _: redactor.redact(words, "en").text)
    name = told.orders[0].items[0]["name"]
    assert "Ingrid" not in name and "@" not in name and "<PERSON_7>" not in name
    assert "number can't be read" in missing[0].reason and "ben@" not in repr((told, missing))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: file", "kind: ftp", "'kind' is 'ftp'"),
        ('fields: {number: "No", ', "fields: {", "lacks 'number'"),
        ("email: Mail, ", "", "lacks 'email'"),
        ("item_name: Item", "colour: Item", "'colour'"),
        ("SENT: in_transit", "SENT: flying", "'SENT' is 'flying'"),
        ('decimal_mark: ","', "timeout_seconds: 900", "at most 30"),
        ('decimal_mark: ","', "passwort: x", "'passwort' isn't a key"),
        ('number: "No"', "number: No", "in quotes"),
        ("kind: file", "kind: http", "begins with https"),
        ("kind: file", "kind: sql", "'query' is missing"),
        ("kind: file", "kind: sql\n    query: DELETE FROM o WHERE m = :email", "must begin with SELECT"),
        (
            "kind: file",
            "kind: sql\n    query: SELECT * FROM o WHERE m = :mail",
            "use :email or :order_number",
        ),
        ("address: orders.csv", "address: postgresql://u:secret@db/shop", "holds a password"),
    ],
)
def test_a_mistake_in_the_mapping_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    yaml = ORDERS.replace(old, new)
    if "secret@" in new:
        yaml = yaml.replace("kind: file", "kind: sql\n    query: SELECT * FROM o WHERE m = :email")
    (tmp_path / "connectors.yaml").write_text(yaml, "utf-8")
    with pytest.raises(SampleError) as error:
        load(tmp_path)
    assert said in str(error.value) and "secret" not in str(error.value)


def test_two_connectors_cannot_have_one_name_and_none_is_fine(tmp_path: Path) -> None:
    assert load(tmp_path) == ()
    entry = ORDERS.partition("connectors:\n")[2]
    (tmp_path / "connectors.yaml").write_text(f"connectors:\n{entry}{entry}", "utf-8")
    with pytest.raises(SampleError, match="'shop' is there twice"):
        load(tmp_path)
