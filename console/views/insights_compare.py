"""The period in a few figures, each beside the same figure of the period before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from console.texts import say
from console.views import times
from console.views.insights_table import Kind, shown
from data.records import Period, Summary

FIELDS: tuple[tuple[str, str, Kind], ...] = (
    ("messages", "messages", "count"),
    ("decisions", "decisions", "count"),
    ("as_sent", "as_sent_share", "share"),
    ("takeovers", "takeover_rate", "share"),
    ("sentiment", "sentiment", "signed"),
    ("ai_wait", "ai_wait_median", "seconds"),
    ("human_wait", "human_wait_median", "seconds"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure. change: how it compares, in words; empty where there is nothing to compare."""

    label: str
    value: str
    change: str = ""
    arrow: Literal["up", "down", "off"] = "off"


def before(period: Period) -> Period:
    """As many days, just before."""
    length = (period.last - period.first).days + 1
    return Period(period.first - timedelta(days=length), period.first - timedelta(days=1))


def tiles(now: Summary, then: Summary | None = None, *, goes_on: bool = False) -> list[Tile]:
    """The figures of a period; `then` is the period before. What looks the same when rounded counts as the same.

    goes_on: the period's last day isn't over, so a number that is smaller so far says nothing yet.
    """
    return [
        _tile(say(f"tile.{name}"), getattr(now, field), getattr(then, field, None), kind, goes_on)
        for name, field, kind in FIELDS
    ]


def said(then: Summary, period: Period) -> str:
    """What the arrows compare with."""
    key = "compare.before" if then.messages or then.turns or then.decisions else "compare.nothing"
    return say(key, first=times.date(period.first), last=times.date(period.last))


def _tile(label: str, now: float | None, then: float | None, kind: Kind, goes_on: bool) -> Tile:
    value, was = shown(now, kind), shown(then, kind)
    if now is None or then is None:
        return Tile(label, value)
    if goes_on and kind == "count" and now <= then:
        return Tile(label, value, say("compare.so_far", was=was))
    if value == was:
        return Tile(label, value, say("compare.same"))
    return (
        Tile(label, value, say("compare.up", was=was), "up")
        if now > then
        else Tile(label, value, say("compare.down", was=was), "down")
    )
