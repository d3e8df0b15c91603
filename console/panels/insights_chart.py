"""A chart with its sentence above it, its table below, and the way from each mark to its conversations."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
import streamlit.elements.plotly_chart  # gives Plotly the console's theme before the first figure

from console import opened
from console.texts import say
from console.views import insights_drill as drill
from console.views import insights_table as tables
from data.records import Period

CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}


def headed(name: str, filled: bool) -> bool:
    """The heading of a chart; where there is nothing to show, what to do about it."""
    st.html(f"<h3>{say('insights.' + name)}</h3>")
    if not filled:
        st.caption(say("insights.empty"))
    return filled


def chart(figure: Any, key: str, sentence: str, targets: drill.Targets) -> None:
    """A figure. A click on one of its marks opens the conversations behind it."""
    st.plotly_chart(
        figure,
        key=f"chart-{key}",
        config=CONFIG,
        alt=sentence,
        on_select=partial(_clicked, f"chart-{key}", targets),
        selection_mode="points",
    )


def table(shown: tables.Table, caption: str, period: Period) -> None:
    """A table whose rows lead to their conversations, and its file."""
    st.html(tables.as_html(shown, caption))
    st.download_button(
        say("insights.csv"),
        partial(tables.as_csv, shown),
        file_name=tables.file_name(shown, period),
        mime="text/csv",
        icon=":material/download:",
        key=f"csv-{shown.name}",
        on_click="ignore",
        type="tertiary",
    )


def folded(shown: tables.Table, caption: str, period: Period) -> None:
    """A table beside a chart, closed until somebody wants it."""
    with st.expander(say("insights.table")):
        table(shown, caption, period)


def _clicked(key: str, targets: drill.Targets) -> None:
    selected = st.session_state.get(key)
    among = drill.point(targets, selected.selection) if selected else None
    if among is not None:
        opened.go("conversations", **drill.query(among))
