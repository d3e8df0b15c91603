"""From a figure to its conversations: an address that says which ones, and the sentence above their list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from console.spoken import spoken
from console.texts import known, say
from console.views import times, words
from console.views.insights import DECISIONS, Reason, SentimentLine
from data.records import Among, DecisionDay, Filters, Happening, Period, TakeoverDay, WaitingDay

KEYS = ("from", "to", "language", "intent", "channel", "of", "detail")  # of the address
#: For each trace of a chart and each of its points the conversations behind it.
Targets = Sequence[Sequence[Among]]


def on(day: date, filters: Filters, happening: Happening = "request", detail: str | None = None) -> Among:
    """What happened on one day."""
    return Among(Period(day, day), filters, happening, detail)


def narrowed(
    among: Among, *, language: str | None = None, intent: str | None = None, channel: str | None = None
) -> Among:
    """The same, in requests of one language, use case or channel only."""
    was = among.filters
    return replace(
        among, filters=Filters(language or was.language, intent or was.intent, channel or was.channel)
    )


def query(among: Among) -> dict[str, str]:
    """The parameters of the address."""
    values = (
        among.period.first.isoformat(), among.period.last.isoformat(), among.filters.language, among.filters.intent,
        among.filters.channel, among.happening, among.detail,
    )  # fmt: skip
    return {key: value for key, value in zip(KEYS, values, strict=True) if value}


def address(among: Among) -> str:
    """Where the list of these conversations is."""
    return f"/conversations?{urlencode(query(among))}"


def read(given: Mapping[str, str]) -> Among | None:
    """What an address asks for; None when it asks for nothing, or for what doesn't exist."""
    try:
        period = Period(date.fromisoformat(given["from"]), date.fromisoformat(given["to"]))
    except (KeyError, ValueError):
        return None
    for happening in get_args(Happening):
        if happening == given.get("of", "request"):
            filters = Filters(given.get("language"), given.get("intent"), given.get("channel"))
            return Among(period, filters, happening, given.get("detail"))
    return None


def point(targets: Targets, selection: Mapping[str, object]) -> Among | None:
    """What a click on a chart means, from Plotly's selection; None for a click beside the marks."""
    points = selection.get("points")
    if not isinstance(points, list) or not points:
        return None
    trace, place = points[0].get("curve_number"), points[0].get("point_index")
    try:
        return targets[int(trace)][int(place)]
    except (IndexError, TypeError, ValueError):
        return None


def said(among: Among, titles: Mapping[str, str]) -> str:
    """Which conversations these are, in a sentence; `titles` are the use cases' names."""
    period, filters = among.period, among.filters
    one_day = period.first == period.last
    parts = [
        say("among." + among.happening),
        say("among.day" if one_day else "among.days", first=times.date(period.first), last=times.date(period.last)),
    ]  # fmt: skip
    if filters.intent:
        parts.append(spoken(titles.get(filters.intent, "")) or words.intent(filters.intent))
    if filters.language:
        parts.append(words.language(filters.language))
    if filters.channel:
        parts.append(known("channel", filters.channel))
    if among.detail:
        parts.append(_detail(among.happening, among.detail))
    return " · ".join(parts)


def _detail(happening: Happening, detail: str) -> str:
    if happening == "cited":
        return detail.partition(":")[2]
    return known("takeover" if happening == "takeover" else "drafter", detail)


def of_sentiment(lines: Sequence[SentimentLine], filters: Filters) -> Targets:
    """Where the marks of the sentiment chart lead, trace by trace."""
    found = [[narrowed(on(day, filters), language=line.language) for day in line.days] for line in lines]
    one_day = len({day for line in lines for day in line.days}) == 1
    return [[targets[0] for targets in found]] if one_day else found


def of_decisions(days: Sequence[DecisionDay], filters: Filters) -> Targets:
    """Where the bars of the decisions chart lead."""
    if len(days) == 1:
        return [[on(days[0].day, filters, kind) for kind in DECISIONS]]
    return [[on(day.day, filters, kind) for day in days] for kind in DECISIONS]


def of_takeovers(days: Sequence[TakeoverDay], filters: Filters) -> Targets:
    """Where the points of the takeover chart lead."""
    return [[on(day.day, filters, "takeover") for day in days if day.turns]]


def of_reasons(found: Sequence[Reason], period: Period, filters: Filters) -> Targets:
    """Where the bars of the reasons lead."""
    return [[Among(period, filters, "takeover", reason.name) for reason in found]]


def of_waiting(days: Sequence[WaitingDay], filters: Filters) -> Targets:
    """Where the marks of a waiting chart lead; all days are of one clock."""
    happening: Happening = "answered_ai" if days[0].clock == "ai" else "answered_human"
    if len(days) == 1:
        return [[on(days[0].day, filters, happening)] * 3]
    return [[on(day.day, filters, happening) for day in days] for _ in ("median", "p90")]
