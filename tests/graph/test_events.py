"""The bell: who is rung, from threads and from asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from graph.events import Bus


def test_a_subscriber_hears_its_conversation_and_no_other() -> None:
    bus = Bus()
    with bus.subscribe("a") as one, bus.subscribe("b") as other, bus.subscribe() as every:
        bus.publish("a")
        assert one.wait(0) and every.wait(0) and not other.wait(0)


def test_rings_between_two_waits_are_one() -> None:
    with Bus().subscribe("a") as heard:
        heard.ring()
        heard.ring()
        assert heard.wait(0) and not heard.wait(0)


def test_a_waiting_thread_is_woken() -> None:
    bus = Bus()
    with bus.subscribe("a") as heard:
        threading.Timer(0.05, bus.publish, ["a"]).start()
        assert heard.wait(5)


def test_a_closed_subscription_hears_nothing() -> None:
    bus = Bus()
    heard = bus.subscribe("a")
    heard.close()
    heard.close()
    bus.publish("a")
    assert not heard.wait(0)


def test_asyncio_is_woken_from_another_thread_and_by_what_rang_before() -> None:
    async def listen() -> list[bool]:
        bus = Bus()
        with bus.subscribe("a") as heard:
            bus.publish("a")
            before = await heard.changed(0.01)
            none = await heard.changed(0.01)
            threading.Timer(0.05, bus.publish, ["a"]).start()
            later = await heard.changed(5)
            return [before, none, later, await heard.changed(0.01)]

    assert asyncio.run(listen()) == [True, False, True, False]


def test_a_bell_outlives_the_loop_of_a_listener() -> None:
    bus = Bus()
    heard = bus.subscribe("a")

    async def leave() -> None:
        asyncio.get_running_loop().call_later(0.01, asyncio.current_task().cancel)  # type: ignore[union-attr]
        await heard.changed(5)

    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(leave())
    bus.publish("a")
    assert heard.wait(0)
