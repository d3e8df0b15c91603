"""Fits `language.commitment` on the sentences in `promises/`: `python -m language.training.promises`.

Needs no torch: the vectors are those of the shipped encoder, so run it after each export. Prints, by five-fold cross-validation,
how many promises are found at the threshold that lets `FALSE` of the other sentences through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml

from language import LANGUAGES, Reader
from language.encoder import FOLDER, Floats

TEXTS = Path(__file__).parent / "promises"
FALSE = 0.03  # share of the sentences that promise nothing which may be pointed at
RIDGE = 1.0  # penalty on the weights
STEPS, RATE = 800, 0.02
SCALE = 10.0  # the vectors have length 1, so single values are small
FOLDS = 5


def main() -> None:
    """Fit, report, write the weights."""
    promises, others = (_vectors(kind) for kind in (("listed", "promises"), ("others",)))
    scored = [_folded(each, promises, others) for each in range(FOLDS)]
    yes, no = (np.concatenate([fold[side] for fold in scored]) for side in (0, 1))
    cut = float(np.quantile(no, 1 - FALSE))
    print(
        f"{len(yes)} promises, {len(no)} others; {np.mean(yes >= cut):.2f} found where {FALSE:.0%} of the others are"
    )
    weights, bias = _fit(promises, others)
    threshold = 1 / (1 + np.exp(-cut))
    written = {
        "threshold": round(float(threshold), 4),
        "bias": float(bias),
        "weights": weights.round(4).tolist(),
    }
    (FOLDER / "promises.json").write_text(json.dumps(written) + "\n", "utf-8")


def _vectors(kinds: Sequence[str]) -> Floats:
    return Reader().embed(list(_sentences(kinds)))


def _sentences(kinds: Sequence[str]) -> Iterator[str]:
    """Without the full stop at the end: which of them have one says nothing."""
    for language in LANGUAGES:
        texts = yaml.safe_load((TEXTS / f"{language}.yaml").read_text("utf-8"))
        yield from (text.strip().rstrip(".!") for kind in kinds for text in texts[kind])


def _folded(fold: int, promises: Floats, others: Floats) -> tuple[Floats, Floats]:
    """The scores of one fifth, by weights fitted on the rest."""
    taken = [np.arange(len(side)) % FOLDS == fold for side in (promises, others)]
    weights, bias = _fit(promises[~taken[0]], others[~taken[1]])
    return promises[taken[0]] @ weights + bias, others[taken[1]] @ weights + bias


def _fit(promises: Floats, others: Floats) -> tuple[Floats, float]:
    """Logistic regression with both classes weighed alike, by Adam (Kingma and Ba 2015); no chance is in it."""
    both = np.concatenate([promises, others])
    mean = both.mean(axis=0)
    rows = (both - mean) * SCALE
    wanted = np.concatenate([np.ones(len(promises)), np.zeros(len(others))])
    share = np.where(wanted == 1, 0.5 / len(promises), 0.5 / len(others))
    at, first, second = (np.zeros(rows.shape[1] + 1) for _ in range(3))
    for _ in range(STEPS):
        error = share * (1 / (1 + np.exp(-(rows @ at[:-1] + at[-1]))) - wanted)
        slope = np.append(rows.T @ error + RIDGE * at[:-1] / len(rows), error.sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        at -= RATE * first / (np.sqrt(second) + 1e-8)
    weights = at[:-1] * SCALE
    return weights.astype(np.float32), float(at[-1] - mean @ weights)


if __name__ == "__main__":
    main()
