"""Orders, customers and inbox of the sample company fit together, and nobody in it is real."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.nl import bsn
from stdnum.se import personnummer

import data.sample
from data import sample
from data.sample.build_orders import build
from data.sample.model import INTENTS

HERE = Path(data.sample.__file__).parent
TODAY = date(2026, 11, 20)
COMPANY = sample.load_company()
CUSTOMERS = {customer.key: customer for customer in sample.load_customers()}
ORDERS = {order.number: order for order in sample.load_orders(TODAY)}
INBOX = sample.load_inbox()

ORDER_NUMBER = re.compile(r"\b(?:NH-\d{5}|10\d{6})\b")
RESERVED_PHONES = re.compile(
    r"(?:(?:\+44 |0)(?:20 7946 0\d{3}|7700 900\d{3})|(?:\+49 |0)(?:30 23125 \d{3}|171 39200\d\d)"
    r"|(?:\+46 |0)(?:70[ -]174 06 (?:0[5-9]|[1-9]\d)|8[ -]465 004 \d\d)|(?:\+45 )?00 \d\d \d\d \d\d"
    r"|(?:\+31 |0)(?:20 000 \d{4}|6 0000 \d{4}))"
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?\d{1,3})?\b")


def test_the_orders_file_is_what_its_script_builds() -> None:
    lines = (HERE / "orders.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == build()


def test_every_order_is_possible() -> None:
    for order in ORDERS.values():
        place = COMPANY.countries[order.country]
        goods = sum(item.price * item.quantity for item in order.items)
        assert order.total == goods + (0 if goods >= place.free_shipping_from else place.shipping_fee)
        assert (order.country, order.currency) == (CUSTOMERS[order.customer].country, place.currency)
        days = [order.placed_on, order.shipped_on, order.delivered_on]
        assert [day for day in days if day] == sorted(day for day in days if day)
        sent = order.status not in ("processing", "packed", "cancelled")
        assert sent == bool(order.shipped_on and order.carrier and order.tracking)
        assert (order.status in ("delivered", "returned", "refunded")) == bool(order.delivered_on)
        assert (order.status == "delayed") == (order.promised_on < TODAY and not order.delivered_on and sent)


def test_order_dates_follow_today() -> None:
    later = {order.number: order for order in sample.load_orders(date(2027, 1, 1))}
    assert later["NH-27934"].promised_on == date(2027, 1, 6)


def test_a_quoted_order_exists_and_belongs_to_the_writer() -> None:
    quoted = [(m, number) for m in INBOX for number in ORDER_NUMBER.findall(m.text)]
    assert len(quoted) >= 45
    for message, number in quoted:
        assert ORDERS[number].customer == message.customer, message.id


@pytest.mark.parametrize(
    ("intent", "allowed"),
    [
        ("delivery_delay", {"delayed", "delivered"}),
        ("complaint_damaged", {"delivered"}),
        ("warranty", {"delivered"}),
    ],
)
def test_a_quoted_order_has_a_status_that_fits(intent: str, allowed: set[str]) -> None:
    for message in INBOX:
        if message.expected.intent == intent:
            assert {ORDERS[n].status for n in ORDER_NUMBER.findall(message.text)} <= allowed, message.id


def test_the_inbox_arrives_in_three_minutes_and_starts_with_a_routine_question() -> None:
    first, last = INBOX[0], INBOX[-1]
    assert (first.after_seconds, first.expected.intent) == (0, "order_status")
    assert ORDER_NUMBER.search(first.text)
    assert 160 <= last.after_seconds <= 190


def test_a_follow_up_comes_from_the_same_customer_and_later() -> None:
    by_id = {message.id: message for message in INBOX}
    follow_ups = [message for message in INBOX if message.follows]
    assert len(follow_ups) >= 10
    for message in follow_ups:
        earlier = by_id[str(message.follows)]
        assert (earlier.customer, earlier.language) == (message.customer, message.language)
        assert earlier.after_seconds < message.after_seconds


def test_the_inbox_holds_the_hard_cases() -> None:
    assert sum(message.expected.wants_human for message in INBOX) == 2
    assert sum(message.expected.must_escalate for message in INBOX) >= 4
    assert {message.expected.intent for message in INBOX} == set(INTENTS)
    assert {message.channel for message in INBOX} == {"chat", "api"}
    assert all(CUSTOMERS[m.customer].language == m.language for m in INBOX)


@pytest.mark.parametrize(
    ("valid", "number"),
    [
        (cpr.is_valid, "070761-1006"),
        (personnummer.is_valid, "121212-1212"),
        (bsn.is_valid, "111222333"),
        (idnr.is_valid, "36 574 261 809"),
    ],
)
def test_national_numbers_in_the_inbox_have_valid_check_digits(
    valid: Callable[[str], bool], number: str
) -> None:
    assert valid(number) and any(number in message.text for message in INBOX)


def test_account_numbers_in_the_inbox_have_valid_check_digits() -> None:
    found = [number for message in INBOX for number in IBAN.findall(message.text)]
    assert {number[:2] for number in found} == {"GB", "DE", "DK", "NL", "SE"}
    assert all(iban.is_valid(number) for number in found)


def everything() -> list[tuple[str, str]]:
    """Name and text of each file that a reader sees."""
    paths = [path for path in HERE.rglob("*") if path.suffix in {".yaml", ".md", ".jsonl"}]
    return [(path.name, path.read_text(encoding="utf-8")) for path in paths]


def test_every_domain_is_an_example() -> None:
    host = re.compile(r"(?:@|https?://|www\.)([\w.-]+\w)|\b[\w-]+\.(?:com|net|org|dk|se|de|nl|uk|eu)\b")
    for name, text in everything():
        for match in host.finditer(text):
            assert (match[1] or match[0]).endswith(".example"), (name, match[0])


def test_every_phone_number_is_reserved_or_impossible() -> None:
    for customer in CUSTOMERS.values():
        assert RESERVED_PHONES.fullmatch(customer.phone), customer
    for message in INBOX:
        text = re.sub(r"\b\d{6}-\d{4}\b", "", IBAN.sub("", message.text))
        for number in re.findall(r"(?<![\w-])(?:\+\d|0)[\d -]{6,}\d", text):
            assert RESERVED_PHONES.fullmatch(number), (message.id, number)
