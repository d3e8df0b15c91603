"""The overview: a period's figures beside the period before, its charts, and its use cases, languages and channels."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import streamlit as st

from console import charts
from console.context import parts
from console.panels import insights_chart as show_as
from console.panels import insights_modules, insights_paper
from console.texts import known, say
from console.views import insights as views
from console.views import insights_compare as compare
from console.views import insights_drill as drill
from console.views import insights_tables as tables
from console.views import waiting
from data import insights, service, takeovers
from data.insights import Group, Insights
from data.records import Filters, Period


def show(period: Period, filters: Filters) -> None:
    """The whole view."""
    found = insights.read(parts().db, period, filters)
    _tiles(found, period, filters)
    with st.container(key="charts"):
        left, right = st.columns(2, gap="medium")
        with left:
            _sentiment(found, period, filters)
            _takeovers(found, period, filters)
        with right:
            _decisions(found, period, filters)
            _waiting(found, period, filters)
    insights_modules.show(found, period, filters)
    for kind in get_args(Group):
        _groups(found, period, filters, kind)
    insights_paper.button(found, period, filters)


def _tiles(found: Insights, period: Period, filters: Filters) -> None:
    """The period's figures, each with the same figure of the period before."""
    earlier = compare.before(period)
    (now,), (then,) = found.summary(), insights.read(parts().db, earlier, filters, ("part",)).summary()
    tiles = compare.tiles(now, then, goes_on=period.last >= datetime.now(UTC).date())
    grid = st.grid(len(tiles), min_column_width=120, gap="small")
    for tile in tiles:
        grid.metric(
            tile.label, tile.value, tile.change or None,
            delta_color="off", delta_arrow=tile.arrow, border=True, height="stretch",
        )  # fmt: skip
    st.caption(compare.said(then, earlier))


def _sentiment(found: Insights, period: Period, filters: Filters) -> None:
    days = found.sentiment_by_day()
    if show_as.headed("sentiment", bool(days)):
        lines, sentence = views.lines(days), views.sentiment_sentence(days)
        st.text(sentence)
        show_as.chart(charts.sentiment(lines), "sentiment", sentence, drill.of_sentiment(lines, filters))
        show_as.folded(tables.sentiment(days, filters), say("insights.sentiment"), period)


def _decisions(found: Insights, period: Period, filters: Filters) -> None:
    days = found.decisions_by_day()
    if show_as.headed("decisions", bool(days)):
        sentence = views.decisions_sentence(days)
        st.text(sentence)
        show_as.chart(charts.decisions(days), "decisions", sentence, drill.of_decisions(days, filters))
        show_as.folded(tables.decisions(days, filters), say("insights.decisions"), period)


def _takeovers(found: Insights, period: Period, filters: Filters) -> None:
    days = found.takeovers()
    if not show_as.headed("takeovers", any(day.turns for day in days)):
        return
    sentence, why = views.takeovers_sentence(days), views.reasons(days)
    st.text(sentence)
    if sum(bool(day.turns) for day in days) > 1:
        show_as.chart(charts.takeover_rate(days), "takeovers", sentence, drill.of_takeovers(days, filters))
    show_as.folded(tables.takeovers(days, filters), say("insights.takeovers"), period)
    if why:
        show_as.chart(charts.reasons(why), "reasons", sentence, drill.of_reasons(why, period, filters))


def _waiting(found: Insights, period: Period, filters: Filters) -> None:
    """Two clocks, never mixed: quick AI answers must not hide a long wait for a person."""
    days, (summary,) = found.waiting(), found.summary()
    house = parts()
    minutes = house.company.minutes
    for clock, promise in (("ai", None), ("human", minutes)):
        on_clock = [day for day in days if day.clock == clock and day.answered]
        if show_as.headed(f"waiting_{clock}", bool(on_clock)):
            said = _promise(period, filters, promise) if promise else ""
            sentence = views.waiting_sentence(on_clock, summary, said)
            st.text(sentence)
            figure, targets = charts.waiting(on_clock, promise), drill.of_waiting(on_clock, filters)
            show_as.chart(figure, f"waiting-{clock}", sentence, targets)
            show_as.folded(tables.waiting(on_clock, filters), say(f"insights.waiting_{clock}"), period)
        if clock == "human":  # who waits still is in no figure above
            now = takeovers.queue(house.db)
            shown = waiting.matching(now, filters.language, filters.intent, filters.channel)
            st.caption(waiting.summary(shown, minutes, datetime.now(UTC), house.waits.hours))


def _promise(period: Period, filters: Filters, minutes: int) -> str:
    """In business hours, as the service view counts."""
    return views.promise_sentence(service.promises(parts().db, period, filters, minutes=minutes), minutes)


def _groups(counted: Insights, period: Period, filters: Filters, kind: Group) -> None:
    """The period by language, by intent or by channel."""
    found = counted.summary(kind)
    st.html(f"<h3>{known('insights.by', kind)}</h3>")
    if found:
        show_as.table(tables.groups(found, kind, period, filters), known("insights.by", kind), period)
    else:
        st.caption(say("insights.empty"))
