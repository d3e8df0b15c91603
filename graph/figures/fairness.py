"""Are groups of customers served alike? Each group is compared with all others, and a difference must earn its alarm.

Four hurdles keep chance from crying wolf:

1. Enough cases: 30 conversations on either side, and for shares 5 expected cases of each kind (Cochran, Biometrics 10, 1954).
2. Requests of one conversation resemble each other, so each conversation is one case, with the mean of its own (`data.samples`): the
   design effect at full likeness (Kish, Survey Sampling, 1965). This errs on the side of silence.
3. All comparisons of a look are judged together: Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995, 289-300) at 5 %. Where
   nothing differs, at most 5 % of looks raise an alarm.
4. A difference must matter: 5 points of a share, a fifth of a wait, three tenths of a reply's length.

Intervals are of 95 %: Newcombe's method 10 for differences of shares, the normal one for differences of mean logarithms, whose
exponential is the ratio of two geometric means. Where an interval lies within what doesn't matter, groups count as served
alike (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987); where it doesn't, and there is no alarm either, nothing is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import erfc, exp, log, sqrt
from typing import Literal

from data.records.figures import GroupBy, Sample, What
from graph.learning.intervals import at_least

Measure = Literal[
    "answer_wait", "person_wait", "unchanged", "takeover", "negative", "length", "unhappy", "requests"
]
#: What groups are compared by. How customers sound when they write, and how many they are, isn't the desk's doing.
SERVICE: tuple[Measure, ...] = ("answer_wait", "person_wait", "unchanged", "takeover", "negative", "length")
#: few: too few cases; open: no alarm, but a difference that matters can't be ruled out; alike: it can; slight: there is a difference, too
#: small to matter; gap: there is one that matters.
Verdict = Literal["few", "open", "alike", "slight", "gap"]

FEWEST = 30  # conversations on either side
FEWEST_EXPECTED = 5  # cases of each kind, on either side
RATE = 0.05  # of false alarms among alarms (Benjamini-Hochberg), and of looks where nothing differs
Z = 1.96
ROUNDING = 1e-9  # of logarithms: equal values whose means were added up in another order
#: The smallest difference that matters: of shares in points (0..1), of the others as a ratio.
MATTERS: Mapping[Measure, float] = {
    "answer_wait": 1.2, "person_wait": 1.2, "unchanged": 0.05, "takeover": 0.05, "negative": 0.05, "length": 1.3,
    "unhappy": 0.05, "requests": 1.15,
}  # fmt: skip
_SHARES: Mapping[Measure, What] = {
    "unchanged": "decision",
    "takeover": "request",
    "negative": "outcome",
    "unhappy": "request",
}
_LOGS: Mapping[Measure, What] = {"answer_wait": "answer", "person_wait": "person", "length": "length"}


@dataclass(frozen=True, slots=True)
class Side:
    """A group, or all others: cases (conversations), and their share or their logarithms' mean and variance."""

    cases: float
    value: float
    variance: float = 0.0

    @property
    def hits(self) -> float:
        """Of a share."""
        return self.cases * self.value


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group beside all others. value, rest: shares (0..1), or geometric means (seconds, characters).

    effect, low, high: the difference of shares, or the ratio, with its interval; None with too few cases. cases, rest_cases: conversations.
    """

    measure: Measure
    by: GroupBy | Literal["week"]
    group: str
    cases: int
    rest_cases: int
    value: float | None
    rest: float | None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    verdict: Verdict = "few"

    @property
    def is_share(self) -> bool:
        """Whether it compares shares; else it compares geometric means."""
        return self.measure in _SHARES


def compare(samples: Iterable[Sample]) -> list[Comparison]:
    """Compare each group with all others, for each measure; of two groups the smaller one only. In a settled order."""
    tables: dict[GroupBy, dict[str, dict[What, Sample]]] = defaultdict(lambda: defaultdict(dict))
    for sample in samples:
        if sample.group is not None:
            tables[sample.by][sample.group][sample.what] = sample
    found: list[Comparison] = []
    for by, groups in sorted(tables.items()):
        for measure in SERVICE:
            sides = {name: side_of(measure, group) for name, group in groups.items()}
            found += _of_measure(measure, by, {name: side for name, side in sides.items() if side})
    return judged(found)


def judged(found: Sequence[Comparison]) -> list[Comparison]:
    """Give verdicts to comparisons, all together."""
    limit = _threshold([one.p for one in found if one.p is not None])
    return [replace(one, verdict=_verdict(one, limit)) for one in found]


def side_of(measure: Measure, group: Mapping[What, Sample]) -> Side | None:
    """One group's side of a comparison; None where there is nothing to compare."""
    if measure in _LOGS:
        sample = group.get(_LOGS[measure])
        if sample is None or sample.log_mean is None:
            return None
        return Side(sample.conversations, sample.log_mean, sample.log_variance or 0.0)
    sample = group.get(_SHARES[measure])
    if sample is None:
        return None
    share = sample.taken if measure == "takeover" else sample.share
    return None if share is None else Side(sample.conversations, share)


def _of_measure(measure: Measure, by: GroupBy, sides: Mapping[str, Side]) -> list[Comparison]:
    names = sorted(sides)
    if len(names) < 2:
        return []
    if len(names) == 2:
        names = [min(names, key=lambda name: sides[name].cases)]
    return [
        compared(measure, by, name, sides[name], joined([sides[other] for other in sides if other != name]))
        for name in names
    ]


def joined(sides: Sequence[Side]) -> Side:
    """Several groups as one: the mean of all, and the variance within and between them."""
    cases = sum(side.cases for side in sides)
    value = sum(side.cases * side.value for side in sides) / cases
    spread = sum((side.cases - 1) * side.variance + side.cases * (side.value - value) ** 2 for side in sides)
    return Side(cases, value, spread / (cases - 1) if cases > 1 else 0.0)


def compared(
    measure: Measure, by: GroupBy | Literal["week"], name: str, side: Side, rest: Side
) -> Comparison:
    """Compare two sides; the verdict comes with `judged`."""
    logs = measure in _LOGS
    shown = [exp(one.value) if logs else one.value for one in (side, rest)]
    plain = Comparison(measure, by, name, int(side.cases), int(rest.cases), shown[0], shown[1])
    if min(side.cases, rest.cases) < FEWEST:
        return plain
    return _of_logs(plain, side, rest) if logs else _of_shares(plain, side, rest)


def _of_logs(plain: Comparison, side: Side, rest: Side) -> Comparison:
    """Welch's test on logarithms: waits and lengths are skewed, their logarithms much less."""
    error = sqrt(side.variance / side.cases + rest.variance / rest.cases)
    apart = side.value - rest.value
    if abs(apart) < ROUNDING:
        apart = 0.0
    if error == 0:
        return replace(
            plain, effect=exp(apart), low=exp(apart), high=exp(apart), p=1.0 if apart == 0 else 0.0
        )
    return replace(
        plain, effect=exp(apart), low=exp(apart - Z * error), high=exp(apart + Z * error), p=_two_sided(apart / error)
    )  # fmt: skip


def _of_shares(plain: Comparison, side: Side, rest: Side) -> Comparison:
    """The score test of two shares, and Newcombe's interval of their difference."""
    pooled = (side.hits + rest.hits) / (side.cases + rest.cases)
    if min(side.cases, rest.cases) * min(pooled, 1 - pooled) < FEWEST_EXPECTED:
        return plain
    error = sqrt(pooled * (1 - pooled) * (1 / side.cases + 1 / rest.cases))
    numbers = (round(side.hits), round(side.cases), round(rest.hits), round(rest.cases))
    low, high = at_least(*numbers, z=Z), -at_least(*numbers[2:], *numbers[:2], z=Z)
    apart = side.value - rest.value
    return replace(plain, effect=apart, low=low, high=high, p=_two_sided(apart / error))


def _two_sided(z: float) -> float:
    return erfc(abs(z) / sqrt(2))


def _threshold(ps: Sequence[float]) -> float:
    """Benjamini and Hochberg's: the largest p that lies under its own step; below 0 when none does."""
    steps = (p for place, p in enumerate(sorted(ps), 1) if p <= RATE * place / len(ps))
    return max(steps, default=-1.0)


def _verdict(one: Comparison, limit: float) -> Verdict:
    if one.p is None or one.effect is None or one.low is None or one.high is None:
        return "few"
    least = MATTERS[one.measure] if one.is_share else log(MATTERS[one.measure])
    size, low, high = (
        (one.effect, one.low, one.high) if one.is_share else map(log, (one.effect, one.low, one.high))
    )
    if one.p <= limit:
        return "gap" if abs(size) >= least else "slight"
    return "alike" if -least < low and high < least else "open"
