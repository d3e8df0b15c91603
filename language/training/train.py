"""Train `model.npz` from labelled messages and print how good it is in cross-validation.

    python -m language.training.train [--messages FILE] [--out FILE]

FILE holds one JSON object a line: text, language, sentiment (-2..2), emotion, intent, urgency, wants_human,
must_escalate, injection. Takes about a minute on two cores; numpy only; the same input gives the same model.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..cues import categories, cues
from ..features import PLACES, Floats, Sparse, dense, hashed
from ..model import FILE, HEADS, Model, save
from ..reader import flagged
from ..text import plain, words
from .heads import coordinates, fit, macro_f1, softmax

MESSAGES = Path(__file__).parent / "messages.jsonl"
# Chosen by cross-validation on the training messages.
PENALTY, SHARE, CUE_SCALE = 3e-4, 0.5, 0.7
FOLDS, SEED = 5, 20261121
# How much more recall counts than precision. A missed cry for help costs more than a needless hand-over.
BETA = {"wants_human": 1.5, "must_escalate": 2.0, "injection": 1.0}
# Every second alarm must be a true one, or reviewers stop believing them.
LEAST_PRECISION = 0.5


@dataclass(frozen=True, slots=True)
class Corpus:
    """The messages as features: sparse, dense (cues and style), and the rule floor's own verdicts."""

    rows: list[dict[str, Any]]
    sparse: list[Sparse]
    dense: Floats
    idf: Floats
    floors: dict[str, NDArray[np.bool_]]


def read(path: Path) -> Corpus:
    """Read messages and compute their features; a place counts only when two messages share it."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    texts = [plain(row["text"]) for row in rows]
    tokens = [words(text) for text in texts]
    hits = [cues(row["language"]).find(found) for row, found in zip(rows, tokens, strict=True)]
    names = categories("en")
    sparse = [hashed(found) for found in tokens]
    seen = np.zeros(2 * PLACES, np.float32)
    for one in sparse:
        seen[one.places] += 1
    idf = np.where(seen >= 2, np.log((1 + len(rows)) / (1 + seen)) + 1, 0).astype(np.float32)
    styled = [dense(text, found, hit, names) for text, found, hit in zip(texts, tokens, hits, strict=True)]
    floors = {head: np.array([flagged(head, hit) for hit in hits]) for head in BETA}
    return Corpus(rows, [one.weighted(idf, SHARE) for one in sparse], np.array(styled), idf, floors)


def labels(corpus: Corpus, head: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The classes of a head, sorted, and each message's class number; sentiment in three classes."""
    values = [str(row[head]).lower() for row in corpus.rows]
    if head == "sentiment":
        values = [
            "neutral" if value == "0" else "negative" if value[0] == "-" else "positive" for value in values
        ]
    names = tuple(sorted(set(values)))
    return names, np.array([names.index(value) for value in values])


def matrix(corpus: Corpus) -> Floats:
    """All sparse features as one dense matrix (messages × 2 · PLACES, about 350 MB)."""
    full = np.zeros((len(corpus.rows), 2 * PLACES), np.float32)
    for number, one in enumerate(corpus.sparse):
        full[number, one.places] = one.values
    return full


def out_of_fold(points: Floats, gold: NDArray[np.int64], classes: int) -> Floats:
    """For each message the probabilities of a model that never saw it."""
    folds = np.random.default_rng(SEED).integers(0, FOLDS, len(gold))
    result = np.zeros((len(gold), classes), np.float32)
    for fold in range(FOLDS):
        known = folds != fold
        weights, bias = fit(points[known], gold[known], classes, PENALTY)
        result[~known] = softmax(points[~known] @ weights + bias)
    return result


def threshold(
    gold: NDArray[np.bool_], sure: Floats, floor: NDArray[np.bool_], beta: float
) -> tuple[float, str]:
    """The probability from which model or rule floor together reach the best F-beta, and a line about it."""
    best = (0.0, 1.0, "")
    for limit in np.arange(0.05, 0.96, 0.01):
        raised = floor | (sure >= limit)
        right = int((raised & gold).sum())
        precision, recall = right / max(1, int(raised.sum())), right / max(1, int(gold.sum()))
        score = (1 + beta**2) * precision * recall / max(1e-9, beta**2 * precision + recall)
        if precision >= LEAST_PRECISION and score > best[0]:
            best = (score, float(limit), f"precision {precision:.2f} recall {recall:.2f} from {limit:.2f}")
    return best[1], best[2]


def main() -> None:
    """Read, cross-validate, train on everything, quantise, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    corpus = read(options.messages)
    full, cue_part = matrix(corpus), (corpus.dense * CUE_SCALE).astype(np.float32)
    points, back = coordinates((full @ full.T + cue_part @ cue_part.T).astype(np.float64))
    classes: dict[str, tuple[str, ...]] = {}
    thresholds: dict[str, float] = {}
    columns: list[Floats] = []
    biases: list[Floats] = []
    for head in HEADS:
        names, gold = labels(corpus, head)
        classes[head] = names
        print(f"{head}: {report(corpus, head, points, gold, names, thresholds)}")
        weights, offset = fit(points, gold, len(names), PENALTY)
        columns.append((back @ weights).astype(np.float32))
        biases.append(offset)
    mixing, bias = np.hstack(columns), np.hstack(biases).astype(np.float32)
    save(
        quantised(corpus, full.T @ mixing, cue_part.T @ mixing, bias, classes, thresholds),
        options.out,
    )
    print(f"{options.out.name}: {options.out.stat().st_size / 1e6:.2f} MB from {len(corpus.rows)} messages")


def report(
    corpus: Corpus,
    head: str,
    points: Floats,
    gold: NDArray[np.int64],
    names: tuple[str, ...],
    thresholds: dict[str, float],
) -> str:
    """Cross-validated quality of one head; sets the threshold of a yes-or-no head."""
    guesses = out_of_fold(points, gold, len(names))
    if head in corpus.floors:
        thresholds[head], line = threshold(gold == 1, guesses[:, 1], corpus.floors[head], BETA[head])
        return line
    return f"macro-F1 {macro_f1(gold, guesses.argmax(1), len(names)):.3f}"


def quantised(
    corpus: Corpus,
    weights: Floats,
    cue_weights: Floats,
    bias: Floats,
    classes: dict[str, tuple[str, ...]],
    thresholds: dict[str, float],
) -> Model:
    """The model with hashed weights in eight bits, one scale a column."""
    scale = (np.abs(weights).max(0) / 127).astype(np.float32)
    small = np.round(weights / scale).astype(np.int8)
    return Model(corpus.idf, small, scale, cue_weights * CUE_SCALE, bias, classes, thresholds, SHARE)


if __name__ == "__main__":
    main()
