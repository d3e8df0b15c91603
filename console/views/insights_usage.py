"""What drafts took, by day: tokens, seconds, money, and when the offline drafter stood in for the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from console.texts import known, say
from console.views import numbers, times
from console.views.insights_drill import Targets, address, on
from console.views.insights_table import Column, Line, Table
from data.records import Filters, StandIn, UsageDay

Measure = Literal["drafts", "tokens", "seconds", "cost"]
Row = tuple[str, list[float]]


@dataclass(frozen=True, slots=True)
class Series:
    """What the chart draws: days along the bottom, a named row of values for each part, and where its marks lead."""

    days: list[date]
    rows: list[Row]
    targets: Targets


def measures(days: Sequence[UsageDay]) -> list[Measure]:
    """What there is to chart: without a model no tokens, without prices no cost."""
    found: list[Measure] = ["drafts", "seconds"]
    if any(day.input_tokens or day.output_tokens for day in days):
        found.append("tokens")
    if any(day.cost for day in days):
        found.append("cost")
    return found


def series(days: Sequence[UsageDay], measure: Measure, filters: Filters) -> Series:
    """One measure by day; drafts by who wrote them, tokens by direction, seconds and cost of a draft on average."""
    dates = sorted({day.day for day in days})
    if measure == "drafts":
        return _drafts(days, dates, filters)
    totals = [[day for day in days if day.day == on_day] for on_day in dates]
    if measure == "tokens":
        rows: list[Row] = [
            (say("usage.input"), [float(sum(day.input_tokens for day in one)) for one in totals]),
            (say("usage.output"), [float(sum(day.output_tokens for day in one)) for one in totals]),
        ]
    else:
        rows = [
            (
                say(f"usage.{measure}"),
                [
                    sum(getattr(day, measure) for day in one) / sum(day.drafts for day in one)
                    for one in totals
                ],
            )
        ]
    return Series(dates, rows, [[on(day, filters, "draft") for day in dates] for _ in rows])


def sentence(days: Sequence[UsageDay], currency: str) -> str:
    """What all of it took."""
    drafts = sum(day.drafts for day in days)
    said = say(
        "usage.sentence",
        drafts=say("usage.drafts_said", n=drafts),
        seconds=numbers.number(sum(day.seconds for day in days) / drafts, 2),
        total=times.span(sum(day.seconds for day in days)),
    )
    calls, cost = sum(day.calls for day in days), sum(day.cost for day in days)
    if not calls:
        return f"{said} {say('usage.no_model')}"
    tokens = [sum(getattr(day, name) for day in days) for name in ("input_tokens", "output_tokens")]
    said += " " + say(
        "usage.tokens_said", input=numbers.number(tokens[0]), output=numbers.number(tokens[1]), n=calls
    )
    if not cost:
        return f"{said} {say('usage.no_prices')}"
    each = numbers.number(cost / drafts, 4)
    return f"{said} {say('usage.cost_said', cost=numbers.number(cost, 2), each=each, currency=currency)}"


def stood_in(days: Sequence[UsageDay]) -> str:
    """How often the offline drafter stood in; empty when it never did."""
    number, drafts = sum(day.fallbacks for day in days), sum(day.drafts for day in days)
    return say("usage.stood_in", n=number, share=numbers.percent(number / drafts)) if number else ""


def table(days: Sequence[UsageDay], filters: Filters, currency: str) -> Table:
    """A row for each day, drafter and model, which leads to the conversations of those drafts."""
    priced = any(day.cost for day in days)
    columns = [
        Column(say("column.day")), Column(say("column.drafter")), Column(say("column.model")),
        Column(say("column.drafts"), "count"), Column(say("column.stand_ins"), "count"),
        Column(say("column.calls"), "count"), Column(say("usage.input"), "count"), Column(say("usage.output"), "count"),
        Column(say("usage.seconds"), "decimal"),
    ]  # fmt: skip
    if priced:
        columns.append(Column(say("column.cost", currency=currency), "money"))
    lines = (
        Line(
            (
                day.day.isoformat(), known("drafter", day.drafter), day.model, day.drafts, day.fallbacks, day.calls,
                day.input_tokens, day.output_tokens, day.seconds / day.drafts, *((day.cost,) if priced else ()),
            ),
            address(on(day.day, filters, "draft", day.drafter)),
        )
        for day in days
    )  # fmt: skip
    return Table("usage", tuple(columns), tuple(lines))


def reasons_table(found: Sequence[StandIn]) -> Table:
    """Why the offline drafter stood in, as the drafts' rows say."""
    columns = (Column(say("column.why")), Column(say("column.drafts"), "count"))
    return Table("stand-ins", columns, tuple(Line((one.reason, one.drafts)) for one in found))


def _drafts(days: Sequence[UsageDay], dates: list[date], filters: Filters) -> Series:
    rows: list[Row] = []
    targets = []
    for drafter in sorted({day.drafter for day in days}):
        own = [
            sum(one.drafts - one.fallbacks for one in days if (one.day, one.drafter) == (day, drafter))
            for day in dates
        ]
        if any(own):
            rows.append((known("drafter", drafter), [float(number) for number in own]))
            targets.append([on(day, filters, "own_draft", drafter) for day in dates])
    stood = [sum(one.fallbacks for one in days if one.day == day) for day in dates]
    if any(stood):
        rows.append((say("usage.stand_in"), [float(number) for number in stood]))
        targets.append([on(day, filters, "stand_in") for day in dates])
    return Series(dates, rows, targets)
