"""What drafts took: tokens, seconds, cost, and when the offline drafter stood in for the model."""

from __future__ import annotations

import streamlit as st

from console import charts
from console.context import parts
from console.panels import insights_chart as show_as
from console.texts import say
from console.views import insights_usage as views
from data.records import Filters, Period
from data.usage import stand_ins, usage_by_day


def show(period: Period, filters: Filters) -> None:
    """Sentence, chart and tables."""
    days = usage_by_day(parts().db, period, filters)
    if not show_as.headed("usage", bool(days)):
        return
    currency = parts().currency
    sentence = views.sentence(days, currency)
    st.text(sentence)
    measure = st.segmented_control(
        say("usage.measure"),
        views.measures(days),
        default="drafts",
        required=True,
        format_func=lambda name: say(f"usage.{name}", currency=currency),
    )
    found = views.series(days, measure, filters)
    show_as.chart(charts.usage(found, measure), f"usage-{measure}", sentence, found.targets)
    show_as.folded(views.table(days, filters, currency), say("insights.usage"), period)
    if said := views.stood_in(days):
        st.text(said)
        show_as.table(
            views.reasons_table(stand_ins(parts().db, period, filters)), say("usage.reasons"), period
        )
