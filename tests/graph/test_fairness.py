"""Equal groups seldom raise an alarm, real gaps with enough cases do, and few cases say nothing."""

from __future__ import annotations

import random
from math import log
from statistics import fmean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.figures import Sample
from graph.figures.fairness import FEWEST, compare

LANGUAGES = {"en": 400, "de": 250, "nl": 120, "da": 60, "sv": 20}
CHANNELS = {"chat": 600, "api": 250}
CUSTOMERS = {"known": 500, "anonymous": 350}


def shares(what, by, group, cases, share, chance):
    hits = sum(chance.random() < share for _ in range(cases))
    return Sample(by, what, group, cases, cases, hits / cases, None, None, None)


def logs(what, by, group, cases, middle, chance, spread=0.9):
    values = [chance.gauss(log(middle), spread) for _ in range(cases)]
    return Sample(by, what, group, cases, cases, None, None, fmean(values), variance(values))


def look(chance, language_sizes=LANGUAGES, **worse):
    """All that a page compares; `worse`: shares or middles of one language, by measure."""
    found = []
    for by, sizes in (("language", language_sizes), ("channel", CHANNELS), ("customer", CUSTOMERS)):
        for group, cases in sizes.items():
            own = worse if group == "de" else {}
            found += [
                shares("decision", by, group, cases, own.get("unchanged", 0.6), chance),
                shares("outcome", by, group, cases // 2, own.get("negative", 0.2), chance),
                logs("answer", by, group, cases, own.get("answer_wait", 240), chance),
                logs("person", by, group, cases // 5, own.get("person_wait", 500), chance),
                logs("length", by, group, cases, own.get("length", 420), chance, 0.4),
            ]
            taken = sum(chance.random() < own.get("takeover", 0.12) for _ in range(cases))
            found.append(Sample(by, "request", group, cases, cases, 0.0, taken / cases, None, None))
    return compare(found)


def test_equal_groups_raise_an_alarm_in_fewer_than_five_of_a_hundred_looks():
    chance = random.Random(20261121)
    alarms = sum(any(one.verdict == "gap" for one in look(chance)) for _ in range(400))
    assert alarms / 400 < 0.05


@pytest.mark.parametrize(
    ("measure", "worse"),
    [("unchanged", 0.4), ("takeover", 0.3), ("negative", 0.45), ("answer_wait", 420), ("length", 650)],
)
def test_a_real_gap_with_enough_cases_is_told(measure, worse):
    chance = random.Random(7)
    told = 0
    for _ in range(20):
        gaps = {(one.measure, one.group) for one in look(chance, **{measure: worse}) if one.verdict == "gap"}
        told += (measure, "de") in gaps
    assert told >= 19


def test_a_gap_between_few_cases_says_nothing():
    chance = random.Random(3)
    small = {"en": 400, "de": FEWEST - 1}
    found = look(chance, small, unchanged=0.0, takeover=1.0, answer_wait=9000)
    verdicts = {one.verdict for one in found if one.by == "language"}
    assert verdicts == {"few"}


def test_a_difference_too_small_to_matter_is_no_gap():
    chance = random.Random(5)
    found = look(chance, {"en": 60_000, "de": 40_000}, unchanged=0.57)
    (one,) = [one for one in found if one.by == "language" and one.measure == "unchanged"]
    assert one.verdict == "slight" and abs(one.effect) < 0.05


def test_a_conversation_counts_once_however_long_it_is():
    many = Sample("channel", "decision", "chat", 3000, 40, 0.6, None, None, None)
    rest = Sample("channel", "decision", "api", 3000, 40, 0.5, None, None, None)
    (one,) = compare([many, rest])
    assert (one.verdict, one.cases) == ("open", 40)


def test_waits_that_are_all_the_same_are_alike_whatever_order_they_were_added_in():
    sides = ((40, 2.0000000000000013, 0.0), (70, 1.9999999999999987, 1e-31), (90, 2.0, 0.0))
    found = compare(
        Sample("language", "answer", str(place), cases, cases, None, None, middle, spread)
        for place, (cases, middle, spread) in enumerate(sides)
    )
    assert [(one.verdict, one.p) for one in found] == [("alike", 1.0)] * 3


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=2, max_size=6))
def test_shares_of_any_groups_are_compared_without_an_error(groups):
    found = compare(
        Sample("language", "decision", str(place), cases, cases, share, None, None, None)
        for place, (cases, share) in enumerate(groups)
    )
    for one in found:
        if one.verdict != "few":
            assert one.low <= one.effect + 0.02 and one.effect - 0.02 <= one.high and 0 <= one.p <= 1
