"""The overview as a PDF, made when somebody asks for it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console.context import parts
from console.paper import pdf
from console.texts import say
from console.views import insights_compare as compare
from console.views.insights_paper import paper
from data import insights, service
from data.insights import Insights
from data.per_module import module_figures
from data.records import Filters, Period


def button(found: Insights, period: Period, filters: Filters) -> None:
    """A button that makes the file and hands it over."""
    st.download_button(
        say("insights.pdf"), partial(_made, found, period, filters), mime="application/pdf",
        file_name=f"glassdesk-insights-{period.first}-to-{period.last}.pdf", icon=":material/picture_as_pdf:",
        on_click="ignore", key="insights-pdf",
    )  # fmt: skip


def _made(found: Insights, period: Period, filters: Filters) -> bytes:
    house = parts()
    (then,) = insights.read(house.db, compare.before(period), filters, ("part",)).summary()
    figures = module_figures(house.db, period, filters, found)
    company = house.company
    promises = service.promises(house.db, period, filters, minutes=company.minutes)
    titles, now = house.desk.titles(), datetime.now(UTC)
    return pdf(
        paper(found, then, figures, promises, titles, company.name, company.minutes, period, filters, now)
    )
