"""The table beside each chart; each row leads to its conversations."""

from __future__ import annotations

from collections.abc import Sequence

from console.texts import known, say
from console.views import words
from console.views.insights import DECISIONS
from console.views.insights_drill import address, narrowed, on
from console.views.insights_table import Column, Line, Table
from data.records import (
    Among,
    DecisionDay,
    Filters,
    Period,
    SentimentDay,
    Summary,
    TakeoverDay,
    WaitingDay,
)


def sentiment(days: Sequence[SentimentDay], filters: Filters) -> Table:
    """The figures behind the sentiment chart."""
    columns = (
        Column(say("column.day")), Column(say("column.language")), Column(say("column.turns"), "count"),
        Column(say("column.mean"), "signed"), Column(say("column.negative"), "count"),
    )  # fmt: skip
    lines = (
        Line(
            (day.day.isoformat(), words.language(day.language), day.turns, day.mean, day.negative),
            address(narrowed(on(day.day, filters), language=day.language)),
        )
        for day in days
    )
    return Table("sentiment", columns, tuple(lines))


def decisions(days: Sequence[DecisionDay], filters: Filters) -> Table:
    """The figures behind the decisions chart."""
    columns = (
        Column(say("column.day")),
        *(Column(known("outcome", kind), "count") for kind in DECISIONS),
    )
    lines = (
        Line(
            (day.day.isoformat(), *(getattr(day, kind) for kind in DECISIONS)),
            address(on(day.day, filters, "decision")),
        )
        for day in days
    )
    return Table("decisions", columns, tuple(lines))


def takeovers(days: Sequence[TakeoverDay], filters: Filters) -> Table:
    """The figures behind the takeover charts; a column for each reason that occurred."""
    reasons = sorted({name for day in days for name in day.reasons})
    columns = (
        Column(say("column.day")), Column(say("column.turns"), "count"), Column(say("column.takeovers"), "count"),
        Column(say("column.rate"), "share"), *(Column(known("takeover", name), "count") for name in reasons),
    )  # fmt: skip
    lines = (
        Line(
            (
                day.day.isoformat(), day.turns, day.takeovers, day.rate if day.turns else None,
                *(int(day.reasons.get(name, 0)) for name in reasons),
            ),
            address(on(day.day, filters, "takeover")) if day.takeovers else None,
        )
        for day in days
    )  # fmt: skip
    return Table("takeovers", columns, tuple(lines))


def waiting(days: Sequence[WaitingDay], filters: Filters) -> Table:
    """The figures behind a waiting chart; all days are of one clock."""
    columns = (
        Column(say("column.day")), Column(say("column.answered"), "count"), Column(say("wait.median"), "seconds"),
        Column(say("wait.p90"), "seconds"), Column(say("wait.longest"), "seconds"),
    )  # fmt: skip
    lines = (
        Line(
            (day.day.isoformat(), day.answered, day.median, day.p90, day.longest),
            address(on(day.day, filters, "answered_ai" if day.clock == "ai" else "answered_human")),
        )
        for day in days
    )
    return Table(f"waiting-{days[0].clock}" if days else "waiting", columns, tuple(lines))


def groups(found: Sequence[Summary], kind: str, period: Period, filters: Filters) -> Table:
    """The period by language or by intent (`kind`)."""
    columns = (
        Column(say("column." + kind)), Column(say("column.turns"), "count"), Column(say("tile.decisions"), "count"),
        Column(say("tile.as_sent"), "share"), Column(say("column.edited"), "share"),
        Column(say("tile.takeovers"), "share"), Column(say("tile.sentiment"), "signed"),
        Column(say("tile.ai_wait"), "seconds"), Column(say("tile.human_wait"), "seconds"),
    )  # fmt: skip
    among = Among(period, filters)
    lines = (
        Line(
            (
                known(kind, group.group or ""), group.turns, group.decisions, group.as_sent_share, group.edited_share,
                group.takeover_rate, group.sentiment, group.ai_wait_median, group.human_wait_median,
            ),
            address(narrowed(among, **{kind: group.group})),
        )
        for group in found
    )  # fmt: skip
    return Table(f"by-{kind}", columns, tuple(lines))
