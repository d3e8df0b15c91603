"""What is said about promises, about moods that change, and about edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import sqrt

from console.texts import known, say
from console.views import numbers
from console.views.insights_table import Column, Line, Table, signed
from data.insights import Insights, count, mean
from data.records.figures import Cell, EditReason, Grouping, Promises, What

Z = 1.96  # intervals of 95 %
FEWEST = 30  # cases for an interval
CHANGES: tuple[What, What] = ("step", "course")


def promises_sentence(days: Sequence[Promises]) -> str:
    """How many promises were kept, on each clock."""
    said = []
    for clock in ("people", "drafts"):
        own = [day for day in days if day.clock == clock]
        kept, late, waiting = (
            sum(getattr(day, name) for day in own) for name in ("kept", "late", "waiting_late")
        )
        if own:
            share = numbers.percent(kept / (kept + late + waiting))
            said.append(say(f"promise.{clock}", share=share, kept=kept, late=late, waiting=waiting))
    return " ".join(said)


def by_day(days: Sequence[Promises]) -> list[Promises]:
    """Both clocks together, as the chart shows them."""
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for day in days:
        for place, name in enumerate(("kept", "late", "waiting_late")):
            sums[day.day][place] += getattr(day, name)
    return [Promises(day, "people", *sums[day]) for day in sorted(sums)]


def promises_table(days: Sequence[Promises]) -> Table:
    """A row for each day and clock."""
    columns = (
        Column(say("column.day")), Column(say("promise.clock")),
        *(Column(say(f"promise.{name}"), "count") for name in ("kept", "late", "waiting_late")),
    )  # fmt: skip
    lines = (
        Line((day.day.isoformat(), say(f"promise.clock_{day.clock}"), day.kept, day.late, day.waiting_late))
        for day in days
    )
    return Table("promises", columns, tuple(lines))


def moods_sentence(found: Insights) -> str:
    """How moods changed after replies and across conversations."""
    said = []
    for what in CHANGES:
        cells = list(found.of(what, "part"))
        if cells and cells[0].valued:
            said.append(
                say(
                    f"moods.{what}",
                    change=signed(mean(cells)),
                    interval=_interval(cells[0]),
                    n=cells[0].valued,
                )
            )
    return " ".join(said)


def moods_table(found: Insights) -> Table:
    """A row for each kind of change, of all, of each language, use case and channel."""
    columns = (
        Column(say("moods.what")), Column(say("fairness.group")), Column(say("moods.change"), "signed"),
        Column(say("moods.interval")), Column(say("moods.worse"), "share"), Column(say("moods.number"), "count"),
    )  # fmt: skip
    groupings: tuple[Grouping, ...] = ("part", "language", "intent", "channel")
    lines = (
        Line(
            (
                say(f"moods.{what}_short"), _name(cell), cell.mean, _interval(cell),
                cell.negative / cell.valued if cell.valued else None, cell.valued,
            )
        )
        for what in CHANGES
        for grouping in groupings
        for cell in sorted(found.of(what, grouping), key=lambda cell: -cell.valued)
    )  # fmt: skip
    return Table("moods", columns, tuple(lines))


def edits(found: Insights) -> list[tuple[date, float, int]]:
    """Each day's mean distance between draft and reply, over so many replies."""
    cells = found.of("edit", "day")
    return sorted((cell.day, cell.mean, cell.valued) for cell in cells if cell.day and cell.mean is not None)


def edits_sentence(found: Insights) -> str:
    """How much of drafts is changed."""
    cells = list(found.of("edit", "part"))
    changed = count(found.of("decision", "part"), "light_edit", "rewrite")
    return say("edits.sentence", mean=numbers.percent(mean(cells)), changed=changed, n=count(cells))


def edits_table(days: Sequence[tuple[date, float, int]]) -> Table:
    """A row for each day."""
    columns = (
        Column(say("column.day")), Column(say("axis.edit_distance"), "share"), Column(say("moods.number"), "count")
    )  # fmt: skip
    return Table(
        "edits", columns, tuple(Line((day.isoformat(), change, number)) for day, change, number in days)
    )


def reasons_table(found: Sequence[EditReason], names: Sequence[str]) -> Table:
    """Why drafts were edited."""
    columns = (Column(say("column.why")), Column(say("edits.number"), "count"))
    lines = (Line((name, one.edits)) for name, one in zip(names, found, strict=True))
    return Table("edit-reasons", columns, tuple(lines))


def _name(cell: Cell) -> str:
    if cell.grouping == "part":
        return say("all")
    return known(cell.grouping, getattr(cell, cell.grouping) or "unknown")


def _interval(cell: Cell) -> str:
    """Where the true mean lies, by the normal approximation; too few cases have none."""
    if cell.valued < FEWEST or cell.mean is None or cell.variance is None:
        return say("moods.few")
    half = Z * sqrt(cell.variance / cell.valued)
    return say("moods.between", low=signed(cell.mean - half), high=signed(cell.mean + half))
