"""What the gate lets out arrives once, whatever happens in between; what it refuses doesn't."""

from __future__ import annotations

import time

import pytest

from channels.delivery import Delivery
from data import outbox
from data.records import GateFacts, OutboxRow
from graph.gate import Gate
from tests.channels.conftest import COMPANY, Shop


@pytest.fixture
def queued(shop: Shop) -> str:
    """A conversation whose notice (a person is coming) lies in the outbox."""
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.ask_for_person(conversation)
    return conversation.id


def wait_for_messages(shop: Shop, conversation_id: str, count: int) -> None:
    until = time.monotonic() + 10
    while len(shop.messages(conversation_id)) < count and time.monotonic() < until:
        time.sleep(0.02)
    assert len(shop.messages(conversation_id)) == count


def test_the_loop_sends_what_is_queued_and_rings(shop: Shop, queued: str) -> None:
    with shop.parts.bus.subscribe(queued) as bell:
        shop.delivery.start()
        try:
            wait_for_messages(shop, queued, 1)
            assert bell.wait(2)
        finally:
            shop.delivery.stop()
    [message] = shop.messages(queued)
    assert (message.kind, message.authorship, message.direction) == ("notice", "ai", "outbound")


def test_a_row_left_half_sent_is_sent_at_the_next_start(shop: Shop, queued: str) -> None:
    assert outbox.take(shop.db, Gate(shop.parts.vault, COMPANY)) is not None
    assert shop.delivery.run_until_idle() == 1
    assert shop.delivery.run_until_idle() == 0
    assert len(shop.messages(queued)) == 1


def test_a_refusal_sends_nothing(shop: Shop, queued: str) -> None:
    refusing = Delivery(shop.db, lambda row, facts: "no", shop.parts.bus)
    assert refusing.run_until_idle() == 0
    assert shop.messages(queued) == [] and outbox.pending(shop.db) == []


def test_an_error_is_logged_without_words_and_tried_again(
    shop: Shop, queued: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, failures = outbox.sent, iter([OSError("Ingrid's words"), ConnectionError("Ingrid's words")])

    def unreliable(*values: object) -> object:
        error = next(failures, None)
        if error is not None:
            raise error
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr("channels.delivery.outbox.sent", unreliable)
    monkeypatch.setattr("graph.pulse.FIRST_PAUSE", 0.02)
    shop.delivery.start()
    try:
        wait_for_messages(shop, queued, 1)
    finally:
        shop.delivery.stop()
    assert "OSError" in caplog.text and "ConnectionError" in caplog.text and "Ingrid" not in caplog.text


def test_stopping_ends_the_thread_at_once_and_it_can_start_again(shop: Shop) -> None:
    def never(row: OutboxRow, facts: GateFacts) -> str | None:
        return None

    delivery = Delivery(shop.db, never, shop.parts.bus, poll_seconds=60)
    for _ in range(2):
        delivery.start()
        time.sleep(0.05)
        began = time.monotonic()
        delivery.stop()
        assert time.monotonic() - began < 2
