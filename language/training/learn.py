"""Fine-tunes the encoder for all tasks at once: personal data per token, labels per message, embeddings by distillation."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from .augment import Augmenter
from .items import LONGEST, NOTHING, Batch, batches, item
from .network import Network
from .texts import LABELS, Sample
from .threads import ROWS, Taught, threaded

# How much a head's loss counts beside that of the spans (1.0) and of the embedding (1.0).
SHARE, OTHERS = {"sentiment": 0.35, "intent": 0.35, "wants_human": 0.35, "must_escalate": 0.35}, 0.2
YES = 3.0  # how much more a yes weighs than a no; heads.json takes it out again by a shift of -ln 3
PERSONAL, TRAPS = (
    1.3,
    2.0,
)  # how much more a token of personal data, or one that only looks like it, weighs than another
SMOOTHING = 0.02
FASTER = 5  # the new heads learn so much faster than the encoder
WARM, LOWEST = 0.06, 0.02  # share of the steps to warm up; share of the rate at the end


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: epochs, public sentences an epoch, learning rate, padded tokens a batch, seed, texts in rows, tokens of a window."""

    epochs: int = 10
    public: int = 1500
    rate: float = 7e-5
    tokens: int = 2048
    seed: int = 5
    rows: float = ROWS
    longest: int = LONGEST


def learn(
    network: Network,
    tokenizer: Tokenizer,
    messages: list[Taught],
    public: list[Sample],
    augment: Augmenter,
    plan: Plan,
    report: Callable[[int, float, float], None],
) -> None:
    """Train over the messages, each epoch with other public sentences; `report(epoch, loss, seconds)` after each."""
    chance = random.Random(plan.seed)
    optimiser = _optimiser(network, plan.rate)
    steps, step, started = 0, 0, time.monotonic()
    for epoch in range(plan.epochs):
        drawn = chance.sample(public, min(plan.public, len(public)))
        texts = threaded([*messages, *((sample, None) for sample in drawn)], chance, plan.rows)
        items = [
            item(tokenizer, sample, augment(sample), teacher, chance, plan.longest)
            for sample, teacher in texts
        ]
        groups = list(batches(items, plan.tokens, chance))
        steps = steps or len(groups) * plan.epochs
        network.train()
        total = 0.0
        for group in groups:
            _set_rate(optimiser, plan.rate, step / steps)
            total += _step(network, optimiser, group)
            step += 1
        report(epoch, total / len(groups), time.monotonic() - started)


def _optimiser(network: Network, rate: float) -> torch.optim.Optimizer:
    named = list(network.named_parameters())
    fresh = [parameter for name, parameter in named if not name.startswith("encoder")]
    known = [parameter for name, parameter in named if name.startswith("encoder")]
    groups = [{"params": fresh, "times": FASTER}, {"params": known, "times": 1}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)


def _set_rate(optimiser: torch.optim.Optimizer, rate: float, done: float) -> None:
    """Warm up, then fall along a cosine; `done` is the share of the steps behind us."""
    fall = LOWEST + (1 - LOWEST) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
    for group in optimiser.param_groups:
        group["lr"] = rate * group["times"] * min(1.0, done / WARM + 1e-3) * fall


def _step(network: Network, optimiser: torch.optim.Optimizer, group: Batch) -> float:
    value = loss(network, group)
    optimiser.zero_grad()
    value.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(value.item())


def loss(network: Network, group: Batch) -> Tensor:
    """The sum of all tasks' losses."""
    with torch.autocast("cpu", torch.bfloat16):  # four times as fast where the processor has AMX
        outputs = network(group.ids, group.mask)
    spans, *heads, embedding = (output.float() for output in outputs)
    total = _spans(spans.flatten(0, 1), group.kinds.flatten(), group.traps.flatten())
    if (group.labels != NOTHING).any():
        total = total + _labels(heads, group.labels)
    if group.taught.any():
        total = total + (1 - (embedding * group.teacher).sum(-1))[group.taught].mean()
    return total


def _spans(logits: Tensor, gold: Tensor, traps: Tensor) -> Tensor:
    known = gold != NOTHING
    weights = torch.where(gold > 0, PERSONAL, torch.where(traps, TRAPS, 1.0))[known]
    each = functional.cross_entropy(logits[known], gold[known], reduction="none")
    return (each * weights).sum() / weights.sum()


def _labels(heads: list[Tensor], gold: Tensor) -> Tensor:
    total = torch.zeros(())
    for place, (name, logits) in enumerate(zip(LABELS, heads, strict=True)):
        weights = torch.tensor([1.0, YES]) if logits.shape[1] == 2 else None
        total = total + SHARE.get(name, OTHERS) * functional.cross_entropy(
            logits, gold[:, place], ignore_index=NOTHING, weight=weights, label_smoothing=SMOOTHING
        )
    return total
