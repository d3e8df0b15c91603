"""How many requests the next two weeks bring: the recent level, shaped by the days of the week.

Level: exponentially smoothed mean of the last weeks, a week old counting for half of this one. Shape: each weekday's share of its
week, with five requests added to each weekday's sum so that few requests don't make a rhythm. This is the plainest method that keeps
up with a weekly rhythm, and hard to beat with daily counts (Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
3rd ed. 2021, ch. 5 and 8).

How good it is, its own past tells: from each of the last days for which four weeks of history were there, it forecasts again what
came after, and the errors of these forecasts give the interval (the 10th and 90th percentile, ch. 5.5 there) and the mean error,
which stands beside that of a naive forecast: the same weekday a week ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

WEEK = 7
LEAST = 4 * WEEK  # days of history
AHEAD = 14
ORIGINS = 28  # days from which it looks back at how it would have done
HALF_LIFE = 7.0  # days
EVEN = 5.0  # requests
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come: how many requests, and between which numbers they lie on four days of five."""

    day: date
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days to come; mean absolute errors in requests a day, of this forecast and of the naive one, over so many days forecast.

    days is empty when the history is too short; `history` is how many days there were.
    """

    days: tuple[Day, ...]
    history: int
    error: float | None = None
    naive_error: float | None = None
    tried: int = 0


def forecast(counts: Sequence[int], first: date, ahead: int = AHEAD) -> Forecast:
    """Forecast from a number for each day from `first` on, without gaps; days without requests are zeros."""
    if len(counts) < LEAST:
        return Forecast((), len(counts))
    expected = ahead_of(counts, ahead)
    errors, naive = backtest(counts, ahead)
    tomorrow = first + timedelta(days=len(counts))
    every = sorted(error for errors_of_step in errors for error in errors_of_step)
    days = []
    for step, value in enumerate(expected):
        own = sorted(errors[step]) if len(errors[step]) >= WEEK * 2 else every
        low, high = (value + _quantile(own, share) for share in (LOW, HIGH)) if own else (0.0, 2 * value)
        days.append(Day(tomorrow + timedelta(days=step), value, max(0.0, min(low, value)), max(high, value)))
    return Forecast(
        tuple(days), len(counts), fmean(map(abs, every)) if every else None, fmean(naive) if naive else None, len(every)
    )  # fmt: skip


def ahead_of(counts: Sequence[int], ahead: int) -> list[float]:
    """The expected numbers of the next days."""
    level, shape, length = _level(counts), _shape(counts), len(counts)
    return [level * shape[(length + step) % WEEK] for step in range(ahead)]


def backtest(counts: Sequence[int], ahead: int) -> tuple[list[list[float]], list[float]]:
    """Errors (came minus expected) by how far ahead, and the absolute errors of the naive forecast for the same days."""
    errors: list[list[float]] = [[] for _ in range(ahead)]
    naive: list[float] = []
    for origin in range(max(LEAST - WEEK, len(counts) - ORIGINS), len(counts)):
        known = counts[:origin]
        for step, expected in enumerate(ahead_of(known, min(ahead, len(counts) - origin))):
            came = counts[origin + step]
            errors[step].append(came - expected)
            naive.append(abs(came - known[origin - WEEK + step % WEEK]))
    return errors, naive


def _level(counts: Sequence[int]) -> float:
    """Requests a day, the weeks weighed by their age; whole weeks, so that no weekday weighs more than another."""
    weeks = [fmean(counts[end - WEEK : end]) for end in range(len(counts), WEEK - 1, -WEEK)]
    weights: list[float] = [0.5 ** (age * WEEK / HALF_LIFE) for age in range(len(weeks))]
    return sum(week * weight for week, weight in zip(weeks, weights, strict=True)) / sum(weights)


def _shape(counts: Sequence[int]) -> list[float]:
    """How many times the mean day a day is, by its place in the week counted from the first day; their mean is 1."""
    weeks = [counts[end - WEEK : end] for end in range(len(counts), WEEK - 1, -WEEK)]
    start = len(counts) % WEEK
    sums, total = [0.0] * WEEK, 0.0
    for week in weeks:
        for place, number in enumerate(week):
            sums[(start + place) % WEEK] += number
        total += sum(week)
    return [(own + EVEN) / (total + WEEK * EVEN) * WEEK for own in sums]


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
