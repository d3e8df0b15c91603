"""The customer beside a draft: what is told, what stays hidden, and a picture with its words."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from console.views import customer, spark
from data import conversations, orders
from data.records import Order
from tests.console.room import Room

ORDER = Order(
    "NL-1001", "", "delayed", date(2026, 11, 1), date(2026, 11, 12), None, None, None, None,
    ({"sku": "l1", "name": "<b>Lamp</b>", "quantity": 1, "price": 79.0},), 79.0, "EUR", "DK",
)  # fmt: skip
NOW = datetime.now(UTC)


@pytest.fixture
def known(room: Room):
    """What is known of a customer who was promised something in an earlier conversation."""
    first = room.open()
    draft = room.claimed(
        room.drafted(first, reply="Hello <PERSON_1>. We will refund you in full. Bye.", checks=())
    )
    room.parts.desk.approve(draft.id, room.people["reviewer"])
    orders.save(room.db, replace(ORDER, customer_id=first.customer_id))
    second = conversations.open(room.db, customer_id=first.customer_id, channel="chat", language="en")
    room.drafted(second, text="And now?", sentiment=0.4)
    return room.parts.desk.customer(second.id)


def test_all_that_is_known_is_told_and_nothing_is_markup(known) -> None:
    assert known.about.conversations == 2 and [one.sentiment for one in known.about.felt] == [-0.5, 0.4]
    assert customer.heading(known) == "This customer · 1 order · 1 conversation before"
    shown = customer.html(known, UTC, NOW)
    assert "2 conversations since" in shown and "NL-1001" in shown and "Delayed" in shown
    assert "<b>Lamp" not in shown and "&lt;b&gt;Lamp" in shown
    assert "(Person)" in shown and "Person 1" not in shown
    assert "Nothing that we know of." in shown


def test_promises_of_replies_that_left_are_told_once(room: Room) -> None:
    conversation = room.open()
    for _ in range(2):
        room.waiting(conversation)
        room.parts.desk.start_takeover(conversation.id, room.people["reviewer"])
        room.parts.desk.say(conversation.id, room.people["reviewer"], "Thanks! We will refund you in full.")
        room.deliver()
    known = room.parts.desk.customer(conversation.id)
    assert [one.text for one in known.promises] == ["We will refund you in full."]
    assert "We will refund you in full." in customer.html(known, UTC, NOW)
    assert "1 promise" in customer.heading(known)


def test_a_newcomer_has_empty_parts_that_say_so(room: Room) -> None:
    known = room.parts.desk.customer(room.open().id)
    assert customer.heading(known) == "This customer"
    shown = customer.html(known, UTC, NOW)
    for words in ("First conversation", "Not known yet.", "No orders are known.", "This is the first one."):
        assert words in shown


def test_moods_are_a_picture_and_a_sentence() -> None:
    moods = [-0.8, -0.3, 0.0, 0.5]
    root = ElementTree.fromstring(spark.svg(moods))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 4
    heights = [y for _, y in spark.places(moods)]
    assert heights == sorted(heights, reverse=True) and min(heights) >= 0 and max(heights) <= spark.HEIGHT
    shown = spark.html(moods)
    assert "4 moods in order" in shown and shown.startswith("<img")
    source = shown.split("base64,")[1].split('"')[0]
    assert base64.b64decode(source).decode() == spark.svg(moods)
    assert spark.html([0.2]) == ""
