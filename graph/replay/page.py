"""A replay's report as one HTML file: figures, charts with their tables, nothing fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from graph.replay.charts import differences, turns
from graph.replay.pairs import Pair
from graph.replay.report import Report
from graph.replay.wording import COLUMNS, rows

MOST_SHOWN = 10  # turns that got worse the most


def page(report: Report, *, texts: bool = False) -> str:
    """The page. texts: with the drafts of the turns that got worse the most, placeholders and all."""
    comparable = [pair for pair in report.pairs if pair.comparable]
    charts = []
    if comparable:
        charts = [
            differences(report.groups, "distance", report.a, report.b),
            differences(report.groups, "accepted", report.a, report.b),
            turns(comparable, report.a, report.b),
        ]
    return _template().render(
        report=report,
        remarks=report.remarks(),
        columns=COLUMNS,
        tables=[rows(group) for group in report.groups],
        charts=[_chart(chart, first=place == 0) for place, chart in enumerate(charts)],
        worst=_worst(comparable) if texts else [],
    )


def _worst(pairs: list[Pair]) -> list[Pair]:
    """Turns where B is further from what was sent than A, the worst first."""
    worse = [pair for pair in pairs if pair.b.distance > pair.a.distance]
    return sorted(worse, key=lambda pair: pair.a.distance - pair.b.distance)[:MOST_SHOWN]


def _chart(figure: go.Figure, *, first: bool) -> Markup:
    """A chart's HTML; the first one brings Plotly's script along."""
    options = {"displaylogo": False, "responsive": True}
    return Markup(
        figure.to_html(
            config=options,
            include_plotlyjs=first,
            include_mathjax=False,
            full_html=False,
            default_height=None,
        )
    )


def _template() -> Template:
    place = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return place.get_template("page.html")
