"""What stands on the two pages of the PDF: the overview's figures, from the same tables as the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from console.paper import Block, Paper, Row
from console.texts import known, say
from console.views import insights as views
from console.views import insights_compare as compare
from console.views import insights_modules as modules
from console.views import insights_tables as tables
from console.views import times, words
from console.views.insights_table import Table, shown
from data.insights import Insights
from data.records import DecisionDay, Filters, ModuleFigures, Period, Summary, TakeoverDay
from data.records.figures import Promises

MOST = 12  # rows of a table
#: Columns of the use cases' table that fit on paper.
MODULE_COLUMNS = (0, 1, 3, 4, 5, 6, 7, 8, 9, 11)


def paper(
    found: Insights, then: Summary, figures: Sequence[ModuleFigures], promises: Sequence[Promises], titles: Mapping[str, str],
    company: str, minutes: int, period: Period, filters: Filters, now: datetime,
) -> Paper:  # fmt: skip
    """Put the pages together. now: in UTC; then: the period before."""
    (summary,) = found.summary()
    compared = compare.tiles(summary, then, goes_on=period.last >= now.date())
    tiles = tuple((tile.label, tile.value, tile.change) for tile in compared)
    promise = views.promise_sentence(promises, minutes)
    first = [
        _decisions(found.decisions_by_day()),
        _waiting(found, "ai"),
        _waiting(found, "human", promise),
    ]
    second = [
        _sentiment(found), _takeovers(found.takeovers()),
        Block(say("insights.modules"), "" if figures else say("insights.empty"), table=_cells(modules.table(figures, titles, period, filters), MODULE_COLUMNS)),
        Block(known("insights.by", "language"), table=_cells(tables.groups(found.summary("language"), "language", period, filters))),
    ]  # fmt: skip
    return Paper(
        title=f"{company}: {say('insights.title')}",
        about=_about(period, filters),
        tiles=tiles,
        pages=(tuple(block for block in first if block), tuple(block for block in second if block)),
        foot=say("paper.foot", company=company, made=f"{now:%Y-%m-%d %H:%M} UTC"),
        page=say("paper.page"),
    )


def _about(period: Period, filters: Filters) -> str:
    days = say("paper.days", first=times.date(period.first), last=times.date(period.last))
    return " · ".join([days, *views.narrowed(filters)])


def _cells(table: Table, only: Sequence[int] | None = None) -> tuple[tuple[str, ...], ...]:
    """A table in words, of these columns or of all."""
    places = range(len(table.columns)) if only is None else only
    head = tuple(table.columns[place].label for place in places)
    rows = (
        tuple(shown(line.cells[place], table.columns[place].kind) for place in places)
        for line in table.lines[:MOST]
    )
    return (head, *rows) if table.lines else ()


def _decisions(days: Sequence[DecisionDay]) -> Block | None:
    if not days:
        return None
    rows = (
        Row(known("outcome", kind), tuple(getattr(day, kind) for day in days)) for kind in views.DECISIONS
    )
    return Block(
        say("insights.decisions"), views.decisions_sentence(days), _days([day.day for day in days]), tuple(rows), stacked=True
    )  # fmt: skip


def _waiting(found: Insights, clock: str, promise: str = "") -> Block | None:
    own, (summary,) = [day for day in found.waiting() if day.clock == clock], found.summary()
    if not own:
        return None
    rows = (
        Row(f"{say(f'wait.{name}')} ({say('axis.minutes')})", tuple(getattr(day, name) / 60 for day in own))
        for name in ("median", "p90")
    )
    sentence = views.waiting_sentence(own, summary, promise)
    return Block(say(f"insights.waiting_{clock}"), sentence, _days([day.day for day in own]), tuple(rows))


def _sentiment(found: Insights) -> Block | None:
    days = found.sentiment_by_day()
    if not days:
        return None
    every = sorted({day.day for day in days})
    rows = []
    for line in views.lines(days)[:4]:
        means = dict(zip(line.days, line.means, strict=True))
        rows.append(Row(words.language(line.language), tuple(means.get(day) for day in every)))
    return Block(say("insights.sentiment"), views.sentiment_sentence(days), _days(every), tuple(rows))


def _takeovers(days: Sequence[TakeoverDay]) -> Block | None:
    if not any(day.turns for day in days):
        return None
    reasons = [(reason.word, str(reason.count)) for reason in views.reasons(days)[:MOST]]
    table = ((say("column.why"), say("axis.count")), *reasons) if reasons else ()
    return Block(say("insights.takeovers"), views.takeovers_sentence(days), table=table)


def _days(days: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(day)[5:] for day in days)  # month and day: the year stands above
