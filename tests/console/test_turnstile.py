"""A few pages at a time, people first, and none behind a slow one for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from console import turnstile
from console.turnstile import AT_ONCE, Turnstile


@pytest.fixture
def door() -> Turnstile:
    return Turnstile(AT_ONCE)


def test_no_more_than_a_few_pages_run_at_once(door: Turnstile) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def page(number: int) -> None:
        nonlocal running, most
        with door.glance() if number % 2 else door.turn():
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1

    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(page, number) for number in range(10)]:
            done.result()
    assert most == AT_ONCE


def test_slow_pages_hold_up_nobody_for_long(door: Turnstile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "PATIENCE", 0.05)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        end, slow_ones = filled(door, pool)
        with door.turn(), door.glance():
            assert not any(one.done() for one in slow_ones)
        end.set()


def test_a_click_goes_before_pages_that_asked_earlier_by_themselves(door: Turnstile) -> None:
    order: list[str] = []

    def asks(how: Callable[[], object], name: str) -> None:
        with how():  # type: ignore[attr-defined]
            order.append(name)
            time.sleep(0.02)

    with ThreadPoolExecutor(AT_ONCE + 6) as pool:
        end, _ = filled(door, pool)
        for number in range(4):
            pool.submit(asks, door.glance, f"look {number}")
        time.sleep(0.05)
        pool.submit(asks, door.turn, "click 1")
        pool.submit(asks, door.turn, "click 2")
        time.sleep(0.05)
        end.set()
    assert len(order) == 6 and {*order[:2]} == {"click 1", "click 2"}


def test_a_page_that_looks_by_itself_within_its_turn_waits_for_nobody(door: Turnstile) -> None:
    began = time.monotonic()
    with door.turn(), door.glance(), door.glance():
        assert time.monotonic() - began < turnstile.PATIENCE / 2


def test_a_page_that_fails_gives_its_place_back(door: Turnstile) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError), door.turn():
            raise ValueError
    began = time.monotonic()
    with door.turn():
        assert time.monotonic() - began < turnstile.PATIENCE / 2


def filled(door: Turnstile, pool: ThreadPoolExecutor) -> tuple[threading.Event, list[Future[None]]]:
    """All places taken until the event is set."""
    end, all_in = threading.Event(), threading.Barrier(AT_ONCE + 1)

    def slow() -> None:
        with door.turn():
            all_in.wait(5)
            end.wait(5)

    slow_ones = [pool.submit(slow) for _ in range(AT_ONCE)]
    all_in.wait(5)
    return end, slow_ones
