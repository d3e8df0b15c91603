"""Signs of typing: both ways while a person is in the conversation, never stored, and nothing without a script."""

from __future__ import annotations

import httpx

from data import takeovers
from tests.channels.conftest import Shop
from tests.channels.test_events import EVENTS, Stream, visitor

__all__ = ["visitor"]


def test_the_customer_sees_that_the_person_types_and_that_it_ends(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    takeovers.start(shop.db, conversation.id, "ann")
    with visitor.stream("GET", EVENTS) as response:
        stream = Stream(response)
        assert "A person is in this conversation" in stream.next("status")["data"]["html"]
        shop.parts.bus.presence.sign(conversation.id, "person")
        shop.parts.bus.publish(conversation.id)
        assert stream.next("status")["data"]["html"] == "A person is writing to you …"
        shop.parts.bus.presence.stop(conversation.id, "person")
        assert "A person is in this conversation" in stream.next("status")["data"]["html"]


def test_the_person_sees_that_the_customer_types(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    assert visitor.post("/chat/typing").status_code == 204
    assert not shop.parts.bus.presence.typing(
        conversation.id, "customer"
    )  # no person is here, so nobody is told
    takeovers.start(shop.db, conversation.id, "ann")
    answer = visitor.post("/chat/typing", data={"text": "secret"})
    assert answer.status_code == 204 and answer.content == b""
    assert shop.parts.bus.presence.typing(conversation.id, "customer")


def test_signs_from_elsewhere_or_of_nobody_count_for_nothing(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    takeovers.start(shop.db, conversation.id, "ann")
    assert visitor.post("/chat/typing", headers={"Origin": "https://evil.example"}).status_code == 204
    with httpx.Client(base_url=visitor.base_url) as stranger:
        assert stranger.post("/chat/typing").status_code == 204
    assert not shop.parts.bus.presence.typing(conversation.id, "customer")


def test_the_page_says_so_too_without_a_script(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    takeovers.start(shop.db, conversation.id, "ann")
    shop.parts.bus.presence.sign(conversation.id, "person")
    assert "A person is writing to you" in visitor.get("/chat").text
