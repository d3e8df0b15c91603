"""Training texts as tensors: tokenised windows with their targets, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from ..encoder import BOS, EOS
from .texts import IGNORE, LABELS, TRAP, TYPES, Pieces, Sample

PAD = 1
NOTHING = -100  # a target that doesn't count
HIDDEN = 384
LONGEST = 300  # tokens of a training window; threads and long mails are read in windows as long at run time
BLUR = 12  # tokens by which texts of a batch may differ at random


@dataclass(frozen=True, slots=True)
class Item:
    """One window: token ids, a kind each and whether it is a trap, a class a label, the teacher's embedding if any."""

    ids: list[int]
    kinds: list[int]
    traps: list[bool]
    labels: list[int]
    teacher: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Items padded to one length."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    traps: Tensor
    labels: Tensor
    teacher: Tensor
    taught: Tensor  # whether there is a teacher's embedding


def item(
    tokenizer: Tokenizer,
    sample: Sample,
    pieces: Pieces,
    teacher: NDArray[np.float32] | None,
    chance: random.Random,
    longest: int = LONGEST,
) -> Item:
    """Tokenise `pieces` and give each token the kind of the characters it covers; a long text gives one window."""
    text = "".join(part for part, _ in pieces)
    letters, tempting = _letters(text, pieces)
    coded = tokenizer.encode(text, add_special_tokens=False)
    ids = coded.ids
    kinds = [_kind(text, letters, start, end) for start, end in coded.offsets]
    traps = [bool(tempting[start:end].any()) for start, end in coded.offsets]
    if len(ids) > longest:
        begin = chance.randrange(len(ids) - longest + 1) if chance.random() < 0.5 else 0
        window = slice(begin, begin + longest)
        ids, kinds, traps = ids[window], kinds[window], traps[window]
    labels = [
        values.index(sample.labels[name]) if name in sample.labels else NOTHING
        for name, values in LABELS.items()
    ]
    return Item([BOS, *ids, EOS], [NOTHING, *kinds, NOTHING], [False, *traps, False], labels, teacher)


def _letters(text: str, pieces: Pieces) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each letter its kind, and whether it is part of a trap."""
    kinds, traps, place = np.zeros(len(text) + 1, np.int64), np.zeros(len(text) + 1, bool), 0
    for part, kind in pieces:
        traps[place : place + len(part)] = kind == TRAP
        if kind == IGNORE:
            kinds[place : place + len(part)] = NOTHING
        elif kind in TYPES:
            kinds[place : place + len(part)] = 1 + TYPES.index(kind)
        place += len(part)
    return kinds, traps


def _kind(text: str, letters: NDArray[np.int64], start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    inside = letters[start:end]
    if not len(inside):
        return 0
    return int(inside.max()) if inside.max() > 0 else int(inside.min())


def batches(items: list[Item], tokens: int, chance: random.Random) -> Iterator[Batch]:
    """Items of like length together, at most `tokens` padded tokens a batch, in random order."""
    groups: list[list[Item]] = []
    group: list[Item] = []
    for one in sorted(items, key=lambda one: len(one.ids) + chance.random() * BLUR):
        if group and (len(group) + 1) * max(len(one.ids), len(group[-1].ids)) > tokens:
            groups.append(group)
            group = []
        group.append(one)
    groups.append(group)
    chance.shuffle(groups)
    yield from map(batch, groups)


def batch(group: list[Item]) -> Batch:
    """The items as one batch."""
    width = max(len(one.ids) for one in group)
    ids = torch.full((len(group), width), PAD)
    kinds = torch.full((len(group), width), NOTHING)
    traps = torch.zeros((len(group), width), dtype=torch.bool)
    for row, one in enumerate(group):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        kinds[row, : len(one.kinds)] = torch.tensor(one.kinds)
        traps[row, : len(one.traps)] = torch.tensor(one.traps)
    nobody = np.zeros(HIDDEN, np.float32)
    teacher = np.stack([nobody if one.teacher is None else one.teacher for one in group])
    return Batch(
        ids=ids,
        mask=(ids != PAD).long(),
        kinds=kinds,
        traps=traps,
        labels=torch.tensor([one.labels for one in group]),
        teacher=torch.from_numpy(teacher),
        taught=torch.tensor([one.teacher is not None for one in group]),
    )
