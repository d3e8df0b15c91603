"""Charts of how carefully drafts are read: shares with the range that few cases leave open."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from console.texts import say
from console.views.care import Rate

HEIGHT = 260


def rates(found: Sequence[Rate], axis: str, line: float | None = None) -> go.Figure:
    """A mark for each group with its interval; `line`: a share that is worth a look."""
    figure = go.Figure()
    figure.add_scatter(
        x=[one.label for one in found],
        y=[one.share for one in found],
        mode="markers",
        marker={"size": 9, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [one.high - (one.share or 0) for one in found],
            "arrayminus": [(one.share or 0) - one.low for one in found],
        },
        customdata=[[one.hits, one.number] for one in found],
        hovertemplate=say("care.hover"),
        name="",
    )
    if line is not None:
        figure.add_hline(y=line, line={"dash": "dot"}, annotation_text=say("care.line"))
    figure.update_layout(
        height=HEIGHT, margin={"l": 8, "r": 8, "t": 12, "b": 8}, showlegend=False, hovermode="closest"
    )
    figure.update_yaxes(title=axis, tickformat=".0%", range=[0, 1.02], rangemode="tozero")
    return figure.update_xaxes(type="category", automargin=True)
