"""How well customers are served: promises, moods that change, what reviewers change and why, and what drafts took."""

from __future__ import annotations

import streamlit as st

from console import insights_figures as figures
from console.context import parts
from console.panels import insights_chart as show_as
from console.panels import insights_usage
from console.texts import known, say
from console.views import insights_service as views
from data import service
from data.records.figures import Filters, Period


def show(period: Period, filters: Filters) -> None:
    """The whole view."""
    with st.container(key="charts"):
        left, right = st.columns(2, gap="medium")
        with left:
            _promises(period, filters)
            _edits(period, filters)
        with right:
            _moods(period, filters)
            _reasons(period, filters)
    insights_usage.show(period, filters)


def _promises(period: Period, filters: Filters) -> None:
    minutes = parts().company.minutes
    days = service.promises(parts().db, period, filters, minutes=minutes)
    if not show_as.headed("promises", bool(days)):
        return
    sentence = views.promises_sentence(days)
    st.text(sentence)
    show_as.chart(figures.promises(views.by_day(days)), "promises", sentence, [])
    show_as.folded(views.promises_table(days), say("insights.promises"), period)


def _moods(period: Period, filters: Filters) -> None:
    found = service.moods(parts().db, period, filters)
    if show_as.headed("moods", any(cell.valued for cell in found.cells)):
        st.text(views.moods_sentence(found))
        show_as.folded(views.moods_table(found), say("insights.moods"), period)


def _edits(period: Period, filters: Filters) -> None:
    found = service.edits(parts().db, period, filters)
    days = views.edits(found)
    if show_as.headed("edits", bool(days)):
        sentence = views.edits_sentence(found)
        st.text(sentence)
        if len(days) > 1:
            show_as.chart(figures.edits(days), "edits", sentence, [])
        show_as.folded(views.edits_table(days), say("insights.edits"), period)


def _reasons(period: Period, filters: Filters) -> None:
    found = service.edit_reasons(parts().db, period, filters)
    if show_as.headed("edit_reasons", bool(found)):
        names = [known("reason", one.reason) for one in found]
        sentence = say("edits.most", reason=names[0], n=found[0].edits)
        st.text(sentence)
        show_as.chart(figures.edit_reasons(found, names), "edit-reasons", sentence, [])
        show_as.folded(views.reasons_table(found, names), say("insights.edit_reasons"), period)
