"""What reviewers do again and again, as proposals for rules: always leave this out, say that instead, add this.

A habit is a change in at least three decisions, for at least two customers, and in at least half of the cases where
it could have been made since it was first made. Only decisions of one use case and language are compared.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data.records import Edit, RuleKind
from graph.learning.changes import Changes, changes, holds, same

FEWEST, CUSTOMERS, SHARE = 3, 2, 0.5
Cases = Sequence[tuple[Edit, Changes]]
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Habit:
    """A change that is made again and again. old, new: as in a rule; of `of` decisions where it could have been
    made, `decisions` made it, by `reviewers` different people. cases: the ids of these decisions, newest first."""

    intent: str
    language: str
    kind: RuleKind
    old: str
    new: str
    decisions: int
    of: int
    reviewers: int
    cases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the habit, as long as its words stay the same."""
        parts = (self.intent, self.language, self.kind, self.old, self.new)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def habits(
    edits: Iterable[Edit],
    fits: Callable[[Habit], bool] = lambda habit: True,
    compare: Callable[[str, str], Changes] = changes,
) -> list[Habit]:
    """The habits in decisions, given newest first; the most frequent first. fits: which of them may be rules."""
    groups: dict[tuple[str, str], list[tuple[Edit, Changes]]] = {}
    for edit in edits:
        group = groups.setdefault((edit.intent, edit.language), [])
        group.append((edit, compare(edit.draft, edit.reply)))
    found = [
        habit
        for group in groups.values()
        for habit in _without_parts([one for one in _of_group(group) if fits(one)])
    ]
    return sorted(found, key=lambda habit: (-habit.decisions, habit.key))


def _of_group(group: Cases) -> Iterator[Habit]:
    yield from _removals(group)
    yield from _additions(group)
    yield from _rewordings(group)
    yield from _phrases(group)


def _removals(group: Cases) -> Iterator[Habit]:
    for text in _frequent((gone for _, made in group for gone in made.removed), same):
        hits = [n for n, (_, made) in enumerate(group) if holds(made.removed, text)]
        could = [n for n, (_, made) in enumerate(group) if holds(made.before, text)]
        yield from _habit(group, "remove", text, "", hits, could)


def _additions(group: Cases) -> Iterator[Habit]:
    """A reply that has the sentence because an example brought it counts as well: the reviewer let it stand."""
    for text in _frequent((new for _, made in group for new in made.added), same):
        hits = [n for n, (_, made) in enumerate(group) if holds(made.added, text)]
        missing = [n for n, (_, made) in enumerate(group) if not holds(made.after, text)]
        yield from _habit(group, "add", "", text, hits, sorted({*hits, *missing}))


def _rewordings(group: Cases) -> Iterator[Habit]:
    def alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
        return same(one[0], other[0]) and same(one[1], other[1])

    for old, new in _frequent((pair for _, made in group for pair in made.replaced), alike):
        pair = (old, new)
        hits = [n for n, (_, made) in enumerate(group) if any(alike(found, pair) for found in made.replaced)]
        could = [n for n, (_, made) in enumerate(group) if holds(made.before, old)]
        yield from _habit(group, "replace", old, new, hits, could)


def _phrases(group: Cases) -> Iterator[Habit]:
    def alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
        return one == other

    for old, new in _frequent((pair for _, made in group for pair in made.phrases), alike):
        said = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
        hits = [n for n, (_, made) in enumerate(group) if (old, new) in made.phrases]
        could = [n for n, (_, made) in enumerate(group) if any(map(said.search, made.before))]
        yield from _habit(group, "replace", old, new, hits, could)


def _habit(
    group: Cases, kind: RuleKind, old: str, new: str, hits: list[int], could: list[int]
) -> Iterator[Habit]:
    """The habit, if these places of the group make one. Decisions from before the first time don't count against it."""
    since = [place for place in could if place <= max(hits, default=-1)]  # newest first
    made = [group[place][0] for place in hits]
    customers = {edit.customer_id for edit in made}
    if len(hits) < FEWEST or len(customers) < CUSTOMERS or len(hits) < SHARE * len(since):
        return
    first = made[0]
    reviewers = len({edit.reviewer_id for edit in made})
    yield Habit(
        first.intent, first.language, kind, old, new, len(hits), max(len(since), len(hits)), reviewers,
        tuple(edit.decision_id for edit in made),
    )  # fmt: skip


def _frequent(found: Iterable[Thing], alike: Callable[[Thing, Thing], bool]) -> list[Thing]:
    """The things that occur often enough, each standing for those like it: the most frequent wording of each."""
    counts = Counter(found)
    groups: list[list[Thing]] = []
    for thing, _ in counts.most_common():
        home = next((group for group in groups if alike(group[0], thing)), None)
        if home is None:
            groups.append([thing])
        else:
            home.append(thing)
    return [group[0] for group in groups if sum(counts[thing] for thing in group) >= FEWEST]


def _without_parts(found: list[Habit]) -> list[Habit]:
    """Without the phrases that are part of a sentence reworded just as often: the sentence says it in full."""
    whole = [habit for habit in found if habit.kind == "replace"]
    return [
        habit
        for habit in found
        if not any(_part(habit, other) and other.decisions >= habit.decisions for other in whole)
    ]


def _part(one: Habit, other: Habit) -> bool:
    return (
        one.kind == "replace"
        and len(other.old) > len(one.old)
        and one.old in other.old
        and one.new in other.new
    )
