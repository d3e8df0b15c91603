"""The HTTP connector against a real server on loopback: bounded, quiet, and never a stack trace."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.outside import OutsideError
from graph.connectors.http import MOST_BYTES
from tests.graph.outside import ANNA, Served, connector, json_server, plain_mask

YAML = """
connectors:
  - name: billing
    kind: http
    gives: invoices
    address: {url}/v1/invoices?customer={{email}}
    headers_from: {{Authorization: BILLING_KEY}}
    rows: data.invoices
    fields: {{number: id, order_number: order.no, status: state, issued_on: dates.issued, amount: money.sum,
             currency: money.currency}}
    timeout_seconds: 1
"""
INVOICE = {
    "id": "F-1001",
    "order": {"no": "NH-1"},
    "state": "open",
    "dates": {"issued": "2026-11-01"},
    "money": {"sum": 49.9, "currency": "eur"},
}


@pytest.fixture
def server() -> Iterator[Served]:
    with json_server() as served:
        yield served


@pytest.fixture
def billing(server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BILLING_KEY", "Bearer not-so-secret")
    return connector(tmp_path, YAML.format(url=server.url))


def test_an_answer_becomes_invoices(billing, server: Served) -> None:
    server.answers({"data": {"invoices": [INVOICE]}})
    (invoice,) = billing.ask(ANNA, plain_mask)[0].invoices
    assert (invoice.number, invoice.order_number, invoice.amount, invoice.currency) == (
        "F-1001",
        "NH-1",
        49.9,
        "EUR",
    )
    path, headers = server.asked[0]
    assert path == "/v1/invoices?customer=anna%40shop.example"
    assert headers["Authorization"] == "Bearer not-so-secret"


def test_rows_within_rows_become_items(server: Served, tmp_path: Path) -> None:
    yaml = """
connectors:
  - name: shop
    kind: http
    gives: orders
    address: URL/orders/{order_number}
    each: lines
    fields: {number: "no", email: customer.email, status: state, placed_on: placed, total: total, currency: currency,
             item_name: lines.title, item_quantity: lines.qty}
""".replace("URL", server.url)
    order = {"no": "NH-1", "customer": {"email": "Anna@shop.example"}, "state": "packed", "placed": "2026-11-01",
             "total": "12.00", "currency": "DKK", "lines": [{"title": "Lamp", "qty": 1}, {"title": "Rug", "qty": 2}]}  # fmt: skip
    server.answers(order)
    (found,) = connector(tmp_path, yaml).ask(ANNA, plain_mask)[0].orders
    assert [item["name"] for item in found.items] == ["Lamp", "Rug"] and server.asked[0][0] == "/orders/NH-1"


def test_a_value_cannot_leave_its_place_in_the_address(billing, server: Served) -> None:
    from dataclasses import replace

    billing.ask(replace(ANNA, email="a@b.example&all=1#/../../x"), plain_mask)
    assert server.asked[0][0] == "/v1/invoices?customer=a%40b.example%26all%3D1%23%2F..%2F..%2Fx"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": 500}, "status 500"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, "status 302"),
        ({"body": b"<html>maintenance</html>"}, "isn't JSON"),
        ({"body": b"[" * 200_000}, "isn't JSON"),
        ({"body": b'{"data": {"invoices": [1, 2]}}'}, "no list of objects"),
        ({"body": b'"' + b"x" * (MOST_BYTES + 10) + b'"'}, "longer than 512 KiB"),
    ],
)
def test_a_bad_answer_is_told_plainly(billing, server: Served, change: dict, said: str) -> None:
    for name, value in change.items():
        setattr(server, name, value)
    told, (missing,) = billing.ask(ANNA, plain_mask)
    assert not told and missing.why == "failed" and said in missing.reason and "anna" not in missing.reason


@pytest.mark.parametrize("change", [{"status": 404}, {"body": b""}, {"body": b'{"data": {"invoices": []}}'}])
def test_knowing_nothing_is_no_failure(billing, server: Served, change: dict) -> None:
    for name, value in change.items():
        setattr(server, name, value)
    told, (missing,) = billing.ask(ANNA, plain_mask)
    assert not told and missing.why == "no_answer"


def test_an_answer_that_drips_in_is_given_up_in_time(billing, server: Served) -> None:
    server.answers({"data": {"invoices": [INVOICE] * 50}})
    server.pause = 0.4
    began = time.monotonic()
    told, (missing,) = billing.ask(ANNA, plain_mask)
    assert not told and missing.why == "failed" and time.monotonic() - began < 8


def test_a_server_that_keeps_silent_is_left_alone_for_a_while(billing, server: Served) -> None:
    server.pause = 1.5
    reasons = [billing.ask(ANNA, plain_mask)[1][0].reason for _ in range(4)]
    assert "isn't asked now" in reasons[-1] and len(server.asked) == 3


def test_no_server_and_no_secret_are_told_without_an_address(
    billing, server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = connector(tmp_path, YAML.format(url="http://127.0.0.1:1"))
    assert "can't be asked (ConnectError)" in gone.ask(ANNA, plain_mask)[1][0].reason
    monkeypatch.delenv("BILLING_KEY")
    assert "'BILLING_KEY' isn't set" in billing.ask(ANNA, plain_mask)[1][0].reason


def test_logs_hold_no_address_of_a_customer(
    billing, server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.status = 500
    billing.ask(ANNA, plain_mask)
    assert "billing" in caplog.text and "anna" not in caplog.text and "secret" not in caplog.text


def test_the_doctors_question_asks_for_nobody(billing, server: Served) -> None:
    billing.probe()
    assert "doctor%40glassdesk.invalid" in server.asked[0][0]
    server.status = 401
    with pytest.raises(OutsideError, match="status 401"):
        billing.probe()
