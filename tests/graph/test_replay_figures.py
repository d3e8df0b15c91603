"""What a replay says about a set of pairs: bootstrap intervals, figures by group, the release gate."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.replay.bootstrap import intervals
from graph.replay.figures import groups
from graph.replay.gate import verdict
from graph.replay.pairs import Attempt, Doubt, Pair

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DIFFERENCES = st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=40)


def drafted(distance: float, **more: int) -> Attempt:
    return Attempt("drafted", distance=distance, text="Hello", **more)


def pair(
    a: Attempt, b: Attempt, name: str = "", language: str = "en", doubts: tuple[Doubt, ...] = ()
) -> Pair:
    return Pair(name, name, language, "return_refund", NOON, "Hello", 0.1, a, b, doubts)


def pairs(differences: list[float], base: float = 0.5, language: str = "en") -> list[Pair]:
    return [
        pair(drafted(base), drafted(base + one), f"{language}{place}", language)
        for place, one in enumerate(differences)
    ]


def test_a_difference_that_is_always_the_same_has_an_interval_without_width() -> None:
    (found,) = intervals([[0.25]] * 20, [str(n) for n in range(20)])
    assert (found.mean, found.low, found.high) == (0.25, 0.25, 0.25)


def test_the_interval_of_coin_tosses_is_the_one_of_the_binomial() -> None:
    """Half of 100 differences are 1: the share of resamples is binomial, 95 % of it between 40 and 60 of 100."""
    (found,) = intervals([[n % 2] for n in range(100)], [str(n) for n in range(100)])
    assert found.mean == 0.5 and (found.low, found.high) == (pytest.approx(0.4), pytest.approx(0.6))


def test_turns_of_one_conversation_are_drawn_together() -> None:
    rows = [[n // 10 % 2] for n in range(100)]
    apart = intervals(rows, [str(n) for n in range(100)])[0]
    together = intervals(rows, [str(n // 10) for n in range(100)])[0]
    assert together.mean == apart.mean and together.low < apart.low < apart.high < together.high


def test_one_conversation_has_no_interval_and_none_is_an_error() -> None:
    (found,) = intervals([[0.1], [0.3]], ["one", "one"])
    assert (found.mean, found.low, found.high) == (pytest.approx(0.2), None, None)
    with pytest.raises(ValueError, match="can't be resampled"):
        intervals([], [])


@settings(max_examples=30, deadline=None)
@given(DIFFERENCES, st.integers(1, 5))
def test_the_interval_holds_the_mean_difference(differences: list[float], together: int) -> None:
    names = [str(n // together) for n in range(len(differences))]
    (found,) = intervals([[one] for one in differences], names)
    if found.low is not None and found.high is not None:
        assert found.low - 1e-9 <= found.mean <= found.high + 1e-9


@settings(max_examples=30, deadline=None)
@given(DIFFERENCES)
def test_swapped_sides_give_the_mirrored_interval(differences: list[float]) -> None:
    names = [str(n) for n in range(len(differences))]
    one, other = (intervals([[sign * d] for d in differences], names)[0] for sign in (1, -1))
    mirrored = other.mirrored()
    assert mirrored.mean == pytest.approx(one.mean, abs=1e-9)
    assert mirrored.low == (None if one.low is None else pytest.approx(one.low, abs=1e-9))
    assert mirrored.high == (None if one.high is None else pytest.approx(one.high, abs=1e-9))


def test_a_refusal_counts_as_a_reply_written_by_hand_and_no_answer_counts_for_nobody() -> None:
    refused, away = Attempt("refused"), Attempt("unavailable")
    found = [
        pair(drafted(0.2, blocked=1, warned=2), refused, "1"),
        pair(drafted(0.6), drafted(0.4), "2"),
        pair(drafted(0.0), away, "3"),
    ]
    every = groups(found)[0]
    assert every.turns == 2
    assert (every.figure("distance").a, every.figure("distance").b) == (pytest.approx(0.4), 0.7)
    assert (every.figure("accepted").a, every.figure("accepted").b) == (
        0.5,
        0.0,
    )  # 40 % is no longer accepted
    assert (every.figure("refused").a, every.figure("refused").b) == (0.0, 0.5)
    assert (every.figure("failed").a, every.figure("blocked").a) == (1.5, 0.5)


def test_groups_are_all_those_without_doubts_languages_and_intents() -> None:
    doubt = (Doubt("order", "NH-1", "is returned since nobody knows when"),)
    found = groups([*pairs([0.1, 0.2]), pair(drafted(0.1), drafted(0.2), "x", "de", doubt)])
    assert [(group.kind, group.name, group.turns) for group in found] == [
        ("all", "all", 3), ("certain", "without doubts", 2), ("language", "de", 1), ("language", "en", 2),
        ("intent", "return_refund", 3),
    ]  # fmt: skip


def test_the_gate_shuts_on_an_interval_wholly_on_the_worse_side_however_small() -> None:
    found = verdict(groups(pairs([0.01, 0.012] * 20)), margin=0.02)
    assert not found.passed and "interval" in found.reasons[0]


def test_the_gate_shuts_on_a_mean_beyond_the_margin_however_unsure() -> None:
    unsure = pairs([0.5, -0.4])
    found = verdict(groups(unsure), margin=0.02)
    assert not found.passed and "margin of 0.02" in found.reasons[0]
    assert verdict(groups(unsure), margin=0.06).passed


def test_the_gate_is_open_when_b_is_better_or_as_good() -> None:
    assert verdict(groups(pairs([-0.1] * 30))).passed
    assert verdict(groups(pairs([0.0] * 30))).passed


def test_the_gate_sees_blocked_drafts_and_lost_acceptance() -> None:
    blocked = [pair(drafted(0.1), drafted(0.1, blocked=1), str(n)) for n in range(5)]
    assert verdict(groups(blocked)).reasons[0].startswith("blocked")
    lost = [pair(drafted(0.39), drafted(0.4), str(n)) for n in range(5)]
    assert any(reason.startswith("accepted") for reason in verdict(groups(lost), margin=0.5).reasons)


def test_the_gate_is_shut_with_nothing_to_compare() -> None:
    away = [pair(drafted(0.1), Attempt("unavailable"), "1")]
    assert verdict(groups(away)).reasons == ("There is nothing to compare.",)
