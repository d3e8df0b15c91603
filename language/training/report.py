"""How good a trained network is on messages that it never saw: figures, and the temperatures that calibrate it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..encoder import Encoder
from ..heads import Head, load
from ..spans import spans
from .export import CALIBRATION
from .texts import IGNORE, LABELS, TRAP, TYPES, Sample

TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(4.0), 60))
RECALL = 0.95  # what the thresholds of the yes-or-no labels aim at
SURE = 0.3  # from this score on a word counts as personal data in the figures
BINS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """One label on unseen messages: macro-F1, fitted temperature, calibration error before and after, threshold."""

    label: str
    f1: float
    temperature: float
    error_before: float
    error_after: float
    threshold: float


def figures(folder: Path, unseen: Sequence[Sample]) -> list[Figures]:
    """Read `unseen` with the files in `folder` and judge every label."""
    encoder, heads = Encoder(folder), load(folder)
    scores = [encoder(sample.text).labels for sample in unseen]
    found = []
    for name, head in heads.labels.items():
        known = [place for place, sample in enumerate(unseen) if name in sample.labels]
        gold = np.array([LABELS[name].index(unseen[place].labels[name]) for place in known])
        found.append(_judge(name, head, [scores[place] for place in known], gold))
    return found


def _judge(name: str, head: Head, scores: list[NDArray[np.float32]], gold: NDArray[np.int64]) -> Figures:
    def shares(temperature: float) -> NDArray[np.float64]:
        warmer = replace(head, temperature=temperature)
        return np.array([warmer.probabilities(rows) for rows in scores], np.float64)

    def surprise(temperature: float) -> float:
        return float(-np.log(shares(temperature)[np.arange(len(gold)), gold] + 1e-9).mean())

    best = min(map(float, TEMPERATURES), key=surprise)
    after = shares(best)
    threshold = _threshold(after[:, 1], gold) if head.yes_or_no else 0.5
    guess = after[:, 1] >= threshold if head.yes_or_no else after.argmax(1)
    f1 = macro_f1(gold.tolist(), guess.astype(int).tolist())
    return Figures(name, f1, best, _error(shares(1.0), gold), _error(after, gold), threshold)


def _threshold(chance: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """The highest threshold, in hundredths, that still finds RECALL of the cases."""
    cases = np.sort(chance[gold == 1])
    if not len(cases):
        return 0.5
    return max(0.01, float(np.floor(cases[int((1 - RECALL) * len(cases))] * 100) / 100))


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
        lines = [
            *lines,
            f"- unseen messages, network alone: {spans[0]:.1%} of the personal spans leak, {spans[1]:.1%} of the rest is masked",
            "",
            "| label | macro-F1 | temperature | calibration error before | after | threshold |",
            "|---|---|---|---|---|---|",
            *(
                f"| {one.label} | {one.f1:.3f} | {one.temperature:.2f} | {one.error_before:.3f} | {one.error_after:.3f} | {one.threshold:.2f} |"
                for one in judged
            ),
        ]
        calibration = {
            "temperatures": {one.label: round(one.temperature, 2) for one in judged},
            "cues": json.loads(CALIBRATION.read_text("utf-8"))["cues"],
            "thresholds": {one.label: one.threshold for one in judged if LABELS[one.label] == (False, True)},
        }
        (folder / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    (folder / "report.md").write_text("\n".join(lines) + "\n", "utf-8")
