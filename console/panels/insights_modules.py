"""Each use case: what became of its drafts, and how customers took to the replies."""

from __future__ import annotations

import streamlit as st

from console import charts
from console.context import parts
from console.panels import insights_chart as show_as
from console.texts import say
from console.views import insights_modules as views
from data.insights import Insights
from data.per_module import module_figures
from data.records import Filters, Period


def show(counted: Insights, period: Period, filters: Filters) -> None:
    """Sentence, chart and table."""
    found = module_figures(parts().db, period, filters, counted)
    if not show_as.headed("modules", bool(found)):
        return
    titles = parts().desk.titles()
    sentence = views.sentence(found, titles)
    st.text(sentence)
    decided = views.decided(found)
    if decided:
        figure = charts.modules(decided, [views.title(one, titles) for one in decided])
        show_as.chart(figure, "modules", sentence, views.targets(found, period, filters))
    show_as.table(views.table(found, titles, period, filters), say("insights.modules"), period)
    st.caption(say("modules.what"))
