"""How an example fares: drafts that were shown it beside like drafts without it, and whether it hurts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records import Example, Switch, Trial
from data.said import Said
from graph.learning.intervals import at_least

Lift = Literal["better", "worse", "unclear", "few"]
FEWEST = 5  # drafts with the example before anything is said of it
# How much more often (of 1) drafts with it must be changed, or replies taken badly, beyond doubt. Doubt is one in a
# hundred; with this margin an example that does no harm is switched off by one of the two counts within its first 50
# uses in at most 3 of 100 cases, looked at after each use (`tests/graph/test_learning_standing.py` counts it).
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some drafts. changed: edited or rejected; distance: the mean edit distance of those that were
    sent, None without any; heard: how many replies had a reaction, badly: how many of these a score below 0."""

    number: int = 0
    changed: int = 0
    distance: float | None = None
    heard: int = 0
    badly: int = 0

    @property
    def unchanged(self) -> int:
        """How many were sent as drafted."""
        return self.number - self.changed


@dataclass(frozen=True, slots=True)
class Standing:
    """One example's: the drafts it was shown to since it is in use, and like drafts of that time without it.

    Like drafts answer the same intent in the same language and come from the same drafter.
    """

    with_it: Tally = Tally()
    without: Tally = Tally()

    @property
    def lift(self) -> Lift:
        """Whether drafts made with it are sent unchanged more often than like drafts without it, beyond doubt or not."""
        ours, theirs = self.with_it, self.without
        if ours.number < FEWEST or theirs.number < FEWEST:
            return "few"
        if at_least(ours.unchanged, ours.number, theirs.unchanged, theirs.number) > 0:
            return "better"
        worse = at_least(ours.changed, ours.number, theirs.changed, theirs.number) > 0
        return "worse" if worse else "unclear"

    @property
    def difference(self) -> float:
        """By how much the share sent unchanged is larger with it than without; 0 where either has no draft."""
        ours, theirs = self.with_it, self.without
        if not ours.number or not theirs.number:
            return 0.0
        return ours.unchanged / ours.number - theirs.unchanged / theirs.number

    @property
    def harm(self) -> Said | None:
        """Why it hurts, in a sentence for supervisors; None while that isn't beyond doubt."""
        ours, theirs = self.with_it, self.without
        if ours.number >= FEWEST and _worse(ours.changed, ours.number, theirs.changed, theirs.number):
            return Said(
                "harm.changed",
                "{ours} of {n} drafts made with it were changed or rejected, of like drafts without it {theirs} of {m}.",
                ours=ours.changed, n=ours.number, theirs=theirs.changed, m=theirs.number,
            )  # fmt: skip
        if ours.heard >= FEWEST and _worse(ours.badly, ours.heard, theirs.badly, theirs.heard):
            return Said(
                "harm.badly",
                "Customers took {ours} of {n} replies made with it badly, of like replies without it {theirs} of {m}.",
                ours=ours.badly, n=ours.heard, theirs=theirs.badly, m=theirs.heard,
            )  # fmt: skip
        return None


def standings(
    examples: Sequence[Example],
    trials: Sequence[Trial],
    uses: Mapping[str, set[str]],
    switches: Mapping[str, Switch],
) -> dict[str, Standing]:
    """The standing of each example. Being switched on again begins anew: what was before is known and forgiven."""
    alike: dict[tuple[str, str, str], list[Trial]] = {}
    by_draft: dict[str, Trial] = {}
    for trial in trials:
        alike.setdefault(_kind(trial), []).append(trial)
        by_draft[trial.draft_id] = trial
    return {
        example.id: _standing(
            _since(example, switches.get(example.id)), uses.get(example.id, set()), alike, by_draft
        )
        for example in examples
    }


def _standing(
    since: datetime,
    used: set[str],
    alike: Mapping[tuple[str, str, str], Sequence[Trial]],
    by_draft: Mapping[str, Trial],
) -> Standing:
    shown = [by_draft[id] for id in used if id in by_draft and by_draft[id].decided_at >= since]
    others = (trial for kind in {_kind(trial) for trial in shown} for trial in alike[kind])
    return Standing(
        tally(shown),
        tally(trial for trial in others if trial.decided_at >= since and trial.draft_id not in used),
    )


def tally(trials: Iterable[Trial]) -> Tally:
    """Count what became of drafts."""
    found = list(trials)
    distances = [trial.edit_distance for trial in found if trial.edit_distance is not None]
    scores = [trial.outcome for trial in found if trial.outcome is not None]
    return Tally(
        number=len(found),
        changed=sum(trial.kind == "reject" or bool(trial.edit_distance) for trial in found),
        distance=sum(distances) / len(distances) if distances else None,
        heard=len(scores),
        badly=sum(score < 0 for score in scores),
    )


def _worse(hits: int, number: int, other_hits: int, other_number: int) -> bool:
    return at_least(hits, number, other_hits, other_number) > MARGIN


def _kind(trial: Trial) -> tuple[str, str, str]:
    return trial.language, trial.intent, trial.drafter


def _since(example: Example, switch: Switch | None) -> datetime:
    return switch.switched_at if switch and switch.active else example.created_at
