"""What is said about groups of customers side by side: a verdict in a sentence, and a table of every comparison."""

from __future__ import annotations

from collections.abc import Sequence

from console.texts import known, say
from console.views import numbers, times
from console.views.insights_table import Column, Line, Table
from graph.figures.fairness import MATTERS, Comparison


def verdict(found: Sequence[Comparison]) -> str:
    """One plain sentence on all comparisons."""
    gaps = sum(one.verdict == "gap" for one in found)
    judged = sum(one.verdict != "few" for one in found)
    if gaps:
        return say("fairness.gaps", n=gaps, judged=judged)
    return say("fairness.none", n=judged) if judged else say("fairness.nothing")


def gaps(found: Sequence[Comparison]) -> list[str]:
    """A sentence for each gap."""
    return [
        say(
            "fairness.gap",
            measure=say(f"measure.{one.measure}"), group=group(one), value=shown(one, one.value), rest=shown(one, one.rest),
            interval=interval(one),
        )
        for one in found
        if one.verdict == "gap"
    ]  # fmt: skip


def table(found: Sequence[Comparison]) -> Table:
    """Every comparison with its interval and verdict; those with a gap first."""
    order = {"gap": 0, "slight": 1, "open": 2, "alike": 3, "few": 4}
    columns = (
        Column(say("fairness.what")), Column(say("fairness.group")), Column(say("fairness.cases"), "count"),
        Column(say("fairness.value")), Column(say("fairness.rest")), Column(say("fairness.difference")),
        Column(say("fairness.verdict")),
    )  # fmt: skip
    lines = (
        Line(
            (
                say(f"measure.{one.measure}"), group(one), one.cases, shown(one, one.value), shown(one, one.rest),
                interval(one), say(f"verdict.{one.verdict}"),
            )
        )
        for one in sorted(found, key=lambda one: order[one.verdict])
    )  # fmt: skip
    return Table("fairness", columns, tuple(lines))


def matters() -> str:
    """From which difference on a gap is called one."""
    return say(
        "fairness.matters",
        points=numbers.number(MATTERS["unchanged"] * 100),
        wait=numbers.percent(MATTERS["answer_wait"] - 1),
        length=numbers.percent(MATTERS["length"] - 1),
    )


def group(one: Comparison) -> str:
    """The group's name."""
    return known(one.by, one.group)


def shown(one: Comparison, value: float | None) -> str:
    """A side's value as people read it."""
    if value is None:
        return "–"
    if one.is_share:
        return numbers.percent(value)
    return numbers.number(value) if one.measure in ("length", "requests") else times.span(value)


def interval(one: Comparison) -> str:
    """The difference and between which values it lies."""
    if one.effect is None or one.low is None or one.high is None:
        return "–"
    if one.is_share:
        effect, low, high = (numbers.signed(100 * value, 1) for value in (one.effect, one.low, one.high))
        return say("fairness.points", effect=effect, low=low, high=high)
    effect, low, high = (numbers.number(value, 2) for value in (one.effect, one.low, one.high))
    return say("fairness.times", effect=effect, low=low, high=high)
