"""Buckets fill up again, and the number of keys remembered is bounded."""

from __future__ import annotations

from channels.limits import Limiter, Rate


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_one_every_two_seconds() -> None:
    clock = Clock()
    limiter = Limiter(Rate(burst=3, per_minute=30), clock=clock)
    assert [limiter.take("a") for _ in range(4)] == [0.0, 0.0, 0.0, 2.0]
    clock.now = 2.0
    assert [limiter.take("a"), limiter.take("a")] == [0.0, 2.0]
    assert limiter.take("b") == 0.0


def test_the_longest_unused_key_is_forgotten() -> None:
    limiter = Limiter(Rate(burst=1, per_minute=1), remembered=2, clock=Clock())
    for key in ("a", "b", "c"):
        assert limiter.take(key) == 0.0
    assert limiter.take("c") > 0
    assert limiter.take("a") == 0.0
