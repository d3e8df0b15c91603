"""Fits what turns scores into probabilities, on messages that the network never saw.

For each label a temperature, a shift a class and the weight of cue words, by the likelihood of the right classes (Platt
scaling; Guo et al. 2017 for several classes). Shifts are kept small, so that rare classes aren't argued away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ..cues import Hits, cues
from ..encoder import Encoder
from ..evidence import points
from ..heads import Head, load
from ..text import natural, plain, words
from .texts import Sample

SMALL = 0.002  # how much a shift's square costs
STEPS = 200
RECALL = 0.95  # what the thresholds of the yes-or-no labels aim at
HUNDREDTHS = np.arange(0.01, 1.0, 0.01)


@dataclass(frozen=True, slots=True)
class Seen:
    """An unseen message after one reading: the true labels, all heads' scores by window, the cue words found."""

    labels: dict[str, Any]
    scores: NDArray[np.float32]
    hits: Hits


@dataclass(frozen=True, slots=True)
class Fit:
    """One label's fit. `surprise`: mean negative log-likelihood before and after; `threshold`: for RECALL."""

    label: str
    temperature: float
    shifts: tuple[float, ...]
    cues: float
    threshold: float
    surprise: tuple[float, float]


def seen(folder: Path, unseen: Sequence[Sample]) -> list[Seen]:
    """Read the messages with the files in `folder`, as the run time reads them."""
    encoder = Encoder(folder)
    return [
        Seen(
            sample.labels,
            encoder(natural(sample.text)).labels,
            cues(sample.language).find(words(plain(sample.text))),
        )
        for sample in unseen
    ]


def fits(folder: Path, read: Sequence[Seen]) -> list[Fit]:
    """A fit for every label of the network in `folder`."""
    return [
        _fit(name, head, [one for one in read if name in one.labels])
        for name, head in load(folder).labels.items()
    ]


def _fit(name: str, head: Head, read: Sequence[Seen]) -> Fit:
    scores = torch.tensor(np.stack([_scores(head, one.scores) for one in read]), dtype=torch.double)
    extra = torch.tensor([[points(name, value, one.hits) for value in head.classes] for one in read])
    gold = torch.tensor([head.classes.index(one.labels[name]) for one in read])
    cool = torch.zeros(1, dtype=torch.double, requires_grad=True)
    weight = torch.ones(1, dtype=torch.double, requires_grad=True)
    shifts = torch.zeros(len(head.classes), dtype=torch.double, requires_grad=True)

    def surprise() -> Tensor:
        return functional.cross_entropy(scores / cool.exp() + weight * extra + shifts, gold)

    before = float(surprise().detach())
    optimiser = torch.optim.LBFGS([cool, weight, shifts], max_iter=STEPS)

    def close() -> Tensor:
        optimiser.zero_grad()
        value = surprise() + SMALL * (shifts**2).sum()
        value.backward()
        return value

    optimiser.step(close)
    with torch.no_grad():
        after = float(surprise())
        shares = torch.softmax(scores / cool.exp() + weight * extra + shifts, 1).numpy()
        centred = (shifts - shifts.mean()).tolist()
    threshold = _threshold(shares[:, 1], gold.numpy()) if head.yes_or_no else 0.5
    rounded = tuple(round(value, 2) for value in centred)
    return Fit(
        name, round(cool.exp().item(), 2), rounded, round(weight.item(), 2), threshold, (before, after)
    )


def _scores(head: Head, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """One row for a message, as `Head.probabilities` joins windows: the loudest yes, or the mean."""
    own = scores[:, head.columns]
    return own[(own[:, 1] - own[:, 0]).argmax()] if head.yes_or_no else own.mean(0)


def _threshold(chance: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """The highest threshold, in hundredths, that finds RECALL of the cases; 0.5 without any."""
    cases = chance[gold == 1]
    if not len(cases):
        return 0.5
    good = [value for value in HUNDREDTHS if (cases >= value).mean() >= RECALL]
    return round(float(max(good, default=0.01)), 2)
