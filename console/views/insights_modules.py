"""What is said about each use case: one sentence, one table, and where its bars lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from console.spoken import spoken
from console.texts import known, say
from console.views import numbers, words
from console.views.insights import DECISIONS, FEW
from console.views.insights_drill import Targets, address
from console.views.insights_table import Column, Line, Table
from data.records import Among, Filters, ModuleFigures, Period


def title(figures: ModuleFigures, titles: Mapping[str, str]) -> str:
    """The use case's name."""
    return spoken(titles.get(figures.intent, "")) or words.intent(figures.intent)


def table(
    found: Sequence[ModuleFigures], titles: Mapping[str, str], period: Period, filters: Filters
) -> Table:
    """A row for each use case, which leads to its conversations."""
    columns = (
        Column(say("column.module")),
        Column(say("column.turns"), "count"),
        Column(say("column.drafted"), "share"),
        Column(say("tile.decisions"), "count"),
        *(Column(known("outcome", kind), "share") for kind in DECISIONS),
        Column(say("column.edit_distance"), "share"),
        Column(say("column.open_now"), "count"),
        Column(say("tile.ai_wait"), "seconds"),
        Column(say("column.outcome"), "signed"),
        Column(say("column.cases"), "count"),
    )
    lines = (
        Line(
            (
                title(one, titles), one.turns, one.drafted_share, one.decisions, *map(one.share, DECISIONS),
                one.edit_distance, one.open_now, one.ai_wait, one.outcome, one.cases,
            ),
            address(Among(period, replace(filters, intent=one.intent))),
        )
        for one in found
    )  # fmt: skip
    return Table("use-cases", columns, tuple(lines))


def decided(found: Sequence[ModuleFigures]) -> list[ModuleFigures]:
    """The use cases that the chart shows: those with decisions."""
    return [one for one in found if one.decisions]


def targets(found: Sequence[ModuleFigures], period: Period, filters: Filters) -> Targets:
    """Where the chart's bars lead."""
    return [
        [Among(period, replace(filters, intent=one.intent), kind) for one in decided(found)]
        for kind in DECISIONS
    ]


def sentence(found: Sequence[ModuleFigures], titles: Mapping[str, str]) -> str:
    """Which use case needs work most: the one whose drafts are sent unchanged least often. Small ones aren't judged."""
    large = [one for one in decided(found) if one.decisions >= FEW]
    if not large:
        return say("modules.few", n=sum(one.decisions for one in found), least=FEW)
    lowest = min(large, key=lambda one: one.share("as_sent") or 0.0)
    return say(
        "modules.lowest",
        module=title(lowest, titles),
        share=numbers.percent(lowest.share("as_sent")),
        changed=numbers.percent((lowest.share("rewrite") or 0.0) + (lowest.share("rejected") or 0.0)),
        n=lowest.decisions,
    )
