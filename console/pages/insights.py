"""Insights: how customers feel, what reviewers do with drafts, how often people are needed, how long it takes."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from console import session
from console.panels import (
    insights_fairness,
    insights_forecast,
    insights_overview,
    insights_service,
    insights_week,
)
from console.roles import LEADS
from console.texts import known, say
from console.views import insights as views
from console.views import words
from data.records import Filters, Period
from disclosure import LANGUAGES
from language import INTENTS

VIEWS = ("overview", "service", "fairness", "forecast", "week")


def show() -> None:
    """The whole page: each view reads only what it shows."""
    session.require(LEADS)
    st.html(f"<h2>{say('insights.title')}</h2>")
    view = st.segmented_control(
        say("insights.view"), VIEWS, default="overview", required=True, format_func=lambda name: say(f"view.{name}"),
        label_visibility="collapsed", key="insights-view",
    )  # fmt: skip
    period, filters = _filters(with_period=view not in ("forecast", "week"))
    if view == "overview":
        insights_overview.show(period, filters)
    elif view == "service":
        insights_service.show(period, filters)
    elif view == "fairness":
        insights_fairness.show(period, filters)
    elif view == "forecast":
        insights_forecast.show(filters)
    else:
        insights_week.show(filters)
    if view != "week":
        st.caption(say("csv.what"))


def _filters(with_period: bool) -> tuple[Period, Filters]:
    """What the figures are narrowed to; a forecast and a week have days of their own."""
    with st.container(horizontal=True, key="filters"):
        days = st.selectbox(
            say("filter.period"), views.PERIODS, index=2, format_func=lambda n: say("filter.days", n=n), key="insights-days",
            disabled=not with_period,
        )  # fmt: skip
        language = st.selectbox(
            say("filter.language"),
            [None, *LANGUAGES],
            format_func=lambda code: words.language(code) if code else say("all"),
        )
        intent = st.selectbox(
            say("filter.intent"),
            [None, *INTENTS],
            format_func=lambda name: words.intent(name) if name else say("all"),
        )
        channel = st.selectbox(
            say("filter.channel"),
            [None, *views.CHANNELS],
            format_func=lambda name: known("channel", name) if name else say("all"),
        )
    return views.period(days, datetime.now(UTC).date()), Filters(language, intent, channel)
