"""The labels' scores as probabilities: one temperature a label and one shift a class, fitted on unseen messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .encoder import FOLDER, Floats

Classes = tuple[str, ...] | tuple[int, ...] | tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """One label: its classes, its columns among all scores, and how its scores become probabilities.

    `shifts`: added to each class's score; they take out again what training weighed more (Platt 1999, Guo et al. 2017).
    `threshold`: from which probability a yes-or-no label is a yes. `cues`: what a point of cue words adds to a class,
    in log-odds (see `evidence`).
    """

    classes: Classes
    columns: slice
    temperature: float
    shifts: tuple[float, ...]
    threshold: float
    cues: float

    @property
    def yes_or_no(self) -> bool:
        """Whether the classes are False and True."""
        return self.classes == (False, True)

    def probabilities(self, scores: Floats) -> Floats:
        """From scores (windows, classes of all heads) to this head's probabilities.

        The windows' mean; for yes-or-no labels the window that says yes the loudest, since one sentence is enough.
        """
        own = scores[:, self.columns] / self.temperature + np.array(self.shifts, np.float32)
        shares = np.exp(own - own.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return np.asarray(shares[shares[:, -1].argmax()] if self.yes_or_no else shares.mean(axis=0))


@dataclass(frozen=True, slots=True)
class Heads:
    """What the network's outputs mean: types of personal data, and the heads by label."""

    types: tuple[str, ...]
    labels: Mapping[str, Head]

    def probabilities(self, scores: Floats) -> dict[str, dict[Any, float]]:
        """For each label the probability of each class."""
        return {
            name: dict(zip(head.classes, head.probabilities(scores).tolist(), strict=True))
            for name, head in self.labels.items()
        }


def load(folder: Path = FOLDER) -> Heads:
    """Read `heads.json`."""
    raw = json.loads((folder / "heads.json").read_text("utf-8"))
    labels, start = {}, 0
    for name, head in raw["labels"].items():
        columns = slice(start, start + len(head["classes"]))
        labels[name] = Head(
            tuple(head["classes"]),
            columns,
            head["temperature"],
            tuple(head["shifts"]),
            head["threshold"],
            head["cues"],
        )
        start = columns.stop
    return Heads(tuple(raw["types"]), labels)
