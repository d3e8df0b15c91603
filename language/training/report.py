"""How good a trained network is on messages that it never saw, once its scores are calibrated (`calibrate`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..encoder import Encoder
from ..evidence import weigh
from ..heads import Head, load
from ..spans import spans
from .calibrate import Fit, Seen
from .texts import IGNORE, LABELS, TRAP, TYPES, Sample

SURE = 0.3  # from this score on a word counts as personal data in the figures
BINS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """One label on unseen messages with a fit: macro-F1 and calibration error."""

    fit: Fit
    f1: float
    error: float


def figures(folder: Path, read: Sequence[Seen], fitted: Iterable[Fit]) -> list[Figures]:
    """How well the network in `folder` judges the messages `read` with the fits."""
    labels = load(folder).labels
    return [
        _judge(fit, labels[fit.label], [one for one in read if fit.label in one.labels]) for fit in fitted
    ]


def _judge(fit: Fit, head: Head, read: Sequence[Seen]) -> Figures:
    head = replace(head, temperature=fit.temperature, shifts=fit.shifts)
    rows = [
        weigh(
            fit.label,
            dict(zip(head.classes, head.probabilities(one.scores), strict=True)),
            one.hits,
            fit.cues,
        )
        for one in read
    ]
    shares = np.array([list(row.values()) for row in rows], np.float64)
    gold = np.array([head.classes.index(one.labels[fit.label]) for one in read])
    guess = shares[:, 1] >= fit.threshold if head.yes_or_no else shares.argmax(1)
    return Figures(fit, macro_f1(gold.tolist(), guess.astype(int).tolist()), _error(shares, gold))


def _error(shares: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """Expected calibration error of the likeliest class in BINS bins (Guo et al. 2017)."""
    sure, right = shares.max(1), shares.argmax(1) == gold
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = [(bins == number).mean() * abs(sure[bins == number].mean() - right[bins == number].mean())
             for number in range(BINS) if (bins == number).any()]  # fmt: skip
    return float(sum(parts))


def macro_f1(gold: Sequence[Any], guess: Sequence[Any]) -> float:
    """Mean F1 over the classes that occur in `gold`."""
    pairs = list(zip(gold, guess, strict=True))
    parts = []
    for name in set(gold):
        right = sum(one == other == name for one, other in pairs)
        parts.append(2 * right / sum((one == name) + (other == name) for one, other in pairs))
    return sum(parts) / max(1, len(parts))


def leaks(folder: Path, unseen: Iterable[Sample], sure: float = SURE) -> tuple[float, float]:
    """The network alone: share of personal spans with a letter left, and of other letters that it would mask."""
    encoder, types = Encoder(folder), load(folder).types
    left = whole = masked = plain = 0
    for sample in unseen:
        text, place = sample.text, 0
        hidden = np.zeros(len(text), bool)
        for span in spans(text, encoder(text), types, sure):
            hidden[span.start : span.end] = True
        for part, kind in sample.pieces:
            letters = [at for at, letter in enumerate(part, place) if letter.isalnum()]
            if kind in TYPES:
                whole += 1
                left += not hidden[letters].all()
            elif kind in (None, TRAP):
                plain += len(letters)
                masked += int(hidden[letters].sum())
            assert kind in (None, TRAP, IGNORE, *TYPES)
            place += len(part)
    return left / max(1, whole), masked / max(1, plain)


def write(
    folder: Path, lines: Sequence[str], judged: Sequence[Figures], spans: tuple[float, float] | None
) -> None:
    """`report.md` and, from unseen messages, `calibration.json` to be kept beside this module."""
    if judged and spans:
        lines = [*lines, *_table(judged, spans)]
        calibration = {
            "temperatures": {one.fit.label: one.fit.temperature for one in judged},
            "shifts": {one.fit.label: one.fit.shifts for one in judged},
            "cues": {one.fit.label: one.fit.cues for one in judged},
            "thresholds": {
                one.fit.label: one.fit.threshold for one in judged if LABELS[one.fit.label] == (False, True)
            },
        }
        (folder / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    (folder / "report.md").write_text("\n".join(lines) + "\n", "utf-8")


def _table(judged: Sequence[Figures], spans: tuple[float, float]) -> list[str]:
    return [
        f"- unseen messages, network alone: {spans[0]:.1%} of the personal spans leak, {spans[1]:.1%} of the rest is masked",
        "",
        "| label | macro-F1 | temperature | cues | surprise before, after | calibration error | threshold |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {fit.label} | {one.f1:.3f} | {fit.temperature:.2f} | {fit.cues:.2f} | "
            f"{fit.surprise[0]:.3f}, {fit.surprise[1]:.3f} | {one.error:.3f} | {fit.threshold:.2f} |"
            for one in judged
            for fit in [one.fit]
        ),
    ]
