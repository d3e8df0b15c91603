"""An example that hurts is told from one that had bad luck; counted, not felt."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from data.records import Example, Switch, Trial
from graph.learning.intervals import at_least, wilson
from graph.learning.standing import Standing, Tally, standings

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def an_example(id: str = "e1", at: datetime = START) -> Example:
    return Example(
        id, f"d-{id}", "c", "en", "warranty", (), "q", "draft", "reply", "mette", False, (1.0, 0.0), at
    )


def a_trial(
    name: str, distance: float | None, after: float = 1.0, outcome: float | None = None, language: str = "en"
) -> Trial:
    """A decided draft, some hours after the start; `distance` None: rejected."""
    kind = "reject" if distance is None else "edit" if distance else "approve"
    at = START + timedelta(hours=after)
    return Trial(name, f"d-{name}", language, "warranty", "offline", kind, distance, at, outcome)  # type: ignore[arg-type]


def fares(trials: list[Trial], used: set[str], switch: Switch | None = None) -> Standing:
    switches = {"e1": switch} if switch else {}
    return standings([an_example()], trials, {"e1": used}, switches)["e1"]


def test_the_interval_is_the_published_one() -> None:
    low, high = wilson(81, 263, z=1.96)  # Newcombe 1998, part one, table I
    assert (low, high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    assert at_least(56, 70, 48, 80, z=1.96) == pytest.approx(0.0524, abs=1e-4)  # part two, table II (a)
    assert wilson(0, 0) == (0.0, 1.0) and at_least(3, 3, 0, 0) == -1.0


def test_drafts_with_it_are_set_beside_like_drafts_without_it() -> None:
    trials = [
        a_trial("with", 0.5), a_trial("without", 0.0), a_trial("rejected", None),
        a_trial("german", 0.9, language="de"), a_trial("before", 0.9, after=-1.0),
    ]  # fmt: skip
    found = fares(trials, {"with", "unknown"})
    assert found.with_it == Tally(number=1, changed=1, distance=0.5)
    assert found.without == Tally(number=2, changed=1, distance=0.0)


def test_an_example_nobody_used_has_nothing_to_tell() -> None:
    assert fares([a_trial("other", 0.5)], set()) == Standing()


def test_drafts_that_are_changed_far_more_often_tell_of_harm() -> None:
    trials = [a_trial(f"w{n}", 0.3) for n in range(10)] + [
        a_trial(f"o{n}", 0.3 if n % 4 == 0 else 0.0) for n in range(40)
    ]
    used = {f"w{n}" for n in range(10)}
    assert (
        fares(trials, used).harm
        == "10 of 10 drafts made with it were changed or rejected, of like drafts without it 10 of 40."
    )
    assert fares(trials[7:], used).harm is None  # the same shares, but three drafts prove nothing


def test_replies_that_customers_take_badly_tell_of_harm() -> None:
    trials = [a_trial(f"w{n}", 0.0, outcome=-0.6) for n in range(9)] + [
        a_trial(f"o{n}", 0.0, outcome=0.2) for n in range(30)
    ]
    assert (
        fares(trials, {f"w{n}" for n in range(9)}).harm
        == "Customers took 9 of 9 replies made with it badly, of like replies without it 0 of 30."
    )


def test_switched_on_again_it_begins_anew() -> None:
    trials = [a_trial(f"w{n}", 0.3, after=1) for n in range(10)] + [
        a_trial(f"o{n}", 0.0, after=3) for n in range(40)
    ]
    used = {f"w{n}" for n in range(10)}
    on = Switch("s", "e1", True, "signe", None, START + timedelta(hours=2))
    assert fares(trials, used).harm is not None
    assert fares(trials, used, on).harm is None
    assert fares(trials, used, on).with_it == Tally()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_harmless_example_is_hardly_ever_blamed(share: float) -> None:
    """Looked at after each of 50 uses, with as many like drafts without it."""
    dice, blamed, rounds = random.Random(7), 0, 400
    for _ in range(rounds):
        with_it = without = 0
        for number in range(1, 51):
            with_it += dice.random() < share
            without += dice.random() < share
            tallies = Tally(number, with_it), Tally(number, without)
            if Standing(*tallies).harm is not None:
                blamed += 1
                break
    assert blamed / rounds <= 0.03


def test_a_harmful_one_is_found_within_a_few_uses() -> None:
    dice, needed = random.Random(7), []
    for _ in range(200):
        with_it = without = 0
        for number in range(1, 61):
            with_it += dice.random() < 0.9
            without += dice.random() < 0.3
            if Standing(Tally(number, with_it), Tally(number, without)).harm is not None:
                needed.append(number)
                break
    assert len(needed) >= 195 and sorted(needed)[len(needed) // 2] <= 15


def test_an_example_helps_hurts_or_leaves_it_open() -> None:
    def lift(changed: int, number: int, changed_without: int, without: int) -> str:
        return Standing(Tally(number, changed), Tally(without, changed_without)).lift

    assert lift(2, 40, 60, 80) == "better" and lift(38, 40, 20, 80) == "worse"
    assert lift(20, 40, 40, 80) == "unclear" and lift(0, 4, 60, 80) == "few"
    assert Standing(Tally(4, 1), Tally(4, 3)).difference == 0.5 and Standing(Tally(4, 1)).difference == 0.0
