"""Live updates, really streamed by uvicorn over loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.channels.conftest import Serve, Shop

EVENTS = "/chat/events"


class Stream:
    """The events of a response as they arrive."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        event: dict[str, Any] = {}
        for line in self._lines:
            name, _, value = line.partition(": ")
            if line:
                event[name] = value
                continue
            if "data" in event:
                yield {**event, "data": json.loads(event["data"])}
            event = {}

    def next(self, kind: str) -> dict[str, Any]:
        return next(event for event in self if event["event"] == kind)


@pytest.fixture
def visitor(shop: Shop, serve: Serve) -> Iterator[httpx.Client]:
    """A visitor who has written one message."""
    with httpx.Client(base_url=serve(), headers={"accept-language": "en"}, timeout=10) as client:
        client.post("/chat/messages", data={"text": "Where is my parcel?", "client_id": "1"})
        yield client


def test_messages_and_status_come_as_they_happen(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    with visitor.stream("GET", EVENTS) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        stream = Stream(response)
        first = stream.next("lines")
        assert "Where is my parcel?" in first["data"]["html"] and first["id"] == "1"
        assert stream.next("status")["data"]["state"] == "working"
        began = time.monotonic()
        shop.answer(conversation.id, "It comes <b>tomorrow</b>.")
        reply = stream.next("lines")
        assert time.monotonic() - began < 3
        assert "It comes &lt;b&gt;tomorrow&lt;/b&gt;." in reply["data"]["html"]
        assert "a person has read and approved it" in reply["data"]["html"]
        assert "parcel" not in reply["data"]["html"] and reply["id"] == "2"
        assert stream.next("status")["data"] == {"state": "quiet", "html": ""}


def test_a_change_by_another_process_is_found_by_looking(visitor: httpx.Client, shop: Shop) -> None:
    conversation = shop.only_conversation()
    with visitor.stream("GET", EVENTS, params={"after": 1}) as response:
        stream = Stream(response)
        stream.next("status")
        from data import takeovers  # straight to the database: nobody rings

        takeovers.request(shop.db, conversation.id, "customer_asked", None, None)
        assert stream.next("status")["data"]["state"] == "waiting"


def test_a_new_connection_goes_on_where_the_last_one_ended(visitor: httpx.Client) -> None:
    visitor.post("/chat/messages", data={"text": "Second", "client_id": "2"})
    with visitor.stream("GET", EVENTS, headers={"last-event-id": "1"}, params={"after": "0"}) as response:
        event = Stream(response).next("lines")
    assert "Second" in event["data"]["html"] and "parcel" not in event["data"]["html"]


@pytest.mark.parametrize("after", ["-1", "x", "9" * 40, ""])
def test_nonsense_numbers_start_from_the_beginning(visitor: httpx.Client, after: str) -> None:
    with visitor.stream("GET", EVENTS, params={"after": after}) as response:
        assert Stream(response).next("lines")["id"] == "1"


def test_without_a_conversation_a_browser_is_told_to_stop(serve: Serve) -> None:
    assert httpx.get(serve() + EVENTS).status_code == 204
    assert httpx.get(serve() + EVENTS, cookies={"glassdesk_chat": "x" * 4000}).status_code == 204


def test_open_streams_are_bounded_and_freed(shop: Shop, serve: Serve) -> None:
    with httpx.Client(base_url=serve(max_streams=1), timeout=10) as client:
        client.post("/chat/messages", data={"text": "Hello", "client_id": "1"})
        with client.stream("GET", EVENTS) as first:
            stream = Stream(first)
            stream.next("lines")
            busy = client.get(EVENTS)
            assert busy.status_code == 503 and busy.headers["retry-after"]
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with client.stream("GET", EVENTS) as again:
                if again.status_code == 200:
                    return
            time.sleep(0.1)
        pytest.fail("the closed stream was not freed")


def test_one_visitor_cannot_take_all_streams(shop: Shop, serve: Serve) -> None:
    address = serve(max_streams_each=1)
    with httpx.Client(base_url=address, timeout=10) as greedy, httpx.Client(base_url=address) as other:
        for client in (greedy, other):
            client.post("/chat/messages", data={"text": "Hello", "client_id": "1"})
        with greedy.stream("GET", EVENTS) as first:
            mine = Stream(first)
            mine.next("lines")
            assert greedy.get(EVENTS).status_code == 503
            with other.stream("GET", EVENTS) as second:
                theirs = Stream(second)
                assert theirs.next("lines")


def test_streams_end_when_the_server_closes(visitor: httpx.Client, shop: Shop) -> None:
    with visitor.stream("GET", EVENTS) as response:
        stream = Stream(response)
        stream.next("status")
        threading.Timer(0.2, shop.parts.closing.set).start()
        began = time.monotonic()
        list(stream)
        assert time.monotonic() - began < 3


def test_pages_are_served_while_many_streams_are_open(visitor: httpx.Client) -> None:
    responses = [visitor.build_request("GET", EVENTS) for _ in range(30)]
    opened = [visitor.send(request, stream=True) for request in responses]
    try:
        began = time.monotonic()
        assert visitor.get("/chat").status_code == 200
        assert time.monotonic() - began < 3
    finally:
        for response in opened:
            response.close()
