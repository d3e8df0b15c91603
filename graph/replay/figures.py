"""What a set of pairs says: each measure for both sides and the difference with its interval, in all and in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.replay.bootstrap import SEED, Interval, intervals
from graph.replay.pairs import Attempt, Pair

Name = Literal["distance", "accepted", "failed", "blocked", "refused"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted for every attempt. `worse` is the sign of a difference that is for the worse."""

    name: Name
    label: str
    worse: Literal[1, -1]
    of: Callable[[Attempt], float]


MEASURES: tuple[Measure, ...] = (
    Measure("distance", "edit distance", 1, lambda attempt: attempt.distance),
    Measure("accepted", "accepted", -1, lambda attempt: float(attempt.accepted)),
    Measure("failed", "checks failed", 1, lambda attempt: float(attempt.blocked + attempt.warned)),
    Measure("blocked", "blocked", 1, lambda attempt: float(attempt.blocked > 0)),
    Measure("refused", "refused", 1, lambda attempt: float(attempt.outcome == "refused")),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over a group: the mean of each side, and B − A."""

    measure: Name
    a: float
    b: float
    difference: Interval


@dataclass(frozen=True, slots=True)
class Group:
    """The pairs of one language, one intent, or all. then: mean share changed of the drafts that were shown then."""

    kind: Literal["all", "certain", "language", "intent"]
    name: str
    turns: int
    figures: tuple[Figure, ...]
    then: float | None

    def figure(self, name: Name) -> Figure:
        """One measure's."""
        return next(figure for figure in self.figures if figure.measure == name)


def groups(pairs: Sequence[Pair], *, seed: int = SEED) -> tuple[Group, ...]:
    """Figures of all comparable pairs, of those without a doubt if some have one, and by language and intent."""
    usable = [pair for pair in pairs if pair.comparable]
    return tuple(_group(kind, name, chosen, seed) for kind, name, chosen in _chosen(usable) if chosen)


def _chosen(
    pairs: Sequence[Pair],
) -> Iterator[tuple[Literal["all", "certain", "language", "intent"], str, list[Pair]]]:
    yield "all", "all", list(pairs)
    if any(pair.doubts for pair in pairs):
        yield "certain", "without doubts", [pair for pair in pairs if not pair.doubts]
    for language in sorted({pair.language for pair in pairs}):
        yield "language", language, [pair for pair in pairs if pair.language == language]
    for intent in sorted({pair.intent for pair in pairs}):
        yield "intent", intent, [pair for pair in pairs if pair.intent == intent]


def _group(
    kind: Literal["all", "certain", "language", "intent"], name: str, pairs: Sequence[Pair], seed: int
) -> Group:
    both = [([m.of(pair.a) for m in MEASURES], [m.of(pair.b) for m in MEASURES]) for pair in pairs]
    differences = [[b - a for a, b in zip(*sides, strict=True)] for sides in both]
    found = intervals(differences, [pair.conversation_id for pair in pairs], seed=seed)
    figures = tuple(
        Figure(
            measure.name,
            sum(a[place] for a, _ in both) / len(both),
            sum(b[place] for _, b in both) / len(both),
            found[place],
        )
        for place, measure in enumerate(MEASURES)
    )
    then = [pair.then for pair in pairs if pair.then is not None]
    return Group(kind, name, len(pairs), figures, sum(then) / len(then) if then else None)
