"""A week like the one before says nothing, a truly different one does."""

from __future__ import annotations

import random

from graph.figures.changes import changes
from tests.graph.test_fairness import logs, shares

DAYS = (60, 55, 50, 50, 45, 12, 10)


def week(chance, unchanged=0.6, wait=240, busy=1.0):
    samples = []
    for group, cases in (("chat", 200), ("api", 80)):
        samples += [
            shares("decision", "channel", group, cases, unchanged, chance),
            shares("request", "channel", group, cases, 0.3, chance),
            logs("answer", "channel", group, cases, wait, chance),
        ]
    return samples, [round(chance.gauss(busy * day, (busy * day) ** 0.5 * 1.3)) for day in DAYS]


def told(chance, **now):
    (samples, days), (before, days_before) = week(chance, **now), week(chance)
    found = changes(samples, before, days, days_before)
    return {measure for measure, one in found.items() if one.verdict == "gap"}


def test_equal_weeks_differ_in_fewer_than_five_of_a_hundred():
    chance = random.Random(42)
    assert sum(bool(told(chance)) for _ in range(400)) / 400 < 0.05


def test_real_changes_are_told():
    chance = random.Random(4)
    for name, now in (("unchanged", 0.4), ("wait", 420), ("busy", 1.6)):
        measure = {"unchanged": "unchanged", "wait": "answer_wait", "busy": "requests"}[name]
        assert sum(measure in told(chance, **{name: now}) for _ in range(20)) >= 16


def test_a_week_without_anything_is_compared_too():
    found = changes([], [], [0] * 7, [0] * 7)
    assert found["requests"].verdict == "few" and set(found) == {"requests"}
