"""Insights: how customers feel, what reviewers do with drafts, how often people are needed, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st
import streamlit.elements.plotly_chart  # gives Plotly the console's theme before the first figure

from console import charts, session
from console.context import parts
from console.roles import LEADS
from console.texts import known, say
from console.views import insights as views
from console.views import waiting, words
from data import insights, takeovers
from data.records import Filters, Period
from disclosure import LANGUAGES
from language import INTENTS


def show() -> None:
    """The whole page."""
    session.require(LEADS)
    st.html(f"<h2>{say('insights.title')}</h2>")
    period, filters = _filters()
    _tiles(period, filters)
    with st.container(key="charts"):
        left, right = st.columns(2, gap="medium")
        with left:
            _sentiment(period, filters)
            _takeovers(period, filters)
        with right:
            _decisions(period, filters)
            _waiting(period, filters)
    _groups(period, filters)


def _filters() -> tuple[Period, Filters]:
    with st.container(horizontal=True, key="filters"):
        days = st.selectbox(
            say("filter.period"), views.PERIODS, index=2, format_func=lambda n: say("filter.days", n=n)
        )
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
    return views.period(days, datetime.now(UTC).date()), Filters(language, intent)


def _tiles(period: Period, filters: Filters) -> None:
    total = next((row for row in insights.summary(parts().db, period, filters) if row.group is None), None)
    if total is None:
        return
    grid = st.grid(len(views.tiles(total)), min_column_width=130, gap="small")
    for label, value in views.tiles(total):
        grid.metric(label, value, border=True)


def _sentiment(period: Period, filters: Filters) -> None:
    days = insights.sentiment_by_day(parts().db, period, filters)
    if _headed("sentiment", bool(days)):
        _chart(
            charts.sentiment(views.lines(days)),
            views.sentiment_sentence(days),
            views.sentiment_table(days),
            "sentiment",
        )


def _decisions(period: Period, filters: Filters) -> None:
    days = insights.decisions_by_day(parts().db, period, filters)
    made = any(getattr(day, kind) for day in days for kind in views.DECISIONS)
    if _headed("decisions", made):
        _chart(
            charts.decisions(days), views.decisions_sentence(days), views.decisions_table(days), "decisions"
        )


def _takeovers(period: Period, filters: Filters) -> None:
    days = insights.takeovers(parts().db, period, filters)
    if not _headed("takeovers", any(day.turns for day in days)):
        return
    figure = charts.takeover_rate(days) if sum(bool(day.turns) for day in days) > 1 else None
    _chart(figure, views.takeovers_sentence(days), views.takeovers_table(days), "takeovers")
    found = views.reasons(days)
    if found:
        st.plotly_chart(
            charts.reasons(found), key="chart-reasons", config=CONFIG, alt=views.takeovers_sentence(days)
        )


def _waiting(period: Period, filters: Filters) -> None:
    """Two clocks, never mixed: quick AI answers must not hide a long wait for a person."""
    days = insights.waiting(parts().db, period, filters)
    minutes = parts().company.minutes
    for clock, promise in (("ai", None), ("human", minutes)):
        on_clock = [day for day in days if day.clock == clock and day.answered]
        if _headed(f"waiting_{clock}", bool(on_clock)):
            figure = charts.waiting(on_clock, promise)
            sentence = views.waiting_sentence(on_clock, promise)
            _chart(figure, sentence, views.waiting_table(on_clock), f"waiting-{clock}")
        if clock == "human":  # who waits still is in no figure above
            now = takeovers.queue(parts().db)
            shown = waiting.matching(now, filters.language, filters.intent)
            st.caption(waiting.summary(shown, minutes, datetime.now(UTC)))


def _groups(period: Period, filters: Filters) -> None:
    """The period by language and by intent."""
    for kind in ("language", "intent"):
        found = insights.summary(parts().db, period, filters, by=kind)
        rows = views.group_table([row for row in found if row.group is not None], kind)
        st.html(f"<h3>{known('insights.by', kind)}</h3>")
        if rows:
            st.dataframe(rows, hide_index=True)
        else:
            st.caption(say("insights.empty"))


def _headed(name: str, filled: bool) -> bool:
    """The heading of a chart; where there is nothing to show, what to do about it."""
    st.html(f"<h3>{say('insights.' + name)}</h3>")
    if not filled:
        st.caption(say("insights.empty"))
    return filled


def _chart(figure: Any, sentence: str, table: Sequence[views.Row], key: str) -> None:
    """A chart, where there is one, with its sentence above and its table below."""
    st.text(sentence)
    if figure is not None:
        st.plotly_chart(figure, key=f"chart-{key}", config=CONFIG, alt=sentence)
    with st.expander(say("insights.table")):
        st.dataframe(list(table), hide_index=True)


CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}
