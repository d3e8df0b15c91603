"""How many requests the next two weeks bring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from console import insights_figures as figures
from console.context import parts
from console.panels import insights_chart as show_as
from console.texts import say
from console.views import insights_forecast as views
from data.records.figures import Filters, Period
from data.volumes import volumes
from graph.figures.forecast import forecast


def show(filters: Filters) -> None:
    """Sentence, chart, table, and how good such forecasts have been."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    days = volumes(parts().db, yesterday, filters)
    if not show_as.headed("forecast", bool(days)):
        return
    first = yesterday - timedelta(days=len(days) - 1)
    found = forecast(days, first)
    sentence = views.sentence(found)
    st.text(sentence)
    if not found.days:
        return
    st.text(views.tested(found))
    show_as.chart(figures.forecast(days, first, found), "forecast", sentence, [])
    period = Period(found.days[0].day, found.days[-1].day)
    show_as.folded(views.table(found), say("insights.forecast"), period)
    st.caption(say("forecast.how"))
