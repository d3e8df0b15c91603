"""A replay's charts: functions from a report's parts to a Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from graph.replay.figures import MEASURES, Group, Name
from graph.replay.pairs import ACCEPTED_BELOW, Pair

ROW, FRAME = 28, 130  # pixels of a group, and of what stands around them
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x")


def differences(groups: Sequence[Group], measure: Name, a: str, b: str) -> go.Figure:
    """B − A of one measure for each group, with its interval, the first group on top."""
    label, worse = next((one.label, one.worse) for one in MEASURES if one.name == measure)
    found = [group.figure(measure).difference for group in groups]
    figure = go.Figure(layout={"template": "plotly_white"})
    figure.add_scatter(
        x=[one.mean for one in found],
        y=[f"{group.name} ({group.turns})" for group in groups],
        mode="markers",
        marker={"size": 9},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.mean if one.high is not None else 0 for one in found],
            "arrayminus": [one.mean - one.low if one.low is not None else 0 for one in found],
        },
        hovertemplate="%{y}: %{x:+.3f}<extra></extra>",
    )
    better = "left" if worse > 0 else "right"
    title = f"{label}: {b} minus {a} ({better} of zero is better)"
    figure.update_xaxes(title=title, zeroline=True, zerolinewidth=2, zerolinecolor="#444")
    figure.update_yaxes(autorange="reversed", automargin=True)
    return figure.update_layout(height=FRAME + ROW * len(groups), margin={"t": 20, "r": 20}, showlegend=False)


def turns(pairs: Sequence[Pair], a: str, b: str) -> go.Figure:
    """Each turn's edit distance on both sides; below the diagonal B is closer to what was sent."""
    figure = go.Figure(layout={"template": "plotly_white"})
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": "#888", "dash": "dot"}, name="no difference",
        hoverinfo="skip",
    )  # fmt: skip
    for place, language in enumerate(sorted({pair.language for pair in pairs})):
        own = [pair for pair in pairs if pair.language == language]
        figure.add_scatter(
            x=[pair.a.distance for pair in own],
            y=[pair.b.distance for pair in own],
            text=[pair.intent for pair in own],
            mode="markers",
            marker={"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 8, "opacity": 0.7},
            name=language,
            hovertemplate="%{text}: %{x:.2f} → %{y:.2f}<extra></extra>",
        )
    for line in (figure.add_hline, figure.add_vline):
        line(ACCEPTED_BELOW, line={"color": "#aaa", "width": 1})
    figure.update_xaxes(title=f"edit distance of {a}", range=[-0.03, 1.03])
    figure.update_yaxes(title=f"edit distance of {b}", range=[-0.03, 1.03])
    return figure.update_layout(height=520, margin={"t": 20, "r": 20})
