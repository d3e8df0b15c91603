"""Charts: functions from a table to a Plotly figure. Each mark has a name, and no meaning rests on colour alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import plotly.graph_objects as go

from console.texts import known, say
from console.views import numbers, times, words
from console.views.insights import DECISIONS, Reason, SentimentLine
from console.views.insights_usage import Measure, Series
from data.records import DecisionDay, ModuleFigures, TakeoverDay, WaitingDay

MINUTE = 60
DAY_MS = 86_400_000
ROW = 30  # pixels of a use case
FEW_DAYS = 10  # up to here each day has its own tick
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PATTERNS = ("", "/", "x", ".", "-")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")


def sentiment(lines: Sequence[SentimentLine]) -> go.Figure:
    """Mean sentiment (-1..1) of each day's turns, a line for each language; bars where there is one day only."""
    days = {day for line in lines for day in line.days}
    if len(days) == 1:
        shown = [
            (words.language(line.language), line.means[0], numbers.signed(line.means[0])) for line in lines
        ]
        return _bars(shown, say("axis.sentiment")).update_yaxes(range=[-1.05, 1.05], zeroline=True)
    figure = empty(say("axis.sentiment"))
    for place, line in enumerate(lines):
        figure.add_scatter(
            x=line.days,
            y=line.means,
            name=words.language(line.language),
            mode="lines+markers",
            line={"dash": DASHES[place % len(DASHES)]},
            marker={"symbol": SYMBOLS[place % len(SYMBOLS)]},
            customdata=line.turns,
            hovertemplate=say("hover.sentiment"),
        )
    figure.update_yaxes(range=[-1.05, 1.05], zeroline=True)
    return by_day(figure, days)


def decisions(days: Sequence[DecisionDay]) -> go.Figure:
    """Decisions of each day, stacked by what became of the draft; side by side where there is one day only."""
    if len(days) == 1:
        counts = [(known("outcome", kind), getattr(days[0], kind)) for kind in DECISIONS]
        return _bars([(name, count, str(count)) for name, count in counts], say("axis.decisions"))
    figure = empty(say("axis.decisions"))
    for place, kind in enumerate(DECISIONS):
        figure.add_bar(
            x=[day.day for day in days],
            y=[getattr(day, kind) for day in days],
            name=known("outcome", kind),
            width=DAY_MS * 0.7,
            marker={"pattern": {"shape": PATTERNS[place], "fillmode": "overlay", "solidity": 0.25}},
        )
    figure.update_layout(barmode="stack")
    return by_day(figure, {day.day for day in days})


def takeover_rate(days: Sequence[TakeoverDay]) -> go.Figure:
    """Takeovers as a share of each day's turns. One day alone is said better by its sentence."""
    figure = empty(say("axis.takeovers"))
    shown = [day for day in days if day.turns]
    figure.add_scatter(
        x=[day.day for day in shown],
        y=[day.rate for day in shown],
        name=say("outcome.taken_over"),
        mode="lines+markers",
        customdata=[[day.takeovers, day.turns] for day in shown],
        hovertemplate=say("hover.takeovers"),
    )
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    figure.update_layout(showlegend=False)
    return by_day(figure, {day.day for day in shown})


def reasons(found: Sequence[Reason]) -> go.Figure:
    """Why people were needed, the most frequent on top."""
    figure = empty("")
    figure.add_bar(
        x=[reason.count for reason in found],
        y=[reason.word for reason in found],
        orientation="h",
        text=[reason.count for reason in found],
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(title=say("axis.count"))
    figure.update_layout(showlegend=False)
    return figure


def modules(found: Sequence[ModuleFigures], names: Sequence[str]) -> go.Figure:
    """What became of each use case's drafts, as shares of its decisions, the first use case on top."""
    figure = empty("")
    for place, kind in enumerate(DECISIONS):
        figure.add_bar(
            x=[one.share(kind) for one in found],
            y=list(names),
            name=known("outcome", kind),
            orientation="h",
            customdata=[[getattr(one, kind), one.decisions] for one in found],
            hovertemplate=say("hover.modules"),
            marker={"pattern": {"shape": PATTERNS[place], "fillmode": "overlay", "solidity": 0.25}},
        )
    figure.update_yaxes(autorange="reversed", type="category", automargin=True)
    figure.update_xaxes(title=say("axis.decided"), tickformat=".0%", range=[0, 1])
    return figure.update_layout(barmode="stack", height=130 + ROW * len(found), margin_r=28)  # for "100%"


def usage(found: Series, measure: Measure) -> go.Figure:
    """What drafts took by day, stacked; one row of bars where there is one part."""
    figure = empty(say(f"axis.{measure}"))
    for place, (name, values) in enumerate(found.rows):
        figure.add_bar(
            x=found.days,
            y=values,
            name=name,
            width=DAY_MS * 0.7,
            marker={"pattern": {"shape": PATTERNS[place], "fillmode": "overlay", "solidity": 0.25}},
        )
    figure.update_layout(barmode="stack", showlegend=len(found.rows) > 1)
    return by_day(figure, set(found.days))


def waiting(days: Sequence[WaitingDay], promise_minutes: int | None = None) -> go.Figure:
    """Median and 90th percentile of a clock's waits, in minutes; a line for the promise where there is one."""
    figure = _waiting_day(days[0]) if len(days) == 1 else _waiting_days(days)
    if promise_minutes is not None:
        figure.add_hline(
            y=promise_minutes,
            line_dash="longdash",
            annotation_text=say("wait.promise", minutes=promise_minutes),
        )
    return figure.update_yaxes(rangemode="tozero")


def _waiting_day(day: WaitingDay) -> go.Figure:
    fields = (("wait.median", day.median), ("wait.p90", day.p90), ("wait.longest", day.longest))
    shown = [(say(name), seconds / MINUTE, times.span(seconds)) for name, seconds in fields]
    return _bars(shown, say("axis.minutes"))


def _waiting_days(days: Sequence[WaitingDay]) -> go.Figure:
    figure = empty(say("axis.minutes"))
    for place, (field, name) in enumerate((("median", say("wait.median")), ("p90", say("wait.p90")))):
        figure.add_scatter(
            x=[day.day for day in days],
            y=[getattr(day, field) / MINUTE for day in days],
            name=name,
            mode="lines+markers",
            line={"dash": DASHES[place]},
            marker={"symbol": SYMBOLS[place]},
            customdata=[day.answered for day in days],
            hovertemplate=say("hover.waiting"),
        )
    return by_day(figure, {day.day for day in days})


def _bars(shown: Sequence[tuple[str, float, str]], y_title: str) -> go.Figure:
    """A bar for each name, value and label: how a single day is drawn, which makes no line."""
    figure = empty(y_title)
    names, values, labels = zip(*shown, strict=True) if shown else ((), (), ())
    figure.add_bar(x=names, y=values, text=labels, textposition="outside", cliponaxis=False, hoverinfo="none")
    figure.update_xaxes(type="category", automargin=True)
    return figure.update_layout(showlegend=False)


def by_day(figure: go.Figure, days: Collection[date]) -> go.Figure:
    """Days along the bottom; a short period isn't cut into hours."""
    if len(days) <= FEW_DAYS:
        figure.update_xaxes(dtick=DAY_MS)
    figure.update_xaxes(type="date", tickformat=say("axis.day"), automargin=True)
    return figure


def empty(y_title: str) -> go.Figure:
    """An empty figure in the house's layout; colours come from the console's theme."""
    figure = go.Figure()
    figure.update_layout(
        height=300,
        margin={"l": 8, "r": 8, "t": 12, "b": 8},
        hovermode="closest",  # one mark at a time: a click leads to its conversations
        clickmode="event+select",
        separators=numbers.separators(),
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
    )
    figure.update_yaxes(title=y_title or None)
    return figure
