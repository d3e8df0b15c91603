"""Whether groups of customers are served alike."""

from __future__ import annotations

import streamlit as st

from console.context import parts
from console.panels import insights_chart as show_as
from console.texts import say
from console.views import insights_fairness as views
from data.records.figures import Filters, Period
from data.samples import samples
from graph.figures.fairness import compare


def show(period: Period, filters: Filters) -> None:
    """The verdict, its gaps, and every comparison."""
    found = compare(samples(parts().db, period, filters))
    if not show_as.headed("fairness", bool(found)):
        return
    st.text(views.verdict(found))
    for sentence in views.gaps(found):
        st.text(sentence)
    show_as.table(views.table(found), say("insights.fairness"), period)
    st.caption(f"{say('fairness.how')} {views.matters()}")
