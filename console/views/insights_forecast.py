"""What is said about the days to come."""

from __future__ import annotations

from console.texts import say
from console.views import numbers, times
from console.views.insights_table import Column, Line, Table
from graph.figures.forecast import LEAST, WEEK, Forecast


def sentence(found: Forecast) -> str:
    """The next week in a sentence, or that the history is too short."""
    if not found.days:
        return say("forecast.short", weeks=LEAST // WEEK, n=found.history)
    week = found.days[:WEEK]
    busiest = max(week, key=lambda day: day.expected)
    return say(
        "forecast.week",
        number=numbers.number(sum(day.expected for day in week)),
        day=times.date(busiest.day), most=numbers.number(busiest.expected),
    )  # fmt: skip


def tested(found: Forecast) -> str:
    """How it would have done, beside the naive forecast; empty when it couldn't be tried."""
    if found.error is None or found.naive_error is None:
        return ""
    better = found.error < found.naive_error
    return say(
        "forecast.better" if better else "forecast.worse",
        error=numbers.number(found.error, 1), naive=numbers.number(found.naive_error, 1), tried=found.tried,
    )  # fmt: skip


def table(found: Forecast) -> Table:
    """A row for each day to come."""
    columns = (
        Column(say("column.day")), Column(say("forecast.expected"), "count"), Column(say("forecast.low"), "count"),
        Column(say("forecast.high"), "count"),
    )  # fmt: skip
    lines = (
        Line((day.day.isoformat(), round(day.expected), round(day.low), round(day.high)))
        for day in found.days
    )
    return Table("forecast", columns, tuple(lines))
