"""Figures as people read them, the same in the terminal and on the page."""

from __future__ import annotations

from graph.replay.figures import MEASURES, Figure, Group

SHARES = ("accepted", "blocked", "refused")
COLUMNS = ("group", "turns", "measure", "A", "B", "B − A", "95 % interval")


def rows(group: Group) -> list[tuple[str, ...]]:
    """A group's table: one row for each measure, its name and size on the first one only."""
    told: list[tuple[str, ...]] = []
    for place, (measure, figure) in enumerate(zip(MEASURES, group.figures, strict=True)):
        name, size = (group.name, str(group.turns)) if place == 0 else ("", "")
        told.append(
            (name, size, measure.label, value(figure, figure.a), value(figure, figure.b), *_found(figure))
        )
    return told


def value(figure: Figure, number: float) -> str:
    """A mean of one side."""
    return f"{number:.0%}" if figure.measure in SHARES else f"{number:.3f}"


def change(figure: Figure, number: float | None) -> str:
    """A difference, with its sign; shares in points of a hundred."""
    if number is None:
        return "–"
    return f"{100 * number:+.1f} pt" if figure.measure in SHARES else f"{number:+.3f}"


def _found(figure: Figure) -> tuple[str, str]:
    found = figure.difference
    if found.low is None:
        return change(figure, found.mean), "too few"
    return change(figure, found.mean), f"{change(figure, found.low)} to {change(figure, found.high)}"
