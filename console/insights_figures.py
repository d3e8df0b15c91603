"""Charts of the views beside the overview, in the layout of `console.charts`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from console import charts
from console.texts import say
from data.records.figures import EditReason, Promises
from graph.figures.forecast import Forecast

SHOWN = 28  # days of history before a forecast


def forecast(history: Sequence[int], first: date, found: Forecast) -> go.Figure:
    """The last weeks as they came, then what is expected with its interval."""
    figure = charts.empty(say("axis.requests"))
    past = [first + timedelta(days=place) for place in range(len(history))][-SHOWN:]
    coming = [day.day for day in found.days]
    figure.add_scatter(x=past, y=list(history)[-SHOWN:], name=say("forecast.came"), mode="lines+markers")
    figure.add_scatter(
        x=[*coming, *reversed(coming)],
        y=[*(day.high for day in found.days), *(day.low for day in reversed(found.days))],
        name=say("forecast.interval"), fill="toself", mode="lines", line={"width": 0}, hoverinfo="skip", opacity=0.35,
    )  # fmt: skip
    figure.add_scatter(
        x=coming, y=[day.expected for day in found.days], name=say("forecast.expected"), mode="lines+markers",
        line={"dash": "dash"}, marker={"symbol": "diamond"},
    )  # fmt: skip
    return charts.by_day(figure.update_yaxes(rangemode="tozero"), {*past, *coming})


def promises(days: Sequence[Promises]) -> go.Figure:
    """Waits of each day that kept their promise and that didn't, stacked."""
    figure = charts.empty(say("axis.waits"))
    for place, field in enumerate(("kept", "late", "waiting_late")):
        figure.add_bar(
            x=[day.day for day in days], y=[getattr(day, field) for day in days], name=say(f"promise.{field}"),
            width=charts.DAY_MS * 0.7,
            marker={"pattern": {"shape": charts.PATTERNS[place], "fillmode": "overlay", "solidity": 0.25}},
        )  # fmt: skip
    return charts.by_day(figure.update_layout(barmode="stack"), {day.day for day in days})


def edits(days: Sequence[tuple[date, float, int]]) -> go.Figure:
    """Each day's mean distance between draft and reply: 0 unchanged, 1 rewritten."""
    figure = charts.empty(say("axis.edit_distance"))
    figure.add_scatter(
        x=[day for day, _, _ in days], y=[change for _, change, _ in days], name=say("axis.edit_distance"),
        mode="lines+markers", customdata=[number for _, _, number in days],
    )  # fmt: skip
    figure.update_yaxes(tickformat=".0%", rangemode="tozero").update_layout(showlegend=False)
    return charts.by_day(figure, {day for day, _, _ in days})


def edit_reasons(found: Sequence[EditReason], names: Sequence[str]) -> go.Figure:
    """Why drafts were edited, the most frequent reason on top."""
    figure = charts.empty("")
    figure.add_bar(
        x=[one.edits for one in found], y=list(names), orientation="h", text=[one.edits for one in found]
    )
    figure.update_yaxes(autorange="reversed", automargin=True).update_xaxes(title=say("axis.count"))
    return figure.update_layout(showlegend=False, height=130 + charts.ROW * len(found))
