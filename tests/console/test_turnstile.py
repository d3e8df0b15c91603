"""A few pages at a time, and none behind a slow one for long."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from console import turnstile
from console.turnstile import AT_ONCE, turn


def test_no_more_than_a_few_pages_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def page() -> None:
        nonlocal running, most
        with turn():
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1

    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(page) for _ in range(10)]:
            done.result()
    assert most == AT_ONCE


def test_slow_pages_hold_up_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "PATIENCE", 0.05)
    end, all_in = threading.Event(), threading.Barrier(AT_ONCE + 1)

    def slow() -> None:
        with turn():
            all_in.wait(5)
            end.wait(5)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        slow_ones = [pool.submit(slow) for _ in range(AT_ONCE)]
        all_in.wait(5)
        with turn():
            assert not any(one.done() for one in slow_ones)
        end.set()


def test_a_page_that_fails_gives_its_place_back() -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError), turn():
            raise ValueError
    assert turnstile._places._value == AT_ONCE
