"""The attention page: how carefully the team reads drafts, and how many test drafts it spots. For supervisors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from console import charts_care as charts
from console import session
from console.context import parts
from console.markup import plain, tag
from console.panels import insights_chart as show_as
from console.roles import LEADS
from console.texts import say
from console.views import care as views
from console.views import insights, words
from data import attention
from data.records import Filters, Period
from disclosure import LANGUAGES

GROUPS = ("fault", "language", "week")


def show() -> None:
    """The whole page."""
    session.require(LEADS)
    st.html(tag("h2", plain(say("care.title"))))
    st.caption(say("care.intro"))
    period, filters = _filters()
    _reading(period, filters)
    _tests(period, filters.language)
    st.caption(say("care.people"))


def _filters() -> tuple[Period, Filters]:
    with st.container(horizontal=True, key="filters"):
        days = st.selectbox(
            say("filter.period"), insights.PERIODS, index=2, format_func=lambda n: say("filter.days", n=n)
        )
        language = st.selectbox(
            say("filter.language"),
            [None, *LANGUAGES],
            format_func=lambda code: words.language(code) if code else say("all"),
        )
    return insights.period(days, datetime.now(UTC).date()), Filters(language)


def _reading(period: Period, filters: Filters) -> None:
    """How often drafts are overridden, how long they are looked at, and how much of them was on the screen."""
    st.html(tag("h3", plain(say("care.reading"))))
    found = attention.reading(parts().db, period, filters)
    sentence = views.override_sentence(found)
    if views.verdict(found) == "low":
        st.warning(sentence, icon=":material/visibility:")
    else:
        st.write(sentence)
    if not found.decisions:
        return
    shown = views.tiles(found)
    grid = st.grid(len(shown), min_column_width=150, gap="small")
    for label, value, help in shown:
        grid.metric(label, value, help=help, border=True, height="stretch")
    show_as.folded(views.reading_table(found), say("care.reading"), period)
    by_week = attention.overridden_by_week(parts().db, period, filters)
    if len(by_week) > 1:  # one week alone is said better by the sentence
        _chart(charts.rates(views.weeks(by_week), say("care.overridden"), views.OVERRIDES), "weeks", sentence)
    show_as.folded(views.weeks_table(by_week), say("care.overridden"), period)


def _tests(period: Period, language: str | None) -> None:
    """The team's catch rate, whole and by group."""
    st.html(tag("h3", plain(say("care.tests.title"))))
    if language and views.withheld(attention.caught(parts().db, period, "language"), language):
        st.write(say("care.tests.others"))
        return
    whole = attention.caught(parts().db, period, language=language)
    sentence = views.caught_sentence(whole[0] if whole else None, parts().canary_rate > 0)
    st.write(sentence)
    if not whole or whole[0].answered < views.FEW:
        return
    by = st.segmented_control(
        say("care.by.label"),
        [by for by in GROUPS if not (language and by == "language")],
        default="fault",
        required=True,
        format_func=lambda name: say(f"care.by.{name}"),
    )
    found = attention.caught(parts().db, period, by, language)
    shown = [one for one in views.caught(found, by) if one.share is not None]
    if shown:
        _chart(charts.rates(shown, say("care.rate")), f"tests-{by}", sentence)
    show_as.folded(views.caught_table(found, by), say("care.tests.title"), period)


def _chart(figure: Any, key: str, sentence: str) -> None:
    """A figure without a way to conversations: from here nothing leads to anybody."""
    st.plotly_chart(figure, key=f"care-{key}", config=show_as.CONFIG, alt=sentence)
