"""A forecast keeps up with the week's rhythm and the recent level, and says how well it has done."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.figures.forecast import AHEAD, LEAST, forecast

MONDAY = date(2026, 8, 3)
RHYTHM = (120, 100, 90, 90, 80, 20, 10)


def history(chance, weeks, growth=1.0):
    return [
        max(0, round(chance.gauss(RHYTHM[day % 7] * growth ** (day // 7), RHYTHM[day % 7] * 0.1)))
        for day in range(weeks * 7)
    ]


def test_too_little_history_gives_no_forecast():
    found = forecast([5] * (LEAST - 1), MONDAY)
    assert (found.days, found.history, found.error) == ((), LEAST - 1, None)


def test_the_rhythm_of_the_week_goes_on():
    found = forecast(list(RHYTHM) * 8, MONDAY)
    assert found.days[0].day == date(2026, 9, 28) and found.days[0].day.weekday() == 0
    for place, day in enumerate(found.days):
        assert day.expected == pytest.approx(RHYTHM[place % 7], rel=0.15)
    assert found.naive_error == 0


def test_four_days_of_five_lie_within_the_interval():
    chance, inside, number = random.Random(11), 0, 0
    for _ in range(40):
        whole = history(chance, 14)
        found = forecast(whole[: 12 * 7], MONDAY)
        for day, came in zip(found.days, whole[12 * 7 :], strict=True):
            inside += day.low <= came <= day.high
            number += 1
    assert 0.7 < inside / number < 0.9


def test_its_error_is_told_beside_the_naive_ones_and_is_smaller_where_days_differ_by_chance():
    chance = random.Random(5)
    found = [forecast(history(chance, 10), MONDAY) for _ in range(20)]
    assert sum(one.error < one.naive_error for one in found) >= 18


def test_a_growing_desk_is_followed():
    found = forecast(history(random.Random(2), 10, growth=1.1), MONDAY)
    last_week = RHYTHM[0] * 1.1**9
    assert found.days[0].expected > 0.85 * last_week


@given(st.lists(st.integers(0, 500), min_size=LEAST, max_size=90))
def test_any_history_gives_numbers_in_order(counts):
    found = forecast(counts, MONDAY)
    assert len(found.days) == AHEAD
    assert all(0 <= day.low <= day.expected <= day.high for day in found.days)
