"""The tokenizer: the encoder's Unigram pieces, pruned to what occurs in the five languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from .names import Names
from .texts import Sample
from .weights import Checkpoint

LANGUAGES = ("en", "de", "da", "nl", "sv")
WORDS = 30_000  # of each language's most frequent words, as they are and capitalised
BATCH = 4096


def build(pieces: list[str], scores: Iterable[float], unknown: int) -> Tokenizer:
    """A Unigram tokenizer as the encoder was trained with: NFKC, white space as `▁`."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def everyday(messages: list[Sample], public: list[Sample], names: Names) -> Iterator[str]:
    """What the pieces are counted in: frequent words (wordfreq), the training texts, and names."""
    from wordfreq import top_n_list

    for language in LANGUAGES:
        for word in top_n_list(language, WORDS):
            yield from (word, word.capitalize())
    for sample in messages:
        yield from (sample.text, sample.text.lower(), sample.text)
    yield from (sample.text for sample in public)
    yield from names.given
    yield from names.family


def prune(checkpoint: Checkpoint, texts: Iterable[str], most: int) -> NDArray[np.int64]:
    """The rows to keep: special pieces, single characters of European scripts, and the pieces most used in `texts`."""
    full = build(checkpoint.pieces, checkpoint.scores, checkpoint.special["unk"])
    counts = np.zeros(len(checkpoint.pieces), np.int64)
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        for encoding in full.encode_batch(batch, add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
    for row, piece in enumerate(checkpoint.pieces):
        if row < len(checkpoint.special):
            counts[row] = 1 << 40
        elif len(piece.lstrip("▁")) <= 1 and all(map(_european, piece)):
            counts[row] += 1 << 30
    kept = np.argsort(-counts, kind="stable")[:most]
    return np.sort(kept[counts[kept] > 0])


def _european(letter: str) -> bool:
    return ord(letter) < 0x0250 or 0x2000 <= ord(letter) < 0x20D0 or letter == "▁"
